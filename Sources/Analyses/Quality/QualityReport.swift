internal import Statistics
internal import SurveyModel
package import Tallies

/// How many responses are doubtful, and what promoter scores, satisfaction and ease are without them.
///
/// Reads the flags that responses have: see `QualityScreen`.
package struct QualityReport: ResponseAnalysis {
    private let plan: TallyPlan
    private var metrics: [Part]
    private var n = 0
    /// How many have each of `flags`, and last how many have any.
    private var flagged = [Int](repeating: 0, count: Self.flags.count + 1)

    /// A metric: detractors, passives and promoters, or those outside of the top boxes and in them.
    private struct Part {
        var reading: MetricReading
        var flagged: [Int]
        var unflagged: [Int]

        /// The figure of so many of each class: a score or a share, -100 or 0 to 100.
        static func value(_ counts: [Int]) -> Estimate<Double> {
            let n = counts.reduce(0, +)
            guard n > 0, let last = counts.last else { return .failure(.empty) }
            let first = counts.count == 3 ? counts[0] : 0
            return .success(100 * Double(last - first) / Double(n))
        }
    }

    private static let flags: [(flag: QualityFlags, name: String)] = [
        (.straightLining, "straight_lining"), (.speeder, "speeder"), (.duplicate, "duplicate"),
        (.impossibleTime, "impossible_time"),
    ]

    /// Makes a report that has seen nobody.
    package init(_ plan: TallyPlan) {
        self.plan = plan
        metrics = plan.metrics.indices.compactMap { position in
            guard let reading = MetricReading(plan, metric: position) else { return nil }
            switch reading.function {
            case .nps: return Part(reading: reading, flagged: [0, 0, 0], unflagged: [0, 0, 0])
            case .csat, .ces: return Part(reading: reading, flagged: [0, 0], unflagged: [0, 0])
            default: return nil
            }
        }
    }

    package var base: Int { n }

    package var names: [(kind: Analysis.Kind, subject: String)] { [(.quality, "")] }

    package mutating func add(_ response: borrowing CodedResponse) {
        guard plan.isCounted[response.row.state] else { return }
        n += 1
        let flags = response.flags
        for (index, flag) in Self.flags.enumerated() where flags.contains(flag.flag) { flagged[index] += 1 }
        if !flags.isEmpty { flagged[Self.flags.count] += 1 }
        for index in metrics.indices {
            let reading = metrics[index].reading
            reading.forEach(of: response) { value in
                guard case .number(let number, _) = value else { return }
                let place =
                    reading.function == .nps
                    ? (number <= 6 ? 0 : number <= 8 ? 1 : 2) : number >= reading.lowestTop ? 1 : 0
                if flags.isEmpty {
                    metrics[index].unflagged[place] += 1
                } else {
                    metrics[index].flagged[place] += 1
                }
            }
        }
    }

    package mutating func merge(_ other: Self) {
        n += other.n
        for index in flagged.indices { flagged[index] += other.flagged[index] }
        for index in metrics.indices {
            for place in metrics[index].flagged.indices {
                metrics[index].flagged[place] += other.metrics[index].flagged[place]
                metrics[index].unflagged[place] += other.metrics[index].unflagged[place]
            }
        }
    }

    /// For each metric all who answered, then those who are flagged and those who are not.
    package var partBases: [[Int]] {
        metrics.flatMap { part in
            let (flagged, unflagged) = (part.flagged.reduce(0, +), part.unflagged.reduce(0, +))
            return [[flagged + unflagged], [flagged, unflagged]]
        }
    }

    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        analyses(
            in: cell, hiding: partBases.map { $0.map(options.suppression.hides(base:)) }, options)
    }

    package func analyses(in cell: Cell, hiding: [[Bool]], _ options: AnalysisOptions) -> [Analysis] {
        guard n > 0 else { return [Analysis(.quality, of: "", in: cell, .unavailable(.empty))] }
        let names = Self.flags.map(\.name) + ["any"]
        let rows = zip(names, flagged).map { name, count in
            let share = Proportion(count: count, base: n)
            return Analysis.Row(
                [Analysis.Key("flag", name)], n: n,
                [
                    Measure(.count, Double(count)),
                    Measure(
                        .share, share?.share.map { 100 * $0 } ?? .failure(.empty),
                        interval: share?.interval(level: options.level).map {
                            Interval(lower: 100 * $0.lower, upper: 100 * $0.upper)
                        }, method: "wilson"),
                ])
        }
        return [
            Analysis(
                .quality, of: "", in: cell,
                .table(
                    Analysis.Table(
                        n: n,
                        rows: rows
                            + metrics.indices.map { index in
                                row(
                                    metrics[index], isHidden: hiding[2 * index].contains(true),
                                    parts: hiding[2 * index + 1].contains(true), options.suppression)
                            })))
        ]
    }

    /// A metric with and without those who are flagged. Where one of the two must not be shown, what is without the
    /// flagged is hidden: the difference would tell what they answered.
    private func row(_ part: Part, isHidden: Bool, parts areHidden: Bool, _ rule: SuppressionRule)
        -> Analysis.Row
    {
        let all = zip(part.flagged, part.unflagged).map { $0 + $1 }
        let keys = [Analysis.Key("metric", part.reading.name)]
        guard !isHidden else { return Analysis.Row(keys, isSuppressed: true) }
        return Analysis.Row(
            keys, n: all.reduce(0, +),
            [
                Measure(part.reading.function == .nps ? .score : .share, Part.value(all)),
                Measure(
                    .unflagged,
                    areHidden ? .failure(.suppressed(minimum: rule.minimumBase)) : Part.value(part.unflagged)),
            ])
    }
}
