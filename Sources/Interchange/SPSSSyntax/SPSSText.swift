/// Syntax of SPSS as it grows: one command after the other, in lines that are not too long for any version.
struct SPSSText {
    private(set) var text = ""
    /// SPSS before version 21 reads 256 bytes of a line.
    private static let width = 120

    /// A line. It must not begin with a word in its first column unless it begins a command.
    mutating func line(_ line: String) { text += line + "\n" }

    /// A comment of one line.
    mutating func comment(_ words: String) {
        line("* " + words.split(whereSeparator: \.isNewline).joined(separator: " "))
    }

    /// Words over lines.
    mutating func list(_ start: String, _ words: [String], separator: String = "", end: String) {
        var row = start
        for (index, word) in words.enumerated() {
            let piece = word + (index + 1 == words.count ? end : separator)
            if row.utf8.count + piece.utf8.count > Self.width, row != start {
                line(row)
                row = "   "
            }
            row += (row.last == "=" || row.last == "(" || row.last == " " ? "" : " ") + piece
        }
        line(row)
    }

    /// A command that makes a number of a text: of each word its code, and of digits a number where `convert` says so.
    mutating func recode(
        _ source: String, into name: String, _ codes: [(word: String, code: Int)], convert: Bool
    ) {
        guard convert || !codes.isEmpty else { return }
        line("RECODE \(source)\(convert ? " (CONVERT)" : "")")
        for code in codes { line("  (\(Self.quoted(code.word))=\(code.code))") }
        line("  INTO \(name).")
    }

    /// A text between quotes. What would end the line or the command inside of it becomes a space.
    static func quoted(_ text: String) -> String {
        var quoted = "'"
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x27: quoted += "''"
            case ..<0x20, 0x7F, 0x85, 0x2028, 0x2029: quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "'"
    }

    /// A number without an exponent.
    static func number(_ number: Double) -> String {
        number.rounded() == number && abs(number) < 1e17 ? String(Int(number)) : "\(number)"
    }
}
