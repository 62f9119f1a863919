extension Parser {
    /// One line of a block, or of the file if it opens no declaration.
    mutating func statement() {
        guard kind == .name else { return junk(isInFile ? .declaration : .statement) }
        switch word {
        case .page:
            let node = open(.pageStmt)
            advance()
            page(node)
        case .if:
            let statement = open(.ifStmt)
            let arm = open(.ifArm)
            advance()
            expression()
            enter(.block, .ifArm(arm, statement: statement))
        case .for: loop()
        case .shuffle:
            let node = open(.shuffleStmt)
            advance()
            enter(.block, .node(node))
        case .draw:
            let node = open(.drawStmt)
            advance()
            integer()
            enter(.block, .node(node))
        case .split:
            let node = open(.splitStmt)
            advance()
            name()
            enter(.split, .node(node))
        case .let: simple(.letStmt) { $0.assignment() }
        case .require, .confirm: simple(.checkStmt) { $0.check() }
        case .finish: simple(.finishStmt) { $0.finish() }
        case .use: simple(.useStmt) { $0.use() }
        case .else: strayElse()
        case _ where word.isQuestionKind: question()
        default: unknownWord()
        }
    }

    private var isInFile: Bool { frames.count == 1 }

    /// A page after its word.
    private mutating func page(_ node: Int) {
        name()
        if startsText { text() }
        enter(.block, .node(node))
    }

    private mutating func loop() {
        let node = open(.forStmt)
        advance()
        name()
        if word == .in, isOnLine { advance() } else { missing(.inWord) }
        set()
        properties()
        enter(.block, .node(node))
    }

    /// `NAME "=" Expr`
    private mutating func assignment() {
        name()
        expect(.equal, .equal)
        expression()
    }

    /// A check after its word. Its `else` may stand on the next line.
    private mutating func check() {
        expression()
        if word != .else, firstOnThisLine(where: { $0.word == .else }) != nil, !isFirstOnLine {
            skip(.elseWord) { $0.word == .else }
        }
        let next = following
        if word == .else, isOnLine || next.kind == .name && next.word != .if || next.kind.isString {
            advance()
        } else {
            missing(.elseWord)
        }
        optionalNameAndText()
    }

    private mutating func finish() {
        // `screened` may also be the name of an ending.
        if word == .screened, isOnLine { advance() }
        optionalNameAndText()
    }

    private mutating func optionalNameAndText() {
        if kind == .name, isOnLine { leaf(.name) }
        text()
    }

    private mutating func use() {
        name()
        if kind == .leftParen, isOnLine { arguments() }
        guard word == .as, isOnLine else { return }
        let node = open(.alias)
        advance()
        name()
        close(node)
    }

    // MARK: Lines that start with a word of no known meaning

    /// An `else` with no `if` to belong to, unless a `}` is missing.
    private mutating func strayElse() {
        guard let frame = frames.last, case .ifArm = frame.owner else { return junk(.statement) }
        missingRightBrace()
        pop()
    }

    /// A question of a kind that does not exist, or a line that lacks its first word.
    private mutating func unknownWord() {
        // A word of the top level that is not at its place is no question.
        if word.isTopLevel || word == .of { return junk(isInFile ? .declaration : .statement) }
        let next = followingOnLine
        switch next.kind {
        case .name where !next.word.isOperator: question()
        case .string, .unterminatedString:
            let brace = firstOnThisLine { $0.kind == .leftBrace }
            if let brace, contextOfBraces(at: brace) == .block { unnamedPage() } else { question() }
        case .integer where firstOnThisLine(where: { $0.kind.isString }) != nil: question()
        case .equal:
            guard isInFile else { return withoutWord(.letStmt, .letWord) { $0.assignment() } }
            withoutWord(.metricDecl, .letWord) { $0.metric() }
        case .name, .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .dot, .leftParen,
            .leftBracket, .plus, .minus, .star, .slash, .percent, .leftBrace:
            guard hasBraceOnLine(), next.kind != .leftBrace || contextOfBraces(at: index(after: at)) == .block
            else {
                return junk(isInFile ? .declaration : .statement)
            }
            let statement = open(.ifStmt)
            let arm = open(.ifArm)
            missing(.ifWord)
            expression()
            enter(.block, .ifArm(arm, statement: statement))
        default: junk(isInFile ? .declaration : .statement)
        }
    }

    private mutating func unnamedPage() {
        let node = open(.pageStmt)
        missing(.pageWord)
        page(node)
    }

    private mutating func withoutWord(
        _ kind: SyntaxKind, _ expected: Expected, _ rest: (inout Parser) -> Void
    ) {
        let node = open(kind)
        missing(expected)
        rest(&self)
        endLine()
        close(node)
    }
}

extension Word {
    /// Whether the word goes on with an expression after a value.
    fileprivate var isOperator: Bool { self == .in || self == .not || self == .and || self == .or }
}
