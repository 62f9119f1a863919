/// How tightly an operator binds, loosest first.
private enum Level: Int {
    case or, and, not, comparison, sum, product, unary
}

extension Parser {
    /// `Expr` of the grammar.
    mutating func expression() { _ = operation(.or) }

    /// `Sum` of the grammar.
    mutating func sum() { _ = operation(.sum) }

    /// `Bound`: one value, or two around `...`.
    mutating func bound() {
        let node = open(.bound)
        if kind == .ellipsis { missing(.expression) } else { sum() }
        if kind == .ellipsis, isOnLine {
            advance()
            sum()
        }
        close(node)
    }

    /// `Set`: a bound, and others that are left out of it.
    mutating func set() {
        let node = open(.set)
        bound()
        while word == .except, isOnLine {
            advance()
            bound()
        }
        close(node)
    }

    /// `Path`
    mutating func path() {
        if startsPath {
            _ = pathOrCall(allowsCall: false)
        } else if kind == .dot, isOnLine {
            pathWithoutName()
        } else {
            missing(.path)
        }
    }

    /// Paths with commas between them; after a comma they may go on in the next line.
    mutating func paths() {
        while true {
            path()
            if kind == .comma, isOnLine {
                advance()
            } else if startsPath, isOnLine, word != .by, word != .where {
                missing(.comma)
            } else {
                return
            }
        }
    }

    /// `Args`, with the parenthesis here.
    mutating func arguments() {
        let node = open(.arguments)
        bracketed(.rightParen, .rightParen) { $0.argument() }
        close(node)
    }

    /// Elements with commas between them, up to a closing bracket; the opening one is here.
    mutating func bracketed(_ closer: TokenKind, _ expected: Expected, _ element: (inout Parser) -> Void) {
        let opener = at
        advance()
        bracketDepth += 1
        var isOpen = kind != closer
        while isOpen {
            let before = at
            element(&self)
            isOpen = goesOn(after: before, to: closer, expected, opener)
        }
        if kind == closer, !isQuiet { advance() }
        bracketDepth -= 1
    }

    /// What stands after an element in brackets: whether another one follows. If none does, the closing bracket is here
    /// or is reported.
    private mutating func goesOn(after start: Int, to closer: TokenKind, _ expected: Expected, _ opener: Int)
        -> Bool
    {
        if isQuiet { return false }
        // The text of a question does not belong to the list of options before it.
        let isText = closer == .rightBracket && kind.isString && !tokens[lastEnd - 1].kind.isString
        if isText {
            missing(expected, opener: opener)
            return false
        }
        if kind != .comma, kind != closer, !endsBrackets {
            if startsOperand, at != start {
                missing(.comma)
                return true
            }
            skip(.comma) { $0.kind == .comma || $0.kind == closer }
        }
        if kind == .comma {
            advance()
            if kind == closer { missing(.expression) }
            return kind != closer
        }
        if kind != closer {
            if !endsBrackets { return true }
            missing(expected, opener: opener)
        }
        return false
    }

    // MARK: Operations

    /// Parses operations that bind at least as tightly as a level. Returns the height of the expression when each
    /// operation takes two operands.
    private mutating func operation(_ minimum: Level) -> Int {
        let start = nodes.count
        let first = at
        var height = prefix(minimum)
        while let level = infixLevel, level.rawValue >= minimum.rawValue, !isQuiet {
            switch level {
            case .comparison:
                if nodes.count > start,
                    nodes[start].kind == .comparisonExpr || nodes[start].kind == .membershipExpr
                {
                    skipChainedComparison(&height)
                    continue
                }
                wrap(start, from: first, in: kind == .name ? .membershipExpr : .comparisonExpr)
                height = max(height, comparisonRest()) + 1
            case .or, .and, .sum, .product:
                wrap(start, from: first, in: chainKind(level))
                while infixLevel == level, !isQuiet {
                    advance()
                    let tighter = Level(rawValue: level.rawValue + 1) ?? .unary
                    height = max(height, operation(tighter)) + 1
                    if height > SurveyTree.maximumExpressionHeight { skipTooDeep() }
                }
            case .not, .unary: break
            }
            close(start)
        }
        return height
    }

    private mutating func comparisonRest() -> Int {
        guard kind == .name else {
            advance()
            return operation(.sum)
        }
        if word == .not { advance() }
        advance()
        expressionDepth += 1
        set()
        expressionDepth -= 1
        // The values of a set are as deep as their own parts.
        return 1
    }

    private mutating func skipChainedComparison(_ height: inout Int) {
        let node = open(.unexpected)
        nodes[node].expected = .operator
        errorCount += 1
        height = max(height, comparisonRest())
        close(node)
    }

    private func chainKind(_ level: Level) -> SyntaxKind {
        switch level {
        case .or: .orExpr
        case .and: .andExpr
        case .sum: .sumExpr
        default: .productExpr
        }
    }

    /// The level of the operator that is next; `nil` if the expression ends here.
    private var infixLevel: Level? {
        guard isOnLine else { return nil }
        switch kind {
        case .equal, .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual: return .comparison
        case .plus, .minus: return .sum
        case .star, .slash, .percent: return .product
        case .name:
            switch word {
            case .or: return .or
            case .and: return .and
            case .in: return .comparison
            case .not: return following.word == .in ? .comparison : nil
            default: return nil
            }
        default: return nil
        }
    }

    /// `not`, unary `-`, or a value.
    private mutating func prefix(_ minimum: Level) -> Int {
        guard !isQuiet else { return 0 }
        guard expressionDepth < SurveyTree.maximumExpressionDepth else {
            skipTooDeep()
            return 0
        }
        expressionDepth += 1
        defer { expressionDepth -= 1 }
        if kind == .minus, !startsNextLine {
            let node = open(.negationExpr)
            advance()
            let height = prefix(.unary)
            close(node)
            return height + 1
        }
        if word == .not, !startsNextLine {
            guard minimum.rawValue <= Level.not.rawValue else {
                skipNot()
                return prefix(minimum)
            }
            let node = open(.notExpr)
            advance()
            let height = operation(.not)
            close(node)
            return height + 1
        }
        return primary()
    }

    /// Skips a `not` in the middle of an operation that binds more tightly.
    private mutating func skipNot() {
        let node = open(.unexpected)
        nodes[node].expected = .expression
        errorCount += 1
        advance()
        close(node)
    }

    private mutating func primary() -> Int {
        guard startsOperand, !startsNextLine else { return withoutOperand() }
        switch kind {
        case .leftParen: return parenthesized()
        case .leftBracket: return list()
        case .name: return isQuery ? query() : pathOrCall(allowsCall: true)
        default: return literal()
        }
    }

    private mutating func withoutOperand() -> Int {
        if kind == .dot, isOnLine { pathWithoutName() } else { missing(.expression) }
        return 0
    }

    private mutating func parenthesized() -> Int {
        let node = open(.parenthesizedExpr)
        let opener = at
        advance()
        bracketDepth += 1
        let height = operation(.or)
        closeBracket(.rightParen, .rightParen, opener)
        bracketDepth -= 1
        close(node)
        return height
    }

    /// Takes the bracket that closes an expression, after skipping what stands before it.
    private mutating func closeBracket(_ closer: TokenKind, _ expected: Expected, _ opener: Int) {
        if kind != closer, !endsBrackets, !isQuiet {
            skip(.operator) { $0.kind == .rightParen || $0.kind == .rightBracket || $0.kind == .comma }
        }
        if kind == closer { advance() } else { missing(expected, opener: opener) }
    }

    private mutating func list() -> Int {
        let node = open(.listExpr)
        bracketed(.rightBracket, .rightBracket) { $0.expression() }
        close(node)
        return 1
    }

    private mutating func literal() -> Int {
        let isOpen = kind == .unterminatedString
        leaf(.literalExpr)
        if isOpen { missing(.closingQuote) }
        return 1
    }

    private var isQuery: Bool {
        guard word.isQuery else { return false }
        let next = followingOnLine
        return next.kind == .name && !next.word.isInfix
    }

    private mutating func query() -> Int {
        let node = open(.queryExpr)
        advance()
        path()
        close(node)
        return 1
    }

    private mutating func pathOrCall(allowsCall: Bool) -> Int {
        let node = open(.pathExpr)
        advance()
        // What is inside a call or an index is two levels down.
        expressionDepth += 1
        if allowsCall, kind == .leftParen, isOnLine {
            nodes[node].kind = .callExpr
            arguments()
        } else {
            pathParts()
        }
        expressionDepth -= 1
        close(node)
        return 1
    }

    private mutating func pathWithoutName() {
        let node = open(.pathExpr)
        missing(.name)
        pathParts()
        close(node)
    }

    /// What comes after the first name. An index touches what it belongs to: `a [b]` is a value and a list.
    private mutating func pathParts() {
        while isOnLine, kind == .dot || kind == .leftBracket && at == lastEnd { pathPart() }
    }

    private mutating func pathPart() {
        guard kind == .dot else { return index() }
        advance()
        if kind == .name || kind == .integer, isOnLine { advance() } else { missing(.name) }
    }

    private mutating func index() {
        let node = open(.subscriptPart)
        let opener = at
        advance()
        bracketDepth += 1
        expression()
        closeBracket(.rightBracket, .rightBracket, opener)
        bracketDepth -= 1
        close(node)
    }

    private mutating func argument() {
        let node = open(.argument)
        expression()
        if kind == .colon {
            advance()
            expression()
        }
        close(node)
    }

    // MARK: Where things end

    /// Skips what is deeper or longer than an expression may be.
    private mutating func skipTooDeep() {
        guard !isQuiet else { return }
        isQuiet = true
        var depth = bracketDepth
        let node = open(.unexpected)
        nodes[node].expected = .simplerExpression
        errorCount += 1
        while !isAtEnd, kind != .leftBrace, kind != .rightBrace, depth > 0 || !isFirstOnLine,
            !isTopLevelStart(in: .block)
        {
            if kind == .leftParen || kind == .leftBracket { depth += 1 }
            if kind == .rightParen || kind == .rightBracket { depth = max(0, depth - 1) }
            advance()
        }
        close(node)
    }

    private var startsPath: Bool { kind == .name && !word.isInfix && !startsNextLine }

    /// Whether a value may start here.
    var startsOperand: Bool {
        switch kind {
        case .name: !word.isInfix
        case .integer, .decimal, .date, .time, .string, .unterminatedString, .leftParen, .leftBracket: true
        default: false
        }
    }

    /// Whether brackets that are open cannot go on here.
    private var endsBrackets: Bool {
        if isFirstOnLine { return true }
        switch kind {
        case .endOfFile, .leftBrace, .rightBrace, .rightParen, .rightBracket: return true
        case .name:
            return word == .where || word == .by || word == .as || word == .else || word == .if
                || word == .optional
        default: return false
        }
    }

    /// Whether the next token opens a line that is plainly something else than the operand that is still to come:
    /// a declaration at column 0, or two words in a row.
    private var startsNextLine: Bool {
        guard isFirstOnLine, at != lineStart else { return false }
        if kind == .string || kind == .unterminatedString { return false }
        if kind != .name { return kind == .minus && bracketDepth == 0 }
        let next = followingOnLine
        if current.flags.contains(.columnZero), word.isTopLevel {
            switch next.kind {
            case .name, .string, .unterminatedString, .integer: return true
            default: return false
            }
        }
        if word == .not || word.isQuery { return false }
        return next.kind == .name && !next.word.isInfix && !next.word.endsExpression || next.kind.isString
    }
}

extension Word {
    /// Whether the word stands between operands and so is none.
    fileprivate var isInfix: Bool {
        self == .and || self == .or || self == .in || self == .not || self == .else
    }

    /// Whether the word may follow an expression on its line.
    fileprivate var endsExpression: Bool {
        switch self {
        case .where, .by, .as, .if, .else, .except, .draw, .optional: true
        default: false
        }
    }
}
