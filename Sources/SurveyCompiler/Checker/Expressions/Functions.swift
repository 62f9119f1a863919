internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// The functions on one respondent.
    static let functionNames = [
        "answered", "dont_know", "refused", "not_applicable", "skipped", "not_asked", "count", "sum", "mean",
        "min", "max", "any", "all", "round", "length", "contains", "matches", "age", "days",
    ]

    /// The functions on all respondents.
    static let metricFunctionNames = [
        "nps", "csat", "ces", "mean", "share", "gap", "index", "median", "retention", "churn", "lifetime",
    ]

    /// `answered(x)`, `count(used)`, `any(quality <= 2)`
    func lower(_ call: CallSyntax) -> Operand {
        guard let token = call.function else { return .unknown }
        let function = Name(token)
        let arguments = call.arguments.compactMap(\.value)
        if reading == .expectation, let operand = lower(testFunction: function, call) { return operand }
        switch function.text {
        case "answered": return state(nil, function, arguments, call)
        case "dont_know", "refused", "not_applicable", "skipped", "not_asked":
            return state(Missing(rawValue: function.text), function, arguments, call)
        case "count": return count(function, arguments, call)
        case "any", "all": return conditions(function, arguments, call)
        case "sum", "mean", "min", "max": return aggregate(function, arguments, call)
        case "round": return round(function, arguments, call)
        case "length": return length(function, arguments, call)
        case "contains": return contains(function, arguments, call)
        case "matches": return matches(function, arguments, call)
        case "age": return age(function, arguments, call)
        case "days": return days(function, arguments, call)
        default:
            if Self.metricFunctionNames.contains(function.text) {
                report(.metricFunctionHere(function))
            } else {
                let closest = closest(to: function.text, among: Self.functionNames)
                report(.unknownFunction(function, closest: closest, Self.functionNames))
            }
            return .unknown
        }
    }

    func wrongArguments(_ function: Name, _ expected: String, _ call: CallSyntax) -> Operand {
        report(.wrongArguments(function, expected, at: call.range))
        return .unknown
    }

    // MARK: States

    private func state(
        _ missing: Missing?, _ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax
    ) -> Operand {
        guard arguments.count == 1, case .path(let path) = arguments[0].form else {
            return wrongArguments(
                function, "the name of one question, such as `\(function.text)(channel)`", call)
        }
        switch resolve(path) {
        case .variable(let variable, let symbol):
            warnIfNever(missing, [variable], symbol, path, call)
            return Operand(type: .condition, formula: .state(variable, missing), span: call.range)
        case .grid(let question, let symbol): return state(missing, of: question, nil, symbol, path, call)
        case .group(let question, let group, let symbol):
            return state(missing, of: question, group, symbol, path, call)
        case .value:
            return wrongArguments(
                function, "the name of one question, such as `\(function.text)(channel)`", call)
        case .note(let name):
            report(.noteAsValue(name))
            return .unknown
        case .unknown: return .unknown
        }
    }

    /// A grid is answered, or refused, where one of its rows is; it was not asked where none was.
    private func state(
        _ missing: Missing?, of question: QuestionID, _ group: Int?, _ symbol: Int, _ path: PathSyntax,
        _ call: CallSyntax
    ) -> Operand {
        guard let rows = rows(of: question, group: group, at: path.range), !rows.isEmpty else {
            return .unknown
        }
        warnIfNever(missing, rows.map(\.variable), symbol, path, call)
        let parts = rows.map { Formula.state($0.variable, missing) }
        return Operand(
            type: .condition, formula: missing == .notAsked ? .and(parts) : .or(parts), span: call.range)
    }

    private func warnIfNever(
        _ missing: Missing?, _ variables: [VariableID], _ symbol: Int, _ path: PathSyntax, _ call: CallSyntax
    ) {
        guard let missing, missing != .notAsked, reading == .routing,
            names.symbols[symbol].declarationCount == 1,
            !variables.contains(where: { survey[$0].missing.contains(missing) })
        else { return }
        report(.neverInState(Diagnostic.shown(path.syntax.text), missing.rawValue, at: call.range))
    }

    // MARK: Numbers and texts

    /// `round(x)`, `round(x, 2)`
    private func round(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
        let expected = "a number, and perhaps how many decimals to keep, from 0 to 10: `round(spend, 1)`"
        guard arguments.count == 1 || arguments.count == 2 else {
            return wrongArguments(function, expected, call)
        }
        let value = number(arguments[0])
        var decimals = 0
        if arguments.count == 2 {
            guard case .number(let token) = arguments[1].form, let count = token.integer, count <= 10 else {
                return wrongArguments(function, expected, call)
            }
            decimals = count
        }
        guard value.type == .number else { return .unknown }
        return Operand(type: .number, formula: .round(value.formula, decimals: decimals), span: call.range)
    }

    private func length(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
        let expected = "a text, such as `length(why)`"
        guard arguments.count == 1 else { return wrongArguments(function, expected, call) }
        let text = lower(arguments[0])
        switch text.type {
        case .text: return Operand(type: .number, formula: .length(text.formula), span: call.range)
        case .unknown: return .unknown
        default: return wrongArguments(function, expected, call)
        }
    }

    private func contains(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
        let expected = "a text, and what it may have in it in quotes, such as `contains(why, \"price\")`"
        guard let (text, token) = textAndQuote(function, arguments, expected, call) else { return .unknown }
        let part = lower(string: token)
        guard case .literal(.text(let quoted)) = part.formula, !quoted.isEmpty else {
            return wrongArguments(function, expected, call)
        }
        return Operand(type: .condition, formula: .contains(text, quoted), span: call.range)
    }

    private func matches(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
        let expected = "a text, and a pattern in quotes, such as `matches(code, \"[A-Z]{2}[0-9]+\")`"
        guard let (text, token) = textAndQuote(function, arguments, expected, call),
            let pattern = pattern([token])
        else { return .unknown }
        return Operand(type: .condition, formula: .matches(text, pattern), span: call.range)
    }

    /// A text, and a string that stands there as it is.
    private func textAndQuote(
        _ function: Name, _ arguments: [ExpressionSyntax], _ expected: String, _ call: CallSyntax
    ) -> (Formula, Token)? {
        guard arguments.count == 2, case .string(let token) = arguments[1].form else {
            _ = wrongArguments(function, expected, call)
            return nil
        }
        let text = lower(arguments[0])
        switch text.type {
        case .text: return (text.formula, token)
        case .unknown: return nil
        default:
            _ = wrongArguments(function, expected, call)
            return nil
        }
    }

    // MARK: Dates

    /// `age(birth)`: full years at the day of the interview, or `age(birth, arrival)` at another.
    private func age(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
        let expected =
            "a date, and perhaps the date at which the years are counted: `age(birth)`, `age(birth, arrival)`"
        guard let dates = dates(function, arguments, 1...2, expected, call) else { return .unknown }
        let on = dates.count > 1 ? dates[1] : todayVariable().map(Formula.variable)
        guard let on else { return .unknown }
        return Operand(type: .number, formula: .age(dates[0], on: on), span: call.range)
    }

    /// `days(arrival, departure)`: from one to the other.
    private func days(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
        let expected = "two dates, the earlier one first: `days(arrival, departure)`"
        guard let dates = dates(function, arguments, 2...2, expected, call) else { return .unknown }
        return Operand(type: .number, formula: .arithmetic(.subtract, dates[1], dates[0]), span: call.range)
    }

    private func dates(
        _ function: Name, _ arguments: [ExpressionSyntax], _ count: ClosedRange<Int>, _ expected: String,
        _ call: CallSyntax
    ) -> [Formula]? {
        let operands = arguments.map { lower($0) }
        if operands.contains(where: { $0.type == .unknown }) { return nil }
        guard count.contains(operands.count), operands.allSatisfy({ $0.type == .date }) else {
            _ = wrongArguments(function, expected, call)
            return nil
        }
        return operands.map(\.formula)
    }
}
