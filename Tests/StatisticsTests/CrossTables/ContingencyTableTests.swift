import Testing

@testable import Statistics

@Suite struct ContingencyTableTests {
    private func tables() throws -> [Int: ContingencyTable] {
        var counts: [Int: [[Int]]] = [:]
        for row in try ReferenceTable("compare-cross-cells", columns: 8).rows {
            let (set, i) = (Int(row[0]), Int(row[1]))
            if counts[set, default: []].count < i { counts[set, default: []].append([]) }
            counts[set]?[i - 1].append(Int(row[3]))
        }
        return try counts.mapValues { try #require(ContingencyTable($0)) }
    }

    @Test func theTestIsThatOfR() throws {
        let tables = try tables()
        for row in try ReferenceTable("compare-cross-tests", columns: 6).rows {
            let table = try #require(tables[Int(row[0])])
            let test = try table.independence.get()
            #expect(relativeError(test.statistic, row[1]) < 1e-11)
            #expect(test.degreesOfFreedom == row[2])
            #expect(relativeError(test.pValue, row[3]) < 1e-9)
            #expect(relativeError(try table.cramersV.get(), row[4]) < 1e-11)
            #expect(relativeError(try table.smallestExpected.get(), row[5]) < 1e-12)
        }
    }

    @Test func cellsAreThoseOfR() throws {
        let tables = try tables()
        for row in try ReferenceTable("compare-cross-cells", columns: 8).rows {
            let table = try #require(tables[Int(row[0])])
            let (i, j) = (Int(row[1]) - 1, Int(row[2]) - 1)
            let share = table.columnShare(row: i, column: j)
            #expect(relativeError(try table.expected(row: i, column: j).get(), row[4]) < 1e-12)
            #expect(relativeError(try share.share.get(), row[5]) < 1e-12)
            #expect(relativeError(try share.interval().get().lower, row[6]) < 1e-9)
            #expect(relativeError(try share.interval().get().upper, row[7]) < 1e-9)
        }
    }

    @Test func lettersStandWhereRFindsADifference() throws {
        let tables = try tables()
        let rows = try ReferenceTable("compare-cross-letters", columns: 5).rows
        for level in [0.9, 0.95, 0.999] {
            for (set, table) in tables {
                let lower = ColumnLetters.lower(in: table, level: try #require(ConfidenceLevel(level)))
                var expected = table.counts.map { $0.map { _ in [Int]() } }
                for row in rows where Int(row[0]) == set && row[4] < 1 - level {
                    expected[Int(row[1]) - 1][Int(row[2]) - 1].append(Int(row[3]) - 1)
                }
                #expect(lower == expected.map { $0.map { $0.sorted() } })
                if level == 0.9 { #expect(lower.contains { $0.contains { !$0.isEmpty } } == (set != 2)) }
            }
        }
    }

    @Test(arguments: [
        (0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"),
    ])
    func columnsAreCalledAsInTheField(column: Int, name: String) {
        #expect(ColumnLetters.name(of: column) == name)
    }

    @Test func emptyRowsAndColumnsSayNothing() throws {
        let table = try #require(ContingencyTable([[3, 0, 9], [0, 0, 0], [7, 0, 2]]))
        let without = try #require(ContingencyTable([[3, 9], [7, 2]]))
        #expect(table.independence == without.independence)
        #expect(try table.independence.get().degreesOfFreedom == 1)
        #expect(table.smallestExpected == without.smallestExpected)
        #expect(table.columnShare(row: 0, column: 1).share == .failure(.empty))
    }

    @Test func whatHasNoVariationHasNoTest() throws {
        #expect(try #require(ContingencyTable([])).independence == .failure(.empty))
        #expect(try #require(ContingencyTable([[], []])).independence == .failure(.empty))
        #expect(try #require(ContingencyTable([[0, 0], [0, 0]])).cramersV == .failure(.empty))
        #expect(try #require(ContingencyTable([[4, 5], [0, 0]])).independence == .failure(.constant))
        #expect(try #require(ContingencyTable([[4, 0], [5, 0]])).cramersV == .failure(.constant))
    }

    @Test func impossibleTablesAreRefused() {
        #expect(ContingencyTable([[1, 2], [3]]) == nil)
        #expect(ContingencyTable([[1, -2]]) == nil)
        #expect(ContingencyTable([[.max, 1]]) == nil)
    }

    @Test func hugeAndPerfectTablesStayWithinBounds() throws {
        let perfect = try #require(ContingencyTable([[1 << 60, 0], [0, 1 << 60]]))
        #expect(abs(try perfect.cramersV.get() - 1) < 1e-12)
        #expect(try perfect.independence.get().pValue == 0)
        #expect(try perfect.independence.get().statistic.isFinite)
    }

    @Test func turningATableChangesNothing() throws {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<50 {
            let counts = (0..<3).map { _ in (0..<4).map { _ in Int.random(in: 0...9, using: &generator) } }
            let turned = (0..<4).map { column in counts.map { $0[column] } }
            let (a, b) = (try #require(ContingencyTable(counts)), try #require(ContingencyTable(turned)))
            #expect(
                relativeError(try a.independence.get().statistic, try b.independence.get().statistic) < 1e-12)
            #expect((0...1).contains(try a.cramersV.get()))
            // What is proportional has the same association.
            let shares = counts.map { $0.map { Double($0) / 1e3 } }
            #expect(
                relativeError(try Association.of(shares: shares).get().cramersV, try a.cramersV.get()) < 1e-12
            )
        }
    }
}
