import Foundation
import Testing

/// Reading from many places, and uniting stores, as somebody with a folder of kiosk files does it.
@Suite struct ReadingInTests {
    private let scratch: Scratch
    private let lines: [String]

    init() throws {
        scratch = try Scratch()
        lines = try Program.run("simulate", Program.survey, "--count", "40", "--seed", "5").output
            .split(separator: "\n").map(String.init)
    }

    private func text(_ part: some Sequence<String>) -> String { part.map { $0 + "\n" }.joined() }

    @Test func aFolderOfLinesAndStoresIsTakenAndWhatIsNoneIsSaid() throws {
        try FileManager.default.createDirectory(
            at: scratch.url.appending(path: "kiosks/south"), withIntermediateDirectories: true)
        try scratch.write("kiosks/a.jsonl", text(lines[..<10]))
        try scratch.write("kiosks/south/b.ndjson", text(lines[5..<20]))
        try scratch.write("kiosks/readme.txt", "hello")
        let more = try scratch.write("more.jsonl", text(lines[20..<30]))
        let kiosk = scratch.path("kiosks/south/kiosk.db")
        #expect(try Program.run("collect", more, "--store", kiosk, "--survey", Program.survey).status == 0)
        let store = scratch.path("answers.db")
        // The survey comes along with the store of the kiosk.
        let result = try Program.run(
            "collect", scratch.path("kiosks"), "-", "--store", store, input: text(lines[30...]))
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("readme.txt is skipped: it is neither"))
        let said = result.output.split(separator: "\n")
        #expect(
            said.map { $0.split(separator: ": ").last.map(String.init) } == [
                "10 taken, 0 known already, 0 in conflict, 0 rejected",
                "10 taken, 5 known already, 0 in conflict, 0 rejected",
                "10 taken, 0 known already, 0 in conflict, 0 rejected",
                "10 taken, 0 known already, 0 in conflict, 0 rejected",
                "40 taken, 5 known already, 0 in conflict, 0 rejected",
            ])
        #expect(said.dropLast().last?.hasPrefix("standard input: ") == true)
        #expect(try Program.run("verify", store).status == 0)
    }

    @Test func rejectedLinesAreWrittenAsTheyCameWithTheReasonsBeside() throws {
        let conflict = lines[0].replacing("\"channel\":\"simulated\"", with: "\"channel\":\"terminal\"")
        let half = String(lines[1].dropLast(30)) + "\r"
        let path = try scratch.write("in.jsonl", text([lines[0], "\u{0}", conflict, lines[2], half]))
        let (rejected, reasons) = (scratch.path("rejected.jsonl"), scratch.path("reasons.txt"))
        let arguments = ["--store", scratch.path("answers.db"), "--rejected", rejected, "--reasons", reasons]
        for survey in [["--survey", Program.survey], []] {
            let process = Program.process(["collect", path] + survey + arguments)
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
            #expect(try scratch.read("rejected.jsonl") == text(["\u{0}", conflict, half]))
            let said = try scratch.read("reasons.txt").split(separator: "\n")
            #expect(said.count == 3)
            #expect(
                zip(said, [":2:1: ", ":3: another response has the id", ":5:"]).allSatisfy {
                    $0.contains($1)
                }, "\(said)")
        }
        // Mended, they go in.
        let mended = try Program.run(
            "collect", "-", "--store", scratch.path("answers.db"), input: lines[1] + "\n")
        #expect(mended.output.hasPrefix("1 taken, 0 known"))
    }

    @Test func nothingIsWrittenOverWhatIsRead() throws {
        let path = try scratch.write("in.jsonl", text(lines[..<3]))
        let store = scratch.path("answers.db")
        for arguments in [
            ["collect", path, "--rejected", path], ["collect", path, "--reasons", path],
            ["collect", scratch.url.path, "--rejected", path],
            ["collect", path, "--rejected", scratch.path("x"), "--reasons", scratch.path("x")],
        ] {
            let process = Program.process(arguments + ["--store", store, "--survey", Program.survey])
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 64, "\(arguments)")
            #expect(try scratch.read("in.jsonl") == text(lines[..<3]))
            #expect(!FileManager.default.fileExists(atPath: store))
        }
    }

    @Test func severalVersionsAreTakenEachOnItsOwn() throws {
        func survey(_ version: Int, _ question: String) throws -> String {
            try scratch.write(
                "v\(version).survey",
                "survey shop\nversion \(version)\nlanguage en\nnps \(question) \"How likely?\"\n")
        }
        let surveys = [try survey(1, "first"), try survey(2, "second"), try survey(3, "third")]
        var all: [String] = []
        for (place, survey) in surveys.enumerated() {
            all += try Program.run("simulate", survey, "--count", "5", "--seed", "\(place)").output
                .split(separator: "\n").map(String.init)
        }
        let path = try scratch.write("all.jsonl", text(all.sorted { $0.hashValue < $1.hashValue }))
        let store = scratch.path("answers.db")
        let two = try Program.run(
            "collect", path, "--store", store, "--survey", surveys[0], "--survey", surveys[1])
        #expect(two.status == 1)
        #expect(two.output == "10 taken, 0 known already, 0 in conflict, 5 rejected\n", "\(two.errors)")
        #expect(
            two.errors.contains(
                "it answers version 3 of shop, and the store knows 1 and 2; give --survey of version 3"))
        let third = try Program.run("collect", path, "--store", store, "--survey", surveys[2])
        #expect(third.status == 0)
        #expect(third.output == "5 taken, 10 known already, 0 in conflict, 0 rejected\n")
        #expect(try Program.run("verify", store).output.contains("sound; 3 surveys, 15 responses"))
    }

    @Test func storesAreUnitedAndOneThatIsNoneIsLeftOut() throws {
        var stores: [String] = []
        for (place, part) in [lines[..<25], lines[15...]].enumerated() {
            let path = try scratch.write("part\(place).jsonl", text(part))
            stores.append(scratch.path("kiosk\(place).db"))
            #expect(
                try Program.run("collect", path, "--store", stores[place], "--survey", Program.survey).status
                    == 0)
        }
        let (one, other) = (scratch.path("one.db"), scratch.path("other.db"))
        let result = try Program.run("merge", stores[0], stores[1], "-o", one)
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output.hasSuffix("40 taken, 10 known already, 0 in conflict, 0 rejected\n"),
            "\(result.output)")
        let broken = try scratch.write("broken.db", "SQLite format 3\0 and nothing of the kind")
        let again = try Program.run("merge", stores[1], broken, stores[0], stores[1], "--store", other)
        #expect(again.status == 1)
        #expect(
            again.errors.contains("broken.db is not a store") && again.errors.contains("the rest is taken"))
        let exports = try [one, other].map {
            try Program.run("export", $0, "--to", "jsonl", "--include-personal").output
        }
        #expect(exports[0] == exports[1] && exports[0].split(separator: "\n").count == 40)
        let figures = try [one, other].map { try Program.run("stats", $0, "--format", "json").output }
        #expect(figures[0] == figures[1])
        // Into what is there, itself among the sources: nothing changes.
        let into = try Program.run("merge", one, stores[0], "-o", one)
        #expect(
            into.status == 0 && into.output == "0 taken, 25 known already, 0 in conflict, 0 rejected\n",
            "\(into.output)")
        for store in [one, other] { #expect(try Program.run("verify", "--rebuild", store).status == 0) }
        #expect(try Program.run("merge", scratch.path("part0.jsonl"), "-o", one).status == 1)
        #expect(try Program.run("merge", scratch.path("nowhere.db"), "-o", one).status == 74)
    }

    @Test func aNewStoreWithoutASurveyIsNotMade() throws {
        let path = try scratch.write("in.jsonl", text(lines[..<3]))
        let store = scratch.path("answers.db")
        let result = try Program.run("collect", path, "--store", store)
        #expect(result.status == 64 && result.errors.contains("--survey FILE"))
        #expect(!FileManager.default.fileExists(atPath: store))
    }

    @Test func whatACSVHasNoColumnForIsSaid() throws {
        let survey = try scratch.write(
            "visit.survey",
            """
            survey visit
            version 1
            language en
            choices used "Which?" {
                - store "Store"
                - phone "Phone"
            }
            for w in used { rating comfort 1...5 "How was {w}?" }
            number spend 0...10 "How much?" optional

            """)
        let store = scratch.path("visit.db")
        let table = scratch.path("answers.csv")
        let answers = try Program.run("simulate", survey, "--count", "12", "--seed", "3").output
        try #require(
            Program.run("collect", "-", "--store", store, "--survey", survey, input: answers).status == 0)
        func collected(_ source: String, _ more: String...) throws -> Program.Result {
            let arguments = ["collect", source, "--store", scratch.path("\(UUID()).db"), "--survey", survey]
            return try Program.run(arguments + more)
        }
        try #require(Program.run("export", store, "--to", "csv", "-o", table).status == 0)
        let whole = try collected(table)
        #expect(whole.status == 0 && whole.errors == "")
        // Without two of its columns.
        let rows = try scratch.read("answers.csv").split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let gone = try ["used:phone", "spend"].map { try #require(rows[0].firstIndex(of: $0[...])) }
        let less = rows.map { row in
            row.indices.filter { !gone.contains($0) }.map { row[$0] }.joined(separator: ",")
        }
        let lessPath = try scratch.write("less.csv", text(less))
        let part = try collected(lessPath)
        #expect(
            part.errors.contains(
                "\(lessPath) has no column for used:phone, spend, so its responses say nothing there"),
            "\(part.errors)")
        // Rosters in tables of their own.
        try #require(
            Program.run("export", store, "--to", "csv", "--rosters", "long", "--force", "-o", table).status
                == 0)
        let long = try collected(table)
        #expect(long.status == 0)
        #expect(
            long.errors
                == "\(table) has no column of the roster w: \(scratch.path("answers.w.csv")) is its table, and tables of rosters "
                + "are not read; to collect it too, export with --rosters wide, or as jsonl or xml\n")
        let roster = try collected(scratch.path("answers.w.csv"))
        #expect(roster.status == 1 && roster.errors.contains("is the table of the roster \"w\""))
        // A map that says what is taken is not asked again.
        let map = try scratch.write("a.map", "column \"Datum\" -> started\ncolumn \"Summe\" -> spend\n")
        let foreign = try scratch.write("crm.csv", "Datum,Summe\n2026-11-01,4\n")
        let mapped = try collected(foreign, "--map", map)
        #expect(mapped.status == 0 && mapped.errors == "", "\(mapped.errors)")
    }
}
