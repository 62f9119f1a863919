import Foundation
import SurveyCompiler
import SurveySyntax
import Testing

/// The examples and references of the pages in `Documentation/`.
///
/// A block marked `survey` is a whole file and compiles without a warning, `survey-library PATH` a file that others
/// import, `survey-part` an excerpt. What imports is compiled with its library by `DocumentationImportTests`, which have
/// files to import from.
@Suite struct DocumentationTests {
    /// One block of a page.
    struct Example: Sendable, CustomTestStringConvertible {
        var page: String
        var line: Int
        var kind: String
        var text: String

        var testDescription: String { "\(page):\(line)" }
    }

    static let folder = Folder.package.appendingPathComponent("Documentation")

    static func pages() throws -> [(name: String, text: String)] {
        try Folder.files(folder, ending: "md").map {
            ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
        }
    }

    static let examples: [Example] = ((try? pages()) ?? []).flatMap { page in
        var examples: [Example] = []
        var open: Example?
        for (index, line) in page.text.components(separatedBy: "\n").enumerated() {
            if let example = open, line == "```" {
                if example.kind.hasPrefix("survey") { examples.append(example) }
                open = nil
            } else if open != nil {
                open?.text += line + "\n"
            } else if line.hasPrefix("```") {
                open = Example(page: page.name, line: index + 1, kind: String(line.dropFirst(3)), text: "")
            }
        }
        return examples
    }

    @Test(arguments: examples.filter { $0.kind == "survey" && !$0.text.contains("\nimport \"") })
    func aWholeSurveyCompilesWithoutAWarning(_ example: Example) {
        // The page on the language leaves out the three lines that every survey has.
        let source =
            example.page == "Language.md" && !example.text.hasPrefix("survey ")
            ? survey(example.text) : SourceFile(name: "example.survey", text: example.text)
        let compilation = compile(source)
        #expect(compilation.diagnostics.isEmpty, "\(render(compilation.diagnostics, in: source))")
    }

    @Test(arguments: examples.filter { $0.page != "Language.md" })
    func anExampleIsInTheLayout(_ example: Example) throws {
        let tree = try #require(SurveyTree(parsing: example.text))
        let formatted = try #require(format(tree), "\(tree.errors.map(\.expected))")
        #expect(String(decoding: formatted, as: UTF8.self) == example.text)
    }

    @Test func everyPageForAuthorsHasExamples() {
        let whole = Dictionary(grouping: Self.examples.filter { $0.kind == "survey" }, by: \.page)
            .mapValues(\.count)
        #expect(whole["Language.md", default: 0] >= 10)
        #expect(whole["Cookbook.md", default: 0] >= 20)
        for page in ["Tour", "Reference", "ComingFromXLSForm", "ComingFromLimeSurvey", "ComingFromSurveyJS"] {
            #expect(whole["\(page).md", default: 0] >= 1, "\(page)")
        }
    }

    /// Codes and titles of diagnostics that pages name are those that the compiler has.
    @Test func diagnosticsThatAreNamedExist() throws {
        let pages = Dictionary(uniqueKeysWithValues: try Self.pages().map { ($0.name, $0.text) })
        let headings = try #require(pages["Diagnostics.md"]).matches(
            of: /(?m)^### ([EW]\d{4}) (.*?)(?: `\w+`)?$/)
        let codes = Set(headings.map { String($0.1) })
        let titles = Set(headings.map { String($0.2) })
        for (name, text) in pages.sorted(by: { $0.key < $1.key }) {
            let named = Set(text.matches(of: /\b[EW]\d{4}\b/).map { String($0.0) })
            #expect(named.subtracting(codes).sorted() == [], "\(name)")
        }
        let titled = Dictionary(grouping: headings, by: { String($0.1) }).mapValues {
            $0.map { String($0.2) }
        }
        let mapped = try #require(pages["Checks.md"]).matches(of: /\b([EW]\d{4}) ([A-Z][\w ]*)/)
        #expect(mapped.count > 30)
        for place in mapped {
            let isTitled = titled[String(place.1), default: []].contains { place.2.hasPrefix($0) }
            #expect(isTitled, "\(place.0)")
        }
        let reference = try #require(pages["Reference.md"])
        let named = reference.matches(of: /(?:^|[^*\w])\*([A-Z][^*`]+)\*/).map {
            $0.1.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(named.count > 50)
        #expect(Set(named).subtracting(titles).sorted() == [])
    }

    @Test func noLinkBetweenPagesIsDead() throws {
        let pages = try Self.pages().map { page in
            (page.name, page.text.replacing(/(?ms)^```.*?^```$/, with: "").replacing(/`[^`\n]*`/, with: ""))
        }
        var anchors: [String: Set<String>] = [:]
        for (name, text) in try Self.pages() {
            let headings = text.replacing(/(?ms)^```.*?^```$/, with: "").matches(of: /(?m)^#+ (.*)$/)
            anchors[name] = Set(headings.map { Self.anchor(String($0.1)) })
        }
        for (name, text) in pages {
            for match in text.matches(of: /\]\(([^)\s]+)\)/) where !match.1.hasPrefix("http") {
                let parts = match.1.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
                let target = parts[0].isEmpty ? name : parts[0]
                if let anchor = parts.dropFirst().first {
                    #expect(anchors[target]?.contains(anchor) == true, "\(name): \(match.1)")
                } else {
                    let path = Self.folder.appendingPathComponent(target).path
                    #expect(FileManager.default.fileExists(atPath: path), "\(name): \(match.1)")
                }
            }
        }
    }

    /// What a heading is called in links: small letters, `-` for blanks, no punctuation.
    private static func anchor(_ heading: String) -> String {
        String(
            heading.lowercased().compactMap { character in
                if character == " " { return "-" }
                return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
            })
    }
}
