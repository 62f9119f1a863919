import Foundation
import Interchange
import ProcessorTime
import SampleSurveys
import SurveyModel
import Testing

/// A way by which XML of others comes in.
struct XMLEntryPoint: CustomStringConvertible, Sendable {
    var description: String
    /// The root element that it expects.
    var root: String
    /// Whether it says everything that is wrong, or only the first thing.
    var saysAll: Bool
    /// Reads a document, and answers with what it says of it; nothing if it takes it.
    var read: @Sendable (HostileXML.Source) throws -> [String]

    /// All of them; whoever adds a reader of XML adds it here.
    static let all: [XMLEntryPoint] = schemas + [responses, survey]

    private static let schemas = ["survey", "responses", "statistics"].map { format in
        XMLEntryPoint(description: "the schema of \(format)", root: format, saysAll: true) { source in
            try XMLSchema(file: shippedSchema("sondeo-\(format).xsd")).check { source.fill($0) }
                .problems.map(\.description)
        }
    }

    /// This one takes a whole document; the beginning of an endless one is harm enough.
    private static let survey = XMLEntryPoint(
        description: "the reader of surveys", root: "survey", saysAll: false
    ) { source in
        let bytes = [UInt8](unsafeUninitializedCapacity: 3 << 20) { buffer, count in
            count = source.fill(UnsafeMutableRawBufferPointer(buffer))
        }
        do { _ = try Survey(parsingXML: bytes) } catch { return ["\(error)"] }
        return []
    }

    private static let responses = XMLEntryPoint(
        description: "the reader of responses", root: "responses", saysAll: false
    ) { source in
        let lines = XMLLines(name: "x", surveys: [Sample.serviceLoyalty]) {
            [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                count = source.fill(UnsafeMutableRawBufferPointer(buffer))
            }
        }
        var said: [String] = []
        do {
            while let line = try lines.next() { said += [line.fault?.message].compactMap { $0 } }
        } catch let fault as MadeLinesFault { said.append(fault.message) }
        return said
    }
}

@Suite("XML that means harm")
struct HostileXMLTests {
    /// What is said before anything of a document is understood.
    private static let harm: Set = [
        "DOCTYPE", "more than 256 attributes", "control character 0x0", "control character 0x1B",
        "UTF-16", "UTF-16 or UTF-32", "EBCDIC", "UTF-7", "ISO-8859-1", "no element",
        "declaration is longer",
    ]

    /// A pipe that nobody writes to: who opens it waits for ever, and the test with it.
    private let folder: Folder
    private let canary: String

    init() throws {
        folder = try Folder()
        canary = folder.file("canary.xsd")
        try #require(mkfifo(canary, 0o600) == 0)
    }

    @Test(arguments: XMLEntryPoint.all)
    func `it is refused with a reason, early, and reads nothing else`(entry: XMLEntryPoint) throws {
        for document in HostileXML.all(root: entry.root, canary: canary) {
            let source = document.source()
            var said: [String] = []
            let time = try processorTime { said = try entry.read(source) }
            #expect(!said.isEmpty, "\(entry) takes \(document)")
            // A reader may stop at something that the document lacks before it comes to the harm.
            let mustSay = entry.saysAll || document.saying.contains { Self.harm.contains($0) }
            #expect(
                !mustSay || document.saying.contains { words in said.contains { $0.contains(words) } },
                "\(entry) says of \(document): \(said.prefix(3))")
            #expect(said.allSatisfy { $0.utf8.count < 2_000 }, "\(entry) is long about \(document)")
            #expect(
                !said.contains { $0.unicodeScalars.contains(where: TextRule.isForbidden) },
                "\(entry) hands on what commands a terminal: \(document)")
            #expect(time < .seconds(5), "\(entry) takes \(time) for \(document)")
            // What was read is what had to be kept, and a little more.
            #expect(source.taken < 4 << 20, "\(entry) reads \(source.taken) bytes of \(document)")
        }
    }

    @Test(arguments: XMLEntryPoint.all)
    func `a second root and what follows the first are refused`(entry: XMLEntryPoint) throws {
        for end in ["<a/>", "text", "<![CDATA[x]]>", "&amp;"] {
            let said = try entry.read(
                HostileXML("", "<\(entry.root) xmlns=\"urn:sondeo:\(entry.root):1\"/>\(end)").source())
            #expect(!said.isEmpty)
            #expect(!entry.saysAll || said.contains { $0.contains("Extra content") }, "\(said)")
        }
    }

    @Test func `an hour of valid elements is read in pieces`() throws {
        let element =
            #"<response id="0193c0de-7a10-7c3e-9f00-5b1f0c2d3e03" version="1" locale="es" seed="1" "#
            + #"started="2026-11-21T10:15:30.120Z" ended="2026-11-21T10:17:02.480Z" state="complete">"#
            + "<answer name=\"a\">1</answer></response>\n"
        let document = HostileXML(
            "long", #"<responses xmlns="urn:sondeo:responses:1" formatVersion="1" survey="s" structure="h">"#,
            over: element, times: 2_000, "<reply/></responses>")
        let schema = try XMLSchema(file: shippedSchema("sondeo-responses.xsd"))
        let source = document.source()
        let (problems, count) = schema.check { source.fill($0) }
        #expect(count == 1 && problems.first?.line == 2_001, "\(problems)")
    }

    @Test func `all problems are counted, though few are kept`() throws {
        let document = HostileXML(
            "many", #"<responses xmlns="urn:sondeo:responses:1" formatVersion="1" survey="s" structure="h">"#,
            over: "<response/>", times: 500, "</responses>")
        let schema = try XMLSchema(file: shippedSchema("sondeo-responses.xsd"))
        let source = document.source()
        let (problems, count) = schema.check(limit: 20) { source.fill($0) }
        #expect(problems.count == 20 && count >= 500)
    }
}
