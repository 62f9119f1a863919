internal import Interview
internal import RoutingProof
internal import SurveyModel

extension Respondent {
    /// Notes what was gone through. Linear in the survey.
    func noteVisits(in visits: inout Visits) {
        let filledIn = filledInValues()
        func manner(_ reads: [VariableID]) -> Visits.Manner {
            reads.contains(where: filledIn.contains) ? .filledIn : .explicit
        }
        for item in path { noteVisit(item, in: &visits) }
        let around = noteBlocks(in: &visits, manner)
        for (index, step) in survey.steps.enumerated()
        where interview.hasReached(step: index) && interview.happens(step.block) {
            switch step.action {
            case .check(let check):
                let manner = manner(survey[check].condition.variables)
                if didFire(check) {
                    visits.note(.fired(check), manner)
                } else if survey[check].condition.truth(in: interview) != .no {
                    visits.note(.passed(check), manner)
                }
            case .ask(let question):
                let before = AnswersBefore(question: question, respondent: self)
                for place in survey.conditionPlaces(of: question, survey[question]) {
                    guard let condition = survey.condition(at: place) else { continue }
                    let isTrue = condition.truth(in: before) == .yes
                    visits.note(isTrue ? .holds(place) : .fails(place), manner(condition.variables))
                }
            case .compute, .draw, .end: continue
            }
        }
        noteEnd(in: &visits, around)
    }

    /// Notes which arms happened and which conditions of blocks were true. Gives for each block whether it, and all around
    /// it, comes from what tests say.
    private func noteBlocks(in visits: inout Visits, _ manner: ([VariableID]) -> Visits.Manner)
        -> [Visits.Manner]
    {
        var around: [Visits.Manner] = []
        // For arms: how the conditions up to here were read, and whether one of them was true.
        var chain: [Visits.Manner] = []
        var isTaken: [Bool] = []
        for (position, block) in survey.blocks.enumerated() {
            let id = BlockID(position)
            let parent = block.parent.flatMap { $0.position < position ? $0 : nil }
            let isReached = interview.hasReached(step: block.steps.lowerBound)
            let isInActive = isReached && (parent.map(interview.happens) ?? true)
            var own = Visits.Manner.explicit
            var wasTaken = false
            switch block.kind {
            case .arm(let condition, let previous):
                let earlier = previous.flatMap { $0.position < position ? $0.position : nil }
                // `else` happens because of what the arms before it read.
                own = min(
                    condition.map { manner($0.variables) } ?? .explicit,
                    earlier.map { chain[$0] } ?? .explicit)
                wasTaken = earlier.map { isTaken[$0] } ?? false
                if interview.happens(id) {
                    visits.note(.arm(id), own)
                } else if condition != nil, isInActive, !wasTaken {
                    visits.note(.fails(.block(id)), own)
                }
                wasTaken = wasTaken || interview.happens(id)
            case .unit(let condition?):
                own = manner(condition.variables)
                // All units of a collection are looked at as the collection is reached.
                if parent.map(interview.happens) ?? true {
                    let isTrue = condition.truth(in: interview) == .yes
                    visits.note(isTrue ? .holds(.block(id)) : .fails(.block(id)), own)
                }
            case .root, .page, .collection, .unit: break
            }
            chain.append(own)
            isTaken.append(wasTaken)
            around.append(min(own, parent.map { around[$0.position] } ?? .explicit))
        }
        return around
    }

    /// Notes how the interview ended, and what it passed over until then.
    private func noteEnd(in visits: inout Visits, _ around: [Visits.Manner]) {
        guard case .finished(let disposition, let ending) = interview.phase else { return }
        let end = ending.flatMap { ending in survey.steps.first { $0.action == .end(ending) } }
        let manner = end.map { around[$0.block.position] } ?? .explicit
        if let ending { visits.note(.ending(ending), manner) }
        if disposition == .refused { noteRefusal(in: &visits) }
        let asked = Set(path.map(\.question))
        for (index, step) in survey.steps.enumerated() {
            guard case .ask(let question) = step.action, !asked.contains(question) else { continue }
            // Either something around it did not happen, or the interview ended before it.
            let isBefore = interview.hasReached(step: index)
            visits.note(.passedOver(question), isBefore ? around[step.block.position] : manner)
        }
    }

    /// The no to consent, which is asked for and not kept.
    private func noteRefusal(in visits: inout Visits) {
        guard let item = path.last, survey[item.question].kind == .consent else { return }
        let isFilledIn = item.variable.map(filled.contains) ?? false
        visits.note(.option(item.question, 0), isFilledIn ? .filledIn : .explicit)
    }

    /// Everything that comes from what was filled in, also by way of a `let`. One pass: a `let` reads what stands above.
    private func filledInValues() -> Set<VariableID> {
        var found = filled.filter { answer($0) != .notAsked }
        for step in survey.steps {
            guard case .compute(let variable, let index) = step.action,
                case .computed(let formulas) = survey[variable].role, formulas.indices.contains(index),
                answer(variable) != .notAsked
            else { continue }
            if formulas[index].variables.contains(where: found.contains) { found.insert(variable) }
        }
        return found
    }

    private func noteVisit(_ item: Interview.Item, in visits: inout Visits) {
        let manner: Visits.Manner =
            item.variable.map { filled.contains($0) ? .filledIn : .explicit } ?? .explicit
        visits.note(.question(item.question), manner)
        guard let variable = item.variable else { return }
        if survey[variable].name != survey[item.question].name { visits.note(.part(variable), manner) }
        switch answer(variable).value {
        case .option(let option)?: visits.note(.option(item.question, option), manner)
        case .options(let options)?:
            for option in options { visits.note(.option(item.question, option), manner) }
            let chosen = Set(options)
            for option in item.options where survey[item.question].isSet && !chosen.contains(option) {
                visits.note(.left(item.question, option), manner)
            }
        case .order(let options)?:
            for option in options { visits.note(.option(item.question, option), manner) }
        case .yesno(let yes)?: visits.note(.option(item.question, yes ? 1 : 0), manner)
        default: break
        }
    }
}

/// The answers above a question, its own left out: what its options and rows may depend on.
private struct AnswersBefore: AnswerSource {
    var question: QuestionID
    var respondent: Respondent

    func answer(of variable: VariableID) -> Answer {
        let survey = respondent.survey
        let isOwn =
            survey.variables.indices.contains(variable.position) && survey[variable].question == question
        return isOwn ? .notAsked : respondent.answer(variable)
    }
}

extension Survey {
    /// What the conditions around an ending read.
    func readAround(_ ending: EndingID) -> [VariableID] {
        steps.first { $0.action == .end(ending) }.map { readAround($0.block) } ?? []
    }

    /// What decides whether a question is asked: the conditions around it, and the answers that its options come from.
    func readAround(_ id: QuestionID) -> [VariableID] {
        var reads: [VariableID] = []
        for step in steps where step.action == .ask(id) { reads += readAround(step.block) }
        for rule in self[id].carried {
            switch rule {
            case .chosen(let variable), .exceptChosen(let variable): reads.append(variable)
            case .except: continue
            }
        }
        for place in conditionPlaces(of: id, self[id]) { reads += condition(at: place)?.variables ?? [] }
        return reads
    }

    /// Whether something other than an ending decides about a question.
    func isConditional(_ id: QuestionID) -> Bool {
        steps.contains { $0.action == .ask(id) && !readAround($0.block).isEmpty }
            || self[id].carried.contains { if case .except = $0 { false } else { true } }
    }

    /// Whether something other than an ending decides about a row, a part or the text of an option.
    func isConditional(part variable: VariableID) -> Bool {
        guard let id = self[variable].question else { return false }
        if isConditional(id) { return true }
        switch self[variable].role {
        case .row(_, let row): return condition(at: .row(id, row)) != nil || self[id].draw != nil
        case .amount(_, let option): return condition(at: .option(id, option)) != nil
        case .specify: return true
        case .answer, .given, .computed, .split, .today: return false
        }
    }

    /// What the conditions of a block, of the arms before it and of what is around it read.
    func readAround(_ block: BlockID) -> [VariableID] {
        var reads: [VariableID] = []
        var block: BlockID? = block
        while let next = block {
            switch self[next].kind {
            case .arm(let condition, let previous):
                reads += condition?.variables ?? []
                // Each arm before it leads to the one before that, and all have the same parent.
                var earlier = previous
                while let arm = earlier, case .arm(let condition, let before) = self[arm].kind {
                    reads += condition?.variables ?? []
                    earlier = before
                }
            case .unit(let condition?): reads += condition.variables
            case .root, .page, .collection, .unit: break
            }
            block = self[next].parent
        }
        return reads
    }
}
