internal import Statistics
internal import SurveyModel
public import Tallies

/// How scales are used: the shares of extreme, middle and agreeing answers, over all items of a survey.
///
/// The items are rows of grids and questions of satisfaction, ease and rating, on scales of 3 to 11 points.
/// Recommending on 0 to 10 does not count: its ends are far from each other and its middle says little. Extreme is the
/// lowest and the highest point; the middle is that of a scale with an odd number of points; agreeing is every point
/// above the middle of the scale, whether an item is reversed or not: who agrees with a statement and with its opposite
/// has this style. Answers of all items are pooled, so one respondent counts as often as she answers, and there is no
/// interval.
///
/// Source: H. Baumgartner and J.-B. Steenkamp, "Response Styles in Marketing Research: A Cross-National Investigation",
/// Journal of Marketing Research 38 (2001).
public struct ResponseStyle: Hashable, Sendable {
    /// How many items there are.
    public private(set) var items = 0
    /// How many respondents answered the item that most of them answered.
    public private(set) var respondents = 0
    /// How many answers there are.
    public private(set) var answers = 0
    /// How many are at an end of the scale.
    public private(set) var extreme = 0
    /// How many are above the middle.
    public private(set) var agreeing = 0
    /// How many are answers to items with a middle point, and how many are that.
    public private(set) var withMiddle = 0
    public private(set) var middle = 0

    /// The styles in a locale, or everybody's.
    public init(_ tallies: Tallies, in locale: String? = nil) {
        for variable in Self.items(of: tallies.plan.survey) {
            guard let bins = tallies.histogram(of: variable, in: locale)?.bins else { continue }
            items += 1
            let counts = bins.map(\.count)
            let answered = counts.reduce(0, +)
            respondents = max(respondents, answered)
            answers += answered
            extreme += (counts.first ?? 0) + (counts.last ?? 0)
            agreeing += counts[((counts.count + 1) / 2)...].reduce(0, +)
            guard counts.count % 2 == 1 else { continue }
            withMiddle += answered
            middle += counts[counts.count / 2]
        }
    }

    /// The variables that count, each once.
    static func items(of survey: Survey) -> [VariableID] {
        var seen: Set<VariableID> = []
        return survey.questions.flatMap { question -> [VariableID] in
            switch question.kind {
            case .csat(let scale, _), .ces(let scale, _), .rating(let scale), .grid(let scale, _):
                (3...11).contains(survey[scale].bounds.count) ? question.variables : []
            default: []
            }
        }.filter { seen.insert($0).inserted }
    }

    /// The styles in each locale and everybody's; nothing for a survey without items.
    public static func analyses(of tallies: Tallies, byLocale: Bool, _ options: AnalysisOptions) -> [Analysis]
    {
        guard !items(of: tallies.plan.survey).isEmpty else { return [] }
        let locales = byLocale ? tallies.plan.locales : []
        let cells = locales.map { (Cell(locale: $0), Self(tallies, in: $0)) }.filter {
            $0.0.locale != TallyPlan.otherLocale || $0.1.respondents > 0
        }
        let all = cells + [(Cell.everybody, Self(tallies))]
        let isHidden = SmallCells.hidden(bases: all.map(\.1.respondents), options.suppression)
        return zip(all, isHidden).map { cell, isHidden in
            Analysis(.responseStyle, of: "", in: cell.0, isHidden ? .suppressed : cell.1.content)
        }
    }

    private var content: Analysis.Content {
        guard answers > 0 else { return .unavailable(.empty) }
        func percent(_ count: Int, _ base: Int) -> Estimate<Double> {
            base > 0 ? .success(100 * Double(count) / Double(base)) : .failure(.empty)
        }
        return .table(
            Analysis.Table(
                n: respondents,
                summary: [
                    Measure(.extreme, percent(extreme, answers)),
                    Measure(.middle, percent(middle, withMiddle)),
                    Measure(.agreeing, percent(agreeing, answers)), Measure(.count, Double(answers)),
                ],
                settings: [.init("items", .whole(items))]))
    }
}
