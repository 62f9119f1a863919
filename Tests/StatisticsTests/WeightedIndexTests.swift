import Foundation
import Testing

@testable import Statistics

@Suite struct WeightedIndexTests {
    /// Three respondents, two items on 1 to 5 with weights 1 and 2: answers (1, 5), (3, 3), (5, 4), counted from 0.
    private func index(complete: Moments) throws -> WeightedIndex {
        let items = try [
            #require(WeightedIndex.Item(n: 3, sum: 6, steps: 4, weight: 1)),
            #require(WeightedIndex.Item(n: 3, sum: 9, steps: 4, weight: 2)),
        ]
        return try #require(WeightedIndex(items, complete: complete, most: 12))
    }

    @Test func itIsTheFormulaOfTheWeightedMeans() throws {
        // x = 3 and 4: 100 (3 + 2 * 4 - 3) / (4 * 3) = 66.67.
        // Scores: 0 + 2 * 4, 2 + 2 * 2, 4 + 2 * 3.
        let scores: [Int128] = [8, 6, 10]
        let moments = try #require(
            Moments(n: 3, sum: scores.reduce(0, +), sumOfSquares: scores.reduce(0) { $0 + $1 * $1 }))
        let index = try index(complete: moments)
        #expect(relativeError(try index.value.get(), 100 * (3.0 + 2 * 4 - 3) / (4 * 3)) < 1e-14)
        // s = 2; with two degrees of freedom t(p) = (2p - 1) / sqrt(2p(1 - p)).
        let t = 0.95 / (2 * 0.975 * 0.025).squareRoot()
        let margin = 100 * t * 2 / 3.0.squareRoot() / 12
        let interval = try index.interval().get()
        #expect(relativeError(interval.lower, 200.0 / 3 - margin) < 1e-12)
        #expect(relativeError(interval.upper, min(100, 200.0 / 3 + margin)) < 1e-12)
    }

    @Test func anItemNobodyAnsweredLeavesNoIndex() throws {
        let items = try [
            #require(WeightedIndex.Item(n: 3, sum: 6, steps: 4, weight: 1)),
            #require(WeightedIndex.Item(n: 0, sum: 0, steps: 4, weight: 2)),
        ]
        let none = try #require(Moments(n: 0, sum: 0, sumOfSquares: 0))
        let index = try #require(WeightedIndex(items, complete: none, most: 12))
        #expect(index.value == .failure(.empty) && index.interval() == .failure(.empty))
    }

    @Test func equalScoresHaveNoInterval() throws {
        let moments = try #require(Moments(n: 3, sum: 24, sumOfSquares: 192))
        #expect(try index(complete: moments).interval() == .failure(.constant))
    }

    @Test func sumsThatCannotBeAreRefused() {
        #expect(WeightedIndex.Item(n: 3, sum: 13, steps: 4, weight: 1) == nil)
        #expect(WeightedIndex.Item(n: 3, sum: -1, steps: 4, weight: 1) == nil)
        #expect(WeightedIndex.Item(n: 3, sum: 1, steps: 0, weight: 1) == nil)
        #expect(WeightedIndex.Item(n: 3, sum: 1, steps: 4, weight: 0) == nil)
    }
}
