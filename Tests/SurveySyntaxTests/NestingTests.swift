import Foundation
import Testing

@testable import SurveySyntax

/// Hostile sizes and depths, on a thread with a small stack.
@Suite struct NestingTests {
    /// Runs work on a thread with half a mebibyte of stack, and gives its result.
    func onSmallStack<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: work()) }
            thread.stackSize = 512 * 1024
            thread.start()
        }
    }

    @Test func threeThousandNestedIfsAreATree() async {
        let text =
            String(repeating: "if a == 1 {\n", count: 3_000) + "nps q \"Q\"\n"
            + String(repeating: "}\n", count: 3_000)
        let result = await onSmallStack { () -> [Int] in
            guard let tree = SurveyTree(parsing: text), let formatted = format(tree) else { return [] }
            return [
                tree.errorCount, tree.root.dump.count > 1_000 ? 1 : 0,
                SurveyTree(parsing: formatted)?.errorCount ?? -1,
            ]
        }
        #expect(result == [0, 1, 0])
    }

    @Test func bracesBeyondTheLimitAreOneError() async {
        let text = String(repeating: "if a {\n", count: 10_050) + String(repeating: "}\n", count: 10_050)
        let errors = await onSmallStack { SurveyTree(parsing: text)?.errors.map(\.expected) ?? [] }
        #expect(errors == [.shallowerNesting])
    }

    @Test func parenthesesBeyondTheLimitAreOneError() async {
        let text =
            "let x = " + String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
            + "\nnps q \"Q\""
        let result = await onSmallStack { () -> [Expected] in
            guard let tree = SurveyTree(parsing: text), SurveyFile(tree).declarations.count == 2 else {
                return []
            }
            return tree.errors.map(\.expected)
        }
        #expect(result == [.simplerExpression])
    }

    @Test func longChainsEndAtTheHeightLimit() async throws {
        let sum = { (count: Int) in "let x = 1" + String(repeating: " + 1", count: count) }
        #expect(try errors(sum(900)) == [])
        #expect(try tree(sum(20_000)).errors.map(\.expected) == [.simplerExpression])
    }

    @Test(arguments: [
        "{", "}", "(", ")", "[", "\"", "-", "- ", "else ", "if ", "if a ", "if (", "not ", "a.", "a[", "x\n",
        "- a\n", "1 ",
        "page ", "for ", "split x ", "split x {", "group ", "group g {", "\"a\" ", "a, ", "f(a, [", "metric ",
        "test ",
        "interview {", "{ if a ", "use f(", "// c\n", "///\n", "\\", "é", "=", "a = ", "... ", "given ",
        "}else", "} else {",
        "{- a \"A\" {", "a b ", "if a {} else ", "\0", "\r", "(a b, ", "translations a,\n", "[(a b ",
        "{ a in ",
        "and ", "drivers of a: and, b ", "where by ", "from ", "except ", "plural ", "f(a: (", "a: ", ") ",
        "], ",
    ])
    func oneThingRepeatedIsLinear(piece: String) async {
        // Quadratic time, or depth of the stack, would show at this size; nothing here measures it.
        let text = String(repeating: piece, count: 40_000 / piece.utf8.count)
        for prefix in [
            "", "choice c \"C\" {\n", "test \"t\" {\n", "let x = ", "fragment f(", "drivers of x: ",
        ] {
            let bytes = Array((prefix + text).utf8)
            let counted = await onSmallStack { () -> Int in
                guard let tree = SurveyTree(parsing: bytes) else { return -1 }
                _ = format(tree)
                return tree.tokens.indices.reduce(0) { $0 + tree.byteRange($1).count }
            }
            #expect(counted == bytes.count)
        }
    }
}
