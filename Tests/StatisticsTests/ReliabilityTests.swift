import Testing

@testable import Statistics

@Suite struct ReliabilityTests {
    /// Six respondents, four items, answers made up so that everything can be followed by hand.
    private let answers = [
        [5, 4, 5, 2], [3, 3, 4, 4], [4, 4, 4, 1], [2, 1, 3, 5], [5, 5, 4, 3], [1, 2, 1, 3],
    ]

    private func moments(_ rows: [[Int]]) -> ItemMoments {
        var moments = ItemMoments(items: rows.first?.count ?? 0)
        for row in rows {
            let isCounted = moments.add(row)
            #expect(isCounted)
        }
        return moments
    }

    // What follows computes from the raw answers, in floating point, by the definitions.

    private func variance(_ values: [Double]) -> Double { covariance(values, values) }

    private func covariance(_ x: [Double], _ y: [Double]) -> Double {
        let (mx, my) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
        return zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / Double(x.count - 1)
    }

    private func alpha(_ rows: [[Int]], items: [Int]) -> Double {
        let k = Double(items.count)
        let own = items.reduce(0) { sum, item in sum + variance(rows.map { Double($0[item]) }) }
        let total = variance(rows.map { row in Double(items.reduce(0) { $0 + row[$1] }) })
        return k / (k - 1) * (1 - own / total)
    }

    private func randomRows(_ generator: inout SeededGenerator) -> [[Int]] {
        let items = Int.random(in: 2...7, using: &generator)
        return (0..<Int.random(in: 5...60, using: &generator)).map { _ in
            let level = Int.random(in: 1...5, using: &generator)
            return (0..<items).map { _ in
                min(5, max(1, level + Int.random(in: -1...1, using: &generator)))
            }
        }
    }

    @Test func alphaAndItsCompanionsAgreeWithTheRawData() throws {
        var generator = SeededGenerator(seed: 5)
        for rows in [answers] + (0..<100).map({ _ in randomRows(&generator) }) {
            let reliability = Reliability(moments(rows))
            let items = Array(rows[0].indices)
            #expect(abs(try reliability.alpha.get() - alpha(rows, items: items)) < 1e-12)
            for item in items {
                let rest = items.filter { $0 != item }
                let own = rows.map { Double($0[item]) }
                let others = rows.map { row in Double(rest.reduce(0) { $0 + row[$1] }) }
                let expected = covariance(own, others) / (variance(own) * variance(others)).squareRoot()
                #expect(abs(try reliability.itemRestCorrelations[item].get() - expected) < 1e-12)
                if items.count > 2 {
                    #expect(
                        abs(try reliability.alphaIfDropped[item].get() - alpha(rows, items: rest)) < 1e-12)
                } else {
                    #expect(reliability.alphaIfDropped[item] == .failure(.tooFewItems(minimum: 3)))
                }
            }
        }
    }

    @Test func alphaOfAHandExampleIsTheExactFraction() throws {
        // Sums 20 19 21, squares 80 71 83, products 74 80 73, n = 6: n^2 times the covariances are
        // 80 65 57 on the diagonal, together 202, and 64 60 39 off it, twice together 326.
        let reliability = Reliability(moments(answers.map { Array($0.prefix(3)) }))
        #expect(reliability.moments.sums == [20, 19, 21])
        #expect(reliability.moments.products == [80, 74, 80, 71, 73, 83])
        #expect(relativeError(try reliability.alpha.get(), 1.5 * 326 / 528) < 1e-15)
    }

    @Test func feldtIntervalUsesTheQuantilesOfF() throws {
        let reliability = Reliability(moments(answers.map { Array($0.prefix(3)) }))
        let alpha = try reliability.alpha.get()
        let interval = try reliability.interval().get()
        // F(0.975; 5, 10) and F(0.025; 5, 10) by bisection in mpmath.
        let (high, low) = (4.2360856681886341, 0.15107670102998203)
        #expect(abs(interval.lower - (1 - (1 - alpha) * high)) < 1e-12)
        #expect(abs(interval.upper - (1 - (1 - alpha) * low)) < 1e-12)
        #expect(interval.lower < alpha && alpha < interval.upper)
    }

    @Test func momentsOfPartsAddUpToThoseOfTheWhole() {
        let whole = moments(answers)
        #expect(moments(Array(answers[..<2])).adding(moments(Array(answers[2...]))) == whole)
        #expect(ItemMoments(n: whole.n, sums: whole.sums, products: whole.products) == whole)
        #expect(whole.product(3, 1) == whole.product(1, 3))
        #expect(whole.adding(ItemMoments(items: 3)) == nil)
    }

    @Test func whatCannotBeComputedSaysWhy() throws {
        #expect(Reliability(ItemMoments(items: 3)).alpha == .failure(.empty))
        #expect(Reliability(moments([[1, 2], [2, 1]])).alpha == .failure(.tooFew(minimum: 3)))
        #expect(Reliability(moments([[1], [2], [4]])).alpha == .failure(.tooFewItems(minimum: 2)))
        #expect(Reliability(ItemMoments(items: -1)).alpha == .failure(.tooFewItems(minimum: 2)))
        let constant = Reliability(moments([[1, 3, 2], [2, 3, 2], [4, 3, 5]]))
        #expect(constant.alpha == .failure(.constantItem(1)))
        #expect(constant.interval() == .failure(.constantItem(1)))
        #expect(constant.itemRestCorrelations == Array(repeating: .failure(.constantItem(1)), count: 3))
        // Without the constant item the others have an alpha; without another one it is still in the way.
        #expect(try constant.alphaIfDropped[1].get() > 0)
        #expect(constant.alphaIfDropped[0] == .failure(.constantItem(1)))
        // Two items that cancel each other: their sum never varies.
        let opposed = Reliability(moments([[1, 5], [2, 4], [5, 1]]))
        #expect(opposed.alpha == .failure(.constant))
    }

    @Test func itemsThatAgreePerfectlyHaveAlphaOneAndNoInterval() throws {
        let perfect = Reliability(moments([[1, 1], [2, 2], [5, 5]]))
        #expect(try perfect.alpha.get() == 1)
        #expect(perfect.interval() == .failure(.constant))
        #expect(try perfect.itemRestCorrelations.map { try $0.get() } == [1, 1])
    }

    @Test func badMomentsAreRefusedAndLargeOnesMarked() {
        #expect(ItemMoments(n: 3, sums: [1, 2], products: [1, 2]) == nil)
        #expect(ItemMoments(n: -1, sums: [], products: []) == nil)
        #expect(ItemMoments(n: 3, sums: [9, 1], products: [1, 1, 1]) == nil)
        var moments = ItemMoments(items: 2)
        let isCounted = [[1], [.max, .min], [.min, .max], [.max, .max]].map { moments.add($0) }
        #expect(isCounted == [false, true, true, false])
        #expect(moments.n == 2)
        #expect(moments.adding(moments) == nil)
        let large = ItemMoments(n: 1 << 40, sums: [0, 0], products: [1 << 100, 1, 1 << 100])
        #expect(large.map { Reliability($0).alpha } == .failure(.overflow))
    }
}
