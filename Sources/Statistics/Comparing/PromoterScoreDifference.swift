/// The difference of two promoter scores of independent samples, the first less the second, in points from -200 to 200.
public struct PromoterScoreDifference: Hashable, Sendable {
    /// The score that the other is taken from.
    public let first: PromoterScore
    /// The score that is taken from it.
    public let second: PromoterScore

    /// Compares two scores.
    public init(_ first: PromoterScore, _ second: PromoterScore) {
        self.first = first
        self.second = second
    }

    /// The difference in points. Absent if nobody answered in one of the samples.
    public var value: Estimate<Double> {
        first.score.flatMap { first in second.score.map { first - $0 } }
    }

    /// The interval by MOVER from the score interval of each. Absent if nobody answered in one of the samples.
    ///
    /// Sources: G. Zou and A. Donner, Statistics in Medicine 27 (2008); B. Rocks, "Interval Estimation for the Net
    /// Promoter Score", The American Statistician 70 (2016).
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        Interval.ofDifference(
            first.score, first.interval(level: level), second.score, second.interval(level: level)
        )
        .map { $0.clipped(to: -200...200) }
    }

    /// A z test on the counts after 3/4 of a detractor, 3/2 of a passive and 3/4 of a promoter were added to each sample,
    /// so that it holds for few answers and for samples of one class. Absent if nobody answered in one of them.
    ///
    /// Source: B. Rocks, as above, for what is added.
    public var test: Estimate<SignificanceTest> {
        guard first.n > 0, second.n > 0 else { return .failure(.empty) }
        func center(_ score: PromoterScore) -> Double {
            Double(score.promoters - score.detractors) / (Double(score.n) + 3)
        }
        let (a, b) = (first.waldStandardError(extra: 3), second.waldStandardError(extra: 3))
        return .success(SignificanceTest(z: (center(first) - center(second)) / (a * a + b * b).squareRoot()))
    }
}
