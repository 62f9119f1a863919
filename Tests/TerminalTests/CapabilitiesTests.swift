import Terminal
import TerminalModel
import Testing

@Suite struct CapabilitiesTests {
    /// Names as they are met, with the family that they belong to and the colours they have.
    @Test(
        arguments: [
            ("linux", .linux, 8), ("linux-16color", .linux, 8), ("linux-m", .linux, 0), ("vt100", .vt100, 0),
            ("vt102", .vt100, 0), ("vt100-am", .vt100, 0), ("vt220", .vt220, 0), ("vt320-w", .vt220, 0),
            ("vt525", .vt220, 0), ("vt340-color", .vt220, 8), ("ansi", .vt220, 8), ("wyse60", .vt220, 0),
            ("something-256color", .vt220, 256), ("xterm", .xterm, 8), ("xterm-mono", .xterm, 0),
            ("xterm-16color", .xterm, 16), ("xterm-88color", .xterm, 16), ("xterm-256color", .xterm, 256),
            ("xterm-direct", .xterm, 256), ("xterm-kitty", .xterm, 256), ("xterm-ghostty", .xterm, 256),
            ("XTERM-256COLOR", .xterm, 256), ("alacritty", .xterm, 256), ("foot-extra", .xterm, 256),
            ("kitty", .xterm, 256), ("konsole-256color", .xterm, 256), ("vte-256color", .xterm, 256),
            ("gnome", .xterm, 256), ("st-256color", .xterm, 256), ("stterm", .xterm, 256),
            ("rxvt", .xterm, 8),
            ("rxvt-unicode-256color", .xterm, 256), ("wezterm", .xterm, 256), ("ghostty", .xterm, 256),
            ("putty", .xterm, 8), ("putty-256color", .xterm, 256), ("iTerm2.app", .xterm, 256),
            ("ms-terminal", .xterm, 256), ("mintty", .xterm, 256), ("tmux", .tmux, 8),
            ("tmux-256color", .tmux, 256), ("screen", .tmux, 8), ("screen.xterm-256color", .tmux, 256),
            ("dumb", .dumb, 0), ("", .dumb, 0), ("unknown", .dumb, 0), ("stranger", .vt220, 0),
            ("vt", .vt220, 0), ("linuxish", .vt220, 0), ("\u{1B}[31m", .vt220, 0),
        ] as [(String, Capabilities.Family, Int)])
    func namesAreKnown(name: String, family: Capabilities.Family, colours: Int) {
        let capabilities = Capabilities(environment: ["TERM": name])
        #expect(capabilities.family == family)
        #expect(capabilities.colours == colours)
        #expect(capabilities.fillsScreens == (family != .dumb))
    }

    @Test func withoutANameThereIsNoScreen() {
        #expect(!Capabilities(environment: [:]).fillsScreens)
    }

    @Test(arguments: [
        ("xterm", "truecolor", 256), ("xterm", "24bit", 256), ("xterm", "yes", 16),
        ("screen", "truecolor", 256),
        ("vt220", "truecolor", 0), ("vt100", "truecolor", 0), ("linux", "truecolor", 8), ("odd", "1", 8),
    ])
    func anotherVariableMayKnowMoreColours(name: String, value: String, colours: Int) {
        #expect(Capabilities(environment: ["TERM": name, "COLORTERM": value]).colours == colours)
    }

    @Test func nobodyGetsColoursAgainstTheirWill() {
        let environment = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]
        #expect(Capabilities(environment: environment.merging(["NO_COLOR": "0"]) { $1 }).colours == 0)
        #expect(Capabilities(environment: environment.merging(["NO_COLOR": ""]) { $1 }).colours == 256)
    }

    @Test(
        arguments: [
            ([:], .utf8), (["LANG": "sv_SE.UTF-8"], .utf8), (["LANG": "C"], .utf8),
            (["LANG": "C.utf8"], .utf8),
            (["LANG": "sv_SE.ISO-8859-1"], .latin1), (["LANG": "sv_SE.ISO8859-15@euro"], .latin1),
            (["LANG": "el_GR.ISO-8859-7"], .greek), (["LANG": "ja_JP.eucJP"], .ascii),
            (["LANG": "sv_SE.ISO-8859-1", "LC_CTYPE": "sv_SE.UTF-8"], .utf8),
            (["LC_ALL": "sv_SE.ISO-8859-1", "LC_CTYPE": "sv_SE.UTF-8"], .latin1),
            (["LC_ALL": "", "LC_CTYPE": "", "LANG": "es_ES.latin1"], .latin1), (["LANG": "."], .utf8),
            (["LANG": "en@x.y"], .ascii),
        ] as [([String: String], Charset)])
    func theLocaleNamesTheLetters(environment: [String: String], charset: Charset) {
        #expect(Capabilities(environment: environment).charset == charset)
    }

    /// What each kind has; a reader sees at a glance what a terminal is never sent.
    @Test func whatEachKindHas() {
        func row(_ name: String) -> String {
            let known = Capabilities(name: name)
            let features: [(String, Bool)] = [
                ("screen", known.hasAlternateScreen), ("mouse", known.hasMouse),
                ("paste", known.hasBracketedPaste),
                ("focus", known.hasFocusReports), ("hide", known.hasCursorVisibility),
                ("report", known.hasCursorReports), ("forget", known.hasScrollbackErasure),
                ("bce", known.erasesWithBackground), ("bidi", known.hasBidiModes),
                ("dim", known.attributes.contains(.dim)), ("bold", known.attributes.contains(.bold)),
                ("singly", known.turnsOffSingly),
            ]
            let words = features.filter(\.1).map(\.0)
            return ([name, String(known.colours)] + words).joined(separator: " ")
        }
        #expect(
            Capabilities.names.map(row) == [
                "linux 8 hide report forget bce dim bold singly",
                "vt100 0 report bold",
                "vt220 0 hide report bold singly",
                "xterm 8 screen mouse paste focus hide report forget bce bidi dim bold singly",
                "xterm-16color 16 screen mouse paste focus hide report forget bce bidi dim bold singly",
                "xterm-256color 256 screen mouse paste focus hide report forget bce bidi dim bold singly",
                "tmux-256color 256 screen mouse paste focus hide report forget bce dim bold singly",
                "screen 8 screen mouse paste focus hide report forget dim bold singly",
                "dumb 0",
            ])
    }

    @Test func aDumbTerminalIsSentNothing() {
        let dumb = Capabilities(name: "dumb")
        var renderer = Renderer(capabilities: dumb)
        #expect(dumb.enter + dumb.leave + dumb.wipe + renderer.render(Canvas(columns: 9, rows: 9)) == [])
    }

    /// Wherever a program dies, even in the middle of a sequence or of a letter, leaving gives the terminal back; twice too.
    @Test(arguments: Capabilities.names.filter { $0 != "dumb" })
    func leavingGivesTheTerminalBack(name: String) {
        let capabilities = Capabilities(name: name)
        var random = RandomScreens(seed: 5)
        let canvas = random.canvas(columns: 30, rows: 6)
        var renderer = Renderer(capabilities: capabilities)
        let bytes = capabilities.enter + renderer.render(canvas)
        var before = VirtualTerminal(columns: 30, rows: 6, for: capabilities)
        before.feed("$ sondeo run\r\n".utf8)
        for length in 0...bytes.count {
            var terminal = before
            terminal.feed(bytes.prefix(length) + capabilities.leave)
            for _ in 0..<2 {
                #expect(terminal.modes == [7])
                #expect(terminal.isBidiImplicit && terminal.isCursorVisible && !terminal.isAlternate)
                #expect(terminal.pen == Style())
                if capabilities.hasAlternateScreen {
                    // Cut off before it took the screen, there is nothing to come back to.
                    if length >= 8 {
                        #expect(terminal.text == before.text && terminal.cursor == before.cursor)
                    }
                } else {
                    #expect(terminal.text == String(repeating: "\n", count: 6))
                    #expect(terminal.cursor == Position(row: 0, column: 0))
                }
                terminal.feed(capabilities.leave)
            }
        }
    }

    @Test(arguments: Capabilities.names.filter { $0 != "dumb" })
    func wipingLeavesNothing(name: String) {
        let capabilities = Capabilities(name: name)
        var terminal = VirtualTerminal(columns: 20, rows: 4, for: capabilities)
        terminal.feed(capabilities.enter)
        terminal.scribble("secret")
        terminal.feed(capabilities.wipe)
        #expect(terminal.errors == [])
        #expect(terminal.text == "\n\n\n\n")
        #expect(terminal.forgotten == (name.hasPrefix("vt") ? 0 : 1))
    }

    /// The whole of it, for a reader: what is sent to an xterm and to a VT100.
    @Test func whatIsSentAtBothEnds() {
        func legible(_ bytes: [UInt8]) -> String {
            String(decoding: bytes, as: UTF8.self).replacing("\u{1B}", with: " ESC ").replacing(
                "\u{0F}", with: " SI")
        }
        let xterm = Capabilities(name: "xterm-256color")
        #expect(
            legible(xterm.enter)
                == " ESC [?1049h ESC [m ESC (B SI ESC [?7l ESC [8l ESC [?1000h ESC [?1006h ESC [?2004h ESC [?1004h"
        )
        #expect(
            legible(xterm.leave)
                == " ESC [m ESC (B SI ESC [?1004l ESC [?2004l ESC [?1006l ESC [?1000l ESC [8h ESC [?7h ESC [r"
                + " ESC [?1049l ESC [?25h")
        let vt100 = Capabilities(name: "vt100")
        #expect(legible(vt100.enter) == " ESC [m ESC (B SI ESC [?7l")
        #expect(legible(vt100.leave) == " ESC [m ESC (B SI ESC [?7h ESC [r ESC [H ESC [J")
    }
}
