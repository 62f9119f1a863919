import Testing

@testable import Terminal

@Suite struct InputParserTests {
    /// What one write gives, with what a silence settles.
    private func events(_ bytes: some Collection<UInt8>) -> [InputEvent] {
        var parser = InputParser()
        return parser.parse(bytes) + parser.flush()
    }

    private func events(_ text: String) -> [InputEvent] { events(Array(text.utf8)) }

    private func key(_ code: Key.Code, _ modifiers: Key.Modifiers = []) -> InputEvent {
        .key(Key(code, modifiers))
    }

    /// Every sequence that is understood, `^[` being Esc.
    private static let sequences: [(String, Key)] = [
        // Bytes.
        ("a", .character("a")), ("Z", .character("Z")), (" ", .character(" ")), ("~", .character("~")),
        ("ñ", .character("ñ")), ("ώ", .character("ώ")), ("€", .character("€")), ("漢", .character("漢")),
        ("👍", .character("👍")), ("\u{301}", .character("\u{301}")), ("\u{200D}", .character("\u{200D}")),
        ("\u{0}", .control(" ")), ("\u{1}", .control("a")), ("\u{3}", .control("c")),
        ("\u{1A}", .control("z")), ("\u{1C}", .control("\\")), ("\u{1D}", .control("]")),
        ("\u{1E}", .control("^")), ("\u{1F}", .control("_")),
        ("\u{8}", Key(.backspace)), ("\u{7F}", Key(.backspace)), ("\t", Key(.tab)),
        ("\n", Key(.enter)), ("\r", Key(.enter)), ("^[", Key(.escape)),
        // Alt.
        ("^[a", Key(.character("a"), .alt)), ("^[B", Key(.character("B"), .alt)),
        ("^[ñ", Key(.character("ñ"), .alt)), ("^[\r", Key(.enter, .alt)), ("^[\u{7F}", Key(.backspace, .alt)),
        ("^[\t", Key(.tab, .shift)), ("^[\u{3}", Key(.character("c"), [.alt, .control])),
        ("^[[", Key(.character("["), .alt)), ("^[O", Key(.character("O"), .alt)),
        ("^[]", Key(.character("]"), .alt)), ("^[P", Key(.character("P"), .alt)),
        ("^[X", Key(.character("X"), .alt)), ("^[^", Key(.character("^"), .alt)),
        ("^[_", Key(.character("_"), .alt)),
        // Arrows: normal and application mode, rxvt with Shift, Control and Alt, xterm.
        ("^[[A", Key(.up)), ("^[[B", Key(.down)), ("^[[C", Key(.right)), ("^[[D", Key(.left)),
        ("^[OA", Key(.up)), ("^[OB", Key(.down)), ("^[OC", Key(.right)), ("^[OD", Key(.left)),
        ("^[[a", Key(.up, .shift)), ("^[[b", Key(.down, .shift)), ("^[[c", Key(.right, .shift)),
        ("^[[d", Key(.left, .shift)), ("^[Oa", Key(.up, .control)), ("^[Od", Key(.left, .control)),
        ("^[^[[A", Key(.up, .alt)), ("^[^[OC", Key(.right, .alt)),
        ("^[[1;2A", Key(.up, .shift)), ("^[[1;3B", Key(.down, .alt)), ("^[[1;5C", Key(.right, .control)),
        ("^[[1;6D", Key(.left, [.shift, .control])), ("^[[1;9D", Key(.left, .alt)),
        ("^[[1;13D", Key(.left, [.alt, .control])), ("^[[5C", Key(.right, .control)),
        ("^[O5C", Key(.right, .control)), ("^[O1;5C", Key(.right, .control)), ("^[[1;1A", Key(.up)),
        ("^[[1;65A", Key(.up)), ("^[[1;129C", Key(.right)),
        // Home, End and the block around them: xterm, Linux and tmux, rxvt, vt220.
        ("^[[H", Key(.home)), ("^[[F", Key(.end)), ("^[OH", Key(.home)), ("^[OF", Key(.end)),
        ("^[[1~", Key(.home)), ("^[[4~", Key(.end)), ("^[[7~", Key(.home)), ("^[[8~", Key(.end)),
        ("^[[1;5H", Key(.home, .control)), ("^[[1;2F", Key(.end, .shift)),
        ("^[[2~", Key(.insert)), ("^[[3~", Key(.delete)), ("^[[5~", Key(.pageUp)), ("^[[6~", Key(.pageDown)),
        ("^[[3;5~", Key(.delete, .control)), ("^[[5;3~", Key(.pageUp, .alt)),
        ("^[[7$", Key(.home, .shift)), ("^[[8^", Key(.end, .control)),
        ("^[[3@", Key(.delete, [.control, .shift])),
        ("^[^[[3~", Key(.delete, .alt)), ("^[[Z", Key(.tab, .shift)), ("^[[1;2Z", Key(.tab, .shift)),
        ("^[[1;6Z", Key(.tab, [.shift, .control])),
        // F keys: vt100, Linux console, xterm, rxvt, vt220.
        ("^[OP", Key(.function(1))), ("^[OQ", Key(.function(2))), ("^[OR", Key(.function(3))),
        ("^[OS", Key(.function(4))), ("^[[[A", Key(.function(1))), ("^[[[E", Key(.function(5))),
        ("^[[P", Key(.function(1))), ("^[[R", Key(.function(3))), ("^[[S", Key(.function(4))),
        ("^[[1;2P", Key(.function(1), .shift)), ("^[[1;5S", Key(.function(4), .control)),
        ("^[O2P", Key(.function(1), .shift)), ("^[[11~", Key(.function(1))), ("^[[13~", Key(.function(3))),
        ("^[[14~", Key(.function(4))), ("^[[15~", Key(.function(5))), ("^[[17~", Key(.function(6))),
        ("^[[21~", Key(.function(10))), ("^[[23~", Key(.function(11))), ("^[[24~", Key(.function(12))),
        ("^[[24;2~", Key(.function(12), .shift)), ("^[[25~", Key(.function(13))),
        ("^[[26~", Key(.function(14))),
        ("^[[28~", Key(.function(1))), ("^[[29~", Key(.function(16))), ("^[[31~", Key(.function(17))),
        ("^[[34~", Key(.function(20))), ("^[[11^", Key(.function(1), .control)),
        ("^[[23$", Key(.function(11), .shift)),
        // The keypad.
        ("^[OM", Key(.enter)), ("^[Op", .character("0")), ("^[Oy", .character("9")),
        ("^[Oj", .character("*")),
        ("^[Ok", .character("+")), ("^[Ol", .character(",")), ("^[Om", .character("-")),
        ("^[On", .character(".")),
        ("^[Oo", .character("/")), ("^[OX", .character("=")), ("^[OI", Key(.tab)), ("^[O ", .character(" ")),
        // modifyOtherKeys and CSI u.
        ("^[[27;5;13~", Key(.enter, .control)), ("^[[27;2;9~", Key(.tab, .shift)),
        ("^[[27;5;99~", .control("c")), ("^[[27;6;67~", .control("c")),
        ("^[[27;3;97~", Key(.character("a"), .alt)),
        ("^[[97;5u", .control("a")), ("^[[97u", .character("a")), ("^[[97;2u", .character("A")),
        ("^[[97:65;2u", .character("A")), ("^[[969;2u", .character("Ω")), ("^[[50:34;2u", .character("\"")),
        ("^[[13u", Key(.enter)), ("^[[13;2u", Key(.enter, .shift)), ("^[[27u", Key(.escape)),
        ("^[[9;2u", Key(.tab, .shift)),
        ("^[[127u", Key(.backspace)), ("^[[127;5u", Key(.backspace, .control)), ("^[[57414u", Key(.enter)),
        ("^[[57400u", .character("1")), ("^[[57419;2u", Key(.up, .shift)), ("^[[32;5u", .control(" ")),
        ("^[[97;1:1u", .character("a")), ("^[[97;9u", Key(.character("a"), .alt)),
        ("^[[128512u", .character("😀")),
        // A sequence that is broken off, and a key.
        ("^[[1;\u{3}", .control("c")), ("^[[^[[A", Key(.up)), ("^[O\r", Key(.enter)),
        ("^[]0;x\u{18}y", .character("y")),
        ("^[[[\u{7F}", Key(.backspace)), ("^[[1;5ñ", .character("ñ")), ("^[]0;x^[OP", Key(.function(1))),
    ]

    @Test func everySequenceIsItsKey() {
        for (written, expected) in Self.sequences {
            let bytes = written == "^[^" ? [0x1B, 0x5E] : Array(written.replacing("^[", with: "\u{1B}").utf8)
            #expect(events(bytes) == [.key(expected)], "\(written)")
        }
    }

    @Test func everySequenceIsItsKeyInPieces() {
        for (written, expected) in Self.sequences {
            let bytes = written == "^[^" ? [0x1B, 0x5E] : Array(written.replacing("^[", with: "\u{1B}").utf8)
            for cut in 0...bytes.count {
                var parser = InputParser()
                let events = parser.parse(bytes[..<cut]) + parser.parse(bytes[cut...]) + parser.flush()
                #expect(events == [.key(expected)], "\(written) cut at \(cut)")
                #expect(!parser.isPending)
            }
        }
    }

    @Test(arguments: [
        // Device attributes, status, modes, window reports, colours, names, terminfo, clipboard.
        "\u{1B}[?64;1;2c", "\u{1B}[>1;95;0c", "\u{1B}[=1c", "\u{1B}[0n", "\u{1B}[?1;2$y", "\u{1B}[4;2$y",
        "\u{1B}[8;24;80t", "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]11;rgb:ff/ff/ff\u{1B}\\",
        "\u{1B}P>|XTerm(390)\u{1B}\\", "\u{1B}P1+r636F=323536\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\",
        "\u{1B}^privacy\u{1B}\\", "\u{1B}Xstring\u{1B}\\", "\u{1B}]52;c;aGFsbG8=\u{7}", "\u{1B}]l\u{7}",
        // A cursor report with a mark, or without its numbers; more than are understood.
        "\u{1B}[?1;1R", "\u{1B}[0;4R", "\u{1B}[;R", "\u{1B}[1;2;3R",
        // A key that was let go; one without a character; keys that are not told.
        "\u{1B}[97;1:3u", "\u{1B}[3;1:3~", "\u{1B}[57358u", "\u{1B}[57441;2u", "\u{1B}[E", "\u{1B}[G",
        "\u{1B}OE",
        "\u{1B}[999~", "\u{1B}[~", "\u{1B}[u", "\u{1B}[0;5u",
        // Scalars that are forbidden, surrogates and what is too large.
        "\u{1B}[8206u", "\u{1B}[8232u", "\u{1B}[155u", "\u{1B}[65279u", "\u{1B}[917505u", "\u{1B}[55296u",
        "\u{1B}[1114112u", "\u{1B}[4294967296u", "\u{1B}[99999999999999999999999999u",
        "\u{1B}[27;2;99999999999999999999~",
        // A mouse in the old manner; the other buttons, movements, dragging and nonsense.
        "\u{1B}[M !!", "\u{1B}[M#~~", "\u{1B}[<1;3;4M", "\u{1B}[<2;3;4m", "\u{1B}[<32;3;4M",
        "\u{1B}[<35;3;4M",
        "\u{1B}[<0;0;4M", "\u{1B}[<0;3M", "\u{1B}[<0M", "\u{1B}[<64;3;4m", "\u{1B}[<66;3;4M",
        "\u{1B}[<128;3;4M",
        "\u{1B}[<0;1;2;3M", "\u{1B}[0;33;33M", "\u{1B}[<0;3;4A",
        // An end of a paste that never began, an empty paste, and marks where none belong.
        "\u{1B}[201~", "\u{1B}[200~\u{1B}[201~", "\u{1B}[1I", "\u{1B}[1?A", "\u{1B}[1 q", "\u{1B}[1;2 A",
        "\u{1B}[[Z",
        // Broken off by nothing more.
        "\u{1B}[1;", "\u{1B}[M !", "\u{1B}]0;title", "\u{1B}]x\u{1B}", "\u{1B}[[", "\u{1B}O1",
    ])
    func whatIsNoKeyIsSwallowed(written: String) {
        var parser = InputParser()
        #expect(parser.parse(written.utf8) == [])
        #expect(parser.flush() == [])
        #expect(parser.parse("a".utf8) == [key(.character("a"))])
    }

    @Test func whatRemainsOfABrokenSequenceIsToldOnce() {
        #expect(events("\u{1B}[u;~") == [key(.character(";")), key(.character("~"))])
        #expect(events("\u{1B}[97:55296;2u") == [key(.character("A"))])
        #expect(
            events("\u{1B}]0;title\u{18}a\u{1B}\\") == [key(.character("a")), key(.character("\\"), .alt)])
        #expect(events("\u{1B}O:a") == [key(.character("a"))])
    }

    @Test func theMouseIsCountedFromZero() {
        let place = Position(row: 3, column: 99)
        #expect(
            events("\u{1B}[<0;100;4M\u{1B}[<0;100;4m") == [
                .mouse(Mouse(.press, at: place)), .mouse(Mouse(.release, at: place)),
            ])
        #expect(events("\u{1B}[<64;100;4M") == [.mouse(Mouse(.scrollUp, at: place))])
        #expect(events("\u{1B}[<65;100;4M") == [.mouse(Mouse(.scrollDown, at: place))])
        #expect(events("\u{1B}[<16;100;4M") == [.mouse(Mouse(.press, at: place))])
        #expect(events("\u{1B}[<0;99999999999999999999;1M").count == 1)
    }

    @Test func focusAndCursorReportsAreTold() {
        #expect(events("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
        #expect(events("\u{1B}[24;80R") == [.cursor(Position(row: 23, column: 79))])
        // What xterm also sends for F3 with Shift held.
        #expect(events("\u{1B}[1;2R") == [.cursor(Position(row: 0, column: 1))])
    }

    @Test func everyEscapeIsToldOrBelongsToAKey() {
        #expect(events("\u{1B}\u{1B}") == [key(.escape), key(.escape)])
        #expect(events("\u{1B}\u{1B}\u{1B}") == [key(.escape), key(.escape), key(.escape)])
        #expect(events("\u{1B}\u{1B}\u{1B}[A") == [key(.escape), key(.up, .alt)])
        #expect(events("\u{1B}\u{1B}a") == [key(.escape), key(.character("a"), .alt)])
        #expect(events("\u{1B}\u{1B}[") == [key(.escape), key(.character("["), .alt)])
        var parser = InputParser()
        #expect(parser.parse([0x1B]) == [])
        #expect(parser.isPending)
        #expect(parser.flush() == [key(.escape)])
        #expect(parser.parse("[A".utf8) == [key(.character("[")), key(.character("A"))])
    }

    @Test(
        arguments: [
            ([0xC0, 0xAF], "a"), ([0xC1, 0x80], "a"), ([0xE0, 0x80, 0x80], "a"), ([0xE0, 0x9F, 0xBF], "a"),
            ([0xED, 0xA0, 0x80], "a"), ([0xF0, 0x80, 0x80, 0x80], "a"), ([0xF4, 0x90, 0x80, 0x80], "a"),
            ([0xF5, 0x80, 0x80, 0x80], "a"), ([0xFF], "a"), ([0x80], "a"), ([0x9B], "a"), ([0xC3], "a"),
            ([0xE2, 0x82], "a"),
            ([0xF0, 0x9F, 0x91], "a"), ([0xC3], "ñ"), ([0xE2, 0x82], "€"), ([0xF0, 0x9F], "👍"),
            ([0xC2, 0x9B], "a"),
            ([0xE2, 0x80, 0xAE], "a"), ([0xEF, 0xBB, 0xBF], "a"), ([0x1B, 0xFF], "a"), ([0x1B, 0xC3], "a"),
            ([0xEF, 0xBF, 0xBF], "a"),
        ] as [([UInt8], String)])
    func brokenScalarsAreDroppedWithoutTheirNeighbour(bytes: [UInt8], next: String) {
        #expect(events(bytes + Array(next.utf8)) == [key(.character(next.unicodeScalars.first!))])
        #expect(events(bytes) == [])
    }

    @Test func aPasteIsOneEvent() {
        func pasted(_ text: String) -> [InputEvent] { events("\u{1B}[200~" + text + "\u{1B}[201~") }
        #expect(pasted("Hola\r\n¿qué tal?") == [.paste("Hola\n¿qué tal?")])
        #expect(pasted("a\tb\u{1B}[31mc\u{9B}\u{202E}d") == [.paste("a b[31mcd")])
        #expect(pasted("\u{1B}[200~inner\u{1B}[200~") == [.paste("inner")])
        #expect(pasted("\u{1B}\u{1B}[20\u{1B}[202~\u{1B}[200x\u{1B}[201") == [.paste("[20[202~[200x[201")])
        #expect(pasted("\u{1B}[A\u{3}\u{1B}]0;x\u{7}") == [.paste("[A]0;x")])
        #expect(pasted("\u{1B}[20\u{1B}") == [.paste("[20")])
        #expect(events("\u{1B}[200~x\u{1B}[201~y") == [.paste("x"), key(.character("y"))])
        #expect(events([0x1B, 0x5B] + "200~a".utf8 + [0xFF] + "b\u{1B}[201~".utf8) == [.paste("a\u{FFFD}b")])
    }

    @Test func anUnfinishedPasteStaysOpenUntilItIsEnded() {
        var parser = InputParser()
        #expect(parser.parse("\u{1B}[200~ab\u{1B}[20".utf8) == [])
        #expect(parser.isPasting && !parser.isPending)
        #expect(parser.flush() == [])
        #expect(parser.isPasting)
        #expect(parser.parse("1~c".utf8) == [.paste("ab"), key(.character("c"))])
        _ = parser.parse("\u{1B}[200~left".utf8)
        #expect(parser.flush(endingPaste: true) == [.paste("left")])
        #expect(parser.parse("a".utf8) == [key(.character("a"))])
    }

    @Test(arguments: ["\u{1B}[200~secret", "\u{1B}", "\u{1B}[1;", "\u{1B}]0;", "\u{1B}[200~x\u{1B}[20"])
    func clearingLeavesNothing(written: String) {
        var parser = InputParser()
        _ = parser.parse(written.utf8)
        parser.clear()
        #expect(!parser.isPending && !parser.isPasting)
        #expect(parser.flush(endingPaste: true) == [])
        #expect(parser.parse("a\u{1B}[A".utf8) == [key(.character("a")), key(.up)])
    }

    @Test func aLongPasteIsCappedBetweenScalars() {
        var parser = InputParser()
        let surplus = 1_000
        let text = "a" + String(repeating: "é", count: (InputParser.longestPaste + surplus) / 2)
        guard case .paste(let kept)? = parser.parse(Array(("\u{1B}[200~" + text + "\u{1B}[201~").utf8)).first
        else {
            Issue.record("there is a paste")
            return
        }
        #expect(kept.utf8.count == InputParser.longestPaste - 1)
        #expect(text.hasPrefix(kept))
        #expect(parser.leftOut == surplus + 2)
    }

    @Test func aPasteWithoutAnEndEnds() {
        var parser = InputParser()
        _ = parser.parse("\u{1B}[200~".utf8)
        let piece = [UInt8](repeating: 0x78, count: 1 << 20)
        var pieces = 0
        while parser.isPasting, pieces < 20 {
            _ = parser.parse(piece)
            pieces += 1
        }
        #expect(pieces == InputParser.endlessPaste / piece.count + 1)
    }

    @Test(arguments: ["]", "P", "_", "^", "X", "[", "[?", "O", "[<"])
    func aSequenceWithoutAnEndEnds(introducer: String) {
        for filling: UInt8 in [0x30, 0x3B, 0x35] {
            var parser = InputParser()
            let bytes =
                [0x1B] + Array(introducer.utf8)
                + [UInt8](repeating: filling, count: InputParser.longestSequence)
            let events = parser.parse(bytes)
            #expect(events.count < 8)
            #expect(!parser.isPending)
            #expect(parser.parse([0x61]) == [key(.character("a"))])
        }
    }

    /// A serial terminal sends a letter as the byte that it draws for it.
    @Test(arguments: [
        (Charset.latin1, "nöjd å¿ñ", [0x6E, 0xF6, 0x6A, 0x64, 0x20, 0xE5, 0xBF, 0xF1] as [UInt8]),
        (.greek, "Ώς ή ΐ €", [0xBF, 0xF2, 0x20, 0xDE, 0x20, 0xC0, 0x20, 0xA4]),
    ])
    func lettersOfOneByte(charset: Charset, text: String, bytes: [UInt8]) {
        let keys = text.unicodeScalars.map { key(.character($0)) }
        var parser = InputParser(charset: charset)
        #expect(parser.parse(bytes) == keys)
        #expect(bytes.flatMap { parser.parse([$0]) } == keys)
        #expect(parser.parse([0x1B, bytes[1]]) == [key(.character(Array(text.unicodeScalars)[1]), .alt)])
        // C1 is no letter, and begins nothing.
        #expect(parser.parse([0x9B, 0x84, 0x41]) == [key(.character("A"))])
        parser.clear()
        #expect(parser.parse([0x1B] + "[200~".utf8 + bytes + [0x9B, 0x1B] + "[201~".utf8) == [.paste(text)])
        for character in text { #expect(charset.byte(for: character) == charset.nearestByte(for: character)) }
        #expect(text.map { charset.nearestByte(for: $0) } == bytes)
    }

    /// Every byte that is a letter is written as itself.
    @Test(arguments: [Charset.latin1, .greek])
    func aLetterOfOneByteIsWrittenAsItCame(charset: Charset) {
        var count = 0
        for byte: UInt8 in 0x80...0xFF {
            guard let letter = charset.scalar(for: byte) else { continue }
            count += 1
            #expect(charset.byte(for: Character(letter)) == byte)
        }
        #expect(count == (charset == .latin1 ? 96 : 93))
    }
}
