import Foundation
import Testing

@testable import Statistics

@Suite struct PosteriorTests {
    private func score(_ d: Int, _ m: Int, _ p: Int) throws -> PromoterScore {
        try #require(PromoterScore(detractors: d, passives: m, promoters: p))
    }

    private func above(_ a: PromoterScore, _ b: PromoterScore) -> Double {
        PromoterScoreDifference(a, b).probabilityOfFirstAbove
    }

    @Test func theProbabilityIsThatOfTheTable() throws {
        for row in try ReferenceTable("posterior", columns: 7).rows {
            let c = row.map { Int($0) }
            let value = above(try score(c[0], c[1], c[2]), try score(c[3], c[4], c[5]))
            #expect(abs(value - row[6]) < 1e-9, "\(row): \(value)")
        }
    }

    /// The density is that of a distribution, whatever the counts: the shape is integrated, and the constant is known.
    @Test func theDensityIntegratesToOne() throws {
        let counts = [
            (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 5), (1, 2, 3), (12, 30, 58), (0, 40, 0), (1, 190, 5),
            (300, 10, 300), (0, 1_000, 0), (0, 0, 1_000), (5, 1_000_000, 300), (1_000, 1_000, 1_000),
            (0, 1_000_000_000, 0), (0, 0, 1_000_000_000), (1_000_000_000, 3, 0), (1, 1, 1_000_000_000),
            (500_000_000, 0, 500_000_000), (300_000_000, 300_000_000, 400_000_000), (7_000, 13_000, 2),
        ]
        for (d, m, p) in counts {
            #expect(abs(PromoterScorePosterior(try score(d, m, p)).whole - 1) < 3e-10, "\(d) \(m) \(p)")
        }
    }

    @Test func sidesAddUpToOneAndEqualsAreEven() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<12 {
            let c = (0..<6).map { _ in
                Int.random(
                    in: 0...Int(pow(10, Double.random(in: 0...9, using: &generator))), using: &generator)
            }
            let (a, b) = (try score(c[0], c[1], c[2]), try score(c[3], c[4], c[5]))
            #expect(abs(above(a, b) + above(b, a) - 1) < 1e-12, "\(c)")
            #expect((0...1).contains(above(a, b)))
            #expect(above(a, a) == 0.5)
        }
    }

    /// Seen from the other end of the scale everything is the other way round, by another path of the computation.
    @Test func mirroredCountsGiveTheMirroredProbability() throws {
        for c in [(3, 8, 4, 2, 9, 30), (0, 4, 1, 3, 0, 2), (90, 171, 251, 110, 160, 242), (0, 0, 9, 1, 1, 7)]
        {
            let value = above(try score(c.0, c.1, c.2), try score(c.3, c.4, c.5))
            let mirrored = above(try score(c.5, c.4, c.3), try score(c.2, c.1, c.0))
            #expect(abs(value - mirrored) < 1e-10, "\(c)")
        }
    }

    /// A sample that is symmetric by itself is as often above any other symmetric one as below it.
    @Test func symmetricSamplesAreEven() throws {
        #expect(abs(above(try score(4, 9, 4), try score(100, 3, 100)) - 0.5) < 1e-11)
        #expect(abs(above(try score(0, 1, 0), try score(0, 1_000_000, 0)) - 0.5) < 1e-10)
    }

    @Test func morePromotersMakeItMoreProbable() throws {
        let other = try score(10, 20, 30)
        let values = try (0...6).map { above(try score(10, 20, 15 + 6 * $0), other) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    }

    /// With many answers of both, the normal approximation is close.
    @Test func manyAnswersAreNormal() throws {
        let (a, b) = (try score(300_100, 300_000, 400_000), try score(300_000, 301_000, 399_000))
        let z =
            (try a.score.get() - b.score.get())
            / (pow(try a.standardError.get(), 2) + pow(try b.standardError.get(), 2)).squareRoot()
        #expect(abs(above(a, b) - NormalDistribution.tails(z).lower) < 1e-5)
    }
}
