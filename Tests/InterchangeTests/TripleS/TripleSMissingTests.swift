import Foundation
import Interchange
import SurveyCompiler
import SurveyModel
import Testing

@Suite("Kinds of missing in Triple-S")
struct TripleSMissingTests {
    static func compiled(_ text: String) throws -> Survey {
        try #require(compile(SourceFile(name: "survey.survey", text: text)).survey)
    }

    private func survey(_ questions: String) throws -> Survey {
        let head =
            "survey shop\nversion 2\nlanguage en\noptions ways {\n- store = 1 \"Store\"\n- phone = 2 \"Phone\"\n}\n"
        return try Self.compiled(head + questions)
    }

    @Test(arguments: TripleSRoundTripTests.formats)
    func `what only an earlier version offered has a code like the others`(
        _ version: TripleSDefinitions.Version, _ format: TripleSDefinitions.Format
    ) throws {
        let survey = try survey(
            """
            choice used from ways "Which?"
            choices all from ways "Which of them?" optional
            ranking best from ways "Which is best?"
            rating change -2...2 "Worse or better?"
            rating points 0...5 "How many points?"
            yesno back "Back?"
            yesno again "Again?" dont_know "Hard to say"
            number spend 0...100 "How much?"
            """)
        let names = survey.variables.filter(\.isStored).map(\.name)
        for kind in [Missing.refused, .dontKnow, .notApplicable, .skipped] {
            let answers = Dictionary(uniqueKeysWithValues: names.map { ($0, Answer.missing(kind)) })
            let circle = try TripleSCircle(
                survey, [TripleSWriterTests.response(survey, 1, answers)], version: version, format: format)
            let (back, responses) = try circle.back()
            for name in names {
                let variable = try #require(back.variable(named: name == "best" ? "best_1" : name))
                #expect(responses[0].answers[variable.position] == .missing(kind), "\(name) \(kind)")
            }
            #expect(!circle.losses.losses.contains { $0.message.contains("is empty") })
        }
    }

    @Test func `in a roster's table what occurs in any instance has a code`() throws {
        let survey = try survey(
            """
            for w in ways {
                yesno back "Back to {w}?"
            }
            """)
        let answers = ["back.store": Answer.answered(.yesno(false)), "back.phone": .missing(.refused)]
        let circle = try TripleSCircle(
            survey, [TripleSWriterTests.response(survey, 1, answers)], version: .v3, rosters: .long)
        #expect(circle.text("answers.w.asc") == "11 2\r\n1297\r\n")
        #expect(circle.text("answers.w.sss").contains("<value code=\"97\">Prefer not to say</value>"))
    }

    @Test func `a number that leaves no room for codes is a loss with its count`() throws {
        let survey = try survey(
            "number free \"Any number?\" optional dont_know \"Hard to say\"\ntext why \"Why?\" optional")
        let large = try #require(Decimal(string: "100000000000000000000"))
        let circle = try TripleSCircle(
            survey,
            [
                TripleSWriterTests.response(survey, 1, ["free": .answered(.number(large))]),
                TripleSWriterTests.response(survey, 2, ["free": .missing(.skipped)]),
                TripleSWriterTests.response(
                    survey, 3, ["free": .missing(.dontKnow), "why": .missing(.skipped)]),
                TripleSWriterTests.response(survey, 4, [:]),
            ])
        let losses = circle.losses.losses.filter { $0.message.contains("is empty") }
        #expect(losses.map(\.subject) == ["free", "why"])
        #expect(losses.map(\.kind) == [.simplified, .simplified])
        #expect(losses.map(\.count) == [2, 1])
    }
}
