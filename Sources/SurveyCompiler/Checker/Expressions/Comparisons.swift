internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// `channel == store`: options are looked up in the list of the other side.
    func lowerComparison(
        _ left: ExpressionSyntax?, _ token: Token, _ right: ExpressionSyntax?, at span: Range<Int>
    ) -> Operand {
        if token.kind == .equal, reading != .expectation { report(.singleEqual(at: token.range)) }
        guard let left, let right else { return .unknown }
        let first: Operand
        let second: Operand
        if let list = peekList(left) {
            first = lower(left)
            second = lower(right, asOptionOf: list, owner: left)
        } else if let list = peekList(right) {
            first = lower(left, asOptionOf: list, owner: right)
            second = lower(right)
        } else {
            // Beside a name that is in error, another may be an option that cannot be looked up.
            let leftMayBeOption = isUnlisted(left)
            first = isUnknown(right) && leftMayBeOption ? .unknown : lower(left)
            second = first.type == .unknown && isUnlisted(right) ? .unknown : lower(right)
        }
        guard first.type != .unknown, second.type != .unknown else { return .unknown }
        let comparison = Self.comparison(token.kind)
        for (operand, expression) in [(first, left), (second, right)] {
            switch operand.type {
            case .set: report(.comparesSet(Diagnostic.shown(expression.syntax.text), at: span))
            case .order: report(.comparesOrder(Diagnostic.shown(expression.syntax.text), at: span))
            default: continue
            }
            return .unknown
        }
        guard first.type == second.type else {
            report(
                .typeMismatch(
                    (left.syntax.text, first.type.words), (right.syntax.text, second.type.words), at: span))
            return .unknown
        }
        if ![.number, .date, .time].contains(first.type), comparison != .equal, comparison != .notEqual {
            report(.ordersNoNumber(first.type.words, token.text, at: span))
            return .unknown
        }
        if !readsBinding { warnIfDecided(comparison, first, second, at: span) }
        return Operand(
            type: .condition, formula: .compare(comparison, first.formula, second.formula), span: span)
    }

    private static func comparison(_ kind: TokenKind) -> Formula.Comparison {
        switch kind {
        case .notEqual: .notEqual
        case .less: .less
        case .lessEqual: .lessOrEqual
        case .greater: .greater
        case .greaterEqual: .greaterOrEqual
        default: .equal
        }
    }

    // MARK: Options

    /// The list of a path that names an option, a set or an order, without reporting anything.
    func peekList(_ expression: ExpressionSyntax) -> ListID? {
        guard case .path(let path) = expression.form else { return nil }
        switch binding(path) {
        case .option(let list, _, _)?, .value(.option(let list), _)?, .value(.set(let list), _)?,
            .value(.order(let list), _)?:
            return list
        case .some: return nil
        case nil: break
        }
        let type: ValueType
        switch peek(path) {
        case .variable(let variable, _)?: type = self.type(of: variable)
        case .value(let operand, _)?: type = operand.type
        default: return nil
        }
        switch type {
        case .option(let list), .set(let list), .order(let list): return list
        case .number, .text, .date, .time, .condition, .unknown: return nil
        }
    }

    /// Whether an expression is a single name that nothing declares: perhaps an option.
    private func isUnlisted(_ expression: ExpressionSyntax) -> Bool {
        guard case .path(let path) = expression.form, path.parts.isEmpty else { return false }
        if peek(path) == nil { return true } else { return false }
    }

    /// Whether an expression is a name whose uses are silent.
    private func isUnknown(_ expression: ExpressionSyntax) -> Bool {
        guard case .path(let path) = expression.form, let first = path.name, binding(path) == nil else {
            return false
        }
        if case .unknown? = peek(path) ?? peek(Name(first)) { return true }
        return false
    }

    /// An expression beside a variable of a list: the name of one of its options, or another variable.
    func lower(_ expression: ExpressionSyntax, asOptionOf list: ListID, owner: ExpressionSyntax) -> Operand {
        guard case .path(let path) = expression.form, let dotted = path.dotted else {
            return lower(expression)
        }
        if let option = optionIndices[list.position][dotted] {
            return Operand(type: .option(list), formula: .literal(.option(option)), span: path.range)
        }
        if path.parts.isEmpty, peek(path) == nil {
            reportNotAnOption(Name(dotted, path.range), of: list, owner: owner)
            return .unknown
        }
        return lower(expression)
    }

    private func reportNotAnOption(_ name: Name, of list: ListID, owner: ExpressionSyntax) {
        let options = survey[list].options.lazy.map(\.name)
        var span: Range<Int>?
        if case .path(let path) = owner.form, let dotted = dotted(path), let position = position(of: dotted) {
            span = names.symbols[position].span
        }
        report(
            .notAnOption(
                name, owner: Diagnostic.shown(owner.syntax.text), ownerSpan: span, options: options,
                closest: closest(to: name.text, among: options)))
    }

    // MARK: Membership

    /// `channel in [store, phone]`, `age in 18...65`, `empathy in failings`, each also with `not in`.
    func lowerMembership(
        _ left: ExpressionSyntax?, _ isNegated: Bool, _ set: SetSyntax?, at span: Range<Int>
    ) -> Operand {
        guard let left, let set, let base = set.base else { return .unknown }
        var parts: [Operand] = [lower(left, in: base, at: span)]
        // What is left out is in the set and in none of the exceptions.
        for exception in set.exceptions {
            var operand = lower(left, inException: exception, at: span)
            if operand.type == .condition { operand.formula = .not(operand.formula) }
            parts.append(operand)
        }
        guard parts.allSatisfy({ $0.type == .condition }) else { return .unknown }
        var operand = parts[0]
        if parts.count > 1 { operand.formula = .and(parts.map(\.formula)) }
        if isNegated { operand.formula = .not(operand.formula) }
        operand.span = span
        return operand
    }

    private func lower(_ left: ExpressionSyntax, in base: BoundSyntax, at span: Range<Int>) -> Operand {
        if base.isRange { return lower(left, inRange: base, at: span) }
        guard let expression = base.lower else { return .unknown }
        if case .list(let members) = expression.form { return lower(left, inList: members, at: span) }
        return lower(left, inSet: expression, at: span)
    }

    /// After `except` may also stand a single value: an option, a number, a question of one option.
    private func lower(_ left: ExpressionSyntax, inException exception: BoundSyntax, at span: Range<Int>)
        -> Operand
    {
        guard !exception.isRange, let expression = exception.lower else {
            return lower(left, in: exception, at: span)
        }
        if case .list = expression.form { return lower(left, in: exception, at: span) }
        if let list = peekList(expression), case .path(let path) = expression.form {
            // A question: of several options, or of one.
            guard case .variable(let variable, _)? = peek(path), case .option = type(of: variable) else {
                return lower(left, inSet: expression, at: span)
            }
            let option = lower(left, asOptionOf: list, owner: expression)
            let other = lower(expression)
            guard option.type == other.type else {
                if option.type != .unknown {
                    report(
                        .typeMismatch(
                            (left.syntax.text, option.type.words), (expression.syntax.text, other.type.words),
                            at: span))
                }
                return .unknown
            }
            return Operand(
                type: .condition, formula: .compare(.equal, option.formula, other.formula), span: span)
        }
        return lower(left, inList: [expression], at: span)
    }

    private func lower(_ left: ExpressionSyntax, inRange bound: BoundSyntax, at span: Range<Int>) -> Operand {
        let value = lower(left)
        switch value.type {
        case .unknown: return .unknown
        case .date, .time: return lower(value, left, inMoments: bound, at: span)
        case .number: break
        case .text, .condition, .option, .set, .order:
            report(.notANumber(value.type.words, left.syntax.text, at: left.range))
            return .unknown
        }
        guard let (low, high) = range(bound) else { return .unknown }
        warnIfDecided(value, .init(low), .init(high), at: span)
        return Operand(
            type: .condition, formula: .within(value.formula, [.range(.number(low), .number(high))]),
            span: span)
    }

    /// `birth in 1990-01-01...today`: the ends may be computed.
    private func lower(
        _ value: Operand, _ left: ExpressionSyntax, inMoments bound: BoundSyntax, at span: Range<Int>
    )
        -> Operand
    {
        guard let first = bound.lower, let last = bound.upper else { return .unknown }
        let low = lower(first)
        let high = lower(last)
        for (end, expression) in [(low, first), (high, last)] where end.type != value.type {
            if end.type != .unknown {
                report(
                    .typeMismatch(
                        (left.syntax.text, value.type.words), (expression.syntax.text, end.type.words),
                        at: expression.range))
            }
            return .unknown
        }
        if let from = scalar(low.formula), let to = scalar(high.formula) {
            if from.isRelative == to.isRelative, from.number > to.number {
                report(.emptyRange(first.syntax.text, last.syntax.text, at: bound.range))
                return .unknown
            }
            warnIfDecided(value, from, to, at: span)
        }
        if case .literal(let from) = low.formula, case .literal(let to) = high.formula {
            return Operand(type: .condition, formula: .within(value.formula, [.range(from, to)]), span: span)
        }
        return Operand(
            type: .condition,
            formula: .and([
                .compare(.greaterOrEqual, value.formula, low.formula),
                .compare(.lessOrEqual, value.formula, high.formula),
            ]), span: span)
    }

    private func lower(_ left: ExpressionSyntax, inList members: [ExpressionSyntax], at span: Range<Int>)
        -> Operand
    {
        let value = lower(left)
        let list = peekList(left)
        switch value.type {
        case .set:
            report(.setInList(Diagnostic.shown(left.syntax.text), at: span))
            return .unknown
        case .order:
            report(.comparesOrder(Diagnostic.shown(left.syntax.text), at: span))
            return .unknown
        default: break
        }
        var isKnown = value.type != .unknown
        var lowered: [Formula.Member] = []
        for member in members {
            if value.type == .unknown, isUnlisted(member) { continue }
            let operand = list.map { lower(member, asOptionOf: $0, owner: left) } ?? lower(member)
            guard operand.type != .unknown, value.type != .unknown else {
                isKnown = false
                continue
            }
            guard operand.type == value.type else {
                report(
                    .typeMismatch(
                        (left.syntax.text, value.type.words), (member.syntax.text, operand.type.words),
                        at: member.range))
                isKnown = false
                continue
            }
            guard case .literal(let literal) = operand.formula else {
                report(.memberNotConstant(Diagnostic.shown(member.syntax.text), at: member.range))
                isKnown = false
                continue
            }
            lowered.append(.value(literal))
        }
        guard isKnown else { return .unknown }
        if lowered.isEmpty { report(.emptyList(at: span)) }
        return Operand(type: .condition, formula: .within(value.formula, lowered), span: span)
    }

    private func lower(_ left: ExpressionSyntax, inSet set: ExpressionSyntax, at span: Range<Int>) -> Operand
    {
        guard let list = peekList(set) else {
            let operand = lower(set)
            if operand.type == .unknown, !isUnlisted(left) { _ = lower(left) }
            if operand.type != .unknown {
                report(.notASet(Diagnostic.shown(set.syntax.text), operand.type.words, at: set.range))
            }
            return .unknown
        }
        let chosen = lower(set)
        let isSet =
            switch chosen.type {
            case .set, .order: true
            default: false
            }
        guard isSet, case .variable(let variable) = chosen.formula else {
            if chosen.type != .unknown {
                report(.notASet(Diagnostic.shown(set.syntax.text), chosen.type.words, at: set.range))
            }
            return .unknown
        }
        let option = lower(left, asOptionOf: list, owner: set)
        guard option.type != .unknown else { return .unknown }
        guard option.type == .option(list), case .literal(.option(let index)) = option.formula else {
            report(.notAnOptionName(Diagnostic.shown(left.syntax.text), at: left.range))
            return .unknown
        }
        return Operand(type: .condition, formula: .includes(variable, option: index), span: span)
    }
}
