/// Something to say about a place in the files of a survey: what a diagnostic and a finding of the proof have in common when
/// they are shown.
public struct SourceRemark: Hashable, Sendable {
    /// How bad it is.
    public var severity: Severity
    /// What it is called, in brackets behind the severity.
    public var name: String
    /// One line: what was seen.
    public var message: String
    /// The bytes that it is about.
    public var span: Range<Int>
    /// Other places that explain it.
    public var labels: [Label]
    /// Why it matters.
    public var explanation: String
    /// More lines, each behind a word such as `help`.
    public var notes: [Note]

    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        case error, warning, info
    }

    /// A place with a remark.
    public struct Label: Hashable, Sendable {
        /// The bytes.
        public var span: Range<Int>
        /// The remark.
        public var text: String

        /// Makes a label.
        public init(span: Range<Int>, text: String) {
            self.span = span
            self.text = text
        }
    }

    /// A line behind a word.
    public struct Note: Hashable, Sendable {
        /// The word.
        public var word: String
        /// The line.
        public var text: String

        /// Makes a note.
        public init(word: String, text: String) {
            self.word = word
            self.text = text
        }
    }

    /// Makes a remark.
    public init(
        severity: Severity, name: String, message: String, span: Range<Int>, labels: [Label] = [],
        explanation: String, notes: [Note] = []
    ) {
        self.severity = severity
        self.name = name
        self.message = message
        self.span = span
        self.labels = labels
        self.explanation = explanation
        self.notes = notes
    }

    init(_ diagnostic: Diagnostic) {
        self.init(
            severity: diagnostic.severity == .error ? .error : .warning,
            name: diagnostic.code + (diagnostic.name.map { " \($0)" } ?? ""), message: diagnostic.message,
            span: diagnostic.span, labels: diagnostic.labels.map { Label(span: $0.span, text: $0.text) },
            explanation: diagnostic.explanation,
            notes: diagnostic.suggestion.map { [Note(word: "help", text: $0)] } ?? [])
    }
}
