import Foundation
import Glibc
import Testing

@Suite struct RunTests {
    @Test(arguments: ["en", "es", "sv", "el"])
    func theShippedSurveyIsTakenThroughAPipe(locale: String) throws {
        let scratch = try Scratch()
        let store = scratch.path("answers.db")
        let answers = "2\n4\n4\n4\n4\n4\n6\n9\nbra\n5\n12\n"
        let result = try Program.run(
            "run", Program.survey, "--set", "branch=here", "--locale", locale, "--store", store, "--seed",
            "5",
            input: answers)
        #expect(result.status == 0, "\(result.output) \(result.errors)")
        let lines = try Program.run("export", store, "--to", "jsonl").output
        #expect(lines.contains("\"locale\":\"\(locale)\""))
        #expect(lines.contains("\"state\":\"complete\""), "\(result.output)")
        #expect(lines.contains("\"recommend\":9"))
        #expect(lines.contains("\"quality.consistent\":4") && !lines.contains("quality.tangible"))
        #expect(!result.output.unicodeScalars.contains { $0.value < 0x20 && $0.value != 0x0A })
        #expect(try Program.run("verify", store).status == 0)
    }

    @Test func theEndOfInputKeepsAPartialResponse() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let store = scratch.path("answers.db")
        #expect(try Program.run("run", survey, "--store", store, input: "1\n").status == 0)
        let line = try Program.run("export", store, "--to", "jsonl").output
        #expect(line.contains("\"state\":\"partial\"") && line.contains("\"mood\":1"), "\(line)")
        // Nothing answered leaves no trace.
        #expect(try Program.run("run", survey, "--store", store, input: "").status == 0)
        #expect(try Program.run("export", store, "--to", "jsonl").output == line)
    }

    @Test func aSignalKeepsThePartialResponse() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        for (signal, status) in [(SIGINT, Int32(130)), (SIGTERM, 143), (SIGHUP, 129)] {
            let store = scratch.path("\(signal).db")
            let process = Program.process(["run", survey, "--store", store])
            let (stdin, stdout) = (Pipe(), Pipe())
            process.standardInput = stdin
            process.standardOutput = stdout
            process.standardError = FileHandle.nullDevice
            try process.run()
            try stdin.fileHandleForWriting.write(contentsOf: Data("2\n".utf8))
            var seen = ""
            while seen.components(separatedBy: "> ").count < 3 {
                seen += String(decoding: stdout.fileHandleForReading.availableData, as: UTF8.self)
            }
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == status)
            let line = try Program.run("export", store, "--to", "jsonl").output
            #expect(line.contains("\"state\":\"partial\"") && line.contains("\"mood\":2"), "\(line)")
        }
    }

    @Test func answersAreReplayed() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let answers = try scratch.write("answers.json", #"{"mood": 1, "why": "queues"}"#)
        let result = try Program.run("run", survey, "--answers", answers)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains(#""answers":{"mood":1,"why":"queues"}"#), "\(result.output)")
        let hidden = try scratch.write("hidden.json", #"{"mood": 4, "why": "queues"}"#)
        let other = try Program.run("run", survey, "--answers", hidden)
        #expect(other.output.contains(#""answers":{"mood":4}"#))
        #expect(other.errors.contains("why is answered, but was not asked"))
    }

    @Test(arguments: [
        (#"{"mood": 9}"#, "mood"), (#"{"mod": 1}"#, "mod"), (#"{"mood": 1"#, ":1:11:"), ("[]", "object"),
        ("{}", "mood"),
    ])
    func answersThatDoNotFitAreNamed(text: String, word: String) throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let result = try Program.run("run", survey, "--answers", try scratch.write("answers.json", text))
        #expect(result.status == 1)
        #expect(result.errors.contains(word), "\(result.errors)")
    }

    @Test(arguments: [
        ["--set", "branch"], ["--set", "brunch=a"], ["--set", "branch=a\u{1B}b"], ["--locale", "de"],
        ["--set", "branch=a", "--set", "branch=b"], ["--station", ""],
    ])
    func wrongGivensAre64(arguments: [String]) throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let process = Program.process(["run", survey] + arguments)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 64)
    }

    @Test func aSurveyThatChangedIsRefusedByItsStore() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let store = scratch.path("answers.db")
        #expect(try Program.run("run", survey, "--store", store, input: "4\n").status == 0)
        try scratch.write("small.survey", smallSurvey.replacing("mood 1...4", with: "mood 1...5"))
        let result = try Program.run("run", survey, "--store", store, input: "4\n")
        #expect(result.status == 1)
        #expect(result.errors.contains("raise its version"), "\(result.errors)")
        try scratch.write(
            "small.survey",
            smallSurvey.replacing("mood 1...4", with: "mood 1...5").replacing("version 1", with: "version 2"))
        #expect(try Program.run("run", survey, "--store", store, input: "5\n").status == 0)
    }

    @Test func aStoreOfAnotherProgramIsRefused() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let text = try scratch.write(
            "text.db", "not a database at all, but long enough to have a header of its own")
        for command in [["run", survey, "--store", text], ["verify", text]] {
            let process = Program.process(command)
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
        }
        #expect(try scratch.read("text.db").hasPrefix("not a database"))
    }
}

@Suite struct CollectingTests {
    @Test func sendingTwiceCountsOnceAndTheStoreAgreesWithTheFile() throws {
        let scratch = try Scratch()
        let lines = scratch.path("lines.jsonl")
        let store = scratch.path("answers.db")
        #expect(
            try Program.run("simulate", Program.survey, "--count", "300", "--seed", "3", "-o", lines).status
                == 0)
        let first = try Program.run("collect", lines, "--store", store, "--survey", Program.survey)
        #expect(first.status == 0, "\(first.errors)")
        let second = try Program.run("collect", lines, "--store", store)
        #expect(second.status == 0)
        #expect(second.output.contains("300"), "\(second.output)")
        let fromStore = try Program.run("stats", store, "--format", "json")
        let fromLines = try Program.run("stats", lines, "--survey", Program.survey, "--format", "json")
        #expect(fromStore.status == 0)
        #expect(fromStore.output == fromLines.output)
        #expect(try Program.run("verify", store).status == 0)
        let exported = try Program.run("export", store, "--to", "jsonl", "--include-personal").output
        #expect(
            Set(exported.split(separator: "\n"))
                == Set(try scratch.read("lines.jsonl").split(separator: "\n")))
    }

    @Test func theSameSeedGivesTheSameResponses() throws {
        let first = try Program.run(
            "simulate", Program.survey, "--count", "20", "--seed", "9", "--locales", "sv,el")
        #expect(
            first.output
                == (try Program.run(
                    "simulate", Program.survey, "--count", "20", "--seed", "9", "--locales", "sv,el")).output)
        #expect(first.errors.contains("no person gave them"))
        #expect(try Program.run("simulate", Program.survey, "--count", "2", "--locales", "de").status == 64)
    }

    @Test func aConflictAndABadLineAreReported() throws {
        let scratch = try Scratch()
        let store = scratch.path("answers.db")
        let text = try Program.run("simulate", Program.survey, "--count", "3", "--seed", "1").output
        let lines = text.split(separator: "\n").map(String.init)
        let changed = lines[0].replacing("\"state\":\"complete\"", with: "\"state\":\"partial\"")
            .replacing("\"station\":\"simulated", with: "\"station\":\"elsewhere")
        let bad = lines[1].replacing("\"seed\":", with: "\"sed\":")
        let path = try scratch.write(
            "lines.jsonl", (lines + [changed, bad, "{\"half\":"]).joined(separator: "\n"))
        let result = try Program.run("collect", path, "--store", store, "--survey", Program.survey)
        #expect(result.status == 1)
        let said = result.output + result.errors
        #expect(said.contains("lines.jsonl:5") && said.contains("lines.jsonl:6"), "\(said)")
        #expect(said.contains("conflict"), "\(said)")
        #expect(try Program.run("verify", store).status == 0)
        #expect(try Program.run("export", store, "--to", "jsonl").output.split(separator: "\n").count == 3)
    }

    @Test(arguments: ["json", "xml", "csv", "text"])
    func statisticsComeInEveryForm(form: String) throws {
        let scratch = try Scratch()
        let lines = scratch.path("lines.jsonl")
        try Program.run("simulate", Program.survey, "--count", "200", "--seed", "3", "-o", lines)
        let result = try Program.run("stats", lines, "--survey", Program.survey, "--format", form)
        #expect(result.status == 0)
        #expect(result.output.contains("promoter"))
        #expect(!result.output.lowercased().contains(/\bnan\b/))
    }

    @Test func anEmptyFileHasStatisticsThatSaySo() throws {
        let result = try Program.run("stats", "-", "--survey", Program.survey, input: "")
        #expect(result.status == 0)
        #expect(!result.output.lowercased().contains(/\bnan\b/))
        let json = try Program.run("stats", "-", "--survey", Program.survey, "--format", "json", input: "")
            .output
        #expect(json.contains("\"responses\": 0"))
    }

    @Test func aFileOfSomethingElseIsAnError() throws {
        let result = try Program.run("stats", "-", "--survey", Program.survey, input: "name,age\nann,3\n")
        #expect(result.status == 1)
        #expect(result.errors.contains("standard input:1"), "\(result.errors)")
    }
}
