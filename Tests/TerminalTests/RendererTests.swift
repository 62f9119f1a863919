import TerminalModel
import Testing

@testable import Terminal

/// The renderer against a terminal that is strict: whatever a frame was and whatever it becomes, the screen shows the canvas.
@Suite struct RendererTests {
    /// Frames after one another on every kind of terminal, with resizes and unknown screens among them.
    @Test(arguments: Capabilities.names.filter { $0 != "dumb" })
    func whatIsShownIsTheCanvas(name: String) {
        let capabilities = Capabilities(name: name)
        var random = RandomScreens(seed: 1)
        var failures: [String] = []
        for chain in 0..<60 where failures.isEmpty {
            var (columns, rows) = (
                Int.random(in: 1...40, using: &random), Int.random(in: 1...8, using: &random)
            )
            var terminal = VirtualTerminal(columns: columns, rows: rows, for: capabilities)
            terminal.scribble("#")
            terminal.feed(capabilities.enter)
            var renderer = Renderer(
                capabilities: capabilities, widths: chain % 2 == 0 ? .agreeing : .unmeasured)
            var canvas = random.canvas(columns: columns, rows: rows)
            for frame in 0..<8 {
                terminal.feed(renderer.render(canvas))
                let found = terminal.differences(
                    from: canvas, capabilities: capabilities,
                    ignoring: {
                        renderer.widths.isReplaced($0)
                            || capabilities.family == .tmux && $0.utf8.count > Renderer.bytesInTmux
                    })
                failures += found.map {
                    "\(name), chain \(chain), frame \(frame): \($0)"
                }
                if terminal.overprints > 0 { failures.append("chain \(chain): draws over the edge") }
                guard failures.isEmpty else { break }
                #expect(renderer.render(canvas).isEmpty)
                if random.chance(10) {
                    (columns, rows) = (
                        Int.random(in: 1...40, using: &random), Int.random(in: 1...8, using: &random)
                    )
                    terminal.resize(columns: columns, rows: rows)
                    canvas = random.canvas(columns: columns, rows: rows)
                } else if random.chance(10) {
                    terminal.scribble("漢")
                    renderer.invalidate()
                } else if random.chance(30) {
                    canvas = random.canvas(columns: columns, rows: rows)
                } else {
                    random.change(&canvas, times: .random(in: 1...3, using: &random))
                }
            }
        }
        #expect(failures == [])
    }

    /// Hostile texts on every kind of terminal: nothing but letters and the sequences of the terminal comes out, whatever the
    /// terminal draws, and the frame beside them stands.
    @Test(arguments: ["xterm-256color", "vt100", "linux", "screen"])
    func hostileTextsBreakNothing(name: String) {
        let capabilities = Capabilities(name: name)
        for seed in UInt64(0)..<25 {
            var random = RandomScreens(seed: 100 + seed)
            let widths = DrawnWidths.all[Int(seed) % DrawnWidths.all.count]
            let (columns, rows) = (
                Int.random(in: 1...60, using: &random), Int.random(in: 1...6, using: &random)
            )
            var terminal = VirtualTerminal(columns: columns, rows: rows, for: capabilities, widths: widths)
            terminal.feed(capabilities.enter)
            var renderer = Renderer(capabilities: capabilities)
            var canvas = random.canvas(columns: columns, rows: rows, hasAttacks: true)
            for frame in 0..<8 {
                terminal.feed(renderer.render(canvas))
                let found = terminal.differences(
                    from: canvas, capabilities: capabilities, ignoring: renderer.widths.isDisputed)
                #expect(found == [], "\(name), seed \(seed), frame \(frame)\n\(terminal.text)")
                if !found.isEmpty { return }
                random.change(&canvas, times: .random(in: 1...4, using: &random), hasAttacks: true)
            }
        }
    }

    /// Cursors that no screen has are put at its edges.
    @Test func cursorsStayOnTheScreen() {
        let capabilities = Capabilities(name: "xterm")
        var terminal = VirtualTerminal(columns: 7, rows: 3, for: capabilities)
        var renderer = Renderer(capabilities: capabilities)
        for place in [
            Position(row: .min, column: .max), Position(row: .max, column: .min), Position(row: 3, column: 7),
        ] {
            var canvas = Canvas(columns: 7, rows: 3)
            canvas.cursor = place
            terminal.feed(renderer.render(canvas))
            #expect(terminal.differences(from: canvas, capabilities: capabilities) == [])
        }
    }

    /// A frame of another size, and one after something else wrote to the screen, is whole.
    @Test func wholeFramesClearTheScreenFirst() {
        let capabilities = Capabilities(name: "xterm")
        var renderer = Renderer(capabilities: capabilities)
        let clear = Array("\u{1B}[m\u{1B}[H\u{1B}[J".utf8)
        #expect(renderer.render(Canvas(columns: 7, rows: 3)).contains(clear))
        #expect(renderer.render(Canvas(columns: 7, rows: 3)).isEmpty)
        #expect(renderer.render(Canvas(columns: 3, rows: 7)).contains(clear))
        renderer.invalidate()
        #expect(renderer.render(Canvas(columns: 3, rows: 7)).contains(clear))
    }

    /// Rows with right-to-left letters or with something disputed are written whole, also when it has just gone.
    @Test(arguments: [
        ("שלום", true), ("مرحبا", true), ("🇸🇪", true), ("x\u{301}", true), ("漢", true), ("Γειά", false),
    ])
    func someRowsAreWrittenWhole(text: String, isWhole: Bool) {
        var renderer = Renderer(capabilities: Capabilities(name: "xterm"))
        var canvas = Canvas(columns: 30, rows: 2)
        canvas.put("start \(text) end", row: 0, column: 0, style: Style())
        _ = renderer.render(canvas)
        canvas.put("!", row: 0, column: 25, style: Style())
        let start = Array("start".utf8)
        #expect(renderer.render(canvas).contains(start) == isWhole)
        canvas.fill(row: 0, columns: 6..<30, style: Style())
        #expect(renderer.render(canvas).contains(start) == isWhole)
        canvas.put("!", row: 0, column: 25, style: Style())
        #expect(!renderer.render(canvas).contains(start))
    }

    /// The cursor is only hidden where it would be seen to run, and comes back.
    @Test func theCursorIsHiddenForLongFramesOnly() {
        let hide = Array("\u{1B}[?25l".utf8)
        let show = Array("\u{1B}[?25h".utf8)
        var renderer = Renderer(capabilities: Capabilities(name: "xterm"))
        var canvas = Canvas(columns: 80, rows: 24)
        canvas.cursor = Position(row: 0, column: 0)
        #expect(!renderer.render(canvas).contains(hide))
        canvas.put("short", row: 3, column: 3, style: Style())
        let short = renderer.render(canvas)
        #expect(!short.contains(hide) && !short.contains(show))
        for row in 0..<24 { canvas.put("A longer line on every row", row: row, column: 0, style: Style()) }
        let long = renderer.render(canvas)
        #expect(long.starts(with: hide) && long.suffix(show.count) == show[...])
        canvas.cursor = nil
        #expect(renderer.render(canvas) == hide)
    }

    /// A serial terminal with the letters of Western Europe gets these as one byte each, and of others the nearest.
    @Test(arguments: [
        (Charset.latin1, "Hur nöjd? nöjd å", "Hur nöjd? nöjd å"),
        (.latin1, "¿Qué? “ΑΒ” 漢x", "¿Qué? \"??\" ? x"),
        (.ascii, "nöjd ñ å Ł", "nojd n a L"), (.ascii, "Ευχ… 😀|", "???? ? |"),
    ])
    func otherCharsetsGetWhatTheyHave(charset: Charset, text: String, seen: String) {
        var capabilities = Capabilities(name: "vt220")
        capabilities.charset = charset
        var terminal = VirtualTerminal(columns: 20, rows: 1, for: capabilities)
        var renderer = Renderer(capabilities: capabilities)
        for form in [text, String(text.flatMap { Self.decomposed[$0] ?? String($0) })] {
            var canvas = Canvas(columns: 20, rows: 1)
            canvas.put(form, row: 0, column: 0, style: Style())
            terminal.feed(renderer.render(canvas))
            #expect(terminal.errors == [])
            #expect(terminal.text == seen + "\n")
        }
    }

    private static let decomposed: [Character: String] = [
        "ö": "o\u{308}", "å": "a\u{30A}", "é": "e\u{301}", "ñ": "n\u{303}", "υ": "υ",
    ]
}
