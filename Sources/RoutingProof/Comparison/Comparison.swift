public import SurveyModel

/// Two versions of a survey, side by side: every difference, with what it does to stored answers and to what can be said
/// with them.
///
/// Things are matched by their names, so a file that was only laid out or commented another way has no changes. Whether the
/// same people are asked is decided by the proof, which sees what conditions mean, and not by their text.
public struct Comparison: Sendable {
    /// The earlier version.
    public let old: Version
    /// The later version.
    public let new: Version
    /// The differences: those that do the most first, and of equals in the order of the survey.
    public let changes: [Change]

    /// What the changes do, taken together; nil if there are none.
    public var effect: ChangeClass? { changes.first?.effect }

    /// Which survey was compared.
    public struct Version: Hashable, Sendable {
        /// The survey's name.
        public var name: String
        /// The author's version.
        public var version: Int
        /// The structure hash.
        public var structure: String

        init(_ survey: Survey) {
            name = survey.name
            version = survey.version
            structure = survey.structure
        }
    }

    /// Compares two compiled surveys. Linear in their length, but for the proof, which has its own budget.
    public init(from old: Survey, to new: Survey, populations: PopulationProof) {
        self.old = Version(old)
        self.new = Version(new)
        var comparer = Comparer(old: Side(old), new: Side(new))
        comparer.compareHeader()
        comparer.compareVariables()
        comparer.compareQuestions()
        comparer.compareLists()
        comparer.compareScales()
        comparer.compareOrder()
        comparer.comparePages()
        comparer.compareRandomisation()
        comparer.compareRosters()
        comparer.compareEndings()
        comparer.comparePopulations(populations)
        comparer.compareMetrics()
        changes = comparer.finished()
    }
}

/// One of the two surveys, with what is looked up often.
struct Side {
    let survey: Survey
    /// Variables by name.
    let variables: [String: VariableID]
    /// Questions by name; those of one name in several arms by their place among them.
    let questions: [Key: QuestionID]
    /// The keys of the questions, in their order.
    let keys: [Key]
    /// The names of questions without the instances of rosters.
    let stems: Set<String>
    private let localizations: [String: Int]

    /// The name of a question, and which of its namesakes it is.
    struct Key: Hashable {
        var name: String
        var occurrence: Int
    }

    init(_ survey: Survey) {
        self.survey = survey
        variables = survey.variableIndex
        var seen: [String: Int] = [:]
        var questions: [Key: QuestionID] = [:]
        var keys: [Key] = []
        keys.reserveCapacity(survey.questions.count)
        for (position, question) in survey.questions.enumerated() {
            let occurrence = seen[question.name, default: 0]
            seen[question.name] = occurrence + 1
            let key = Key(name: question.name, occurrence: occurrence)
            questions[key] = QuestionID(position)
            keys.append(key)
        }
        self.questions = questions
        self.keys = keys
        stems = Set(survey.questions.map(\.stem))
        var localizations: [String: Int] = [:]
        for (position, localization) in survey.localizations.enumerated() {
            localizations[localization.tag] = position
        }
        self.localizations = localizations
    }

    /// What respondents read for a text in a language: its forms, and what stands for what in them.
    func reading(of id: TextID, in locale: String) -> Wording {
        let text = survey[id]
        let pipes = text.pipes.map { "\($0.name)=\(name(of: $0.source))" }
        let count = text.plural.map { name(of: $0.count) }
        if locale != survey.language, let position = localizations[locale] {
            let localized = survey.localizations[position].texts[id.position]
            let forms = localized.forms.isEmpty ? [localized.template] : localized.forms
            return Wording(forms: forms, pipes: pipes, count: count, state: localized.state)
        }
        let forms = [text.source] + (text.plural.map { [$0.source] } ?? [])
        return Wording(forms: forms, pipes: pipes, count: count, state: .current)
    }

    private func name(of source: Text.Pipe.Source) -> String {
        switch source {
        case .variable(let id): survey[id].name
        case .option(let list, let option, let variable):
            "\(survey[list].options[option].name) of \(variable.map { survey[$0].name } ?? "")"
        case .number(let number): number.canonicalText
        case .text(let id): "\"\(survey[id].source)\""
        }
    }

    /// A text in the language of the file.
    func source(_ id: TextID?) -> String? { id.map { survey[$0].source } }

    /// A condition in the author's terms, which does not depend on positions.
    func text(_ formula: Formula?) -> String? { formula?.text(in: survey) }

    /// The variables that belong to a question, by name.
    func variableNames(of id: QuestionID) -> [String] { survey[id].variables.map { survey[$0].name } }
}

/// What respondents read.
struct Wording: Hashable {
    var forms: [String]
    var pipes: [String]
    var count: String?
    var state: LocalizedText.State

    /// Whether others read the same words.
    func says(_ other: Wording) -> Bool {
        forms == other.forms && pipes == other.pipes && count == other.count
    }

    /// Whether the words are the same but for white space.
    func saysButForSpacing(_ other: Wording) -> Bool {
        pipes == other.pipes && count == other.count
            && forms.map(Self.collapsed) == other.forms.map(Self.collapsed)
    }

    private static func collapsed(_ text: String) -> [Substring] { text.split { $0.isWhitespace } }
}
