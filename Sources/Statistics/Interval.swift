/// The limits between which a figure is claimed to lie.
public struct Interval: Hashable, Sendable {
    /// The lower limit, in the units of the figure.
    public let lower: Double
    /// The upper limit, in the units of the figure.
    public let upper: Double

    /// An interval with these limits.
    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// The same interval with both limits multiplied by a positive factor.
    func scaled(by factor: Double) -> Interval { Interval(lower: lower * factor, upper: upper * factor) }

    /// The same interval without what lies beyond the ends of the scale.
    func clipped(to range: ClosedRange<Double>) -> Interval {
        Interval(lower: max(lower, range.lowerBound), upper: min(upper, range.upperBound))
    }
}

/// How often intervals made this way contain the true figure, between 0 and 1.
public struct ConfidenceLevel: Hashable, Sendable {
    /// The level, `0.95` for 95 %.
    public let value: Double

    /// Nil unless the level lies strictly between 0 and 1.
    public init?(_ value: Double) {
        guard value > 0, value < 1 else { return nil }
        self.init(checked: value)
    }

    /// 90 %.
    public static let ninety = ConfidenceLevel(checked: 0.9)
    /// 95 %, what every figure uses unless told otherwise.
    public static let ninetyFive = ConfidenceLevel(checked: 0.95)
    /// 99 %.
    public static let ninetyNine = ConfidenceLevel(checked: 0.99)

    private init(checked value: Double) { self.value = value }

    /// The point that leaves half of what the level leaves out above it.
    var upperTail: Tails {
        let outside = (1 - value) / 2
        return Tails(lower: 1 - outside, upper: outside)
    }

    /// The two-sided normal quantile, 1.96 for 95 %.
    var z: Double { NormalDistribution.quantile(upperTail) }
}
