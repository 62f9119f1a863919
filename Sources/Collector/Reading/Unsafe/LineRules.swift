internal import SurveyModel

/// What must hold between the answers of a line, as `ResponseRules` has it for the strict reader: asked in numbers, so
/// that a line that keeps it costs next to nothing.
struct LineRules: Sendable {
    /// What a line says of a number or a day.
    enum Found {
        /// The day, or the whole number.
        case number(Int64)
        /// A kind of missing.
        case missing
        /// Nothing.
        case notAsked
    }

    private struct Dates: Sendable {
        var today: Int
        /// Days with bounds that depend on today, and how many days from it; nil is open.
        var bounded: [(variable: Int, low: Int64?, high: Int64?)] = []
    }

    private var dates: Dates?
    private let allocations: [ResponseRules.Allocation]
    /// The position of *complete* among the states.
    let completeState: Int
    /// Whether there is nothing to check.
    let isEmpty: Bool

    init(_ survey: Survey, _ rules: ResponseRules) {
        completeState = Disposition.allCases.firstIndex(of: .complete) ?? 0
        if let today = survey.today {
            var dates = Dates(today: today.position)
            for (position, variable) in survey.variables.enumerated() {
                guard case .date(let rule) = variable.domain, rule.needsToday else { continue }
                dates.bounded.append((position, Self.offset(rule.low), Self.offset(rule.high)))
            }
            if !dates.bounded.isEmpty { self.dates = dates }
        }
        allocations = rules.allocations
        isEmpty = dates == nil && allocations.isEmpty
    }

    /// Fixed bounds are those of the variable itself.
    private static func offset(_ bound: DateBound?) -> Int64? {
        if case .today(let offset)? = bound { Int64(offset) } else { nil }
    }

    /// Whether the answers go together; whatever is unusual does not, and is for the strict reader to say.
    func hold(_ found: (Int) -> Found, isComplete: () -> Bool) -> Bool {
        if let dates, case .number(let today) = found(dates.today) {
            for (variable, low, high) in dates.bounded {
                guard case .number(let day) = found(variable) else { continue }
                if let low, day - today < low { return false }
                if let high, day - today > high { return false }
            }
        }
        for allocation in allocations {
            var sum: Int64 = 0
            var answered = 0
            var missing = 0
            var absent = 0
            for (variable, mayBeAbsent) in allocation.amounts {
                switch found(variable) {
                case .number(let amount):
                    answered += 1
                    sum &+= amount
                case .notAsked where mayBeAbsent: absent += 1
                case .notAsked, .missing: missing += 1
                }
            }
            let total = Int64(allocation.total)
            guard answered > 0, sum != total || missing > 0 else { continue }
            // What was not asked may not have been offered, or not been reached.
            guard sum <= total, missing + absent > 0, !isComplete() else { return false }
        }
        return true
    }
}
