/// In which order diagrams look at inputs. What is named first is looked at last.
///
/// Order decides everything. A guard is a conjunction of what was answered before, and guards share what they are made of
/// only if later answers are looked at first: then the guard of each of 100,000 chained questions is one more node on
/// the guard of the one before. Inputs that are compared must stand beside each other.
public enum InputOrder: Hashable, Sendable {
    /// The one of the others that has what is compared closest together.
    case best
    /// As the interview goes.
    case asking
    /// As facts read them: first what the first claim reads, an input after what decides whether it is made.
    case cones
}

extension Program {
    /// The inputs in an order for diagrams. Linear in the program.
    func inputs(in order: InputOrder) -> [InputID] {
        switch order {
        case .asking: return inputs.indices.map { InputID($0) }
        case .cones:
            var cone = Cone(self)
            for claim in claims { cone.add(claim.fact) }
            for fact in facts.indices { cone.add(FactID(fact)) }
            return cone.inputs
        case .best:
            let asking = inputs(in: .asking)
            let cones = inputs(in: .cones)
            let spans = spans(of: [asking, cones])
            return spans[1] < spans[0] ? cones : asking
        }
    }

    /// How far apart each order puts the inputs of facts that read two to four, all in all.
    private func spans(of orders: [[InputID]]) -> [Int] {
        let most = 4
        /// For each fact the inputs it reads, -1 where there are fewer, and -2 first where there are more.
        var reads = [Int32](repeating: -1, count: facts.count * most)
        let places = orders.map { order in
            var places = [Int32](repeating: 0, count: inputs.count)
            for (place, input) in order.enumerated() {
                places[Int(input.position)] = Int32(truncatingIfNeeded: place)
            }
            return places
        }
        var spans = [Int](repeating: 0, count: orders.count)
        for (position, fact) in facts.enumerated() {
            let start = position * most
            func add(_ input: Int32) {
                for place in start..<start + most where reads[start] != -2 {
                    if reads[place] == input { return }
                    if reads[place] == -1 {
                        reads[place] = input
                        return
                    }
                }
                reads[start] = -2
            }
            func add(all fact: FactID) {
                let from = Int(fact.position) * most
                if reads[from] == -2 { reads[start] = -2 }
                for place in from..<from + most where reads[from] != -2 && reads[place] >= 0 {
                    add(reads[place])
                }
            }
            switch fact {
            case .never, .always: continue
            case .cell(let input, _): add(input.position)
            case .not(let inner), .reason(_, let inner): add(all: inner)
            case .and(let run), .or(let run):
                for operand in operands(run) where reads[start] != -2 { add(all: operand) }
            case .sum(let index):
                for term in sums[Int(index)].terms where reads[start] != -2 {
                    if let input = term.input { add(input.position) }
                    add(all: term.when)
                }
            }
            if reads[start] < 0 || reads[start + 1] < 0 { continue }
            for order in orders.indices {
                var (low, high) = (Int32.max, Int32.min)
                for place in start..<start + most where reads[place] >= 0 {
                    let at = places[order][Int(reads[place])]
                    low = min(low, at)
                    high = max(high, at)
                }
                spans[order] += Int(high - low)
            }
        }
        return spans
    }
}

/// What facts are made of, and the inputs that they read, in the order in which they are met.
struct Cone {
    /// The inputs so far: whatever decides whether one is made stands before it.
    private(set) var inputs: [InputID] = []
    /// The facts so far, in no order that matters.
    private(set) var facts: [FactID] = []

    private let program: Program
    private var hasFact: [Bool]
    private var hasInput: [Bool]
    /// Facts to look at, and inputs to add, as negative numbers.
    private var left: [Int32] = []

    /// Begins with nothing.
    init(_ program: Program) {
        self.program = program
        hasFact = [Bool](repeating: false, count: program.facts.count)
        hasInput = [Bool](repeating: false, count: program.inputs.count)
    }

    /// Adds what a fact is made of. Linear in what is new.
    mutating func add(_ fact: FactID) {
        left.append(fact.position)
        while let next = left.popLast() {
            if next < 0 {
                inputs.append(InputID(Int(-1 - next)))
                continue
            }
            if hasFact[Int(next)] { continue }
            hasFact[Int(next)] = true
            let id = FactID(Int(next))
            facts.append(id)
            switch program[id] {
            case .never, .always: break
            case .cell(let input, _): read(input)
            case .not(let inner), .reason(_, let inner): left.append(inner.position)
            case .and(let run), .or(let run):
                for operand in program.operands(run).reversed() { left.append(operand.position) }
            case .sum(let index):
                for term in program.sums[Int(index)].terms.reversed() {
                    if let input = term.input { read(input) }
                    left.append(term.when.position)
                }
            }
        }
    }

    private mutating func read(_ input: InputID) {
        if hasInput[Int(input.position)] { return }
        hasInput[Int(input.position)] = true
        left.append(-1 - input.position)
        left.append(program[input].isMade.position)
    }
}
