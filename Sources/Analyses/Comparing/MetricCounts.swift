package import Statistics
package import SurveyModel
package import Tallies

/// What a metric of one population is compared by: exact counts, from a pass over responses or from tallies.
package enum MetricCounts: Hashable, Sendable {
    /// A promoter score.
    case promoter(detractors: Int, passives: Int, promoters: Int)
    /// A share, top boxes included.
    case share(yes: Int, no: Int)
    /// The mean of numbers, which are sums divided by `unit`.
    case mean(n: Int, sum: Int128, squares: Int128, unit: Double)
    /// The mean of several items, by how many of them were answered.
    case scale([ScaleMoments.Level])

    /// What tallies say of a metric; nil if it is not one that is compared.
    package init?(_ tally: MetricTally, of metric: Metric) {
        switch (metric.function, tally) {
        case (.share, .event(let counts)), (.retention, .event(let counts)):
            self = .share(yes: counts.yes, no: counts.no)
        case (.churn, .event(let counts)): self = .share(yes: counts.no, no: counts.yes)
        case (.mean, .scale(let moments)): self = .scale(moments.answered)
        case (.mean, .numbers(let numbers)):
            var unit = 1.0
            for _ in 0..<numbers.decimals { unit *= 10 }
            self = .mean(n: numbers.count, sum: numbers.sum, squares: numbers.squares, unit: unit)
        case (let function, .histogram(let histogram)):
            self.init(function, histogram, isReversed: metric.strands.first?.items.first?.isReversed == true)
        default: return nil
        }
    }

    private init?(_ function: Metric.Function, _ histogram: Histogram, isReversed: Bool) {
        guard let low = histogram.bins.first?.point, let high = histogram.bins.last?.point else { return nil }
        var counts: [Int: Int] = [:]
        for bin in histogram.bins {
            guard let point = bin.point else { return nil }
            counts[isReversed ? low + high - point : point] = bin.count
        }
        guard let distribution = Distribution(counts) else { return nil }
        switch function {
        case .nps:
            guard low == 0, high == 10, let score = PromoterScore(distribution) else { return nil }
            self = .promoter(
                detractors: score.detractors, passives: score.passives, promoters: score.promoters)
        case .csat(let top), .ces(let top):
            let top = distribution.topBox(from: high - max(1, min(top, high - low + 1)) + 1).proportion
            self = .share(yes: top.count, no: top.base - top.count)
        case .mean:
            guard case .success(let moments) = Moments.of(distribution) else { return nil }
            self = .mean(n: moments.n, sum: moments.sum, squares: moments.sumOfSquares, unit: 1)
        default: return nil
        }
    }

    /// How many respondents they are of.
    package var n: Int {
        switch self {
        case .promoter(let d, let m, let p): d + m + p
        case .share(let yes, let no): yes + no
        case .mean(let n, _, _, _): n
        case .scale(let levels):
            levels.enumerated().reduce(0) {
                2 * $1.offset >= levels.count - 1 && $1.offset > 0 ? $0 + $1.element.respondents : $0
            }
        }
    }

    /// The value with its interval: a score from -100 to 100, a share from 0 to 100, a mean in its units.
    package func measure(_ level: ConfidenceLevel) -> Measure {
        switch self {
        case .promoter:
            let score = promoterScore
            return Measure(
                .score, score.flatMap(\.score), interval: score.flatMap { $0.interval(level: level) },
                method: "score")
        case .share:
            let share = proportion
            return Measure(
                .share, share.flatMap(\.share).map { 100 * $0 },
                interval: share.flatMap { $0.interval(level: level) }.map { $0.times(100) }, method: "wilson")
        case .mean, .scale:
            let mean = scaledMean
            return Measure(
                .mean, mean.flatMap(\.value), interval: mean.flatMap { $0.interval(level) }, method: "t")
        }
    }

    var promoterScore: Estimate<PromoterScore> {
        guard case .promoter(let d, let m, let p) = self,
            let score = PromoterScore(detractors: d, passives: m, promoters: p)
        else { return .failure(.overflow) }
        return .success(score)
    }

    var proportion: Estimate<Proportion> {
        guard case .share(let yes, let no) = self,
            case let (base, overflows) = yes.addingReportingOverflow(no),
            !overflows, let proportion = Proportion(count: yes, base: base)
        else { return .failure(.overflow) }
        return .success(proportion)
    }

    var scaledMean: Estimate<ScaledMean> {
        switch self {
        case .mean(let n, let sum, let squares, let unit):
            return Moments(n: n, sum: sum, sumOfSquares: squares).map {
                .success(ScaledMean(moments: $0, denominator: 1, unit: unit))
            } ?? .failure(.overflow)
        case .scale(let levels):
            guard let sums = ScoreSums(levels, least: max(1, levels.count / 2)),
                let moments = Moments(n: n, sum: sums.sum, sumOfSquares: sums.squares)
            else { return .failure(.overflow) }
            return .success(ScaledMean(moments: moments, denominator: sums.denominator, unit: 1))
        case .promoter, .share: return .failure(.overflow)
        }
    }
}

/// The mean of whole numbers that are scores times a denominator.
struct ScaledMean {
    var moments: Moments
    var denominator: Int128
    var unit: Double

    var scale: Double { Double(denominator) * unit }
    var value: Estimate<Double> { Mean(moments).value.map { $0 / scale } }

    func interval(_ level: ConfidenceLevel) -> Estimate<Interval> {
        Mean(moments).interval(level: level).map { $0.times(1 / scale) }
    }

    /// The same over another denominator, a multiple of its own; nil if it does not fit.
    func over(_ other: Int128) -> ScaledMean? {
        let factor = other / denominator
        let (sum, a) = moments.sum.multipliedReportingOverflow(by: factor)
        let (square, b) = factor.multipliedReportingOverflow(by: factor)
        let (squares, c) = moments.sumOfSquares.multipliedReportingOverflow(by: square)
        guard !a, !b, !c, let moments = Moments(n: moments.n, sum: sum, sumOfSquares: squares) else {
            return nil
        }
        return ScaledMean(moments: moments, denominator: other, unit: unit)
    }
}

extension Interval {
    /// The interval in other units.
    func times(_ factor: Double) -> Interval {
        factor < 0
            ? Interval(lower: upper * factor, upper: lower * factor)
            : Interval(lower: lower * factor, upper: upper * factor)
    }
}
