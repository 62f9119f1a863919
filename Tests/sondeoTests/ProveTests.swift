import Foundation
import Testing

/// `sondeo prove` as a process.
@Suite struct ProveTests {
    /// The survey of `Documentation/Proof.md`.
    private func documented() throws -> (survey: String, page: String) {
        let page = try String(
            contentsOf: Program.package.appending(path: "Documentation/Proof.md"), encoding: .utf8)
        let parts = page.components(separatedBy: "```survey\n")
        try #require(parts.count == 2)
        return (try #require(parts[1].components(separatedBy: "```\n").first), page)
    }

    private let broken = """
        survey visit
        version 1
        language en

        yesno buyer "Did you buy anything?"
        if buyer { finish thanks "Thank you." }
        if not buyer { finish screened looking "Thank you for looking." }
        nps recommend "How likely are you to recommend us?"

        """

    @Test func thePageShowsWhatIsPrinted() throws {
        let scratch = try Scratch()
        let (survey, page) = try documented()
        _ = try scratch.write("visit.survey", survey)
        let result = try Program.run("prove", "visit.survey", "--all", in: scratch.url)
        #expect(result.status == 0, "\(result.errors)")
        #expect(page.contains("```\n\(result.output)```\n"), "\(result.output)")
    }

    @Test func whatIsDeadIs1AndSaysWhere() throws {
        let scratch = try Scratch()
        let file = try scratch.write("visit.survey", broken)
        let result = try Program.run("prove", file)
        #expect(result.status == 1)
        let first = result.output.prefix { $0 != "\n" }
        #expect(first.hasPrefix("\(file): 1 error, 1 warning; "))
        #expect(
            result.output.contains("error[dead_question]: `recommend` is never asked\n --> \(file):8:5\n"))
    }

    @Test func everyShippedSurveyIsProvedWithoutErrors() throws {
        let folder = Program.package.appending(path: "Surveys").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".survey") }.sorted()
        #expect(files.count >= 10)
        // The one with many draws takes a debug build long.
        for file in files where file != "channels.survey" {
            let result = try Program.run("prove", folder + "/" + file)
            #expect(result.status == 0, "\(result.output)\(result.errors)")
            #expect(!result.output.contains("undecided"))
        }
    }

    @Test func aWitnessIsReplayed() throws {
        let scratch = try Scratch()
        let file = try scratch.write("visit.survey", try documented().survey)
        let witness = try Program.run("prove", file, "--witness", "asked:praise")
        #expect(witness.status == 0, "\(witness.errors)")
        let answers = try scratch.write("answers.json", witness.output)
        let replay = try Program.run("run", file, "--answers", answers)
        #expect(replay.status == 0)
        #expect(replay.errors.isEmpty, "\(replay.errors)")
        #expect(replay.output.contains("\"praise\":"))
    }

    @Test func whatNothingLeadsToIs1AndWhatIsNothingIs64() throws {
        let scratch = try Scratch()
        let file = try scratch.write("visit.survey", broken)
        let dead = try Program.run("prove", file, "--witness", "asked:recommend")
        #expect(dead.status == 1)
        #expect(dead.errors == "sondeo: there is no interview in which recommend is asked\n")
        let unknown = try Program.run("prove", file, "--witness", "asked:nobody")
        #expect(unknown.status == 64)
        #expect(
            unknown.errors.hasPrefix("sondeo: \"asked:nobody\" is nothing of visit that can happen; say "))
        #expect(try Program.run("prove", file, file, "--to", "dot").status == 64)
        #expect(try Program.run("prove", file, "--budget", "1").status == 64)
    }

    @Test func theDocumentForProgramsHasWitnessesThatReplay() throws {
        let scratch = try Scratch()
        let file = try scratch.write("visit.survey", broken)
        let result = try Program.run("prove", file, "--format", "json", "--all")
        #expect(result.status == 1)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(document["format"] as? String == "sondeo-proof")
        #expect(document["errors"] as? Int == 1)
        let proved = try #require((document["files"] as? [[String: Any]])?.first)
        let findings = try #require(proved["findings"] as? [[String: Any]])
        #expect(findings.map { $0["name"] as? String } == ["always_true", "dead_question"])
        #expect(findings.map { $0["line"] as? Int } == [7, 8])
        let witness = try #require(findings[0]["witness"])
        let answers = scratch.path("answers.json")
        try JSONSerialization.data(withJSONObject: witness).write(to: URL(filePath: answers))
        let replay = try Program.run("run", file, "--answers", answers)
        #expect(replay.status == 0, "\(replay.errors)")
        #expect(replay.output.contains("\"state\":\"screened\""))
        // It is what its schema says.
        let written = try scratch.write("proof.json", result.output)
        let checked = try Program.run("validate", written)
        #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    }

    @Test func answersThatWereCollectedAreTheWeights() throws {
        let scratch = try Scratch()
        let file = try scratch.write("visit.survey", try documented().survey)
        let lines = try Program.run("simulate", file, "--count", "40", "--seed", "1").output
        // Only those who came in by phone.
        let phoned = lines.split(separator: "\n").filter { $0.contains("\"channel\":\"phone\"") }
        let answers = try scratch.write("answers.jsonl", phoned.joined(separator: "\n") + "\n")
        let result = try Program.run("prove", file, "--all", "--from", answers)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("answers are weighed as in \(phoned.count) responses\n"))
        #expect(result.output.contains("  comfort        sometimes (0 %): channel == store\n"))
        let none = try Program.run("prove", file, "--from", try scratch.write("none.jsonl", ""))
        #expect(none.status == 1)
    }

    @Test func otherFormsAreWritten() throws {
        let scratch = try Scratch()
        let file = try scratch.write("visit.survey", broken)
        #expect(try Program.run("prove", file, "--to", "dot").output.contains("digraph"))
        let svg = scratch.path("routing.svg")
        #expect(try Program.run("prove", file, "--to", "svg", "-o", svg).status == 0)
        #expect(try scratch.read("routing.svg").contains("</svg>"))
        // Its own output is replaced, somebody else's is not.
        #expect(try Program.run("prove", file, "--to", "svg", "-o", svg).status == 0)
        #expect(try Program.run("prove", file, "--to", "svg", "-o", file).status == 74)
        #expect(try Program.run("prove", file, "--to", "smt2").output.contains("(check-sat"))
    }

    @Test func whatItTookIsOneLineOfJSON() throws {
        let scratch = try Scratch()
        let file = try scratch.write("visit.survey", try documented().survey)
        let result = try Program.run("prove", file, "--timing")
        let timing = try #require(
            try JSONSerialization.jsonObject(with: Data(result.errors.utf8)) as? [String: Any])
        #expect(Set(timing.keys) == ["prove_ms", "claims", "undecided", "peak_kib"])
        #expect(timing["undecided"] as? Int == 0)
        #expect((timing["peak_kib"] as? Int ?? 0) > 1_000)
    }
}
