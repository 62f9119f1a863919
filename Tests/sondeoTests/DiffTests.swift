import Foundation
import Testing

/// `sondeo diff`, and what `stats` makes of several versions, through the built program.
@Suite("Versions at the command line")
struct DiffTests {
    private static let first = """
        survey shop
        version 1
        language en
        number n 0...9 "N?"
        if n > 4 { csat ease "Easy?" }
        nps recommend "How likely?"
        csat overall "How satisfied?"
        metric promoter = nps(recommend)
        metric satisfied = csat(overall)

        """

    private static let second = first.replacing("version 1", with: "version 2")
        .replacing("How satisfied?", with: "Satisfied?").replacing("n > 4", with: "n >= 5")

    @Test func aFileAndItselfDoNotDiffer() throws {
        let result = try Program.run("diff", Program.survey, Program.survey, "--require", "cosmetic")
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(result.output.contains("No change"))
    }

    @Test func changesAreClassedAndExplained() throws {
        let scratch = try Scratch()
        let (old, new) = (
            try scratch.write("old.survey", Self.first), try scratch.write("new.survey", Self.second)
        )
        let result = try Program.run("diff", old, new)
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(
            result.output == """
                shop, version 1, and version 2

                Breaks comparability (1)
                  question overall: the wording changed [wording]
                      “How satisfied?” -> “Satisfied?”
                      Small changes of wording move answers: people answered another question.
                      touches overall
                      and the metric satisfied

                Cosmetic (1)
                  question ease: the routing is written another way, and asks the same people [routing-rewritten]
                      “n > 4” -> “n >= 5”
                      Every interview asks it under the one version exactly if under the other.

                1 breaking comparability, 1 cosmetic. Responses are counted together where nothing named under “touches” is read.

                """)
    }

    @Test(
        "what is required",
        arguments: [
            ("cosmetic", Int32(1)), ("compatible", 1), ("comparable", 1), ("readable", 0), ("perfect", 64),
        ])
    func requirement(_ requirement: String, _ status: Int32) throws {
        let scratch = try Scratch()
        let (old, new) = (
            try scratch.write("old.survey", Self.first), try scratch.write("new.survey", Self.second)
        )
        let result = try Program.run("diff", old, new, "--require", requirement)
        #expect(result.status == status)
        // The report is printed whatever comes of the requirement.
        #expect(result.output.contains("Breaks comparability") == (status != 64))
    }

    @Test func anEarlierVersionMayComeFromAPipe() throws {
        let scratch = try Scratch()
        let new = try scratch.write("new.survey", Self.second)
        let piped = try Program.run("diff", "-", new, input: Self.first)
        #expect(piped.status == 0 && piped.output.contains("question overall: the wording changed"))
        let both = try Program.run("diff", "-", "-", input: Self.first)
        #expect(both.status == 64)
    }

    @Test func compiledSurveysAreRead() throws {
        let scratch = try Scratch()
        let old = try scratch.write("old.survey", Self.first)
        let json = scratch.path("old.json")
        #expect(try Program.run("compile", old, "-o", json).status == 0)
        let same = try Program.run("diff", json, old)
        #expect(same.status == 0 && same.output.contains("No change"))
        let broken = try Program.run("diff", "-", old, input: "{\"survey\": 1}")
        #expect(broken.status == 1 && broken.errors.contains("standard input is no compiled survey"))
    }

    @Test func errorsAreSaidAsEverywhere() throws {
        let scratch = try Scratch()
        let good = try scratch.write("good.survey", Self.first)
        let bad = try scratch.write("bad.survey", Self.first + "if nothing { }\n")
        let missing = try Program.run("diff", scratch.path("none.survey"), good)
        #expect(missing.status == 74 && missing.errors.contains("cannot be read"))
        let wrong = try Program.run("diff", good, bad)
        #expect(wrong.status == 1 && wrong.errors.contains("has errors") && wrong.output.isEmpty)
    }

    @Test func theDocumentHasWhatTheReportHas() throws {
        let scratch = try Scratch()
        let (old, new) = (
            try scratch.write("old.survey", Self.first), try scratch.write("new.survey", Self.second)
        )
        let result = try Program.run("diff", old, new, "--format", "json")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(document["effect"] as? String == "comparability")
        #expect(
            document["counts"] as? [String: Int] == [
                "cosmetic": 1, "compatible": 0, "comparability": 1, "data": 0,
            ])
        let changes = try #require(document["changes"] as? [[String: Any]])
        #expect(changes.map { $0["rule"] as? String } == ["wording", "routing-rewritten"])
        #expect(changes[0]["metrics"] as? [String] == ["satisfied"])
    }

    @Test func statisticsPoolWhatIsComparable() throws {
        let scratch = try Scratch()
        let store = scratch.path("answers.db")
        for (version, text) in [(1, Self.first), (2, Self.second)] {
            let survey = try scratch.write("v\(version).survey", text)
            let lines = scratch.path("v\(version).jsonl")
            #expect(
                try Program.run("simulate", survey, "--count", "30", "--seed", "\(version)", "-o", lines)
                    .status == 0)
            #expect(try Program.run("collect", lines, "--store", store, "--survey", survey).status == 0)
        }
        let text = try Program.run("stats", store)
        #expect(text.status == 0 && text.errors.isEmpty)
        #expect(text.output.contains("Survey shop, version 1, 2"))
        let heading = text.output.split(separator: "\n").joined(separator: " ")
        #expect(
            heading.contains(
                "Version 1 (n = 30) is counted with version 2, but not in: satisfied (overall: wording), overall (overall: wording)"
            ))
        let csv = try Program.run("stats", store, "--format", "csv", "--by", "none").output
            .split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let n = try #require(csv[0].firstIndex(of: "n"))
        #expect(csv[0].last == "versions")
        // Somebody may leave before the last question.
        let bases = csv.dropFirst().compactMap { Int($0[n]) }
        #expect(bases.count == 2 && (55...60).contains(bases[0]) && (25...30).contains(bases[1]))
        #expect(csv.dropFirst().map { $0.last } == ["1 2", "2"])
        let xml = try Program.run("stats", store, "--format", "xml").output
        #expect(
            xml.contains("<pooling version=\"1\" responses=\"30\" class=\"comparability\" counted=\"true\">"))
        #expect(try Program.run("verify", store).status == 0)
    }

    @Test func otherWordsUnderTheSameVersionAreNoted() throws {
        let scratch = try Scratch()
        let store = scratch.path("answers.db")
        let survey = try scratch.write("v.survey", Self.first)
        let lines = scratch.path("v.jsonl")
        #expect(try Program.run("simulate", survey, "--count", "5", "--seed", "1", "-o", lines).status == 0)
        let once = try Program.run("collect", lines, "--store", store, "--survey", survey)
        #expect(once.status == 0 && once.errors.isEmpty)
        try scratch.write("v.survey", Self.first.replacing("How satisfied?", with: "Satisfied?"))
        let again = try Program.run("collect", lines, "--store", store, "--survey", survey)
        #expect(again.status == 0)
        #expect(again.errors.contains("shop version 1 was answered in other words before (overall)"))
        let third = try Program.run("collect", lines, "--store", store, "--survey", survey)
        #expect(third.errors.isEmpty)
    }
}
