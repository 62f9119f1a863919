import Foundation
import Testing

/// What stays behind after a refusal, where links and devices lead, and what a terminal is shown.
@Suite struct OutputSafetyTests {
    private let scratch: Scratch
    private let lines: String

    init() throws {
        scratch = try Scratch()
        lines = scratch.path("answers.jsonl")
        try #require(
            Program.run("simulate", Program.survey, "--count", "20", "--seed", "8", "-o", lines).status == 0)
    }

    private func export(_ arguments: String...) throws -> Program.Result {
        try Program.run(["export", lines, "--survey", Program.survey, "--to"] + arguments)
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test func `a link to a file that is not there yet leads to it, and is one output with it`() throws {
        let link = scratch.path("link.jsonl")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.jsonl")
        let twice = try export("jsonl", "-o", link, "--losses", scratch.path("real.jsonl"))
        #expect(twice.status == 64 && twice.errors.contains("written twice"), "\(twice.errors)")
        #expect(!exists(scratch.path("real.jsonl")))
        #expect(try export("jsonl", "-o", link).status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.jsonl")
        #expect(exists(scratch.path("real.jsonl")))
    }

    @Test func `an import that is refused makes no folders`() throws {
        let compiled = scratch.path("survey.json")
        try #require(Program.run("compile", Program.survey, "-o", compiled).status == 0)
        let taken = try scratch.write("taken.survey", "mine")
        let locales = scratch.path("new/locales")
        let refused = try Program.run("import", compiled, "-o", taken, "--locales", locales)
        #expect(refused.status == 74, "\(refused.errors)")
        #expect(!exists(scratch.path("new")))
        // And one that goes well has them.
        let made = try Program.run("import", compiled, "-o", scratch.path("b.survey"), "--locales", locales)
        #expect(made.status == 0 && exists(locales + "/service_loyalty/es.po"), "\(made.errors)")
        // A folder that was there before stays.
        let kept = scratch.path("kept/service_loyalty")
        try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(filePath: kept + "/es.po"))
        let second = try Program.run(
            "import", compiled, "-o", scratch.path("c.survey"), "--locales", scratch.path("kept"))
        #expect(second.status == 74 && exists(kept + "/es.po") && !exists(scratch.path("c.survey")))
    }

    @Test func `nothing is put beside a device`() throws {
        let csv = try export("csv", "-o", "/dev/stdout")
        #expect(csv.status == 0 && csv.output.hasPrefix("response:id,"), "\(csv.errors)")
        #expect(!exists("/dev/stdout.datapackage.json"))
        for arguments in [["triple-s"], ["csv", "--syntax"]] {
            let result = try Program.run(
                ["export", lines, "--survey", Program.survey, "-o", "/dev/null", "--to"] + arguments)
            #expect(result.status == 64 && result.errors.contains("several files"), "\(result.errors)")
        }
        #expect(!exists("/dev/null.sss") && !exists("/dev/null.asc") && !exists("/dev/null.sps"))
    }

    @Test func `a workbook with too many columns is named`() throws {
        let survey = try scratch.write(
            "wide.survey",
            "survey wide\nversion 1\nlanguage en\n"
                + (1...16_400).map { "yesno q\($0) \"Q\($0)?\"" }.joined(separator: "\n"))
        let output = scratch.path("wide.xlsx")
        let responses = try scratch.write("none.jsonl", "")
        let result = try Program.run(
            "export", responses, "--survey", survey, "--to", "xlsx", "-o", output)
        #expect(
            result.status == 74 && result.errors.contains("cannot write \"\(output)\": it would have"),
            "\(result.errors)")
        #expect(!exists(output))
    }

    @Test func `what a message quotes cannot command a terminal`() throws {
        let sss =
            "<sss version=\"2.0\"><survey><record ident=\"R\" href=\"&#x9b;31m.asc\"><variable ident=\"1\" type=\"quantity\"><name>a</name><label>A</label><position start=\"1\" finish=\"2\"/><values><range from=\"1\" to=\"20\"/></values></variable></record></survey></sss>"
        let files = [
            (try scratch.write("key.json", #"{"format":"sondeo-survey","te\u001b[31mxts":[]}"#), "import"),
            (try scratch.write("turn.json", #"{"format":"sondeo-survey","\u202etexts":[]}"#), "import"),
            (try scratch.write("key.sss", sss), "import"),
            (try scratch.write("key.jsonl", #"{"response":"a","sur\u001b[31mvey\u009b":"b"}"#), "stats"),
        ]
        for (file, command) in files {
            let arguments =
                command == "import"
                ? ["import", file, "-o", scratch.path("x.survey"), "--responses", scratch.path("x.jsonl")]
                    + (file.hasSuffix(".sss") ? ["--date", "2026-01-01"] : [])
                : ["stats", file, "--survey", Program.survey]
            let result = try Program.run(arguments)
            let said = result.errors
            #expect(result.status != 0 && said.contains("\u{FFFD}"), "\(file): \(said)")
            let commands = said.unicodeScalars.filter {
                $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E)
            }
            #expect(commands.isEmpty, "\(file): \(said.debugDescription)")
        }
    }

    @Test func `responses that were not asked for are not counted among the losses`() throws {
        func survey(_ version: Int, _ question: String) throws -> String {
            try scratch.write(
                "v\(version).survey",
                "survey v\nversion \(version)\nlanguage en\nyesno a \"A?\"\n\(question)\n")
        }
        let old = try survey(1, "choice b \"B?\" {\n- x = 1 \"X\"\n- y = 2 \"Y\"\n}")
        let new = try survey(2, "choice b \"B?\" {\n- x = 1 \"X\"\n- z = 3 \"Z\"\n}")
        let store = scratch.path("v.db")
        for (survey, name) in [(old, "old.jsonl"), (new, "new.jsonl")] {
            try #require(
                Program.run("simulate", survey, "--count", "9", "-o", scratch.path(name)).status == 0)
            let collected = try Program.run(
                "collect", scratch.path(name), "--store", store, "--survey", survey)
            try #require(collected.status == 0, "\(collected.errors)")
        }
        let all = try Program.run("export", store, "--to", "csv", "-o", scratch.path("a.csv"))
        #expect(all.status == 0 && all.errors.contains("of version 1"), "\(all.errors)")
        for arguments in [["--since", "2099-01-01"], ["--where", "a and not a"]] {
            let result = try Program.run(
                ["export", store, "--to", "csv", "-o", scratch.path("b.csv")] + arguments)
            let said = result.errors
            #expect(result.status == 0 && said.contains("no response was found"), "\(said)")
            #expect(!said.contains("of version 1"), "\(said)")
        }
    }

    @Test func `a description of chosen responses says how they were chosen`() throws {
        let chosen = try export("ddi", "--where", "recommend >= 9", "--since", "2020-01-01")
        #expect(chosen.status == 0, "\(chosen.errors)")
        let words = "chosen by --where recommend &gt;= 9 --since 2020-01-01"
        #expect(chosen.output.contains(words))
        #expect(!chosen.output.contains("Everybody who took part"))
        let all = try export("ddi")
        #expect(all.status == 0 && !all.output.contains("chosen by"))
    }
}
