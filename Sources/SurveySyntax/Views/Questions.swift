/// `rating comfort 1...5 "How welcoming did you find the place?" optional { … }`
public struct QuestionStmt: SyntaxView {
    public let syntax: Syntax
    /// The kind's word, which need not be one that exists (`kind.word.isQuestionKind`).
    public var kind: Token? { syntax.firstToken }
    public var name: Token? { declaredName }
    /// A range, a number (`allocate split 100`) or the name of a scale.
    public var bound: BoundSyntax? { firstBound }
    /// The set after `from`.
    public var from: SetSyntax? { firstSet }
    public var text: TextSyntax? { firstText }
    /// The properties before the brace; those in the body are lines of `list`.
    public var properties: [PropertySyntax] { allProperties }
    public var list: ListSyntax? { firstList }
}

/// `{ … }` around options, labels and properties.
public struct ListSyntax: SyntaxView {
    public let syntax: Syntax
    public var lines: [ListLine] { syntax.children.compactMap(ListLine.init) }
}

/// One line of a list.
public enum ListLine: Sendable {
    case option(OptionSyntax)
    case label(LabelSyntax)
    case `if`(ListIf)
    case group(GroupSyntax)
    case shuffle(ListShuffle)
    case property(PropertySyntax)

    init?(_ syntax: Syntax) {
        switch syntax.kind {
        case .option: self = .option(OptionSyntax(syntax: syntax))
        case .label: self = .label(LabelSyntax(syntax: syntax))
        case .listIf: self = .if(ListIf(syntax: syntax))
        case .group: self = .group(GroupSyntax(syntax: syntax))
        case .listShuffle: self = .shuffle(ListShuffle(syntax: syntax))
        case .property: self = .property(PropertySyntax(syntax: syntax))
        default: return nil
        }
    }

    /// The node.
    public var syntax: Syntax {
        switch self {
        case .option(let view): view.syntax
        case .label(let view): view.syntax
        case .if(let view): view.syntax
        case .group(let view): view.syntax
        case .shuffle(let view): view.syntax
        case .property(let view): view.syntax
        }
    }
}

/// `- store = 3 "In the store"  specify if digital`
public struct OptionSyntax: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    /// The pinned code without its sign: the integer after `=`.
    public var codeToken: Token? { ownIntegers.first }
    /// The pinned code with its sign; `nil` also for one over `Int.max`.
    public var code: Int? {
        guard let magnitude = codeToken?.integer else { return nil }
        var tokens = syntax.ownTokens
        tokens.removeAll { $0.kind != .minus && $0.kind != .equal }
        return tokens.last?.kind == .minus ? -magnitude : magnitude
    }
    public var text: TextSyntax? { firstText }
    public var properties: [PropertySyntax] { allProperties }
    /// The condition after `if`.
    public var condition: ExpressionSyntax? { firstExpression }
}

/// `5 "Strongly agree"`, also as a bullet: the text of one point of a scale. `-5 "…"` is the point minus five, `- 5 "…"` is five.
public struct LabelSyntax: SyntaxView {
    public let syntax: Syntax
    /// The point without its sign.
    public var pointToken: Token? { ownIntegers.first }
    /// Whether a `-` touches the number.
    public var isNegative: Bool {
        guard let point = pointToken, point.index > 0 else { return false }
        return syntax.tree.tokens[point.index - 1].kind == .minus
    }
    /// The point with its sign; `nil` for one over `Int.max`.
    public var point: Int? { pointToken?.integer.map { isNegative ? -$0 : $0 } }
    public var text: TextSyntax? { firstText }
}

/// `if region == north { … }` around lines of a list
public struct ListIf: SyntaxView {
    public let syntax: Syntax
    public var condition: ExpressionSyntax? { firstExpression }
    public var list: ListSyntax? { firstList }
}

/// `group reliability "…" { … }`
public struct GroupSyntax: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    public var text: TextSyntax? { firstText }
    public var list: ListSyntax? { firstList }
}

/// `shuffle { … }` around lines of a list. A bare `shuffle` is a property.
public struct ListShuffle: SyntaxView {
    public let syntax: Syntax
    public var list: ListSyntax? { firstList }
}

/// `optional`, `lines 4`, `unit "€"`, `select 1...3`, `default 3`, `as faces` …
public struct PropertySyntax: SyntaxView {
    public let syntax: Syntax
    /// Its word.
    public var word: Word { syntax.firstToken?.word ?? .none }
    public var wordToken: Token? { syntax.firstToken }
    /// The number of `decimals`, `lines`, `length`, `top`, `draw` and `idle`.
    public var integer: Token? { ownIntegers.first }
    /// The bound of `select`.
    public var bound: BoundSyntax? { firstBound }
    /// The value of `default`.
    public var value: ExpressionSyntax? { firstExpression }
    /// The name after `as`.
    public var name: Token? { declaredName }
    /// The text of `unit`, `help`, `pattern`, `dont_know`, `refused` and `not_applicable`.
    public var text: TextSyntax? { firstText }
}

/// `1...5`, `-5...5`, `agreement` or `100`
public struct BoundSyntax: SyntaxView {
    public let syntax: Syntax
    /// Whether two values stand around `...`.
    public var isRange: Bool { syntax.ownTokens.contains { $0.kind == .ellipsis } }
    /// The only value, or the one before `...`.
    public var lower: ExpressionSyntax? { firstOperand }
    /// The value after `...`.
    public var upper: ExpressionSyntax? {
        let values = syntax.children.filter { $0.kind != .unexpected }
        guard isRange, values.count > 1, values[1].kind.isExpression else { return nil }
        return ExpressionSyntax(syntax: values[1])
    }
}

/// `channels except used`
public struct SetSyntax: SyntaxView {
    public let syntax: Syntax
    public var base: BoundSyntax? { firstBound }
    /// What stands after each `except`.
    public var exceptions: [BoundSyntax] {
        syntax.children.filter { $0.kind == .bound }.dropFirst().map(BoundSyntax.init)
    }
}
