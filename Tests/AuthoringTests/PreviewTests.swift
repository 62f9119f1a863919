import Authoring
import Foundation
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Terminal
import Testing
import Translations

/// What `preview` prints is kept beside the tests, so that a reviewer can read it. `UPDATE_SNAPSHOTS=1` writes it anew.
@Suite struct PreviewTests {
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    static func survey(_ name: String) throws -> Survey {
        let path = package.appendingPathComponent("Surveys/\(name).survey").path
        let compilation = compile(SourceFile(name: path, bytes: try bytes(path))) { imported in
            (try? bytes(imported)).map { SourceFile(name: imported, bytes: $0) }
        }
        let survey = try #require(compilation.survey)
        var libraries: [String: [Catalogue]] = [:]
        for source in compilation.sources.dropFirst() {
            libraries[source.stem] = try survey.translations.map { try catalogue(source.stem, $0) }
        }
        return survey.localized(
            with: try survey.translations.map { try catalogue(name, $0) }, libraries: libraries
        ).survey
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    static func catalogue(_ name: String, _ tag: String) throws -> Catalogue {
        let bytes = Array(try Data(contentsOf: package.appendingPathComponent("Locales/\(name)/\(tag).po")))
        let reading = Catalogue.read(bytes)
        return try #require(reading.catalogue)
    }

    static func texts(_ tag: String) throws -> ProgramTexts {
        guard tag != "en" else { return ProgramTexts() }
        return ProgramTexts(catalogue: try catalogue("sondeo", tag))
    }

    @Test(arguments: ["service_loyalty", "channels", "service_steps"], ["en", "es", "sv", "el"])
    func readsAsCommitted(_ name: String, _ tag: String) throws {
        var preview = Preview(of: try Self.survey(name), locale: tag, texts: try Self.texts(tag))
        let page = preview.page().joined(separator: "\n") + "\n"
        let file = Self.package.appendingPathComponent(
            "Tests/AuthoringTests/Snapshots/\(name).\(tag).txt")
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(page == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test(arguments: [30, 40, 80, 132])
    func noLineIsWiderThanAsked(_ width: Int) throws {
        for tag in ["en", "es", "sv", "el"] {
            var preview = Preview(
                of: try Self.survey("service_loyalty"), locale: tag, texts: try Self.texts(tag), width: width)
            for line in preview.page() { #expect(line.displayWidth <= width, "\(line)") }
        }
    }

    @Test func tenThousandNestedConditionsAreShown() throws {
        var text = "survey deep\nversion 1\nlanguage en\nyesno q \"Yes?\"\n"
        let depth = 3_000
        for index in 0..<depth { text += "if q {\nyesno q\(index) \"And now?\"\n" }
        text += String(repeating: "}\n", count: depth)
        let survey = try #require(compile(SourceFile(name: "deep.survey", text: text)).survey)
        var preview = Preview(of: survey, locale: "en", texts: ProgramTexts())
        #expect(preview.page().contains { $0.hasSuffix("\(depth + 1). And now?") })
    }

    @Test func timeIsWhatTheLongestWayTakes() throws {
        // Of two arms the longer one counts: a text of four lines takes longer than a yes or no.
        func time(_ body: String) throws -> Double {
            let text = "survey s\nversion 1\nlanguage en\nyesno q \"Yes?\"\n" + body
            let survey = try #require(compile(SourceFile(name: "s", text: text)).survey)
            return ReadingTime(of: survey, locale: "en").seconds
        }
        let long = "text a \"Why?\" lines 4\n"
        let short = "yesno b \"So?\"\n"
        let base = try time("")
        #expect(try time("if q { \(long) } else { \(short) }\n") == (try time(long)))
        #expect(try time("if q { \(short) } else { \(long) }\n") == (try time(long)))
        #expect(try time("if q { \(short) }\nif q { \(long) }\n") == (try time(short + long)))
        // Three words at 238 a minute, and two seconds to decide.
        #expect(abs(try time("yesno c \"One two three\"\n") - base - 2 - 3 * 60 / 238) < 1e-9)
    }
}
