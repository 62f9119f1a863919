internal import FoundationEssentials
internal import SurveyModel

/// Where the moments of a gap stand among the bins of a metric.
///
/// For each k from 0 to the number of pairs: how many respondents answered both parts of k pairs, the sum of their
/// weighted sums of differences, and the sum of the squares of those.
package struct GapLayout: Sendable {
    /// The weight of each pair as a whole number; all 1 if they weigh the same.
    package let weights: [Int64]

    /// Weights together are at most this, so that the squares of 10^8 respondents fit 128 bits.
    private static let weightLimit: Int64 = 10_000_000

    /// Nil unless all strands are pairs of points, as many of the same weights.
    init?(_ metric: Metric, _ strands: [StrandPlan]) {
        let all = metric.strands.map { strand in strand.items.map(\.weight) }
        guard let first = all.first, !first.isEmpty, first.count.isMultiple(of: 2),
            all.allSatisfy({ $0 == first }), strands.allSatisfy({ $0.items != nil })
        else { return nil }
        let pairs = stride(from: 0, to: first.count, by: 2).map { first[$0] }
        guard let weights = Weights.whole(pairs, limit: Self.weightLimit) else { return nil }
        self.weights = weights
    }

    var bins: [String] {
        (0...weights.count).flatMap { ["\($0).n", "\($0).sum", "\($0).squares"] }
    }

    func add(
        _ codes: [Int32], _ items: [PointItem], at start: Int, times: Int64, to amounts: inout [Int128]
    ) {
        var answered = 0
        var sum: Int64 = 0
        for (pair, weight) in weights.enumerated() {
            let (perceived, expected) = (items[2 * pair], items[2 * pair + 1])
            let (first, second) = (codes[perceived.variable], codes[expected.variable])
            guard first < perceived.count, second < expected.count else { continue }
            answered += 1
            sum &+= weight &* (perceived.value(first) &- expected.value(second))
        }
        let level = start + 3 * answered
        amounts[level] &+= Int128(times)
        amounts[level + 1] &+= Int128(times) &* Int128(sum)
        amounts[level + 2] &+= Int128(times) &* (Int128(sum) &* Int128(sum))
    }
}

/// Weights as the smallest whole numbers that stand to each other as they do.
enum Weights {
    /// Nil if one is not positive, has more than six decimals, or they add up to more than the limit.
    static func whole(_ weights: [Decimal], limit: Int64) -> [Int64]? {
        let whole = weights.compactMap { weight in
            weight > 0 ? (weight * 1_000_000).exactInt.map(Int64.init) : nil
        }
        guard whole.count == weights.count, !whole.isEmpty else { return nil }
        let divisor = whole.reduce(0, greatestDivisor)
        var sum: Int64 = 0
        for weight in whole {
            let (next, overflows) = sum.addingReportingOverflow(weight / divisor)
            guard !overflows, next <= limit else { return nil }
            sum = next
        }
        return whole.map { $0 / divisor }
    }

    /// The greatest common divisor, by Euclid.
    static func greatestDivisor(_ a: Int64, _ b: Int64) -> Int64 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
