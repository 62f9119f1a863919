/// The diagram of a sum: made directly, from what is still to be reached after each term.
///
/// A state after some terms is the threshold less what they brought. It is *true* or *false* as soon as the bounds of the
/// other terms say so, and is rounded to what they can add up to. So 200 questions with yes or no take 200 rows of at most 120
/// nodes for "120 or more", whatever the questions are. Eén and Sörensson, "Translating Pseudo-Boolean Constraints
/// into SAT" (2006).
struct SumDiagram {
    /// A term with what guards it beside the input itself.
    private struct Guarded {
        var input: InputID?
        var weights: [Int]
        var guards: [FactID]
    }

    private var terms: [Guarded] = []
    /// What guards all terms.
    private var common: [FactID] = []
    private let atLeast: Int

    /// Takes apart where terms count: what looks at the term's own input becomes part of its weights, and what all terms
    /// need is asked once.
    init(_ sum: Sum, in program: Program) {
        atLeast = sum.atLeast
        for term in sum.terms {
            var guarded = Guarded(input: term.input, weights: term.weights, guards: [])
            let parts = Self.parts(of: term.when, in: program)
            if term.input == nil,
                let input = parts.compactMap({ Self.read($0, in: program)?.input }).max()
            {
                // A number that counts for some cells of an input, as weights of that: the latest, the others decide
                // whether that is asked.
                guarded.input = input
                guarded.weights = [Int](
                    repeating: term.weights[0], count: max(1, program[input].cells.count))
            }
            for fact in parts {
                let read = Self.read(fact, in: program)
                if let read, read.input == guarded.input {
                    for cell in guarded.weights.indices where read.cells.contains(cell) == read.isNot {
                        guarded.weights[cell] = 0
                    }
                } else if fact != .always {
                    guarded.guards.append(fact)
                }
            }
            if guarded.guards.contains(.never) || guarded.weights.allSatisfy({ $0 == 0 }) { continue }
            terms.append(guarded)
        }
        guard let first = terms.first else { return }
        var shared = Set(first.guards)
        for term in terms.dropFirst() where !shared.isEmpty { shared.formIntersection(term.guards) }
        if shared.isEmpty { return }
        common = first.guards.filter { shared.contains($0) }
        for term in terms.indices { terms[term].guards.removeAll { shared.contains($0) } }
    }

    /// The facts whose diagrams the sum is made of.
    static func facts(of sum: Sum, in program: Program) -> [FactID] {
        let parts = SumDiagram(sum, in: program)
        return parts.common + parts.terms.flatMap(\.guards)
    }

    private static func parts(of fact: FactID, in program: Program) -> [FactID] {
        let inner = unwrapped(fact, in: program)
        guard case .and(let run) = program[inner] else { return [inner] }
        return program.operands(run).map { unwrapped($0, in: program) }
    }

    private static func unwrapped(_ fact: FactID, in program: Program) -> FactID {
        var fact = fact
        while case .reason(_, let inner) = program[fact] { fact = inner }
        return fact
    }

    private static func read(
        _ fact: FactID, in program: Program
    ) -> (input: InputID, cells: CellSet, isNot: Bool)? {
        switch program[fact] {
        case .cell(let input, let cells): return (input, cells, false)
        case .not(let inner):
            guard case .cell(let input, let cells) = program[inner] else { return nil }
            return (input, cells, true)
        default: return nil
        }
    }

    // MARK: - Making it

    /// A term whose guard is a diagram: one weight for each branch of a level, or one for all at level 0.
    private struct Row {
        var level: Int
        var weights: [Int]
        var when: Edge
        /// The row behind those that the guard passes over if it does not hold; nil but for the first of them.
        var end: Int?
        /// Bounds of this term and those behind it, and what all their sums are multiples of. Behind the first row of a
        /// guard, they are those where it holds.
        var low = 0
        var high = 0
        var step = 0
    }

    /// Makes the diagram; the diagrams of `facts(of:in:)` are there. As many steps as it has states and branches, and a
    /// joining for each guarded state.
    func make(in diagrams: inout FactDiagrams) -> Edge {
        var size: UInt = 0
        for term in terms {
            let most = term.weights.reduce(UInt(0)) { max($0, $1.magnitude) }
            let (sum, isOver) = size.addingReportingOverflow(most)
            if isOver || sum > 1 << 60 { return .over }
            size = sum
        }
        let isReachedByNone = atLeast <= 0 ? Edge.always : .never
        if atLeast.magnitude > size { return isReachedByNone }
        let whole = diagrams.conjunction(common.map { diagrams.diagram(alreadyMadeOf: $0) })
        if whole == .never { return isReachedByNone }

        guard let rows = rows(in: &diagrams) else { return .over }
        if whole.isOver { return .over }
        let sum = sum(of: rows, in: &diagrams)
        return diagrams.choose(whole, sum, isReachedByNone)
    }

    /// The terms as rows; nil where a guard has no diagram. Terms of one input with one guard are one row.
    private func rows(in diagrams: inout FactDiagrams) -> [Row]? {
        struct Place: Hashable {
            var level: Int
            var when: Edge
        }
        var rows: [Row] = []
        var places: [Place: Int] = [:]
        for term in terms {
            let when = diagrams.conjunction(term.guards.map { diagrams.diagram(alreadyMadeOf: $0) })
            if when.isOver { return nil }
            if when == .never { continue }
            let level = term.input.map { diagrams.level(of: $0) } ?? 0
            var weights = [term.weights[0]]
            if level > 0 {
                weights = diagrams.firstCells(atLevel: level).map { term.weights[Int($0)] }
            }
            if let row = places[Place(level: level, when: when)] {
                for place in weights.indices { rows[row].weights[place] += weights[place] }
            } else {
                places[Place(level: level, when: when)] = rows.count
                rows.append(Row(level: level, weights: weights, when: when))
            }
        }
        return rows
    }

    /// The diagram of rows that add up to the threshold or more.
    private func sum(of given: [Row], in diagrams: inout FactDiagrams) -> Edge {
        var toReach = atLeast
        var rows: [Row] = []
        for var row in given {
            if row.when == .always {
                // From the least on, so that what is left are amounts above it.
                let least = row.weights.min() ?? 0
                toReach -= least
                for place in row.weights.indices { row.weights[place] -= least }
                if row.weights.allSatisfy({ $0 == 0 }) { continue }
            }
            rows.append(row)
        }
        rows.sort {
            let first = max($0.level, diagrams.level($0.when))
            let second = max($1.level, diagrams.level($1.when))
            if first != second { return first > second }
            return $0.level == $1.level ? $0.when.bits < $1.when.bits : $0.level > $1.level
        }
        Self.bound(&rows)
        guard let states = states(of: rows, toReach, diagrams.room) else { return .over }
        return edge(of: rows, states, toReach, in: &diagrams)
    }

    /// Finds what rows are passed over together, and the bounds of what is left to add up at each.
    private static func bound(_ rows: inout [Row]) {
        var (low, high, step) = (0, 0, 0)
        var end = rows.count
        for row in rows.indices.reversed() {
            let when = rows[row].when
            if end > row + 1, rows[end - 1].when != when { end = row + 1 }
            low += rows[row].weights.min() ?? 0
            high += rows[row].weights.max() ?? 0
            if when != .always, row == 0 || rows[row - 1].when != when {
                rows[row].end = end
                low = min(low, end == rows.count ? 0 : rows[end].low)
                high = max(high, end == rows.count ? 0 : rows[end].high)
            }
            for weight in rows[row].weights { step = divisor(step, weight) }
            (rows[row].low, rows[row].high, rows[row].step) = (low, high, step)
        }
    }

    private static func divisor(_ first: Int, _ second: Int) -> Int {
        var (first, second) = (abs(first), abs(second))
        while second != 0 { (first, second) = (second, first % second) }
        return first
    }

    /// What is to be reached from a row on: a number between its bounds, and no edge; or the edge where it is settled.
    private static func settled(_ toReach: Int, _ rows: [Row], _ row: Int) -> (edge: Edge?, left: Int) {
        if row == rows.count { return (toReach <= 0 ? .always : .never, 0) }
        if toReach <= rows[row].low { return (.always, 0) }
        if toReach > rows[row].high { return (.never, 0) }
        let step = rows[row].step
        let rest = toReach % step
        return (nil, rest == 0 ? toReach : toReach - rest + (rest > 0 ? step : 0))
    }

    /// For each row what may be left to reach there, ascending; nil where there is no room for that many.
    private func states(of rows: [Row], _ toReach: Int, _ room: Int) -> [[Int]]? {
        var states = [[Int]](repeating: [], count: rows.count)
        func reach(_ toReach: Int, _ row: Int) {
            let there = Self.settled(toReach, rows, row)
            if there.edge == nil { states[row].append(there.left) }
        }
        reach(toReach, 0)
        var taken = 0
        for row in rows.indices {
            var last: Int?
            states[row].sort()
            states[row].removeAll { state in
                defer { last = state }
                return state == last
            }
            let steps = Set(rows[row].weights).sorted()
            taken += states[row].count * rows[row].weights.count
            if taken > room { return nil }
            for state in states[row] {
                for weight in steps { reach(state - weight, row + 1) }
                if let end = rows[row].end { reach(state, end) }
            }
        }
        return states
    }

    /// The diagram from the last row up.
    private func edge(
        of rows: [Row], _ states: [[Int]], _ toReach: Int, in diagrams: inout FactDiagrams
    ) -> Edge {
        var edges = [[Edge]](repeating: [], count: rows.count)
        /// What is left to reach at a row, as a diagram.
        func find(_ toReach: Int, _ row: Int) -> Edge {
            let there = Self.settled(toReach, rows, row)
            if let edge = there.edge { return edge }
            var (low, high) = (0, states[row].count - 1)
            while low < high {
                let middle = (low + high) / 2
                if states[row][middle] < there.left { low = middle + 1 } else { high = middle }
            }
            return edges[row][low]
        }
        for row in rows.indices.reversed() {
            edges[row].reserveCapacity(states[row].count)
            for state in states[row] {
                let branches = rows[row].weights.map { find(state - $0, row + 1) }
                var edge = Self.join(rows[row].level, branches, in: &diagrams)
                if let end = rows[row].end {
                    edge = diagrams.choose(rows[row].when, edge, find(state, end))
                }
                if edge.isOver { return .over }
                edges[row].append(edge)
            }
        }
        return find(toReach, 0)
    }

    /// What looks at a level and goes on with these, which may look at the same level or at higher ones.
    private static func join(_ level: Int, _ branches: [Edge], in diagrams: inout FactDiagrams) -> Edge {
        if level == 0 { return branches[0] }
        if branches.allSatisfy({ diagrams.level($0) < level }) {
            return diagrams.node(level: level, branches)
        }
        var all = branches[0]
        for place in branches.indices.dropFirst() {
            let isHere = diagrams.node(
                level: level, branches.indices.map { $0 == place ? Edge.always : .never })
            all = diagrams.choose(isHere, branches[place], all)
            if all.isOver { return all }
        }
        return all
    }
}
