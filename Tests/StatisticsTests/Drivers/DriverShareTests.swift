import Testing

@testable import Statistics

@Suite struct DriverShareTests {
    private func shares(_ rows: [[Int]]) throws -> (lmg: Estimate<[Double]>, weights: Estimate<[Double]>) {
        let centred = try #require(try crossMoments(rows).centred)
        let predictors = Array(1..<centred.count)
        return (
            ShapleyShares.of(centred, outcome: 0, predictors: predictors),
            RelativeWeights.of(centred, outcome: 0, predictors: predictors)
        )
    }

    @Test(arguments: ["drivers-swiss", "drivers-attitude", "drivers-mtcars"])
    func agreeWithTheMeanOverAllOrdersAndWithJohnsonsFormula(_ name: String) throws {
        let table = try MomentTable(name)
        let centred = try table.centred
        let predictors = Array(1..<centred.count)
        let lmg = try ShapleyShares.of(centred, outcome: 0, predictors: predictors).get()
        let weights = try RelativeWeights.of(centred, outcome: 0, predictors: predictors).get()
        for (predictor, row) in table.rows.dropFirst().enumerated() {
            #expect(relativeError(lmg[predictor], row[6]) < 1e-9)
            #expect(relativeError(weights[predictor], row[7]) < 1e-9)
        }
    }

    @Test func swissHasTheSharesThatThePackageRelaimpoPrints() throws {
        // What calc.relimp(swiss) prints of lmg, Fertility being the outcome.
        let printed = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]
        let centred = try MomentTable("drivers-swiss").centred
        let shares = try ShapleyShares.of(centred, outcome: 0, predictors: Array(1...5)).get()
        #expect(zip(shares, printed).allSatisfy { abs($0 - $1) < 5e-9 })
    }

    @Test func sharesAreNotNegativeAddUpToRSquaredAndFollowTheirPredictors() throws {
        var generator = SeededGenerator(seed: 21)
        for round in 0..<60 {
            let p = 1 + round % 8
            let rows = relatedRows(20 + p * 5, columns: p + 1, &generator)
            let (lmg, weights) = try shares(rows)
            guard case .success(let lmg) = lmg, case .success(let weights) = weights else { continue }
            let centred = try #require(try crossMoments(rows).centred)
            let model = try LinearModel.fit(centred, outcome: 0, predictors: Array(1...p)).get()
            #expect(abs(lmg.reduce(0, +) - model.rSquared) < 1e-12)
            #expect(abs(weights.reduce(0, +) - model.rSquared) < 1e-12)
            #expect(lmg.allSatisfy { $0 >= 0 } && weights.allSatisfy { $0 >= 0 })
            // The order of predictors, their units and their direction make no difference.
            let order = Array(1...p).shuffled(using: &generator)
            let turned = rows.map { row in [row[0]] + order.map { 10 - 3 * row[$0] } }
            let (other, heavy) = try shares(turned)
            for (place, predictor) in order.enumerated() {
                #expect(abs(try other.get()[place] - lmg[predictor - 1]) < 1e-12)
                #expect(abs(try heavy.get()[place] - weights[predictor - 1]) < 1e-12)
            }
        }
    }

    @Test func theMeanOverAllOrdersIsTaken() throws {
        var generator = SeededGenerator(seed: 22)
        let rows = relatedRows(60, columns: 5, &generator)
        let centred = try #require(try crossMoments(rows).centred)
        var sums = [Double](repeating: 0, count: 4)
        var orders = 0
        func visit(_ taken: [Int], _ explained: Double) throws {
            guard taken.count < 4 else {
                orders += 1
                return
            }
            for next in 1...4 where !taken.contains(next) {
                let more = try LinearModel.fit(centred, outcome: 0, predictors: taken + [next]).get().rSquared
                let rest = (1...(4 - taken.count - 1 == 0 ? 1 : 4 - taken.count - 1)).reduce(1, *)
                sums[next - 1] += (more - explained) * Double(rest)
                try visit(taken + [next], more)
            }
        }
        try visit([], 0)
        #expect(orders == 24)
        let lmg = try ShapleyShares.of(centred, outcome: 0, predictors: [1, 2, 3, 4]).get()
        for predictor in 0..<4 { #expect(abs(sums[predictor] / 24 - lmg[predictor]) < 1e-12) }
    }

    @Test func oneDriverHasAllAndTwoAlikeHaveTheSame() throws {
        let one = try shares([[1, 2], [3, 3], [2, 5], [5, 4], [4, 4]])
        let r2 = try one.lmg.get()[0]
        #expect(abs(try one.weights.get()[0] - r2) < 1e-14)
        // Two drivers that stand to the outcome and to each other in the same way.
        let rows = [[1, 1, 2], [1, 2, 1], [3, 4, 3], [3, 3, 4], [5, 4, 5], [5, 5, 4]]
        let two = try shares(rows)
        #expect(abs(try two.lmg.get()[0] - two.lmg.get()[1]) < 1e-13)
        #expect(abs(try two.weights.get()[0] - two.weights.get()[1]) < 1e-13)
    }

    @Test func whatHasNoSharesSaysWhy() throws {
        let rows = [[1, 1, 5], [2, 3, 3], [4, 2, 1], [5, 5, 2], [3, 4, 4], [1, 2, 2]]
        let collinear = try shares(rows.map { $0 + [$0[1] - $0[2]] })
        #expect(
            collinear.lmg == .failure(.collinearItem(2)) && collinear.weights == .failure(.collinearItem(2)))
        #expect(try shares(rows.map { [$0[0], 4, $0[1]] }).lmg == .failure(.constantItem(0)))
        #expect(try shares(rows.map { [4, $0[0], $0[1]] }).weights == .failure(.constant))
        #expect(try shares(Array(rows.prefix(3))).lmg == .failure(.tooFew(minimum: 4)))
        var generator = SeededGenerator(seed: 23)
        let many = try shares(relatedRows(80, columns: 17, &generator))
        #expect(many.lmg == .failure(.overflow))
        #expect(try many.weights.get().count == 16)
    }

    @Test func fifteenDriversAddUp() throws {
        var generator = SeededGenerator(seed: 24)
        let rows = relatedRows(120, columns: 16, &generator)
        let centred = try #require(try crossMoments(rows).centred)
        let model = try LinearModel.fit(centred, outcome: 0, predictors: Array(1...15)).get()
        #expect(abs(try shares(rows).lmg.get().reduce(0, +) - model.rSquared) < 1e-11)
    }
}
