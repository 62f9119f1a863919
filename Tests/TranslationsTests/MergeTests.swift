import SampleSurveys
import SurveyModel
import Testing
import Translations

@Suite struct MergeTests {
    @Test func aTemplateHasEveryTextItsNoteAndNoDate() throws {
        let text = Catalogue.extract(from: tiny()).written()
        #expect(text == Catalogue.extract(from: tiny()).written())
        #expect(text.contains("#. A note\nmsgctxt \"title\"\nmsgid \"Hello\"\nmsgstr \"\"\n"))
        #expect(text.contains("\"PO-Revision-Date: \\n\""))
        #expect(text.contains("\"Project-Id-Version: tiny 1\\n\""))
        let catalogue = try #require(Catalogue.read(Array(text.utf8)).catalogue)
        #expect(catalogue.entries.map(\.context) == ["title", "question.a", "check.a", "finish"])
    }

    /// Extract, translate, change the source, merge, translate again, take a text away and bring it back.
    @Test func aTranslationLivesThroughChangesOfItsSource() throws {
        var catalogue = spanish()
        catalogue.entries[0].comments = ["informal"]
        catalogue.header.comments.append("Translated with care")
        catalogue[field: "X-Generator"] = "Poedit 3.2"

        let changed = tiny(["title": "Good day"], without: ["question.a"], plus: ["question.b"])
        catalogue = catalogue.merged(with: changed)
        #expect(
            catalogue.entries.map(\.context) == ["title", "check.a", "finish", "question.b", "question.a"])
        #expect(
            catalogue.entries[0]
                == .init(
                    context: "title", source: "Good day", translations: ["Hola"], flags: ["fuzzy"],
                    comments: ["informal"], notes: ["A note"], previous: .init(source: "Hello")))
        #expect(catalogue.entries[4].isObsolete)
        #expect(catalogue.header.comments.last == "Translated with care")
        #expect(catalogue[field: "X-Generator"] == "Poedit 3.2")
        #expect(catalogue.merged(with: changed) == catalogue)
        let states = changed.localized(with: [catalogue]).survey.localizations[0].texts.map(\.state)
        #expect(states == [.stale, .current, .current, .missing])

        let further = tiny(["title": "Good evening"], without: ["question.a"], plus: ["question.b"])
        catalogue = catalogue.merged(with: further)
        #expect(catalogue.entries[0].previous == .init(source: "Hello"))
        #expect(catalogue.entries[0].source == "Good evening")

        catalogue.entries[0].translations = ["Buenas noches"]
        catalogue.entries[0].isFuzzy = false
        catalogue.entries[3].translations = ["¿Y b?"]
        catalogue = catalogue.merged(with: further)
        #expect(catalogue.entries[0].previous == nil)
        #expect(
            further.localized(with: [catalogue]).survey.localizations[0].texts.allSatisfy {
                $0.state == .current
            })

        let restored = tiny(["title": "Good evening"], plus: ["question.b"])
        catalogue = catalogue.merged(with: restored)
        #expect(
            catalogue.entries.map(\.context) == ["title", "question.a", "check.a", "finish", "question.b"])
        #expect(catalogue.entries.allSatisfy { !$0.isObsolete })
        #expect(
            restored.localized(with: [catalogue]).survey.localizations[0].texts.allSatisfy {
                $0.state == .current
            })
    }

    @Test func anUntranslatedTextThatIsGoneLeavesNothing() {
        let merged = spanish(["question.a": ""]).merged(with: tiny(without: ["question.a"]))
        #expect(merged.entries.count == 3)
    }

    @Test func anUntranslatedTextThatChangedIsNotFuzzy() {
        let merged = spanish(["title": ""]).merged(with: tiny(["title": "Good day"]))
        #expect(merged.entries[0].flags.isEmpty)
        #expect(merged.entries[0].previous == nil)
        #expect(merged.entries[0].source == "Good day")
    }

    @Test func aDoubtStaysWhenTheSourceComesBack() {
        let changed = spanish().merged(with: tiny(["title": "Good day"])).merged(with: tiny())
        #expect(changed.entries[0].isFuzzy)
        #expect(changed.entries[0].translations == ["Hola"])
    }

    @Test func newFormsAreAskedForWhenATextIsCountedFromNowOn() throws {
        var catalogue = Catalogue.extract(from: SourceTexts.program, language: "pl")
        let index = try #require(catalogue.entries.firstIndex { $0.plural != nil })
        #expect(catalogue.entries[index].translations == ["", "", ""])
        catalogue.entries[index].plural = nil
        catalogue.entries[index].translations = ["{n} znak"]
        let merged = catalogue.merged(with: SourceTexts.program)
        #expect(merged.entries[index].isFuzzy)
        #expect(merged.entries[index].translations == ["{n} znak", "{n} znak", "{n} znak"])
        #expect(Catalogue.read(Array(merged.written().utf8)).faults.isEmpty)
    }

    @Test func msgfmtAcceptsWhatExtractAndMergeWriteWithoutAWord() throws {
        for language in ["es", "fr", "ar", "ja", "pl", "ru", "sl", "pt-BR"] {
            let fresh = Catalogue.extract(from: SourceTexts.program, language: language)
            let (said, code) = try Shipped.msgfmt(fresh.written())
            #expect(code == 0 && said.isEmpty, "\(language): \(said)")
        }
        let merged = spanish().merged(
            with: tiny(["title": "Good day"], without: ["question.a"], plus: ["question.b"]))
        let (said, code) = try Shipped.msgfmt(merged.written())
        #expect(code == 0 && said.isEmpty, "\(said)")
    }

    @Test func randomHistoriesLoseNoTranslationAndStayReadable() throws {
        var generator = Seeded(5)
        let keys = ["a", "b", "c", "d", "e"]
        for _ in 0..<100 {
            var survey = tiny()
            survey.texts = []
            var catalogue = Catalogue.extract(from: survey, language: "es")
            for step in 0..<8 {
                survey.texts = keys.shuffled(using: &generator).prefix(
                    Int.random(in: 1...5, using: &generator)
                ).map {
                    Text(key: $0, source: "\($0) \(Int.random(in: 0...2, using: &generator))")
                }
                let before = Set(catalogue.entries.flatMap(\.translations)).subtracting([""])
                catalogue = catalogue.merged(with: survey)
                #expect(before.isSubset(of: Set(catalogue.entries.flatMap(\.translations))))
                #expect(catalogue.entries.filter { !$0.isObsolete }.map(\.context) == survey.texts.map(\.key))
                #expect(catalogue.merged(with: survey) == catalogue)
                let reading = Catalogue.read(Array(catalogue.written().utf8))
                #expect(try #require(reading.catalogue, "\(reading.faults)").withoutLines == catalogue)
                for index in catalogue.entries.indices where !catalogue.entries[index].isObsolete {
                    if Bool.random(using: &generator) {
                        catalogue.entries[index].translations = [
                            "t\(step) \(catalogue.entries[index].source)"
                        ]
                        catalogue.entries[index].isFuzzy = false
                    }
                }
            }
        }
    }
}
