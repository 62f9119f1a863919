/// Something that an author or translator should know about a catalogue that can be read.
public struct CatalogueFinding: Hashable, Sendable {
    /// What it is about.
    public var kind: Kind
    /// Whether it stops a survey from being published.
    public var severity: Severity
    /// The BCP 47 tag of the catalogue's language.
    public var language: String
    /// The library whose catalogue it is about; nil for that of the survey or the program itself.
    public var library: String?
    /// The key of the text, if it is about one.
    public var key: String?
    /// The line in the catalogue, if it was read from a file.
    public var line: Int?
    /// What was seen and what to do. Free of control characters.
    public var message: String

    /// How grave a finding is.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        /// The text cannot be shown as translated, or the catalogue cannot be used.
        case error
        /// The survey can be shown, but somebody should look.
        case warning
    }

    /// What a finding is about; the raw value stands in machine-readable output.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The placeholders of the translation are not those of the source.
        case placeholders
        /// The translation has characters that must not reach a terminal.
        case characters
        /// The translation has plural forms where the source has none, or the other way round.
        case plural
        /// The translation of an option, row or label is wider than a terminal.
        case wide
        /// Two entries translate one key.
        case ambiguous
        /// An entry translates a text that does not exist.
        case unused
        /// The catalogue is of another survey.
        case otherProject = "other_project"
        /// The catalogue's language is not among the declared translations.
        case otherLanguage = "other_language"
        /// A second catalogue for the same language.
        case repeatedLanguage = "repeated_language"
        /// A declared translation has no catalogue.
        case noCatalogue = "no_catalogue"
        /// A declared translation is not complete and current.
        case incomplete
    }

    /// `es.po:12: error: …`, as compilers write it.
    public func text(file: String) -> String {
        file + (line.map { ":\($0)" } ?? "") + ": \(severity.rawValue): \(message)"
    }
}
