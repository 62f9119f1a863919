import Testing

@testable import Terminal

@Suite struct TextEditorLayoutTests {
    /// The picture of an editor, `|` standing where the cursor is, before the character that is there.
    private func picture(_ editor: TextEditor, width: Int, height: Int? = nil) -> [String] {
        let layout = editor.layout(width: width, height: height)
        var lines = layout.lines
        var (line, column) = ("", 0)
        for character in lines[layout.cursor.row] {
            if column == layout.cursor.column { line += "|" }
            line.append(character)
            column += character.displayWidth
        }
        lines[layout.cursor.row] = column <= layout.cursor.column ? line + "|" : line
        return lines
    }

    private func editor(_ text: String, at cursor: Int? = nil, lines: Int? = nil) -> TextEditor {
        var editor = TextEditor(text: text, maximumLines: lines)
        if let cursor { editor.move(to: cursor) }
        return editor
    }

    @Test func linesAreWrappedAtSpacesAndLoseNone() {
        #expect(picture(editor(""), width: 10) == ["|"])
        #expect(
            picture(editor("How satisfied are you?", at: 0), width: 10) == [
                "|How ", "satisfied ", "are you?",
            ])
        #expect(picture(editor("abc  "), width: 10) == ["abc  |"])
        #expect(picture(editor("a\n\nb\n"), width: 10) == ["a", "", "b", "|"])
        // The last column takes a space; more of them go on in the next line.
        #expect(picture(editor("abcd   efgh"), width: 5) == ["abcd ", "  ", "efgh|"])
        #expect(picture(editor("x abcdefgh"), width: 5) == ["x ", "abcd", "efgh|"])
        #expect(picture(editor("漢字漢字"), width: 5) == ["漢字", "漢字|"])
        #expect(picture(editor("a\u{A0}b c"), width: 4) == ["a\u{A0}b ", "c|"])
        #expect(picture(editor("ab"), width: 1) == ["a", "|b"])
        #expect(picture(editor("ab"), width: -3) == ["a", "|b"])
        #expect(picture(editor("שלום עולם"), width: 6) == ["שלום ", "עולם|"])
        // Where a line was wrapped, the cursor is in the line that follows.
        #expect(picture(editor("abcd efgh", at: 5), width: 6) == ["abcd ", "|efgh"])
        #expect(picture(editor("abcd efgh", at: 4), width: 6) == ["abcd| ", "efgh"])
        #expect(picture(editor("abcd\nefgh", at: 4), width: 6) == ["abcd|", "efgh"])
    }

    @Test func upAndDownGoByTheLinesThatAreShown() {
        var editor = editor("abcd efgh ij", at: 2)
        editor.width = 6
        #expect(picture(editor, width: 6) == ["ab|cd ", "efgh ", "ij"])
        #expect(editor.take(Key(.down)) && editor.take(Key(.down)))
        #expect(picture(editor, width: 6) == ["abcd ", "efgh ", "ij|"])
        #expect(editor.take(Key(.down)) == false)
        _ = editor.take(Key(.end))
        #expect(editor.take(Key(.up)) == true)
        #expect(picture(editor, width: 6) == ["abcd ", "ef|gh ", "ij"])
    }

    @Test func withAHeightTheLinesAroundTheCursorAreGiven() {
        let text = (1...9).map(String.init).joined(separator: "\n")
        #expect(picture(editor(text, at: 0), width: 9, height: 4) == ["|1", "2", "3", "4"])
        #expect(picture(editor(text, at: 6), width: 9, height: 4) == ["1", "2", "3", "|4"])
        #expect(picture(editor(text, at: 8), width: 9, height: 4) == ["3", "4", "|5", "6"])
        #expect(picture(editor(text, at: 10), width: 9, height: 4) == ["3", "4", "5", "|6"])
        let last = editor(text).layout(width: 9, height: 4)
        #expect(last.lines == ["6", "7", "8", "9"] && last.linesAbove == 5 && last.linesBelow == 0)
        #expect(picture(editor(text), width: 9, height: 0) == ["9|"])
    }

    @Test func aLineThatIsTooLongIsAWindow() {
        let text = "abcdefghijklmnopqrstuvwxyz"
        #expect(picture(editor("abcdefgh", lines: 1), width: 10) == ["abcdefgh|"])
        #expect(picture(editor("abcdefghij", at: 9, lines: 1), width: 10) == ["abcdefghi|j"])
        #expect(picture(editor("abcdefghij", lines: 1), width: 10) == ["<ghij|"])
        #expect(picture(editor(text, at: 0, lines: 1), width: 10) == ["|abcdefghi>"])
        #expect(picture(editor(text, at: 7, lines: 1), width: 10) == ["abcdefg|hi>"])
        #expect(picture(editor(text, at: 8, lines: 1), width: 10) == ["<gh|ijklmn>"])
        #expect(picture(editor(text, lines: 1), width: 10) == ["<vwxyz|"])
        // Half of a wide character at an edge is a space.
        #expect(picture(editor("漢字漢字漢字", at: 0, lines: 1), width: 8) == ["|漢字漢 >"])
        #expect(picture(editor("漢字漢字漢字", at: 4, lines: 1), width: 8) == ["< 字|漢字"])
        #expect(picture(editor("漢字漢字漢字", lines: 1), width: 8) == ["< 字|"])
        #expect(picture(editor(text, lines: 1), width: 1) == ["|"])
        #expect(picture(editor(text, at: 1, lines: 1), width: 1) == ["|b"])
        #expect(picture(editor(text, at: 5, lines: 1), width: 3) == ["de|f"])
    }

    @Test func aPressMovesTheCursorToWhatIsShownThere() {
        var editor = editor("abcd efgh ij\nk")
        editor.move(to: Position(row: 1, column: 2), width: 6)
        #expect(editor.cursor == 7)
        editor.move(to: Position(row: 0, column: 99), width: 6)
        #expect(editor.cursor == 4)
        editor.move(to: Position(row: 99, column: 99), width: 6)
        #expect(editor.cursor == 14)
        editor.move(to: Position(row: -5, column: -5), width: 6)
        #expect(editor.cursor == 0)
        editor.move(to: Position(row: .max, column: .max), width: .max, height: .max)
        #expect(editor.cursor == 14)
        var one = self.editor("abcdefghijklmnopqrstuvwxyz", at: 8, lines: 1)
        one.move(to: Position(row: 0, column: 2), width: 10)
        #expect(one.cursor == 7)
    }

    @Test func randomTextsAreShownWholeAndTheCursorIsInside() {
        var random = SeededNumbers(11)
        let pieces = [
            "a", "bc", " ", "  ", "\n", "é", "e\u{301}", "漢", "👨‍👩‍👧", "ώ", "long", "\u{A0}", "שָׁ", "क्षि", "🇸🇪",
            "\u{301}",
        ]
        for _ in 0..<2_000 {
            let count = Int.random(in: 0..<40, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random)! }.joined()
            let width = Int.random(in: 3...14, using: &random)
            let isOne = Bool.random(using: &random)
            var editor = TextEditor(text: text, maximumLines: isOne ? 1 : nil)
            editor.move(to: Int.random(in: 0...editor.count, using: &random))
            let layout = editor.layout(width: width)
            #expect(
                layout.lines.indices.contains(layout.cursor.row) && (0..<width).contains(layout.cursor.column)
            )
            #expect(layout.lines.allSatisfy { $0.displayWidth <= width })
            if isOne {
                #expect(layout.lines.count == 1)
                var pressed = editor
                pressed.move(to: layout.cursor, width: width)
                #expect(abs(pressed.cursor - editor.cursor) <= 1)
            } else {
                #expect(
                    layout.lines.joined().unicodeScalars.elementsEqual(
                        editor.text.unicodeScalars.filter { $0 != "\n" }))
                let height = Int.random(in: 1...4, using: &random)
                let part = editor.layout(width: width, height: height)
                #expect(part.lines.count == min(height, layout.lines.count))
                #expect(part.linesAbove + part.lines.count + part.linesBelow == layout.lines.count)
                #expect(part.lines[part.cursor.row] == layout.lines[layout.cursor.row])
                #expect(part.cursor.column == layout.cursor.column)
            }
        }
    }

    @Test func textWithSingleSpacesIsWrappedAsItIsElsewhere() {
        var random = SeededNumbers(12)
        let words = ["a", "long", "wörd", "漢字", "👨‍👩‍👧", "unbreakable", "x\u{A0}y", "ἀρετή"]
        for _ in 0..<800 {
            let count = Int.random(in: 1..<12, using: &random)
            let text = (0..<count).map { _ in words.randomElement(using: &random)! }
                .joined(separator: Bool.random(using: &random) ? " " : "\n")
            let width = Int.random(in: 4...20, using: &random)
            let lines = TextEditor(text: text, maximumLines: nil).layout(width: width).lines
            #expect(
                lines.map { $0.hasSuffix(" ") ? String($0.dropLast()) : $0 } == text.wrapped(to: width - 1))
        }
    }
}
