internal import Analyses
internal import Statistics
internal import Terminal
internal import Translations

// Which drawing goes with which analysis. Everything that is drawn stands in the table as well.

extension StatisticsReport {
    /// The drawing of one cell, below its table; none for most kinds.
    func drawing(of table: Analysis.Table, _ analysis: Analysis) -> [String] {
        switch analysis.kind {
        case .trend: trendLines(table, analysis)
        case .control: controlLines(table, analysis)
        case .drivers: importanceLines(table, analysis)
        case .intervals, .comparison, .crossTable, .chain, .curve, .penaltyReward, .reliability, .retention,
            .lifetime, .responseStyle, .response, .quality, .weighting, .weighted:
            []
        }
    }

    // MARK: A figure over time

    private func trendLines(_ table: Analysis.Table, _ analysis: Analysis) -> [String] {
        let rows = periods(of: table)
        guard let name = rows.flatMap(\.measures).first?.name else { return [] }
        let values = rows.map { value(name, in: $0) }
        let known = values.compactMap(\.self)
        guard known.count > 1, let low = known.min(), let high = known.max() else { return [] }
        let line = bars.sparkline(Array(values.suffix(width - 4)))
        let range = texts(
            .chartRange,
            ["low": format(low, name, of: analysis), "high": format(high, name, of: analysis)])
        let gap = known.count < values.count ? [texts(.chartGap, ["sign": bars.gap])] : []
        let words = ([range] + gap).joined(separator: "; ")
        if line.displayWidth + words.displayWidth + 4 <= width { return ["  " + line + "  " + words] }
        return ["  " + line] + indented(words)
    }

    /// The rows that are about periods; others may compare two of them.
    private func periods(of table: Analysis.Table) -> [Analysis.Row] {
        table.rows.filter { $0.keys.contains { $0.name == "period" } }
    }

    private func value(_ name: Measure.Name, in row: Analysis.Row) -> Double? {
        guard !row.isSuppressed,
            case .success(let value)? = row.measures.first(where: { $0.name == name })?.value, value.isFinite
        else { return nil }
        return value
    }

    // MARK: A process and its limits

    private func controlLines(_ table: Analysis.Table, _ analysis: Analysis) -> [String] {
        // Where values are smoothed, the limits are for what that gives.
        let known: [Measure.Name] = [.smoothed, .value, .score, .share, .mean, .median]
        let rows = periods(of: table)
        guard let name = known.first(where: { name in rows.contains { value(name, in: $0) != nil } })
        else { return [] }
        func line(_ name: Measure.Name) -> (Analysis.Row) -> Double? {
            let whole = table.summary.first { $0.name == name }.flatMap { try? $0.value.get() }
            return { value(name, in: $0) ?? whole }
        }
        let (center, lower, upper) = (line(.center), line(.lowerLimit), line(.upperLimit))
        let points = rows.map { row in
            ControlChart.Point(
                value: value(name, in: row), center: center(row), lower: lower(row), upper: upper(row),
                isSignal: !row.isSuppressed && !row.marks.isEmpty)
        }
        let chart = ControlChart(points: points, bars: bars)
        let lines = chart.lines(width: width - 2) { format($0, name, of: analysis) }
        guard !lines.isEmpty else { return [] }
        let signs: [(ProgramText, Character)] = [
            (.chartValue, bars.valueSign), (.chartSignal, bars.signalSign), (.chartCenter, bars.centerSign),
            (.chartLimit, bars.limitSign),
        ]
        // A sign and its word stay in one line.
        let legend = signs.map { text, sign in
            String(texts(text, ["sign": String(sign)]).map { $0 == " " ? "\u{A0}" : $0 })
        }
        return [""] + lines.map { $0.isEmpty ? "" : "  " + $0 } + indented(legend.joined(separator: "   "))
    }

    // MARK: Importance and performance

    /// The chart and the letters of rows; nil where fewer than two rows have both numbers.
    func importanceChart(of table: Analysis.Table, _ analysis: Analysis) -> ImportanceChart? {
        guard analysis.kind == .drivers else { return nil }
        let names: [Measure.Name] = [.importanceShare, .importance]
        guard let name = names.first(where: { name in table.rows.contains { value(name, in: $0) != nil } })
        else { return nil }
        let points = table.rows.enumerated().compactMap { place, row -> ImportanceChart.Point? in
            guard let importance = value(name, in: row), let performance = value(.performance, in: row) else {
                return nil
            }
            return .init(row: place, importance: importance, performance: performance)
        }
        return ImportanceChart(points: points, importance: name)
    }

    private func importanceLines(_ table: Analysis.Table, _ analysis: Analysis) -> [String] {
        guard let chart = importanceChart(of: table, analysis) else { return [] }
        let axes = texts(
            .chartAxes,
            [
                "importance": range(chart.importances, chart.importance, analysis),
                "performance": range(chart.performances, .performance, analysis),
            ])
        let drawn = chart.drawn(width: min(width - 4, 60), height: 10, bars)
        let together = drawn.together.map { texts(.chartTogether, ["letters": $0]) }
        return [""] + drawn.lines.map { "  " + $0 } + together.flatMap(indented) + indented(axes)
            + indented(texts[.chartCorner])
    }

    private func range(_ range: ClosedRange<Double>, _ name: Measure.Name, _ analysis: Analysis) -> String {
        texts(
            .intervalOf,
            [
                "low": format(range.lowerBound, name, of: analysis),
                "high": format(range.upperBound, name, of: analysis),
            ])
    }
}
