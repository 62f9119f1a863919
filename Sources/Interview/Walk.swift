internal import SurveyModel

// How an interview moves through the steps: forward to the next item, and back to one that was passed.

extension Interview {
    /// Begins at the first step.
    mutating func begin(_ effects: inout [Effect]) {
        arrive()
        walk(&effects)
    }

    /// Goes on from the current step until something has to be asked, said, or is over.
    mutating func walk(_ effects: inout [Effect]) {
        while step < plan.survey.steps.count {
            let current = plan.survey.steps[step]
            if active[current.block.position] {
                switch current.action {
                case .ask(let question):
                    parts = openingParts(of: question)
                    place = 0
                    if !parts.isEmpty {
                        askCurrent(&effects)
                        return
                    }
                case .compute(let variable, let index):
                    if case .computed(let formulas) = plan.survey[variable].role,
                        formulas.indices.contains(index)
                    {
                        hold(
                            formulas[index].value(in: visible).map(Answer.answered) ?? .notAsked, in: variable
                        )
                    }
                case .draw(let variable):
                    draw(variable, &effects)
                case .check(let check):
                    if mustFire(check) {
                        phase = .checking(check)
                        effects.append(fire(check))
                        return
                    }
                case .end(let ending):
                    finish(plan.survey[ending].disposition, ending, &effects)
                    return
                }
            }
            advance()
        }
        finish(.complete, nil, &effects)
    }

    /// Goes on from a check that is overridden.
    mutating func pass(_ effects: inout [Effect]) {
        advance()
        walk(&effects)
    }

    /// Commits an answer to the current item and goes on. No to consent ends the interview and leaves nothing.
    mutating func commit(_ answer: Answer, to item: Item, _ effects: inout [Effect]) {
        if isConsent(item), answer != .answered(.yesno(true)) {
            refuse(item, &effects)
            return
        }
        let mark = trail.count
        if isWithholding { release(&effects) }
        if case .amount = item.part {
            for variable in variables(of: item, answered: answer) { keep(answer, in: variable, &effects) }
        } else if let variable = item.variable {
            keep(answer, in: variable, &effects)
        }
        history.append(Passed(step: step, part: item.part, mark: mark))
        moveOn(from: item, &effects)
    }

    private mutating func keep(_ answer: Answer, in variable: VariableID, _ effects: inout [Effect]) {
        hold(answer, in: variable)
        guard kept[variable.position] != answer else { return }
        kept[variable.position] = answer
        effects.append(.record(variable, answer))
    }

    /// Goes on from a note.
    mutating func pass(_ item: Item, _ effects: inout [Effect]) {
        history.append(Passed(step: step, part: item.part, mark: trail.count))
        moveOn(from: item, &effects)
    }

    /// Goes on to a text that the answer opens, to the next row or part, or to the next step.
    private mutating func moveOn(from item: Item, _ effects: inout [Effect]) {
        switch item.part {
        case .whole: parts = [.whole] + openedTexts(of: item.question)
        case .amount where item.variable.map { visible.answer(of: $0).missing != nil } ?? false:
            // Whoever leaves the first part out leaves the question out.
            parts = [item.part]
        case .row, .specify, .amount: break
        }
        place += 1
        if place < parts.count {
            askCurrent(&effects)
        } else {
            advance()
            walk(&effects)
        }
    }

    /// Goes back to an item that was passed; what lies after it is hidden until it is reached again.
    mutating func goBack(to target: Int, _ effects: inout [Effect]) {
        guard history.indices.contains(target) else {
            effects.append(.atStart)
            if case .finished = phase { return }
            if let item { effects.append(ask(item)) }
            return
        }
        let goal = history[target]
        history.removeSubrange(target...)
        while trail.count > goal.mark { visible[trail.removeLast().position] = .notAsked }
        let isSameQuestion = step == goal.step
        step = goal.step
        if case .ask(let question) = survey.steps[step].action {
            if !isSameQuestion { parts = openingParts(of: question) }
            switch goal.part {
            case .whole, .specify: parts = [.whole] + openedTexts(of: question)
            case .row, .amount: break
            }
        }
        place = parts.firstIndex(of: goal.part) ?? 0
        askCurrent(&effects)
    }

    /// Everything that holds if the interview ends now: above the current item, and further on what was answered before
    /// the respondent went back and would still be asked. Linear.
    func settledAnswers() -> [Answer] {
        var copy = self
        var effects: [Effect] = []
        copy.isSettling = true
        if case .ready = phase { copy.begin(&effects) }
        while true {
            effects.removeAll(keepingCapacity: true)
            switch copy.phase {
            case .ready, .finished:
                return copy.visible
            case .checking:
                copy.pass(&effects)
            case .asking(let item):
                if let present = item.present {
                    for variable in copy.variables(of: item, answered: present) {
                        copy.hold(present, in: variable)
                    }
                } else if isConsent(item) {
                    return copy.visible
                }
                copy.moveOn(from: item, &effects)
            }
        }
    }

    /// Lets an answer hold until the respondent goes back before it.
    mutating func hold(_ answer: Answer, in variable: VariableID) {
        visible[variable.position] = answer
        trail.append(variable)
    }

    private mutating func finish(_ disposition: Disposition, _ ending: EndingID?, _ effects: inout [Effect]) {
        phase = .finished(disposition, ending)
        if let text = ending.flatMap({ survey[$0].text }) { shown(text) }
        effects.append(.finished(disposition, ending))
    }
}

// Consent, and what is drawn before it.

extension Interview {
    func isConsent(_ item: Item) -> Bool {
        guard plan.consent != nil, item.part == .whole else { return false }
        return plan.survey.questions[item.question.position].kind == .consent
    }

    /// Ends an interview that nobody agreed to: everything answered is forgotten, and nothing is recorded.
    private mutating func refuse(_ item: Item, _ effects: inout [Effect]) {
        kept = [Answer](repeating: .notAsked, count: kept.count)
        overridden = [:]
        isWithholding = true
        history.append(Passed(step: step, part: item.part, mark: trail.count))
        finish(.refused, plan.refusal, &effects)
    }

    /// Draws the arm of a split, and has it recorded, though not before consent is given.
    ///
    /// An arm that was fixed, or recorded by an interview that is resumed, is taken as it is. What an interview that ends
    /// now would still reach is not drawn: a response holds an arm only where somebody met it.
    private mutating func draw(_ variable: VariableID, _ effects: inout [Effect]) {
        let before = kept[variable.position]
        if isSettling {
            if before != .notAsked { hold(before, in: variable) }
            return
        }
        let isKept = before.value.map { survey.accept($0, in: survey[variable].domain).isSuccess } ?? false
        let arm =
            fixed[variable] ?? (isKept ? before : .answered(.option(plan.arm(of: variable, seed: seed))))
        hold(arm, in: variable)
        if let consent = plan.consent, step < consent {
            isWithholding = true
        } else if before != arm {
            kept[variable.position] = arm
            effects.append(.record(variable, arm))
        }
    }

    /// Records the arms that were drawn before anything might be recorded.
    private mutating func release(_ effects: inout [Effect]) {
        isWithholding = false
        for variable in plan.splits {
            let arm = visible.answer(of: variable)
            guard arm != .notAsked, arm != kept[variable.position] else { continue }
            kept[variable.position] = arm
            effects.append(.record(variable, arm))
        }
    }
}

// Which blocks happen, and which step follows.

extension Interview {
    /// What follows a unit that a collection has chosen.
    struct Link: Sendable {
        /// The unit that comes next, if there is one.
        var next: Int?
        /// How many items those after it have.
        var after: Ways
    }

    /// Goes to the step that follows the current one, and decides about the blocks that begin there.
    private mutating func advance() {
        let unit = plan.collections.isEmpty ? Collections.none : plan.collections.ending[step]
        if unit < 0 {
            step += 1
            arrive()
        } else if let next = links[unit]?.next {
            arrive(from: enter(next))
        } else {
            arrive(from: leave(collectionOf: unit))
        }
    }

    /// Decides about the blocks that begin at the current step, which moves on where a collection begins there.
    ///
    /// Each block is decided when the walk comes to its first step, and nothing that it depends on changes before the
    /// respondent goes back before it: so nothing need be undone, and a walk in a drawn order costs what a straight one
    /// does.
    private mutating func arrive(from block: Int? = nil) {
        var position = block ?? (step > 0 ? plan.blocksBegun[step - 1] : 0)
        while step < plan.blocksBegun.count, position < plan.blocksBegun[step] {
            let block = plan.survey.blocks[position]
            let isInActive = block.parent.map { $0.position < position && active[$0.position] } ?? true
            switch block.kind {
            case .root, .page:
                active[position] = isInActive
            case .arm(let condition, let previous):
                let isTaken = previous.map { $0.position < position && taken[$0.position] } ?? false
                let isChosen =
                    isInActive && !isTaken && condition.map { $0.truth(in: visible) == .yes } ?? true
                active[position] = isChosen
                taken[position] = isTaken || isChosen
            case .unit:
                // One that was chosen is entered from its collection.
                active[position] = false
            case .collection:
                active[position] = isInActive
                if let collection = plan.collections.members[position] {
                    let first = isInActive ? open(collection) : nil
                    position = first.map { enter($0) } ?? leave(position)
                    continue
                }
            }
            position += 1
        }
    }

    /// Chooses the units of a collection and their order; gives the first that has something in it.
    private mutating func open(_ collection: Collections.Collection) -> Int? {
        let chosen = plan.chosen(of: collection, seed: seed) { unit in
            guard case .unit(let condition?) = plan.survey.blocks[unit].kind else { return true }
            return condition.truth(in: visible) == .yes
        }
        var next: Int?
        var after = Ways.none
        for unit in chosen.reversed() where !plan.survey.blocks[unit].steps.isEmpty {
            links[unit] = Link(next: next, after: after)
            after = (plan.burden.unit[unit] ?? .none).then(after)
            next = unit
        }
        return next
    }

    /// Goes to a chosen unit; gives the block from which on it is to be decided.
    private mutating func enter(_ unit: Int) -> Int {
        active[unit] = true
        step = plan.survey.blocks[unit].steps.lowerBound
        return unit + 1
    }

    private mutating func leave(collectionOf unit: Int) -> Int {
        leave(plan.survey.blocks[unit].parent?.position ?? 0)
    }

    /// Goes to what follows a collection, which may be the next unit of one around it; gives the block from which on it is
    /// to be decided.
    private mutating func leave(_ collection: Int) -> Int {
        var collection = collection
        while true {
            let end = plan.survey.blocks[collection].steps.upperBound
            guard let outer = plan.collections.members[collection]?.outer, outer >= 0,
                plan.survey.blocks[outer].steps.upperBound == end
            else {
                step = end
                return end > 0 ? plan.blocksBegun[end - 1] : 0
            }
            if let next = links[outer]?.next { return enter(next) }
            collection = plan.survey.blocks[outer].parent?.position ?? 0
        }
    }

    /// How many items there are after the current step.
    var waysOn: Ways {
        let block = plan.survey.steps[step].block
        var ways = plan.burden.ways(from: plan.burden.next[step], in: block)
        guard !plan.collections.isEmpty else { return ways }
        var unit = plan.collections.around[block.position]
        while unit >= 0, let link = links[unit], let collection = plan.survey.blocks[unit].parent {
            let exit = plan.burden.exit[collection.position] ?? plan.survey.steps.count
            ways = ways.then(link.after).then(plan.burden.ways(from: exit, in: collection))
            unit = plan.collections.members[collection.position]?.outer ?? Collections.none
        }
        return ways
    }
}

extension Interview {
    /// Whether a check stops the interview: it is false, was not overridden on these answers, and somebody can still
    /// change what it reads. One over givens alone cannot be mended by the respondent and is passed.
    private func mustFire(_ check: CheckID) -> Bool {
        guard survey[check].condition.truth(in: visible) == .no else { return false }
        if let before = overridden[check], before == readings(of: check) { return false }
        return !history.isEmpty && returnPlace(of: check) != nil
    }

    /// The effect of a check that fires.
    mutating func fire(_ check: CheckID) -> Effect {
        shown(survey[check].text)
        let question = returnPlace(of: check).flatMap { place -> QuestionID? in
            guard case .ask(let question) = survey.steps[history[place].step].action else { return nil }
            return question
        }
        return .check(check, isSoft: survey[check].isSoft, returnsTo: question)
    }

    /// The answers that a check reads.
    func readings(of check: CheckID) -> [Answer] {
        survey[check].condition.variables.map(visible.answer(of:))
    }

    /// The last passed item that a check reads, through computed values too.
    func returnPlace(of check: CheckID) -> Int? {
        var reads: Set<VariableID> = []
        var open = survey[check].condition.variables
        while let variable = open.popLast() {
            guard survey.variables.indices.contains(variable.position), reads.insert(variable).inserted else {
                continue
            }
            if case .computed(let formulas) = survey[variable].role { open += formulas.flatMap(\.variables) }
        }
        return history.lastIndex { variables(of: $0).contains(where: reads.contains) }
    }
}

extension Result {
    /// Whether it is a success.
    var isSuccess: Bool { if case .success = self { true } else { false } }
}
