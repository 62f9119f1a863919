internal import SurveyModel
internal import SurveySyntax

/// One name in several arms of an `if` is one variable, where the questions agree.
extension Checker {
    func joinNote(_ draft: QuestionDraft, _ position: Int) {
        if case .note = names.symbols[position].entity { return join(draft, position) }
        report(.differsInOtherArm(draft.name, firstAt: names.symbols[position].span, "the kinds differ"))
    }

    func joinVariables(
        of draft: QuestionDraft, _ question: inout Question, _ position: Int, _ domain: Domain
    ) {
        let symbol = names.symbols[position]
        if case .unknown = symbol.entity { return }
        guard case .variable(let main) = symbol.entity, let first = survey[main].question else {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, "the kinds differ"))
        }
        if let difference = difference(question, domain, from: survey[first], survey[main].domain) {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, difference))
        }
        join(draft, position)
        question.variables = [main]
        question.specify = survey[first].specify
        survey.variables[main.position].missing.formUnion(missing(draft))
        for variable in [main] + question.specify.map(\.variable) where draft.properties.isPersonal {
            survey.variables[variable.position].isPersonal = true
        }
    }

    func joinRows(
        of draft: QuestionDraft, _ question: inout Question, _ position: Int, _ domain: Domain,
        _ rows: [RowDraft]
    ) {
        let symbol = names.symbols[position]
        if case .unknown = symbol.entity { return }
        guard case .grid(let first) = symbol.entity, let firstRow = survey[first].variables.first,
            survey[first].kindName == question.kindName
        else {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, "the kinds differ"))
        }
        if let difference = difference(question, domain, from: survey[first], survey[firstRow].domain) {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, difference))
        }
        let firstRows = survey[first].rows
        if firstRows.map(\.name) != rows.map(\.name.text) {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, "the rows differ"))
        }
        let areScoredAlike =
            survey[first].groups.map(\.name) == question.groups.map(\.name)
            && firstRows.map(\.group) == rows.map(\.row.group)
            && firstRows.map(\.isReversed) == rows.map(\.row.isReversed)
        if !areScoredAlike {
            return report(
                .differsInOtherArm(draft.name, firstAt: symbol.span, "the groups or the reversed rows differ")
            )
        }
        join(draft, position)
        question.variables = survey[first].variables
        for (variable, row) in zip(question.variables, rows) {
            survey.variables[variable.position].missing.formUnion(missing(draft, row.row.missing))
            if draft.properties.isPersonal { survey.variables[variable.position].isPersonal = true }
        }
    }

    func joinAmounts(of draft: QuestionDraft, _ question: inout Question, _ position: Int, _ rule: NumberRule)
    {
        let symbol = names.symbols[position]
        if case .unknown = symbol.entity { return }
        guard case .grid(let first) = symbol.entity,
            case .allocate(let firstList, let total) = survey[first].kind,
            let list = question.list
        else {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, "the kinds differ"))
        }
        if let difference = difference(list, firstList) {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, difference))
        }
        if rule.high?.exactInt != total {
            return report(.differsInOtherArm(draft.name, firstAt: symbol.span, "the totals differ"))
        }
        join(draft, position)
        question.variables = survey[first].variables
        for variable in question.variables {
            survey.variables[variable.position].missing.formUnion(missing(draft))
            if draft.properties.isPersonal { survey.variables[variable.position].isPersonal = true }
        }
    }

    private func join(_ draft: QuestionDraft, _ position: Int) {
        names.update(position) { symbol in
            symbol.latest = draft.name.span.lowerBound
            symbol.declarationCount += 1
        }
    }

    /// Why two questions cannot be one variable, or nil if they can. Wording may differ.
    private func difference(
        _ question: Question, _ domain: Domain, from first: Question, _ firstDomain: Domain
    ) -> String? {
        guard question.kindName == first.kindName else { return "the kinds differ" }
        switch (domain, firstDomain) {
        case (.option(let list), .option(let firstList)): return difference(list, firstList)
        case (.options(let list, let select), .options(let firstList, let firstSelect)),
            (.order(let list, let select), .order(let firstList, let firstSelect)):
            return difference(list, firstList)
                ?? (select == firstSelect ? nil : "the numbers after `select` differ")
        case (.point(let scale), .point(let firstScale)):
            return survey[scale].bounds == survey[firstScale].bounds ? nil : "the scales have other points"
        case (.number(let rule), .number(let firstRule)):
            let agree =
                rule.low == firstRule.low && rule.high == firstRule.high
                && rule.decimals == firstRule.decimals
            return agree ? nil : "the ranges or the decimals differ"
        case (.text(let rule), .text(let firstRule)):
            return rule == firstRule ? nil : "the lengths or the patterns differ"
        case (.date(let rule), .date(let firstRule)): return rule == firstRule ? nil : "the ranges differ"
        case (.time(let rule), .time(let firstRule)): return rule == firstRule ? nil : "the ranges differ"
        case (.yesno, .yesno): return nil
        default: return "the kinds differ"
        }
    }

    private func difference(_ list: ListID, _ first: ListID) -> String? {
        guard list != first else { return nil }
        let (options, firsts) = (survey[list].options, survey[first].options)
        let agree =
            options.count == firsts.count
            && zip(options, firsts).allSatisfy {
                $0.name == $1.name && $0.code == $1.code && $0.hasSpecify == $1.hasSpecify
                    && $0.isExclusive == $1.isExclusive
            }
        return agree ? nil : "the options differ"
    }
}
