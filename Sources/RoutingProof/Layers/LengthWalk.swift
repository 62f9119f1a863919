/// The shortest and the longest interview and the shares of what happens, in one pass over merged states.
struct LengthWalk {
    /// What came of it.
    struct Result {
        /// For each measure the least and the most of interviews that come to an ending; empty where there is none.
        var shortest: [Double] = []
        var longest: [Double] = []
        /// For each event the share of interviews in which it happens, of all that begin.
        var shares: [Double]
        /// The same for endings.
        var endings: [Double]
        /// The most states of a layer.
        var width = 1
    }

    private let plan: LayerPlan
    private let measures: Int
    private let costs: [Double]
    private let weights: [Double]
    private let limitWidth: Int
    private let drops: Bool

    private var layer: Layer
    private var next: Layer
    private var result: Result
    /// The limits whose choices have begun.
    private var limits: [Int: LimitWalk] = [:]
    /// The state that is being followed, with the least and the most that it took so far.
    private var shortest: [Double]
    private var longest: [Double]
    private var mass = 0.0
    private var lost = 0.0

    /// The states before a block.
    private struct Layer {
        var table: StateTable
        var shortest: [Double] = []
        var longest: [Double] = []
        var mass: [Double] = []

        mutating func clear() {
            table.clear()
            shortest.removeAll(keepingCapacity: true)
            longest.removeAll(keepingCapacity: true)
            mass.removeAll(keepingCapacity: true)
        }
    }

    /// Prepares a walk over a plan. `costs` has `measures` numbers for each event, `weights` one for each class. A layer
    /// has `width` states at most; with `drops` the others are left out, and lengths are those of some interviews.
    init(
        _ plan: LayerPlan, measures: Int, costs: [Double], endings: Int, weights: [Double], width: Int,
        drops: Bool = false
    ) {
        self.plan = plan
        self.measures = measures
        self.costs = costs
        self.weights = weights
        limitWidth = width
        self.drops = drops
        layer = Layer(table: StateTable(stride: plan.stride))
        next = layer
        result = Result(
            shares: [Double](repeating: 0, count: costs.count / max(1, measures)),
            endings: [Double](repeating: 0, count: endings))
        shortest = [Double](repeating: 0, count: measures)
        longest = shortest
    }

    /// Walks. Every state of every layer is one step.
    mutating func walk(steps: inout Int) -> Walked<Result> {
        let stride = plan.stride
        let state = UnsafeMutablePointer<UInt64>.allocate(capacity: stride)
        let scratch = UnsafeMutablePointer<UInt64>.allocate(capacity: stride)
        defer {
            state.deallocate()
            scratch.deallocate()
        }
        for word in 0..<stride { state[word] = word == 0 ? 1 : 0 }
        _ = layer.table.insert(state)
        layer.shortest = shortest
        layer.longest = longest
        layer.mass = [1]
        var firstWide: Int?
        for number in plan.blocks.indices {
            next.clear()
            lost = 0
            prepareLimit(number)
            for index in 0..<layer.table.count { expand(index, number, state, scratch) }
            if plan.limitOfBlock[number] >= 0 {
                let index = Int(plan.limitOfBlock[number])
                if plan.limits[index].blocks.last == number { limits[index] = nil }
            }
            steps -= layer.table.count
            if next.table.count > limitWidth {
                return .over(Overflow(block: number, firstWide: firstWide ?? number))
            }
            if steps < 0 { return .over(Overflow(block: number, firstWide: firstWide ?? number)) }
            if firstWide == nil, next.table.count > Overflow.relaxedWidth { firstWide = number }
            // Whoever breaks a rule goes back and comes on as the others do.
            if lost > 0 {
                let kept = next.mass.reduce(0, +)
                if kept > 0 { for index in next.mass.indices { next.mass[index] *= (kept + lost) / kept } }
            }
            result.width = max(result.width, next.table.count)
            swap(&layer, &next)
        }
        return .done(result)
    }

    private mutating func prepareLimit(_ number: Int) {
        guard plan.limitOfBlock[number] >= 0 else { return }
        let index = Int(plan.limitOfBlock[number])
        let own = plan.limits[index]
        if own.blocks.first == number {
            limits[index] = LimitWalk(plan, own, weights, states: layer.table.words)
        }
    }

    private mutating func load(_ index: Int, _ state: UnsafeMutablePointer<UInt64>) {
        for word in 0..<plan.stride { state[word] = layer.table.words[index * plan.stride + word] }
        for measure in 0..<measures {
            shortest[measure] = layer.shortest[index * measures + measure]
            longest[measure] = layer.longest[index * measures + measure]
        }
        mass = layer.mass[index]
    }

    private mutating func expand(
        _ index: Int, _ number: Int, _ state: UnsafeMutablePointer<UInt64>,
        _ scratch: UnsafeMutablePointer<UInt64>
    ) {
        load(index, state)
        let block = plan.blocks[number]
        guard block.choice >= 0 else { return run(number, state) }
        let choice = plan.choices[block.choice]
        var shares: ArraySlice<Double>?
        if plan.limitOfBlock[number] >= 0 {
            shares = limits[Int(plan.limitOfBlock[number])]?.share(at: number, state, scratch)
            if let own = shares, !own.contains(where: { $0 > 0 }) {
                // The rule cannot be kept from here: the interview is stuck.
                lost += mass
                mass = 0
                layer.mass[index] = 0
            }
        }
        let before = mass
        guard plan.holds(choice.made, state) else {
            plan.choose(choice.classes.lowerBound, state)
            return run(number, state)
        }
        var total = 0.0
        var permitted = 0
        for candidate in choice.classes where plan.holds(plan.classes[candidate].condition, state) {
            total += weights[candidate]
            permitted += 1
        }
        if permitted == 0 {
            lost += before
            return
        }
        for candidate in choice.classes {
            if candidate > choice.classes.lowerBound { load(index, state) }
            guard plan.holds(plan.classes[candidate].condition, state) else { continue }
            if let shares {
                mass = before * shares[shares.startIndex + candidate - choice.classes.lowerBound]
            } else {
                mass = before * (total > 0 ? weights[candidate] / total : 1 / Double(permitted))
            }
            plan.choose(candidate, state)
            run(number, state)
        }
    }

    /// Follows a state to the end of a block.
    private mutating func run(_ number: Int, _ state: UnsafeMutablePointer<UInt64>) {
        let range = plan.blocks[number].code
        var index = plan.run(state, from: range.lowerBound, to: range.upperBound)
        while index < range.upperBound {
            let instruction = plan.code[index]
            let holds = plan.holds(instruction.left, state)
            switch instruction.kind {
            case .event:
                if holds {
                    let event = Int(instruction.right)
                    result.shares[event] += mass
                    for measure in 0..<measures {
                        let cost = costs[event * measures + measure]
                        shortest[measure] += cost
                        longest[measure] += cost
                    }
                }
            case .keep:
                if !holds {
                    lost += mass
                    return
                }
            case .end:
                if holds {
                    result.endings[Int(instruction.right)] += mass
                    if result.shortest.isEmpty {
                        result.shortest = shortest
                        result.longest = longest
                    }
                    for measure in 0..<measures {
                        result.shortest[measure] = min(result.shortest[measure], shortest[measure])
                        result.longest[measure] = max(result.longest[measure], longest[measure])
                    }
                    return
                }
            case .both, .add, .reached: break
            }
            index = plan.run(state, from: index + 1, to: range.upperBound)
        }
        plan.erase(state, after: number)
        merge(state)
    }

    private mutating func merge(_ state: UnsafeMutablePointer<UInt64>) {
        let count = next.table.count
        if count > limitWidth || drops && count == limitWidth {
            if let known = next.table.find(state) { merge(into: known) }
            return
        }
        let known = next.table.insert(state)
        if known == count {
            next.shortest += shortest
            next.longest += longest
            next.mass.append(mass)
        } else {
            merge(into: known)
        }
    }

    private mutating func merge(into known: Int) {
        for measure in 0..<measures {
            let place = known * measures + measure
            next.shortest[place] = min(next.shortest[place], shortest[measure])
            next.longest[place] = max(next.longest[place], longest[measure])
        }
        next.mass[known] += mass
    }
}
