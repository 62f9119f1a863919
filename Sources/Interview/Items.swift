public import SurveyModel

// Which items a question has now, and what each of them offers.

extension Interview {
    /// The items of the current question, in order, for a front that shows them together; none for another question.
    public func items(of question: QuestionID) -> [Item] {
        guard case .asking(let current) = phase, current.question == question else { return [] }
        var given = 0
        return parts.indices.map { place in
            let item = item(question, parts[place], place: place, given: given)
            given += amount(of: parts[place], of: question)
            return item
        }
    }

    /// Asks the current item.
    mutating func askCurrent(_ effects: inout [Effect]) {
        guard case .ask(let question) = plan.survey.steps[step].action, parts.indices.contains(place) else {
            return
        }
        if place == 0 { given = Given(step: step) }
        if case .amount = parts[place] {
            // What the parts before were given is added up as they are passed, and again after going back.
            if given.step != step || given.places > place { given = Given(step: step) }
            while given.places < place {
                given.sum += amount(of: parts[given.places], of: question)
                given.places += 1
            }
        }
        let item = item(question, parts[place], place: place, given: given.sum)
        phase = .asking(item)
        effects.append(ask(item))
    }

    /// What the first parts of an allocation were given.
    struct Given: Sendable {
        var step: Int
        var places = 0
        var sum = 0
    }

    /// The effect that shows an item, noting whether its translation is good.
    mutating func ask(_ item: Item) -> Effect {
        if !isStale, !isSpokenWell { noteTexts(of: item) }
        return .ask(item)
    }

    /// The items of a question as it is reached: its rows, its parts, or itself; none if nothing is left to offer.
    func openingParts(of id: QuestionID) -> [Item.Part] {
        // Copying a question counts every part of it, so each is read where it is.
        switch plan.survey.questions[id.position].kind {
        case .grid:
            return shownRows(of: id)
        case .choiceGrid(let list, _, _):
            return isOffering(id, list) ? shownRows(of: id) : []
        case .choice(let list), .choices(let list, _), .ranking(let list, _):
            return isOffering(id, list) ? [.whole] : []
        case .allocate(let list, _):
            let count = plan.survey[id].variables.count
            return offered(by: id, list).compactMap { $0 < count ? .amount($0) : nil }
        case .nps, .csat, .ces, .rating, .yesno, .number, .text, .note, .consent, .date, .time:
            return [.whole]
        }
    }

    /// The texts that the chosen options of a question open.
    func openedTexts(of question: QuestionID) -> [Item.Part] {
        let specify = openable(in: question)
        guard !specify.isEmpty, let variable = plan.survey[question].variables.first else { return [] }
        switch visible.answer(of: variable) {
        case .answered(.option(let chosen)):
            return specify.contains { $0.option == chosen } ? [.specify(chosen)] : []
        case .answered(.options(let chosen)), .answered(.order(let chosen)):
            let chosen = Set(chosen)
            return specify.compactMap { chosen.contains($0.option) ? .specify($0.option) : nil }
        case .answered, .missing:
            return []
        }
    }

    /// The options that may open a text: none where they are carried from an answer that opened it already.
    func openable(in question: QuestionID) -> [Question.Specify] {
        guard !plan.survey.questions[question.position].specify.isEmpty else { return [] }
        let question = plan.survey[question]
        return question.carried.contains(where: \.isChosen) ? [] : question.specify
    }

    /// Where the answers to a passed item went.
    func variables(of passed: Passed) -> [VariableID] {
        guard case .ask(let id) = survey.steps[passed.step].action,
            let variable = variable(of: passed.part, of: survey[id])
        else { return [] }
        if case .amount = passed.part, visible.answer(of: variable).missing != nil {
            return survey[id].variables
        }
        return [variable]
    }

    /// Where the answer to the current item goes: one variable, but a kind of missing goes to all parts of an allocation.
    func variables(of item: Item, answered answer: Answer) -> [VariableID] {
        guard let variable = item.variable else { return [] }
        guard case .amount = item.part, answer.missing != nil else { return [variable] }
        return parts.compactMap { self.variable(of: $0, of: survey[item.question]) }
    }

    private func variable(of part: Item.Part, of question: Question) -> VariableID? {
        switch part {
        case .whole: question.variables.first
        case .row(let index), .amount(let index):
            question.variables.indices.contains(index) ? question.variables[index] : nil
        case .specify(let option): question.specify.first { $0.option == option }?.variable
        }
    }

    private func amount(of part: Item.Part, of question: QuestionID) -> Int {
        guard case .amount = part, let variable = variable(of: part, of: survey[question]),
            case .number(let number)? = visible.answer(of: variable).value
        else { return 0 }
        return number.exactInt ?? 0
    }

    private func item(_ id: QuestionID, _ part: Item.Part, place: Int, given: Int) -> Item {
        let question = plan.survey.questions[id.position]
        let variable = variable(of: part, of: question)
        let block = plan.survey.steps[step].block.position
        var item = Item(
            question: id, part: part, variable: variable, page: plan.page[block], place: place,
            count: parts.count, options: [], select: 1...1, missing: [], isOptional: question.isOptional,
            present: nil, instance: plan.instance[block])
        switch part {
        case .whole:
            item.missing = question.missing
            item.suggestion =
                question.suggestion ?? question.suggestedDay?.day(today: today).map(Value.date)
            offer(&item)
        case .row(let row):
            item.missing = question.missing
            if question.rows.indices.contains(row) {
                let own = question.rows[row].missing
                item.missing.removeAll { shared in own.contains { $0.kind == shared.kind } }
                item.missing += own
            }
            offer(&item)
        case .specify:
            item.isOptional = true
        case .amount:
            item.missing = place == 0 ? question.missing : []
            item.isOptional = place == 0 && question.isOptional
            if case .allocate(_, let total) = question.kind {
                let (remaining, overflows) = total.subtractingReportingOverflow(given)
                item.remaining = overflows ? 0 : remaining
                if place == parts.count - 1 || remaining == 0 { item.suggestion = .number(remaining) }
            }
        }
        guard let variable else { return item }
        if case .date(let rule) = plan.survey.variables[variable.position].domain {
            item.dates = .init(low: rule.low?.day(today: today), high: rule.high?.day(today: today))
        }
        if kept.answer(of: variable) != .notAsked {
            item.present = item.stillValid(kept.answer(of: variable), in: plan.survey, today: today)
        }
        if item.present != nil {
            item.suggestion = nil
        } else if let suggestion = item.suggestion {
            let isAccepted = item.accept(.value(suggestion), in: plan.survey, today: today).isSuccess
            if !isAccepted { item.suggestion = nil }
        }
        return item
    }
}

// What is offered now.

extension Interview {
    private func offer(_ item: inout Item) {
        guard let id = plan.survey[item.question].list else { return }
        let list = plan.survey[id]
        item.options = offered(by: item.question, id)
        switch plan.survey[item.question].kind {
        case .choices(_, let select), .choiceGrid(_, let select?, _):
            let free = item.options.count { !list.options[$0].isExclusive }
            // One that excludes the others stands alone, whatever the limit.
            item.select = limits(select, offered: max(free, 1))
        case .ranking(_, let select):
            item.select = limits(select, offered: item.options.count)
        default: break
        }
    }

    /// How many options may be chosen of what is offered.
    private func limits(_ select: ClosedRange<Int>, offered: Int) -> ClosedRange<Int> {
        let high = max(0, min(select.upperBound, offered))
        return min(max(0, select.lowerBound), high)...high
    }

    /// Whether a question offers an option of its list, by the answers above it and what the seed draws.
    public func offers(_ option: Int, of question: QuestionID) -> Bool {
        guard let list = plan.survey[question].list else { return false }
        return offered(by: question, list).contains(option)
    }

    private func isOffering(_ question: QuestionID, _ list: ListID) -> Bool {
        if plan.isConditional[list.position] || plan.isNarrowed[question.position] {
            return !offered(by: question, list).isEmpty
        }
        return !plan.survey[list].options.isEmpty
    }

    /// The options that a question offers now, in the order to show them.
    private func offered(by id: QuestionID, _ list: ListID) -> [Int] {
        let order = plan.optionOrder(of: id, seed: seed)
        guard plan.isConditional[list.position] || plan.isNarrowed[id.position] else { return order }
        let question = plan.survey[id]
        let options = plan.survey[list].options
        var offered = order
        if plan.isConditional[list.position] {
            let before = AnswersBefore(question: id, plan: plan, answers: visible)
            offered = order.filter { options[$0].condition.map { $0.truth(in: before) == .yes } ?? true }
        }
        for rule in question.carried {
            switch rule {
            case .chosen(let variable):
                let chosen = chosen(in: variable)
                offered.removeAll { !chosen.contains($0) || options[$0].isExclusive }
            case .exceptChosen(let variable):
                let chosen = chosen(in: variable)
                offered.removeAll(where: chosen.contains)
            case .except(let others):
                let others = Set(others)
                offered.removeAll(where: others.contains)
            }
        }
        guard question.rows.isEmpty else { return offered }
        return plan.drawn(offered, of: id, count: options.count, seed: seed) { options[$0].isFixed }
    }

    /// The options that an earlier answer holds.
    private func chosen(in variable: VariableID) -> Set<Int> {
        switch visible.answer(of: variable).value {
        case .option(let option): [option]
        case .options(let options), .order(let options): Set(options)
        default: []
        }
    }

    private func shownRows(of id: QuestionID) -> [Item.Part] {
        let rows = plan.survey[id].rows
        let before = AnswersBefore(question: id, plan: plan, answers: visible)
        let shown = plan.rowOrder(of: id, seed: seed).filter { row in
            rows[row].condition.map { $0.truth(in: before) == .yes } ?? true
        }
        return plan.drawn(shown, of: id, count: rows.count, seed: seed) { _ in false }.map(Item.Part.row)
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
