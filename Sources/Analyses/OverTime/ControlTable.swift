internal import Statistics

/// Which control chart is drawn of a metric.
package enum ControlKind: String, Hashable, Sendable, CaseIterable {
    /// A p-chart of shares, a chart of promoter scores, and individual values of means.
    case natural
    /// Individual values and their moving ranges, whatever the metric.
    case individuals
    /// Exponentially weighted averages.
    case smoothed
}

extension PeriodSeries {
    /// The fewest periods whose limits are to be relied on.
    ///
    /// Source: D. Wheeler, "Understanding Variation", 2nd edition (2000): limits from a dozen values or more are useful.
    private static let fewest = 12

    /// The periods that are shown and not empty, against the limits of a stable process.
    ///
    /// Hidden periods take no part, neither in the center nor in averages and runs, from which they could be found.
    func control(_ kind: ControlKind, _ options: AnalysisOptions) -> Analysis.Content {
        guard !periods.isEmpty else { return .unavailable(.empty) }
        let shown = periods.indices.compactMap {
            index -> (index: Int, counts: MetricCounts, value: Double)? in
            guard let counts = counts[index], counts.n > 0,
                case .success(let value) = counts.measure(options.level).value
            else { return nil }
            return (index, counts, value)
        }
        guard let first = shown.first else { return .unavailable(.empty) }
        guard
            let pooled = shown.dropFirst().reduce(
                Optional(first.counts), { sum, next in sum.flatMap { $0.adding(next.counts) } })
        else { return .unavailable(.overflow) }
        let values = shown.map(\.value)
        let chart = Chart.make(kind, shown.map { ControlPoint($0.value, n: $0.counts.n) }, pooled)
        switch chart {
        case .failure(let absence): return .unavailable(absence)
        case .success(let chart):
            let runs = ControlChart.runs(chart.plotted ?? values, around: chart.center)
            var rows = periods.indices.map { index in
                counts[index] == nil
                    ? Analysis.Row([key(index)], isSuppressed: true) : Analysis.Row([key(index)], n: 0)
            }
            for (position, point) in shown.enumerated() {
                rows[point.index] = chart.row(
                    position, [key(point.index)], point.counts, isRun: runs[position], options)
            }
            return .table(
                Analysis.Table(
                    n: pooled.n, excluded: exclusions, summary: chart.summary, rows: rows,
                    settings: settings(options) + chart.settings,
                    caveats: shown.count < Self.fewest ? [.fewPeriods] : []))
        }
    }
}

/// A control chart of values that are shown.
private struct Chart {
    let center: Double
    let limits: [Estimate<ControlLimits>]
    /// What is drawn in place of the values; nil if those are.
    let plotted: [Double]?
    let individuals: IndividualsChart?
    let settings: [Analysis.Setting]
    let values: [Double]

    /// Absent where there is no variation.
    static func make(
        _ kind: ControlKind, _ points: [ControlPoint], _ pooled: MetricCounts
    ) -> Estimate<Chart> {
        let values = points.map(\.value)
        let scale = pooled.scale
        let run = Analysis.Setting("run", .whole(ControlChart.runLength))
        switch (kind, pooled) {
        case (.smoothed, _):
            return pooled.processVariance.flatMap { center, variance in
                SmoothedChart.of(points, center: center, variance: variance, scale: scale).map {
                    Chart(
                        center: center, limits: $0.limits.map(Estimate.success), plotted: $0.values,
                        individuals: nil,
                        settings: [
                            .init("chart", .name("ewma")), .init("lambda", .real(SmoothedChart.weight)),
                            .init("width", .real(SmoothedChart.width)), run,
                        ], values: values)
                }
            }
        case (.natural, .promoter):
            return pooled.promoterScore.flatMap { all in
                all.score.map { center in
                    Chart(
                        center: center, limits: points.map { ControlChart.limits(of: all, n: $0.n) },
                        plotted: nil, individuals: nil,
                        settings: [
                            .init("chart", .name("promoter_score")),
                            .init("width", .real(ControlChart.width)), run,
                        ], values: values)
                }
            }
        case (.natural, .share):
            return pooled.proportion.flatMap { all in
                all.share.map { center in
                    Chart(
                        center: 100 * center,
                        limits: points.map {
                            ControlChart.limits(ofShare: all, n: $0.n).map { $0.times(100) }
                        }, plotted: nil, individuals: nil,
                        settings: [
                            .init("chart", .name("p")), .init("width", .real(ControlChart.width)), run,
                        ], values: values)
                }
            }
        case (.individuals, _), (.natural, _):
            return IndividualsChart.of(values, scale: scale).map { chart in
                Chart(
                    center: chart.limits.center, limits: points.map { _ in .success(chart.limits) },
                    plotted: nil, individuals: chart,
                    settings: [
                        .init("chart", .name("xmr")), .init("factor", .real(2.66)),
                        .init("range_factor", .real(3.268)), run,
                    ], values: values)
            }
        }
    }

    var summary: [Measure] {
        var measures = [Measure(.center, center)]
        if let individuals {
            measures.append(Measure(.movingRange, individuals.meanRange))
            measures.append(Measure(.rangeLimit, individuals.upperRange))
        }
        return measures
    }

    func row(
        _ position: Int, _ keys: [Analysis.Key], _ counts: MetricCounts, isRun: Bool,
        _ options: AnalysisOptions
    ) -> Analysis.Row {
        let drawn = plotted?[position] ?? values[position]
        var measures = [counts.measure(options.level)]
        if let plotted { measures.append(Measure(.smoothed, plotted[position])) }
        let limits = limits[position]
        measures.append(Measure(.center, center))
        measures.append(Measure(.lowerLimit, limits.map(\.lower)))
        measures.append(Measure(.upperLimit, limits.map(\.upper)))
        var marks: [String] = []
        if case .success(let limits) = limits {
            if drawn > limits.upper { marks.append("above") }
            if drawn < limits.lower { marks.append("below") }
        }
        if isRun { marks.append("run") }
        if let individuals {
            let range = position > 0 ? individuals.ranges[position - 1] : nil
            measures.append(
                Measure(.movingRange, range.map(Estimate.success) ?? .failure(.tooFew(minimum: 2))))
            if let range, range > individuals.upperRange { marks.append("range") }
        }
        return Analysis.Row(keys, n: counts.n, measures, marks: marks)
    }
}

extension ControlLimits {
    fileprivate func times(_ factor: Double) -> ControlLimits {
        ControlLimits(center: center * factor, lower: lower * factor, upper: upper * factor)
    }
}

extension MetricCounts {
    /// Beyond what no value can lie; nil if that is not known.
    fileprivate var scale: ClosedRange<Double>? {
        switch self {
        case .promoter: PromoterScore.scale
        case .share: 0...100
        case .mean, .scale: nil
        }
    }

    /// The value of all, and the variance of one respondent in the same unit.
    fileprivate var processVariance: Estimate<(center: Double, variance: Double)> {
        switch self {
        case .promoter:
            return promoterScore.flatMap { all in
                all.score.flatMap { center in
                    all.standardError.map { (center, $0 * $0 * Double(all.n)) }
                }
            }
        case .share:
            return proportion.flatMap { all in
                all.share.map { (100 * $0, 10_000 * $0 * (Double(all.base - all.count) / Double(all.base))) }
            }
        case .mean, .scale:
            return scaledMean.flatMap { mean in
                mean.value.flatMap { center in
                    Mean(mean.moments).standardDeviation.map { deviation in
                        (center, deviation / mean.scale * (deviation / mean.scale))
                    }
                }
            }
        }
    }
}
