import Authoring
import Codebook
import Foundation
import SurveyCompiler
import SurveyModel
import Testing

/// The example in `Documentation/Codebook.md` is what the program writes. `UPDATE_SNAPSHOTS=1` writes it anew.
@Suite struct CodebookExampleTests {
    private static let page = PreviewTests.package.appendingPathComponent("Documentation/Codebook.md")

    /// What stands in the first fenced block of a kind.
    private func block(_ kind: String, in page: String) throws -> Range<String.Index> {
        let start = try #require(page.range(of: "```\(kind)\n")).upperBound
        let end = try #require(page.range(of: "```", range: start..<page.endIndex)).lowerBound
        return start..<end
    }

    @Test func `the page shows what the program writes`() throws {
        var page = try String(contentsOf: Self.page, encoding: .utf8)
        let text = String(page[try block("survey", in: page)])
        let compilation = compile(SourceFile(name: "visit.survey", bytes: Array(text.utf8)))
        let codebook = Codebook(
            try #require(compilation.survey, "\(compilation.diagnostics.map(\.message))"))
        var written = CodebookPage(of: codebook, in: 0).lines.joined(separator: "\n") + "\n"
        let variables = try #require(codebook.json["variables"]?.array)
        let first = try #require(codebook.variables.firstIndex { $0.name == "comfort" })
        let examples = [
            ("text", written), ("json", JSONValue.array(Array(variables[first...])).prettyText + "\n"),
        ]
        for (kind, example) in examples {
            if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
                page.replaceSubrange(try block(kind, in: page), with: example)
            }
            #expect(String(page[try block(kind, in: page)]) == example)
        }
        written = try String(contentsOf: Self.page, encoding: .utf8)
        if page != written { try page.write(to: Self.page, atomically: true, encoding: .utf8) }
    }
}
