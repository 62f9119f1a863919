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
    /// How many problems are kept where no other number is asked for; a document with more is read no further.
    public static let problemLimit = 100

    /// The namespace of `xsi:schemaLocation` and `xsi:type`, with which a document would choose its own schema.
    static let instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance"

    private let schema: xmlSchemaPtr

    /// Reads a schema and the schemas beside it that it names; they are ours, so they may be files.
    ///
    /// Throws `XMLProblem` if there is none or it is not one.
    public init(file path: String) throws(XMLProblem) {
        _ = xmlLibrary
        allowSchema(path, beside: ["xml.xsd"])
        // The library would print to standard error that there is no file.
        guard access(path, R_OK) == 0 else { throw Self.unreadable(path, errno) }
        guard let parser = xmlSchemaNewParserCtxt(path) else {
            throw XMLProblem(line: 0, message: "the XML library is out of memory")
        }
        defer { xmlSchemaFreeParserCtxt(parser) }
        let findings = XMLFindings(limit: 1, endsAtLimit: false)
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
        var size = 0
        return try check(endsAtLimit: true) { (chunk) throws(XMLProblem) in
            while true {
                let count = read(file, chunk.baseAddress, chunk.count)
                size += max(0, count)
                guard size <= sizeLimit else {
                    throw XMLProblem(line: 0, message: "it is larger than \(sizeLimit) bytes")
                }
                if count >= 0 { return count }
                guard errno == EINTR else { throw Self.unreadable(path, errno) }
            }
        }
        .problems
    }

    /// Everything that is wrong with a document in memory.
    public func problems(in bytes: [UInt8]) -> [XMLProblem] { check(bytes, endsAtLimit: true).problems }

    /// The first problems of a document in memory, and how many it has.
    public func check(
        _ bytes: [UInt8], limit: Int = XMLSchema.problemLimit
    ) -> (problems: [XMLProblem], count: Int) { check(bytes, limit: limit, endsAtLimit: false) }

    private func check(
        _ bytes: [UInt8], limit: Int = XMLSchema.problemLimit, endsAtLimit: Bool
    ) -> (problems: [XMLProblem], count: Int) {
        var rest = bytes[...]
        return check(limit: limit, endsAtLimit: endsAtLimit) { chunk in
            let piece = rest.prefix(chunk.count)
            chunk.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        }
    }

    private static func unreadable(_ path: String, _ code: Int32) -> XMLProblem {
        XMLProblem(line: 0, message: "cannot read \"\(path)\": \(String(cString: strerror(code)))")
    }

    /// The first problems of a document that comes in pieces, and how many it has.
    ///
    /// `next` fills a buffer with the next bytes and says how many they are, 0 at the end. What it throws is thrown on. Where the
    /// document is not well formed, nothing behind the place can be checked.
    public func check<Failure: Error>(
        limit: Int = XMLSchema.problemLimit, endsAtLimit: Bool = false,
        next: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> (problems: [XMLProblem], count: Int) {
        let findings = XMLFindings(limit: limit, endsAtLimit: endsAtLimit)
        guard let reading = XMLValidation(schema, findings) else {
            return ([XMLProblem(line: 0, message: "the XML library is out of memory")], 1)
        }
        var gate = XMLGate()
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { chunk.deallocate() }
        var isLast = false
        while !findings.isOver, !isLast {
            let count = try next(chunk)
            isLast = count == 0
            let piece = UnsafeRawBufferPointer(rebasing: chunk[..<count])
            do throws(XMLProblem) { try gate.check(piece) } catch {
                findings.add(error.line, error.message)
                return (findings.problems, findings.count)
            }
            if isLast, !gate.hasRoot {
                findings.add(gate.line, "no element stands in it")
                break
            }
            if !reading.take(piece, isLast: isLast) { break }
        }
        reading.end()
        return (findings.problems, findings.count)
    }
}

/// A parser with a validator plugged in.
private final class XMLValidation {
    private let findings: XMLFindings
    private let parser: xmlParserCtxtPtr
    private let validator: xmlSchemaValidCtxtPtr
    private let plug: xmlSchemaSAXPlugPtr

    /// Nil if the library is out of memory.
    init?(_ schema: xmlSchemaPtr, _ findings: XMLFindings) {
        self.findings = findings
        let owner = Unmanaged.passUnretained(findings).toOpaque()
        var handler = sondeo_xml_handler(refuseDoctype, enterElement, leaveElement, recordOfParser)
        guard let parser = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else { return nil }
        _ = xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
        // Callbacks get the parser, and find the findings from it.
        parser.pointee.userData = UnsafeMutableRawPointer(parser)
        sondeo_xml_set_owner(parser, owner)
        guard let validator = xmlSchemaNewValidCtxt(schema) else {
            xmlFreeParserCtxt(parser)
            return nil
        }
        xmlSchemaSetValidStructuredErrors(validator, record, owner)
        xmlSchemaValidateSetLocator(validator, locate, UnsafeMutableRawPointer(parser))
        guard let plug = xmlSchemaSAXPlug(validator, &parser.pointee.sax, &parser.pointee.userData) else {
            xmlSchemaFreeValidCtxt(validator)
            xmlFreeParserCtxt(parser)
            return nil
        }
        sondeo_xml_set_error_handler(parser, recordOfParser)
        self.parser = parser
        self.validator = validator
        self.plug = plug
    }

    deinit {
        _ = xmlSchemaSAXUnplug(plug)
        xmlSchemaFreeValidCtxt(validator)
        xmlFreeParserCtxt(parser)
    }

    /// Parses and validates a piece; false if the document goes no further.
    func take(_ piece: UnsafeRawBufferPointer, isLast: Bool) -> Bool {
        xmlParseChunk(
            parser, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count),
            isLast ? 1 : 0) == 0
    }

    func end() {
        if parser.pointee.wellFormed == 0, findings.problems.isEmpty {
            findings.add(Int(sondeo_xml_line(parser)), "it is not well-formed XML")
        }
    }
}

/// What callbacks find out.
private final class XMLFindings {
    private(set) var problems: [XMLProblem] = []
    private(set) var count = 0
    var depth = 0
    var isOver = false
    private let limit: Int
    private let endsAtLimit: Bool

    init(limit: Int, endsAtLimit: Bool) {
        self.limit = limit
        self.endsAtLimit = endsAtLimit
    }

    func add(_ line: Int, _ message: @autoclosure () -> String) {
        count += 1
        guard problems.count < limit else {
            if endsAtLimit { isOver = true }
            return
        }
        problems.append(XMLProblem(line: line, message: message()))
    }

    static func of(_ parser: UnsafeMutableRawPointer?) -> XMLFindings? {
        sondeo_xml_owner(parser).map { Unmanaged<XMLFindings>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The words of the library.
    func add(_ error: xmlErrorPtr) {
        add(Int(error.pointee.line), XMLProblem.words(of: error, limit: 600))
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
    stop(parser, XMLGate.doctype)
}

private func enterElement(
    _ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?, _: Int32, _: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    _ attributeCount: Int32, _: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let findings = XMLFindings.of(parser) else { return }
    // Five pointers an attribute: name, prefix, namespace, and where its value begins and ends.
    for index in 0..<Int(attributeCount) {
        if let namespace = attributes?[5 * index + 2],
            xmlStrEqual(namespace, XMLSchema.instanceNamespace) == 1
        {
            stop(
                parser,
                "an element has an attribute of XMLSchema-instance, which our formats do not use; remove it")
            return
        }
    }
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
