internal import FoundationEssentials
public import SurveyModel
public import Translations

/// Conditions as people say them: `question 3 is “In the store” and question 7 is 6 or less`.
///
/// Whatever has no words of its own is shown as the author wrote it.
public struct ConditionWords {
    let survey: Survey
    let texts: ProgramTexts
    let numbers: [QuestionID: Int]
    let line: (TextID) -> String
    let round: (QuestionID) -> String?

    /// Prepares the words of one language.
    ///
    /// - Parameters:
    ///   - survey: The survey that conditions are of.
    ///   - texts: The program's texts in the language.
    ///   - numbers: The number of each question, as `QuestionNumbers` gives them.
    ///   - line: A text of the survey in the language, in one line.
    ///   - round: What tells the question of one round of a loop from those of the others; nil where nothing has to.
    public init(
        survey: Survey, texts: ProgramTexts, numbers: [QuestionID: Int], line: @escaping (TextID) -> String,
        round: @escaping (QuestionID) -> String? = { _ in nil }
    ) {
        self.survey = survey
        self.texts = texts
        self.numbers = numbers
        self.line = line
        self.round = round
    }

    /// A condition in the middle of a sentence.
    ///
    /// Recursion is safe: the language bounds the depth of an expression.
    public func words(_ formula: Formula) -> String {
        switch formula {
        case .and(let parts): joined(parts.map { .formula($0) }, .conditionAnd)
        case .or(let parts): joined(parts.map { .formula($0) }, .conditionOr)
        case .not(.includes(let variable, let option)):
            texts(
                .conditionNotChosen, ["value": label(of: option, in: variable), "subject": subject(variable)])
        case .not(.state(let variable, nil)): texts(.conditionNotAnswered, ["subject": subject(variable)])
        case .not(.variable(let variable)):
            texts(.conditionIs, ["subject": subject(variable), "value": texts[.no]])
        case .not(let inner): texts(.conditionNot, ["condition": bracketed(.formula(inner))])
        case .variable(let variable):
            texts(.conditionIs, ["subject": subject(variable), "value": texts[.yes]])
        case .includes(let variable, let option):
            texts(.conditionChosen, ["value": label(of: option, in: variable), "subject": subject(variable)])
        case .state(let variable, nil): texts(.conditionAnswered, ["subject": subject(variable)])
        case .state(let variable, let missing?): state(variable, missing)
        // Whoever ranked an option gave it the first place or a later one.
        case .compare(.greaterOrEqual, .place(let variable, let option), .literal(.number(1))):
            texts(
                .conditionPlaced, ["value": label(of: option, in: variable), "subject": subject(variable)])
        case .compare(let comparison, let left, .literal(let value)):
            compare(left, comparison, value, formula)
        case .within(let inner, let members): within(inner, members, formula)
        default: asWritten(formula)
        }
    }

    /// A part of a condition: a formula, or words that were found already.
    enum Part {
        case formula(Formula)
        case words(String)
    }

    /// Parts that all hold, or of which one holds. One part alone stands as it is; what is itself joined stands in brackets.
    func joined(_ parts: [Part], _ text: ProgramText) -> String {
        guard let first = parts.first else { return "" }
        guard parts.count > 1 else { return words(first) }
        return parts.dropFirst().reduce(bracketed(first)) {
            texts(text, ["first": $0, "second": bracketed($1)])
        }
    }

    private func words(_ part: Part) -> String {
        switch part {
        case .formula(let formula): words(formula)
        case .words(let words): words
        }
    }

    private func bracketed(_ part: Part) -> String {
        switch part {
        case .formula(.and(let parts)) where parts.count > 1, .formula(.or(let parts)) where parts.count > 1:
            "(\(words(part)))"
        default: words(part)
        }
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
    public func subject(_ variable: VariableID) -> String {
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
        let words = [round(id), part.map(line)].compactMap { $0 }
        guard !words.isEmpty else { return texts(.conditionQuestion, ["n": "\(number)"]) }
        return texts(.conditionPart, ["n": "\(number)", "text": words.joined(separator: " – ")])
    }
}
