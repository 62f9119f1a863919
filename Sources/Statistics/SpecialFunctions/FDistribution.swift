import Glibc

/// The F distribution of a ratio of two mean squares.
public struct FDistribution: Hashable, Sendable {
    /// The degrees of freedom of the mean square above the line.
    public let numerator: Double
    /// The degrees of freedom of the mean square below the line.
    public let denominator: Double

    /// Nil unless both degrees of freedom are positive and finite.
    public init?(numerator: Double, denominator: Double) {
        guard numerator > 0, denominator > 0, (numerator + denominator).isFinite else { return nil }
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The probabilities below and above `f`; a negative argument counts as zero, NaN gives NaN.
    ///
    /// Accurate to 1e-12 relative in both tails for 0.2 to 1e9 degrees of freedom and probabilities down to 1e-305.
    public func tails(_ f: Double) -> Tails {
        if f <= 0 { return Tails(lower: 0, upper: 1) }
        let odds = numerator / denominator * f
        if f == .infinity { return Tails(lower: 1, upper: 0) }
        if odds == .infinity {
            // So far out the tail is a power of f.
            let b = denominator / 2
            let logComplement = log(denominator) - log(numerator) - log(f)
            let upper = exp(b * logComplement - log(b) - logBeta(numerator / 2, b))
            return Tails(lower: 1 - upper, upper: upper)
        }
        let complement = 1 / (1 + odds)
        return beta.tails(
            odds / (1 + odds), complement: complement, distance: numerator / 2 * (1 - f) * complement)
    }

    /// The value with the given probabilities on either side, accurate to 1e-12 relative; infinite where the upper
    /// one is zero.
    public func quantile(_ tails: Tails) -> Double {
        let (logX, logY) = beta.logQuantile(tails)
        let odds = exp(logX - logY)
        let value = denominator / numerator * odds
        // Odds beyond the numbers may still have a value within, and the other way round.
        return odds > 0 && value < .infinity ? value : exp(logX - logY + log(denominator / numerator))
    }

    private var beta: IncompleteBeta { IncompleteBeta(positive: numerator / 2, denominator / 2) }
}
