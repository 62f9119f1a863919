extension Measure {
    /// What a number is: the same word in every output. Each has its unit here and its wording in `Reports`.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        // MARK: Common
        case score, share, mean, median, count, value, difference, probability, statistic
        case standardError = "standard_error"
        case degreesOfFreedom = "degrees_of_freedom"
        case pValue = "p_value"
        case adjustedPValue = "adjusted_p_value"
        case rSquared = "r_squared"

        // MARK: Comparisons, cross tables, time
        case columnShare = "column_share"
        case expected
        case cramersV = "cramers_v"
        case center
        case lowerLimit = "lower_limit"
        case upperLimit = "upper_limit"
        case change
        case movingRange = "moving_range"
        case rangeLimit = "range_limit"
        case smoothed

        // MARK: Drivers, chains, scales
        case importance, performance, coefficient, correlation, reward, penalty, indirect, direct, total
        case importanceShare = "importance_share"
        case varianceInflation = "variance_inflation"
        case alpha, omega
        case itemRest = "item_rest"
        case alphaIfDropped = "alpha_if_dropped"
        case loading

        // MARK: Loyalty
        case retention, churn, lifetime, margin, customers
        case newCustomers = "new_customers"
        case lostCustomers = "lost_customers"
        case lifetimeWithFirstPayment = "lifetime_with_first_payment"
        case lifetimeFinite = "lifetime_finite"
        case purchases, spend

        // MARK: Weights, quality, response styles
        case designEffect = "design_effect"
        case effectiveN = "effective_n"
        case smallestWeight = "smallest_weight"
        case largestWeight = "largest_weight"
        case target, achieved
        case extreme, middle, agreeing, stale
        case responseRate = "response_rate"
        case completionRate = "completion_rate"
        case invited
        case unflagged
    }
}

extension Measure.Name {
    /// In what it is written.
    public var unit: Measure.Unit {
        switch self {
        case .score: .score
        case .share, .columnShare, .importanceShare, .performance, .retention, .churn, .target, .achieved,
            .extreme, .middle,
            .agreeing, .stale, .responseRate, .completionRate:
            .percent
        case .mean, .median, .value, .lifetime, .margin, .lifetimeWithFirstPayment, .lifetimeFinite, .spend,
            .center,
            .lowerLimit, .upperLimit, .movingRange, .rangeLimit, .smoothed, .difference, .change, .unflagged,
            .expected:
            .units
        case .count, .degreesOfFreedom, .customers, .newCustomers, .lostCustomers, .purchases, .invited:
            .count
        case .probability, .pValue, .adjustedPValue: .probability
        case .statistic, .standardError, .rSquared, .cramersV, .importance, .coefficient, .correlation,
            .reward, .penalty,
            .indirect, .direct, .total, .varianceInflation, .alpha, .omega, .itemRest, .alphaIfDropped,
            .loading,
            .designEffect, .effectiveN, .smallestWeight, .largestWeight:
            .ratio
        }
    }
}
