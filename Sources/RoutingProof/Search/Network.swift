/// A program as a search sees it: variables with two values, gates between them, and sums.
///
/// A literal is twice its variable, plus 1 where it is negated; variable 0 is true. Each input of two classes is a variable,
/// each of more has one for every class, of which exactly one is true. A variable is defined by smaller ones only.
///
/// Gates are conjunctions; a disjunction is the negation of one. Linear in the program.
struct Network {
    /// The literal of each fact.
    private(set) var literals: [Int32] = []
    /// How many variables there are.
    private(set) var count = 1

    /// The cells that are told apart.
    let classes: CellClasses
    /// How many classes each input has.
    private(set) var choices: [Int32] = []
    /// For each input its first class variable, or 0 where nothing tells its cells apart.
    private(set) var firstVariable: [Int32] = []
    /// For each variable the input that it is a class of, or -1.
    private(set) var owner: [Int32] = [-1]

    /// What each gate gives, as a literal.
    private(set) var gateOutput: [Int32] = []
    /// Where the operands of each gate begin; one more at the end.
    private(set) var gateStart: [Int32] = [0]
    /// The literals that gates join.
    private(set) var operands: [Int32] = []
    /// For each variable the gate that says when it is false or true; -1 where there is none. A set of cells has two.
    private(set) var gate: [Int32] = [-1]
    /// The second gate of sets of cells, or -1.
    private(set) var secondGate: [Int32] = [-1]
    /// For each input of more than two classes the gate that says that one of them is chosen.
    private(set) var choiceGate: [Int32] = []
    /// For each literal the gates that read it.
    private(set) var readers = Lists()

    /// For each variable the sum that it says of, or -1.
    private(set) var sum: [Int32] = [-1]
    /// The sums.
    private(set) var sums: [LinearSum] = []
    /// The terms of all sums.
    private(set) var terms: [LinearTerm] = []
    /// The weights of all terms, one for each class.
    private(set) var weights: [Int] = []
    /// For each variable the terms that read it.
    private(set) var termReaders = Lists()
    /// The last input that a variable depends on, or -1.
    private(set) var lastInput: [Int32] = [-1]

    /// Numbers kept one list after the other.
    struct Lists {
        /// Where each list begins; one more at the end.
        private(set) var start: [Int32] = [0]
        /// The numbers.
        private(set) var items: [Int32] = []

        /// No lists.
        init() {}

        /// Puts pairs of list and item in order.
        init(count: Int, _ visit: ((_ list: Int, _ item: Int32) -> Void) -> Void) {
            var start = [Int32](repeating: 0, count: count + 1)
            visit { list, _ in start[list + 1] += 1 }
            for list in 0..<count { start[list + 1] += start[list] }
            var next = start
            var items = [Int32](repeating: 0, count: Int(start[count]))
            visit { list, item in
                items[Int(next[list])] = item
                next[list] += 1
            }
            self.start = start
            self.items = items
        }

        /// The places of a list.
        @inline(__always)
        func places(_ list: Int) -> Range<Int> { Int(start[list])..<Int(start[list + 1]) }
    }

    /// Whether terms come to a threshold.
    struct LinearSum {
        /// Its terms.
        var terms: Range<Int>
        /// The threshold.
        var atLeast: Int
        /// The widest range of a term: with more to spare, nothing follows.
        var widest: Int
        /// The variable that says whether it holds.
        var variable: Int32
        /// The sum of the same terms with the next lower threshold, and with the next higher one; or -1.
        var lower: Int32 = -1
        var higher: Int32 = -1
    }

    /// The weight of the chosen class where a literal is true, otherwise nothing.
    struct LinearTerm {
        /// The sum it belongs to.
        var sum: Int32
        /// The input, or -1 where there is one weight.
        var input: Int32
        /// Where it counts.
        var when: Int32
        /// Where its weights begin.
        var weights: Int
        /// How many there are.
        var count: Int
    }

    /// For each variable whether it depends on a sum that is too large to be computed with, of which nothing is said; empty
    /// where there is no such sum.
    private(set) var isUnknown: [Bool] = []
    private var tooLarge: [Int32] = []
    /// The sums of the same terms.
    private var families: [[Int]: [Int32]] = [:]

    /// Reads a program.
    init(_ program: Program) {
        classes = CellClasses(program)
        for input in program.inputs.indices {
            let number = classes.count(of: InputID(input))
            choices.append(Int32(number))
            firstVariable.append(number > 1 ? Int32(count) : 0)
            for _ in 0..<(number == 2 ? 1 : number > 2 ? number : 0) { addVariable(owner: input) }
        }
        for input in program.inputs.indices {
            guard choices[input] > 2 else {
                choiceGate.append(-1)
                continue
            }
            choiceGate.append(Int32(gateOutput.count))
            addGate(output: 1, (0..<Int(choices[input])).map { literal(input, $0) ^ 1 })
        }
        literals.reserveCapacity(program.facts.count)
        for fact in program.facts { literals.append(literal(of: fact, in: program)) }
        orderFamilies()
        connect()
        markUnknown()
    }

    /// The literal that says that an input's class is this one.
    @inline(__always)
    func literal(_ input: Int, _ index: Int) -> Int32 {
        let first = firstVariable[input]
        if first == 0 { return 0 }
        if choices[input] == 2 { return 2 * first + (index == 1 ? 0 : 1) }
        return 2 * (first + Int32(index))
    }

    /// The places of a gate's operands.
    @inline(__always)
    func places(ofGate gate: Int) -> Range<Int> { Int(gateStart[gate])..<Int(gateStart[gate + 1]) }

    @discardableResult
    private mutating func addVariable(owner input: Int = -1) -> Int32 {
        owner.append(Int32(input))
        gate.append(-1)
        secondGate.append(-1)
        sum.append(-1)
        lastInput.append(Int32(input))
        count += 1
        return Int32(count - 1)
    }

    private mutating func addGate(output: Int32, _ literals: [Int32]) {
        var last: Int32 = -1
        for literal in literals.sorted() where literal != last {
            operands.append(literal)
            last = literal
        }
        gateOutput.append(output)
        gateStart.append(Int32(operands.count))
    }

    private mutating func literal(of fact: Fact, in program: Program) -> Int32 {
        switch fact {
        case .never: return 1
        case .always: return 0
        case .not(let inner): return literals[Int(inner.position)] ^ 1
        case .reason(_, let inner): return literals[Int(inner.position)]
        case .cell(let input, let set): return membership(Int(input.position), set)
        case .and(let run): return conjunction(program.operands(run).map { literals[Int($0.position)] })
        case .or(let run):
            return conjunction(program.operands(run).map { literals[Int($0.position)] ^ 1 }) ^ 1
        case .sum(let index): return literal(of: SumForm(program.sums[Int(index)], in: self))
        }
    }

    private mutating func membership(_ input: Int, _ set: CellSet) -> Int32 {
        let count = Int(choices[input])
        var isIn = [Bool](repeating: false, count: count)
        let kinds = classes.classes(of: InputID(input))
        for cell in set.members where cell < kinds.count { isIn[Int(kinds[kinds.startIndex + cell])] = true }
        let inside = isIn.indices.filter { isIn[$0] }
        if inside.isEmpty { return 1 }
        if inside.count == count { return 0 }
        if inside.count == 1 { return literal(input, inside[0]) }
        let outside = isIn.indices.filter { !isIn[$0] }
        if outside.count == 1 { return literal(input, outside[0]) ^ 1 }
        let variable = addVariable()
        lastInput[Int(variable)] = Int32(input)
        gate[Int(variable)] = Int32(gateOutput.count)
        addGate(output: 2 * variable + 1, inside.map { literal(input, $0) ^ 1 })
        secondGate[Int(variable)] = Int32(gateOutput.count)
        addGate(output: 2 * variable, outside.map { literal(input, $0) ^ 1 })
        return 2 * variable
    }

    private mutating func conjunction(_ parts: [Int32]) -> Int32 {
        let kept = parts.filter { $0 != 0 }.sorted()
        if kept.isEmpty { return 0 }
        if kept[0] == kept[kept.count - 1] { return kept[0] }
        if zip(kept, kept.dropFirst()).contains(where: { $0 ^ 1 == $1 && $0 & 1 == 0 }) { return 1 }
        if kept[0] == 1 { return 1 }
        let variable = addVariable()
        gate[Int(variable)] = Int32(gateOutput.count)
        addGate(output: 2 * variable, kept)
        lastInput[Int(variable)] = kept.map { lastInput[Int($0 >> 1)] }.max() ?? -1
        return 2 * variable
    }

    private mutating func literal(of form: SumForm) -> Int32 {
        if form.isTooLarge {
            tooLarge.append(addVariable())
            sum[count - 1] = Int32(sums.count)
            sums.append(
                LinearSum(terms: terms.count..<terms.count, atLeast: 0, widest: 0, variable: Int32(count - 1))
            )
            return Int32(2 * (count - 1))
        }
        let turn: Int32 = form.isTurned ? 1 : 0
        if form.low >= form.atLeast { return turn }
        if form.high < form.atLeast { return 1 - turn }
        let key = form.key
        if let known = families[key]?.first(where: { sums[Int($0)].atLeast == form.atLeast }) {
            return 2 * sums[Int(known)].variable | turn
        }
        let variable = addVariable()
        let index = Int32(sums.count)
        let begin = terms.count
        for part in form.parts {
            terms.append(
                LinearTerm(
                    sum: index, input: part.input, when: part.when, weights: weights.count,
                    count: part.weights.count))
            weights += part.weights
            lastInput[Int(variable)] = max(
                lastInput[Int(variable)], part.input, lastInput[Int(part.when >> 1)])
        }
        sum[Int(variable)] = index
        sums.append(
            LinearSum(
                terms: begin..<terms.count, atLeast: form.atLeast,
                widest: form.parts.map { $0.high - $0.low }.max() ?? 0, variable: variable))
        families[key, default: []].append(index)
        return 2 * variable | turn
    }

    /// What holds of one threshold holds of lower ones.
    private mutating func orderFamilies() {
        for family in families.values where family.count > 1 {
            let sorted = family.sorted { sums[Int($0)].atLeast < sums[Int($1)].atLeast }
            for (low, high) in zip(sorted, sorted.dropFirst()) {
                sums[Int(low)].higher = high
                sums[Int(high)].lower = low
            }
        }
        families = [:]
    }

    private mutating func markUnknown() {
        guard !tooLarge.isEmpty else { return }
        isUnknown = [Bool](repeating: false, count: count)
        for variable in tooLarge { isUnknown[Int(variable)] = true }
        for variable in 0..<count where !isUnknown[variable] {
            if gate[variable] >= 0 {
                isUnknown[variable] = places(ofGate: Int(gate[variable])).contains {
                    isUnknown[Int(operands[$0] >> 1)]
                }
            } else if sum[variable] >= 0 {
                isUnknown[variable] = sums[Int(sum[variable])].terms.contains {
                    isUnknown[Int(terms[$0].when >> 1)]
                }
            }
        }
    }

    private mutating func connect() {
        readers = Lists(count: 2 * count) { visit in
            for gate in gateOutput.indices {
                for place in places(ofGate: gate) { visit(Int(operands[place]), Int32(gate)) }
            }
        }
        termReaders = Lists(count: count) { visit in
            for (index, term) in terms.enumerated() {
                if term.when > 1 { visit(Int(term.when >> 1), Int32(index)) }
                guard term.input >= 0 else { continue }
                let first = Int(firstVariable[Int(term.input)])
                let choices = choices[Int(term.input)] == 2 ? 1 : Int(choices[Int(term.input)])
                for variable in first..<first + choices where variable != Int(term.when >> 1) {
                    visit(variable, Int32(index))
                }
            }
        }
    }
}

extension CellSet {
    /// The cells, in order.
    var members: [Int] {
        var members: [Int] = []
        for (index, bits) in ([low] + rest).enumerated() {
            var bits = bits
            while bits != 0 {
                members.append(index * 64 + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
        return members
    }
}
