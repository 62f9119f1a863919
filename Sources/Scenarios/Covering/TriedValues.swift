internal import FoundationEssentials
internal import SurveyModel

/// The values that are worth trying for each variable: the ends of its domain and what the survey compares it with, with
/// the values on both sides.
struct TriedValues {
    private let survey: Survey
    /// What each variable is compared with.
    private var compared: [VariableID: [Value]] = [:]

    /// Reads every condition and every `let`. Linear in the survey.
    init(_ survey: Survey) {
        self.survey = survey
        for place in survey.conditionPlaces { survey.condition(at: place).map { read($0) } }
        for check in survey.checks { read(check.condition) }
        for variable in survey.variables {
            if case .computed(let formulas) = variable.role { for formula in formulas { read(formula) } }
        }
    }

    /// What a formula compares variables with. Formulas nest as deep as the parser allows.
    private mutating func read(_ formula: Formula) {
        switch formula {
        case .compare(_, let left, let right):
            compare(left, right)
            compare(right, left)
            read(left)
            read(right)
        case .within(let inner, let members):
            for member in members {
                switch member {
                case .value(let value): compare(inner, .literal(value))
                case .range(let low, let high):
                    compare(inner, .literal(low))
                    compare(inner, .literal(high))
                }
            }
        case .contains(let inner, let part): compare(inner, .literal(.text(part)))
        case .matches(let inner, let pattern):
            if let text = pattern.example { compare(inner, .literal(.text(text))) }
        case .not(let inner), .negate(let inner), .length(let inner), .round(let inner, _): read(inner)
        case .and(let parts), .or(let parts), .countTrue(let parts), .aggregate(_, let parts):
            for part in parts { read(part) }
        case .arithmetic(_, let left, let right), .age(let left, let right):
            read(left)
            read(right)
        case .literal, .variable, .includes, .state, .size, .place, .ranked: break
        }
    }

    /// Notes a literal for everything that the other side reads: `spend / party > 20` is about both.
    private mutating func compare(_ side: Formula, _ other: Formula) {
        guard case .literal(let value) = other else { return }
        for variable in side.variables where compared[variable, default: []].count < 40 {
            compared[variable, default: []].append(value)
        }
    }

    /// Numbers to try within bounds, each once, rising.
    func numbers(of variable: VariableID, _ rule: NumberRule) -> [Decimal] {
        let unit = Decimal(sign: .plus, exponent: -max(0, rule.decimals), significand: 1)
        var found = [rule.low, rule.high, 0, 1].compactMap { $0?.rounded(toDecimals: rule.decimals) }
        for case .number(let number) in compared[variable] ?? [] {
            let middle = number.rounded(toDecimals: rule.decimals)
            found += [middle - unit, middle, middle + unit]
        }
        return Set(found.filter(rule.allows)).sorted()
    }

    /// Days to try within bounds, each once, rising.
    func days(of variable: VariableID, from low: CalendarDay?, to high: CalendarDay?, today: CalendarDay)
        -> [CalendarDay]
    {
        var found = [low, high, today].compactMap(\.self)
        for value in compared[variable] ?? [] {
            // Ages and differences of days are counted back from today.
            switch value {
            case .date(let day): found += [-1, 0, 1].map { CalendarDay(number: day.number + $0) }
            case .number(let number):
                guard let count = number.exactInt, abs(count) < 200 else { continue }
                for days in [count, count * 365] {
                    found += [-1, 0, 1].map { CalendarDay(number: today.number - days + $0) }
                }
            default: continue
            }
        }
        let first = low ?? .first
        let last = high ?? .last
        return Set(found.filter { $0 >= first && $0 <= last && $0.isWritable }).sorted()
    }

    /// Times to try within bounds, each once, rising.
    func times(of variable: VariableID, _ rule: TimeRule) -> [TimeOfDay] {
        var found = [rule.low ?? TimeOfDay(minutes: 0), rule.high ?? TimeOfDay(minutes: 1_439)]
        for case .time(let time) in compared[variable] ?? [] {
            found += [-1, 0, 1].map { TimeOfDay(minutes: time.minutes + $0) }
        }
        return Set(found.filter { (0...1_439).contains($0.minutes) && rule.allows($0) }).sorted()
    }

    /// Texts to try: a short one and those that it is compared with.
    func texts(of variable: VariableID, _ rule: TextRule) -> [String] {
        var found = ShortText.candidates(rule)
        for case .text(let text) in compared[variable] ?? [] where rule.allows(text) {
            if !text.allSatisfy(\.isWhitespace), !found.contains(text) { found.append(text) }
        }
        return found
    }
}
