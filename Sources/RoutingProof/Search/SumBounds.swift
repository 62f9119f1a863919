/// What follows from the least and the most that sums can still be.
extension Solver {
    /// Notes that the terms that read a variable may have changed.
    mutating func noteTerms(_ variable: Int32) {
        for place in network.termReaders.places(Int(variable)) {
            let index = network.termReaders.items[place]
            let term = Int(index)
            let sum = network.terms[term].sum
            guard activeSums[Int(sum)] == question, let (low, high) = bounds(ofTerm: term) else { continue }
            if low == termLow[term] && high == termHigh[term] { continue }
            formerBounds.append((index, termLow[term], termHigh[term]))
            setBounds(term, low, high)
            steps += 1
            noteChange(sum)
        }
    }

    mutating func setBounds(_ term: Int, _ low: Int, _ high: Int) {
        let sum = Int(network.terms[term].sum)
        sumLow[sum] += low - termLow[term]
        sumHigh[sum] += high - termHigh[term]
        termLow[term] = low
        termHigh[term] = high
    }

    mutating func noteChange(_ sum: Int32) {
        guard !isChanged[Int(sum)] else { return }
        isChanged[Int(sum)] = true
        changedSums.append(sum)
    }

    /// What a term can still be; nil where no class of its input is left, which is a contradiction elsewhere.
    func bounds(ofTerm index: Int) -> (low: Int, high: Int)? {
        let term = network.terms[index]
        let counts = value[Int(term.when)]
        if counts < 0 { return (0, 0) }
        var low = counts > 0 ? Int.max : 0
        var high = counts > 0 ? Int.min : 0
        if term.input < 0 {
            low = min(low, network.weights[term.weights])
            high = max(high, network.weights[term.weights])
        } else {
            var isEmpty = true
            for choice in 0..<term.count where value[Int(network.literal(Int(term.input), choice))] >= 0 {
                low = min(low, network.weights[term.weights + choice])
                high = max(high, network.weights[term.weights + choice])
                isEmpty = false
            }
            if isEmpty { return nil }
        }
        return (low, high)
    }

    /// Fills in what follows from a sum's bounds; false where there is a contradiction.
    mutating func check(sum index: Int) -> Bool {
        let sum = network.sums[index]
        let holds = 2 * sum.variable
        let why = Reason.sum(Int32(index))
        steps += 1
        if sumLow[index] >= sum.atLeast { return imply(holds, why) }
        if sumHigh[index] < sum.atLeast { return imply(holds ^ 1, why) }
        let now = value[Int(holds)]
        if now == 0 { return true }
        let spare = now > 0 ? sumHigh[index] - sum.atLeast : sum.atLeast - 1 - sumLow[index]
        if spare >= sum.widest { return true }
        steps += sum.terms.count / 4
        for term in sum.terms where termHigh[term] - termLow[term] > spare {
            guard narrow(term, sign: now > 0 ? 1 : -1, spare: spare) else { return false }
        }
        return true
    }

    /// Takes away what a term cannot be: what is more than `spare` worse than its best.
    private mutating func narrow(_ index: Int, sign: Int, spare: Int) -> Bool {
        let term = network.terms[index]
        let why = Reason.term(Int32(index))
        let least = (sign > 0 ? termHigh[index] : -termLow[index]) - spare
        var counts = value[Int(term.when)]
        if counts < 0 { return true }
        if counts == 0 {
            if least > 0 {
                assign(term.when, why)
                counts = 1
            } else {
                var isPossible = false
                for choice in 0..<term.count where !isPossible {
                    isPossible =
                        sign * network.weights[term.weights + choice] >= least
                        && (term.input < 0 || value[Int(network.literal(Int(term.input), choice))] >= 0)
                }
                if !isPossible { assign(term.when ^ 1, why) }
                return true
            }
        }
        guard term.input >= 0 else { return true }
        for choice in 0..<term.count where sign * network.weights[term.weights + choice] < least {
            let literal = network.literal(Int(term.input), choice)
            if value[Int(literal)] >= 0 {
                guard imply(literal ^ 1, why) else { return false }
            }
        }
        return true
    }

    /// The true literals, from before a place in the trail, from whose bounds it follows that a literal is true.
    ///
    /// As few as the spare room of the sum allows, by a greedy choice.
    func explain(
        _ literal: Int32, sum index: Int, term own: Int?, before limit: Int32, into literals: inout [Int32]
    ) {
        let sum = network.sums[index]
        let holds = 2 * sum.variable
        // Either the most is too little, or, with the signs turned, the least too much.
        let sign: Int
        if own == nil {
            sign = literal == holds ? -1 : 1
        } else {
            sign = value[Int(holds)] > 0 ? 1 : -1
            literals.append(sign > 0 ? holds : holds ^ 1)
        }
        let begin = literals.count
        var spare = sign > 0 ? sum.atLeast - 1 : -sum.atLeast
        for term in sum.terms {
            if term == own {
                spare -= most(term, against: literal, sign: sign, before: limit, into: &literals)
            } else {
                spare -= most(term, sign: sign, before: limit)
            }
        }
        guard spare >= 0 else {
            // The bounds of single terms do not show it: all that is known of them does.
            literals.removeSubrange(begin...)
            for term in sum.terms { state(term, except: literal >> 1, before: limit, into: &literals) }
            return
        }
        for term in sum.terms where term != own {
            let now = most(term, sign: sign, before: limit)
            let rise = widest(term, sign: sign) - now
            if rise <= spare {
                spare -= rise
            } else {
                spare -= justify(term, sign: sign, from: now, spare: spare, before: limit, into: &literals)
            }
        }
    }

    /// All that was known of a term.
    private func state(
        _ index: Int, except variable: Int32, before limit: Int32, into literals: inout [Int32]
    ) {
        let term = network.terms[index]
        var parts = [term.when]
        if term.input >= 0 { parts += (0..<term.count).map { network.literal(Int(term.input), $0) } }
        for part in parts where part >> 1 != variable && part > 1 {
            let known = value(part, before: limit)
            if known != 0 { literals.append(known > 0 ? part : part ^ 1) }
        }
    }

    @inline(__always)
    private func value(_ literal: Int32, before limit: Int32) -> Int8 {
        literal < 2 || position[Int(literal >> 1)] < limit ? value[Int(literal)] : 0
    }

    /// The most a term could be then.
    private func most(_ index: Int, sign: Int, before limit: Int32) -> Int {
        let term = network.terms[index]
        let counts = value(term.when, before: limit)
        if counts < 0 { return 0 }
        var best = counts > 0 ? Int.min : 0
        if term.input < 0 { return max(best, sign * network.weights[term.weights]) }
        for choice in 0..<term.count
        where value(network.literal(Int(term.input), choice), before: limit) >= 0 {
            best = max(best, sign * network.weights[term.weights + choice])
        }
        return best == .min ? -widest(index, sign: -sign) : best
    }

    /// The most a term can be whatever is chosen.
    private func widest(_ index: Int, sign: Int) -> Int {
        let term = network.terms[index]
        var best = term.when == 0 ? Int.min : 0
        for choice in 0..<term.count { best = max(best, sign * network.weights[term.weights + choice]) }
        return best
    }

    /// The most the term could be if the literal were false, with what else that rests on.
    private func most(
        _ index: Int, against literal: Int32, sign: Int, before limit: Int32, into literals: inout [Int32]
    ) -> Int {
        let term = network.terms[index]
        if literal == term.when { return 0 }
        if literal == term.when ^ 1 {
            var best = Int.min
            for choice in 0..<term.count {
                let weight = sign * network.weights[term.weights + choice]
                guard term.input >= 0 else { return weight }
                let chosen = network.literal(Int(term.input), choice)
                if value(chosen, before: limit) < 0 {
                    literals.append(chosen ^ 1)
                } else {
                    best = max(best, weight)
                }
            }
            return best == .min ? -widest(index, sign: -sign) : best
        }
        // A class that cannot be chosen.
        for choice in 0..<term.count where network.literal(Int(term.input), choice) == literal ^ 1 {
            let weight = sign * network.weights[term.weights + choice]
            if weight < 0 && term.when > 1 { literals.append(term.when) }
            return weight
        }
        return widest(index, sign: sign)
    }

    /// Says why a term is at most `now` and what is spare, and gives how much more it could be for these reasons.
    private func justify(
        _ index: Int, sign: Int, from now: Int, spare: Int, before limit: Int32, into literals: inout [Int32]
    ) -> Int {
        let term = network.terms[index]
        let counts = value(term.when, before: limit)
        if counts < 0 {
            literals.append(term.when ^ 1)
            return 0
        }
        let bound = now + spare
        var reached = now
        if term.when > 1 {
            if bound < 0 { literals.append(term.when) } else { reached = max(reached, 0) }
        }
        guard term.input >= 0 else { return reached - now }
        var chosen: Int32 = -1
        for choice in 0..<term.count {
            let literal = network.literal(Int(term.input), choice)
            if value(literal, before: limit) > 0 { chosen = literal }
        }
        if chosen >= 0 {
            literals.append(chosen)
            return reached - now
        }
        for choice in 0..<term.count {
            let weight = sign * network.weights[term.weights + choice]
            let literal = network.literal(Int(term.input), choice)
            if weight <= bound {
                reached = max(reached, weight)
            } else {
                literals.append(literal ^ 1)
            }
        }
        return reached - now
    }
}
