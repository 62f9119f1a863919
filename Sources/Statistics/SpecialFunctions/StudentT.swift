import Glibc

/// Student's t distribution.
public struct StudentT: Hashable, Sendable {
    /// The degrees of freedom, which need not be whole.
    public let degreesOfFreedom: Double

    /// Nil unless the degrees of freedom are positive and finite.
    public init?(degreesOfFreedom: Double) {
        guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return nil }
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The probabilities below and above `t`; NaN gives NaN.
    ///
    /// Accurate to 1e-12 relative in both tails for 0.2 to 1e9 degrees of freedom and probabilities down to 1e-305.
    public func tails(_ t: Double) -> Tails {
        if t.isNaN { return Tails(lower: .nan, upper: .nan) }
        let ratio = abs(t) / degreesOfFreedom.squareRoot()
        let both: Tails
        if ratio > 1e9 {
            // So far out the tail is a power of t, and the square of t might overflow.
            let a = degreesOfFreedom / 2
            let tail = exp(-2 * a * log(ratio) - log(a) - logBeta(a, 0.5))
            both = Tails(lower: tail, upper: 1 - tail)
        } else {
            let x = 1 / (1 + ratio * ratio)
            both = beta.tails(
                x, complement: ratio * ratio * x, distance: (t - 1) * (t + 1) * x / 2)
        }
        let far = both.lower / 2
        let near = 0.5 + both.upper / 2
        return t < 0 ? Tails(lower: far, upper: near) : Tails(lower: near, upper: far)
    }

    /// The value with the given probabilities on either side, accurate to 1e-12 relative.
    public func quantile(_ tails: Tails) -> Double {
        let tail = min(tails.lower, tails.upper)
        let (logX, logY) = beta.logQuantile(Tails(lower: 2 * tail, upper: 2 * (0.5 - tail)))
        let magnitude = degreesOfFreedom.squareRoot() * exp((logY - logX) / 2)
        return tails.lower < tails.upper ? -magnitude : magnitude
    }

    private var beta: IncompleteBeta { IncompleteBeta(positive: degreesOfFreedom / 2, 0.5) }
}
