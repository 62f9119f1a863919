internal import CLibXML2
internal import SurveyModel

/// What a document says as it is read.
protocol XMLEvents: AnyObject {
    /// An element begins. `line` is where its tag begins.
    func start(_ element: XMLStartTag, line: Int)
    /// The innermost element ends.
    func end()
    /// Text, in as many pieces as it comes.
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
    /// A processing instruction; most documents' are nobody's concern.
    func instruction(_ target: String, _ text: String)
}

extension XMLEvents {
    func instruction(_ target: String, _ text: String) {}
}

/// Reads a document in pieces through libxml2's SAX2 parser, in memory that does not grow with it.
///
/// The document may come from anybody: nothing is fetched and no entity is expanded, since there can be none: a DOCTYPE is
/// refused where it begins. `Limits` says how deep elements may be nested and how long a text may be; `XMLGate` sees every byte
/// before the library does, and limits the rest.
///
/// What keeps the C in here safe: the reader owns the parser and frees it when it goes; the library calls back only while
/// `take` runs, which keeps the reader and the listener alive; pointers that it hands over are read before the callback
/// returns and never kept.
final class XMLPushReader {
    /// What went wrong, and where; nothing is read any more.
    private(set) var problem: XMLProblem?
    private let events: any XMLEvents
    private let depthLimit: Int
    private var gate: XMLGate
    private var parser: xmlParserCtxtPtr?
    /// The line where whatever was reported last ended, and so the next thing begins.
    private var line = 1
    private var depth = 0
    private var isAtEnd = false

    /// What a document may have.
    struct Limits {
        /// How deep elements may be nested; libxml2 itself stops at 256.
        var depth = XMLSchema.depthLimit
        /// How long a text without a tag in it may be, in bytes.
        var text = XMLGate.textLimit
        /// Whether the bytes were turned into UTF-8 beforehand, so that what the XML declaration says of them no longer counts.
        var isDecoded = false
    }

    init(_ events: any XMLEvents, _ limits: Limits = Limits()) {
        _ = xmlLibrary
        self.events = events
        depthLimit = limits.depth
        gate = XMLGate(checksEncoding: !limits.isDecoded, textLimit: limits.text)
        var handler = sondeo_xml_reading_handler(
            refuseDoctype, startElement, endElement, takeText, passComment, passInstruction, recordError)
        handler.reference = refuseEntity
        parser = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil)
        guard let parser else {
            problem = XMLProblem(line: 0, message: "the XML library is out of memory")
            return
        }
        let encoding = limits.isDecoded ? XML_PARSE_IGNORE_ENC.rawValue : 0
        _ = xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue | encoding))
        parser.pointee.userData = UnsafeMutableRawPointer(parser)
        sondeo_xml_set_owner(parser, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit { xmlFreeParserCtxt(parser) }

    /// Reads a piece; an empty one is the end. Afterwards `problem` says whether all is well so far.
    func take(_ piece: [UInt8]) {
        guard problem == nil, let parser else { return }
        isAtEnd = piece.isEmpty
        let before = gate
        let refused: XMLProblem? = piece.withUnsafeBytes { bytes in
            do throws(XMLProblem) { try gate.check(bytes) } catch { return error }
            return nil
        }
        if let refused {
            // What stands before it has been said by then, wherever pieces end. Before the first element there is nothing.
            let good = gate.hasRoot ? Self.count(of: piece, through: before) : 0
            if good > 0 { parse(piece[..<good], parser) }
            if problem == nil { problem = refused }
            return
        }
        if isAtEnd, !gate.hasRoot {
            problem = XMLProblem(line: gate.line, message: "no element stands in it")
            return
        }
        parse(piece[...], parser)
    }

    /// How many bytes of a piece pass a gate that refuses one of them.
    private static func count(of piece: [UInt8], through gate: XMLGate) -> Int {
        var gate = gate
        return piece.withUnsafeBytes { bytes in
            bytes.indices.first { index in
                let byte = UnsafeRawBufferPointer(rebasing: bytes[index...index])
                return (try? gate.check(byte)) == nil
            } ?? 0
        }
    }

    private func parse(_ piece: ArraySlice<UInt8>, _ parser: xmlParserCtxtPtr) {
        let result = withExtendedLifetime(self) {
            piece.withUnsafeBytes { bytes in
                xmlParseChunk(
                    parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count),
                    isAtEnd ? 1 : 0)
            }
        }
        if problem == nil, result != 0 || parser.pointee.wellFormed == 0 {
            problem = XMLProblem(
                line: Int(sondeo_xml_line(parser)), message: "it is not well-formed XML")
        }
    }

    /// Reads no further, for a reason.
    func stop(_ message: String, line: Int? = nil) {
        if problem == nil { problem = XMLProblem(line: line ?? self.line, message: message) }
        xmlStopParser(parser)
    }

    fileprivate static func of(_ parser: UnsafeMutableRawPointer?) -> XMLPushReader? {
        sondeo_xml_owner(parser).map { Unmanaged<XMLPushReader>.fromOpaque($0).takeUnretainedValue() }
    }

    fileprivate func start(_ tag: XMLStartTag) {
        // The library begins an element before it has seen the end of its tag, which may be cut off.
        guard problem == nil, !(isAtEnd && gate.isInMarkup) else { return }
        depth += 1
        guard depth <= depthLimit else { return stop("elements are nested more than \(depthLimit) deep") }
        events.start(tag, line: line)
        mark()
    }

    fileprivate func end() {
        // The library ends an element also where its end tag is cut off or another's, having said so.
        guard problem == nil else { return }
        depth -= 1
        events.end()
        mark()
    }

    fileprivate func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        events.text(bytes)
        mark()
    }

    fileprivate func instruction(_ target: String, _ text: String) {
        events.instruction(target, text)
        mark()
    }

    /// Remembers how far the parser has come.
    fileprivate func mark() { line = Int(sondeo_xml_line(parser)) }

    fileprivate func record(_ error: xmlErrorPtr) {
        guard problem == nil, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        var message = XMLProblem.words(of: error, limit: 160)
        // The library says of a document that was cut off that it has too much, or what it expected of a tag.
        if isAtEnd, gate.isInMarkup {
            message = "it ends in the middle of a tag"
        } else if isAtEnd, depth > 0 {
            message = "it ends in the middle: an element is still open"
        }
        problem = XMLProblem(line: Int(error.pointee.line), message: message)
        xmlStopParser(parser)
    }
}

/// The start of an element, as long as its callback runs.
struct XMLStartTag {
    fileprivate let localName: UnsafePointer<xmlChar>
    fileprivate let namespaceName: UnsafePointer<xmlChar>?
    fileprivate let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    /// How many attributes it has.
    let attributeCount: Int

    /// Its name without a prefix.
    var name: String { String(cString: localName) }

    /// Its namespace; empty where it has none.
    var namespace: String { namespaceName.map { String(cString: $0) } ?? "" }

    /// Whether it has this name.
    func isCalled(_ name: StaticString) -> Bool { equals(localName, name) }

    /// Whether it is in this namespace.
    func isIn(_ namespace: StaticString) -> Bool {
        namespaceName.map { equals($0, namespace) } ?? false
    }

    /// The name of an attribute without a prefix.
    func attributeName(_ index: Int) -> String {
        attributes?[5 * index].map { String(cString: $0) } ?? ""
    }

    /// Whether an attribute is in no namespace and has this name.
    func attribute(_ index: Int, isCalled name: StaticString) -> Bool {
        guard let attributes, let own = attributes[5 * index], attributes[5 * index + 2] == nil else {
            return false
        }
        return equals(own, name)
    }

    /// The name of an attribute as it is written.
    func prefixedAttributeName(_ index: Int) -> String {
        let prefix = attributes?[5 * index + 1].map { String(cString: $0) + ":" } ?? ""
        return prefix + attributeName(index)
    }

    /// The namespace of an attribute, nil where it has none.
    func attributeNamespace(_ index: Int) -> String? {
        attributes?[5 * index + 2].map { String(cString: $0) }
    }

    /// Appends the value of an attribute. Without substitution of entities, of which there are none, the library leaves one
    /// escape as it was, `&#38;`.
    func appendValue(_ index: Int, to bytes: inout [UInt8]) {
        guard let attributes, let start = attributes[5 * index + 3], let end = attributes[5 * index + 4]
        else {
            return
        }
        let value = UnsafeBufferPointer(start: start, count: max(0, end - start))
        var from = 0
        while let mark = value[from...].firstIndex(of: UInt8(ascii: "&")) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[from...mark]))
            let isEscape = value[mark...].starts(with: "&#38;".utf8)
            from = mark + (isEscape ? 5 : 1)
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[from...]))
    }

    /// The value of an attribute.
    func value(_ index: Int) -> String {
        var bytes: [UInt8] = []
        appendValue(index, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func equals(_ text: UnsafePointer<xmlChar>, _ other: StaticString) -> Bool {
        for index in 0..<other.utf8CodeUnitCount where text[index] != other.utf8Start[index] { return false }
        return text[other.utf8CodeUnitCount] == 0
    }
}

// MARK: What the library calls

private func refuseDoctype(
    _ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?
) {
    XMLPushReader.of(parser)?.stop(XMLGate.doctype)
}

private func startElement(
    _ parser: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _ namespace: UnsafePointer<xmlChar>?, _: Int32, _: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    _ count: Int32, _: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let name else { return }
    XMLPushReader.of(parser)?.start(
        XMLStartTag(
            localName: name, namespaceName: namespace, attributes: attributes, attributeCount: Int(count)))
}

private func endElement(
    _ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?
) {
    XMLPushReader.of(parser)?.end()
}

private func takeText(
    _ parser: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32
) {
    XMLPushReader.of(parser)?.text(UnsafeBufferPointer(start: text, count: Int(count)))
}

private func passComment(_ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?) {
    XMLPushReader.of(parser)?.mark()
}

private func passInstruction(
    _ parser: UnsafeMutableRawPointer?, _ target: UnsafePointer<xmlChar>?, _ text: UnsafePointer<xmlChar>?
) {
    XMLPushReader.of(parser)?.instruction(
        target.map { String(cString: $0) } ?? "", text.map { String(cString: $0) } ?? "")
}

/// The library names what it does not expand; without a DOCTYPE it says first that there is no such entity.
private func refuseEntity(_ parser: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) {
    let name = name.map { String(cString: $0) } ?? ""
    XMLPushReader.of(parser)?.stop(
        "it uses the entity &\(excerpt(name));, which is not one of XML's own five; write the character")
}

private func recordError(_: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
    guard let error, let parser = error.pointee.ctxt else { return }
    XMLPushReader.of(parser)?.record(error)
}
