public import SurveyModel

// Which items a question has now, and what each of them offers.

extension Interview {
    /// The items of the current question, in order, for a front that shows them together; none for another question.
    public func items(of question: QuestionID) -> [Item] {
        guard case .asking(let current) = phase, current.question == question else { return [] }
        return parts.indices.map { item(question, parts[$0], place: $0) }
    }

    /// Asks the current item.
    mutating func askCurrent(_ effects: inout [Effect]) {
        guard case .ask(let question) = plan.survey.steps[step].action, parts.indices.contains(place) else {
            return
        }
        let item = item(question, parts[place], place: place)
        phase = .asking(item)
        effects.append(ask(item))
    }

    /// The effect that shows an item, noting whether its translation is good.
    mutating func ask(_ item: Item) -> Effect {
        if !isStale, !isSpokenWell { noteTexts(of: item) }
        return .ask(item)
    }

    /// The items of a question as it is reached: its rows, or itself; none if nothing is left to offer.
    func openingParts(of question: QuestionID) -> [Item.Part] {
        switch plan.survey[question].kind {
        case .grid(_, let rows):
            let before = AnswersBefore(question: question, plan: plan, answers: visible)
            return plan.order(of: question, seed: seed).compactMap { row in
                (rows[row].condition.map { $0.truth(in: before) == .yes } ?? true) ? .row(row) : nil
            }
        case .choice(let list), .choices(let list, _):
            let isOffering =
                plan.isConditional[list.position]
                ? !offered(by: question, list).isEmpty : !plan.survey[list].options.isEmpty
            return isOffering ? [.whole] : []
        case .nps, .csat, .ces, .rating, .yesno, .number, .text, .note:
            return [.whole]
        }
    }

    /// The texts that the chosen options of a question open.
    func openedTexts(of question: QuestionID) -> [Item.Part] {
        let specify = plan.survey[question].specify
        guard !specify.isEmpty, let variable = plan.survey[question].variables.first else { return [] }
        switch visible.answer(of: variable) {
        case .answered(.option(let chosen)):
            return specify.contains { $0.option == chosen } ? [.specify(chosen)] : []
        case .answered(.options(let chosen)):
            let chosen = Set(chosen)
            return specify.compactMap { chosen.contains($0.option) ? .specify($0.option) : nil }
        case .answered, .missing:
            return []
        }
    }

    /// Where the answer to a passed item went.
    func variable(of passed: Passed) -> VariableID? {
        guard case .ask(let question) = survey.steps[passed.step].action else { return nil }
        return variable(of: passed.part, of: survey[question])
    }

    private func variable(of part: Item.Part, of question: Question) -> VariableID? {
        switch part {
        case .whole: question.variables.first
        case .row(let row): question.variables.indices.contains(row) ? question.variables[row] : nil
        case .specify(let option): question.specify.first { $0.option == option }?.variable
        }
    }

    private func item(_ id: QuestionID, _ part: Item.Part, place: Int) -> Item {
        let survey = plan.survey
        let question = survey[id]
        let variable = variable(of: part, of: question)
        var item = Item(
            question: id, part: part, variable: variable,
            page: plan.page[survey.steps[step].block.position], place: place, count: parts.count, options: [],
            select: 1...1, missing: [], isOptional: question.isOptional, present: nil)
        switch part {
        case .whole:
            item.missing = question.missing
            if let list = question.list {
                item.options = offered(by: id, list)
                if case .choices(_, let select) = question.kind {
                    item.select = limits(select, in: survey[list], offered: item.options)
                }
            }
        case .row(let row):
            item.missing = question.missing
            if question.rows.indices.contains(row) {
                let own = question.rows[row].missing
                item.missing.removeAll { shared in own.contains { $0.kind == shared.kind } }
                item.missing += own
            }
        case .specify:
            item.isOptional = true
        }
        if let variable, kept.answer(of: variable) != .notAsked {
            item.present = item.stillValid(kept.answer(of: variable), in: survey)
        }
        return item
    }

    private func offered(by question: QuestionID, _ list: ListID) -> [Int] {
        let order = plan.order(of: question, seed: seed)
        guard plan.isConditional[list.position] else { return order }
        let before = AnswersBefore(question: question, plan: plan, answers: visible)
        let options = plan.survey[list].options
        return order.filter { index in options[index].condition.map { $0.truth(in: before) == .yes } ?? true }
    }

    /// How many options may be chosen of what is offered. One that excludes the others stands alone, whatever the limit.
    private func limits(_ select: ClosedRange<Int>, in list: OptionList, offered: [Int]) -> ClosedRange<Int> {
        let free = offered.count { !list.options[$0].isExclusive }
        let high = max(0, min(select.upperBound, max(free, 1)))
        return min(max(0, select.lowerBound), high)...high
    }
}

/// The answers above a question, its own left out: what its options and rows may depend on.
private struct AnswersBefore: AnswerSource {
    var question: QuestionID
    var plan: InterviewPlan
    var answers: [Answer]

    func answer(of variable: VariableID) -> Answer {
        let isOwn =
            plan.survey.variables.indices.contains(variable.position)
            && plan.survey[variable].question == question
        return isOwn ? .notAsked : answers.answer(of: variable)
    }
}
