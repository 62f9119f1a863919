import Testing

@testable import Terminal

/// Seeded garbage that looks enough like a terminal's input to reach every state.
@Suite struct InputParserPropertyTests {
    private static let pieces: [[UInt8]] =
        [
            "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P", "\u{1B}_", "\u{1B}\\", "\u{7}",
            "\u{1B}[200~", "\u{1B}[201~",
            "\u{1B}[M", "\u{1B}[<", "\u{1B}[[", "1", "5", "27", ";", ":", "?", "$", "~", "u", "R", "M", "m",
            "A", "Z", "a",
            "[", "O", "20", "0~", "1~", "é", "漢", "👍", "\u{202E}", "\u{9B}", "\u{FEFF}", "\r", "\n", "\t",
            "\u{0}", "\u{3}",
            "\u{18}", "\u{7F}", "9999999999999", "text of some length",
        ].map { Array($0.utf8) } + [[0xC3], [0xE2, 0x82], [0xF0], [0xFF], [0x9B], [0x80], [0xED, 0xA0]]

    private func garbage(_ random: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<Int.random(in: 1...60, using: &random)).flatMap { _ -> [UInt8] in
            Int.random(in: 0..<8, using: &random) == 0
                ? [UInt8.random(in: 0...255, using: &random)] : Self.pieces.randomElement(using: &random)!
        }
    }

    @Test func theSameEventsComeOutHoweverTheBytesAreCut() {
        var random = SeededNumbers(5)
        for _ in 0..<4_000 {
            let bytes = garbage(&random)
            var (whole, single, cut) = (InputParser(), InputParser(), InputParser())
            let expected = whole.parse(bytes)
            #expect(bytes.flatMap { single.parse(CollectionOfOne($0)) } == expected)
            var (events, place): ([InputEvent], Int) = ([], 0)
            while place < bytes.count {
                let end = min(bytes.count, place + Int.random(in: 1...9, using: &random))
                events += cut.parse(bytes[place..<end])
                place = end
            }
            #expect(events == expected)
            #expect(single.isPending == whole.isPending && single.leftOut == whole.leftOut)
            let settled = whole.flush(endingPaste: true)
            #expect(single.flush(endingPaste: true) == settled && cut.flush(endingPaste: true) == settled)
        }
    }

    @Test func nothingForbiddenComesOutAndAKeyIsHeardAfterASilence() {
        var random = SeededNumbers(6)
        for _ in 0..<6_000 {
            var parser = InputParser()
            let bytes = garbage(&random)
            let events = parser.parse(bytes) + parser.flush()
            #expect(events.count <= bytes.count + 2)
            for event in events {
                switch event {
                case .key(let key):
                    if case .character(let scalar) = key.code { #expect(!scalar.isForbiddenAtTerminals) }
                case .paste(let text):
                    #expect(!text.isEmpty && cleaned(text, lineBreaks: .kept) == text)
                case .mouse(let mouse): #expect(mouse.position.row >= 0 && mouse.position.column >= 0)
                case .cursor(let place): #expect(place.row >= 0 && place.column >= 0)
                case .focus: break
                }
            }
            if parser.isPasting { _ = parser.flush(endingPaste: true) }
            #expect(!parser.isPending)
            #expect(parser.parse([0x61]) == [.key(.character("a"))])
        }
    }

    @Test func anyOneKeyIsHeardInTheMidstOfAnythingWithinABound() {
        // Without a silence, what is open swallows no more than its limit.
        var random = SeededNumbers(7)
        for _ in 0..<150 {
            var parser = InputParser()
            _ = parser.parse(garbage(&random))
            if parser.isPasting { continue }
            let events = parser.parse([UInt8](repeating: 0x3B, count: InputParser.longestSequence + 4))
            #expect(!parser.isPending)
            #expect(parser.parse([0x61]) == [.key(.character("a"))], "\(events.count)")
        }
    }

    @Test func aFileThrownAtItIsReadInOneGo() {
        var random = SeededNumbers(8)
        var parser = InputParser()
        let bytes = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let events = parser.parse(bytes)
        #expect(events.count > 1_000 && events.count <= bytes.count)
    }
}

/// Random numbers that are the same for the same seed: SplitMix64.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
