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
            if case .set = operand.type {
                report(.comparesSet(Diagnostic.shown(expression.syntax.text), at: span))
                return .unknown
            }
        }
        guard first.type == second.type else {
            report(
                .typeMismatch(
                    (left.syntax.text, first.type.words), (right.syntax.text, second.type.words), at: span))
            return .unknown
        }
        if first.type != .number, comparison != .equal, comparison != .notEqual {
            report(.ordersNoNumber(first.type.words, token.text, at: span))
            return .unknown
        }
        if reading != .expectation { warnIfDecided(comparison, first, second, at: span) }
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

    /// The list of a path that names an option or a set variable, without reporting anything.
    func peekList(_ expression: ExpressionSyntax) -> ListID? {
        guard case .path(let path) = expression.form, case .variable(let variable, _)? = peek(path) else {
            return nil
        }
        switch type(of: variable) {
        case .option(let list), .set(let list): return list
        case .number, .text, .condition, .unknown: return nil
        }
    }

    /// Whether an expression is a single name that nothing declares: perhaps an option.
    private func isUnlisted(_ expression: ExpressionSyntax) -> Bool {
        guard case .path(let path) = expression.form, path.parts.isEmpty else { return false }
        if peek(path) == nil { return true } else { return false }
    }

    /// Whether an expression is a name whose uses are silent.
    private func isUnknown(_ expression: ExpressionSyntax) -> Bool {
        guard case .path(let path) = expression.form, let first = path.name else { return false }
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
        if path.parts.isEmpty, names.position(of: dotted) == nil {
            reportNotAnOption(Name(dotted, path.range), of: list, owner: owner)
            return .unknown
        }
        return lower(expression)
    }

    private func reportNotAnOption(_ name: Name, of list: ListID, owner: ExpressionSyntax) {
        let options = survey[list].options.lazy.map(\.name)
        var span: Range<Int>?
        if case .path(let path) = owner.form, let dotted = path.dotted { span = names[dotted]?.span }
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
        if let exception = set.exceptions.first { report(.notInThisVersion(.except, at: exception.range)) }
        var operand: Operand
        if base.isRange {
            operand = lower(left, inRange: base, at: span)
        } else if let expression = base.lower {
            if case .list(let members) = expression.form {
                operand = lower(left, inList: members, at: span)
            } else {
                operand = lower(left, inSet: expression, at: span)
            }
        } else {
            return .unknown
        }
        if isNegated, operand.type == .condition { operand.formula = .not(operand.formula) }
        return operand
    }

    private func lower(_ left: ExpressionSyntax, inRange bound: BoundSyntax, at span: Range<Int>) -> Operand {
        let value = number(left)
        guard let (low, high) = range(bound), value.type == .number else { return .unknown }
        if reading != .expectation, let bounds = self.bounds(of: value.formula) {
            if bounds.high.map({ $0 < low }) ?? false || bounds.low.map({ $0 > high }) ?? false {
                report(.neverTrue(describe(value, bounds), at: span))
            } else if let lowest = bounds.low, let highest = bounds.high, low <= lowest, highest <= high {
                report(.alwaysTrue(describe(value, bounds), at: span))
            }
        }
        return Operand(type: .condition, formula: .within(value.formula, [.range(low, high)]), span: span)
    }

    private func lower(_ left: ExpressionSyntax, inList members: [ExpressionSyntax], at span: Range<Int>)
        -> Operand
    {
        let value = lower(left)
        let list = peekList(left)
        if case .set = value.type {
            report(.setInList(Diagnostic.shown(left.syntax.text), at: span))
            return .unknown
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
        guard case .set = chosen.type, case .variable(let variable) = chosen.formula else {
            if chosen.type != .unknown {
                report(.notASet(Diagnostic.shown(set.syntax.text), chosen.type.words, at: set.range))
            }
            return .unknown
        }
        let option = lower(left, asOptionOf: list, owner: set)
        guard option.type != .unknown else { return .unknown }
        guard case .literal(.option(let index)) = option.formula else {
            report(.notAnOptionName(Diagnostic.shown(left.syntax.text), at: left.range))
            return .unknown
        }
        return Operand(type: .condition, formula: .includes(variable, option: index), span: span)
    }

    // MARK: Comparisons that decide themselves

    /// The numbers that an expression can be, as far as a single variable or count tells; nil if nothing is known.
    func bounds(of formula: Formula) -> (low: Decimal?, high: Decimal?)? {
        switch formula {
        case .variable(let variable):
            switch survey[variable].domain {
            case .point(let scale):
                let bounds = survey[scale].bounds
                return (Decimal(bounds.lowerBound), Decimal(bounds.upperBound))
            case .number(let rule) where rule.low != nil || rule.high != nil: return (rule.low, rule.high)
            default: return nil
            }
        case .size(let variable): return (0, Decimal(selection(of: variable).upperBound))
        case .countTrue(let parts): return (0, Decimal(parts.count))
        default: return nil
        }
    }

    /// Warns of a comparison with a constant that is true, or false, for every answer.
    private func warnIfDecided(
        _ comparison: Formula.Comparison, _ first: Operand, _ second: Operand, at span: Range<Int>
    ) {
        var (value, constant, comparison) = (first, second, comparison)
        if case .literal = first.formula {
            (value, constant, comparison) = (second, first, comparison.mirrored)
        }
        guard case .literal(.number(let number)) = constant.formula, let bounds = bounds(of: value.formula)
        else { return }
        let isBelowAll = bounds.low.map { number < $0 } ?? false
        let isAboveAll = bounds.high.map { number > $0 } ?? false
        let isLowest = bounds.low == number
        let isHighest = bounds.high == number
        let isBetweenSteps = number.fractionDigits > decimals(of: value.formula)
        let verdict: Bool? =
            switch comparison {
            case .less: isAboveAll ? true : isBelowAll || isLowest ? false : nil
            case .lessOrEqual: isAboveAll || isHighest ? true : isBelowAll ? false : nil
            case .greater: isBelowAll ? true : isAboveAll || isHighest ? false : nil
            case .greaterOrEqual: isBelowAll || isLowest ? true : isAboveAll ? false : nil
            case .equal: isBelowAll || isAboveAll || isBetweenSteps ? false : nil
            case .notEqual: isBelowAll || isAboveAll || isBetweenSteps ? true : nil
            }
        guard let verdict else { return }
        let words = describe(value, bounds)
        report(verdict ? .alwaysTrue(words, at: span) : .neverTrue(words, at: span))
    }

    private func decimals(of formula: Formula) -> Int {
        if case .variable(let variable) = formula, case .number(let rule) = survey[variable].domain {
            return rule.decimals
        }
        return 0
    }

    private func describe(_ value: Operand, _ bounds: (low: Decimal?, high: Decimal?)) -> String {
        let text = Diagnostic.shown(String(decoding: tree.bytes[value.span], as: UTF8.self))
        switch bounds {
        case (let low?, let high?): return "`\(text)` is from \(low.canonicalText) to \(high.canonicalText)"
        case (let low?, nil): return "`\(text)` is at least \(low.canonicalText)"
        case (nil, let high?): return "`\(text)` is at most \(high.canonicalText)"
        case (nil, nil): return "`\(text)` can be any number"
        }
    }
}

extension Formula.Comparison {
    /// The comparison with its sides exchanged.
    fileprivate var mirrored: Formula.Comparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
