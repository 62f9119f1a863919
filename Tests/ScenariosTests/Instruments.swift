import Foundation
import SurveyCompiler
import SurveyModel

/// The surveys that ship, compiled with what they import.
enum Shipped {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Surveys")

    static let names = [
        "channels", "loyalty_reasons", "promoter", "relationship", "satisfaction", "service_audit",
        "service_loyalty", "service_quality", "service_steps", "staff",
    ]

    /// The text of one of them.
    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name + ".survey"), encoding: .utf8)
    }

    /// Compiles a text that stands beside them, so that it finds what it imports.
    static func compiled(_ text: String, as name: String) throws -> (survey: Survey, scenarios: [Scenario]) {
        let source = SourceFile(name: folder.appendingPathComponent(name + ".survey").path, text: text)
        let compilation = compile(source) { path in
            (try? Data(contentsOf: URL(fileURLWithPath: path))).map {
                SourceFile(name: path, bytes: Array($0))
            }
        }
        guard let survey = compilation.survey else {
            throw Broken(diagnostics: render(compilation.diagnostics, in: compilation.sources))
        }
        return (survey, compilation.scenarios)
    }

    /// The text without its tests, which stand at its end.
    static func withoutTests(_ text: String) -> String {
        guard let first = text.range(of: "\ntest \"") else { return text }
        return String(text[..<first.lowerBound]) + "\n"
    }
}
