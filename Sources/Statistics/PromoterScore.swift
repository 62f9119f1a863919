/// The promoter score of a question answered on 0 to 10: the share of promoters less the share of detractors.
///
///     let score = PromoterScore(detractors: 12, passives: 30, promoters: 58)!
///     try score.score.get()       // 46.0
///     try score.interval().get()  // 31.1 to 58.5
///
/// All figures are in points, from -100 to 100.
public struct PromoterScore: Hashable, Sendable {
    /// How many answered 0 to 6.
    public let detractors: Int
    /// How many answered 7 or 8.
    public let passives: Int
    /// How many answered 9 or 10.
    public let promoters: Int

    /// The points a promoter score can take.
    public static let scale: ClosedRange<Double> = -100...100

    /// Nil if a count is negative or their sum does not fit an `Int`.
    public init?(detractors: Int, passives: Int, promoters: Int) {
        guard detractors >= 0, passives >= 0, promoters >= 0 else { return nil }
        let (part, partOverflows) = detractors.addingReportingOverflow(passives)
        guard !partOverflows, !part.addingReportingOverflow(promoters).overflow else { return nil }
        self.detractors = detractors
        self.passives = passives
        self.promoters = promoters
    }

    /// The score of a distribution of answers; nil if it counts an answer outside `0...10`.
    public init?(_ distribution: Distribution) {
        guard distribution.count(in: 0...10) == distribution.n else { return nil }
        self.init(
            detractors: distribution.count(in: 0...6), passives: distribution.count(in: 7...8),
            promoters: distribution.count(in: 9...10))
    }

    /// How many answered.
    public var n: Int { detractors + passives + promoters }

    /// The score in points. Absent if nobody answered.
    public var score: Estimate<Double> {
        n == 0 ? .failure(.empty) : .success(100 * proportionDifference)
    }

    /// The standard error of the score in points, with the variance of the sample (divisor n).
    ///
    /// Absent if nobody answered, and if everybody is of one class: the formula then gives zero, which would claim
    /// certainty.
    public var standardError: Estimate<Double> {
        guard n > 0 else { return .failure(.empty) }
        guard !isConstant else { return .failure(.constant) }
        return .success(100 * waldStandardError(extra: 0))
    }

    /// The share of each class. Absent if nobody answered.
    public var shares: Estimate<(detractors: Double, passives: Double, promoters: Double)> {
        guard n > 0 else { return .failure(.empty) }
        let base = Double(n)
        return .success((Double(detractors) / base, Double(passives) / base, Double(promoters) / base))
    }

    /// Everybody is of one class.
    var isConstant: Bool { max(detractors, passives, promoters) == n }

    /// The score on -1 to 1. The difference of counts is exact, so that it is rounded once.
    var proportionDifference: Double { Double(promoters - detractors) / Double(n) }

    /// The square root of `((p + d)/n - S^2) / n`, after `extra` respondents have been added in the shares
    /// 1/4, 1/2, 1/4.
    func waldStandardError(extra: Double) -> Double {
        let base = Double(n) + extra
        let (p, d) = (Double(promoters) + extra / 4, Double(detractors) + extra / 4)
        let m = Double(passives) + extra / 2
        // (p + d)/n - S^2, with everything over n^2, is m(p + d) + 4pd: a sum of positive terms.
        return ((m * (p + d) + 4 * p * d) / base).squareRoot() / base
    }
}
