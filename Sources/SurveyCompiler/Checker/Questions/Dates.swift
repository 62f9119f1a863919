internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// The bounds of `date` and `time`, and what stands for a day or a time in place.
extension Checker {
    /// The variable of `today`, added when the survey first reads it.
    func todayVariable() -> VariableID? {
        if let today { return today }
        if reading == .expectation { return todayOfInterview() }
        today = addVariable(Variable(name: "today", role: .today, domain: .date(DateRule())), at: 0..<0)
        return today
    }

    /// `2020-01-01...today`, `today - 30...today + 365`; nil if it is in error.
    func dateRule(_ bound: BoundSyntax?) -> DateRule? {
        guard let bound else { return DateRule() }
        guard bound.isRange else {
            if let lower = bound.lower { report(.boundNotRange("2020-01-01...today", at: lower.range)) }
            return nil
        }
        let low = dateBound(bound.lower)
        let high = dateBound(bound.upper)
        guard let low, let high else { return nil }
        let isEmpty =
            switch (low, high) {
            case (.day(let low), .day(let high)): low > high
            case (.today(let low), .today(let high)): low > high
            default: false
            }
        if isEmpty, let lower = bound.lower, let upper = bound.upper {
            report(.emptyRange(lower.syntax.text, upper.syntax.text, at: bound.range))
            return nil
        }
        for case .today in [low, high] { _ = todayVariable() }
        return DateRule(low: low, high: high)
    }

    /// `09:00...17:30`; nil if it is in error.
    func timeRule(_ bound: BoundSyntax?) -> TimeRule? {
        guard let bound else { return TimeRule() }
        guard bound.isRange else {
            if let lower = bound.lower { report(.boundNotRange("09:00...17:30", at: lower.range)) }
            return nil
        }
        let low = timeBound(bound.lower)
        let high = timeBound(bound.upper)
        guard let low, let high else { return nil }
        guard low <= high else {
            report(.emptyRange(low.text, high.text, at: bound.range))
            return nil
        }
        return TimeRule(low: low, high: high)
    }

    private func dateBound(_ expression: ExpressionSyntax?) -> DateBound? {
        guard let expression else { return nil }
        switch expression.form {
        case .date(let token): return day(token).map { .day($0) }
        case .path(let path) where path.dotted == "today": return .today(offset: 0)
        case .parenthesized(let inner): return dateBound(inner)
        case .sum(let chain):
            // A chain holds `+` and `-` alone.
            guard let first = chain.first, var bound = dateBound(first) else { return nil }
            for (token, operand) in chain.rest {
                guard let operand else { return nil }
                guard case .number(let number) = operand.form, let count = number.integer, count <= 4_000_000,
                    let moved = bound.moved(by: token.kind == .minus ? -count : count)
                else {
                    report(.boundNotMoment(true, at: expression.range))
                    return nil
                }
                bound = moved
            }
            return bound
        default:
            report(.boundNotMoment(true, at: expression.range))
            return nil
        }
    }

    private func timeBound(_ expression: ExpressionSyntax?) -> TimeOfDay? {
        guard let expression else { return nil }
        guard case .time(let token) = expression.form else {
            report(.boundNotMoment(false, at: expression.range))
            return nil
        }
        return time(token)
    }

    /// The day of a token; nil for one that the calendar does not have, which is reported.
    func day(_ token: Token) -> CalendarDay? {
        if let day = CalendarDay(token.text) { return day }
        report(.noSuchMoment(token.text, isDate: true, at: token.range))
        return nil
    }

    /// The time of a token; nil for one that no clock shows, which is reported.
    func time(_ token: Token) -> TimeOfDay? {
        if let time = TimeOfDay(token.text) { return time }
        report(.noSuchMoment(token.text, isDate: false, at: token.range))
        return nil
    }
}

extension DateBound {
    /// The bound so many days later; nil if it is out of the calendar.
    fileprivate func moved(by days: Int) -> DateBound? {
        switch self {
        case .day(let day):
            let moved = CalendarDay(number: day.number + days)
            return moved.isWritable ? .day(moved) : nil
        case .today(let offset):
            return abs(offset + days) <= 4_000_000 ? .today(offset: offset + days) : nil
        }
    }
}
