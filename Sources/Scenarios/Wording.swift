internal import Interview
internal import SurveyModel

/// Values, items and reasons in the words of the file.
struct Wording {
    let survey: Survey

    /// An answer as a test writes it.
    func text(_ answer: Answer, of variable: VariableID) -> String {
        switch answer {
        case .missing(.notAsked): "not asked"
        case .missing(let kind): kind.rawValue
        case .answered(let value): text(value, of: survey[variable].domain)
        }
    }

    /// A value as a test writes it.
    func text(_ value: Value, of domain: Domain?) -> String {
        switch value {
        case .number(let number): return number.canonicalText
        case .text(let text): return "\"\(excerpt(text))\""
        case .yesno(let yes): return yes ? "yes" : "no"
        case .date(let day): return day.text
        case .time(let time): return time.text
        case .option(let option): return name(option, of: domain)
        case .options(let options), .order(let options):
            return "[" + options.map { name($0, of: domain) }.joined(separator: ", ") + "]"
        }
    }

    private func name(_ option: Int, of domain: Domain?) -> String {
        switch domain {
        case .option(let list)?, .options(let list, _)?, .order(let list, _)?:
            let options = survey[list].options
            return options.indices.contains(option) ? options[option].name : "\(option)"
        default: return "\(option)"
        }
    }

    /// What an item is called.
    func name(_ item: Interview.Item) -> String {
        item.variable.map { survey[$0].name } ?? survey[item.question].name
    }

    /// How an interview ended.
    func ending(_ disposition: Disposition, _ ending: EndingID?) -> String {
        guard let ending else { return disposition.rawValue }
        return survey[ending].name ?? disposition.rawValue
    }

    /// Why an entry was not accepted.
    func text(_ problem: Interview.Problem, of item: Interview.Item) -> String {
        switch problem {
        case .required: return "it must be answered"
        case .wrongKind: return "the answer is of another kind"
        case .outOfRange(let low, let high):
            return "it must be a number" + bounds(low?.canonicalText, high?.canonicalText)
        case .notWhole: return "it must be a whole number"
        case .tooManyDecimals(let count): return "it may have \(count) decimals"
        case .tooFew(let count): return "at least \(count) must be chosen of what is offered"
        case .tooMany(let count): return "at most \(count) may be chosen of what is offered"
        case .exclusive(let option): return "\(self.option(option, of: item)) excludes the others"
        case .notOffered:
            let offered = item.options.sorted().map { option($0, of: item) }
            return offered.isEmpty
                ? "it is not offered"
                : "it is not offered; what is offered: \(offered.joined(separator: ", "))"
        case .tooLong(let count): return "it may have \(count) characters"
        case .forbiddenCharacter: return "it has a control character"
        case .lineBreak: return "it may have one line only"
        case .pattern(let pattern):
            switch pattern.kind {
            case .email: return "it must be an e-mail address"
            case .phone: return "it must be a telephone number"
            case .expression: return "it must be of the pattern \(excerpt(pattern.source))"
            }
        case .dateOutOfRange(let low, let high): return "it must be a day" + bounds(low?.text, high?.text)
        case .timeOutOfRange(let low, let high): return "it must be a time" + bounds(low?.text, high?.text)
        case .repeated(let option): return "\(self.option(option, of: item)) stands in it twice"
        case .tooMuch(let remaining): return "only \(remaining) is left to allocate"
        case .mustTakeRest(let rest): return "the last part takes what is left: \(rest)"
        case .unknownLanguage: return "the survey is not in that language"
        }
    }

    private func bounds(_ low: String?, _ high: String?) -> String {
        switch (low, high) {
        case (let low?, let high?): " from \(low) to \(high)"
        case (let low?, nil): " from \(low) on"
        case (nil, let high?): " up to \(high)"
        case (nil, nil): ""
        }
    }

    private func option(_ option: Int, of item: Interview.Item) -> String {
        guard let list = survey[item.question].list, survey[list].options.indices.contains(option) else {
            return "\(option)"
        }
        return survey[list].options[option].name
    }

    // MARK: Reasons

    /// What a condition reads, with the values that it has: `recommend is 3 (filled in)`.
    func readings(of formula: Formula, _ respondent: Respondent) -> String {
        var seen: Set<VariableID> = []
        let words = formula.variables.filter { seen.insert($0).inserted }.prefix(6).map { variable in
            reading(variable, respondent)
        }
        return words.joined(separator: ", ")
    }

    /// `recommend is 3 (filled in)`
    func reading(_ variable: VariableID, _ respondent: Respondent) -> String {
        let answer = respondent.answer(variable)
        let isFilledIn = answer != .notAsked && respondent.isFilledIn(variable)
        return "\(survey[variable].name) is \(text(answer, of: variable))"
            + (isFilledIn ? " (filled in)" : "")
    }

    /// Why something was not asked in an interview that went as far as it goes; nil if it cannot be told.
    func reason(notAsked variable: VariableID?, _ question: QuestionID?, _ respondent: Respondent) -> String?
    {
        guard let question = question ?? variable.flatMap({ survey[$0].question }),
            let index = survey.steps.firstIndex(where: { $0.action == .ask(question) })
        else { return nil }
        let interview = respondent.interview
        var chain: [BlockID] = []
        var open: BlockID? = survey.steps[index].block
        while let next = open {
            chain.append(next)
            open = survey[next].parent
        }
        for block in chain.reversed() where !interview.happens(block) {
            if !interview.hasReached(step: survey[block].steps.lowerBound) { return ended(respondent) }
            return reason(notHappening: block, respondent)
        }
        if !interview.hasReached(step: index) { return ended(respondent) }
        return variable.flatMap { reason(hiddenPart: $0, of: question, respondent) }
            ?? "nothing of it is left to offer"
    }

    private func ended(_ respondent: Respondent) -> String {
        switch respondent.interview.phase {
        case .finished(let disposition, let ending):
            "the interview ended before it: finish \(self.ending(disposition, ending))"
        case .checking(let check): "the check \(survey[check].name) stops the interview before it"
        case .asking(let item): "the interview does not go beyond \(name(item))"
        case .ready: "the interview has not begun"
        }
    }

    private func reason(notHappening block: BlockID, _ respondent: Respondent) -> String? {
        switch survey[block].kind {
        case .arm(let condition, let previous):
            var earlier = previous
            while let arm = earlier, case .arm(let before, let next) = survey[arm].kind {
                if respondent.interview.happens(arm) {
                    guard let before else { return "another arm was taken" }
                    return
                        "an earlier arm was taken: `\(before.text(in: survey))` is true: \(readings(of: before, respondent))"
                }
                earlier = next
            }
            guard let condition else { return nil }
            return isNot(condition, respondent)
        case .unit(let condition?):
            guard condition.truth(in: respondent.interview) == .yes else {
                return isNot(condition, respondent)
            }
            return "it was not drawn with seed \(respondent.start.seed)"
        case .unit(nil): return "it was not drawn with seed \(respondent.start.seed)"
        case .root, .page, .collection: return nil
        }
    }

    private func isNot(_ condition: Formula, _ respondent: Respondent) -> String {
        let truth = condition.truth(in: respondent.interview)
        return "`\(condition.text(in: survey))` is \(truth == .no ? "false" : "not known"): "
            + readings(of: condition, respondent)
    }

    private func reason(
        hiddenPart variable: VariableID, of id: QuestionID, _ respondent: Respondent
    ) -> String? {
        let question = survey[id]
        switch survey[variable].role {
        case .row(_, let row) where question.rows.indices.contains(row):
            return question.rows[row].condition.map { isNot($0, respondent) }
        case .specify(_, let option), .amount(_, let option):
            guard let list = question.list, survey[list].options.indices.contains(option) else { return nil }
            let name = survey[list].options[option].name
            if case .amount = survey[variable].role { return "\(name) is not offered" }
            guard let chosen = question.variables.first else { return nil }
            return "\(name) is not chosen: \(reading(chosen, respondent))"
        default: return nil
        }
    }

    /// The interview as it went.
    func lines(_ respondent: Respondent) -> [InterviewLine] {
        var lines: [InterviewLine] = []
        let givens = respondent.interview.givens.sorted { $0.key < $1.key }
        for (variable, value) in givens {
            lines.append(
                InterviewLine(
                    .given(name: survey[variable].name, value: text(value, of: survey[variable].domain)),
                    isFilledIn: respondent.filled.contains(variable)))
        }
        if respondent.start.isSeedGiven {
            lines.append(InterviewLine(.given(name: "seed", value: "\(respondent.start.seed)")))
        }
        if let locale = respondent.start.locale {
            lines.append(InterviewLine(.given(name: "locale", value: locale)))
        }
        var fired = respondent.fired[...]
        for (index, item) in respondent.path.enumerated() {
            while let next = fired.first, next.after <= index {
                lines.append(line(next.check, respondent))
                fired.removeFirst()
            }
            guard let variable = item.variable else {
                lines.append(InterviewLine(.note(name: survey[item.question].name)))
                continue
            }
            lines.append(
                InterviewLine(
                    .answer(
                        name: survey[variable].name, value: text(respondent.answer(variable), of: variable)),
                    isFilledIn: respondent.filled.contains(variable)))
        }
        lines += fired.map { line($0.check, respondent) }
        switch respondent.interview.phase {
        case .finished(let disposition, let ending):
            lines.append(
                InterviewLine(.ending(name: self.ending(disposition, ending), disposition: disposition)))
        case .asking(let item): lines.append(InterviewLine(.waiting(name: name(item))))
        case .checking, .ready: break
        }
        return lines
    }

    private func line(_ check: CheckID, _ respondent: Respondent) -> InterviewLine {
        InterviewLine(
            .check(
                name: survey[check].name, text: excerpt(respondent.interview.text(survey[check].text)),
                isSoft: survey[check].isSoft))
    }
}
