import Foundation
import Interchange
import SampleSurveys
import Testing

@Suite("Checking XML from anybody")
struct XMLSchemaTests {
    private let schema: XMLSchema
    private let root =
        #"<responses xmlns="urn:sondeo:responses:1" formatVersion="1" survey="s" structure="h""#

    init() throws { schema = try XMLSchema(file: shippedSchema("sondeo-responses.xsd")) }

    private func problems(_ text: String) -> [XMLProblem] { schema.problems(in: Array(text.utf8)) }

    @Test func `an empty document of the format is valid`() {
        #expect(problems(root + "/>") == [])
    }

    @Test func `a problem has its line`() {
        let found = problems(root + ">\n\n<reply/></responses>")
        #expect(found.map(\.line) == [3])
        #expect(found.first?.message.contains("reply") == true)
    }

    @Test func `a DOCTYPE is refused before anything in it is read`() {
        let secret = "file:///etc/passwd"
        let attacks = [
            #"<!DOCTYPE r [<!ENTITY x SYSTEM "\#(secret)">]>\#(root)>&x;</responses>"#,
            #"<!DOCTYPE r SYSTEM "\#(secret)">\#(root)/>"#,
            #"<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>\#(root)/>"#,
            #"<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">"#
                + (1..<30).map {
                    "<!ENTITY a\($0) \"&a\($0 - 1 == 0 ? "" : String($0 - 1));&a\($0 - 1 == 0 ? "" : String($0 - 1));\">"
                }
                .joined() + "]>\(root) x=\"&a29;\">&a29;</responses>",
        ]
        for attack in attacks {
            let found = problems(attack)
            #expect(found.first?.message.contains("DOCTYPE") == true, "\(found)")
            #expect(found.allSatisfy { !$0.message.contains("root:") })
        }
    }

    @Test func `an entity that is not declared is a problem`() {
        #expect(!problems(root + "><response>&x;</response></responses>").isEmpty)
    }

    @Test func `depth is refused early`() {
        let found = problems(String(repeating: "<a>", count: 1_000_000))
        #expect(found.contains { $0.message.contains("nested more than 250 deep") })
    }

    @Test(arguments: [
        "", " ", "<", "<a", "\0", "<a>\u{1B}</a>", "text", "<a/><b/>", "<a b='1' b='2'/>", "<a>&#0;</a>",
    ])
    func `what is no XML is a problem`(text: String) { #expect(!problems(text).isEmpty) }

    @Test func `bytes that are no UTF-8, and other encodings that lie, are problems`() {
        #expect(!schema.problems(in: Array(root.utf8) + [0x3E, 0xFF, 0xFE, 0x3C]).isEmpty)
        #expect(!schema.problems(in: [0xFE, 0xFF, 0x00, 0x3C, 0x00]).isEmpty)
    }

    @Test func `a document with a thousand problems lists a hundred`() {
        let found = problems(root + ">" + String(repeating: "<response/>", count: 1_000) + "</responses>")
        #expect(found.count == XMLSchema.problemLimit)
    }

    @Test func `no damaged document traps`() throws {
        var random = Seeded(5)
        let good = Array(
            (root + #"><response id="x"><answer name="a">1</answer></response></responses>"#).utf8)
        for _ in 0..<2_000 {
            var bytes = good
            for _ in 0...random.whole(0...3) {
                bytes[random.whole(0...bytes.count - 1)] = UInt8(random.whole(0...255))
            }
            // The identifier is wrong in all of them.
            #expect(!schema.problems(in: bytes).isEmpty)
        }
    }

    @Test func `a file is read, a size limit kept, and what cannot be read is said`() throws {
        let folder = try Folder()
        try (root + "/>").write(toFile: folder.file("a.xml"), atomically: true, encoding: .utf8)
        #expect(try schema.problems(inFile: folder.file("a.xml")) == [])
        #expect(throws: XMLProblem.self) { try schema.problems(inFile: folder.file("a.xml"), sizeLimit: 10) }
        #expect(throws: XMLProblem.self) { try schema.problems(inFile: folder.file("none.xml")) }
        #expect(throws: XMLProblem.self) { try schema.problems(inFile: folder.path) }
        #expect(throws: XMLProblem.self) { try XMLSchema(file: folder.file("none.xsd")) }
        #expect(throws: XMLProblem.self) { try XMLSchema(file: folder.file("a.xml")) }
    }
}
