/// How the members of a set are chosen so that its limits are kept, one after the other.
///
/// Each legal choice of all members together is as likely as the product of the shares of its members, which for equal
/// shares makes all legal sets equally likely, however late a member is chosen.
struct LimitWalk {
    private let blocks: [Int]
    /// What of a state the limits read, before each of the blocks.
    private var masks: [[UInt64]] = []
    private var tables: [StateTable] = []
    /// For each block and state in its table the share of each class of the choice.
    private var shares: [[Double]] = []

    /// Works the shares out, for all states that stand before the first choice.
    init(_ plan: LayerPlan, _ limit: LayerPlan.Limit, _ weights: [Double], states: [UInt64]) {
        blocks = limit.blocks
        masks = Self.relevance(plan, limit)
        let stride = plan.stride
        let scratch = UnsafeMutablePointer<UInt64>.allocate(capacity: stride)
        defer { scratch.deallocate() }
        tables = blocks.map { _ in StateTable(stride: stride) }
        for start in Swift.stride(from: 0, to: states.count, by: stride) {
            for word in 0..<stride { scratch[word] = states[start + word] & masks[0][word] }
            _ = tables[0].insert(scratch)
        }
        // Where each class leads: a state before the next choice; at last 1 where the limits are kept and 0 where not.
        var targets: [[Int32]] = []
        for (index, block) in blocks.enumerated() {
            let isLast = index == blocks.count - 1
            let choice = plan.choices[plan.blocks[block].choice]
            var own: [Int32] = []
            for state in 0..<tables[index].count {
                func copy() {
                    for word in 0..<stride { scratch[word] = tables[index].words[state * stride + word] }
                }
                copy()
                let isMade = plan.holds(choice.made, scratch)
                for number in choice.classes {
                    copy()
                    let isOpen =
                        isMade
                        ? plan.holds(plan.classes[number].condition, scratch)
                        : number == choice.classes.lowerBound
                    guard isOpen else {
                        own.append(-1)
                        continue
                    }
                    plan.choose(number, scratch)
                    if isLast {
                        own.append(Self.keeps(plan, block...limit.last, scratch) ? 1 : 0)
                    } else {
                        _ = Self.keeps(plan, block...block, scratch)
                        for word in 0..<stride { scratch[word] &= masks[index + 1][word] }
                        own.append(Int32(tables[index + 1].insert(scratch)))
                    }
                }
            }
            targets.append(own)
        }
        shares = [[Double]](repeating: [], count: blocks.count)
        var after: [Double] = [0, 1]
        for (index, block) in blocks.enumerated().reversed() {
            let choice = plan.choices[plan.blocks[block].choice]
            let width = choice.classes.count
            var chances = [Double](repeating: 0, count: tables[index].count)
            var own = [Double](repeating: 0, count: targets[index].count)
            for state in 0..<tables[index].count {
                var total = 0.0
                var permitted = 0.0
                for offset in 0..<width {
                    let target = targets[index][state * width + offset]
                    guard target >= 0 else { continue }
                    let weight = weights[choice.classes.lowerBound + offset]
                    permitted += weight
                    own[state * width + offset] = weight * after[Int(target)]
                    total += weight * after[Int(target)]
                }
                chances[state] = permitted > 0 ? total / permitted : 0
                if total > 0 { for offset in 0..<width { own[state * width + offset] /= total } }
            }
            shares[index] = own
            after = chances
        }
    }

    /// The share of each class at a block of the limit, all nothing where the limits cannot be kept.
    func share(at block: Int, _ state: UnsafePointer<UInt64>, _ scratch: UnsafeMutablePointer<UInt64>)
        -> ArraySlice<Double>?
    {
        guard let index = blocks.firstIndex(of: block) else { return nil }
        let stride = tables[index].stride
        for word in 0..<stride { scratch[word] = state[word] & masks[index][word] }
        guard let number = tables[index].find(scratch) else { return nil }
        let width = shares[index].count / tables[index].count
        return shares[index][number * width..<(number + 1) * width]
    }

    /// Runs blocks without what they count; whether every rule on the way is kept.
    private static func keeps(
        _ plan: LayerPlan, _ blocks: ClosedRange<Int>, _ state: UnsafeMutablePointer<UInt64>
    ) -> Bool {
        for block in blocks {
            let range = plan.blocks[block].code
            var index = plan.run(state, from: range.lowerBound, to: range.upperBound)
            while index < range.upperBound {
                let instruction = plan.code[index]
                if instruction.kind == .keep, !plan.holds(instruction.left, state) { return false }
                index = plan.run(state, from: index + 1, to: range.upperBound)
            }
        }
        return true
    }

    /// What of a state the rules after the last choice depend on, before each of the choices.
    private static func relevance(_ plan: LayerPlan, _ limit: LayerPlan.Limit) -> [[UInt64]] {
        var mask = [UInt64](repeating: 0, count: plan.stride)
        func mark(_ bit: Int32) { mask[Int(bit >> 7)] |= 1 << UInt64(bit >> 1 & 63) }
        func isMarked(_ slot: Int32) -> Bool { mask[Int(slot >> 6)] >> UInt64(slot & 63) & 1 == 1 }
        func clear(_ slot: Int32) { mask[Int(slot >> 6)] &= ~(1 << UInt64(slot & 63)) }
        var masks: [[UInt64]] = []
        var remaining = limit.blocks
        let last = limit.blocks.last ?? limit.last
        for block in (limit.blocks[0]...max(last, limit.last)).reversed() {
            for instruction in plan.code[plan.blocks[block].code].reversed() {
                switch instruction.kind {
                case .both where isMarked(instruction.target):
                    clear(instruction.target)
                    mark(instruction.left)
                    mark(instruction.right)
                case .reached where isMarked(instruction.target):
                    clear(instruction.target)
                    mask[Int(instruction.left)] = .max
                case .add where mask[Int(instruction.target)] != 0:
                    if instruction.right == 1 { mask[Int(instruction.target)] = 0 }
                    for entry in plan.steps[Int(instruction.left)].entries { mark(entry.when.code) }
                case .keep where block >= last: mark(instruction.left)
                default: break
                }
            }
            guard remaining.last == block else { continue }
            remaining.removeLast()
            let choice = plan.choices[plan.blocks[block].choice]
            for number in choice.classes {
                for word in 0..<plan.bitWords { mask[word] &= ~plan.patterns[number * plan.stride + word] }
            }
            mark(choice.made)
            for number in choice.classes { mark(plan.classes[number].condition) }
            mask[0] |= 1
            masks.append(mask)
        }
        return masks.reversed()
    }
}
