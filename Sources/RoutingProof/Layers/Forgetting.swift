extension PlanDraft {
    /// The draft in which gates are forgotten after blocks, and guessed before they are next read.
    ///
    /// What is left has more interviews in it than there are, and none is missing. Linear in the draft.
    func forgetting(_ cuts: [Cut]) -> PlanDraft {
        guard !cuts.isEmpty else { return self }
        var gatesOfBlock: [Int: [Int]] = [:]
        for cut in cuts { gatesOfBlock[cut.block, default: []].append(cut.gate) }
        let sums = unfinishedSums(cuts)
        var new = self
        new.blocks = []
        new.code = []
        new.baseOfBlock = []
        var newIndex = [Int32](repeating: 0, count: blocks.count)
        var forgotten = Set(sums.keys)
        var names: [Int: Int] = [:]
        let counters = Set(sums.values)
        for (number, block) in blocks.enumerated() {
            if block.choice >= 0 {
                guess(reads(block.choice))
                new.rename(block.choice, names)
            }
            newIndex[number] = Int32(new.blocks.count)
            var start = new.code.count
            var choice = block.choice
            func close() {
                new.blocks.append(.init(choice: choice, code: start..<new.code.count))
                new.baseOfBlock.append(Int32(number))
            }
            /// Guesses what is forgotten of some gates.
            func guess(_ gates: [Int]) {
                for gate in gates where forgotten.remove(gate) != nil {
                    names[gate] = new.gateCount
                    new.addGuess(new.gateCount)
                    new.gateCount += 1
                    let code = new.code.count..<new.code.count
                    new.blocks.append(.init(choice: new.choices.count - 1, code: code))
                    new.baseOfBlock.append(Int32(number))
                }
            }
            for instruction in code[block.code] {
                if instruction.kind == .add, counters.contains(Int(instruction.target)) { continue }
                if instruction.kind == .reached, sums[Int(instruction.target)] != nil { continue }
                // Just before it is read, so that few guesses are held together.
                let needed = reads(instruction).filter(forgotten.contains)
                if !needed.isEmpty {
                    close()
                    guess(needed)
                    choice = -1
                    start = new.code.count
                }
                new.append(instruction, names)
            }
            close()
            for gate in gatesOfBlock[number] ?? [] {
                forgotten.insert(gate)
                names[gate] = nil
            }
        }
        for index in blockOfStop.indices where blockOfStop[index] >= 0 {
            new.blockOfStop[index] = newIndex[Int(blockOfStop[index])]
        }
        for (input, block) in blockOfInput { new.blockOfInput[input] = Int(newIndex[block]) }
        return new
    }

    /// What to forget so that after no block from one on more than so many truth values are remembered: of what there is
    /// always what is read latest. A running sum counts as many as its range has digits.
    ///
    /// Linear in the draft, times what is remembered.
    func cuts(keeping most: Int, from start: Int) -> [Cut] {
        var uses: [Int: [Int]] = [:]
        var ranges: [Int: (gate: Int, known: Int, weight: Int)] = [:]
        for (number, block) in blocks.enumerated() {
            for gate in reads(block) where gate > 0 && uses[gate]?.last != number {
                uses[gate, default: []].append(number)
            }
            for instruction in code[block.code] where instruction.kind == .reached {
                ranges[Int(instruction.left)] = (Int(instruction.target), number, 1)
            }
        }
        for block in blocks {
            for instruction in code[block.code] where instruction.kind == .add {
                let step = steps[Int(instruction.left)]
                let digits = Int.bitWidth - (step.high - step.low).leadingZeroBitCount
                let counter = Int(instruction.target)
                let known = ranges[counter]?.weight ?? 1
                ranges[counter]?.weight = max(known, digits)
            }
        }
        var cuts: [Cut] = []
        // What is remembered: a gate, or a sum by its gate and weight.
        var live: [Int: Int] = [:]
        var forgottenSums: Set<Int> = []
        for (number, block) in blocks.enumerated() {
            var met: [Int] = []
            if block.choice >= 0 {
                let decided = Int(decidedStarts[block.choice])..<Int(decidedStarts[block.choice + 1])
                met += decidedGates[decided].map { Int($0) }
            }
            met += reads(block)
            for instruction in code[block.code] {
                switch instruction.kind {
                case .both, .reached: met.append(Int(instruction.target))
                case .add:
                    if let sum = ranges[Int(instruction.target)], sum.known > number,
                        !forgottenSums.contains(sum.gate)
                    {
                        live[sum.gate] = sum.weight
                    }
                case .event, .keep, .end: break
                }
            }
            for gate in met where gate > 0 { live[gate] = 1 }
            func next(_ gate: Int) -> Int? { uses[gate].flatMap { Self.first(of: $0, after: number) } }
            live = live.filter { next($0.key) != nil }
            guard number >= start else { continue }
            var total = live.values.reduce(0, +)
            guard total > most else { continue }
            let latest = live.keys.sorted { (next($0) ?? 0, $0) > (next($1) ?? 0, $1) }
            for gate in latest where total > most {
                cuts.append(Cut(gate: gate, block: number))
                forgottenSums.insert(gate)
                total -= live.removeValue(forKey: gate) ?? 0
            }
        }
        return cuts
    }

    /// The first of rising numbers that is larger than another.
    private static func first(of numbers: [Int], after number: Int) -> Int? {
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] > number { high = middle } else { low = middle + 1 }
        }
        return low < numbers.count ? numbers[low] : nil
    }

    /// The gates that a choice reads.
    private func reads(_ choice: Int) -> [Int] {
        [Int(choices[choice].made >> 1)] + choices[choice].classes.map { Int(classes[$0].condition >> 1) }
    }

    /// The gates that an instruction reads.
    private func reads(_ instruction: LayerPlan.Instruction) -> [Int] {
        switch instruction.kind {
        case .both: [Int(instruction.left >> 1), Int(instruction.right >> 1)]
        case .add: steps[Int(instruction.left)].entries.map { $0.when.gate }
        case .reached: []
        case .event, .keep, .end: [Int(instruction.left >> 1)]
        }
    }

    /// The gates that a block reads.
    private func reads(_ block: LayerPlan.Block) -> [Int] {
        (block.choice >= 0 ? reads(block.choice) : []) + code[block.code].flatMap { reads($0) }
    }

    /// The sums that are forgotten before they are known: for each gate its counter.
    private func unfinishedSums(_ cuts: [Cut]) -> [Int: Int] {
        var known: [Int: (block: Int, counter: Int)] = [:]
        for (number, block) in blocks.enumerated() {
            for instruction in code[block.code] where instruction.kind == .reached {
                known[Int(instruction.target)] = (number, Int(instruction.left))
            }
        }
        var unfinished: [Int: Int] = [:]
        for cut in cuts {
            if let (block, counter) = known[cut.gate], cut.block < block { unfinished[cut.gate] = counter }
        }
        return unfinished
    }

    private mutating func append(_ instruction: LayerPlan.Instruction, _ names: [Int: Int]) {
        var renamed = instruction
        switch instruction.kind {
        case .both:
            renamed.left = Self.name(instruction.left, names)
            renamed.right = Self.name(instruction.right, names)
        case .add:
            let step = Int(instruction.left)
            for index in steps[step].entries.indices {
                let when = steps[step].entries[index].when
                steps[step].entries[index].when = Wire(code: Self.name(when.code, names))
            }
        case .reached: break
        case .event, .keep, .end: renamed.left = Self.name(instruction.left, names)
        }
        code.append(renamed)
    }

    private mutating func rename(_ choice: Int, _ names: [Int: Int]) {
        choices[choice].made = Self.name(choices[choice].made, names)
        for index in choices[choice].classes {
            classes[index].condition = Self.name(classes[index].condition, names)
        }
    }

    private static func name(_ wire: Int32, _ names: [Int: Int]) -> Int32 {
        names[Int(wire >> 1)].map { Int32($0) << 1 | wire & 1 } ?? wire
    }
}
