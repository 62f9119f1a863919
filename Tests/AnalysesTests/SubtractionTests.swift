import SampleSurveys
import Statistics
import Testing

@testable import Analyses

/// Tables as an attacker has them: every number that is shown is an equation about how many there are of each kind of
/// respondent, and nothing small that is hidden may follow from all of them together.
@Suite struct SubtractionTests {
    /// Equations about kinds of respondents, solved modulo a prime.
    private struct Knowledge {
        private let kinds: [Int]
        private var rows: [(pivot: Int, row: [Int])] = []
        private static let prime = 1_000_003

        /// `sizes` are how many there are of each kind; attackers know of which there are none.
        init(_ sizes: [Int]) { kinds = sizes.indices.filter { sizes[$0] > 0 } }

        mutating func learn(_ members: (Int) -> Bool) {
            let row = reduced(members)
            guard let pivot = row.firstIndex(where: { $0 != 0 }) else { return }
            let inverse = Self.power(row[pivot], Self.prime - 2)
            rows.append((pivot, row.map { $0 * inverse % Self.prime }))
        }

        func tells(_ members: (Int) -> Bool) -> Bool { reduced(members).allSatisfy { $0 == 0 } }

        private func reduced(_ members: (Int) -> Bool) -> [Int] {
            var row = kinds.map { members($0) ? 1 : 0 }
            for (pivot, other) in rows where row[pivot] != 0 {
                let factor = row[pivot]
                for index in row.indices {
                    row[index] = (row[index] + (Self.prime - factor) * other[index]) % Self.prime
                }
            }
            return row
        }

        private static func power(_ base: Int, _ exponent: Int) -> Int {
            var (result, base, exponent) = (1, base, exponent)
            while exponent > 0 {
                if exponent % 2 == 1 { result = result * base % prime }
                base = base * base % prime
                exponent /= 2
            }
            return result
        }
    }

    /// Respondents of each group, locale and part; the last group and part are of those who are in none.
    private struct Sizes {
        let groups: Int
        let locales: Int
        let parts: Int
        var counts: [Int] = []

        init(_ numbers: inout Seeded, groups: Int, locales: Int, parts: Int) {
            (self.groups, self.locales, self.parts) = (groups, locales, parts)
            let rests = (group: numbers.chance(30), part: numbers.chance(30))
            let sparse = Int.random(in: 0...80, using: &numbers)
            for group in 0...groups {
                for _ in 0..<locales {
                    for part in 0...parts {
                        let isNone = (group == groups && !rests.group) || (part == parts && !rests.part)
                        counts.append(
                            isNone || numbers.chance(sparse)
                                ? 0
                                : numbers.chance(50)
                                    ? Int.random(in: 0...9, using: &numbers)
                                    : Int.random(in: 5...30, using: &numbers))
                    }
                }
            }
        }

        /// Whether a kind is in a cell of the table; nil is all.
        func contains(_ kind: Int, _ group: Int?, _ locale: Int?, _ part: Int?) -> Bool {
            let (own, place) = (kind / (parts + 1), kind % (parts + 1))
            return (group.map { $0 == own / locales } ?? true) && (locale.map { $0 == own % locales } ?? true)
                && (part.map { $0 == place } ?? true)
        }

        func base(_ group: Int?, _ locale: Int?, _ part: Int?) -> Int {
            counts.indices.reduce(0) { $0 + (contains($1, group, locale, part) ? counts[$1] : 0) }
        }

        var rows: [Int?] { [nil] + (0..<groups).map(Optional.some) }
        var columns: [Int?] { (0..<locales).map(Optional.some) + [nil] }
    }

    @Test(arguments: 1...300) func nothingOfGroupsAndLocalesGivesASmallCellBack(seed: UInt64) {
        var numbers = Seeded(seed)
        let sizes = Sizes(
            &numbers, groups: Int.random(in: 1...6, using: &numbers),
            locales: Int.random(in: 1...5, using: &numbers), parts: 0)
        let hidden = SmallCells.hidden(
            rows: sizes.rows.map { row in sizes.columns.map { sizes.base(row, $0, nil) } }, .standard)
        // What others show of locales is what is shown here.
        #expect(
            hidden[0] == SmallCells.hidden(bases: sizes.columns.map { sizes.base(nil, $0, nil) }, .standard))
        var knowledge = Knowledge(sizes.counts)
        for (row, group) in sizes.rows.enumerated() {
            for (column, locale) in sizes.columns.enumerated() where !hidden[row][column] {
                knowledge.learn { sizes.contains($0, group, locale, nil) }
            }
        }
        for (row, group) in sizes.rows.enumerated() {
            for (column, locale) in sizes.columns.enumerated()
            where (1..<10).contains(sizes.base(group, locale, nil)) {
                #expect(hidden[row][column])
                #expect(!knowledge.tells { sizes.contains($0, group, locale, nil) }, "\(sizes) \(hidden)")
            }
        }
    }

    @Test(arguments: 1...300) func nothingOfPeriodsBesideFiguresGivesASmallCellBack(seed: UInt64) {
        var numbers = Seeded(seed)
        let sizes = Sizes(
            &numbers, groups: Int.random(in: 0...3, using: &numbers),
            locales: Int.random(in: 1...4, using: &numbers), parts: Int.random(in: 1...4, using: &numbers))
        let figures = SmallCells.hidden(
            rows: sizes.rows.map { row in sizes.columns.map { sizes.base(row, $0, nil) } }, .standard)
        let parts = Array(0..<sizes.parts)
        // Those who are in no period may make a trend small where its figure is not.
        let isHidden = SmallCells.hidden(
            rows: sizes.rows.map { row in
                sizes.columns.map { column in parts.reduce(0) { $0 + sizes.base(row, column, $1) } }
            }, .standard)
        let hidden = MarginTable.hidden(
            sizes.rows.map { row in
                sizes.columns.map { column in
                    (
                        locale: column.map { "l\($0)" }, parts: parts.map { sizes.base(row, column, $0) },
                        whole: sizes.base(row, column, nil)
                    )
                }
            }, isHidden, .standard, wholesAreShown: true)
        var knowledge = Knowledge(sizes.counts)
        for (row, group) in sizes.rows.enumerated() {
            for (column, locale) in sizes.columns.enumerated() {
                if !figures[row][column] { knowledge.learn { sizes.contains($0, group, locale, nil) } }
                for part in parts where !hidden[row][column][part] {
                    knowledge.learn { sizes.contains($0, group, locale, part) }
                }
            }
        }
        for (row, group) in sizes.rows.enumerated() {
            for (column, locale) in sizes.columns.enumerated() {
                for part in parts where (1..<10).contains(sizes.base(group, locale, part)) {
                    #expect(hidden[row][column][part])
                    #expect(
                        !knowledge.tells { sizes.contains($0, group, locale, part) }, "\(sizes) \(hidden)")
                }
            }
        }
    }

    @Test(arguments: 1...200) func nothingOfLevelsGivesASmallPartBack(seed: UInt64) {
        var numbers = Seeded(seed)
        var sizes = Sizes(
            &numbers, groups: Int.random(in: 0...3, using: &numbers),
            locales: Int.random(in: 1...4, using: &numbers), parts: Int.random(in: 2...5, using: &numbers))
        // Everybody of the cell is at a level.
        for kind in sizes.counts.indices where kind % (sizes.parts + 1) == sizes.parts {
            sizes.counts[kind] = 0
        }
        let figures = SmallCells.hidden(
            rows: sizes.rows.map { row in sizes.columns.map { sizes.base(row, $0, nil) } }, .standard)
        let parts = Array(0..<sizes.parts)
        let hidden = SmallParts.hidden(
            bases: sizes.rows.map { row in
                sizes.columns.map { column in
                    [parts.map { sizes.base(row, column, $0) }, [sizes.base(row, column, 0)]]
                }
            }, cells: figures, .standard)
        // What a cell says of all who answered one question is hidden where its figure is, and nowhere else.
        #expect(
            hidden.map { $0.map { $0[1][0] } }
                == SmallCells.hidden(
                    rows: sizes.rows.map { row in sizes.columns.map { sizes.base(row, $0, 0) } }, .standard))
        var knowledge = Knowledge(sizes.counts)
        for (row, group) in sizes.rows.enumerated() {
            for (column, locale) in sizes.columns.enumerated() {
                if !figures[row][column] { knowledge.learn { sizes.contains($0, group, locale, nil) } }
                for part in parts where !hidden[row][column][0][part] {
                    knowledge.learn { sizes.contains($0, group, locale, part) }
                }
            }
        }
        for (row, group) in sizes.rows.enumerated() {
            for (column, locale) in sizes.columns.enumerated() {
                for part in parts where (1..<10).contains(sizes.base(group, locale, part)) {
                    #expect(hidden[row][column][0][part])
                    #expect(
                        !knowledge.tells { sizes.contains($0, group, locale, part) }, "\(sizes) \(hidden)")
                }
            }
        }
    }

    /// A group that is hidden, and is the same people as a part of it that is shown.
    @Test func aHiddenTotalIsNotTheOnlyPartThatIsShown() {
        let hidden = SmallCells.hidden(
            rows: [[34, 57, 91], [0, 50, 50], [34, 0, 34], [0, 7, 7]], .standard)
        #expect(hidden[3][1] && hidden[3][2] && (hidden[2][0] || !hidden[2][2]))
        #expect(hidden[1][2] || hidden[2][2])
        #expect(!(hidden[2][2] && !hidden[2][0]))
    }

    /// Two locales, one of them in one month only: its figure is that month, whatever the trend hides.
    @Test func aPeriodThatIsAWholeLocaleHidesNobodyElse() {
        let hidden = MarginTable.hidden(
            [
                [
                    (locale: "es", parts: [0, 12], whole: 12), (locale: "sv", parts: [20, 3], whole: 23),
                    (locale: nil, parts: [20, 15], whole: 35),
                ]
            ], [[false, false, false]], .standard, wholesAreShown: true)
        #expect(hidden[0][1] == [true, true, false])
        #expect(hidden[0][2] == [true, true, false])
    }
}
