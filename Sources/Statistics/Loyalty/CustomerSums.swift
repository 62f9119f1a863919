/// Exact sums over customers, each of whom is there in some periods, brings a margin in each, and stays after some of them.
///
/// A customer is one observation, however many periods there are of them: periods of one customer go together, and intervals
/// that took them as independent would be too narrow. Sums of parts add up to those of the whole, in any order.
public struct CustomerSums: Hashable, Sendable {
    /// How many customers.
    public private(set) var customers = 0
    /// How many periods, over all customers.
    public private(set) var periods = 0
    /// After how many of these the customer stayed.
    public private(set) var staying = 0
    /// The sum of the margins, in whole numbers of a unit.
    public private(set) var margin: Int128 = 0
    /// Whether a sum went beyond 128 bits. There is no figure then.
    public private(set) var isBeyond = false

    private var periodsSquared: Int128 = 0
    private var stayingSquared: Int128 = 0
    private var marginSquared: Int128 = 0
    private var periodsStaying: Int128 = 0
    private var periodsMargin: Int128 = 0
    private var stayingMargin: Int128 = 0

    /// No customer.
    public init() {}

    /// Customers with one period each.
    init(_ margins: Moments, staying: Int, stayingSum: Int128) {
        customers = margins.n
        periods = margins.n
        self.staying = staying
        margin = margins.sum
        periodsSquared = Int128(margins.n)
        stayingSquared = Int128(staying)
        marginSquared = margins.sumOfSquares
        periodsStaying = Int128(staying)
        periodsMargin = margins.sum
        stayingMargin = stayingSum
    }

    /// Takes in a customer who was there in so many periods, stayed after some of them and brought a margin in all of them
    /// together. Without a period, or with impossible counts, nothing is taken in.
    public mutating func add(periods: Int, staying: Int, margin: Int128) {
        guard periods > 0, staying >= 0, staying <= periods else { return }
        var one = CustomerSums()
        one.customers = 1
        one.periods = periods
        one.staying = staying
        one.margin = margin
        let (k, s) = (Int128(periods), Int128(staying))
        one.periodsSquared = k * k
        one.stayingSquared = s * s
        one.periodsStaying = k * s
        one.marginSquared = one.product(margin, margin)
        one.periodsMargin = one.product(k, margin)
        one.stayingMargin = one.product(s, margin)
        merge(one)
    }

    /// Takes in the customers of another part.
    public mutating func merge(_ other: CustomerSums) {
        isBeyond = isBeyond || other.isBeyond
        customers = sum(customers, other.customers)
        periods = sum(periods, other.periods)
        staying = sum(staying, other.staying)
        margin = sum(margin, other.margin)
        periodsSquared = sum(periodsSquared, other.periodsSquared)
        stayingSquared = sum(stayingSquared, other.stayingSquared)
        marginSquared = sum(marginSquared, other.marginSquared)
        periodsStaying = sum(periodsStaying, other.periodsStaying)
        periodsMargin = sum(periodsMargin, other.periodsMargin)
        stayingMargin = sum(stayingMargin, other.stayingMargin)
    }

    /// The share of those who stay: how many periods the customer stayed after, of all.
    public var retention: Proportion { Proportion(checked: staying, of: periods) }

    /// The mean margin of a period; not a number without one.
    var mean: Double { Double(margin) / Double(periods) }

    /// The variances of the mean margin and of the share, and their covariance. Absent below two customers.
    var variances: Estimate<(margin: Double, share: Double, both: Double)> {
        guard !isBeyond else { return .failure(.overflow) }
        guard customers > 1 else { return .failure(.tooFew(minimum: 2)) }
        // Margins are taken about a whole number next to their mean, and of staying and leaving what is rarer, so that
        // little is lost by subtraction.
        let n = Double(periods)
        let center = margin / Int128(periods)
        let offset = Double(margin - center * Int128(periods)) / n
        let squared = Double(
            marginSquared &- 2 &* center &* periodsMargin &+ center &* center &* periodsSquared)
        let crossed = Double(periodsMargin &- center &* periodsSquared)
        let leaves = staying > periods / 2
        let rare = leaves ? periods - staying : staying
        let rareSquared =
            leaves ? periodsSquared &- 2 &* periodsStaying &+ stayingSquared : stayingSquared
        let rareCrossed = leaves ? periodsSquared &- periodsStaying : periodsStaying
        let rareMargin =
            (leaves ? periodsMargin &- stayingMargin : stayingMargin) &- center &* rareCrossed
        let share = Double(rare) / n
        let all = Double(periodsSquared)
        let marginDeviations = squared - 2 * offset * crossed + offset * offset * all
        let shareDeviations = Double(rareSquared) - 2 * share * Double(rareCrossed) + share * share * all
        let both =
            Double(rareMargin) - share * crossed - offset * Double(rareCrossed) + offset * share * all
        let scale = Double(customers) / Double(customers - 1) / n / n
        return .success(
            (
                max(0, scale * marginDeviations), max(0, scale * shareDeviations),
                scale * (leaves ? -both : both)
            ))
    }

    private mutating func sum<Number: FixedWidthInteger>(_ a: Number, _ b: Number) -> Number {
        let (sum, overflows) = a.addingReportingOverflow(b)
        isBeyond = isBeyond || overflows
        return overflows ? 0 : sum
    }

    private mutating func product(_ a: Int128, _ b: Int128) -> Int128 {
        let (product, overflows) = a.multipliedReportingOverflow(by: b)
        isBeyond = isBeyond || overflows
        return overflows ? 0 : product
    }
}
