internal import Statistics
package import SurveyModel
package import Tallies

/// Two closed variables against each other, with weights: shares within each column, and Rao and Scott's test.
///
/// A column is a base: one that is too small is hidden, with others where margins would give it back, and is not in the
/// test.
package struct WeightedCrossTable: ResponseAnalysis {
    private let plan: TallyPlan
    private let row: Side
    private let column: Side
    private var cells: [[WeightedCount]]
    private var missing = 0
    private var unweighted = 0

    private struct Side {
        var variable: VariableID
        var name: String
        var values: [String]

        init?(_ variable: VariableID, _ plan: TallyPlan) {
            guard plan.codings.indices.contains(variable.position),
                let coding = plan.codings[variable.position]
            else { return nil }
            switch coding {
            case .point, .option, .yesno: break
            case .options, .order, .number, .date, .time, .text: return nil
            }
            self.variable = variable
            name = plan.survey[variable].name
            values = Array(
                coding.bins(of: plan.survey[variable], in: plan.survey).prefix(coding.missingOffset))
        }
    }

    /// Nil unless both are variables with one answer out of a list, points, options, yes or no, and the table is within
    /// the limits of `CrossTable`.
    package init?(_ plan: TallyPlan, row: VariableID, column: VariableID) {
        guard let row = Side(row, plan), let column = Side(column, plan), !row.values.isEmpty,
            (1...CrossTable.columnLimit).contains(column.values.count),
            row.values.count <= CrossTable.limit / column.values.count
        else { return nil }
        self.plan = plan
        self.row = row
        self.column = column
        cells = [[WeightedCount]](
            repeating: [WeightedCount](repeating: WeightedCount(), count: column.values.count),
            count: row.values.count)
    }

    package var base: Int { cells.joined().reduce(0) { $0 + $1.n } }

    package var names: [(kind: Analysis.Kind, subject: String)] { [(.crossTable, row.name)] }

    package mutating func add(_ response: borrowing CodedResponse) {
        guard plan.isCounted[response.row.state] else { return }
        let left = Int(response.row.codes[row.variable.position])
        let right = Int(response.row.codes[column.variable.position])
        guard left < row.values.count, right < column.values.count else {
            missing += 1
            return
        }
        let weight = response.weight
        guard weight > 0 else {
            unweighted += 1
            return
        }
        cells[left][right].add(weight: weight)
    }

    package mutating func merge(_ other: Self) {
        for index in cells.indices {
            for place in cells[index].indices { cells[index][place].add(other.cells[index][place]) }
        }
        missing += other.missing
        unweighted += other.unweighted
    }

    /// A cell alone, of which nothing else is published.
    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        Self.analyses(of: [[(cell, self)]], isHidden: [[options.suppression.hides(base: base)]], options)
    }

    /// The columns of a cell add up to it, and those of locales and groups to those of everybody; none can be found by
    /// subtraction from the others.
    package static func analyses(
        of rows: [[(cell: Cell, part: Self)]], isHidden: [[Bool]], _ options: AnalysisOptions
    ) -> [Analysis] {
        let hidden = MarginTable.hidden(
            rows.map { row in row.map { ($0.cell.locale, $0.part.columnSums.map(\.n), $0.part.base) } },
            isHidden,
            options.suppression, wholesAreShown: true)
        return zip(rows, hidden).flatMap { row, hidden in
            zip(row, hidden).map { cell, hidden in
                Analysis(
                    .crossTable, of: cell.part.row.name, in: cell.cell,
                    hidden.last == true
                        ? .suppressed : cell.part.content(isHidden: Array(hidden.dropLast()), options.level))
            }
        }
    }

    private var columnSums: [WeightedCount] {
        column.values.indices.map { place in cells.reduce(into: WeightedCount()) { $0.add($1[place]) } }
    }

    /// The table of the columns that may be shown; nothing is computed from others.
    private func content(isHidden: [Bool], _ level: ConfidenceLevel) -> Analysis.Content {
        let sums = columnSums
        let shown = column.values.indices.filter { !isHidden[$0] }
        let all = shown.reduce(into: WeightedCount()) { $0.add(sums[$1]) }
        guard all.n > 0 else { return .unavailable(.empty) }
        let test = RaoScott.test(cells.map { row in shown.map { row[$0] } })
        var rows = column.values.indices.map { place in
            Analysis.Row(
                [Analysis.Key("column", column.values[place])], n: isHidden[place] ? nil : sums[place].n,
                isSuppressed: isHidden[place])
        }
        for (index, value) in row.values.enumerated() {
            for (place, name) in column.values.enumerated() {
                let keys = [Analysis.Key("row", value), Analysis.Key("column", name)]
                rows.append(
                    isHidden[place]
                        ? Analysis.Row(keys, isSuppressed: true)
                        : Analysis.Row(keys, n: sums[place].n, measures(index, place, level)))
            }
        }
        var caveats: [Analysis.Caveat] = [.weighted]
        if case .success(let found) = test, found.smallestExpected < 5 {
            caveats.append(.smallExpectedCounts)
        }
        return .table(
            Analysis.Table(
                n: all.n, excluded: [.init(.incomplete, missing), .init(.unweighted, unweighted)],
                summary: [
                    Measure(.statistic, test.map(\.statistic)),
                    Measure(.degreesOfFreedom, test.map(\.numerator)),
                    Measure(.pValue, test.map(\.secondOrder)), Measure(.cramersV, test.map(\.cramersV)),
                    Measure(.effectiveN, all.effectiveN), Measure(.designEffect, all.designEffect),
                ], rows: rows,
                settings: [
                    .init("level", .real(level.value)), .init("rows", .name(row.name)),
                    .init("columns", .name(column.name)), .init("test", .name("rao-scott")),
                ], caveats: caveats))
    }

    /// How many they are, and their weighted share of the column.
    private func measures(_ row: Int, _ column: Int, _ level: ConfidenceLevel) -> [Measure] {
        let others = cells.indices.filter { $0 != row }.reduce(into: WeightedCount()) {
            $0.add(cells[$1][column])
        }
        let share = WeightedShare(yes: cells[row][column], no: others)
        return [
            Measure(.count, Double(cells[row][column].n)),
            Measure(
                .columnShare, share.share.map { 100 * $0 },
                interval: share.interval(level: level).map { $0.times(100) }, method: "wilson"),
        ]
    }
}
