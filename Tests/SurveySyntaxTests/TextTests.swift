import SampleSurveys
import Testing

@testable import SurveySyntax

/// What strings say.
@Suite struct TextTests {
    @Test func placesAreCountedFromTheBase() throws {
        let text = "survey a\nnps q \"Hello {first} \\q\"\npage {\n"
        let alone = try #require(SurveyTree(parsing: text))
        let behind = try #require(SurveyTree(parsing: Array(text.utf8), at: 1_000))
        func moved(_ range: Range<Int>) -> Range<Int> { range.lowerBound + 1_000..<range.upperBound + 1_000 }
        #expect(behind.root.range == moved(alone.root.range))
        #expect(behind.root.dump == alone.root.dump)
        #expect(behind.allTokens.map(\.range) == alone.allTokens.map { moved($0.range) })
        #expect(behind.allTokens.map(\.text) == alone.allTokens.map(\.text))
        #expect(behind.errors.map(\.range) == alone.errors.map { moved($0.range) })
        let questions = [alone, behind].map { tree in
            tree.root.children.first { $0.kind == .questionStmt }.map { QuestionStmt(syntax: $0) }
        }
        let values = questions.map { $0?.text?.value }
        #expect(values[1]?.flaws.map(\.range) == values[0]?.flaws.map { moved($0.range) })
        #expect(
            values[1]?.placeholders.map(\.nameRange) == values[0]?.placeholders.map { moved($0.nameRange) })
        #expect(values[0]?.placeholders.count == 1)
    }

    func value(_ literal: String) throws -> TextValue {
        guard case .title(let title) = SurveyFile(try tree("title " + literal)).declarations.first,
            let text = title.text
        else { return TextValue([]) }
        return text.value
    }

    @Test func escapesAreResolved() throws {
        let value = try value(#""a\"b\\c\n\t\{x\}\u{20AC} é €""#)
        #expect(value.segments == [.literal("a\"b\\c\n\t{x}€ é €")])
        #expect(value.flaws.isEmpty)
    }

    @Test func stringsInARowAreOneText() throws {
        #expect(try value("\"One, \"\n  \"two.\"").text == "One, two.")
    }

    @Test func placeholdersKnowTheirPlace() throws {
        let value = try value(#""Is {spend} right, { first | this guest }?""#)
        let placeholders = value.placeholders
        #expect(placeholders.map(\.name) == ["spend", "first"])
        #expect(placeholders.map(\.fallback) == [nil, "this guest"])
        // `title "` is seven bytes, `Is ` three more.
        #expect(placeholders.map(\.range) == [10..<17, 25..<47])
        #expect(placeholders.map(\.nameRange) == [11..<16, 27..<32])
        #expect(value.text == "Is {spend} right, {first | this guest}?")
    }

    @Test(arguments: [
        (#""a\qb""#, TextValue.Flaw.Reason.unknownEscape, 8..<10),
        (#""\éb""#, .unknownEscape, 7..<10),
        (#""\u{}""#, .badScalar, 7..<11),
        (#""\u{D800}""#, .badScalar, 7..<15),
        (#""\u{1234567}""#, .badScalar, 7..<18),
        (#""\u12""#, .badScalar, 7..<9),
        (#""\u{1B}[0m""#, .controlCharacter, 7..<13),
        ("\"a\u{1B}b\"", .controlCharacter, 8..<9),
        ("\"a\u{9B}b\"", .controlCharacter, 8..<10),
        (#""a {b""#, .unclosedPlaceholder, 9..<11),
        (#""a {} b""#, .emptyPlaceholder, 9..<11),
        (#""{ | x}""#, .emptyPlaceholder, 7..<13),
    ])
    func flawsAreFound(literal: String, reason: TextValue.Flaw.Reason, range: Range<Int>) throws {
        #expect(try value(literal).flaws == [TextValue.Flaw(reason: reason, range: range)])
    }

    @Test func bytesThatAreNotTextAreReplaced() throws {
        let bytes = Array("title \"a".utf8) + [0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80] + Array("b\"".utf8)
        guard case .title(let title) = SurveyFile(try tree(bytes)).declarations.first else {
            Issue.record("no title"); return
        }
        let value = try #require(title.text?.value)
        #expect(value.flaws.map(\.reason) == Array(repeating: .notUTF8, count: 6))
        #expect(value.text == "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b")
    }
}

/// Bytes to lines and columns.
@Suite struct LineIndexTests {
    @Test func columnsAreCharacters() {
        let index = LineIndex(Array("é€b\r\n\u{1F600}x\n".utf8))
        let offsets = [0, 2, 5, 6, 8, 12, 13, 14, 99, -1]
        let places = offsets.map { index.position(of: $0) }.map { "\($0.line):\($0.column)" }
        #expect(places == ["1:1", "1:2", "1:3", "1:4", "2:1", "2:2", "2:3", "3:1", "3:1", "1:1"])
        #expect((0...4).map { index.range(ofLine: $0) } == [14..<14, 0..<6, 8..<13, 14..<14, 14..<14])
        #expect(index.lineCount == 3)
    }

    @Test func theByteOrderMarkHasNoColumn() {
        let index = LineIndex(Array("\u{FEFF}ab".utf8))
        #expect(index.position(of: 4) == .init(line: 1, column: 2))
        #expect(index.position(of: 0) == .init(line: 1, column: 1))
    }

    @Test func longLinesAgreeWithCounting() {
        var random = Seeded(4)
        let pieces = ["a", "é", "€", "\u{1F600}", "\n", "bcdefgh"]
        let text = (0..<3_000).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        let bytes = Array(text.utf8)
        let index = LineIndex(bytes)
        var line = 1
        var column = 1
        var offset = 0
        for scalar in text.unicodeScalars {
            #expect(index.position(of: offset) == .init(line: line, column: column))
            offset += String(scalar).utf8.count
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
    }
}
