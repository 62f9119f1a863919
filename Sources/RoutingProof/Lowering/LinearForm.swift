internal import FoundationEssentials
internal import SurveyModel

/// A number that is a weighted sum of simpler ones.
struct LinearForm: Hashable {
    var terms: [Term] = []
    var constant: Decimal = 0

    struct Term: Hashable {
        var weight: Decimal
        var atom: Atom
    }

    /// What is weighted.
    enum Atom: Hashable {
        /// A number, a point; a date by its day, a time by its minute. Unknown where it was not answered.
        case variable(VariableID)
        /// How many of these conditions are true. Always known.
        case count([Formula])
        /// How many options a set has. Always known.
        case size(VariableID)
        /// The place of an option in an order. Unknown where it was not ranked.
        case place(VariableID, option: Int)
        /// A summary of parts.
        case aggregate(Formula.Aggregate, [Formula])
    }

    /// The form of an expression whose computed variables were put in; nil where it is none.
    init?(_ formula: Formula) {
        switch formula {
        case .literal(.number(let number)): constant = number
        case .literal(.date(let day)): constant = Decimal(day.number)
        case .literal(.time(let time)): constant = Decimal(time.minutes)
        case .variable(let id): terms = [Term(weight: 1, atom: .variable(id))]
        case .countTrue(let parts): terms = [Term(weight: 1, atom: .count(parts))]
        case .size(let id): terms = [Term(weight: 1, atom: .size(id))]
        case .place(let id, let option): terms = [Term(weight: 1, atom: .place(id, option: option))]
        case .aggregate(let aggregate, let parts):
            terms = [Term(weight: 1, atom: .aggregate(aggregate, parts))]
        case .negate(let inner):
            guard let form = LinearForm(inner) else { return nil }
            self = form.times(-1)
        case .arithmetic(let operation, let left, let right):
            guard let left = LinearForm(left), let right = LinearForm(right) else { return nil }
            switch operation {
            case .add: self = left.plus(right)
            case .subtract: self = left.plus(right.times(-1))
            case .multiply:
                if left.terms.isEmpty {
                    self = right.times(left.constant)
                } else if right.terms.isEmpty {
                    self = left.times(right.constant)
                } else {
                    return nil
                }
            case .divide:
                // Only where the quotient is exact whatever the dividend.
                guard right.terms.isEmpty, right.constant != 0 else { return nil }
                let factor = 1 / right.constant
                guard factor.isFinite, factor * right.constant == 1, factor.fractionDigits <= 9 else {
                    return nil
                }
                self = left.times(factor)
            case .remainder: return nil
            }
        case .literal, .not, .and, .or, .compare, .within, .includes, .state, .length, .round, .contains,
            .matches, .age, .ranked:
            return nil
        }
    }

    /// The sum of what was answered of some parts, times a weight.
    init(summing parts: [Formula], weight: Decimal) {
        terms = [Term(weight: weight, atom: .aggregate(.sum, parts))]
    }

    private init(terms: [Term], constant: Decimal) {
        self.terms = terms
        self.constant = constant
    }

    func times(_ factor: Decimal) -> LinearForm {
        if factor == 0 {
            // What is multiplied by nothing must be known all the same.
            return LinearForm(terms: terms.map { Term(weight: 0, atom: $0.atom) }, constant: 0)
        }
        return LinearForm(
            terms: terms.map { Term(weight: $0.weight * factor, atom: $0.atom) }, constant: constant * factor)
    }

    func plus(_ other: LinearForm) -> LinearForm {
        var places: [Atom: Int] = [:]
        var sum: [Term] = []
        for term in terms + other.terms {
            if let place = places[term.atom] {
                sum[place].weight += term.weight
            } else {
                places[term.atom] = sum.count
                sum.append(term)
            }
        }
        return LinearForm(terms: sum, constant: constant + other.constant)
    }

    /// The variables of its plain terms, if it has no others.
    var plainVariables: [VariableID]? {
        var found: [VariableID] = []
        for term in terms {
            guard case .variable(let id) = term.atom else { return nil }
            found.append(id)
        }
        return found
    }
}

extension Formula.Comparison {
    /// What remains to be looked at once the difference of the sides is known to be at least 0, and at most 0.
    func holds(isAtLeast: Bool, isAtMost: Bool) -> Bool {
        switch self {
        case .equal: isAtLeast && isAtMost
        case .notEqual: !(isAtLeast && isAtMost)
        case .less: !isAtLeast
        case .lessOrEqual: isAtMost
        case .greater: !isAtMost
        case .greaterOrEqual: isAtLeast
        }
    }
}
