extension Catalogue {
    /// The catalogue as a PO file in gettext's own layout: UTF-8, LF, lines of at most 79 columns where a space
    /// allows it, a new line after each line break of a text.
    ///
    /// The same catalogue always gives the same bytes, and reading them gives the same catalogue but for the lines.
    public func written() -> String {
        var text = ""
        if header.isTranslated || !header.comments.isEmpty { Self.write(header, to: &text) }
        for entry in entries {
            if !text.isEmpty { text += "\n" }
            Self.write(entry, to: &text)
        }
        if !closingComments.isEmpty {
            text += "\n"
            Self.write(closingComments, after: "#", to: &text)
        }
        return text
    }

    /// The file's bytes: `written()` in UTF-8.
    public var bytes: [UInt8] { Array(written().utf8) }

    private static func write(_ entry: Entry, to text: inout String) {
        write(entry.comments, after: "#", to: &text)
        write(entry.notes, after: "#.", to: &text)
        write(entry.references, after: "#:", to: &text)
        if !entry.flags.isEmpty { text += "#, " + entry.flags.map(oneLine).joined(separator: ", ") + "\n" }
        if let previous = entry.previous {
            let prefix = entry.isObsolete ? "#~| " : "#| "
            for (word, part) in [
                ("msgctxt", previous.context), ("msgid", previous.source), ("msgid_plural", previous.plural),
            ] {
                if let part { write(part, after: word, prefix: prefix, to: &text) }
            }
        }
        let prefix = entry.isObsolete ? "#~ " : ""
        if let context = entry.context { write(context, after: "msgctxt", prefix: prefix, to: &text) }
        write(entry.source, after: "msgid", prefix: prefix, to: &text)
        if let plural = entry.plural {
            write(plural, after: "msgid_plural", prefix: prefix, to: &text)
            for (index, translation) in entry.translations.enumerated() {
                write(translation, after: "msgstr[\(index)]", prefix: prefix, to: &text)
            }
        } else {
            write(entry.translations.first ?? "", after: "msgstr", prefix: prefix, to: &text)
        }
    }

    private static func write(_ lines: [String], after mark: String, to text: inout String) {
        for line in lines {
            for part in line.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
                text += part.isEmpty ? mark + "\n" : "\(mark) \(oneLine(part))\n"
            }
        }
    }

    /// A comment without control characters, which a PO file does not hold.
    private static func oneLine(_ text: some StringProtocol) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(
            contentsOf: text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" })
        return String(scalars)
    }

    /// Writes `msgid "text"`, or `msgid ""` and the text below it if it does not fit or has line breaks inside.
    private static func write(_ value: String, after word: String, prefix: String, to text: inout String) {
        let escaped = escape(value)
        let first = prefix.utf8.count + word.utf8.count + 3
        if escaped.count <= 1, escaped.allSatisfy({ width($0) + first <= columns }) {
            text += "\(prefix)\(word) \"\(escaped.first ?? "")\"\n"
            return
        }
        text += "\(prefix)\(word) \"\"\n"
        for line in escaped {
            for piece in wrap(line, to: columns - prefix.utf8.count - 2) { text += "\(prefix)\"\(piece)\"\n" }
        }
    }

    /// How wide a line of the file becomes, quotes included.
    private static let columns = 79

    /// The text with escapes, a string for each of its lines.
    private static func escape(_ value: String) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\n":
                line.append(contentsOf: "\\n".unicodeScalars)
                lines.append(String(line))
                line = String.UnicodeScalarView()
            case "\t": line.append(contentsOf: "\\t".unicodeScalars)
            case "\r": line.append(contentsOf: "\\r".unicodeScalars)
            case "\u{07}": line.append(contentsOf: "\\a".unicodeScalars)
            case "\u{08}": line.append(contentsOf: "\\b".unicodeScalars)
            case "\u{0B}": line.append(contentsOf: "\\v".unicodeScalars)
            case "\u{0C}": line.append(contentsOf: "\\f".unicodeScalars)
            case "\"", "\\":
                line.append("\\")
                line.append(scalar)
            case "\0": break
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 8)
                line.append(
                    contentsOf: ("\\" + String(repeating: "0", count: 3 - digits.count) + digits)
                        .unicodeScalars)
            default: line.append(scalar)
            }
        }
        if !line.isEmpty { lines.append(String(line)) }
        return lines
    }

    /// Breaks a line behind spaces so that no piece is wider than `limit` if it has a space to break at.
    private static func wrap(_ line: String, to limit: Int) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var word = String.UnicodeScalarView()
        var pieceWidth = 0
        var wordWidth = 0
        func endWord() {
            if pieceWidth > 0, pieceWidth + wordWidth > limit {
                pieces.append(String(piece))
                piece = String.UnicodeScalarView()
                pieceWidth = 0
            }
            piece.append(contentsOf: word)
            pieceWidth += wordWidth
            word = String.UnicodeScalarView()
            wordWidth = 0
        }
        for scalar in line.unicodeScalars {
            if scalar != " ", word.last == " " { endWord() }
            word.append(scalar)
            wordWidth += width(scalar)
        }
        endWord()
        pieces.append(String(piece))
        return pieces
    }

    private static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1) } }

    /// How many columns a scalar takes in a file, near enough to break lines where gettext does.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20...0x7E: return 1
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: return 0
            default: return 1
            }
        }
    }
}
