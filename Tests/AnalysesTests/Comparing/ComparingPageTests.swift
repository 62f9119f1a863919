import Foundation
import Statistics
import Testing

// The examples of Documentation/Statistics.md about intervals, comparisons, cross tables and time: the numbers are computed,
// written as the page writes them, and looked for in its section.

/// A section of the page in one line.
private func section(_ name: String, file: String = #filePath) throws -> String {
    let root = (0..<4).reduce(URL(fileURLWithPath: file)) { url, _ in url.deletingLastPathComponent() }
    let page = try String(
        contentsOf: root.appendingPathComponent("Documentation/Statistics.md"), encoding: .utf8)
    let parts = ("\n" + page).components(separatedBy: "\n## ")
    let found = try #require(parts.first { $0.hasPrefix(name + "\n") })
    return found.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

private func written(_ number: Double, _ decimals: Int = 1) -> String {
    String(format: "%.\(decimals)f", number)
}

private func range(_ interval: Estimate<Interval>, _ decimals: Int = 1, times factor: Double = 1) throws
    -> String
{
    let interval = try interval.get()
    return "\(written(interval.lower * factor, decimals)) to \(written(interval.upper * factor, decimals))"
}

private func score(_ d: Int, _ m: Int, _ p: Int) throws -> PromoterScore {
    try #require(PromoterScore(detractors: d, passives: m, promoters: p))
}

@Test func `the page has the intervals of 12, 30 and 58`() throws {
    let text = try section("Other intervals of a promoter score")
    let example = try score(12, 30, 58)
    let expected = try
        "score interval \(range(example.interval())), Wald \(range(example.interval(.wald))), adjusted Wald \(range(example.interval(.adjustedWald)))."
    #expect(text.contains(expected), "\(expected)")
}

@Test func `the page has the differences of scores, shares and means`() throws {
    let text = try section("Comparing")
    let scores = PromoterScoreDifference(try score(12, 30, 58), try score(20, 30, 50))
    let test = try scores.test.get()
    let ofScores = try
        "difference 16, interval \(range(scores.interval())); z = \(written(test.statistic, 2)), p = \(written(test.pValue, 3)). The probability that Athens is above Kos is \(written(100 * scores.probabilityOfFirstAbove)) %."
    #expect(text.contains(ofScores), "\(ofScores)")

    let shares = ShareDifference(
        try #require(Proportion(count: 56, base: 70)), try #require(Proportion(count: 48, base: 80)))
    let shareTest = try shares.test.get()
    let ofShares = try
        "difference 20, interval \(range(shares.interval(), times: 100)); z = \(written(shareTest.statistic, 2)), p = \(written(shareTest.pValue, 3))."
    #expect(text.contains(ofShares), "\(ofShares)")

    let first = try #require(Moments(n: 5, sum: 15, sumOfSquares: 55))
    let second = try #require(Moments(n: 6, sum: 39, sumOfSquares: 271))
    let means = MeanDifference(Mean(first), Mean(second))
    let meanTest = try means.test.get()
    let ofMeans = try
        "difference \(written(means.value.get(), 2)), v = \(written(meanTest.degreesOfFreedom ?? 0, 2)), t = \(written(meanTest.statistic, 2)), interval \(range(means.interval(), 2)), p = \(written(meanTest.pValue, 3))."
    #expect(text.contains(ofMeans), "\(ofMeans)")
}

@Test func `the page has the corrections of three p values`() throws {
    let text = try section("Comparing")
    func list(_ correction: PValueCorrection) -> String {
        let values = correction.adjusted([0.01, 0.02, 0.03]).map { written($0, 2) }
        return "\(values[0]), \(values[1]) and \(values[2])"
    }
    let expected =
        "become \(list(.holm)) by Holm, and \(list(.benjaminiHochberg)) by Benjamini and Hochberg"
    #expect(text.contains(expected), "\(expected)")
}

@Test func `the page has the table of store, phone and mail`() throws {
    let text = try section("Cross tables")
    let table = try #require(ContingencyTable([[40, 20, 25], [10, 30, 25]]))
    let test = try table.independence.get()
    let expected = try
        "X² = \(written(test.statistic, 2)) with \(written(test.degreesOfFreedom ?? 0, 0)) degrees of freedom, V = \(written(table.cramersV.get(), 2))."
    #expect(text.contains(expected), "\(expected)")
    #expect(ColumnLetters.lower(in: table)[0] == [[1, 2], [], []])
}

@Test func `the page has the answer to whether November is better`() throws {
    let text = try section("Over time")
    let change = PromoterScoreDifference(try score(6, 30, 64), try score(12, 30, 58))
    let expected = try
        "scores 46 and 58, change \(written(change.value.get(), 0)), interval \(range(change.interval())); the probability that November is above October is \(written(100 * change.probabilityOfFirstAbove)) %."
    #expect(text.contains(expected), "\(expected)")
    let limits = try ControlChart.limits(
        ofShare: try #require(Proportion(count: 30, base: 120)), n: 48
    ).get()
    let chart = "stays within \(written(100 * limits.lower, 2)) % and \(written(100 * limits.upper, 2)) %"
    #expect(text.contains(chart), "\(chart)")
}
