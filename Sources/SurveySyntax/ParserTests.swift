extension Parser {
    /// One line of a test.
    mutating func testLine() {
        switch word {
        case .given: simple(.testGiven) { $0.testAssignment() }
        case .answer: simple(.testAnswer) { $0.testAssignment() }
        case .expect: simple(.testExpect) { $0.expression() }
        case .interview:
            let node = open(.testInterview)
            advance()
            if kind == .integer, isOnLine { advance() }
            enter(.test, .node(node))
        default:
            if kind == .name { testLineWithoutWord() } else { junk(.testLine) }
        }
    }

    /// `Path "=" Sum`
    private mutating func testAssignment() {
        path()
        if kind != .equal, !isFirstOnLine, firstOnThisLine(where: { $0.kind == .equal }) != nil {
            skip(.equal) { $0.kind == .equal }
        }
        expect(.equal, .equal)
        sum()
    }

    private mutating func testLineWithoutWord() {
        let isCondition = word.isQuery || word == .not
        let next = followingOnLine
        switch next.kind {
        case .equal, .dot, .leftBracket:
            guard !isCondition, firstOnThisLine(where: { $0.kind == .equal }) != nil else { fallthrough }
            let node = open(.testAnswer)
            missing(.answerWord)
            testAssignment()
            endLine()
            close(node)
        case _ where isCondition || next.kind.isComparison || next.word == .in || next.kind == .leftParen:
            let node = open(.testExpect)
            missing(.expectWord)
            expression()
            endLine()
            close(node)
        default:
            junk(.testLine)
        }
    }
}
