/// A choice of a cell for inputs.
public struct Assignment: Hashable, Sendable {
    /// For each input its cell, or -1 where it does not matter.
    public var cells: [Int32]

    /// Makes an assignment.
    public init(cells: [Int32]) { self.cells = cells }

    /// Nothing chosen.
    public init(count: Int) { cells = [Int32](repeating: -1, count: count) }

    /// The cell of an input; nil where it does not matter.
    public subscript(_ input: InputID) -> Int? {
        get {
            let cell = cells[Int(input.position)]
            return cell < 0 ? nil : Int(cell)
        }
        set { cells[Int(input.position)] = newValue.map { Int32($0) } ?? -1 }
    }
}

extension Program {
    /// Which facts hold for a choice of cells: the meaning of a program. An input left out counts as its first cell.
    ///
    /// Linear in the program.
    public func evaluate(_ assignment: Assignment) -> [Bool] {
        var holds = [Bool](repeating: false, count: facts.count)
        for position in facts.indices { holds[position] = self.holds(position, holds, assignment) }
        return holds
    }

    /// Whether one fact holds, when it is known of those before it.
    func holds(_ position: Int, _ holds: [Bool], _ assignment: Assignment) -> Bool {
        switch facts[position] {
        case .never: return false
        case .always: return true
        case .cell(let input, let set): return set.contains(assignment[input] ?? 0)
        case .not(let inner): return !holds[Int(inner.position)]
        case .and(let run): return operands(run).allSatisfy { holds[Int($0.position)] }
        case .or(let run): return operands(run).contains { holds[Int($0.position)] }
        case .reason(_, let inner): return holds[Int(inner.position)]
        case .sum(let index):
            let sum = sums[Int(index)]
            var total = 0
            for term in sum.terms where holds[Int(term.when.position)] {
                total += term.weights[term.input.flatMap { assignment[$0] } ?? 0]
            }
            return total >= sum.atLeast
        }
    }
}

/// How much work may be spent before something is called undecided. Counted in nodes and steps, never in seconds:
/// verdicts must not differ by machine.
public struct Budget: Hashable, Sendable {
    /// Nodes of diagrams that may be alive together, which bounds memory.
    public var nodes: Int
    /// Steps of one search.
    public var steps: Int

    /// Makes a budget.
    public init(nodes: Int = 2_000_000, steps: Int = 20_000_000) {
        self.nodes = nodes
        self.steps = steps
    }
}

/// What is known of a claim.
public enum Decision: Hashable, Sendable {
    /// It happens, with these choices.
    case possible(Assignment)
    /// It cannot happen.
    case impossible
    /// The budget was used up.
    case undecided
}
