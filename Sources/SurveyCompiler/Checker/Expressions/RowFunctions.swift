internal import SurveyModel
internal import SurveySyntax

/// Functions over the rows of a grid, which are unfolded here: the evaluator binds no variables.
extension Checker {
    /// `count(used)`, or `count(quality <= 2)` over the rows of a grid.
    func count(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
        let expected =
            "a `choices` or `ranking` question, or a condition on a grid such as `count(quality <= 2)`"
        guard arguments.count == 1 else { return wrongArguments(function, expected, call) }
        let argument = arguments[0]
        if peekList(argument) != nil {
            let operand = lower(argument)
            let isSet =
                switch operand.type {
                case .set, .order: true
                default: false
                }
            guard isSet, case .variable(let variable) = operand.formula else {
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
    func conditions(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
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

        var parts: [Formula] {
            switch self {
            case .rows(let parts): parts
            case .single(let operand): [operand.formula]
            }
        }
    }

    /// Lowers a condition once for each row of the grid that it names; nil if it is in error.
    private func unfold(_ argument: ExpressionSyntax, in function: Name) -> Unfolded? {
        if let parts = unfoldRoster(argument, in: function, { unfold(argument, in: function)?.parts }) {
            return parts.isEmpty ? nil : .rows(parts.flatMap(\.self))
        }
        let found = grids(in: argument)
        guard let grid = found.first else {
            let operand = condition(argument)
            return operand.type == .unknown ? nil : .single(operand)
        }
        guard found.count == 1, boundRow == nil else {
            report(.severalGrids(function, at: argument.range))
            return nil
        }
        guard let rows = rows(of: grid.question, group: grid.group, at: argument.range) else { return nil }
        defer { boundRow = nil }
        var parts: [Formula] = []
        for row in rows {
            boundRow = (grid.question, row.row)
            let operand = condition(argument)
            // The other rows would only say the same.
            guard operand.type != .unknown else { return nil }
            parts.append(operand.formula)
        }
        return .rows(parts)
    }

    /// A grid, or a group of its rows.
    private struct Rows: Equatable {
        var question: QuestionID
        var group: Int?
    }

    /// The grids and groups that an expression names as a whole, each once; two are enough to know that there are several.
    private func grids(in expression: ExpressionSyntax) -> [Rows] {
        var found: [Rows] = []
        var open = [expression.syntax]
        while let syntax = open.popLast() {
            guard syntax.kind == .pathExpr else {
                open += syntax.children
                continue
            }
            guard case .path(let path) = ExpressionSyntax(syntax: syntax).form else { continue }
            let rows: Rows
            switch peek(path) {
            case .grid(let question, let symbol)?:
                markUsed(symbol, at: path.range)
                rows = Rows(question: question)
            case .group(let question, let group, let symbol)?:
                markUsed(symbol, at: path.range)
                rows = Rows(question: question, group: group)
            default: continue
            }
            if !found.contains(rows), found.count < 2 { found.append(rows) }
        }
        return found
    }

    /// `mean(quality)`, `sum(a, b, c)`: numbers, and the rows of grids and groups.
    ///
    /// The mean and the sum of a grid are scores, in which reversed rows count from the other end.
    func aggregate(_ function: Name, _ arguments: [ExpressionSyntax], _ call: CallSyntax) -> Operand {
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
            if case .path(let path) = expression.form, let roster = roster(path) {
                if let values = values(ofRoster: roster) { parts += values } else { isKnown = false }
                continue
            }
            guard case .path(let path) = expression.form, let rows = grids(in: expression).first else {
                let operand = number(expression)
                if operand.type == .unknown { isKnown = false }
                parts.append(operand.formula)
                continue
            }
            guard let members = self.rows(of: rows.question, group: rows.group, at: path.range) else {
                return .unknown
            }
            if let variable = members.first?.variable, type(of: variable) != .number {
                report(
                    .notANumber(type(of: variable).words + " for each row", path.syntax.text, at: path.range))
                return .unknown
            }
            let isScore = aggregate == .mean || aggregate == .sum
            parts += members.map {
                isScore ? scored(rows.question, row: $0.row, $0.variable) : .variable($0.variable)
            }
        }
        guard isKnown else { return .unknown }
        guard !parts.isEmpty else {
            return wrongArguments(
                function, "a grid, or numbers such as `\(function.text)(first, second)`", call)
        }
        return Operand(type: .number, formula: .aggregate(aggregate, parts), span: call.range)
    }
}
