internal import Statistics
internal import SurveyModel
internal import Tallies

/// The histogram of a variable that has points, a reversed one turned.
struct Points {
    let histogram: Histogram
    let bounds: ClosedRange<Int>
    let distribution: Distribution

    init?(_ histogram: Histogram, isReversed: Bool = false) {
        guard let low = histogram.bins.first?.point, let high = histogram.bins.last?.point, low <= high else {
            return nil
        }
        var turned = histogram
        if isReversed {
            for index in turned.bins.indices {
                turned.bins[index].count = histogram.bins[histogram.bins.count - 1 - index].count
            }
        }
        var counts: [Int: Int] = [:]
        for bin in turned.bins { counts[bin.point ?? 0] = bin.count }
        guard let distribution = Distribution(counts) else { return nil }
        self.histogram = turned
        bounds = low...high
        self.distribution = distribution
    }

    var bins: [Measures.Bin] { histogram.measuredBins }
    var missing: [Measures.MissingCount] { histogram.missing.inOrder }
}

extension Histogram {
    var measuredBins: [Measures.Bin] { bins.map { .init(name: $0.name, count: $0.count) } }
}

extension [Missing: Int] {
    /// Every kind, in the order in which the formats list them.
    var inOrder: [Measures.MissingCount] {
        [Missing.skipped, .dontKnow, .refused, .notApplicable, .notAsked].map {
            Measures.MissingCount(kind: $0, count: self[$0] ?? 0)
        }
    }
}
