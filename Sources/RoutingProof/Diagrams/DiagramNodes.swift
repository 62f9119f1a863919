/// A function of the inputs within `DiagramNodes`: a node, or the opposite of one.
///
/// Equal functions are equal edges, so that comparing costs nothing, and so does negation.
struct Edge: Hashable, Sendable {
    /// Twice the node, and 1 more where the opposite is meant.
    var bits: Int32

    /// True whatever the inputs are.
    static let always = Edge(bits: 0)
    /// False whatever the inputs are.
    static let never = Edge(bits: 1)
    /// No function: it would have taken more than the budget.
    static let over = Edge(bits: -1)

    /// Whether there is no function.
    var isOver: Bool { bits < 0 }
    /// Whether it depends on no input.
    var isConstant: Bool { bits < 2 }
    /// The opposite.
    var opposite: Edge { isOver ? self : Edge(bits: bits ^ 1) }
    /// The node.
    var node: Int { Int(bits >> 1) }
}

/// Decision diagrams that share their nodes: reduced, ordered, with a branch for each class of an input's cells and with
/// opposites in the edges.
///
/// A node of level `n` looks at the input of that level, and its branches lead to smaller levels; 0 is the end. There is
/// one node for a function (an open-addressing table finds it), the first branch never is an opposite, and children are
/// made before parents, so that passes over all nodes need no stack. Joining two functions of n and m nodes takes at
/// most n·m steps; results are remembered in a table that forgets on collision. R. E. Bryant, "Graph-Based Algorithms
/// for Boolean Function Manipulation" (1986); K. Brace, R. Rudell, R. Bryant, "Efficient Implementation of a BDD Package"
/// (1990).
///
/// Nothing here calls itself: a diagram may be 100,000 levels deep.
struct DiagramNodes: Sendable {
    /// How many branches a node of a level has; level 0 has none.
    let arities: [Int32]
    /// How large it may become, in `units`.
    var ceiling: Int
    /// How many steps may be taken, all in all.
    var stepCeiling = Int.max
    /// How many steps were taken.
    private(set) var steps = 0

    private(set) var levels: [Int32] = [0]
    private var firsts: [Int32] = [0]
    private var branches: [Int32] = []
    /// Nodes by hash; 0 is empty.
    private var slots: [Int32]
    private var answers: [Answer]
    private var frames: [Frame] = []
    private var values: [Int32] = []

    /// Makes room for functions of levels with so many branches.
    init(arities: [Int32], ceiling: Int) {
        self.arities = arities
        self.ceiling = ceiling
        slots = [Int32](repeating: 0, count: 1 << 10)
        answers = [Answer](repeating: .none, count: 1 << 10)
    }

    /// How large it is: a node with k branches counts as k - 1, which is what it would take with two branches each.
    var units: Int { branches.count - levels.count + 1 }

    /// The level that a function looks at first.
    func level(_ edge: Edge) -> Int { Int(levels[edge.node]) }

    /// What is left of a function once the input of its own level has a class.
    func branch(_ edge: Edge, _ place: Int) -> Edge {
        Edge(bits: branches[Int(firsts[edge.node]) + place] ^ (edge.bits & 1))
    }

    /// The function that looks at a level and goes on as its branches say, all of which are of smaller levels.
    mutating func node(level: Int, _ edges: [Edge]) -> Edge {
        values.removeAll(keepingCapacity: true)
        for edge in edges {
            if edge.isOver { return .over }
            values.append(edge.bits)
        }
        return close(Int32(truncatingIfNeeded: level))
    }

    /// Where both hold.
    mutating func and(_ left: Edge, _ right: Edge) -> Edge {
        if left.isOver || right.isOver { return left == .never || right == .never ? .never : .over }
        let known = answer(left.bits, right.bits)
        if known >= 0 { return Edge(bits: known) }
        frames.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        open(left.bits, right.bits)
        while true {
            let top = frames.count - 1
            let frame = frames[top]
            if frame.next < frame.arity {
                frames[top].next += 1
                let place = Int(frame.next)
                var (left, right) = (frame.left, frame.right)
                if frame.splitsLeft { left = branches[Int(firsts[Int(left >> 1)]) + place] ^ (left & 1) }
                if frame.splitsRight { right = branches[Int(firsts[Int(right >> 1)]) + place] ^ (right & 1) }
                let known = answer(left, right)
                if known >= 0 { values.append(known) } else { open(left, right) }
            } else {
                let result = close(frame.level)
                if result.isOver || steps > stepCeiling { return .over }
                remember(frame.left, frame.right, result.bits)
                frames.removeLast()
                if frames.isEmpty { return result }
                values.append(result.bits)
            }
        }
    }

    /// Where one of them holds.
    mutating func or(_ left: Edge, _ right: Edge) -> Edge { and(left.opposite, right.opposite).opposite }

    /// The second where the first holds, the third where not.
    mutating func choose(_ test: Edge, _ then: Edge, _ otherwise: Edge) -> Edge {
        if then == otherwise { return then }
        return or(and(test, then), and(test.opposite, otherwise))
    }

    /// Where some class of the first input that a function looks at makes it true.
    mutating func existsFirst(_ edge: Edge) -> Edge {
        if edge.isConstant || edge.isOver { return edge }
        var all = Edge.never
        for place in 0..<Int(arities[level(edge)]) {
            all = or(all, branch(edge, place))
            if all == .always || all.isOver { break }
        }
        return all
    }

    // MARK: - One node for a function

    /// Takes the last values as branches of a node, which may be there already.
    private mutating func close(_ level: Int32) -> Edge {
        let arity = Int(arities[Int(level)])
        let start = values.count - arity
        let first = values[start]
        var isSame = true
        for place in start + 1..<start + arity where values[place] != first {
            isSame = false
            break
        }
        if isSame {
            values.removeLast(arity)
            return Edge(bits: first)
        }
        let flip = first & 1
        var hash = UInt64(UInt32(bitPattern: level)) &* 0x9E37_79B9_7F4A_7C15
        for place in start..<start + arity {
            values[place] ^= flip
            hash = Self.mix(hash, values[place])
        }
        var slot = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
        while slots[slot] != 0 {
            let node = Int(slots[slot])
            if levels[node] == level, matches(Int(firsts[node]), start, arity) {
                values.removeLast(arity)
                return Edge(bits: slots[slot] << 1 | flip)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        if units + arity - 1 > ceiling {
            values.removeLast(arity)
            return .over
        }
        let node = Int32(truncatingIfNeeded: levels.count)
        levels.append(level)
        firsts.append(Int32(truncatingIfNeeded: branches.count))
        for place in start..<start + arity { branches.append(values[place]) }
        values.removeLast(arity)
        slots[slot] = node
        if levels.count > slots.count / 2 { widen() }
        return Edge(bits: node << 1 | flip)
    }

    private func matches(_ first: Int, _ start: Int, _ arity: Int) -> Bool {
        for place in 0..<arity where branches[first + place] != values[start + place] { return false }
        return true
    }

    @inline(__always)
    private static func mix(_ hash: UInt64, _ value: Int32) -> UInt64 {
        let mixed = (hash ^ UInt64(UInt32(bitPattern: value))) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed >> 32
    }

    private mutating func widen() {
        fillSlots(slots.count * 2)
        if answers.count < Self.mostAnswers {
            let old = answers
            answers = [Answer](repeating: .none, count: answers.count * 2)
            for answer in old where answer.left >= 0 {
                answers[place(answer.left, answer.right)] = answer
            }
        }
    }

    private mutating func fillSlots(_ count: Int) {
        slots = [Int32](repeating: 0, count: count)
        for node in 1..<max(1, levels.count) {
            var hash = UInt64(UInt32(bitPattern: levels[node])) &* 0x9E37_79B9_7F4A_7C15
            let first = Int(firsts[node])
            for place in first..<first + Int(arities[Int(levels[node])]) {
                hash = Self.mix(hash, branches[place])
            }
            var slot = Int(truncatingIfNeeded: hash >> 20) & (count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (count - 1) }
            slots[slot] = Int32(truncatingIfNeeded: node)
        }
    }

    // MARK: - Joining

    /// Two functions that are being joined; what their branches gave lies on `values`.
    private struct Frame {
        var left: Int32
        var right: Int32
        var level: Int32
        var arity: Int32
        var next: Int32 = 0
        var splitsLeft: Bool
        var splitsRight: Bool
    }

    /// What joining two functions gave.
    private struct Answer {
        var left: Int32
        var right: Int32
        var result: Int32
        static let none = Answer(left: -1, right: -1, result: -1)
    }

    private static let mostAnswers = 1 << 21

    private func place(_ left: Int32, _ right: Int32) -> Int {
        let both = UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
        return Int(truncatingIfNeeded: (both &* 0x9E37_79B9_7F4A_7C15) >> 36) & (answers.count - 1)
    }

    /// What joining gives, if that can be seen or was remembered; otherwise -1.
    @inline(__always)
    private func answer(_ left: Int32, _ right: Int32) -> Int32 {
        if left == right || right == 0 { return left }
        if left == 0 { return right }
        if left == 1 || right == 1 || left ^ right == 1 { return 1 }
        let (low, high) = left < right ? (left, right) : (right, left)
        let answer = answers[place(low, high)]
        return answer.left == low && answer.right == high ? answer.result : -1
    }

    private mutating func remember(_ left: Int32, _ right: Int32, _ result: Int32) {
        let (low, high) = left < right ? (left, right) : (right, left)
        answers[place(low, high)] = Answer(left: low, right: high, result: result)
    }

    private mutating func open(_ left: Int32, _ right: Int32) {
        steps += 1
        let (first, second) = (levels[Int(left >> 1)], levels[Int(right >> 1)])
        let level = max(first, second)
        frames.append(
            Frame(
                left: left, right: right, level: level, arity: arities[Int(level)],
                splitsLeft: first == level, splitsRight: second == level))
    }

    // MARK: - Forgetting

    /// Drops the nodes that none of these functions needs; the functions come back as what they are now. Negative ones
    /// are left alone. Linear in all nodes.
    mutating func collect(keeping edges: inout [Int32]) {
        var isKept = [Bool](repeating: false, count: levels.count)
        isKept[0] = true
        for edge in edges where edge >= 0 { isKept[Int(edge >> 1)] = true }
        for node in stride(from: levels.count - 1, to: 0, by: -1) where isKept[node] {
            let first = Int(firsts[node])
            for place in first..<first + Int(arities[Int(levels[node])]) {
                isKept[Int(branches[place] >> 1)] = true
            }
        }
        var renamed = [Int32](repeating: 0, count: levels.count)
        var count = 1
        var end = 0
        for node in 1..<max(1, levels.count) where isKept[node] {
            renamed[node] = Int32(truncatingIfNeeded: count)
            let first = Int(firsts[node])
            let level = levels[node]
            levels[count] = level
            firsts[count] = Int32(truncatingIfNeeded: end)
            for place in first..<first + Int(arities[Int(level)]) {
                let branch = branches[place]
                branches[end] = renamed[Int(branch >> 1)] << 1 | branch & 1
                end += 1
            }
            count += 1
        }
        levels.removeLast(levels.count - count)
        firsts.removeLast(firsts.count - count)
        branches.removeLast(branches.count - end)
        for place in edges.indices where edges[place] >= 0 {
            edges[place] = renamed[Int(edges[place] >> 1)] << 1 | edges[place] & 1
        }
        fillSlots(slots.count)
        answers = [Answer](repeating: .none, count: answers.count)
    }
}
