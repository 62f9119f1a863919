import Testing

@testable import Statistics

@Suite struct ControlChartTests {
    @Test func chartsOfTheNileAreThoseOfR() throws {
        let rows = try ReferenceTable("compare-control", columns: 8).rows
        let values = rows.map { $0[0] }
        let chart = try IndividualsChart.of(values).get()
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
        let smoothed = try SmoothedChart.of(
            values.map { ControlPoint($0, n: 1) }, center: mean, variance: variance
        ).get()
        for (index, row) in rows.enumerated() {
            if index > 0 { #expect(chart.ranges[index - 1] == row[1]) }
            #expect(relativeError(chart.limits.lower, row[2]) < 1e-12)
            #expect(relativeError(chart.limits.upper, row[3]) < 1e-12)
            #expect(relativeError(chart.upperRange, row[4]) < 1e-12)
            #expect(relativeError(smoothed.values[index], row[5]) < 1e-12)
            #expect(relativeError(smoothed.limits[index].lower, row[6]) < 1e-9)
            #expect(relativeError(smoothed.limits[index].upper, row[7]) < 1e-9)
        }
    }

    @Test func limitsOfSharesAndScoresAreThoseOfTheFormulas() throws {
        let all = try #require(Proportion(count: 30, base: 120))
        let share = try ControlChart.limits(ofShare: all, n: 48).get()
        // 0.25 ± 3 sqrt(0.1875 / 48) = 0.25 ± 0.1875
        #expect(
            abs(share.lower - 0.0625) < 1e-15 && abs(share.upper - 0.4375) < 1e-15 && share.center == 0.25)
        let score = try #require(PromoterScore(detractors: 12, passives: 30, promoters: 58))
        let limits = try ControlChart.limits(of: score, n: 36).get()
        let margin = 3 * 100 * (0.4884 / 36).squareRoot()
        #expect(abs(limits.lower - (46 - margin)) < 1e-12 && abs(limits.upper - (46 + margin)) < 1e-12)
        // Limits do not leave the scale.
        #expect(try ControlChart.limits(ofShare: all, n: 1).get().lower == 0)
        #expect(try ControlChart.limits(of: score, n: 1).get().upper == 100)
    }

    @Test func withoutVariationThereAreNoLimits() throws {
        #expect(
            ControlChart.limits(ofShare: try #require(Proportion(count: 0, base: 9)), n: 3)
                == .failure(.constant))
        #expect(
            ControlChart.limits(ofShare: try #require(Proportion(count: 0, base: 0)), n: 3)
                == .failure(.empty))
        #expect(
            ControlChart.limits(ofShare: try #require(Proportion(count: 3, base: 9)), n: 0)
                == .failure(.empty))
        let same = try #require(PromoterScore(detractors: 0, passives: 0, promoters: 7))
        #expect(ControlChart.limits(of: same, n: 7) == .failure(.constant))
        #expect(IndividualsChart.of([]) == .failure(.empty))
        #expect(IndividualsChart.of([4]) == .failure(.tooFew(minimum: 2)))
        #expect(IndividualsChart.of([4, 4, 4]) == .failure(.constant))
        #expect(SmoothedChart.of([], center: 0, variance: 1) == .failure(.empty))
        #expect(SmoothedChart.of([ControlPoint(1, n: 0)], center: 0, variance: 1) == .failure(.empty))
        #expect(SmoothedChart.of([ControlPoint(1, n: 5)], center: 0, variance: 0) == .failure(.constant))
    }

    @Test func theEighthOnOneSideIsARun() {
        let up = [Double](repeating: 2, count: 9)
        #expect(
            ControlChart.runs(up, around: 1) == [false, false, false, false, false, false, false, true, true])
        #expect(ControlChart.runs(up, around: 2) == [Bool](repeating: false, count: 9))
        #expect(!ControlChart.runs([2, 2, 2, 2, 0, 2, 2, 2, 2, 2, 2, 2], around: 1).contains(true))
        #expect(!ControlChart.runs([2, 2, 2, 2, 1, 2, 2, 2, 2], around: 1).contains(true))
        #expect(ControlChart.runs([], around: 0).isEmpty)
    }

    /// A small shift that stays is seen by averages before single points show it.
    @Test func averagesSeeASmallShift() throws {
        let shifted = (0..<20).map { ControlPoint($0 < 5 ? 50 : 57, n: 100) }
        let variance = 2_500.0
        let chart = try SmoothedChart.of(shifted, center: 50, variance: variance).get()
        let signals = zip(chart.values, chart.limits).map { $0 > $1.upper }
        #expect(signals.contains(true))
        #expect(shifted.allSatisfy { $0.value < 50 + 3 * (variance / 100).squareRoot() })
    }
}
