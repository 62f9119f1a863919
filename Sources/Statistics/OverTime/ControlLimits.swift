/// What a stable process stays within.
public struct ControlLimits: Hashable, Sendable {
    /// What the process is around.
    public let center: Double
    /// The lower limit, within the scale.
    public let lower: Double
    /// The upper limit, within the scale.
    public let upper: Double

    /// Makes limits.
    package init(center: Double, lower: Double, upper: Double) {
        self.center = center
        self.lower = lower
        self.upper = upper
    }
}

/// A point of a process: what was seen of so many respondents.
public struct ControlPoint: Hashable, Sendable {
    /// The value.
    public let value: Double
    /// Of how many.
    public let n: Int

    /// Makes a point.
    public init(_ value: Double, n: Int) {
        self.value = value
        self.n = n
    }
}

/// A chart of a process with limits for each of its points.
public enum ControlChart {
    /// How many standard errors the limits of a chart of shares or scores are from the center.
    public static let width = 3.0
    /// How many points on one side of the center are a run.
    ///
    /// Source: Western Electric, "Statistical Quality Control Handbook" (1956), fourth test; D. Montgomery, "Introduction
    /// to Statistical Quality Control", 7th edition (2013), section 5.3.
    public static let runLength = 8

    /// The limits of a share of `n`: a p-chart, `p ± 3 sqrt(p(1-p)/n)`, from 0 to 1.
    ///
    /// Absent if the base is empty, and if nobody or everybody is counted.
    /// Source: D. Montgomery, as above, section 7.2.
    public static func limits(ofShare all: Proportion, n: Int) -> Estimate<ControlLimits> {
        all.share.flatMap { center in
            let variance = center * (Double(all.base - all.count) / Double(all.base))
            return limits(center, variance: variance, n: n, scale: 0...1)
        }
    }

    /// The limits of a promoter score of `n` in points: `S ± 3 sqrt(V/n)`, V being the variance of all answers together.
    ///
    /// Absent if nobody answered, and if everybody is of one class.
    public static func limits(of all: PromoterScore, n: Int) -> Estimate<ControlLimits> {
        all.score.flatMap { center in
            all.standardError.flatMap { error in
                limits(center, variance: error * error * Double(all.n), n: n, scale: PromoterScore.scale)
            }
        }
    }

    private static func limits(_ center: Double, variance: Double, n: Int, scale: ClosedRange<Double>)
        -> Estimate<ControlLimits>
    {
        guard n > 0 else { return .failure(.empty) }
        guard variance > 0 else { return .failure(.constant) }
        let margin = width * (variance / Double(n)).squareRoot()
        return .success(
            ControlLimits(
                center: center, lower: max(scale.lowerBound, center - margin),
                upper: min(scale.upperBound, center + margin)))
    }

    /// For each value whether it is the eighth or a later one in a row on the same side of the center. A value on the
    /// center ends a run.
    public static func runs(_ values: [Double], around center: Double) -> [Bool] {
        var length = 0
        var side = 0
        return values.map { value in
            let here = value > center ? 1 : value < center ? -1 : 0
            length = here == side && here != 0 ? length + 1 : here == 0 ? 0 : 1
            side = here
            return length >= runLength
        }
    }
}

/// A chart of individual values and their moving ranges (XmR): for what has no base of its own, or varies more from time to
/// time than its base explains.
///
/// Source: D. Wheeler, "Understanding Variation", 2nd edition (2000), appendix; 2.66 is 3/1.128 and 3.268 is what the
/// range of two normal values stays below, both from the expected range of two.
public struct IndividualsChart: Hashable, Sendable {
    /// The limits of the values.
    public let limits: ControlLimits
    /// How far each value is from the one before it; one less than there are values.
    public let ranges: [Double]
    /// The mean of the ranges.
    public let meanRange: Double
    /// What a range stays below.
    public let upperRange: Double

    /// Absent below two values, and if all are the same.
    public static func of(_ values: [Double], scale: ClosedRange<Double>? = nil) -> Estimate<IndividualsChart>
    {
        guard values.count > 1 else {
            return .failure(values.isEmpty ? .empty : .tooFew(minimum: 2))
        }
        let center = values.reduce(0) { $0 + $1 / Double(values.count) }
        let ranges = zip(values, values.dropFirst()).map { abs($1 - $0) }
        let mean = ranges.reduce(0) { $0 + $1 / Double(ranges.count) }
        guard mean > 0 else { return .failure(.constant) }
        return .success(
            IndividualsChart(
                limits: ControlLimits(
                    center: center,
                    lower: max(scale?.lowerBound ?? -.infinity, center - 2.66 * mean),
                    upper: min(scale?.upperBound ?? .infinity, center + 2.66 * mean)),
                ranges: ranges, meanRange: mean, upperRange: 3.268 * mean))
    }
}

/// A chart of exponentially weighted averages (EWMA), which sees a small shift that stays sooner than single points do.
///
///     z(i) = lambda x(i) + (1 - lambda) z(i-1), from the center
///
/// Source: S. Roberts, "Control Chart Tests Based on Geometric Moving Averages", Technometrics 1 (1959); D. Montgomery,
/// "Introduction to Statistical Quality Control", 7th edition (2013), section 9.2, with the variance summed up over the
/// bases, which differ.
public struct SmoothedChart: Hashable, Sendable {
    /// The weight of the newest point.
    public static let weight = 0.2
    /// How many standard errors the limits are from the center.
    public static let width = 2.7

    /// The average at each point.
    public let values: [Double]
    /// The limits at each point.
    public let limits: [ControlLimits]

    /// Of points around a center, with the variance of one respondent. Points have a base.
    ///
    /// Absent without a point, with a base of nobody, and without variance.
    public static func of(
        _ points: [ControlPoint], center: Double, variance: Double, scale: ClosedRange<Double>? = nil
    ) -> Estimate<SmoothedChart> {
        guard !points.isEmpty, points.allSatisfy({ $0.n > 0 }) else { return .failure(.empty) }
        guard variance > 0, variance.isFinite else { return .failure(.constant) }
        var (average, spread) = (center, 0.0)
        var values: [Double] = []
        var limits: [ControlLimits] = []
        for point in points {
            average = weight * point.value + (1 - weight) * average
            spread = weight * weight * variance / Double(point.n) + (1 - weight) * (1 - weight) * spread
            let margin = width * spread.squareRoot()
            values.append(average)
            limits.append(
                ControlLimits(
                    center: center, lower: max(scale?.lowerBound ?? -.infinity, center - margin),
                    upper: min(scale?.upperBound ?? .infinity, center + margin)))
        }
        return .success(SmoothedChart(values: values, limits: limits))
    }
}
