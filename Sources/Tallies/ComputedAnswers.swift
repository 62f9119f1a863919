public import SurveyModel

extension Survey {
    /// The answers of a response with every `let` computed, in the order of the survey's steps.
    ///
    /// A `let` in a block that did not happen, or after the ending that was taken, is *not asked*. Linear in
    /// the steps.
    public func completed(_ answers: [Answer]) -> [Answer] {
        var answers = answers
        while answers.count < variables.count { answers.append(.notAsked) }
        var blocks = BlockStates(self)
        for step in steps {
            guard blocks.happens(step.block, answers) else { continue }
            switch step.action {
            case .compute(let variable):
                guard case .computed(let formula) = self[variable].role else { continue }
                answers[variable.position] = formula.value(in: answers).map(Answer.answered) ?? .notAsked
            case .end: return answers
            case .ask, .check: continue
            }
        }
        return answers
    }
}

/// Which blocks of a survey happened, found out as steps in them are met.
private struct BlockStates {
    let blocks: [Block]
    /// Whether each block happens; nil is not yet known.
    var happens: [Bool?]
    /// Whether an arm or an earlier one of its chain was taken.
    var isTaken: [Bool]

    init(_ survey: Survey) {
        blocks = survey.blocks
        happens = [Bool?](repeating: nil, count: blocks.count)
        isTaken = [Bool](repeating: false, count: blocks.count)
    }

    /// Whether a block happens, with the answers given so far: see `Block`. Blocks are decided in the order
    /// of the file, in which a parent and the earlier arms stand before a block, so there is no recursion.
    mutating func happens(_ block: BlockID, _ answers: [Answer]) -> Bool {
        if let known = happens[block.position] { return known }
        var undecided: [BlockID] = []
        var pending = [block]
        while let next = pending.popLast() {
            guard happens[next.position] == nil else { continue }
            undecided.append(next)
            if let parent = blocks[next.position].parent { pending.append(parent) }
            if case .arm(_, let previous?) = blocks[next.position].kind { pending.append(previous) }
        }
        for next in undecided.sorted() { decide(next, answers) }
        return happens[block.position] ?? false
    }

    private mutating func decide(_ block: BlockID, _ answers: [Answer]) {
        var isActive = blocks[block.position].parent.map { happens[$0.position] == true } ?? true
        if case .arm(let condition, let previous) = blocks[block.position].kind {
            let wasTaken = previous.map { isTaken[$0.position] } ?? false
            isActive = isActive && !wasTaken && (condition.map { $0.truth(in: answers) == .yes } ?? true)
            isTaken[block.position] = wasTaken || isActive
        }
        happens[block.position] = isActive
    }
}
