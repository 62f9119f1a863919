import Glibc

/// How many customers come back from one period to the next: `(E - N) / S`, S being those of the first period, E those of the
/// second, and N those of them who are new.
///
/// Source: S. Gupta and D. Lehmann, "Customers as Assets", Journal of Interactive Marketing 17 (2003).
public struct Retention: Hashable, Sendable {
    /// The customers of the first period, S.
    public let before: Int
    /// The customers of the second period, E.
    public let after: Int
    /// Those of the second who were not there in the first, N.
    public let new: Int

    /// Nil unless `0 <= new <= after` and `after - new <= before`.
    public init?(before: Int, after: Int, new: Int) {
        guard new >= 0, new <= after, after - new <= before else { return nil }
        self.before = before
        self.after = after
        self.new = new
    }

    /// Those who are there in both, E - N.
    public var kept: Int { after - new }
    /// Those of the first period who are not there in the second.
    public var lost: Int { before - kept }
    /// The share of those of the first who came back, with Wilson's interval. Absent where there was nobody.
    public var retention: Proportion { Proportion(checked: kept, of: before) }
    /// The share of those who did not, 1 less the retention.
    public var churn: Proportion { Proportion(checked: lost, of: before) }

    /// The rate of interest of a period, of which there are so many in a year, from that of a year: compounded, it gives the
    /// year's. Nil unless the rate is finite and not below zero, and the number positive and finite.
    public static func discount(ofPeriodsPerYear periods: Double, yearly: Double) -> Double? {
        guard yearly >= 0, yearly.isFinite, periods > 0, periods.isFinite else { return nil }
        return expm1(log1p(yearly) / periods)
    }
}
