/// The mean of whole-number answers, with what is needed to judge it.
public struct Mean: Hashable, Sendable {
    /// What it is computed from.
    public let moments: Moments

    /// The mean of values with these moments.
    public init(_ moments: Moments) {
        self.moments = moments
    }

    /// The mean of the codes of a distribution. Absent if their squares do not fit 128 bits.
    public static func of(_ distribution: Distribution) -> Estimate<Mean> {
        Moments.of(distribution).map(Mean.init)
    }

    /// How many values there are.
    public var n: Int { moments.n }

    /// The mean. Absent if there is no value.
    public var value: Estimate<Double> {
        n == 0 ? .failure(.empty) : .success(Double(moments.sum) / Double(n))
    }

    /// The standard deviation with divisor n - 1; zero if all values are the same. Absent below two values.
    public var standardDeviation: Estimate<Double> {
        guard n > 0 else { return .failure(.empty) }
        guard n > 1 else { return .failure(.tooFew(minimum: 2)) }
        return .success((moments.squaredDeviations / Double(n - 1)).squareRoot())
    }

    /// The standard error of the mean. Absent below two values.
    public var standardError: Estimate<Double> {
        standardDeviation.map { $0 / Double(n).squareRoot() }
    }

    /// The interval by Student's t with n - 1 degrees of freedom.
    ///
    /// Absent below two values, and if all are the same: it would have no width, which would claim certainty.
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        standardError.flatMap { error in
            guard error > 0, let t = StudentT(degreesOfFreedom: Double(n - 1)) else {
                return .failure(.constant)
            }
            let center = Double(moments.sum) / Double(n)
            let margin = t.quantile(level.upperTail) * error
            return .success(Interval(lower: center - margin, upper: center + margin))
        }
    }
}
