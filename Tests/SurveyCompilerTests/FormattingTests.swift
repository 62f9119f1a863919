import Foundation
import SampleSurveys
import SurveyCompiler
import SurveyModel
import SurveySyntax
import Testing

/// The formatter never changes the meaning: what compiles, compiles to the same bytes after formatting.
@Suite struct FormattingTests {
    /// The project's own surveys, the examples, and the small files of the diagnostics.
    static func corpus() throws -> [[UInt8]] {
        let folders = [
            Folder.package.appendingPathComponent("Surveys"),
            Folder.package.appendingPathComponent("Surveys/parts"),
            Folder.tests.appendingPathComponent("Examples"), Folder.diagnostics,
        ]
        return try folders.filter { FileManager.default.fileExists(atPath: $0.path) }
            .flatMap { try Folder.files($0, ending: "survey") }
            .map { Array(try Data(contentsOf: $0)) }
    }

    /// Formats a file and compares what both compile to. Returns whether it could be formatted.
    @discardableResult
    private func expectSameMeaning(_ bytes: [UInt8]) throws -> Bool {
        guard let tree = SurveyTree(parsing: bytes), let formatted = SurveySyntax.format(tree) else {
            return false
        }
        let again = try #require(SurveyTree(parsing: formatted).flatMap { SurveySyntax.format($0) })
        #expect(again == formatted, "formatting twice changes more\n\(text(bytes))")
        let before = compile(SourceFile(name: "a.survey", bytes: bytes))
        let after = compile(SourceFile(name: "a.survey", bytes: formatted))
        #expect(
            before.survey?.json.compactText == after.survey?.json.compactText,
            "the meaning changed\n\(text(bytes))\n-- became --\n\(text(formatted))")
        #expect(
            before.diagnostics.map(\.code).sorted() == after.diagnostics.map(\.code).sorted(),
            "the diagnostics changed\n\(text(bytes))")
        #expect(comments(bytes) == comments(formatted), "a comment is lost\n\(text(bytes))")
        return true
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The words of all comments, which have no order of their own across lines that are joined.
    private func comments(_ bytes: [UInt8]) -> [String] {
        guard let tree = SurveyTree(parsing: bytes) else { return [] }
        return tree.allTokens.filter { $0.kind == .comment || $0.kind == .note }
            .map { $0.text.split(separator: " ").joined(separator: " ") }.sorted()
    }

    @Test func committedFilesKeepTheirMeaning() throws {
        var formatted = 0
        for bytes in try Self.corpus() where try expectSameMeaning(bytes) { formatted += 1 }
        #expect(formatted > 100)
    }

    /// Other blanks, blank lines, comments and line breaks between the same tokens, and tokens taken out or doubled.
    @Test func mutatedFilesKeepTheirMeaning() throws {
        var random = Seeded(7)
        var formatted = 0
        for bytes in try Self.corpus() {
            guard let tree = SurveyTree(parsing: bytes) else { continue }
            let tokens = tree.allTokens.map { Array($0.text.utf8) }
            for _ in 0..<6 {
                var mutated: [UInt8] = []
                for token in tokens {
                    let isBlank = token.allSatisfy { $0 == 0x20 || $0 == 0x09 }
                    switch Int.random(in: 0..<300, using: &random) {
                    case 0: break
                    case 1: mutated += token + token
                    case 2: mutated += token + Array(" // a remark\n".utf8)
                    case 3: mutated += Array("\n".utf8) + token
                    case 4..<40 where isBlank: mutated += Array("   ".utf8)
                    case 40..<50 where isBlank: mutated += Array("\t".utf8)
                    case 50..<60 where token == [0x0A]: mutated += Array("\n\n  \n".utf8)
                    default: mutated += token
                    }
                }
                if try expectSameMeaning(mutated) { formatted += 1 }
            }
        }
        #expect(formatted > 100, "\(formatted)")
    }
}
