/// Why something can never happen: parts of its guard that cannot hold together.
///
/// Leaving out any one of them, the others can, if `isMinimal`. There may be other such sets; this one is of reasons that
/// stand near to what they forbid.
public struct Contradiction: Hashable, Sendable {
    /// The reasons, in the order of the interview. None where the thing is impossible by itself, whatever leads to it.
    public var reasons: [Reason]
    /// Whether each of them is known to be needed. If not, the budget was used up before it was.
    public var isMinimal: Bool

    /// Makes a contradiction.
    public init(reasons: [Reason], isMinimal: Bool) {
        self.reasons = reasons
        self.isMinimal = isMinimal
    }
}

extension Program {
    /// The reasons for which a fact that never holds never does; nil if they could not be told within the budget.
    ///
    /// A reason is left out by putting *always* in its place where that can only make the fact weaker, which is
    /// everywhere but under a `not` and in what a sum counts. The near ones alone are tried first, twice as many each
    /// time until they contradict each other; of these the far ones are tried away first, several at a time. `work`
    /// counts facts that are copied, for all trials together. Each trial asks `decider` for an engine of a program that
    /// has one claim and only what its fact reads.
    public func contradiction(
        of fact: FactID, work: Int = 1_000_000, decider: @escaping (Program) -> any Decider
    ) -> Contradiction? {
        contradiction(of: fact, work: work, decider: decider).found
    }

    /// The same, with what is left of the work.
    func contradiction(
        of fact: FactID, work: Int, decider: @escaping (Program) -> any Decider
    ) -> (found: Contradiction?, left: Int) {
        var search = ContradictionSearch(program: self, root: fact, work: work, decider: decider)
        let found = search.run()
        return (found, max(0, search.work))
    }
}

private struct ContradictionSearch {
    let program: Program
    let root: FactID
    /// How many facts may still be copied.
    var work: Int
    let decider: (Program) -> any Decider
    /// Whether a trial was given up.
    private var gaveUp = false

    init(program: Program, root: FactID, work: Int, decider: @escaping (Program) -> any Decider) {
        self.program = program
        self.root = root
        self.work = work
        self.decider = decider
    }

    mutating func run() -> Contradiction? {
        // What is constant needs no reasons.
        if root == .never { return Contradiction(reasons: [], isMinimal: true) }
        var reach = 2
        while true {
            var copy = WeakenedCopy(program, keeping: .nearest(reach))
            let near = copy.add(root, limit: work)
            guard let near else { return nil }
            work -= near.cost
            if isImpossible(near) == true { return reduce(near.kept) }
            // Every reason was kept, and still no contradiction was seen.
            if !near.isWeaker || work <= 0 { return nil }
            reach *= 2
        }
    }

    /// Tries the far reasons away, as many together as can be.
    private mutating func reduce(_ found: [FactID]) -> Contradiction {
        var kept = Set(found)
        gaveUp = false
        // The nearest were found first. A stack of chunks, the farthest on top.
        var chunks: [ArraySlice<FactID>] = [found[...]]
        while let chunk = chunks.popLast() {
            guard !chunk.isEmpty else { continue }
            let less = kept.subtracting(chunk)
            if contradict(less) {
                kept = less
            } else if chunk.count > 1 {
                let middle = chunk.startIndex + chunk.count / 2
                chunks.append(chunk[..<middle])
                chunks.append(chunk[middle...])
            }
        }
        var seen: Set<Reason> = []
        let reasons = kept.sorted().compactMap { fact -> Reason? in
            guard case .reason(let index, _) = program[fact] else { return nil }
            let reason = program.reasons[Int(index)]
            return seen.insert(reason).inserted ? reason : nil
        }
        return Contradiction(reasons: reasons, isMinimal: !gaveUp)
    }

    private mutating func contradict(_ kept: Set<FactID>) -> Bool {
        var copy = WeakenedCopy(program, keeping: .these(kept))
        guard let copied = copy.add(root, limit: work) else {
            gaveUp = true
            return false
        }
        work -= copied.cost
        guard let answer = isImpossible(copied) else {
            gaveUp = true
            return false
        }
        return answer
    }

    /// Whether what was copied cannot hold; nil where the engine gave up.
    private func isImpossible(_ copied: WeakenedCopy.Copied) -> Bool? {
        switch copied.fact {
        case .never: return true
        case .always: return false
        default: break
        }
        var engine = decider(copied.program)
        return engine.isPossible(copied.fact).map { !$0 }
    }
}

/// A copy of a fact with some of its reasons replaced by *always*: a program of its own, as small as what is left.
///
/// Goes from what is near to what is far, and not into what is left out, so that its cost is that of what is kept.
struct WeakenedCopy {
    /// Which reasons are kept.
    enum Keeping {
        /// So many, the nearest.
        case nearest(Int)
        /// The facts that wrap these.
        case these(Set<FactID>)
    }

    struct Copied {
        var program: Program
        var fact: FactID
        /// The facts that wrap the reasons which were kept, the nearest first.
        var kept: [FactID]
        /// Whether some were not.
        var isWeaker: Bool
        /// How many facts were looked at.
        var cost: Int
    }

    private let source: Program
    private let keeping: Keeping
    private var copy = Program()
    private var inputs: [InputID: InputID] = [:]

    init(_ source: Program, keeping: Keeping) {
        self.source = source
        self.keeping = keeping
    }

    /// A fact as it is needed: exactly, or perhaps weaker. In one number, so that greater is nearer to the root.
    private struct Need: Hashable, Comparable {
        var code: Int64
        init(_ fact: FactID, isExact: Bool) { code = Int64(fact.position) << 1 | (isExact ? 1 : 0) }
        var fact: FactID { FactID(Int(code >> 1)) }
        var isExact: Bool { code & 1 == 1 }
        static func < (left: Self, right: Self) -> Bool { left.code < right.code }
    }

    /// Copies a fact; nil if that needs more than `limit` facts.
    mutating func add(_ root: FactID, limit: Int) -> Copied? {
        guard let (order, leftOut, kept) = collect(root, limit: limit) else { return nil }
        copyInputs(of: order, leftOut)
        var made: [Need: FactID] = [:]
        made.reserveCapacity(order.count)
        // The nearest was met first, so the other way round what a fact is made of comes before it.
        for need in order.reversed() {
            made[need] = leftOut.contains(need) ? .always : translate(need, made)
        }
        let fact = made[Need(root, isExact: false)] ?? .never
        copy.claims = [Claim(.ends(nil), fact)]
        return Copied(
            program: copy, fact: fact, kept: kept, isWeaker: !leftOut.isEmpty, cost: order.count)
    }

    private func collect(
        _ root: FactID, limit: Int
    ) -> (order: [Need], leftOut: Set<Need>, kept: [FactID])? {
        var open = Heap<Need>()
        var seen: Set<Need> = []
        var order: [Need] = []
        var leftOut: Set<Need> = []
        var kept: [FactID] = []
        func push(_ fact: FactID, isExact: Bool) {
            let need = Need(fact, isExact: isExact)
            if seen.insert(need).inserted { open.push(need) }
        }
        push(root, isExact: false)
        while let need = open.pop() {
            guard order.count < limit else { return nil }
            order.append(need)
            switch source[need.fact] {
            case .never, .always, .cell: break
            case .not(let inner): push(inner, isExact: true)
            case .and(let run), .or(let run):
                for operand in source.operands(run) { push(operand, isExact: need.isExact) }
            case .sum(let index):
                for term in source.sums[Int(index)].terms { push(term.when, isExact: true) }
            case .reason(_, let inner):
                if !need.isExact {
                    let isKept =
                        switch keeping {
                        case .nearest(let count): kept.count < count
                        case .these(let facts): facts.contains(need.fact)
                        }
                    guard isKept else {
                        leftOut.insert(need)
                        continue
                    }
                    kept.append(need.fact)
                }
                push(inner, isExact: need.isExact)
            }
        }
        return (order, leftOut, kept)
    }

    private mutating func translate(_ need: Need, _ made: [Need: FactID]) -> FactID {
        func known(_ fact: FactID, isExact: Bool) -> FactID { made[Need(fact, isExact: isExact)] ?? .never }
        switch source[need.fact] {
        case .never: return .never
        case .always: return .always
        case .cell(let input, let cells): return append(.cell(translate(input), cells))
        case .not(let inner):
            switch known(inner, isExact: true) {
            case .never: return .always
            case .always: return .never
            case let fact: return append(.not(fact))
            }
        case .and(let run):
            return join(source.operands(run).map { known($0, isExact: need.isExact) }, isAnd: true)
        case .or(let run):
            return join(source.operands(run).map { known($0, isExact: need.isExact) }, isAnd: false)
        case .sum(let index):
            var sum = source.sums[Int(index)]
            for position in sum.terms.indices {
                sum.terms[position].when = known(sum.terms[position].when, isExact: true)
                sum.terms[position].input = sum.terms[position].input.map { translate($0) }
            }
            copy.sums.append(sum)
            return append(.sum(Int32(copy.sums.count - 1)))
        case .reason(_, let inner): return known(inner, isExact: need.isExact)
        }
    }

    private func translate(_ input: InputID) -> InputID { inputs[input] ?? input }

    /// Copies what is read, in the order of the interview.
    private mutating func copyInputs(of order: [Need], _ leftOut: Set<Need>) {
        var read: Set<InputID> = []
        for need in order where !leftOut.contains(need) {
            switch source[need.fact] {
            case .cell(let input, _): read.insert(input)
            case .sum(let index): read.formUnion(source.sums[Int(index)].terms.compactMap(\.input))
            default: break
            }
        }
        for input in read.sorted() {
            var copied = source[input]
            // Facts already keep to what may be chosen.
            copied.isMade = .always
            for cell in copied.cells.indices { copied.cells[cell].condition = nil }
            inputs[input] = InputID(copy.inputs.count)
            copy.inputs.append(copied)
        }
    }

    private mutating func append(_ fact: Fact) -> FactID {
        copy.facts.append(fact)
        return FactID(copy.facts.count - 1)
    }

    private mutating func join(_ facts: [FactID], isAnd: Bool) -> FactID {
        let (neutral, absorbing): (FactID, FactID) = isAnd ? (.always, .never) : (.never, .always)
        if facts.contains(absorbing) { return absorbing }
        let left = facts.filter { $0 != neutral }
        if left.count < 2 { return left.first ?? neutral }
        let run = Fact.Run(start: copy.operands.count, count: left.count)
        copy.operands += left
        return append(isAnd ? .and(run) : .or(run))
    }
}

/// A binary heap that gives the greatest first.
private struct Heap<Element: Comparable> {
    private var elements: [Element] = []

    mutating func push(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard elements[parent] < elements[child] else { return }
            elements.swapAt(parent, child)
            child = parent
        }
    }

    mutating func pop() -> Element? {
        guard let first = elements.first else { return nil }
        let last = elements.removeLast()
        guard !elements.isEmpty else { return first }
        elements[0] = last
        var parent = 0
        while true {
            var greatest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < elements.count && elements[greatest] < elements[child] {
                greatest = child
            }
            if greatest == parent { return first }
            elements.swapAt(parent, greatest)
            parent = greatest
        }
    }
}
