internal import FoundationEssentials
internal import SurveyModel

/// Why an interview cannot begin.
public enum InterviewFault: Error, Hashable, Sendable {
    /// The survey needs a given that was not set.
    case missingGiven(name: String)
    /// A given has a value that it cannot have.
    case invalidGiven(name: String, expected: String)
    /// What was set is not a given of the survey.
    case notAGiven(name: String, givens: [String])
    /// The survey reads the date of today, and none was set.
    case missingToday
    /// The survey is not in that language.
    case unknownLanguage(tag: String, offered: [String])

    /// What was seen and what to do.
    public var message: String {
        switch self {
        case .missingGiven(let name):
            "the survey needs \"\(name)\": say --set \(name)=VALUE"
        case .invalidGiven(let name, let expected):
            "\"\(name)\" must be \(expected): say --set \(name)=VALUE"
        case .notAGiven(let name, let givens):
            "\"\(name)\" is not a given of the survey; "
                + (givens.isEmpty ? "it has none" : "it has " + givens.joined(separator: ", "))
        case .missingToday:
            "the survey reads the date of today: set one from 0001-01-01 to 9999-12-31"
        case .unknownLanguage(let tag, let offered):
            "the survey is not in \"\(tag)\"; it is in " + offered.joined(separator: ", ")
        }
    }
}

extension InterviewPlan {
    /// The answers at the start, one for each variable, and the arms that are fixed.
    func startingAnswers(
        _ values: [VariableID: Value], today: CalendarDay?
    ) throws(InterviewFault) -> (answers: [Answer], fixed: [VariableID: Answer], today: CalendarDay?) {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        var known = 0
        let today = try startingDay(values, today: today)
        if let variable = self.today {
            if let today { answers[variable.position] = .answered(.date(today)) }
            if values[variable] != nil { known += 1 }
        }
        for given in givens {
            if let accepted = try accepted(values, given.variable, today: today) {
                answers[given.variable.position] = .answered(accepted)
                known += 1
            } else if given.isOptional {
                if survey[given.variable].missing.contains(.skipped) {
                    answers[given.variable.position] = .missing(.skipped)
                }
            } else {
                throw .missingGiven(name: survey[given.variable].name)
            }
        }
        var fixed: [VariableID: Answer] = [:]
        for variable in splits {
            if let accepted = try accepted(values, variable, today: today) {
                fixed[variable] = .answered(accepted)
                known += 1
            }
        }
        guard known < values.count else { return (answers, fixed, today) }
        let settable = givens.map(\.variable) + splits + (self.today.map { [$0] } ?? [])
        let strangers = Set(values.keys).subtracting(settable)
        guard let stranger = strangers.min() else { return (answers, fixed, today) }
        let isKnown = survey.variables.indices.contains(stranger.position)
        throw .notAGiven(
            name: isKnown ? survey[stranger].name : "\(stranger.position)",
            givens: settable.map { survey[$0].name })
    }

    /// The date of today, nil if the survey does not read it.
    private func startingDay(
        _ values: [VariableID: Value], today: CalendarDay?
    ) throws(InterviewFault) -> CalendarDay? {
        guard let variable = self.today else { return nil }
        var day = today
        if let value = values[variable] {
            guard case .date(let given) = value else {
                throw .invalidGiven(
                    name: survey[variable].name, expected: survey.expected(in: survey[variable].domain))
            }
            day = day ?? given
        }
        guard let day, day.isWritable else { throw .missingToday }
        return day
    }

    private func accepted(
        _ values: [VariableID: Value], _ id: VariableID, today: CalendarDay?
    ) throws(InterviewFault) -> Value? {
        guard let value = values[id] else { return nil }
        guard case .success(let accepted) = survey.accept(value, in: survey[id].domain, today: today) else {
            throw .invalidGiven(name: survey[id].name, expected: survey.expected(in: survey[id].domain))
        }
        return accepted
    }
}

extension Survey {
    /// What a domain allows, in words.
    fileprivate func expected(in domain: Domain) -> String {
        switch domain {
        case .option(let list): "one of " + self[list].options.map(\.name).joined(separator: ", ")
        case .options(let list, _): "some of " + self[list].options.map(\.name).joined(separator: ", ")
        case .point(let scale):
            "a whole number from \(self[scale].bounds.lowerBound) to \(self[scale].bounds.upperBound)"
        case .order(let list, _): "an order of " + self[list].options.map(\.name).joined(separator: ", ")
        case .date(let rule): "a date like 2026-11-21" + rule.bounds
        case .time(let rule): "a time like 09:30" + rule.bounds
        case .yesno, .truth: "yes or no"
        case .number(let rule): rule.description
        case .text(let rule) where rule.pattern != nil:
            "a text that is \(rule.pattern?.phrase ?? "")"
        case .text(let rule): "a text of 1 to \(rule.length) characters without control characters"
        }
    }
}

extension DateRule {
    fileprivate var bounds: String {
        (low.map { " from " + $0.phrase } ?? "") + (high.map { " to " + $0.phrase } ?? "")
    }
}

extension DateBound {
    fileprivate var phrase: String {
        switch self {
        case .day(let day): day.isWritable ? day.text : "\(day.number)"
        case .today(let offset):
            offset == 0 ? "today" : offset < 0 ? "today - \(offset.magnitude)" : "today + \(offset)"
        }
    }
}

extension TimeRule {
    fileprivate var bounds: String {
        (low.map { " from " + $0.text } ?? "") + (high.map { " to " + $0.text } ?? "")
    }
}

extension TextPattern {
    fileprivate var phrase: String {
        switch kind {
        case .email: "an e-mail address"
        case .phone: "a telephone number"
        case .expression: "of the pattern \(source)"
        }
    }
}
