import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@Suite struct MetricReaderTests {
    /// Every metric of a survey that uses the whole language, and more on each of its variables: what a pass counts is what
    /// tallies count, rosters, conditions, reversed items and computed values included.
    @Test func aPassCountsWhatTalliesCount() throws {
        var survey = Sample.wholeLanguage
        for (position, variable) in survey.variables.enumerated() {
            let item = Metric.Item(VariableID(position))
            survey.metrics.append(Metric(name: "mean_\(variable.name)", function: .mean, items: [item]))
            survey.metrics.append(
                Metric(name: "top_\(variable.name)", function: .csat(top: 2), items: [item]))
            survey.metrics.append(
                Metric(
                    name: "reversed_\(variable.name)", function: .mean,
                    items: [.init(VariableID(position), isReversed: true)]))
            survey.metrics.append(
                Metric(name: "score_\(variable.name)", function: .nps, items: [item]))
        }
        let plan = TallyPlan(survey)
        let readers = survey.metrics.indices.map { MetricReader(plan, metric: $0) }
        var amounts = readers.map { [Int128](repeating: 0, count: $0?.width ?? 0) }
        var tallies = Tallies(plan)
        var random = Seeded(12)
        for _ in 0..<250 {
            let response = Response(
                id: "", survey: survey.name, version: 1, structure: survey.structure, locale: "es", seed: 0,
                started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 0), state: .complete,
                answers: Sample.wholeAnswers(&random))
            tallies.add(response)
            let coded = CodedResponse(response, plan)
            for (index, reader) in readers.enumerated() { reader?.add(coded, to: &amounts[index]) }
        }
        var kinds: Set<String> = []
        for (index, metric) in survey.metrics.enumerated() {
            let expected = MetricCounts(tallies.tally(ofMetric: index), of: metric)
            #expect(readers[index]?.counts(amounts[index]) == expected, "\(metric.name)")
            guard let expected, expected.n > 0 else { continue }
            switch expected {
            case .promoter: kinds.insert("promoter")
            case .share: kinds.insert("share")
            case .mean(_, _, _, let unit): kinds.insert(unit == 1 ? "mean" : "decimals")
            case .scale: kinds.insert("scale")
            }
            if metric.strands.contains(where: { $0.items.contains { !survey[$0.variable].isStored } }) {
                kinds.insert("computed")
            }
        }
        #expect(kinds == ["share", "mean", "decimals", "scale", "computed"], "\(kinds)")
    }

    @Test func countsOfDamagedSumsAreAbsentAndDoNotTrap() {
        let damaged: [MetricCounts] = [
            .promoter(detractors: -1, passives: 3, promoters: 4), .share(yes: -3, no: 5),
            .mean(n: 2, sum: 1, squares: 0, unit: 1), .mean(n: 0, sum: 5, squares: 5, unit: 1),
            .scale([]), .scale([.init(respondents: 1, sum: 0, squares: 0)]),
            .scale([
                .init(respondents: 1, sum: 0, squares: 0), .init(respondents: 2, sum: .max, squares: .max),
            ]),
        ]
        for counts in damaged {
            if case .success(let value) = counts.measure(.ninetyFive).value { #expect(value.isFinite) }
            for other in damaged {
                let difference = CountsDifference(counts, other, .ninetyFive)
                if case .success(let value) = difference.difference.value { #expect(value.isFinite) }
                if case .success(let test) = difference.test { #expect((0...1).contains(test.pValue)) }
            }
        }
    }
}
