/// Something that an author should know about a file: what was seen, where, what was expected, what to do.
///
/// Every diagnostic is a named static in this folder, one file for each group of codes, sorted by code.
/// `Documentation/Diagnostics.md` has a section for each code; codes are never reused.
public struct Diagnostic: Hashable, Sendable {
    /// `E0201`, `W0301`: stable, for tools and for looking it up.
    public var code: String
    /// `unused`, `long_grid`: what `// allow: …` calls it. Nil for errors, which cannot be allowed.
    public var name: String?
    /// One line: what was seen.
    public var message: String
    /// The bytes of the file that it is about. It may be empty, where something is missing.
    public var span: Range<Int>
    /// Other places that explain it, such as the definition of a name.
    public var labels: [Label]
    /// What was expected, or why it is a rule.
    public var explanation: String
    /// What to write instead.
    public var suggestion: String?
    /// Edits that put it right without changing what the author meant; empty if there is none.
    public var fix: [Edit]

    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        /// The file does not compile.
        case error
        /// The file compiles, and may not mean what its author thinks.
        case warning
    }

    /// A place with a remark.
    public struct Label: Hashable, Sendable {
        /// The bytes of the file.
        public var span: Range<Int>
        /// The remark.
        public var text: String
    }

    /// A replacement.
    public struct Edit: Hashable, Sendable {
        /// The bytes to replace; empty to insert.
        public var span: Range<Int>
        /// What to put there.
        public var replacement: String
    }

    /// The most diagnostics that a compilation holds.
    public static let limit = 200

    /// The names of all warnings.
    public static let names: Set<String> = [
        "always_true", "asks_nothing", "constant_condition", "contradiction", "double_barrelled",
        "duplicate_condition", "empty", "flipped_scale", "idle_allow", "inflected_pipe", "long_grid",
        "narrow_driver", "negated", "never_in_state", "never_true", "no_round", "piped_may_be_missing",
        "plural_missing", "repeated_arm", "some_codes_pinned", "unbalanced_labels", "unknown_allow", "unused",
        "wide_text",
    ]

    /// How bad it is.
    public var severity: Severity { code.utf8.first == UInt8(ascii: "W") ? .warning : .error }

    init(
        _ code: String, _ message: String, at span: Range<Int>, _ explanation: String,
        suggestion: String? = nil,
        labels: [Label] = [], fix: [Edit] = [], name: String? = nil
    ) {
        self.code = code
        self.name = name
        self.message = message
        self.span = span
        self.labels = labels
        self.explanation = explanation
        self.suggestion = suggestion
        self.fix = fix
    }
}

extension Diagnostic.Label {
    init(_ span: Range<Int>, _ text: String) {
        self.init(span: span, text: text)
    }
}

/// A name as it stands in the file.
struct Name {
    var text: String
    var span: Range<Int>

    init(_ text: String, _ span: Range<Int>) {
        self.text = text
        self.span = span
    }

    /// The text for a message: hostile files have names of a megabyte.
    var shown: String { Diagnostic.shown(text) }
}

extension Diagnostic {
    /// A name in a message, cut if it is very long.
    static func shown(_ name: some StringProtocol) -> String {
        name.utf8.count <= 70 ? String(name) : String(name.prefix(64)) + "…"
    }

    /// `store`, `phone` and `email`: at most eight, in backquotes.
    static func list(_ names: some Collection<String>, _ conjunction: String = "and") -> String {
        let shown = names.prefix(8).map { "`\(Diagnostic.shown($0))`" }
        if names.count > 8 { return shown.joined(separator: ", ") + " and \(names.count - 8) more" }
        guard shown.count > 1, let last = shown.last else { return shown.first ?? "none" }
        return shown.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// "Did you mean …?", if something is close.
    static func didYouMean(_ name: String?) -> String? {
        name.map { "Did you mean `\($0)`?" }
    }

    /// The edit that a did-you-mean stands for is a guess, so it is offered as a suggestion and never as a fix.
    static func replacing(_ span: Range<Int>, with text: String) -> [Edit] {
        [Edit(span: span, replacement: text)]
    }
}
