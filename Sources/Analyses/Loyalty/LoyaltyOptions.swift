internal import Statistics
public import SurveyModel

/// How customers' coming back is looked at.
public struct LoyaltyOptions: Hashable, Sendable {
    /// How long a period is: who is a customer in one of them and again in the next has come back. Of responses also by which
    /// clock, and which times are believed.
    public let rule: PeriodRule
    /// The last day that data reach to; nil is the last one that they have. Later purchases are left out. Who did not come in a period that is not over by
    /// then is not yet lost.
    public let until: CalendarDay?
    /// What is left of a purchase as margin, over 0, up to 1 for all of it.
    public let margin: Double
    /// The rate of interest of a year, 0 to 10.
    public let discount: Double
    /// How many later periods the finite value sums.
    public let horizon: Int

    /// Makes options with the amount itself as margin, 10 % a year, and five years.
    public init(_ rule: PeriodRule = PeriodRule(.month), until: CalendarDay? = nil) {
        self.rule = rule
        self.until = until
        margin = 1
        discount = 0.1
        horizon = Self.fiveYears(rule.length)
    }

    /// Nil unless the margin is over 0 and at most 1, the discount 0 to 10, and the horizon 1 to 12,000 periods; without one
    /// it is five years.
    public init?(
        _ rule: PeriodRule = PeriodRule(.month), until: CalendarDay? = nil, margin: Double, discount: Double,
        horizon: Int? = nil
    ) {
        guard margin > 0, margin <= 1, (0...10).contains(discount),
            (1...LifetimeValue.mostPeriods).contains(horizon ?? 1)
        else { return nil }
        self.rule = rule
        self.until = until
        self.margin = margin
        self.discount = discount
        self.horizon = horizon ?? Self.fiveYears(rule.length)
    }

    private static func fiveYears(_ length: Period.Length) -> Int { Int((5 * length.perYear).rounded()) }

    /// The rate of interest of a period: compounded over a year it gives the year's.
    var discountOfPeriod: Double? {
        Retention.discount(ofPeriodsPerYear: rule.length.perYear, yearly: discount)
    }

    /// The last period that is over at the end of a day.
    func lastFinished(by day: CalendarDay) -> Int {
        let here = Period(rule.length, of: day)?.index ?? 0
        let next = Period(rule.length, of: CalendarDay(number: day.number + 1))?.index ?? here + 1
        return Int(next - 1)
    }
}

extension Period {
    /// The period of a day. Nil outside of the years 1 to 9999.
    init?(_ length: Length, of day: CalendarDay) { self.init(length, day: Int64(day.number)) }
}

extension Period.Length {
    /// How many of them a year has.
    var perYear: Double {
        switch self {
        case .day: 365.2425
        case .week: 365.2425 / 7
        case .month: 12
        case .quarter: 4
        case .year: 1
        }
    }
}
