/// Cuts a file into tokens: every byte is in exactly one, whatever the bytes are.
///
/// This is the hot path of every keystroke in an editor and of every `check`: one pass over raw bytes, one table
/// look-up a token to choose what it starts, eight bytes written for each.
func lex(_ bytes: UnsafeBufferPointer<UInt8>) -> [RawToken] {
    var lexer = Lexer(bytes: bytes)
    // A token is at least a byte; a survey has about one for every three.
    lexer.tokens.reserveCapacity(bytes.count / 3 + 16)
    lexer.run()
    return lexer.tokens
}

/// What a byte may start or continue.
private enum ByteClass: UInt8 {
    case other, blank, lineFeed, letter, digit, quote, slash, punctuation, high
}

private struct Lexer {
    let bytes: UnsafeBufferPointer<UInt8>
    var tokens: [RawToken] = []
    let words = knownWords
    var position = 0
    var flags: RawToken.Flags = [.firstOnLine, .columnZero]

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The byte at an offset from the position; 0 past the end.
    @inline(__always) func peek(_ offset: Int) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
    }

    @inline(__always) mutating func add(_ kind: TokenKind, from start: Int, word: Word = .none) {
        tokens.append(
            RawToken(start: UInt32(truncatingIfNeeded: start), kind: kind, word: word, flags: flags))
    }

    mutating func run() {
        let end = bytes.count
        if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            add(.byteOrderMark, from: 0)
            position = 3
        }
        classes.withUnsafeBufferPointer { classes in
            while position < end {
                let start = position
                let byte = bytes[position]
                position += 1
                switch ByteClass(rawValue: classes[Int(byte)]) ?? .other {
                case .blank:
                    if byte == .carriageReturn, peek(0) == .lineFeed {
                        position += 1
                        addNewline(from: start)
                        continue
                    }
                    while position < end, classes[Int(bytes[position])] == ByteClass.blank.rawValue {
                        if bytes[position] == .carriageReturn, peek(1) == .lineFeed { break }
                        position += 1
                    }
                    add(.whitespace, from: start)
                    flags.remove(.columnZero)
                    continue
                case .lineFeed:
                    addNewline(from: start)
                    continue
                case .letter:
                    while position < end, isNameByte(classes[Int(bytes[position])]) { position += 1 }
                    add(.name, from: start, word: words.look(up: bytes, start, position - start))
                case .digit:
                    add(number(from: start), from: start)
                case .quote:
                    add(string(), from: start)
                case .slash:
                    guard peek(0) == .slash else {
                        add(.slash, from: start)
                        break
                    }
                    addComment(from: start)
                    continue
                case .punctuation:
                    add(punctuation(byte), from: start)
                case .high:
                    while position < end, bytes[position] >= 0x80 { position += 1 }
                    add(.unknown, from: start)
                case .other:
                    add(.unknown, from: start)
                }
                flags = []
            }
        }
        // The end ends its line, too.
        flags.insert(.firstOnLine)
        add(.endOfFile, from: end)
    }

    mutating func addNewline(from start: Int) {
        add(.newline, from: start)
        flags = [.firstOnLine, .columnZero]
    }

    mutating func addComment(from start: Int) {
        while position < bytes.count, bytes[position] != .lineFeed { position += 1 }
        if position < bytes.count, bytes[position - 1] == .carriageReturn { position -= 1 }
        let isNote = position - start >= 3 && bytes[start + 2] == .slash
        add(isNote ? .note : .comment, from: start)
        flags = []
    }

    /// The rest of a string. A backslash takes the next byte with it, but never a line end.
    mutating func string() -> TokenKind {
        while position < bytes.count {
            switch bytes[position] {
            case .quote:
                position += 1
                return .string
            case .lineFeed:
                if bytes[position - 1] == .carriageReturn { position -= 1 }
                return .unterminatedString
            case .backslash:
                position +=
                    peek(1) == .lineFeed || peek(1) == .carriageReturn || position + 1 == bytes.count ? 1 : 2
            default:
                position += 1
            }
        }
        return .unterminatedString
    }

    /// The rest of a number, a date or a time.
    mutating func number(from start: Int) -> TokenKind {
        while isDigit(peek(0)) { position += 1 }
        let count = position - start
        if count == 4, peek(0) == .hyphen, isDigit(peek(1)), isDigit(peek(2)), peek(3) == .hyphen,
            isDigit(peek(4)), isDigit(peek(5)), !isDigit(peek(6))
        {
            position += 6
            return .date
        }
        if count == 2, peek(0) == .colon, isDigit(peek(1)), isDigit(peek(2)), !isDigit(peek(3)) {
            position += 3
            return .time
        }
        // In `cost.1.5` the numbers are instances: a decimal cannot stand after a dot.
        if peek(0) == .dot, isDigit(peek(1)), tokens.last?.kind != .dot {
            position += 2
            while isDigit(peek(0)) { position += 1 }
            return .decimal
        }
        return .integer
    }

    mutating func punctuation(_ byte: UInt8) -> TokenKind {
        switch byte {
        case UInt8(ascii: "{"): return .leftBrace
        case UInt8(ascii: "}"): return .rightBrace
        case UInt8(ascii: "("): return .leftParen
        case UInt8(ascii: ")"): return .rightParen
        case UInt8(ascii: "["): return .leftBracket
        case UInt8(ascii: "]"): return .rightBracket
        case UInt8(ascii: ","): return .comma
        case UInt8(ascii: ":"): return .colon
        case UInt8(ascii: "+"): return .plus
        case UInt8(ascii: "-"): return .minus
        case UInt8(ascii: "*"): return .star
        case UInt8(ascii: "%"): return .percent
        case .dot:
            guard peek(0) == .dot, peek(1) == .dot else { return .dot }
            position += 2
            return .ellipsis
        case UInt8(ascii: "="): return followed(by: .equal) ? .equalEqual : .equal
        case UInt8(ascii: "<"): return followed(by: .equal) ? .lessEqual : .less
        case UInt8(ascii: ">"): return followed(by: .equal) ? .greaterEqual : .greater
        default: return followed(by: .equal) ? .notEqual : .unknown
        }
    }

    /// Takes the next byte if it is this one.
    mutating func followed(by byte: UInt8) -> Bool {
        guard peek(0) == byte else { return false }
        position += 1
        return true
    }

    @inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always) func isNameByte(_ byteClass: UInt8) -> Bool {
        byteClass == ByteClass.letter.rawValue || byteClass == ByteClass.digit.rawValue
    }
}

private let classes: [UInt8] = (0..<256).map { value in
    let byte = UInt8(value)
    let byteClass: ByteClass =
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), .carriageReturn, 0x0B, 0x0C: .blank
        case .lineFeed: .lineFeed
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            .letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case .quote: .quote
        case .slash: .slash
        case 0x80...: .high
        case _ where "{}()[],:+-*%.=<>!".utf8.contains(byte): .punctuation
        default: .other
        }
    return byteClass.rawValue
}

/// The contextual words by their bytes: a perfect look-up costs one multiplication and two comparisons a name.
private struct WordTable {
    struct Entry {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var word = Word.none
    }

    /// Linear probing; at most a quarter is filled.
    var entries = [Entry](repeating: Entry(), count: 512)
    static let longest = 14

    init() {
        for word in Word.allCases where word != .none {
            let spelling = Array(word.spelling.utf8)
            let (low, high) = spelling.withUnsafeBufferPointer { Self.key($0, 0, spelling.count) }
            var slot = Self.slot(low, high)
            while entries[slot].word != .none { slot = (slot + 1) & 511 }
            entries[slot] = Entry(low: low, high: high, word: word)
        }
    }

    @inline(__always) func look(up bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Word {
        guard count >= 2, count <= Self.longest else { return .none }
        let (low, high) = Self.key(bytes, start, count)
        var slot = Self.slot(low, high)
        return entries.withUnsafeBufferPointer { entries in
            while entries[slot].word != .none {
                if entries[slot].low == low, entries[slot].high == high { return entries[slot].word }
                slot = (slot + 1) & 511
            }
            return .none
        }
    }

    @inline(__always) static func slot(_ low: UInt64, _ high: UInt64) -> Int {
        Int(truncatingIfNeeded: ((low ^ (high &* 31)) &* 0x9E37_79B9_7F4A_7C15) >> 55)
    }

    /// The bytes as two integers, zeros behind. Near the end of the file, where sixteen bytes cannot be read, one by one.
    @inline(__always)
    static func key(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> (UInt64, UInt64) {
        if start + 16 <= bytes.count, let base = bytes.baseAddress {
            let raw = UnsafeRawPointer(base + start)
            let low = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
            if count <= 8 { return (count == 8 ? low : low & ((1 << UInt64(count * 8)) - 1), 0) }
            let high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            return (low, high & ((1 << UInt64((count - 8) * 8)) - 1))
        }
        var low: UInt64 = 0
        var high: UInt64 = 0
        for offset in 0..<min(count, 16) {
            let byte = UInt64(bytes[start + offset])
            if offset < 8 {
                low |= byte << UInt64(offset * 8)
            } else {
                high |= byte << UInt64((offset - 8) * 8)
            }
        }
        return (low, high)
    }
}

private let knownWords = WordTable()

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let slash = UInt8(ascii: "/")
    static let hyphen = UInt8(ascii: "-")
    static let colon = UInt8(ascii: ":")
    static let dot = UInt8(ascii: ".")
    static let equal = UInt8(ascii: "=")
}
