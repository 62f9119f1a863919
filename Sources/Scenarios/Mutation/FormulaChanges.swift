internal import FoundationEssentials
internal import SurveyModel

extension Formula {
    /// The formula with one small change, each way there is: a boundary moved by one, a comparison turned into its
    /// neighbour, `and` and `or` swapped, `not` taken away or added, a member of a list left out, and the whole always or
    /// never true. Each once, in reading order.
    ///
    /// Linear in the number of changes times the size of the formula. The parser bounds how deep formulas nest.
    func changes(in survey: Survey) -> [Formula] {
        var found = inner(survey)
        if case .not(let inner) = self { found.append(inner) } else { found.append(.not(self)) }
        found += [.literal(.yesno(true)), .literal(.yesno(false))]
        var known: Set<Formula> = [self]
        return found.filter { known.insert($0).inserted }
    }

    /// Changes of this node and of those below it.
    private func inner(_ survey: Survey) -> [Formula] {
        switch self {
        case .compare(let comparison, let left, let right):
            var found = Self.neighbours(comparison).map { Formula.compare($0, left, right) }
            found += right.moved(beside: left, survey).map { .compare(comparison, left, $0) }
            found += left.moved(beside: right, survey).map { .compare(comparison, $0, right) }
            found += left.inner(survey).map { .compare(comparison, $0, right) }
            found += right.inner(survey).map { .compare(comparison, left, $0) }
            return Self.distinct(found, self, survey)
        case .within(let inner, let members):
            var found: [Formula] = []
            if members.count > 1 {
                for index in members.indices {
                    var fewer = members
                    fewer.remove(at: index)
                    found.append(.within(inner, fewer))
                }
            }
            for (index, member) in members.enumerated() {
                guard case .range(let low, let high) = member else { continue }
                for (newLow, newHigh) in [(low.moved(by: 1), high), (low, high.moved(by: -1))] {
                    guard let newLow, let newHigh else { continue }
                    var narrower = members
                    narrower[index] = .range(newLow, newHigh)
                    found.append(.within(inner, narrower))
                }
            }
            return found
        case .and(let parts):
            return [.or(parts)] + Self.each(parts, survey).map(Formula.and)
        case .or(let parts):
            return [.and(parts)] + Self.each(parts, survey).map(Formula.or)
        case .not(let inner):
            return inner.inner(survey).map(Formula.not)
        case .countTrue(let parts):
            return Self.each(parts, survey).map(Formula.countTrue)
        case .arithmetic(let operation, let left, let right):
            return left.inner(survey).map { .arithmetic(operation, $0, right) }
                + right.inner(survey).map { .arithmetic(operation, left, $0) }
        case .literal, .variable, .includes, .state, .size, .negate, .aggregate, .length, .round, .contains,
            .matches, .age, .place, .ranked:
            return []
        }
    }

    /// The parts with one of them changed, or turned around.
    private static func each(_ parts: [Formula], _ survey: Survey) -> [[Formula]] {
        var found: [[Formula]] = []
        for (index, part) in parts.enumerated() {
            var others = part.inner(survey)
            if case .not(let inner) = part { others.append(inner) } else { others.append(.not(part)) }
            for other in others {
                var changed = parts
                changed[index] = other
                found.append(changed)
            }
        }
        return found
    }

    private static func neighbours(_ comparison: Comparison) -> [Comparison] {
        switch comparison {
        case .equal: [.notEqual]
        case .notEqual: [.equal]
        case .less: [.lessOrEqual]
        case .lessOrEqual: [.less]
        case .greater: [.greaterOrEqual]
        case .greaterOrEqual: [.greater]
        }
    }

    /// A literal one more and one less, as far as the other side can have it.
    private func moved(beside other: Formula, _ survey: Survey) -> [Formula] {
        guard case .literal(let value) = self else { return [] }
        return [value.moved(by: -1), value.moved(by: 1)].compactMap(\.self).filter { value in
            guard case .variable(let variable) = other else { return true }
            switch (survey[variable].domain, value) {
            case (.point(let scale), .number(let number)):
                return number.exactInt.map(survey[scale].bounds.contains) ?? false
            case (.number(let rule), .number(let number)): return rule.allows(number)
            case (.option(let list), .option(let option)):
                return survey[list].options.indices.contains(option)
            default: return true
            }
        }.map(Formula.literal)
    }

    /// Of changes that mean the same for whole numbers, `< 6` and `<= 5`, the first.
    private static func distinct(_ found: [Formula], _ original: Formula, _ survey: Survey) -> [Formula] {
        var known: Set<Formula> = [original.normal(survey)]
        return found.filter { known.insert($0.normal(survey)).inserted }
    }

    /// `x < 6` as `x <= 5` where `x` is a whole number.
    private func normal(_ survey: Survey) -> Formula {
        guard case .compare(let comparison, let left, .literal(.number(let number))) = self,
            left.isWhole(survey)
        else { return self }
        switch comparison {
        case .less: return .compare(.lessOrEqual, left, .literal(.number(number - 1)))
        case .greater: return .compare(.greaterOrEqual, left, .literal(.number(number + 1)))
        case .equal, .notEqual, .lessOrEqual, .greaterOrEqual: return self
        }
    }

    private func isWhole(_ survey: Survey) -> Bool {
        switch self {
        case .size, .countTrue, .length, .age, .place: true
        case .variable(let variable):
            switch survey[variable].domain {
            case .point: true
            case .number(let rule): rule.decimals == 0
            default: false
            }
        default: false
        }
    }
}

extension Value {
    /// The next value of its kind; nil where there is none.
    fileprivate func moved(by count: Int) -> Value? {
        switch self {
        case .number(let number): return .number(number + Decimal(count))
        case .date(let day):
            let next = CalendarDay(number: day.number + count)
            return next.isWritable ? .date(next) : nil
        case .time(let time):
            let next = time.minutes + count
            return (0...1_439).contains(next) ? .time(TimeOfDay(minutes: next)) : nil
        case .option(let option): return .option(option + count)
        case .options, .order, .text, .yesno: return nil
        }
    }
}
