public import Collector
internal import SurveyModel

extension SurveyStatistics {
    /// Writes `json` under the same names as XML, namespace `urn:sondeo:statistics:1`.
    ///
    /// A scalar is an attribute, an object an element, and so is each object of an array, named in the singular. A
    /// `cell` has its locale itself, and a `distribution` its counts. What has names of its own as keys is an element for each:
    /// a `key`, a `measure`, a `setting`, an `excluded`.
    public func writeXML(to sink: any ByteSink) throws(OutputFault) {
        let writer = XMLWriter(to: sink)
        let document = json
        writer.start(root: "statistics", namespace: "urn:sondeo:statistics:1")
        writer.attribute("formatVersion", "1")
        writer.attributes(of: document)
        for cell in document["cells"]?.array ?? [] {
            writer.lineBreak()
            writer.start("cell")
            writer.attributes(of: cell["cell"])
            writer.attributes(of: cell)
            writer.end()
        }
        for figure in document["figures"]?.array ?? [] {
            writer.lineBreak()
            writer.element("figure", figure)
        }
        for distribution in document["distributions"]?.array ?? [] {
            writer.lineBreak()
            writer.start("distribution")
            writer.attributes(of: distribution)
            writer.element("cell", distribution["cell"])
            writer.counts(distribution["distribution"])
            for rank in distribution["ranks"]?.array ?? [] { writer.element("rank", rank) }
            writer.element("missing", distribution["missing"])
            writer.end()
        }
        for summary in document["summaries"]?.array ?? [] {
            writer.lineBreak()
            writer.element("summary", summary)
        }
        for version in document["pooling"]?.array ?? [] {
            writer.lineBreak()
            writer.start("pooling")
            writer.attributes(of: version)
            for left in version["leftOut"]?.array ?? [] {
                writer.start("leftOut")
                writer.attributes(of: left)
                writer.end()
            }
            writer.end()
        }
        if let selection = document["selection"] {
            writer.lineBreak()
            writer.start("selection")
            writer.attributes(of: selection)
            for variable in selection["by"]?.array ?? [] {
                writer.start("by")
                writer.attribute("variable", variable.string)
                writer.end()
            }
            writer.end()
        }
        for analysis in document["analyses"]?.array ?? [] {
            writer.lineBreak()
            writer.analysis(analysis)
        }
        writer.lineBreak()
        try writer.finish()
    }
}

extension XMLWriter {
    /// An object and what is in it; nothing for nil. The keys of a distribution are points and options, which are
    /// no names of attributes.
    func element(_ name: String, _ value: JSONValue?) {
        guard let value else { return }
        start(name)
        if name == "distribution" {
            counts(value)
        } else {
            attributes(of: value)
            for part in value.members {
                switch part.value {
                case .object: element(part.key, part.value)
                case .array(let parts) where part.key == "by": for part in parts { element("by", part) }
                default: break
                }
            }
        }
        end()
    }

    fileprivate func counts(_ distribution: JSONValue?) {
        for count in distribution?.members ?? [] {
            start("count")
            attribute("of", count.key)
            attribute("n", count.value.compactText)
            end()
        }
    }

    /// The scalars of an object as attributes, and its arrays of names and versions, with spaces between.
    func attributes(of value: JSONValue?) {
        for member in value?.members ?? [] {
            switch member.value {
            case .string(let text): attribute(member.key, text)
            case .number, .fraction, .real, .bool: attribute(member.key, member.value.compactText)
            case .array(let elements) where ["versions", "locales", "marks", "caveats"].contains(member.key):
                attribute(member.key, elements.map { $0.string ?? $0.compactText }.joined(separator: " "))
            case .array, .object, .null: break
            }
        }
    }
}
