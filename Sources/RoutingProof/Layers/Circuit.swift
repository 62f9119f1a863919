/// A gate of a circuit, or its opposite.
struct Wire: Hashable, Comparable {
    /// Twice the gate's number, and one more for its opposite.
    var code: Int32

    init(code: Int32) { self.code = code }
    init(gate: Int) { code = Int32(truncatingIfNeeded: gate) << 1 }

    static let always = Wire(code: 0)
    static let never = Wire(code: 1)
    var gate: Int { Int(code >> 1) }
    var opposite: Wire { Wire(code: code ^ 1) }
    static func < (left: Wire, right: Wire) -> Bool { left.code < right.code }
}

/// The needed facts as gates of two inputs, each known at the time of the last choice that it reads.
///
/// What joins many facts becomes a chain in the order in which they are known, so that at any time one truth value
/// stands for all of them that were.
struct Circuit {
    enum Gate {
        case always
        case cell(InputID, CellSet)
        case both(Wire, Wire)
        /// Whether a counter reached its threshold.
        case reached(Int)
        /// Not looked into: it may hold or not.
        case open
    }

    /// A running sum. What is stored is how far above `low` it is, and what can no longer matter is cut off: a sum at
    /// `low` cannot be enough any more, one at `high` cannot fail.
    struct Counter {
        struct Entry {
            var weight: Int
            var when: Wire
        }
        struct Step {
            var time: Int32
            /// At most one of these holds.
            var entries: [Entry]
            var lowBefore: Int
            var low: Int
            var high: Int
        }
        var steps: [Step]
    }

    private(set) var gates: [Gate] = [.always]
    private(set) var times: [Int32] = [0]
    private(set) var counters: [Counter] = []
    /// For each needed fact its wire.
    private(set) var wires: [Wire]
    /// Whether a sum was too large to be followed.
    private(set) var hasOpenGates = false

    private var joined: [UInt64: Int32] = [:]

    /// Builds the circuit of the facts that a schedule needs. Linear in them, but for sorting what is joined.
    init(_ program: Program, _ schedule: Schedule) {
        wires = [Wire](repeating: .always, count: program.facts.count)
        var collected: [Wire] = []
        var here: Int32 = 0
        func wire(_ fact: FactID) -> Wire {
            if let holds = schedule.assumption(fact, for: here) { return holds ? .always : .never }
            return wires[Int(fact.position)]
        }
        for position in program.facts.indices where schedule.isNeeded[position] {
            here = schedule.firstNeeds[position]
            switch program.facts[position] {
            case .always: wires[position] = .always
            case .never: wires[position] = .never
            case .cell(let input, let set): wires[position] = cell(input, set, program, schedule)
            case .not(let inner): wires[position] = wire(inner).opposite
            case .reason(_, let inner): wires[position] = wire(inner)
            case .and(let run):
                collected.removeAll(keepingCapacity: true)
                for operand in program.operands(run) { collected.append(wire(operand)) }
                wires[position] = all(&collected)
            case .or(let run):
                collected.removeAll(keepingCapacity: true)
                for operand in program.operands(run) {
                    collected.append(wire(operand).opposite)
                }
                wires[position] = all(&collected).opposite
            case .sum(let index):
                let sum = program.sums[Int(index)]
                let whens = sum.terms.map { wire($0.when) }
                wires[position] = self.sum(sum, whens, program, schedule)
            }
        }
    }

    private func time(_ wire: Wire) -> Int32 { times[wire.gate] }

    private mutating func add(_ gate: Gate, at time: Int32) -> Wire {
        gates.append(gate)
        times.append(time)
        return Wire(gate: gates.count - 1)
    }

    private mutating func cell(
        _ input: InputID, _ set: CellSet, _ program: Program, _ schedule: Schedule
    ) -> Wire {
        let count = program[input].cells.lazy.indices.count(where: set.contains)
        if count == 0 { return .never }
        if count == program[input].cells.count { return .always }
        return add(.cell(input, set), at: schedule.times[Int(input.position)])
    }

    private mutating func all(_ wires: inout [Wire]) -> Wire {
        if wires.count > 1 {
            wires.sort { left, right in
                let (first, second) = (time(left), time(right))
                return first == second ? left < right : first < second
            }
        }
        var result = Wire.always
        for wire in wires { result = both(result, wire) }
        return result
    }

    /// Both of two wires, with what can be seen of two levels.
    private mutating func both(_ left: Wire, _ right: Wire) -> Wire {
        if left == .never || right == .never || left == right.opposite { return .never }
        if left == .always || left == right { return right }
        if right == .always { return left }
        for (one, other) in [(left, right), (right, left)] {
            guard case .both(let first, let second) = gates[one.gate] else { continue }
            if one.code & 1 == 0 {
                // (a and b) and a is a and b; (a and b) and not a is never.
                if first == other || second == other { return one }
                if first == other.opposite || second == other.opposite { return .never }
            } else {
                // not (a and b) and a is a and not b; not (a and b) and not a is not a.
                if first == other { return both(other, second.opposite) }
                if second == other { return both(other, first.opposite) }
                if first == other.opposite || second == other.opposite { return other }
            }
        }
        let (low, high) = left < right ? (left, right) : (right, left)
        let key = UInt64(UInt32(bitPattern: low.code)) << 32 | UInt64(UInt32(bitPattern: high.code))
        if let known = joined[key] { return Wire(code: known) }
        let wire = add(.both(low, high), at: max(time(low), time(high)))
        joined[key] = wire.code
        return wire
    }

    // MARK: Sums

    private struct Part {
        var time: Int32
        var entries: [Counter.Entry]
        var least: Int
        var most: Int
    }

    private mutating func sum(
        _ sum: Sum, _ whens: [Wire], _ program: Program, _ schedule: Schedule
    ) -> Wire {
        var parts: [Part] = []
        var reach = Int128(sum.atLeast.magnitude)
        var last: Int32 = 0
        for (term, when) in zip(sum.terms, whens) {
            if when == .never { continue }
            var part = Part(time: 0, entries: [], least: 0, most: 0)
            if let input = term.input {
                var cells: [Int: CellSet] = [:]
                for (cell, weight) in term.weights.enumerated() where weight != 0 {
                    cells[weight, default: CellSet()].insert(cell)
                }
                for weight in cells.keys.sorted() {
                    let chosen = cell(input, cells[weight] ?? CellSet(), program, schedule)
                    part.entries.append(Counter.Entry(weight: weight, when: both(chosen, when)))
                }
            } else if let weight = term.weights.first, weight != 0 {
                part.entries = [Counter.Entry(weight: weight, when: when)]
            }
            part.entries.removeAll { $0.when == .never }
            if part.entries.isEmpty { continue }
            part.time = part.entries.map { time($0.when) }.max() ?? 0
            last = max(last, part.time)
            let weights = part.entries.map(\.weight)
            // A single entry that always holds is no choice.
            let isFixed = part.entries.count == 1 && part.entries[0].when == .always
            part.least = isFixed ? weights[0] : min(0, weights.min() ?? 0)
            part.most = isFixed ? weights[0] : max(0, weights.max() ?? 0)
            reach += Int128(max(part.least.magnitude, part.most.magnitude))
            parts.append(part)
        }
        guard reach < 1 << 60 else {
            hasOpenGates = true
            return add(.open, at: last)
        }
        parts.sort { $0.time < $1.time }
        return counter(parts, atLeast: sum.atLeast, at: last)
    }

    private mutating func counter(_ parts: [Part], atLeast: Int, at time: Int32) -> Wire {
        var least = parts.reduce(0) { $0 + $1.least }
        var most = parts.reduce(0) { $0 + $1.most }
        if least >= atLeast { return .always }
        if most < atLeast { return .never }
        var steps: [Counter.Step] = []
        for part in parts {
            let before = atLeast - most - 1
            least -= part.least
            most -= part.most
            steps.append(
                Counter.Step(
                    time: part.time, entries: part.entries, lowBefore: before, low: atLeast - most - 1,
                    high: atLeast - least))
        }
        counters.append(Counter(steps: steps))
        return add(.reached(counters.count - 1), at: time)
    }
}
