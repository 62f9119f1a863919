import Foundation
import Testing

/// What is replaced without a question was written by the same command; what somebody else made is left alone.
@Suite struct OurFilesTests {
    private let scratch: Scratch
    private let store: String

    init() throws {
        scratch = try Scratch()
        store = scratch.path("answers.db")
        let lines = scratch.path("answers.jsonl")
        try #require(
            Program.run("simulate", Program.survey, "--count", "20", "--seed", "8", "-o", lines).status == 0)
        try #require(
            Program.run("collect", lines, "--store", store, "--survey", Program.survey).status == 0)
    }

    /// A file of SPSS or Stata of another program, with variables like ours.
    private static func package(_ magic: String, _ rest: String) -> String {
        magic + rest + "A00     \u{8}Response" + String(repeating: "\0", count: 600)
    }

    /// For each command, what a file of somebody else in its place might hold.
    private var others: [(arguments: [String], contents: [String])] {
        let names = "response_id" + String(repeating: "\0", count: 118) + "response_survey"
        let export = ["export", store, "--to"]
        return [
            (export + ["jsonl"], [#"{"response":"yes","age":4}"#]),
            (
                export + ["xml"],
                [
                    #"<?xml version="1.0"?><study><note>as in urn:sondeo:responses:1</note></study>"#,
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<survey xmlns=\"urn:sondeo:survey:1\"/>",
                ]
            ),
            (export + ["csv"], ["response,survey,metric\n1,2,3\n", "survey,metric,mine\n1,2,3\n"]),
            (
                export + ["sav"],
                [
                    Self.package("$FL2", "@(#) SPSS DATA FILE MS Windows 25.0.0                    "),
                    Self.package(
                        "$FL2", "@(#) SPSS DATA FILE - https://github.com/WizardMac/ReadStat "),
                ]
            ),
            (
                export + ["dta"],
                [
                    "<stata_dta><header><release>118</release></header><varnames>\(names)</varnames>",
                    "<stata_dta><header><label>Response of Sondeo</label></header>",
                ]
            ),
            (export + ["ddi"], ["<?xml version=\"1.0\"?><codeBook><software>Nesstar</software></codeBook>"]),
            (
                export + ["triple-s", "--locale", "en"],
                [
                    "<?xml version=\"1.0\"?>\n<sss version=\"2.0\">\n<origin>Snap</origin>\n<x>\n<origin>Sondeo</origin>"
                ]
            ),
            (
                ["translate", "extract", Program.survey],
                [
                    "msgid \"\"\nmsgstr \"\"\n",
                    """
                    # The texts of the survey service_loyalty.
                    # How to translate them: Documentation/Translations.md
                    msgid ""
                    msgstr ""
                    "Language: \\n"

                    msgid "How did we do today?"
                    msgstr ""
                    "¿Cómo le hemos atendido hoy?"

                    """,
                ]
            ),
            (
                ["compile", Program.survey],
                [#"{"survey":"customers","questions":[]}"#, "{\n  \"format\": \"sondeo-losses\""]
            ),
            (["compile", Program.survey, "--to", "xml"], ["<survey>urn:sondeo:survey:1</survey>"]),
            (["codebook", Program.survey, "--format", "json"], ["{\n  \"format\": \"sondeo-survey\"\n}"]),
            (["stats", store, "--format", "json"], [#"{"survey":"customers","responses":4}"#]),
            (
                ["stats", store, "--format", "jsonstat"],
                [#"{"version":"2.0","note":"\#\"sondeo-statistics\#\""}"#]
            ),
            (["stats", store, "--format", "xml"], ["<a>urn:sondeo:</a>"]),
            (["stats", store, "--format", "csv"], ["survey,metric,mine\n"]),
            (["prove", Program.survey], ["Nine statements about life\n"]),
            (["prove", Program.survey, "--format", "json"], [#"{"format":"sondeo-survey"}"#]),
            (["prove", Program.survey, "--to", "dot"], ["digraph mine { a -> b }"]),
            (
                ["prove", Program.survey, "--to", "svg"],
                [#"<svg xmlns="http://www.w3.org/2000/svg" class="mine"/>"#]
            ),
            (["prove", Program.survey, "--to", "smt2"], ["(set-logic QF_LIA)"]),
            (["prove", Program.survey, "--witness", "asked:overall"], [#"{"seed":4,"data":[]}"#]),
            (["simulate", Program.survey, "--count", "1"], [#"{"response":"yes","age":4}"#]),
        ]
    }

    @Test func `what somebody else made is left as it is`() throws {
        for (arguments, contents) in others {
            for content in contents {
                let path = try scratch.write("other.sss", content)
                let before = try Data(contentsOf: URL(filePath: path))
                let result = try run(arguments, path)
                #expect(
                    result.status == 74 && result.errors.contains("is there already and is something else"),
                    "\(arguments): \(result.status) \(result.errors)")
                #expect(try Data(contentsOf: URL(filePath: path)) == before, "\(arguments): \(content)")
            }
        }
    }

    @Test func `what a command wrote it replaces`() throws {
        for (arguments, _) in others {
            let path = scratch.path("ours")
            try? FileManager.default.removeItem(atPath: path)
            for turn in 1...2 {
                let result = try run(arguments, path)
                #expect(result.status == 0, "\(arguments), \(turn): \(result.errors)")
            }
        }
        // A report of losses, short and long.
        for form in ["jsonl", "csv", "sav", "csv"] {
            let losses = scratch.path("losses.json")
            let result = try run(
                ["export", store, "--to", form, "--losses", losses], scratch.path("of.\(form)"))
            #expect(result.status == 0, "\(form): \(result.errors)")
        }
    }

    @Test func `a report of losses takes the place of no other document`() throws {
        for content in [#"{"survey":"customers","age":4}"#, "{\n  \"format\": \"sondeo-codebook\"\n}"] {
            let path = try scratch.write("mine.json", content)
            let result = try Program.run(
                "export", store, "--to", "csv", "-o", scratch.path("a.csv"), "--losses", path)
            #expect(result.status == 74, "\(result.errors)")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
            #expect(!FileManager.default.fileExists(atPath: scratch.path("a.csv")))
        }
    }

    @Test func `data of Triple-S are ours beside definitions of ours only`() throws {
        let first = try run(["export", store, "--to", "triple-s", "--locale", "en"], scratch.path("a.sss"))
        #expect(first.status == 0, "\(first.errors)")
        try scratch.write("b.asc", "1 2 3\n")
        let second = try run(["export", store, "--to", "triple-s", "--locale", "en"], scratch.path("b.sss"))
        #expect(second.status == 74 && second.errors.contains("b.asc is there already"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("b.sss")))
    }

    @Test func `a wide file of Stata is known for ours too`() throws {
        let questions = (1...1_500).map { "number question_\($0) 0...9 \"Question \($0)?\"" }
        let survey = try scratch.write(
            "wide.survey",
            "survey wide\nversion 1\nlanguage en\ntitle \"Wide\"\n" + questions.joined(separator: "\n"))
        let lines = scratch.path("wide.jsonl")
        try #require(Program.run("simulate", survey, "--count", "2", "-o", lines).status == 0)
        for turn in 1...2 {
            let result = try run(
                ["export", lines, "--survey", survey, "--to", "dta"], scratch.path("wide.dta"))
            #expect(result.status == 0, "\(turn): \(result.errors)")
        }
    }

    private func run(_ arguments: [String], _ output: String) throws -> Program.Result {
        try Program.run(arguments + ["-o", output])
    }
}
