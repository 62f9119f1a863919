import SurveyModel
import Testing

@testable import Translations

@Suite struct ProgramTextsTests {
    @Test func keysAndWordingsAreWellFormed() {
        #expect(Set(ProgramText.allCases.map(\.rawValue)).count == ProgramText.allCases.count)
        for text in ProgramText.allCases {
            #expect(Template(text.source).problems.isEmpty)
            let names = Set(Template(text.source).names)
            if let plural = text.plural {
                #expect(names == Set(Template(plural).names), "\(text)")
                #expect(names.contains("n"), "\(text)")
            }
        }
    }

    @Test func `every text has its English in one part of the program`() {
        for text in ProgramText.allCases {
            #expect(ProgramText.parts.compactMap { $0(text) }.map(\.source) == [text.source], "\(text)")
        }
    }

    @Test func englishNeedsNoCatalogue() {
        let texts = ProgramTexts()
        #expect(texts.tag == "en")
        #expect(texts[.thanks] == "Thank you for your time.")
        #expect(texts(.range, ["low": "1", "high": "5"]) == "1 to 5")
        #expect(texts(.lengthLimit, count: 1) == "1 character at most.")
        #expect(texts(.lengthLimit, count: 4_000, ["n": "4,000"]) == "4,000 characters at most.")
        #expect(texts(.tooMany, count: 3, ["typed": "4"]) == "Choose at most 3 answers; you chose 4.")
        #expect(texts.name(of: .dontKnow) == "Don't know")
        #expect(texts.name(of: .skipped) == nil)
        #expect(texts.meansYes(" Y ") == true)
        #expect(texts.meansYes("NO") == false)
        #expect(texts.meansYes("") == nil)
    }

    @Test func shippedLanguagesSpeakForThemselves() throws {
        let catalogues = try ["es", "sv", "el"].map { try Shipped.catalogue("sondeo", $0) }
        let spanish = ProgramTexts(locale: "es-MX", catalogues: catalogues)
        #expect(spanish.tag == "es")
        #expect(spanish[.thanks] == "Gracias por su tiempo.")
        #expect(spanish(.numberDecimals, count: 1) == "Con un decimal como máximo.")
        #expect(spanish(.numberDecimals, count: 2) == "Con 2 decimales como máximo.")
        #expect(spanish.meansYes("SÍ") == true)
        let swedish = ProgramTexts(locale: "sv-SE", catalogues: catalogues)
        #expect(swedish[.languageName] == "Svenska")
        #expect(swedish.meansYes("J") == true)
        #expect(swedish.meansYes("y") == nil)
        let greek = ProgramTexts(locale: "el", catalogues: catalogues)
        #expect(greek[.checkConfirm] == "Είναι σωστό;")
        #expect(greek.meansYes("ΝΑΙ") == true)
        #expect(greek.meansYes("Ό") == false)
        #expect(greek.meansYes("o\u{301}") == nil)
        #expect(greek.meansYes("ο\u{301}χι") == false)
        #expect(ProgramTexts(locale: "de-AT", catalogues: catalogues).tag == "en")
    }

    @Test func aStaleWrongOrForeignTranslationIsNotShown() throws {
        var catalogue = try Shipped.catalogue("sondeo", "es")
        func change(_ text: ProgramText, _ change: (inout Catalogue.Entry) -> Void) {
            for index in catalogue.entries.indices where catalogue.entries[index].context == text.rawValue {
                change(&catalogue.entries[index])
            }
        }
        change(.yes) { $0.isFuzzy = true }
        change(.no) { $0.source = "Nope" }
        change(.thanks) { $0.translations = [""] }
        change(.range) { $0.translations = ["de {low} a {hig}"] }
        change(.lengthLimit) { $0.translations = ["{n} carácter", "caracteres"] }
        let texts = ProgramTexts(catalogue: catalogue)
        #expect(texts[.yes] == "Yes")
        #expect(texts[.no] == "No")
        #expect(texts[.thanks] == "Thank you for your time.")
        #expect(texts(.range, ["low": "1", "high": "5"]) == "1 to 5")
        #expect(texts(.lengthLimit, count: 3) == "3 characters at most.")
        let errors = texts.findings.filter { $0.severity == .error }
        #expect(errors.map(\.kind) == [.placeholders, .placeholders])
        #expect(errors.map(\.key) == [ProgramText.range.rawValue, ProgramText.lengthLimit.rawValue])
        catalogue[field: "Project-Id-Version"] = "other 1"
        #expect(ProgramTexts(catalogue: catalogue).tag == "en")
        #expect(ProgramTexts(catalogue: catalogue).findings.map(\.kind) == [.otherProject])
    }

    @Test func manyFormsAreChosenByTheRuleOfTheCatalogue() throws {
        var catalogue = Catalogue.extract(from: SourceTexts.program, language: "pl")
        let index = try #require(
            catalogue.entries.firstIndex { $0.context == ProgramText.lengthLimit.rawValue })
        catalogue.entries[index].translations = ["{n} znak", "{n} znaki", "{n} znaków"]
        let texts = ProgramTexts(catalogue: catalogue)
        #expect(
            [1, 3, 5, 22].map { texts(.lengthLimit, count: $0) } == [
                "1 znak", "3 znaki", "5 znaków", "22 znaki",
            ])
    }

    @Test func listsOfWordsAreReadWithoutRegardToCaseAndBlanks() throws {
        let texts = ProgramTexts()
        #expect(texts.list(.months).count == 12 && texts.list(.months)[11] == "December")
        #expect(texts.hasWord("  Today ", in: .todayWords))
        #expect(!texts.hasWord("", in: .todayWords) && !texts.hasWord("toda", in: .todayWords))
        #expect(texts.withoutWord("9:30 P.M.", in: .afternoonWords) == "9:30")
        #expect(texts.withoutWord("9:30", in: .afternoonWords) == nil)
        #expect(texts.withoutWord("pm", in: .afternoonWords) == "")
    }

    /// Words that mean different days or halves of a day must not be the same.
    @Test(arguments: ["en", "es", "sv", "el"]) func wordsOfOneLanguageMeanOneThing(language: String) throws {
        let catalogues = language == "en" ? [] : [try Shipped.catalogue("sondeo", language)]
        let texts = ProgramTexts(locale: language, catalogues: catalogues)
        for group in [
            [ProgramText.todayWords, .yesterdayWords, .tomorrowWords], [.morningWords, .afternoonWords],
        ] {
            let words = group.flatMap(texts.list)
            #expect(!words.contains("") && Set(words).count == words.count, "\(words)")
        }
        #expect(texts.list(.months).count == 12)
    }
}
