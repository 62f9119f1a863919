/// A survey file as a tree that gives every byte back: tokens with the white space and comments between them, and
/// nodes over ranges of tokens, in two flat arrays.
///
/// Parsing never fails and words no message: what went wrong is in the tree (`errors`).
///
/// ```swift
/// guard let tree = SurveyTree(parsing: bytes) else { /* over 2 GiB */ }
/// for declaration in SurveyFile(tree).declarations { … }
/// ```
public final class SurveyTree: Sendable {
    /// The largest file that can be parsed, in bytes.
    public static let maximumByteCount = Int(Int32.max)

    /// The most braces that may be open at once; deeper ones are skipped and reported.
    public static let maximumNesting = 10_000

    /// The most parentheses, brackets, `not` and unary `-` around a value. A call, an index and the set after `in` count
    /// as two.
    public static let maximumExpressionDepth = 100

    /// The most levels an expression has when each operation takes two operands: `a + b + c` has three.
    public static let maximumExpressionHeight = 1_000

    /// The file.
    public let bytes: [UInt8]
    /// Where the file begins among all files that are read together: every place that nodes and tokens give is counted
    /// from the beginning of the first of them.
    public let base: Int
    /// Every token in order, and `endOfFile` last. Each ends where the next one starts.
    let tokens: [RawToken]
    /// Every node in preorder.
    let nodes: [RawNode]
    /// How many errors the tree holds.
    public let errorCount: Int

    /// Parses a file, in linear time. `nil` if it is larger than `maximumByteCount`.
    ///
    /// Files that import each other have bases one behind the other, so that a place says which file it is in.
    public init?(parsing bytes: [UInt8], at base: Int = 0) {
        guard bytes.count <= Self.maximumByteCount else { return nil }
        self.bytes = bytes
        self.base = base
        let tokens = bytes.withUnsafeBufferPointer { lex($0) }
        (nodes, errorCount) = tokens.withUnsafeBufferPointer { parse($0) }
        self.tokens = tokens
    }

    /// Parses text, in linear time. `nil` if it is larger than `maximumByteCount`.
    public convenience init?(parsing text: String) {
        self.init(parsing: Array(text.utf8))
    }

    /// The node of the whole file.
    public var root: Syntax { Syntax(tree: self, index: 0) }

    /// How many tokens there are, trivia and `endOfFile` included.
    public var tokenCount: Int { tokens.count }

    /// A token by its place in the file. Precondition: `0 <= index < tokenCount`.
    public func token(_ index: Int) -> Token { Token(tree: self, index: index) }

    /// Every token in order, trivia and `endOfFile` included: their bytes, joined, are the file.
    public var allTokens: some RandomAccessCollection<Token> {
        (0..<tokens.count).lazy.map { Token(tree: self, index: $0) }
    }

    /// The bytes at a place that one of the nodes or tokens gave.
    public func bytes(at place: Range<Int>) -> ArraySlice<UInt8> {
        bytes[place.lowerBound - base..<place.upperBound - base]
    }

    /// The bytes of a token, counted from the beginning of this file.
    func byteRange(_ token: Int) -> Range<Int> {
        let start = Int(tokens[token].start)
        return start..<(token + 1 < tokens.count ? Int(tokens[token + 1].start) : bytes.count)
    }
}

/// Eight bytes for each token; its end is the start of the next one.
struct RawToken {
    var start: UInt32
    var kind: TokenKind
    var word: Word
    var flags: Flags

    struct Flags: OptionSet {
        let rawValue: UInt8
        /// Only white space stands before it on its line.
        static let firstOnLine = Flags(rawValue: 1)
        /// Nothing stands before it on its line.
        static let columnZero = Flags(rawValue: 2)
    }
}

/// Sixteen bytes for each node. The children of a node follow it, each with all that is below it. Places are counted
/// from the node on, so that the parser can put a node in front of others.
struct RawNode {
    var kind: SyntaxKind
    var expected: Expected
    var first: UInt32
    /// The token after the last one; for a missing brace or bracket, the token that opened it (else its `first`).
    var end: UInt32
    /// How many nodes there are below it, and itself.
    var size: UInt32 = 1
}
