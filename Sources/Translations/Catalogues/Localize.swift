public import SurveyModel

extension Survey {
    /// The survey with its translations: a localization for each declared language, with every text *current*,
    /// *stale* or *missing*.
    ///
    /// The texts of fragments are taken from the catalogues of their libraries, `libraries` by name. A translation with
    /// other placeholders than its source or with control characters counts as missing and is an error among the
    /// findings; catalogues of another survey or language are not used. A missing text has its source as the template
    /// and no plural forms. Linear in the texts and entries.
    public func localized(
        with catalogues: [Catalogue], libraries: [String: [Catalogue]] = [:]
    ) -> (survey: Survey, findings: [CatalogueFinding]) {
        guard !translations.isEmpty || !catalogues.isEmpty else { return (self, []) }
        let sources = catalogueSources(with: catalogues, libraries: libraries)
        var findings: [CatalogueFinding] = []
        for source in sources {
            findings += source.findings.map { finding in
                var finding = finding
                finding.library = source.library
                return finding
            }
        }
        var survey = self
        survey.localizations = translations.map { tag in
            // One rule for a language: the survey's own, else that of the first library that has one.
            let rule =
                sources.lazy.compactMap { $0.chosen[tag]?.pluralRule }.first
                ?? PluralForms.field(for: tag).flatMap { try? PluralRule(parsing: $0) } ?? .oneOther
            var standings: [CatalogueKey: Assessment.Standing] = [:]
            for source in sources {
                let known = findings.count
                let catalogue = source.chosen[tag]
                let assessment = Assessment(of: catalogue, language: tag, for: source.texts)
                findings += assessment.findings
                if let finding = assessment.incompleteness(
                    language: tag, hasCatalogue: catalogue != nil, of: source.texts)
                {
                    findings.append(finding)
                }
                for index in known..<findings.count { findings[index].library = source.library }
                for (text, standing) in zip(source.texts.texts, assessment.standings) {
                    standings[CatalogueKey(library: source.library, identity: text.identity)] =
                        standing.adapted(from: catalogue?.pluralRule, to: rule)
                }
            }
            let texts = texts.map { text in
                guard text.isTranslatable else {
                    return LocalizedText(state: .current, template: text.source)
                }
                let identity = SourceText.Identity(key: text.key, source: text.source)
                let standing = standings[CatalogueKey(library: text.catalogue, identity: identity)]
                return LocalizedText(
                    state: standing?.state ?? .missing, template: standing?.translations.first ?? text.source,
                    forms: text.plural == nil ? [] : standing?.translations ?? [])
            }
            return Localization(tag: tag, texts: texts, pluralRule: rule)
        }
        return (survey, findings)
    }

    /// The catalogues that each text may come from: the survey's own first, then its libraries' in the order of use.
    func catalogueSources(
        with catalogues: [Catalogue], libraries: [String: [Catalogue]]
    ) -> [CatalogueSource] {
        let own = SourceTexts(self)
        let (chosen, findings) = own.choose(from: catalogues, languages: translations)
        var sources = [CatalogueSource(library: nil, texts: own, chosen: chosen, findings: findings)]
        var known: Set<String> = []
        for name in texts.compactMap(\.catalogue) where known.insert(name).inserted {
            let source = SourceTexts(library: name, of: self)
            let (chosen, findings) = source.choose(from: libraries[name] ?? [], languages: translations)
            sources.append(
                CatalogueSource(
                    library: name, texts: source, chosen: chosen,
                    // A library has the languages of all surveys that use it.
                    findings: findings.filter { $0.kind != .otherLanguage }))
        }
        return sources
    }
}

/// The texts of a survey or of one of its libraries, and the catalogue for each language.
struct CatalogueSource {
    var library: String?
    var texts: SourceTexts
    var chosen: [String: Catalogue]
    var findings: [CatalogueFinding]
}

/// A text among those of a survey and its libraries.
private struct CatalogueKey: Hashable {
    let library: String?
    let identity: SourceText.Identity
}

extension Assessment.Standing {
    /// The forms of one rule in the order of another: for each form those words that its smallest number takes. Two
    /// catalogues of one language seldom have different rules, and then mostly in a form that is never used.
    fileprivate func adapted(from own: PluralRule?, to rule: PluralRule) -> Self {
        guard let own, own != rule, translations.count == own.forms, own.forms > 1 else { return self }
        var adapted = self
        adapted.translations = (0..<rule.forms).map { form in
            let number = (0...1_000).first { rule.form(for: $0) == form } ?? 0
            return translations[own.form(for: number)]
        }
        return adapted
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
    func incompleteness(
        language: String, hasCatalogue: Bool, of source: SourceTexts
    ) -> CatalogueFinding? {
        let stale = standings.count { $0.state == .stale }
        let missing = standings.count { $0.state == .missing }
        // A survey's catalogue is asked for even if it has no texts, a library's only for those that are used.
        guard stale + missing > 0 || !hasCatalogue && source.owner != .library else { return nil }
        let place = source.owner == .library ? " of the library '\(source.project)'" : ""
        return CatalogueFinding(
            kind: hasCatalogue ? .incomplete : .noCatalogue, severity: .warning, language: language,
            message: hasCatalogue
                ? "of \(standings.count) texts\(place) \(stale) are stale and \(missing) missing in '\(language)'; "
                    + "'sondeo translate status' lists them"
                : "there is no catalogue\(place) for '\(language)'; 'sondeo translate merge' makes one")
    }
}
