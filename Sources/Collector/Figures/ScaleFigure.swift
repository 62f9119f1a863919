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

/// The sums of scores and of their squares as fractions: over `denominator`, and over its square.
struct ScoreSums {
    var sum: Int128 = 0
    var squares: Int128 = 0
    var denominator: Int128 = 1

    /// Of those who answered so many items at least; `levels` are by how many they answered. Nil if they do not fit.
    init?(_ levels: [ScaleMoments.Level], least: Int) {
        let scored = levels.enumerated().filter {
            $0.offset > 0 && $0.offset >= least && $0.element.respondents > 0
        }
        for (answered, _) in scored {
            let count = Int128(answered)
            let (product, overflow) = denominator.multipliedReportingOverflow(
                by: count / Self.divisor(denominator, count))
            guard !overflow else { return nil }
            denominator = product
        }
        for (answered, group) in scored {
            let factor = denominator / Int128(answered)
            let (first, a) = group.sum.multipliedReportingOverflow(by: factor)
            let (sum, b) = self.sum.addingReportingOverflow(first)
            let (square, c) = factor.multipliedReportingOverflow(by: factor)
            let (second, d) = group.squares.multipliedReportingOverflow(by: square)
            let (squares, e) = self.squares.addingReportingOverflow(second)
            guard !a, !b, !c, !d, !e else { return nil }
            self.sum = sum
            self.squares = squares
        }
    }

    /// The greatest common divisor, by Euclid.
    private static func divisor(_ a: Int128, _ b: Int128) -> Int128 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
