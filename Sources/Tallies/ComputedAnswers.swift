public import SurveyModel

extension Survey {
    /// The answers of a response with every `let` computed, in the order of the survey's steps.
    ///
    /// A `let` in a block that did not happen, or after the ending that was taken, is *not asked*. Of units that were
    /// drawn, those happened in which anything was asked. Linear in the steps.
    public func completed(_ answers: [Answer]) -> [Answer] {
        var answers = answers
        while answers.count < variables.count { answers.append(.notAsked) }
        var blocks = BlockStates(self, answers)
        for (position, step) in steps.enumerated() {
            guard position < blocks.stop else { break }
            guard !blocks.isDead(position), blocks.happens(step.block, answers) else { continue }
            switch step.action {
            case .compute(let variable, let index):
                guard case .computed(let formulas) = self[variable].role, formulas.indices.contains(index)
                else { continue }
                answers[variable.position] =
                    formulas[index].value(in: answers).map(Answer.answered) ?? .notAsked
            case .end: blocks.end(in: step.block, at: position)
            case .ask, .check, .draw: continue
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
    /// How many of the steps before each position asked something that the answers hold; empty if no collection
    /// shuffles or draws.
    let asked: [Int]
    /// How many steps before each position ask at all; empty likewise.
    let asking: [Int]
    /// Where the steps stop.
    private(set) var stop: Int
    /// Whether an ending was taken: of the units behind it, only those that hold an answer happened.
    private var hasEnded = false
    /// The steps before `stop` that cannot have happened, since they follow the ending; the next ones last.
    private var dead: [Range<Int>] = []

    init(_ survey: Survey, _ answers: [Answer]) {
        blocks = survey.blocks
        stop = survey.steps.count
        happens = [Bool?](repeating: nil, count: blocks.count)
        isTaken = [Bool](repeating: false, count: blocks.count)
        let isOrderOpen = blocks.contains { block in
            if case .collection(let isShuffled, let draw) = block.kind {
                isShuffled || draw != nil
            } else {
                false
            }
        }
        guard isOrderOpen else {
            (asked, asking) = ([], [])
            return
        }
        var asked = [0]
        var asking = [0]
        for step in survey.steps {
            var (isAnswered, asks) = (false, false)
            if case .ask(let question) = step.action {
                let variables = survey[question].variables
                asks = !variables.isEmpty
                isAnswered = variables.contains { answers.answer(of: $0) != .notAsked }
            }
            asked.append(asked[asked.count - 1] + (isAnswered ? 1 : 0))
            asking.append(asking[asking.count - 1] + (asks ? 1 : 0))
        }
        self.asked = asked
        self.asking = asking
    }

    /// Takes an ending. Within a collection that shuffles, units that stand behind it may have come before it; else
    /// nothing follows.
    mutating func end(in block: BlockID, at position: Int) {
        guard !hasEnded else { return }
        hasEnded = true
        stop = position
        var next: BlockID? = block
        while let current = next {
            let block = blocks[current.position]
            switch block.kind {
            case .unit where stop < block.steps.upperBound: dead.append(stop..<block.steps.upperBound)
            case .collection(true, _): stop = max(stop, block.steps.upperBound)
            default: break
            }
            next = block.parent
        }
        dead.reverse()
    }

    /// Whether a step follows the ending in a unit around it. Steps are asked about in their order, in which the ranges
    /// stand too.
    mutating func isDead(_ position: Int) -> Bool {
        while let range = dead.last, range.upperBound <= position { dead.removeLast() }
        return dead.last?.contains(position) ?? false
    }

    private func isAsked(_ steps: Range<Int>) -> Bool { count(asked, steps) > 0 }

    private func count(_ sums: [Int], _ steps: Range<Int>) -> Int {
        guard steps.lowerBound >= 0, steps.upperBound < sums.count else { return 0 }
        return sums[steps.upperBound] - sums[steps.lowerBound]
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

    private mutating func decide(_ id: BlockID, _ answers: [Answer]) {
        let block = blocks[id.position]
        var isActive = block.parent.map { happens[$0.position] == true } ?? true
        switch block.kind {
        case .arm(let condition, let previous):
            let wasTaken = previous.map { isTaken[$0.position] } ?? false
            isActive = isActive && !wasTaken && (condition.map { $0.truth(in: answers) == .yes } ?? true)
            isTaken[id.position] = wasTaken || isActive
        case .unit(let condition):
            guard isActive else { break }
            // What was drawn is not recorded, but what was asked is: a unit that asks was drawn if it holds an answer.
            if (isDrawn(block) || hasEnded) && count(asking, block.steps) > 0 {
                isActive = isAsked(block.steps)
            } else {
                isActive = !hasEnded && condition.map { $0.truth(in: answers) == .yes } ?? true
            }
        case .root, .page, .collection: break
        }
        happens[id.position] = isActive
    }

    private func isDrawn(_ unit: Block) -> Bool {
        guard let parent = unit.parent, case .collection(_, let draw?) = blocks[parent.position].kind else {
            return false
        }
        return draw >= 0
    }
}
