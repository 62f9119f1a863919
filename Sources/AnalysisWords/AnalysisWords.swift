package import Analyses
package import Translations

// The words for everything an analysis can say. Switches have no default, so that a new case does not compile without its
// words.

extension Analysis.Kind {
    /// The heading of its section.
    package var heading: ProgramText {
        switch self {
        case .intervals: .analysisIntervals
        case .comparison: .analysisComparison
        case .crossTable: .analysisCrossTable
        case .trend: .analysisTrend
        case .control: .analysisControl
        case .drivers: .analysisDrivers
        case .chain: .analysisChain
        case .curve: .analysisCurve
        case .penaltyReward: .analysisPenaltyReward
        case .reliability: .analysisReliability
        case .retention: .analysisRetention
        case .lifetime: .analysisLifetime
        case .responseStyle: .analysisResponseStyle
        case .response: .analysisResponse
        case .quality: .analysisQuality
        case .weighting: .analysisWeighting
        case .weighted: .analysisWeighted
        }
    }

    /// How it came about.
    package var explanation: ProgramText {
        switch self {
        case .intervals: .explainIntervals
        case .comparison: .explainComparison
        case .crossTable: .explainCrossTable
        case .trend: .explainTrend
        case .control: .explainControl
        case .drivers: .explainDrivers
        case .chain: .explainChain
        case .curve: .explainCurve
        case .penaltyReward: .explainPenaltyReward
        case .reliability: .explainReliability
        case .retention: .explainRetention
        case .lifetime: .explainLifetimeValue
        case .responseStyle: .explainResponseStyle
        case .response: .explainResponse
        case .quality: .explainQuality
        case .weighting: .explainWeighting
        case .weighted: .explainWeighted
        }
    }
}

extension Measure.Name {
    /// What it is called above a column.
    package var text: ProgramText {
        switch self {
        case .score: .promoterScore
        case .share: .share
        case .mean: .mean
        case .median: .median
        case .count: .measureCount
        case .value: .measureValue
        case .difference: .measureDifference
        case .probability: .measureProbability
        case .statistic: .measureStatistic
        case .standardError: .measureStandardError
        case .degreesOfFreedom: .measureDegreesOfFreedom
        case .pValue: .measurePValue
        case .adjustedPValue: .measureAdjustedPValue
        case .rSquared: .measureRSquared
        case .columnShare: .measureColumnShare
        case .expected: .measureExpected
        case .cramersV: .measureCramersV
        case .center: .measureCenter
        case .lowerLimit: .measureLowerLimit
        case .upperLimit: .measureUpperLimit
        case .change: .measureChange
        case .movingRange: .measureMovingRange
        case .rangeLimit: .measureRangeLimit
        case .smoothed: .measureSmoothed
        case .importance: .measureImportance
        case .performance: .measurePerformance
        case .coefficient: .measureCoefficient
        case .correlation: .measureCorrelation
        case .reward: .measureReward
        case .penalty: .measurePenalty
        case .indirect: .measureIndirect
        case .direct: .measureDirect
        case .total: .measureTotal
        case .importanceShare: .measureImportanceShare
        case .varianceInflation: .measureVarianceInflation
        case .alpha: .alpha
        case .omega: .measureOmega
        case .itemRest: .measureItemRest
        case .alphaIfDropped: .measureAlphaIfDropped
        case .loading: .measureLoading
        case .retention: .retention
        case .churn: .churn
        case .lifetime: .lifetime
        case .margin: .measureMargin
        case .customers: .measureCustomers
        case .newCustomers: .measureNewCustomers
        case .lostCustomers: .measureLostCustomers
        case .lifetimeWithFirstPayment: .measureLifetimeWithFirstPayment
        case .lifetimeFinite: .measureLifetimeFinite
        case .purchases: .measurePurchases
        case .spend: .measureSpend
        case .designEffect: .measureDesignEffect
        case .effectiveN: .measureEffectiveN
        case .smallestWeight: .measureSmallestWeight
        case .largestWeight: .measureLargestWeight
        case .target: .measureTarget
        case .achieved: .measureAchieved
        case .extreme: .measureExtreme
        case .middle: .measureMiddle
        case .agreeing: .measureAgreeing
        case .stale: .stale
        case .responseRate: .measureResponseRate
        case .completionRate: .measureCompletionRate
        case .invited: .measureInvited
        case .unflagged: .measureUnflagged
        }
    }
}

extension Analysis.Exclusion.Reason {
    /// How many were left out for it.
    package var text: ProgramText {
        switch self {
        case .incomplete: .excludedIncomplete
        case .flagged: .excludedFlagged
        case .unweighted: .excludedUnweighted
        case .unidentified: .excludedUnidentified
        case .outsidePeriod: .excludedOutsidePeriod
        case .beyond: .excludedBeyond
        }
    }
}

extension Analysis.Caveat {
    /// The sentence that says it.
    package var text: ProgramText {
        switch self {
        case .responseStyles: .caveatResponseStyles
        case .notACause: .caveatNotACause
        case .collinear: .caveatCollinear
        case .corrected: .caveatCorrected
        case .weighted: .caveatWeighted
        case .fewPeriods: .caveatFewPeriods
        case .smallExpectedCounts: .caveatSmallExpectedCounts
        case .respondentsOnly: .caveatRespondentsOnly
        case .statedInvitations: .caveatStatedInvitations
        case .relativeWeights: .caveatRelativeWeights
        }
    }
}
