/// `survey service_loyalty`
public struct SurveyDecl: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
}

/// `version 1`
public struct VersionDecl: SyntaxView {
    public let syntax: Syntax
    public var number: Token? { ownIntegers.first }
}

/// `title "How did we do today?"`
public struct TitleDecl: SyntaxView {
    public let syntax: Syntax
    public var text: TextSyntax? { firstText }
}

/// `import "path"`
public struct ImportDecl: SyntaxView {
    public let syntax: Syntax
    /// The path, as a text of one string.
    public var path: TextSyntax? { firstText }
}

/// `language pt-BR`
public struct LanguageDecl: SyntaxView {
    public let syntax: Syntax
    public var tag: LanguageTag? { syntax.first(.languageTag).map(LanguageTag.init) }
}

/// `translations es, sv, zh-Hant`
public struct TranslationsDecl: SyntaxView {
    public let syntax: Syntax
    public var tags: [LanguageTag] {
        syntax.children.filter { $0.kind == .languageTag }.map(LanguageTag.init)
    }
}

/// `pt-BR`: nothing stands between its words and hyphens.
public struct LanguageTag: SyntaxView {
    public let syntax: Syntax
    /// The tag as it is written.
    public var text: String { syntax.text }
}

/// `given visits: number 0...10000 optional`
public struct GivenDecl: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    public var type: TypeSyntax? { firstType }
}

/// What a given or a parameter holds: `number 0...10000 optional`.
public struct TypeSyntax: SyntaxView {
    public let syntax: Syntax
    /// The kind's word, which need not be one that exists.
    public var kind: Token? {
        guard let first = syntax.firstToken, first.kind == .name else { return nil }
        return first
    }
    public var bound: BoundSyntax? { firstBound }
    /// The set after `from`.
    public var from: SetSyntax? { firstSet }
    public var properties: [PropertySyntax] { allProperties }
}

/// `scale agreement 1...5 { … }`
public struct ScaleDecl: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    public var bound: BoundSyntax? { firstBound }
    public var list: ListSyntax? { firstList }
}

/// `options channels { … }`
public struct OptionsDecl: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    /// The properties before the brace.
    public var properties: [PropertySyntax] { allProperties }
    public var list: ListSyntax? { firstList }
}

/// `fragment contact(who: text, agree: scale = five) { … }`
public struct FragmentDecl: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    public var parameters: [ParameterSyntax] {
        syntax.children.filter { $0.kind == .parameter }.map(ParameterSyntax.init)
    }
    public var block: BlockSyntax? { firstBlock }
}

/// `agree: scale = five`
public struct ParameterSyntax: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    public var type: TypeSyntax? { firstType }
    public var defaultValue: ExpressionSyntax? { firstExpression }
}

/// `metric remote = csat(overall) where channel == phone by branch`
public struct MetricDecl: SyntaxView {
    public let syntax: Syntax
    public var name: Token? { declaredName }
    public var value: ExpressionSyntax? { firstExpression }
    /// The condition after `where`.
    public var condition: ExpressionSyntax? {
        syntax.first(.whereClause)?.children.first { $0.kind.isExpression }.map(ExpressionSyntax.init)
    }
    /// The paths after `by`.
    public var by: [PathSyntax] {
        syntax.first(.byClause)?.children.filter { $0.kind == .pathExpr }.map(PathSyntax.init) ?? []
    }
}

/// `drivers of recommend: quality, ease`, or `chain of …`
public struct DriversDecl: SyntaxView {
    public let syntax: Syntax
    /// Whether the word is `chain`.
    public var isChain: Bool { syntax.firstToken?.word == .chain }
    /// What they are the drivers of.
    public var target: Token? { declaredName }
    public var paths: [PathSyntax] { allPaths }
}
