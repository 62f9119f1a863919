/// A complete search: decides whether facts can hold, one by one, with what it learnt from those before.
///
/// It fills in what follows, guesses, and learns a clause from each contradiction; so it does well where conditions are
/// many and tangled, where a diagram grows too large. Facts that a choice already found shows, or one like it with one input
/// changed, cost next to nothing: chains and nested conditions take time that is linear in the survey, as a rule.
///
/// In the worst case the time is exponential in the inputs; the budget ends it. What is said never depends on time, on
/// the order of a dictionary, or on the machine.
public struct Search: Decider {
    private let network: Network
    private let program: Program
    private let budget: Budget
    private let reaches: [Int]
    private var solver: Solver
    private var changed: ChangedModel
    /// Choices that were found, without what holds with them.
    private var choices: [[Int32]] = []
    /// The latest of them, with what holds.
    private var recent: [(choice: Int, model: Model)] = []
    /// What is known of each literal.
    private var known: [Int32: Known] = [:]

    private enum Known {
        case impossible
        case shown(choice: Int)
        case shownBy(choice: Int, input: Int, becomes: Int)
    }

    /// Prepares a search in a program. Linear in the program.
    ///
    /// - Parameter budget: `steps` are counted for each call: one for each literal filled in and each gate added, and one
    ///   for each 16 facts that are evaluated.
    public init(_ program: Program, budget: Budget = Budget()) {
        self.init(program, budget: budget, reaches: [24, 120])
    }

    /// The same, with how many inputs back it looks before it looks at all.
    init(_ program: Program, budget: Budget = Budget(), reaches: [Int]) {
        self.reaches = reaches
        self.program = program
        self.budget = budget
        network = Network(program)
        solver = Solver(network)
        changed = ChangedModel(count: network.count)
        add([Int32](repeating: 0, count: program.inputs.count))
    }

    /// How many steps were taken since the beginning.
    public var steps: Int { solver.steps }

    public mutating func decide(_ fact: FactID) -> Decision {
        switch isPossible(fact) {
        case true?: .possible(witness(for: fact) ?? Assignment(count: program.inputs.count))
        case false?: .impossible
        case nil: .undecided
        }
    }

    public mutating func isPossible(_ fact: FactID) -> Bool? {
        let literal = network.literals[Int(fact.position)]
        look([literal], limit: solver.steps + max(0, budget.steps))
        return answer(literal)
    }

    /// Decides facts together, which is faster than one after the other: what was found for one is tried for all.
    ///
    /// The budget is that of the whole call. A sixteenth of it is spent on one fact at most, until all had their turn;
    /// then what is left of it is.
    public mutating func arePossible(_ facts: [FactID]) -> [Bool?] {
        let literals = facts.map { network.literals[Int($0.position)] }
        look(literals, limit: solver.steps + max(0, budget.steps))
        return literals.map(answer)
    }

    /// Decides facts together, each with a choice that makes it hold.
    ///
    /// The choices together are as long as there are inputs, times the facts.
    public mutating func decide(all facts: [FactID]) -> [Decision] {
        zip(facts, arePossible(facts)).map { fact, isPossible in
            switch isPossible {
            case true?: .possible(witness(for: fact) ?? Assignment(count: program.inputs.count))
            case false?: .impossible
            case nil: .undecided
            }
        }
    }

    /// A choice with which a fact holds that was found possible: few inputs, and few that are made; nil where it was not.
    ///
    /// No smallest one: it is made smaller as long as that is cheap.
    public mutating func witness(for fact: FactID) -> Assignment? {
        let literal = network.literals[Int(fact.position)]
        guard literal != 0 else { return Assignment(count: program.inputs.count) }
        let classes: [Int32]
        switch known[literal] {
        case .shown(let choice): classes = choices[choice]
        case .shownBy(let choice, let input, let becomes):
            var changed = choices[choice]
            changed[input] = Int32(becomes)
            classes = changed
        case .impossible, nil: return nil
        }
        return Witness(program, network).smaller(classes, for: literal)
    }

    private func answer(_ literal: Int32) -> Bool? {
        if literal < 2 { return literal == 0 }
        switch known[literal] {
        case .impossible: return false
        case .shown, .shownBy: return true
        case nil: return nil
        }
    }

    /// Looks for choices for literals that nothing is known of.
    private mutating func look(_ literals: [Int32], limit: Int) {
        var open: [Int32] = []
        var isOpen = Set<Int32>()
        for literal in literals where literal > 1 && known[literal] == nil && isOpen.insert(literal).inserted
        {
            if network.isUnknown.isEmpty || !network.isUnknown[Int(literal >> 1)] { open.append(literal) }
        }
        for (choice, model) in recent { note(&open, shownBy: model, choice) }
        // The latest first: what leads to the end of a survey shows most of it.
        var slice = max(1, (limit - solver.steps) / 16)
        for _ in 0..<2 {
            var later: [Int32] = []
            var index = open.count - 1
            while index >= 0 {
                let literal = open[index]
                index -= 1
                guard known[literal] == nil else { continue }
                if tryChanges(literal, limit: limit) { continue }
                switch solve(literal, limit: min(limit, solver.steps + slice)) {
                case .possible(let classes):
                    let choice = add(classes)
                    // A choice that does not show what it was found for would be a mistake of the search.
                    guard let model = recent.last?.model, model.holds(literal) else { continue }
                    known[literal] = .shown(choice: choice)
                    var rest = Array(open[..<(index + 1)])
                    note(&rest, shownBy: model, choice)
                    open.replaceSubrange(..<(index + 1), with: rest)
                    index = rest.count - 1
                case .impossible: known[literal] = .impossible
                case .undecided: later.append(literal)
                }
            }
            open = later.reversed()
            slice = limit
        }
    }

    private enum Outcome {
        case possible([Int32])
        case impossible
        case undecided
    }

    /// Searches for a choice: first for one that differs from the latest only in the last inputs that the literal reads, then
    /// in more of them, then for any.
    private mutating func solve(_ literal: Int32, limit: Int) -> Outcome {
        let last = Int(network.lastInput[Int(literal >> 1)])
        if let model = recent.last?.model {
            for reach in reaches where reach < last {
                let allowed = min(limit, solver.steps + 4_000)
                switch solver.solve(literal, limit: allowed, near: model, from: last - reach) {
                case .possible: return .possible(solver.classes(near: model, from: last - reach))
                case .impossible: return .impossible
                case .blocked:
                    // Whether it cannot be is often seen from near by.
                    guard reach == reaches[0] else { continue }
                    let answer = solver.solve(
                        literal, limit: min(limit, solver.steps + 1_000), near: model, from: last - reach,
                        isFree: true)
                    if case .impossible = answer { return .impossible }
                case .undecided: continue
                }
            }
        }
        switch solver.solve(literal, limit: limit) {
        case .possible: return .possible(solver.classes())
        case .impossible: return .impossible
        case .blocked, .undecided: return .undecided
        }
    }

    /// Notes what a model shows, and takes it off the list.
    private mutating func note(_ open: inout [Int32], shownBy model: Model, _ choice: Int) {
        solver.steps += open.count / 16
        open.removeAll { literal in
            guard model.holds(literal) else { return false }
            if known[literal] == nil { known[literal] = .shown(choice: choice) }
            return true
        }
    }

    /// Keeps a choice, and what holds with it.
    @discardableResult
    private mutating func add(_ classes: [Int32]) -> Int {
        choices.append(classes)
        solver.steps += network.count / 16
        if recent.count == 4 { recent.remove(at: 1) }
        recent.append((choices.count - 1, Model(classes, in: network)))
        return choices.count - 1
    }

    /// Tries the choices found last, each with one input changed that the literal reads close by.
    private mutating func tryChanges(_ literal: Int32, limit: Int) -> Bool {
        guard solver.steps < limit else { return false }
        var visits = 0
        defer { solver.steps += visits / 4 }
        let inputs = nearInputs(literal)
        for (choice, model) in recent.reversed() {
            for input in inputs {
                for other in 0..<min(16, Int(network.choices[input]))
                where other != Int(model.classes[input]) {
                    let holds = changed.holds(
                        literal, in: model, of: network, input: input, becomes: other, limit: 64,
                        visits: &visits)
                    if holds == true {
                        known[literal] = .shownBy(choice: choice, input: input, becomes: other)
                        return true
                    }
                    if visits > 512 { return false }
                }
            }
        }
        return false
    }

    /// A few inputs that a literal reads without much between.
    private func nearInputs(_ literal: Int32) -> [Int] {
        var inputs: [Int] = []
        var queue = [literal >> 1]
        var head = 0
        while head < queue.count && head < 24 && inputs.count < 4 {
            let variable = Int(queue[head])
            head += 1
            if network.owner[variable] >= 0 || network.secondGate[variable] >= 0 {
                let input = Int(network.lastInput[variable])
                if !inputs.contains(input) { inputs.append(input) }
            } else if network.sum[variable] >= 0 {
                for term in network.sums[Int(network.sum[variable])].terms.prefix(8) {
                    let input = Int(network.terms[term].input)
                    if input >= 0 && !inputs.contains(input) { inputs.append(input) }
                }
            } else if network.gate[variable] >= 0 {
                for place in network.places(ofGate: Int(network.gate[variable])).suffix(16) {
                    queue.append(network.operands[place] >> 1)
                }
            }
        }
        return inputs
    }
}

extension Solver {
    /// The class that each input has. What does not matter has its first class, or that of a model, if it can; what is
    /// before `from` has that of the model.
    func classes(near model: Model? = nil, from: Int = 0) -> [Int32] {
        network.firstVariable.indices.map { input in
            let usual = model?.classes[input] ?? 0
            guard input >= from else { return usual }
            var open: Int32?
            for choice in 0..<network.choices[input] {
                let now = value[Int(network.literal(input, Int(choice)))]
                if now > 0 { return choice }
                if now == 0 && (open == nil || choice == usual) { open = choice }
            }
            return open ?? 0
        }
    }
}
