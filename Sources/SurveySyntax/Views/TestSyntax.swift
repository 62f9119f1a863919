/// `test "a detractor is asked why" { … }`
public struct TestDecl: SyntaxView {
    public let syntax: Syntax
    /// What the test is called.
    public var text: TextSyntax? { firstText }
    public var body: TestBlock? { syntax.first(.testBlock).map(TestBlock.init) }
}

/// `{ … }` around lines of a test.
public struct TestBlock: SyntaxView {
    public let syntax: Syntax
    public var lines: [TestLine] { syntax.children.compactMap(TestLine.init) }
}

/// One line of a test.
public enum TestLine: Sendable {
    case given(TestAssignment)
    case answer(TestAssignment)
    case interview(TestInterview)
    case expect(TestExpectation)

    init?(_ syntax: Syntax) {
        switch syntax.kind {
        case .testGiven: self = .given(TestAssignment(syntax: syntax))
        case .testAnswer: self = .answer(TestAssignment(syntax: syntax))
        case .testInterview: self = .interview(TestInterview(syntax: syntax))
        case .testExpect: self = .expect(TestExpectation(syntax: syntax))
        default: return nil
        }
    }
}

/// `answer channel = store` or `given branch = "athens-02"`
public struct TestAssignment: SyntaxView {
    public let syntax: Syntax
    public var path: PathSyntax? {
        firstOperand.flatMap { $0.syntax.kind == .pathExpr ? PathSyntax(syntax: $0.syntax) : nil }
    }
    /// What stands after `=`.
    public var value: ExpressionSyntax? {
        // The path is an expression, too: the value is what comes after it, or the only one if the path is missing.
        let values = syntax.children.filter { $0.kind.isExpression || $0.kind == .missing }
        guard values.count > 1, values[1].kind != .missing else { return nil }
        return ExpressionSyntax(syntax: values[1])
    }
}

/// `interview 3 { … }`
public struct TestInterview: SyntaxView {
    public let syntax: Syntax
    /// How many respondents: one if it is left out.
    public var count: Token? { ownIntegers.first }
    public var body: TestBlock? { syntax.first(.testBlock).map(TestBlock.init) }
}

/// `expect asked why and not asked praise`
public struct TestExpectation: SyntaxView {
    public let syntax: Syntax
    public var condition: ExpressionSyntax? { firstExpression }
}
