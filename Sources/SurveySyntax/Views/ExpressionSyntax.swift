/// An expression. `form` says what it is.
///
/// Operations of the same level stand side by side in one `ChainSyntax`, so that a long `a or b or c …` is not deep.
public struct ExpressionSyntax: SyntaxView {
    public let syntax: Syntax

    public init(syntax: Syntax) { self.syntax = syntax }

    public enum Form: Sendable {
        case or(ChainSyntax)
        case and(ChainSyntax)
        case not(ExpressionSyntax?)
        /// `left == right`; the operator may also be a single `=`, which is right in `expect` only.
        case comparison(left: ExpressionSyntax?, operator: Token, right: ExpressionSyntax?)
        /// `left in set`, `left not in set`
        case membership(left: ExpressionSyntax?, isNegated: Bool, set: SetSyntax?)
        /// `+` and `-`
        case sum(ChainSyntax)
        /// `*`, `/` and `%`
        case product(ChainSyntax)
        case negation(ExpressionSyntax?)
        /// An `integer` or a `decimal`.
        case number(Token)
        case date(Token)
        case time(Token)
        case string(Token)
        case parenthesized(ExpressionSyntax?)
        case list([ExpressionSyntax])
        /// Also `yes`, `no` and `today`.
        case path(PathSyntax)
        case call(CallSyntax)
        /// `asked q`, `offered q.o`, `metric m`, `finish f`, `check c`
        case query(word: Token, path: PathSyntax?)
    }

    /// What it is. Takes time with the number of its direct parts.
    public var form: Form {
        switch syntax.kind {
        case .orExpr: .or(ChainSyntax(syntax: syntax))
        case .andExpr: .and(ChainSyntax(syntax: syntax))
        case .notExpr: .not(firstExpression)
        case .comparisonExpr: comparison
        case .membershipExpr:
            .membership(
                left: firstOperand, isNegated: syntax.ownTokens.first?.word == .not, set: firstSet)
        case .sumExpr: .sum(ChainSyntax(syntax: syntax))
        case .productExpr: .product(ChainSyntax(syntax: syntax))
        case .negationExpr: .negation(firstExpression)
        case .literalExpr: literal
        case .parenthesizedExpr: .parenthesized(firstExpression)
        case .listExpr:
            .list(syntax.children.filter { $0.kind.isExpression }.map(ExpressionSyntax.init))
        case .callExpr: .call(CallSyntax(syntax: syntax))
        case .queryExpr:
            .query(word: Token(tree: syntax.tree, index: syntax.tokenRange.lowerBound), path: firstPath)
        default: .path(PathSyntax(syntax: syntax))
        }
    }

    private var comparison: Form {
        let chain = ChainSyntax(syntax: syntax)
        // The parser makes this node only when it has seen an operator.
        guard let step = chain.rest.first else { return .parenthesized(chain.first) }
        return .comparison(left: chain.first, operator: step.operator, right: step.operand)
    }

    private var literal: Form {
        let token = Token(tree: syntax.tree, index: syntax.tokenRange.lowerBound)
        return switch token.kind {
        case .date: .date(token)
        case .time: .time(token)
        case .integer, .decimal: .number(token)
        default: .string(token)
        }
    }
}

/// Operands with operators of one level between them, to be taken from left to right.
public struct ChainSyntax: SyntaxView {
    public let syntax: Syntax

    /// The first operand.
    public var first: ExpressionSyntax? { firstOperand }

    /// Each operator, and the operand after it. Linear in their number.
    public var rest: [(operator: Token, operand: ExpressionSyntax?)] {
        var found: [(operator: Token, operand: ExpressionSyntax?)] = []
        var position = syntax.tokenRange.lowerBound
        var pending: Token?
        func operators(upTo end: Int) {
            while position < end {
                let token = Token(tree: syntax.tree, index: position)
                position += 1
                if !token.kind.isTrivia { pending = token }
            }
        }
        for child in syntax.children {
            operators(upTo: child.tokenRange.lowerBound)
            position = max(position, child.tokenRange.upperBound)
            guard let step = pending else { continue }
            if child.kind.isExpression {
                found.append((step, ExpressionSyntax(syntax: child)))
            } else if child.kind == .missing && child.raw.expected == .expression {
                found.append((step, nil))
            } else {
                continue
            }
            pending = nil
        }
        return found
    }
}

/// `quality`, `quality.reliable`, `cost.1`, `q[c].part`, `ranking[1]`
public struct PathSyntax: SyntaxView {
    public let syntax: Syntax

    /// One step after the first name.
    public enum Part: Sendable {
        /// `.name`, or `.1` for an instance of a roster.
        case name(Token)
        /// `[expression]`
        case index(ExpressionSyntax?)
    }

    /// The first name.
    public var name: Token? {
        guard let first = syntax.firstToken, first.kind == .name else { return nil }
        return first
    }

    /// The steps after the first name.
    public var parts: [Part] {
        var found: [Part] = []
        var position = syntax.tokenRange.lowerBound + (name == nil ? 0 : 1)
        func names(upTo end: Int) {
            while position < end {
                let token = Token(tree: syntax.tree, index: position)
                if token.kind == .name || token.kind == .integer { found.append(.name(token)) }
                position += 1
            }
        }
        for child in syntax.children where child.kind == .subscriptPart {
            names(upTo: child.tokenRange.lowerBound)
            position = max(position, child.tokenRange.upperBound)
            let index = child.children.first { $0.kind.isExpression }
            found.append(.index(index.map(ExpressionSyntax.init)))
        }
        names(upTo: syntax.tokenRange.upperBound)
        return found
    }

    /// The names and numbers joined by dots; `nil` if there is an index in brackets or nothing at all.
    public var dotted: String? {
        guard let name else { return nil }
        var joined = name.text
        for part in parts {
            guard case .name(let token) = part else { return nil }
            joined += "." + token.text
        }
        return joined
    }
}

/// `csat(overall)`
public struct CallSyntax: SyntaxView {
    public let syntax: Syntax
    /// The function's name.
    public var function: Token? { syntax.firstToken }
    public var arguments: [ArgumentSyntax] {
        syntax.first(.arguments)?.children.filter { $0.kind == .argument }.map(ArgumentSyntax.init) ?? []
    }
}

/// `overall`, or `who: "the chat assistant"`
public struct ArgumentSyntax: SyntaxView {
    public let syntax: Syntax
    /// What stands before `:`.
    public var label: ExpressionSyntax? { hasColon ? values.first : nil }
    /// What stands after `:`, or the whole argument.
    public var value: ExpressionSyntax? { hasColon ? values.dropFirst().first : values.first }

    private var hasColon: Bool { syntax.ownTokens.contains { $0.kind == .colon } }
    private var values: [ExpressionSyntax] {
        syntax.children.filter { $0.kind.isExpression }.map(ExpressionSyntax.init)
    }
}
