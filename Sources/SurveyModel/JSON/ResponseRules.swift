internal import FoundationEssentials

/// What must hold between the answers of a response, beyond what each variable allows: built once for a survey, asked
/// for each response. Every reader of responses uses this.
package struct ResponseRules: Sendable {
    private let today: Int?
    /// The variables with a date that is bounded by the day of the interview.
    private var dates: [(position: Int, name: String, rule: DateRule)] = []
    /// What has to make a total.
    package private(set) var allocations: [Allocation] = []

    /// The amounts of an `allocate`.
    package struct Allocation: Sendable {
        /// The question.
        package var name: String
        /// What they make.
        package var total: Int
        /// The variable of each option, and whether the option may not have been offered.
        package var amounts: [(position: Int, mayBeAbsent: Bool)]
    }

    /// Whether there is nothing to check.
    package var isEmpty: Bool { dates.isEmpty && allocations.isEmpty }

    /// Gathers the rules of a survey. Linear.
    package init(_ survey: Survey) {
        today = survey.today?.position
        for (position, variable) in survey.variables.enumerated() {
            if case .date(let rule) = variable.domain, rule.needsToday {
                dates.append((position, variable.name, rule))
            }
        }
        var known: [VariableID: Int] = [:]
        for question in survey.questions {
            guard case .allocate(let list, let total) = question.kind, let first = question.variables.first
            else { continue }
            let amounts = zip(question.variables, survey[list].options).map { id, option in
                (
                    id.position,
                    !question.carried.isEmpty || question.draw != nil && !option.isFixed
                        || option.condition != nil
                )
            }
            // The same question in two arms has the same variables.
            if let index = known[first] {
                for (place, amount) in amounts.enumerated().prefix(allocations[index].amounts.count)
                where amount.1 {
                    allocations[index].amounts[place].mayBeAbsent = true
                }
                continue
            }
            known[first] = allocations.count
            allocations.append(Allocation(name: question.name, total: total, amounts: amounts))
        }
    }

    /// Why the answers do not go together; nil if they do. `answers` has one element for each variable.
    ///
    /// - A date is within bounds that depend on `today`, if the response holds it.
    /// - The amounts of an `allocate` make its total. In a complete response either all that were offered are answered
    ///   or none is; in any other some may still be missing, and those that are there are not more than the total.
    package func problem(in answers: [Answer], state: Disposition) -> String? {
        if let today, case .answered(.date(let today)) = answers[today] {
            for (position, name, rule) in dates {
                guard case .answered(.date(let day)) = answers[position], !rule.allows(day, today: today)
                else { continue }
                return "\"\(name)\" must be \(rule.description(today: today)), not \(day.text)"
            }
        }
        for allocation in allocations {
            var sum = Decimal(0)
            var answered = 0
            var missing = 0
            var absent = 0
            for (position, mayBeAbsent) in allocation.amounts {
                switch answers[position] {
                case .answered(.number(let amount)):
                    answered += 1
                    sum += amount
                case .missing(.notAsked): if mayBeAbsent { absent += 1 } else { missing += 1 }
                case .answered, .missing: missing += 1
                }
            }
            guard answered > 0 else { continue }
            if missing > 0, state == .complete {
                return "the amounts of \"\(allocation.name)\" are not all there"
            }
            // What was not asked may not have been offered, or not been reached.
            let isOpen = missing > 0 || absent > 0 && state != .complete
            guard sum == Decimal(allocation.total) || isOpen && sum <= Decimal(allocation.total) else {
                return
                    "the amounts of \"\(allocation.name)\" make \(sum.canonicalText), not \(allocation.total)"
            }
        }
        return nil
    }
}

extension DateRule {
    /// Whether a bound depends on the day of the interview.
    package var needsToday: Bool {
        for case .today? in [low, high] { return true }
        return false
    }

    /// The rule in words: `a day from 2020-01-01 to today`, with the days themselves where `today` is known.
    public func description(today: CalendarDay? = nil) -> String {
        func words(_ bound: DateBound) -> String {
            guard let day = bound.day(today: today), day.isWritable else { return bound.text }
            return day.text
        }
        return switch (low, high) {
        case (let low?, let high?): "a day from \(words(low)) to \(words(high))"
        case (let low?, nil): "a day from \(words(low))"
        case (nil, let high?): "a day up to \(words(high))"
        case (nil, nil): "a day such as 2026-11-21"
        }
    }
}

extension DateBound {
    /// As an author writes it: `2026-11-21`, `today`, `today + 30`, `today - 30`.
    public var text: String {
        switch self {
        case .day(let day): day.text
        case .today(let offset) where offset == 0: "today"
        case .today(let offset): "today \(offset < 0 ? "-" : "+") \(offset.magnitude)"
        }
    }
}

extension TimeRule {
    /// The rule in words.
    public var description: String {
        switch (low, high) {
        case (let low?, let high?): "a time from \(low.text) to \(high.text)"
        case (let low?, nil): "a time from \(low.text)"
        case (nil, let high?): "a time up to \(high.text)"
        case (nil, nil): "a time such as 09:30"
        }
    }
}
