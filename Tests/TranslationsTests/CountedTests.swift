import FoundationEssentials
import SampleSurveys
import SurveyModel
import Testing
import Translations

/// Texts with plural forms, texts that stand in a survey several times, and texts of libraries.
@Suite struct CountedTests {
    /// A counted text, a text of a roster's two instances, and two of a library.
    static let survey: Survey = {
        var survey = Survey(name: "trip", version: 1, language: "en", translations: ["es", "pl"])
        let nights = Text.Pipe(name: "nights", variable: VariableID(0))
        survey.texts = [
            Text(
                key: "question.a", source: "{nights} night", pipes: [nights],
                plural: .init(name: "nights", count: .variable(VariableID(0)), source: "{nights} nights")),
            Text(key: "question.b", source: "How was {c}?", pipes: [.init(name: "c", source: .number(1))]),
            Text(key: "question.b", source: "How was {c}?", pipes: [.init(name: "c", source: .number(2))]),
            Text(key: "fragment.f.q", source: "Did {who} help?", catalogue: "core"),
            Text(key: "fragment.f.q", source: "Did {who} help?", catalogue: "core"),
            Text(
                key: "fragment.f.n", source: "one time",
                plural: .init(name: "n", count: .number(2), source: "{n} times"), catalogue: "core"),
            Text(key: "use.f.who", source: "the shop"),
        ]
        return survey
    }()

    static func polish(_ translations: [String: [String]], of project: String = "trip") -> Catalogue {
        let source =
            project == "trip" ? SourceTexts(survey) : SourceTexts(library: "core", of: survey)
        var catalogue = Catalogue.extract(from: source, language: "pl")
        for index in catalogue.entries.indices {
            if let forms = translations[catalogue.entries[index].context ?? ""] {
                catalogue.entries[index].translations = forms
            }
        }
        return catalogue
    }

    static let own = polish([
        "question.a": ["{nights} noc", "{nights} noce", "{nights} nocy"], "question.b": ["Jak było {c}?"],
        "use.f.who": ["sklep"],
    ])
    static let core = polish(
        ["fragment.f.q": ["Czy {who} pomaga?"], "fragment.f.n": ["raz", "{n} razy", "{n} razy"]], of: "core")

    @Test func extractingWritesEachTextOnceAndLeavesLibrariesOut() throws {
        let text = Catalogue.extract(from: Self.survey, language: "pl").written()
        #expect(
            text.contains(
                "msgctxt \"question.a\"\nmsgid \"{nights} night\"\nmsgid_plural \"{nights} nights\"\n"
                    + "msgstr[0] \"\"\nmsgstr[1] \"\"\nmsgstr[2] \"\"\n"))
        #expect(text.split(separator: "msgctxt \"question.b\"").count == 2)
        #expect(!text.contains("fragment.f"))
        let library = Catalogue.extract(from: SourceTexts(library: "core", of: Self.survey))
        #expect(library.entries.map(\.context) == ["fragment.f.q", "fragment.f.n"])
        #expect(library.project == "core")
        #expect(library.written().contains("# The texts of the library core."))
        for catalogue in [Self.own, Self.core] {
            let (said, code) = try Shipped.msgfmt(catalogue.written())
            #expect(code == 0 && said.isEmpty, "\(said)")
        }
    }

    @Test func localizingFillsFormsRuleAndEveryInstance() throws {
        let (survey, findings) = Self.survey.localized(with: [Self.own], libraries: ["core": [Self.core]])
        let polish = survey.localizations[1]
        #expect(polish.texts.allSatisfy { $0.state == .current })
        #expect(polish.texts[0].forms == ["{nights} noc", "{nights} noce", "{nights} nocy"])
        #expect(polish.texts[0].template == "{nights} noc")
        #expect(
            [1, 3, 5].map { polish.texts[0].forms[polish.pluralRule.form(for: $0)] }
                == ["{nights} noc", "{nights} noce", "{nights} nocy"])
        #expect(polish.texts[1] == polish.texts[2])
        #expect(polish.texts[1].forms.isEmpty)
        #expect(polish.texts[4].template == "Czy {who} pomaga?")
        #expect(polish.texts[5].forms == ["raz", "{n} razy", "{n} razy"])
        // Spanish has no catalogue at all: one line about the survey and one about the library.
        #expect(survey.localizations[0].texts.allSatisfy { $0.state == .missing && $0.forms.isEmpty })
        #expect(survey.localizations[0].texts[0].template == "{nights} night")
        #expect(findings.map(\.kind) == [.noCatalogue, .noCatalogue])
        #expect(findings[1].message.contains("of the library 'core'"))
    }

    @Test func aLibrarysCatalogueIsNotTheSurveys() {
        let (survey, findings) = Self.survey.localized(with: [Self.own, Self.core])
        #expect(findings.contains { $0.kind == .otherProject })
        #expect(survey.localizations[1].texts.map(\.state)[3...5] == [.missing, .missing, .missing])
        let swapped = Self.survey.localized(with: [], libraries: ["core": [Self.own]])
        #expect(swapped.survey.localizations[1].texts.allSatisfy { $0.state == .missing })
    }

    @Test func aLibraryMayHaveMoreTextsAndLanguagesThanASurveyUses() {
        var core = Self.core
        core.entries.append(.init(context: "fragment.g.q", source: "More", translations: ["Więcej"]))
        var german = Self.core
        german[field: "Language"] = "de"
        let findings = Self.survey.localized(with: [Self.own], libraries: ["core": [core, german]]).findings
        #expect(findings.allSatisfy { $0.language == "es" })
    }

    static let wrong: [([String], LocalizedText.State)] = [
        (["{nights} noc", "{nights} noce"], .missing),
        (["{nights} noc"], .missing),
        (["{nights} noc", "noce", "{nights} nocy"], .missing),
        (["jedna noc", "{nights} noce", "{nights} nocy"], .current),
        (["{nights} noc", "{nights} noce", ""], .missing),
    ]

    @Test(arguments: wrong)
    func formsAreCountedAndOnlyTheFormForOneMayLackTheNumber(forms: [String], state: LocalizedText.State) {
        let catalogue = Self.polish(["question.a": forms])
        #expect(Self.survey.localized(with: [catalogue]).survey.localizations[1].texts[0].state == state)
    }

    @Test func aChangedPluralIsStaleAndLivesThroughAMerge() throws {
        var changed = Self.survey
        changed.texts[0].plural?.source = "{nights} nights in all"
        let stale = changed.localized(with: [Self.own]).survey.localizations[1].texts[0]
        #expect(stale.state == .stale)
        #expect(stale.forms.count == 3)
        let merged = Self.own.merged(with: changed)
        let entry = try #require(merged.entries.first)
        #expect(entry.isFuzzy && entry.plural == "{nights} nights in all")
        #expect(entry.previous?.plural == "{nights} nights")
        #expect(merged.merged(with: changed) == merged)
        #expect(Self.own.merged(with: Self.survey) == Self.own)
        // A text that is counted no more keeps its first form, in doubt.
        changed.texts[0].plural = nil
        let plain = Self.own.merged(with: changed).entries[0]
        #expect(plain.translations == ["{nights} noc"] && plain.isFuzzy && plain.plural == nil)
    }

    @Test func anotherRuleOfALibraryIsBroughtToTheSurveys() throws {
        var core = Self.core
        core[field: "Plural-Forms"] = "nplurals=2; plural=(n != 1);"
        core.entries[1].translations = ["raz", "{n} razy"]
        let polish = Self.survey.localized(with: [Self.own], libraries: ["core": [core]]).survey
            .localizations[1]
        #expect(polish.pluralRule == Self.own.pluralRule)
        #expect(polish.texts[5].forms == ["raz", "{n} razy", "{n} razy"])
    }

    @Test func oneKeyWithTwoSourcesHasTwoEntries() throws {
        var survey = Self.survey
        survey.texts[2].source = "And how was {c}?"
        var catalogue = Catalogue.extract(from: survey, language: "pl")
        #expect(catalogue.entries.map(\.context) == ["question.a", "question.b", "question.b", "use.f.who"])
        catalogue.entries[1].translations = ["Jak było {c}?"]
        catalogue.entries[2].translations = ["A jak było {c}?"]
        let (localized, findings) = survey.localized(with: [catalogue])
        #expect(localized.localizations[1].texts[1].template == "Jak było {c}?")
        #expect(localized.localizations[1].texts[2].template == "A jak było {c}?")
        #expect(localized.localizations[1].texts[1...2].allSatisfy { $0.state == .current })
        #expect(!findings.contains { $0.kind == .ambiguous })
        #expect(catalogue.merged(with: survey) == catalogue)
        #expect(Catalogue.read(Array(catalogue.written().utf8)).faults.isEmpty)
        // The first of the two is new: it does not take the other's translation.
        survey.texts[1].source = "So, how was {c}?"
        let merged = catalogue.merged(with: survey)
        #expect(merged.entries[1].isFuzzy && merged.entries[1].translations == ["Jak było {c}?"])
        #expect(!merged.entries[2].isFuzzy && merged.entries[2].translations == ["A jak było {c}?"])
    }

    @Test func statusTellsTheSurveyAndItsLibrariesApart() {
        let (languages, findings) = Self.survey.translationStatus(
            with: [Self.own], libraries: ["core": [Self.core]])
        #expect(findings.isEmpty)
        #expect(languages.map(\.library) == [nil, nil, "core", "core"])
        #expect(languages.map(\.language) == ["es", "pl", "es", "pl"])
        #expect(languages[1].current == ["question.a", "question.b", "use.f.who"])
        #expect(languages[3].current == ["fragment.f.q", "fragment.f.n"])
        #expect(languages[2].missing.count == 2)
    }

    @Test func everythingIsTranslatedFromItsOwnTemplates() {
        let survey = Sample.everything
        var catalogue = Catalogue.extract(from: survey, language: "es")
        var core = Catalogue.extract(from: SourceTexts(library: "core", of: survey), language: "es")
        func copy(_ catalogue: inout Catalogue) {
            for index in catalogue.entries.indices {
                let entry = catalogue.entries[index]
                catalogue.entries[index].translations = [entry.source] + (entry.plural.map { [$0] } ?? [])
            }
        }
        copy(&catalogue)
        copy(&core)
        let localized = survey.localized(with: [catalogue], libraries: ["core": [core]]).survey
        #expect(localized.localizations[0].texts.allSatisfy { $0.state == .current })
        for (text, translation) in zip(survey.texts, localized.localizations[0].texts) {
            #expect(translation.forms.count == (text.plural == nil ? 0 : 2))
            #expect(translation.template == text.source)
        }
    }
}
