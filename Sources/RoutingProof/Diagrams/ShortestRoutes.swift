/// For each node of a diagram the cheapest way to *true*, and to *false*: how many inputs it chooses, and then how far down
/// the lists of cells. Found for new nodes only, children first.
struct ShortestRoutes: Sendable {
    private var toTrue: [Int64] = [0]
    private var toFalse: [Int64] = [Self.none]

    private static let none = Int64.max / 4
    /// One input counts more than all cells together.
    private static let input: Int64 = 1 << 36
    /// What a cell adds to that.
    private static func rank(_ cell: Int32) -> Int64 { Int64(min(cell, 1 << 16)) }

    /// Looks at the nodes that are new.
    mutating func extend(_ nodes: DiagramNodes, _ firstCells: [[Int32]]) {
        toTrue.reserveCapacity(nodes.levels.count)
        toFalse.reserveCapacity(nodes.levels.count)
        for node in toTrue.count..<max(toTrue.count, nodes.levels.count) {
            let edge = Edge(bits: Int32(truncatingIfNeeded: node) << 1)
            let cells = firstCells[Int(nodes.levels[node])]
            var (best, worst) = (Self.none, Self.none)
            for (place, cell) in cells.enumerated() {
                let branch = nodes.branch(edge, place)
                best = min(best, cost(branch) + Self.input + Self.rank(cell))
                worst = min(worst, cost(branch.opposite) + Self.input + Self.rank(cell))
            }
            toTrue.append(min(best, Self.none))
            toFalse.append(min(worst, Self.none))
        }
    }

    /// The branch that a cheapest way takes; of several the first.
    func best(_ nodes: DiagramNodes, _ edge: Edge, _ cells: [Int32]) -> Int {
        var best = 0
        var least = Int64.max
        for (place, cell) in cells.enumerated() {
            let cost = cost(nodes.branch(edge, place)) + Self.rank(cell)
            if cost < least { (best, least) = (place, cost) }
        }
        return best
    }

    private func cost(_ edge: Edge) -> Int64 {
        edge.bits & 1 == 0 ? toTrue[edge.node] : toFalse[edge.node]
    }
}
