internal import Statistics
internal import SurveyModel
internal import Tallies

extension Measures {
    /// An index from 0 to 100 with a t interval; its base is who answered any of its items. The interval is withheld
    /// where too few answered all of them.
    static func index(
        _ moments: IndexMoments, _ level: ConfidenceLevel, _ rule: SuppressionRule
    ) -> Measures {
        let items = moments.items.compactMap {
            WeightedIndex.Item(n: $0.count, sum: $0.sum, steps: $0.steps, weight: $0.weight)
        }
        let complete = Moments(n: moments.complete, sum: moments.sum, sumOfSquares: moments.squares)
        var index: WeightedIndex?
        if items.count == moments.items.count, let complete {
            index = WeightedIndex(items, complete: complete, most: moments.most)
        }
        let isWithheld = rule.hides(base: moments.complete)
        return Measures(
            n: moments.some, value: index?.value ?? .failure(.overflow),
            interval: isWithheld
                ? .failure(.suppressed(minimum: rule.minimumBase))
                : index?.interval(level: level) ?? .failure(.overflow),
            method: .t, distribution: [], missing: [], beyond: 0,
            composition: Composition(
                items: moments.items.count, complete: moments.complete, leftOut: 0,
                unanswered: moments.none))
    }
}
