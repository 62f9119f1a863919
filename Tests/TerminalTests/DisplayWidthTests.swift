import Foundation
import Testing

@testable import Terminal

@Suite struct DisplayWidthTests {
    /// Every scalar against the Python package wcwidth, an independent reading of the same Unicode version.
    @Test func everyScalarIsAsWideAsWcwidthSays() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Tables")
        let table = try String(
            contentsOf: folder.appendingPathComponent("wcwidth-ranges.txt"), encoding: .utf8)
        var expected = [UInt8](repeating: 1, count: 0x110000)
        for line in table.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ")
            try #require(fields.count == 3)
            let first = try #require(Int(fields[0], radix: 16))
            let last = try #require(Int(fields[1], radix: 16))
            let width = try #require(UInt8(fields[2]))
            for code in first...last { expected[code] = width }
        }
        var different: [String] = []
        for code in UInt32(0)..<0x110000 {
            guard let scalar = Unicode.Scalar(code) else { continue }
            if scalar.displayWidth != Int(expected[Int(code)]) { different.append(String(code, radix: 16)) }
        }
        #expect(different == [])
    }

    @Test func tablesAreAscendingRangesThatDoNotTouch() {
        for table in [WidthTables.zero, WidthTables.two] {
            #expect(table.count % 2 == 0)
            for index in stride(from: 0, to: table.count, by: 2) {
                #expect(table[index] <= table[index + 1])
                if index > 0 { #expect(table[index] > table[index - 1] + 1) }
            }
        }
    }

    @Test(arguments: [
        ("", 0), ("plain", 5), ("Ευχαριστώ", 9), ("Hur nöjd är du?", 15), ("¿Qué tal?", 9), ("ΐΰ", 2),
    ])
    func europeanTextIsAsWideComposedAsDecomposed(text: String, width: Int) {
        #expect(text.precomposedStringWithCanonicalMapping.displayWidth == width)
        #expect(text.decomposedStringWithCanonicalMapping.displayWidth == width)
    }

    @Test(arguments: [
        ("漢字", 4), ("カタカナ", 8), ("ｶﾅ", 2), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("Ａ", 2), ("a漢b", 4),
    ])
    func eastAsianTextIsWide(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("😀", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("👩‍❤️‍👨", 2), ("🕵️‍♂️", 2), ("🇸🇪", 2), ("🇸🇪🇬🇷", 4), ("❤", 1), ("❤️", 2),
        ("1️⃣", 2), ("🏳️‍🌈", 2), ("☺︎", 1), ("🏽", 2), ("🇸", 2),
    ])
    func emojiSequencesAreTwoCells(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("a\u{301}\u{323}", 1), ("\u{301}", 0), ("a\u{200B}b", 2), ("a\u{200D}b", 2), ("\u{1B}", 0),
        ("\r\n", 0),
        ("a\nb", 2), ("a\u{AD}b", 3), ("…", 1), ("क्षि", 2), ("ที่", 1), ("a🏽", 3),
    ])
    func marksControlsAndClustersTakeWhatIsDrawn(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test func widthOfTextIsTheSumOverItsCharacters() {
        let text = "Γειά σου 漢字 👨‍👩‍👧 e\u{301} \u{7F}"
        #expect(text.displayWidth == text.map { String($0).displayWidth }.reduce(0, +))
    }
}
