extension ProgramText {
    /// The words of reports.
    var reportWording: Wording? {
        switch self {
        // MARK: Reports: the table
        case .reportTitle: Wording("Results: {title}", note: "title is the survey's title or name.")
        case .surveyVersion: Wording("Survey {name}, version {version}")
        case .languageHead: Wording("Language", note: "Head of a column or row.")
        case .all: Wording("All", note: "All languages together.")
        case .responses: Wording("Responses")
        case .complete: Wording("Complete", note: "A count of responses.")
        case .partial: Wording("Partial", note: "A count of responses that were not finished.")
        case .screenedOut:
            Wording("Screened out", note: "A count of people who were not among those asked for.")
        case .refusals: Wording("Refused", note: "A count of people who did not consent.")
        case .abandoned: Wording("Abandoned", note: "A count of interviews cut off by a crash or the power.")
        case .stale: Wording("On outdated translations", note: "A count of responses.")
        case .answerHead: Wording("Answer", note: "Head of a column.")
        case .metric: Wording("Metric", note: "Head of a column: what is measured.")
        case .share: Wording("Share", note: "Head of a column: a percentage.")
        case .total: Wording("Total")
        case .base: Wording("Base", note: "Head of a column: the number of answers a figure rests on.")
        case .baseOf: Wording("Base: {n} answer", plural: "Base: {n} answers")
        case .onlyWhere: Wording("only where {condition}", note: "A condition in the survey's own notation.")
        case .promoterScore: Wording("Promoter score", note: "The net promoter score, -100 to 100.")
        case .promoters: Wording("Promoters", note: "Those who chose 9 or 10.")
        case .passives: Wording("Passives", note: "Those who chose 7 or 8.")
        case .detractors: Wording("Detractors", note: "Those who chose 0 to 6.")
        case .topBoxes:
            Wording(
                "Top {n} box", plural: "Top {n} boxes",
                note: "The share that chose the highest n points of a scale.")
        case .mean: Wording("Mean")
        case .deviation: Wording("Standard deviation")
        case .median: Wording("Median")
        case .index: Wording("Index", note: "Several questions on one scale from 0 to 100.")
        case .gap: Wording("Gap", note: "What was experienced less what was expected.")
        case .retention: Wording("Retention", note: "The share of customers who stay.")
        case .churn: Wording("Churn", note: "The share of customers who leave.")
        case .lifetime: Wording("Lifetime value", note: "What a customer is worth over the years.")
        case .lifetimeParts:
            Wording(
                "Margin {margin}; {retention} stay; interest {discount}",
                note:
                    "What a customer's lifetime value is computed from; retention and discount are percentages."
            )
        case .group: Wording("Group", note: "Head of a column: a part of those who answered.")
        case .ranked:
            Wording("Ranked", note: "Head of a column: how many gave an option a place in their order.")
        case .firstPlace:
            Wording("First", note: "Head of a column: how many put an option in the first place.")
        case .meanPlace:
            Wording("Mean place", note: "Head of a column: the mean place of an option in an order.")
        case .scale: Wording("Scale", note: "A score over several questions.")
        case .items: Wording("{n} item", plural: "{n} items", note: "The questions of a scale.")
        case .alpha: Wording("Alpha", note: "Cronbach's alpha, the reliability of a scale.")
        case .interval:
            Wording(
                "{level} interval",
                note:
                    "Head of a column: the confidence interval. level is a percentage as your language writes it."
            )
        case .intervalOf: Wording("{low} to {high}", note: "A confidence interval.")
        // MARK: Reports: why there is no figure
        case .missingHead: Wording("No answer", note: "Heading above the kinds of missing answers.")
        case .missingDontKnow: Wording("don't know", note: "A kind of missing answer in a table.")
        case .missingRefused: Wording("refused", note: "A kind of missing answer in a table.")
        case .missingNotApplicable: Wording("does not apply", note: "A kind of missing answer in a table.")
        case .missingSkipped: Wording("left empty", note: "A kind of missing answer in a table.")
        case .missingNotAsked: Wording("not asked", note: "A kind of missing answer in a table.")
        case .hiddenNote:
            Wording(
                "Not shown: rests on fewer than {n} answers, or would reveal a figure that does.",
                note: "Explains the dot that stands in place of a figure.")
        case .methodsNote:
            Wording(
                "Intervals: Tango's score interval for promoter scores, Wilson's for shares, Student's t for means.",
                note: "Names of statistical methods.")
        case .furtherMethodsNote:
            Wording(
                "Intervals of medians are from order statistics, those of lifetime values from the delta method.",
                note: "Names of statistical methods.")
        case .notComputed: Wording("cannot be computed", note: "In place of a figure.")
        case .noResponses: Wording("There are no responses yet.")
        // MARK: Reports: what the reader has to know
        case .synthetic: Wording("These responses are synthetic: a program made them, no person gave them.")
        case .syntheticSome:
            Wording(
                "{n} response is synthetic: a program made it.",
                plural: "{n} responses are synthetic: a program made them.")
        case .sentTwice:
            Wording(
                "{n} response was sent more than once and counts once.",
                plural: "{n} responses were sent more than once and count once.")
        case .conflicts:
            Wording(
                "{n} response differs from an earlier one with the same id and was kept aside.",
                plural: "{n} responses differ from an earlier one with the same id and were kept aside.")
        case .invalid:
            Wording(
                "{n} line is not a valid response and was left out.",
                plural: "{n} lines are not valid responses and were left out.")
        case .otherVersion:
            Wording(
                "{n} response belongs to another version of the survey and was left out.",
                plural: "{n} responses belong to another version of the survey and were left out.")
        case .staleNote:
            Wording(
                "{n} response was given on a translation that was not up to date.",
                plural: "{n} responses were given on translations that were not up to date.")
        case .pooledWhole:
            Wording(
                "Version {version} (n = {n}) is counted with version {newest}.",
                note: "Responses to an earlier version of the survey, which mean the same.")
        case .pooledPartly:
            Wording(
                "Version {version} (n = {n}) is counted with version {newest}, but not in: {names}",
                note: "Responses to an earlier version; names of metrics and questions that changed since.")
        case .pooledNot:
            Wording(
                "Version {version} (n = {n}) cannot be compared with version {newest} and is left out: {names}",
                note: "Responses to an earlier version; names of what changed since.")
        default: nil
        }
    }
}
