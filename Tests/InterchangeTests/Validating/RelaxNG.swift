import CLibXML2
import Foundation
import Interchange

/// A RELAX NG grammar as libxml2 reads it: the tests check what we ship with a validator that shares nothing with the XSD.
///
/// Documents are those of the tests, so it has none of the guards of `XMLSchema`.
final class RelaxNG {
    private let grammar: xmlRelaxNGPtr

    init(file path: String) throws {
        // Starts the library as the product does.
        _ = try XMLSchema(file: shippedSchema("sondeo-responses.xsd"))
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let grammar: xmlRelaxNGPtr? = bytes.withUnsafeBytes { bytes in
            let parser = xmlRelaxNGNewMemParserCtxt(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
            defer { xmlRelaxNGFreeParserCtxt(parser) }
            return xmlRelaxNGParse(parser)
        }
        guard let grammar else { throw XMLProblem(line: 0, message: "\(path) is no grammar") }
        self.grammar = grammar
    }

    deinit { xmlRelaxNGFree(grammar) }

    /// Whether a document is well formed and valid.
    func allows(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            guard
                let document = xmlReadMemory(
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil,
                    Int32(options))
            else { return false }
            defer { xmlFreeDoc(document) }
            guard let validator = xmlRelaxNGNewValidCtxt(grammar) else { return false }
            defer { xmlRelaxNGFreeValidCtxt(validator) }
            // Without a handler it would print.
            xmlRelaxNGSetValidStructuredErrors(validator, { _, _ in }, nil)
            return xmlRelaxNGValidateDoc(validator, document) == 0
        }
    }
}
