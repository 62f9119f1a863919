/// What keeps a spreadsheet from running a text of a CSV as a formula: an apostrophe before it.
///
/// Where numbers have a decimal comma, a spreadsheet takes semicolons to separate cells, and then neither commas nor the quotes of
/// a cell mean anything to it: a text `x;=1+1` is two cells, of which the second one is run. So the beginning of a text is
/// looked at, and every place in it that such a reader takes for the beginning of a cell. Source: OWASP, "CSV Injection".
enum SpreadsheetSafety {
    /// What is put before a formula.
    static let mark = UInt8(ascii: "'")

    /// Whether a text that begins like this is marked: as a formula, as what a reader may skip before one, or as a mark.
    static func isRisky(_ first: UInt8) -> Bool {
        beginsFormula(first) || first == mark || first == 0x09 || first == 0x0A || first == 0x0D
    }

    /// Whether other readers may take a text for several cells.
    static func canSplit(_ text: UnsafeBufferPointer<UInt8>) -> Bool { text.contains(where: endsCell) }

    /// A text with a mark behind every separator that a formula follows, with or without quotes and spaces before it, or a mark.
    /// Who takes away one mark behind each separator has the text. Linear.
    static func marked(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var marked: [UInt8] = []
        marked.reserveCapacity(text.count + 8)
        for (index, byte) in text.enumerated() {
            marked.append(byte)
            guard endsCell(byte), index + 1 < text.count else { continue }
            let next = text[(index + 1)...].first { $0 != 0x20 && $0 != UInt8(ascii: "\"") }
            if text[index + 1] == mark || next.map(beginsFormula) == true { marked.append(mark) }
        }
        return marked
    }

    private static func beginsFormula(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "@")
    }

    private static func endsCell(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ";") || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
