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

/// One answer, everything else *not asked*.
public struct OneAnswer: AnswerSource {
    private let variable: VariableID
    private let answer: Answer

    /// Makes a source of one answer.
    public init(_ variable: VariableID, _ answer: Answer) {
        self.variable = variable
        self.answer = answer
    }

    /// The answer of that variable; *not asked* for any other.
    public func answer(of variable: VariableID) -> Answer { variable == self.variable ? answer : .notAsked }
}

extension Formula {
    /// The truth of a condition. This and `value` are the one evaluator: interview, checks, metrics and proof use it.
    ///
    /// Linear in the size of the expression. An expression that is no condition is unknown.
    public func truth(in answers: some AnswerSource) -> Truth {
        switch self {
        case .literal, .variable, .ranked:
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
            switch answers.answer(of: variable).value {
            case .options(let chosen)?, .order(let chosen)?: return Truth(chosen.contains(option))
            default: return .unknown
            }
        case .contains(let inner, let part):
            guard case .text(let text)? = inner.value(in: answers) else { return .unknown }
            return Truth(text.lowercased().contains(part.lowercased()))
        case .matches(let inner, let pattern):
            guard case .text(let text)? = inner.value(in: answers) else { return .unknown }
            return Truth(pattern.matches(text))
        case .state(let variable, let missing):
            let answer = answers.answer(of: variable)
            return Truth(missing == nil ? answer.value != nil : answer.missing == missing)
        case .size, .countTrue, .arithmetic, .negate, .aggregate, .length, .round, .age, .place:
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
        case .not, .and, .or, .compare, .within, .includes, .state, .contains, .matches:
            switch truth(in: answers) {
            case .yes: return .yesno(true)
            case .no: return .yesno(false)
            case .unknown: return nil
            }
        case .size(let variable):
            switch answers.answer(of: variable).value {
            case .options(let chosen)?, .order(let chosen)?: return .number(chosen.count)
            default: return .number(0)
            }
        case .countTrue(let parts):
            return .number(parts.reduce(0) { $0 + ($1.truth(in: answers) == .yes ? 1 : 0) })
        case .arithmetic(let operation, let left, let right):
            guard let left = left.value(in: answers), let right = right.value(in: answers) else { return nil }
            return Self.calculate(operation, left, right)
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
        case .age(let birth, let other):
            guard case .date(let birth)? = birth.value(in: answers),
                case .date(let other)? = other.value(in: answers)
            else { return nil }
            return .number(birth.years(until: other))
        case .place(let variable, let option):
            guard case .order(let order)? = answers.answer(of: variable).value,
                let place = order.firstIndex(of: option)
            else { return nil }
            return .number(place + 1)
        case .ranked(let variable, let place):
            guard case .order(let order)? = answers.answer(of: variable).value,
                order.indices.contains(place - 1)
            else { return nil }
            return .option(order[place - 1])
        }
    }

    /// Whether it may have a value at all: what was not asked, also where it is turned, does not count against a mean.
    private func isOffered(in answers: some AnswerSource) -> Bool {
        switch self {
        case .variable(let variable): answers.answer(of: variable) != .notAsked
        case .arithmetic(_, .literal, let inner): inner.isOffered(in: answers)
        default: true
        }
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
            switch (left, right) {
            case (.number(let left), .number(let right)): return order(comparison, left, right)
            case (.date(let left), .date(let right)): return order(comparison, left, right)
            case (.time(let left), .time(let right)): return order(comparison, left, right)
            default: return .unknown
            }
        }
    }

    private static func order<Ordered: Comparable>(
        _ comparison: Comparison, _ left: Ordered, _ right: Ordered
    ) -> Truth {
        switch comparison {
        case .less: Truth(left < right)
        case .lessOrEqual: Truth(left <= right)
        case .greater: Truth(left > right)
        default: Truth(left >= right)
        }
    }

    /// Nil where the operation does not fit the values, and for a day that no calendar has.
    private static func calculate(_ operation: Arithmetic, _ left: Value, _ right: Value) -> Value? {
        switch (operation, left, right) {
        case (_, .number(let left), .number(let right)):
            return calculate(operation, left, right).map(Value.number)
        case (.subtract, .date(let left), .date(let right)): return .number(left.number - right.number)
        case (.subtract, .time(let left), .time(let right)): return .number(left.minutes - right.minutes)
        case (.add, .date(let date), .number(let days)), (.add, .number(let days), .date(let date)):
            return moved(date, by: days)
        case (.subtract, .date(let date), .number(let days)): return moved(date, by: -days)
        default: return nil
        }
    }

    private static func moved(_ date: CalendarDay, by days: Decimal) -> Value? {
        guard let days = days.exactInt else { return nil }
        let (number, overflows) = date.number.addingReportingOverflow(days)
        let moved = CalendarDay(number: number)
        return overflows || !moved.isWritable ? nil : .date(moved)
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
        case .value(let member): member == value
        case .range(let low, let high):
            switch (low, value, high) {
            case (.number(let low), .number(let value), .number(let high)): low <= value && value <= high
            case (.date(let low), .date(let value), .date(let high)): low <= value && value <= high
            case (.time(let low), .time(let value), .time(let high)): low <= value && value <= high
            default: false
            }
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
