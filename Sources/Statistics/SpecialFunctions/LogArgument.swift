import Glibc

/// The logarithm of the argument at which a distribution function reaches the target.
///
/// Newton's method on the logarithm of the smaller tail, kept inside a bracket by bisection, so that it ends for any
/// monotone function. `density` is the derivative of the lower tail by the logarithm of the argument.
func logArgument(
    where target: Tails, start: Double, in range: ClosedRange<Double>,
    tails: (Double) -> Tails, density: (Double) -> Double
) -> Double {
    let usesLower = target.lower <= target.upper
    let goal = usesLower ? target.lower : target.upper
    var (low, high) = (range.lowerBound, range.upperBound)
    var u = min(max(start, low), high)
    for _ in 0..<200 {
        let reached = tails(u)
        let tail = usesLower ? reached.lower : reached.upper
        if tail == goal { return u }
        let goesUp = usesLower ? tail < goal : tail > goal
        if goesUp { low = u } else { high = u }
        let step = log(tail / goal) * tail / density(u)
        var next = usesLower ? u - step : u + step
        if !(next > low && next < high) {
            // Written so that NaN and infinity, which an underflowing tail gives, also land here.
            next = low + (high - low) / 2
        }
        let moved = abs(next - u)
        u = next
        if moved <= 2 * Double.ulpOfOne * max(abs(u), 1) { break }
    }
    return u
}
