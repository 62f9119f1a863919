internal import CLibXML2
internal import Glibc

/// Something wrong with an XML document.
public struct XMLProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1; 0 where there is none.
    public var line: Int
    /// What is wrong.
    public var message: String

    /// Makes a problem.
    public init(line: Int, message: String) {
        self.line = line
        self.message = message
    }

    /// Both, on one line.
    public var description: String { line > 0 ? "line \(line): \(message)" : message }
}

/// An XML Schema (XSD 1.0) to check documents against, through libxml2.
///
/// A document is read as a stream, so memory does not grow with it. It may come from anybody: nothing is
/// fetched, no entity is expanded, a DOCTYPE is refused where it begins, and depth and size are limited.
///
/// ```swift
/// let problems = try XMLSchema(file: "Schemas/sondeo-responses.xsd").problems(inFile: "answers.xml")
/// ```
public final class XMLSchema {
    /// How deep elements may be nested; libxml2 itself stops at 256.
    public static let depthLimit = 250
    /// How many problems are kept; a document with more is read no further.
    public static let problemLimit = 100

    private let schema: xmlSchemaPtr

    /// Reads a schema and the schemas beside it that it names; they are ours, so they may be files.
    ///
    /// Throws `XMLProblem` if there is none or it is not one.
    public init(file path: String) throws(XMLProblem) {
        _ = xmlLibrary
        // The library would print to standard error that there is no file.
        guard access(path, R_OK) == 0 else { throw Self.unreadable(path, errno) }
        guard let parser = xmlSchemaNewParserCtxt(path) else {
            throw XMLProblem(line: 0, message: "the XML library is out of memory")
        }
        defer { xmlSchemaFreeParserCtxt(parser) }
        let findings = XMLFindings()
        xmlSchemaSetParserStructuredErrors(parser, record, Unmanaged.passUnretained(findings).toOpaque())
        let parsed = withExtendedLifetime(findings) { xmlSchemaParse(parser) }
        guard let parsed else {
            throw findings.problems.first ?? XMLProblem(line: 0, message: "\"\(path)\" is not a schema")
        }
        schema = parsed
    }

    deinit { xmlSchemaFree(schema) }

    /// Everything that is wrong with a document, empty if it is well formed and valid.
    ///
    /// Throws `XMLProblem` only if the file cannot be read, or is larger than `sizeLimit` bytes.
    public func problems(inFile path: String, sizeLimit: Int = .max) throws(XMLProblem) -> [XMLProblem] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.unreadable(path, errno) }
        defer { _ = close(file) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        return try problems(sizeLimit: sizeLimit) { () throws(XMLProblem) -> [UInt8] in
            while true {
                let count = read(file, &chunk, chunk.count)
                if count >= 0 { return Array(chunk[..<count]) }
                guard errno == EINTR else { throw Self.unreadable(path, errno) }
            }
        }
    }

    /// Everything that is wrong with a document in memory.
    public func problems(in bytes: [UInt8]) -> [XMLProblem] {
        var rest = bytes[...]
        do throws(XMLProblem) {
            return try problems(sizeLimit: .max) { () throws(XMLProblem) -> [UInt8] in
                defer { rest = rest.dropFirst(1 << 16) }
                return Array(rest.prefix(1 << 16))
            }
        } catch {
            return [error]
        }
    }

    private static func unreadable(_ path: String, _ code: Int32) -> XMLProblem {
        XMLProblem(line: 0, message: "cannot read \"\(path)\": \(String(cString: strerror(code)))")
    }

    /// Pushes pieces through a parser into the validator until there are none.
    private func problems(
        sizeLimit: Int, next: () throws(XMLProblem) -> [UInt8]
    ) throws(XMLProblem) -> [XMLProblem] {
        let findings = XMLFindings()
        let owner = Unmanaged.passUnretained(findings).toOpaque()
        var handler = sondeo_xml_handler(refuseDoctype, enterElement, leaveElement, recordOfParser)
        guard let parser = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else {
            throw XMLProblem(line: 0, message: "the XML library is out of memory")
        }
        defer { xmlFreeParserCtxt(parser) }
        _ = xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
        // Callbacks get the parser, and find the findings from it.
        parser.pointee.userData = UnsafeMutableRawPointer(parser)
        sondeo_xml_set_owner(parser, owner)
        guard let validator = xmlSchemaNewValidCtxt(schema) else {
            throw XMLProblem(line: 0, message: "the XML library is out of memory")
        }
        defer { xmlSchemaFreeValidCtxt(validator) }
        xmlSchemaSetValidStructuredErrors(validator, record, owner)
        xmlSchemaValidateSetLocator(validator, locate, UnsafeMutableRawPointer(parser))
        let plug = xmlSchemaSAXPlug(validator, &parser.pointee.sax, &parser.pointee.userData)
        guard plug != nil else { throw XMLProblem(line: 0, message: "the XML library is out of memory") }
        defer { _ = xmlSchemaSAXUnplug(plug) }
        sondeo_xml_set_error_handler(parser, recordOfParser)
        var size = 0
        while !findings.isOver {
            let piece = try next()
            size += piece.count
            guard size <= sizeLimit else {
                throw XMLProblem(line: 0, message: "it is larger than \(sizeLimit) bytes")
            }
            let isLast = piece.isEmpty
            findings.line = Int(sondeo_xml_line(parser))
            let result = piece.withUnsafeBytes { bytes in
                xmlParseChunk(
                    parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count),
                    isLast ? 1 : 0)
            }
            if isLast || result != 0 { break }
        }
        if parser.pointee.wellFormed == 0, findings.problems.isEmpty {
            findings.add(Int(sondeo_xml_line(parser)), "it is not well-formed XML")
        }
        return withExtendedLifetime(findings) { findings.problems }
    }
}

/// What callbacks find out.
private final class XMLFindings {
    var problems: [XMLProblem] = []
    var depth = 0
    var line = 0
    var isOver = false

    func add(_ line: Int, _ message: String) {
        guard problems.count < XMLSchema.problemLimit else {
            isOver = true
            return
        }
        problems.append(XMLProblem(line: line, message: message))
    }

    static func of(_ parser: UnsafeMutableRawPointer?) -> XMLFindings? {
        sondeo_xml_owner(parser).map { Unmanaged<XMLFindings>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The words of the library, without its line break.
    func add(_ error: xmlErrorPtr) {
        var message = error.pointee.message.map { String(cString: $0) } ?? "it is not well-formed XML"
        while message.last == "\n" { message.removeLast() }
        add(Int(error.pointee.line), message)
    }
}

/// An error of the validator or of a schema; `owner` is the findings.
private func record(_ owner: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
    guard let owner, let error else { return }
    Unmanaged<XMLFindings>.fromOpaque(owner).takeUnretainedValue().add(error)
}

/// An error of the parser, which is in the error itself.
private func recordOfParser(_: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
    guard let error, let parser = error.pointee.ctxt else { return }
    XMLFindings.of(parser)?.add(error)
}

private func refuseDoctype(
    _ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?
) {
    stop(parser, "it has a DOCTYPE, which our formats do not use; remove it")
}

private func enterElement(
    _ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?, _: Int32, _: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _: Int32,
    _: Int32,
    _: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let findings = XMLFindings.of(parser) else { return }
    findings.depth += 1
    if findings.depth > XMLSchema.depthLimit {
        stop(parser, "elements are nested more than \(XMLSchema.depthLimit) deep")
    }
}

private func leaveElement(
    _ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?
) {
    XMLFindings.of(parser)?.depth -= 1
}

private func stop(_ parser: UnsafeMutableRawPointer?, _ message: String) {
    guard let parser, let findings = XMLFindings.of(parser) else { return }
    let context = parser.assumingMemoryBound(to: xmlParserCtxt.self)
    findings.add(Int(sondeo_xml_line(context)), message)
    findings.isOver = true
    xmlStopParser(context)
}

/// Where the parser is, for the validator's messages.
private func locate(
    _ parser: UnsafeMutableRawPointer?, _ file: UnsafeMutablePointer<UnsafePointer<CChar>?>?,
    _ line: UnsafeMutablePointer<UInt>?
) -> Int32 {
    guard let parser else { return -1 }
    file?.pointee = nil
    line?.pointee = UInt(max(0, sondeo_xml_line(parser.assumingMemoryBound(to: xmlParserCtxt.self))))
    return 0
}
