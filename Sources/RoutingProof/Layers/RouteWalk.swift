import BigInt

/// Counts the different things that interviews come past, in one pass over sets of states.
///
/// Many answers give one route, so states are not counted: a node stands for all states that interviews of the same route
/// may be in, and nodes with the same states are one. Each route then leads through one chain of nodes, and to count
/// routes is to count chains.
struct RouteWalk {
    /// What tells two interviews apart.
    enum Letters {
        /// Which events happen.
        case events
        /// What is chosen, where a choice counts; for each class in how many ways, and 0 where it does not count.
        case choices([BigUInt])
    }

    private let plan: LayerPlan
    private let letters: Letters
    private let width: Int
    private let drops: Bool

    private var layer: Layer
    private var next: Layer
    private var total: Horner
    /// What follows the states of one node in one block.
    private var outcomes: Outcomes

    /// Prepares a count. A layer has `width` states at most, each counted as often as it stands in a node; with `drops` the
    /// others are left out, and the count is a lower bound.
    init(_ plan: LayerPlan, _ letters: Letters, width: Int, drops: Bool = false) {
        self.plan = plan
        self.letters = letters
        self.width = width
        self.drops = drops
        layer = Layer(stride: plan.stride)
        next = layer
        total = Horner()
        outcomes = Outcomes(stride: plan.stride)
    }

    /// Counts. Every state of every node is one step.
    mutating func walk(steps: inout Int) -> Walked<BigUInt> {
        let stride = plan.stride
        let state = UnsafeMutablePointer<UInt64>.allocate(capacity: stride)
        defer { state.deallocate() }
        for word in 0..<stride { state[word] = word == 0 ? 1 : 0 }
        layer.add([UInt64](UnsafeBufferPointer(start: state, count: stride))[...], 1)
        var firstWide: Int?
        for number in plan.blocks.indices {
            next.clear()
            for node in 0..<layer.count {
                outcomes.clear()
                for index in layer.range(of: node) { expand(index, number, state) }
                finish(node)
                if next.size > width, !drops {
                    return .over(Overflow(block: number, firstWide: firstWide ?? number))
                }
            }
            steps -= layer.size
            if steps < 0 { return .over(Overflow(block: number, firstWide: firstWide ?? number)) }
            if firstWide == nil, next.size > Overflow.relaxedWidth { firstWide = number }
            // Where all routes meet again their number is set aside as a factor.
            if next.count == 1 { next.counts[0] = total.factor(next.counts[0]) }
            swap(&layer, &next)
        }
        return .done(total.value)
    }

    private mutating func expand(_ index: Int, _ number: Int, _ state: UnsafeMutablePointer<UInt64>) {
        let block = plan.blocks[number]
        load(index, state)
        guard block.choice >= 0 else { return run(number, state, 0) }
        let choice = plan.choices[block.choice]
        guard plan.holds(choice.made, state) else {
            plan.choose(choice.classes.lowerBound, state)
            return run(number, state, 0)
        }
        for candidate in choice.classes {
            if candidate > choice.classes.lowerBound { load(index, state) }
            guard plan.holds(plan.classes[candidate].condition, state) else { continue }
            plan.choose(candidate, state)
            var word: Int32 = 0
            if case .choices(let sizes) = letters, sizes[candidate] > 0 {
                word = outcomes.word(choice: candidate - choice.classes.lowerBound, sizes[candidate])
            }
            run(number, state, word)
        }
    }

    private func load(_ index: Int, _ state: UnsafeMutablePointer<UInt64>) {
        for word in 0..<plan.stride { state[word] = layer.words[index * plan.stride + word] }
    }

    /// Follows a state to the end of a block, with the number of the word that it has written in it so far.
    private mutating func run(_ number: Int, _ state: UnsafeMutablePointer<UInt64>, _ start: Int32) {
        let range = plan.blocks[number].code
        let countsEvents = if case .events = letters { true } else { false }
        var word = start
        var index = plan.run(state, from: range.lowerBound, to: range.upperBound)
        while index < range.upperBound {
            let instruction = plan.code[index]
            let holds = plan.holds(instruction.left, state)
            switch instruction.kind {
            case .event: if countsEvents { word = outcomes.word(after: word, holds) }
            case .keep: if !holds { return }
            case .end: if holds { return outcomes.end(word, instruction.right) }
            case .both, .add, .reached: break
            }
            index = plan.run(state, from: index + 1, to: range.upperBound)
        }
        plan.erase(state, after: number)
        outcomes.add(word, state)
    }

    /// Counts the endings of a node's states, and makes a node of those that go on with the same word.
    private mutating func finish(_ node: Int) {
        let count = layer.counts[node]
        for word in outcomes.ends() { total.add(outcomes.sized(count, word)) }
        outcomes.sort()
        for group in outcomes.groups() {
            var states = outcomes.states(group)
            if drops {
                // Fewer states of a node have fewer interviews behind them; a few of many nodes are kept.
                let left = min(max(1, width / 16), width - next.size)
                if left <= 0 { continue }
                states = states.prefix(left * plan.stride)
            }
            next.add(states, outcomes.sized(count, outcomes.word(of: group)))
        }
    }
}
