/// A probability together with its complement.
///
/// Near 1 a `Double` cannot hold what is left over: `1 - 1e-20` is `1`. Both tails are therefore carried side by
/// side, each to full relative accuracy, and a quantile is solved from the smaller one.
public struct Tails: Hashable, Sendable {
    /// The probability of a value at or below the argument.
    public let lower: Double
    /// The probability of a value above the argument, `1 - lower`.
    public let upper: Double

    init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// The tails on both sides of a lower probability; nil unless it is within `0...1`.
    public init?(lower: Double) {
        guard (0...1).contains(lower) else { return nil }
        self.init(lower: lower, upper: 1 - lower)
    }

    /// The tails on both sides of an upper probability; nil unless it is within `0...1`.
    public init?(upper: Double) {
        guard (0...1).contains(upper) else { return nil }
        self.init(lower: 1 - upper, upper: upper)
    }

    /// The same point seen from the other end.
    var mirrored: Tails { Tails(lower: upper, upper: lower) }
}
