import Foundation
import RoutingProof
import SurveyCompiler
import SurveyModel
import Testing

/// Compiles a survey text; a text with errors fails the test.
func compiled(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Survey {
    let compilation = compile(SourceFile(name: "test.survey", text: text))
    return try #require(
        compilation.survey, "\(compilation.diagnostics.map(\.message))", sourceLocation: sourceLocation)
}

/// Every choice of a cell for each input of a small program.
func assignments(of program: Program) -> [Assignment] {
    var found = [Assignment(count: program.inputs.count)]
    for (position, input) in program.inputs.enumerated() {
        found = found.flatMap { before in
            input.cells.indices.map { cell in
                var next = before
                next[InputID(position)] = cell
                return next
            }
        }
    }
    return found
}

/// Whether a claim can hold, by trying everything.
func happens(_ subject: Claim.Subject, in program: Program) throws -> Bool {
    let claim = try #require(program.claims.first { $0.subject == subject })
    return assignments(of: program).contains { program.evaluate($0)[Int(claim.fact.position)] }
}

@Suite("From a survey to facts")
struct LoweringTests {
    @Test("a question behind two conditions that exclude each other is asked of nobody")
    func contradiction() throws {
        let survey = try compiled(
            """
            survey s
            version 1
            language en
            rating a 1...5 "A"
            if a <= 2 {
                yesno b "B"
                if a >= 4 { yesno c "C" }
            }
            """)
        let program = lower(survey)
        #expect(try happens(.asked(QuestionID(1)), in: program))
        #expect(try !happens(.asked(QuestionID(2)), in: program))
    }

    @Test("limits of a set are kept, and shrink to what is offered")
    func sets() throws {
        let survey = try compiled(
            """
            survey s
            version 1
            language en
            choices a "A" { select 2...2
                - x "X"
                - y "Y"
                - z "Z"
                - none "None" exclusive }
            if x in a and y in a and z in a { yesno b "B" }
            if not (x in a) and not (y in a) and not (z in a) { yesno c "C" }
            if count(a) == 1 and x in a { yesno d "D" }
            """)
        let program = lower(survey)
        #expect(try !happens(.asked(QuestionID(1)), in: program))
        #expect(try happens(.asked(QuestionID(2)), in: program))
        #expect(try !happens(.asked(QuestionID(3)), in: program))
    }

    @Test("the shipped surveys become programs")
    func shipped() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Surveys")
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        where file.hasSuffix(".survey") {
            func source(_ path: String) -> SourceFile? {
                (try? Data(contentsOf: URL(fileURLWithPath: path))).map {
                    SourceFile(name: path, bytes: Array($0))
                }
            }
            let path = folder.appendingPathComponent(file).path
            let main = try #require(source(path))
            let survey = try #require(compile(main, import: source).survey)
            let program = lower(survey)
            let again = lower(survey)
            #expect(again.facts == program.facts)
            #expect(program.claims.contains { $0.subject == .asked(QuestionID(0)) })
        }
    }
}
