/// A fact, or that it does not hold.
struct Literal {
    var fact: FactID
    var holds: Bool

    init(_ fact: FactID, holds: Bool = true) {
        self.fact = fact
        self.holds = holds
    }
}

/// The facts of a program as decision diagrams in one order, made when they are asked for.
///
/// A fact that would take more than its share of the budget has none; others go on.
struct FactDiagrams: Sendable {
    let program: Program
    private let classes: CellClasses
    /// For each input its level, 0 where no fact tells its cells apart.
    private let levels: [Int32]
    /// For each level its input; nothing stands at 0.
    private let inputs: [InputID]
    /// For each level, and there for each branch, the first cell of the class.
    private let firstCells: [[Int32]]

    private(set) var nodes: DiagramNodes
    /// For each fact its edge, or one of the two below.
    private var known: [Int32]
    private static let unknown: Int32 = -1
    private static let over: Int32 = -2

    private var budget: Allotment
    private var routes: ShortestRoutes
    private var ladders: [Int32: Ladder] = [:]
    private var rungs = 0

    /// Prepares for facts, or for all of the program.
    init(_ program: Program, facts: [FactID]? = nil, order: [InputID], budget: Allotment) {
        self.program = program
        classes = CellClasses(program, of: facts)
        var levels = [Int32](repeating: 0, count: program.inputs.count)
        var inputs = [InputID(0)]
        var arities: [Int32] = [0]
        var firstCells: [[Int32]] = [[]]
        for input in order where classes.count(of: input) > 1 {
            levels[Int(input.position)] = Int32(truncatingIfNeeded: inputs.count)
            inputs.append(input)
            arities.append(Int32(truncatingIfNeeded: classes.count(of: input)))
            firstCells.append(classes.firstCells(of: input))
        }
        self.levels = levels
        self.inputs = inputs
        self.firstCells = firstCells
        self.budget = budget
        nodes = DiagramNodes(arities: arities, ceiling: budget.most)
        known = [Int32](repeating: Self.unknown, count: program.facts.count)
        routes = ShortestRoutes()
    }

    /// How much work was done, in steps that each may make a node.
    var work: Int { nodes.steps }

    // MARK: - Facts

    /// The diagrams of facts and of opposites.
    mutating func edges(of literals: [Literal]) -> [Edge] {
        for literal in literals { _ = diagram(of: literal.fact) }
        // Only now: what was made first may have got another name while the others were made.
        return literals.map { $0.holds ? made($0.fact) : made($0.fact).opposite }
    }

    /// The diagram of a fact, made with what it is made of.
    mutating func diagram(of fact: FactID) -> Edge {
        var left = [fact]
        while let next = left.last {
            if known[Int(next.position)] != Self.unknown {
                left.removeLast()
                continue
            }
            let before = left.count
            switch program[next] {
            case .never, .always, .cell: break
            case .not(let inner), .reason(_, let inner): push(inner, on: &left)
            case .and(let run), .or(let run):
                for operand in program.operands(run) { push(operand, on: &left) }
            case .sum(let index):
                for guarded in SumDiagram.facts(of: program.sums[Int(index)], in: program) {
                    push(guarded, on: &left)
                }
            }
            if left.count > before { continue }
            left.removeLast()
            let edge = build(next)
            known[Int(next.position)] = edge.isOver ? Self.over : edge.bits
        }
        return made(fact)
    }

    private func push(_ fact: FactID, on left: inout [FactID]) {
        if known[Int(fact.position)] == Self.unknown { left.append(fact) }
    }

    /// What was made of a fact.
    private func made(_ fact: FactID) -> Edge {
        Edge(bits: max(known[Int(fact.position)], Edge.over.bits))
    }

    /// Whether a fact can hold, where its diagram is there already.
    func isPossibleAsMade(_ fact: FactID) -> Bool? {
        let edge = made(fact)
        return edge.isOver ? nil : edge != .never
    }

    /// Makes a fact of what it is made of.
    private mutating func build(_ fact: FactID) -> Edge {
        if budget.isCollectionDue(nodes.units) { collect() }
        switch program[fact] {
        case .never: return .never
        case .always: return .always
        case .not(let inner): return made(inner).opposite
        case .reason(_, let inner): return made(inner)
        case .cell(let input, let set):
            return allot { $0.literal(input) { set.contains($0) } }
        case .and(let run):
            let edges = program.operands(run).map { made($0) }
            return edges.contains(.over) ? Self.overUnless(.never, edges) : allot { $0.conjunction(edges) }
        case .or(let run):
            let edges = program.operands(run).map { made($0) }
            if edges.contains(.over) { return Self.overUnless(.always, edges) }
            return allot { $0.conjunction(edges.map(\.opposite)).opposite }
        case .sum(let index):
            let sum = program.sums[Int(index)]
            return allot { diagrams in
                SumDiagram(sum, in: diagrams.program).make(in: &diagrams)
            }
        }
    }

    private static func overUnless(_ settling: Edge, _ edges: [Edge]) -> Edge {
        edges.contains(settling) ? settling : .over
    }

    /// Lets something be made within the share of one fact.
    mutating func allot(_ make: (inout Self) -> Edge) -> Edge {
        let before = nodes.steps
        nodes.ceiling = budget.ceiling(from: nodes.units)
        nodes.stepCeiling = nodes.steps + budget.steps
        let edge = make(&self)
        budget.spend(nodes.steps - before, inVain: edge.isOver)
        return edge
    }

    /// Where an input's cell is one of some.
    mutating func literal(_ input: InputID, where isIn: (Int) -> Bool) -> Edge {
        let level = Int(levels[Int(input.position)])
        if level == 0 { return isIn(0) ? .always : .never }
        return nodes.node(
            level: level, firstCells[level].map { isIn(Int($0)) ? Edge.always : Edge.never })
    }

    /// Where all hold. Those that look at earlier levels first, so that each only adds what stands above.
    mutating func conjunction(_ edges: [Edge]) -> Edge {
        if edges.contains(.never) { return .never }
        if edges.count == 2 { return nodes.and(edges[0], edges[1]) }
        var all = Edge.always
        var isOver = false
        for edge in sorted(edges) {
            if edge.isOver {
                isOver = true
                continue
            }
            let next = nodes.and(all, edge)
            if next == .never { return next }
            if next.isOver { isOver = true } else { all = next }
        }
        return isOver ? .over : all
    }

    /// By level, and within a level by what they are. In place and without a closure that would hold on to all of this:
    /// there are few, and this is done for every claim.
    private func sorted(_ edges: [Edge]) -> [Edge] {
        func precedes(_ left: Edge, _ right: Edge) -> Bool {
            let first = left.isOver ? -1 : nodes.level(left)
            let second = right.isOver ? -1 : nodes.level(right)
            return first == second ? left.bits < right.bits : first < second
        }
        if edges.count > 16 { return edges.sorted(by: precedes) }
        var sorted = edges
        for place in sorted.indices.dropFirst() {
            var at = place
            while at > 0, precedes(sorted[at], sorted[at - 1]) {
                sorted.swapAt(at, at - 1)
                at -= 1
            }
        }
        return sorted
    }

    // MARK: - Whether something can hold

    /// Whether all can hold together; nil where that is too much. Nothing is made of what stands above all but one of them:
    /// there it is enough that some class goes on (bucket elimination; R. Dechter 1999).
    mutating func canHold(_ edges: [Edge]) -> Bool? {
        if edges.contains(.never) { return false }
        if edges.count == 1 { return edges[0].isOver ? nil : true }
        let known = edges.filter { !$0.isOver }
        var result: Bool?
        _ = allot { diagrams in
            result = diagrams.eliminate(diagrams.sorted(known))
            return result == nil ? .over : .always
        }
        if result == true, known.count < edges.count { return nil }
        return result
    }

    private mutating func eliminate(_ sorted: [Edge]) -> Bool? {
        var left = sorted.filter { $0 != .always }
        var isOver = false
        while let last = left.popLast() {
            guard let next = left.last else { return isOver ? nil : true }
            let edge: Edge
            if nodes.level(last) > nodes.level(next) {
                edge = project(last, to: nodes.level(next))
            } else {
                left.removeLast()
                edge = nodes.and(last, next)
            }
            if edge == .never { return false }
            if edge == .always { continue }
            if edge.isOver {
                isOver = true
                continue
            }
            let level = nodes.level(edge)
            var place = left.count
            while place > 0, nodes.level(left[place - 1]) > level { place -= 1 }
            left.insert(edge, at: place)
        }
        return isOver ? nil : true
    }

    /// Which of some functions the others do not imply, the first tried first; nil where that is too much.
    mutating func needed(of edges: ArraySlice<Edge>, within given: Edge) -> [Bool]? {
        var isNeeded: [Bool] = []
        let last = allot { diagrams in
            // What all behind each one hold in.
            var behind = [given]
            for edge in edges.reversed() {
                behind.append(diagrams.nodes.and(edge, behind[behind.count - 1]))
            }
            var before = Edge.always
            for edge in edges {
                behind.removeLast()
                let without = diagrams.nodes.and(behind[behind.count - 1], edge.opposite)
                let left = diagrams.nodes.and(before, without)
                if left.isOver { return left }
                isNeeded.append(left != .never)
                if left != .never { before = diagrams.nodes.and(before, edge) }
            }
            return .always
        }
        return last.isOver ? nil : isNeeded
    }

    /// What a function leaves of lower levels if those above a level may be chosen freely, found once.
    private struct Ladder {
        /// The function, and what is left of it, each of a lower level than the one before.
        var edges: [Edge]
    }

    private mutating func project(_ edge: Edge, to level: Int) -> Edge {
        if nodes.level(edge) <= level { return edge }
        if rungs > 4 * inputs.count + 1_024 { forgetLadders() }
        var ladder = ladders.removeValue(forKey: edge.bits) ?? Ladder(edges: [edge])
        defer { ladders[edge.bits] = ladder }
        while let last = ladder.edges.last, nodes.level(last) > level {
            let next = nodes.existsFirst(last)
            if next.isOver { return .over }
            ladder.edges.append(next)
            rungs += 1
        }
        var (low, high) = (0, ladder.edges.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if nodes.level(ladder.edges[middle]) <= level { high = middle } else { low = middle + 1 }
        }
        return ladder.edges[low]
    }

    private mutating func forgetLadders() {
        ladders.removeAll()
        rungs = 0
    }

    /// The choices of a shortest way through a diagram that is not *never*.
    mutating func assignment(of edge: Edge) -> Assignment {
        routes.extend(nodes, firstCells)
        var assignment = Assignment(count: program.inputs.count)
        var at = edge
        while !at.isConstant {
            let level = nodes.level(at)
            let place = routes.best(nodes, at, firstCells[level])
            assignment[inputs[level]] = Int(firstCells[level][place])
            at = nodes.branch(at, place)
        }
        return assignment
    }

    // MARK: - Room

    /// Before a question: drops what no fact needs where that is much, and all of it where even the facts are too much.
    mutating func makeRoom() {
        guard budget.isCollectionDue(nodes.units) else { return }
        collect()
        guard budget.beginsAfresh(nodes.units) else { return }
        for fact in known.indices where known[fact] >= 2 { known[fact] = Self.unknown }
        collect()
    }

    private mutating func collect() {
        forgetLadders()
        routes = ShortestRoutes()
        nodes.collect(keeping: &known)
        budget.collected(nodes.units)
    }

    // MARK: - What sums look at

    func level(of input: InputID) -> Int { Int(levels[Int(input.position)]) }
    func firstCells(atLevel level: Int) -> [Int32] { firstCells[level] }
    func diagram(alreadyMadeOf fact: FactID) -> Edge { made(fact) }
    func level(_ edge: Edge) -> Int { nodes.level(edge) }
    mutating func node(level: Int, _ edges: [Edge]) -> Edge { nodes.node(level: level, edges) }
    mutating func choose(_ test: Edge, _ then: Edge, _ otherwise: Edge) -> Edge {
        nodes.choose(test, then, otherwise)
    }
    var room: Int { nodes.ceiling - nodes.units }
}
