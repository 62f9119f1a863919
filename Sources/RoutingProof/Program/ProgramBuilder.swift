/// Puts a program together: equal facts are one, and what is constant is seen at once.
public struct ProgramBuilder {
    /// The program so far.
    public private(set) var program = Program()

    /// Facts by hash; 0 is empty, since *never* is not looked up.
    private var slots = [Int32](repeating: 0, count: 1 << 6)
    private var sums: [Sum: FactID] = [:]
    private var reasons: [Reason: Int32] = [:]

    /// Begins with nothing.
    public init() {}

    /// Adds an input.
    public mutating func input(_ input: Input) -> InputID {
        program.inputs.append(input)
        return InputID(program.inputs.count - 1)
    }

    /// The fact that an input's cell is one of these.
    public mutating func cell(_ input: InputID, _ cells: some Sequence<Int>) -> FactID {
        let set = CellSet(cells)
        if set.count == 0 { return .never }
        return set.count == program[input].cells.count ? .always : add(.cell(input, set))
    }

    /// The fact that another does not hold.
    public mutating func not(_ fact: FactID) -> FactID {
        switch program[fact] {
        case .never: .always
        case .always: .never
        case .not(let inner): inner
        default: add(.not(fact))
        }
    }

    /// The fact that both hold.
    public mutating func and(_ first: FactID, _ second: FactID) -> FactID {
        join(first, second, isAnd: true)
    }
    /// The fact that one of two holds.
    public mutating func or(_ first: FactID, _ second: FactID) -> FactID {
        join(first, second, isAnd: false)
    }
    /// The fact that all hold.
    public mutating func and(_ facts: FactID...) -> FactID { and(facts) }
    /// The fact that all hold.
    public mutating func and(_ facts: [FactID]) -> FactID { join(facts, isAnd: true) }
    /// The fact that one holds.
    public mutating func or(_ facts: FactID...) -> FactID { or(facts) }
    /// The fact that one holds.
    public mutating func or(_ facts: [FactID]) -> FactID { join(facts, isAnd: false) }

    /// The fact that terms add up to so much or more; constant where their bounds say so.
    public mutating func sum(_ terms: [Sum.Term], atLeast: Int) -> FactID {
        var low = 0
        var high = 0
        var kept: [Sum.Term] = []
        for term in terms where term.when != .never && term.weights.contains(where: { $0 != 0 }) {
            kept.append(term)
            let least = term.weights.min() ?? 0
            let most = term.weights.max() ?? 0
            low += term.when == .always ? least : min(0, least)
            high += term.when == .always ? most : max(0, most)
        }
        if low >= atLeast { return .always }
        if high < atLeast { return .never }
        let sum = Sum(kept, atLeast: atLeast)
        if let known = sums[sum] { return known }
        program.sums.append(sum)
        let id = add(.sum(Int32(program.sums.count - 1)))
        sums[sum] = id
        return id
    }

    /// A fact that stands for a reason in a guard.
    public mutating func reason(_ reason: Reason, _ fact: FactID) -> FactID {
        guard fact != .always else { return fact }
        let index: Int32
        if let known = reasons[reason] {
            index = known
        } else {
            index = Int32(program.reasons.count)
            program.reasons.append(reason)
            reasons[reason] = index
        }
        return add(.reason(index, fact))
    }

    /// Adds what happens next.
    public mutating func then(_ moment: Moment) { program.course.append(moment) }
    /// Adds a claim.
    public mutating func claim(_ subject: Claim.Subject, _ fact: FactID) {
        program.claims.append(Claim(subject, fact))
    }
    /// Adds a condition.
    public mutating func condition(_ condition: Condition) { program.conditions.append(condition) }
    /// Adds what an input of the role `value` or `truth` stands for, and gives its index.
    public mutating func computation(_ computation: Computation) -> Int {
        program.computations.append(computation)
        return program.computations.count - 1
    }
    /// Says which interviews keep all rules and come to an ending.
    public mutating func finish(_ fact: FactID) { program.finished = fact }
    /// Lets an input's cell be chosen only where a fact holds that depends on earlier inputs.
    public mutating func permit(_ input: InputID, cell: Int, where fact: FactID) {
        program.inputs[Int(input.position)].cells[cell].condition = fact == .always ? nil : fact
    }
    /// Says that cells of an input cannot always be met.
    public mutating func markInexact(_ input: InputID) {
        program.inputs[Int(input.position)].isExact = false
    }

    private mutating func join(_ first: FactID, _ second: FactID, isAnd: Bool) -> FactID {
        let (neutral, absorbing): (FactID, FactID) = isAnd ? (.always, .never) : (.never, .always)
        if first == absorbing || second == absorbing { return absorbing }
        if first == neutral || first == second { return second }
        if second == neutral { return first }
        let start = program.operands.count
        program.operands.append(min(first, second))
        program.operands.append(max(first, second))
        return close(start, isAnd: isAnd)
    }

    private mutating func join(_ facts: [FactID], isAnd: Bool) -> FactID {
        let (neutral, absorbing): (FactID, FactID) = isAnd ? (.always, .never) : (.never, .always)
        if facts.contains(absorbing) { return absorbing }
        let start = program.operands.count
        for fact in facts where fact != neutral { program.operands.append(fact) }
        // Sorted where they stand, each once.
        let count = program.operands.withUnsafeMutableBufferPointer { all in
            if all.count - start > 1 { all[start...].sort() }
            var end = start
            for place in start..<all.count where end == start || all[place] != all[end - 1] {
                all[end] = all[place]
                end += 1
            }
            return end - start
        }
        program.operands.removeLast(program.operands.count - start - count)
        if count < 2 {
            let only = count == 1 ? program.operands.removeLast() : neutral
            return only
        }
        return close(start, isAnd: isAnd)
    }

    /// Takes the operands from a place on, sorted and different, as those of a fact, which may be there already.
    private mutating func close(_ start: Int, isAnd: Bool) -> FactID {
        let run = Fact.Run(start: start, count: program.operands.count - start)
        let fact = isAnd ? Fact.and(run) : .or(run)
        // A fact and its negation, which stands after it.
        for place in start + 1..<start + Int(run.count) {
            guard case .not(let inner) = program[program.operands[place]],
                hasOperand(inner, start..<place)
            else { continue }
            program.operands.removeLast(Int(run.count))
            return isAnd ? .never : .always
        }
        let slot = slot(of: fact)
        if slots[slot] != 0 {
            program.operands.removeLast(Int(run.count))
            return FactID(Int(slots[slot]))
        }
        return append(fact, at: slot)
    }

    private func hasOperand(_ fact: FactID, _ places: Range<Int>) -> Bool {
        var (low, high) = (places.lowerBound, places.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if program.operands[middle] < fact { low = middle + 1 } else { high = middle }
        }
        return low < places.upperBound && program.operands[low] == fact
    }

    private mutating func add(_ fact: Fact) -> FactID {
        let slot = slot(of: fact)
        return slots[slot] == 0 ? append(fact, at: slot) : FactID(Int(slots[slot]))
    }

    // MARK: - One fact for a function

    private mutating func append(_ fact: Fact, at slot: Int) -> FactID {
        program.facts.append(fact)
        let id = FactID(program.facts.count - 1)
        slots[slot] = id.position
        if program.facts.count > slots.count / 2 {
            slots = [Int32](repeating: 0, count: slots.count * 4)
            for position in 2..<program.facts.count {
                slots[self.slot(of: program.facts[position])] = Int32(truncatingIfNeeded: position)
            }
        }
        return id
    }

    /// The slot of a fact, or the empty one where it belongs.
    private func slot(of fact: Fact) -> Int {
        var slot = hash(fact) & (slots.count - 1)
        while slots[slot] != 0, !isSame(program.facts[Int(slots[slot])], fact) {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private func isSame(_ known: Fact, _ fact: Fact) -> Bool {
        switch (known, fact) {
        case (.and(let left), .and(let right)), (.or(let left), .or(let right)):
            left.count == right.count
                && (0..<Int(left.count)).allSatisfy { place in
                    program.operands[Int(left.start) + place] == program.operands[Int(right.start) + place]
                }
        default: known == fact
        }
    }

    private func hash(_ fact: Fact) -> Int {
        var hash: UInt64
        switch fact {
        case .never, .always: hash = 0
        case .cell(let input, let set):
            hash = Self.mixed(Self.mixed(1, UInt64(UInt32(bitPattern: input.position))), set.low)
            for word in set.rest { hash = Self.mixed(hash, word) }
        case .not(let inner): hash = Self.mixed(2, inner)
        case .and(let run): hash = self.hash(3, run)
        case .or(let run): hash = self.hash(4, run)
        case .sum(let index): hash = Self.mixed(5, UInt64(UInt32(bitPattern: index)))
        case .reason(let index, let inner):
            hash = Self.mixed(Self.mixed(6, UInt64(UInt32(bitPattern: index))), inner)
        }
        return Int(truncatingIfNeeded: hash >> 20)
    }

    private func hash(_ kind: UInt64, _ run: Fact.Run) -> UInt64 {
        var hash = kind
        for operand in program.operands(run) { hash = Self.mixed(hash, operand) }
        return hash
    }

    private static func mixed(_ hash: UInt64, _ fact: FactID) -> UInt64 {
        mixed(hash, UInt64(UInt32(bitPattern: fact.position)))
    }

    private static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        let mixed = (hash &* 0x9E37_79B9_7F4A_7C15 ^ value) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed >> 32
    }
}
