/// One statement of a block or of the file.
public enum Statement: Sendable {
    case page(PageStmt)
    case `if`(IfStmt)
    case `for`(ForStmt)
    case shuffle(ShuffleStmt)
    case draw(DrawStmt)
    case split(SplitStmt)
    case `let`(LetStmt)
    case check(CheckStmt)
    case finish(FinishStmt)
    case use(UseStmt)
    case question(QuestionStmt)

    /// The view of a node, nil if it is of another kind.
    public init?(_ syntax: Syntax) {
        switch syntax.kind {
        case .pageStmt: self = .page(PageStmt(syntax: syntax))
        case .ifStmt: self = .if(IfStmt(syntax: syntax))
        case .forStmt: self = .for(ForStmt(syntax: syntax))
        case .shuffleStmt: self = .shuffle(ShuffleStmt(syntax: syntax))
        case .drawStmt: self = .draw(DrawStmt(syntax: syntax))
        case .splitStmt: self = .split(SplitStmt(syntax: syntax))
        case .letStmt: self = .let(LetStmt(syntax: syntax))
        case .checkStmt: self = .check(CheckStmt(syntax: syntax))
        case .finishStmt: self = .finish(FinishStmt(syntax: syntax))
        case .useStmt: self = .use(UseStmt(syntax: syntax))
        case .questionStmt: self = .question(QuestionStmt(syntax: syntax))
        default: return nil
        }
    }

    /// The node.
    public var syntax: Syntax {
        switch self {
        case .page(let view): view.syntax
        case .if(let view): view.syntax
        case .for(let view): view.syntax
        case .shuffle(let view): view.syntax
        case .draw(let view): view.syntax
        case .split(let view): view.syntax
        case .let(let view): view.syntax
        case .check(let view): view.syntax
        case .finish(let view): view.syntax
        case .use(let view): view.syntax
        case .question(let view): view.syntax
        }
    }
}

/// `{ … }` around statements.
public struct BlockSyntax: SyntaxView {
    public let syntax: Syntax
    public var statements: [Statement] { syntax.children.compactMap(Statement.init) }
}

/// `page arrival "First impressions" { … }`
public struct PageStmt: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    public var text: TextSyntax? { firstText }
    public var block: BlockSyntax? { firstBlock }
}

/// `if … { } else if … { } else { }`
public struct IfStmt: SyntaxView {
    public let syntax: Syntax
    /// The arms in order; there is at least one.
    public var arms: [IfArm] { syntax.children.filter { $0.kind == .ifArm }.map(IfArm.init) }
}

/// One arm of an `if`.
public struct IfArm: SyntaxView {
    public let syntax: Syntax
    /// Whether this is `else { … }`, which has no condition.
    public var isElse: Bool {
        let own = syntax.ownTokens
        return own.first?.word == .else && !own.contains { $0.word == .if }
            && !syntax.children.contains { $0.kind == .missing && $0.raw.expected == .ifWord }
    }
    public var condition: ExpressionSyntax? { firstExpression }
    public var block: BlockSyntax? { firstBlock }
}

/// `for c in used draw 2 { … }`
public struct ForStmt: SyntaxView {
    public let syntax: Syntax
    /// The loop's variable.
    public var name: Token? { declaredName }
    public var set: SetSyntax? { firstSet }
    public var properties: [PropertySyntax] { allProperties }
    public var block: BlockSyntax? { firstBlock }
}

/// `shuffle { … }` over pages or questions
public struct ShuffleStmt: SyntaxView {
    public let syntax: Syntax
    public var block: BlockSyntax? { firstBlock }
}

/// `draw 2 { … }` over pages or questions
public struct DrawStmt: SyntaxView {
    public let syntax: Syntax
    public var count: Token? { ownIntegers.first }
    public var block: BlockSyntax? { firstBlock }
}

/// `split wording { - plain { … } - warm weight 2 { … } }`
public struct SplitStmt: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    public var arms: [SplitArm] {
        syntax.first(.splitBlock)?.children.filter { $0.kind == .splitArm }.map(SplitArm.init) ?? []
    }
}

/// `- warm weight 2 { … }`
public struct SplitArm: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    /// The number after `weight`.
    public var weight: Token? { ownIntegers.first }
    public var block: BlockSyntax? { firstBlock }
}

/// `let nights = departure - arrival`
public struct LetStmt: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    public var value: ExpressionSyntax? { firstExpression }
}

/// `confirm spend <= 2000 else large_sum "Is {spend} right?"`, or `require …`
public struct CheckStmt: SyntaxView {
    public let syntax: Syntax
    /// Whether the respondent may override it: the word is `confirm`.
    public var isSoft: Bool { syntax.firstToken?.word == .confirm }
    public var condition: ExpressionSyntax? { firstExpression }
    public var name: Token? { declaredName }
    public var text: TextSyntax? { firstText }
}

/// `finish screened too_young "Thank you."`
public struct FinishStmt: SyntaxView {
    public let syntax: Syntax
    public var isScreened: Bool { syntax.ownTokens.contains { $0.word == .screened } }
    public var name: Token? { declaredName }
    public var text: TextSyntax? { firstText }
}

/// `use contact(who: "the chat assistant") as bot`
public struct UseStmt: SyntaxView {
    public let syntax: Syntax
    /// The fragment's name.
    public var fragment: Token? { declaredName }
    public var arguments: [ArgumentSyntax] {
        syntax.first(.arguments)?.children.filter { $0.kind == .argument }.map(ArgumentSyntax.init) ?? []
    }
    /// The prefix after `as`.
    public var alias: Token? { syntax.first(.alias)?.first(.name)?.firstToken }
}
