/// A share: how many of a base.
public struct Proportion: Hashable, Sendable {
    /// How many are counted.
    public let count: Int
    /// Of how many.
    public let base: Int

    /// Nil unless `0 <= count <= base`.
    public init?(count: Int, base: Int) {
        guard count >= 0, count <= base else { return nil }
        self.init(checked: count, of: base)
    }

    /// For a distribution, whose parts are never more than the whole.
    init(checked count: Int, of base: Int) {
        self.count = count
        self.base = base
    }

    /// The share, 0 to 1. Absent if the base is empty.
    public var share: Estimate<Double> {
        base == 0 ? .failure(.empty) : .success(Double(count) / Double(base))
    }

    /// Wilson's score interval around the share, without continuity correction. Absent if the base is empty.
    ///
    /// Source: E. Wilson, Journal of the American Statistical Association 22 (1927); method 3 of R. Newcombe,
    /// "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998).
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        guard base > 0 else { return .failure(.empty) }
        let upper = wilsonUpperLimit(Double(count), of: Double(base), z: level.z)
        let lower = wilsonLowerLimit(Double(count), of: Double(base), z: level.z)
        return .success(Interval(lower: lower, upper: upper))
    }
}

/// The share of answers in the boxes that a scale declares as its top, such as 4 and 5 of 1 to 5.
public struct TopBoxShare: Hashable, Sendable {
    /// The codes that count as top boxes.
    public let boxes: ClosedRange<Int>
    /// How many answers are in them, of how many.
    public let proportion: Proportion

    /// Counts the answers of a distribution that are in the boxes.
    public init(of distribution: Distribution, boxes: ClosedRange<Int>) {
        self.boxes = boxes
        proportion = distribution.proportion(in: boxes)
    }

    /// The share, 0 to 1. Absent if nobody answered.
    public var share: Estimate<Double> { proportion.share }

    /// Wilson's interval around the share. Absent if nobody answered.
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        proportion.interval(level: level)
    }
}

func wilsonUpperLimit(_ count: Double, of base: Double, z: Double) -> Double {
    if count == base { return 1 }
    let root = z * (z * z + 4 * count * (base - count) / base).squareRoot()
    return min(1, (2 * count + z * z + root) / (2 * (base + z * z)))
}

func wilsonLowerLimit(_ count: Double, of base: Double, z: Double) -> Double {
    if count == 0 { return 0 }
    let root = z * (z * z + 4 * count * (base - count) / base).squareRoot()
    // The product of both limits is known, which spares the subtraction that the usual formula makes.
    return 2 * count * count / (base * (2 * count + z * z + root))
}
