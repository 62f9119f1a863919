import Foundation
import Testing

@testable import Statistics

@Suite struct PromoterScoreTests {
    private func score(_ d: Int, _ m: Int, _ p: Int) throws -> PromoterScore {
        try #require(PromoterScore(detractors: d, passives: m, promoters: p))
    }

    @Test func scoreAndStandardErrorAreThoseComputedByHand() throws {
        let example = try score(12, 30, 58)
        #expect(try example.score.get() == 46)
        // V = 0.70 - 0.46^2 = 0.4884; sqrt(0.4884 / 100) = 0.069885620838...
        #expect(relativeError(try example.standardError.get(), 100 * (0.4884 / 100).squareRoot()) < 1e-14)
        let shares = try example.shares.get()
        #expect([shares.detractors, shares.passives, shares.promoters] == [0.12, 0.3, 0.58])
    }

    @Test func scoreLimitsAgreeWithTheTable() throws {
        for row in try ReferenceTable("tango", columns: 6).rows {
            let level = try #require(ConfidenceLevel(row[3]))
            let interval = try score(Int(row[0]), Int(row[1]), Int(row[2])).interval(level: level).get()
            #expect(abs(interval.lower - row[4]) < 1e-11, "\(row): \(interval)")
            #expect(abs(interval.upper - row[5]) < 1e-11, "\(row): \(interval)")
        }
    }

    @Test func waldLimitsAreThoseOfTheFormulas() throws {
        let example = try score(12, 30, 58)
        let z = 1.959963984540054
        let wald = try example.interval(.wald).get()
        let margin = 100 * z * (0.4884 / 100).squareRoot()
        #expect(abs(wald.lower - (46 - margin)) < 1e-12)
        #expect(abs(wald.upper - (46 + margin)) < 1e-12)
        let (d, p, n) = (12.75, 58.75, 103.0)
        let adjusted = try example.interval(.adjustedWald).get()
        let center = (p - d) / n
        let adjustedMargin = z * (((p + d) / n - center * center) / n).squareRoot()
        #expect(abs(adjusted.lower - 100 * (center - adjustedMargin)) < 1e-12)
        #expect(abs(adjusted.upper - 100 * (center + adjustedMargin)) < 1e-12)
    }

    @Test func methodsAreNamedAsInReports() {
        #expect(PromoterScoreMethod.allCases.map(\.rawValue) == ["score", "wald", "adjusted-wald"])
    }

    @Test func nobodyHasNoScoreAndNoInterval() throws {
        let nobody = try score(0, 0, 0)
        #expect(nobody.score == .failure(.empty))
        #expect(nobody.standardError == .failure(.empty))
        for method in PromoterScoreMethod.allCases {
            #expect(nobody.interval(method) == .failure(.empty))
        }
    }

    @Test func oneClassAloneHasAScoreIntervalButNoWaldInterval() throws {
        for (d, m, p) in [(4, 0, 0), (0, 4, 0), (0, 0, 4)] {
            let same = try score(d, m, p)
            #expect(same.standardError == .failure(.constant))
            #expect(same.interval(.wald) == .failure(.constant))
            let interval = try same.interval().get()
            #expect(interval.upper > interval.lower)
        }
        #expect(try score(0, 0, 4).interval().get().upper == 100)
        #expect(try score(4, 0, 0).interval().get().lower == -100)
    }

    @Test func exchangingPromotersAndDetractorsMirrorsEveryInterval() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            let counts = (0..<3).map { _ in Int.random(in: 0...40, using: &generator) }
            let one = try score(counts[0], counts[1], counts[2])
            let other = try score(counts[2], counts[1], counts[0])
            for method in PromoterScoreMethod.allCases {
                guard case .success(let a) = one.interval(method),
                    case .success(let b) = other.interval(method)
                else { continue }
                #expect(a.lower == -b.upper)
                #expect(a.upper == -b.lower)
            }
        }
    }

    @Test func impossibleCountsAreRefused() {
        #expect(PromoterScore(detractors: -1, passives: 0, promoters: 2) == nil)
        #expect(PromoterScore(detractors: .max, passives: 1, promoters: 0) == nil)
        #expect(PromoterScore(detractors: 1, passives: .max, promoters: .max) == nil)
    }

    @Test func hugeCountsGiveNarrowFiniteIntervals() throws {
        let huge = try score(Int.max / 4, Int.max / 4, Int.max / 4)
        for method in PromoterScoreMethod.allCases {
            let interval = try huge.interval(method).get()
            #expect(interval.lower < 0 && interval.upper > 0 && interval.upper < 1e-6)
        }
    }

    @Test func aDistributionWithAnswersOffTheScaleHasNoScore() throws {
        let good = try #require(Distribution([0: 1, 6: 2, 7: 3, 8: 4, 9: 5, 10: 6]))
        #expect(PromoterScore(good) == PromoterScore(detractors: 3, passives: 7, promoters: 11))
        #expect(PromoterScore(try #require(Distribution([11: 1, 10: 4]))) == nil)
        #expect(PromoterScore(try #require(Distribution([-1: 1, 10: 4]))) == nil)
    }

    /// Every sample of n and its probability under every point of a grid over the simplex of true shares.
    @Test(arguments: [5, 10, 20])
    func scoreIntervalKeepsItsCoverageWhereWaldDoesNot(n: Int) throws {
        let score = try coverage(of: .score, n: n)
        let wald = try coverage(of: .wald, n: n)
        #expect(score.average > 0.945 && score.average < 0.98, "\(score)")
        #expect(wald.average < score.average, "\(wald)")
        #expect(score.leastOfMiddle > 0.9, "\(score)")
        if n == 5 { #expect(wald.average < 0.85, "\(wald)") }
    }

    private func coverage(
        of method: PromoterScoreMethod, n: Int
    ) throws -> (average: Double, leastOfMiddle: Double) {
        var samples: [(d: Int, m: Int, p: Int, ways: Double, interval: Interval)] = []
        for d in 0...n {
            for p in 0...(n - d) {
                let m = n - d - p
                let ways = exp(
                    logGamma(Double(n + 1)) - [d, m, p].reduce(0) { $0 + logGamma(Double($1 + 1)) })
                let one = try score(d, m, p)
                let point = 100 * Double(p - d) / Double(n)
                // Where Wald has no interval, the estimate alone is what its formula would give.
                let interval = (try? one.interval(method).get()) ?? Interval(lower: point, upper: point)
                #expect(interval.lower >= -100 && interval.upper <= 100 && interval.lower <= interval.upper)
                #expect(method == .adjustedWald || (interval.lower <= point && point <= interval.upper))
                samples.append((d, m, p, ways, interval))
            }
        }
        let steps = 24
        var (sum, points, least) = (0.0, 0, 1.0)
        for i in 1..<steps {
            for j in 1..<(steps - i) {
                let (pd, pp) = (Double(i) / Double(steps), Double(j) / Double(steps))
                let truth = 100 * (pp - pd)
                var covered = 0.0
                for s in samples where s.interval.lower - 1e-9 <= truth && truth <= s.interval.upper + 1e-9 {
                    covered +=
                        s.ways * pow(pd, Double(s.d)) * pow(pp, Double(s.p)) * pow(1 - pd - pp, Double(s.m))
                }
                sum += covered
                points += 1
                if i > steps / 6, j > steps / 6, i + j < steps * 5 / 6 { least = min(least, covered) }
            }
        }
        return (sum / Double(points), least)
    }
}
