internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// The functions on one respondent.
    static let functionNames = [
        "answered", "dont_know", "refused", "not_applicable", "skipped", "not_asked", "count", "sum", "mean",
        "min",
        "max", "any", "all", "round", "length", "contains", "matches",
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
        switch function.text {
        case "answered": return state(nil, function, arguments, call)
        case "dont_know", "refused", "not_applicable", "skipped", "not_asked":
            return state(Missing(rawValue: function.text), function, arguments, call)
        case "count": return count(function, arguments, call)
        case "any", "all": return conditions(function, arguments, call)
        case "sum", "mean", "min", "max": return aggregate(function, arguments, call)
        case "round": return round(function, arguments, call)
        case "length": return length(function, arguments, call)
        case "contains": return laterFunction(.contains, function)
        case "matches": return laterFunction(.matches, function)
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

    private func laterFunction(_ later: Later, _ function: Name) -> Operand {
        report(.notInThisVersion(later, at: function.span))
        return .unknown
    }

    private func wrongArguments(_ function: Name, _ expected: String, _ call: CallSyntax) -> Operand {
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
            if let missing, missing != .notAsked, !survey[variable].missing.contains(missing),
                reading == .routing,
                names.symbols[symbol].declarationCount == 1
            {
                report(.neverInState(Diagnostic.shown(path.syntax.text), missing.rawValue, at: call.range))
            }
            return Operand(type: .condition, formula: .state(variable, missing), span: call.range)
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

    // MARK: Over rows

    /// `count(used)`, or `count(quality <= 2)` over the rows of a grid.
    private func count(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
        let expected = "a `choices` question, or a condition on a grid such as `count(quality <= 2)`"
        guard arguments.count == 1 else { return wrongArguments(function, expected, call) }
        let argument = arguments[0]
        if peekList(argument) != nil {
            let operand = lower(argument)
            guard case .set = operand.type, case .variable(let variable) = operand.formula else {
                return operand.type == .unknown ? .unknown : wrongArguments(function, expected, call)
            }
            return Operand(type: .number, formula: .size(variable), span: call.range)
        }
        switch unfold(argument, in: function) {
        case .rows(let parts)?: return Operand(type: .number, formula: .countTrue(parts), span: call.range)
        case .single(let operand)?:
            guard operand.type != .unknown else { return .unknown }
            return wrongArguments(function, expected, call)
        case nil: return .unknown
        }
    }

    /// `any(quality <= 2)`, `all(quality >= 4, overall >= 4)`
    private func conditions(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand
    {
        let expected = "a condition on a grid such as `\(function.text)(quality <= 2)`, or several conditions"
        guard !arguments.isEmpty else { return wrongArguments(function, expected, call) }
        var parts: [Formula] = []
        var isKnown = true
        var hasGrid = false
        for argument in arguments {
            switch unfold(argument, in: function) {
            case .rows(let rows)?:
                hasGrid = true
                parts += rows
            case .single(let operand)?:
                if operand.type == .unknown { isKnown = false }
                parts.append(operand.formula)
            case nil: isKnown = false
            }
        }
        guard isKnown else { return .unknown }
        guard hasGrid || arguments.count > 1 else { return wrongArguments(function, expected, call) }
        return Operand(
            type: .condition, formula: function.text == "any" ? .or(parts) : .and(parts), span: call.range)
    }

    private enum Unfolded {
        /// One condition for each row of the grid that the argument names.
        case rows([Formula])
        /// The argument names no grid.
        case single(Operand)
    }

    /// Lowers a condition once for each row of the grid that it names; nil if it is in error.
    private func unfold(_ argument: ExpressionSyntax, in function: Name) -> Unfolded? {
        let grids = grids(in: argument)
        guard let grid = grids.first else {
            let operand = condition(argument)
            return operand.type == .unknown ? nil : .single(operand)
        }
        guard grids.count == 1, boundRow == nil else {
            report(.severalGrids(function, at: argument.range))
            return nil
        }
        let count = survey[grid].variables.count
        guard count <= unfoldingBudget else {
            report(.tooManyRows(at: argument.range))
            return nil
        }
        unfoldingBudget -= count
        defer { boundRow = nil }
        var parts: [Formula] = []
        for row in 0..<count {
            boundRow = (grid, row)
            let operand = condition(argument)
            // The other rows would only say the same.
            guard operand.type != .unknown else { return nil }
            parts.append(operand.formula)
        }
        return .rows(parts)
    }

    /// The grids that an expression names as a whole, each once.
    private func grids(in expression: ExpressionSyntax) -> [QuestionID] {
        var found: [QuestionID] = []
        var open = [expression.syntax]
        while let syntax = open.popLast() {
            if syntax.kind == .pathExpr {
                guard case .path(let path) = ExpressionSyntax(syntax: syntax).form else { continue }
                if case .grid(let question, let symbol)? = peek(path), !found.contains(question),
                    found.count < 2
                {
                    markUsed(symbol)
                    found.append(question)
                }
            } else {
                open += syntax.children
            }
        }
        return found
    }

    // MARK: Numbers

    /// `mean(quality)`, `sum(a, b, c)`: numbers, and grids for their rows.
    private func aggregate(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
        guard let aggregate = Formula.Aggregate(rawValue: function.text) else { return .unknown }
        var parts: [Formula] = []
        var isKnown = true
        var expressions: [ExpressionSyntax] = []
        for argument in arguments {
            if case .list(let elements) = argument.form {
                expressions += elements
            } else {
                expressions.append(argument)
            }
        }
        for expression in expressions {
            if case .path(let path) = expression.form, case .grid(let question, let symbol)? = peek(path) {
                markUsed(symbol)
                let rows = survey[question].variables
                guard rows.count <= unfoldingBudget else {
                    report(.tooManyRows(at: expression.range))
                    return .unknown
                }
                unfoldingBudget -= rows.count
                parts += rows.map(Formula.variable)
            } else {
                let operand = number(expression)
                if operand.type == .unknown { isKnown = false }
                parts.append(operand.formula)
            }
        }
        guard isKnown else { return .unknown }
        guard !parts.isEmpty else {
            return wrongArguments(
                function, "a grid, or numbers such as `\(function.text)(first, second)`", call)
        }
        return Operand(type: .number, formula: .aggregate(aggregate, parts), span: call.range)
    }

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

    // MARK: Questions about a finished interview

    /// `asked why`, `offered used.bot`, `metric promoter`, `finish too_young`, `check large_sum`, in `expect` only.
    func lower(query word: Token, _ path: PathSyntax?, at span: Range<Int>) -> Operand {
        guard reading == .expectation else {
            report(.queryOutsideExpect(word.text, at: span))
            return .unknown
        }
        guard let path, let first = path.name.map(Name.init) else { return .unknown }
        let isTrue = Operand(type: .condition, formula: .literal(.yesno(true)), span: span)
        let name = path.dotted.map { Name($0, path.range) } ?? first
        switch word.word {
        case .asked:
            _ = resolve(path)
            return isTrue
        case .offered:
            checkOffered(path)
            return isTrue
        case .metric:
            if !metricNames.contains(name.text) {
                report(
                    .unknownInTest(
                        "metric", name, closest: closest(to: name.text, among: metricNames.sorted())))
            }
            return Operand(type: .number, formula: .literal(.number(0)), span: span)
        case .finish:
            if !endingNames.contains(name.text) {
                report(
                    .unknownInTest(
                        "finish", name, closest: closest(to: name.text, among: endingNames.sorted())))
            }
            return isTrue
        default:
            if !checkNames.contains(name.text) {
                report(
                    .unknownInTest("check", name, closest: closest(to: name.text, among: checkNames.sorted()))
                )
            }
            return isTrue
        }
    }

    /// `used.bot`: a question and one of its options.
    private func checkOffered(_ path: PathSyntax) {
        guard let first = path.name, case .name(let part)? = path.parts.first else {
            report(.offeredNeedsOption(at: path.range))
            return
        }
        let base = Name(first)
        switch peek(base) {
        case .variable(let variable, _):
            switch type(of: variable) {
            case .option(let list), .set(let list):
                if optionIndices[list.position][part.text] == nil {
                    let options = survey[list].options.lazy.map(\.name)
                    report(
                        .notAnOption(
                            Name(part), owner: base.shown, ownerSpan: names[base.text]?.span,
                            options: options,
                            closest: closest(to: part.text, among: options)))
                }
            default: report(.offeredNeedsOption(at: path.range))
            }
        case .grid: _ = resolve(path)
        case .note: report(.offeredNeedsOption(at: path.range))
        case .unknown: break
        case nil: _ = resolve(base, base: base)
        }
    }
}
