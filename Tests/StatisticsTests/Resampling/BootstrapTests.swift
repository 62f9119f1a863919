import Synchronization
import Testing

@testable import Statistics

@Suite struct BootstrapTests {
    private func matrix(_ rows: [[Int]]) -> AnswerMatrix {
        var matrix = AnswerMatrix(columns: rows.first?.count ?? 1)
        for row in rows { matrix.append(row.map(Int64.init)) }
        return matrix
    }

    private func slopes(_ moments: CentredMoments) -> [Double]? {
        try? LinearModel.fit(moments, outcome: 0, predictors: Array(1..<moments.count)).get().coefficients
    }

    private func bootstrap(_ rows: [[Int]]) throws -> Bootstrap {
        try #require(Bootstrap(matrix(rows), units: rows[0].map { _ in 1 }))
    }

    @Test func theSameSeedGivesTheSameWhateverTheOrderTheThreadsAndTheSplits() throws {
        var generator = SeededGenerator(seed: 51)
        let rows = relatedRows(60, columns: 3, &generator)
        let one = try bootstrap(rows).replicates(120, of: 2, seed: 7, threads: 1, statistic: slopes)
        let other = try bootstrap(rows.shuffled(using: &generator)).replicates(
            120, of: 2, seed: 7, threads: 3, statistic: slopes)
        #expect(one == other)
        var parts = matrix(Array(rows[..<20]))
        parts.append(matrix(Array(rows[20...])))
        let merged = try #require(Bootstrap(parts, units: [1, 1, 1]))
        #expect(merged.replicates(120, of: 2, seed: 7, statistic: slopes) == one)
        #expect(try bootstrap(rows).replicates(120, of: 2, seed: 8, statistic: slopes) != one)
    }

    @Test func momentsOfADrawAreThoseOfItsRows() throws {
        // Respondents who are all the same: whoever is drawn, the moments are the same.
        let same = try bootstrap([[Int]](repeating: [4, 7], count: 12))
        let replicates = same.replicates(100, of: 3, seed: 1) {
            [$0.means[0], $0.means[1], $0.deviation(0, 1)]
        }
        #expect(replicates.sorted == [4.0, 7.0, 0.0].map { [Double](repeating: $0, count: 100) })
        // Of two kinds, the mean says how many of each were drawn, and everything follows from it.
        let two = try bootstrap([[Int]](repeating: [0, 3], count: 5) + [[Int]](repeating: [1, 9], count: 5))
        let drawn = two.replicates(200, of: 3, seed: 2) {
            let share = $0.means[0]
            return [
                $0.means[1] - (3 + 6 * share), $0.deviation(0, 0) - 10 * share * (1 - share),
                $0.deviation(0, 1) - 60 * share * (1 - share),
            ]
        }
        #expect(drawn.sorted.allSatisfy { $0.allSatisfy { abs($0) < 1e-11 } })
        #expect(drawn.failed == 0)
    }

    @Test func howOftenARespondentIsDrawnIsBinomial() throws {
        // Eight respondents, of whom one is marked: the share of draws with k of it, against 8 over k (1/8)^k (7/8)^(8-k).
        let marked = try bootstrap([[1]] + [[Int]](repeating: [0], count: 7))
        let counts = marked.replicates(4_000, of: 1, seed: 3) { [($0.means[0] * 8).rounded()] }.sorted[0]
        for (k, expected) in [0.343_61, 0.392_69, 0.196_34, 0.056_10].enumerated() {
            let share = Double(counts.count { $0 == Double(k) }) / 4_000
            #expect(abs(share - expected) < 4 * (expected * (1 - expected) / 4_000).squareRoot())
        }
    }

    @Test func theSpreadOfAMeanIsItsStandardError() throws {
        var generator = SeededGenerator(seed: 52)
        let rows = (0..<80).map { _ in [Int.random(in: 0...10, using: &generator)] }
        let values = try bootstrap(rows).replicates(1_500, of: 1, seed: 4) { [$0.means[0]] }
        let all = values.sorted[0]
        let mean = all.reduce(0, +) / 1_500
        let spread = (all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1_499).squareRoot()
        let centred = try #require(try crossMoments(rows).centred)
        let expected = (centred.deviation(0, 0) / 80 / 80).squareRoot()
        #expect(abs(spread / expected - 1) < 0.08)
        #expect(abs(mean - centred.means[0]) < 4 * expected / 1_500.0.squareRoot())
        let interval = try values.interval(of: 0).get()
        #expect(abs(interval.lower - (mean - 1.96 * expected)) < 0.5 * expected)
        #expect(abs(interval.upper - (mean + 1.96 * expected)) < 0.5 * expected)
    }

    @Test func percentilesAreRanksOfOneMoreThanThereAre() throws {
        let replicates = Replicates(requested: 199, seed: 1, sorted: [(1...199).map(Double.init)])
        let interval = try replicates.interval(of: 0).get()
        #expect(abs(interval.lower - 5) < 1e-9 && abs(interval.upper - 195) < 1e-9)
        let level = try #require(ConfidenceLevel(0.99))
        #expect(try abs(replicates.interval(of: 0, level: level).get().lower - 1) < 1e-9)
        let narrow = try replicates.interval(of: 0, level: .ninety).get()
        #expect(abs(narrow.lower - 10) < 1e-9 && abs(narrow.upper - 190) < 1e-9)
        #expect(
            Replicates(requested: 99, seed: 1, sorted: [[1]]).interval(of: 0)
                == .failure(.tooFew(minimum: 100)))
    }

    @Test func drawsWithoutAFigureAreCountedAndTooManyAreNoInterval() throws {
        // One respondent of twenty differs: in every third draw all are the same.
        let rows = [[1, 2]] + [[Int]](repeating: [3, 3], count: 19)
        let replicates = try bootstrap(rows).replicates(400, of: 1, seed: 5, statistic: slopes)
        #expect(replicates.failed > 100 && replicates.failed < 180)
        #expect(replicates.interval(of: 0) == .failure(.unstable))
        let none = try bootstrap(rows).replicates(100, of: 2, seed: 5) { _ in nil }
        #expect(none.failed == 100 && none.interval(of: 0) == .failure(.unstable))
        let infinite = try bootstrap(rows).replicates(100, of: 1, seed: 5) { _ in [.nan] }
        #expect(infinite.failed == 100)
    }

    @Test func progressEndsAtOneAndNeverExceedsIt() throws {
        let seen = Mutex<[Double]>([])
        _ = try bootstrap([[1], [2], [3]]).replicates(
            90, of: 1, seed: 1, progress: { part in seen.withLock { $0.append(part) } },
            statistic: { [$0.means[0]] })
        let parts = seen.withLock { $0 }
        #expect(parts.max() == 1 && parts.allSatisfy { $0 > 0 && $0 <= 1 } && parts.count == 4)
    }

    @Test func aMatrixKeepsWhatItIsGivenInAnyWidth() {
        var wide = AnswerMatrix(columns: 2)
        let rows: [[Int64]] = [[1, -2], [32_767, -32_768], [40_000, 3], [1, -2], [.max, .min]]
        for row in rows { wide.append(row) }
        wide.append([1])
        #expect(wide.count == 5)
        let (patterns, owners) = wide.patterns()
        #expect(patterns == [[1, -2], [32_767, -32_768], [40_000, 3], [.max, .min]])
        #expect(owners == [0, 0, 1, 2, 3])
        var narrow = AnswerMatrix(columns: 2)
        narrow.append([5, 6])
        narrow.append(wide)
        #expect(
            narrow.patterns().rows == [[1, -2], [5, 6], [32_767, -32_768], [40_000, 3], [.max, .min]])
        #expect(Bootstrap(AnswerMatrix(columns: 2), units: [1, 1]) == nil)
        #expect(Bootstrap(narrow, units: [1]) == nil && Bootstrap(narrow, units: [1, 0]) == nil)
    }
}
