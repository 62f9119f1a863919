import Glibc

/// The logarithm of the gamma function of a positive argument.
///
/// Accurate to 1e-14 relative. Zero and negative arguments give infinity or the logarithm of the absolute value.
public func logGamma(_ x: Double) -> Double {
    // Glibc's own `lgamma` leaves the sign in a global; this overload keeps it on the stack.
    let result: (value: Double, sign: Int) = lgamma(x)
    return result.value
}

/// The logarithm of the beta function, without the cancellation of three large log-gammas.
func logBeta(_ a: Double, _ b: Double) -> Double {
    let n = a + b
    // ln(a/n) loses digits where a is nearly n, ln1p(-b/n) where b is: each is used on its own side.
    let logShareA = a > b ? log1p(-b / n) : log(a / n)
    let logShareB = b > a ? log1p(-a / n) : log(b / n)
    let leading = a * logShareA + b * logShareB
    let spread = 0.5 * log(2 * Double.pi * (1 / a + 1 / b))
    return leading + spread + stirlingError(a) + stirlingError(b) - stirlingError(n)
}

/// What Stirling's formula leaves over: `ln gamma(x) - ((x - 1/2) ln x - x + ln(2 pi)/2)`.
///
/// Source: C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000). Absolute error under 1e-14.
func stirlingError(_ x: Double) -> Double {
    guard x > 10 else {
        let leading = (x - 0.5) * log(x)
        return logGamma(x) - leading + x - 0.5 * log(2 * Double.pi)
    }
    let inverseSquare = 1 / (x * x)
    return stirlingCoefficients.reversed().reduce(0) { $0 * inverseSquare + $1 } / x
}

private let stirlingCoefficients: [Double] = [
    1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400,
]

/// The deviance `a ln(a/m) + m - a`, which is zero at `m = a`.
func deviance(_ a: Double, _ m: Double) -> Double { deviance(a, m, distance: a - m) }

/// The deviance `a ln(a/m) + m - a`, which is zero at `m = a`, from the distance `a - m` that the caller knows better than
/// subtraction does.
///
/// The logarithm is only taken far from there, where a large `a` has a deviance whose tail is zero; so the relative error of
/// `a/m`, which is multiplied by `a`, stays below 1e-12.
/// Source: C. Loader, as above, function `bd0`.
func deviance(_ a: Double, _ m: Double, distance: Double) -> Double {
    guard abs(distance) < 0.33 * (a + m) else {
        let ratio = a / m
        return a * (ratio < .infinity ? log(ratio) : log(a) - log(m)) - distance
    }
    let v = distance / (a + m)
    var sum = distance * v
    var term = 2 * a * v
    for j in 1...60 {
        term *= v * v
        let next = sum + term / Double(2 * j + 1)
        if next == sum { break }
        sum = next
    }
    return sum
}
