internal import Statistics
internal import SurveyModel
internal import Tallies

extension Measures {
    /// The share of those an event is true of with Wilson's interval, from 0 to 100: `share` and `retention`. Those of
    /// whom it is not known are in no base.
    static func share(of counts: EventCounts, _ level: ConfidenceLevel) -> Measures {
        let proportion = Proportion(count: counts.yes, base: counts.yes + counts.no)
        return Measures(
            n: counts.yes + counts.no,
            value: proportion?.share.map { 100 * $0 } ?? .failure(.empty),
            interval: proportion?.interval(level: level).map { $0.times(100) } ?? .failure(.empty),
            method: .wilson, distribution: counts.bins, missing: counts.missing.inOrder, beyond: 0,
            eventCount: counts.yes)
    }

    /// The share of those it is not true of: `churn`, with the interval of the share mirrored.
    static func churn(of counts: EventCounts, _ level: ConfidenceLevel) -> Measures {
        var others = counts
        (others.yes, others.no) = (counts.no, counts.yes)
        var measures = share(of: others, level)
        measures.eventCount = counts.yes
        measures.distribution = counts.bins
        return measures
    }
}

extension EventCounts {
    fileprivate var bins: [Measures.Bin] { [.init(name: "no", count: no), .init(name: "yes", count: yes)] }
}
