import Foundation
import Scenarios
import SurveyModel
import Testing

/// Every example in `Documentation/Testing.md` compiles, and its tests hold.
@Suite struct TestingPageTests {
    static func examples() throws -> [String] {
        let page = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("Documentation/Testing.md"), encoding: .utf8)
        return page.components(separatedBy: "```survey\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }

    @Test(arguments: (try? Self.examples()) ?? [])
    func exampleHolds(_ example: String) throws {
        let found = try results(example + "\n")
        #expect(!found.isEmpty)
        for result in found { #expect(result.holds, "\(result.name): \(words(result))") }
    }

    @Test func thereAreExamples() throws {
        #expect(try Self.examples().count == 3)
    }
}
