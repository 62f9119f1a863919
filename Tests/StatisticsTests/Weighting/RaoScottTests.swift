import Testing

@testable import Statistics

@Suite struct RaoScottTests {
    private func table(_ row: Int, _ column: Int, every step: Int) throws -> [[WeightedCount]] {
        let rows = try ReferenceTable("weights-respondents", columns: 6).rows
        var table = [[WeightedCount]](
            repeating: [WeightedCount](repeating: WeightedCount(), count: 4), count: 4)
        for index in stride(from: 0, to: rows.count, by: step) {
            table[Int(rows[index][row])][Int(rows[index][column])].add(
                weight: Int64((rows[index][0] * 1e9).rounded()))
        }
        return table
    }

    @Test func testsAreThoseOfSurvey() throws {
        for row in try ReferenceTable("weights-rao-scott", columns: 10).rows {
            let test = try RaoScott.test(table(Int(row[0]), Int(row[1]), every: Int(row[2]))).get()
            let found = [
                test.pearson, Double(test.degreesOfFreedom), test.firstOrder, test.statistic, test.numerator,
                test.denominator, test.secondOrder,
            ]
            for (value, expected) in zip(found, row.dropFirst(3)) {
                #expect(relativeError(value, expected) < 1e-8)
            }
        }
    }

    @Test func equalWeightsAreCloseToPearson() throws {
        // With equal weights and shares that are independent, V is the covariance of a multinomial, but for n - 1.
        let table = [[20, 40], [30, 60]].map { $0.map { WeightedCount($0, weight: 3) } }
        let test = try RaoScott.test(table).get()
        #expect(
            abs(test.pearson) < 1e-12 && abs(test.meanEffect - 150.0 / 149) < 1e-12
                && abs(test.secondOrder - 1) < 1e-5)
    }

    @Test func theTestDoesNotDependOnTheOrderOfRowsNorOnTheSide() throws {
        let table = try table(2, 5, every: 1)
        let test = try RaoScott.test(table).get()
        let turned = try RaoScott.test(
            (0..<4).map { column in (0..<4).reversed().map { table[$0][column] } }
        ).get()
        #expect(relativeError(test.secondOrder, turned.secondOrder) < 1e-10)
        #expect(relativeError(test.meanEffect, turned.meanEffect) < 1e-12)
    }

    @Test func tablesThatCannotBeTested() {
        #expect(RaoScott.test([]) == .failure(.empty))
        #expect(RaoScott.test([[WeightedCount()], []]) == .failure(.empty))
        #expect(RaoScott.test([[WeightedCount(4), WeightedCount(5)]]) == .failure(.constant))
        #expect(RaoScott.test([[WeightedCount(4)], [WeightedCount(5)]]) == .failure(.constant))
        let wide = [[WeightedCount]](
            repeating: [WeightedCount](repeating: WeightedCount(1), count: 30), count: 30)
        #expect(RaoScott.test(wide) == .failure(.tooManyCells(maximum: RaoScott.limit)))
        let diagonal = (0..<4).map { row in (0..<4).map { WeightedCount($0 == row ? 3 : 0) } }
        #expect(RaoScott.test(diagonal) == .failure(.emptyCells))
    }

    @Test func randomTablesGiveProbabilities() throws {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<300 {
            let columns = Int.random(in: 1...5, using: &random)
            let table = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (0..<columns).map { _ in
                    var cell = WeightedCount()
                    for _ in 0..<Int.random(in: 0...6, using: &random) {
                        cell.add(
                            weight: Int64.random(
                                in: 1...(1 << Int64.random(in: 1...62, using: &random)), using: &random))
                    }
                    return cell
                }
            }
            guard case .success(let test) = RaoScott.test(table) else { continue }
            #expect((0...1).contains(test.firstOrder) && (0...1).contains(test.secondOrder))
            #expect(
                test.numerator <= Double(test.degreesOfFreedom) * (1 + 1e-9) && test.numerator >= 1 - 1e-9)
            #expect((0...1).contains(test.cramersV))
        }
    }
}
