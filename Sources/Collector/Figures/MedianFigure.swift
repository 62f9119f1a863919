internal import Statistics
internal import SurveyModel
internal import Tallies

extension Measures {
    /// The median of one rated question with its interval by order statistics, in units of the scale.
    static func median(of points: Points, _ level: ConfidenceLevel) -> Measures {
        Measures(
            n: points.distribution.n, value: points.distribution.median,
            interval: points.distribution.medianInterval(level: level), method: .order,
            distribution: points.bins, missing: points.missing, beyond: 0)
    }

    /// The median of a number with its interval by order statistics, in units of the number.
    static func median(of values: ValueCounts, _ level: ConfidenceLevel) -> Measures {
        let unit = powerOfTen(values.decimals)
        let distribution = Distribution(values.counts)
        return Measures(
            n: distribution?.n ?? 0,
            value: distribution?.median.map { $0 / unit } ?? .failure(.overflow),
            interval: distribution?.medianInterval(level: level).map {
                Interval(lower: $0.lower / unit, upper: $0.upper / unit)
            } ?? .failure(.overflow),
            method: .order, distribution: [], missing: values.missing.inOrder, beyond: values.beyond)
    }
}
