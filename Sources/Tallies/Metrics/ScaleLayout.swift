/// Where the moments of a scale stand among the bins of a metric.
///
/// First, for each k from 0 to the number of items, how many respondents answered k items, the sum of their
/// sums and the sum of the squares of their sums. Then, over those who answered all items, the sum of each
/// item and of each product of two items.
package struct ScaleLayout: Sendable {
    package let itemCount: Int
    package let hasMoments: Bool

    /// Nil unless all strands have the same points, of two items or more.
    init?(_ strands: [StrandPlan]) {
        guard let first = strands.first?.items, first.count > 1,
            strands.allSatisfy({ strand in
                guard let items = strand.items, items.count == first.count else { return false }
                return zip(items, first).allSatisfy { $0.isLike($1) }
            })
        else { return nil }
        itemCount = first.count
        hasMoments = itemCount <= ScaleMoments.itemLimit
    }

    var bins: [String] {
        var bins: [String] = []
        for answered in 0...itemCount {
            bins += ["\(answered).n", "\(answered).sum", "\(answered).squares"]
        }
        if hasMoments {
            bins += (0..<itemCount).map { "x\($0 + 1)" }
            for first in 0..<itemCount {
                bins += (first..<itemCount).map { "x\(first + 1)*x\($0 + 1)" }
            }
        }
        return bins
    }

    /// How many bins there are.
    var width: Int { 3 * (itemCount + 1) + (hasMoments ? itemCount + itemCount * (itemCount + 1) / 2 : 0) }

    /// What the bins say; a count that a damaged store makes negative is none.
    package func moments(_ amounts: [Int128]) -> ScaleMoments {
        let sums = 3 * (itemCount + 1)
        let products = sums + itemCount
        return ScaleMoments(
            items: itemCount,
            answered: (0...itemCount).map { answered in
                ScaleMoments.Level(
                    respondents: Int(max(0, min(amounts[3 * answered], 1 << 48))),
                    sum: amounts[3 * answered + 1], squares: amounts[3 * answered + 2])
            },
            sums: hasMoments ? Array(amounts[sums..<products]) : [],
            products: hasMoments ? Array(amounts[products..<width]) : [])
    }

    package func add(
        _ codes: [Int32], _ items: [PointItem], at start: Int, times: Int64, to amounts: inout [Int128]
    ) {
        let items = items.span
        let codes = codes.span
        var amounts = amounts.mutableSpan
        var answered = 0
        var sum: Int64 = 0
        for index in items.indices {
            let code = codes[items[index].variable]
            guard code < items[index].count else { continue }
            answered += 1
            sum &+= items[index].value(code)
        }
        let level = start + 3 * answered
        amounts[level] &+= Int128(times)
        amounts[level + 1] &+= Int128(times &* sum)
        amounts[level + 2] &+= Int128(times) &* Int128(sum) &* Int128(sum)
        guard hasMoments, answered == items.count else { return }
        let sums = start + 3 * (items.count + 1)
        var product = sums + items.count
        for first in items.indices {
            let value = times &* items[first].value(codes[items[first].variable])
            amounts[sums + first] &+= Int128(value)
            for second in first..<items.count {
                amounts[product] &+= Int128(value &* items[second].value(codes[items[second].variable]))
                product += 1
            }
        }
    }
}
