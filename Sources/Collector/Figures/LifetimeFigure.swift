internal import FoundationEssentials
internal import Statistics
internal import SurveyModel
internal import Tallies

extension Measures {
    /// The value of a customer with an interval by the delta method, in units of the margin, over those of whom both the
    /// margin and whether they stay are known.
    static func lifetime(
        _ moments: LifetimeMoments, discount: Decimal, _ level: ConfidenceLevel
    ) -> Measures {
        let unit = powerOfTen(moments.decimals)
        let discount = Double(discount.canonicalText) ?? .infinity
        let margins = Moments(n: moments.count, sum: moments.sum, sumOfSquares: moments.squares)
        let value = margins.flatMap {
            LifetimeValue(
                margins: $0, staying: moments.staying, stayingSum: moments.stayingSum, discount: discount)
        }
        var measures = Measures(
            n: moments.count, value: value?.value.map { $0 / unit } ?? .failure(.overflow),
            interval: value?.interval(level: level).map {
                Interval(lower: $0.lower / unit, upper: $0.upper / unit)
            } ?? .failure(.overflow),
            method: .delta, distribution: [], missing: moments.missing.inOrder, beyond: moments.beyond)
        if moments.count > 0, value != nil {
            measures.lifetime = LifetimeParts(
                margin: Double(moments.sum) / Double(moments.count) / unit,
                retention: 100 * Double(moments.staying) / Double(moments.count), discount: discount)
        }
        return measures
    }
}
