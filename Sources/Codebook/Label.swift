public import SurveyModel

/// A text of the survey in each language that labels are wanted in.
public struct Label: Hashable, Sendable {
    /// Whose words a label is.
    public enum Origin: Hashable, Sendable {
        /// The author's, who has it translated.
        case author
        /// The program's, which has its own translations.
        case program
        /// A name, which nobody translates.
        case name
    }

    /// One language's text.
    public struct Wording: Hashable, Sendable {
        /// The text in one line, without marks: what it pipes of a response stands as `{name}`.
        public var text: String
        /// How the translation stands to its source; the source itself is `current`.
        public var state: LocalizedText.State

        /// Makes a wording.
        public init(_ text: String, state: LocalizedText.State = .current) {
            self.text = text
            self.state = state
        }
    }

    /// The wording in each of the codebook's languages, in their order.
    public var wordings: [Wording]
    /// Whose words they are.
    public var origin: Origin

    /// Makes a label.
    public init(_ wordings: [Wording], origin: Origin = .author) {
        self.wordings = wordings
        self.origin = origin
    }

    /// The label with another behind it, and something between; it is as good a translation as the worse of the two.
    public func joined(_ other: Label, _ separator: String = " – ") -> Label {
        Label(
            zip(wordings, other.wordings).map { left, right in
                Wording(left.text + separator + right.text, state: left.state.worse(right.state))
            })
    }

    /// The text in the language at an index of `Codebook.locales`; that of the first where there are fewer.
    public func text(in locale: Int) -> String {
        wordings.indices.contains(locale) ? wordings[locale].text : wordings.first?.text ?? ""
    }
}

extension LocalizedText.State {
    /// The state of what is made of texts in both states.
    func worse(_ other: Self) -> Self {
        self == .missing || other == .missing
            ? .missing : self == .stale || other == .stale ? .stale : .current
    }
}
