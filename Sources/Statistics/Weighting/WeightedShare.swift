/// A share with weights: how many count, of all.
public struct WeightedShare: Hashable, Sendable {
    /// Those that count.
    public let yes: WeightedCount
    /// All others.
    public let no: WeightedCount

    /// Makes a share.
    public init(yes: WeightedCount, no: WeightedCount) {
        self.yes = yes
        self.no = no
    }

    /// All of them.
    public var all: WeightedCount { yes.adding(no) }

    /// The share, 0 to 1. Absent without a respondent.
    public var share: Estimate<Double> {
        let total = all
        guard total.weight > 0 else { return .failure(.empty) }
        return .success(Double(yes.weight) / Double(total.weight))
    }

    /// The standard error by linearisation, sqrt(n/(n-1) sum (w (y - share) / sum w)²), weights taken as given.
    ///
    /// Absent below two respondents, and where all or none count: the formula then gives zero, which would claim
    /// certainty. Source: C.-E. Särndal, B. Swensson and J. Wretman, "Model Assisted Survey Sampling" (1992), section
    /// 5.7.
    public var standardError: Estimate<Double> {
        share.flatMap { share in
            let n = all.n
            guard n > 1 else { return .failure(.tooFew(minimum: 2)) }
            guard yes.n > 0, no.n > 0 else { return .failure(.constant) }
            let total = Double(all.weight)
            let other = Double(no.weight) / total
            let variance =
                yes.relativeSquares(to: total) * other * other + no.relativeSquares(to: total) * share * share
            return .success((variance * Double(n) / Double(n - 1)).squareRoot())
        }
    }

    /// Wilson's interval with the effective n in place of n. Absent without a respondent.
    ///
    /// Close to what a full account of the design gives where the weights have little to do with the answer (N. Dean
    /// and M. Pagano, "Evaluating Confidence Interval Methods for Binomial Proportions in Clustered Surveys", Journal
    /// of Survey Statistics and Methodology 3, 2015).
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        all.effectiveN.map { n in
            let total = Double(all.weight)
            let count = no.n == 0 ? n : n * (Double(yes.weight) / total)
            return Interval(
                lower: wilsonLowerLimit(count, of: n, z: level.z),
                upper: wilsonUpperLimit(count, of: n, z: level.z))
        }
    }
}
