extension Program {
    /// A choice for every input: those that are given, and for the others the first cell that is permitted; where a limit is
    /// broken by what was filled in, the next that keeps it. Gives also which facts hold then.
    ///
    /// What was given keeps all rules as far as it matters, so a rule is only mended where nothing was given.
    /// Linear in the program, but for the limits that are mended.
    func completed(_ assignment: Assignment) -> (assignment: Assignment, holds: [Bool]) {
        var completion = Completion(self, assignment)
        for moment in course {
            switch moment {
            case .choose(let input): completion.choose(input)
            case .keep(let fact): completion.mend(fact)
            case .meet, .end: continue
            }
        }
        completion.evaluate(before: facts.count)
        return (completion.chosen, completion.holds)
    }
}

/// Fills a choice in, in the order of the interview. Facts are evaluated as far as they are needed: what a fact reads was
/// made before it.
private struct Completion {
    private let program: Program
    private let fixed: Assignment
    private(set) var chosen: Assignment
    private(set) var holds: [Bool]
    private var evaluated = 0
    /// The inputs chosen, and the facts evaluated, since a rule was last kept.
    private var recent: [InputID] = []
    private var recentFacts = 0

    /// How many inputs are changed to mend one rule.
    private static let mended = 200

    init(_ program: Program, _ fixed: Assignment) {
        self.program = program
        self.fixed = fixed
        chosen = fixed
        holds = [Bool](repeating: false, count: program.facts.count)
    }

    mutating func evaluate(before end: Int) {
        while evaluated < end {
            holds[evaluated] = program.holds(evaluated, holds, chosen)
            evaluated += 1
        }
    }

    mutating func choose(_ input: InputID) {
        recent.append(input)
        guard fixed[input] == nil else { return }
        let cells = program[input].cells
        chosen[input] =
            cells.indices.first { cell in
                guard let condition = cells[cell].condition else { return true }
                evaluate(before: Int(condition.position) + 1)
                return holds[Int(condition.position)]
            } ?? 0
    }

    mutating func mend(_ fact: FactID) {
        let end = Int(fact.position) + 1
        evaluate(before: end)
        defer {
            recent = []
            recentFacts = evaluated
        }
        guard !holds[end - 1] else { return }
        let open = recent.filter { fixed[$0] == nil }.prefix(Self.mended)
        for input in open where holds[Int(program[input].isMade.position)] {
            let before = chosen[input]
            for cell in program[input].cells.indices where cell != before {
                chosen[input] = cell
                again(to: end)
                if holds[end - 1] { return }
            }
            // One more of a set or a draw may not be enough by itself, and is with the next.
            chosen[input] = program[input].cells.count == 2 ? 1 : before
            again(to: end)
            if holds[end - 1] { return }
        }
    }

    private mutating func again(to end: Int) {
        for position in min(recentFacts, end)..<end {
            holds[position] = program.holds(position, holds, chosen)
        }
    }
}
