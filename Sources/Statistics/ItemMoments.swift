/// The number of complete cases, the sums and the sums of products of the items of a scale, all exact.
///
/// A complete case is a respondent who answered every item. Moments of parts add up to those of the whole.
public struct ItemMoments: Hashable, Sendable {
    /// How many respondents answered every item.
    public private(set) var n: Int
    /// The sum of each item.
    public private(set) var sums: [Int128]
    /// The sums of products of every two items `i <= j`, row by row: (0,0), (0,1) … (1,1), (1,2) …
    public private(set) var products: [Int128]

    /// The moments of no case at all.
    public init(items: Int) {
        let items = max(0, items)
        n = 0
        sums = Array(repeating: 0, count: items)
        products = Array(repeating: 0, count: items * (items + 1) / 2)
    }

    /// Nil if the counts of sums and products do not belong together, or no whole numbers can have them.
    public init?(n: Int, sums: [Int128], products: [Int128]) {
        guard n >= 0, products.count == sums.count * (sums.count + 1) / 2 else { return nil }
        self.n = n
        self.sums = sums
        self.products = products
        for i in sums.indices where Moments(n: n, sum: sums[i], sumOfSquares: product(i, i)) == nil {
            return nil
        }
    }

    /// How many items there are.
    public var itemCount: Int { sums.count }

    /// The sum of the products of two items, in either order.
    public func product(_ i: Int, _ j: Int) -> Int128 { products[position(min(i, j), max(i, j))] }

    /// Counts one complete case; false, and nothing is counted, if it has not one answer per item or a sum would no
    /// longer fit.
    public mutating func add(_ answers: [Int]) -> Bool {
        guard answers.count == itemCount else { return false }
        var one = ItemMoments(items: itemCount)
        one.n = 1
        one.sums = answers.map { Int128($0) }
        var next = 0
        for i in answers.indices {
            for j in i..<answers.count {
                one.products[next] = Int128(answers[i]) * Int128(answers[j])
                next += 1
            }
        }
        guard let total = adding(one) else { return false }
        self = total
        return true
    }

    /// The cases of both; nil if they have not the same number of items or a sum would no longer fit.
    public func adding(_ other: ItemMoments) -> ItemMoments? {
        let (count, overflows) = n.addingReportingOverflow(other.n)
        guard other.itemCount == itemCount, !overflows,
            let sums = sum(sums, other.sums), let products = sum(products, other.products)
        else { return nil }
        var total = self
        total.n = count
        total.sums = sums
        total.products = products
        return total
    }

    /// `n` squared times the covariance (divisor n) of every two items; nil if one does not fit.
    func scaledCovariances() -> [[Int128]]? {
        var rows = Array(repeating: Array(repeating: Int128(0), count: itemCount), count: itemCount)
        for i in 0..<itemCount {
            for j in i..<itemCount {
                let (left, a) = product(i, j).multipliedReportingOverflow(by: Int128(n))
                let (right, b) = sums[i].multipliedReportingOverflow(by: sums[j])
                let (difference, c) = left.subtractingReportingOverflow(right)
                if a || b || c { return nil }
                rows[i][j] = difference
                rows[j][i] = difference
            }
        }
        return rows
    }

    private func position(_ i: Int, _ j: Int) -> Int { i * itemCount - i * (i - 1) / 2 + (j - i) }

    private func sum(_ a: [Int128], _ b: [Int128]) -> [Int128]? {
        var total = a
        for i in total.indices {
            let (value, overflows) = total[i].addingReportingOverflow(b[i])
            if overflows { return nil }
            total[i] = value
        }
        return total
    }
}
