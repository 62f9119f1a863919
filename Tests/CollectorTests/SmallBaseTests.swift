import Analyses
import Collector
import Foundation
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

private let survey = Sample.serviceLoyalty

/// So many complete responses of each locale, all answers given.
private func statistics(_ bases: KeyValuePairs<String, Int>, minimum: Int = 10, byLocale: Bool = true) throws
    -> SurveyStatistics
{
    var tallies = Tallies(TallyPlan(survey))
    var generated = GeneratedResponses(survey, seed: 1)
    generated.answered = 1
    for (locale, count) in bases {
        for _ in 0..<count {
            var response = generated.next()
            response.locale = locale
            response.state = .complete
            tallies.add(response)
        }
    }
    let rule = try #require(SuppressionRule(minimumBase: minimum))
    return SurveyStatistics(tallies, options: .init(suppression: rule, byLocale: byLocale))
}

private func shown(_ statistics: SurveyStatistics, _ metric: String = "promoter") -> [String] {
    statistics.figures.filter { $0.metric == metric && $0.measures != nil }.map { $0.cell.locale ?? "all" }
}

@Test func `a cell under the minimum base is hidden and takes the next smallest with it`() throws {
    let result = try statistics(["en": 40, "es": 30, "sv": 9, "el": 20])
    // Everybody minus the others would give sv back, so el is hidden too.
    #expect(shown(result) == ["en", "es", "all"])
    let hidden = result.figures.filter { $0.metric == "promoter" && $0.content == .suppressed }
    #expect(hidden.map(\.cell.locale) == ["sv", "el"])
    let distributions = result.distributions.filter { $0.name == "recommend" && $0.content == nil }
    #expect(distributions.map(\.cell.locale) == ["sv", "el"])
}

@Test func `the minimum can be lowered to five and not below`() throws {
    #expect(
        shown(try statistics(["en": 40, "es": 30, "sv": 9, "el": 20], minimum: 5)) == [
            "en", "es", "sv", "el", "all",
        ])
    #expect(SuppressionRule(minimumBase: 4) == nil)
}

@Test func `everybody is hidden where everybody is too few, and shown where no locale is`() throws {
    #expect(shown(try statistics(["en": 4, "es": 3])) == ["sv", "el"])
    #expect(shown(try statistics(["en": 12], byLocale: false)) == ["all"])
    #expect(shown(try statistics(["en": 9], byLocale: false)) == [])
}

@Test func `alpha of fewer complete cases than the minimum base is withheld`() throws {
    var tallies = Tallies(TallyPlan(survey))
    var generated = GeneratedResponses(survey, seed: 2)
    generated.answered = 1
    let tangible = try #require(survey.variable(named: "quality.tangible"))
    for index in 0..<40 {
        var response = generated.next()
        response.state = .complete
        if index >= 6 { response.answers[tangible.position] = .notAsked }
        tallies.add(response)
    }
    let scale = try #require(
        SurveyStatistics(tallies, options: .init(byLocale: false)).figures.first { $0.metric == "quality" }?
            .measures?.scale)
    #expect(scale.complete == 6 && scale.alpha == .failure(.suppressed(minimum: 10)))
}

@Test func `without responses every figure is absent, none is zero or NaN`() throws {
    let result = try statistics([:])
    #expect(result.figures.count == survey.metrics.count * 5)
    for figure in result.figures {
        let measures = try #require(figure.measures)
        #expect(measures.n == 0 && measures.value == .failure(.empty))
        #expect(measures.interval != .success(Interval(lower: 0, upper: 0)))
        if let mean = measures.mean { #expect(mean == .failure(.empty)) }
    }
    #expect(result.versions.isEmpty && result.everybody?.total == 0)
}

@Test func `answers that are all the same have a value and no interval of a mean`() throws {
    var tallies = Tallies(TallyPlan(survey))
    var generated = GeneratedResponses(survey, seed: 3)
    let overall = try #require(survey.variable(named: "overall"))
    for _ in 0..<12 {
        var response = generated.next()
        response.state = .complete
        response.answers[overall.position] = .answered(.number(5))
        tallies.add(response)
    }
    let measures = try #require(
        SurveyStatistics(tallies, options: .init(byLocale: false)).figures.first {
            $0.metric == "satisfaction"
        }?.measures)
    #expect(measures.value == .success(100) && measures.mean == .success(5))
    #expect(measures.meanInterval == .failure(.constant))
}
