extension ProgramText {
    /// What analyses found: what was asked for and done, rows, and what was measured.
    var analysisWording: Wording? {
        switch self {
        // MARK: Analyses: what was asked for
        case .selectionWhere:
            Wording("Only responses where {condition}", note: "A condition in the survey's own notation.")
        case .selectionSince: Wording("From {date}", note: "The first day that counts.")
        case .selectionUntil: Wording("Until {date}", note: "The last day that counts.")
        case .selectionBetween:
            Wording("From {since} to {until}", note: "The first and the last day that count.")
        case .selectionBy: Wording("Broken down by {names}", note: "Names of variables.")
        case .selectionUnflagged: Wording("Doubtful responses that are left out: {n}")
        case .selectionWeights: Wording("Weights: {name}", note: "The file that weights come from.")
        // MARK: Analyses: what was done
        case .analysisIntervals: Wording("Intervals by several methods", note: "Heading of a table.")
        case .analysisComparison: Wording("Comparison in pairs", note: "Heading of a table.")
        case .analysisCrossTable: Wording("Cross table", note: "Heading of a table.")
        case .analysisTrend: Wording("Over time", note: "Heading of a table.")
        case .analysisControl: Wording("Control chart", note: "Heading of a table and a drawing.")
        case .analysisDrivers:
            Wording(
                "What goes with it", note: "Heading of a table of drivers. It must not sound like causes.")
        case .analysisChain: Wording("From service to satisfaction to loyalty", note: "Heading of a table.")
        case .analysisCurve: Wording("By level of satisfaction", note: "Heading of a table.")
        case .analysisPenaltyReward:
            Wording(
                "Penalty and reward",
                note: "Heading of a table: what the worst and the best levels of satisfaction do.")
        case .analysisReliability: Wording("Reliability of the scale", note: "Heading of a table.")
        case .analysisRetention: Wording("Who comes back", note: "Heading of a table.")
        case .analysisLifetime: Wording("What a customer is worth", note: "Heading of a table.")
        case .analysisResponseStyle: Wording("How scales are used", note: "Heading of a table.")
        case .analysisResponse: Wording("How many answered", note: "Heading of a table.")
        case .analysisQuality: Wording("Doubtful responses", note: "Heading of a table.")
        case .analysisWeighting: Wording("Weights", note: "Heading of a table.")
        case .analysisWeighted: Wording("With weights", note: "Heading of a table.")
        // MARK: Analyses: around a table
        case .analysisBase:
            Wording(
                "{n} respondent in the base",
                plural: "{n} respondents in the base",
                note: "Behind the name of a group, in the middle of a line.")
        case .analysisLeftOut:
            Wording("left out: {list}", note: "list has counts and reasons, in the middle of a line.")
        case .analysisOfCell: Wording("{cell}: {details}", note: "A group and what there is to say of it.")
        case .analysisHidden:
            Wording("not shown, because a base is too small", note: "Behind the name of a group.")
        case .analysisAbsent:
            Wording(
                "cannot be computed, because {reason}", note: "Behind the name of a group or of a number.")
        case .measureIs: Wording("{name} {value}", note: "A number and what it is.")
        case .measureBetween:
            Wording("{name} {value} ({interval})", note: "A number, what it is, and its confidence interval.")
        case .marksHead: Wording("Note", note: "Head of a column with signs and short remarks.")
        case .settingsHead:
            Wording("Computed with: {list}", note: "list has seeds, methods and other settings.")
        case .absenceOf: Wording("{name}: {reason}", note: "A number that is not there, and why.")
        case .lettersNote:
            Wording(
                "Letters: the share is higher than that of the column with this letter.",
                note: "Below a cross table.")
        // MARK: Analyses: what rows are about
        case .aboutItem: Wording("Question", note: "Head of a column.")
        case .aboutPeriod: Wording("Period", note: "Head of a column: a week, a month …")
        case .aboutLeft: Wording("Compared", note: "Head of a column: the first of two groups.")
        case .aboutRight: Wording("With", note: "Head of a column: the second of two groups.")
        case .aboutLevel: Wording("Answer", note: "Head of a column: a point of a scale or an option.")
        case .aboutClass: Wording("Class", note: "Head of a column: promoters, passives, detractors.")
        case .aboutPath: Wording("Path", note: "Head of a column: a part of a chain.")
        case .aboutColumn: Wording("Column", note: "Head of a column: the column of a cross table.")
        case .aboutRow: Wording("Row", note: "Head of a column: the row of a cross table.")
        case .aboutMethod: Wording("Method", note: "Head of a column: how an interval is made.")
        case .aboutFlag: Wording("Why doubtful", note: "Head of a column.")
        case .aboutVariable: Wording("Question", note: "Head of a column: a question of the survey.")
        case .aboutPart: Wording("Group", note: "Head of a column: a part of those who answered.")
        case .weekOfYear:
            Wording(
                "W{week} {year}", note: "A week by its number in the year, as in ISO 8601. Keep it short.")
        case .flagStraightLining: Wording("same answer down a grid", note: "Why a response is doubtful.")
        case .flagSpeeder:
            Wording(
                "far too fast", note: "Why a response is doubtful: done in under a third of the median time.")
        case .flagDuplicate: Wording("same answers within minutes", note: "Why a response is doubtful.")
        case .flagImpossibleTime: Wording("impossible time", note: "Why a response is doubtful.")
        case .flagAny:
            Wording("any of these", note: "Last row of a table of reasons why responses are doubtful.")
        case .pathLink: Wording("one step", note: "A part of a chain: from one link to the next.")
        case .pathTotal: Wording("in all", note: "A part of a chain: from the first to the last.")
        case .pathDirect:
            Wording(
                "directly",
                note: "A part of a chain: from the first to the last, passing by what lies between.")
        case .pathIndirect: Wording("through what lies between", note: "A part of a chain.")
        case .classTop: Wording("best answers", note: "A group of answers on a scale.")
        case .classMiddle: Wording("answers between", note: "A group of answers on a scale.")
        case .classBottom: Wording("worst answers", note: "A group of answers on a scale.")
        case .aboutFrom: Wording("From", note: "Head of a column: where a step of a chain begins.")
        case .aboutTo: Wording("To", note: "Head of a column: where a step of a chain ends.")
        case .aboutState: Wording("Responses", note: "Head of a column: complete, partial and so on.")
        case .aboutLetter:
            Wording("Letter", note: "Head of a column: the letter of a column of a cross table.")
        // MARK: Analyses: signs beside rows
        case .markAbove: Wording("above the limits", note: "A period on a control chart.")
        case .markBelow: Wording("below the limits", note: "A period on a control chart.")
        case .markRun: Wording("run on one side of the center", note: "A period on a control chart.")
        case .markHigher: Wording("higher", note: "A figure that differs from another one.")
        case .markLower: Wording("lower", note: "A figure that differs from another one.")
        case .markBasic:
            Wording("taken for granted", note: "A question that is only noticed where it goes wrong.")
        case .markPerformance: Wording("the more the better", note: "A question that counts both ways.")
        case .markExcitement: Wording("delights", note: "A question that is only noticed where it goes well.")
        case .markNegative:
            Wording("the higher, the lower the outcome", note: "A question whose coefficient is negative.")
        case .markReversed: Wording("counted from the other end", note: "A question of a scale.")
        case .markUnfinished: Wording("not over yet", note: "A period of time.")
        case .markRange: Wording("a jump beyond the limit", note: "A period on a control chart.")
        // MARK: Analyses: what was measured
        case .measureCount: Wording("Count", note: "Head of a column.")
        case .measureValue: Wording("Value", note: "Head of a column.")
        case .measureDifference: Wording("Difference", note: "Head of a column.")
        case .measureProbability:
            Wording(
                "Probability of being above",
                note: "Head of a column: how probable it is that the first of two is higher.")
        case .measureStatistic: Wording("Test statistic", note: "Head of a column.")
        case .measureStandardError: Wording("Standard error", note: "Head of a column.")
        case .measureDegreesOfFreedom: Wording("Degrees of freedom", note: "Head of a column.")
        case .measurePValue: Wording("p value", note: "Head of a column.")
        case .measureAdjustedPValue: Wording("Corrected p value", note: "Head of a column.")
        case .measureRSquared: Wording("R²", note: "The share of variance that is accounted for.")
        case .measureColumnShare: Wording("Share of the column", note: "Head of a column.")
        case .measureExpected:
            Wording(
                "Expected",
                note: "Head of a column: the count that would be expected without any difference.")
        case .measureCramersV: Wording("Cramér's V", note: "Head of a column.")
        case .measureCenter: Wording("Center", note: "Head of a column: the center line of a control chart.")
        case .measureLowerLimit: Wording("Lower limit", note: "Head of a column: of a control chart.")
        case .measureUpperLimit: Wording("Upper limit", note: "Head of a column: of a control chart.")
        case .measureChange: Wording("Change", note: "Head of a column: against the period before.")
        case .measureMovingRange: Wording("Moving range", note: "Head of a column.")
        case .measureRangeLimit: Wording("Limit of the range", note: "Head of a column.")
        case .measureSmoothed: Wording("Smoothed", note: "Head of a column: a moving average.")
        case .measureImportance: Wording("Importance", note: "Head of a column, and an axis of a chart.")
        case .measurePerformance: Wording("Performance", note: "Head of a column, and an axis of a chart.")
        case .measureCoefficient: Wording("Coefficient", note: "Head of a column.")
        case .measureCorrelation: Wording("Correlation", note: "Head of a column.")
        case .measureReward:
            Wording("Reward", note: "Head of a column: what the best level of satisfaction adds.")
        case .measurePenalty:
            Wording("Penalty", note: "Head of a column: what the worst level of satisfaction takes away.")
        case .measureIndirect: Wording("Indirect effect", note: "Head of a column.")
        case .measureDirect: Wording("Direct effect", note: "Head of a column.")
        case .measureTotal: Wording("Total effect", note: "Head of a column.")
        case .measureImportanceShare: Wording("Share of importance", note: "Head of a column.")
        case .measureVarianceInflation: Wording("Variance inflation", note: "Head of a column.")
        case .measureOmega: Wording("Omega", note: "McDonald's omega, the reliability of a scale.")
        case .measureItemRest: Wording("Correlation with the rest", note: "Head of a column.")
        case .measureAlphaIfDropped: Wording("Alpha if dropped", note: "Head of a column.")
        case .measureLoading: Wording("Loading", note: "Head of a column: of a question on its factor.")
        case .measureMargin: Wording("Margin", note: "Head of a column: what is earned from a customer.")
        case .measureCustomers: Wording("Customers", note: "Head of a column.")
        case .measureNewCustomers: Wording("New customers", note: "Head of a column.")
        case .measureLostCustomers: Wording("Lost customers", note: "Head of a column.")
        case .measureLifetimeWithFirstPayment:
            Wording("Lifetime value with first payment", note: "Head of a column.")
        case .measureLifetimeFinite: Wording("Lifetime value over a limited time", note: "Head of a column.")
        case .measurePurchases: Wording("Purchases", note: "Head of a column.")
        case .measureSpend: Wording("Spent", note: "Head of a column: what a customer spends.")
        case .measureDesignEffect: Wording("Design effect", note: "Kish's design effect of weights.")
        case .measureEffectiveN: Wording("Effective n", note: "Head of a column.")
        case .measureSmallestWeight: Wording("Smallest weight", note: "Head of a column.")
        case .measureLargestWeight: Wording("Largest weight", note: "Head of a column.")
        case .measureTarget: Wording("Target", note: "Head of a column: a share in the population.")
        case .measureAchieved: Wording("Achieved", note: "Head of a column: a share after weighting.")
        case .measureExtreme: Wording("Extreme answers", note: "Head of a column.")
        case .measureMiddle: Wording("Middle answers", note: "Head of a column.")
        case .measureAgreeing: Wording("Agreeing answers", note: "Head of a column.")
        case .measureResponseRate: Wording("Response rate", note: "Head of a column.")
        case .measureCompletionRate: Wording("Completion rate", note: "Head of a column.")
        case .measureInvited: Wording("Invited", note: "Head of a column.")
        case .measureUnflagged: Wording("Without the doubtful", note: "Head of a column.")
        default: nil
        }
    }
}
