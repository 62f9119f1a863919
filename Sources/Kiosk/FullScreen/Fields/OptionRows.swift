internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// What one chooses from: the options of a list or yes and no, and behind them the ways not to answer.
struct OptionRows: Sendable {
    let item: Interview.Item
    /// How many rows are answers; those behind are ways not to answer.
    let answers: Int
    /// Whether they are yes and no.
    let isYesNo: Bool

    init(_ item: Interview.Item, _ scene: Scene) {
        self.item = item
        isYesNo =
            switch item.variable.map({ scene.survey[$0].domain }) {
            case .yesno, .truth: true
            default: false
            }
        answers = isYesNo ? 2 : item.options.count
    }

    var count: Int { answers + item.missing.count }

    /// What is sent to the interview where a row alone is chosen.
    func entry(_ row: Int) -> Interview.Entry {
        if row >= answers { return .missing(item.missing[row - answers].kind) }
        return .value(isYesNo ? .yesno(row == 0) : .option(item.options[row]))
    }

    /// What the respondent reads for a row, on one line and without signs that could break it.
    func label(_ row: Int, _ scene: Scene) -> String {
        if row >= answers { return cleaned(scene.words.line(item.missing[row - answers].text)) }
        if isYesNo { return scene.texts[row == 0 ? .yes : .no] }
        return cleaned(scene.words.label(item.options[row], item.question))
    }

    /// The rows that an answer stands for; none for an answer that is not one of them.
    func rows(of answer: Answer?) -> [Int] {
        switch answer {
        case .answered(.yesno(let yes)): isYesNo ? [yes ? 0 : 1] : []
        case .answered(.option(let option)): item.options.firstIndex(of: option).map { [$0] } ?? []
        case .answered(.options(let options)):
            options.compactMap { item.options.firstIndex(of: $0) }
        case .missing(let kind):
            item.missing.firstIndex { $0.kind == kind }.map { [answers + $0] } ?? []
        default: []
        }
    }

    /// Whether a row cannot be chosen together with others.
    func standsAlone(_ row: Int, _ scene: Scene) -> Bool {
        guard row < answers, !isYesNo else { return row >= answers }
        guard let list = scene.survey[item.question].list else { return false }
        return scene.survey[list].options[item.options[row]].isExclusive
    }
}

extension Interview.Item {
    /// What stands there before anything is entered: the answer given before, or what is suggested.
    var standing: Answer? { present ?? suggestion.map(Answer.answered) }
}
