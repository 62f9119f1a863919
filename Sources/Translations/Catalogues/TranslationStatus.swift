public import SurveyModel

/// How far a translation has come.
public struct TranslationStatus: Hashable, Sendable {
    /// The library whose texts are counted; nil for those of the survey or the program itself.
    public var library: String?
    /// The BCP 47 tag.
    public var language: String
    /// Whether there is a catalogue at all.
    public var hasCatalogue: Bool
    /// The keys of the texts that translate the present source, in the order of the source.
    public var current: [String]
    /// The keys of the texts whose source changed since, or that are marked fuzzy.
    public var stale: [String]
    /// The keys of the texts that are not translated, or that cannot be shown.
    public var missing: [String]
    /// What is wrong with the catalogue.
    public var findings: [CatalogueFinding]

    /// Whether every text is current.
    public var isComplete: Bool { stale.isEmpty && missing.isEmpty }

    /// How a catalogue stands to its source; nil is no catalogue. Linear.
    public init(of catalogue: Catalogue?, language: String, for source: SourceTexts) {
        let assessment = Assessment(of: catalogue, language: language, for: source)
        library = source.owner == .library ? source.project : nil
        self.language = language
        hasCatalogue = catalogue != nil
        findings = assessment.findings
        current = []
        stale = []
        missing = []
        for (text, standing) in zip(source.texts, assessment.standings) {
            switch standing.state {
            case .current: current.append(text.key)
            case .stale: stale.append(text.key)
            case .missing: missing.append(text.key)
            }
        }
    }
}

extension Survey {
    /// How far each declared translation has come, and the findings about catalogues that belong to none of them.
    ///
    /// The survey's own texts first, in each language; then those of each library that the survey uses.
    public func translationStatus(
        with catalogues: [Catalogue], libraries: [String: [Catalogue]] = [:]
    ) -> (languages: [TranslationStatus], findings: [CatalogueFinding]) {
        let sources = catalogueSources(with: catalogues, libraries: libraries)
        let languages = sources.flatMap { source in
            translations.map { TranslationStatus(of: source.chosen[$0], language: $0, for: source.texts) }
        }
        return (languages, sources.flatMap(\.findings))
    }
}
