import AnalysisWords
import Foundation
import Testing

/// What `Analyses` names by a word has words: its own files are read, so that a new name is not forgotten.
@Suite struct NamedWordsTests {
    private static let sources: String = {
        let folder = Shipped.root.appending(path: "Sources/Analyses")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .compactMap { try? String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    }()

    private func words(_ pattern: String) throws -> Set<String> {
        let regex = try Regex(pattern, as: (Substring, Substring).self)
        return Set(Self.sources.matches(of: regex).map { String($0.output.1) })
    }

    @Test func rowsHaveHeads() throws {
        let names = try words(#"Key\("([a-z_]+)""#)
        #expect(!names.isEmpty)
        #expect(names.subtracting(NamedWords.keys.keys) == [])
    }

    @Test func settingsHaveNames() throws {
        // What is made with `.init("name", .real(…))` is a setting as well.
        let names = try words(#"Setting\("([a-z_]+)""#)
            .union(words(#"\.init\("([a-z_]+)", \.(?:name|whole|real)\("#))
        #expect(!names.isEmpty)
        #expect(names.subtracting(NamedWords.settings.keys) == [])
    }

    @Test func methodsHaveNames() throws {
        let names = try words(#"method: "([a-z_]+)""#).union(words(#"\.name\("([a-z_-]+)"\)"#))
        #expect(!names.isEmpty)
        #expect(names.subtracting(NamedWords.methods.keys) == [])
    }

    @Test func marksHaveWords() throws {
        let names = try words(#"marks\.append\("([a-z_]+)"\)"#).union(words(#"\? \["([a-z_]+)"\] : \[\]"#))
        #expect(names.subtracting(NamedWords.marks.keys) == [])
    }
}
