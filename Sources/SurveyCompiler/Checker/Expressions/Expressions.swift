internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// What kind of value an expression has.
enum ValueType: Equatable {
    case number
    case text
    case date
    case time
    /// Yes or no, true or false: a condition.
    case condition
    /// An option of a list.
    case option(ListID)
    /// A set of options of a list.
    case set(ListID)
    /// An order of options of a list.
    case order(ListID)
    /// In error, which was reported: everything about it is silent.
    case unknown

    /// What it is in a message.
    var words: String {
        switch self {
        case .number: "a number"
        case .text: "a text"
        case .date: "a date"
        case .time: "a time"
        case .condition: "a condition"
        case .option: "one option"
        case .set: "a set of options"
        case .order: "an order of options"
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
        readsBinding = false
        var operand = condition(expression)
        // What a pass of a loop decides is no remark worth, but a check must read an answer.
        if readsBinding { operand.formula = operand.formula.folded }
        if operand.type != .unknown, before == unresolved.count, operand.formula.variables.isEmpty,
            isCheck || !readsBinding
        {
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
        case .number, .text, .date, .time, .option, .set, .order:
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
        case .sum(let chain), .product(let chain): lowerArithmetic(chain)
        case .negation(let inner): lower(negation: inner, at: expression.range)
        case .number(let token): lower(number: token)
        case .date(let token): lower(date: token)
        case .time(let token): lower(time: token)
        case .string(let token): lower(string: token)
        case .parenthesized(let inner): inner.map { lower($0) } ?? .unknown
        case .list: misplacedList(at: expression.range)
        case .path(let path): lower(path)
        case .call(let call): lower(call)
        case .query(let word, let path): lower(query: word, path, at: expression.range)
        }
    }

    private func misplacedList(at span: Range<Int>) -> Operand {
        report(.misplacedList(at: span))
        return .unknown
    }

    // MARK: Conditions

    private func lower(conditions chain: ChainSyntax, _ word: String) -> Operand {
        var parts: [Operand] = []
        var isKnown = true
        for expression in [chain.first] + chain.rest.map(\.operand) {
            guard let expression else {
                isKnown = false
                continue
            }
            var part = condition(expression)
            if part.type == .unknown { isKnown = false }
            // `c == bot and handled`: what follows is only there in the pass of `bot`.
            if readsBinding, isKnown, part.formula.folded.constantTruth == (word == "or") {
                return Operand(
                    type: .condition, formula: .literal(.yesno(word == "or")), span: chain.range)
            }
            part.span = expression.range
            parts.append(part)
        }
        guard isKnown else { return .unknown }
        // A condition on a grid is lowered for each row, and every row would say the same; in a test it is no routing.
        if reading != .expectation, boundRow == nil { warnOfContradictions(in: parts, word) }
        let formulas = parts.map(\.formula)
        return Operand(
            type: .condition, formula: word == "or" ? .or(formulas) : .and(formulas), span: chain.range)
    }

    private func lower(not inner: ExpressionSyntax?, at span: Range<Int>) -> Operand {
        guard let inner else { return .unknown }
        let operand = condition(inner)
        guard operand.type == .condition else { return .unknown }
        return Operand(type: .condition, formula: .not(operand.formula), span: span)
    }

    // MARK: Numbers, texts, dates and times

    /// An expression that must be a number.
    func number(_ expression: ExpressionSyntax) -> Operand {
        let operand = lower(expression)
        switch operand.type {
        case .number, .unknown: return operand
        case .text, .date, .time, .condition, .option, .set, .order:
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

    private func lower(date token: Token) -> Operand {
        guard let day = day(token) else { return .unknown }
        return Operand(type: .date, formula: .literal(.date(day)), span: token.range)
    }

    private func lower(time token: Token) -> Operand {
        guard let time = time(token) else { return .unknown }
        return Operand(type: .time, formula: .literal(.time(time)), span: token.range)
    }

    func lower(string token: Token) -> Operand {
        let value = TextValue([token])
        for flaw in value.flaws { report(.textFlaw(flaw)) }
        return Operand(type: .text, formula: .literal(.text(value.text)), span: token.range)
    }

    // MARK: Names

    private func lower(_ path: PathSyntax) -> Operand {
        if let constant = constant(path) { return constant }
        if let word = path.dotted {
            if word == "yes" || word == "no", position(of: word) == nil {
                return Operand(type: .condition, formula: .literal(.yesno(word == "yes")), span: path.range)
            }
        }
        switch resolve(path) {
        case .variable(let variable, _):
            if reading == .routing, isConsent(variable) {
                let name = Diagnostic.shown(path.syntax.text)
                report(
                    .alwaysTrue(
                        "`\(name)` is yes for everybody who is asked anything more", at: path.range,
                        suggestion: "Leave the condition out: whoever says no is asked nothing."))
            }
            return Operand(type: type(of: variable), formula: .variable(variable), span: path.range)
        case .value(var operand, _):
            operand.span = path.range
            return operand
        case .group(let question, let group, _): return score(of: question, group: group, at: path.range)
        case .grid(let question, let symbol):
            reportSeveralValues(question, symbol: symbol, at: path.range)
            return .unknown
        case .note(let name):
            report(.noteAsValue(name))
            return .unknown
        case .unknown: return .unknown
        }
    }

    private func isConsent(_ variable: VariableID) -> Bool {
        guard case .answer(let question) = survey[variable].role, case .consent = survey[question].kind else {
            return false
        }
        return true
    }

    /// What kind of value a variable holds.
    func type(of variable: VariableID) -> ValueType {
        switch survey[variable].domain {
        case .option(let list): .option(list)
        case .options(let list, _): .set(list)
        case .order(let list, _): .order(list)
        case .point, .number: .number
        case .text: .text
        case .date: .date
        case .time: .time
        case .yesno, .truth: .condition
        }
    }
}
