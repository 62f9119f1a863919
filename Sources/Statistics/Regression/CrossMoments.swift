/// The number of cases, the sums and the sums of products of several variables over the same cases, all exact.
///
/// Values are whole numbers of a part of a unit each: of a mean of three items, thirds. Moments of parts add up to those of
/// the whole. `O(k^2)` numbers for k variables, whatever the number of cases.
public struct CrossMoments: Hashable, Sendable {
    /// How many cases there are.
    public let n: Int
    /// The sum of each variable.
    public let sums: [Int128]
    /// The sums of products of every two variables `i <= j`, row by row: (0,0), (0,1) … (1,1), (1,2) …
    public let products: [Int128]
    /// What values are divided by to be in the units of each variable.
    public let units: [Double]

    /// Nil if the counts do not belong together, or no whole numbers can have a variable's sums.
    public init?(n: Int, sums: [Int128], products: [Int128], units: [Double]? = nil) {
        let units = units ?? sums.map { _ in 1 }
        guard n >= 0, n <= 1 << 50, products.count == sums.count * (sums.count + 1) / 2,
            units.count == sums.count, units.allSatisfy({ $0 > 0 && $0.isFinite })
        else { return nil }
        self.n = n
        self.sums = sums
        self.products = products
        self.units = units
        for i in sums.indices where Moments(n: n, sum: sums[i], sumOfSquares: product(i, i)) == nil {
            return nil
        }
    }

    /// How many variables there are.
    public var count: Int { sums.count }

    /// The sum of the products of two variables, in either order.
    public func product(_ i: Int, _ j: Int) -> Int128 {
        let (low, high) = (min(i, j), max(i, j))
        return products[low * count - low * (low - 1) / 2 + (high - low)]
    }

    /// The moments about the means, each rounded once; nil without a case.
    public var centred: CentredMoments? {
        guard n > 0 else { return nil }
        var values = [Double](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in i..<count {
                let value = deviation(i, j) / units[i] / units[j]
                values[i * count + j] = value
                values[j * count + i] = value
            }
        }
        return CentredMoments(n: n, means: zip(sums, units).map { Double($0) / Double(n) / $1 }, values)
    }

    /// The sum of products of distances from the means. Taken about the whole numbers below the means, where the
    /// subtraction that the textbook formula makes is small.
    private func deviation(_ i: Int, _ j: Int) -> Double {
        let cases = Int128(n)
        let (a, rest) = Self.floor(sums[i], cases)
        let (b, other) = Self.floor(sums[j], cases)
        // The exact result is at most that of the squares, so that it survives arithmetic modulo 2^128.
        let about = product(i, j) &- a &* sums[j] &- b &* sums[i] &+ cases &* a &* b
        let (scaled, overflows) = about.multipliedReportingOverflow(by: cases)
        // Both rests are below n, which has at most 50 bits.
        let (exact, borrows) = scaled.subtractingReportingOverflow(rest * other)
        if overflows || borrows { return Double(about) - Double(rest) / Double(n) * Double(other) }
        return Double(exact) / Double(n)
    }

    /// The whole number below a mean, and what is left of the sum.
    private static func floor(_ sum: Int128, _ n: Int128) -> (Int128, Int128) {
        let (quotient, rest) = sum.quotientAndRemainder(dividingBy: n)
        return rest < 0 ? (quotient - 1, rest + n) : (quotient, rest)
    }
}

/// Means, and sums of squares and products of distances from them.
public struct CentredMoments: Hashable, Sendable {
    /// How many cases there are, at least one.
    public let n: Int
    /// The mean of each variable.
    public let means: [Double]
    /// The sums, row by row, both triangles.
    let values: [Double]

    init(n: Int, means: [Double], _ values: [Double]) {
        self.n = n
        self.means = means
        self.values = values
    }

    /// How many variables there are.
    public var count: Int { means.count }

    /// The sum of products of distances from the means of two variables.
    public func deviation(_ i: Int, _ j: Int) -> Double { values[i * count + j] }

    /// The correlation of two variables, -1 to 1. Absent below two cases, and where one does not vary: `constantItem` then
    /// has its position.
    public func correlation(_ i: Int, _ j: Int) -> Estimate<Double> {
        guard n > 1 else { return .failure(.tooFew(minimum: 2)) }
        for k in [i, j] where !(deviation(k, k) > 0) { return .failure(.constantItem(k)) }
        let r = deviation(i, j) / (deviation(i, i).squareRoot() * deviation(j, j).squareRoot())
        // Rounding must not carry a perfect correlation beyond 1.
        return .success(max(-1, min(1, r)))
    }

    /// The correlations of some variables, row by row. Absent as single ones are; `constantItem` then counts among
    /// `variables`.
    public func correlations(of variables: [Int]) -> Estimate<[Double]> {
        guard n > 1 else { return .failure(.tooFew(minimum: 2)) }
        let deviations = variables.map { deviation($0, $0) }
        for (place, own) in deviations.enumerated() where !(own > 0) {
            return .failure(.constantItem(place))
        }
        let scales = deviations.map { $0.squareRoot() }
        var matrix: [Double] = []
        matrix.reserveCapacity(variables.count * variables.count)
        for (i, first) in variables.enumerated() {
            for (j, second) in variables.enumerated() {
                let r = i == j ? 1 : deviation(first, second) / (scales[i] * scales[j])
                matrix.append(max(-1, min(1, r)))
            }
        }
        return .success(matrix)
    }
}
