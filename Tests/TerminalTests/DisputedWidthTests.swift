import TerminalModel
import Testing

@testable import Terminal

/// Characters that terminals draw at widths of their own: nothing beside them may be lost.
@Suite struct DisputedWidthTests {
    /// What a terminal that draws in some way says when it is asked.
    private func measured(_ widths: DrawnWidths, _ capabilities: Capabilities) -> WidthProfile {
        var terminal = VirtualTerminal(columns: 80, rows: 24, for: capabilities, widths: widths)
        terminal.feed(WidthProfile.probes(for: capabilities))
        #expect(terminal.errors == [])
        let reports = String(decoding: terminal.replies, as: UTF8.self).split(separator: "R").map { reply in
            let numbers = reply.drop { !$0.isNumber }.split(separator: ";").compactMap { Int($0) }
            return Position(row: numbers[0] - 1, column: numbers[1] - 1)
        }
        #expect(reports.count == WidthProfile.probeCount)
        return WidthProfile(reports: reports)
    }

    @Test func aTerminalThatDrawsAsWeSayIsFoundToAgree() {
        #expect(measured(.ours, Capabilities(name: "xterm-256color")) == .agreeing)
    }

    /// On every kind of drawing, measured and not, the cells beside disputed characters are right, frame after frame.
    @Test(arguments: [DrawnWidths.ours, .scalars, .narrowFlags, .console], [true, false])
    func theCellsBesideAreRight(widths: DrawnWidths, isMeasured: Bool) {
        for name in ["xterm-256color", "linux", "tmux-256color"] {
            let capabilities = Capabilities(name: name)
            let profile = isMeasured ? measured(widths, capabilities) : .unmeasured
            var random = RandomScreens(seed: 2)
            for chain in 0..<20 {
                let (columns, rows) = (
                    Int.random(in: 2...50, using: &random), Int.random(in: 1...5, using: &random)
                )
                var terminal = VirtualTerminal(
                    columns: columns, rows: rows, for: capabilities, widths: widths)
                terminal.feed(capabilities.enter)
                var renderer = Renderer(capabilities: capabilities, widths: profile)
                var canvas = random.canvas(columns: columns, rows: rows)
                for frame in 0..<8 {
                    terminal.feed(renderer.render(canvas))
                    let found = terminal.differences(
                        from: canvas, capabilities: capabilities, ignoring: profile.isDisputed)
                    #expect(found == [], "\(name), chain \(chain), frame \(frame)\n\(terminal.text)")
                    if !found.isEmpty { return }
                    random.change(&canvas, times: .random(in: 1...3, using: &random))
                }
            }
        }
    }

    /// Nothing that is written like a letter would be taken into its neighbours by terminals that join characters.
    @Test func lettersDoNotJoinTheirNeighbours() {
        var joining: [String] = []
        for value in UInt32(0x20)..<0x110000 {
            // Tens of thousands of ideographs are alike.
            if (0x4E10..<0x9FF0).contains(value) || (0xAC10..<0xD7A0).contains(value) || value > 0x20010 {
                continue
            }
            guard let scalar = Unicode.Scalar(value), Character(scalar).displayWidth > 0 else { continue }
            if cleaned(String(Character(scalar))).isEmpty { continue }
            if WidthProfile.agreeing.isDisputed(Character(scalar)) { continue }
            if "a\(scalar)a".count != 3 || "ก\(scalar)漢".count != 3 || "👍\(scalar)👍".count != 3
                || "\(scalar)\(scalar)".count != 2
            {
                joining.append(String(value, radix: 16))
            }
        }
        #expect(joining == [])
    }

    /// Which characters are disputed where nothing is known, and what they are about.
    @Test(
        arguments: [
            ("a", []), ("å", []), ("a\u{30A}", []), ("ώ", []), ("ω\u{301}", []), ("ι\u{308}\u{301}", []),
            ("й", []), ("и\u{306}", []),
            ("Ṩ", []), ("S\u{323}\u{307}", []), ("א", []), ("…", []), ("x\u{301}", .marked), ("ที่", .marked),
            ("שָׁ", .marked), ("漢", .wide),
            ("Ａ", .wide), ("한", .wide), ("😀", .picture), ("⌚", .picture), ("🦸", .newPicture),
            ("\u{1FAE8}", .newPicture),
            ("\u{1FAE9}", .odd), ("❤\u{FE0F}", .selected), ("❤", []), ("👍🏽", .toned), ("👩\u{200D}💻", .joined),
            ("👩\u{200D}❤\u{FE0F}\u{200D}👨", [.joined, .selected, .odd]),
            ("🏳\u{FE0F}\u{200D}🌈", [.joined, .selected]),
            ("🕵🏽\u{200D}♂\u{FE0F}", [.toned, .joined, .selected, .odd]), ("🇸🇪", .flag), ("🇸", .odd),
            ("1\u{FE0F}\u{20E3}", .odd),
            ("☺\u{FE0E}", .odd), ("का", .syllable), ("\u{1112}\u{1161}\u{11AB}", .jamo), ("\u{1112}", .odd),
            ("🏽", .odd), ("\u{AD}", .odd),
            ("\u{E000}", .odd), ("a\u{200D}", .odd), ("\u{600}", .odd), ("\u{E33}", .odd), ("\u{FF9E}", .odd),
            ("\u{3164}", .odd), ("\u{115F}\u{1161}", [.jamo, .odd]),
        ] as [(String, ClusterTraits)])
    func charactersAreDisputedForWhatIsInThem(text: String, traits: ClusterTraits) throws {
        try #require(text.count == 1)
        let character = try #require(text.first)
        var found = ClusterTraits(character)
        // The picture that others are joined to is itself one, old or new.
        if !traits.isDisjoint(with: [.toned, .joined]) { found.subtract([.picture, .newPicture]) }
        #expect(found == traits)
        #expect(WidthProfile.unmeasured.isDisputed(character) == !traits.isEmpty)
    }

    /// Where a terminal would need more cells, what everyone draws alike is written instead.
    @Test(arguments: [
        ("👩\u{200D}💻", "👩"), ("👍🏽", "👍"), ("🇸", "S "), ("🏽", "? "), ("🇸🇪", "SE"), ("x\u{301}", "x"),
        ("a\u{30A}\u{323}x", "åx"),
        ("😀", "😀"), ("ที่", "ท"),
    ])
    func whatIsWiderIsReplaced(text: String, seen: String) {
        let capabilities = Capabilities(name: "xterm-256color")
        let widths = DrawnWidths(mark: 1, spacingMark: 1)
        var terminal = VirtualTerminal(columns: 8, rows: 1, for: capabilities, widths: widths)
        var canvas = Canvas(columns: 8, rows: 1)
        canvas.put(text + "|", row: 0, column: 0, style: Style())
        var renderer = Renderer(capabilities: capabilities, widths: measured(widths, capabilities))
        terminal.feed(capabilities.enter + renderer.render(canvas))
        #expect(terminal.errors == [])
        #expect(terminal.text == seen + "|\n")
    }

    /// Answers that cannot be the samples' are no answers.
    @Test func answersThatCannotBeAreNone() {
        let right = WidthProfile.samples.map { Position(row: 0, column: $0.text.displayWidth) }
        #expect(WidthProfile(reports: right) == .agreeing)
        #expect(WidthProfile(reports: []) == .unmeasured)
        #expect(WidthProfile(reports: Array(right.dropLast())) == .unmeasured)
        #expect(WidthProfile(reports: right + [right[0]]) == .unmeasured)
        for wrong in [
            Position(row: 1, column: 1), Position(row: 0, column: .max), Position(row: .min, column: -1),
        ] {
            #expect(WidthProfile(reports: right.dropLast() + [wrong]) == .unmeasured)
        }
    }

    /// Serial terminals and those that read no UTF-8 are not asked; the others in few bytes.
    @Test func whoIsAsked() {
        for name in Capabilities.names {
            let isAsked = !WidthProfile.probes(for: Capabilities(name: name)).isEmpty
            #expect(isAsked == !["dumb", "vt100", "vt220"].contains(name))
            #expect(WidthProfile.probes(for: Capabilities(name: name)).count < 200)
        }
        let latin = Capabilities(environment: ["TERM": "xterm", "LANG": "sv_SE.ISO-8859-1"])
        #expect(WidthProfile.probes(for: latin).isEmpty)
    }
}
