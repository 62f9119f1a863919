internal import CLibXML2

/// Starts libxml2 once; it must happen before two threads use it.
let xmlLibrary: Void = startXMLLibrary()

/// Writes XML to a sink as it goes, through libxml2's text writer: UTF-8, no indentation, memory that does
/// not grow.
///
/// The first failure is kept in `fault`, and everything after it does nothing, so that a document is written
/// as plain statements and checked where it matters. Characters that XML 1.0 forbids (the control characters
/// but tab and line breaks, U+FFFE and U+FFFF) are a fault: the library would write them, and nobody could
/// read the file.
final class XMLWriter {
    /// What went wrong first.
    private(set) var fault: OutputFault?
    private let sink: any ByteSink
    private var writer: xmlTextWriterPtr?

    init(to sink: any ByteSink) {
        _ = xmlLibrary
        self.sink = sink
        // The writer lives inside this object and is freed before it, so the callback needs no ownership.
        let owner = Unmanaged.passUnretained(self).toOpaque()
        let output = xmlOutputBufferCreateIO(
            { owner, bytes, count in
                guard let owner, let bytes else { return -1 }
                return Unmanaged<XMLWriter>.fromOpaque(owner).takeUnretainedValue().take(bytes, Int(count))
            }, nil, owner, nil)
        writer = xmlNewTextWriter(output)
        if writer == nil {
            if let output { _ = xmlOutputBufferClose(output) }
            fault = OutputFault(reason: .xml)
        }
    }

    deinit {
        // Freeing flushes; what was not finished is not to be written.
        fail(.xml)
        xmlFreeTextWriter(writer)
    }

    private func take(_ bytes: UnsafePointer<CChar>, _ count: Int) -> Int32 {
        guard fault == nil else { return Int32(count) }
        // The library is told that all is well, since it would print to standard error; `fault` knows better.
        do { try sink.write(UnsafeRawBufferPointer(start: bytes, count: count)) } catch { fault = error }
        return Int32(count)
    }

    /// The declaration and the root element, in its namespace.
    func start(root name: String, namespace: String) {
        // `xmlTextWriterStartDocument` with an encoding would convert every byte from UTF-8 to UTF-8.
        did(xmlTextWriterWriteRaw(writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        start(name)
        attribute("xmlns", namespace)
    }

    /// The declaration with another encoding, which the sink sees to, and the root element of a format without a namespace.
    func start(document name: String, encoding: String) {
        did(xmlTextWriterWriteRaw(writer, "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>\n"))
        start(name)
    }

    /// A processing instruction; it holds no `?>`.
    func instruction(_ target: String, _ content: String) {
        guard check(content, target) else { return }
        did(xmlTextWriterWriteRaw(writer, "<?\(target) \(content)?>"))
    }

    func start(_ name: String) { did(xmlTextWriterStartElement(writer, name)) }

    func end() { did(xmlTextWriterEndElement(writer)) }

    /// An element that holds what `content` writes.
    func element(_ name: String, _ content: () -> Void) {
        start(name)
        content()
        end()
    }

    func attribute(_ name: String, _ value: String) {
        guard check(value, name) else { return }
        did(xmlTextWriterWriteAttribute(writer, name, value))
    }

    /// An attribute that is left out where there is no value.
    func attribute(_ name: String, _ value: String?) {
        if let value { attribute(name, value) }
    }

    func text(_ text: String, of what: String) {
        guard check(text, what) else { return }
        did(xmlTextWriterWriteString(writer, text))
    }

    /// A line break between elements, for people who look at the file.
    func lineBreak() { did(xmlTextWriterWriteRaw(writer, "\n")) }

    /// Markup that somebody else escaped and checked with `XMLText.append`.
    func raw(_ markup: [UInt8]) {
        guard fault == nil else { return }
        var start = 0
        while start < markup.count {
            // The library counts bytes in 32 bits.
            let count = min(markup.count - start, 1 << 30)
            markup.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                did(xmlTextWriterWriteRawLen(writer, base + start, Int32(count)))
            }
            start += count
        }
    }

    /// Closes all elements, ends the line and hands everything to the sink.
    func finish() throws(OutputFault) {
        did(xmlTextWriterEndDocument(writer))
        did(xmlTextWriterFlush(writer))
        try checkpoint()
    }

    /// Throws what went wrong so far.
    func checkpoint() throws(OutputFault) {
        if let fault { throw fault }
    }

    func fail(_ reason: OutputFault.Reason) {
        if fault == nil { fault = OutputFault(reason: reason) }
    }

    private func did(_ result: Int32) {
        if result < 0 { fail(.xml) }
    }

    private func check(_ text: String, _ what: String) -> Bool {
        if fault != nil { return false }
        guard let scalar = XMLText.forbidden(in: text) else { return true }
        fail(.forbiddenCharacter(scalar, in: what))
        return false
    }
}
