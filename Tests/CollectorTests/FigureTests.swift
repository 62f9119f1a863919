import Analyses
import Collector
import Foundation
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

// Figures against computations written again from the formulas, straight over the generated answers.

private let survey = Sample.serviceLoyalty

private func responses(_ count: Int, seed: UInt64, locales: [String] = ["en", "es", "sv", "el", "fr-CA"])
    -> [Response]
{
    var generated = GeneratedResponses(survey, seed: seed)
    generated.locales = locales
    return (0..<count).map { _ in generated.next() }
}

private func statistics(
    _ responses: [Response], _ survey: Survey = survey, options: SurveyStatistics.Options = .init()
) -> SurveyStatistics {
    var tallies = Tallies(TallyPlan(survey))
    for response in responses { tallies.add(response) }
    return SurveyStatistics(tallies, options: options)
}

/// The points that counted responses of a locale gave to a variable, nil for everybody.
private func points(
    _ name: String, _ locale: String?, _ responses: [Response],
    where holds: (Response) -> Bool = { _ in true }
)
    -> [Int]
{
    responses.filter { counts($0) && isIn($0, locale) && holds($0) }.compactMap { point($0, name) }
}

private func counts(_ response: Response) -> Bool {
    response.state == .complete || response.state == .partial
}

private func isIn(_ response: Response, _ locale: String?) -> Bool {
    guard let locale else { return true }
    return locale == "und" ? !survey.locales.contains(response.locale) : response.locale == locale
}

private func answer(_ response: Response, _ name: String) -> Answer {
    response.answers[survey.variables.firstIndex { $0.name == name } ?? 0]
}

private func point(_ response: Response, _ name: String) -> Int? {
    guard case .number(let number)? = answer(response, name).value else { return nil }
    return NSDecimalNumber(decimal: number).intValue
}

private func isClose(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
}

private func value<T>(_ estimate: Estimate<T>?) -> T? {
    if case .success(let value)? = estimate { value } else { nil }
}

/// The two-sided 97.5 % points that the comparisons need.
private let z = 1.959963984540054

private let cells: [String?] = ["en", "es", "sv", "el", "und", nil]

@Test(arguments: [1, 2, 3] as [UInt64])
func `promoter scores are 100 (p - d) / n of each locale, with the classes and the distribution`(seed: UInt64)
    throws
{
    let all = responses(1_200, seed: seed)
    let figures = statistics(all).figures.filter { $0.metric == "promoter" }
    #expect(figures.map(\.cell.locale) == cells)
    for figure in figures {
        let given = points("recommend", figure.cell.locale, all)
        let (d, p) = (given.count { $0 <= 6 }, given.count { $0 >= 9 })
        let n = Double(given.count)
        let measures = try #require(figure.measures)
        #expect(measures.n == given.count && measures.method == .score)
        #expect(isClose(value(measures.value), 100 * Double(p - d) / n, 1e-14))
        let classes = try #require(measures.classes)
        #expect(classes.detractor == d && classes.passive == given.count - d - p && classes.promoter == p)
        for bin in measures.distribution { #expect(bin.count == given.count { String($0) == bin.name }) }
        #expect(measures.distribution.map(\.name) == (0...10).map(String.init))
        let limits = try #require(value(measures.interval))
        // The limits solve T(D) = +-z, with the restricted likelihood of the design page.
        for (limit, sign) in [(limits.lower / 100, 1.0), (limits.upper / 100, -1.0)] {
            let (b, c) = (
                -Double(d) - Double(p) + (2 * n - Double(p) + Double(d)) * limit,
                -Double(d) * limit * (1 - limit)
            )
            let q = ((b * b - 8 * n * c).squareRoot() - b) / (4 * n)
            let t = (Double(p) - Double(d) - n * limit) / (n * (2 * q + limit * (1 - limit))).squareRoot()
            #expect(isClose(t, sign * z, 1e-6))
        }
    }
}

@Test func `satisfaction and ease are the shares of the top boxes with Wilson's interval and the mean`()
    throws
{
    let all = responses(1_000, seed: 4)
    let result = statistics(all)
    for (metric, variable, top) in [("satisfaction", "overall", 4), ("easy", "ease", 5)] {
        for figure in result.figures where figure.metric == metric {
            let given = points(variable, figure.cell.locale, all)
            let n = Double(given.count)
            let share = Double(given.count { $0 >= top }) / n
            let measures = try #require(figure.measures)
            #expect(measures.n == given.count && measures.topBox?.points.lowerBound == top)
            #expect(isClose(value(measures.value), 100 * share))
            let center = (share + z * z / (2 * n)) / (1 + z * z / n)
            let margin = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
            #expect(isClose(value(measures.interval)?.lower, 100 * (center - margin)))
            #expect(isClose(value(measures.interval)?.upper, 100 * (center + margin)))
            let mean = given.reduce(0.0) { $0 + Double($1) } / n
            #expect(isClose(value(measures.mean), mean))
            let deviation = (given.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / (n - 1))
                .squareRoot()
            let interval = try #require(value(measures.meanInterval))
            #expect(isClose((interval.lower + interval.upper) / 2, mean))
            // Student's quantile lies above the normal one, and near it for bases of this size.
            let quantile = (interval.upper - mean) / (deviation / n.squareRoot())
            #expect(quantile > z && quantile < 2.1)
        }
    }
}

@Test func `a restricted metric is about those for whom its condition is true`() throws {
    let all = responses(1_000, seed: 5)
    for figure in statistics(all).figures where figure.metric == "remote" {
        let given = points("overall", figure.cell.locale, all) { response in
            guard case .option(let channel)? = answer(response, "channel").value else { return false }
            return (1...4).contains(channel)
        }
        #expect(figure.isRestricted)
        let measures = try #require(figure.measures)
        #expect(measures.n == given.count)
        #expect(isClose(value(measures.mean), Double(given.reduce(0, +)) / Double(given.count)))
    }
}

@Test func `conditions over texts, numbers, sets and lets are those of the evaluator`() throws {
    let odd = OddSurvey.survey
    var generated = GeneratedResponses(odd, seed: 6)
    generated.words = ["they", "ö"]
    let all = (0..<1_500).map { _ in generated.next() }.filter(counts)
    let figures = statistics(all, odd).figures.filter { $0.cell == .everybody }
    for (position, metric) in odd.metrics.enumerated()
    where metric.strands[0].condition != nil && metric.strands[0].items.count == 1 {
        let about = all.filter { response in
            var answers = response.answers
            if case .number(let half)? = answers[7].value { answers[11] = .answered(.number(half / 3)) }
            return metric.strands[0].condition?.truth(in: answers) == .yes
        }
        let n = about.count { $0.answers[metric.strands[0].items[0].variable.position].value != nil }
        #expect(n > 50)
        #expect(figures[position].measures?.n == n)
    }
    let thirds = all.compactMap { response -> Double? in
        guard case .number(let half)? = response.answers[7].value else { return nil }
        return NSDecimalNumber(decimal: half).doubleValue / 3
    }
    let double = try #require(figures[3].measures)
    #expect(double.n == thirds.count)
    #expect(isClose(value(double.value), thirds.reduce(0, +) / Double(thirds.count), 1e-6))
    guard case .unsupported = figures[5].content else {
        Issue.record("a mean of texts was computed")
        return
    }
}

@Test func `a reversed item counts from the other end of its scale`() throws {
    var turned = survey
    turned.metrics = [
        Metric(name: "turned", function: .mean, items: [.init(VariableID(10), isReversed: true)])
    ]
    #expect(survey.variables[10].name == "ease" || survey.variables[11].name == "ease")
    let ease = try #require(survey.variable(named: "ease"))
    turned.metrics[0].strands[0].items[0].variable = ease
    let all = responses(300, seed: 7)
    let given = points("ease", nil, all).map { 8 - $0 }
    let figure = try #require(statistics(all, turned).figures.last?.measures)
    #expect(isClose(value(figure.value), Double(given.reduce(0, +)) / Double(given.count)))
}

@Test func `a scale score is the mean of at least half of the items, and its alpha is Cronbach's`() throws {
    let all = responses(1_000, seed: 8)
    let items = ["reliable", "responsive", "consistent", "empathic", "tangible"].map { "quality.\($0)" }
    for figure in statistics(all).figures where figure.metric == "quality" {
        let about = all.filter { counts($0) && isIn($0, figure.cell.locale) }
        let rows = about.map { response in items.compactMap { point(response, $0) }.map(Double.init) }
        let scores = rows.filter { $0.count >= 3 }.map { $0.reduce(0, +) / Double($0.count) }
        let measures = try #require(figure.measures)
        let scale = try #require(measures.scale)
        #expect(measures.n == scores.count)
        #expect(scale.leftOut == rows.count { $0.count == 1 || $0.count == 2 })
        #expect(scale.unanswered == rows.count { $0.isEmpty })
        #expect(isClose(value(measures.value), scores.reduce(0, +) / Double(scores.count)))
        let whole = rows.filter { $0.count == 5 }
        #expect(scale.complete == whole.count)
        let own = (0..<5).reduce(0.0) { sum, item in sum + variance(whole.map { $0[item] }) }
        let total = variance(whole.map { $0.reduce(0, +) })
        #expect(isClose(value(scale.alpha), 5 / 4 * (1 - own / total)))
        let interval = try #require(value(scale.alphaInterval))
        #expect(interval.lower < 5 / 4 * (1 - own / total) && 5 / 4 * (1 - own / total) < interval.upper)
    }
}

private func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
}

@Test func `distributions and kinds of missing add up to the counted responses`() throws {
    let all = responses(900, seed: 9)
    let result = statistics(all)
    #expect(result.distributions.count == 11 * cells.count)
    for distribution in result.distributions {
        let about = all.filter { counts($0) && isIn($0, distribution.cell.locale) }
        let content = try #require(distribution.content)
        #expect(content.n + content.missing.reduce(0) { $0 + $1.count } == about.count)
        for missing in content.missing {
            #expect(
                missing.count
                    == about.count { $0.answers[distribution.variable.position].missing == missing.kind })
        }
        let values = about.compactMap { $0.answers[distribution.variable.position].value }
        #expect(content.n == values.count)
        for (index, bin) in content.bins.enumerated() {
            let expected = values.count { value in
                switch value {
                case .option(let option): option == index
                case .options(let options): options.contains(index)
                case .number(let number): "\(number)" == bin.name
                case .yesno(let yes): yes == (index == 1)
                case .text, .order, .date, .time: false
                }
            }
            #expect(bin.count == expected)
        }
    }
}

@Test func `responses are counted by state, stale and synthetic ones too`() {
    let all = responses(700, seed: 10)
    for figure in statistics(all).responses {
        let about = all.filter { isIn($0, figure.cell.locale) }
        for state in Disposition.allCases {
            #expect(figure.counts[state] == about.count { $0.state == state })
        }
        #expect(figure.counts.total == about.count && figure.counts.counted == about.count { counts($0) })
        #expect(figure.counts.stale == about.count { $0.isStale })
        #expect(figure.counts.synthetic == about.count { $0.channel == "simulated" })
    }
}
