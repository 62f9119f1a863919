import SampleSurveys
import Testing

@testable import SurveySyntax

/// Whatever the bytes are, the tree holds each of them once.
@Suite struct LosslessTests {
    /// Checks all that is true of every tree.
    func check(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) throws {
        let tree = try tree(bytes)
        // Each token starts where the one before it ends: together they are the file.
        var end = 0
        for token in tree.allTokens where token.range.lowerBound == end { end = token.range.upperBound }
        #expect(end == bytes.count && tree.bytes == bytes, sourceLocation: location)
        #expect(tree.errors.count == tree.errorCount, sourceLocation: location)
        // Every node lies in its parent, after the node before it; offsets of errors go up.
        var open: [(end: Int, tokens: Range<Int>, last: Int)] = []
        var node = 0
        var isNested = true
        func visit(_ syntax: Syntax) {
            isNested = isNested && syntax.index == node
            node += 1
            if let top = open.last, !syntax.tokenRange.isEmpty {
                isNested = isNested && syntax.tokenRange.lowerBound >= top.last
                isNested = isNested && syntax.tokenRange.upperBound <= top.tokens.upperBound
                open[open.count - 1].last = syntax.tokenRange.upperBound
            }
            open.append((0, syntax.tokenRange, syntax.tokenRange.lowerBound))
            for child in syntax.children { visit(child) }
            open.removeLast()
        }
        visit(tree.root)
        #expect(isNested, sourceLocation: location)
        let starts = tree.errors.map(\.range.lowerBound)
        #expect(starts == starts.sorted(), sourceLocation: location)
        #expect((format(tree) == nil) == (tree.errorCount > 0), sourceLocation: location)
    }

    @Test func examplesHaveNoErrors() throws {
        for example in Examples.all {
            #expect(example.utf8.count > 300)
            #expect(try tree(example).errors.isEmpty)
            try check(Array(example.utf8))
        }
    }

    @Test func everyPrefixOfTheExamplesIsKept() throws {
        for example in Examples.all {
            let bytes = Array(example.utf8)
            for count in bytes.indices {
                let prefix = Array(bytes[..<count])
                if count % 16 == 0 { try check(prefix) }
                let tree = try tree(prefix)
                #expect(tree.tokens.last?.start == UInt32(count) && tree.bytes == prefix)
            }
        }
    }

    @Test func randomBytesAreKept() throws {
        var random = Seeded(1)
        for _ in 0..<1_000 {
            let count = Int.random(in: 0...80, using: &random)
            try check((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    @Test func randomWordsAreKept() throws {
        var random = Seeded(2)
        let words =
            Word.allCases.map(\.spelling) + [
                "{", "}", "(", ")", "[", "]", ",", ":", ".", "...", "=", "==", "<", "+", "-", "*", "\n", "\n",
                "\n", "\r\n",
                "\"a\"", "\"a {b}\"", "\"", "1", "2.5", "2026-11-21", "09:30", "x", "y", "// c", "/// n\n",
                "\u{FEFF}", "é",
                "{\n", "}\n", "\n- a \"A\"\n",
            ]
        for _ in 0..<1_500 {
            let count = Int.random(in: 0...40, using: &random)
            let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(
                separator: " ")
            try check(Array(text.utf8))
        }
    }

    @Test func mutatedExamplesAreKept() throws {
        var random = Seeded(3)
        for example in Examples.all {
            let original = Array(example.utf8)
            for _ in 0..<60 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes.remove(at: place)
                    case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 2:
                        bytes.insert(Array("{}()[]\"-\n=".utf8).randomElement(using: &random) ?? 0, at: place)
                    default:
                        let end = min(bytes.count, place + Int.random(in: 1...60, using: &random))
                        bytes.insert(
                            contentsOf: bytes[place..<end],
                            at: Int.random(in: 0..<bytes.count, using: &random))
                    }
                }
                try check(bytes)
            }
        }
    }
}
