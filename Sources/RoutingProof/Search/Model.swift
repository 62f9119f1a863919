/// A choice for every input, and what holds with it.
struct Model {
    /// The class of each input.
    private(set) var classes: [Int32]
    /// Whether each variable of the network is true.
    private(set) var isTrue: [Bool]

    /// Evaluates a network for a choice of classes. Linear in the network.
    init(_ classes: [Int32], in network: Network) {
        self.classes = classes
        isTrue = [Bool](repeating: false, count: network.count)
        isTrue[0] = true
        for variable in 1..<max(1, network.count) {
            let owner = Int(network.owner[variable])
            if owner >= 0 {
                isTrue[variable] = network.literal(owner, Int(classes[owner])) == Int32(2 * variable)
            } else if network.sum[variable] >= 0 {
                let sum = network.sums[Int(network.sum[variable])]
                var total = 0
                for place in sum.terms { total += amount(of: network.terms[place], in: network) }
                isTrue[variable] = total >= sum.atLeast
            } else {
                let gate = Int(network.gate[variable])
                let isTurned = network.gateOutput[gate] & 1 == 1
                var isAll = true
                for place in network.places(ofGate: gate) where !holds(network.operands[place]) {
                    isAll = false
                    break
                }
                isTrue[variable] = isAll != isTurned
            }
        }
    }

    /// Whether a literal is true.
    @inline(__always)
    func holds(_ literal: Int32) -> Bool { isTrue[Int(literal >> 1)] != (literal & 1 == 1) }

    /// What a term adds.
    func amount(of term: Network.LinearTerm, in network: Network) -> Int {
        guard holds(term.when) else { return 0 }
        return network.weights[term.weights + (term.input < 0 ? 0 : Int(classes[Int(term.input)]))]
    }

    /// The inputs whose classes alone already make a literal that is true so, in order.
    ///
    /// Of the parts of a disjunction that hold, the one is kept that ends first in the interview. Linear in what is kept.
    func needed(for literal: Int32, in network: Network) -> [Int] {
        var isSeen = Set<Int32>()
        var isNeeded = Set<Int>()
        var stack = [literal >> 1]
        while let number = stack.popLast() {
            let variable = Int(number)
            guard variable > 0, isSeen.insert(number).inserted else { continue }
            if network.owner[variable] >= 0 || network.secondGate[variable] >= 0 {
                isNeeded.insert(Int(network.lastInput[variable]))
            } else if network.sum[variable] >= 0 {
                keep(Int(network.sum[variable]), network, &stack, &isNeeded)
            } else {
                let gate = Int(network.gate[variable])
                let places = network.places(ofGate: gate)
                if holds(network.gateOutput[gate]) {
                    for place in places { stack.append(network.operands[place] >> 1) }
                } else {
                    var best: Int32?
                    for place in places where !holds(network.operands[place]) {
                        let other = network.operands[place] >> 1
                        if isSeen.contains(other) {
                            best = other
                            break
                        }
                        if best.map({ network.lastInput[Int(other)] < network.lastInput[Int($0)] }) ?? true {
                            best = other
                        }
                    }
                    if let best { stack.append(best) }
                }
            }
        }
        return isNeeded.sorted()
    }

    /// Which terms are needed for a sum to be as large or as small as it is told: late ones are left out where the
    /// others are enough.
    private func keep(_ index: Int, _ network: Network, _ stack: inout [Int32], _ needed: inout Set<Int>) {
        let sum = network.sums[index]
        let total = sum.terms.reduce(0) { $0 + amount(of: network.terms[$1], in: network) }
        let isHigh = total >= sum.atLeast
        var spare = isHigh ? total - sum.atLeast : sum.atLeast - 1 - total
        for place in sum.terms.reversed() {
            let term = network.terms[place]
            let sign = isHigh ? 1 : -1
            var worst = term.when == 0 ? Int.max : 0
            for choice in 0..<term.count { worst = min(worst, sign * network.weights[term.weights + choice]) }
            let loss = sign * amount(of: term, in: network) - worst
            if loss <= spare {
                spare -= loss
            } else {
                stack.append(term.when >> 1)
                if term.input >= 0 && holds(term.when) { needed.insert(Int(term.input)) }
            }
        }
    }
}
