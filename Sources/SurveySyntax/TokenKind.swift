/// What a token is. The first five are trivia: they stand between the words and mean nothing to the grammar.
public enum TokenKind: UInt8, Sendable {
    /// A run of spaces, tabs, form feeds and lone carriage returns.
    case whitespace
    /// One line end: LF, or CR LF.
    case newline
    /// `// …` up to the end of its line.
    case comment
    /// `/// …` up to the end of its line: goes to translators and the codebook.
    case note
    /// The three bytes EF BB BF at the very start of a file.
    case byteOrderMark

    /// ASCII letters, digits and `_`, not starting with a digit. Contextual words are names, too.
    case name
    /// `12`
    case integer
    /// `1.5`
    case decimal
    /// `2026-11-21`
    case date
    /// `09:30`
    case time
    /// `"…"`, both quotes on one line.
    case string
    /// A string whose line ended before its closing quote.
    case unterminatedString

    case leftBrace, rightBrace, leftParen, rightParen, leftBracket, rightBracket
    case comma, colon, dot
    /// `...`
    case ellipsis
    /// `=`
    case equal
    /// `==`
    case equalEqual
    /// `!=`
    case notEqual
    case less, lessEqual, greater, greaterEqual
    case plus, minus, star, slash, percent

    /// Bytes that start no token: one ASCII character, or a run of bytes over 0x7F.
    case unknown
    /// The empty token after the last byte.
    case endOfFile

    /// Whether the grammar looks past this token.
    @inlinable public var isTrivia: Bool { rawValue <= TokenKind.byteOrderMark.rawValue }

    /// Whether this is one of `== = != < <= > >=`.
    @inlinable public var isComparison: Bool {
        rawValue >= TokenKind.equal.rawValue && rawValue <= TokenKind.greaterEqual.rawValue
    }

    /// Whether this is a whole or an unterminated string.
    @inlinable public var isString: Bool { self == .string || self == .unterminatedString }
}
