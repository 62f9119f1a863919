/// How an interval around a promoter score is made.
///
/// Source of all three: B. Rocks, "Interval Estimation for the Net Promoter Score", The American Statistician 70
/// (2016).
public enum PromoterScoreMethod: String, CaseIterable, Sendable {
    /// The score interval (T. Tango, Statistics in Medicine 17, 1998): keeps its level at five answers, never leaves
    /// the scale. The default.
    case score
    /// The estimate plus and minus z standard errors. Far too narrow for small bases.
    case wald
    /// Wald after adding 3/4 of a detractor, 3/2 of a passive and 3/4 of a promoter.
    case adjustedWald = "adjusted-wald"
}

extension PromoterScore {
    /// The interval around the score in points, within `PromoterScore.scale`.
    ///
    /// Absent if nobody answered. The Wald interval is absent too if everybody is of one class: it would have no
    /// width, which would claim certainty.
    public func interval(
        _ method: PromoterScoreMethod = .score, level: ConfidenceLevel = .ninetyFive
    ) -> Estimate<Interval> {
        guard n > 0 else { return .failure(.empty) }
        let z = level.z
        switch method {
        case .score:
            let upper = upperScoreLimit(
                promoters: Double(promoters), detractors: Double(detractors), n: Double(n), z: z)
            // Seen from the other end of the scale, detractors are promoters, and the lower limit is the upper.
            let lower = -upperScoreLimit(
                promoters: Double(detractors), detractors: Double(promoters), n: Double(n), z: z)
            return .success(Interval(lower: lower, upper: upper).scaled(by: 100))
        case .wald:
            guard !isConstant else { return .failure(.constant) }
            return .success(around(proportionDifference, z * waldStandardError(extra: 0)))
        case .adjustedWald:
            let center = Double(promoters - detractors) / (Double(n) + 3)
            return .success(around(center, z * waldStandardError(extra: 3)))
        }
    }

    private func around(_ center: Double, _ margin: Double) -> Interval {
        Interval(lower: center - margin, upper: center + margin).scaled(by: 100).clipped(to: Self.scale)
    }
}

/// The largest difference of shares that a score test at z does not reject.
///
/// The statistic falls from zero at the estimate to -z at the limit and beyond, so the limit is found by bisection
/// until no number lies between the two ends: some fifty steps, whatever the counts.
func upperScoreLimit(promoters: Double, detractors: Double, n: Double, z: Double) -> Double {
    guard promoters < n else { return 1 }
    var low = (promoters - detractors) / n
    var high = 1.0
    while true {
        let middle = low + (high - low) / 2
        guard middle > low, middle < high else { return high }
        // T(D) <= -z without its division, which at the ends of the scale would be zero by zero.
        let distance = n * middle - (promoters - detractors)
        let variance = n * restrictedVariance(middle, promoters: promoters, detractors: detractors, n: n)
        if distance >= z * variance.squareRoot() { high = middle } else { low = middle }
    }
}

/// The variance of one answer, coded -1, 0 and 1, where the shares are the most likely ones whose difference is
/// `difference`: `2q + D(1 - D)`, q being the share of detractors.
private func restrictedVariance(
    _ difference: Double, promoters: Double, detractors: Double, n: Double
) -> Double {
    let a = 2 * n
    let b = -detractors - promoters + (2 * n - promoters + detractors) * difference
    let c = -detractors * difference * (1 - difference)
    let root = max(0, b * b - 4 * a * c).squareRoot()
    // Of the two ways to write the larger root of a quadratic, the one that does not subtract.
    let q = b <= 0 ? (root - b) / (2 * a) : -2 * c / (root + b)
    return max(0, 2 * q + difference * (1 - difference))
}
