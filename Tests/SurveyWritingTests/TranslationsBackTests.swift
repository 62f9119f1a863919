import FoundationEssentials
import SurveyCompiler
import SurveyModel
import SurveyWriting
import Testing
import Translations

@Suite struct TranslationsBackTests {
    private func catalogues(_ name: String, _ tags: [String]) -> [Catalogue] {
        tags.compactMap { tag in
            let path = WrittenBack.root.appending(path: "Locales/\(name)/\(tag).po").path(
                percentEncoded: false)
            return FileManager.default.contents(atPath: path).flatMap { Catalogue.read(Array($0)).catalogue }
        }
    }

    private func localized(_ path: String) throws -> Survey {
        let survey = try WrittenBack.compiled(path)
        let libraries = Set(survey.texts.compactMap(\.catalogue))
        return survey.localized(
            with: catalogues(survey.name, survey.translations),
            libraries: Dictionary(
                uniqueKeysWithValues: libraries.map { ($0, catalogues($0, survey.translations)) })
        ).survey
    }

    private func written(_ survey: Survey) throws -> Survey {
        let compilation = compile(SourceFile(name: "written.survey", text: SurveySource(survey).text))
        return try #require(compilation.survey)
    }

    /// The catalogues as files, read again.
    private func read(_ catalogues: [Catalogue]) throws -> [Catalogue] {
        try catalogues.map { try #require(Catalogue.read($0.bytes).catalogue) }
    }

    @Test(arguments: try! WrittenBack.shipped())
    func `translations come back through catalogues`(path: String) throws {
        let survey = try localized(path)
        let written = try written(survey)
        let (back, findings) = written.localized(with: try read(survey.catalogues(for: written)))
        #expect(back.localizations == survey.localizations)
        #expect(findings.filter { $0.severity == .error } == [])
    }

    @Test func `stale, missing and counted texts come back as they were`() throws {
        let text = """
            survey stay
            version 1
            language en
            translations es, pl
            number nights 1...30 "How many nights did you stay?"
            note stayed "You stayed one night." plural nights "You stayed {nights} nights."
            yesno again "Will you \\"come\\" again?" help "One \\\\ two"
            """
        var survey = try #require(compile(SourceFile(name: "stay.survey", text: text)).survey)
        let polish = try PluralRule(
            parsing: "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);")
        func texts(_ state: LocalizedText.State, _ forms: Int) -> [LocalizedText] {
            survey.texts.map { text in
                guard state != .missing else { return .init(state: .missing, template: text.source) }
                guard text.plural != nil else { return .init(state: state, template: "\(text.source) ü\n") }
                let all = (0..<forms).map { "\($0): {nights}" }
                return .init(state: state, template: all[0], forms: all)
            }
        }
        survey.texts[0].source = "How many nights\ndid you stay?"
        survey.texts[2].source = "Will you\n\\{come\\} again?"
        survey.texts[3].source = "Lines\nof \"help\""
        survey.localizations = [
            Localization(tag: "es", texts: texts(.stale, 2), pluralRule: .oneOther),
            Localization(tag: "pl", texts: texts(.current, 3), pluralRule: polish),
        ]
        for index in [0, 2] { survey.localizations[1].texts[index] = texts(.missing, 3)[index] }
        let written = try written(survey)
        let back = written.localized(with: try read(survey.catalogues(for: written))).survey
        #expect(back.localizations == survey.localizations)
    }
}
