internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// What one condition says against itself, or twice.
extension Checker {
    /// Warns of parts of `and` that exclude each other, and of parts of `and` or `or` that stand twice.
    ///
    /// Linear in the number of parts: each is compared with what all before it leave of its variable.
    func warnOfContradictions(in parts: [Operand], _ word: String) {
        var seen: [Formula: Range<Int>] = [:]
        var left: [Formula: Remainder] = [:]
        for part in parts {
            if let first = seen[part.formula] {
                report(.duplicateCondition(word, at: part.span, firstAt: first))
                continue
            }
            seen[part.formula] = part.span
            guard word == "and" else { continue }
            for fact in facts(part.formula, isTrue: true) {
                guard
                    let excluding = left[fact.subject, default: Remainder()].narrow(
                        by: fact.claim, at: part.span)
                else { continue }
                if excluding != part.span {
                    report(.contradiction(text(at: excluding), at: part.span, firstAt: excluding))
                }
                break
            }
        }
    }

    /// What a part says of one thing: of a value, of a state of a variable, of an option in a set.
    private struct Fact {
        var subject: Formula
        var claim: Claimed

        enum Claimed {
            case isTrue(Bool)
            /// It is one of these, or none of them.
            case among([Value], Bool)
            case within(low: Decimal?, isLowIn: Bool, high: Decimal?, isHighIn: Bool)
            /// A variable is in a state, or not; nil is answered.
            case state(Missing?, Bool)
        }
    }

    private func facts(_ formula: Formula, isTrue: Bool, depth: Int = 0) -> [Fact] {
        switch formula {
        case .not(let inner): return facts(inner, isTrue: !isTrue, depth: depth)
        // One level deep, so that deep nesting stays linear.
        case .and(let parts) where isTrue && depth == 0, .or(let parts) where !isTrue && depth == 0:
            return parts.flatMap { facts($0, isTrue: isTrue, depth: 1) }
        case .variable(let variable):
            return [Fact(subject: formula, claim: .isTrue(isTrue)), answered(variable)]
        case .includes(let variable, _):
            return [Fact(subject: formula, claim: .isTrue(isTrue)), answered(variable)]
        case .state(let variable, let missing):
            return [Fact(subject: .state(variable, nil), claim: .state(missing, isTrue))]
        case .compare(let comparison, let value, .literal(let literal)):
            return facts(isTrue ? comparison : comparison.opposite, value, literal)
        case .compare(let comparison, .literal(let literal), let value):
            let mirrored = comparison.mirrored
            return facts(isTrue ? mirrored : mirrored.opposite, value, literal)
        case .within(let value, let members):
            var values: [Value] = []
            for member in members {
                switch member {
                case .value(let value): values.append(value)
                case .range(let low, let high):
                    guard isTrue, members.count == 1, let low = Self.number(low), let high = Self.number(high)
                    else {
                        return needed(by: value)
                    }
                    let range = Fact.Claimed.within(low: low, isLowIn: true, high: high, isHighIn: true)
                    return [Fact(subject: value, claim: range)] + needed(by: value)
                }
            }
            return [Fact(subject: value, claim: .among(values, isTrue))] + needed(by: value)
        default: return []
        }
    }

    private func facts(_ comparison: Formula.Comparison, _ value: Formula, _ literal: Value) -> [Fact] {
        var found = needed(by: value)
        switch comparison {
        case .equal: found.append(Fact(subject: value, claim: .among([literal], true)))
        case .notEqual: found.append(Fact(subject: value, claim: .among([literal], false)))
        default:
            guard let number = Self.number(literal) else { return found }
            let isLow = comparison == .greater || comparison == .greaterOrEqual
            let isIn = comparison == .greaterOrEqual || comparison == .lessOrEqual
            found.append(
                Fact(
                    subject: value,
                    claim: .within(
                        low: isLow ? number : nil, isLowIn: isIn, high: isLow ? nil : number, isHighIn: isIn))
            )
        }
        return found
    }

    /// A comparison says of a variable that it was answered.
    private func needed(by value: Formula) -> [Fact] {
        if case .variable(let variable) = value { [answered(variable)] } else { [] }
    }

    private func answered(_ variable: VariableID) -> Fact {
        Fact(subject: .state(variable, nil), claim: .state(nil, true))
    }

    private static func number(_ value: Value) -> Decimal? {
        switch value {
        case .number(let number): number
        case .date(let day): Decimal(day.number)
        case .time(let time): Decimal(time.minutes)
        default: nil
        }
    }

    /// What the parts so far leave of one thing, and which of them took the rest.
    private struct Remainder {
        private var truth: (Bool, Range<Int>)?
        private var allowed: (values: Set<Value>, span: Range<Int>)?
        private var excluded: [Value: Range<Int>] = [:]
        private var low: (number: Decimal, isIn: Bool, span: Range<Int>)?
        private var high: (number: Decimal, isIn: Bool, span: Range<Int>)?
        private var state: (Missing?, Range<Int>)?
        private var otherStates: [Missing?: Range<Int>] = [:]

        /// Takes in one more claim. The place of an earlier one that it cannot be true with, if nothing is left.
        mutating func narrow(by claim: Fact.Claimed, at span: Range<Int>) -> Range<Int>? {
            switch claim {
            case .isTrue(let isTrue):
                if let truth { return truth.0 == isTrue ? nil : truth.1 }
                truth = (isTrue, span)
                return nil
            case .state(let missing, true):
                if let state, state.0 != missing { return state.1 }
                state = state ?? (missing, span)
                return otherStates[missing]
            case .state(let missing, false):
                otherStates[missing] = otherStates[missing] ?? span
                if let state, state.0 == missing { return state.1 }
                return nil
            case .among(let values, true): return allow(Set(values), at: span)
            case .among(let values, false):
                for value in values where excluded[value] == nil { excluded[value] = span }
                return remove(values, at: span)
            case .within(let low, let isLowIn, let high, let isHighIn):
                if let low,
                    self.low.map({ $0.number < low || $0.number == low && $0.isIn && !isLowIn }) ?? true
                {
                    self.low = (low, isLowIn, span)
                }
                if let high,
                    self.high.map({ $0.number > high || $0.number == high && $0.isIn && !isHighIn }) ?? true
                {
                    self.high = (high, isHighIn, span)
                }
                if let low = self.low, let high = self.high,
                    low.number > high.number || low.number == high.number && !(low.isIn && high.isIn)
                {
                    return low.span == span ? high.span : low.span
                }
                return removeOutside(at: span)
            }
        }

        private mutating func allow(_ values: Set<Value>, at span: Range<Int>) -> Range<Int>? {
            guard let before = allowed else {
                allowed = (values, span)
                return remove(values.filter { excluded[$0] != nil }, at: span) ?? removeOutside(at: span)
            }
            allowed = (before.values.intersection(values), before.span)
            return allowed?.values.isEmpty == true && !before.values.isEmpty ? before.span : nil
        }

        /// Takes values away. The place of what took them away before, or allowed them; nil if a value is left.
        private mutating func remove(_ values: some Sequence<Value>, at span: Range<Int>) -> Range<Int>? {
            guard let before = allowed, !before.values.isEmpty else { return nil }
            var cause: Range<Int>?
            for value in values where allowed?.values.remove(value) != nil {
                cause = cause ?? excluded[value] ?? excludingEnd(value)
            }
            guard allowed?.values.isEmpty == true else { return nil }
            return cause == nil || cause == span ? before.span : cause
        }

        /// Takes away what lies outside of the range. A long list is left alone: each range would go through it.
        private mutating func removeOutside(at span: Range<Int>) -> Range<Int>? {
            guard let allowed, allowed.values.count <= 64 else { return nil }
            return remove(allowed.values.filter { excludingEnd($0) != nil }, at: span)
        }

        private func excludingEnd(_ value: Value) -> Range<Int>? {
            guard let number = Checker.number(value) else { return nil }
            if let low, number < low.number || number == low.number && !low.isIn { return low.span }
            if let high, number > high.number || number == high.number && !high.isIn { return high.span }
            return nil
        }
    }
}

extension Formula.Comparison {
    /// The comparison that is true where this one is false.
    fileprivate var opposite: Formula.Comparison {
        switch self {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }
}
