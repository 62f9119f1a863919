/// What is done with a state from layer to layer: a small program whose registers are truth values and counters.
///
/// A state holds only what later stops read. A truth value has a bit from when it is known to where it is last read, a
/// counter a word from its first to its last term; what is read no more is erased, so states that the rest cannot tell
/// apart become equal.
struct LayerPlan {
    /// One step on a state. Bits are given as twice their place, and one more for the opposite.
    struct Instruction {
        enum Kind: UInt8 {
            /// The target's bit is whether both hold.
            case both
            /// The step `left` of a counter at word `target`; `right` is 1 for its first.
            case add
            /// The target's bit is whether the counter at word `left` reached its threshold; the counter is erased.
            case reached
            /// The event `right` happens where `left` holds.
            case event
            /// Only where `left` holds it goes on.
            case keep
            /// It ends where `left` holds in ending `right`.
            case end
        }
        var kind: Kind
        var target: Int32 = 0
        var left: Int32 = 0
        var right: Int32 = 0
    }

    /// Cells of a choice that lead to the same states.
    struct Class {
        /// Where it may be chosen.
        var condition: Int32
        /// Which cells, a range of `LayerPlan.cells`.
        var cells: Range<Int>
    }

    struct Choice {
        /// The input; nil for a truth value that is guessed because it was forgotten.
        var input: InputID?
        /// Where it is made. Where not, the first class is taken.
        var made: Int32
        /// The range of `classes`.
        var classes: Range<Int>
    }

    /// A choice, and what follows it up to the next, or up to a rule that interviews must keep.
    struct Block {
        /// The index of its choice, or -1.
        var choice: Int
        var code: Range<Int>
    }

    /// A limit of a question: its choices, in order of their blocks, and the block after whose code it is known.
    struct Limit {
        var blocks: [Int]
        var last: Int
    }

    private(set) var blocks: [Block] = []
    private(set) var code: [Instruction] = []
    private(set) var choices: [Choice] = []
    private(set) var classes: [Class] = []
    private(set) var cells: [Int32] = []
    /// For each class the bits that it sets, `stride` words each.
    private(set) var patterns: [UInt64] = []
    /// For each block the bits that are kept at its end, `bitWords` words each.
    private(set) var masks: [UInt64] = []
    /// How many words a state has, and how many of them are bits.
    private(set) var stride = 1
    private(set) var bitWords = 1
    /// The steps of all counters, which `add` refers to.
    private(set) var steps: [Circuit.Counter.Step] = []
    /// For each block of a choice that keeps limits together with others, the limit; -1 elsewhere.
    private(set) var limitOfBlock: [Int32] = []
    private(set) var limits: [Limit] = []
    /// For each block the number it has where nothing is forgotten.
    private(set) var baseOfBlock: [Int32] = []
    /// For each stop that was scheduled the block it stands in.
    private(set) var blockOfStop: [Int32]
    /// Whether there are more interviews in it than there are, because something was forgotten.
    let isRelaxed: Bool

    /// The first bit always holds.
    static let always: Int32 = 0

    /// Plans the layers. Linear in the circuit, but for cells times the sets that they are asked for.
    init(
        _ program: Program, _ stops: [Stop], _ schedule: Schedule, _ circuit: Circuit,
        cuts: [PlanDraft.Cut] = []
    ) {
        blockOfStop = [Int32](repeating: -1, count: stops.count)
        isRelaxed = circuit.hasOpenGates || !cuts.isEmpty
        var drafting = PlanDraft(program, stops, schedule, circuit)
        drafting.draft()
        drafting = drafting.forgetting(cuts)
        let slots = SlotAllocation(drafting)
        bitWords = max(1, (slots.bits + 63) / 64)
        stride = bitWords + slots.words
        blockOfStop = drafting.blockOfStop
        baseOfBlock = drafting.baseOfBlock
        steps = drafting.steps
        finish(drafting, slots)
        findLimits(schedule, drafting)
    }

    /// Puts the places of bits and words in where the draft has gates.
    private mutating func finish(_ draft: PlanDraft, _ slots: SlotAllocation) {
        func place(_ wire: Int32) -> Int32 {
            wire >> 1 == 0 ? wire : Int32(slots.place[Int(wire >> 1)]) << 1 | wire & 1
        }
        blocks = draft.blocks
        code = draft.code
        choices = draft.choices
        classes = draft.classes
        cells = draft.cells
        for index in classes.indices { classes[index].condition = place(classes[index].condition) }
        for index in steps.indices {
            for entry in steps[index].entries.indices {
                steps[index].entries[entry].when = Wire(code: place(steps[index].entries[entry].when.code))
            }
        }
        patterns = [UInt64](repeating: 0, count: classes.count * stride)
        for index in choices.indices { choices[index].made = place(choices[index].made) }
        for number in classes.indices {
            for index in draft.patternStarts[number]..<draft.patternStarts[number + 1] {
                let slot = slots.place[Int(draft.patternGates[Int(index)])]
                patterns[number * stride + slot >> 6] |= 1 << UInt64(slot & 63)
            }
        }
        for index in code.indices {
            switch code[index].kind {
            case .both:
                code[index].target = Int32(slots.place[Int(code[index].target)])
                code[index].left = place(code[index].left)
                code[index].right = place(code[index].right)
            case .add:
                code[index].target = Int32(bitWords + slots.wordPlace[Int(code[index].target)])
            case .reached:
                code[index].left = Int32(bitWords + slots.wordPlace[Int(code[index].left)])
                code[index].target = Int32(slots.place[Int(code[index].target)])
            case .event, .keep, .end:
                code[index].left = place(code[index].left)
            }
        }
        masks = slots.masks(draft, bitWords)
    }

    private mutating func findLimits(_ schedule: Schedule, _ draft: PlanDraft) {
        limitOfBlock = [Int32](repeating: -1, count: blocks.count)
        // Shares are not worked out where something is forgotten.
        for group in schedule.groups where !group.inputs.isEmpty && !isRelaxed {
            let own = group.inputs.compactMap { draft.blockOfInput[$0] }
            guard let stop = group.stops.last, own.count == group.inputs.count else { continue }
            for block in own { limitOfBlock[block] = Int32(limits.count) }
            limits.append(Limit(blocks: own, last: Int(blockOfStop[stop])))
        }
    }

    // MARK: Running

    /// Whether a bit holds in a state.
    @inline(__always)
    func holds(_ bit: Int32, _ state: UnsafePointer<UInt64>) -> Bool {
        (state[Int(bit >> 7)] >> UInt64(bit >> 1 & 63)) & 1 != UInt64(bit & 1)
    }

    /// Runs what only computes, from an instruction on; the index of the first that does more, or the end.
    @inline(__always)
    func run(_ state: UnsafeMutablePointer<UInt64>, from start: Int, to end: Int) -> Int {
        var index = start
        while index < end {
            let instruction = code[index]
            switch instruction.kind {
            case .both:
                let value = holds(instruction.left, state) && holds(instruction.right, state)
                set(instruction.target, value, state)
            case .add: add(instruction, state)
            case .reached:
                let value = state[Int(instruction.left)] != 0
                state[Int(instruction.left)] = 0
                set(instruction.target, value, state)
            case .event, .keep, .end: return index
            }
            index += 1
        }
        return end
    }

    @inline(__always)
    private func set(_ slot: Int32, _ value: Bool, _ state: UnsafeMutablePointer<UInt64>) {
        let word = Int(slot >> 6)
        let bit: UInt64 = 1 << UInt64(slot & 63)
        if value { state[word] |= bit } else { state[word] &= ~bit }
    }

    private func add(_ instruction: Instruction, _ state: UnsafeMutablePointer<UInt64>) {
        let step = steps[Int(instruction.left)]
        let word = Int(instruction.target)
        var sum = instruction.right == 1 ? 0 : Int(truncatingIfNeeded: state[word]) + step.lowBefore
        for entry in step.entries where holds(entry.when.code, state) {
            sum += entry.weight
            break
        }
        state[word] = UInt64(min(max(sum, step.low), step.high) - step.low)
    }

    /// Erases what is not read after a block.
    @inline(__always)
    func erase(_ state: UnsafeMutablePointer<UInt64>, after block: Int) {
        for word in 0..<bitWords { state[word] &= masks[block * bitWords + word] }
    }

    /// Adds the bits of a class to a state.
    @inline(__always)
    func choose(_ number: Int, _ state: UnsafeMutablePointer<UInt64>) {
        for word in 0..<bitWords { state[word] |= patterns[number * stride + word] }
    }
}
