import Collector
import Foundation
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

// The examples of Documentation/Statistics.md.

private let survey = Sample.serviceLoyalty

/// The measures of a metric over complete responses that give these answers and no others.
private func measures(_ metric: Metric, _ rows: [[String: Int]]) throws -> Measures {
    var survey = survey
    survey.metrics = [metric]
    var tallies = Tallies(TallyPlan(survey))
    for row in rows {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        for (name, point) in row {
            answers[try #require(survey.variable(named: name)).position] = .answered(.number(point))
        }
        tallies.add(
            Response(
                id: "", survey: survey.name, version: 1, structure: survey.structure, locale: "en", seed: 0,
                started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 0), state: .complete,
                answers: answers))
    }
    let rule = try #require(SuppressionRule(minimumBase: 5))
    let figure = try #require(
        SurveyStatistics(tallies, options: .init(suppression: rule, byLocale: false)).figures.first)
    return try #require(figure.measures)
}

private func item(_ name: String) throws -> Metric.Item { .init(try #require(survey.variable(named: name))) }

@Test func `the promoter score of 90, 171 and 251 is 31.4453125`() throws {
    let rows = [(90, 3), (171, 8), (251, 10)].flatMap { count, point in
        [[String: Int]](repeating: ["recommend": point], count: count)
    }
    let measures = try measures(Metric(name: "x", function: .nps, items: [item("recommend")]), rows)
    #expect(measures.n == 512 && measures.value == .success(31.4453125))
}

@Test func `81 of 263 in the top boxes are 30.80 per cent, from 25.53 to 36.62`() throws {
    let rows = [(81, 5), (182, 2)].flatMap { count, point in
        [[String: Int]](repeating: ["overall": point], count: count)
    }
    let measures = try measures(Metric(name: "x", function: .csat(top: 2), items: [item("overall")]), rows)
    let interval = try measures.interval.get()
    #expect(abs(try measures.value.get() - 30.80) < 0.005)
    #expect(abs(interval.lower - 25.53) < 0.005 && abs(interval.upper - 36.62) < 0.005)
}

@Test func `the mean of 4, 5, 3, 4 and its interval`() throws {
    // Twice each, so that the base may be shown; the example's interval is that of four answers.
    let four = try #require(Moments(n: 4, sum: 16, sumOfSquares: 66))
    let interval = try Mean(four).interval().get()
    #expect(abs(interval.lower - 2.70) < 0.005 && abs(interval.upper - 5.30) < 0.005)
    let rows = [4, 5, 3, 4, 4, 5, 3, 4].map { ["overall": $0] }
    #expect(
        try measures(Metric(name: "x", function: .mean, items: [item("overall")]), rows).value == .success(4))
}

@Test func `a scale score needs half of the items, and says whom that leaves out`() throws {
    let names = ["reliable", "responsive", "consistent", "empathic"].map { "quality.\($0)" }
    let one = Dictionary(uniqueKeysWithValues: zip(names, [4, 5, 3, 4]))
    let rows = [one, [names[0]: 2, names[3]: 2], [names[1]: 5]]
    let measures = try measures(
        Metric(name: "x", function: .mean, items: names.map(item)), rows + rows + rows)
    #expect(measures.n == 6 && measures.value == .success(3))
    #expect(measures.scale?.leftOut == 3 && measures.scale?.complete == 3)
}
