/// The sums that a weighted mean and its standard error are made of, all exact.
///
/// Values are whole numbers of some unit; moments of parts add up to those of the whole, in any order.
public struct WeightedMoments: Hashable, Sendable {
    /// The respondents and their weights.
    public private(set) var count = WeightedCount()
    /// The sum of w x.
    fileprivate var sum = ExactSum.zero
    /// The sums of w² x and w² x².
    fileprivate var squaredWeights = (first: ExactSum.zero, second: ExactSum.zero)

    /// The largest magnitude of a value.
    public static let limit: Int64 = 1_000_000_000_000_000

    /// Nobody.
    public init() {}

    /// Counts a value; one beyond `limit`, and one without a positive weight, counts for nothing.
    public mutating func add(_ value: Int64, weight: Int64) {
        guard weight > 0, value.magnitude <= Self.limit.magnitude else { return }
        count.add(weight: weight)
        let weight = Int128(weight)
        let value = Int128(value)
        sum.add(ExactSum(weight * value))
        squaredWeights.first.add(ExactSum(weight * weight, times: value))
        squaredWeights.second.add(ExactSum(weight * weight, times: value * value))
    }

    /// Counts the values of another part.
    public mutating func add(_ other: WeightedMoments) {
        count.add(other.count)
        sum.add(other.sum)
        squaredWeights.first.add(other.squaredWeights.first)
        squaredWeights.second.add(other.squaredWeights.second)
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && left.sum == right.sum && left.squaredWeights == right.squaredWeights
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(sum)
    }
}

/// A mean with weights.
public struct WeightedMean: Sendable {
    /// The values and what each of a level is divided by: the scores of those who answered k items of a scale are sums
    /// over k.
    private let levels: [(moments: WeightedMoments, divisor: Int)]

    /// The mean of whole numbers, each divided by `divisor`, which is positive.
    public init(_ moments: WeightedMoments, divisor: Int = 1) {
        self.init(levels: [(moments, divisor)])
    }

    /// The mean of numbers that have several divisors, all positive. The order of levels matters in the last place
    /// only.
    public init(levels: [(moments: WeightedMoments, divisor: Int)]) {
        self.levels = levels.filter { $0.divisor > 0 && $0.moments.count.n > 0 }
    }

    /// The respondents and their weights.
    public var count: WeightedCount {
        levels.reduce(into: WeightedCount()) { $0.add($1.moments.count) }
    }

    /// The mean. Absent without a respondent.
    public var value: Estimate<Double> {
        let total = count
        guard total.weight > 0 else { return .failure(.empty) }
        let sum = levels.reduce(0.0) { $0 + $1.moments.sum.value / Double($1.divisor) }
        return .success(sum / Double(total.weight))
    }

    /// The standard error by linearisation, sqrt(n/(n-1) sum (w (x - mean) / sum w)²), weights taken as given.
    ///
    /// Absent below two respondents, and if all values are the same. Source: C.-E. Särndal, B. Swensson and J. Wretman,
    /// "Model Assisted Survey Sampling" (1992), section 5.7; D. Binder, International Statistical Review 51 (1983).
    public var standardError: Estimate<Double> {
        value.flatMap { mean in
            let count = count
            guard count.n > 1 else { return .failure(.tooFew(minimum: 2)) }
            let total = Double(count.weight)
            let sum = levels.reduce(0.0) { $0 + deviations($1.moments, $1.divisor, from: mean) }
            let scale = max(1, abs(mean))
            // What several divisors leave of equal scores by rounding is no variation.
            guard sum > (levels.count == 1 ? 0 : 1e-30) * count.squares.value * scale * scale else {
                return .failure(.constant)
            }
            return .success((sum / total / total * Double(count.n) / Double(count.n - 1)).squareRoot())
        }
    }

    /// The interval by Student's t with n - 1 degrees of freedom. Absent where the standard error is.
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        value.flatMap { mean in
            standardError.flatMap { error in
                guard let t = StudentT(degreesOfFreedom: Double(count.n - 1)) else {
                    return .failure(.tooFew(minimum: 2))
                }
                let margin = t.quantile(level.upperTail) * error
                return .success(Interval(lower: mean - margin, upper: mean + margin))
            }
        }
    }

    /// The sum of w² (x/divisor - mean)², taken about a whole number near the mean, where little is subtracted.
    private func deviations(_ moments: WeightedMoments, _ divisor: Int, from mean: Double) -> Double {
        let center = Int128((mean * Double(divisor)).rounded())
        var linear = moments.squaredWeights.first
        linear.add(moments.count.squares.times(-center))
        var square = moments.squaredWeights.second
        square.add(moments.squaredWeights.first.times(-2 * center))
        square.add(moments.count.squares.times(center * center))
        var distance = mean * Double(divisor) - Double(center)
        if levels.count == 1 {
            // Exact before it is rounded, however far the mean is from zero.
            let rest = moments.sum.adding(ExactSum(moments.count.weight, times: -center))
            distance = rest.value / Double(moments.count.weight)
        }
        let sum = square.value - distance * (2 * linear.value - distance * moments.count.squares.value)
        return max(0, sum) / Double(divisor) / Double(divisor)
    }
}
