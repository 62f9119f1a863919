import SampleSurveys
import SurveyModel
import Testing
import Translations

/// A survey of four texts, one of which pipes a variable.
func tiny(_ changes: [String: String] = [:], without gone: Set<String> = [], plus new: [String] = [])
    -> Survey
{
    var survey = Survey(name: "tiny", version: 1, language: "en", translations: ["es", "sv"])
    let sources = [
        "title": "Hello", "question.a": "How many?", "check.a": "Is {a} right, {first | guest}?",
        "finish": "Thank you",
    ]
    for key in ["title", "question.a", "check.a", "finish"] + new where !gone.contains(key) {
        survey.texts.append(
            Text(key: key, source: changes[key] ?? sources[key] ?? key, note: key == "title" ? "A note" : nil)
        )
    }
    return survey
}

/// A catalogue for `tiny`, by key.
func spanish(_ translations: [String: String] = [:]) -> Catalogue {
    var catalogue = Catalogue.extract(from: tiny(), language: "es")
    let all = [
        "title": "Hola", "question.a": "¿Cuántos?", "check.a": "¿Es correcto {a}, {first | invitado}?",
        "finish": "Gracias",
    ]
    for index in catalogue.entries.indices {
        let key = catalogue.entries[index].context ?? ""
        catalogue.entries[index].translations = [translations[key] ?? all[key] ?? ""]
    }
    return catalogue
}

@Suite struct LocalizeTests {
    @Test func currentStaleAndMissingAreToldApart() throws {
        var catalogue = spanish(["finish": ""])
        catalogue.entries[1].isFuzzy = true
        let (survey, findings) = tiny(["title": "Hello there"]).localized(with: [catalogue])
        #expect(survey.localizations.map(\.tag) == ["es", "sv"])
        #expect(survey.localizations[0].texts.map(\.state) == [.stale, .stale, .current, .missing])
        #expect(
            survey.localizations[0].texts.map(\.template)
                == ["Hola", "¿Cuántos?", "¿Es correcto {a}, {first | invitado}?", "Thank you"])
        #expect(survey.localizations[1].texts.allSatisfy { $0.state == .missing })
        #expect(findings.map(\.kind) == [.incomplete, .noCatalogue])
        #expect(findings.allSatisfy { $0.severity == .warning })
        #expect(findings[0].message.hasPrefix("of 4 texts 2 are stale and 1 missing in 'es'"))
    }

    static let wrong: [(String, CatalogueFinding.Kind)] = [
        ("¿Es correcto?", .placeholders),
        ("¿Es correcto {a}, {last | invitado}?", .placeholders),
        ("¿Es correcto {a}, {first}?", .placeholders),
        ("¿Es correcto {a, {first | invitado}?", .placeholders),
        ("¿Es correcto {a} {b}, {first | invitado}?", .placeholders),
        ("¿Es correcto {a}, {first | invitado}?\u{1B}[31m", .characters),
        ("¿Es correcto {a}, \u{202E}{first | invitado}?", .characters),
        ("¿Es correcto {a},\n{first | invitado}?", .characters),
    ]

    @Test(arguments: wrong)
    func aTranslationThatCannotBeShownCountsAsMissing(text: String, kind: CatalogueFinding.Kind) throws {
        let (survey, findings) = tiny().localized(with: [spanish(["check.a": text])])
        let finding = try #require(findings.first)
        #expect(finding.kind == kind)
        #expect(finding.severity == .error)
        #expect(finding.key == "check.a")
        #expect(finding.message.unicodeScalars.allSatisfy { !TextRule.isForbidden($0) })
        #expect(survey.localizations[0].texts[2].state == .missing)
        #expect(survey.localizations[0].texts[2].template == "Is {a} right, {first | guest}?")
    }

    @Test func placeholdersMayChangeTheirOrderAndComeTwice() {
        let text = "{first | Huésped}: ¿{a}? ¿Seguro que {a}?"
        let (survey, findings) = tiny().localized(with: [spanish(["check.a": text])])
        #expect(survey.localizations[0].texts[2].state == .current)
        #expect(findings.map(\.kind) == [.noCatalogue])
    }

    @Test func aStaleTextThatNoLongerFitsIsMissingWithoutAnError() {
        let (survey, findings) = tiny(["check.a": "Is {a} right?"]).localized(with: [spanish()])
        #expect(survey.localizations[0].texts[2] == LocalizedText(state: .missing, template: "Is {a} right?"))
        #expect(findings.first?.kind == .placeholders)
        #expect(findings.first?.severity == .warning)
    }

    @Test func entriesThatBelongToNothingAreReported() throws {
        var catalogue = spanish()
        catalogue.entries.append(
            .init(context: "question.gone", source: "Gone", translations: ["Ido"], line: 40))
        catalogue.entries.append(.init(source: "No key", translations: ["Sin clave"]))
        catalogue.entries.append(
            .init(context: "question.old", source: "Old", translations: ["Viejo"], isObsolete: true))
        catalogue.entries.append(
            .init(context: "finish", source: "Thanks", translations: ["Adiós"], line: 50))
        let (survey, findings) = tiny().localized(with: [catalogue])
        #expect(findings.map(\.kind) == [.ambiguous, .unused, .unused, .incomplete, .noCatalogue])
        #expect(findings[1].line == 40)
        #expect(
            findings[1].text(file: "es.po").hasPrefix("es.po:40: warning: tiny has no text 'question.gone'"))
        #expect(survey.localizations[0].texts[3].state == .missing)
    }

    @Test func cataloguesOfAnotherSurveyOrLanguageAreNotUsed() {
        var other = spanish()
        other[field: "Project-Id-Version"] = "huge 3"
        var german = spanish()
        german[field: "Language"] = "de"
        let (survey, findings) = tiny().localized(with: [
            other, german, spanish(), spanish(["title": "Otra"]),
        ])
        #expect(findings.map(\.kind) == [.otherProject, .otherLanguage, .repeatedLanguage, .noCatalogue])
        #expect(survey.localizations[0].texts[0].template == "Hola")
        #expect(survey.localizations.count == 2)
    }

    @Test func aTagIsTheSameHoweverItIsWritten() {
        var survey = tiny()
        survey.translations = ["pt-BR", "sr-Latn"]
        var catalogue = spanish()
        for (language, index) in [("pt_br", 0), ("sr@latin", 1)] {
            catalogue[field: "language"] = language
            let localized = survey.localized(with: [catalogue]).survey
            #expect(localized.localizations[index].texts[0].state == .current)
            #expect(localized.localizations[index].tag == survey.translations[index])
        }
    }

    @Test func aPluralTranslationOfAPlainTextIsRefused() {
        var catalogue = spanish()
        catalogue.entries[0].plural = "Hellos"
        catalogue.entries[0].translations = ["Hola", "Holas"]
        let (survey, findings) = tiny().localized(with: [catalogue])
        #expect(survey.localizations[0].texts[0].state == .missing)
        #expect(findings.first?.kind == .plural)
    }

    @Test func noRandomTranslationEverShowsWithOtherPlaceholders() {
        var generator = Seeded(4)
        let pieces = [
            "{a}", "{first | x}", "{first}", "{b}", "{", "}", "\\{", "\\", " ", "ñ", "|", "{a | y}", "\u{7}",
        ]
        let wanted = Set(Template("Is {a} right, {first | guest}?").names)
        var shown = 0
        for _ in 0..<1_500 {
            let text = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            let localized = tiny().localized(with: [spanish(["check.a": text])]).survey.localizations[0]
                .texts[2]
            let template = Template(localized.template)
            #expect(Set(template.names) == wanted)
            #expect(template.problems.isEmpty)
            #expect(!localized.template.unicodeScalars.contains(where: TextRule.isForbidden))
            if localized.state == .current { shown += 1 }
        }
        #expect(shown > 20)
    }

    @Test func statusCountsWhatLocalizingShows() {
        var catalogue = spanish(["finish": ""])
        catalogue.entries[0].isFuzzy = true
        let (languages, findings) = tiny().translationStatus(with: [catalogue])
        #expect(findings.isEmpty)
        #expect(languages.map(\.language) == ["es", "sv"])
        #expect(languages[0].current == ["question.a", "check.a"])
        #expect(languages[0].stale == ["title"])
        #expect(languages[0].missing == ["finish"])
        #expect(languages[1].missing.count == 4)
        #expect(!languages[1].hasCatalogue)
    }
}
