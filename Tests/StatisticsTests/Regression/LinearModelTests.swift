import Testing

@testable import Statistics

@Suite struct LinearModelTests {
    @Test(arguments: ["drivers-swiss", "drivers-attitude", "drivers-mtcars"])
    func agreesWithLm(_ name: String) throws {
        let table = try MomentTable(name)
        let centred = try table.centred
        let model = try LinearModel.fit(
            centred, outcome: 0, predictors: Array(1..<centred.count)
        ).get()
        #expect(relativeError(model.rSquared, table.rows[0][0]) < 1e-9)
        #expect(relativeError(try model.pValue.get(), table.rows[0][1]) < 1e-9)
        #expect(relativeError(model.intercept, table.rows[0][2]) < 1e-9)
        for (predictor, row) in table.rows.dropFirst().enumerated() {
            #expect(relativeError(model.coefficients[predictor], row[0]) < 1e-9)
            #expect(relativeError(model.standardErrors[predictor], row[1]) < 1e-9)
            #expect(relativeError(try model.pValue(of: predictor).get(), row[2]) < 1e-9)
            let interval = try model.interval(of: predictor).get()
            #expect(relativeError(interval.lower, row[3]) < 1e-9)
            #expect(relativeError(interval.upper, row[4]) < 1e-9)
            #expect(relativeError(model.varianceInflation[predictor], row[5]) < 1e-9)
        }
    }

    @Test func whatCannotBeFittedSaysWhy() throws {
        func fit(_ rows: [[Int]]) throws -> Estimate<LinearModel> {
            guard let centred = try crossMoments(rows).centred else { return .failure(.empty) }
            return LinearModel.fit(centred, outcome: 0, predictors: Array(1..<centred.count))
        }
        let good = [[1, 1, 5], [2, 3, 3], [4, 2, 1], [5, 5, 2], [3, 4, 4], [1, 2, 2]]
        #expect(throws: Never.self) { try fit(good).get() }
        #expect(try fit(Array(good.prefix(3))) == .failure(.tooFew(minimum: 4)))
        #expect(try fit(good.map { [7, $0[1], $0[2]] }) == .failure(.constant))
        #expect(try fit(good.map { [$0[0], $0[1], 3] }) == .failure(.constantItem(1)))
        #expect(try fit(good.map { [$0[0], $0[1], 6 - $0[1]] }) == .failure(.collinearItem(1)))
        #expect(try fit(good.map { $0 + [$0[1] + $0[2]] }) == .failure(.collinearItem(2)))
        #expect(try fit(good.map { [$0[0]] }) == .failure(.tooFewItems(minimum: 1)))
    }

    @Test func anOutcomeThatFollowsHasCoefficientsAndNoIntervals() throws {
        let rows = [[5, 1, 3], [9, 2, 5], [4, 3, 0], [13, 5, 5], [10, 4, 4], [3, 2, -1]]
            .map { [2 * $0[1] + $0[2], $0[1], $0[2]] }
        let centred = try #require(try crossMoments(rows).centred)
        let model = try LinearModel.fit(centred, outcome: 0, predictors: [1, 2]).get()
        #expect(abs(model.coefficients[0] - 2) < 1e-12 && abs(model.coefficients[1] - 1) < 1e-12)
        #expect(model.rSquared > 1 - 1e-14)
        for predictor in 0..<2 {
            // Rounding may leave an error that is next to nothing, and then an interval as narrow.
            if let interval = try? model.interval(of: predictor).get() {
                #expect(interval.upper - interval.lower < 1e-6)
            }
        }
    }

    @Test func momentsFarFromZeroLoseNothing() throws {
        var generator = SeededGenerator(seed: 11)
        let rows = relatedRows(50, columns: 3, &generator)
        let near = try #require(try crossMoments(rows).centred)
        let far = try #require(try crossMoments(rows.map { $0.map { $0 + 900_000_000_000_000 } }).centred)
        for i in 0..<3 { for j in 0..<3 { #expect(near.deviation(i, j) == far.deviation(i, j)) } }
        let below = try #require(try crossMoments(rows.map { $0.map { $0 - 1_000_003 } }).centred)
        for i in 0..<3 { for j in 0..<3 { #expect(near.deviation(i, j) == below.deviation(i, j)) } }
    }

    @Test func unitsScaleWhatTheyBelongTo() throws {
        var generator = SeededGenerator(seed: 12)
        let rows = relatedRows(40, columns: 3, &generator)
        let plain = try #require(try crossMoments(rows).centred)
        let whole = try crossMoments(rows.map { [$0[0] * 100, $0[1] * 60, $0[2]] })
        let parts = try #require(
            CrossMoments(n: whole.n, sums: whole.sums, products: whole.products, units: [100, 60, 1])?.centred
        )
        let a = try LinearModel.fit(plain, outcome: 0, predictors: [1, 2]).get()
        let b = try LinearModel.fit(parts, outcome: 0, predictors: [1, 2]).get()
        #expect(zip(plain.means, parts.means).allSatisfy { relativeError($0, $1) < 1e-14 })
        #expect(zip(a.coefficients, b.coefficients).allSatisfy { relativeError($0, $1) < 1e-12 })
        #expect(relativeError(a.rSquared, b.rSquared) < 1e-12)
    }

    @Test func damagedMomentsAreRefusedOrFiniteAndNeverTrap() throws {
        #expect(CrossMoments(n: 1, sums: [1, 2], products: [1, 2]) == nil)
        #expect(CrossMoments(n: -1, sums: [0], products: [0]) == nil)
        #expect(CrossMoments(n: 2, sums: [9], products: [1]) == nil)
        #expect(CrossMoments(n: 2, sums: [1], products: [1], units: [0]) == nil)
        #expect(CrossMoments(n: 0, sums: [0], products: [0])?.centred == nil)
        var generator = SeededGenerator(seed: 13)
        for _ in 0..<300 {
            func wild() -> Int128 {
                let shift = Int.random(in: 0...120, using: &generator)
                return (Int128(Int64.random(in: .min ... .max, using: &generator)) << Int128(64))
                    >> Int128(shift)
            }
            let sums = (0..<3).map { _ in wild() >> 64 }
            let products = (0..<6).map { _ in wild() }
            guard
                let moments = CrossMoments(
                    n: Int.random(in: 0...1 << 48, using: &generator), sums: sums, products: products),
                let centred = moments.centred
            else { continue }
            if case .success(let model) = LinearModel.fit(centred, outcome: 0, predictors: [1, 2]) {
                #expect(
                    model.coefficients.allSatisfy(\.isFinite) && model.standardErrors.allSatisfy(\.isFinite))
                #expect((0...1).contains(model.rSquared))
            }
        }
    }

    @Test func eigenvectorsGiveTheMatrixBack() {
        var generator = SeededGenerator(seed: 14)
        for k in 1...8 {
            var matrix = [Double](repeating: 0, count: k * k)
            for i in 0..<k {
                for j in 0...i {
                    matrix[i * k + j] = Double.random(in: -1...1, using: &generator)
                    matrix[j * k + i] = matrix[i * k + j]
                }
            }
            let eigen = SymmetricEigen(matrix, count: k)
            for i in 0..<k {
                for j in 0..<k {
                    let sum = (0..<k).reduce(0.0) {
                        $0 + eigen.vectors[i * k + $1] * eigen.values[$1] * eigen.vectors[j * k + $1]
                    }
                    let unit = (0..<k).reduce(0.0) {
                        $0 + eigen.vectors[$1 * k + i] * eigen.vectors[$1 * k + j]
                    }
                    #expect(abs(sum - matrix[i * k + j]) < 1e-13)
                    #expect(abs(unit - (i == j ? 1 : 0)) < 1e-13)
                }
            }
        }
    }
}
