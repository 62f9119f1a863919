/// How many respondents there are, and the sums of their weights and of the squares of those, all exact.
///
/// Weights are whole numbers of some unit, such as billionths; no figure depends on the unit. Counts of parts add up to
/// those of the whole, in any order. A weight of zero or below counts for nothing.
public struct WeightedCount: Hashable, Sendable {
    /// How many have a weight.
    public private(set) var n = 0
    /// The sum of the weights.
    public private(set) var weight: Int128 = 0
    /// The sum of their squares.
    public private(set) var squares = ExactSum.zero

    /// Nobody.
    public init() {}

    /// So many respondents of one weight.
    public init(_ n: Int, weight: Int64 = 1) {
        guard n > 0, weight > 0 else { return }
        self.n = n
        self.weight = Int128(n) * Int128(weight)
        squares = ExactSum(Int128(weight) * Int128(weight), times: Int128(n))
    }

    /// Counts a respondent.
    public mutating func add(weight: Int64) {
        guard weight > 0 else { return }
        n &+= 1
        self.weight &+= Int128(weight)
        squares.add(ExactSum(Int128(weight), times: Int128(weight)))
    }

    /// Counts those of another part.
    public mutating func add(_ other: WeightedCount) {
        n &+= other.n
        weight &+= other.weight
        squares.add(other.squares)
    }

    /// Both together.
    public func adding(_ other: WeightedCount) -> WeightedCount {
        var sum = self
        sum.add(other)
        return sum
    }

    /// Kish's design effect of unequal weights, n (sum of w²) / (sum of w)²: 1 if all are the same. Absent without a
    /// respondent.
    ///
    /// Source: L. Kish, "Survey Sampling" (1965), section 11.7; "Weighting for Unequal Pi", Journal of Official
    /// Statistics 8 (1992).
    public var designEffect: Estimate<Double> {
        effectiveN.map { max(1, Double(n) / $0) }
    }

    /// The number of respondents of equal weight that would be as precise, (sum of w)² / (sum of w²). Absent without a
    /// respondent.
    public var effectiveN: Estimate<Double> {
        guard n > 0, weight > 0 else { return .failure(.empty) }
        let sum = Double(weight)
        // Never more than n: rounding must not make more of them.
        return .success(min(Double(n), sum / squares.value * sum))
    }

    /// The squares over the square of a sum of weights: what a variance is made of.
    func relativeSquares(to total: Double) -> Double { squares.value / total / total }
}
