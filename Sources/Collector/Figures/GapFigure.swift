internal import Statistics
internal import SurveyModel
internal import Tallies

extension Measures {
    /// The mean of what was perceived less what was expected, over respondents, with a paired t interval.
    ///
    /// A respondent's difference is the mean over the pairs of which both parts were answered, if those are at least half
    /// of all. Where pairs weigh differently it is the weighted mean of those who answered all of them: over other sets of
    /// pairs the weights would mean something else for each respondent.
    static func gap(_ moments: GapMoments, _ level: ConfidenceLevel) -> Measures {
        let pairs = moments.weights.count
        let isWeighted = moments.weights.contains { $0 != 1 }
        let least = isWeighted ? pairs : (pairs + 1) / 2
        let scored = moments.answered.indices.filter { $0 > 0 && $0 >= least }
        let n = scored.reduce(0) { $0 + moments.answered[$1].respondents }
        let weights = moments.weights.reduce(0, +)
        let mean: Estimate<Mean>
        let unit: Double
        if isWeighted, let complete = moments.answered.last {
            mean = Mean.of(n: complete.respondents, complete.sum, complete.squares)
            unit = Double(weights)
        } else {
            let score = ScoreSums(moments.answered, least: least)
            mean = score.map { Mean.of(n: n, $0.sum, $0.squares) } ?? .failure(.overflow)
            unit = Double(score?.denominator ?? 1)
        }
        let some = moments.answered.dropFirst().reduce(0) { $0 + $1.respondents }
        return Measures(
            n: n, value: mean.flatMap(\.value).map { $0 / unit },
            interval: mean.flatMap { $0.interval(level: level) }.map {
                Interval(lower: $0.lower / unit, upper: $0.upper / unit)
            },
            method: .t, distribution: [], missing: [], beyond: 0,
            composition: Composition(
                items: pairs, complete: moments.answered.last?.respondents ?? 0, leftOut: some - n,
                unanswered: moments.answered.first?.respondents ?? 0))
    }
}
