internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// The words in which fronts ask an item and speak of its answers, in the respondent's language.
struct ItemWords {
    let interview: Interview
    let texts: ProgramTexts
    let writing: NumberWriting
    let dates: DateWriting
    /// The local date, for words such as "yesterday"; nil where it is not known.
    let today: CalendarDay?
    /// What was worded before, where the interview stays as it is.
    var said: Said?

    /// The text above the rows of a group.
    func groupLines(for item: Interview.Item) -> [String] {
        let question = interview.survey[item.question]
        guard case .row(let row) = item.part, let group = question.rows[row].group,
            question.groups.indices.contains(group)
        else { return [] }
        return question.groups[group].text.map(text) ?? []
    }

    /// What the respondent reads for an option: its label, or what was typed for it in an earlier question.
    func label(_ option: Int, _ question: QuestionID) -> String {
        let key = Said.Label(question: question, option: option)
        if let label = said?.labels[key] { return label }
        let label = worded(option, question)
        said?.labels[key] = label
        return label
    }

    private func worded(_ option: Int, _ question: QuestionID) -> String {
        let label = interview.label(of: option, in: question, format: words(for:))
        guard let list = interview.survey[question].list else { return label }
        let id = interview.survey[list].options[option].text
        // What was typed has no translation that could be wanting.
        let isTyped = label != interview.text(id, format: words(for:))
        return Self.onOneLine(isTyped ? label : marked(label, id))
    }

    /// A survey text in the respondent's language, with a mark where it is not a current translation.
    func text(_ id: TextID) -> [String] {
        marked(interview.text(id, format: words(for:)), id)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A survey text that has to fit into a line.
    func line(_ id: TextID) -> String { text(id).joined(separator: " ") }

    private static func onOneLine(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
    }

    private func marked(_ text: String, _ id: TextID) -> String {
        switch interview.state(of: id) {
        case .current: text
        case .missing: text + " " + texts[.untranslatedMark]
        case .stale: text + " " + texts[.outdatedMark]
        }
    }

    /// How a value that a text pipes is written, nil for what needs no words of the program's.
    private func words(for value: Value) -> String? {
        switch value {
        case .number(let number): writing.text(number)
        case .yesno(let yes): texts[yes ? .yes : .no]
        case .date(let day): dates.words(day)
        case .time(let time): time.text
        case .option, .options, .order, .text: nil
        }
    }

    /// The labelled points of a question's scale; the standard scales have ends of their own.
    func scaleLabels(_ question: Question) -> [(point: Int, label: String)] {
        guard let id = question.scale else { return [] }
        let scale = interview.survey[id]
        let labels = scale.labels.map { (point: $0.point, label: line($0.text)) }
        if labels.isEmpty, let ends = standardEnds(of: question.kind) {
            return [
                (scale.bounds.lowerBound, texts[ends.low]), (scale.bounds.upperBound, texts[ends.high]),
            ]
        }
        return labels
    }

    private func standardEnds(of kind: Question.Kind) -> (low: ProgramText, high: ProgramText)? {
        switch kind {
        case .nps: (.npsLow, .npsHigh)
        case .csat: (.csatLow, .csatHigh)
        case .ces: (.cesLow, .cesHigh)
        default: nil
        }
    }

    /// A typed number without the unit that the question names, before or behind it: `€ 50`, `50 kr`.
    func withoutUnit(_ typed: String, _ rule: NumberRule) -> String {
        guard let unit = rule.unit.map({ interview.text($0).trimmed.lowercased() }), !unit.isEmpty else {
            return typed
        }
        let small = typed.lowercased()
        if small.hasSuffix(unit) { return String(small.dropLast(unit.count)).trimmed }
        if small.hasPrefix(unit) { return String(small.dropFirst(unit.count)).trimmed }
        return typed
    }
}
