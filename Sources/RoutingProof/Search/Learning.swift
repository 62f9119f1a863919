/// What a contradiction teaches.
extension Solver {
    /// The true literals from which a true literal follows, but for those that were true before anything was guessed.
    func explain(_ literal: Int32, _ why: Reason, before limit: Int32, into literals: inout [Int32]) {
        switch why {
        case .guess: break
        case .literal(let other): literals.append(other)
        case .clause(let clause):
            for place in clauses.literals(clause) where clauses.words[place] != literal {
                literals.append(clauses.words[place] ^ 1)
            }
        case .gate(let gate):
            let output = network.gateOutput[Int(gate)]
            if output != literal { literals.append(output ^ 1) }
            for place in network.places(ofGate: Int(gate)) where network.operands[place] != literal ^ 1 {
                literals.append(network.operands[place])
            }
        case .sum(let sum): explain(literal, sum: Int(sum), term: nil, before: limit, into: &literals)
        case .term(let term):
            let sum = Int(network.terms[Int(term)].sum)
            explain(literal, sum: sum, term: Int(term), before: limit, into: &literals)
        }
    }

    /// Learns a clause from the contradiction and goes back to where it says something new.
    ///
    /// The clause is the first cut through the reasons that has one literal of the last level. False where there is
    /// nothing to go back to: the contradiction needs no guess.
    mutating func learn() -> Bool {
        let deepest = contradiction.reduce(0) { max($0, Int(level[Int($1 >> 1)])) }
        guard deepest > 0 else { return false }
        goBack(to: deepest)
        conflicts += 1
        let current = Int32(levels.count)
        var clause: [Int32] = [0]
        var marked: [Int32] = []
        var open = 0
        var place = trail.count - 1
        var causes = contradiction
        while true {
            for cause in causes {
                let variable = Int(cause >> 1)
                guard !seen[variable], level[variable] > 0 else { continue }
                seen[variable] = true
                marked.append(Int32(variable))
                order.bump(Int32(variable))
                if level[variable] >= current { open += 1 } else { clause.append(cause ^ 1) }
            }
            while place >= 0 && !seen[Int(trail[place] >> 1)] { place -= 1 }
            guard place >= 0 else { break }
            let literal = trail[place]
            place -= 1
            open -= 1
            guard open > 0 else {
                clause[0] = literal ^ 1
                break
            }
            causes.removeAll(keepingCapacity: true)
            let variable = Int(literal >> 1)
            explain(literal, reason[variable], before: position[variable], into: &causes)
            steps += causes.count / 4
        }
        shorten(&clause, &causes)
        for variable in marked { seen[Int(variable)] = false }
        order.decay()
        record(clause)
        return true
    }

    /// Leaves out literals that follow from the others.
    private func shorten(_ clause: inout [Int32], _ causes: inout [Int32]) {
        guard clause.count > 1 else { return }
        var kept = 1
        for index in 1..<clause.count {
            let literal = clause[index] ^ 1
            let variable = Int(literal >> 1)
            var isImplied = false
            if case .guess = reason[variable] {
            } else {
                causes.removeAll(keepingCapacity: true)
                explain(literal, reason[variable], before: position[variable], into: &causes)
                isImplied = causes.allSatisfy { seen[Int($0 >> 1)] || level[Int($0 >> 1)] == 0 }
            }
            if !isImplied {
                clause[kept] = clause[index]
                kept += 1
            }
        }
        clause.removeSubrange(kept...)
    }

    private mutating func record(_ learnt: [Int32]) {
        var clause = learnt
        guard clause.count > 1 else {
            goBack(to: 0)
            if value[Int(clause[0])] == 0 { assign(clause[0], .guess) }
            return
        }
        // The literal of the deepest level stands second: with the first it is watched.
        var deepest = 1
        var depths: [Int32] = []
        for index in 1..<clause.count {
            let depth = level[Int(clause[index] >> 1)]
            if depth > level[Int(clause[deepest] >> 1)] { deepest = index }
            depths.append(depth)
        }
        clause.swapAt(1, deepest)
        depths.sort()
        var different = 1
        for index in depths.indices where index == 0 || depths[index] != depths[index - 1] { different += 1 }
        goBack(to: Int(level[Int(clause[1] >> 1)]))
        let place = clauses.add(clause, levels: different)
        assign(clause[0], .clause(place))
    }
}
