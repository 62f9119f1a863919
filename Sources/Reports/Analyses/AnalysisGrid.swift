internal import Analyses
internal import AnalysisWords
internal import Collector
internal import Statistics
internal import Terminal
internal import Translations

/// Rows and their measures, before it is known how many columns the window has room for.
struct AnalysisGrid {
    /// A row: what it is about, one text for each key.
    struct Row {
        var keys: [String]
        /// The same uncut, for where each has a line of its own.
        var fullKeys: [String]
        var n: Int?
        var measures: [Measure]
        var marks: [String]
        var isHidden: Bool
    }

    /// The heads of the columns of keys.
    var keys: [String]
    var rows: [Row]
    /// What numbers are formatted for.
    var analysis: Analysis
    /// Whether a bar stands behind each row.
    var isBarred: Bool

    /// Whether each row has one number, and they are not of one kind: they share a column.
    var isSparse: Bool {
        names.count > 1 && rows.allSatisfy { $0.measures.count <= 1 }
    }

    /// The measures that any row has, in the order in which they first appear.
    var names: [Measure.Name] {
        var names: [Measure.Name] = []
        for measure in rows.flatMap(\.measures) where !names.contains(measure.name) {
            names.append(measure.name)
        }
        return names
    }
}

extension StatisticsReport {
    /// The table of one cell: a table for each kind of rows, those about periods, say, and those about classes.
    func tableLines(of table: Analysis.Table, _ analysis: Analysis) -> [String] {
        let letters = importanceChart(of: table, analysis)?.letters ?? [:]
        var order: [[String]] = []
        var rows: [[String]: [AnalysisGrid.Row]] = [:]
        for (place, row) in table.rows.enumerated() {
            let names = row.keys.map(\.name)
            if rows[names] == nil { order.append(names) }
            rows[names, default: []].append(gridRow(row, letters[place], analysis))
        }
        let isBarred = [.drivers, .curve, .retention, .quality].contains(analysis.kind)
        return order.enumerated().flatMap { place, names in
            (place > 0 ? [""] : [])
                + lines(
                    of: AnalysisGrid(
                        keys: names.map { keyName($0, of: analysis) }, rows: rows[names] ?? [],
                        analysis: analysis,
                        isBarred: isBarred))
        }
    }

    /// A row with its names, the first behind the letter that it has on a chart.
    private func gridRow(
        _ row: Analysis.Row, _ letter: Character?, _ analysis: Analysis
    ) -> AnalysisGrid.Row {
        func keys(isShort: Bool) -> [String] {
            var keys = row.keys.map { keyValue($0, in: row.keys, of: analysis, isShort: isShort) }
            if let letter, !keys.isEmpty { keys[0] = "\(letter)  \(keys[0])" }
            return keys
        }
        return .init(
            keys: keys(isShort: true), fullKeys: keys(isShort: false), n: row.n,
            measures: row.isSuppressed ? [] : row.measures, marks: row.isSuppressed ? [] : row.marks,
            isHidden: row.isSuppressed)
    }

    /// One table where the window has room for it, else several under each other that repeat the keys, else a list for each
    /// row. No number is cut or left out.
    func lines(of grid: AnalysisGrid) -> [String] {
        let keys = grid.keys.enumerated().map { place, head in
            Column(
                .init(head: head, alignment: .left),
                grid.rows.map { $0.keys.indices.contains(place) ? $0.keys[place] : "" })
        }
        var blocks: [[Column]] = [[]]
        let units = units(of: grid)
        for unit in units {
            let last = blocks.count - 1
            if table(keys + blocks[last] + unit).neededWidth() <= width {
                blocks[last] += unit
            } else if !blocks[last].isEmpty, table(keys + unit).neededWidth() <= width {
                blocks.append(unit)
            } else {
                return records(of: grid)
            }
        }
        // One row is no table, and who has to look it up in four has lost the line.
        if blocks.count > (grid.rows.count == 1 ? 1 : 3) { return records(of: grid) }
        // Signs that have no room beside the last numbers are sentences, one for each row that has some.
        let marks = marks(of: grid)
        var remarks: [String] = []
        if let marks, let last = blocks.last {
            if table(keys + last + [marks]).neededWidth() <= width {
                blocks[blocks.count - 1].append(marks)
            } else {
                remarks = zip(grid.rows, marks.cells).filter { !$1.isEmpty }.map { row, mark in
                    texts(.absenceOf, ["name": row.fullKeys.joined(separator: separator), "reason": mark])
                }
            }
        }
        return blocks.enumerated().flatMap { place, block in
            (place > 0 ? [""] : [])
                + table(keys + block, bar: blocks.count == 1 && grid.isBarred ? bar(of: grid) : nil).lines(
                    width: width, cut: bars.cut)
        } + remarks.flatMap(indented)
    }

    private struct Column {
        var column: Table.Column
        var cells: [String]

        init(_ column: Table.Column, _ cells: [String]) {
            self.column = column
            self.cells = cells
        }
    }

    private func table(_ columns: [Column], bar: ((Int) -> Table.Bar?)? = nil) -> Table {
        var table = Table(columns.map(\.column))
        table.longestWord = 20
        for row in 0..<(columns.first?.cells.count ?? 0) {
            table.add(columns.map { $0.cells[row] }, bar: bar?(row))
        }
        return table
    }

    /// The columns that stay together: the base; each number and its interval.
    private func units(of grid: AnalysisGrid) -> [[Column]] {
        var units: [[Column]] = []
        if grid.rows.contains(where: { $0.n != nil }) || grid.rows.allSatisfy(\.isHidden) {
            let cells = grid.rows.map { row in
                row.isHidden ? bars.hidden : row.n.map { numbers.count($0) } ?? ""
            }
            units.append([Column(column(.base), cells)])
        }
        if grid.isSparse {
            let cells = { (format: (Measure) -> String) in
                grid.rows.map { $0.isHidden ? bars.hidden : $0.measures.first.map(format) ?? "" }
            }
            units.append([
                Column(column(.measureValue), cells { formatted($0, of: grid.analysis) }),
                Column(
                    .init(head: intervalHead, alignment: .left),
                    cells { formattedInterval($0, of: grid.analysis) }),
            ])
            return units
        }
        for name in grid.names {
            let measures = grid.rows.map { row in row.measures.first { $0.name == name } }
            func cells(_ format: (Measure) -> String) -> [String] {
                zip(grid.rows, measures).map { row, measure in
                    row.isHidden ? bars.hidden : measure.map(format) ?? ""
                }
            }
            var unit = [Column(column(name.text), cells { formatted($0, of: grid.analysis) })]
            if measures.contains(where: { $0?.interval != nil }) {
                unit.append(
                    Column(
                        .init(head: intervalHead, alignment: .left),
                        cells { formattedInterval($0, of: grid.analysis) }))
            }
            units.append(unit)
        }
        return units
    }

    /// The column of signs, if there are any.
    private func marks(of grid: AnalysisGrid) -> Column? {
        guard grid.rows.contains(where: { !$0.marks.isEmpty }) else { return nil }
        return Column(.init(head: texts[.marksHead], alignment: .left), grid.rows.map { inWords($0.marks) })
    }

    /// `95% interval`.
    var intervalHead: String { texts(.interval, ["level": numbers.level(statistics.options.level.value)]) }

    /// Signs in words, letters of columns as they are.
    func inWords(_ marks: [String]) -> String {
        marks.map { mark in NamedWords.marks[mark].map { texts[$0] } ?? mark }.joined(separator: ", ")
    }

    /// A bar of the first share, or of the first number against the largest of all.
    private func bar(of grid: AnalysisGrid) -> ((Int) -> Table.Bar?)? {
        let shares = grid.names.first { $0.unit == .percent && $0 != .performance }
        guard let name = shares ?? grid.names.first(where: { $0.unit == .units }) else { return nil }
        let values = grid.rows.map { row -> Double? in
            guard case .success(let value)? = row.measures.first(where: { $0.name == name })?.value else {
                return nil
            }
            return value
        }
        let largest = shares != nil ? 100 : values.compactMap(\.self).max() ?? 0
        guard largest > 0, largest.isFinite else { return nil }
        return { row in
            guard let value = values[row] else { return nil }
            return { bars.bar(100 * value / largest, width: $0) }
        }
    }

    /// Each row by itself: what it is about, and its numbers under each other.
    private func records(of grid: AnalysisGrid) -> [String] {
        let names = grid.names.map { texts[$0.text] } + [texts[.base], texts[.marksHead]]
        let column = min(names.map(\.displayWidth).max() ?? 0, width / 2)
        return grid.rows.flatMap { row -> [String] in
            let head = row.fullKeys.filter { !$0.isEmpty }.joined(separator: separator)
            guard !row.isHidden else { return indented(head + "  " + bars.hidden) }
            let base = row.n.map { [(texts[.base], numbers.count($0))] } ?? []
            let measures = row.measures.map { measure in
                let interval = formattedInterval(measure, of: grid.analysis)
                return (
                    texts[measure.name.text],
                    formatted(measure, of: grid.analysis) + (interval.isEmpty ? "" : " (\(interval))")
                )
            }
            let marks = row.marks.isEmpty ? [] : [(texts[.marksHead], inWords(row.marks))]
            return indented(head) + (base + measures + marks).flatMap { record($0, $1, column) }
        }
    }

    /// A name and a number in one line where there is room, else under each other.
    private func record(_ name: String, _ value: String, _ column: Int) -> [String] {
        let room = width - 4 - value.displayWidth - 2
        guard name.displayWidth <= room else {
            return name.wrapped(to: width - 4).map { "    " + $0 }
                + value.wrapped(to: width - 6).map { "      " + $0 }
        }
        return ["    " + name.padded(to: min(room, column)) + "  " + value]
    }
}
