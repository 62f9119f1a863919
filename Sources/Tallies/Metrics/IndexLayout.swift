internal import SurveyModel

/// Where the moments of an index stand among the bins of a metric.
///
/// For each item how many answered it and the sum of how far their answers lie above the lowest point. Then, over those
/// who answered all items, how many they are, and the sums of their scores and of the squares of them; how many
/// answered some, and how many none.
///
/// A score is a whole number from 0 to `most`: an answer adds `factor` for each point that it lies above the lowest, so
/// items on different scales count by their weights alone.
package struct IndexLayout: Sendable {
    /// The weight of each item as a whole number.
    package let weights: [Int64]
    /// How many steps the scale of each item has.
    package let steps: [Int64]
    /// What a step of each item adds to a score.
    package let factors: [Int64]
    /// The highest score.
    package let most: Int64

    /// Scores stay below this, so that the squares of 10^8 respondents fit 128 bits.
    private static let scoreLimit: Int64 = 1 << 48

    /// Nil unless all strands have the same points and weights, and their scores are small enough.
    init?(_ metric: Metric, _ strands: [StrandPlan]) {
        let all = metric.strands.map { strand in strand.items.map(\.weight) }
        guard let first = all.first, all.allSatisfy({ $0 == first }), let items = strands.first?.items,
            strands.allSatisfy({ strand in
                guard let others = strand.items, others.count == items.count else { return false }
                return zip(others, items).allSatisfy { $0.isLike($1) }
            }),
            let weights = Weights.whole(first, limit: 1 << 32)
        else { return nil }
        var common: Int64 = 1
        for item in items {
            let steps = Int64(item.count) - 1
            guard steps > 0 else { return nil }
            let (product, overflows) = common.multipliedReportingOverflow(
                by: steps / Weights.greatestDivisor(common, steps))
            guard !overflows else { return nil }
            common = product
        }
        let (most, overflows) = common.multipliedReportingOverflow(by: weights.reduce(0, +))
        guard !overflows, most <= Self.scoreLimit else { return nil }
        self.weights = weights
        steps = items.map { Int64($0.count) - 1 }
        factors = zip(weights, items).map { $0 * (common / (Int64($1.count) - 1)) }
        self.most = most
    }

    /// Where the moments of complete answers begin.
    var complete: Int { 2 * weights.count }

    var bins: [String] {
        weights.indices.flatMap { ["x\($0 + 1).n", "x\($0 + 1).sum"] }
            + ["#complete", "#sum", "#squares", "#some", "#none"]
    }

    func add(
        _ codes: [Int32], _ items: [PointItem], at start: Int, times: Int64, to amounts: inout [Int128]
    ) {
        var answered = 0
        var score: Int64 = 0
        for (index, item) in items.enumerated() {
            let code = codes[item.variable]
            guard code < item.count else { continue }
            answered += 1
            let above = item.step > 0 ? Int64(code) : Int64(item.count - 1 - code)
            amounts[start + 2 * index] &+= Int128(times)
            amounts[start + 2 * index + 1] &+= Int128(times &* above)
            score &+= factors[index] &* above
        }
        let complete = start + complete
        if answered == items.count {
            amounts[complete] &+= Int128(times)
            amounts[complete + 1] &+= Int128(times) &* Int128(score)
            amounts[complete + 2] &+= Int128(times) &* (Int128(score) &* Int128(score))
        }
        amounts[complete + (answered > 0 ? 3 : 4)] &+= Int128(times)
    }
}
