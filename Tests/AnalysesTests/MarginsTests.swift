import ProcessorTime
import SampleSurveys
import Statistics
import Testing

@testable import Analyses

@Suite struct MarginsTests {
    /// A table of rows and columns with all its margins, as an attacker sees it: nobody can find a small base from the
    /// lines it stands in.
    @Test func noLineGivesASmallBaseBack() {
        var generator = Seeded(77)
        for _ in 0..<200 {
            let (height, width) = (4, 5)
            let counts = (0..<height).map { _ in
                (0..<width).map { _ in [0, 1, 2, 7, 12, 40][Int.random(in: 0...5, using: &generator)] }
            }
            let columns = (0..<width).map { column in counts.reduce(0) { $0 + $1[column] } }
            let rows = counts.map { $0.reduce(0, +) }
            var margins = Margins(.standard)
            let places = counts.map { row in row.map { margins.append($0) } }
            let rowTotals = rows.map { margins.append($0) }
            let columnTotals = columns.map { margins.append($0) }
            let all = margins.append(rows.reduce(0, +))
            for (row, total) in zip(places, rowTotals) { margins.add(row, upTo: total) }
            for (column, total) in columnTotals.enumerated() {
                margins.add(places.map { $0[column] }, upTo: total)
            }
            margins.add(rowTotals, upTo: all)
            margins.add(columnTotals, upTo: all)
            margins.settle()
            for (place, base) in margins.bases.enumerated() where base > 0 && base < 10 {
                #expect(margins.isHidden[place])
            }
            let lines =
                zip(places, rowTotals).map { ($0, $1) }
                + columnTotals.enumerated().map { column, total in (places.map { $0[column] }, total) }
                + [(rowTotals, all), (columnTotals, all)]
            for (parts, total) in lines where !margins.isHidden[total] {
                let hidden = parts.filter { margins.isHidden[$0] }
                let together = hidden.reduce(0) { $0 + margins.bases[$1] }
                #expect(hidden.isEmpty || (hidden.count > 1 && together >= 10 && together > hidden.count))
            }
        }
    }

    @Test func nothingIsHiddenWhereNothingIsSmall() {
        var margins = Margins(.standard)
        let parts = [10, 20, 30].map { margins.append($0) }
        margins.add(parts, upTo: margins.append(60))
        margins.settle()
        #expect(!margins.isHidden.contains(true))
    }

    @Test func whatIsInNoPartIsAPartThatIsNotShown() {
        var margins = Margins(.standard)
        let parts = [40, 20].map { margins.append($0) }
        margins.add(parts, upTo: margins.append(63))
        margins.settle()
        #expect(margins.isHidden.prefix(3) == [false, true, false])
    }

    @Test func extremeBasesDoNotTrap() {
        var margins = Margins(.standard)
        let parts = [Int.max, .max, 3, .min].map { margins.append($0) }
        margins.add(parts, upTo: margins.append(.max))
        margins.settle()
        #expect(margins.isHidden[2])
    }

    /// Many hidden numbers hang together here, so that solving for them ends at its budget.
    @Test func mostlySmallGroupsOverYearsAreQuick() {
        var numbers = Seeded(5)
        var rows = (0..<60).map { _ in
            let locales = (0..<4).map { _ in (0..<52).map { _ in Int.random(in: 0...14, using: &numbers) } }
            return locales + [(0..<52).map { week in locales.reduce(0) { $0 + $1[week] } }]
        }
        rows.insert(
            (0..<5).map { cell in (0..<52).map { week in rows.reduce(0) { $0 + $1[cell][week] } } }, at: 0)
        let table = rows.map { row in
            row.enumerated().map { cell, parts in
                (locale: cell == 4 ? nil : "l\(cell)", parts: parts, whole: parts.reduce(0, +))
            }
        }
        let time = processorTime {
            let hidden = MarginTable.hidden(
                table, table.map { $0.map { _ in false } }, .standard, wholesAreShown: true)
            for (row, cells) in table.enumerated() {
                for (cell, content) in cells.enumerated() {
                    for (week, base) in content.parts.enumerated() where (1..<10).contains(base) {
                        #expect(hidden[row][cell][week])
                    }
                }
            }
        }
        #expect(time < .seconds(60))
    }

    @Test func dozensOfGroupsOverYearsAreQuick() {
        let rows = (0...60).map { group in
            (0..<3).map { locale in
                (
                    locale: locale == 2 ? nil : "l\(locale)",
                    parts: (0..<52).map { week in
                        let base = (group * 31 + week * 17 + 7) % 40
                        return group == 0 ? 4_000 : locale == 2 ? 2 * base : base
                    }, whole: group == 0 ? 208_000 : 1_600
                )
            }
        }
        let isHidden = rows.map { $0.map { _ in false } }
        let time = processorTime {
            let hidden = MarginTable.hidden(rows, isHidden, .standard)
            #expect(hidden[3][0].contains(true) && hidden[0][2].count == 53)
        }
        #expect(time < .seconds(60))
    }
}
