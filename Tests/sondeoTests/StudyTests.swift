import Foundation
import Glibc
import Testing

/// `stats` beyond declared metrics, as a user asks for it.
@Suite struct StudyTests {
    private static let instruments = [
        "channels", "loyalty_reasons", "promoter", "relationship", "satisfaction", "service_audit",
        "service_loyalty",
        "service_quality", "service_steps", "staff",
    ]

    private static func survey(_ name: String) -> String {
        Program.package.appending(path: "Surveys/\(name).survey").path
    }

    /// A store of synthetic responses, and the lines that went into it.
    private static func collected(
        _ scratch: borrowing Scratch, _ name: String = "service_loyalty", count: Int = 300, seed: Int = 5
    ) throws -> (store: String, lines: String) {
        let (store, lines) = (scratch.path("\(name).db"), scratch.path("\(name).jsonl"))
        try #require(
            Program.run(
                "simulate", survey(name), "--count", "\(count)", "--seed", "\(seed)", "-o", lines
            ).status == 0)
        try #require(
            Program.run("collect", lines, "--store", store, "--survey", survey(name)).status == 0)
        return (store, lines)
    }

    /// A document of `stats --format json`.
    private static func document(_ arguments: String...) throws -> [String: Any] {
        try document(arguments)
    }

    private static func document(_ arguments: [String]) throws -> [String: Any] {
        let process = Program.process(["stats"] + arguments + ["--format", "json"])
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(said)")
        return try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    private static func analyses(_ document: [String: Any], _ kind: String) -> [[String: Any]] {
        (document["analyses"] as? [[String: Any]] ?? []).filter { $0["analysis"] as? String == kind }
    }

    @Test(arguments: instruments) func everyInstrumentAnswersEverything(_ name: String) throws {
        let scratch = try Scratch()
        let (store, _) = try Self.collected(scratch, name)
        let document = try Self.document(
            store, "--trend", "day", "--control", "--compare", "locale", "--quality", "--intervals",
            "--invited", "900",
            "--bootstrap", "100")
        #expect(document["responses"] as? Int == 300)
        let figures = try #require(document["figures"] as? [[String: Any]])
        #expect(!figures.isEmpty)
        let kinds = Set(
            (document["analyses"] as? [[String: Any]] ?? []).compactMap { $0["analysis"] as? String })
        #expect(kinds.isSuperset(of: ["response", "quality"]))
        // In words, as a table, and for programs: none of them fails on any instrument.
        for arguments in [
            ["--explain"], ["--locale", "el"], ["--format", "xml"],
            ["--format", "csv", "--table", "analyses"],
        ] {
            let process = Program.process(
                ["stats", store, "--trend", "month", "--compare", "past"] + arguments)
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0 && !text.isEmpty)
            #expect(!text.lowercased().contains(#/\b(nan|inf)\b/#))
        }
    }

    @Test func severalSourcesCountEachResponseOnce() throws {
        let scratch = try Scratch()
        let (store, lines) = try Self.collected(scratch)
        let all = try scratch.read("service_loyalty.jsonl").split(separator: "\n")
        try FileManager.default.createDirectory(
            at: URL(filePath: scratch.path("kiosks")), withIntermediateDirectories: false)
        try scratch.write("kiosks/a.jsonl", all[..<200].joined(separator: "\n") + "\n")
        try scratch.write("kiosks/b.jsonl", all[100...].reversed().joined(separator: "\n") + "\n")
        let single = try Self.document(store)
        let mixed = try Self.document(
            lines, scratch.path("kiosks"), store, "--survey", Self.survey("service_loyalty"))
        #expect(mixed["known"] as? Int == 700)
        for key in ["responses", "figures", "distributions", "analyses", "cells"] {
            let (one, other) = (single[key] as? NSObject, mixed[key] as? NSObject)
            #expect(one == other, "\(key)")
        }
    }

    /// CSV that we wrote says what the lines say, alone and beside them, whether one or several passes are needed.
    @Test func tablesOfValuesCountAsTheLinesTheyAre() throws {
        let scratch = try Scratch()
        let (store, lines) = try Self.collected(scratch)
        let (table, survey) = (scratch.path("old.csv"), Self.survey("service_loyalty"))
        try #require(Program.run("export", store, "--to", "csv", "-o", table).status == 0)
        for arguments in [[], ["--by", "locale,channel", "--quality", "--trend", "day"]] {
            let asked = ["--survey", survey] + arguments
            let expected = try Self.document([lines] + asked)
            #expect(expected["responses"] as? Int == 300)
            #expect(try Self.document([table] + asked) as NSDictionary == expected as NSDictionary)
            let both = try Self.document([lines, table] + asked)
            #expect(both["known"] as? Int == 300 && both["responses"] as? Int == 300)
            #expect(both["figures"] as? NSArray == expected["figures"] as? NSArray)
        }
        // A map is for tables, and not for lines beside them.
        let map = try scratch.write("map.txt", "")
        let mixed = try Self.document([lines, table, "--survey", survey, "--map", map])
        #expect(mixed["known"] as? Int == 300 && mixed["responses"] as? Int == 300)
        let taken = try Program.run(
            "collect", lines, table, "--store", scratch.path("new.db"), "--survey", survey, "--map", map)
        #expect(taken.status == 0, "\(taken.errors)")
    }

    @Test func conditionsGroupsAndTimesNarrowWhatCounts() throws {
        let scratch = try Scratch()
        let (store, lines) = try Self.collected(scratch)
        let low = try Self.document(store, "--where", "recommend <= 6", "--by", "none")
        let figures = try #require(low["figures"] as? [[String: Any]])
        #expect(figures.first { $0["metric"] as? String == "promoter" }?["value"] as? Double == -100)
        let count = try scratch.read("service_loyalty.jsonl").split(separator: "\n").count { line in
            let answers = (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?[
                "answers"]
            return ((answers as? [String: Any])?["recommend"] as? Int).map { $0 <= 6 } ?? false
        }
        #expect(low["responses"] as? Int == count && count > 20)
        #expect((low["selection"] as? [String: Any])?["condition"] as? String == "recommend <= 6")
        // Nobody was asked before the first day, and everybody until the last.
        let none = try Self.document(store, "--until", "2025-12-31")
        #expect(none["responses"] as? Int == 0)
        #expect((none["selection"] as? [String: Any])?["outsidePeriod"] as? Int == 300)
        let all = try Self.document(store, "--since", "2026-01-01", "--zone", "+02:00")
        #expect(all["responses"] as? Int == 300)
        // Groups are parts of everybody.
        let groups = try Self.document(store, "--by", "channel", "--metrics", "promoter", "--only", "figures")
        let rows = try #require(groups["figures"] as? [[String: Any]])
        #expect(rows.count == 7)
        let declared = try Self.document(
            lines, "--survey", Self.survey("service_loyalty"), "--by", "none", "--declare",
            "metric store = csat(overall) where channel == store", "--metrics", "store")
        #expect((declared["figures"] as? [[String: Any]])?.count == 1)
    }

    /// A rolling value is that of its periods taken as one, never a mean of values.
    @Test func rollingValuesAreThoseOfTheirPeriodsTogether() throws {
        let scratch = try Scratch()
        // Two days.
        let (store, _) = try Self.collected(scratch, count: 700)
        let document = try Self.document(
            store, "--trend", "day", "--rolling", "2", "--by", "none", "--metrics", "promoter")
        let figures = try #require(document["figures"] as? [[String: Any]])
        let all = try #require(figures.first?["value"] as? Double)
        let rows = try #require(Self.analyses(document, "trend").first?["rows"] as? [[String: Any]])
        #expect(rows.count == 2)
        let last = try #require(rows.last?["measures"] as? [String: [String: Any]])
        let rolled = try #require(last["smoothed"]?["value"] as? Double)
        let score = try #require(last["score"]?["value"] as? Double)
        #expect(abs(rolled - all) < 1e-9 && rolled != score)
    }

    @Test func bootstrapsSayTheirSeedAndRepeat() throws {
        let scratch = try Scratch()
        let (store, _) = try Self.collected(scratch)
        func drivers(_ seed: String) throws -> NSArray {
            let document = try Self.document(
                store, "--bootstrap", "100", "--seed", seed, "--only", "drivers", "--by", "none")
            let found = Self.analyses(document, "drivers")
            let settings = try #require(found.first?["settings"] as? [String: Any])
            #expect(settings["seed"] as? String == seed && settings["replicates"] as? Int == 100)
            return found as NSArray
        }
        #expect(try drivers("7") == drivers("7"))
        #expect(try drivers("7") != drivers("8"))
    }

    @Test func weightsRakeToMargins() throws {
        let scratch = try Scratch()
        let (store, _) = try Self.collected(scratch)
        let margins = try scratch.write(
            "margins.csv",
            "variable,value,target\nchannel,store,50\nchannel,phone,20\nchannel,email,10\nchannel,social,10\nchannel,bot,5\nchannel,other,5\n"
        )
        let document = try Self.document(store, "--weights", margins, "--by", "none")
        let rows = try #require(Self.analyses(document, "weighting").first?["rows"] as? [[String: Any]])
        for row in rows {
            let measures = try #require(row["measures"] as? [String: [String: Any]])
            let target = try #require(measures["target"]?["value"] as? Double)
            let achieved = try #require(measures["achieved"]?["value"] as? Double)
            #expect(abs(target - achieved) < 1e-6)
        }
        #expect(rows.count == 6 && !Self.analyses(document, "weighted").isEmpty)
        let wrong = try scratch.write("wrong.csv", "variable,value,target\nchannel,stor,50\n")
        let result = try Program.run("stats", store, "--weights", wrong)
        #expect(result.status == 1 && result.errors.contains("wrong.csv:2"), "\(result.errors)")
    }

    @Test func `responses without a weight are told`() throws {
        let scratch = try Scratch()
        let (store, _) = try Self.collected(scratch)
        let lines = try Program.run("export", store, "--to", "jsonl").output.split(separator: "\n")
        let counted = lines.filter {
            $0.contains("\"state\":\"complete\"") || $0.contains("\"state\":\"partial\"")
        }
        let id = try #require(counted.first).dropFirst(13).prefix(36)
        let weights = try scratch.write("w.csv", "response,weight\n\(id),2\n")
        let said =
            "w.csv: \(counted.count - 1) of \(counted.count) responses have no weight in it, so they weigh 0"
        for command in [["stats"], ["export", "--to", "csv"]] {
            let result = try Program.run(command + [store, "--weights", weights])
            #expect(result.status == 0 && result.errors.contains(said), "\(command): \(result.errors)")
        }
    }

    @Test(
        arguments: [
            (["--where", "chanel == phone"], 64, "--where, column 1: "),
            (["--where", "overall >= 1 and chanel == phone"], 64, "--where, column 18: "),
            (["--by", "chanel"], 64, "channel"),
            (["--by", "why"], 64, "groups"),
            (["--metrics", "promotr"], 64, "promoter"), (["--only", "figurs"], 64, "figures"),
            (["--control"], 64, "--trend"), (["--rolling", "3"], 64, "--trend"),
            (["--trend", "day", "--rolling", "0"], 64, "rolling"),
            (["--compare", "group"], 64, "--by"), (["--since", "2026-02-30"], 64, "2026-10-01"),
            (["--since", "2026-05-01", "--until", "2026-04-01"], 64, "before"),
            (["--zone", "2"], 64, "+02:00"), (["--zone", "-2"], 64, "+02:00"),
            (["--bootstrap", "5"], 64, "100"),
            (["--cross", "overall"], 64, "two variables"), (["--customer", "brnch"], 64, "branch"),
            (["--weights", "/nowhere.csv"], 74, "/nowhere.csv"),
            (["--purchases", "/nowhere.csv"], 74, "/nowhere.csv"),
            (["--invited", "10"], 1, "invited"), (["--margin", "2"], 64, "margin"),
            (["--bootstrap", "-1"], 64, "bootstrap"),
            (["--declare", "metric promoter = nps(recommend)"], 64, "promoter"),
            (["--caps", "1,2"], 64, "caps"),
            (["--explain", "--format", "json"], 64, "--explain"), (["--table", "analyses"], 64, "csv"),
            (["--cross", "spend,overall"], 64, "spend"),
            (["--cross", "overall,overall"], 64, "two variables"),
            (["--customer", "overall"], 64, "overall"), (["--margin", "0.5"], 64, "--purchases"),
            (["--compare", "locale", "--by", "none"], 64, "--by"),
        ] as [([String], Int32, String)]) func whatDoesNotFitIsNamed(
            _ arguments: [String], _ status: Int32, _ word: String
        ) throws
    {
        let scratch = try Scratch()
        let (store, _) = try Self.collected(scratch, count: 20)
        let process = Program.process(["stats", store] + arguments)
        let errors = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == status, "\(said)")
        #expect(said.contains(word), "\(said)")
    }

    @Test func standardInputIsReadOnceOnly() throws {
        let scratch = try Scratch()
        _ = try Self.collected(scratch)
        let lines = try scratch.read("service_loyalty.jsonl")
        let survey = Self.survey("service_loyalty")
        let once = try Program.run(
            "stats", "-", "--survey", survey, "--trend", "day", "--format", "json", input: lines)
        #expect(once.status == 0)
        let twice = try Program.run("stats", "-", "--survey", survey, "--quality", input: lines)
        #expect(twice.status == 64 && twice.errors.contains("standard input"))
    }
}

/// What a person does with Ctrl-C.
@Suite struct InterruptedOutputTests {
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func nothingHalfWrittenStaysBehind(_ number: Int32) throws {
        let scratch = try Scratch()
        // A shell that runs tests in the background has some signals ignored, and the threads of tests have them blocked:
        // a program inherits both.
        _ = signal(number, SIG_DFL)
        var (open, before) = (sigset_t(), sigset_t())
        sigemptyset(&open)
        pthread_sigmask(SIG_SETMASK, &open, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let process = Program.process(
            [
                "simulate", Program.survey, "--count", "100000000", "--seed", "1", "-o",
                scratch.path("big.jsonl"),
            ])
        process.standardError = FileHandle.nullDevice
        try process.run()
        let folder = scratch.path("")
        while try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty { usleep(5_000) }
        kill(process.processIdentifier, number)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == number)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
}

/// What `-o` must never destroy.
@Suite struct OutputOverAnswersTests {
    @Test func answersOfPeopleStoresAndSourcesStay() throws {
        let scratch = try Scratch()
        let lines = scratch.path("kiosk.jsonl")
        let simulate = ["simulate", Program.survey, "--count", "5", "--seed", "1", "-o", lines]
        func run(_ arguments: [String]) throws -> Int32 {
            let process = Program.process(arguments)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        #expect(try run(simulate) == 0)
        // Synthetic ones are replaced, those of people are not.
        #expect(try run(simulate) == 0)
        let people = try scratch.read("kiosk.jsonl").replacing("\"simulated\"", with: "\"terminal\"")
        try scratch.write("kiosk.jsonl", people)
        #expect(try run(simulate) == 74)
        #expect(
            try run(["export", lines, "--survey", Program.survey, "--to", "jsonl", "-o", lines, "--force"])
                == 64)
        #expect(try scratch.read("kiosk.jsonl") == people)
        let store = scratch.path("answers.db")
        #expect(try run(["collect", lines, "--store", store, "--survey", Program.survey]) == 0)
        #expect(try run(["stats", store, "--format", "json", "-o", store, "--force"]) == 64)
        #expect(try run(simulate.dropLast() + [store, "--force"]) == 74)
        #expect(try run(["verify", store]) == 0)
    }

    @Test func aSurveyThatWasNamedByMistakeDoesNotShutAStore() throws {
        let scratch = try Scratch()
        let (lines, store) = (scratch.path("a.jsonl"), scratch.path("a.db"))
        let other = Program.package.appending(path: "Surveys/promoter.survey").path
        #expect(
            try Program.run("simulate", Program.survey, "--count", "20", "--seed", "1", "-o", lines).status
                == 0)
        #expect(try Program.run("collect", lines, "--store", store, "--survey", other).status == 1)
        #expect(try Program.run("collect", lines, "--store", store, "--survey", Program.survey).status == 0)
        #expect(try Program.run("stats", store).status == 0)
        #expect(try Program.run("export", store, "--to", "csv").status == 0)
    }

    @Test func figuresOfPartOfTheLinesAreNoSuccess() throws {
        let scratch = try Scratch()
        let lines = scratch.path("a.jsonl")
        #expect(
            try Program.run("simulate", Program.survey, "--count", "20", "--seed", "1", "-o", lines).status
                == 0)
        let broken = try scratch.write("b.jsonl", try scratch.read("a.jsonl") + "{bad\n")
        let result = try Program.run("stats", broken, "--survey", Program.survey)
        #expect(
            result.status == 1 && result.output.contains("promoter") && result.errors.contains("b.jsonl:21"))
    }
}
