internal import SurveyModel

/// Reads map files: words, texts in quotes, `->`, `=`, braces, comments. Line breaks are spaces, so that statements may
/// share a line or go over several.
///
/// After a fault it goes on at the next word that begins a statement, so that one run finds all of them.
struct CSVMapParser {
    private enum Token: Equatable {
        case word(String), text(String), arrow, equals, open, close, end
        /// Something that begins no token.
        case stray(String)
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var token = Token.end
    private var tokenLine = 1
    /// Where the token before it stands.
    private var previousLine = 1
    private var map = CSVMap()
    private var problems: [CSVFault.Problem] = []

    private static let statements = [
        "column", "value", "ignore", "missing", "separator", "decimal", "encoding", "spreadsheet_safe",
    ]
    /// Who has a thousand faults has another kind of file.
    private static let problemLimit = 20

    init(_ bytes: some Collection<UInt8>, name: String) {
        self.bytes = Array(bytes)
        map.name = name
        if self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func parse() throws(CSVFault) -> CSVMap {
        if let place = String(validating: bytes, as: UTF8.self) == nil
            ? bytes.firstIndex(where: { $0 >= 0x80 }) : nil
        {
            let line = bytes[..<place].count { $0 == 0x0A } + 1
            throw CSVFault(map.name, line: line, "a map file is UTF-8, and this one is not")
        }
        advance()
        while token != .end, problems.count < Self.problemLimit {
            do { try statement() } catch {
                problems += error.problems
                recover()
            }
        }
        guard problems.isEmpty else { throw CSVFault(problems) }
        return map
    }

    // MARK: Statements

    private mutating func statement() throws(CSVFault) {
        guard case .word(let keyword) = token, Self.statements.contains(keyword) else {
            var message = "expected a statement (\(Self.statements.joined(separator: ", "))), but saw \(seen)"
            if case .word(let word) = token, let close = DidYouMean.closest(to: word, among: Self.statements)
            {
                message += "; did you mean \(close)?"
            }
            throw fault(message)
        }
        advance()
        switch keyword {
        case "column": try column()
        case "value":
            let name = try word("what is the same in every row, such as locale")
            try expect(.equals, "'='")
            map.constants.append(.init(cell: name, value: try word("its value")))
        case "ignore":
            let first = try text("the name of a column in quotes")
            map.ignored.append(first)
            while case .text = token { map.ignored.append(try text("the name of a column")) }
        case "missing":
            let cell = try text("what stands in the cell, in quotes")
            try expect(.equals, "'='")
            map.missing.append(.init(cell: cell, value: try word("a kind of missing, such as dont_know")))
        case "separator":
            let said = try word("a separator: \(CSVMap.separatorWords)")
            guard let separator = CSVMap.separator(named: said.text) else {
                throw fault(
                    "a separator is \(CSVMap.separatorWords), not \(Self.quoted(said.text))", said.line)
            }
            map.separator = separator
        case "decimal":
            map.decimal = try Self.decimalMark(try word("the decimal mark, \",\" or \".\""), map.name)
        case "encoding":
            let said = try word("an encoding, such as windows-1252")
            map.encoding = try encoding(said)
        default: map.isSpreadsheetSafe = true
        }
    }

    private mutating func column() throws(CSVFault) {
        let name = try word("the name of a column")
        try expect(.arrow, "'->' and a variable")
        var column = CSVMap.Column(name: name, target: try word("a variable of the survey"))
        while case .word(let attribute) = token {
            guard ["format", "zone", "split", "decimal"].contains(attribute) else { break }
            // On a line of its own it is the statement for all columns.
            guard attribute != "decimal" || tokenLine == previousLine else { break }
            advance()
            let value = try word("a text in quotes after \(attribute)")
            switch attribute {
            case "format": column.format = value
            case "zone": column.zone = value
            case "split": column.split = value
            default: column.decimal = value
            }
        }
        if token == .open {
            advance()
            while token != .close {
                let cell = try word("what stands in the cell, in quotes, or '}'")
                try expect(.equals, "'='")
                column.values.append(.init(cell: cell, value: try word("what it means")))
            }
            advance()
        }
        map.columns.append(column)
    }

    private func encoding(_ said: CSVMap.Word) throws(CSVFault) -> CSVMap.Encoding {
        let name = said.text.lowercased()
        if let encoding = CSVMap.Encoding(rawValue: name) { return encoding }
        switch name {
        case "utf8": return .utf8
        case "cp1252", "latin1", "latin-1", "iso-8859-1": return .windows1252
        case "utf16", "utf-16le", "unicode": return .utf16
        default:
            let known = CSVMap.Encoding.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault(
                "the encodings are \(known), not \(Self.quoted(said.text)); another one can be converted with iconv",
                said.line)
        }
    }

    /// The byte of a decimal mark.
    static func decimalMark(_ said: CSVMap.Word, _ source: String) throws(CSVFault) -> UInt8 {
        switch said.text {
        case ",": return UInt8(ascii: ",")
        case ".": return UInt8(ascii: ".")
        default:
            throw CSVFault(
                source, line: said.line, "a decimal mark is \",\" or \".\", not \(Self.quoted(said.text))")
        }
    }

    // MARK: Tokens

    private var seen: String {
        switch token {
        case .word(let text): Self.quoted(text)
        case .text(let text): "the text \(Self.quoted(text))"
        case .arrow: "'->'"
        case .equals: "'='"
        case .open: "'{'"
        case .close: "'}'"
        case .end: "the end of the file"
        case .stray(let what): what
        }
    }

    static func quoted(_ text: String) -> String { "\"\(excerpt(text))\"" }

    private func fault(_ message: String, _ line: Int? = nil) -> CSVFault {
        CSVFault(map.name, line: line ?? tokenLine, message)
    }

    private mutating func expect(_ expected: Token, _ words: String) throws(CSVFault) {
        guard token == expected else { throw fault("expected \(words), but saw \(seen)") }
        advance()
    }

    private mutating func word(_ expected: String) throws(CSVFault) -> CSVMap.Word {
        if case .word(let text) = token {
            let word = CSVMap.Word(text: text, isQuoted: false, line: tokenLine)
            advance()
            return word
        }
        return try text(expected)
    }

    private mutating func text(_ expected: String) throws(CSVFault) -> CSVMap.Word {
        guard case .text(let text) = token else { throw fault("expected \(expected), but saw \(seen)") }
        let word = CSVMap.Word(text: text, isQuoted: true, line: tokenLine)
        advance()
        return word
    }

    /// Goes to the next word that begins a statement and stands first on its line.
    private mutating func recover() {
        let line = tokenLine
        while token != .end {
            if tokenLine > line, case .word(let word) = token, Self.statements.contains(word) { return }
            advance()
        }
    }

    private mutating func advance() {
        previousLine = tokenLine
        skipSpace()
        tokenLine = line
        guard position < bytes.count else { return token = .end }
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "{"): take(.open, 1)
        case UInt8(ascii: "}"): take(.close, 1)
        case UInt8(ascii: "="): take(.equals, 1)
        case UInt8(ascii: "\""): quotedText()
        case UInt8(ascii: "-") where isArrow(position): take(.arrow, 2)
        default:
            let start = position
            while position < bytes.count, Self.isWord(bytes[position]), !isArrow(position) { position += 1 }
            if position > start {
                token = .word(String(decoding: bytes[start..<position], as: UTF8.self))
            } else {
                // One whole character, so that the message can show it.
                position += 1
                while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
                token = .stray(Self.quoted(String(decoding: bytes[start..<position], as: UTF8.self)))
            }
        }
    }

    private mutating func take(_ token: Token, _ count: Int) {
        self.token = token
        position += count
    }

    private func isArrow(_ position: Int) -> Bool {
        bytes[position] == UInt8(ascii: "-") && position + 1 < bytes.count
            && bytes[position + 1] == UInt8(ascii: ">")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_.-+:".utf8.contains(byte)
        }
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x0A:
                line += 1
                position += 1
            case 0x20, 0x09, 0x0D: position += 1
            case UInt8(ascii: "/")
            where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "/"):
                while position < bytes.count, bytes[position] != 0x0A { position += 1 }
            default: return
            }
        }
    }

    private mutating func quotedText() {
        position += 1
        var text: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != 0x0A {
            var byte = bytes[position]
            if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
                position += 1
                switch bytes[position] {
                case UInt8(ascii: "n"): byte = 0x0A
                case UInt8(ascii: "t"): byte = 0x09
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte = bytes[position]
                default: position -= 1
                }
            }
            text.append(byte)
            position += 1
        }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            return token = .stray("a text whose quotes are not closed on its line")
        }
        position += 1
        token = .text(String(decoding: text, as: UTF8.self))
    }
}
