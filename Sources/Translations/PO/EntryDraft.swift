/// A byte of the file, by which a column can be told if it comes to that.
struct BytePlace {
    let line: Int
    let lineStart: Int
    let position: Int
}

/// What a line begins with.
struct LineMarks: OptionSet {
    let rawValue: Int
    static let obsolete = LineMarks(rawValue: 1)
    static let previous = LineMarks(rawValue: 2)
}

/// What makes two entries the same.
struct EntryIdentity: Hashable {
    let context: String?
    let source: String
}

/// The parts of an entry that hold a text.
enum EntryField {
    case context, source, plural, translation, previousContext, previousSource, previousPlural

    var isPrevious: Bool {
        switch self {
        case .previousContext, .previousSource, .previousPlural: true
        case .context, .source, .plural, .translation: false
        }
    }
}

/// A part whose text is being read.
struct OpenField {
    let field: EntryField
    let place: BytePlace
    var bytes: [UInt8] = []
    var hasText = false
}

/// An entry that is being put together.
struct EntryDraft {
    var entry = Catalogue.Entry(source: "", translations: [])
    var previous = Catalogue.Previous()
    var translations: [String] = []
    var open: OpenField?
    var marks: LineMarks = []
    /// Where msgctxt or msgid stands.
    var place: BytePlace?
    var hasSource = false
    /// Whether the word msgid was seen, with or without a fault.
    var sawSource = false
    /// Whether msgctxt or msgid was seen.
    var isStarted = false
    /// Whether a fault was told already; the rest of the entry is then passed over.
    var isBroken = false
}
