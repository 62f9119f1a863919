/// An expression over answers (`Expression` is taken by Foundation), with every name resolved and every type checked.
///
/// `any`, `all` and `count` over the rows of a grid are unfolded by the compiler, so there is one evaluator and no
/// variable binding. The parser bounds the depth, so recursion over it is safe.
public indirect enum Formula: Hashable, Sendable {
    /// A number, a text, yes or no. An option literal is an index into the list of the other side.
    case literal(Value)
    /// The value of a variable. A yes/no variable is a condition.
    case variable(VariableID)
    /// Kleene's not.
    case not(Formula)
    /// Kleene's and, over one or more.
    case and([Formula])
    /// Kleene's or, over one or more.
    case or([Formula])
    /// A comparison; unknown if a side is.
    case compare(Comparison, Formula, Formula)
    /// Whether a value is one of these, or within one of these ranges (bounds included).
    case within(Formula, [Member])
    /// Whether a set variable holds an option.
    case includes(VariableID, option: Int)
    /// Whether a variable is in a state: `answered` (nil) or a kind of missing. Never unknown.
    case state(VariableID, Missing?)
    /// How many options a set variable holds; 0 where it has no answer. Always known.
    case size(VariableID)
    /// How many of these conditions are true. Always known.
    case countTrue([Formula])
    /// Arithmetic; unknown if a side is, and for division by zero. A date minus a date is days, a time minus a time
    /// minutes; a date plus or minus a number is a date.
    case arithmetic(Arithmetic, Formula, Formula)
    /// Minus.
    case negate(Formula)
    /// A summary of what was answered; see `Aggregate`.
    case aggregate(Aggregate, [Formula])
    /// How many characters a text has.
    case length(Formula)
    /// A number rounded to so many decimals, half away from zero.
    case round(Formula, decimals: Int)
    /// Whether a text has this in it, without regard to case.
    case contains(Formula, String)
    /// Whether a text as a whole is of a pattern.
    case matches(Formula, TextPattern)
    /// The full years from a date to another.
    case age(Formula, on: Formula)
    /// The place, from 1, of an option in a ranking; unknown if it was not ranked.
    case place(VariableID, option: Int)
    /// The option at a place, from 1, of a ranking; unknown if there is none.
    case ranked(VariableID, place: Int)

    /// How two values compare.
    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="

        /// The comparison with its sides exchanged: `<` is `>`.
        public var mirrored: Comparison {
            switch self {
            case .equal, .notEqual: self
            case .less: .greater
            case .lessOrEqual: .greaterOrEqual
            case .greater: .less
            case .greaterOrEqual: .lessOrEqual
            }
        }
    }

    /// The four operations and the remainder.
    public enum Arithmetic: String, Hashable, Sendable, CaseIterable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
    }

    /// A summary over what was answered, unknown if nothing was. `mean` needs half of what was offered.
    public enum Aggregate: String, Hashable, Sendable, CaseIterable {
        case sum, mean, min, max
    }

    /// A member of a list after `in`.
    public enum Member: Hashable, Sendable {
        /// One value.
        case value(Value)
        /// All numbers, dates or times from low to high.
        case range(Value, Value)
    }
}

extension Formula {
    /// Every variable that the expression reads, in reading order, with repetitions.
    public var variables: [VariableID] {
        var found: [VariableID] = []
        collectVariables(into: &found)
        return found
    }

    private func collectVariables(into found: inout [VariableID]) {
        switch self {
        case .literal: break
        case .variable(let id), .includes(let id, _), .state(let id, _), .size(let id), .place(let id, _),
            .ranked(let id, _):
            found.append(id)
        case .not(let inner), .negate(let inner), .length(let inner), .round(let inner, _),
            .within(let inner, _), .contains(let inner, _), .matches(let inner, _):
            inner.collectVariables(into: &found)
        case .compare(_, let left, let right), .arithmetic(_, let left, let right),
            .age(let left, let right):
            left.collectVariables(into: &found)
            right.collectVariables(into: &found)
        case .and(let parts), .or(let parts), .countTrue(let parts), .aggregate(_, let parts):
            for part in parts { part.collectVariables(into: &found) }
        }
    }
}
