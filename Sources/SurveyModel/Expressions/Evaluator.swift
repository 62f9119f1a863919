public import FoundationEssentials

/// Kleene's three truth values.
public enum Truth: Hashable, Sendable {
    /// True.
    case yes
    /// False.
    case no
    /// Neither is known.
    case unknown

    /// The truth of a Boolean.
    public init(_ known: Bool) { self = known ? .yes : .no }

    /// Kleene's not.
    public static prefix func ! (truth: Truth) -> Truth {
        switch truth {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }
}

/// Where an evaluator finds answers. Hidden answers must come back as *not asked*.
public protocol AnswerSource {
    /// The present answer of a variable, computed ones included.
    func answer(of variable: VariableID) -> Answer
}

/// Answers by position; what lies beyond the array is *not asked*.
extension [Answer]: AnswerSource {
    /// The answer at the variable's position.
    public func answer(of variable: VariableID) -> Answer {
        variable.position < count ? self[variable.position] : .notAsked
    }
}

extension Formula {
    /// The truth of a condition. This and `value` are the one evaluator: interview, checks, metrics and proof use it.
    ///
    /// Linear in the size of the expression. An expression that is no condition is unknown.
    public func truth(in answers: some AnswerSource) -> Truth {
        switch self {
        case .literal, .variable:
            guard case .yesno(let known)? = value(in: answers) else { return .unknown }
            return Truth(known)
        case .not(let inner):
            return !inner.truth(in: answers)
        case .and(let parts):
            var result = Truth.yes
            for part in parts {
                switch part.truth(in: answers) {
                case .no: return .no
                case .unknown: result = .unknown
                case .yes: break
                }
            }
            return result
        case .or(let parts):
            var result = Truth.no
            for part in parts {
                switch part.truth(in: answers) {
                case .yes: return .yes
                case .unknown: result = .unknown
                case .no: break
                }
            }
            return result
        case .compare(let comparison, let left, let right):
            guard let left = left.value(in: answers), let right = right.value(in: answers) else {
                return .unknown
            }
            return Self.compare(comparison, left, right)
        case .within(let inner, let members):
            guard let value = inner.value(in: answers) else { return .unknown }
            return Truth(members.contains { $0.contains(value) })
        case .includes(let variable, let option):
            guard case .options(let chosen)? = answers.answer(of: variable).value else { return .unknown }
            return Truth(chosen.contains(option))
        case .state(let variable, let missing):
            let answer = answers.answer(of: variable)
            return Truth(missing == nil ? answer.value != nil : answer.missing == missing)
        case .size, .countTrue, .arithmetic, .negate, .aggregate, .length, .round:
            return .unknown
        }
    }

    /// The value of an expression, nil where it is unknown. A condition is a yes/no value.
    public func value(in answers: some AnswerSource) -> Value? {
        switch self {
        case .literal(let value):
            return value
        case .variable(let variable):
            return answers.answer(of: variable).value
        case .not, .and, .or, .compare, .within, .includes, .state:
            switch truth(in: answers) {
            case .yes: return .yesno(true)
            case .no: return .yesno(false)
            case .unknown: return nil
            }
        case .size(let variable):
            guard case .options(let chosen)? = answers.answer(of: variable).value else { return .number(0) }
            return .number(chosen.count)
        case .countTrue(let parts):
            return .number(parts.reduce(0) { $0 + ($1.truth(in: answers) == .yes ? 1 : 0) })
        case .arithmetic(let operation, let left, let right):
            guard let left = left.number(in: answers), let right = right.number(in: answers) else {
                return nil
            }
            return Self.calculate(operation, left, right).map(Value.number)
        case .negate(let inner):
            return inner.number(in: answers).map { .number(-$0) }
        case .aggregate(let aggregate, let parts):
            let offered = parts.filter { $0.isOffered(in: answers) }
            return aggregate.value(of: offered.map { $0.number(in: answers) }).map(Value.number)
        case .length(let inner):
            guard case .text(let text)? = inner.value(in: answers) else { return nil }
            return .number(text.count)
        case .round(let inner, let decimals):
            return inner.number(in: answers).map { .number($0.rounded(toDecimals: decimals)) }
        }
    }

    /// Whether it may have a value at all: a variable that was not asked does not count against a mean.
    private func isOffered(in answers: some AnswerSource) -> Bool {
        guard case .variable(let variable) = self else { return true }
        return answers.answer(of: variable) != .notAsked
    }

    private func number(in answers: some AnswerSource) -> Decimal? {
        guard case .number(let number)? = value(in: answers) else { return nil }
        return number
    }

    private static func compare(_ comparison: Comparison, _ left: Value, _ right: Value) -> Truth {
        switch comparison {
        case .equal: return Truth(left == right)
        case .notEqual: return Truth(left != right)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            guard case .number(let left) = left, case .number(let right) = right else { return .unknown }
            switch comparison {
            case .less: return Truth(left < right)
            case .lessOrEqual: return Truth(left <= right)
            case .greater: return Truth(left > right)
            default: return Truth(left >= right)
            }
        }
    }

    /// Nil for division by zero and for a result that does not fit 38 digits.
    private static func calculate(_ operation: Arithmetic, _ left: Decimal, _ right: Decimal) -> Decimal? {
        let result: Decimal
        switch operation {
        case .add: result = left + right
        case .subtract: result = left - right
        case .multiply: result = left * right
        case .divide:
            guard right != 0 else { return nil }
            result = left / right
        case .remainder:
            guard right != 0 else { return nil }
            let quotient = left / right
            guard quotient.isFinite else { return nil }
            result = left - quotient.truncated(toDecimals: 0) * right
        }
        return result.isFinite ? result : nil
    }
}

extension Formula.Member {
    /// Whether a value is this member or lies in this range.
    public func contains(_ value: Value) -> Bool {
        switch self {
        case .value(let member): return member == value
        case .range(let low, let high):
            guard case .number(let number) = value else { return false }
            return low <= number && number <= high
        }
    }
}

extension Formula.Aggregate {
    /// The summary of what is known; nil if nothing is, and for a mean if less than half is.
    public func value(of numbers: [Decimal?]) -> Decimal? {
        let known = numbers.compactMap(\.self)
        guard let first = known.first else { return nil }
        switch self {
        case .sum: return known.reduce(0, +)
        case .mean: return known.count * 2 >= numbers.count ? known.reduce(0, +) / Decimal(known.count) : nil
        case .min: return known.reduce(first) { Swift.min($0, $1) }
        case .max: return known.reduce(first) { Swift.max($0, $1) }
        }
    }
}
