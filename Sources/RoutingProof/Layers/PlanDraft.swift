/// A plan of layers whose bits are still gates, numbered as in the circuit.
struct PlanDraft {
    /// A truth value, or a running sum, that is forgotten after a block and guessed again before it is next read.
    struct Cut: Hashable {
        var gate: Int
        /// The block, counted without those that guess.
        var block: Int
    }

    var blocks: [LayerPlan.Block] = []
    var code: [LayerPlan.Instruction] = []
    var choices: [LayerPlan.Choice] = []
    var classes: [LayerPlan.Class] = []
    /// The cells of all classes.
    var cells: [Int32] = []
    /// For each class where the gates begin that it makes hold, and those gates.
    var patternStarts: [Int32] = [0]
    var patternGates: [Int32] = []
    /// For each choice where the gates begin that it decides, and those gates.
    var decidedStarts: [Int32] = [0]
    var decidedGates: [Int32] = []
    var steps: [Circuit.Counter.Step] = []
    /// For each counter the index of its first step.
    private var firstSteps: [Int32] = []
    var blockOfStop: [Int32]
    var baseOfBlock: [Int32] = []
    var blockOfInput: [InputID: Int] = [:]
    /// How many gates there are, those included that are guessed again.
    var gateCount: Int
    var counterCount: Int

    private let program: Program
    private let stops: [Stop]
    private let schedule: Schedule
    private let circuit: Circuit

    init(_ program: Program, _ stops: [Stop], _ schedule: Schedule, _ circuit: Circuit) {
        self.program = program
        self.stops = stops
        self.schedule = schedule
        self.circuit = circuit
        blockOfStop = [Int32](repeating: -1, count: stops.count)
        gateCount = circuit.gates.count
        counterCount = circuit.counters.count
    }

    /// The wire of a fact that a stop needs.
    private func wire(_ fact: FactID, _ stop: Int32) -> Wire {
        if let holds = schedule.assumption(fact, for: stop) { return holds ? .always : .never }
        return circuit.wires[Int(fact.position)]
    }

    /// The wire of the fact of a stop.
    private func wire(of stop: Int) -> Wire {
        switch stops[stop] {
        case .choose: .always
        case .event(let fact, _), .keep(let fact), .end(let fact, _): wire(fact, Int32(stop))
        }
    }

    /// The wires that a choice reads: where it is made, and where its cells are permitted.
    private func wires(of input: InputID) -> (made: Wire, conditions: [Wire]) {
        let stop = schedule.choiceNeeds[Int(input.position)]
        return (
            wire(program[input].isMade, stop),
            program[input].cells.map { cell in cell.condition.map { wire($0, stop) } ?? .always }
        )
    }

    // MARK: Drafting

    /// What is computed once a choice is made, for each time: a gate, and for a step of a counter its index.
    private struct Items {
        var starts: [Int32]
        var gates: [Int32]
        var steps: [Int32]
    }

    /// Writes down choices, computations and stops.
    mutating func draft() {
        let items = bucket(used())
        var isOpen = false
        begin(choice: -1, &isOpen)
        compute(items, at: 0)
        for step in schedule.steps {
            switch step {
            case .choose(let input):
                let time = Int(schedule.times[Int(input.position)])
                let range = Int(items.starts[time])..<Int(items.starts[time + 1])
                var cells: [Int] = []
                for index in range {
                    if case .cell = circuit.gates[Int(items.gates[index])] {
                        cells.append(Int(items.gates[index]))
                    }
                }
                addChoice(input, cells)
                begin(choice: choices.count - 1, &isOpen)
                blockOfInput[input] = blocks.count - 1
                compute(items, at: time)
            case .stop(let index):
                if !isOpen { begin(choice: -1, &isOpen) }
                blockOfStop[index] = Int32(blocks.count - 1)
                stop(index, &isOpen)
            }
        }
        close()
        baseOfBlock = blocks.indices.map { Int32($0) }
    }

    private mutating func stop(_ index: Int, _ isOpen: inout Bool) {
        let wire = wire(of: index)
        switch stops[index] {
        case .choose: break
        case .event(_, let number):
            guard wire != .never else { break }
            code.append(.init(kind: .event, left: wire.code, right: Int32(number)))
        case .keep:
            guard wire != .always else { break }
            code.append(.init(kind: .keep, left: wire.code))
            close()
            isOpen = false
        case .end(_, let ending):
            guard wire != .never else { break }
            code.append(.init(kind: .end, left: wire.code, right: Int32(ending)))
        }
    }

    private mutating func begin(choice: Int, _ isOpen: inout Bool) {
        close()
        blocks.append(LayerPlan.Block(choice: choice, code: code.count..<code.count))
        isOpen = true
    }

    private mutating func close() {
        guard let last = blocks.indices.last, blocks[last].code.upperBound < code.count else { return }
        blocks[last].code = blocks[last].code.lowerBound..<code.count
    }

    /// The gates that a stop or a choice comes to read.
    private func used() -> [Bool] {
        var used = [Bool](repeating: false, count: circuit.gates.count)
        for step in schedule.steps {
            switch step {
            case .choose(let input):
                let (made, conditions) = wires(of: input)
                used[made.gate] = true
                for condition in conditions { used[condition.gate] = true }
            case .stop(let index): used[wire(of: index).gate] = true
            }
        }
        for gate in circuit.gates.indices.reversed() where used[gate] {
            switch circuit.gates[gate] {
            case .always, .cell, .open: break
            case .both(let left, let right):
                used[left.gate] = true
                used[right.gate] = true
            case .reached(let counter):
                for step in circuit.counters[counter].steps {
                    for entry in step.entries { used[entry.when.gate] = true }
                }
            }
        }
        return used
    }

    /// Sorts what is computed by its time; at one time what is read stands before what reads it.
    private mutating func bucket(_ used: [Bool]) -> Items {
        var starts = [Int32](repeating: 0, count: schedule.steps.count + 3)
        func each(_ body: (Int32, Int, Int32) -> Void) {
            var next: Int32 = 0
            for gate in circuit.gates.indices {
                if case .reached(let counter) = circuit.gates[gate] {
                    for step in circuit.counters[counter].steps {
                        if used[gate] { body(step.time, gate, next) }
                        next += 1
                    }
                }
                if used[gate], gate > 0 { body(circuit.times[gate], gate, -1) }
            }
        }
        var total = 0
        each { time, _, _ in
            starts[Int(time) + 1] += 1
            total += 1
        }
        for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
        var fill = starts
        var gates = [Int32](repeating: 0, count: total)
        var steps = [Int32](repeating: -1, count: total)
        each { time, gate, step in
            gates[Int(fill[Int(time)])] = Int32(gate)
            steps[Int(fill[Int(time)])] = step
            fill[Int(time)] += 1
        }
        for counter in circuit.counters {
            firstSteps.append(Int32(self.steps.count))
            self.steps += counter.steps
        }
        return Items(starts: starts, gates: gates, steps: steps)
    }

    private mutating func compute(_ items: Items, at time: Int) {
        for index in Int(items.starts[time])..<Int(items.starts[time + 1]) {
            let gate = Int(items.gates[index])
            switch circuit.gates[gate] {
            case .always, .cell: break
            case .open:
                addGuess(gate)
                var isOpen = true
                begin(choice: choices.count - 1, &isOpen)
            case .both(let left, let right):
                code.append(.init(kind: .both, target: Int32(gate), left: left.code, right: right.code))
            case .reached(let counter):
                let step = items.steps[index]
                if step < 0 {
                    code.append(.init(kind: .reached, target: Int32(gate), left: Int32(counter)))
                } else {
                    let isFirst = step == firstSteps[counter]
                    code.append(
                        .init(kind: .add, target: Int32(counter), left: step, right: isFirst ? 1 : 0))
                }
            }
        }
    }

    // MARK: Choices

    /// Adds a choice, its cells in classes that set the same gates and are permitted under the same condition.
    private mutating func addChoice(_ input: InputID, _ gates: [Int]) {
        let sets = gates.map { gate in
            if case .cell(_, let set) = circuit.gates[gate] { set } else { CellSet() }
        }
        var known: [[Int32]: Int] = [:]
        var members: [[Int32]] = []
        let start = classes.count
        let (made, conditions) = wires(of: input)
        for cell in program[input].cells.indices {
            let condition = conditions[cell].code
            let holding = sets.indices.filter { sets[$0].contains(cell) }
            let key = [condition] + holding.map { Int32($0) }
            if let number = known[key] {
                members[number - start].append(Int32(cell))
                continue
            }
            known[key] = classes.count
            members.append([Int32(cell)])
            addClass(condition, holding.map { Int32(gates[$0]) })
        }
        for (number, own) in members.enumerated() {
            classes[start + number].cells = cells.count..<cells.count + own.count
            cells += own
        }
        decidedGates += gates.map { Int32($0) }
        decidedStarts.append(Int32(decidedGates.count))
        choices.append(
            LayerPlan.Choice(
                input: input, made: made.code, classes: start..<classes.count))
    }

    private mutating func addClass(_ condition: Int32, _ gates: [Int32]) {
        classes.append(LayerPlan.Class(condition: condition, cells: 0..<0))
        patternGates += gates
        patternStarts.append(Int32(patternGates.count))
    }

    mutating func addGuess(_ gate: Int) {
        let start = classes.count
        addClass(LayerPlan.always, [])
        addClass(LayerPlan.always, [Int32(gate)])
        decidedGates.append(Int32(gate))
        decidedStarts.append(Int32(decidedGates.count))
        choices.append(LayerPlan.Choice(input: nil, made: LayerPlan.always, classes: start..<start + 2))
    }
}
