internal import SurveyModel
internal import Translations

/// Conditions as people say them: `question 3 is “In the store” and question 7 is 6 or less`.
///
/// Whatever has no words of its own is shown as the author wrote it.
struct ConditionWords {
    let survey: Survey
    let texts: ProgramTexts
    /// The number that the preview gives to each question.
    let numbers: [QuestionID: Int]
    /// A survey's text in the language of the preview, in one line.
    let line: (TextID) -> String

    /// Recursion is safe: the language bounds the depth of an expression.
    func words(_ formula: Formula) -> String {
        switch formula {
        case .and(let parts): joined(parts, .conditionAnd)
        case .or(let parts): joined(parts, .conditionOr)
        case .not(.includes(let variable, let option)):
            texts(
                .conditionNotChosen, ["value": label(of: option, in: variable), "subject": subject(variable)])
        case .not(.state(let variable, nil)): texts(.conditionNotAnswered, ["subject": subject(variable)])
        case .not(.variable(let variable)):
            texts(.conditionIs, ["subject": subject(variable), "value": texts[.no]])
        case .not(let inner): texts(.conditionNot, ["condition": words(inner)])
        case .variable(let variable):
            texts(.conditionIs, ["subject": subject(variable), "value": texts[.yes]])
        case .includes(let variable, let option):
            texts(.conditionChosen, ["value": label(of: option, in: variable), "subject": subject(variable)])
        case .state(let variable, nil): texts(.conditionAnswered, ["subject": subject(variable)])
        case .state(let variable, let missing?): state(variable, missing)
        case .compare(let comparison, let left, .literal(let value)):
            compare(left, comparison, value, formula)
        case .within(let inner, let members): within(inner, members, formula)
        default: asWritten(formula)
        }
    }

    private func joined(_ parts: [Formula], _ text: ProgramText) -> String {
        guard let first = parts.first else { return "" }
        return parts.dropFirst().reduce(words(first)) { texts(text, ["first": $0, "second": words($1)]) }
    }

    private func asWritten(_ formula: Formula) -> String {
        texts(.conditionFormula, ["formula": formula.text(in: survey)])
    }

    private func state(_ variable: VariableID, _ missing: Missing) -> String {
        let name = texts.name(of: missing)
        let question = survey[variable].question.map { survey[$0] }
        let own = question?.missing.first { $0.kind == missing }.map { line($0.text) }
        guard let value = own ?? name else {
            return texts(.conditionFormula, ["formula": "\(missing.rawValue)(\(survey[variable].name))"])
        }
        return texts(.conditionIs, ["subject": subject(variable), "value": quoted(value)])
    }

    private func compare(
        _ left: Formula, _ comparison: Formula.Comparison, _ value: Value, _ whole: Formula
    ) -> String {
        guard let subject = subject(of: left) else { return asWritten(whole) }
        let text: ProgramText =
            switch comparison {
            case .equal: .conditionIs
            case .notEqual: .conditionIsNot
            case .less: .conditionLess
            case .lessOrEqual: .conditionAtMost
            case .greater: .conditionMore
            case .greaterOrEqual: .conditionAtLeast
            }
        return texts(text, ["subject": subject, "value": self.value(value, beside: left)])
    }

    private func within(_ inner: Formula, _ members: [Formula.Member], _ whole: Formula) -> String {
        guard let subject = subject(of: inner) else { return asWritten(whole) }
        if members.count == 1, case .range(let low, let high) = members[0] {
            return texts(
                .conditionBetween,
                ["subject": subject, "low": value(low, beside: inner), "high": value(high, beside: inner)])
        }
        let values = members.map { member in
            switch member {
            case .value(let value): self.value(value, beside: inner)
            case .range(let low, let high):
                texts(.range, ["low": value(low, beside: inner), "high": value(high, beside: inner)])
            }
        }
        if values.count == 1 { return texts(.conditionIs, ["subject": subject, "value": values[0]]) }
        return texts(.conditionOneOf, ["subject": subject, "values": values.joined(separator: ", ")])
    }

    private func value(_ value: Value, beside formula: Formula) -> String {
        switch value {
        case .option(let option):
            if case .variable(let variable) = formula { return label(of: option, in: variable) }
            if case .ranked(let variable, _) = formula { return label(of: option, in: variable) }
            return "\(option)"
        case .options(let options), .order(let options):
            return options.map { "\($0)" }.joined(separator: ", ")
        case .number(let number): return number.canonicalText
        case .text(let text): return quoted(text)
        case .yesno(let yes): return texts[yes ? .yes : .no]
        case .date(let date): return date.text
        case .time(let time): return time.text
        }
    }

    private func label(of option: Int, in variable: VariableID) -> String {
        guard let list = survey[variable].domain.list, survey[list].options.indices.contains(option) else {
            return "\(option)"
        }
        return quoted(line(survey[list].options[option].text))
    }

    private func quoted(_ text: String) -> String { texts(.conditionQuoted, ["text": text]) }

    // MARK: What a condition is about

    private func subject(of formula: Formula) -> String? {
        switch formula {
        case .variable(let variable): subject(variable)
        case .size(let variable): texts(.conditionCount, ["subject": subject(variable)])
        default: nil
        }
    }

    /// `question 3`, with the row where it has several answers; a given or computed value by its name.
    func subject(_ variable: VariableID) -> String {
        guard let id = survey[variable].question, let number = numbers[id] else {
            return quoted(survey[variable].name)
        }
        let question = survey[id]
        let part: TextID? =
            switch survey[variable].role {
            case .row(_, let row): question.rows.indices.contains(row) ? question.rows[row].text : nil
            case .amount(_, let option), .specify(_, let option):
                question.list.flatMap { list in
                    survey[list].options.indices.contains(option) ? survey[list].options[option].text : nil
                }
            case .answer, .given, .computed, .split, .today: nil
            }
        guard let part else { return texts(.conditionQuestion, ["n": "\(number)"]) }
        return texts(.conditionPart, ["n": "\(number)", "text": line(part)])
    }
}
