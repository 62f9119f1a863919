import Foundation
import Glibc
import Testing

/// Sources that break off, and sources on standard input, as the built program takes them.
@Suite struct SourcesTests {
    private let scratch: Scratch
    private let lines: String
    private let xml: String

    init() throws {
        scratch = try Scratch()
        lines = scratch.path("answers.jsonl")
        xml = scratch.path("answers.xml")
        try #require(
            Program.run("simulate", Program.survey, "--count", "60", "--seed", "8", "-o", lines).status == 0)
        try #require(
            Program.run(
                "export", lines, "--survey", Program.survey, "--to", "xml", "--include-personal", "-o", xml
            ).status == 0)
    }

    /// The first of the document's responses, and a bit of the next.
    private func broken(_ name: String, responses: Int) throws -> String {
        let parts = try scratch.read("answers.xml").components(separatedBy: "</response>")
        return try scratch.write(
            name,
            parts[..<responses].joined(separator: "</response>") + "</response>\n<response id=\"0")
    }

    @Test func `what comes before a break in XML is taken, counted and stored`() throws {
        let broken = try broken("broken.xml", responses: 40)
        let store = scratch.path("a.db")
        let result = try Program.run("collect", broken, "--store", store, "--survey", Program.survey)
        #expect(result.status == 74 && result.output.hasPrefix("40 taken, 0 known"), "\(result.output)")
        #expect(
            result.errors.contains("it ends in the middle of a tag; what comes before that is taken"),
            "\(result.errors)")
        #expect(try Program.run("verify", store).output.contains("40 responses"))
    }

    @Test func `statistics go on behind a source that breaks off, and an export of it leaves no file`() throws
    {
        let broken = try broken("broken.xml", responses: 40)
        for sources in [[broken, lines], [lines, broken]] {
            let out = scratch.path("out.jsonl")
            let process = Program.process(
                ["export"] + sources + ["--survey", Program.survey, "--to", "jsonl", "-o", out, "--force"])
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 74 && said.contains("broken.xml:"), "\(said)")
            #expect(said.contains("nothing is written") && !scratch.names.contains("out.jsonl"), "\(said)")
            let shown = try Program.run(
                "export", sources[0], sources[1], "--survey", Program.survey, "--to", "jsonl")
            #expect(shown.status == 74 && shown.output.split(separator: "\n").count == 60, "\(shown.errors)")
            let figures = try Program.run(
                "stats", sources[0], sources[1], "--survey", Program.survey, "--format", "json")
            #expect(figures.status == 74 && figures.output.contains("\"responses\": 60"), "\(figures.errors)")
        }
        let alone = try Program.run("stats", broken, "--survey", Program.survey, "--format", "json")
        #expect(alone.status == 74 && alone.output.contains("\"responses\": 40"), "\(alone.errors)")
        #expect(alone.errors.contains("it ends in the middle") && !alone.errors.contains("Fault("))
        // Of what is no document of responses nothing is written.
        let none = try scratch.write("none.xml", "<responses/>")
        let nothing = try Program.run(
            "export", none, "--survey", Program.survey, "--to", "jsonl", "-o", scratch.path("none.jsonl"))
        #expect(nothing.status == 1 && nothing.errors.contains("without a namespace"), "\(nothing.errors)")
        #expect(!scratch.names.contains("none.jsonl"))
    }

    @Test func `XML on standard input is told from lines`() throws {
        let whole = try scratch.read("answers.xml")
        let store = scratch.path("a.db")
        let taken = try Program.run(
            "collect", "-", "--store", store, "--survey", Program.survey, input: "\u{FEFF}\n" + whole)
        #expect(taken.status == 1 && taken.errors.contains("standard input:"), "\(taken.errors)")
        let good = try Program.run("collect", "-", "--store", store, "--survey", Program.survey, input: whole)
        #expect(good.status == 0 && good.output.hasPrefix("60 taken"), "\(good.errors)")
        let back = try Program.run(
            "export", "-", "--survey", Program.survey, "--to", "jsonl", "--include-personal", input: whole)
        #expect(try back.output == scratch.read("answers.jsonl"))
        let stats = try Program.run(
            "stats", "-", "--survey", Program.survey, "--format", "json", input: whole)
        #expect(stats.status == 0 && stats.output.contains("\"responses\": 60"))
        let again = try Program.run(
            "stats", "-", "--survey", Program.survey, "--format", "json",
            input: try scratch.read("answers.jsonl"))
        #expect(again.output == stats.output)
        #expect(
            try Program.run("collect", "-", "--store", store, "--survey", Program.survey).output
                .hasPrefix("0 taken"))
    }

    @Test func `nothing is written to standard output where the losses would be too`() throws {
        for form in ["jsonl", "xml", "csv"] {
            let result = try Program.run(
                "export", lines, "--survey", Program.survey, "--to", form, "--losses", "-")
            #expect(result.status == 64 && result.output.isEmpty, "\(form)")
            #expect(result.errors.contains("standard output"), "\(result.errors)")
        }
        // Nor where they cannot be.
        let theirs = try scratch.write("theirs.json", "[1]")
        let result = try Program.run(
            "export", lines, "--survey", Program.survey, "--to", "jsonl", "--losses", theirs)
        #expect(result.status == 74 && result.output.isEmpty, "\(result.errors)")
        #expect(try scratch.read("theirs.json") == "[1]")
    }

    @Test func `a reader that goes away is no fault, also of a path that leads to it`() throws {
        for form in [["jsonl"], ["jsonl", "-o", "/dev/stdout"], ["xml", "-o", "/dev/fd/1"]] {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/bash")
            process.arguments =
                [
                    "-c", "set -o pipefail; \"$0\" \"$@\" | head -c 30 > /dev/null", Program.url.path,
                    "export",
                    lines, "--survey", Program.survey, "--to",
                ] + form
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0 && !said.contains("Broken"), "\(form): \(said)")
        }
    }

    @Test func `CSV on standard input goes out in another form`() throws {
        let csv = try Program.run(
            "export", lines, "--survey", Program.survey, "--to", "csv", "--include-personal"
        ).output
        let back = try Program.run(
            "export", "-", "--csv", "--survey", Program.survey, "--to", "jsonl", "--include-personal",
            input: csv)
        #expect(try back.output == scratch.read("answers.jsonl"), "\(back.errors)")
        let foreign = try Program.run(
            "export", "-", "--separator", "tab", "--survey", Program.survey, "--to", "jsonl",
            input: csv.replacingOccurrences(of: ",", with: "\t"))
        #expect(foreign.status == 0, "\(foreign.errors)")
    }

    @Test func `what is several files goes to no device, and a link stays a link`() throws {
        for options in [["triple-s"], ["csv", "--syntax"], ["sav", "--rosters", "long"]] {
            let process = Program.process(
                ["export", lines, "--survey", Program.survey, "-o", "/dev/null", "--to"] + options)
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 64 && said.contains("/dev/null"), "\(said)")
        }
        let none = try Program.run(
            "export", lines, "--survey", Program.survey, "--to", "csv", "-o", "/dev/null")
        #expect(none.status == 0 && !FileManager.default.fileExists(atPath: "/dev/null.datapackage.json"))
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link.jsonl"), withDestinationPath: "target.jsonl")
        let linked = try Program.run(
            "export", lines, "--survey", Program.survey, "--to", "jsonl", "-o", scratch.path("link.jsonl"))
        #expect(linked.status == 0, "\(linked.errors)")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link.jsonl"))
                == "target.jsonl")
        #expect(try scratch.read("target.jsonl").split(separator: "\n").count == 60)
    }

    @Test func `languages are told by their tags in any case, and by the nearest that there is`() throws {
        func labels(_ tag: String) throws -> Program.Result {
            try Program.run(
                "export", lines, "--survey", Program.survey, "--to", "ddi", "--locale", tag)
        }
        let spanish = try labels("es")
        #expect(spanish.status == 0)
        for tag in ["ES", "es-MX", "Es-419"] { #expect(try labels(tag).output == spanish.output, "\(tag)") }
        #expect(try labels("fr").status == 64)
    }

    @Test func `validating goes on behind what cannot be validated`() throws {
        let unknown = try scratch.write("unknown.json", "{\"a\":1}")
        let result = try Program.run("validate", lines, unknown, "/nowhere.json", Program.survey, xml)
        #expect(result.status == 74 && result.output.split(separator: "\n").count == 2, "\(result.output)")
        for word in ["does not say what it is", "/nowhere.json", "sondeo check"] {
            #expect(result.errors.contains(word), "\(result.errors)")
        }
        let json = try Program.run("validate", "--format", "json", unknown, lines)
        #expect(json.status == 64)
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let files = try #require(document["files"] as? [[String: Any]])
        #expect(files.count == 2 && files[0]["unchecked"] is String && files[1]["valid"] as? Bool == true)
    }

    @Test func `only the program itself has --version without a value`() throws {
        #expect(try Program.run("--version").output == "sondeo 0.1.0\n")
        let help = try Program.run("help", "export").output
        #expect(help.contains("--version <version>") && !help.contains("Show the version"))
    }

    @Test func `what holds no survey is told from what it is`() throws {
        let survey = try scratch.write("x.survey", "survey x\n")
        let wide = scratch.path("wide.json")
        try Data([0xFF, 0xFE] + "{\"name\":1}".utf8.flatMap { [$0, 0] }).write(to: URL(filePath: wide))
        let csv = try scratch.write("a.csv", "response:id,a\r\n")
        for (file, word) in [
            (survey, "already; sondeo check"), (wide, "UTF-8"), (csv, "collect and stats"),
        ] {
            let result = try Program.run("import", file)
            #expect(result.status == 64 && result.errors.contains(word), "\(result.errors)")
        }
        #expect(try Program.run("validate", wide).errors.contains("save it as that"))
    }
}
