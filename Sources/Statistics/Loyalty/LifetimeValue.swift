/// What a customer is worth, from the mean margin m of a period, the share r of those who stay for another, and the rate of
/// interest i of a period: the sum of the margins of all later periods, each discounted, of a customer who stays with the
/// same probability each time, `m r / (1 + i - r)`.
///
/// Source: S. Gupta and D. Lehmann, "Customers as Assets", Journal of Interactive Marketing 17 (2003).
public struct LifetimeValue: Hashable, Sendable {
    /// What it is computed from.
    public let sums: CustomerSums
    /// The rate of interest of a period.
    public let discount: Double

    /// Which payments are summed.
    public enum Payments: Hashable, Sendable {
        /// Those of all later periods: `m r / (1 + i - r)`.
        case later
        /// One at once and those of all later periods: `m (1 + i) / (1 + i - r)`.
        case atOnceAndLater
        /// Those of so many later periods: the sum of `m r^t / (1 + i)^t` for t from 1.
        case ofPeriods(Int)
    }

    /// The most periods that a finite sum may have: a thousand years of months.
    public static let mostPeriods = 12_000

    /// The value by sums over customers. Nil unless the discount is finite and not below zero.
    public init?(_ sums: CustomerSums, discount: Double) {
        guard discount >= 0, discount.isFinite else { return nil }
        self.sums = sums
        self.discount = discount
    }

    /// The value where each customer is there in one period: margins as whole numbers of a unit, how many stay, and the sum
    /// of the margins of those.
    ///
    /// Nil unless `0 <= staying <= margins.n` and the discount is finite and not below zero.
    public init?(margins: Moments, staying: Int, stayingSum: Int128, discount: Double) {
        guard staying >= 0, staying <= margins.n else { return nil }
        self.init(CustomerSums(margins, staying: staying, stayingSum: stayingSum), discount: discount)
    }

    /// The value of all later payments, in the unit of the margins.
    public var value: Estimate<Double> { value(of: .later) }

    /// The interval around the value of all later payments.
    public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        interval(of: .later, level: level)
    }

    /// The value of these payments, in the unit of the margins.
    ///
    /// Absent without a customer; where everybody stays and nothing is discounted, since a sum without end has no value then;
    /// and for more than `mostPeriods` or fewer than one.
    public func value(of payments: Payments) -> Estimate<Double> {
        factor(of: payments).map { mean * $0.value }
    }

    /// The interval by the delta method: the variance of the value is that of its tangent plane in the mean margin and the
    /// share, which are correlated, and both are ratios of sums over customers.
    ///
    /// For many customers. Absent below two, where all are the same, and where the value is.
    /// Sources: G. Oehlert, "A Note on the Delta Method", The American Statistician 46 (1992); W. Cochran, "Sampling
    /// Techniques", 3rd edition (1977), section 6.3, for the variance of a ratio.
    public func interval(of payments: Payments, level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        factor(of: payments).flatMap { factor in
            interval(around: mean * factor.value, byMargin: factor.value, byShare: mean * factor.slope, level)
        }
    }

    /// The mean margin of a period. Absent without a customer.
    public var margin: Estimate<Double> {
        sums.isBeyond ? .failure(.overflow) : sums.periods > 0 ? .success(mean) : .failure(.empty)
    }

    /// The interval around the mean margin, by the same method.
    public func marginInterval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        margin.flatMap { interval(around: $0, byMargin: 1, byShare: 0, level) }
    }

    private func interval(around value: Double, byMargin: Double, byShare: Double, _ level: ConfidenceLevel)
        -> Estimate<Interval>
    {
        sums.variances.flatMap { spread in
            let variance =
                byMargin * byMargin * spread.margin + 2 * byMargin * byShare * spread.both
                + byShare * byShare * spread.share
            guard variance > 0 else { return .failure(.constant) }
            let error = level.z * variance.squareRoot()
            let interval = Interval(lower: value - error, upper: value + error)
            return error.isFinite ? .success(interval) : .failure(.overflow)
        }
    }

    /// What the margin is multiplied by, and its derivative by the share.
    private func factor(of payments: Payments) -> Estimate<(value: Double, slope: Double)> {
        guard !sums.isBeyond else { return .failure(.overflow) }
        guard sums.periods > 0 else { return .failure(.empty) }
        let interest = 1 + discount
        switch payments {
        case .later, .atOnceAndLater:
            // What is lost of a period's worth from one to the next, without the subtraction near 1.
            let decline = discount + Double(sums.periods - sums.staying) / Double(sums.periods)
            guard decline > 0 else { return .failure(.unbounded) }
            let above = payments == .later ? share : interest
            return .success((above / decline, interest / (decline * decline)))
        case .ofPeriods(let count):
            guard (1...Self.mostPeriods).contains(count) else { return .failure(.unbounded) }
            // Horner's scheme for q + q^2 + ... and its derivative.
            let q = share / interest
            var (sum, slope) = (0.0, 0.0)
            for _ in 0..<count { (sum, slope) = (q * (1 + sum), 1 + sum + q * slope) }
            return .success((sum, slope / interest))
        }
    }

    private var mean: Double { sums.mean }
    private var share: Double { Double(sums.staying) / Double(sums.periods) }
}
