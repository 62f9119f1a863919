extension ProgramText {
    /// How a figure came about, in words.
    var explanationWording: Wording? {
        switch self {
        // MARK: Explanations: how a figure came about
        case .explainTitle:
            Wording("How the figures came about: {title}", note: "title is the survey's title or name.")
        case .explainWhom:
            Wording(
                "Counted are complete and partial responses, with the answers they have. Those that were screened out, refused or cut off stand in no figure."
            )
        case .explainCounts:
            Wording(
                "{cell}: complete {complete}, partial {partial}, others {others}.",
                note: "Counts of responses.")
        case .explainBase: Wording("The base is {n} answer.", plural: "The base is {n} answers.")
        case .explainMissing:
            Wording("Not in the base, as there is no answer: {list}.", note: "list has reasons and counts.")
        case .explainLeftOut: Wording("Not in the base: {list}.", note: "list has counts and reasons.")
        case .explainRestricted:
            Wording(
                "It is computed only where {condition}.", note: "A condition in the survey's own notation.")
        case .explainPromoters:
            Wording(
                "{promoters} promoters (9–10) less {detractors} detractors (0–6), out of {n}, is {value}. The {passives} passives (7–8) count in the base only.",
                note: "How a promoter score is computed, with its counts.")
        case .explainTopBoxes:
            Wording(
                "{count} of {n} chose a point from {low} to {high}: {value}.",
                note: "How a share in the top boxes is computed.")
        case .explainMean:
            Wording("The sum of the answers, divided by {n}, is {value}.", note: "How a mean is computed.")
        case .explainScale:
            Wording(
                "The score of a person is the mean of the items that they answered, if these are at least half of all {items}. The mean of {n} such scores is {value}. {leftOut} answered fewer items, {unanswered} answered none.",
                note: "How the mean of a scale of several questions is computed.")
        case .explainShare:
            Wording("It is true of {count} of {n}: {value}.", note: "How a share is computed.")
        case .explainChurn:
            Wording(
                "{count} of {n} stay; the others are {value}.",
                note: "How the share of those who leave is computed; value is a percentage.")
        case .explainIndex:
            Wording(
                "The means of {items} items, each weighted as the survey says and brought to a scale from 0 to 100, add up to {value}. {n} answered at least one of them; the interval rests on the {complete} who answered all.",
                note: "How an index is computed.")
        case .explainGap:
            Wording(
                "What was experienced less what was expected is averaged for each of {n} people over the pairs that they answered, of {items}; the mean of these differences is {value}.",
                note: "How a gap is computed.")
        case .explainMedian:
            Wording(
                "Of {n} answers in order, the one in the middle is {value}.",
                note: "How a median is computed.")
        case .explainLifetime:
            Wording(
                "A margin of {margin} a period, and {retention} who stay for another at an interest of {discount}: margin times share, divided by 1 plus interest less share, is {value}.",
                note: "How a lifetime value is computed.")
        case .explainNoValue: Wording("There is no value: {reason}.")
        case .explainInterval:
            Wording(
                "Interval: {low} to {high} ({method}).", note: "method is the name of a statistical method.")
        case .explainMeaning:
            Wording(
                "An interval says how sure a figure is: of a hundred intervals made in this way, about {hundred} contain the true value.",
                note: "hundred is a number such as 95.")
        case .explainMethods: Wording("Intervals: {list}.", note: "list has names of statistical methods.")
        case .explainNoInterval: Wording("There is no interval: {reason}.")
        case .explainHidden:
            Wording(
                "Hidden: {cells}. A base is under {n} there, or it could be found by taking shown figures from each other.",
                note: "cells are names of groups.")
        case .explainUnsupported: Wording("It is not computed: {reason}.", note: "The reason is in English.")
        case .explainSource: Wording("Source: {source}.", note: "Authors and years.")
        case .explainUnrounded: Wording("Numbers are rounded here only; they are computed unrounded.")
        case .explainIntervals:
            Wording("The same score with intervals made in several ways, to see how much depends on the way.")
        case .explainComparison:
            Wording(
                "For each pair the second figure is taken from the first. The p value says how often chance alone would give a difference as large if there were none."
            )
        case .explainCrossTable:
            Wording(
                "Each answer to one question is counted for each answer to the other. The test compares these counts with what would be expected if the two had nothing to do with each other."
            )
        case .explainTrend:
            Wording(
                "The responses of each period are counted by themselves, by when the interview began. Several periods together are pooled counts, never a mean of scores."
            )
        case .explainControl:
            Wording(
                "The limits are where a process that does not change almost always stays. What lies outside of them, or long on one side of the center, has probably a cause of its own."
            )
        case .explainDrivers:
            Wording(
                "The share of importance is what a question adds to the variance that is accounted for, averaged over all orders in which the questions could be added."
            )
        case .explainChain:
            Wording(
                "A regression for each step: each link on the ones before it. What goes through what lies between is the product of the steps."
            )
        case .explainCurve:
            Wording(
                "The outcome of those who gave each level of satisfaction, each by itself: it need not rise in a straight line."
            )
        case .explainPenaltyReward:
            Wording(
                "A regression on two marks for each question: the best level was given, the worst level was given. Reward and penalty are what each adds to the outcome, against the levels between."
            )
        case .explainReliability:
            Wording(
                "Computed from those who answered every item: how much of the variance of the sum the items have in common. Alpha if dropped is that of the others alone."
            )
        case .explainRetention:
            Wording(
                "Of the customers who were there in the first period, the share who are there again in the second; those who came new do not count."
            )
        case .explainLifetimeValue:
            Wording(
                "The mean margin of a period times the share who stay, divided by 1 plus interest less that share: the sum over all periods to come."
            )
        case .explainResponseStyle:
            Wording(
                "Shares of all answers on scales that are at an end, in the middle, or on the agreeing side. They say how scales are used, not how good the service is."
            )
        case .explainResponse:
            Wording(
                "The response rate is the responses that count out of all who were invited; the completion rate is the complete ones out of those who began."
            )
        case .explainQuality:
            Wording(
                "Doubtful responses are only marked and never deleted. The figure stands here with them and without them."
            )
        case .explainWeighting:
            Wording(
                "Weights are changed until the shares of every group are those of the target. The design effect says how much larger the variance becomes by that; the effective n is the base divided by it."
            )
        case .explainWeighted:
            Wording(
                "Each response counts with its weight. The interval uses the effective n in place of the base."
            )
        default: nil
        }
    }
}
