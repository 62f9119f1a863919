/// The chi-square distribution.
public struct ChiSquare: Hashable, Sendable {
    /// The degrees of freedom, which need not be whole.
    public let degreesOfFreedom: Double

    /// Nil unless the degrees of freedom are positive and finite.
    public init?(degreesOfFreedom: Double) {
        guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return nil }
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The probabilities below and above `x`; a negative argument counts as zero, NaN gives NaN.
    ///
    /// Accurate to 1e-12 relative in both tails for 0.1 to 1e9 degrees of freedom and probabilities down to 1e-305.
    public func tails(_ x: Double) -> Tails { gamma.tails(x / 2) }

    /// The value with the given probabilities on either side, accurate to 1e-12 relative; infinite where the upper
    /// one is zero.
    public func quantile(_ tails: Tails) -> Double { 2 * gamma.quantile(tails) }

    private var gamma: IncompleteGamma { IncompleteGamma(positive: degreesOfFreedom / 2) }
}
