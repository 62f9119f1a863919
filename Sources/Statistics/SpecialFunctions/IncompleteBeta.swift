import Glibc

/// The regularized incomplete beta function `I_x(a, b)`, the distribution function of a beta variate.
public struct IncompleteBeta: Hashable, Sendable {
    /// The first shape.
    public let a: Double
    /// The second shape.
    public let b: Double

    /// Nil unless both shapes are positive and finite.
    public init?(a: Double, b: Double) {
        guard a > 0, b > 0, (a + b).isFinite else { return nil }
        self.init(positive: a, b)
    }

    /// For the distributions of this module, which have checked their own parameters.
    init(positive a: Double, _ b: Double) {
        self.a = a
        self.b = b
    }

    /// `I_x(a, b)` and its complement for `x` in `0...1`; arguments beyond count as the nearest end, NaN gives NaN.
    ///
    /// Accurate to 1e-12 relative in both tails for shapes from 0.1 to 1e9 and probabilities down to 1e-305. Takes
    /// `O(sqrt(max(a, b)))` steps.
    public func tails(_ x: Double) -> Tails {
        // The product and the sum of shapes are rounded; what that takes away would be multiplied by large shapes.
        let n = a + b
        let lost = (max(a, b) - n) + min(a, b)
        let product = n * x
        let distance = (a - product) - (-product).addingProduct(n, x) - lost * x
        return tails(x, complement: 1 - x, distance: distance)
    }

    /// The same, for a caller that knows `1 - x` and the distance better than subtraction does.
    ///
    /// The distance is how far x lies below the mean, times the sum of shapes: `a - (a + b) x`.
    func tails(_ x: Double, complement y: Double, distance: Double) -> Tails {
        if x.isNaN || y.isNaN { return Tails(lower: .nan, upper: .nan) }
        if x <= 0 { return Tails(lower: 0, upper: 1) }
        if y <= 0 { return Tails(lower: 1, upper: 0) }
        // The continued fraction converges fast below the mean; above it, the other tail is asked for.
        if distance < 0 {
            return IncompleteBeta(positive: b, a).lowerTail(y, complement: x, distance: -distance).mirrored
        }
        return lowerTail(x, complement: y, distance: distance)
    }

    /// The value `x`, and `1 - x`, with the given probabilities on either side.
    ///
    /// Each is accurate to 1e-12 relative; one that is smaller than a `Double` can hold is zero.
    public func quantile(_ tails: Tails) -> (x: Double, complement: Double) {
        let (logX, logY) = logQuantile(tails)
        return (exp(logX), exp(logY))
    }

    /// The quantile and its complement as logarithms, which stay representable in the farthest tails.
    func logQuantile(_ target: Tails) -> (logX: Double, logComplement: Double) {
        if target.lower <= 0 { return (-.infinity, 0) }
        if target.upper <= 0 { return (0, -.infinity) }
        let atHalf = self.tails(0.5)
        // The root is looked for on the side where the variable itself is at most a half, and so is held precisely.
        if target.lower <= target.upper ? target.lower <= atHalf.lower : target.upper >= atHalf.upper {
            let logX = logQuantileBelowHalf(target)
            return (logX, log1p(-exp(logX)))
        }
        let logY = IncompleteBeta(positive: b, a).logQuantileBelowHalf(target.mirrored)
        return (log1p(-exp(logY)), logY)
    }

    /// The density at `x`, times `x (1 - x)`.
    ///
    /// Written through Stirling errors and deviances, so that large shapes do not cancel.
    private func scaledDensity(_ x: Double, complement y: Double, distance: Double) -> Double {
        let n = a + b
        let exponent =
            stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x, distance: distance)
            - deviance(b, n * y, distance: -distance)
        return (a / n * b / (2 * .pi)).squareRoot() * exp(exponent)
    }

    /// The continued fraction of the lower tail, evaluated by Lentz's method. Its terms are written with the distance
    /// from the mean, so that nothing cancels where x is nearly 1.
    ///
    /// Source: A. DiDonato and A. Morris, "Algorithm 708: Significant Digit Computation of the Incomplete Beta
    /// Function Ratios", ACM Transactions on Mathematical Software 18 (1992), equation 9.
    private func lowerTail(_ x: Double, complement y: Double, distance: Double) -> Tails {
        let tiny = 1e-300
        var term = a / (a + 1) * (distance + 1)
        var c = 1 / tiny
        var d = 1 / term
        var fraction = d
        for step in 1...1_000_000 {
            let m = Double(step)
            let odd = a + 2 * m - 1
            let w = m * (b - m) * x / odd
            let above = (a + m - 1) / odd * (a + b + m - 1) * x * w
            term = m + w + (a + m) / (odd + 2) * (distance + 1 + m * (1 + y))
            d = term + above * d
            d = 1 / (abs(d) < tiny ? tiny : d)
            c = term + above / c
            c = abs(c) < tiny ? tiny : c
            fraction *= c * d
            if abs(c * d - 1) <= 2 * Double.ulpOfOne { break }
        }
        let lower = min(1, scaledDensity(x, complement: y, distance: distance) * fraction)
        return Tails(lower: lower, upper: 1 - lower)
    }

    private func logQuantileBelowHalf(_ target: Tails) -> Double {
        // As x goes to zero, I_x goes to x^a / (a B); so far out that is exact, and x itself may underflow.
        let powerLaw = (log(target.lower) + log(a) + logBeta(a, b)) / a
        if powerLaw < -40 - log(max(1, b)) { return powerLaw }
        return logArgument(
            where: target, start: normalStart(target) ?? powerLaw, in: -745...log(0.5),
            tails: { tails(exp($0)) },
            density: { logX in
                let x = exp(logX)
                return scaledDensity(x, complement: 1 - x, distance: a - (a + b) * x) / (1 - x)
            })
    }

    /// Where the search begins, as a logarithm: near the quantile where both shapes are over one.
    ///
    /// Source: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions" (1964), 26.5.22.
    private func normalStart(_ target: Tails) -> Double? {
        guard a > 1, b > 1 else { return nil }
        let z = -NormalDistribution.quantile(target)
        let (one, other) = (1 / (2 * a - 1), 1 / (2 * b - 1))
        let h = 2 / (one + other)
        let lambda = (z * z - 3) / 6
        guard h + lambda > 0 else { return nil }
        let w = z * (h + lambda).squareRoot() / h - (other - one) * (lambda + 5 / 6 - 2 / (3 * h))
        let start = -log1p(b / a * exp(2 * w))
        return start.isFinite ? start : nil
    }
}
