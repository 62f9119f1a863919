internal import SurveyModel

extension TripleSDefinitions {
    /// Writes the definitions as an XML document, in the encoding that they declare.
    ///
    /// A Windows-1252 document has the characters that this encoding lacks as references, so labels are whole in every
    /// language; UTF-8 needs none. There is no DOCTYPE: it would have readers look for a file elsewhere. Throws
    /// `OutputFault` for characters that XML forbids.
    public func write(to sink: any ByteSink) throws(OutputFault) {
        let encoding = TripleSEncoding(named: declaredEncoding) ?? .utf8
        let xml = XMLWriter(to: encoding == .utf8 ? sink : ReferencingSink(to: sink))
        xml.start(document: "sss", encoding: encoding.rawValue)
        xml.attribute("version", version.rawValue)
        if version == .v3 { xml.attribute("xml:lang", language) }
        if !languages.isEmpty { xml.attribute("languages", languages.joined(separator: " ")) }
        xml.lineBreak()
        leaf("origin", origin, xml)
        if levels.isEmpty { survey(xml) } else { hierarchy(xml) }
        xml.lineBreak()
        try xml.finish()
    }

    private func leaf(_ name: String, _ text: String?, _ xml: XMLWriter) {
        guard let text, !text.isEmpty else { return }
        xml.element(name) { xml.text(text, of: name) }
        xml.lineBreak()
    }

    private func hierarchy(_ xml: XMLWriter) {
        xml.element("hierarchy") {
            for level in levels {
                xml.lineBreak()
                xml.element("level") {
                    xml.attribute("ident", level.ident)
                    xml.attribute("href", level.href)
                    for parent in level.parents {
                        xml.element("parent") {
                            xml.attribute("level", parent.level)
                            xml.attribute("linkvar", parent.link)
                            xml.attribute("ordered", parent.isOrdered ? "yes" : "no")
                        }
                    }
                }
            }
            xml.lineBreak()
        }
    }

    private func survey(_ xml: XMLWriter) {
        xml.element("survey") {
            if !responseLanguages.isEmpty {
                // Texts are in one language; a survey that is made of them again must know the others.
                xml.instruction("sondeo-languages", responseLanguages.joined(separator: " "))
            }
            for note in notes { xml.instruction("sondeo-note", note) }
            xml.lineBreak()
            leaf("name", name, xml)
            leaf("version", surveyVersion, xml)
            leaf("title", title.text(in: language), xml)
            guard let record else { return }
            xml.element("record") {
                xml.attribute("ident", record.ident)
                xml.attribute("href", record.href)
                xml.attribute("format", record.format.rawValue)
                if version == .v3 { xml.attribute("encoding", record.encoding?.rawValue) }
                if record.skip > 0 { xml.attribute("skip", String(record.skip)) }
                xml.lineBreak()
                for variable in record.variables {
                    self.variable(variable, xml)
                    xml.lineBreak()
                }
            }
            xml.lineBreak()
        }
    }

    private func variable(_ variable: Variable, _ xml: XMLWriter) {
        xml.element("variable") {
            xml.attribute("ident", variable.ident)
            xml.attribute("type", variable.kind.rawValue)
            xml.attribute("use", variable.use?.rawValue)
            if variable.isLiteral { xml.attribute("format", "literal") }
            xml.lineBreak()
            leaf("name", variable.name, xml)
            // It must be there, even where there is nothing to say.
            xml.element("label") {
                xml.text(variable.label.text(in: language), of: "the label of \(variable.name)")
            }
            xml.lineBreak()
            xml.element("position") {
                xml.attribute("start", String(variable.start))
                if variable.finish > variable.start { xml.attribute("finish", String(variable.finish)) }
            }
            xml.lineBreak()
            if let subfields = variable.subfields {
                xml.element("spread") {
                    xml.attribute("subfields", String(subfields))
                    xml.attribute("width", variable.subfieldWidth.map(String.init))
                }
                xml.lineBreak()
            }
            leaf("size", variable.size.map(String.init), xml)
            if variable.range != nil || !variable.values.isEmpty { values(variable, xml) }
        }
    }

    private func values(_ variable: Variable, _ xml: XMLWriter) {
        xml.element("values") {
            if !variable.missing.isEmpty {
                // Other programs pass it over, and ours knows again what is no answer.
                let kinds = variable.missing.map { "\($0.key.rawValue)=\($0.value)" }.sorted()
                xml.instruction("sondeo-missing", kinds.joined(separator: " "))
            }
            // Values with a label each could be a list of options as well.
            if variable.isScale { xml.instruction("sondeo-scale", "points") }
            xml.lineBreak()
            if let range = variable.range {
                xml.element("range") {
                    xml.attribute("from", range.from)
                    xml.attribute("to", range.to)
                }
                xml.lineBreak()
            }
            for value in variable.values {
                xml.element("value") {
                    xml.attribute("code", value.code)
                    xml.attribute("score", value.score)
                    xml.text(value.label.text(in: language), of: "a label of \(variable.name)")
                }
                xml.lineBreak()
            }
        }
        xml.lineBreak()
    }
}

/// Turns UTF-8 into Windows-1252, with references for the characters that it does not have. Names of elements are ASCII, so
/// such a character stands where a reference may.
private final class ReferencingSink: ByteSink {
    private let sink: any ByteSink
    /// The beginning of a character whose end is yet to come.
    private var open: [UInt8] = []

    init(to sink: any ByteSink) { self.sink = sink }

    func write(_ bytes: UnsafeRawBufferPointer) throws(OutputFault) {
        var all = open + bytes
        var whole = all.count
        // A character has four bytes at most; step back to where the last one begins, and keep it if it is not all there.
        while whole > 0, all.count - whole < 4, all[whole - 1] & 0xC0 == 0x80 { whole -= 1 }
        if whole > 0, all[whole - 1] >= 0xC0 {
            let lead = all[whole - 1]
            let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
            whole = whole - 1 + length <= all.count ? all.count : whole - 1
        } else {
            whole = all.count
        }
        open = Array(all[whole...])
        all.removeLast(all.count - whole)
        guard all.contains(where: { $0 >= 0x80 }) else { return try sink.write(all) }
        var written: [UInt8] = []
        written.reserveCapacity(all.count)
        for scalar in String(decoding: all, as: UTF8.self).unicodeScalars {
            if let byte = Windows1252.byte(of: scalar) {
                written.append(byte)
            } else {
                written += "&#\(scalar.value);".utf8
            }
        }
        try sink.write(written)
    }
}
