internal import Statistics
internal import SurveyModel
package import Tallies

/// One metric over periods, by when responses were started: as it went, against the period before, and against the limits
/// of a stable process.
///
/// Takes memory for each period that occurs among the times that are believed.
package struct MetricTrend: ResponseAnalysis {
    /// What is shown of it.
    package enum Output: Hashable, Sendable {
        /// Each period; with `rolling` above 1 also the last so many pooled.
        case trend(rolling: Int)
        /// The last period against the one before it.
        case past
        /// A control chart.
        case control(ControlKind)

        var kind: Analysis.Kind {
            switch self {
            case .trend: .trend
            case .past: .comparison
            case .control: .control
            }
        }
    }

    let reader: MetricReader
    let rule: PeriodRule
    let outputs: [Output]
    /// The numbers of each period, by its index.
    private(set) var periods: [Int64: [Int128]] = [:]
    /// Those of responses at times that are not believed.
    private(set) var outside: [Int128]

    /// Nil if the metric is not one that is compared: see `MetricReader`.
    package init?(_ plan: TallyPlan, metric: Int, _ rule: PeriodRule, show outputs: [Output]) {
        guard let reader = MetricReader(plan, metric: metric) else { return nil }
        self.reader = reader
        self.rule = rule
        // The natural chart of a mean is that of individual values, which is shown once.
        let isTwice = reader.metric.function == .mean && outputs.contains(.control(.natural))
        self.outputs = isTwice ? outputs.filter { $0 != .control(.individuals) } : outputs
        outside = [Int128](repeating: 0, count: reader.width)
    }

    package var base: Int { periods.values.reduce(0) { min($0 + reader.counts($1).n, 1 << 60) } }

    package var names: [(kind: Analysis.Kind, subject: String)] {
        outputs.map { ($0.kind, reader.metric.name) }
    }

    package mutating func add(_ response: borrowing CodedResponse) {
        guard let period = rule.period(of: response.started) else {
            reader.add(response, to: &outside)
            return
        }
        reader.add(
            response, to: &periods[period.index, default: [Int128](repeating: 0, count: reader.width)])
    }

    package mutating func merge(_ other: Self) {
        for (index, amounts) in other.periods {
            for place in amounts.indices {
                periods[index, default: [Int128](repeating: 0, count: amounts.count)][place] &+=
                    amounts[place]
            }
        }
        for place in outside.indices { outside[place] &+= other.outside[place] }
    }

    /// A cell alone, of which nothing else is published.
    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        Self.analyses(of: [[(cell, self)]], isHidden: [[options.suppression.hides(base: base)]], options)
    }

    package static func analyses(
        of rows: [[(cell: Cell, part: Self)]], isHidden: [[Bool]], _ options: AnalysisOptions
    ) -> [Analysis] {
        guard let all = rows.first?.last?.part else { return [] }
        let range = all.range
        let series = PeriodSeries.series(of: rows, isHidden: isHidden, range, options.suppression)
        return all.outputs.flatMap { output in
            let cells = series.map { (cell: $0.cell, series: $0.isHidden ? nil : $0) }
            switch output {
            case .trend(let rolling):
                return cells.map { cell, series in
                    Analysis(
                        .trend, of: all.reader.metric.name, in: cell,
                        series.map { $0.trend(rolling: rolling, options) } ?? .suppressed)
                }
            case .past: return PeriodSeries.past(cells, all.reader.metric.name, options)
            case .control(let kind):
                return cells.map { cell, series in
                    Analysis(
                        .control, of: all.reader.metric.name, in: cell,
                        series.map { $0.control(kind, options) } ?? .suppressed)
                }
            }
        }
    }

    /// The periods from the first to the last in which somebody answered, the last thousand of them.
    private var range: [Period] {
        let answered = periods.filter { reader.counts($0.value).n > 0 }.keys
        guard let first = answered.min(), let last = answered.max() else { return [] }
        return (max(first, last - PeriodRule.limit + 1)...last).map { Period(rule.length, index: $0) }
    }
}
