/// What a customer is worth: `m r / (1 + i - r)`, with the mean margin m of a period, the share r of those who stay for
/// another, and the rate of interest i of a period. It is the sum of the margins of all later periods, each discounted,
/// of a customer who stays with the same probability each time.
///
/// Source: S. Gupta and D. Lehmann, "Customers as Assets", Journal of Interactive Marketing 17 (2003).
public struct LifetimeValue: Hashable, Sendable {
    /// The margins, as whole numbers of a unit.
    public let margins: Moments
    /// How many stay.
    public let staying: Int
    /// The sum of the margins of those who stay.
    public let stayingSum: Int128
    /// The rate of interest of a period.
    public let discount: Double

    /// Nil unless `0 <= staying <= margins.n` and the discount is finite and not below zero.
    public init?(margins: Moments, staying: Int, stayingSum: Int128, discount: Double) {
        guard staying >= 0, staying <= margins.n, discount >= 0, discount.isFinite else { return nil }
        self.margins = margins
        self.staying = staying
        self.stayingSum = stayingSum
        self.discount = discount
    }

    /// The value of a customer, in the unit of the margins. Absent without a respondent, and where everybody stays and
    /// nothing is discounted, since the sum then has no end.
    public var value: Estimate<Double> {
        guard margins.n > 0 else { return .failure(.empty) }
        guard decline > 0 else { return .failure(.unbounded) }
        return .success(mean * share / decline)
    }

    /// The interval by the delta method: the variance of the value is that of its tangent plane in the mean margin and
    /// the share, which are correlated.
    ///
    /// For large samples. Absent below two respondents, where all are the same, and where the value is.
    /// Source: G. Oehlert, "A Note on the Delta Method", The American Statistician 46 (1992).
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        value.flatMap { value in
            guard margins.n > 1 else { return .failure(.tooFew(minimum: 2)) }
            let n = Double(margins.n)
            let byMargin = share / decline
            let byShare = mean * (1 + discount) / (decline * decline)
            let margin = margins.squaredDeviations / (n - 1)
            let stays = n * share * (1 - share) / (n - 1)
            let both = (Double(stayingSum) - mean * Double(staying)) / (n - 1)
            let variance =
                byMargin * byMargin * margin + 2 * byMargin * byShare * both + byShare * byShare * stays
            guard variance > 0 else { return .failure(.constant) }
            let error = level.z * (variance / n).squareRoot()
            return .success(Interval(lower: value - error, upper: value + error))
        }
    }

    private var mean: Double { Double(margins.sum) / Double(margins.n) }
    private var share: Double { Double(staying) / Double(margins.n) }
    /// What is lost of a period's worth from one to the next: `1 + i - r`, without the subtraction near 1.
    private var decline: Double { discount + Double(margins.n - staying) / Double(margins.n) }
}
