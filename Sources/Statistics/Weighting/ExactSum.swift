/// A sum of products of whole numbers, exact in 256 bits.
///
/// Squares of weights in billionths times squares of answers do not fit 128 bits, and rounding them would make a sum
/// depend on its order. 2^27 products of a weight below 2^63 squared and a distance below 2^51 squared fit; beyond that
/// additions wrap.
public struct ExactSum: Hashable, Sendable {
    private var high: Int128
    private var low: UInt128

    /// Nothing.
    public static let zero = ExactSum(0)

    /// A number.
    public init(_ value: Int128) {
        high = value < 0 ? -1 : 0
        low = UInt128(truncatingIfNeeded: value)
    }

    /// A product.
    public init(_ left: Int128, times right: Int128) {
        let product = left.multipliedFullWidth(by: right)
        high = product.high
        low = product.low
    }

    /// Adds another sum.
    public mutating func add(_ other: ExactSum) {
        let (sum, carries) = low.addingReportingOverflow(other.low)
        low = sum
        high = high &+ other.high &+ (carries ? 1 : 0)
    }

    /// Both together.
    public func adding(_ other: ExactSum) -> ExactSum {
        var sum = self
        sum.add(other)
        return sum
    }

    /// The sum times a factor.
    public func times(_ factor: Int128) -> ExactSum {
        var result = self
        let product = low.multipliedFullWidth(by: UInt128(truncatingIfNeeded: factor))
        // As bits a negative factor is 2^128 too large.
        let excess = factor < 0 ? Int128(truncatingIfNeeded: low) : 0
        result.low = product.low
        result.high = Int128(truncatingIfNeeded: product.high) &- excess &+ high &* factor
        return result
    }

    /// The sum, rounded.
    public var value: Double {
        guard high < 0 else { return Double(high) * Self.scale + Double(low) }
        let negated = times(-1)
        return -(Double(negated.high) * Self.scale + Double(negated.low))
    }

    private static let scale = 0x1p128
}
