/// Gives each gate of a draft a bit, and each counter a word, for as long as it is read.
struct SlotAllocation {
    /// For each gate its bit.
    private(set) var place: [Int]
    /// For each counter its word.
    private(set) var wordPlace: [Int]
    /// How many bits and words are needed at once.
    private(set) var bits = 1
    private(set) var words = 0

    private var lastUse: [Int32]

    /// Linear in the draft.
    init(_ draft: PlanDraft) {
        place = [Int](repeating: 0, count: draft.gateCount)
        wordPlace = [Int](repeating: 0, count: draft.counterCount)
        lastUse = [Int32](repeating: -1, count: draft.gateCount)
        var last = lastUse
        Self.walk(draft) { position, gate in last[gate] = Int32(position) }
        lastUse = last
        var free: [Int] = []
        var freeWords: [Int] = []
        each(
            draft,
            define: { allocation, gate in
                if let slot = free.popLast() {
                    allocation.place[gate] = slot
                } else {
                    allocation.place[gate] = allocation.bits
                    allocation.bits += 1
                }
            }, release: { allocation, gate in free.append(allocation.place[gate]) },
            count: { allocation, counter, isStart in
                if !isStart {
                    freeWords.append(allocation.wordPlace[counter])
                } else if let word = freeWords.popLast() {
                    allocation.wordPlace[counter] = word
                } else {
                    allocation.wordPlace[counter] = allocation.words
                    allocation.words += 1
                }
            }, atEnd: { _ in })
    }

    /// For each block the bits that are read after it.
    func masks(_ draft: PlanDraft, _ bitWords: Int) -> [UInt64] {
        var live = [UInt64](repeating: 0, count: bitWords)
        live[0] = 1
        var masks: [UInt64] = []
        masks.reserveCapacity(draft.blocks.count * bitWords)
        var copy = self
        copy.each(
            draft,
            define: { allocation, gate in
                let slot = allocation.place[gate]
                live[slot >> 6] |= 1 << UInt64(slot & 63)
            },
            release: { allocation, gate in
                let slot = allocation.place[gate]
                live[slot >> 6] &= ~(1 << UInt64(slot & 63))
            }, count: { _, _, _ in }, atEnd: { _ in masks += live })
        return masks
    }

    /// Goes over the draft in order and says where gates come to be and where they are last read.
    private mutating func each(
        _ draft: PlanDraft, define: (inout Self, Int) -> Void, release: (inout Self, Int) -> Void,
        count: (inout Self, Int, _ isStart: Bool) -> Void, atEnd: (Int) -> Void
    ) {
        var position = 0
        var isReleased = [Bool](repeating: false, count: draft.gateCount)
        func drop(_ gate: Int, _ allocation: inout Self) {
            guard gate > 0, allocation.lastUse[gate] <= Int32(position), !isReleased[gate] else { return }
            isReleased[gate] = true
            release(&allocation, gate)
        }
        for (number, block) in draft.blocks.enumerated() {
            if block.choice >= 0 {
                let choice = draft.choices[block.choice]
                // The choice sets bits before it gives those back that it read.
                let range =
                    Int(draft.decidedStarts[block.choice])..<Int(draft.decidedStarts[block.choice + 1])
                let defined = draft.decidedGates[range].lazy.map { Int($0) }
                for gate in defined { define(&self, gate) }
                drop(Int(choice.made >> 1), &self)
                for index in choice.classes { drop(Int(draft.classes[index].condition >> 1), &self) }
                for gate in defined { drop(gate, &self) }
            }
            position += 1
            for instruction in draft.code[block.code] {
                switch instruction.kind {
                case .both:
                    drop(Int(instruction.left >> 1), &self)
                    drop(Int(instruction.right >> 1), &self)
                    define(&self, Int(instruction.target))
                    drop(Int(instruction.target), &self)
                case .add:
                    if instruction.right == 1 { count(&self, Int(instruction.target), true) }
                    for entry in draft.steps[Int(instruction.left)].entries { drop(entry.when.gate, &self) }
                case .reached:
                    count(&self, Int(instruction.left), false)
                    define(&self, Int(instruction.target))
                    drop(Int(instruction.target), &self)
                case .event, .keep, .end: drop(Int(instruction.left >> 1), &self)
                }
                position += 1
            }
            atEnd(number)
        }
    }

    /// Every reading of a gate, with the position as `each` counts it.
    private static func walk(_ draft: PlanDraft, _ read: (Int, Int) -> Void) {
        var position = 0
        for block in draft.blocks {
            if block.choice >= 0 {
                let choice = draft.choices[block.choice]
                read(position, Int(choice.made >> 1))
                for index in choice.classes { read(position, Int(draft.classes[index].condition >> 1)) }
            }
            position += 1
            for instruction in draft.code[block.code] {
                switch instruction.kind {
                case .both:
                    read(position, Int(instruction.left >> 1))
                    read(position, Int(instruction.right >> 1))
                case .add:
                    for entry in draft.steps[Int(instruction.left)].entries {
                        read(position, entry.when.gate)
                    }
                case .reached: break
                case .event, .keep, .end: read(position, Int(instruction.left >> 1))
                }
                position += 1
            }
        }
    }
}
