internal import Statistics
internal import Tallies

extension PeriodSeries {
    /// Each period with its value, and its change against the period before.
    func trend(rolling: Int, _ options: AnalysisOptions) -> Analysis.Content {
        guard !periods.isEmpty else { return .unavailable(.empty) }
        let hidden = Absence.suppressed(minimum: options.suppression.minimumBase)
        let rows = periods.indices.map { index in
            guard let now = counts[index] else { return Analysis.Row([key(index)], isSuppressed: true) }
            var measures = [now.measure(options.level)]
            // Before the first period there is none.
            if index > 0 { measures.append(change(at: index, now, hidden, options)) }
            if rolling > 1 { measures.append(rolled(index, rolling, hidden, options)) }
            return Analysis.Row([key(index)], n: now.n, measures)
        }
        var settings = settings(options)
        if rolling > 1 { settings.append(.init("rolling", .whole(rolling))) }
        // All together, unless that would give those in no period away.
        let givesAway = options.suppression.hides(base: outside)
        return .table(
            Analysis.Table(
                n: n, excluded: exclusions, summary: givesAway ? [] : [all.measure(options.level)],
                rows: rows, settings: settings))
    }

    private func change(
        at index: Int, _ now: MetricCounts, _ hidden: Absence, _ options: AnalysisOptions
    ) -> Measure {
        guard let before = counts[index - 1] else { return Measure(.change, .failure(hidden)) }
        var measure = CountsDifference.change(from: before, to: now, options.level)
        measure.name = .change
        return measure
    }

    private func rolled(
        _ index: Int, _ length: Int, _ hidden: Absence, _ options: AnalysisOptions
    ) -> Measure {
        guard index + 1 >= length else { return Measure(.smoothed, .failure(.empty)) }
        var pooled: MetricCounts?
        for place in (index + 1 - length)...index {
            guard let counts = counts[place] else { return Measure(.smoothed, .failure(hidden)) }
            pooled = pooled.map { $0.adding(counts) } ?? counts
        }
        guard var measure = pooled?.measure(options.level) else {
            return Measure(.smoothed, .failure(.empty))
        }
        measure.name = .smoothed
        return measure
    }
}

extension PeriodSeries {
    /// The last period against the one before it in each cell, with p values corrected over the cells.
    static func past(
        _ cells: [(cell: Cell, series: PeriodSeries?)], _ metric: String, _ options: AnalysisOptions
    ) -> [Analysis] {
        let differences = cells.map { $0.series?.pastDifference(options.level) }
        let correction: PValueCorrection =
            differences.count { $0 != nil } > PairwiseComparison.mostPairsOfHolm ? .benjaminiHochberg : .holm
        let adjusted = correction.adjusted(differences.map { $0?.test ?? .failure(.empty) })
        let tests = differences.count { difference in
            if case .success? = difference?.test { true } else { false }
        }
        return cells.indices.map { index in
            let (cell, series) = cells[index]
            guard let series else { return Analysis(.comparison, of: metric, in: cell, .suppressed) }
            guard let last = series.periods.last else {
                return Analysis(.comparison, of: metric, in: cell, .unavailable(.empty))
            }
            let keys = [
                Analysis.Key("left", last.name), Analysis.Key("right", last.advanced(by: -1).name),
            ]
            let bases = series.pastBases
            let row =
                differences[index].map {
                    Analysis.Row(keys, n: bases, $0.measures(adjusted: adjusted[index]))
                } ?? Analysis.Row(keys, isSuppressed: true)
            let settings =
                series.settings(options)
                + PairwiseComparison.settings(correction, count: tests, options).dropFirst()
            return Analysis(
                .comparison, of: metric, in: cell,
                .table(
                    Analysis.Table(
                        n: row.n ?? 0, rows: [row], settings: settings,
                        caveats: tests > 1 ? [.corrected] : [])))
        }
    }

    /// Nil if one of the two is hidden.
    private func pastDifference(_ level: ConfidenceLevel) -> CountsDifference? {
        guard let now = counts.last.flatMap(\.self) else { return nil }
        guard counts.count > 1 else { return CountsDifference(now, now.none, level) }
        return counts[counts.count - 2].map { CountsDifference(now, $0, level) }
    }

    private var pastBases: Int { counts.suffix(2).reduce(0) { $0 + ($1?.n ?? 0) } }
}

extension CountsDifference {
    /// The difference alone, without a test and a probability.
    static func change(from before: MetricCounts, to now: MetricCounts, _ level: ConfidenceLevel) -> Measure {
        CountsDifference(now, before, level, isTested: false).difference
    }
}

extension MetricCounts {
    /// The counts of nobody.
    fileprivate var none: MetricCounts {
        switch self {
        case .promoter: .promoter(detractors: 0, passives: 0, promoters: 0)
        case .share: .share(yes: 0, no: 0)
        case .mean(_, _, _, let unit): .mean(n: 0, sum: 0, squares: 0, unit: unit)
        case .scale(let levels):
            .scale(levels.map { _ in .init(respondents: 0, sum: 0, squares: 0) })
        }
    }
}
