public import SurveyModel

/// How long what an interview shows takes, in one of the survey's languages: to read every word, and to decide and type.
///
/// `Documentation/Burden.md` has the model with its sources.
public struct AnsweringTime: Sendable {
    private let survey: Survey
    private let texts: [Double]

    /// Measures the texts of a survey. Linear in them.
    public init(_ survey: Survey, locale: String) {
        self.survey = survey
        let localization = survey.localizations.first { $0.tag == locale }
        // A text that is not translated is shown, and read, in the language of the file.
        let source = ReadingSpeed(language: survey.language)
        let translated = ReadingSpeed(language: locale)
        texts = survey.texts.indices.map { index in
            guard let text = localization?.texts[index], text.state != .missing else {
                return source.seconds(survey.texts[index].source)
            }
            return translated.seconds(text.template)
        }
    }

    /// The seconds to read a text.
    public func reading(_ text: TextID) -> Double {
        texts.indices.contains(text.position) ? texts[text.position] : 0
    }

    /// The seconds to read the title of the survey.
    public var title: Double { survey.title.map { reading($0) } ?? 0 }

    /// The seconds that a question or a note takes without its rows and parts: its text and help, the labels of its scale
    /// and its options once, and for what is answered as a whole the answer.
    public func question(_ id: QuestionID) -> Double {
        let question = survey[id]
        var seconds = reading(question.text)
        if let help = question.help { seconds += reading(help) }
        if let scale = question.scale {
            for label in survey[scale].labels { seconds += reading(label.text) }
        }
        if let list = question.list {
            let options = survey[list].options.map { reading($0.text) }
            // Of options that are drawn so many are read; which is not known, so it is their share.
            let isDrawn = question.rows.isEmpty && !options.isEmpty
            let shown = isDrawn ? question.draw.map { Double($0) / Double(options.count) } : nil
            seconds += options.reduce(0, +) * min(1, max(0, shown ?? 1))
        }
        for missing in question.missing { seconds += reading(missing.text) }
        return seconds + answer(question)
    }

    /// The seconds that a row of a grid, a part of an allocation or the text of an option takes.
    public func part(_ variable: VariableID) -> Double {
        switch survey[variable].role {
        case .row(let id, let index):
            guard survey[id].rows.indices.contains(index) else { return 0 }
            let row = survey[id].rows[index]
            let missing = row.missing.reduce(0) { $0 + reading($1.text) }
            return reading(row.text) + missing + Self.row(survey[id].kind)
        case .amount: return Self.amount
        case .specify: return Self.specify
        case .given, .answer, .computed, .split, .today: return 0
        }
    }

    // The time to decide and to type, in seconds: conventions of this project and no measurements.
    private static let amount = 4.0
    private static let specify = 10.0

    private func answer(_ question: Question) -> Double {
        switch question.kind {
        case .note: 1
        case .yesno, .consent: 2
        case .nps, .csat, .ces, .rating, .choice: 3
        case .choices: 5
        case .grid, .choiceGrid, .allocate: 0
        case .ranking(let list, let select):
            3 * Double(max(0, min(select.upperBound, survey[list].options.count)))
        case .number, .date, .time: 5
        case .text(let rule): rule.lines > 1 ? 20 : 10
        }
    }

    private static func row(_ kind: Question.Kind) -> Double {
        switch kind {
        case .choiceGrid(_, let select, _): select == nil ? 3 : 5
        default: 2.5
        }
    }
}
