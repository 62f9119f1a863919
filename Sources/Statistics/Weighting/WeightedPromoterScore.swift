/// The promoter score with weights.
///
/// All figures are in points, from -100 to 100.
public struct WeightedPromoterScore: Hashable, Sendable {
    /// Those who answered 0 to 6.
    public let detractors: WeightedCount
    /// Those who answered 7 or 8.
    public let passives: WeightedCount
    /// Those who answered 9 or 10.
    public let promoters: WeightedCount

    /// Makes a score.
    public init(detractors: WeightedCount, passives: WeightedCount, promoters: WeightedCount) {
        self.detractors = detractors
        self.passives = passives
        self.promoters = promoters
    }

    /// All of them.
    public var all: WeightedCount { detractors.adding(passives).adding(promoters) }

    /// The score in points. Absent without a respondent.
    public var score: Estimate<Double> {
        let total = all
        guard total.weight > 0 else { return .failure(.empty) }
        return .success(100 * Double(promoters.weight - detractors.weight) / Double(total.weight))
    }

    /// The standard error in points: the root of n/(n-1) sum (w (y - S) / sum w)², y being -1, 0 or 1 and S the score.
    ///
    /// Absent below two respondents, and if all are of one class: the formula then gives zero, which would claim
    /// certainty. Source: C.-E. Särndal, B. Swensson and J. Wretman, "Model Assisted Survey Sampling" (1992), section
    /// 5.7.
    public var standardError: Estimate<Double> {
        let all = all
        guard all.weight > 0 else { return .failure(.empty) }
        guard all.n > 1 else { return .failure(.tooFew(minimum: 2)) }
        guard max(detractors.n, passives.n, promoters.n) < all.n else { return .failure(.constant) }
        let total = Double(all.weight)
        let score = Double(promoters.weight - detractors.weight) / total
        // 1 - S and 1 + S as sums, which do not cancel.
        let above = Double(passives.weight + 2 * detractors.weight) / total
        let below = Double(passives.weight + 2 * promoters.weight) / total
        let variance =
            promoters.relativeSquares(to: total) * above * above
            + passives.relativeSquares(to: total) * score * score
            + detractors.relativeSquares(to: total) * below * below
        return .success(100 * (variance * Double(all.n) / Double(all.n - 1)).squareRoot())
    }

    /// The score interval with the effective n in place of n: see `PromoterScoreMethod.score`. Absent without a
    /// respondent.
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        all.effectiveN.map { n in
            let total = Double(all.weight)
            let up = promoters.n == all.n ? n : n * (Double(promoters.weight) / total)
            let down = detractors.n == all.n ? n : n * (Double(detractors.weight) / total)
            let upper = upperScoreLimit(promoters: up, detractors: down, n: n, z: level.z)
            let lower = -upperScoreLimit(promoters: down, detractors: up, n: n, z: level.z)
            return Interval(lower: lower, upper: upper).scaled(by: 100)
        }
    }
}
