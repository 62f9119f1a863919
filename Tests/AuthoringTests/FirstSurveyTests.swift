import Authoring
import SurveyCompiler
import SurveyModel
import SurveySyntax
import Testing
import Translations

@Suite struct FirstSurveyTests {
    @Test(arguments: [[], ["es", "sv", "el"], ["de"]])
    func itCompilesWithoutAFindingInCanonicalLayout(_ translations: [String]) throws {
        let first = FirstSurvey(name: "visit", translations: translations)
        let compilation = compile(SourceFile(name: "visit.survey", text: first.source))
        #expect(compilation.diagnostics.isEmpty, "\(compilation.diagnostics.map(\.message))")
        let tree = try #require(SurveyTree(parsing: Array(first.source.utf8)))
        #expect(SurveySyntax.format(tree) == Array(first.source.utf8))
    }

    @Test(arguments: ["es", "sv", "el", "es-MX"])
    func everyTextIsTranslated(_ tag: String) throws {
        let first = FirstSurvey(name: "visit", translations: [tag])
        let survey = try #require(compile(SourceFile(name: "visit.survey", text: first.source)).survey)
        let known = FirstSurvey.translations(into: tag)
        #expect(Set(survey.texts.map(\.source)) == Set(known.keys))
    }

    @Test func namesAreNamesOfTheLanguage() {
        for name in ["visit", "a", "A_1", String(repeating: "x", count: 64)] {
            #expect(FirstSurvey.isName(name))
        }
        for name in ["", "1a", "_a", "a-b", "é", "a b", "../x", String(repeating: "x", count: 65)] {
            #expect(!FirstSurvey.isName(name))
        }
    }
}
