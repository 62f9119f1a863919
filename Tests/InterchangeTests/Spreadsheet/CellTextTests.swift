import Interchange
import Testing

@Suite("Texts of cells") struct CellTextTests {
    private func cell(_ text: String) -> (String, CellDamage) {
        let cell = CellText(text)
        return (String(cString: cell.pointer), cell.damage)
    }

    @Test(arguments: [
        "", "a", "=1+1", "two\nlines\tand a tab", "Ωραία ☕️ 👩‍👩‍👧", "_x", "a_x004", "\u{FFC0}\u{FFFD}",
    ])
    func `a text that a cell can hold stays as it is`(text: String) {
        let (kept, damage) = cell(text)
        #expect(kept == text && damage == [])
    }

    @Test(arguments: [
        ("a\u{1}b", "a\u{FFFD}b"), ("\u{FFFF}", "\u{FFFD}"), ("\u{FFFE}x", "\u{FFFD}x"), ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"), ("\u{0}", "\u{FFFD}"), ("\u{1B}[31m", "\u{FFFD}[31m"),
    ])
    func `characters that XML forbids are replaced`(text: String, expected: String) {
        let (kept, damage) = cell(text)
        #expect(kept == expected && damage == .replaced)
    }

    @Test(arguments: [
        ("_x0041_", "_x005F_x0041_"), ("a_x00e9_b", "a_x005F_x00e9_b"), ("_x005F_", "_x005F_x005F_"),
        ("_x0041__x0042_", "_x005F_x0041__x005F_x0042_"), ("_x00g1_", "_x00g1_"),
    ])
    func `what spreadsheets read as an escape is escaped`(text: String, expected: String) {
        let (kept, damage) = cell(text)
        #expect(kept == expected && damage == [])
    }

    @Test func `a long text is cut between characters, counted as spreadsheets count`() {
        let limit = CellBuffer.limit
        #expect(cell(String(repeating: "α", count: limit)).1 == [])
        let (greek, damage) = cell(String(repeating: "α", count: limit + 1))
        #expect(greek.utf16.count == limit && damage == .cut)
        // A family takes eight units, and 32,767 is no multiple of eight.
        let (families, _) = cell(String(repeating: "👩‍👩‍👧", count: 5_000))
        #expect(families.count == limit / 8 && families.utf16.count == limit / 8 * 8)
        #expect(families.allSatisfy { $0 == "👩‍👩‍👧" })
    }

    @Test func `a buffer forgets the text before`() {
        let buffer = CellBuffer()
        for text in [
            "a long text that comes first", "b", "", "_x0041_", "longer than all the others, by far 🙂",
        ] {
            _ = buffer.take(Array(text.utf8)[...])
            #expect(String(cString: buffer.pointer) == (text == "_x0041_" ? "_x005F_x0041_" : text))
        }
    }
}

@Suite("Names of sheets") struct SheetNamesTests {
    @Test func `a name keeps the rules of spreadsheets`() {
        var names = SheetNames()
        #expect(names.name("Answers") == "Answers")
        #expect(names.name("answers") == "answers 2")
        #expect(names.name("ANSWERS") == "ANSWERS 3")
        #expect(names.name("a[b]:*?/\\") == "a_b______")
        #expect(names.name("'quoted'") == "’quoted’")
        #expect(names.name("History") == "History 2")
        #expect(names.name("") == "_")
        let long = names.name(String(repeating: "🙂", count: 40))
        #expect(long.count == 15)
        let again = names.name(String(repeating: "🙂", count: 40))
        #expect(again.hasSuffix(" 2") && again.utf16.count <= 31)
    }
}
