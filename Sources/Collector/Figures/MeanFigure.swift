internal import Statistics
internal import SurveyModel
internal import Tallies

extension Measures {
    /// The mean of one rated question with its t interval, in units of the scale.
    static func mean(of points: Points, _ level: ConfidenceLevel) -> Measures {
        let mean = Mean.of(points.distribution)
        return Measures(
            n: points.distribution.n, value: mean.flatMap(\.value),
            interval: mean.flatMap { $0.interval(level: level) }, method: .t,
            distribution: points.bins, missing: points.missing, beyond: 0)
    }

    /// The mean of a number with its t interval, in units of the number.
    static func numberMean(_ numbers: NumberMoments, _ level: ConfidenceLevel) -> Measures {
        let unit = numbers.unit
        let mean = Mean.of(n: numbers.count, numbers.sum, numbers.squares)
        return Measures(
            n: numbers.count, value: mean.flatMap(\.value).map { $0 / unit },
            interval: mean.flatMap { $0.interval(level: level) }.map {
                Interval(lower: $0.lower / unit, upper: $0.upper / unit)
            },
            method: .t, distribution: [], missing: numbers.missing.inOrder, beyond: numbers.beyond)
    }
}

extension Mean {
    /// The mean of exact sums. Absent if no whole numbers have such sums, which then have wrapped.
    static func of(n: Int, _ sum: Int128, _ squares: Int128) -> Estimate<Mean> {
        Moments(n: n, sum: sum, sumOfSquares: squares).map { .success(Mean($0)) } ?? .failure(.overflow)
    }
}
