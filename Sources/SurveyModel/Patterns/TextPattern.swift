/// What a whole text must look like: an address, a number, or a regular expression of the author.
///
/// Two patterns are equal if their kind and source are. The expression is compiled once, when the pattern is made.
public struct TextPattern: Hashable, Sendable {
    /// What it is a pattern of.
    public let kind: Kind
    /// The expression as the author wrote it; `email` or `phone` for those.
    public let source: String
    /// Nil for the kinds that have rules of their own.
    private let program: PatternProgram?

    /// The kinds of pattern.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// An e-mail address.
        case email
        /// A telephone number.
        case phone
        /// A regular expression.
        case expression
    }

    /// An e-mail address: see `EmailAddress`.
    public static let email = TextPattern(kind: .email, source: "email", program: nil)
    /// A telephone number: see `PhoneNumber`.
    public static let phone = TextPattern(kind: .phone, source: "phone", program: nil)

    private init(kind: Kind, source: String, program: PatternProgram?) {
        self.kind = kind
        self.source = source
        self.program = program
    }

    /// Reads a regular expression, which is matched against the whole text, scalar by scalar.
    ///
    /// - Literals; `.` is anything but a line break; a backslash takes the meaning from a sign: `\.`, `\\`.
    /// - Classes `[a-z_]` and `[^…]`; `\d` is 0 to 9, `\w` a letter, mark or number of any script or `_`, `\s` white
    ///   space; `\p{L}`, `\p{N}`, `\p{Lu}`, `\p{Ll}` are letters, numbers, capitals and small letters of any script;
    ///   in capitals (`\D`, `\P{L}`) all else.
    /// - Groups `( )`, alternatives `|`, and the repetitions `*`, `+`, `?`, `{m}`, `{m,}`, `{m,n}`.
    ///
    /// Throws `TextPatternFault` with what is wrong and where. Time and memory grow with the length of the expression
    /// once its counted repetitions are written out, which has a limit.
    public init(_ expression: String) throws(TextPatternFault) {
        var parser = PatternParser(expression)
        self.init(kind: .expression, source: expression, program: try parser.program())
    }

    /// Whether the whole text is of the pattern. Time grows with the length of the text times that of the pattern.
    public func matches(_ text: String) -> Bool {
        switch kind {
        case .email: EmailAddress.matches(text)
        case .phone: PhoneNumber.matches(text)
        case .expression: program?.matches(text) ?? false
        }
    }

    /// Compares the texts by their bytes: two that only look the same are two expressions.
    public static func == (left: Self, right: Self) -> Bool {
        left.kind == right.kind && left.source.utf8.elementsEqual(right.source.utf8)
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        for byte in source.utf8 { hasher.combine(byte) }
    }
}

/// Why a text is not a pattern.
public struct TextPatternFault: Error, Hashable, Sendable {
    /// What was seen and what to do.
    public var message: String
    /// The Unicode scalar, from 0, where it was seen.
    public var offset: Int

    /// Makes a fault.
    public init(message: String, offset: Int) {
        self.message = message
        self.offset = offset
    }
}
