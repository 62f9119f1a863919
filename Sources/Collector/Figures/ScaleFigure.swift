internal import Statistics
internal import Tallies

extension Measures {
    /// The mean score of a scale over several items with its t interval, in units of the scale, and its
    /// reliability.
    ///
    /// A respondent's score is the mean of what was answered, if that is at least half of the items. Scores
    /// are fractions of whole numbers, so with the common denominator of their bases the sums stay exact.
    /// Scales of more than some 35 items, of which very different numbers were answered, have no common
    /// denominator in 128 bits.
    static func scaleMean(
        _ moments: ScaleMoments, _ level: ConfidenceLevel, _ rule: SuppressionRule
    ) -> Measures {
        var n = 0
        var leftOut = 0
        for (answered, group) in moments.answered.enumerated() where answered > 0 {
            if 2 * answered >= moments.items { n += group.respondents } else { leftOut += group.respondents }
        }
        let score = ScoreSums(moments.answered, least: (moments.items + 1) / 2)
        let mean = score.map { Mean.of(n: n, $0.sum, $0.squares) } ?? .failure(.overflow)
        let unit = Double(score?.denominator ?? 1)
        return Measures(
            n: n, value: mean.flatMap(\.value).map { $0 / unit },
            interval: mean.flatMap { $0.interval(level: level) }.map {
                Interval(lower: $0.lower / unit, upper: $0.upper / unit)
            },
            method: .t, distribution: [], missing: [],
            scale: quality(moments, leftOut: leftOut, level, rule), beyond: 0)
    }

    private static func quality(
        _ moments: ScaleMoments, leftOut: Int, _ level: ConfidenceLevel, _ rule: SuppressionRule
    ) -> ScaleQuality {
        let complete = moments.answered.last?.respondents ?? 0
        if rule.hides(base: complete) {
            let absence = Absence.suppressed(minimum: rule.minimumBase)
            return ScaleQuality(
                items: moments.items, alpha: .failure(absence), alphaInterval: .failure(absence),
                complete: complete, leftOut: leftOut,
                unanswered: moments.answered.first?.respondents ?? 0)
        }
        let reliability =
            moments.sums.isEmpty
            ? nil
            : ItemMoments(n: complete, sums: moments.sums, products: moments.products).map(Reliability.init)
        return ScaleQuality(
            items: moments.items, alpha: reliability?.alpha ?? .failure(.overflow),
            alphaInterval: reliability?.interval(level: level) ?? .failure(.overflow), complete: complete,
            leftOut: leftOut, unanswered: moments.answered.first?.respondents ?? 0)
    }
}
