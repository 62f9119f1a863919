extension ProgramText {
    /// What a reader of analyses has to know: bases, caveats, settings and methods.
    var analysisNotesWording: Wording? {
        switch self {
        // MARK: Analyses: who is left out of a base
        case .excludedIncomplete:
            Wording(
                "{n} without all answers",
                plural: "{n} without all answers",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedFlagged:
            Wording(
                "{n} doubtful",
                plural: "{n} doubtful",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedUnweighted:
            Wording(
                "{n} without a weight",
                plural: "{n} without a weight",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedUnidentified:
            Wording(
                "{n} without a customer key",
                plural: "{n} without a customer key",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedOutsidePeriod:
            Wording(
                "{n} outside of the time",
                plural: "{n} outside of the time",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedBeyond:
            Wording(
                "{n} with a number too large",
                plural: "{n} with a number too large",
                note: "In a list: how many were left out of a base, and why.")
        // MARK: Analyses: what a reader must know
        case .caveatResponseStyles:
            Wording(
                "Response styles differ between languages and countries, so a difference between them is not by itself a difference in service."
            )
        case .caveatNotACause: Wording("What goes together need not be cause and effect.")
        case .caveatCollinear:
            Wording("Some of these go together so closely that their shares cannot be told apart well.")
        case .caveatCorrected: Wording("Several comparisons were made; the p values are corrected for that.")
        case .caveatWeighted:
            Wording("The weights come from outside and were not checked against the population.")
        case .caveatFewPeriods: Wording("There are few periods, so the limits are uncertain themselves.")
        case .caveatSmallExpectedCounts: Wording("Some expected counts are below five, so the test is rough.")
        case .caveatRespondentsOnly: Wording("Those who answered are not all customers.")
        case .caveatStatedInvitations: Wording("How many were invited is what the operator stated.")
        case .caveatRelativeWeights:
            Wording("There are too many for exact shares; Johnson's relative weights stand in their place.")
        // MARK: Analyses: why there is no number
        case .absenceEmpty:
            Wording("there are no answers", note: "In the middle of a sentence, as the reason.")
        case .absenceTooFew:
            Wording(
                "there is less than {n} answer",
                plural: "there are fewer than {n} answers",
                note: "In the middle of a sentence, as the reason.")
        case .absenceConstant:
            Wording("all answers are the same", note: "In the middle of a sentence, as the reason.")
        case .absenceConstantItem:
            Wording(
                "everybody gave the same answer to item {item}",
                note: "In the middle of a sentence, as the reason.")
        case .absenceTooFewItems:
            Wording(
                "there is less than {n} item",
                plural: "there are fewer than {n} items",
                note: "In the middle of a sentence, as the reason.")
        case .absenceSuppressed:
            Wording(
                "its base is under {n}",
                plural: "its base is under {n}",
                note: "In the middle of a sentence, as the reason.")
        case .absenceUnbounded:
            Wording(
                "everybody stays and nothing is discounted, so the value has no end",
                note: "In the middle of a sentence, as the reason.")
        case .absenceTooMany:
            Wording(
                "there is more than {n}",
                plural: "there are more than {n}",
                note: "In the middle of a sentence, as the reason.")
        case .absenceEmptyCells:
            Wording(
                "too many cells of the table are empty", note: "In the middle of a sentence, as the reason.")
        case .absenceTooManyCells:
            Wording(
                "the table has more than {n} degree of freedom",
                plural: "the table has more than {n} degrees of freedom",
                note: "In the middle of a sentence, as the reason.")
        case .absenceCollinearItem:
            Wording(
                "item {item} follows from the others", note: "In the middle of a sentence, as the reason.")
        case .absenceNothingExplained:
            Wording(
                "nothing goes together with the outcome", note: "In the middle of a sentence, as the reason.")
        case .absenceImproperItem:
            Wording(
                "one factor would have to explain more of item {item} than there is of it",
                note: "In the middle of a sentence, as the reason.")
        case .absenceNotConverged:
            Wording(
                "the search for it did not come to an end",
                note: "In the middle of a sentence, as the reason.")
        case .absenceUnstable:
            Wording("too many resamples have no figure", note: "In the middle of a sentence, as the reason.")
        case .absenceOverflow:
            Wording("the sums are too large to be exact", note: "In the middle of a sentence, as the reason.")
        // MARK: Analyses: with what they are computed
        case .settingSeed:
            Wording("seed", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingReplicates:
            Wording(
                "bootstrap replicates",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingMethod:
            Wording("method", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingCorrection:
            Wording(
                "correction", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingPeriod:
            Wording("by the", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingChart:
            Wording("chart", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingDiscount:
            Wording(
                "interest of a year",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingDiscountOfPeriod:
            Wording(
                "interest of a period",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingPeriods:
            Wording("periods", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingLambda:
            Wording(
                "weight of the newest period",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingItems:
            Wording("items", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingLevel:
            Wording("level", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingComparisons:
            Wording(
                "comparisons", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingTest:
            Wording("test", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingWidth:
            Wording(
                "width in standard errors",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingFactor:
            Wording("factor", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRangeFactor:
            Wording(
                "factor of ranges",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRun:
            Wording(
                "length of a run",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRolling:
            Wording(
                "periods counted together",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingOffsetMinutes:
            Wording(
                "minutes ahead of UTC",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingSource:
            Wording("source", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingFrom:
            Wording("from", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingTo:
            Wording("to", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingUntil:
            Wording("until", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingMarginFactor:
            Wording(
                "share of an amount that is margin",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRounds:
            Wording("rounds", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingLowerCap:
            Wording(
                "smallest weight allowed",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingUpperCap:
            Wording(
                "largest weight allowed",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingVariance:
            Wording(
                "variance by", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingWeights:
            Wording(
                "weights from", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingBy:
            Wording("by", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingFailedReplicates:
            Wording(
                "replicates without a figure",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRows:
            Wording("rows", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingColumns:
            Wording("columns", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        // MARK: Analyses: names of methods
        case .methodScore: Wording("Tango's score interval", note: "The name of a statistical method.")
        case .methodWald: Wording("Wald's interval", note: "The name of a statistical method.")
        case .methodAdjustedWald: Wording("adjusted Wald interval", note: "The name of a statistical method.")
        case .methodPosterior: Wording("Bayesian interval", note: "The name of a statistical method.")
        case .methodWilson: Wording("Wilson's interval", note: "The name of a statistical method.")
        case .methodT: Wording("Student's t interval", note: "The name of a statistical method.")
        case .methodNormal: Wording("normal interval", note: "The name of a statistical method.")
        case .methodOrder: Wording("order statistics", note: "The name of a statistical method.")
        case .methodDelta: Wording("delta method", note: "The name of a statistical method.")
        case .methodMover: Wording("MOVER from the two intervals", note: "The name of a statistical method.")
        case .methodBootstrap: Wording("percentile bootstrap", note: "The name of a statistical method.")
        case .methodFeldt: Wording("Feldt's interval", note: "The name of a statistical method.")
        case .methodLMG: Wording("LMG (Shapley) shares", note: "The name of a statistical method.")
        case .methodRelativeWeights:
            Wording("Johnson's relative weights", note: "The name of a statistical method.")
        case .methodHolm: Wording("Holm", note: "The name of a statistical method.")
        case .methodBenjaminiHochberg:
            Wording("Benjamini and Hochberg", note: "The name of a statistical method.")
        case .methodRaking: Wording("raking to margins", note: "The name of a statistical method.")
        case .methodPostStratification:
            Wording("post-stratification", note: "The name of a statistical method.")
        case .methodXmR: Wording("XmR of single values", note: "The name of a statistical method.")
        case .methodPChart: Wording("p of shares", note: "The name of a statistical method.")
        case .methodScoreChart: Wording("of promoter scores", note: "The name of a statistical method.")
        case .methodEwma: Wording("exponentially weighted average", note: "The name of a statistical method.")
        case .methodNewcombe: Wording("Newcombe's interval", note: "The name of a statistical method.")
        case .methodWelch: Wording("Welch's t interval", note: "The name of a statistical method.")
        case .methodSobel: Wording("Sobel's interval", note: "The name of a statistical method.")
        case .methodPearson: Wording("Pearson's chi-squared test", note: "The name of a statistical method.")
        case .methodRaoScott: Wording("Rao and Scott's test", note: "The name of a statistical method.")
        case .methodLinearisation: Wording("linearization", note: "The name of a statistical method.")
        case .methodMaximumLikelihood:
            Wording("maximum likelihood", note: "The name of a statistical method.")
        case .methodResponses: Wording("responses", note: "The name of a statistical method.")
        case .methodPurchases: Wording("purchases", note: "The name of a statistical method.")
        case .periodDay: Wording("day", note: "A length of time.")
        case .periodWeek: Wording("week", note: "A length of time.")
        case .periodMonth: Wording("month", note: "A length of time.")
        case .periodQuarter: Wording("quarter", note: "A length of time.")
        case .periodYear: Wording("year", note: "A length of time.")
        // MARK: Analyses: drawings
        case .chartRange:
            Wording("lowest {low}, highest {high}", note: "Behind a small drawing of a figure over time.")
        case .chartGap:
            Wording("{sign} no figure", note: "In the legend of a drawing; sign is what is drawn.")
        case .chartValue:
            Wording("{sign} value", note: "In the legend of a control chart; sign is what is drawn.")
        case .chartCenter: Wording("{sign} center", note: "In the legend of a control chart.")
        case .chartLimit: Wording("{sign} limit", note: "In the legend of a control chart.")
        case .chartSignal:
            Wording(
                "{sign} signal",
                note: "In the legend of a control chart: a period that is out of the limits or in a run.")
        case .chartAxes:
            Wording(
                "Upward: importance, {importance}. To the right: performance, {performance}. The lines are the means.",
                note: "Below a chart; both values are ranges such as 0 to 5.")
        case .chartCorner:
            Wording(
                "Above on the left is what goes with the outcome more than most and does less well than most.",
                note: "Below a chart of importance and performance. It must not sound like causes.")
        case .chartTogether:
            Wording("{letters}: in one place", note: "Letters on a chart that stand on top of each other.")
        default: nil
        }
    }
}
