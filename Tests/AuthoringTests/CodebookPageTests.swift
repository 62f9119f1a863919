import Authoring
import Codebook
import Foundation
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Terminal
import Testing
import Translations

/// The codebook as people read it is kept beside the tests, so that a reviewer can read it. `UPDATE_SNAPSHOTS=1` writes it
/// anew.
@Suite struct CodebookPageTests {
    /// The codebook of a shipped survey with all its translations.
    static func codebook(_ name: String) throws -> Codebook {
        let survey = try PreviewTests.survey(name)
        return Codebook(
            survey,
            texts: try Dictionary(
                uniqueKeysWithValues: survey.locales.map { ($0, try PreviewTests.texts($0)) }))
    }

    @Test(arguments: ["service_loyalty", "channels"], ["en", "es", "sv", "el"])
    func `a codebook reads as committed`(_ name: String, _ tag: String) throws {
        let codebook = try Self.codebook(name)
        let page =
            CodebookPage(of: codebook, in: codebook.index(of: tag)).lines.joined(separator: "\n") + "\n"
        let file = PreviewTests.package.appendingPathComponent(
            "Tests/AuthoringTests/Snapshots/codebook.\(name).\(tag).txt")
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(page == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test(arguments: [10, 30, 47, 80, 200])
    func `no line is wider than asked, and none ends in a space`(_ width: Int) throws {
        for codebook in [
            try Self.codebook("channels"), Codebook(Sample.everything), Codebook(Sample.wholeLanguage),
        ] {
            for locale in codebook.locales.indices {
                for line in CodebookPage(of: codebook, in: locale, width: width).lines {
                    #expect(line.displayWidth <= max(30, width), "\(line)")
                    #expect(line.last != " ", "\(line)|")
                }
            }
        }
    }

    @Test func `every variable is there with its values and its kinds of missing`() throws {
        let codebook = Codebook(Sample.everything)
        let page = CodebookPage(of: codebook, in: 0, width: 1_000).lines
        for entry in codebook.variables {
            #expect(page.contains(entry.name))
            for category in entry.categories where category.label != nil {
                #expect(page.contains { $0.contains("\(category.code)  ") })
            }
        }
        #expect(page.count { $0.hasSuffix("(system missing)") } == codebook.variables.count)
    }
}
