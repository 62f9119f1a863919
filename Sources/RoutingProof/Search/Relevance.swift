/// What a question depends on, given what is assumed so far: a disjunction that holds needs one part of it only.
///
/// Guesses are made only for parts that still lack a reason. Where none does, the rest does not matter.
struct Relevance {
    /// Whether it still fits what is assumed.
    var isCurrent = false
    /// For each variable the round in which it was found to matter.
    var round: [Int32]
    /// The present round.
    var now: Int32 = 0
    /// Variables that matter, in the order found.
    var agenda: [Int32] = []
    /// How many of them have been looked at.
    var head = 0
    /// Those whose value has no reason yet.
    var waiting: [Int32] = []

    init(count: Int) { round = [Int32](repeating: 0, count: count) }

    mutating func begin(_ variable: Int32) {
        now &+= 1
        isCurrent = true
        agenda.removeAll(keepingCapacity: true)
        waiting.removeAll(keepingCapacity: true)
        head = 0
        add(variable)
    }

    @inline(__always)
    mutating func add(_ variable: Int32) {
        guard round[Int(variable)] != now else { return }
        round[Int(variable)] = now
        agenda.append(variable)
    }
}

extension Solver {
    /// Lets everything take part that a variable depends on, and is not known.
    ///
    /// What depends only on inputs before `from` is left as it is in a model: `frozen` are the literals that say so.
    mutating func activate(_ variable: Int32, from: Int, frozen: inout [Int32], as model: Model?) {
        var stack = [variable]
        var gates: [Int32] = []
        while let next = stack.popLast() {
            let variable = Int(next)
            guard reached[variable] != question, value[2 * variable] == 0 else { continue }
            reached[variable] = question
            if let model, network.lastInput[variable] < from {
                frozen.append(2 * next + (model.isTrue[variable] ? 0 : 1))
                if network.owner[variable] >= 0 {
                    activate(input: Int(network.owner[variable]), &gates)
                }
                continue
            }
            for gate in [network.gate[variable], network.secondGate[variable]] where gate >= 0 {
                activate(gate: gate, &gates, &stack)
            }
            if network.owner[variable] >= 0 { activate(input: Int(network.owner[variable]), &gates) }
            if network.sum[variable] >= 0 { activate(sum: network.sum[variable], &gates, &stack) }
        }
        // What follows already is filled in last, so that nothing is counted twice.
        for gate in gates { settle(gate) }
    }

    private mutating func activate(sum index: Int32, _ gates: inout [Int32], _ stack: inout [Int32]) {
        activeSums[Int(index)] = question
        let sum = network.sums[Int(index)]
        for term in sum.terms {
            stack.append(network.terms[term].when >> 1)
            if network.terms[term].input >= 0 {
                let input = Int(network.terms[term].input)
                let first = network.firstVariable[input]
                stack += first..<first + max(1, network.choices[input] == 2 ? 1 : network.choices[input])
            }
            if let (low, high) = bounds(ofTerm: term) { setBounds(term, low, high) }
        }
        steps += sum.terms.count
        noteChange(index)
    }

    private mutating func activate(input: Int, _ gates: inout [Int32]) {
        var none: [Int32] = []
        let gate = network.choiceGate[input]
        if gate >= 0 { activate(gate: gate, &gates, &none) }
    }

    private mutating func activate(gate index: Int32, _ gates: inout [Int32], _ stack: inout [Int32]) {
        let gate = Int(index)
        guard activeGates[gate] != question else { return }
        activeGates[gate] = question
        gates.append(index)
        steps += 1
        var count: Int32 = 0
        var rest: Int32 = 0
        for place in network.places(ofGate: gate) {
            let operand = network.operands[place]
            if value[Int(operand)] > 0 { count += 1 } else { rest ^= operand }
            stack.append(operand >> 1)
        }
        trueCount[gate] = count
        missing[gate] = rest
    }

    private mutating func settle(_ index: Int32) {
        let gate = Int(index)
        let output = network.gateOutput[gate]
        let size = network.gateStart[gate + 1] - network.gateStart[gate]
        if trueCount[gate] == size {
            if value[Int(output)] == 0 { assign(output, .gate(index)) }
        } else if network.places(ofGate: gate).contains(where: { value[Int(network.operands[$0])] < 0 }) {
            if value[Int(output)] == 0 { assign(output ^ 1, .guess) }
        } else if trueCount[gate] == size - 1 && value[Int(output)] < 0 && value[Int(missing[gate])] == 0 {
            assign(missing[gate] ^ 1, .gate(index))
        }
    }

    /// Looks for what still lacks a reason, and makes the variables that could give one candidates; false if nothing does.
    mutating func look(for claim: Int32) -> Bool {
        if relevance.isCurrent {
            let waiting = relevance.waiting
            relevance.waiting.removeAll(keepingCapacity: true)
            for variable in waiting { expand(variable) }
        } else {
            relevance.begin(claim >> 1)
        }
        while relevance.head < relevance.agenda.count {
            let variable = relevance.agenda[relevance.head]
            relevance.head += 1
            expand(variable)
        }
        return !relevance.waiting.isEmpty
    }

    private mutating func expand(_ number: Int32) {
        let variable = Int(number)
        steps += 1
        // What is known without a guess holds for any choice.
        guard level[variable] > 0 || value[2 * variable] == 0, Int(network.lastInput[variable]) >= thawed,
            network.owner[variable] < 0, network.secondGate[variable] < 0
        else { return }
        if network.sum[variable] >= 0 {
            expand(sum: Int(network.sum[variable]), number)
            return
        }
        let gate = Int(network.gate[variable])
        let places = network.places(ofGate: gate)
        if value[Int(network.gateOutput[gate])] > 0 {
            for place in places { relevance.add(network.operands[place] >> 1) }
            return
        }
        if let reason = reasonForFalse(gate) {
            relevance.add(reason)
            return
        }
        relevance.waiting.append(number)
        for place in places where value[Int(network.operands[place])] == 0 {
            propose(network.operands[place] ^ 1, for: number)
        }
    }

    /// A false operand: the one that costs least.
    private func reasonForFalse(_ gate: Int) -> Int32? {
        var best: Int32?
        for place in network.places(ofGate: gate) where value[Int(network.operands[place])] < 0 {
            let variable = network.operands[place] >> 1
            if level[Int(variable)] == 0 || relevance.round[Int(variable)] == relevance.now {
                return variable
            }
            if best.map({ position[Int(variable)] < position[Int($0)] }) ?? true { best = variable }
        }
        return best
    }

    private mutating func expand(sum index: Int, _ number: Int32) {
        let sum = network.sums[index]
        let holds = value[2 * Int(number)] > 0
        for term in sum.terms where network.terms[term].when > 1 {
            let when = network.terms[term].when
            if value[Int(when)] != 0 { relevance.add(when >> 1) }
        }
        if holds ? sumLow[index] >= sum.atLeast : sumHigh[index] < sum.atLeast { return }
        relevance.waiting.append(number)
        for term in sum.terms where termLow[term] < termHigh[term] {
            propose(term, sign: holds ? 1 : -1, for: number)
        }
    }

    private mutating func propose(_ index: Int, sign: Int, for number: Int32) {
        let term = network.terms[index]
        var best = Int.min
        var chosen: Int32 = -1
        for choice in 0..<term.count {
            let literal = term.input < 0 ? 0 : network.literal(Int(term.input), choice)
            let weight = sign * network.weights[term.weights + choice]
            if value[Int(literal)] >= 0 && weight > best {
                best = weight
                chosen = literal
            }
        }
        if value[Int(term.when)] == 0 { propose(best > 0 ? term.when : term.when ^ 1, for: number) }
        if chosen > 1 && value[Int(chosen)] == 0 { propose(chosen, for: number) }
    }

    private mutating func propose(_ literal: Int32, for number: Int32) {
        let variable = Int(literal >> 1)
        purpose[variable] = number
        if candidate[variable] != question {
            candidate[variable] = question
            phase[variable] = literal & 1 == 0 ? 1 : -1
        }
        order.insert(literal >> 1)
    }

    /// Whether the gate or sum for whose sake a variable would be guessed still lacks a reason.
    func isUseful(_ variable: Int32) -> Bool {
        let number = Int(purpose[Int(variable)])
        guard value[2 * number] != 0 else { return false }
        if network.sum[number] >= 0 {
            let index = Int(network.sum[number])
            let sum = network.sums[index]
            return value[2 * number] > 0 ? sumLow[index] < sum.atLeast : sumHigh[index] >= sum.atLeast
        }
        let gate = Int(network.gate[number])
        if value[Int(network.gateOutput[gate])] > 0 { return false }
        return !network.places(ofGate: gate).contains { value[Int(network.operands[$0])] < 0 }
    }
}
