internal import CLibXML2

/// An element of a definitions file, whole: such files are small, and what they say hangs together.
final class TripleSElement {
    let name: String
    let attributes: [String: String]
    let line: Int
    /// The text directly in it, with line breaks for `br`.
    var text = ""
    var children: [TripleSElement] = []
    /// What our processing instructions in it say, by what stands behind `sondeo-`: `missing`, `languages`.
    var instructions: [String: String] = [:]

    init(_ name: String, _ attributes: [String: String], line: Int) {
        self.name = name
        self.attributes = attributes
        self.line = line
    }

    func child(_ name: String) -> TripleSElement? { children.first { $0.name == name } }

    func children(_ name: String) -> [TripleSElement] { children.filter { $0.name == name } }
}

/// Reads the elements of a definitions file.
///
/// A DOCTYPE is taken out beforehand: what it names is not loaded, and what it declares does not count. No entity is known but the five of XML itself. Depth, size and the number of elements are limited.
enum TripleSElements {
    static let sizeLimit = 64 << 20
    static let depthLimit = 16
    static let elementLimit = 1_000_000

    static func root(of bytes: [UInt8]) throws(TripleSFault) -> TripleSElement {
        guard bytes.count <= sizeLimit else {
            throw TripleSFault("it is larger than \(sizeLimit >> 20) MiB; definitions never are")
        }
        let bytes = TripleSProlog.withoutDoctype(try decoded(bytes))
        guard bytes.first(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) == UInt8(ascii: "<") else {
            throw TripleSFault(line: 1, "it does not begin with `<`: a Triple-S definitions file is XML")
        }
        try refuseHarm(in: bytes)
        _ = xmlLibrary
        let building = Building()
        var handler = sondeo_xml_handler(refuseDoctype, enter, leave, recordFault)
        handler.characters = takeText
        handler.cdataBlock = takeText
        handler.processingInstruction = takeInstruction
        guard let parser = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else {
            throw TripleSFault("the XML library is out of memory")
        }
        defer { xmlFreeParserCtxt(parser) }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        _ = xmlCtxtUseOptions(parser, Int32(options))
        parser.pointee.userData = UnsafeMutableRawPointer(parser)
        sondeo_xml_set_owner(parser, Unmanaged.passUnretained(building).toOpaque())
        sondeo_xml_set_error_handler(parser, recordFault)
        withExtendedLifetime(building) {
            var start = 0
            repeat {
                let end = min(start + 1 << 16, bytes.count)
                let result = bytes[start..<end].withUnsafeBytes { chunk in
                    xmlParseChunk(
                        parser, chunk.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(chunk.count),
                        end == bytes.count ? 1 : 0)
                }
                start = end
                if result != 0 || building.fault != nil { break }
            } while start < bytes.count
        }
        if let fault = building.fault { throw fault }
        guard parser.pointee.wellFormed != 0, let root = building.root else {
            throw TripleSFault(line: Int(sondeo_xml_line(parser)), "it is not well-formed XML")
        }
        return root
    }

    /// What would cost the library more than its length.
    private static func refuseHarm(in bytes: [UInt8]) throws(TripleSFault) {
        var gate = XMLGate(checksEncoding: false)
        let problem: XMLProblem? = bytes.withUnsafeBytes { bytes in
            do throws(XMLProblem) { try gate.check(bytes) } catch { return error }
            return nil
        }
        if let problem { throw TripleSFault(line: problem.line, problem.message) }
    }

    /// The document as UTF-8. The library's own conversion prints to standard error where it fails.
    private static func decoded(_ bytes: [UInt8]) throws(TripleSFault) -> [UInt8] {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let low = bytes[0] == 0xFF ? 0 : 1
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
                UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
            }
            return Array(String(decoding: units, as: UTF16.self).utf8)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes[3...]) }
        let name = declaredEncoding(of: bytes) ?? "UTF-8"
        switch TripleSEncoding(named: name) {
        case .utf8: return bytes
        case .windows1252: return Array(Windows1252.text(of: bytes).utf8)
        case nil:
            throw TripleSFault(
                line: 1, "its encoding is \"\(name.excerpt)\"; save it as UTF-8, and say so in its first line"
            )
        }
    }

    /// The encoding that the XML declaration names; nil where there is none.
    static func declaredEncoding(of bytes: [UInt8]) -> String? {
        let head = Substring(
            String(decoding: bytes.prefix(200).filter { $0 > 0 && $0 < 0x80 }, as: UTF8.self))
        guard head.hasPrefix("<?xml"), let end = head.firstIndex(of: ">") else { return nil }
        let words = head[..<end].split(separator: "encoding", maxSplits: 1)
        guard words.count == 2 else { return nil }
        let rest = words[1].drop { $0 == " " || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote })
    }
}

/// What callbacks build.
private final class Building {
    var root: TripleSElement?
    var open: [TripleSElement] = []
    var fault: TripleSFault?
    var count = 0

    static func of(_ parser: UnsafeMutableRawPointer?) -> Building? {
        sondeo_xml_owner(parser).map { Unmanaged<Building>.fromOpaque($0).takeUnretainedValue() }
    }

    func stop(_ parser: UnsafeMutableRawPointer?, _ message: String) {
        guard let parser, fault == nil else { return }
        let context = parser.assumingMemoryBound(to: xmlParserCtxt.self)
        fault = TripleSFault(line: Int(sondeo_xml_line(context)), message)
        xmlStopParser(context)
    }
}

private func enter(
    _ parser: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?, _: Int32, _: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    _ count: Int32, _: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let building = Building.of(parser), let parser, let name else { return }
    building.count += 1
    guard building.count <= TripleSElements.elementLimit else {
        return building.stop(parser, "there are more than \(TripleSElements.elementLimit) elements")
    }
    guard building.open.count < TripleSElements.depthLimit else {
        return building.stop(
            parser,
            "elements are nested more than \(TripleSElements.depthLimit) deep, which no Triple-S file has")
    }
    var values: [String: String] = [:]
    // Five pointers each: the name, the prefix, the namespace, and where the value begins and ends.
    for index in 0..<Int(count) {
        guard let attributes, let key = attributes[index * 5], let begin = attributes[index * 5 + 3],
            let end = attributes[index * 5 + 4]
        else { continue }
        let prefix = attributes[index * 5 + 1].map { string($0) + ":" } ?? ""
        let value = UnsafeBufferPointer(start: begin, count: max(0, end - begin))
        values[prefix + string(key)] = String(decoding: value, as: UTF8.self)
    }
    let line = Int(sondeo_xml_line(parser.assumingMemoryBound(to: xmlParserCtxt.self)))
    let element = TripleSElement(string(name), values, line: line)
    if element.name == "br" { building.open.last?.text += "\n" }
    if let parent = building.open.last { parent.children.append(element) } else { building.root = element }
    building.open.append(element)
}

private func leave(
    _ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?
) {
    guard let building = Building.of(parser), !building.open.isEmpty else { return }
    building.open.removeLast()
}

private func takeText(_ parser: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let element = Building.of(parser)?.open.last, let text else { return }
    element.text += String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
}

private func takeInstruction(
    _ parser: UnsafeMutableRawPointer?, _ target: UnsafePointer<xmlChar>?, _ text: UnsafePointer<xmlChar>?
) {
    guard let element = Building.of(parser)?.open.last, let target, let text,
        string(target).hasPrefix("sondeo-")
    else { return }
    element.instructions[String(string(target).dropFirst("sondeo-".count))] = string(text)
}

/// Only where there is no end to it, or a second one.
private func refuseDoctype(
    _ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?
) {
    Building.of(parser)?.stop(parser, "its DOCTYPE has no end, or stands in a wrong place; remove it")
}

private func recordFault(_: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
    // Warnings, about a namespace for example, are no concern of ours.
    guard let error, let parser = error.pointee.ctxt, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue
    else { return }
    Building.of(parser)?.stop(parser, XMLProblem.words(of: error, limit: 160))
}

private func string(_ text: UnsafePointer<xmlChar>) -> String { String(cString: text) }
