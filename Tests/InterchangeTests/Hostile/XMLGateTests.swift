import CLibXML2
import Testing

@testable import Interchange

/// The gate stands before libxml2: what that sees as a DOCTYPE, the gate must have refused.
@Suite("The gate of XML") struct XMLGateTests {
    private static let doctype = "<!DOCTYPE s [ <!ENTITY a \"x\"> ]>"
    /// Of what makes a gate lose its place.
    private static let pieces = [
        "<!--", "-->", "-", ">", "<![CDATA[", "]]>", "]", "<?a ", "?>", "?", "\"", "'", "<!", "<", " ", "x",
    ]

    /// Whether the gate takes a document, given to it in pieces.
    private static func passes(_ pieces: [ArraySlice<UInt8>]) -> Bool {
        var gate = XMLGate()
        for piece in pieces {
            let isRefused = Array(piece).withUnsafeBytes { bytes in
                do throws(XMLProblem) { try gate.check(bytes) } catch { return true }
                return false
            }
            if isRefused { return false }
        }
        return true
    }

    /// Whether libxml2 comes to a DOCTYPE, given the document whole or byte by byte.
    private static func seesDoctype(_ document: [UInt8], size: Int) -> Bool {
        var handler = sondeo_xml_handler({ context, _, _, _ in mark(context) }, nil, nil, { _, _ in })
        guard let parser = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else { return false }
        defer { xmlFreeParserCtxt(parser) }
        parser.pointee.userData = UnsafeMutableRawPointer(parser)
        sondeo_xml_set_error_handler(parser, { _, _ in })
        var start = 0
        while start < document.count {
            let end = min(document.count, start + size)
            _ = document[start..<end].withUnsafeBytes { bytes in
                xmlParseChunk(
                    parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0)
            }
            start = end
        }
        _ = xmlParseChunk(parser, nil, 0, 1)
        return sondeo_xml_owner(parser) != nil
    }

    /// Checks a document; answers whether libxml2 saw a DOCTYPE in it.
    private static func check(_ text: String, bytewise: Bool = false) -> Bool {
        let document = Array(text.utf8)
        let sees =
            seesDoctype(document, size: document.count) || bytewise && seesDoctype(document, size: 1)
        if sees { #expect(!passes([document[...]]), "the gate lets through: \(text)") }
        return sees
    }

    @Test func `no comment, section or instruction hides a DOCTYPE`() {
        var seen = 0
        var texts = [""]
        for _ in 0..<3 {
            texts = texts.flatMap { text in Self.pieces.map { text + $0 } }
            for text in texts {
                for end in ["", "-->", "]]>", "?>", "<!---->", " <!-- ]]> -->"] {
                    if Self.check(text + end + Self.doctype + "<!-- ]]> -->?><s/>") { seen += 1 }
                }
            }
        }
        // Those whose beginning is nothing but comments, instructions and white space.
        #expect(seen > 100)
    }

    @Test func `nor do long ones`() {
        var state: UInt64 = 7
        func below(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        var seen = 0
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<(3 + below(4)) {
                // Mostly what is well formed, so that the parser goes on.
                switch below(8) {
                case 0, 1: text += "<!--" + Self.pieces[below(Self.pieces.count)] + " -->"
                case 2: text += "<!---" + Self.pieces[below(Self.pieces.count)] + "-->"
                case 3, 4: text += "<?a " + Self.pieces[below(Self.pieces.count)] + "?>"
                case 5: text += "<?a?>"
                case 6: text += " "
                default: text += Self.pieces[below(Self.pieces.count)]
                }
            }
            let end = ["", "<!-- ]]> -->", " -->", "?>"][below(4)]
            if Self.check(text + Self.doctype + end + "<s/>", bytewise: true) { seen += 1 }
        }
        #expect(seen > 1_000)
    }

    @Test(
        arguments: [
            "<!---><![CDATA[ --> \(doctype) <!-- ]]> --><s/>", "<?a <!-- ?>\(doctype)<!-- ?> --><s/>",
            "<!----><?a ?>\(doctype)<s/>", "\u{FEFF}<!-- > --> \(doctype)<s/>", "<?a?>\(doctype)<?b?><s/>",
        ])
    func `a DOCTYPE is seen wherever pieces are cut`(text: String) {
        let document = Array(text.utf8)
        #expect(Self.check(text, bytewise: true))
        for place in document.indices {
            #expect(!Self.passes([document[..<place], document[place...]]))
        }
    }

    @Test(
        arguments: [
            "<!-- \(doctype) --><s/>", "<?a \(doctype)?><s/>", "<s><![CDATA[\(doctype)]]></s>", "<s/>",
            "<s><![CDATA[]]]]><![CDATA[>]]></s>", "<!----><s/>", "<s><!-- a - b --></s>", "<?a??><s/>",
        ])
    func `what only looks like one is let through`(text: String) {
        let document = Array(text.utf8)
        #expect(!Self.check(text, bytewise: true))
        for place in document.indices {
            #expect(Self.passes([document[..<place], document[place...]]), "\(place)")
        }
    }
}

/// Notes in the parser that a DOCTYPE came.
private func mark(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    sondeo_xml_set_owner(context.assumingMemoryBound(to: xmlParserCtxt.self), context)
}
