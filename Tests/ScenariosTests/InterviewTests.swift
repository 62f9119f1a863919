import Scenarios
import SurveyModel
import Testing

/// What respondents of tests do.
@Suite struct RespondentTests {
    /// Moves of a test on `visitSurvey` that hold.
    @Test(
        arguments: [
            // What is left open is answered with the first valid answer.
            "expect channel == store and comfort == 1 and recommend == 0 and party == 1",
            "expect skipped(why) and asked why and not asked praise",
            "expect all(quality == 1)",
            "expect finish thanks and finish complete",
            // Answers go on to what they answer.
            "answer recommend = 9\nexpect asked praise and not asked why and skipped(praise)",
            "answer channel = phone\nexpect not asked comfort and not_asked(comfort)",
            "answer channel = other\nanswer channel.other = \"By post\"\nexpect channel.other == \"By post\"",
            "answer comfort = dont_know\nexpect dont_know(comfort)",
            "answer why = skipped\nexpect skipped(why)",
            // A grid as a whole, and single rows.
            "answer quality = 4\nexpect quality.kept == 4 and quality.clean == 4 and quality.slow == 4",
            "answer channel = phone\nanswer quality = 4\nexpect quality.slow == 4 and not asked quality.clean",
            "answer quality = 4\nanswer quality.clean = 2\nexpect quality.clean == 2 and quality.slow == 4",
            "answer quality.slow = 5\nexpect quality.kept == 1",
            // Going back and forward again.
            "answer recommend = 3\nanswer why = \"late\"\nanswer spend = 20\nanswer recommend = 9\n"
                + "expect not asked why and not_asked(why) and spend == 20",
            "answer recommend = 3\nanswer why = \"late\"\nanswer recommend = 9\nanswer recommend = 2\n"
                + "expect why == \"late\"",
            "answer party = 7\nexpect finish crowd and finish screened and not finish complete\n"
                + "answer party = 2\nexpect finish thanks",
            "answer channel = phone\nexpect not asked comfort\nanswer channel = store\nexpect asked comfort",
            // Givens.
            "given digital = no\nexpect not offered channel.bot and offered channel.phone and not digital",
            "given digital = yes\nexpect offered channel.bot",
            "given branch = \"athens\"\nexpect branch == \"athens\"",
            // Checks.
            "answer spend = 5000\nexpect check large_sum and finish thanks",
            "answer spend = 50\nexpect not check large_sum",
            "answer spend = 5000\nanswer channel = phone\nexpect check large_sum",
            "answer spend = 5000\nexpect check large_sum\nanswer spend = 10\nexpect not check large_sum",
            "answer party = 2\nanswer served = 3\nexpect check order\nanswer served = 1\n"
                + "expect not check order and finish thanks",
            // A hard check over what is filled in is kept by filling in something else.
            "answer served = 3\nexpect party == 3 and not check order",
            // Computed values and what would be refused.
            "answer spend = 30\nanswer party = 4\nexpect share == 7.5",
            "expect invalid(spend, 200000) and invalid(spend, 1.234) and not invalid(spend, 7)",
            "expect invalid(channel, dont_know) and not invalid(comfort, dont_know)",
            "given digital = no\nexpect invalid(channel, bot) and not invalid(channel, phone)",
            // Texts.
            "answer spend = 3000\nexpect text(comfort) == \"How welcoming was it?\"",
            "expect contains(text(channel.bot), \"ASSISTANT\") or text(channel.phone) == \"By phone\"",
            "expect text(quality.slow) == \"It was slow\"",
        ])
    func holds(moves: String) throws {
        let result = try #require(try results(visitSurvey + "test \"it\" {\n\(moves)\n}\n").first)
        #expect(result.holds, "\(words(result)) \(result.failures.first?.interview.map(\.text) ?? [])")
        #expect(result.respondents == 1)
    }

    /// Moves that do not hold, and what is said of them.
    @Test(
        arguments: [
            (
                "answer channel = phone\nanswer comfort = 3",
                ["comfort is never asked: `channel == store` is false: channel is phone"]
            ),
            (
                "answer why = \"late\"\nanswer recommend = 10\nanswer why = \"late\"",
                ["why is never asked: `recommend <= 6` is false: recommend is 10"]
            ),
            (
                "answer recommend = 2\nanswer praise = \"good\"",
                ["praise is never asked: an earlier arm was taken: `recommend <= 6` is true: recommend is 2"]
            ),
            (
                "answer praise = \"good\"",
                [
                    "praise is never asked: an earlier arm was taken: `recommend <= 6` is true: recommend is 0 (filled in)"
                ]
            ),
            (
                "answer channel = phone\nanswer quality.clean = 2",
                ["quality.clean is never asked: `channel == store` is false: channel is phone"]
            ),
            (
                "answer channel = phone\nanswer channel.other = \"By post\"",
                ["channel.other is never asked: other is not chosen: channel is phone"]
            ),
            (
                "given digital = no\nanswer channel = bot",
                [
                    "channel does not take this answer: it is not offered; what is offered: store, phone, other"
                ]
            ),
            (
                "answer party = 2\nanswer served = 3",
                [
                    "the check order stops the interview: answer so that it holds, or write `expect check order`"
                ]
            ),
            (
                "answer recommend = 10\nexpect asked why",
                [
                    "expected: asked why, but that is false",
                    "asked why is no: `recommend <= 6` is false: recommend is 10",
                ]
            ),
            (
                "expect recommend == 3",
                ["expected: recommend == 3, but it is 0", "recommend is 0 (filled in)"]
            ),
            (
                "answer recommend = 10\nexpect praise == \"good\"",
                ["expected: praise == \"good\", but it has no value", "praise is skipped (filled in)"]
            ),
            (
                "answer party = 2\nexpect finish crowd",
                [
                    "expected: finish crowd, but that is false",
                    "finish crowd is no: it ended with finish thanks",
                ]
            ),
            (
                "answer spend = 7\nexpect check large_sum",
                [
                    "expected: check large_sum, but that is false",
                    "check large_sum is no: it fires where `spend <= 2000` is false: spend is 7",
                ]
            ),
            (
                "given digital = no\nexpect offered channel.bot",
                [
                    "expected: offered channel.bot, but that is false",
                    "offered channel.bot is no: it is not offered; what is offered: store, phone, other",
                ]
            ),
            (
                "answer recommend = 10\nexpect text(why) == \"x\"",
                [
                    "expected: text(why) == \"x\", but it has no value",
                    "why was not asked: `recommend <= 6` is false: recommend is 10",
                ]
            ),
            (
                "expect metric promoter = -100",
                ["metric promoter reads recommend, which was only filled in: answer it in the test"]
            ),
            (
                "answer spend = 12\nexpect metric each = 12",
                ["metric each reads party, which was only filled in: answer it in the test"]
            ),
            (
                "answer recommend = 7\nexpect metric promoter = -100",
                ["expected: metric promoter = -100, but it is 0"]
            ),
            (
                "answer recommend = 7\nexpect metric promoter > 5 and asked spend",
                [
                    "expected: metric promoter > 5 and asked spend, but that is false",
                    "metric promoter is 0",
                    "asked spend is yes",
                ]
            ),
        ])
    func fails(moves: String, expected: [String]) throws {
        let result = try #require(try results(visitSurvey + "test \"it\" {\n\(moves)\n}\n").first)
        #expect(words(result) == expected)
    }

    @Test func aFailureShowsTheInterviewAsItWent() throws {
        let result = try #require(
            try results(
                visitSurvey
                    + "test \"it\" {\ngiven branch = \"a\"\nanswer channel = phone\nanswer spend = 3000\nexpect asked comfort\n}\n"
            ).first)
        let failure = try #require(result.failures.first)
        #expect(
            failure.interview.map(\.text) == [
                "given branch = \"a\"", "given digital = yes  (filled in)", "channel = phone",
                "quality.kept = 1  (filled in)", "quality.slow = 1  (filled in)",
                "recommend = 0  (filled in)", "why = skipped  (filled in)", "spend = 3000",
                "check large_sum fires and is overridden: \"That is a lot. Is 3000 right?\"",
                "party = 1  (filled in)", "served = 0  (filled in)", "finish thanks",
            ])
        #expect(failure.place == Scenario.Place(line: 43, column: 1))
    }

    @Test func whatComesBehindAnAnswerThatFailedIsNotLookedAt() throws {
        let result = try #require(
            try results(
                visitSurvey
                    + "test \"it\" {\nanswer channel = phone\nanswer comfort = 3\nexpect asked comfort\n}\n"
            ).first)
        #expect(result.failures.count == 1)
    }

    @Test func everyExpectationThatFailsIsReported() throws {
        let result = try #require(
            try results(visitSurvey + "test \"it\" {\nexpect asked praise\nexpect party == 3\n}\n").first)
        #expect(result.failures.map(\.place.line) == [40, 41])
    }
}

/// Metrics over the interviews of a test.
@Suite struct MetricReadingTests {
    @Test(
        arguments: [
            "interview 3 { answer recommend = 10 }\ninterview { answer recommend = 2 }\nexpect metric promoter = 50",
            "interview 3 { answer channel = phone }\ninterview { answer channel = store }\nexpect metric phoned = 75",
            // As many decimals as are written; whole numbers are exact.
            "interview 2 { answer recommend = 10 }\ninterview { answer recommend = 2 }\nexpect metric promoter = 33.3\n"
                + "expect metric promoter = 33.33\nexpect not metric promoter = 33\nexpect metric promoter > 33",
            "interview 2 { answer recommend = 10 }\ninterview { answer recommend = 2 }\n"
                + "expect round(metric promoter) == 33 and metric promoter in 33...34",
            // Those of the block and those so far.
            "interview { answer recommend = 10\nexpect metric promoter = 100 and asked praise }\n"
                + "interview { answer recommend = 0\nexpect metric promoter = 0 }\nexpect metric promoter = 0",
            "answer recommend = 10\ninterview 3 { answer recommend = 0 }\nexpect metric promoter = -50",
            // Reversed rows are turned in scores.
            "answer channel = phone\nanswer quality.kept = 4\nanswer quality.slow = 1\nexpect metric quality = 4.5",
            "answer spend = 30\nanswer party = 4\nexpect metric each = 7.5",
            // Who was screened out is in no figure.
            "interview { answer recommend = 10 }\ninterview { answer recommend = 0\nanswer party = 9 }\n"
                + "expect metric promoter = 100",
            "interview 10000 { answer recommend = 10 }\nexpect metric promoter = 100",
            // Givens of the test hold for all.
            "given digital = no\ninterview { expect not offered channel.bot }\n"
                + "interview { given digital = yes\nexpect offered channel.bot }",
        ])
    func holds(moves: String) throws {
        let result = try #require(try results(visitSurvey + "test \"it\" {\n\(moves)\n}\n").first)
        #expect(result.holds, "\(words(result))")
    }

    @Test func nobodyWhoAnsweredIsNoZero() throws {
        let result = try #require(
            try results(
                visitSurvey + "test \"it\" {\nanswer party = 9\nexpect metric promoter = 0\n}\n"
            ).first)
        #expect(
            words(result) == [
                "expected: metric promoter = 0, but it has no value",
                "metric promoter has no value: no answers",
            ])
    }
}

/// What tests go through.
@Suite struct VisitTests {
    @Test func whatWasSaidAndWhatWasFilledInAreToldApart() throws {
        let (survey, scenarios) = try compiled(
            visitSurvey
                + "test \"it\" {\nanswer channel = phone\nanswer recommend = 9\nanswer spend = 5000\nexpect check large_sum\n}\n"
        )
        let visits = ScenarioRunner(survey).run(scenarios[0]).visits
        let all = Visits.Target.all(of: survey)
        #expect(all.count == Set(all).count)
        let known = Dictionary(uniqueKeysWithValues: all.map { ($0.words(in: survey), visits[$0]) })
        #expect(known["question channel"] == .some(.explicit))
        #expect(known["option channel.phone"] == .some(.explicit))
        #expect(known["option channel.store"] == .some(nil))
        #expect(known["row channel.other"] == .some(nil))
        #expect(known["question comfort"] == .some(nil))
        #expect(known["question party"] == .some(.filledIn))
        #expect(known["row quality.kept"] == .some(.filledIn))
        #expect(known["row quality.clean"] == .some(nil))
        #expect(known["arm if channel == store"] == .some(nil))
        #expect(known["arm if recommend <= 6"] == .some(nil))
        #expect(known["arm else if recommend >= 9"] == .some(.explicit))
        #expect(known["check large_sum fires"] == .some(.explicit))
        #expect(known["check large_sum holds"] == .some(nil))
        #expect(known["check order holds"] == .some(.filledIn))
        #expect(known["ending thanks"] == .some(.explicit))
        #expect(known["ending crowd"] == .some(nil))
        #expect(Set(visits.manners.keys).isSubset(of: Set(all)))
    }

    @Test func whatWasLeftByGoingBackWasVisited() throws {
        let (survey, scenarios) = try compiled(
            visitSurvey
                + "test \"it\" {\nanswer channel = store\nanswer comfort = 3\nanswer channel = phone\n}\n"
        )
        let visits = ScenarioRunner(survey).run(scenarios[0]).visits
        let words = Set(visits.manners.keys.map { $0.words(in: survey) })
        #expect(
            words.isSuperset(of: ["question comfort", "option channel.store", "arm if channel == store"]))
    }
}
