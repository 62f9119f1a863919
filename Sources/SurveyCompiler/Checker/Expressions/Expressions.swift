internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// What kind of value an expression has.
enum ValueType: Equatable {
    case number
    case text
    /// Yes or no, true or false: a condition.
    case condition
    /// An option of a list.
    case option(ListID)
    /// A set of options of a list.
    case set(ListID)
    /// In error, which was reported: everything about it is silent.
    case unknown

    /// What it is in a message.
    var words: String {
        switch self {
        case .number: "a number"
        case .text: "a text"
        case .condition: "a condition"
        case .option: "one option"
        case .set: "a set of options"
        case .unknown: "unknown"
        }
    }
}

/// A lowered expression.
struct Operand {
    var type: ValueType
    var formula: Formula
    var span: Range<Int>

    /// An expression in error. Its formula is never used: a survey with an error is not given out.
    static let unknown = Operand(type: .unknown, formula: .literal(.yesno(true)), span: 0..<0)
}

/// Expressions nest at most a hundred parentheses deep, so recursion over them is safe. The dispatch is kept apart from
/// the work, so that a level of depth costs little stack.
extension Checker {
    /// A condition of the interview. Constant ones are warned of; a check that reads nothing is an error.
    func routingCondition(_ expression: ExpressionSyntax, isCheck: Bool = false) -> Formula {
        let before = unresolved.count
        let operand = condition(expression)
        if operand.type != .unknown, before == unresolved.count, operand.formula.variables.isEmpty {
            report(
                isCheck ? .checkReadsNothing(at: expression.range) : .constantCondition(at: expression.range))
        }
        return operand.formula
    }

    /// An expression that must be a condition.
    func condition(_ expression: ExpressionSyntax) -> Operand {
        let operand = lower(expression)
        switch operand.type {
        case .condition, .unknown: return operand
        case .number, .text, .option, .set:
            report(.notACondition(operand.type.words, expression.syntax.text, at: expression.range))
            return .unknown
        }
    }

    /// Lowers any expression.
    func lower(_ expression: ExpressionSyntax) -> Operand {
        switch expression.form {
        case .or(let chain): lower(conditions: chain, "or")
        case .and(let chain): lower(conditions: chain, "and")
        case .not(let inner): lower(not: inner, at: expression.range)
        case .comparison(let left, let token, let right):
            lowerComparison(left, token, right, at: expression.range)
        case .membership(let left, let isNegated, let set):
            lowerMembership(left, isNegated, set, at: expression.range)
        case .sum(let chain), .product(let chain): lower(arithmetic: chain)
        case .negation(let inner): lower(negation: inner, at: expression.range)
        case .number(let token): lower(number: token)
        case .date(let token): later(.dateValue, at: token.range)
        case .time(let token): later(.timeValue, at: token.range)
        case .string(let token): lower(string: token)
        case .parenthesized(let inner): inner.map { lower($0) } ?? .unknown
        case .list: misplacedList(at: expression.range)
        case .path(let path): lower(path)
        case .call(let call): lower(call)
        case .query(let word, let path): lower(query: word, path, at: expression.range)
        }
    }

    private func later(_ later: Later, at span: Range<Int>) -> Operand {
        report(.notInThisVersion(later, at: span))
        return .unknown
    }

    private func misplacedList(at span: Range<Int>) -> Operand {
        report(.misplacedList(at: span))
        return .unknown
    }

    // MARK: Conditions

    private func lower(conditions chain: ChainSyntax, _ word: String) -> Operand {
        var parts: [Formula] = []
        var isKnown = true
        for expression in [chain.first] + chain.rest.map(\.operand) {
            guard let expression else {
                isKnown = false
                continue
            }
            let part = condition(expression)
            if part.type == .unknown { isKnown = false }
            parts.append(part.formula)
        }
        guard isKnown else { return .unknown }
        return Operand(type: .condition, formula: word == "or" ? .or(parts) : .and(parts), span: chain.range)
    }

    private func lower(not inner: ExpressionSyntax?, at span: Range<Int>) -> Operand {
        guard let inner else { return .unknown }
        let operand = condition(inner)
        guard operand.type == .condition else { return .unknown }
        return Operand(type: .condition, formula: .not(operand.formula), span: span)
    }

    // MARK: Numbers and texts

    private func lower(arithmetic chain: ChainSyntax) -> Operand {
        guard let first = chain.first else { return .unknown }
        var result = number(first)
        for (token, expression) in chain.rest {
            guard let expression else { return .unknown }
            let next = number(expression)
            guard result.type == .number, next.type == .number else {
                result = .unknown
                continue
            }
            let operation: Formula.Arithmetic =
                switch token.kind {
                case .plus: .add
                case .minus: .subtract
                case .star: .multiply
                case .slash: .divide
                default: .remainder
                }
            if [.divide, .remainder].contains(operation), next.formula == .literal(.number(Decimal(0))) {
                report(.dividesByZero(at: expression.range))
            }
            result.formula = .arithmetic(operation, result.formula, next.formula)
            result.span = chain.range.lowerBound..<expression.range.upperBound
        }
        return result
    }

    /// An expression that must be a number.
    func number(_ expression: ExpressionSyntax) -> Operand {
        let operand = lower(expression)
        switch operand.type {
        case .number, .unknown: return operand
        case .text, .condition, .option, .set:
            report(.notANumber(operand.type.words, expression.syntax.text, at: expression.range))
            return .unknown
        }
    }

    private func lower(negation inner: ExpressionSyntax?, at span: Range<Int>) -> Operand {
        guard let inner else { return .unknown }
        var operand = number(inner)
        guard operand.type == .number else { return .unknown }
        if case .literal(.number(let number)) = operand.formula {
            operand.formula = .literal(.number(-number))
        } else {
            operand.formula = .negate(operand.formula)
        }
        operand.span = span
        return operand
    }

    private func lower(number token: Token) -> Operand {
        guard let number = decimal(token) else { return .unknown }
        return Operand(type: .number, formula: .literal(.number(number)), span: token.range)
    }

    private func lower(string token: Token) -> Operand {
        let value = TextValue([token])
        for flaw in value.flaws { report(.textFlaw(flaw)) }
        return Operand(type: .text, formula: .literal(.text(value.text)), span: token.range)
    }

    // MARK: Names

    private func lower(_ path: PathSyntax) -> Operand {
        if let word = path.dotted, ["yes", "no", "today"].contains(word), names.position(of: word) == nil {
            if word == "today" { return later(.today, at: path.range) }
            return Operand(type: .condition, formula: .literal(.yesno(word == "yes")), span: path.range)
        }
        switch resolve(path) {
        case .variable(let variable, _):
            return Operand(type: type(of: variable), formula: .variable(variable), span: path.range)
        case .grid(let question, let symbol):
            report(
                .gridAsValue(
                    names.symbols[symbol], survey[question].rows.first?.name ?? "row", at: path.range))
            return .unknown
        case .note(let name):
            report(.noteAsValue(name))
            return .unknown
        case .unknown: return .unknown
        }
    }

    /// What kind of value a variable holds.
    func type(of variable: VariableID) -> ValueType {
        switch survey[variable].domain {
        case .option(let list): .option(list)
        case .options(let list, _): .set(list)
        case .point, .number: .number
        case .text: .text
        case .yesno, .truth: .condition
        }
    }
}
