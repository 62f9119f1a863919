import Testing

@testable import SurveySyntax

/// What a file with errors still says.
@Suite struct RecoveryTests {
    /// Takes one word at a time out of the examples. Where the file is wrong then, it has one error, near the place; the
    /// exceptions are listed.
    @Test func oneMissingWordIsOneErrorNearby() throws {
        var several: [String] = []
        var far: [String] = []
        var errorless = 0
        var total = 0
        for example in Examples.all {
            let whole = try tree(example)
            for token in whole.allTokens where !token.kind.isTrivia && token.kind != .endOfFile {
                var bytes = whole.bytes
                bytes.removeSubrange(token.range)
                let broken = try tree(bytes)
                total += 1
                errorless += broken.errorCount == 0 ? 1 : 0
                if broken.errorCount > 1 { several.append(token.text) }
                guard let error = broken.errors.first, token.kind != .rightBrace else { continue }
                let lines = LineIndex(bytes)
                let distance =
                    lines.position(of: error.range.lowerBound).line
                    - lines.position(of: token.range.lowerBound).line
                // What is missing is missed after the word before it, which may be some comment lines above.
                if !(-3...1).contains(distance) { far.append("\(token.text) \(distance)") }
            }
        }
        #expect(several == ["for"], "`b in brands draw 2 {` is taken for a condition")
        #expect(far == [])
        // Words that may be left out: texts of pages, properties, tags of lists with their commas not counted.
        #expect(errorless * 5 < total, "\(errorless) of \(total)")
    }

    @Test func aMissingBraceNamesTheOneThatIsOpen() throws {
        let text = """
            page a {
                if x == 1 {
                    nps q "Q"
            }

            metric m = nps(q)
            """
        let tree = try tree(text)
        let error = try #require(tree.errors.first)
        #expect(tree.errors.count == 1)
        #expect(error.expected == .rightBrace)
        #expect(
            LineIndex(tree.bytes).position(of: try #require(error.opener).range.lowerBound)
                == .init(line: 1, column: 8))
        #expect(SurveyFile(tree).declarations.count == 2)
    }

    @Test(arguments: [
        ("version 1 2\nlanguage en", ["1:11 unexpected newLine"]),
        ("nps \"How likely?\"", ["1:4 missing name"]),
        ("nps q", ["1:6 missing text"]),
        ("nps q \"Never closed\ncsat s \"S\"", ["1:20 missing closingQuote"]),
        ("if a == { nps q \"Q\" }", ["1:8 missing expression"]),
        ("if a == 1 nps q \"Q\" }", ["1:10 missing leftBrace"]),
        ("} \nnps q \"Q\"", ["1:1 unexpected declaration"]),
        ("let x = (1 + 2\nlet y = 3", ["1:15 missing rightParen"]),
        ("let x = a < b < c", ["1:15 unexpected operator"]),
        ("let x = a && b", ["1:11 unexpected newLine"]),
        ("let x = [a b]", ["1:11 missing comma"]),
        ("choice c \"C\" {\n    - a \"A\"\n    what is this\n    - b \"B\"\n}", ["3:5 unexpected listLine"]),
        ("choice c \"C\" {\n    - a \"A\"\nnps q \"Q\"", ["2:12 missing rightBrace"]),
        ("choice c \"C\" {\n    phone \"P\"\n}", ["1:15 missing bullet"]),
        ("choice c \"C\"\n    - a \"A\"\n}", ["1:13 missing leftBrace"]),
        ("page a {\n    nps q \"Q\" } nps r \"R\"\n", ["2:16 missing newLine"]),
        (
            "test \"t\" {\n    x = 1\n    expect asked\n    metric m = 1\n}",
            ["1:11 missing answerWord", "3:17 missing expectWord"]
        ),
        ("metric = nps(q)", ["1:7 missing name"]),
        ("metric m nps(q)", ["1:9 missing equal"]),
        ("drivers recommend: a", ["1:8 missing ofWord"]),
        ("page \"P\" {", ["1:5 missing name", "1:11 missing rightBrace"]),
        ("else {\n    nps q \"Q\"\n}", ["1:1 unexpected statement"]),
        ("translations es sv", ["1:16 missing comma"]),
        ("unit \"x\" {\n    - a \"A\"\n}", ["1:5 missing name"]),
    ])
    func errorsAreWhereTheyBelong(text: String, expected: [String]) throws {
        #expect(try errors(text) == expected)
    }

    @Test func anUnknownKindIsAQuestion() throws {
        let declarations = SurveyFile(try tree("ratng comfort 1...5 \"How?\" optional")).declarations
        guard case .statement(.question(let question)) = declarations.first else {
            Issue.record("no question"); return
        }
        #expect(question.kind?.text == "ratng")
        #expect(question.kind?.word.isQuestionKind == false)
        #expect(question.name?.text == "comfort")
        #expect(question.bound?.isRange == true)
        #expect(question.properties.map(\.word) == [.optional])
    }
}
