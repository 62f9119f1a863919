public import SurveyModel

extension Survey {
    /// The survey with its translations: a localization for each declared language, with every text *current*,
    /// *stale* or *missing*.
    ///
    /// A translation with other placeholders than its source or with control characters counts as missing and is an
    /// error among the findings; catalogues of another survey or language are not used. A missing text has its
    /// source as the template. Linear in the texts and entries.
    public func localized(with catalogues: [Catalogue]) -> (survey: Survey, findings: [CatalogueFinding]) {
        let source = SourceTexts(self)
        var (chosen, findings) = source.choose(from: catalogues, languages: translations)
        var survey = self
        survey.localizations = translations.map { tag in
            let assessment = Assessment(of: chosen[tag], language: tag, for: source)
            findings += assessment.findings
            if let finding = assessment.incompleteness(language: tag, hasCatalogue: chosen[tag] != nil) {
                findings.append(finding)
            }
            return Localization(
                tag: tag,
                texts: zip(texts, assessment.standings).map { text, standing in
                    LocalizedText(state: standing.state, template: standing.translations.first ?? text.source)
                })
        }
        return (survey, findings)
    }
}

extension SourceTexts {
    /// The catalogue for each language, and why the others are not used.
    func choose(
        from catalogues: [Catalogue], languages: [String]
    ) -> (chosen: [String: Catalogue], findings: [CatalogueFinding]) {
        let tags = Dictionary(languages.map { (LanguageTag.canonical($0), $0) }) { first, _ in first }
        var chosen: [String: Catalogue] = [:]
        var findings: [CatalogueFinding] = []
        for catalogue in catalogues {
            let language = catalogue.language
            func refuse(_ kind: CatalogueFinding.Kind, _ message: String) {
                findings.append(
                    CatalogueFinding(
                        kind: kind, severity: .error, language: language, line: catalogue.header.line,
                        message: message))
            }
            if let other = catalogue.project, other != project {
                refuse(
                    .otherProject,
                    "this catalogue translates '\(excerpt(other))', not '\(project)', as its Project-Id-Version says"
                )
            } else if let tag = tags[language] {
                if chosen[tag] == nil {
                    chosen[tag] = catalogue
                } else {
                    refuse(
                        .repeatedLanguage, "there is a second catalogue for '\(tag)'; the first one is used")
                }
            } else {
                let declared = languages.isEmpty ? "no translations" : languages.joined(separator: ", ")
                refuse(
                    .otherLanguage,
                    "the header field Language says '\(excerpt(language))', but \(project) declares \(declared)"
                )
            }
        }
        return (chosen, findings)
    }
}

extension Assessment {
    /// The one line that says how much is left to do in a language; nil if nothing is.
    func incompleteness(language: String, hasCatalogue: Bool) -> CatalogueFinding? {
        let stale = standings.count { $0.state == .stale }
        let missing = standings.count { $0.state == .missing }
        guard stale + missing > 0 || !hasCatalogue else { return nil }
        return CatalogueFinding(
            kind: hasCatalogue ? .incomplete : .noCatalogue, severity: .warning, language: language,
            message: hasCatalogue
                ? "of \(standings.count) texts \(stale) are stale and \(missing) missing in '\(language)'; "
                    + "'sondeo translate status' lists them"
                : "there is no catalogue for '\(language)'; 'sondeo translate merge' makes one")
    }
}
