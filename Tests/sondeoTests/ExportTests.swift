import Foundation
import Glibc
import Testing

/// Exports of the built program: which files there are afterwards, and what is said of them.
@Suite struct ExportTests {
    private let folder: URL
    private let store: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = folder.appending(path: "answers.db").path
        let lines = folder.appending(path: "answers.jsonl").path
        try #require(
            Program.run("simulate", Program.survey, "--count", "60", "--seed", "8", "-o", lines).status == 0)
        try #require(
            Program.run("collect", lines, "--store", store, "--survey", Program.survey).status == 0)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }

    private func names() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)).subtracting([
            "answers.db", "answers.db-wal", "answers.db-shm", "answers.db-live", "answers.jsonl",
        ])
    }

    @Test func `no output takes the place of another`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let around = folder.path + "/../" + folder.lastPathComponent + "/a.csv"
        for losses in [path("a.datapackage.json"), folder.path + "/./a.csv", around] {
            let result = try Program.run(
                "export", store, "--to", "csv", "-o", path("a.csv"), "--losses", losses)
            #expect(result.status == 64 && result.errors.contains("written twice"), "\(result.errors)")
            #expect(try names() == [])
        }
    }

    @Test func `every form is written, and the same again`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let forms = [
            ("jsonl", "a.jsonl"), ("xml", "a.xml"), ("csv", "a.csv"), ("sav", "a.sav"), ("zsav", "a.zsav"),
            ("dta", "a.dta"), ("xlsx", "a.xlsx"), ("ddi", "a.ddi"), ("triple-s", "a.sss"),
        ]
        for (form, name) in forms {
            let result = try Program.run("export", store, "--to", form, "-o", path(name))
            #expect(result.status == 0, "\(form): \(result.errors)")
        }
        let written = try names()
        #expect(
            written == [
                "a.jsonl", "a.xml", "a.csv", "a.datapackage.json", "a.sav", "a.zsav", "a.dta", "a.xlsx",
                "a.ddi",
                "a.en.sss", "a.es.sss", "a.sv.sss", "a.el.sss", "a.asc",
            ])
        let first = try Dictionary(uniqueKeysWithValues: written.map { ($0, try bytes($0)) })
        for (form, name) in forms {
            let again = try Program.run("export", store, "--to", form, "-o", path(name))
            #expect(again.status == 0, "\(form) again: \(again.errors)")
        }
        for (name, bytes) in first { #expect(try self.bytes(name) == bytes, "\(name)") }
    }

    @Test func `a workbook of somebody else is left as it is`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(Program.run("export", store, "--to", "xlsx", "-o", path("a.xlsx")).status == 0)
        let ours = try bytes("a.xlsx")
        for other in [Array(ours.dropLast()), ours + [0], Array("PK".utf8)] {
            try Data(other).write(to: URL(filePath: path("b.xlsx")))
            let result = try Program.run("export", store, "--to", "xlsx", "-o", path("b.xlsx"))
            #expect(
                result.status == 74 && result.errors.contains("made or saved by another program; say --force")
            )
            #expect(try bytes("b.xlsx") == other)
        }
        #expect(
            try Program.run("export", store, "--to", "xlsx", "--force", "-o", path("b.xlsx")).status == 0)
        #expect(try bytes("b.xlsx") == ours)
    }

    @Test func `files that belong together are all there or none`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        // The last of the files is something else already.
        try Data("precious".utf8).write(to: URL(filePath: path("a.asc")))
        let result = try Program.run("export", store, "--to", "triple-s", "-o", path("a.sss"))
        #expect(result.status == 74 && result.errors.contains("a.asc is there already and is something else"))
        #expect(try names() == ["a.asc"] && bytes("a.asc") == Array("precious".utf8))
    }

    @Test func `what SQLite keeps beside a store is never written over`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for suffix in ["-wal", "-shm", "-journal"] {
            let result = try Program.run("export", store, "--to", "csv", "-o", store + suffix, "--force")
            #expect(result.status == 74 && result.errors.contains("belongs to the store"), "\(suffix)")
        }
        #expect(try Program.run("verify", store).status == 0)
    }

    @Test func `an interrupt leaves all files that belong together or none`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let all = 5
        var killed = 0
        for delay in stride(from: 0, to: 400_000, by: 20_000) {
            let place = folder.appending(path: "at-\(delay)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
            let process = Program.process(
                ["export", store, "--to", "triple-s", "-o", place.appending(path: "a.sss").path])
            process.standardError = FileHandle.nullDevice
            try withSignals { try process.run() }
            usleep(useconds_t(delay))
            kill(process.processIdentifier, SIGTERM)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { killed += 1 }
            let left = try FileManager.default.contentsOfDirectory(atPath: place.path)
            #expect(left.isEmpty || left.count == all, "\(left)")
        }
        #expect(killed > 0)
    }

    @Test func `an interrupt leaves none of two hundred files`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let rosters = (0..<199).map { "for r\($0) in 1...2 { rating q\($0) 1...5 \"Good?\" }" }
        let survey = "survey many\nversion 1\nlanguage en\n" + rosters.joined(separator: "\n") + "\n"
        try Data(survey.utf8).write(to: URL(filePath: path("many.survey")))
        let place = folder.appending(path: "many")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        func count() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: place.path).count }
        let process = Program.process([
            "export", "-", "--survey", path("many.survey"), "--to", "csv", "--rosters", "long",
            "-o", place.appending(path: "a.csv").path,
        ])
        // Its files are open, and it waits for responses that never come.
        let responses = Pipe()
        process.standardInput = responses
        process.standardError = FileHandle.nullDevice
        try withSignals { try process.run() }
        let (files, limit) = (201, Date(timeIntervalSinceNow: 60))
        while try count() < files, process.isRunning, Date() < limit { usleep(10_000) }
        #expect(try count() == files)
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
        #expect(try count() == 0)
        try responses.fileHandleForWriting.close()
    }

    /// Starts something that can be interrupted: the threads of tests have signals blocked, and a program inherits that.
    private func withSignals(_ start: () throws -> Void) rethrows {
        for signal in [SIGINT, SIGTERM] { _ = Glibc.signal(signal, SIG_DFL) }
        var (open, before) = (sigset_t(), sigset_t())
        sigemptyset(&open)
        pthread_sigmask(SIG_SETMASK, &open, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try start()
    }

    @Test func `what would be ignored or cannot be shown is refused`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let wrong: [(arguments: [String], says: String)] = [
            (["--to", "sav"], "needs a file"), (["--to", "csv", "--syntax"], "--syntax makes further files"),
            (["--to", "xml", "--locale", "es"], "--locale is about"),
            (["--to", "sav", "--spreadsheet-safe", "-o", "x.sav"], "--spreadsheet-safe is about csv"),
            (["--to", "triple-s", "--data", "csv", "-o", "x.sss"], "--standard 3.0"),
            (["--to", "csv", "--rosters", "long"], "--rosters long makes further files"),
            (["--to", "csv", "--caps", "0.3,3"], "--caps needs --weights"),
        ]
        for (arguments, says) in wrong {
            let process = Program.process(["export", store] + arguments, in: folder)
            let errors = Pipe()
            process.standardError = errors
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 64, "\(arguments)")
            #expect(text.contains(says), "\(arguments): \(text)")
        }
        let locale = try Program.run("export", store, "--to", "sav", "--locale", "fr", "-o", path("x.sav"))
        #expect(locale.status == 64 && locale.errors.contains("there are en, es, sv, el"))
        for (survey, status) in [("service_loyalty", 0), ("service_loyalti", 74)] as [(String, Int32)] {
            #expect(try Program.run("export", store, "--to", "csv", "--survey", survey).status == status)
        }
        let version = try Program.run("export", store, "--to", "csv", "--version", "7")
        #expect(version.status == 64 && version.errors.contains("there is no version 7"))
        #expect(try names().isEmpty)
    }

    @Test func `what is lost is said, and written as a document`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try Program.run(
            "export", store, "--to", "sav", "-o", path("a.sav"), "--losses", path("losses.json"))
        #expect(result.status == 0 && result.errors.contains("Not all of service_loyalty fits in sav"))
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(bytes("losses.json"))) as? [String: Any])
        #expect(document["format"] as? String == "sondeo-losses")
        let losses = try #require(document["losses"] as? [[String: Any]])
        #expect(
            losses.contains { $0["kind"] as? String == "simplified" && $0["subject"] as? String == "why" })
        let whole = try Program.run(
            "export", store, "--to", "jsonl", "--include-personal", "-o", path("a.jsonl"))
        #expect(whole.status == 0 && whole.errors.isEmpty)
    }

    @Test func `responses go out as lines, XML and CSV and come back the same`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let lines = try Program.run("export", store, "--to", "jsonl", "--include-personal").output
        for form in ["jsonl", "xml", "csv"] {
            let file = path("back.\(form)")
            try #require(
                Program.run("export", store, "--to", form, "--include-personal", "-o", file).status == 0)
            let other = path("back-\(form).db")
            let taken = try Program.run("collect", file, "--store", other, "--survey", Program.survey)
            #expect(taken.status == 0, "\(form): \(taken.errors)")
            #expect(
                try Program.run("export", other, "--to", "jsonl", "--include-personal").output == lines,
                "\(form)")
        }
        // Damage in the middle: what came before it is taken, and the exit code says that not all is.
        let whole = try bytes("back.xml")
        try Data(whole[..<(whole.count / 2)] + Array("\u{1B}".utf8)).write(
            to: URL(filePath: path("half.xml")))
        let half = try Program.run(
            "collect", path("half.xml"), "--store", path("half.db"), "--survey", Program.survey)
        #expect(half.status == 74 && half.errors.contains("half.xml"))
    }

    @Test func `a compiled survey comes back as a file with its translations`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for form in ["json", "xml"] {
            let compiled = path("survey.\(form)")
            try #require(Program.run("compile", Program.survey, "--to", form, "-o", compiled).status == 0)
            let made = path("back-\(form)/Surveys/service_loyalty.survey")
            let locales = path("back-\(form)/Locales")
            try FileManager.default.createDirectory(
                atPath: path("back-\(form)/Surveys"), withIntermediateDirectories: true)
            let result = try Program.run("import", compiled, "-o", made, "--locales", locales)
            #expect(result.status == 0, "\(result.errors)")
            let again = path("again.\(form)")
            try #require(Program.run("compile", made, "--to", form, "-o", again).status == 0)
            #expect(try bytes("again.\(form)") == bytes("survey.\(form)"))
        }
    }

    @Test func `Triple-S goes out and comes back with its answers`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(
            Program.run("export", store, "--to", "triple-s", "--standard", "3.0", "-o", path("a.sss")).status
                == 0)
        let result = try Program.run(
            "import", path("a.en.sss"), "-o", path("wave.survey"), "--responses", path("wave.jsonl"))
        #expect(result.status == 0, "\(result.errors)")
        #expect(try Program.run("check", path("wave.survey")).status == 0)
        let stats = try Program.run("stats", path("wave.jsonl"), "--survey", path("wave.survey"))
        #expect(stats.status == 0, "\(stats.errors)")
    }

    @Test func `definitions in every language come back as one survey with its catalogues`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(
            Program.run("export", store, "--to", "triple-s", "--standard", "3.0", "-o", path("a.sss")).status
                == 0)
        let files = ["en", "es", "sv", "el"].map { path("a.\($0).sss") }
        let unwritten = try Program.run(
            "import", files[0], files[1], files[2], files[3], "-o", path("wave.survey"), "--responses",
            path("wave.jsonl"))
        #expect(unwritten.status == 0, "\(unwritten.errors)")
        #expect(unwritten.errors.contains("the translations (es, sv, el) are not written"))
        let result = try Program.run(
            "import", files[0], files[1], files[2], files[3], "-o", path("wave.survey"), "--responses",
            path("wave.jsonl"), "--locales", path("Locales"), "--force")
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.errors.contains("not written"))
        let names = try FileManager.default.contentsOfDirectory(atPath: path("Locales/service_loyalty"))
        #expect(Set(names) == ["es.po", "sv.po", "el.po"])
        let check = try Program.run("check", path("wave.survey"))
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        let again = try Program.run("import", files[1], files[1])
        #expect(again.status == 1 && again.errors.contains("it is in es, as a file before it is"))
        let other = try Program.run("import", files[0], "--locale", "fi")
        #expect(other.status == 1 && other.errors.contains("its texts are in en, and not in fi"))
    }

    @Test func `every shipped survey compiles to documents that its schemas accept`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let surveys = Program.package.appending(path: "Surveys")
        var documents: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: surveys.path)
        where name.hasSuffix(".survey") {
            for form in ["json", "xml"] {
                let document = path(name + "." + form)
                try #require(
                    Program.run(
                        "compile", surveys.appending(path: name).path, "--to", form, "-o", document
                    ).status == 0)
                documents.append(document)
            }
        }
        #expect(documents.count == 20)
        let process = Program.process(["validate"] + documents)
        let said = Pipe()
        process.standardOutput = said
        process.standardError = said
        try process.run()
        let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }

    @Test func `a full disk leaves nothing behind`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        guard FileManager.default.fileExists(atPath: "/dev/full") else {
            Issue.record("there is no /dev/full to write to")
            return
        }
        for form in ["jsonl", "xml", "csv", "ddi"] {
            let process = Program.process(["export", store, "--to", form], in: folder)
            process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 74 && text.contains("No space left"), "\(form): \(text)")
        }
        for form in ["sav", "zsav", "dta", "xlsx"] {
            let result = try Program.run("export", store, "--to", form, "-o", "/dev/full")
            #expect(
                result.status == 74 && result.errors.contains("No space left"), "\(form): \(result.errors)")
        }
        #expect(try names().isEmpty)
    }

    @Test func `a limit on the size of files is a fault that says so, and leaves nothing behind`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let lines = path("answers.jsonl")
        try #require(
            Program.run("simulate", Program.survey, "--count", "3000", "--seed", "9", "-o", lines, "--force")
                .status == 0)
        for form in ["jsonl", "xml", "csv", "sav", "zsav", "dta", "xlsx", "triple-s"] {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = [
                "-c", "ulimit -f 100; exec \"$0\" \"$@\"", Program.url.path, "export", lines, "--survey",
                Program.survey, "--to", form, "-o", path("limited"),
            ]
            process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 74, "\(form): \(text)")
            #expect(text.contains("File too large"), "\(form): \(text)")
            #expect(try names().isEmpty, "\(form)")
        }
    }
}
