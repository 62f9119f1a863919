/// Several items on a scale from 0 to 100: `100 (sum of w x - min sum of w) / ((max - min) sum of w)`, x being the mean
/// of an item and w its weight.
///
/// Items on different scales count by their weights alone: each is first brought to 0 to 1.
public struct WeightedIndex: Hashable, Sendable {
    /// The items.
    public let items: [Item]
    /// The scores of the respondents who answered all items, whole numbers from 0 to `most`.
    public let complete: Moments
    /// The score that is 100.
    public let most: Int

    /// An item of an index.
    public struct Item: Hashable, Sendable {
        /// How many answered it.
        public let n: Int
        /// The sum of how far their answers lie above the lowest point.
        public let sum: Int128
        /// How far the highest point lies above the lowest.
        public let steps: Int
        /// Its weight.
        public let weight: Int

        /// Nil unless `steps` and `weight` are positive and the sum can be one of so many answers.
        public init?(n: Int, sum: Int128, steps: Int, weight: Int) {
            guard steps > 0, weight > 0, n >= 0, sum >= 0, sum <= Int128(n) * Int128(steps) else {
                return nil
            }
            self.n = n
            self.sum = sum
            self.steps = steps
            self.weight = weight
        }

        /// The mean on a scale from 0 to 1.
        fileprivate var mean: Double { Double(sum) / (Double(n) * Double(steps)) }
    }

    /// Nil without an item, or if `most` is not positive.
    public init?(_ items: [Item], complete: Moments, most: Int) {
        guard !items.isEmpty, most > 0 else { return nil }
        self.items = items
        self.complete = complete
        self.most = most
    }

    /// The index, 0 to 100, from the mean of each item over all who answered it. Absent if nobody answered an item.
    public var value: Estimate<Double> {
        guard items.allSatisfy({ $0.n > 0 }) else { return .failure(.empty) }
        let weights = items.reduce(0.0) { $0 + Double($1.weight) }
        return .success(100 * items.reduce(0.0) { $0 + Double($1.weight) * $1.mean } / weights)
    }

    /// The interval around the index by Student's t, with the standard error of the scores of those who answered all
    /// items: it is too wide rather than too narrow where others answered some. Within 0 to 100.
    ///
    /// Absent below two complete answers, and if all of them have the same score.
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        value.flatMap { value in
            Mean(complete).standardError.flatMap { error in
                guard error > 0, let t = StudentT(degreesOfFreedom: Double(complete.n - 1)) else {
                    return .failure(.constant)
                }
                let margin = 100 * t.quantile(level.upperTail) * error / Double(most)
                return .success(Interval(lower: value - margin, upper: value + margin).clipped(to: 0...100))
            }
        }
    }
}
