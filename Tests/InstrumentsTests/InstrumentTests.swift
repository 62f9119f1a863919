import Authoring
import Foundation
import Scenarios
import SurveyCompiler
import SurveyModel
import SurveySyntax
import Testing
import Translations

@Test func `the ten that are tested are the ten that ship`() throws {
    let files = try FileManager.default.contentsOfDirectory(
        atPath: Instrument.package.appending(path: "Surveys").path)
    let names = files.filter { $0.hasSuffix(".survey") }.map { String($0.dropLast(".survey".count)) }
    #expect(names.sorted() == Instrument.names)
}

@Test(arguments: Instrument.names)
func `it compiles without a finding, in the canonical layout`(name: String) throws {
    let instrument = try Instrument.named(name)
    let diagnostics = instrument.compilation.diagnostics
    #expect(diagnostics.isEmpty, "\(render(diagnostics, in: instrument.compilation.sources))")
    #expect(instrument.survey.name == name)
    let tree = try #require(SurveyTree(parsing: instrument.bytes))
    #expect(SurveySyntax.format(tree) == instrument.bytes)
}

@Test func `the parts that they share are in the canonical layout`() throws {
    let file = Instrument.package.appending(path: "Surveys/parts/core.survey")
    let bytes = Array(try Data(contentsOf: file))
    let tree = try #require(SurveyTree(parsing: bytes))
    #expect(SurveySyntax.format(tree) == bytes)
}

@Test(arguments: Instrument.names)
func `every text is current in every language`(name: String) throws {
    let instrument = try Instrument.named(name)
    #expect(instrument.survey.translations == Instrument.languages)
    #expect(instrument.findings.isEmpty, "\(instrument.findings.map(\.message))")
    #expect(instrument.statuses.count >= Instrument.languages.count)
    for status in instrument.statuses {
        #expect(status.isComplete, "\(status.language): \(status.stale) \(status.missing)")
        #expect(status.hasCatalogue)
    }
    for localization in instrument.survey.localizations {
        #expect(localization.texts.count == instrument.survey.texts.count)
        for (text, source) in zip(localization.texts, instrument.survey.texts) {
            #expect(text.state == .current, "\(localization.tag): \(source.key)")
        }
    }
}

@Test(arguments: Instrument.names + ["core"], Instrument.languages)
func `its catalogues stand in the layout of gettext`(name: String, language: String) throws {
    let file = Instrument.package.appending(path: "Locales/\(name)/\(language).po")
    let bytes = Array(try Data(contentsOf: file))
    let catalogue = try #require(Catalogue.read(bytes).catalogue)
    #expect(Array(catalogue.written().utf8) == bytes)
}

@Test func `the same text has the same translation wherever it stands`() throws {
    var seen: [String: [String: String]] = [:]
    for name in Instrument.names {
        let survey = try Instrument.named(name).survey
        for localization in survey.localizations {
            for (text, source) in zip(localization.texts, survey.texts) {
                let known = seen[localization.tag]?[source.source]
                #expect(known == nil || known == text.template, "\(localization.tag), \(name): \(source.key)")
                seen[localization.tag, default: [:]][source.source] = text.template
            }
        }
    }
    #expect(seen.values.allSatisfy { $0.count > 300 } && seen.count == Instrument.languages.count)
}

@Test(arguments: Instrument.names)
func `texts have the punctuation of their language and fit a screen`(name: String) throws {
    let survey = try Instrument.named(name).survey
    func count(_ mark: Character, _ text: String) -> Int { text.count { $0 == mark } }
    for localization in survey.localizations {
        for (text, source) in zip(localization.texts, survey.texts) {
            let questions = count("?", source.source)
            let template = text.template
            switch localization.tag {
            case "es":
                #expect(count("¿", template) == questions && count("?", template) == questions, "\(template)")
            case "el":
                #expect(count(";", template) == questions && count("?", template) == 0, "\(template)")
            default: #expect(count("?", template) == questions, "\(template)")
            }
        }
    }
    func templates(_ id: TextID) -> [String] {
        [survey.texts[id.position].source] + survey.localizations.map { $0.texts[id.position].template }
    }
    for question in survey.questions {
        for template in templates(question.text) { #expect(template.count < 160, "\(template)") }
        for template in question.rows.flatMap({ templates($0.text) }) {
            #expect(template.count < 60, "\(template)")
        }
    }
    for option in survey.lists.flatMap(\.options) {
        for template in templates(option.text) { #expect(template.count < 60, "\(template)") }
    }
    for label in survey.scales.flatMap(\.labels) {
        for template in templates(label.text) { #expect(template.count < 60, "\(template)") }
    }
}

@Test(arguments: Instrument.names)
func `its scenarios hold, and visit every question, option, arm and ending`(name: String) throws {
    let instrument = try Instrument.named(name)
    let runner = ScenarioRunner(instrument.survey)
    #expect(instrument.compilation.scenarios.count >= 6)
    var visits = Visits()
    for scenario in instrument.compilation.scenarios {
        let result = runner.run(scenario)
        #expect(result.holds, "\(scenario.name): \(result.failures.flatMap { [$0.message] + $0.details })")
        visits.merge(result.visits)
    }
    let report = CoverageReport(visits, of: instrument.survey)
    for kind in report.kinds
    where ["question", "arm", "check_passed", "check_fired", "ending"].contains(kind.name) {
        #expect(
            kind.visited == kind.count,
            "\(kind.name): \(report.missed.map { $0.words(in: instrument.survey) })")
    }
    #expect((report["question"]?.count ?? 0) > 0 && (report["ending"]?.count ?? 0) > 0)
    #expect(report["question"]?.filledIn == 0, "\(report.filledIn.map { $0.words(in: instrument.survey) })")
    // Who says no to being asked stores no answer, so that option is seen at no question.
    let options = report.missed.filter { $0.kind == "option" }.map { $0.words(in: instrument.survey) }
    #expect(options.allSatisfy { ["option agreed.no", "option agree.no"].contains($0) }, "\(options)")
}

@Test(arguments: Instrument.names)
func `it takes four minutes at most in every language`(name: String) throws {
    let survey = try Instrument.named(name).survey
    #expect(survey.locales.count == 4)
    for locale in survey.locales {
        let time = ReadingTime(of: survey, locale: locale)
        #expect(time.seconds > 10 && time.minutes <= 4, "\(locale): \(time.seconds) s")
    }
}
