import SampleSurveys
import Scenarios
import SurveyModel
import Testing

/// Tests of surveys with loops and splits.
@Suite struct LoopTests {
    static let survey = """
        choices used "Which did you use?" {
            - store "The store"
            - phone "The telephone"
            - bot   "The assistant"
            - none  "None"  exclusive
        }
        if none in used { finish screened no_contact "Thank you." }
        for c in used {
            csat satisfied "How satisfied were you with {c}?"
            if satisfied <= 2 { text wrong "What went wrong?" optional }
            if c == bot { yesno handled "Did it handle your question?" }
        }
        split wording {
            - plain { yesno honest "Was it so?" }
            - warm { yesno kindly "Would you say that it was so?" }
        }
        csat overall "How satisfied are you?"
        metric all = csat(satisfied) by c
        metric person = csat(satisfied) where c in [store, phone]
        metric handled = share(handled.bot)

        """

    @Test(
        arguments: [
            "answer used = [store, bot]\nanswer satisfied.store = 5\nanswer satisfied.bot = 2\n"
                + "expect asked wrong.bot and not asked wrong.store and asked wrong\n"
                + "expect not asked satisfied.phone and asked handled.bot\n"
                + "expect metric person = 100\nexpect metric all = 50\nexpect count(satisfied <= 2) == 1",
            "answer used = [store, bot]\nanswer satisfied = 4\nexpect satisfied.store == 4 and satisfied.bot == 4",
            "answer used = [none]\nexpect finish no_contact and not asked overall",
            "answer used = [bot]\nanswer handled.bot = no\nexpect metric handled = 0",
            "answer used = [store, phone]\nanswer satisfied.phone = 3\nanswer used = [phone]\n"
                + "expect not asked satisfied.store and satisfied.phone == 3",
            "answer used = [phone]\nexpect text(satisfied.phone) == \"How satisfied were you with The telephone?\"",
            "given wording = warm\nexpect asked kindly and not asked honest and wording == warm",
            "given wording = plain\nexpect asked honest",
        ])
    func holds(moves: String) throws {
        let result = try #require(try results(Self.survey + "test \"it\" {\n\(moves)\n}\n").first)
        #expect(result.holds, "\(words(result)) \(result.failures.first?.interview.map(\.text) ?? [])")
    }

    @Test(
        arguments: [
            (
                "answer used = [store]\nanswer satisfied.phone = 3",
                ["satisfied.phone is never asked: `phone in used` is false: used is [store]"]
            ),
            (
                "answer used = [store, phone]\nanswer satisfied.store = 5\nexpect metric person = 100",
                ["metric person reads satisfied.phone, which was only filled in: answer it in the test"]
            ),
            (
                "given wording = plain\nanswer kindly = no",
                [
                    "kindly is never asked: an earlier arm was taken: `wording == plain` is true: wording is plain"
                ]
            ),
        ])
    func fails(moves: String, expected: [String]) throws {
        let result = try #require(try results(Self.survey + "test \"it\" {\n\(moves)\n}\n").first)
        #expect(words(result) == expected)
    }

    /// Any moves in any order give a result, and the same one each time.
    @Test func movesInAnyOrder() throws {
        let lines = [
            "answer used = [store, phone]", "answer used = [bot]", "answer used = [none]",
            "answer satisfied = 1", "answer satisfied.phone = 5", "answer wrong.phone = \"late\"",
            "answer handled.bot = no", "answer overall = 3", "expect asked overall",
            "expect metric person = 100", "expect finish complete", "interview 2 { answer overall = 2 }",
        ]
        var random = Seeded(7)
        var text = Self.survey
        for number in 0..<80 {
            let moves = (0..<Int.random(in: 1...7, using: &random)).compactMap { _ in
                lines.randomElement(using: &random)
            }
            text += "test \"t\(number)\" {\nanswer overall = 1\n\(moves.joined(separator: "\n"))\n}\n"
        }
        let (survey, scenarios) = try compiled(text)
        #expect(scenarios.count == 80)
        let all = Set(Visits.Target.all(of: survey))
        for scenario in scenarios {
            let result = ScenarioRunner(survey).run(scenario)
            #expect(result == ScenarioRunner(survey).run(scenario))
            #expect(result.respondents >= 1)
            #expect(Set(result.visits.manners.keys).isSubset(of: all))
        }
    }
}
