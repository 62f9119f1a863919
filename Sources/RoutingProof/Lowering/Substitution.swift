internal import SurveyModel

extension Formula {
    /// The expression with computed variables replaced by what computes them; nil where that takes more than `budget` parts.
    ///
    /// Conditions within (in `count`) keep theirs: they are facts of their own.
    func substituting(_ budget: inout Int, _ formula: (VariableID) -> Formula?) -> Formula? {
        budget -= 1
        guard budget > 0 else { return nil }
        func all(_ parts: [Formula]) -> [Formula]? {
            var result: [Formula] = []
            for part in parts {
                guard let part = part.substituting(&budget, formula) else { return nil }
                result.append(part)
            }
            return result
        }
        switch self {
        case .variable(let id):
            guard let inner = formula(id) else { return self }
            return inner.substituting(&budget, formula)
        case .literal, .includes, .state, .size, .place, .ranked, .countTrue: return self
        case .not(let inner): return inner.substituting(&budget, formula).map(Formula.not)
        case .and(let parts): return all(parts).map(Formula.and)
        case .or(let parts): return all(parts).map(Formula.or)
        case .compare(let comparison, let left, let right):
            guard let left = left.substituting(&budget, formula),
                let right = right.substituting(&budget, formula)
            else { return nil }
            return .compare(comparison, left, right)
        case .within(let inner, let members):
            return inner.substituting(&budget, formula).map { .within($0, members) }
        case .arithmetic(let operation, let left, let right):
            guard let left = left.substituting(&budget, formula),
                let right = right.substituting(&budget, formula)
            else { return nil }
            return .arithmetic(operation, left, right)
        case .negate(let inner): return inner.substituting(&budget, formula).map(Formula.negate)
        case .aggregate(let aggregate, let parts): return all(parts).map { .aggregate(aggregate, $0) }
        case .length(let inner): return inner.substituting(&budget, formula).map(Formula.length)
        case .round(let inner, let decimals):
            return inner.substituting(&budget, formula).map { .round($0, decimals: decimals) }
        case .contains(let inner, let part):
            return inner.substituting(&budget, formula).map { .contains($0, part) }
        case .matches(let inner, let pattern):
            return inner.substituting(&budget, formula).map { .matches($0, pattern) }
        case .age(let birth, let other):
            guard let birth = birth.substituting(&budget, formula),
                let other = other.substituting(&budget, formula)
            else { return nil }
            return .age(birth, on: other)
        }
    }

    /// What it is made of, one level deep.
    var parts: [Formula] {
        switch self {
        case .literal, .variable, .includes, .state, .size, .place, .ranked: []
        case .not(let inner), .negate(let inner), .length(let inner), .round(let inner, _),
            .contains(let inner, _), .matches(let inner, _), .within(let inner, _):
            [inner]
        case .compare(_, let left, let right), .arithmetic(_, let left, let right),
            .age(let left, let right):
            [left, right]
        case .and(let parts), .or(let parts), .countTrue(let parts), .aggregate(_, let parts): parts
        }
    }

    /// The options that the expression names as values of a variable's own list.
    var namedOptions: [Int] {
        var found: [Int] = []
        var open = [self]
        while let next = open.popLast() {
            switch next {
            case .literal(.option(let option)): found.append(option)
            case .literal(.options(let options)), .literal(.order(let options)): found += options
            case .within(_, let members):
                for case .value(let value) in members { open.append(.literal(value)) }
            default: break
            }
            open += next.parts
        }
        return found
    }
}
