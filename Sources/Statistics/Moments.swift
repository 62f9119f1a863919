/// The number, the sum and the sum of squares of whole numbers, all exact.
///
/// Moments of parts add up to the moments of the whole without any rounding, however far the values are from zero.
public struct Moments: Hashable, Sendable {
    /// How many values there are.
    public let n: Int
    /// The sum of the values.
    public let sum: Int128
    /// The sum of their squares.
    public let sumOfSquares: Int128

    /// Nil if no `n` whole numbers can have these sums: if `n` is negative, sums are left without a value, or
    /// `n` times the sum of squares is less than the square of the sum.
    public init?(n: Int, sum: Int128, sumOfSquares: Int128) {
        guard n >= 0, n > 0 || (sum == 0 && sumOfSquares == 0), sumOfSquares >= 0 else { return nil }
        let left = Int128(n).multipliedFullWidth(by: sumOfSquares)
        let right = sum.multipliedFullWidth(by: sum)
        guard (left.high, left.low) >= (right.high, right.low) else { return nil }
        self.init(checked: n, sum, sumOfSquares)
    }

    /// The moments of a distribution's codes. Absent if the sum of squares does not fit 128 bits.
    public static func of(_ distribution: Distribution) -> Estimate<Moments> {
        var sum: Int128 = 0
        var squares: Int128 = 0
        for (code, count) in zip(distribution.codes, distribution.counts) where count > 0 {
            // The counts together fit 63 bits, so that no sum of codes has more than 127.
            sum += Int128(code) * Int128(count)
            let (product, tooLarge) = (Int128(code) * Int128(code)).multipliedReportingOverflow(
                by: Int128(count))
            let (total, overflows) = squares.addingReportingOverflow(product)
            guard !tooLarge, !overflows else { return .failure(.overflow) }
            squares = total
        }
        return .success(Moments(checked: distribution.n, sum, squares))
    }

    /// The moments of the values of both; nil if a sum no longer fits.
    public func adding(_ other: Moments) -> Moments? {
        let (n, a) = n.addingReportingOverflow(other.n)
        let (sum, b) = sum.addingReportingOverflow(other.sum)
        let (squares, c) = sumOfSquares.addingReportingOverflow(other.sumOfSquares)
        return a || b || c ? nil : Moments(checked: n, sum, squares)
    }

    private init(checked n: Int, _ sum: Int128, _ sumOfSquares: Int128) {
        self.n = n
        self.sum = sum
        self.sumOfSquares = sumOfSquares
    }

    /// The sum of squared distances from the mean, rounded once; `n` is positive.
    ///
    /// Since `sum^2 <= n sumOfSquares`, the sum has at most 96 bits and nothing here overflows unnoticed. Taken about
    /// the whole number below the mean, where the subtraction that the textbook formula makes is small.
    var squaredDeviations: Double {
        let count = Int128(n)
        let center = (sum - (sum % count + count) % count) / count
        let remainder = sum &- center &* count
        // The exact result lies between zero and the sum of squares, so that it survives arithmetic modulo 2^128.
        let about = sumOfSquares &- 2 &* center &* sum &+ count &* center &* center
        let (product, overflows) = about.multipliedReportingOverflow(by: count)
        if overflows { return Double(about) - Double(remainder) / Double(n) * Double(remainder) }
        return Double(product - remainder * remainder) / Double(n)
    }
}
