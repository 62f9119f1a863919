import Terminal
import TerminalModel
import Testing

@Suite struct CanvasTests {
    private func canvas(_ columns: Int = 10, _ draw: (inout Canvas) -> Void) -> String {
        var canvas = Canvas(columns: columns, rows: 1)
        draw(&canvas)
        return String(canvas.text.dropLast())
    }

    /// Text at the edges and on top of other text, with what is seen then.
    @Test(
        arguments: [
            ("abc", 0, nil, "abc"), ("abc", 8, nil, "        ab"), ("abc", -1, nil, "bc"),
            ("abc", -3, nil, ""),
            ("abc", 2, 4, "  ab"), ("abc", 2, 2, ""), ("abc", 0, -5, ""), ("abc", 10, nil, ""),
            ("漢字", 8, nil, "        漢"),
            ("漢字", 7, nil, "       漢"), ("漢x", -1, nil, " x"), ("漢x", -2, nil, "x"), ("👨‍👩‍👧‍👦x", 9, nil, ""),
            ("a\u{1B}[1mb", 0, nil, "a[1mb"),
            ("a\nb", 0, nil, "a b"), ("\u{301}a", 0, nil, "a"), ("\u{FE0F}🏽a", 0, nil, "a"),
            ("a\u{200D}b", 0, nil, "ab"),
            ("x\u{301}x\u{301}", 8, nil, "        x\u{301}x"), ("a\u{30A}", 9, nil, "         å"),
            ("👩\u{200D}💻", 8, nil, "        👩"), ("❤\u{FE0F}", 8, nil, "        ❤"),
            ("abc", .min, nil, ""),
            ("abc", .max, nil, ""), ("abc", 0, .max, "abc"),
            ("abc", 0, .min, ""),
        ] as [(String, Int, Int?, String)])
    func textIsClipped(text: String, column: Int, limit: Int?, seen: String) {
        let shown = canvas { $0.put(text, row: 0, column: column, style: Style(), limit: limit) }
        #expect(shown == seen)
    }

    @Test func textIsOnlyPutOnRowsThatThereAre() {
        for row in [-1, 1, .min, .max] {
            #expect(canvas { $0.put("abc", row: row, column: 0, style: Style()) } == "")
            #expect(canvas { $0.fill(row: row, columns: 0..<9, style: Style()) } == "")
        }
    }

    @Test func theColumnBehindIsTold() {
        var canvas = Canvas(columns: 10, rows: 1)
        #expect(canvas.put("a漢", row: 0, column: 1, style: Style()) == 4)
        #expect(canvas.put("漢字", row: 0, column: 7, style: Style()) == 10)
        #expect(canvas.put("a漢", row: 0, column: -2, style: Style()) == 1)
        #expect(canvas.put("abc", row: 0, column: 5, style: Style(), limit: 7) == 7)
    }

    /// Every place of a narrow and of a wide letter over wide ones.
    @Test(arguments: [
        ("x", 0, "x 字母"), ("x", 1, " x字母"), ("x", 2, "漢x 母"), ("漢", 1, " 漢 母"), ("漢", 3, "漢 漢"),
        ("한글", 1, " 한글"),
    ])
    func halvesOfWideLettersBecomeSpaces(text: String, column: Int, seen: String) {
        let shown = canvas {
            $0.put("漢字母", row: 0, column: 0, style: Style())
            $0.put(text, row: 0, column: column, style: Style())
        }
        #expect(shown == seen)
    }

    @Test func fillingHalvesWideLettersToo() {
        let shown = canvas {
            $0.put("漢字母", row: 0, column: 0, style: Style())
            $0.fill(row: 0, columns: 1..<3, style: Style())
        }
        #expect(shown == "    母")
    }

    /// Whatever is drawn, every character has as many cells as it is wide, and none is cut.
    @Test func everyCharacterHasItsCells() {
        var random = RandomScreens(seed: 3)
        for _ in 0..<300 {
            let canvas = random.canvas(
                columns: .random(in: 1...30, using: &random), rows: .random(in: 1...4, using: &random),
                hasAttacks: true)
            for row in 0..<canvas.rows {
                var column = 0
                while column < canvas.columns {
                    guard let character = canvas[row, column].character else {
                        Issue.record("half a character at \(column) in \(canvas.text)")
                        return
                    }
                    let end = column + character.displayWidth
                    #expect(character.displayWidth > 0 && end <= canvas.columns)
                    #expect(character.unicodeScalars.count <= 12)
                    column += 1
                    while column < canvas.columns, canvas[row, column].character == nil { column += 1 }
                    #expect(column == end)
                }
            }
        }
    }

    @Test(arguments: [
        (0, 0, 1, 1), (-5, .min, 1, 1), (80, 24, 80, 24), (10_000, 3, 10_000, 3), (.max, .max, 10_000, 100),
        (3, .max, 3, 10_000), (65_535, 65_535, 10_000, 100),
    ])
    func sizesAreKeptWithinReason(columns: Int, rows: Int, keptColumns: Int, keptRows: Int) {
        let canvas = Canvas(columns: columns, rows: rows)
        #expect(canvas.columns == keptColumns)
        #expect(canvas.rows == keptRows)
        #expect(canvas.cells.count == keptColumns * keptRows)
    }
}
