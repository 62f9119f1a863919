import Testing

@testable import Statistics

@Suite struct OneFactorTests {
    @Test(arguments: ["agreeableness", "neuroticism", "three", "ten", "attitude"])
    func agreesWithFactanalLavaanAndPsych(_ name: String) throws {
        let table = try MomentTable("one-factor-\(name)")
        let factor = try OneFactor.fit(try table.centred).get()
        #expect(relativeError(factor.omega, table.rows[0][1]) < 1e-6)
        let reliability = Reliability(
            try #require(
                ItemMoments(
                    n: table.moments.n, sums: table.moments.sums, products: table.moments.products)))
        #expect(relativeError(try reliability.alpha.get(), table.rows[0][2]) < 1e-9)
        for (item, row) in table.rows.dropFirst().enumerated() {
            #expect(relativeError(try table.centred.means[item], row[0]) < 1e-12)
            #expect(abs(factor.loadings[item] - row[1]) < 1e-6)
            #expect(abs(factor.loadings[item] - row[2]) < 1e-5)
            #expect(relativeError(try reliability.itemRestCorrelations[item].get(), row[3]) < 1e-9)
            #expect(relativeError(try reliability.alphaIfDropped[item].get(), row[4]) < 1e-9)
        }
    }

    @Test func agreesWithPsychsMaximumLikelihood() throws {
        // The search of psych::fa ends some 1e-6 from the top.
        let loadings = try OneFactor.fit(try MomentTable("one-factor-neuroticism").centred).get().loadings
        for (loading, row) in zip(loadings, try MomentTable.rows("one-factor-psych")) {
            #expect(abs(loading - row[0]) < 5e-6)
        }
    }

    /// Moments that have these correlations, in thousandths.
    private func centred(_ r: [[Double]], n: Int = 200) -> CentredMoments {
        CentredMoments(n: n, means: r.map { _ in 0 }, r.joined().map { $0 * Double(n - 1) })
    }

    private func correlations(_ loadings: [Double]) -> [[Double]] {
        loadings.indices.map { i in
            loadings.indices.map { i == $0 ? 1 : loadings[i] * loadings[$0] }
        }
    }

    @Test func aModelThatHoldsIsFound() throws {
        var generator = SeededGenerator(seed: 41)
        for _ in 0..<40 {
            let loadings = (0..<Int.random(in: 3...9, using: &generator)).map { _ in
                Double.random(in: 0.2...0.97, using: &generator)
            }
            let factor = try OneFactor.fit(centred(correlations(loadings))).get()
            #expect(zip(factor.loadings, loadings).allSatisfy { abs($0 - $1) < 1e-7 })
            #expect(factor.discrepancy < 1e-12)
            let common = loadings.reduce(0, +) * loadings.reduce(0, +)
            let own = loadings.reduce(0) { $0 + 1 - $1 * $1 }
            #expect(abs(factor.omega - common / (common + own)) < 1e-7)
        }
    }

    @Test func itemsThatRunTheOtherWayHaveNegativeLoadings() throws {
        let factor = try OneFactor.fit(centred(correlations([0.8, 0.7, -0.4, 0.6]))).get()
        #expect(zip(factor.loadings, [0.8, 0.7, -0.4, 0.6]).allSatisfy { abs($0 - $1) < 1e-7 })
    }

    @Test func whatNoFactorFitsSaysWhy() throws {
        // 0.9 · 0.9 / 0.5 is a squared loading of 1.62.
        let heywood = [[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]].map { $0.map { $0 == 0.5 ? 0.65 : $0 } }
        #expect(OneFactor.fit(centred(heywood)) == .failure(.improperItem(0)))
        #expect(OneFactor.fit(centred([[1, 0.5], [0.5, 1]])) == .failure(.tooFewItems(minimum: 3)))
        #expect(OneFactor.fit(centred(correlations([0.5, 0.6, 0.7]), n: 3)) == .failure(.tooFew(minimum: 4)))
        let twins = [[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1]]
        #expect(OneFactor.fit(centred(twins)) == .failure(.collinearItem(1)))
        let none = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]
        if case .success(let factor) = OneFactor.fit(centred(none)) {
            #expect(factor.omega.isFinite && factor.omega >= 0)
        }
        var constant = correlations([0.5, 0.6, 0.7])
        for i in 0..<3 { (constant[1][i], constant[i][1]) = (0, 0) }
        #expect(OneFactor.fit(centred(constant)) == .failure(.constantItem(1)))
    }

    @Test func randomAnswersGiveAFactorOrAReasonAndNeverATrap() throws {
        var generator = SeededGenerator(seed: 42)
        for _ in 0..<60 {
            let k = Int.random(in: 3...7, using: &generator)
            let rows = (0..<Int.random(in: 2...40, using: &generator)).map { _ in
                (0..<k).map { _ in Int.random(in: 1...3, using: &generator) }
            }
            guard case .success(let factor) = OneFactor.fit(try #require(try crossMoments(rows).centred))
            else { continue }
            #expect((0...1).contains(factor.omega))
            #expect(factor.loadings.allSatisfy { abs($0) < 1.000_001 } && factor.loadings.reduce(0, +) >= 0)
            #expect(zip(factor.loadings, factor.uniquenesses).allSatisfy { abs($0 * $0 + $1 - 1) < 1e-6 })
        }
    }
}
