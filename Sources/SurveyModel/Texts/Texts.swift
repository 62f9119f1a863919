public import FoundationEssentials

/// One text of the survey, in the language of the file.
public struct Text: Hashable, Sendable {
    /// The stable key, `msgctxt` in a catalogue: `question.channel`, `question.channel.option.store`, `page.arrival`.
    public var key: String
    /// The text as a template: see `Template`.
    public var source: String
    /// The `///` note for translators and the codebook.
    public var note: String?
    /// What the text pipes, by the name used in the template.
    public var pipes: [Pipe]
    /// The form for numbers other than one, and what decides.
    public var plural: Plural?
    /// The catalogue that translates it; nil is the survey's own. Fragments keep theirs.
    public var catalogue: String?

    /// Makes a text.
    ///
    /// Texts of a roster's instances and of several uses of a fragment share their key and source and differ in what
    /// they pipe.
    public init(
        key: String, source: String, note: String? = nil, pipes: [Pipe] = [], plural: Plural? = nil,
        catalogue: String? = nil
    ) {
        self.key = key
        self.source = source
        self.note = note
        self.pipes = pipes
        self.plural = plural
        self.catalogue = catalogue
    }

    /// The form of a text for many.
    public struct Plural: Hashable, Sendable {
        /// What decides, as the author wrote it.
        public var name: String
        /// The number that decides.
        public var count: Pipe.Source
        /// The template for numbers other than one, in the language of the file.
        public var source: String

        /// Makes a plural.
        public init(name: String, count: Pipe.Source, source: String) {
            self.name = name
            self.count = count
            self.source = source
        }
    }

    /// A name in a template and what it stands for.
    public struct Pipe: Hashable, Sendable {
        /// The name as the author wrote it.
        public var name: String
        /// What it stands for.
        public var source: Source

        /// Makes a pipe.
        public init(name: String, source: Source) {
            self.name = name
            self.source = source
        }

        /// Makes a pipe of a variable.
        public init(name: String, variable: VariableID) { self.init(name: name, source: .variable(variable)) }

        /// What a pipe shows.
        public enum Source: Hashable, Sendable {
            /// The answer of a variable.
            case variable(VariableID)
            /// The label of an option, or what was typed for it in the question of a variable.
            case option(ListID, Int, of: VariableID?)
            /// A number: the instance of a roster, or the argument of a fragment.
            case number(Decimal)
            /// Another text: the argument of a fragment.
            case text(TextID)
        }

        /// The variable, if it stands for one.
        public var variable: VariableID? { if case .variable(let id) = source { id } else { nil } }
    }
}

/// The texts of a survey in one language.
public struct Localization: Hashable, Sendable {
    /// The BCP 47 tag.
    public var tag: String
    /// One for each of `Survey.texts`, in the same order.
    public var texts: [LocalizedText]
    /// Which form a number takes in the language.
    public var pluralRule: PluralRule

    /// Makes a localization; `texts` has one element for each text of the survey.
    public init(tag: String, texts: [LocalizedText], pluralRule: PluralRule = .oneOther) {
        self.tag = tag
        self.texts = texts
        self.pluralRule = pluralRule
    }
}

/// One text in one language.
public struct LocalizedText: Hashable, Sendable {
    /// Whether the translation can be shown without a word.
    public var state: State
    /// The template to show: the translation (`current`, `stale`) or the source text (`missing`).
    public var template: String
    /// The templates of the language's plural forms, the first of them `template`; empty for a text without a plural.
    public var forms: [String]

    /// Makes a localized text.
    public init(state: State, template: String, forms: [String] = []) {
        self.state = state
        self.template = template
        self.forms = forms
    }

    /// How a translation stands to its source.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It translates the present source text.
        case current
        /// The source text changed after it was translated, or the translator marked it fuzzy.
        case stale
        /// There is none.
        case missing
    }
}

/// A text with places for values: `Dear {first | guest}`.
///
/// In a template `\{`, `\}` and `\\` stand for themselves; `{name}` pipes a variable, `{name | fallback}` shows the
/// fallback where the variable has no answer. Parsing is total: a brace that opens nothing is kept as text and
/// reported in `problems`.
public struct Template: Hashable, Sendable {
    /// The pieces, in order.
    public var pieces: [Piece]
    /// What is wrong with it, in words, empty if nothing.
    public var problems: [String]

    /// A piece of a template.
    public enum Piece: Hashable, Sendable {
        /// Text as it is.
        case literal(String)
        /// The value of a variable, by name, with what to show where there is none.
        case pipe(name: String, fallback: String?)
    }

    /// Parses a template. Linear; never fails.
    public init(_ template: String) {
        pieces = []
        problems = []
        // Most texts have no place for anything.
        let hasMarks = template.utf8.contains { byte in
            byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "\\")
        }
        guard hasMarks else {
            if !template.isEmpty { pieces = [.literal(template)] }
            return
        }
        var literal = ""
        var rest = Substring(template)
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                if let next = rest.first, next == "{" || next == "}" || next == "\\" {
                    literal.append(next)
                    rest.removeFirst()
                } else {
                    literal.append(character)
                }
            case "{":
                guard let close = rest.firstIndex(where: { $0 == "}" || $0 == "{" }), rest[close] == "}"
                else {
                    problems.append("'{' is not closed; write \\{ for a brace")
                    literal.append(character)
                    continue
                }
                let inside = rest[..<close]
                let parts = inside.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
                let name = Self.trimmed(parts[0])
                if name.isEmpty || !name.utf8.allSatisfy(Self.isNameByte) {
                    problems.append("'{\(inside)}' does not name a variable; write \\{ for a brace")
                    literal.append("{\(inside)}")
                } else {
                    if !literal.isEmpty { pieces.append(.literal(literal)) }
                    literal = ""
                    pieces.append(
                        .pipe(name: name, fallback: parts.count == 2 ? Self.trimmed(parts[1]) : nil))
                }
                rest = rest[rest.index(after: close)...]
            case "}":
                problems.append("'}' closes nothing; write \\} for a brace")
                literal.append(character)
            default:
                literal.append(character)
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
    }

    /// The names piped, in order, with repetitions.
    public var names: [String] {
        pieces.compactMap { piece in if case .pipe(let name, _) = piece { name } else { nil } }
    }

    /// The text with each pipe replaced by what `value` gives, else its fallback, else `…`.
    public func rendered(_ value: (String) -> String?) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .pipe(let name, let fallback): text += value(name) ?? fallback ?? "…"
            }
        }
        return text
    }

    private static func trimmed(_ part: Substring) -> String {
        var part = part
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
