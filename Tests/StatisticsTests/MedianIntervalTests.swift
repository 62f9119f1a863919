import Foundation
import Testing

@testable import Statistics

@Suite struct MedianIntervalTests {
    private func distribution(of values: some Sequence<Int>) throws -> Distribution {
        try #require(Distribution(Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)))
    }

    /// The ranks of W. Conover, "Practical Nonparametric Statistics", and of every table of the sign test: n, and the rank
    /// from either end for 95 %.
    @Test(arguments: [
        (6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (20, 6), (25, 8), (30, 10), (50, 18), (100, 40),
    ])
    func ranksAreThoseOfTheTablesOfTheSignTest(n: Int, rank: Int) throws {
        let interval = try distribution(of: 1...n).medianInterval().get()
        #expect(interval == Interval(lower: Double(rank), upper: Double(n + 1 - rank)))
    }

    @Test func ranksAreThoseThatBinomialCoefficientsGive() throws {
        for level in [ConfidenceLevel.ninety, .ninetyFive, .ninetyNine] {
            let tail = (1 - level.value) / 2
            for n in 1...60 {
                var rank = 0
                var coefficient = 1.0
                var below = 0.0
                // P(fewer than rank + 1) as a sum of exact coefficients.
                while true {
                    below += coefficient
                    if below / exp2(Double(n)) > tail { break }
                    rank += 1
                    coefficient = coefficient * Double(n - rank + 1) / Double(rank)
                }
                let interval = try distribution(of: 1...n).medianInterval(level: level)
                if rank == 0 {
                    guard case .failure(.tooFew(let minimum)) = interval else {
                        Issue.record("\(n) answers give an interval")
                        continue
                    }
                    #expect(minimum > n)
                } else {
                    #expect(try interval.get() == Interval(lower: Double(rank), upper: Double(n + 1 - rank)))
                }
            }
        }
    }

    @Test func tiesCountAsOftenAsTheyStand() throws {
        let distribution = try #require(Distribution([1: 3, 4: 14, 5: 3]))
        #expect(try distribution.medianInterval().get() == Interval(lower: 4, upper: 4))
        #expect(distribution.median == .success(4))
    }

    @Test func tooFewAnswersSayHowManyItTakes() throws {
        #expect(try distribution(of: [3, 4]).medianInterval() == .failure(.tooFew(minimum: 6)))
        #expect(try distribution(of: [Int]()).medianInterval() == .failure(.empty))
    }

    /// A property of the definition: the interval of a large sample holds the median of every other half of it.
    @Test func halvesOfManyAgree() throws {
        var generator = SeededGenerator(seed: 5)
        var held = 0
        for _ in 0..<300 {
            let values = (0..<41).map { _ in Int.random(in: 0...1_000, using: &generator) }
            let interval = try distribution(of: values).medianInterval().get()
            if interval.lower <= 500, interval.upper >= 500 { held += 1 }
        }
        // The level for 41 is 0.9725; 4 standard deviations below it are 0.93.
        #expect(held >= 280)
    }
}
