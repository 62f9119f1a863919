import Foundation
import Testing

@testable import Statistics

/// Every function against mpmath, extreme arguments included, to what its documentation promises.
@Suite struct SpecialFunctionTests {
    private func expect(
        _ tails: Tails, lower: Double, upper: Double, _ row: [Double]
    ) {
        #expect(relativeError(tails.lower, lower) < 1e-12, "lower tail of \(row): \(tails.lower)")
        #expect(relativeError(tails.upper, upper) < 1e-12, "upper tail of \(row): \(tails.upper)")
    }

    @Test func normalTailsAgreeWithTheTable() throws {
        for row in try ReferenceTable("normal", columns: 3).rows {
            expect(NormalDistribution.tails(row[0]), lower: row[1], upper: row[2], row)
        }
    }

    @Test func normalQuantilesAgreeWithTheTableOnBothSides() throws {
        for row in try ReferenceTable("normal-quantile", columns: 2).rows {
            let tails = try #require(Tails(lower: row[0]))
            #expect(relativeError(NormalDistribution.quantile(tails), row[1]) < 1e-14, "\(row)")
            #expect(
                NormalDistribution.quantile(tails.mirrored) == -NormalDistribution.quantile(tails), "\(row)")
        }
    }

    @Test func logGammaAgreesWithTheTable() throws {
        for row in try ReferenceTable("log-gamma", columns: 2).rows {
            #expect(relativeError(logGamma(row[0]), row[1]) < 1e-12, "\(row): \(logGamma(row[0]))")
        }
    }

    @Test(arguments: ["incomplete-beta", "incomplete-beta-large"])
    func incompleteBetaAgreesWithTheTable(name: String) throws {
        for row in try ReferenceTable(name, columns: 5).rows {
            let beta = try #require(IncompleteBeta(a: row[0], b: row[1]))
            expect(beta.tails(row[2]), lower: row[3], upper: row[4], row)
        }
    }

    @Test func incompleteBetaQuantileGivesTheProbabilityBack() throws {
        for row in try ReferenceTable("incomplete-beta", columns: 5).rows {
            let beta = try #require(IncompleteBeta(a: row[0], b: row[1]))
            let (x, complement) = beta.quantile(Tails(lower: row[3], upper: row[4]))
            #expect(relativeError(x, row[2]) < 1e-12, "\(row): \(x)")
            #expect(relativeError(complement, 1 - row[2]) < 1e-12, "\(row): \(complement)")
        }
    }

    @Test func studentTailsAgreeWithTheTable() throws {
        for row in try ReferenceTable("student-t", columns: 4).rows {
            let student = try #require(StudentT(degreesOfFreedom: row[0]))
            expect(student.tails(row[1]), lower: row[2], upper: row[3], row)
        }
    }

    @Test func studentQuantilesAgreeWithTheTableOnBothSides() throws {
        for row in try ReferenceTable("student-t-quantile", columns: 3).rows {
            let student = try #require(StudentT(degreesOfFreedom: row[0]))
            let tails = try #require(Tails(lower: row[1]))
            #expect(
                relativeError(student.quantile(tails), row[2]) < 1e-12, "\(row): \(student.quantile(tails))")
            #expect(student.quantile(tails.mirrored) == -student.quantile(tails))
        }
    }

    @Test func fQuantilesAgreeWithTheTable() throws {
        for row in try ReferenceTable("f-quantile", columns: 4).rows {
            let f = try #require(FDistribution(numerator: row[0], denominator: row[1]))
            let tails = try #require(Tails(lower: row[2]))
            #expect(relativeError(f.quantile(tails), row[3]) < 1e-12, "\(row): \(f.quantile(tails))")
            expect(f.tails(row[3]), lower: tails.lower, upper: tails.upper, row)
        }
    }

    @Test func chiSquareQuantilesAgreeWithTheTable() throws {
        for row in try ReferenceTable("chi-square-quantile", columns: 3).rows {
            let chiSquare = try #require(ChiSquare(degreesOfFreedom: row[0]))
            let tails = try #require(Tails(lower: row[1]))
            #expect(
                relativeError(chiSquare.quantile(tails), row[2]) < 1e-12,
                "\(row): \(chiSquare.quantile(tails))")
        }
    }

    @Test func medianOfAVeryLargeStudentIsZeroAndItsQuantileNormal() throws {
        let student = try #require(StudentT(degreesOfFreedom: 1e8))
        #expect(student.quantile(Tails(lower: 0.5, upper: 0.5)) == 0)
        // Cornish and Fisher's first term: t = z + (z^3 + z)/(4 df).
        let z = NormalDistribution.quantile(Tails(lower: 0.975, upper: 0.025))
        let expected = z + (z * z * z + z) / 4e8
        #expect(relativeError(student.quantile(Tails(lower: 0.975, upper: 0.025)), expected) < 1e-11)
    }

    @Test func tailsOfAStudentWhoseSquareOverflowsFollowThePowerLaw() throws {
        // With one degree of freedom, Cauchy's distribution, the far tail is 1/(pi t).
        let cauchy = try #require(StudentT(degreesOfFreedom: 1))
        #expect(relativeError(cauchy.tails(1e200).upper, 1e-200 / .pi) < 1e-12)
        #expect(relativeError(cauchy.quantile(Tails(lower: 1, upper: 1e-300)), 1e300 / .pi) < 1e-12)
    }

    @Test func impossibleParametersAreRefused() {
        for bad in [0, -1, Double.nan, .infinity] {
            #expect(StudentT(degreesOfFreedom: bad) == nil)
            #expect(ChiSquare(degreesOfFreedom: bad) == nil)
            #expect(FDistribution(numerator: bad, denominator: 3) == nil)
            #expect(FDistribution(numerator: 3, denominator: bad) == nil)
            #expect(IncompleteBeta(a: bad, b: 1) == nil)
            #expect(IncompleteBeta(a: 1, b: bad) == nil)
            #expect(IncompleteGamma(a: bad) == nil)
        }
        for bad in [-1e-300, 1.0.nextUp, .nan, .infinity] {
            #expect(Tails(lower: bad) == nil)
            #expect(Tails(upper: bad) == nil)
            #expect(ConfidenceLevel(bad) == nil)
        }
        #expect(ConfidenceLevel(0) == nil)
        #expect(ConfidenceLevel(1) == nil)
    }

    @Test func endsOfTheScaleAreExact() throws {
        let (none, all) = (Tails(lower: 0, upper: 1), Tails(lower: 1, upper: 0))
        #expect(NormalDistribution.tails(-.infinity) == none)
        #expect(NormalDistribution.tails(.infinity) == all)
        #expect(NormalDistribution.quantile(none) == -.infinity)
        #expect(NormalDistribution.quantile(all) == .infinity)
        let student = try #require(StudentT(degreesOfFreedom: 3))
        #expect(student.tails(-.infinity) == none)
        #expect(student.quantile(all) == .infinity)
        #expect(student.quantile(none) == -.infinity)
        let f = try #require(FDistribution(numerator: 3, denominator: 5))
        #expect(f.tails(-1) == none)
        #expect(f.tails(.infinity) == all)
        #expect(f.quantile(none) == 0)
        #expect(f.quantile(all) == .infinity)
        let chiSquare = try #require(ChiSquare(degreesOfFreedom: 3))
        #expect(chiSquare.tails(.infinity) == all)
        #expect(chiSquare.tails(0) == none)
        #expect(chiSquare.quantile(all) == .infinity)
        let beta = try #require(IncompleteBeta(a: 2, b: 3))
        #expect(beta.tails(-1) == none)
        #expect(beta.tails(2) == all)
        #expect(beta.quantile(none).x == 0)
        #expect(beta.quantile(all).x == 1)
    }

    @Test func notANumberStaysNotANumberAndNothingHangs() throws {
        #expect(NormalDistribution.tails(.nan).lower.isNaN)
        #expect(try #require(StudentT(degreesOfFreedom: 2)).tails(.nan).lower.isNaN)
        #expect(try #require(FDistribution(numerator: 2, denominator: 2)).tails(.nan).lower.isNaN)
        #expect(try #require(ChiSquare(degreesOfFreedom: 2)).tails(.nan).lower.isNaN)
        #expect(try #require(IncompleteBeta(a: 2, b: 2)).tails(.nan).lower.isNaN)
    }

    @Test func quantilesInvertTailsForRandomParameters() throws {
        var generator = SeededGenerator(seed: 20)
        for _ in 0..<400 {
            let a = exp(Double.random(in: -1...9, using: &generator))
            let b = exp(Double.random(in: -1...9, using: &generator))
            let p = exp(Double.random(in: -30 ... -0.01, using: &generator))
            let tails = try #require(Tails(upper: p))
            let f = try #require(FDistribution(numerator: a, denominator: b))
            let value = f.quantile(tails)
            // Where the value overflows there is nothing to compare.
            if value.isFinite, value > 0 {
                #expect(relativeError(f.tails(value).upper, p) < 1e-11, "F \(a) \(b) \(p)")
            }
            let chiSquare = try #require(ChiSquare(degreesOfFreedom: a))
            #expect(
                relativeError(chiSquare.tails(chiSquare.quantile(tails)).upper, p) < 1e-11, "chi \(a) \(p)")
            let student = try #require(StudentT(degreesOfFreedom: a))
            #expect(relativeError(student.tails(student.quantile(tails)).upper, p) < 1e-11, "t \(a) \(p)")
        }
    }
}
