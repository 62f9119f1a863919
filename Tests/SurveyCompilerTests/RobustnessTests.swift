import Foundation
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

/// Bytes of all kinds: a result for each, within bounds, and the same every time.
@Suite struct RobustnessTests {

    func check(_ bytes: [UInt8]) {
        let compilation = compile(SourceFile(name: "x", bytes: bytes))
        let hasError = compilation.diagnostics.contains { $0.severity == .error }
        #expect((compilation.survey == nil) == hasError)
        #expect(compilation.diagnostics.count <= Diagnostic.limit)
        #expect(
            compilation.diagnostics.allSatisfy { $0.span.upperBound <= bytes.count && !$0.message.isEmpty })
        #expect(
            zip(compilation.diagnostics, compilation.diagnostics.dropFirst()).allSatisfy {
                $0.span.lowerBound <= $1.span.lowerBound
            })
        _ = render(compilation.diagnostics, in: compilation.source)
    }

    @Test func randomBytes() {
        var random = Seeded(1)
        for _ in 0..<300 {
            check(
                (0..<Int.random(in: 0...400, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                })
        }
    }

    @Test func wordsOfTheLanguageInAnyOrder() throws {
        let source = try Folder.source(Folder.tests.appendingPathComponent("Examples/channels.survey"))
        let pieces = String(decoding: source.bytes, as: UTF8.self).split(separator: " ").map {
            Array($0.utf8) + [0x20]
        }
        var random = Seeded(2)
        for _ in 0..<200 {
            check(Array((0..<60).compactMap { _ in pieces.randomElement(using: &random) }.joined()))
        }
    }

    @Test func mutatedFiles() throws {
        var random = Seeded(3)
        let files =
            try Folder.files(Folder.diagnostics, ending: "survey")
            + Folder.files(Folder.tests.appendingPathComponent("Examples"), ending: "survey")
        for file in files {
            let bytes = try Folder.source(file).bytes
            for _ in 0..<4 {
                var mutated = bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) where !mutated.isEmpty {
                    let place = Int.random(in: 0..<mutated.count, using: &random)
                    switch Int.random(in: 0...3, using: &random) {
                    case 0: mutated[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: mutated.remove(at: place)
                    case 2: mutated.removeSubrange(place..<min(mutated.count, place + 20))
                    default: mutated.insert(contentsOf: bytes.prefix(30).shuffled(using: &random), at: place)
                    }
                }
                check(mutated)
            }
        }
    }

    /// What is imported has its places behind those of the file that imports it: nothing may look for them in the wrong one.
    @Test func filesThatAreImported() throws {
        var random = Seeded(4)
        let head = "survey x\nversion 1\nlanguage en\nimport \"lib.survey\"\n"
        let files =
            try Folder.files(Folder.diagnostics, ending: "survey")
            + Folder.files(Folder.tests.appendingPathComponent("Examples"), ending: "survey")
            + Folder.files(Folder.package.appendingPathComponent("Surveys"), ending: "survey")
        for file in files {
            let text = String(decoding: try Folder.source(file).bytes, as: UTF8.self)
            let body = text.split(separator: "\n").drop { line in
                ["survey ", "version ", "language ", "translations ", "title ", "//"].contains {
                    line.hasPrefix($0)
                }
            }.joined(separator: "\n")
            var damaged = Array(text.utf8)
            let place = Int.random(in: 0..<damaged.count, using: &random)
            damaged.removeSubrange(place..<min(damaged.count, place + 3))
            for (main, library) in [
                (head, Array(text.utf8)), (head, damaged),
                (head + "use f()\n", Array("fragment f() {\n\(body)\n}\n".utf8)),
            ] {
                let compilation = compile(SourceFile(name: "x.survey", text: main)) { path in
                    path == "lib.survey" ? SourceFile(name: path, bytes: library) : nil
                }
                let hasError = compilation.diagnostics.contains { $0.severity == .error }
                #expect((compilation.survey == nil) == hasError)
                let end = main.utf8.count + 1 + library.count
                #expect(compilation.diagnostics.allSatisfy { $0.span.upperBound <= end })
                #expect(!render(compilation.diagnostics, in: compilation.sources).contains("\u{1B}"))
                _ = renderJSON(compilation.diagnostics, in: compilation.sources)
            }
        }
    }

    @Test func aPatternInALibraryIsReadFromTheLibrary() throws {
        let compilation = compile(
            SourceFile(
                name: "x.survey", text: "survey x\nversion 1\nlanguage en\nimport \"lib.survey\"\nuse f()\n")
        ) { SourceFile(name: $0, text: "fragment f() {\n    text code \"Code?\" pattern \"[a-c]+\"\n}\n") }
        let survey = try #require(compilation.survey)
        guard case .text(let rule)? = survey.questions.first?.kind else {
            Issue.record("no text")
            return
        }
        #expect(rule.pattern?.source == "[a-c]+")
    }

    @Test func sameBytesSameResult() throws {
        let source = try Folder.source(
            Folder.package.appendingPathComponent("Surveys/service_loyalty.survey"))
        #expect(compile(source).survey == compile(source).survey)
        let broken = survey("if a == b { text c \"C?\" }\nscale x 1...2 {}\nscale y 1...2 {}\n")
        #expect(compile(broken).diagnostics == compile(broken).diagnostics)
    }

    @Test func threeThousandNestedConditionsOnASmallStack() {
        let depth = 3_000
        var text = "yesno q0 \"Q?\"\n"
        for level in 1...depth { text += "if q\(level - 1) { yesno q\(level) \"Q?\"\n" }
        text += String(repeating: "}", count: depth)
        let source = survey(text)
        let result = Box()
        let thread = Thread {
            result.survey = compile(source).survey
            result.done.signal()
        }
        thread.stackSize = 512 * 1024
        thread.start()
        result.done.wait()
        #expect(result.survey?.questions.count == depth + 1)
        #expect(result.survey?.blocks.count == 2 + depth * 2)
    }

    /// Carries a result from a thread; the semaphore orders the two.
    final class Box: @unchecked Sendable {
        var survey: Survey?
        let done = DispatchSemaphore(value: 0)
    }

    @Test func diagnosticsOfHostileFilesAreBoundedAndCounted() {
        let unknown = compile(survey((0..<5_000).map { "if z\($0) { text t\($0) \"T?\" }\n" }.joined()))
        #expect(unknown.diagnostics.count == Diagnostic.limit)
        #expect(unknown.omittedCount == 5_000 - Diagnostic.limit)
        // An error behind more warnings than are kept is not lost.
        let warnings = (0..<300).map { "let a\($0) = 1\n" }.joined() + "nps x \"X?\"\nnps x \"X?\"\n"
        let compilation = compile(survey(warnings))
        #expect(compilation.survey == nil)
        #expect(compilation.diagnostics.contains { $0.code == "E0205" })
    }

    @Test func unfoldingOverRowsIsBounded() {
        let rows = (0..<1_000).map { "- r\($0) \"R\"\n" }.joined()
        let uses = (0..<200).map { "if any(g <= 2) { text t\($0) \"T?\" }\n" }.joined()
        let codes = compile(survey("grid g 1...5 \"G?\" {\n\(rows)}\n\(uses)")).diagnostics.map(\.code)
        #expect(codes.contains("E0319"))
    }

    @Test func tooManyVariablesAndOptionsAreErrors() {
        let options = (0..<10_001).map { "- o\($0) \"O\" specify\n" }.joined()
        let uses = (0..<60).map { "choice q\($0) from l \"Q?\"\n" }.joined()
        let codes = Set(compile(survey("options l {\n\(options)}\n\(uses)")).diagnostics.map(\.code))
        #expect(codes == ["E0633", "E0212"])
    }
}
