import Foundation
import Testing

@testable import Statistics

/// What must hold of any distribution, whatever its parameters: inversion, symmetry, order, relations of one to another.
@Suite struct DistributionLawTests {
    private static func parameter(_ generator: inout SeededGenerator) -> Double {
        exp(Double.random(in: log(0.3)...log(1e7), using: &generator))
    }

    @Test func quantilesOfTailsGiveTheArgumentBack() throws {
        var generator = SeededGenerator(seed: 41)
        for _ in 0..<300 {
            let (a, b) = (Self.parameter(&generator), Self.parameter(&generator))
            let z = Double.random(in: -8...8, using: &generator)
            #expect(relativeError(NormalDistribution.quantile(NormalDistribution.tails(z)), z) < 1e-12)
            let student = try #require(StudentT(degreesOfFreedom: a))
            #expect(relativeError(student.quantile(student.tails(z)), z) < 1e-12, "t \(a) at \(z)")
            let chiSquare = try #require(ChiSquare(degreesOfFreedom: a))
            let x = a * exp(z * min(1, 1 / a.squareRoot()))
            let below = chiSquare.tails(x)
            // A tail that is too small for a number leads nowhere back.
            if below.lower > 1e-300, below.upper > 1e-300 {
                #expect(relativeError(chiSquare.quantile(below), x) < 1e-12, "chi \(a) at \(x)")
            }
            let f = try #require(FDistribution(numerator: a, denominator: b))
            let ratio = exp(z * min(1, (1 / a + 1 / b).squareRoot()))
            #expect(relativeError(f.quantile(f.tails(ratio)), ratio) < 1e-12, "F \(a) \(b) at \(ratio)")
        }
    }

    @Test func symmetriesHold() throws {
        var generator = SeededGenerator(seed: 42)
        for _ in 0..<300 {
            let (a, b) = (Self.parameter(&generator), Self.parameter(&generator))
            let t = Double.random(in: -20...20, using: &generator)
            let student = try #require(StudentT(degreesOfFreedom: a))
            #expect(student.tails(t) == student.tails(-t).mirrored)
            let beta = try #require(IncompleteBeta(a: a, b: b))
            let other = try #require(IncompleteBeta(a: b, b: a))
            // A sixteenth is exact, and so is what is left of one.
            let x = Double(Int.random(in: 1...15, using: &generator)) / 16
            let (here, there) = (beta.tails(x), other.tails(1 - x).mirrored)
            #expect(relativeError(here.lower, there.lower) < 1e-12, "\(a) \(b) \(x)")
            #expect(relativeError(here.upper, there.upper) < 1e-12, "\(a) \(b) \(x)")
            let f = try #require(FDistribution(numerator: a, denominator: b))
            let inverse = try #require(FDistribution(numerator: b, denominator: a))
            let ratio = 1 + Double(Int.random(in: 1...7, using: &generator)) / 8
            #expect(
                relativeError(f.tails(1 / ratio).lower, inverse.tails(ratio).upper) < 1e-9
                    || f.tails(1 / ratio).lower < 1e-200, "\(a) \(b) \(ratio)")
        }
    }

    @Test func tailsNeverRunBackwardsAndStayWithinZeroToOne() throws {
        var generator = SeededGenerator(seed: 43)
        for _ in 0..<60 {
            let (a, b) = (Self.parameter(&generator), Self.parameter(&generator))
            let f = try #require(FDistribution(numerator: a, denominator: b))
            let chiSquare = try #require(ChiSquare(degreesOfFreedom: a))
            let student = try #require(StudentT(degreesOfFreedom: a))
            for tails in [
                { f.tails(exp($0)) }, { chiSquare.tails(a * exp($0)) }, { student.tails($0) },
            ] as [(Double) -> Tails] {
                var last = Tails(lower: 0, upper: 1)
                for step in -40...40 {
                    let next = tails(Double(step) / 8)
                    #expect((0...1).contains(next.lower) && (0...1).contains(next.upper))
                    #expect(abs(next.lower + next.upper - 1) < 1e-14)
                    // Where a tail is nearly one its last digits are noise.
                    #expect(next.lower >= last.lower * (1 - 1e-14) && next.upper <= last.upper * (1 + 1e-14))
                    last = next
                }
            }
        }
    }

    @Test func oneDistributionIsAnotherWithOtherParameters() throws {
        var generator = SeededGenerator(seed: 44)
        for _ in 0..<200 {
            let df = Self.parameter(&generator)
            let z = Double.random(in: 0.01...6, using: &generator)
            let square = z * z
            // The square of a normal variate is chi-square with one degree, that of Student's t is F with one and df.
            let chiSquare = try #require(ChiSquare(degreesOfFreedom: 1)).tails(square)
            #expect(relativeError(chiSquare.upper, 2 * NormalDistribution.tails(z).upper) < 1e-12)
            let f = try #require(FDistribution(numerator: 1, denominator: df)).tails(square)
            let student = try #require(StudentT(degreesOfFreedom: df)).tails(z)
            #expect(relativeError(f.upper, 2 * student.upper) < 1e-12, "\(df) \(z)")
            // With two degrees chi-square is exponential, and with 2 and df degrees F is a power.
            let exponential = try #require(ChiSquare(degreesOfFreedom: 2)).tails(square).upper
            #expect(relativeError(exponential, exp(-square / 2)) < 1e-12)
            let power = try #require(FDistribution(numerator: 2, denominator: df)).tails(square).upper
            #expect(relativeError(power, exp(-df / 2 * log1p(2 * square / df))) < 1e-11, "\(df) \(z)")
        }
    }
}
