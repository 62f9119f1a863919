/// The difference of two shares of independent samples, the first less the second, on -1 to 1.
public struct ShareDifference: Hashable, Sendable {
    /// The share that the other is taken from.
    public let first: Proportion
    /// The share that is taken from it.
    public let second: Proportion

    /// Compares two shares.
    public init(_ first: Proportion, _ second: Proportion) {
        self.first = first
        self.second = second
    }

    /// The difference. Absent if a base is empty.
    public var value: Estimate<Double> {
        first.share.flatMap { first in second.share.map { first - $0 } }
    }

    /// Newcombe's interval from the Wilson limits of each share, without continuity correction. Absent if a base is
    /// empty.
    ///
    /// Source: R. Newcombe, "Interval Estimation for the Difference between Independent Proportions", Statistics in
    /// Medicine 17 (1998), method 10.
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        Interval.ofDifference(
            first.share, first.interval(level: level), second.share, second.interval(level: level)
        )
        .map { $0.clipped(to: -1...1) }
    }

    /// The score test: z with the variance of both samples together; its square is Pearson's chi-square of the two by
    /// two table, without continuity correction.
    ///
    /// Absent if a base is empty, and if nobody or everybody of both is counted.
    /// Source: A. Agresti, "Categorical Data Analysis", 3rd edition (2013), section 3.2.
    public var test: Estimate<SignificanceTest> {
        guard first.base > 0, second.base > 0 else { return .failure(.empty) }
        let (m, n) = (Double(first.base), Double(second.base))
        let counted = Double(first.count) + Double(second.count)
        let others = Double(first.base - first.count) + Double(second.base - second.count)
        guard counted > 0, others > 0 else { return .failure(.constant) }
        let all = m + n
        let error = (counted / all * (others / all) * (1 / m + 1 / n)).squareRoot()
        return .success(SignificanceTest(z: (Double(first.count) / m - Double(second.count) / n) / error))
    }
}
