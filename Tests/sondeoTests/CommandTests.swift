import Foundation
import Testing

@Suite struct UsageTests {
    @Test func theVersionIsOneLine() throws {
        let result = try Program.run("--version")
        #expect(result.status == 0)
        #expect(result.output == "sondeo 0.1.0\n")
    }

    @Test(arguments: [
        "new", "check", "explain", "test", "format", "preview", "compile", "diff", "translate", "run",
        "simulate",
        "collect", "merge",
        "stats", "export", "verify", "codebook", "import", "validate",
    ])
    func everyCommandHasHelp(command: String) throws {
        let result = try Program.run("help", command)
        #expect(result.status == 0)
        #expect(result.output.contains("USAGE: sondeo \(command)"))
        #expect(try Program.run().output.contains("  \(command) "))
    }

    @Test(arguments: [
        ["--nonsense"], ["chekc"], ["check"], ["check", "--format", "yaml", "x.survey"], ["run"], ["test"],
        ["diff"], ["diff", "a"], ["diff", "-", "-"], ["run", "a", "b"],
        ["simulate", "x.survey"], ["simulate", "x.survey", "--count", "-1"],
        ["simulate", "x.survey", "--count", "many"],
        ["stats"], ["stats", "x.jsonl", "--minimum", "4"], ["stats", "x.jsonl", "--level", "2"],
        ["collect", "x.jsonl"],
        ["export", "x.db", "--to", "pdf"], ["translate", "status"],
        ["translate", "merge", "--program", "x.survey"],
        ["compile", "x.survey", "--to", "yaml"],
    ])
    func wrongUseIs64WithHelp(arguments: [String]) throws {
        let process = Program.process(arguments)
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 64)
        #expect(text.contains("Usage: sondeo") || text.contains("sondeo:"), "\(text)")
    }

    @Test(arguments: ["check", "test", "format", "preview", "compile", "verify", "run"])
    func aMissingFileAndAFolderAre74(command: String) throws {
        let scratch = try Scratch()
        for path in [scratch.path("absent"), scratch.url.path] {
            let result = try Program.run(command, path)
            #expect(result.status == 74, "\(result.errors)")
            #expect(result.errors.contains(path))
        }
    }

    @Test func aReaderThatGoesAwayIsNoError() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "'\(Program.url.path)' simulate '\(survey)' --count 5000 --seed 1 | head -n 1; wait",
        ]
        process.standardOutput = Pipe()
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(process.terminationStatus == 0)
        #expect(!text.contains("could not be written") && !text.contains("Fatal"), "\(text)")
    }
}

@Suite struct CheckTests {
    @Test func theShippedSurveyHasNoFinding() throws {
        let result = try Program.run("check", Program.survey)
        #expect(result.status == 0)
        #expect(
            result.output.hasSuffix("service_loyalty.survey: 11 questions, no errors\n"), "\(result.output)")
    }

    @Test func aMistakeIsShownWithItsPlaceAndLine() throws {
        let scratch = try Scratch()
        let path = try scratch.write("bad.survey", smallSurvey.replacing("mood <= 2", with: "moood <= 2"))
        let result = try Program.run("check", path)
        #expect(result.status == 1)
        #expect(result.output.contains("bad.survey:9:4"), "\(result.output)")
        #expect(result.output.contains("if moood <= 2 {"))
        #expect(result.output.contains("mood"))
    }

    @Test func findingsAsJSONHaveCodeAndPlace() throws {
        let scratch = try Scratch()
        let path = try scratch.write("bad.survey", smallSurvey.replacing("mood <= 2", with: "moood <= 2"))
        let result = try Program.run("check", "--format", "json", path)
        #expect(result.status == 1)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let files = try #require(document["files"] as? [[String: Any]])
        let diagnostics = try #require(files.first?["diagnostics"] as? [[String: Any]])
        let first = try #require(diagnostics.first { $0["severity"] as? String == "error" })
        #expect(first["line"] as? Int == 9)
        #expect(first["column"] as? Int == 4)
        #expect((first["code"] as? String)?.hasPrefix("E") == true)
    }

    @Test func anyBytesEndWithAMessage() throws {
        let scratch = try Scratch()
        let inputs: [[UInt8]] = [
            [], [0], Array("\u{FEFF}".utf8), [UInt8](repeating: 0xFF, count: 1_000),
            Array(repeating: UInt8(ascii: "{"), count: 100_000), Array("survey \"".utf8),
        ]
        for (number, bytes) in inputs.enumerated() {
            try Data(bytes).write(to: scratch.url.appending(path: "\(number).survey"))
            let result = try Program.run("check", scratch.path("\(number).survey"))
            #expect(result.status == 1, "input \(number)")
            #expect(
                result.output.contains("\(number).survey:1:"), "input \(number): \(result.output.prefix(300))"
            )
        }
    }

    @Test func aDamagedCatalogueIsAnErrorWithItsLine() throws {
        let scratch = try Scratch()
        let path = try scratch.write("small.survey", smallSurvey)
        try FileManager.default.createDirectory(
            at: scratch.url.appending(path: "Locales/small"), withIntermediateDirectories: true)
        try scratch.write("Locales/small/es.po", "msgid \"\"\nmsgstr \"Language: es\\n\"\n\nmsgid oops\n")
        let result = try Program.run("check", path)
        #expect(result.status == 1)
        #expect(result.output.contains("es.po:4:"), "\(result.output)")
    }
}

@Suite struct FormatTests {
    @Test func aFileIsRewrittenOnceAndThenStays() throws {
        let scratch = try Scratch()
        let path = try scratch.write(
            "small.survey", smallSurvey.replacing("    text why", with: "text   why"))
        #expect(try Program.run("format", "--check", path).status == 1)
        #expect(try Program.run("format", path).status == 0)
        #expect(try scratch.read("small.survey") == smallSurvey)
        #expect(try Program.run("format", "--check", path).status == 0)
        #expect(scratch.names == ["small.survey"])
    }

    @Test func aFileWithSyntaxErrorsIsLeftAlone() throws {
        let scratch = try Scratch()
        let broken = smallSurvey + "page {{{ \"\n"
        let path = try scratch.write("broken.survey", broken)
        let result = try Program.run("format", path)
        #expect(result.status == 1)
        #expect(try scratch.read("broken.survey") == broken)
    }

    @Test func standardInputGoesToStandardOutput() throws {
        let result = try Program.run(
            "format", "-", input: smallSurvey.replacing("text why", with: "text  why"))
        #expect(result.output == smallSurvey)
    }
}

@Suite struct CompileTests {
    @Test func theSameFileGivesTheSameBytes() throws {
        for form in ["json", "xml"] {
            let first = try Program.run("compile", Program.survey, "--to", form)
            #expect(first.status == 0)
            #expect(!first.output.isEmpty)
            #expect(try Program.run("compile", Program.survey, "--to", form).output == first.output)
        }
    }

    @Test func aFileOfSomebodyElseIsNotReplaced() throws {
        let scratch = try Scratch()
        let path = try scratch.write("mine.json", "{\"mine\": true}")
        let result = try Program.run("compile", Program.survey, "-o", path)
        #expect(result.status == 74)
        #expect(result.errors.contains("--force"))
        #expect(try scratch.read("mine.json") == "{\"mine\": true}")
        #expect(try Program.run("compile", Program.survey, "-o", path, "--force").status == 0)
        // What is ours may be replaced without a word.
        #expect(try Program.run("compile", Program.survey, "-o", path).status == 0)
        #expect(scratch.names == ["mine.json"])
    }

    @Test func aFullDiskLeavesNothing() throws {
        #expect(try Program.run("compile", Program.survey, "-o", "/dev/full").status == 74)
        let scratch = try Scratch()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "'\(Program.url.path)' compile '\(Program.survey)' > /dev/full"]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 74)
        #expect(
            try Program.run("compile", Program.survey, "-o", scratch.path("no/such/folder.json")).status == 74
        )
        #expect(scratch.names.isEmpty)
    }

    @Test func aSurveyWithErrorsWritesNothing() throws {
        let scratch = try Scratch()
        let path = try scratch.write("bad.survey", smallSurvey.replacing("csat mood", with: "cast mood"))
        let result = try Program.run("compile", path, "-o", scratch.path("out.json"))
        #expect(result.status == 1)
        #expect(scratch.names == ["bad.survey"])
    }
}

@Suite struct TranslateTests {
    @Test func theShippedTranslationsAreComplete() throws {
        let survey = try Program.run("translate", "status", Program.survey)
        #expect(survey.status == 0, "\(survey.output)")
        let program = try Program.run("translate", "status", "--program")
        #expect(program.status == 0, "\(program.output)")
    }

    @Test func mergeBeginsACatalogueAndKeepsWhatIsTranslated() throws {
        let scratch = try Scratch()
        let path = try scratch.write("small.survey", smallSurvey)
        #expect(try Program.run("translate", "status", path).status == 1)
        #expect(try Program.run("translate", "merge", path).status == 0)
        let catalogue = try scratch.read("Locales/small/es.po")
        #expect(catalogue.contains("msgid \"How was it today?\"\nmsgstr \"\"\n"))
        try scratch.write(
            "Locales/small/es.po",
            catalogue.replacing(
                "msgid \"How was it today?\"\nmsgstr \"\"\n",
                with: "msgid \"How was it today?\"\nmsgstr \"¿Qué tal hoy?\"\n"))
        try scratch.write("small.survey", smallSurvey.replacing("How was it today?", with: "How was today?"))
        #expect(try Program.run("translate", "merge", path).status == 0)
        let merged = try scratch.read("Locales/small/es.po")
        #expect(merged.contains("#, fuzzy"))
        #expect(merged.contains("¿Qué tal hoy?"))
        let status = try Program.run("translate", "status", path)
        #expect(status.status == 1)
        #expect(status.output.contains("1 stale"))
        #expect(status.output.contains("question.mood"))
    }
}
