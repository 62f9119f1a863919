/// The contextual words of the language. Each is a word only in its place: an option may be called `phone`.
public enum Word: UInt8, Sendable, CaseIterable {
    /// Not one of the words below.
    case none

    // What opens a declaration; at column 0 each of them closes the open blocks.
    case survey, version, title, `import`, language, translations, given, scale, options, fragment, metric
    case drivers, chain, test, page

    // What opens a statement.
    case `if`, `for`, shuffle, draw, split, `let`, require, confirm, finish, use

    // The kinds of question.
    case nps, csat, ces, rating, choice, choices, ranking, grid, allocate, yesno, consent, number, date, time
    case text, note

    // Properties, beside `shuffle` and `draw`.
    case optional, personal, specify, exclusive, pinned, reversed, email, phone, select, `default`, `as`
    case decimals, lines, length, top, idle, unit, help, pattern
    case dontKnow = 80, refused, notApplicable

    // Lines of lists and tests.
    case group = 90, answer, interview, expect

    // Words inside a line.
    case `else` = 100, of, from, except, screened, weight, plural, `in`, not, and, or, `where`, by
    case asked, offered, check

    /// The word as it is written.
    public var spelling: String {
        switch self {
        case .dontKnow: "dont_know"
        case .notApplicable: "not_applicable"
        default: "\(self)"
        }
    }

    /// Whether the word opens a declaration and, at column 0, closes what is open.
    var isTopLevel: Bool { rawValue >= Word.survey.rawValue && rawValue <= Word.page.rawValue }
    /// Whether the word opens a statement other than a question.
    var isStatement: Bool { rawValue >= Word.page.rawValue && rawValue <= Word.use.rawValue }
    /// Whether the word is a kind of question.
    public var isQuestionKind: Bool { rawValue >= Word.nps.rawValue && rawValue <= Word.note.rawValue }
    /// Whether the word is a property.
    public var isProperty: Bool {
        rawValue >= Word.optional.rawValue && rawValue <= Word.notApplicable.rawValue || self == .shuffle
            || self == .draw
    }
    /// Whether the word opens a line of a test.
    var isTestLine: Bool {
        self == .given || rawValue >= Word.answer.rawValue && rawValue <= Word.expect.rawValue
    }
    /// Whether the word asks about the interview, in front of a path.
    var isQuery: Bool {
        self == .asked || self == .offered || self == .metric || self == .finish || self == .check
    }
}
