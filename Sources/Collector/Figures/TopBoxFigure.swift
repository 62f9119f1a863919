internal import Statistics

extension Measures {
    /// The share in the top boxes with Wilson's interval, from 0 to 100, and the mean: `csat` and `ces`.
    static func topBoxShare(_ points: Points, top: Int, _ level: ConfidenceLevel) -> Measures {
        let width = points.bounds.count
        let first = points.bounds.upperBound - max(1, min(top, width)) + 1
        let boxes = first...points.bounds.upperBound
        let proportion = points.distribution.proportion(in: boxes)
        let mean = Mean.of(points.distribution)
        return Measures(
            n: points.distribution.n,
            value: proportion.share.map { 100 * $0 },
            interval: proportion.interval(level: level).map { $0.times(100) },
            method: .wilson,
            mean: mean.flatMap(\.value), meanInterval: mean.flatMap { $0.interval(level: level) },
            topBox: TopBox(points: boxes, count: proportion.count),
            distribution: points.bins, missing: points.missing, beyond: 0)
    }
}

extension Interval {
    /// The interval in other units.
    func times(_ factor: Double) -> Interval { Interval(lower: lower * factor, upper: upper * factor) }
}
