/// A compiled survey: everything an interview, an export or a statistic needs to know, with every name resolved.
///
/// Only the compiler makes one, and only from a file without errors, so whoever holds a `Survey` need not check
/// names, types or the order of routing again. All references are positions in the arrays below.
public struct Survey: Hashable, Sendable {
    /// The name after `survey`.
    public var name: String
    /// The version the author gave; it rises when what answers mean changes.
    public var version: Int
    /// The language of the source texts, a BCP 47 tag.
    public var language: String
    /// The languages that the author promises translations for, in the order of the file.
    public var translations: [String]
    /// The text shown before the first question.
    public var title: TextID?
    /// `sha256:` and the hash of `structuralForm`: what answers mean, not how it is worded.
    public var structure: String

    /// Every text of the survey, in the order of the file.
    public var texts: [Text]
    /// The texts in each language that has a catalogue; the source language is not among them.
    public var localizations: [Localization]
    /// Option lists, shared or of one question.
    public var lists: [OptionList]
    /// Rating scales, shared or of one question.
    public var scales: [Scale]
    /// Every value that an answer, a given or a computation can put into a response, in the order of the file.
    public var variables: [Variable]
    /// The questions, in the order of the file.
    public var questions: [Question]
    /// Hard and soft checks.
    public var checks: [Check]
    /// The ways an interview can end, in the order of the file.
    public var endings: [Ending]
    /// Pages and conditional arms; block 0 is the whole survey.
    public var blocks: [Block]
    /// The rosters, in the order of the file; one for each instance of the roster around it.
    public var rosters: [Roster]
    /// The survey as a forward-only program: what happens, in order, each in its block.
    public var steps: [Step]
    /// The statistics that the author declared.
    public var metrics: [Metric]
    /// Which variables are thought to drive which, as declared.
    public var relations: [Relation]

    /// Makes a compiled survey; the caller has resolved and checked every reference.
    public init(
        name: String, version: Int, language: String, translations: [String] = [], title: TextID? = nil,
        structure: String = "", texts: [Text] = [], localizations: [Localization] = [],
        lists: [OptionList] = [], scales: [Scale] = [], variables: [Variable] = [],
        questions: [Question] = [], checks: [Check] = [], endings: [Ending] = [],
        blocks: [Block] = [Block(kind: .root, parent: nil)], rosters: [Roster] = [], steps: [Step] = [],
        metrics: [Metric] = [], relations: [Relation] = []
    ) {
        self.name = name
        self.version = version
        self.language = language
        self.translations = translations
        self.title = title
        self.structure = structure
        self.texts = texts
        self.localizations = localizations
        self.lists = lists
        self.scales = scales
        self.variables = variables
        self.questions = questions
        self.checks = checks
        self.endings = endings
        self.blocks = blocks
        self.rosters = rosters
        self.steps = steps
        self.metrics = metrics
        self.relations = relations
    }

    /// The source language and then each translation.
    public var locales: [String] { [language] + translations }

    /// The position of the variable with this exact name. Linear; build `variableIndex` for many look-ups.
    public func variable(named name: String) -> VariableID? {
        variables.firstIndex { $0.name == name }.map(VariableID.init)
    }

    /// Every variable by name. Linear in the number of variables.
    public var variableIndex: [String: VariableID] {
        var index = [String: VariableID](minimumCapacity: variables.count)
        for (position, variable) in variables.enumerated() { index[variable.name] = VariableID(position) }
        return index
    }

    /// The variable that holds the local date of the start, if the survey reads `today`. Linear.
    public var today: VariableID? {
        variables.firstIndex { $0.role == .today }.map(VariableID.init)
    }

    /// The variable at a position.
    public subscript(_ id: VariableID) -> Variable { variables[id.position] }
    /// The question at a position.
    public subscript(_ id: QuestionID) -> Question { questions[id.position] }
    /// The scale at a position.
    public subscript(_ id: ScaleID) -> Scale { scales[id.position] }
    /// The option list at a position.
    public subscript(_ id: ListID) -> OptionList { lists[id.position] }
    /// The text at a position.
    public subscript(_ id: TextID) -> Text { texts[id.position] }
    /// The check at a position.
    public subscript(_ id: CheckID) -> Check { checks[id.position] }
    /// The ending at a position.
    public subscript(_ id: EndingID) -> Ending { endings[id.position] }
    /// The block at a position.
    public subscript(_ id: BlockID) -> Block { blocks[id.position] }
}
