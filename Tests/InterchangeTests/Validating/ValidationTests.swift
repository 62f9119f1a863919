import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Testing

@Suite("Validating documents")
struct ValidationTests {
    private let folder: Folder
    private let schemas = URL(filePath: shippedSchema("xml.xsd")).deletingLastPathComponent().path()

    init() throws { folder = try Folder() }

    private func check(
        _ text: String, name: String = "document", as kind: DocumentKind? = nil, survey: Survey? = nil,
        limit: Int = 20
    ) throws -> ValidatedDocument {
        try text.write(toFile: folder.file(name), atomically: true, encoding: .utf8)
        var document = try Validation(schemas: schemas, survey: survey, limit: limit)
            .check(DocumentInput(path: folder.file(name)), as: kind)
        document.name = name
        return document
    }

    private func refusal(_ text: String, name: String = "document", as kind: DocumentKind? = nil) -> String? {
        do {
            _ = try check(text, name: name, as: kind)
            return nil
        } catch { return (error as? ValidationFault)?.message }
    }

    private var lines: String {
        ResponseGenerator.responses(Sample.serviceLoyalty, count: 40, seed: 3)
            .map { $0.line(of: Sample.serviceLoyalty) + "\n" }.joined()
    }

    @Test(arguments: Damage.documents) func `a document says itself what it is, and is valid`(name: String)
        throws
    {
        let document = try check(Damage.read(name), name: name)
        #expect(document.isValid && document.faults == [], "\(document.text)")
        #expect(document.kind.rawValue + "." + document.form.rawValue == name)
    }

    @Test func `a valid document gets one line`() throws {
        #expect(
            try check(Damage.read("responses.jsonl"), name: "answers.jsonl").text
                == "answers.jsonl: responses (24) as JSON Lines, valid")
        #expect(try check(Damage.read("survey.xml"), name: "s.xml").text == "s.xml: a survey as XML, valid")
    }

    @Test func `a fault has its line and path`() throws {
        let text = try Damage.read("statistics.json").replacing(
            "\"value\": -8.333333333333332", with: "\"value\": \"-8\"", maxReplacements: 1)
        let shown = try check(text, name: "s.json").text
        #expect(
            shown == """
                s.json:59: $.figures[0].value: expected a number, but saw "-8"
                s.json: statistics as JSON, 1 fault
                """)
    }

    @Test func `what the schema cannot say of a survey, its reader does`() throws {
        let text = try Damage.read("survey.json")
            .replacingOccurrences(
                of: "{\"ask\":\"trend\",\"in\":\"page.first\"}",
                with: "{\"ask\":\"trends\",\"in\":\"page.first\"}")
        let document = try check(text, name: "s.json")
        #expect(document.count == 1 && document.faults[0].path == "$.steps[5].ask", "\(document.text)")
        #expect(document.faults[0].message.contains("no question \"trends\""))
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
            $0.contains("trends")
        }
        #expect(document.faults[0].line == line.map { $0 + 1 })
    }

    @Test func `every line of responses is checked, and against a survey every answer`() throws {
        let text = lines.replacingOccurrences(of: "\"recommend\":", with: "\"recommended\":")
        let count = text.split(separator: "\n").count { $0.contains("recommended") }
        #expect(try check(text).isValid)
        let document = try check(text, survey: Sample.serviceLoyalty)
        #expect(count > 10 && document.count == count && document.responses == 40)
        #expect(document.faults[0].message == "\"recommended\" is not a variable of the survey")
        #expect(try check(lines, survey: Sample.serviceLoyalty).isValid)
    }

    @Test func `lines need no order, no last line break and no form`() throws {
        let parts = lines.split(separator: "\n")
        let text = "\n  \r\n" + parts[0] + "\r\n" + parts[1] + "x\n\n" + "{\"response\":1}\n[]\n" + parts[2]
        let document = try check(text, name: "a")
        #expect(document.responses == 5)
        #expect(document.faults.first.map { "\($0.line ?? 0): \($0.message)" }?.hasPrefix("4: byte ") == true)
        #expect(document.faults.contains { $0.line == 6 && $0.path == "$.response" })
        #expect(
            document.faults.last?.line == 7
                && document.faults.last?.message == "expected an object, but saw an array")
    }

    @Test func `faults are counted beyond those that are shown`() throws {
        let document = try check(String(repeating: "{\"response\":1}\n", count: 100), name: "a", limit: 3)
        #expect(document.faults.count == 3 && document.count == 1_100)
        #expect(document.text.hasSuffix("… and 1097 more\na: responses (100) as JSON Lines, 1100 faults"))
    }

    @Test func `a line that never ends is one fault, and the next line is read`() throws {
        let long = "{\"response\":\"" + String(repeating: "a", count: 100_000) + "\"}\n"
        try ("{\"response\":1}\n" + long + lines).write(
            toFile: folder.file("a"), atomically: true, encoding: .utf8)
        let document = try Validation(schemas: schemas, lineLimit: 1 << 16).check(
            DocumentInput(path: folder.file("a")))
        #expect(
            document.faults.last.map { "\($0.line ?? 0): \($0.message)" }
                == "2: the line is longer than 64 KiB")
        #expect(document.responses == 42)
    }

    @Test func `schemas are found in a folder of any name`() throws {
        let other = folder.file("a folder é & %20")
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
        for name in ["sondeo-survey.xsd", "xml.xsd"] {
            try FileManager.default.copyItem(atPath: schemas + name, toPath: other + "/" + name)
        }
        let document = try Validation(schemas: other).check(
            DocumentInput(path: Damage.folder.appending(path: "documents/survey.xml").path()))
        #expect(document.isValid, "\(document.text)")
    }

    @Test func `what is to become a survey and is none is named`() {
        func words(_ text: String, _ name: String = "a") -> String? {
            DocumentKind.words(ofNoSurvey: Array(text.utf8), name: name)
        }
        #expect(words(lines)?.contains("sondeo collect") == true)
        #expect(words("$FL2@(#)")?.contains("SPSS") == true)
        #expect(
            words("{\"format\":\"sondeo-losses\"}")?.contains("a report of losses, and no survey") == true)
        #expect(words("1 2", "wave.ASC")?.contains("data of Triple-S") == true)
        for text in ["<sss version=\"2.0\">", "{\"format\":\"sondeo-survey\"}", "<a/>", "{}"] {
            #expect(words(text) == nil, "\(text)")
        }
    }

    @Test func `what no schema is of is refused with what to do`() {
        #expect(refusal("SQLite format 3\0")?.contains("sondeo verify") == true)
        #expect(refusal("response:id,survey\r\n")?.contains("frictionless validate") == true)
        #expect(refusal("{\"resources\": []}")?.contains("frictionless validate") == true)
        #expect(refusal("survey visit\nversion 1\n")?.contains("sondeo check") == true)
        #expect(refusal("")?.contains("neither JSON nor XML") == true)
        let doctype = "<?xml version=\"1.0\"?>\n<!-- <a> -->\n<!DOCTYPE sss SYSTEM \"sss_v20.dtd\">\n"
        #expect(refusal(doctype + "<sss version=\"2.0\">")?.contains("sss_v20.dtd") == true)
        #expect(refusal("<ddi:codeBook xmlns:ddi=\"ddi:codebook:2_5\"/>")?.contains("codebook.xsd") == true)
        #expect(refusal("<codeBook\n version=\"2.5\">")?.contains("codebook.xsd") == true)
        #expect(refusal("  1 2 ", name: "wave.asc")?.contains("sondeo import") == true)
        #expect(refusal("{}")?.contains("--as survey, responses") == true)
        #expect(refusal("<a/>")?.contains("--as") == true)
        #expect(refusal("<a/>", as: .proof)?.contains("there is no proof") == true)
        #expect(throws: ValidationFault.self) { try DocumentInput(path: folder.path) }
        #expect(throws: ValidationFault.self) { try DocumentInput(path: folder.file("none")) }
    }

    @Test func `what stands in a document does not say what the document is`() throws {
        let responses = try Damage.read("responses.xml")
        let start = try #require(responses.firstRange(of: "<responses "))
        let misled =
            responses[..<start.lowerBound] + "<!-- <survey xmlns=\"urn:sondeo:survey:1\"/> -->"
            + "<?a <survey xmlns=\"urn:sondeo:survey:1\"/> ?>\n" + responses[start.lowerBound...]
        let document = try check(String(misled), name: "r.xml")
        #expect(document.kind == .responses && document.isValid, "\(document.text)")
        let prefixed =
            "<?xml version='1.0'?>\n<s:survey a = 'urn:sondeo:responses:1' xmlns:s\n= 'urn:sondeo:survey:1'/>"
        #expect(try check(prefixed).kind == .survey)
        #expect(refusal("<a xmlns:s=\"urn:sondeo:survey:1\"><s:survey/></a>")?.contains("--as") == true)
        #expect(DocumentKind.isSurveyInXML(Array(prefixed.utf8)[...]))
        #expect(!DocumentKind.isSurveyInXML(Array(misled.utf8)[...]))
    }

    @Test func `lines of no response are valid`() throws {
        for text in ["", "\n", " \r\n"] {
            let document = try check(text, name: "none.jsonl")
            #expect(document.text == "none.jsonl: responses (0) as JSON Lines, valid")
            #expect(try check(text, as: .responses).isValid)
        }
    }

    @Test func `a byte order mark may stand before a document, and counts as bytes`() throws {
        for name in Damage.documents {
            let document = try check("\u{FEFF}" + Damage.read(name), name: name)
            #expect(document.isValid, "\(document.text)")
        }
        // Only there: in the middle it is a fault.
        let twice = try check("\u{FEFF}" + lines + "\u{FEFF}" + lines, name: "a.jsonl")
        #expect(twice.count == 1 && twice.faults[0].line == 41)
        let broken = try check("\u{FEFF}{\"response\":x}\n", name: "a.jsonl")
        #expect(broken.faults.first?.message.hasPrefix("byte 16: ") == true, "\(broken.text)")
        // The reader of surveys counts the same way.
        let fault = #expect(throws: SurveyFault.self) {
            try Survey(parsingJSON: Array("\u{FEFF}{\"response\":x}".utf8))
        }
        #expect(fault?.message.hasPrefix("byte 16: ") == true)
        #expect(
            try Survey(parsingJSON: Array(("\u{FEFF}" + Damage.read("survey.json")).utf8)).name
                == "everything")
    }

    @Test func `what does not say what it is can be said to be something`() throws {
        let document = try check("{}", as: .survey)
        #expect(document.count > 5 && document.schema == "sondeo-survey.schema.json")
        #expect(try check("<a/>", as: .survey).count == 1)
        #expect(try check("{\"format\":\"sondeo-survey\"}", as: .proof).count > 0)
    }

    @Test func `lines of no response are responses, and none`() throws {
        #expect(try check("", name: "none.jsonl").isValid)
        #expect(try check("\n", name: "none.ndjson").responses == 0)
        #expect(try check("", as: .responses).isValid)
        #expect(throws: ValidationFault.self) { try check("", name: "none.json") }
    }

    @Test func `a moment of a response is a day of the calendar, also without a survey`() throws {
        let line = String(lines.prefix { $0 != "\n" })
        let start = try #require(line.firstRange(of: "\"ended\":\"")).upperBound
        let day = line.index(start, offsetBy: 10)
        #expect(try check(line).isValid)
        let wrong = try check(line.replacingCharacters(in: start..<day, with: "2026-02-30"))
        #expect(wrong.count == 1 && wrong.text.contains(":1: ended: \"2026-02-30T"))
    }

    @Test func `what a document says cannot command a terminal`() throws {
        for text in [
            "{\"format\":\"sondeo-losses\",\"\\u001b[2J\\u009b\\u202e\":1}",
            "<losses xmlns=\"urn:sondeo:survey:1\" a\u{9B}=\"\u{202E}\"/>",
            "{\"response\":1,\"\u{9B}31m\u{202E}\":2}\n",
        ] {
            let shown = try check(text).text
            #expect(
                !shown.unicodeScalars.contains {
                    $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E
                })
        }
    }

    @Test func `the findings are a document too`() throws {
        let documents = [try check(lines, name: "a.jsonl"), try check("{\"response\":1}\n", name: "b.jsonl")]
        let report = ValidationOutcome.json(
            of: documents.map { .checked($0) } + [.unchecked(name: "c", reason: "c cannot be read")])
        #expect(report["valid"]?.bool == false && report["files"]?.array?.count == 3)
        #expect(report["files"]?.array?.last?["unchecked"]?.string == "c cannot be read")
        #expect(try JSONSchema.shipped("validation").faults(in: report).faults == [])
        #expect(try check(report.prettyText).kind == .validation)
    }
}
