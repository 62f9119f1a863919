internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// `default`: the value that stands in the field; and `draw`: how many options are shown.
extension Checker {
    /// Puts the default into a question, checked against what can be answered.
    func suggest(_ draft: QuestionDraft, in question: inout Question) {
        guard let expression = draft.properties.suggestion, let variable = question.variables.first else {
            return
        }
        let domain = survey[variable].domain
        if case .date(let rule) = domain, let offset = offsetFromToday(expression), allows(offset, rule) {
            _ = todayVariable()
            question.suggestedDay = .today(offset: offset)
            return
        }
        question.suggestion = value(expression, in: domain)
        if question.suggestion == nil, !isReported(expression, domain) {
            report(
                .defaultDoesNotFit(
                    expression.syntax.text, draft.name, Self.expectation(of: domain), at: expression.range))
        }
    }

    /// `today`, `today - 1`; nil for everything else.
    private func offsetFromToday(_ expression: ExpressionSyntax) -> Int? {
        switch expression.form {
        case .path(let path): return path.dotted == "today" ? 0 : nil
        case .sum(let chain):
            guard case .path(let path)? = chain.first?.form, path.dotted == "today", chain.rest.count == 1,
                let (token, operand) = chain.rest.first, case .number(let number)? = operand?.form,
                let days = number.integer, days <= 4_000_000
            else { return nil }
            return token.kind == .minus ? -days : days
        default: return nil
        }
    }

    /// Whether a day that counts from today keeps the ends that do so, too. Of the others it may, on some day.
    private func allows(_ offset: Int, _ rule: DateRule) -> Bool {
        if case .today(let low)? = rule.low, offset < low { return false }
        if case .today(let high)? = rule.high, offset > high { return false }
        return true
    }

    private func value(_ expression: ExpressionSyntax, in domain: Domain) -> Value? {
        switch (domain, expression.form) {
        case (.option(let list), .path): return option(expression, of: list).map { .option($0) }
        case (.options(let list, let select), .list(let members)):
            let chosen = Set(members.compactMap { option($0, of: list) })
            let options = survey[list].options
            let excludes = chosen.contains { options[$0].isExclusive }
            guard chosen.count == members.count, excludes ? chosen.count == 1 : select.contains(chosen.count)
            else { return nil }
            return .options(chosen.sorted())
        case (.yesno, .path(let path)) where path.dotted == "yes" || path.dotted == "no":
            return .yesno(path.dotted == "yes")
        case (.number(let rule), .number), (.number(let rule), .negation):
            return constant(expression).flatMap { rule.allows($0) ? .number($0) : nil }
        case (.date(let rule), .date(let token)):
            return day(token).flatMap { rule.allows($0, today: nil) ? .date($0) : nil }
        case (.time(let rule), .time(let token)):
            return time(token).flatMap { rule.allows($0) ? .time($0) : nil }
        case (.text(let rule), .string(let token)):
            let value = TextValue([token])
            for flaw in value.flaws { report(.textFlaw(flaw)) }
            return rule.allows(value.text) && !value.text.isEmpty ? .text(value.text) : nil
        default: return nil
        }
    }

    /// Whether what is wrong with a default was said already, by its name or its form.
    private func isReported(_ expression: ExpressionSyntax, _ domain: Domain) -> Bool {
        switch (domain, expression.form) {
        case (.option, .path): true
        case (.options(let list, _), .list(let members)):
            members.contains { member in
                guard case .path(let path) = member.form, let name = path.dotted else { return true }
                return optionIndices[list.position][name] == nil
            }
        case (.date, .date(let token)): CalendarDay(token.text) == nil
        case (.time, .time(let token)): TimeOfDay(token.text) == nil
        case (.text, .string(let token)): !TextValue([token]).flaws.isEmpty
        default: false
        }
    }

    private static func expectation(of domain: Domain) -> String {
        switch domain {
        case .option: "the name of an option"
        case .options(_, let select):
            select.lowerBound == select.upperBound
                ? "\(select.lowerBound) options in brackets, as in `[first, second]`"
                : "\(select.lowerBound) to \(select.upperBound) options in brackets, as in `[first, second]`, those that exclude "
                    + "others alone"
        case .yesno: "`yes` or `no`"
        case .number(let rule): rule.description
        case .date: "a day such as `2026-11-21`, or `today`, within the range"
        case .time: "a time such as `09:30` within the range"
        case .text(let rule):
            rule.pattern == nil
                ? "a text in quotes of at most \(rule.length) characters" : "a text in quotes of the pattern"
        case .order, .point, .truth: "a value"
        }
    }

    /// How many of the options that are not fixed, or of the rows, are shown.
    func draw(of draft: QuestionDraft, _ question: Question) -> Int? {
        guard let draw = draft.properties.draw else { return nil }
        let isGrid = !question.rows.isEmpty
        let count = isGrid ? question.rows.count : question.list.map { facts(of: $0).drawable } ?? 0
        if draw.value >= count { report(.drawsAll(draw.value, of: count, isGrid: isGrid, at: draw.span)) }
        return draw.value
    }
}
