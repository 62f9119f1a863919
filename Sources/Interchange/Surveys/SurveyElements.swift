internal import CLibXML2
internal import SurveyModel

/// An element of a survey document, whole: what such a document says hangs together, so it is read into memory.
final class SurveyElement {
    let name: String
    /// In the order of the document, with prefixes.
    let attributes: [(key: String, value: String)]
    let line: Int
    /// The text directly in it.
    var text = ""
    var children: [SurveyElement] = []

    init(_ name: String, _ attributes: [(key: String, value: String)], line: Int) {
        self.name = name
        self.attributes = attributes
        self.line = line
    }

    func attribute(_ key: String) -> String? { attributes.first { $0.key == key }?.value }

    func child(_ name: String) -> SurveyElement? { children.first { $0.name == name } }
}

/// Something wrong with a survey document, at a line and in an element.
struct SurveyXMLFault: Error {
    var line: Int
    var element: String?
    var message: String

    init(_ element: SurveyElement, _ message: String) {
        self.init(line: element.line, element: element.name, message)
    }

    init(line: Int, element: String? = nil, _ message: String) {
        self.line = line
        self.element = element
        self.message = message
    }

    var place: String { "line \(line)" + (element.map { ", <\($0.prefix(60))>" } ?? "") }
}

/// Reads the elements of a survey document.
///
/// `XMLGate` has refused a DOCTYPE, and with it every entity but the five of XML, before the library sees a byte. Depth and
/// the number of elements are limited; the library is given no option that makes it load anything.
enum SurveyElements {
    static let namespace = "urn:sondeo:survey:1"
    static let sizeLimit = 1 << 30
    static let depthLimit = 240
    static let elementLimit = 20_000_000

    static func root(of bytes: [UInt8]) throws(SurveyXMLFault) -> SurveyElement {
        guard bytes.count <= sizeLimit else {
            throw SurveyXMLFault(line: 1, "the document is larger than \(sizeLimit >> 20) MiB")
        }
        var gate = XMLGate()
        var problem: XMLProblem?
        bytes.withUnsafeBytes { bytes in
            do throws(XMLProblem) { try gate.check(bytes) } catch { problem = error }
        }
        if let problem { throw SurveyXMLFault(line: problem.line, problem.message) }
        guard gate.hasRoot else { throw SurveyXMLFault(line: gate.line, "no element stands in it") }
        _ = xmlLibrary
        let building = Building()
        var handler = sondeo_xml_handler(nil, enter, leave, recordFault)
        handler.characters = takeText
        handler.cdataBlock = takeText
        handler.reference = refuseEntity
        guard let parser = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else {
            throw SurveyXMLFault(line: 0, "the XML library is out of memory")
        }
        defer { xmlFreeParserCtxt(parser) }
        _ = xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
        parser.pointee.userData = UnsafeMutableRawPointer(parser)
        sondeo_xml_set_owner(parser, Unmanaged.passUnretained(building).toOpaque())
        sondeo_xml_set_error_handler(parser, recordFault)
        withExtendedLifetime(building) { parse(bytes, parser, building) }
        if let fault = building.fault { throw fault }
        guard parser.pointee.wellFormed != 0, let root = building.root else {
            throw SurveyXMLFault(line: Int(sondeo_xml_line(parser)), "it is not well-formed XML")
        }
        return root
    }

    private static func parse(_ bytes: [UInt8], _ parser: xmlParserCtxtPtr, _ building: Building) {
        var start = 0
        repeat {
            let end = min(start + 1 << 16, bytes.count)
            let result = bytes[start..<end].withUnsafeBytes { chunk in
                xmlParseChunk(
                    parser, chunk.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(chunk.count),
                    end == bytes.count ? 1 : 0)
            }
            start = end
            if result != 0 || building.fault != nil { return }
        } while start < bytes.count
    }
}

/// What callbacks build.
private final class Building {
    var root: SurveyElement?
    var open: [SurveyElement] = []
    var fault: SurveyXMLFault?
    var count = 0

    static func of(_ parser: UnsafeMutableRawPointer?) -> Building? {
        sondeo_xml_owner(parser).map { Unmanaged<Building>.fromOpaque($0).takeUnretainedValue() }
    }

    func stop(_ parser: UnsafeMutableRawPointer?, _ message: String) {
        guard let parser, fault == nil else { return }
        let context = parser.assumingMemoryBound(to: xmlParserCtxt.self)
        fault = SurveyXMLFault(
            line: Int(sondeo_xml_line(context)), element: open.last?.name, message)
        xmlStopParser(context)
    }
}

private func enter(
    _ parser: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
    _ namespace: UnsafePointer<xmlChar>?, _: Int32, _: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    _ count: Int32, _: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let building = Building.of(parser), let parser, let name else { return }
    building.count += 1
    guard building.count <= SurveyElements.elementLimit else {
        return building.stop(parser, "there are more than \(SurveyElements.elementLimit) elements")
    }
    guard building.open.count < SurveyElements.depthLimit else {
        return building.stop(parser, "elements are nested more than \(SurveyElements.depthLimit) deep")
    }
    guard let namespace, string(namespace) == SurveyElements.namespace else {
        let seen = namespace.map { "in the namespace \(excerpt(string($0)))" } ?? "in no namespace"
        return building.stop(
            parser,
            "<\(string(name).prefix(60))> is \(seen); a compiled survey is in \(SurveyElements.namespace)")
    }
    var values: [(key: String, value: String)] = []
    // Five pointers each: the name, the prefix, the namespace, and where the value begins and ends.
    for index in 0..<Int(count) {
        guard let attributes, let key = attributes[index * 5], let begin = attributes[index * 5 + 3],
            let end = attributes[index * 5 + 4]
        else { continue }
        // Where a schema is, is no part of the survey.
        if let own = attributes[index * 5 + 2], string(own) == "http://www.w3.org/2001/XMLSchema-instance" {
            continue
        }
        let prefix = attributes[index * 5 + 1].map { string($0) + ":" } ?? ""
        let value = UnsafeBufferPointer(start: begin, count: max(0, end - begin))
        values.append((prefix + string(key), unescaped(String(decoding: value, as: UTF8.self))))
    }
    let line = Int(sondeo_xml_line(parser.assumingMemoryBound(to: xmlParserCtxt.self)))
    let element = SurveyElement(string(name), values, line: line)
    if let parent = building.open.last { parent.children.append(element) } else { building.root = element }
    building.open.append(element)
}

/// The library hands over an ampersand of a value as a reference where entities are not to be replaced.
private func unescaped(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "&")) else { return value }
    return value.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&")
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

private func refuseEntity(_ parser: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) {
    let name = name.map { string($0) } ?? ""
    Building.of(parser)?.stop(
        parser,
        "it uses the entity &\(name.prefix(60));, which is not one of XML's own five; write the character")
}

private func recordFault(_: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
    // Warnings, about a namespace for example, are no concern of ours.
    guard let error, let parser = error.pointee.ctxt, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue
    else { return }
    Building.of(parser)?.stop(parser, XMLProblem.words(of: error, limit: 160))
}

private func string(_ text: UnsafePointer<xmlChar>) -> String { String(cString: text) }
