internal import SurveyModel

/// How the answers of a respondent become the score of one term of a relation, a whole number.
///
/// A term of one variable has its value. A term of several, a grid or a question of a loop, has the mean of those that were
/// answered, if they are at least half of the items of one question; reversed rows are turned first, as in every score. To
/// stay whole, means are counted in parts: `parts` is the least common multiple of all numbers of items that can have
/// been answered. Where that is beyond a billion, means are counted in millionths, rounded half away from zero.
package struct TermPlan: Sendable {
    /// As the author wrote it.
    package let path: String
    package let items: [TermItem]
    /// How many items must be answered.
    package let least: Int
    /// In how many parts a unit is counted.
    package let parts: Int64
    /// Whether means need rounding.
    package let isRounded: Bool
    /// How many decimals the numbers of its items are scaled by.
    package let decimals: Int
    /// The lowest and the highest value, if all items are points of the same scale.
    package let bounds: ClosedRange<Int>?
    /// Whether it needs the answers themselves: it has an item that is computed.
    package let needsAnswers: Bool

    private static let partsLimit: Int64 = 1_000_000_000
    private static let roundedParts: Int64 = 1_000_000

    /// Nil without a variable, and for one that is no number.
    init?(_ term: Relation.Term, _ survey: Survey, _ codings: [Coding?]) {
        guard !term.variables.isEmpty else { return nil }
        let all = term.variables.map { Coding(survey[$0], in: survey) }
        var decimals = 0
        for coding in all {
            switch coding {
            case .number(let own): decimals = max(decimals, own)
            case .point: continue
            case .option, .options, .order, .yesno, .date, .time, .text: return nil
            }
        }
        path = term.path
        self.decimals = decimals
        items = zip(term.variables, all).map { variable, coding in
            TermItem(variable, coding, survey, decimals, isStored: codings[variable.position] != nil)
        }
        needsAnswers = items.contains { !$0.isStored }
        let questions = Dictionary(grouping: term.variables) { survey[$0].question }
        let fewest = questions.values.map(\.count).min() ?? 1
        least = items.count == 1 ? 1 : (fewest + 1) / 2
        var parts: Int64 = 1
        for answered in least...items.count where parts <= Self.partsLimit {
            let count = Int64(answered)
            // Both are at most a billion and the number of variables.
            parts *= count / Weights.greatestDivisor(parts, count)
        }
        isRounded = parts > Self.partsLimit
        self.parts = isRounded ? Self.roundedParts : parts
        let scales = Set(
            term.variables.map { variable -> ClosedRange<Int>? in
                if case .point(let scale) = survey[variable].domain { survey[scale].bounds } else { nil }
            })
        bounds = scales.count == 1 ? scales.first ?? nil : nil
    }

    /// What a score is divided by to be in the units of the answers.
    package var unit: Double {
        (0..<min(decimals, 300)).reduce(Double(parts)) { unit, _ in unit * 10 }
    }

    /// The codes of the only item, best value last, if it has at most so many points.
    func points(atMost limit: Int) -> TermItem? {
        guard items.count == 1, items[0].isStored, items[0].count > 0, items[0].count <= limit else {
            return nil
        }
        return items[0]
    }

    /// The score of a row.
    func score(_ codes: [Int32], _ amounts: [Int64], _ answers: () -> [Answer]) -> TermScore {
        var answered = 0
        var sum: Int64 = 0
        for item in items {
            var code = codes[item.variable]
            var amount = amounts[item.variable]
            if !item.isStored {
                guard case .answered(let value) = answers().answer(of: VariableID(item.variable)) else {
                    continue
                }
                (code, amount) = item.coding.code(of: value)
            }
            switch item.value(code, amount) {
            case .missing: continue
            case .beyond: return .beyond
            case .number(let value):
                let (total, overflows) = sum.addingReportingOverflow(value)
                guard !overflows else { return .beyond }
                sum = total
                answered += 1
            }
        }
        guard answered >= least else { return .missing }
        guard items.count > 1 else { return .number(sum) }
        return Self.mean(sum, of: answered, parts: parts)
    }

    /// The mean in so many parts, rounded half away from zero where it is no whole number.
    package static func mean(_ sum: Int64, of answered: Int, parts: Int64) -> TermScore {
        let (product, overflows) = sum.multipliedReportingOverflow(by: parts)
        guard !overflows else { return .beyond }
        let count = Int64(answered)
        let (quotient, rest) = product.quotientAndRemainder(dividingBy: count)
        let mean = 2 * rest.magnitude >= count.magnitude ? quotient + rest.signum() : quotient
        return mean.magnitude <= Coding.numberLimit.magnitude ? .number(mean) : .beyond
    }
}

/// What one term is for a respondent.
package enum TermScore: Hashable, Sendable {
    case missing
    case number(Int64)
    /// Too large to be summed exactly.
    case beyond
}

/// An item of a term, and what its codes are worth, a reversed one turned.
package struct TermItem: Sendable {
    package let variable: Int
    /// The value of code 0, of an item that has points.
    package let first: Int64
    /// What the next code adds: 1, or -1 for a reversed item.
    package let step: Int64
    /// How many points there are; 0 for numbers.
    package let count: Int32
    /// What values are multiplied by, so that all items of a term have the same decimals.
    let factor: Int64
    /// The sum of both ends of the scale, for a reversed item with too many points to be told apart; 0 for others.
    let turn: Int64
    /// Whether it is turned.
    package let isReversed: Bool
    let coding: Coding
    package let isStored: Bool

    init(_ variable: VariableID, _ coding: Coding, _ survey: Survey, _ decimals: Int, isStored: Bool) {
        self.variable = variable.position
        self.coding = coding
        self.isStored = isStored
        var isReversed = false
        if case .row(let question, let row) = survey[variable].role,
            survey[question].rows.indices.contains(row)
        {
            isReversed = survey[question].rows[row].isReversed
        }
        self.isReversed = isReversed
        step = isReversed ? -1 : 1
        var own = 0
        if case .point(let low, let count) = coding {
            self.count = Int32(count)
            first = Int64(isReversed ? low + count - 1 : low)
            turn = 0
        } else {
            count = 0
            first = 0
            if case .point(let scale) = survey[variable].domain, isReversed {
                let bounds = survey[scale].bounds
                turn = Int64(bounds.lowerBound &+ bounds.upperBound)
            } else {
                turn = 0
            }
            if case .number(let decimals) = coding { own = decimals }
        }
        factor = (0..<min(18, max(0, decimals - own))).reduce(1) { factor, _ in factor * 10 }
    }

    /// Whether its values are small enough for sums of any number of them.
    package var isSmall: Bool { count > 0 && first.magnitude < 1_000_000 && factor == 1 && isStored }

    /// The place of a code among the points from the lowest value to the highest.
    package func level(_ code: Int32) -> Int { Int(step > 0 ? code : count - 1 - code) }

    /// The lowest value.
    var lowest: Int64 { step > 0 ? first : first &- Int64(count) &+ 1 }

    func value(_ code: Int32, _ amount: Int64) -> TermScore {
        var value: Int64
        if count > 0 {
            guard code < count else { return .missing }
            value = first &+ step &* Int64(code)
        } else {
            guard code == 0 else { return code == 3 ? .beyond : .missing }
            value = isReversed ? turn &- amount : amount
        }
        let (scaled, overflows) = value.multipliedReportingOverflow(by: factor)
        value = scaled
        return overflows || value.magnitude > Coding.numberLimit.magnitude ? .beyond : .number(value)
    }
}
