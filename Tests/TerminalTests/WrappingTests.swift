import Testing

@testable import Terminal

@Suite struct WrappingTests {
    @Test func linesBreakAtSpaces() {
        #expect(
            "How satisfied are you with our service?".wrapped(to: 14) == [
                "How satisfied", "are you with", "our service?",
            ])
        #expect("abcd efgh".wrapped(to: 4) == ["abcd", "efgh"])
        #expect("ab cd".wrapped(to: 5) == ["ab cd"])
    }

    @Test func lineBreaksOfTheTextAreKept() {
        #expect("a\n\nb c\r\nd".wrapped(to: 9) == ["a", "", "b c", "d"])
        #expect("".wrapped(to: 9) == [""])
        #expect("a\n".wrapped(to: 9) == ["a", ""])
    }

    @Test func spacesAtABreakAreDroppedAndOthersKept() {
        #expect("  two  words   here ".wrapped(to: 12) == ["  two  words", "here"])
        #expect("     ".wrapped(to: 3) == [""])
        #expect("      a".wrapped(to: 3) == ["a"])
    }

    @Test func aWordWiderThanTheLineIsCutBetweenCharacters() {
        #expect("abcdefghij kl".wrapped(to: 4) == ["abcd", "efgh", "ij", "kl"])
        #expect("x abcdefgh".wrapped(to: 4) == ["x", "abcd", "efgh"])
        #expect("漢字漢字".wrapped(to: 5) == ["漢字", "漢字"])
        #expect("👨‍👩‍👧👨‍👩‍👧".wrapped(to: 3) == ["👨‍👩‍👧", "👨‍👩‍👧"])
        #expect("漢字".wrapped(to: 1) == ["漢", "字"])
        #expect("ab".wrapped(to: 0) == ["a", "b"])
        #expect("ab".wrapped(to: .min) == ["a", "b"])
    }

    @Test func noBreakSpacesHoldTogether() {
        #expect("svar 41,2\u{A0}%".wrapped(to: 8) == ["svar", "41,2\u{A0}%"])
    }

    @Test func randomTextLosesNothingButSpacesAndNeverExceedsTheWidth() {
        var state: UInt64 = 7
        func random(_ limit: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % limit)
        }
        let pieces = ["a", "bc", " ", "  ", "\n", "é", "e\u{301}", "漢", "👨‍👩‍👧", "ώ", "long", "\u{A0}"]
        for _ in 0..<1_500 {
            let text = (0..<random(40)).map { _ in pieces[random(UInt64(pieces.count))] }.joined()
            let width = 2 + random(12)
            let lines = text.wrapped(to: width)
            #expect(lines.allSatisfy { $0.displayWidth <= width })
            #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
            let isSeparator: (Character) -> Bool = { $0 == " " || $0 == "\n" }
            #expect(
                String(lines.joined().filter { !isSeparator($0) }) == String(text.filter { !isSeparator($0) })
            )
            #expect(lines.count > text.filter { $0 == "\n" }.count)
        }
    }

    @Test func everyLineTakesAsManyWordsAsFit() {
        let text = "Το προσωπικό ήταν ευγενικό και με βοήθησε αμέσως χωρίς να περιμένω"
        for width in 12...40 {
            let lines = text.wrapped(to: width)
            #expect(lines.joined(separator: " ") == text)
            for (line, next) in zip(lines, lines.dropFirst()) {
                let word = next.prefix { $0 != " " }
                #expect(line.displayWidth + 1 + String(word).displayWidth > width)
            }
        }
    }

    @Test func paddingFillsToTheWidthByCells() {
        #expect("å".padded(to: 3) == "å  ")
        #expect("漢".padded(to: 5, alignment: .right) == "   漢")
        #expect("ab".padded(to: 5, alignment: .center) == " ab  ")
        #expect("abc".padded(to: 2) == "abc")
        #expect("".padded(to: -1) == "")
    }

    @Test func truncationEndsInItsMark() {
        #expect("satisfaction".truncated(to: 8) == "satis...")
        #expect("satisfaction".truncated(to: 12) == "satisfaction")
        #expect("satisfaction".truncated(to: 2) == "sa")
        #expect("satisfaction".truncated(to: 0) == "")
        #expect("satisfaction".truncated(to: -3) == "")
        #expect("漢字漢字".truncated(to: 6, mark: "…") == "漢字…")
        #expect("漢字漢字".fitted(to: 6, mark: "…") == "漢字… ")
        #expect("abc".fitted(to: 5, alignment: .right) == "  abc")
    }
}
