internal import Statistics
internal import SurveyModel
package import Tallies

/// A metric with weights: its value, the standard error by linearisation, an interval, and the effective n.
///
/// Promoter scores, satisfaction, ease, means of one variable and of scales, shares, retention and churn. Sums are
/// exact, so that any order and any split of the responses gives the same.
package struct WeightedFigure: ResponseAnalysis {
    private let reading: MetricReading
    /// Detractors, passives, promoters; or those an event is not and is true of.
    private var classes: [WeightedCount]
    /// For each number of items of which a score is the sum, the moments of the sums.
    private var levels: [Int: WeightedMoments] = [:]
    private var missing = 0
    private var unweighted = 0
    private var beyond = 0

    /// The figure of a metric by its position in the survey; nil for functions without a weighted figure.
    package init?(_ plan: TallyPlan, metric position: Int) {
        guard let reading = MetricReading(plan, metric: position) else { return nil }
        self.reading = reading
        let count = reading.function == .nps ? 3 : 2
        classes = [WeightedCount](repeating: WeightedCount(), count: count)
    }

    package var base: Int { usesClasses ? classes.reduce(0) { $0 + $1.n } : mean.count.n }

    package var names: [(kind: Analysis.Kind, subject: String)] { [(.weighted, reading.name)] }

    private var usesClasses: Bool { reading.function != .mean }

    private var mean: WeightedMean {
        WeightedMean(levels: levels.sorted { $0.key < $1.key }.map { ($0.value, $0.key) })
    }

    package mutating func add(_ response: borrowing CodedResponse) {
        let weight = response.weight
        let reading = reading
        reading.forEach(of: response) { value in
            switch value {
            case .missing, .tooFew: missing += 1
            case .beyond: beyond += 1
            case .number, .truth:
                if weight > 0 { add(value, weight) } else { unweighted += 1 }
            }
        }
    }

    private mutating func add(_ value: MetricReading.Value, _ weight: Int64) {
        switch value {
        case .truth(let isTrue): classes[isTrue ? 1 : 0].add(weight: weight)
        case .number(let number, let divisor):
            switch reading.function {
            case .nps: classes[number <= 6 ? 0 : number <= 8 ? 1 : 2].add(weight: weight)
            case .csat, .ces:
                classes[number >= reading.lowestTop ? 1 : 0].add(weight: weight)
                fallthrough
            default: levels[divisor, default: WeightedMoments()].add(number, weight: weight)
            }
        case .missing, .tooFew, .beyond: break
        }
    }

    package mutating func merge(_ other: Self) {
        for index in classes.indices { classes[index].add(other.classes[index]) }
        for (divisor, moments) in other.levels { levels[divisor, default: WeightedMoments()].add(moments) }
        missing += other.missing
        unweighted += other.unweighted
        beyond += other.beyond
    }

    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        guard base > 0 else { return [Analysis(.weighted, of: reading.name, in: cell, .unavailable(.empty))] }
        let count = usesClasses ? classes.reduce(into: WeightedCount()) { $0.add($1) } : mean.count
        return [
            Analysis(
                .weighted, of: reading.name, in: cell,
                .table(
                    Analysis.Table(
                        n: base,
                        excluded: [
                            .init(.incomplete, missing), .init(.unweighted, unweighted),
                            .init(.beyond, beyond),
                        ],
                        summary: measures(options.level) + [
                            Measure(.effectiveN, count.effectiveN),
                            Measure(.designEffect, count.designEffect),
                        ],
                        settings: [.init("variance", .name("linearisation"))], caveats: [.weighted])))
        ]
    }

    private func measures(_ level: ConfidenceLevel) -> [Measure] {
        switch reading.function {
        case .nps:
            let score = WeightedPromoterScore(
                detractors: classes[0], passives: classes[1], promoters: classes[2])
            return [
                Measure(.score, score.score, interval: score.interval(level: level), method: "score"),
                Measure(.standardError, score.standardError),
            ]
        case .csat, .ces:
            return share(.share, yes: classes[1], no: classes[0], level) + meanMeasures(level, error: false)
        case .churn: return share(.churn, yes: classes[0], no: classes[1], level)
        case .retention: return share(.retention, yes: classes[1], no: classes[0], level)
        case .share: return share(.share, yes: classes[1], no: classes[0], level)
        default: return meanMeasures(level, error: true)
        }
    }

    private func share(
        _ name: Measure.Name, yes: WeightedCount, no: WeightedCount, _ level: ConfidenceLevel
    ) -> [Measure] {
        let share = WeightedShare(yes: yes, no: no)
        return [
            Measure(
                name, share.share.map { 100 * $0 },
                interval: share.interval(level: level).map {
                    Interval(lower: 100 * $0.lower, upper: 100 * $0.upper)
                },
                method: "wilson"),
            Measure(.standardError, share.standardError.map { 100 * $0 }),
        ]
    }

    private func meanMeasures(_ level: ConfidenceLevel, error: Bool) -> [Measure] {
        let mean = mean
        var unit = 1.0
        for _ in 0..<reading.decimals { unit *= 10 }
        let interval = mean.interval(level: level).map {
            Interval(lower: $0.lower / unit, upper: $0.upper / unit)
        }
        let value = Measure(.mean, mean.value.map { $0 / unit }, interval: interval, method: "t")
        return error ? [value, Measure(.standardError, mean.standardError.map { $0 / unit })] : [value]
    }
}
