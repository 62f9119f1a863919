public import SurveyModel

/// The texts that a catalogue translates: those of a survey, or the program's own.
public struct SourceTexts: Hashable, Sendable {
    /// The survey's name, or `sondeo`.
    public var project: String
    /// The survey's version; the program's texts have none, so that catalogues do not change with each release.
    public var version: Int?
    /// The BCP 47 tag of the language they are written in.
    public var language: String
    /// The texts, in the order in which a catalogue lists them.
    public var texts: [SourceText]

    /// The texts of a survey. Linear.
    public init(_ survey: Survey) {
        project = survey.name
        version = survey.version
        language = survey.language
        texts = survey.texts.map { SourceText(key: $0.key, source: $0.source, note: $0.note) }
    }

    /// The texts that the program itself shows.
    public static let program = SourceTexts()

    private init() {
        project = "sondeo"
        version = nil
        language = "en"
        texts = ProgramText.allCases.map {
            SourceText(key: $0.rawValue, source: $0.source, plural: $0.plural, note: $0.note)
        }
    }

    /// What the header field `Project-Id-Version` says.
    var projectField: String { version.map { "\(project) \($0)" } ?? project }
}

/// One text to be translated.
public struct SourceText: Hashable, Sendable {
    /// Its stable key, `msgctxt`.
    public var key: String
    /// The text, a template; for a counted text the one for 1.
    public var source: String
    /// The text for other numbers than 1, in counted texts.
    public var plural: String?
    /// What a translator has to know.
    public var note: String?

    /// Makes a text.
    public init(key: String, source: String, plural: String? = nil, note: String? = nil) {
        self.key = key
        self.source = source
        self.plural = plural
        self.note = note
    }
}
