internal import FoundationEssentials
internal import Interview
internal import SurveyModel

/// Looks whether an expectation holds of an interview that went as far as it goes.
struct ExpectationCheck {
    let survey: Survey
    let expectation: Scenario.Expectation
    /// The interview; nil where the test has none of its own, and only metrics are looked at.
    let respondent: Respondent?
    /// What each query is.
    private var answers: [Answer] = []
    /// What is worth saying about each query.
    private var remarks: [String?] = []

    /// What came of it: nil if it holds.
    private(set) var failure: (message: String, details: [String])?

    init(
        _ expectation: Scenario.Expectation, of respondent: Respondent?, _ survey: Survey,
        _ metrics: inout MetricReadings
    ) {
        self.survey = survey
        self.expectation = expectation
        self.respondent = respondent
        var complaints: [String] = []
        for query in expectation.queries {
            let (answer, remark, complaint) = look(query, &metrics)
            answers.append(answer)
            remarks.append(remark)
            if let complaint { complaints.append(complaint) }
        }
        if let first = complaints.first {
            failure = (first, Array(complaints.dropFirst()))
            return
        }
        let truth = expectation.condition.truth(in: self)
        if truth != .yes { failure = (message(truth), details()) }
    }

    // MARK: Queries

    private func look(
        _ query: Scenario.Query, _ metrics: inout MetricReadings
    ) -> (Answer, remark: String?, complaint: String?) {
        let wording = Wording(survey: survey)
        switch query.subject {
        case .metric(let index, let decimals):
            switch metrics.value(of: index, decimals: decimals) {
            case .success(let value): return (.answered(.number(value)), nil, nil)
            case .failure(.absent(let reason)):
                return (.notAsked, "\(query.words) has no value: \(reason)", nil)
            case .failure(.filledIn(let name)):
                return (
                    .notAsked, nil,
                    "\(query.words) reads \(name), which was only filled in: answer it in the test"
                )
            }
        case .asked(let questions, let variables):
            guard let respondent else { return (.notAsked, nil, nil) }
            let wanted = Set(variables)
            let isAsked = respondent.seen.contains { item in
                questions.contains(item.question) || item.variable.map(wanted.contains) ?? false
            }
            let reason =
                isAsked
                ? nil : wording.reason(notAsked: variables.first, questions.first, respondent)
            return (yes(isAsked), reason.map { "\(query.words) is no: \($0)" }, nil)
        case .offered(let questions, let option):
            guard let respondent else { return (.notAsked, nil, nil) }
            let items = respondent.seen.filter { questions.contains($0.question) }
            let isOffered = items.contains { $0.options.contains(option) || $0.part == .amount(option) }
            var remark: String?
            if items.isEmpty {
                remark = wording.reason(notAsked: nil, questions.first, respondent)
            } else if !isOffered, let item = items.first {
                remark = wording.text(.notOffered, of: item)
            }
            return (yes(isOffered), remark.map { "\(query.words) is no: \($0)" }, nil)
        case .check(let checks):
            guard let respondent else { return (.notAsked, nil, nil) }
            let didFire = checks.contains(where: respondent.didFire)
            var remark: String?
            if !didFire, let check = checks.first {
                let condition = survey[check].condition
                remark =
                    "\(query.words) is no: it fires where `\(condition.text(in: survey))` is false: "
                    + wording.readings(of: condition, respondent)
            }
            return (yes(didFire), remark, nil)
        case .ending(let endings):
            return ended(query) { _, ending in ending.map(endings.contains) ?? false }
        case .disposition(let disposition):
            return ended(query) { reached, _ in reached == disposition }
        case .text(let text, let question):
            guard let respondent else { return (.notAsked, nil, nil) }
            guard let asked = respondent.asked(namesake: question) else {
                let reason = wording.reason(notAsked: nil, question, respondent).map { ": \($0)" } ?? ""
                return (.notAsked, "\(survey[question].name) was not asked\(reason)", nil)
            }
            guard let text = survey.counterpart(of: text, in: question, at: asked) else {
                return (.notAsked, "\(query.words) is nothing that was shown as it was asked", nil)
            }
            return (.answered(.text(respondent.interview.text(text))), nil, nil)
        case .today:
            return (respondent.map { .answered(.date($0.start.today)) } ?? .notAsked, nil, nil)
        case .invalid(let variable, let input):
            guard let respondent else { return (.notAsked, nil, nil) }
            guard let isRefused = respondent.refuses(input, for: variable) else {
                let reason = wording.reason(notAsked: variable, nil, respondent).map { ": \($0)" } ?? ""
                return (.notAsked, "\(survey[variable].name) was not asked\(reason)", nil)
            }
            return (yes(isRefused), nil, nil)
        }
    }

    private func yes(_ known: Bool) -> Answer { .answered(.yesno(known)) }

    private func ended(
        _ query: Scenario.Query, _ matches: (Disposition, EndingID?) -> Bool
    ) -> (Answer, remark: String?, complaint: String?) {
        guard let respondent, case .finished(let disposition, let ending) = respondent.interview.phase else {
            return (yes(false), "\(query.words) is no: the interview did not end", nil)
        }
        let isReached = matches(disposition, ending)
        let wording = Wording(survey: survey)
        return (
            yes(isReached),
            isReached
                ? nil : "\(query.words) is no: it ended with finish \(wording.ending(disposition, ending))",
            nil
        )
    }

    // MARK: Words

    private func message(_ truth: Truth) -> String {
        var words = "expected: \(expectation.words)"
        switch expectation.condition {
        case .compare(_, .variable(let variable), .literal), .compare(_, .literal, .variable(let variable)):
            if answer(of: variable).value != nil { return words + ", but it is \(value(of: variable))" }
            words += ", but it has no value"
        default: words += truth == .no ? ", but that is false" : ", but that is not known"
        }
        return words
    }

    /// The values that the condition reads, each once.
    private func details() -> [String] {
        var seen: Set<VariableID> = []
        let isBare: Bool =
            if case .compare(_, .variable, .literal) = expectation.condition { true } else { false }
        var lines: [String] = []
        for variable in expectation.condition.variables.filter({ seen.insert($0).inserted }).prefix(20) {
            let position = variable.position - survey.variables.count
            if expectation.queries.indices.contains(position) {
                if let remark = remarks[position] {
                    lines.append(remark)
                } else if !isBare {
                    lines.append("\(expectation.queries[position].words) is \(value(of: variable))")
                }
            } else if let respondent {
                let isFilledIn = respondent.isFilledIn(variable)
                let isAsked = respondent.answer(variable) != .notAsked
                if !isBare || isFilledIn || !isAsked {
                    lines.append(Wording(survey: survey).reading(variable, respondent))
                }
                if !isAsked, survey[variable].question != nil,
                    let reason = Wording(survey: survey).reason(notAsked: variable, nil, respondent)
                {
                    lines.append("\(survey[variable].name) was not asked: \(reason)")
                }
            }
        }
        return lines
    }

    private func value(of variable: VariableID) -> String {
        let answer = answer(of: variable)
        guard case .answered(let value) = answer else { return "not known" }
        let isQuery = variable.position >= survey.variables.count
        return Wording(survey: survey).text(value, of: isQuery ? nil : survey[variable].domain)
    }
}

extension ExpectationCheck: AnswerSource {
    /// The answer of the interview, or what a query came to.
    func answer(of variable: VariableID) -> Answer {
        let position = variable.position - survey.variables.count
        if position >= 0 { return answers.indices.contains(position) ? answers[position] : .notAsked }
        return respondent?.answer(variable) ?? .notAsked
    }
}
