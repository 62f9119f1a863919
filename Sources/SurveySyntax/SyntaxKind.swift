/// What a node of the tree is. The typed views in `Views/` are the way to read them.
public enum SyntaxKind: UInt8, Sendable {
    case file

    // Declarations, which stand at the top level.
    case surveyDecl, versionDecl, titleDecl, importDecl, languageDecl, translationsDecl
    case givenDecl, scaleDecl, optionsDecl, fragmentDecl, metricDecl, driversDecl, testDecl

    // Statements, which also stand in blocks.
    case pageStmt, ifStmt, forStmt, shuffleStmt, drawStmt, splitStmt, letStmt, checkStmt, finishStmt, useStmt
    case questionStmt

    /// One `if … { }`, `else if … { }` or `else { }` of an `ifStmt`.
    case ifArm
    /// One `- name { }` of a `splitStmt`.
    case splitArm
    /// One `name: type = value` of a `fragmentDecl`.
    case parameter

    // Braces and what they hold.
    case block, list, splitBlock, testBlock

    // Lines of a list.
    case option, label, listIf, group, listShuffle, property

    // Lines of a test.
    case testGiven, testAnswer, testInterview, testExpect

    // Parts of the above.
    /// One name token that is declared or referred to as a whole.
    case name
    /// `as` and the name after it, of a `useStmt`.
    case alias
    /// `pt-BR`: a name, and more names each after a `-`.
    case languageTag
    case type
    /// One value, or two with `...` between them.
    case bound
    /// A bound, and the bounds after `except`.
    case set
    /// One or more strings, and perhaps a plural.
    case text
    case plural
    case arguments
    case argument
    /// `where …` of a metric, around its expression.
    case whereClause
    /// `by …` of a metric, around its paths.
    case byClause

    // Expressions.
    case orExpr, andExpr, notExpr, comparisonExpr, membershipExpr, sumExpr, productExpr, negationExpr
    case literalExpr, parenthesizedExpr, listExpr, pathExpr, callExpr, queryExpr
    /// `[…]` in a path, around its expression.
    case subscriptPart

    // What went wrong.
    /// Tokens that fit nowhere, kept where they stood.
    case unexpected
    /// An empty place where something had to stand.
    case missing

    /// Whether an `ExpressionSyntax` can be made of a node of this kind.
    public var isExpression: Bool {
        rawValue >= SyntaxKind.orExpr.rawValue && rawValue <= SyntaxKind.queryExpr.rawValue
    }

    /// Whether a `Statement` can be made of a node of this kind.
    public var isStatement: Bool {
        rawValue >= SyntaxKind.pageStmt.rawValue && rawValue <= SyntaxKind.questionStmt.rawValue
    }
}

/// What the grammar asked for at the place of an error.
public enum Expected: UInt8, Sendable, CaseIterable {
    case declaration, statement, listLine, testLine, splitLine
    case name, integer, text, type, bound, expression, path, languageTag, parameter
    /// A property, or the end of the line.
    case property
    /// An operator or the end of the expression.
    case `operator`
    /// The end of the line: two things stand on it that need a line each.
    case newLine
    case equal, colon, comma, bullet, closingQuote
    case leftBrace, rightBrace, leftParen, rightParen, rightBracket
    case ifWord, elseWord, ofWord, inWord, pageWord
    /// `let`, or at the top level `metric`.
    case letWord
    /// `given` or `answer`.
    case answerWord
    case expectWord
    /// Fewer open braces: the nesting limit is reached, the braces and what they hold were skipped.
    case shallowerNesting
    /// A smaller expression: the depth limit is reached, the rest was skipped.
    case simplerExpression
}
