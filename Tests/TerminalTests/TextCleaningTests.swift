import Testing

@testable import Terminal

@Suite struct TextCleaningTests {
    @Test func cleanTextComesBackAsItIs() {
        for text in ["", "plain", "Ευχαριστώ πολύ", "Hur nöjd är du? 5–6", "¿Qué?", "你好", "👨‍👩‍👧 ❤️", "a\u{A0}b"] {
            #expect(cleaned(text) == text)
        }
    }

    @Test(
        arguments: [
            0x00, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x61C, 0x200E, 0x200F,
            0x202A, 0x202E,
            0x2028, 0x2029, 0x2066, 0x2069, 0xFEFF, 0xE0000, 0xE0001, 0xE007F,
        ] as [UInt32])
    func whatSteersHidesOrReordersIsRemoved(code: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(code))
        #expect(cleaned("é\(Character(scalar))b") == "éb")
        #expect(cleaned("x\(Character(scalar))b", lineBreaks: .kept) == "xb")
    }

    @Test func neighboursOfWhatIsRemovedStay() throws {
        for code: UInt32 in [
            0x20, 0x7E, 0xA0, 0x61B, 0x200B, 0x200C, 0x200D, 0x2027, 0x202F, 0x2065, 0x206A, 0xFE0F, 0xE0080,
        ] {
            let scalar = try #require(Unicode.Scalar(code))
            #expect(cleaned("a\(Character(scalar))b").unicodeScalars.contains(scalar))
        }
    }

    @Test func escapeSequencesLoseTheirTeeth() {
        #expect(cleaned("\u{1B}[2J\u{1B}]0;title\u{7}Hi\u{9B}31m") == "[2J]0;titleHi31m")
    }

    @Test func lineBreaksAndTabsAreTreatedAsAsked() {
        #expect(cleaned("a\nb\r\nc\rd\te") == "a b c d e")
        #expect(cleaned("a\nb\r\nc\rd\te", lineBreaks: .kept) == "a\nb\nc\nd e")
        #expect(cleaned("a\n\r\n\r\rb", lineBreaks: .kept) == "a\n\n\n\nb")
    }

    @Test func bytesThatAreNotTextAreReplaced() {
        #expect(cleaned(bytes: [0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
        #expect(cleaned(bytes: [0xC3]) == "\u{FFFD}")
        // An overlong encoding of ESC is not ESC.
        #expect(!cleaned(bytes: [0xC0, 0x9B, 0x5B]).unicodeScalars.contains("\u{1B}"))
        // An encoded surrogate is not text either.
        #expect(cleaned(bytes: [0xED, 0xA0, 0x80]).unicodeScalars.allSatisfy { $0 == "\u{FFFD}" })
        #expect(cleaned(bytes: Array("Ωμέγα".utf8)) == "Ωμέγα")
    }

    @Test func theCutNeverSplitsACharacter() {
        #expect(cleaned("aé漢", maximumBytes: 6) == "aé漢")
        #expect(cleaned("aé漢", maximumBytes: 5) == "aé")
        #expect(cleaned("aé漢", maximumBytes: 2) == "a")
        #expect(cleaned("e\u{301}x", maximumBytes: 2) == "")
        #expect(cleaned("👨‍👩‍👧x", maximumBytes: 17) == "")
        #expect(cleaned("abc", maximumBytes: 0) == "")
        #expect(cleaned("abc", maximumBytes: -1) == "")
    }

    @Test func randomBytesComeOutCleanAndStayAsTheyAre() {
        var state: UInt64 = 99
        func random(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        for round in 0..<2_000 {
            let bytes = (0..<random(60)).map { _ in
                // Lead bytes of the forbidden scalars come often, so that some are met.
                [0x0A, 0x0D, 0xC2, 0xE2, 0x80, 0xAE, 0xF3, 0xA0, 0x81, UInt8(random(256))][Int(random(10))]
            }
            let lineBreaks: LineBreaks = round % 2 == 0 ? .kept : .replacedBySpaces
            let limit = Int(random(60))
            let once = cleaned(bytes: bytes, lineBreaks: lineBreaks, maximumBytes: limit)
            #expect(once.utf8.count <= limit)
            #expect(Array(cleaned(once, lineBreaks: lineBreaks).utf8) == Array(once.utf8))
            for scalar in once.unicodeScalars where !(lineBreaks == .kept && scalar == "\n") {
                #expect(scalar.properties.generalCategory != .control)
                #expect(!scalar.properties.isBidiControl)
                #expect(![.lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory))
                #expect(scalar != "\u{FEFF}" && !(0xE0000...0xE007F).contains(scalar.value))
            }
        }
    }

    @Test func everyBidirectionalControlAndEveryControlCharacterIsRemoved() {
        for code in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let properties = scalar.properties
            let isForbidden =
                properties.generalCategory == .control || properties.isBidiControl
                || [.lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
                || [0xFEFF, 0xFFFE, 0xFFFF].contains(code) || (0xE0000...0xE007F).contains(code)
            if scalar.isForbiddenAtTerminals != isForbidden { Issue.record("U+\(String(code, radix: 16))") }
            // A comparison first, as expecting a million times takes seconds.
            let result = cleaned(String(Character(scalar)))
            let isRight = isForbidden ? result == "" || result == " " : result.unicodeScalars.first == scalar
            if !isRight { Issue.record("U+\(String(code, radix: 16)) is \(result.debugDescription)") }
        }
    }
}
