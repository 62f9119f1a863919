import Codebook
import Foundation
import Interchange
import ProcessorTime
import SampleSurveys
import SurveyModel
import Testing

/// Definitions and data that are wrong, huge or written otherwise than ours.
@Suite("Untrusted Triple-S") struct TripleSUntrustedTests {
    private func imported(
        _ variables: String, record: String = "<record ident=\"A\">", head: String = "<sss version=\"2.0\">"
    ) throws -> TripleSImport {
        let text = "\(head)<survey><name>wave</name>\(record)\(variables)</record></survey></sss>"
        return try TripleSImport(try TripleSDefinitions(parsing: Array(text.utf8)), fallbackName: "x")
    }

    private func fault(_ variables: String, record: String = "<record ident=\"A\">") -> String {
        do {
            _ = try imported(variables, record: record)
            return "nothing is wrong"
        } catch { return "\(error)" }
    }

    /// What is wrong with each record, nothing where it is a response.
    private func faults(_ imported: TripleSImport, _ data: String) throws -> (
        faults: [String?], remark: String?
    ) {
        let survey = try TripleSCircle.compiled(imported)
        let lines = try TripleSLines(
            imported, survey, from: .bytes(Array(data.utf8), name: "data"), moment: Timestamp(milliseconds: 0)
        )
        var faults: [String?] = []
        while let line = try lines.next() { faults.append(line.fault?.message) }
        return (faults, lines.remark)
    }

    private func variable(
        _ ident: Int, _ name: String, _ type: String, _ position: String, _ body: String = "",
        _ attributes: String = ""
    ) -> String {
        "<variable ident=\"\(ident)\" type=\"\(type)\" \(attributes)><name>\(name)</name><label>L</label><position \(position)/>\(body)</variable>"
    }

    @Test func `a range whose ends are the wrong way round is no options`() throws {
        let range = "<values><range from=\"10\" to=\"1\"/></values>"
        let imported = try imported(
            variable(1, "a", "single", "start=\"1\" finish=\"2\"", range, "format=\"literal\""))
        #expect(imported.text.contains("text a"))
        #expect(
            fault(variable(1, "a", "single", "start=\"1\" finish=\"2\"", range)).contains("the smaller first")
        )
    }

    @Test func `a quantity of which only some values have labels takes any number`() throws {
        let values = "<values><value code=\"99\">Don't know</value></values>"
        let imported = try imported(variable(1, "age", "quantity", "start=\"1\" finish=\"4\"", values))
        #expect(imported.text.contains("number age \"L\""), "\(imported.text)")
        let read = try TripleSCircle.read(imported, Array("  25\n  99\n  .5\n".utf8.filter { $0 != 0x2E }))
        #expect(
            read.responses.map { $0.answers[0] } == [
                .answered(.number(25)), .missing(.dontKnow), .answered(.number(5)),
            ])
    }

    @Test(
        arguments: [
            (".5", "0.5"), ("-.5", "-0.5"), ("5.", "5"), ("+5", "5"), ("007", "7"), (".", nil), ("-", nil),
            ("+-5", nil),
            ("5..", nil), ("1e5", nil), ("", nil),
        ] as [(String, String?)])
    func `numbers are read as other programs write them`(field: String, number: String?) throws {
        let range = "<values><range from=\"-10.00\" to=\"10.00\"/></values>"
        let imported = try imported(variable(1, "n", "quantity", "start=\"1\" finish=\"4\"", range))
        let lines = try TripleSLines(
            imported, try TripleSCircle.compiled(imported),
            from: .bytes(Array((field + "\n").utf8), name: "data"), moment: Timestamp(milliseconds: 0))
        let line = try lines.next()
        let text = line.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        if let number {
            #expect(text.contains("\"n\":\(number)}"), "\(field): \(text)")
        } else {
            #expect(line == nil || line?.fault != nil, "\(field): \(text)")
        }
    }

    @Test func `a set over several fields of separated values is not cut to its first`() {
        let values = "<values><value code=\"1\">x</value><value code=\"2\">y</value></values>"
        let record = "<record ident=\"A\" format=\"csv\">"
        #expect(
            fault(variable(1, "a", "multiple", "start=\"2\" finish=\"3\"", values), record: record)
                .contains("it is one field"))
        #expect(
            fault(variable(1, "a", "multiple", "start=\"2\"", values), record: record) == "nothing is wrong")
    }

    @Test func `names are never longer than the language has them, and differ`() throws {
        let long = "1" + String(repeating: "a", count: 70)
        let variables = (0..<150).map { variable($0, "\(long)\($0)", "logical", "start=\"\($0 + 1)\"") }
        let survey = try TripleSCircle.compiled(try imported(variables.joined()))
        #expect(survey.variables.count == 150)
        #expect(survey.variables.allSatisfy { $0.name.utf8.count <= 64 })
    }

    @Test func `what stands behind the last column is told`() throws {
        let imported = try imported(variable(1, "a", "logical", "start=\"1\""))
        #expect(try faults(imported, "1\n0  \n1\n").remark == nil)
        let (faults, remark) = try faults(imported, "1\r1\r0\r")
        #expect(faults == [nil])
        #expect(
            remark?.contains("1 record goes on") == true
                && remark?.contains("line 1 has 5 columns, they know 1") == true)
        let csv = try self.imported(
            variable(1, "a", "logical", "start=\"1\""), record: "<record ident=\"A\" format=\"csv\">")
        #expect(try self.faults(csv, "1,,\n1\n0, \n").remark == nil)
        #expect(try self.faults(csv, "1,x\n1,y\n0\n").remark?.contains("2 records go on") == true)
    }

    @Test func `a line of nothing but commas takes the memory of its length`() throws {
        let imported = try imported(
            variable(1, "a", "character", "start=\"1\""), record: "<record ident=\"A\" format=\"csv\">")
        let line = String(repeating: "x", count: 1_000_000) + String(repeating: ",", count: 1_000_000) + "\n"
        var found: [String?] = []
        let time = try processorTime { found = try faults(imported, line).faults }
        #expect(found == [nil])
        #expect(time < .seconds(60))
    }

    @Test func `damage to what belongs to a response is a fault, and nothing is made up`() throws {
        let survey = try TripleSWriterTests.survey
        let circle = try TripleSCircle(survey, [TripleSWriterTests.response(survey, 1, [:])])
        let definitions = try circle.definitions
        let imported = try TripleSImport(definitions, fallbackName: "back")
        let parts: [(String, [String])] = [
            ("id", ["x", "", "0193c0de-7a10-4c3e-9f00-000000000001"]), ("version", ["0", ""]),
            ("locale", ["", "9"]), ("seed", ["", "-1", "99999999999999999999"]),
            ("started_date", ["20261399", ""]), ("started_time", ["250000", ""]), ("ended_date", ["x"]),
            ("state", ["0", "9", ""]), ("stale", ["2", ""]),
        ]
        for (part, damages) in parts {
            let field = try #require(definitions.record?.variables.first { $0.name == "response_\(part)" })
            for damage in damages {
                var line = Array(String(decoding: circle.data, as: UTF8.self).prefix { !$0.isNewline })
                let width = field.finish - field.start + 1
                let text =
                    Array(damage.prefix(width))
                    + [Character](repeating: " ", count: max(0, width - damage.count))
                line.replaceSubrange(field.start - 1..<field.finish, with: text)
                let found = try faults(imported, String(line) + "\r\n").faults
                #expect(
                    found.count == 1 && found[0]?.contains("response_\(part)") == true,
                    "\(part) \(damage): \(found)")
            }
        }
        // The smallest number of all is no state either.
        let text = String(
            decoding: circle.files.first { $0.key.hasSuffix(".sss") }?.value ?? [], as: UTF8.self)
        let state = try #require(definitions.record?.variables.first { $0.name == "response_state" })
        let position = "<position start=\"\(state.start)\""
        let last = try #require(definitions.record?.variables.map(\.finish).max())
        let moved = text.replacing(
            position + "/>", with: "<position start=\"\(last + 1)\" finish=\"\(last + 20)\"/>")
        try #require(moved != text)
        let wide = try TripleSImport(try TripleSDefinitions(parsing: Array(moved.utf8)), fallbackName: "back")
        let line =
            String(decoding: circle.data, as: UTF8.self).prefix { !$0.isNewline } + "-9223372036854775808\n"
        #expect(try faults(wide, String(line)).faults[0]?.contains("code of a state") == true)
    }

    @Test func `two waves of ours make one survey`() throws {
        let survey = try TripleSWriterTests.survey
        func text(_ answer: String) throws -> String {
            let circle = try TripleSCircle(
                survey, [TripleSWriterTests.response(survey, 1, ["why": .answered(.text(answer))])])
            return try TripleSImport(try circle.definitions, fallbackName: "back").text
        }
        #expect(try text("Short") == text("Somewhat longer than that"))
    }

    @Test func `codes that the standard does not have are others, and that is said`() throws {
        let survey = try TripleSMissingTests.compiled(
            """
            survey codes
            version 1
            language en
            options places {
                - low = -1 "Low"
                - high = 5 "High"
            }
            choices far "Which?" optional {
                - near = 1 "Near"
                - away = 999999 "Away"
            }
            choices which from places "Which?"
            for place in which {
                yesno fine "Fine?"
            }
            finish "Bye"
            """)
        let response = Response(
            id: "0193c0de-7a10-7c3e-9f00-000000000001", survey: "codes", version: 1,
            structure: survey.structure, locale: "en", seed: 1, started: Timestamp(milliseconds: 0),
            ended: Timestamp(milliseconds: 0), state: .complete,
            answers: survey.variables.map {
                switch $0.name {
                case "far": .answered(.options([1]))
                case "which": .answered(.options([0, 1]))
                default: .answered(.yesno(true))
                }
            })
        let circle = try TripleSCircle(survey, [response], version: .v3, format: .csv, rosters: .long)
        #expect(circle.files.values.allSatisfy { $0.count < 20_000 }, "no field is a million zeros long")
        let main = try #require(circle.files.first { $0.key.hasSuffix("response.sss") }).value
        let data = try #require(circle.files["answers.csv"])
        let back = try TripleSCircle.read(
            TripleSImport(try TripleSDefinitions(parsing: main), fallbackName: "back"), data)
        let far = try #require(back.survey.variables.firstIndex { $0.name == "far" })
        #expect(back.responses[0].answers[far] == .answered(.options([1])))
        #expect(
            circle.losses.losses.contains {
                $0.subject == "far" && $0.message.contains("2 in place of 999999")
            })
        let level = try #require(
            circle.files.first { $0.key.hasSuffix("place.sss") })
        let definitions = try TripleSDefinitions(parsing: level.value)
        let codes = try #require(definitions.record?.variables.first { $0.values.count == 2 }).values.map(
            \.code)
        #expect(codes == ["6", "5"])
        let imported = try TripleSImport(definitions, fallbackName: "back")
        #expect(imported.name.hasPrefix("codes_") && imported.day == nil)
    }
}
