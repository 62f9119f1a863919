/// Evaluates facts in models that differ from a known one in one input; keeps the room that it needs.
struct ChangedModel {
    private var round: [Int32]
    private var now: Int32 = 0
    private var result: [Bool]
    private var stack: [(variable: Int32, next: Int32)] = []

    init(count: Int) {
        round = [Int32](repeating: 0, count: count)
        result = [Bool](repeating: false, count: count)
    }

    /// Whether a literal is true in a model where one input is changed; nil if that takes more than `limit` visits.
    ///
    /// Looks only at what depends on that input or later ones.
    mutating func holds(
        _ literal: Int32, in model: Model, of network: Network, input: Int, becomes choice: Int, limit: Int,
        visits: inout Int
    ) -> Bool? {
        now &+= 1
        stack.removeAll(keepingCapacity: true)
        let goal = literal >> 1
        stack.append((goal, 0))
        let last = visits + limit
        while let (number, next) = stack.last {
            let variable = Int(number)
            if next == 0 {
                visits += 1
                guard visits <= last else { return nil }
                if network.lastInput[variable] < input {
                    finish(number, model.isTrue[variable])
                    continue
                }
                let owner = Int(network.owner[variable])
                if owner >= 0 {
                    finish(
                        number,
                        owner == input ? network.literal(input, choice) == 2 * number : model.isTrue[variable]
                    )
                    continue
                }
            }
            if network.sum[variable] >= 0 {
                step(sum: Int(network.sum[variable]), number, Int(next), model, network, input, choice)
            } else {
                step(gate: Int(network.gate[variable]), number, Int(next), network)
            }
        }
        return result[Int(goal)] != (literal & 1 == 1)
    }

    private mutating func finish(_ variable: Int32, _ isTrue: Bool) {
        round[Int(variable)] = now
        result[Int(variable)] = isTrue
        stack.removeLast()
    }

    /// Goes on with a gate from its operand of this number.
    private mutating func step(gate: Int, _ number: Int32, _ next: Int, _ network: Network) {
        let places = network.places(ofGate: gate)
        var place = places.lowerBound + next
        // The output says whether the operands together make the variable true or false.
        let isTurned = network.gateOutput[gate] & 1 == 1
        while place < places.upperBound {
            let operand = network.operands[place]
            let inner = operand >> 1
            guard round[Int(inner)] == now else {
                visit(inner, returningTo: place - places.lowerBound)
                return
            }
            if result[Int(inner)] == (operand & 1 == 1) {
                finish(number, isTurned)
                return
            }
            place += 1
        }
        finish(number, !isTurned)
    }

    private mutating func visit(_ variable: Int32, returningTo next: Int) {
        stack[stack.count - 1].next = Int32(next)
        stack.append((variable, 0))
    }

    private mutating func step(
        sum index: Int, _ number: Int32, _ next: Int, _ model: Model, _ network: Network, _ input: Int,
        _ choice: Int
    ) {
        let sum = network.sums[index]
        var place = sum.terms.lowerBound + next
        while place < sum.terms.upperBound {
            let when = network.terms[place].when
            guard when < 2 || round[Int(when >> 1)] == now else {
                visit(when >> 1, returningTo: place - sum.terms.lowerBound)
                return
            }
            place += 1
        }
        var total = 0
        for place in sum.terms {
            let term = network.terms[place]
            let counts = term.when < 2 ? term.when == 0 : result[Int(term.when >> 1)] != (term.when & 1 == 1)
            guard counts else { continue }
            var index = 0
            if term.input >= 0 {
                index = Int(term.input) == input ? choice : Int(model.classes[Int(term.input)])
            }
            total += network.weights[term.weights + index]
        }
        finish(number, total >= sum.atLeast)
    }
}
