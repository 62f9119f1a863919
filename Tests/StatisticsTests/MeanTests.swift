import Foundation
import Testing

@testable import Statistics

@Suite struct MeanTests {
    private func mean(of values: [Int]) throws -> Mean {
        try Mean.of(#require(Distribution(Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)))).get()
    }

    /// G. Snedecor and W. Cochran's kind of hand example: 2 4 4 4 5 5 7 9 has mean 5 and squared deviations 32.
    @Test func meanAndDeviationAreThoseComputedByHand() throws {
        let mean = try mean(of: [2, 4, 4, 4, 5, 5, 7, 9])
        #expect(try mean.value.get() == 5)
        #expect(relativeError(try mean.standardDeviation.get(), (32.0 / 7).squareRoot()) < 1e-15)
        // t(0.975; 7) = 2.3646242515927844, from mpmath.
        let margin = 2.3646242515927844 * (32.0 / 7 / 8).squareRoot()
        let interval = try mean.interval().get()
        #expect(relativeError(interval.lower, 5 - margin) < 1e-13)
        #expect(relativeError(interval.upper, 5 + margin) < 1e-13)
    }

    @Test func aLargeOffsetCostsNoDigit() throws {
        let near = try mean(of: [4, 7, 13, 16])
        for offset in [
            1_000_000_000, -1_000_000_000_000, 4_000_000_000_000_000_000, -4_000_000_000_000_000_000,
        ] {
            let far = try mean(of: [4, 7, 13, 16].map { $0 + offset })
            #expect(try far.standardDeviation.get() == near.standardDeviation.get())
            #expect(try far.value.get() == Double(offset) + 10)
        }
        // The sum of squared deviations is 90.
        #expect(try near.standardDeviation.get() == 30.0.squareRoot())
    }

    @Test func deviationAgreesWithTwoPassesOverTheData() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let scale = 1 << Int.random(in: 1...40, using: &generator)
            let values = (0..<Int.random(in: 2...50, using: &generator)).map { _ in
                Int.random(in: -scale...scale, using: &generator)
            }
            let center = values.reduce(0) { $0 + Double($1) } / Double(values.count)
            let squares = values.reduce(0) { $0 + (Double($1) - center) * (Double($1) - center) }
            let expected = (squares / Double(values.count - 1)).squareRoot()
            #expect(relativeError(try mean(of: values).standardDeviation.get(), expected) < 1e-12)
        }
    }

    @Test func momentsOfPartsAddUpToThoseOfTheWhole() throws {
        let a = try mean(of: [1, 2, 3]).moments
        let b = try mean(of: [-9, 40]).moments
        #expect(a.adding(b) == (try mean(of: [1, 2, 3, -9, 40]).moments))
        #expect(a == Moments(n: 3, sum: 6, sumOfSquares: 14))
    }

    @Test func tooFewOrConstantValuesSayWhatIsMissing() throws {
        let one = try mean(of: [7])
        #expect(try one.value.get() == 7)
        #expect(one.standardDeviation == .failure(.tooFew(minimum: 2)))
        #expect(one.interval() == .failure(.tooFew(minimum: 2)))
        let same = try mean(of: [3, 3, 3])
        #expect(try same.standardDeviation.get() == 0)
        #expect(same.interval() == .failure(.constant))
        #expect(try mean(of: []).interval() == .failure(.empty))
    }

    @Test func impossibleMomentsAreRefused() {
        #expect(Moments(n: -1, sum: 0, sumOfSquares: 0) == nil)
        #expect(Moments(n: 0, sum: 1, sumOfSquares: 1) == nil)
        #expect(Moments(n: 2, sum: 4, sumOfSquares: 7) == nil)
        #expect(Moments(n: 2, sum: 4, sumOfSquares: 8) != nil)
        #expect(Moments(n: 2, sum: .max, sumOfSquares: .max) == nil)
        #expect(Moments(n: 2, sum: .min, sumOfSquares: .max) == nil)
    }

    @Test func sumsBeyondWhatCanBeHeldAreMarked() throws {
        let huge = try #require(Distribution([.min: 1 << 40, .max: 1 << 40]))
        #expect(Mean.of(huge) == .failure(.overflow))
        let large = try mean(of: [.min, .max])
        #expect(relativeError(try large.standardDeviation.get(), pow(2, 63.5)) < 1e-15)
        #expect(try large.value.get() == -0.5)
        let most = try #require(Moments(n: .max, sum: 0, sumOfSquares: .max))
        #expect(most.adding(most) == nil)
        #expect(try Mean(most).standardDeviation.get().isFinite)
    }
}
