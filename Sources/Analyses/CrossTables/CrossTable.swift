internal import Statistics
package import SurveyModel
package import Tallies

/// Two closed variables against each other: how often each answer to one goes with each answer to the other.
package struct CrossTable: ResponseAnalysis {
    /// The most cells of a table.
    package static let limit = 10_000
    /// The most columns: each two of them are compared in each row.
    package static let columnLimit = 100

    private let layout: Layout
    /// By rows.
    private var counts: [Int128]
    /// Who gave no answer to one of the two.
    private var incomplete: Int128 = 0
    /// Who of these gave an answer to the rows.
    private var withoutColumn: Int128 = 0

    private final class Layout: Sendable {
        let rowVariable: String
        let columnVariable: String
        let rowPosition: Int
        let columnPosition: Int
        let rows: [String]
        let columns: [String]

        init?(_ plan: TallyPlan, _ rows: VariableID, _ columns: VariableID) {
            guard let rowNames = Self.names(plan, rows), let columnNames = Self.names(plan, columns),
                !rowNames.isEmpty, (1...CrossTable.columnLimit).contains(columnNames.count),
                rowNames.count <= CrossTable.limit / columnNames.count
            else { return nil }
            rowVariable = plan.survey[rows].name
            columnVariable = plan.survey[columns].name
            (rowPosition, columnPosition) = (rows.position, columns.position)
            (self.rows, self.columns) = (rowNames, columnNames)
        }

        private static func names(_ plan: TallyPlan, _ variable: VariableID) -> [String]? {
            guard plan.codings.indices.contains(variable.position),
                let coding = plan.codings[variable.position]
            else { return nil }
            switch coding {
            case .point, .option, .yesno:
                return Array(
                    coding.bins(of: plan.survey[variable], in: plan.survey).prefix(coding.missingOffset))
            case .options, .order, .number, .date, .time, .text: return nil
            }
        }
    }

    /// Nil unless both are stored variables with points, one option, or yes and no, and the table is within its limits.
    package init?(_ plan: TallyPlan, rows: VariableID, columns: VariableID) {
        guard let layout = Layout(plan, rows, columns) else { return nil }
        self.layout = layout
        counts = [Int128](repeating: 0, count: layout.rows.count * layout.columns.count)
    }

    package var base: Int { Int(max(0, min(counts.reduce(0) { $0 &+ $1 }, 1 << 60))) }

    package var names: [(kind: Analysis.Kind, subject: String)] { [(.crossTable, layout.rowVariable)] }

    package mutating func add(_ response: borrowing CodedResponse) {
        let row = Int(response.row.codes[layout.rowPosition])
        let column = Int(response.row.codes[layout.columnPosition])
        guard layout.rows.indices.contains(row), layout.columns.indices.contains(column) else {
            incomplete &+= 1
            if layout.rows.indices.contains(row) { withoutColumn &+= 1 }
            return
        }
        counts[row * layout.columns.count + column] &+= 1
    }

    package mutating func merge(_ other: Self) {
        for index in counts.indices { counts[index] &+= other.counts[index] }
        incomplete &+= other.incomplete
        withoutColumn &+= other.withoutColumn
    }

    /// A cell alone, of which nothing else is published.
    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        Self.analyses(of: [[(cell, self)]], isHidden: [[options.suppression.hides(base: base)]], options)
    }

    /// The columns of a cell add up to it, and those of locales and groups to those of everybody; none can be found by
    /// subtraction from the others. Who is in no column is a part that is not shown, since the rows of all are shown as a
    /// distribution.
    package static func analyses(
        of rows: [[(cell: Cell, part: Self)]], isHidden: [[Bool]], _ options: AnalysisOptions
    ) -> [Analysis] {
        guard let columns = rows.first?.last?.part.layout.columns.indices else { return [] }
        let hidden = MarginTable.hidden(
            rows.map { row in row.map { ($0.cell.locale, $0.part.columnBases, $0.part.rowBase) } }, isHidden,
            options.suppression, wholesAreShown: true)
        return rows.indices.flatMap { row in
            rows[row].indices.map { index in
                let (cell, part) = rows[row][index]
                let content: Analysis.Content =
                    hidden[row][index][columns.count]
                    ? .suppressed
                    : part.content(isHidden: Array(hidden[row][index].dropLast()), options)
                return Analysis(.crossTable, of: part.layout.rowVariable, in: cell, content)
            }
        }
    }

    /// How many are in the distribution of the rows.
    private var rowBase: Int { base + Int(max(0, min(withoutColumn, 1 << 60))) }

    private func count(_ row: Int, _ column: Int) -> Int {
        Int(max(0, min(counts[row * layout.columns.count + column], 1 << 40)))
    }

    private var columnBases: [Int] {
        layout.columns.indices.map { column in
            layout.rows.indices.reduce(0) { $0 + count($1, column) }
        }
    }

    /// The table of the columns that may be shown; nothing is computed from others.
    private func content(isHidden: [Bool], _ options: AnalysisOptions) -> Analysis.Content {
        let shown = layout.columns.indices.filter { !isHidden[$0] }
        let all = layout.rows.indices.map { row in shown.map { count(row, $0) } }
        guard let table = ContingencyTable(all) else { return .unavailable(.overflow) }
        let lower = ColumnLetters.lower(in: table, level: options.level)
        var rows = layout.columns.indices.map { column in
            Analysis.Row(
                header(column), n: shown.firstIndex(of: column).map { table.columnTotals[$0] },
                isSuppressed: isHidden[column])
        }
        for row in layout.rows.indices {
            for column in layout.columns.indices {
                let keys = [Analysis.Key("row", layout.rows[row])] + header(column)
                guard let place = shown.firstIndex(of: column) else {
                    rows.append(Analysis.Row(keys, isSuppressed: true))
                    continue
                }
                let share = table.columnShare(row: row, column: place)
                rows.append(
                    Analysis.Row(
                        keys, n: share.base,
                        [
                            Measure(.count, Double(share.count)),
                            Measure(.expected, table.expected(row: row, column: place)),
                            Measure(
                                .columnShare, share.share.map { 100 * $0 },
                                interval: share.interval(level: options.level).map { $0.times(100) },
                                method: "wilson"),
                        ], marks: lower[row][place].map { ColumnLetters.name(of: shown[$0]) }))
            }
        }
        let test = table.independence
        var caveats: [Analysis.Caveat] = [.corrected]
        if case .success(let least) = table.smallestExpected, least < 5 {
            caveats.append(.smallExpectedCounts)
        }
        return .table(
            Analysis.Table(
                n: table.n, excluded: [.init(.incomplete, Int(max(0, min(incomplete, 1 << 60))))],
                summary: [
                    Measure(.statistic, test.map(\.statistic)),
                    Measure(.degreesOfFreedom, test.map { $0.degreesOfFreedom ?? 0 }),
                    Measure(.pValue, test.map(\.pValue)), Measure(.cramersV, table.cramersV),
                ], rows: rows,
                settings: [
                    .init("level", .real(options.level.value)), .init("rows", .name(layout.rowVariable)),
                    .init("columns", .name(layout.columnVariable)), .init("test", .name("pearson")),
                    .init("correction", .name(PValueCorrection.holm.setting)),
                ], caveats: caveats))
    }

    /// What says which column a row is about.
    private func header(_ column: Int) -> [Analysis.Key] {
        [.init("column", layout.columns[column]), .init("letter", ColumnLetters.name(of: column))]
    }
}
