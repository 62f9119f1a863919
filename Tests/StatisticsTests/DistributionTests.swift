import Testing

@testable import Statistics

@Suite struct DistributionTests {
    @Test func codesAreSortedAndEmptyOptionsKept() throws {
        let distribution = try #require(Distribution([5: 2, 1: 0, 3: 1]))
        #expect(distribution.codes == [1, 3, 5])
        #expect(distribution.counts == [0, 1, 2])
        #expect(distribution.n == 3)
        #expect(try distribution.shares.get() == [0, 1.0 / 3, 2.0 / 3])
        #expect(distribution.count(of: 4) == 0)
        #expect(distribution.modes == [5])
    }

    @Test func anEmptyDistributionSaysSo() throws {
        for empty in [Distribution([:]), Distribution([1: 0, 2: 0])] {
            let empty = try #require(empty)
            #expect(empty.shares == .failure(.empty))
            #expect(empty.median == .failure(.empty))
            #expect(empty.modes.isEmpty)
            #expect(empty.topBox(from: 1).share == .failure(.empty))
            #expect(try Mean.of(empty).get().value == .failure(.empty))
        }
    }

    @Test func medianIsTheMiddleOfTheSortedAnswers() throws {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<200 {
            let answers = (0...Int.random(in: 0...12, using: &generator)).map { _ in
                Int.random(in: -3...5, using: &generator)
            }
            let sorted = answers.sorted()
            let middle = sorted.count / 2
            let expected =
                sorted.count % 2 == 1
                ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
            let distribution = try #require(
                Distribution(Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +)))
            #expect(try distribution.median.get() == expected)
        }
    }

    @Test func extremeCodesAndCountsNeverOverflow() throws {
        let wide = try #require(Distribution([.min: 1, .max: 1]))
        #expect(abs(try wide.median.get()) <= 1)
        #expect(wide.topBox(from: .min).proportion.count == 2)
        #expect(wide.bottomBox(through: .min).count == 1)
        #expect(Distribution([1: .max, 2: 1]) == nil)
        #expect(Distribution([1: -1]) == nil)
        let full = try #require(Distribution([1: .max]))
        #expect(full.adding(try #require(Distribution([2: 1]))) == nil)
    }

    @Test func partsAddUpToTheWhole() throws {
        let a = try #require(Distribution([1: 3, 2: 4]))
        let b = try #require(Distribution([2: 1, 9: 5]))
        #expect(a.adding(b) == Distribution([1: 3, 2: 5, 9: 5]))
    }
}
