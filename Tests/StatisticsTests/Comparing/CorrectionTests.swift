import Testing

@testable import Statistics

@Suite struct CorrectionTests {
    @Test func correctedValuesAreThoseOfR() throws {
        let rows = try ReferenceTable("compare-corrections", columns: 4).rows
        for set in Set(rows.map { $0[0] }) {
            let set = rows.filter { $0[0] == set }
            let holm = PValueCorrection.holm.adjusted(set.map { $0[1] })
            let hochberg = PValueCorrection.benjaminiHochberg.adjusted(set.map { $0[1] })
            for (index, row) in set.enumerated() {
                #expect(relativeError(holm[index], row[2]) < 1e-12)
                #expect(relativeError(hochberg[index], row[3]) < 1e-12)
            }
        }
    }

    @Test func correctedValuesAreBetweenTheirOwnAndOneInTheSameOrder() {
        var generator = SeededGenerator(seed: 2)
        for count in [0, 1, 2, 7, 40] {
            let values = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) }
            let holm = PValueCorrection.holm.adjusted(values)
            let hochberg = PValueCorrection.benjaminiHochberg.adjusted(values)
            for index in values.indices {
                #expect(
                    values[index] <= hochberg[index] && hochberg[index] <= holm[index] && holm[index] <= 1)
            }
            for corrected in [holm, hochberg] {
                let sorted = zip(values, corrected).sorted { $0.0 < $1.0 }.map(\.1)
                #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0 <= $1 })
            }
        }
    }
}
