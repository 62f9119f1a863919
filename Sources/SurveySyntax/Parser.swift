/// Builds the nodes over a file's tokens. It never fails: what does not fit becomes `unexpected`, what is not there
/// `missing`.
func parse(_ tokens: UnsafeBufferPointer<RawToken>) -> (nodes: [RawNode], errorCount: Int) {
    var parser = Parser(tokens: tokens)
    parser.parseFile()
    return (parser.nodes, parser.errorCount)
}

/// Blocks are kept on a stack of its own, so that their nesting needs no stack of the thread; expressions recurse, to
/// a limit. Each line is looked at a constant number of times.
struct Parser {
    let tokens: UnsafeBufferPointer<RawToken>
    var nodes: [RawNode] = []
    var errorCount = 0
    /// The next token that is not trivia.
    var at = 0
    var current: RawToken
    /// The place after the last token that was taken.
    var lastEnd = 0
    var frames: [Frame] = []
    /// The first token of the line that is being parsed.
    private(set) var lineStart = 0
    /// How many parentheses and brackets are open: inside them a line end means nothing.
    var bracketDepth = 0
    var expressionDepth = 0
    /// What the last search for a `{` on a line found, and between which places it holds.
    private var lineSearch = (from: 0, end: 0, isFound: false)
    /// A limit was passed on this line and reported; what is missing at its end follows from that.
    var isQuiet = false

    init(tokens: UnsafeBufferPointer<RawToken>) {
        self.tokens = tokens
        current = tokens[0]
        skipTrivia()
        nodes.reserveCapacity(tokens.count / 3 + 16)
    }

    /// What may stand in the braces that are open.
    enum Context {
        case file, block, list, split, test
        /// Braces beyond the nesting limit.
        case skipped

        var nodeKind: SyntaxKind {
            switch self {
            case .list: .list
            case .split: .splitBlock
            case .test: .testBlock
            default: .block
            }
        }
    }

    /// Open braces.
    struct Frame {
        var context: Context
        /// The node of the braces.
        var body: Int
        /// The `{`; `nil` if it is missing.
        var opener: Int?
        /// The first token inside.
        var start: Int
        var owner: Owner
    }

    /// What is closed when braces are.
    enum Owner {
        /// Braces after something that was not understood.
        case none
        case node(Int)
        case ifArm(Int, statement: Int)
    }

    // MARK: Tokens

    var kind: TokenKind { current.kind }
    /// The contextual word of the next token, `none` if it is no name.
    var word: Word { current.word }
    var isFirstOnLine: Bool { current.flags.contains(.firstOnLine) }
    var isAtEnd: Bool { current.kind == .endOfFile }

    /// Whether the next token stands on the line of the last one, as far as lines matter here.
    var isOnLine: Bool { bracketDepth > 0 || !current.flags.contains(.firstOnLine) || at == lineStart }

    @inline(__always) private mutating func skipTrivia() {
        while tokens[at].kind.isTrivia { at += 1 }
        current = tokens[at]
    }

    /// Takes the next token.
    @inline(__always) mutating func advance() {
        guard current.kind != .endOfFile else { return }
        lastEnd = at + 1
        at += 1
        skipTrivia()
    }

    /// The place of the word after one, looking past trivia.
    func index(after index: Int) -> Int {
        guard tokens[index].kind != .endOfFile else { return index }
        var next = index + 1
        while tokens[next].kind.isTrivia { next += 1 }
        return next
    }

    /// The token after the next one.
    var following: RawToken { tokens[index(after: at)] }

    /// The token after the next one if it stands on the same line, else the end of the file.
    var followingOnLine: RawToken {
        let next = following
        return next.flags.contains(.firstOnLine) ? tokens[tokens.count - 1] : next
    }

    /// The first token from the next one on, on its line and before any brace but a `{`, that satisfies a condition.
    func firstOnThisLine(where matches: (RawToken) -> Bool) -> Int? {
        let (index, isFound) = searchLine(matches)
        return isFound ? index : nil
    }

    private func searchLine(_ matches: (RawToken) -> Bool) -> (index: Int, isFound: Bool) {
        var index = at
        while true {
            let token = tokens[index]
            if token.kind == .endOfFile || index > at && token.flags.contains(.firstOnLine) {
                return (index, false)
            }
            if matches(token) { return (index, true) }
            if token.kind == .leftBrace || token.kind == .rightBrace { return (index, false) }
            index = self.index(after: index)
        }
    }

    /// Whether a `{` comes on this line. Asked again further on in the same line it costs nothing.
    mutating func hasBraceOnLine() -> Bool {
        if at >= lineSearch.from, at < lineSearch.end { return lineSearch.isFound }
        let (index, isFound) = searchLine { $0.kind == .leftBrace }
        lineSearch = (from: at, end: isFound ? index + 1 : index, isFound: isFound)
        return isFound
    }

    // MARK: Nodes

    @inline(__always) mutating func open(_ kind: SyntaxKind) -> Int {
        let first = UInt32(truncatingIfNeeded: at)
        nodes.append(RawNode(kind: kind, expected: .declaration, first: first, end: first))
        return nodes.count - 1
    }

    @inline(__always) mutating func close(_ node: Int) {
        nodes[node].end = max(nodes[node].first, UInt32(truncatingIfNeeded: lastEnd))
        nodes[node].size = UInt32(truncatingIfNeeded: nodes.count - node)
    }

    /// Puts a node in front of those from `start` on.
    mutating func wrap(_ start: Int, from token: Int, in kind: SyntaxKind) {
        let first = UInt32(truncatingIfNeeded: token)
        nodes.insert(RawNode(kind: kind, expected: .declaration, first: first, end: first), at: start)
    }

    /// A node of the next token alone.
    mutating func leaf(_ kind: SyntaxKind) {
        let node = open(kind)
        advance()
        close(node)
    }

    mutating func missing(_ expected: Expected, opener: Int? = nil) {
        guard !isQuiet else { return }
        let first = UInt32(truncatingIfNeeded: at)
        let end = UInt32(truncatingIfNeeded: opener ?? at)
        nodes.append(RawNode(kind: .missing, expected: expected, first: first, end: end))
        errorCount += 1
    }

    /// Skips at least one token, then up to the end of the line, a brace, or a token that satisfies a condition.
    mutating func skip(_ expected: Expected, until stops: (RawToken) -> Bool = { _ in false }) {
        guard !isAtEnd else { return missing(expected) }
        let node = open(.unexpected)
        nodes[node].expected = expected
        repeat {
            advance()
        } while !isAtEnd && !isFirstOnLine && kind != .leftBrace && kind != .rightBrace && !stops(current)
        close(node)
        errorCount += 1
    }

    /// Skips what is left of a line that is complete.
    mutating func endLine(_ expected: Expected = .newLine) {
        // A brace is a line of its own, which reports itself.
        guard !isFirstOnLine, !isAtEnd, kind != .leftBrace, kind != .rightBrace else { return }
        skip(expected)
    }

    // MARK: Tokens that have to be there

    /// Takes a name that stands on the line.
    mutating func name(_ expected: Expected = .name) {
        if kind == .name, isOnLine { leaf(.name) } else { missing(expected) }
    }

    mutating func integer() {
        if kind == .integer, isOnLine { advance() } else { missing(.integer) }
    }

    /// Takes a token of a kind that stands on the line.
    mutating func expect(_ wanted: TokenKind, _ expected: Expected) {
        if kind == wanted, isOnLine { advance() } else { missing(expected) }
    }

    // MARK: Braces

    /// Opens braces, which have to stand here. What stands before them on the line is skipped.
    mutating func enter(_ context: Context, _ owner: Owner) {
        if kind != .leftBrace, !isFirstOnLine, hasBraceOnLine() { skip(.leftBrace) }
        if kind == .leftBrace {
            push(context, owner)
        } else {
            missing(.leftBrace)
            // Where nothing can belong to the braces there are none.
            if isAtEnd || isTopLevelStart(in: context) || context == .list && !startsListLine
                || frames.count > SurveyTree.maximumNesting
            {
                return abandon(owner)
            }
            let body = open(context.nodeKind)
            frames.append(Frame(context: context, body: body, opener: nil, start: at, owner: owner))
        }
    }

    /// Takes the `{` that is here.
    mutating func push(_ context: Context, _ owner: Owner) {
        let isTooDeep = frames.count > SurveyTree.maximumNesting
        let body = open(context.nodeKind)
        let opener = at
        if !isTooDeep { advance() }
        frames.append(
            Frame(
                context: isTooDeep ? .skipped : context, body: body, opener: opener, start: at, owner: owner))
    }

    /// Closes the innermost braces, whose `}` was taken or is missing.
    mutating func pop() {
        guard let frame = frames.popLast() else { return }
        close(frame.body)
        closeOwner(frame.owner)
    }

    /// Closes what braces would belong to that there are none of.
    private mutating func abandon(_ owner: Owner) {
        switch owner {
        case .none: break
        case .node(let node): close(node)
        case .ifArm(let arm, let statement):
            close(arm)
            close(statement)
        }
    }

    private mutating func closeOwner(_ owner: Owner) {
        switch owner {
        case .none: break
        case .node(let node): close(node)
        case .ifArm(let arm, let statement):
            close(arm)
            guard word == .else, !isAtEnd else { return close(statement) }
            let arm = open(.ifArm)
            advance()
            if word == .if, isOnLine {
                advance()
                expression()
            } else if kind != .leftBrace, isOnLine, hasBraceOnLine() {
                missing(.ifWord)
                expression()
            }
            enter(.block, .ifArm(arm, statement: statement))
        }
    }

    /// Whether a declaration starts here at column 0, which closes all braces.
    func isTopLevelStart(in context: Context) -> Bool {
        guard word.isTopLevel, current.flags.contains(.columnZero) else { return false }
        // A test may be written without indentation, and `given` is one of its lines.
        if context == .test, word == .given {
            return tokens[index(after: index(after: at))].kind == .colon
        }
        return true
    }

    // MARK: The file

    mutating func parseFile() {
        let file = open(.file)
        frames.append(Frame(context: .file, body: file, opener: nil, start: at, owner: .none))
        while let frame = frames.last {
            isQuiet = false
            bracketDepth = 0
            expressionDepth = 0
            let (before, depth) = (at, frames.count)
            lineStart = at
            // Every turn takes a token or closes braces; should one do neither, it takes one.
            defer { if at == before, frames.count == depth, !isAtEnd { skip(.statement) } }
            if frame.context == .file {
                guard !isAtEnd else { break }
                line(in: frame)
            } else if frame.context == .skipped {
                skipBraces()
                pop()
            } else if isAtEnd || isTopLevelStart(in: frame.context) {
                closeAllBraces()
            } else if kind == .rightBrace {
                advance()
                pop()
            } else {
                line(in: frame)
            }
        }
        close(file)
        // The file also holds the trivia at its ends.
        nodes[file].first = 0
        nodes[file].end = UInt32(truncatingIfNeeded: tokens.count)
    }

    /// Closes everything that is open with one error, which names the innermost brace that was opened.
    private mutating func closeAllBraces() {
        missingRightBrace()
        while frames.count > 1 { pop() }
    }

    /// Reports the innermost braces as not closed, unless their opening was already reported.
    mutating func missingRightBrace() {
        guard let opener = frames.last(where: { $0.opener != nil })?.opener, frames.last?.opener != nil else {
            return
        }
        missing(.rightBrace, opener: opener)
    }

    private mutating func skipBraces() {
        let node = open(.unexpected)
        nodes[node].expected = .shallowerNesting
        errorCount += 1
        var depth = 0
        repeat {
            if kind == .leftBrace { depth += 1 }
            if kind == .rightBrace { depth -= 1 }
            advance()
        } while depth > 0 && !isAtEnd && !isTopLevelStart(in: .skipped)
        close(node)
    }

    private mutating func line(in frame: Frame) {
        if !isFirstOnLine, at != frame.start, tokens[lastEnd - 1].kind == .rightBrace, kind != .leftBrace,
            kind != .rightBrace
        {
            missing(.newLine)
        }
        switch frame.context {
        case .file: declaration()
        case .block: statement()
        case .list: listLine()
        case .split: splitLine()
        case .test: testLine()
        case .skipped: break
        }
    }

    /// Skips a line that starts nothing, and opens the braces at its end to keep count of them.
    mutating func junk(_ expected: Expected) {
        if kind != .leftBrace {
            skip(expected)
            guard kind == .leftBrace else { return }
        } else {
            missing(expected)
        }
        push(contextOfBraces(at: at, inList: frames.last?.context == .list), .none)
    }

    /// What braces hold, by the first word inside.
    ///
    /// An `if` or `shuffle` opens a line of a list as well as a statement, so what stands in its own braces decides, and
    /// where they are empty, what stands behind them. A list nests conditions at most sixteen deep, so no more of them
    /// are looked into, and each line costs the same. A line that lacks a word may be either; it is taken for one of what
    /// is around it.
    func contextOfBraces(at brace: Int, inList: Bool = false) -> Context {
        var index = index(after: brace)
        var depth = 0
        for _ in 0...16 {
            let token = tokens[index]
            let next = self.index(after: index)
            switch token.kind {
            case .minus, .integer: return .list
            case .name where token.word == .if:
                index = contents(ofLineAt: index, &depth)
            case .name where token.word == .shuffle && tokens[next].kind == .leftBrace:
                index = self.index(after: next)
                depth += 1
            case .name where token.word == .draw:
                let isBlock =
                    tokens[next].kind == .leftBrace || tokens[self.index(after: next)].kind == .leftBrace
                return isBlock ? .block : .list
            case .name where token.word.isQuestionKind: return .block
            case .name where token.word.isProperty || token.word == .group: return .list
            case .name where token.word.isTestLine: return .test
            case .name where inList && token.word == .none:
                if tokens[next].kind.isString { return .list }
                // A condition that lacks its `if`.
                guard tokens[next].kind != .name || tokens[next].word != .none else { return .block }
                index = contents(ofLineAt: index, &depth)
            case .rightBrace where depth > 0:
                index = next
                depth -= 1
            case .rightBrace: return inList ? .list : .block
            default: return .block
            }
        }
        return inList ? .list : .block
    }

    /// The first token in the braces that open on a line, or where none do, of the next line.
    /// Counts the braces that it enters.
    private func contents(ofLineAt index: Int, _ depth: inout Int) -> Int {
        var place = index
        var brackets = 0
        while tokens[place].kind != .endOfFile {
            let before = tokens[place]
            place = self.index(after: place)
            let token = tokens[place]
            switch token.kind {
            case .leftBrace:
                depth += 1
                return self.index(after: place)
            case .rightBrace: return place
            case .leftParen, .leftBracket: brackets += 1
            case .rightParen, .rightBracket: brackets -= 1
            default: break
            }
            if token.flags.contains(.firstOnLine), brackets <= 0, !before.isOperator { return place }
        }
        return place
    }
}

extension RawToken {
    /// Whether an expression goes on behind it, in the next line if need be.
    fileprivate var isOperator: Bool {
        switch kind {
        case .equal, .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .plus, .minus, .star,
            .slash, .percent, .comma, .ellipsis:
            true
        case .name: word == .and || word == .or || word == .not || word == .in || word == .except
        default: false
        }
    }
}
