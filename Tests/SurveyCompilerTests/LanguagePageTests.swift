import Foundation
import SurveyCompiler
import Testing

/// Every example in `Documentation/Language.md` compiles, and without a warning.
@Suite struct LanguagePageTests {
    static func examples() throws -> [String] {
        let page = try String(
            contentsOf: Folder.package.appendingPathComponent("Documentation/Language.md"), encoding: .utf8)
        return page.components(separatedBy: "```survey\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }

    @Test(arguments: (try? Self.examples()) ?? [])
    func exampleCompiles(_ example: String) {
        let source =
            example.hasPrefix("survey ") ? SourceFile(name: "example", text: example) : survey(example)
        let compilation = compile(source)
        #expect(compilation.diagnostics.isEmpty, "\(render(compilation.diagnostics, in: source))")
    }

    @Test func thereAreExamples() throws {
        #expect(try Self.examples().count >= 10)
    }
}
