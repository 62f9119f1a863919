/// A typed way to look at a node. A part that the author left out, or that is in error, is `nil`.
public protocol SyntaxView: Sendable {
    /// The node itself.
    var syntax: Syntax { get }
}

extension SyntaxView {
    /// Its bytes, without the trivia before and after it.
    public var range: Range<Int> { syntax.range }
    /// The text of the `///` notes above it, one element a line.
    public var notes: [String] { syntax.notes.map(\.noteText) }
    /// The name it declares.
    var declaredName: Token? { syntax.first(.name)?.firstToken }
    var ownIntegers: [Token] { syntax.ownTokens.filter { $0.kind == .integer } }
    var firstText: TextSyntax? { syntax.first(.text).map(TextSyntax.init) }
    var firstExpression: ExpressionSyntax? {
        syntax.children.first { $0.kind.isExpression }.map(ExpressionSyntax.init)
    }
    /// The operand before an operator: not the one after it if that is missing.
    var firstOperand: ExpressionSyntax? {
        let operand = syntax.children.first { $0.kind != .unexpected }
        return operand.flatMap { $0.kind.isExpression ? ExpressionSyntax(syntax: $0) : nil }
    }
    var firstPath: PathSyntax? { syntax.first(.pathExpr).map(PathSyntax.init) }
    var allPaths: [PathSyntax] { syntax.children.filter { $0.kind == .pathExpr }.map(PathSyntax.init) }
    var firstBlock: BlockSyntax? { syntax.first(.block).map(BlockSyntax.init) }
    var firstList: ListSyntax? { syntax.first(.list).map(ListSyntax.init) }
    var firstBound: BoundSyntax? { syntax.first(.bound).map(BoundSyntax.init) }
    var firstSet: SetSyntax? { syntax.first(.set).map(SetSyntax.init) }
    var allProperties: [PropertySyntax] {
        syntax.children.filter { $0.kind == .property }.map(PropertySyntax.init)
    }
    var firstType: TypeSyntax? { syntax.first(.type).map(TypeSyntax.init) }
}

/// A whole survey file.
public struct SurveyFile: SyntaxView {
    public let syntax: Syntax

    public init(_ tree: SurveyTree) { syntax = tree.root }

    /// What stands at the top level, in order; statements that stand there are among it.
    public var declarations: [Declaration] { syntax.children.compactMap(Declaration.init) }
}

/// One thing at the top level of a file.
public enum Declaration: Sendable {
    case survey(SurveyDecl)
    case version(VersionDecl)
    case title(TitleDecl)
    case `import`(ImportDecl)
    case language(LanguageDecl)
    case translations(TranslationsDecl)
    case given(GivenDecl)
    case scale(ScaleDecl)
    case options(OptionsDecl)
    case fragment(FragmentDecl)
    case metric(MetricDecl)
    case drivers(DriversDecl)
    case test(TestDecl)
    case statement(Statement)

    /// The view of a node, nil if it is of another kind.
    public init?(_ syntax: Syntax) {
        switch syntax.kind {
        case .surveyDecl: self = .survey(SurveyDecl(syntax: syntax))
        case .versionDecl: self = .version(VersionDecl(syntax: syntax))
        case .titleDecl: self = .title(TitleDecl(syntax: syntax))
        case .importDecl: self = .import(ImportDecl(syntax: syntax))
        case .languageDecl: self = .language(LanguageDecl(syntax: syntax))
        case .translationsDecl: self = .translations(TranslationsDecl(syntax: syntax))
        case .givenDecl: self = .given(GivenDecl(syntax: syntax))
        case .scaleDecl: self = .scale(ScaleDecl(syntax: syntax))
        case .optionsDecl: self = .options(OptionsDecl(syntax: syntax))
        case .fragmentDecl: self = .fragment(FragmentDecl(syntax: syntax))
        case .metricDecl: self = .metric(MetricDecl(syntax: syntax))
        case .driversDecl: self = .drivers(DriversDecl(syntax: syntax))
        case .testDecl: self = .test(TestDecl(syntax: syntax))
        default:
            guard let statement = Statement(syntax) else { return nil }
            self = .statement(statement)
        }
    }

    /// The node.
    public var syntax: Syntax {
        switch self {
        case .survey(let view): view.syntax
        case .version(let view): view.syntax
        case .title(let view): view.syntax
        case .import(let view): view.syntax
        case .language(let view): view.syntax
        case .translations(let view): view.syntax
        case .given(let view): view.syntax
        case .scale(let view): view.syntax
        case .options(let view): view.syntax
        case .fragment(let view): view.syntax
        case .metric(let view): view.syntax
        case .drivers(let view): view.syntax
        case .test(let view): view.syntax
        case .statement(let statement): statement.syntax
        }
    }
}
