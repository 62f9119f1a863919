internal import SurveyModel

// How an interview moves through the steps: forward to the next item, and back to one that was passed.

extension Interview {
    /// Goes on from the current step until something has to be asked, said, or is over.
    mutating func walk(_ effects: inout [Effect]) {
        while step < plan.survey.steps.count {
            settleBlocks()
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
                case .compute(let variable):
                    if case .computed(let formula) = plan.survey[variable].role {
                        visible[variable.position] =
                            formula.value(in: visible).map(Answer.answered) ?? .notAsked
                    }
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
            step += 1
        }
        finish(.complete, nil, &effects)
    }

    /// Commits an answer to the current item and goes on.
    mutating func commit(_ answer: Answer, to item: Item, _ effects: inout [Effect]) {
        if let variable = item.variable {
            visible[variable.position] = answer
            if kept[variable.position] != answer {
                kept[variable.position] = answer
                effects.append(.record(variable, answer))
            }
        }
        pass(item, &effects)
    }

    /// Goes on from the current item, to a text that its answer opens, to the next row, or to the next step.
    mutating func pass(_ item: Item, _ effects: inout [Effect]) {
        history.append(Passed(step: step, part: item.part))
        moveOn(from: item, &effects)
    }

    private mutating func moveOn(from item: Item, _ effects: inout [Effect]) {
        if item.part == .whole { parts = [.whole] + openedTexts(of: item.question) }
        place += 1
        if place < parts.count {
            askCurrent(&effects)
        } else {
            step += 1
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
        for passed in history[target...] {
            if let variable = variable(of: passed) { visible[variable.position] = .notAsked }
        }
        let goal = history[target]
        history.removeSubrange(target...)
        for later in goal.step..<min(step + 1, survey.steps.count) {
            if case .compute(let variable) = survey.steps[later].action {
                visible[variable.position] = .notAsked
            }
        }
        let isSameQuestion = step == goal.step
        step = goal.step
        let begun = plan.blocksBegun[step]
        if active.count > begun {
            active.removeSubrange(begun...)
            taken.removeSubrange(begun...)
        }
        if case .ask(let question) = survey.steps[step].action {
            if !isSameQuestion { parts = openingParts(of: question) }
            if !survey[question].specify.isEmpty { parts = [.whole] + openedTexts(of: question) }
        }
        place = parts.firstIndex(of: goal.part) ?? 0
        askCurrent(&effects)
    }

    /// Everything that holds if the interview ends now: above the current item, and further on what was answered before
    /// the respondent went back and would still be asked. Linear.
    func settledAnswers() -> [Answer] {
        var copy = self
        var effects: [Effect] = []
        if case .ready = phase { copy.walk(&effects) }
        while true {
            effects.removeAll(keepingCapacity: true)
            switch copy.phase {
            case .ready, .finished:
                return copy.visible
            case .checking:
                copy.step += 1
                copy.walk(&effects)
            case .asking(let item):
                if let variable = item.variable, let present = item.present {
                    copy.visible[variable.position] = present
                }
                copy.moveOn(from: item, &effects)
            }
        }
    }

    /// Decides about the blocks that begin at the current step or before.
    private mutating func settleBlocks() {
        while active.count < plan.blocksBegun[step] {
            let position = active.count
            let block = plan.survey.blocks[position]
            let isInActive = block.parent.map { $0.position < position && active[$0.position] } ?? true
            var isChosen = isInActive
            var isTaken = false
            if case .arm(let condition, let previous) = block.kind {
                isTaken = previous.map { $0.position < position && taken[$0.position] } ?? false
                isChosen = isInActive && !isTaken && condition.map { $0.truth(in: visible) == .yes } ?? true
            }
            active.append(isChosen)
            taken.append(isTaken || isChosen)
        }
    }

    private mutating func finish(_ disposition: Disposition, _ ending: EndingID?, _ effects: inout [Effect]) {
        phase = .finished(disposition, ending)
        if let text = ending.flatMap({ survey[$0].text }) { shown(text) }
        effects.append(.finished(disposition, ending))
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
            if case .computed(let formula) = survey[variable].role { open += formula.variables }
        }
        return history.lastIndex { passed in variable(of: passed).map(reads.contains) ?? false }
    }
}
