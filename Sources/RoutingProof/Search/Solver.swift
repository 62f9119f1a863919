/// What is assumed and what follows: the state of a search over a network.
///
/// Values are guessed one at a time; what follows from the gates, sums and learnt clauses is filled in, with the reason
/// for each. A contradiction gives a clause that says what was wrong, and the search goes back as far as that clause
/// reaches. Source: J. P. Marques-Silva, K. A. Sakallah, "GRASP" (1999); M. W. Moskewicz et al., "Chaff" (2001); N. Eén,
/// N. Sörensson, "An Extensible SAT-solver" (2003).
///
/// Only gates that a question depends on take part. What is learnt follows from the network alone, so it stays true for
/// every later question.
struct Solver {
    let network: Network

    /// 1 where a literal is true, -1 where it is false, 0 where it is open.
    var value: [Int8]
    /// How many guesses deep each variable got its value.
    var level: [Int32]
    /// Why it has its value.
    var reason: [Reason]
    /// Its place in `trail`.
    var position: [Int32]
    /// True literals in the order in which they became true.
    var trail: [Int32] = []
    /// Where in `trail` each level begins.
    var levels: [Int] = []
    /// How much of `trail` has been followed up.
    var head = 0

    /// The question that a gate last took part in.
    var activeGates: [Int32]
    /// How many of a gate's operands are true and followed up.
    var trueCount: [Int32]
    /// The exclusive or of the operands that are not: where there is one, it is that.
    var missing: [Int32]

    /// The question that a sum last took part in.
    var activeSums: [Int32]
    /// The least and the most that each term can still be.
    var termLow: [Int]
    var termHigh: [Int]
    /// The same of each sum.
    var sumLow: [Int]
    var sumHigh: [Int]
    /// Sums whose bounds changed.
    var changedSums: [Int32] = []
    var isChanged: [Bool]
    /// Bounds of terms as they were, and where each level begins.
    var formerBounds: [(term: Int32, low: Int, high: Int)] = []
    var formerLevels: [Int] = []

    /// What was learnt.
    var clauses = ClauseStore()
    /// Conflicts since the beginning.
    var conflicts = 0
    /// Literals filled in, gates added, facts evaluated: what a budget counts.
    var steps = 0

    /// Variables by how often they were in a conflict.
    var order: ActivityHeap
    /// The value each variable had last, for the question that `candidate` is of.
    var phase: [Int8]
    /// The question for which a variable is worth guessing.
    var candidate: [Int32]
    /// Which question that is.
    var question: Int32 = 0
    /// The gate or sum for whose sake a variable is worth guessing.
    var purpose: [Int32]
    var relevance: Relevance
    var seen: [Bool]

    /// Why a literal is true.
    enum Reason {
        /// It was guessed.
        case guess
        /// Another literal is true.
        case literal(Int32)
        /// A gate has all its operands, or lacks only this one.
        case gate(Int32)
        /// A clause has no other literal left.
        case clause(Int32)
        /// The bounds of a sum say whether it holds.
        case sum(Int32)
        /// The bounds of a sum that holds, or does not, leave a term nothing else.
        case term(Int32)
    }

    /// The question for which a variable was reached.
    var reached: [Int32]
    /// What depends only on inputs before this one is left as it was.
    var thawed = 0
    /// Whether it contradicted itself, which it never should.
    var isBroken = false
    /// True literals that cannot be true together; empty where there is no contradiction.
    var contradiction: [Int32] = []

    init(_ network: Network) {
        self.network = network
        let count = network.count
        value = [Int8](repeating: 0, count: 2 * count)
        value[0] = 1
        value[1] = -1
        level = [Int32](repeating: 0, count: count)
        reason = [Reason](repeating: .guess, count: count)
        position = [Int32](repeating: -1, count: count)
        let gates = network.gateOutput.count
        activeGates = [Int32](repeating: 0, count: gates)
        trueCount = [Int32](repeating: 0, count: gates)
        missing = [Int32](repeating: 0, count: gates)
        activeSums = [Int32](repeating: 0, count: network.sums.count)
        termLow = [Int](repeating: 0, count: network.terms.count)
        termHigh = termLow
        sumLow = [Int](repeating: 0, count: network.sums.count)
        sumHigh = sumLow
        isChanged = [Bool](repeating: false, count: network.sums.count)
        order = ActivityHeap(count: count)
        phase = [Int8](repeating: 0, count: count)
        candidate = [Int32](repeating: 0, count: count)
        purpose = [Int32](repeating: 0, count: count)
        reached = [Int32](repeating: 0, count: count)
        relevance = Relevance(count: count)
        seen = [Bool](repeating: false, count: count)
        clauses.prepare(literals: 2 * count)
    }

    /// Makes an open literal true.
    @inline(__always)
    mutating func assign(_ literal: Int32, _ why: Reason) {
        let variable = Int(literal >> 1)
        value[Int(literal)] = 1
        value[Int(literal ^ 1)] = -1
        level[variable] = Int32(truncatingIfNeeded: levels.count)
        reason[variable] = why
        position[variable] = Int32(truncatingIfNeeded: trail.count)
        trail.append(literal)
        steps += 1
    }

    /// Makes a literal true that follows; gives false, with the contradiction, where it is false already.
    @inline(__always)
    mutating func imply(_ literal: Int32, _ why: Reason) -> Bool {
        let now = value[Int(literal)]
        if now > 0 { return true }
        if now == 0 {
            assign(literal, why)
            return true
        }
        contradiction.removeAll(keepingCapacity: true)
        explain(literal, why, before: Int32.max, into: &contradiction)
        contradiction.append(literal ^ 1)
        return false
    }

    /// Begins a level with a guess.
    mutating func guess(_ literal: Int32) {
        levels.append(trail.count)
        formerLevels.append(formerBounds.count)
        assign(literal, .guess)
    }

    /// Takes back every level above one.
    mutating func goBack(to target: Int) {
        guard levels.count > target else { return }
        let keep = levels[target]
        for place in stride(from: trail.count - 1, through: keep, by: -1) {
            let literal = trail[place]
            if place < head { uncount(literal) }
            let variable = literal >> 1
            value[Int(literal)] = 0
            value[Int(literal ^ 1)] = 0
            phase[Int(variable)] = literal & 1 == 0 ? 1 : -1
            if candidate[Int(variable)] == question { order.insert(variable) }
        }
        trail.removeSubrange(keep...)
        head = min(head, keep)
        let former = formerLevels[target]
        for place in stride(from: formerBounds.count - 1, through: former, by: -1) {
            let (term, low, high) = formerBounds[place]
            setBounds(Int(term), low, high)
        }
        formerBounds.removeSubrange(former...)
        levels.removeSubrange(target...)
        formerLevels.removeSubrange(target...)
        for sum in changedSums { isChanged[Int(sum)] = false }
        changedSums.removeAll(keepingCapacity: true)
        relevance.isCurrent = false
    }

    private mutating func uncount(_ literal: Int32) {
        for place in network.readers.places(Int(literal)) {
            let gate = Int(network.readers.items[place])
            guard activeGates[gate] == question else { continue }
            trueCount[gate] -= 1
            missing[gate] ^= literal
        }
    }

    /// Follows up what became true; false where there is a contradiction.
    mutating func propagate() -> Bool {
        while true {
            while head < trail.count {
                let literal = trail[head]
                head += 1
                // The counts of gates are changed for all of them, contradiction or not: going back relies on it.
                var isGood = count(literal)
                if isGood {
                    isGood = choose(literal) && spread(literal) && refute(literal) && follow(literal)
                }
                noteTerms(literal >> 1)
                guard isGood else { return false }
            }
            guard let sum = changedSums.popLast() else { return true }
            isChanged[Int(sum)] = false
            guard check(sum: Int(sum)) else { return false }
        }
    }

    /// Gates that the literal is an operand of: all there, or all but one.
    private mutating func count(_ literal: Int32) -> Bool {
        var isGood = true
        for place in network.readers.places(Int(literal)) {
            let index = network.readers.items[place]
            let gate = Int(index)
            guard activeGates[gate] == question else { continue }
            trueCount[gate] += 1
            missing[gate] ^= literal
            guard isGood else { continue }
            let output = network.gateOutput[gate]
            let size = network.gateStart[gate + 1] - network.gateStart[gate]
            if trueCount[gate] == size {
                isGood = imply(output, .gate(index))
            } else if trueCount[gate] == size - 1 && value[Int(output)] < 0 {
                let last = missing[gate]
                if value[Int(last)] == 0 { assign(last ^ 1, .gate(index)) }
            }
        }
        return isGood
    }

    /// Of an input's classes one is chosen.
    private mutating func choose(_ literal: Int32) -> Bool {
        let variable = Int(literal >> 1)
        guard literal & 1 == 0, network.owner[variable] >= 0 else { return true }
        let input = Int(network.owner[variable])
        let choices = Int(network.choices[input])
        guard choices > 2 else { return true }
        let first = Int(network.firstVariable[input])
        for other in first..<first + choices where other != variable {
            guard imply(Int32(2 * other + 1), .literal(literal)) else { return false }
        }
        return true
    }

    /// The gates that the literal is the output of.
    private mutating func spread(_ literal: Int32) -> Bool {
        let variable = Int(literal >> 1)
        for index in [network.gate[variable], network.secondGate[variable]] where index >= 0 {
            let gate = Int(index)
            guard activeGates[gate] == question else { continue }
            if network.gateOutput[gate] == literal {
                for place in network.places(ofGate: gate) {
                    guard imply(network.operands[place], .literal(literal)) else { return false }
                }
            } else if trueCount[gate] == network.gateStart[gate + 1] - network.gateStart[gate] - 1 {
                let last = missing[gate]
                if value[Int(last)] == 0 { assign(last ^ 1, .gate(index)) }
            }
        }
        let sum = network.sum[variable]
        if sum >= 0 { return spread(sum: sum, literal) }
        return true
    }

    /// A sum that holds, or does not: so do those of the same terms that ask for less, or for more.
    private mutating func spread(sum index: Int32, _ literal: Int32) -> Bool {
        if activeSums[Int(index)] == question { noteChange(index) }
        let sum = network.sums[Int(index)]
        let neighbour = literal & 1 == 0 ? sum.lower : sum.higher
        guard neighbour >= 0 else { return true }
        return imply(2 * network.sums[Int(neighbour)].variable | literal & 1, .literal(literal))
    }

    /// Gates that cannot be true because the literal's negation is an operand.
    private mutating func refute(_ literal: Int32) -> Bool {
        for place in network.readers.places(Int(literal ^ 1)) {
            let gate = Int(network.readers.items[place])
            guard activeGates[gate] == question else { continue }
            guard imply(network.gateOutput[gate] ^ 1, .literal(literal)) else { return false }
        }
        return true
    }

    /// Learnt clauses that watch the literal's negation.
    private mutating func follow(_ literal: Int32) -> Bool {
        let negation = Int(literal ^ 1)
        var clause = clauses.watched[negation]
        var kept: Int32 = -1
        var isGood = true
        while clause >= 0 {
            let place = Int(clause)
            // The literal that became false stands second.
            if clauses.words[place + 4] == literal ^ 1 { clauses.turn(place) }
            let next = clauses.words[place + 3]
            let other = clauses.words[place + 4]
            if !isGood || value[Int(other)] > 0 {
                clauses.words[place + 3] = kept
                kept = clause
                clause = next
                continue
            }
            let end = place + 4 + Int(clauses.words[place])
            var candidate = place + 6
            while candidate < end && value[Int(clauses.words[candidate])] < 0 { candidate += 1 }
            if candidate < end {
                let watched = clauses.words[candidate]
                clauses.words[candidate] = clauses.words[place + 5]
                clauses.words[place + 5] = watched
                clauses.words[place + 3] = clauses.watched[Int(watched)]
                clauses.watched[Int(watched)] = clause
            } else {
                clauses.words[place + 3] = kept
                kept = clause
                isGood = imply(other, .clause(clause))
            }
            clause = next
        }
        clauses.watched[negation] = kept
        return isGood
    }
}
