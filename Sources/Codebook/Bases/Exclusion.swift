internal import FoundationEssentials
internal import SurveyModel

/// Whether two conditions cannot both be true, seen from what they say of one variable.
///
/// It is a help for readers and not a proof: what it does not see is said twice, and nothing is left unsaid.
struct Exclusion {
    let survey: Survey

    /// Whether two conditions exclude each other. Linear in the values that they name.
    func excludes(_ left: Formula, _ right: Formula) -> Bool {
        switch (left, right) {
        case (.not(let inner), let other), (let other, .not(let inner)):
            if inner == other { return true }
        case (.and(let parts), let other), (let other, .and(let parts)):
            return parts.contains { excludes($0, other) }
        case (.includes(let variable, let one), .includes(let other, let another)):
            // An option that excludes the others is chosen alone.
            guard variable == other, one != another, let list = survey[variable].domain.list else {
                return false
            }
            let options = survey[list].options
            return options.indices.contains(one) && options.indices.contains(another)
                && (options[one].isExclusive || options[another].isExclusive)
        default: break
        }
        guard let (one, mine) = spans(of: left), let (other, theirs) = spans(of: right), one == other else {
            return false
        }
        return !mine.contains { span in theirs.contains { $0.meets(span) } }
    }

    /// The values of a variable with which a condition is true.
    private func spans(of formula: Formula) -> (Formula, [Span])? {
        switch formula {
        case .variable: return (formula, [Span(low: 1, high: 1)])
        case .not(.variable(let id)): return (.variable(id), [Span(low: 0, high: 0)])
        case .compare(let comparison, let subject, .literal(let value)):
            guard isSubject(subject), let number = number(value) else { return nil }
            switch comparison {
            case .equal: return (subject, [Span(low: number, high: number)])
            case .notEqual: return (subject, [Span(below: number), Span(above: number)])
            case .less: return (subject, [Span(below: number)])
            case .lessOrEqual: return (subject, [Span(high: number)])
            case .greater: return (subject, [Span(above: number)])
            case .greaterOrEqual: return (subject, [Span(low: number)])
            }
        case .compare(let comparison, .literal(let value), let subject):
            return spans(of: .compare(comparison.mirrored, subject, .literal(value)))
        case .within(let subject, let members):
            guard isSubject(subject), members.count <= 64 else { return nil }
            var spans: [Span] = []
            for member in members {
                switch member {
                case .value(let value):
                    guard let number = number(value) else { return nil }
                    spans.append(Span(low: number, high: number))
                case .range(let low, let high):
                    guard let low = number(low), let high = number(high) else { return nil }
                    spans.append(Span(low: low, high: high))
                }
            }
            return (subject, spans)
        default: return nil
        }
    }

    private func isSubject(_ formula: Formula) -> Bool {
        switch formula {
        case .variable, .size: true
        default: false
        }
    }

    private func number(_ value: Value) -> Decimal? {
        switch value {
        case .option(let option): Decimal(option)
        case .number(let number): number
        case .yesno(let yes): yes ? 1 : 0
        case .date(let day): Decimal(day.number)
        case .time(let time): Decimal(time.minutes)
        case .options, .order, .text: nil
        }
    }

    /// Values from one to another, nil for no end.
    private struct Span {
        var low: Decimal?
        var high: Decimal?
        var hasLow = true
        var hasHigh = true

        init(low: Decimal? = nil, high: Decimal? = nil) {
            self.low = low
            self.high = high
        }

        init(below high: Decimal) {
            self.high = high
            hasHigh = false
        }

        init(above low: Decimal) {
            self.low = low
            hasLow = false
        }

        func meets(_ other: Span) -> Bool { begins(beforeEndOf: other) && other.begins(beforeEndOf: self) }

        private func begins(beforeEndOf other: Span) -> Bool {
            guard let low, let end = other.high else { return true }
            return low < end || low == end && hasLow && other.hasHigh
        }
    }
}
