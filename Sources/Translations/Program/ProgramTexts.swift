public import SurveyModel

/// The program's own texts in one language.
///
/// ```swift
/// let texts = ProgramTexts(locale: "es-MX", catalogues: catalogues)
/// texts[.thanks]                                  // Gracias por su tiempo.
/// texts(.range, ["low": "1", "high": "5"])        // de 1 a 5
/// texts(.lengthLimit, count: 80)                  // 80 caracteres como máximo.
/// ```
///
/// A text that is missing, stale or wrong in the catalogue is shown in English.
public struct ProgramTexts: Sendable {
    /// The BCP 47 tag of the language; `en` without a catalogue.
    public let tag: String
    /// What is wrong with the catalogue.
    public let findings: [CatalogueFinding]
    private let translations: [ProgramText: [String]]
    private let rule: PluralRule

    /// Makes the texts of a catalogue of the program; nil, or a catalogue of a survey, gives English.
    public init(catalogue: Catalogue? = nil) {
        let source = SourceTexts.program
        guard let catalogue, catalogue.project ?? source.project == source.project else {
            tag = source.language
            translations = [:]
            findings = catalogue.map { source.choose(from: [$0], languages: [$0.language]).findings } ?? []
            rule = .oneOther
            return
        }
        let assessment = Assessment(of: catalogue, language: catalogue.language, for: source)
        tag = catalogue.language
        findings = assessment.findings
        rule = catalogue.pluralRule ?? .oneOther
        translations = Dictionary(
            uniqueKeysWithValues: zip(ProgramText.allCases, assessment.standings).compactMap {
                text, standing in
                standing.state == .current ? (text, standing.translations) : nil
            })
    }

    /// Makes the texts of the catalogue that fits a locale best: `es-MX`, else `es`, else English.
    public init(locale: String, catalogues: [Catalogue]) {
        let candidates = LanguageTag.fallbacks(of: locale)
        self.init(
            catalogue: candidates.lazy.compactMap { tag in catalogues.first { $0.language == tag } }.first)
    }

    /// A text without placeholders.
    public subscript(text: ProgramText) -> String { self(text) }

    /// A text with its placeholders filled in. A value that is not given shows as `…`.
    public func callAsFunction(_ text: ProgramText, _ values: [String: String] = [:]) -> String {
        Template(translations[text]?.last ?? text.plural ?? text.source).rendered { values[$0] }
    }

    /// A counted text in the form that goes with `count`; `{n}` shows it as `values["n"]`, else in plain digits.
    public func callAsFunction(
        _ text: ProgramText, count: Int, _ values: [String: String] = [:]
    ) -> String {
        let template =
            if let forms = translations[text] {
                forms[text.plural == nil ? 0 : min(rule.form(for: count), forms.count - 1)]
            } else {
                count == 1 ? text.source : text.plural ?? text.source
            }
        return Template(template).rendered { values[$0] ?? ($0 == "n" ? String(count) : nil) }
    }

    /// What an answer that is none is called where the author gave it no name; nil for what nobody chooses.
    public func name(of missing: Missing) -> String? {
        switch missing {
        case .dontKnow: self[.dontKnow]
        case .refused: self[.refused]
        case .notApplicable: self[.notApplicable]
        case .skipped, .notAsked: nil
        }
    }

    /// Whether a typed word means yes or no in this language; nil if neither. Case and blanks around it do not count.
    ///
    /// Only the language's own words count: on a Greek keyboard the key of an English *n* types the *ν* of *ναι*.
    public func meansYes(_ typed: String) -> Bool? {
        let word = Self.word(typed)
        let (isYes, isNo) = (words(.yesWords).contains(word), words(.noWords).contains(word))
        return isYes == isNo ? nil : isYes
    }

    /// The parts of a text that is a list separated by commas, as `.months` is.
    public func list(_ text: ProgramText) -> [String] {
        self[text].split(separator: ",").map { Self.trimmed($0) }
    }

    /// Whether a typed word is one of a text that lists words. Case and blanks around it do not count.
    public func hasWord(_ typed: String, in text: ProgramText) -> Bool {
        words(text).contains(Self.word(typed))
    }

    /// What was typed before a word at its end, the longest of those that a text lists; nil if it ends with none.
    public func withoutWord(_ typed: String, in text: ProgramText) -> String? {
        let small = Self.word(typed)
        let ending = words(text).filter { !$0.isEmpty && small.hasSuffix($0) }.max { $0.count < $1.count }
        return ending.map { Self.trimmed(small.dropLast($0.count)) }
    }

    private func words(_ text: ProgramText) -> [String] { self[text].split(separator: ",").map(Self.word) }

    private static func word(_ text: some StringProtocol) -> String { trimmed(text).lowercased() }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
