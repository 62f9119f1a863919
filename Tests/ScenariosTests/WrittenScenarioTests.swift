import Foundation
import Interview
import RoutingProof
import Simulation
import SurveyCompiler
import SurveyModel
import SurveySyntax
import Testing

@testable import Scenarios

/// Interviews that are written down as tests say the same when they are read again.
@Suite struct WrittenScenarioTests {
    /// Every kind of question, loops, a split, a draw, givens.
    static let everything = """
        survey everything
        version 1
        language en
        translations es
        given branch: text
        given visits: number 0...10 optional
        options kinds {
            - a "A"
            - b "B"
        }
        given kind: choice from kinds
        options ways {
            - store "Store"
            - phone "Phone"
            - refused "Refused"
            - other "Other" specify
            - none "None" exclusive
        }
        options things {
            - price "Price"
            - speed "Speed"
            - care  "Care"
        }
        consent ok "May we ask?"
        choices used from ways "Which?" { select 1...3 }
        choices maybe from ways "Any?" { select 0...4 }
        for w in used except none draw 2 {
            csat satisfied "How was it: {w}?"
            if satisfied <= 2 { text wrong "What went wrong?" optional lines 3 }
            allocate parts 10 from things "Divide"
        }
        number party 1...3 "How many?"
        for n in 1...3 {
            if n <= party { number age 0...120 "How old is number {n}?" }
        }
        split wording {
            - plain { yesno again "Again?" }
            - warm weight 2 { yesno again "Would you come again?" }
        }
        grid quality 1...5 "How far do you agree?" {
            dont_know "I do not know"
            shuffle
            - kept  "Kept"
            - clean "Clean"  if store in used
            - slow  "Slow"  reversed not_applicable "No"
        }
        grid likes from ways "Which do you like?" {
            - shop "Shop"
            - line "Line"
        }
        grid uses from ways "Which do you use?" {
            select 1...2
            - shop "Shop"
            - line "Line"
        }
        ranking best from ways "Rank" { select 2 }
        allocate money 100 from things "Divide" { dont_know "No idea" }
        number spend -5...100000 "Spend?" decimals 2 optional
        confirm spend <= 2000 else large_sum "Is {spend} right?"
        date last "When?" optional
        date due today - 30...today + 30 "Due?"
        time at 08:00...20:30 "At?"
        text code "Code?" pattern "[A-Z]{2}[0-9]{3}"
        text mail "Mail?" email optional
        text why "Why?" lines 4 length 60
        note thanks "Thank you, {why}"
        if spend > 1000 and today > 2026-02-01 { finish screened rich "Thank you." }
        finish "Thank you."

        """

    /// A script of a simulated respondent; nil for one who broke off.
    static func script(_ response: Response, of survey: Survey) -> Script? {
        guard response.state != .partial else { return nil }
        var script = Script(givens: [:], today: nil, seed: response.seed, answers: [:])
        for (position, answer) in response.answers.enumerated() where answer != .notAsked {
            let variable = VariableID(position)
            switch (survey[variable].role, answer.value) {
            case (.given, let value?), (.split, let value?): script.givens[variable] = value
            case (.today, .date(let day)?): script.today = day
            default: script.answers[variable] = answer
            }
        }
        if response.state == .refused {
            for question in survey.questions where question.kind == .consent {
                for variable in question.variables { script.answers[variable] = .answered(.yesno(false)) }
            }
        }
        return script
    }

    /// Writes interviews of simulated respondents down, and compares what the tests go through, read again, with what they
    /// were written from.
    static func check(_ text: String, as name: String, count: Int) throws {
        let plain = Shipped.withoutTests(text)
        let survey = try Shipped.compiled(plain, as: name).survey
        let writer = ScenarioWriter(InterviewPlan(survey))
        var simulator = try Simulator(
            survey: survey, seed: 7, locales: [survey.language],
            start: Timestamp(milliseconds: 1_767_225_600_000))
        let runner = ScenarioRunner(survey)
        var written: [Scenario] = []
        var visits: [Visits] = []
        for number in 0..<count {
            guard let script = script(simulator.next(), of: survey) else { continue }
            let walk = try ScriptWalk(script, writer.plan)
            #expect(!walk.isRefused)
            let bare = writer.scenario(script, walk, name: "number \(number)")
            let result = runner.run(bare)
            #expect(result.holds, "\(words(result))\n\(bare.text(in: survey))")
            // All that it visited is expected, as far as there are words for it.
            let targets = Visits.Target.all(of: survey).filter { result.visits[$0] != nil }
            let scenario = writer.scenario(script, walk, name: "number \(number)", expecting: targets)
            #expect(scenario.moves.contains { if case .expect = $0.action { true } else { false } })
            written.append(scenario)
            visits.append(result.visits)
        }
        #expect(written.count > count / 3)
        let tests = written.map { $0.text(in: survey) }.joined()
        let whole = plain + tests
        // The layout is that of the formatter.
        let tree = try #require(SurveyTree(parsing: Array(tests.utf8)))
        let formatted = SurveySyntax.format(tree)
        #expect(formatted.map { String(decoding: $0, as: UTF8.self) } == tests)
        let again = try Shipped.compiled(whole, as: name)
        #expect(again.scenarios.map(\.name) == written.map(\.name))
        let reader = ScenarioRunner(again.survey)
        for (scenario, visits) in zip(again.scenarios, visits) {
            let result = reader.run(scenario)
            #expect(result.holds, "\(words(result))\n\(scenario.text(in: survey))")
            #expect(result.visits == visits)
            #expect(visits.manners.values.allSatisfy { $0 == .explicit })
        }
    }

    @Test(arguments: Shipped.names)
    func `what a respondent of an instrument does can be written and read again`(name: String) throws {
        try Self.check(try Shipped.text(name), as: name, count: 25)
    }

    @Test func `so can what is done with every kind of question`() throws {
        try Self.check(Self.everything, as: "everything", count: 120)
    }

    @Test func `texts are quoted as the language reads them`() throws {
        let texts = ["a \"b\" {c} \\d", "two\nlines", "é ñ ελ 😀", "} {", "\\u{41}"]
        for text in texts {
            let test = "test \"t\" {\n    answer why = \(Scenario.quoted(text))\n}\n"
            let (survey, scenarios) = try compiled("text why \"Why?\" lines 3\n" + test)
            guard case .answer(let reply)? = scenarios.first?.moves.first?.action else {
                Issue.record("\(survey.name) has no answer")
                continue
            }
            #expect(reply.input == .value(.text(text)))
        }
    }
}
