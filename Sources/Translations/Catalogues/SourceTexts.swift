public import SurveyModel

/// The texts that a catalogue translates: those of a survey, of a library, or the program's own.
public struct SourceTexts: Hashable, Sendable {
    /// The survey's or the library's name, or `sondeo`.
    public var project: String
    /// Whose they are.
    public var owner: Owner
    /// The survey's version; others have none, so that catalogues do not change with each release.
    public var version: Int?
    /// The BCP 47 tag of the language they are written in.
    public var language: String
    /// The texts, in the order in which a catalogue lists them.
    public var texts: [SourceText]

    /// Whose texts a catalogue translates.
    public enum Owner: Hashable, Sendable {
        /// A survey.
        case survey
        /// A library of fragments; a survey that uses it need not use all of its texts.
        case library
        /// The program itself.
        case program
    }

    /// The texts of a survey without those of its libraries. Linear.
    ///
    /// What stands in the survey several times, for each instance of a roster, is one text.
    public init(_ survey: Survey) {
        project = survey.name
        owner = .survey
        version = survey.version
        language = survey.language
        texts = Self.distinct(survey.texts.filter { $0.catalogue == nil })
    }

    /// The texts of a library that a survey uses. Linear.
    public init(library: String, of survey: Survey) {
        self.init(
            library: library, language: survey.language,
            texts: survey.texts.filter { $0.catalogue == library })
    }

    /// The texts of a library. Linear.
    public init(library: String, language: String, texts: [Text]) {
        project = library
        owner = .library
        version = nil
        self.language = language
        self.texts = Self.distinct(texts)
    }

    /// Each text once: the first of those with the same key and source.
    private static func distinct(_ texts: [Text]) -> [SourceText] {
        var known: Set<SourceText.Identity> = []
        return texts.compactMap { text in
            guard text.isTranslatable else { return nil }
            let source = SourceText(
                key: text.key, source: text.source, plural: text.plural?.source, note: text.note,
                countName: text.plural?.name)
            return known.insert(source.identity).inserted ? source : nil
        }
    }

    /// The texts that the program itself shows.
    public static let program = SourceTexts()

    private init() {
        project = "sondeo"
        owner = .program
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
    /// The placeholder that holds the number in a counted text.
    public var countName: String

    /// Makes a text.
    public init(
        key: String, source: String, plural: String? = nil, note: String? = nil, countName: String? = nil
    ) {
        self.key = key
        self.source = source
        self.plural = plural
        self.note = note
        self.countName = countName ?? "n"
    }

    /// What tells an entry of a catalogue from others (gettext: `msgctxt` and `msgid`).
    struct Identity: Hashable {
        let key: String
        let source: String
    }

    var identity: Identity { Identity(key: key, source: source) }
}

extension Text {
    /// Whether a respondent may ever read it. The arms of a `split` have names, for analysts only.
    var isTranslatable: Bool { !key.utf8.starts(with: "split.".utf8) }
}

extension SourceText {
    /// How many characters fit beside the sign of an option on a line of eighty columns.
    static let widestLine = 76

    /// Whether it stands on a line of its own, beside a box or a number: an option, a row, a label, a kind of missing.
    var isOneLine: Bool {
        if key.hasPrefix("options.") || key.hasPrefix("scale.") { return true }
        return [".option.", ".row.", ".label.", ".missing."].contains { key.contains($0) }
    }
}
