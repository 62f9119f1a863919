import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

// The examples of Documentation/Statistics.md on weights, flags, styles and rates.

private func text(_ number: Double, _ decimals: Int = 2) -> String {
    StatisticsPage.text(number, decimals: decimals)
}

private let plan = SampleRespondent.plan

@Suite struct WeightingExampleTests {
    /// Of the store and of the phone, what was answered and how often.
    private let answers = [(0, 10, 4), (0, 0, 1), (1, 10, 6), (1, 8, 3), (1, 0, 6)]

    private var respondents: [SampleRespondent] {
        answers.flatMap { channel, point, count in
            (0..<count).map { _ in
                SampleRespondent(points: ["recommend": point], options: ["channel": channel])
            }
        }
    }

    private func weighting(_ text: String, _ respondents: [SampleRespondent]) throws -> Weighting {
        var weights = try Weighting(
            bytes: Array("variable,value,target\n\(text)".utf8), name: "w.csv", plan: plan)
        for respondent in respondents { weights.count(respondent.coded) }
        try weights.settle()
        return weights
    }

    @Test func storeAndPhone() throws {
        let example = try #require(StatisticsPage.examples(of: "Weights").first)
        let weights = try weighting("channel,store,60\nchannel,phone,40\n", respondents)
        let position = try #require(plan.survey.metrics.firstIndex { $0.name == "promoter" })
        var figure = try #require(WeightedFigure(plan, metric: position))
        let plain = try #require(PromoterScore(detractors: 7, passives: 3, promoters: 10))
        for respondent in respondents {
            figure.add(respondent.coded(weight: weights.weight(of: respondent.coded)))
        }
        let table = try #require(figure.analyses(in: .everybody, AnalysisOptions()).first?.table)
        let interval = try #require(table.summary[0].interval).get()
        let (score, error, n, effect) = (
            try table.summary[0].value.get(), try table.summary[1].value.get(),
            try table.summary[2].value.get(),
            try table.summary[3].value.get()
        )
        let one = Double(CodedResponse.one)
        let first = Double(weights.weight(of: respondents[0].coded)) / one
        let last = Double(weights.weight(of: respondents[19].coded)) / one
        #expect(example.contains("the score is \(text(try plain.score.get(), 0)). "))
        #expect(
            example.contains(
                "weights are \(text(first, 1)) and \(text(last, 4)): score \(text(score)), standard error \(text(error)), "
            ))
        #expect(
            example.contains(
                "design effect \(text(effect)), effective n \(text(n)), interval \(text(interval.lower)) to \(text(interval.upper))."
            ))
    }

    @Test func morningsAndEvenings() throws {
        let example = try StatisticsPage.examples(of: "Weights")[1]
        // Morning and evening are two points of a question here.
        let respondents = [(4, 0, 10), (4, 1, 20), (5, 0, 30), (5, 1, 5)].flatMap { point, channel, count in
            (0..<count).map { _ in SampleRespondent(points: ["overall": point], options: ["channel": channel])
            }
        }
        let weights = try weighting(
            "overall,4,52\noverall,5,48\nchannel,store,30\nchannel,phone,70\n", respondents)
        let found = [0, 10, 30, 60].map {
            text(Double(weights.weight(of: respondents[$0].coded)) / Double(CodedResponse.one), 4)
        }
        let effect = try #require(weights.analysis(AnalysisOptions()).table).summary[0].value.get()
        #expect(
            example.contains(
                "the weights are \(found.joined(separator: ", ")), and the design effect \(text(effect))."))
    }

    @Test func raoAndScott() throws {
        let example = try StatisticsPage.examples(of: "Weights")[2]
        let weights: [Int64] = [2_400_000_000, 533_333_333]
        var table = [[WeightedCount]](
            repeating: [WeightedCount](repeating: WeightedCount(), count: 3), count: 2)
        for (channel, point, count) in answers {
            table[channel][point == 0 ? 0 : point == 8 ? 1 : 2].add(
                WeightedCount(count, weight: weights[channel]))
        }
        let test = try RaoScott.test(table).get()
        #expect(
            example.contains(
                "F = \(text(test.statistic)) with \(text(test.numerator)) and \(text(test.denominator)) degrees of freedom, "
                    + "p = \(text(test.secondOrder, 3))."))
    }

    @Test func aSpeederAndAStraightLine() throws {
        let example = try #require(StatisticsPage.examples(of: "Quality flags").first)
        var screen = QualityScreen(plan)
        var respondents = (1...12).map { SampleRespondent(number: $0, seconds: $0 == 12 ? 29 : 90) }
        let rows = ["reliable", "responsive", "consistent", "empathic", "tangible"]
        for (index, last) in [3, 4].enumerated() {
            for row in rows { respondents[index].points["quality.\(row)"] = row == rows[4] ? last : 3 }
        }
        for respondent in respondents { screen.count(respondent.coded) }
        screen.settle()
        let flags = respondents.map { screen.flags(of: $0.coded) }
        let median = try #require(screen.medianSeconds)
        // 90,000 ms lie in a bin of 64 ms.
        #expect(abs(median - 90) < 0.064)
        let speeders = flags.count { $0.contains(.speeder) }
        #expect(
            example.contains(
                "the median is \(text(median.rounded(), 0)) s, a third of it \(text((median / 3).rounded(), 0)) s, and \(speeders) is a speeder."
            ))
        #expect(flags[0] == .straightLining && flags[1] == [])
        #expect(example.contains("3, 3, 3, 3, 3 and is flagged") && example.contains("3, 3, 3, 3, 4 is not"))
    }

    @Test func fourAnswersInStyle() throws {
        let example = try #require(StatisticsPage.examples(of: "Response styles").first)
        var tallies = Tallies(plan)
        for point in [5, 3, 4, 2] { tallies.add(SampleRespondent(points: ["overall": point]).response) }
        let table = try #require(
            ResponseStyle.analyses(of: tallies, byLocale: false, AnalysisOptions(suppression: .none)).first?
                .table)
        let values = try table.summary.map { text(try $0.value.get()) }
        #expect(example.contains("extreme \(values[0]) %, middle \(values[1]) %, agreeing \(values[2]) %."))
    }

    @Test func startedCompleteInvited() throws {
        let example = try #require(StatisticsPage.examples(of: "Response rate").first)
        var tallies = Tallies(plan)
        for number in 0..<160 {
            tallies.add(SampleRespondent(state: number < 120 ? .complete : .partial).response)
        }
        let analyses = try ResponseRate.analyses(
            of: tallies, byLocale: false, invited: Invitations("400", plan), AnalysisOptions())
        let summary = try #require(analyses.first?.table).summary
        for (name, measure) in [("completion rate", summary[0]), ("response rate", summary[2])] {
            let interval = try #require(measure.interval).get()
            #expect(
                example.contains(
                    "\(name) \(text(try measure.value.get())) %, interval \(text(interval.lower)) % to \(text(interval.upper)) %"
                ))
        }
    }
}
