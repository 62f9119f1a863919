import Foundation
import SurveyCompiler
import SurveyModel
import Testing

/// The structure hash changes with what answers mean, and with nothing else.
@Suite struct StructureTests {
    func shipped(_ changes: [(String, String)] = []) throws -> String {
        let source = try Folder.source(
            Folder.package.appendingPathComponent("Surveys/service_loyalty.survey"))
        var text = String(decoding: source.bytes, as: UTF8.self)
        for (old, new) in changes {
            #expect(text.contains(old))
            text = text.replacingOccurrences(of: old, with: new)
        }
        let compilation = compile(SourceFile(name: "x", text: text))
        return try #require(compilation.survey, "\(render(compilation.diagnostics, in: compilation.source))")
            .structure
    }

    @Test func isASHA256() throws {
        let hash = try shipped()
        #expect(hash.hasPrefix("sha256:"))
        #expect(hash.utf8.count == 71)
    }

    @Test func wordingDoesNotChangeIt() throws {
        let hash = try shipped()
        #expect(try shipped([("\"By phone\"", "\"On the telephone\"")]) == hash)
        #expect(try shipped([("3 \"Neither agree nor disagree\"\n", "\n")]) == hash)
        #expect(try shipped([("metric easy         = ces(ease)\n", "")]) == hash)
        #expect(
            try shipped([
                ("title \"How did we do today?\"\n", ""), ("translations es, sv, el", "translations es"),
            ]) == hash)
        #expect(try shipped([("        shuffle\n", "")]) == hash)
        #expect(try shipped([("optional lines 4", "optional lines 6")]) == hash)
    }

    @Test func meaningChangesIt() throws {
        let hash = try shipped()
        let changes = [
            [("- phone ", "- phones "), ("[phone,", "[phones,")], [("recommend <= 6", "recommend <= 5")],
            [("select 1...3", "select 1...2")], [("spend 0...100000", "spend 0...99999")],
            [("- store   \"", "- store = 9 \"")],
            [("given visits: number 0...10000 optional", "given visits: number 0...10000")],
            [("finish \"", "finish screened \"")], [("confirm spend", "require spend")],
            [("dont_know \"", "refused \"")], [("decimals 2", "decimals 1")],
            [("\"They treated me as a person\"", "\"They treated me as a person\" reversed")],
        ]
        var seen: Set<String> = [hash]
        for change in changes { #expect(seen.insert(try shipped(change)).inserted, "\(change)") }
    }
}
