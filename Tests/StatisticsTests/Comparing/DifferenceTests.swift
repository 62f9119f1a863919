import Foundation
import Testing

@testable import Statistics

/// The error relative to the larger of what is expected and one: for limits that may lie near zero.
private func error(_ value: Double, _ expected: Double) -> Double {
    abs(value - expected) / max(1, abs(expected))
}

@Suite struct DifferenceTests {
    private func score(_ d: Int, _ m: Int, _ p: Int) throws -> PromoterScore {
        try #require(PromoterScore(detractors: d, passives: m, promoters: p))
    }

    private func mean(_ values: [Int]) throws -> Mean {
        let moments = Moments(
            n: values.count, sum: Int128(values.reduce(0, +)),
            sumOfSquares: values.reduce(0) { $0 + Int128($1) * Int128($1) })
        return Mean(try #require(moments))
    }

    @Test func scoresDifferAsInR() throws {
        for row in try ReferenceTable("compare-promoter", columns: 12).rows {
            let counts = row.map { Int($0) }
            let difference = PromoterScoreDifference(
                try score(counts[0], counts[1], counts[2]), try score(counts[3], counts[4], counts[5]))
            let interval = try difference.interval(level: #require(ConfidenceLevel(row[6]))).get()
            #expect(relativeError(try difference.value.get(), row[7]) < 1e-12)
            #expect(error(interval.lower, row[8]) < 1e-9, "\(row)")
            #expect(error(interval.upper, row[9]) < 1e-9, "\(row)")
            #expect(relativeError(try difference.test.get().statistic, row[10]) < 1e-9)
            #expect(relativeError(try difference.test.get().pValue, row[11]) < 1e-9)
        }
    }

    @Test func sharesDifferAsInR() throws {
        for row in try ReferenceTable("compare-shares", columns: 10).rows {
            let difference = ShareDifference(
                try #require(Proportion(count: Int(row[0]), base: Int(row[1]))),
                try #require(Proportion(count: Int(row[2]), base: Int(row[3]))))
            let interval = try difference.interval(level: #require(ConfidenceLevel(row[4]))).get()
            #expect(relativeError(try difference.value.get(), row[5]) < 1e-12)
            #expect(relativeError(interval.lower, row[6]) < 1e-9)
            #expect(relativeError(interval.upper, row[7]) < 1e-9)
            #expect(relativeError(try difference.test.get().statistic, row[8]) < 1e-9)
            #expect(relativeError(try difference.test.get().pValue, row[9]) < 1e-9)
        }
    }

    /// Table II, method 10, of R. Newcombe, Statistics in Medicine 17 (1998), pages 873-890: printed to four decimals.
    @Test(arguments: [
        (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1), (10, 10, 0, 10, 0.6075, 1),
    ])
    func sharesDifferAsInNewcombe(a: Int, m: Int, b: Int, n: Int, lower: Double, upper: Double) throws {
        let difference = ShareDifference(
            try #require(Proportion(count: a, base: m)), try #require(Proportion(count: b, base: n)))
        let interval = try difference.interval().get()
        #expect(abs(interval.lower - lower) <= 5.1e-5 && abs(interval.upper - upper) <= 5.1e-5, "\(interval)")
    }

    @Test func meansDifferAsInR() throws {
        for row in try ReferenceTable("compare-means", columns: 13).rows {
            func mean(_ start: Int) throws -> Mean {
                Mean(
                    try #require(
                        Moments(
                            n: Int(row[start]), sum: Int128(row[start + 1]),
                            sumOfSquares: Int128(row[start + 2]))))
            }
            let difference = MeanDifference(try mean(0), try mean(3))
            let interval = try difference.interval(level: #require(ConfidenceLevel(row[6]))).get()
            #expect(relativeError(try difference.value.get(), row[7]) < 1e-12)
            #expect(relativeError(interval.lower, row[8]) < 1e-9)
            #expect(relativeError(interval.upper, row[9]) < 1e-9)
            let test = try difference.test.get()
            #expect(relativeError(test.statistic, row[10]) < 1e-9)
            #expect(relativeError(try #require(test.degreesOfFreedom), row[11]) < 1e-9)
            #expect(relativeError(test.pValue, row[12]) < 1e-9)
        }
    }

    @Test func exchangingTheSidesMirrorsEverything() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let c = (0..<6).map { Int.random(in: 0...30, using: &generator) + ($0 % 3 == 1 ? 1 : 0) }
            let pairs = [
                PromoterScoreDifference(try score(c[0], c[1], c[2]), try score(c[3], c[4], c[5])),
                PromoterScoreDifference(try score(c[3], c[4], c[5]), try score(c[0], c[1], c[2])),
            ]
            let (a, b) = (try pairs[0].interval().get(), try pairs[1].interval().get())
            #expect(a.lower == -b.upper && a.upper == -b.lower)
            #expect(a.lower >= -200 && a.upper <= 200 && a.lower <= a.upper)
            #expect(try pairs[0].test.get().statistic == -(try pairs[1].test.get().statistic))
            #expect(try pairs[0].test.get().pValue == pairs[1].test.get().pValue)
            let point = try pairs[0].value.get()
            #expect(a.lower <= point && point <= a.upper)
        }
    }

    @Test func nobodyHasNoDifference() throws {
        let (nobody, some) = (try score(0, 0, 0), try score(1, 2, 3))
        for pair in [(nobody, some), (some, nobody), (nobody, nobody)] {
            let difference = PromoterScoreDifference(pair.0, pair.1)
            #expect(difference.value == .failure(.empty) && difference.interval() == .failure(.empty))
            #expect(difference.test == .failure(.empty))
        }
        let empty = try #require(Proportion(count: 0, base: 0))
        let share = try #require(Proportion(count: 1, base: 2))
        for difference in [ShareDifference(empty, share), ShareDifference(share, empty)] {
            #expect(difference.value == .failure(.empty) && difference.interval() == .failure(.empty))
            #expect(difference.test == .failure(.empty))
        }
        let difference = MeanDifference(try mean([]), try mean([1, 2]))
        #expect(difference.value == .failure(.empty) && difference.test == .failure(.empty))
    }

    @Test func withoutVariationThereIsNoTest() throws {
        let everybody = try #require(Proportion(count: 9, base: 9))
        #expect(ShareDifference(everybody, everybody).test == .failure(.constant))
        #expect(try ShareDifference(everybody, everybody).interval().get().upper > 0.1)
        let same = try mean([3, 3, 3])
        #expect(MeanDifference(same, same).test == .failure(.constant))
        #expect(MeanDifference(same, try mean([4])).test == .failure(.tooFew(minimum: 2)))
        // One side that does not vary is enough for a test.
        #expect(try MeanDifference(same, try mean([4, 5, 6])).test.get().degreesOfFreedom == 2)
        // Scores of one class have one, because something is added.
        let top = try score(0, 0, 20)
        #expect(try PromoterScoreDifference(top, top).test.get().pValue == 1)
        #expect(try PromoterScoreDifference(top, try score(20, 0, 0)).test.get().pValue < 1e-12)
    }

    @Test func hugeCountsGiveFiniteNumbers() throws {
        let huge = try score(Int.max / 4, Int.max / 4, Int.max / 4)
        let difference = PromoterScoreDifference(huge, try score(1, 0, Int.max / 2))
        #expect(try difference.test.get().statistic.isFinite)
        #expect(try difference.test.get().pValue == 0)
        #expect(difference.probabilityOfFirstAbove >= 0 && difference.probabilityOfFirstAbove < 1e-9)
        let share = try #require(Proportion(count: .max / 2, base: .max))
        let other = try #require(Proportion(count: 1, base: .max))
        #expect(try ShareDifference(share, other).test.get().statistic.isFinite)
        let moments = try #require(
            Moments(n: .max, sum: Int128(1) << 90, sumOfSquares: Int128(1) << 120))
        let far = try #require(Moments(n: 3, sum: 3, sumOfSquares: 5))
        #expect(try MeanDifference(Mean(moments), Mean(far)).interval().get().lower.isFinite)
    }
}
