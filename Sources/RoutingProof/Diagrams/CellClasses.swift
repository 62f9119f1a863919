/// Which cells of each input no fact tells apart: a diagram has one branch for all of them.
struct CellClasses: Sendable {
    private var starts: [Int32] = [0]
    private var classes: [Int32] = []
    private var counts: [Int32] = []

    /// Looks at facts, which are all that matter; nil is all facts of the program.
    ///
    /// Linear in the cells of what the facts name.
    init(_ program: Program, of facts: [FactID]? = nil) {
        var total = 0
        starts.reserveCapacity(program.inputs.count + 1)
        for input in program.inputs {
            total += max(1, input.cells.count)
            starts.append(Int32(truncatingIfNeeded: total))
        }
        classes = [Int32](repeating: 0, count: total)
        counts = [Int32](repeating: 1, count: program.inputs.count)
        var isSeen = [Bool](repeating: false, count: program.sums.count)
        func read(_ fact: Fact, into classes: inout Self) {
            switch fact {
            case .cell(let input, let set): classes.split(input) { set.contains($0) ? 1 : 0 }
            case .sum(let index):
                if isSeen[Int(index)] { return }
                isSeen[Int(index)] = true
                for term in program.sums[Int(index)].terms {
                    guard let input = term.input else { continue }
                    let weights = term.weights
                    classes.split(input) { weights[$0] }
                }
            case .never, .always, .not, .and, .or, .reason: return
            }
        }
        if let facts {
            for fact in facts { read(program[fact], into: &self) }
        } else {
            for fact in program.facts { read(fact, into: &self) }
        }
    }

    /// How many classes an input has.
    func count(of input: InputID) -> Int { Int(counts[Int(input.position)]) }

    /// For each cell of an input its class. Classes are numbered by their first cells.
    func classes(of input: InputID) -> ArraySlice<Int32> {
        classes[Int(starts[Int(input.position)])..<Int(starts[Int(input.position) + 1])]
    }

    /// The first cell of each class of an input.
    func firstCells(of input: InputID) -> [Int32] {
        var cells: [Int32] = []
        for (cell, kind) in classes(of: input).enumerated() where Int(kind) == cells.count {
            cells.append(Int32(truncatingIfNeeded: cell))
        }
        return cells
    }

    /// Takes apart what differs in a mark.
    private mutating func split(_ input: InputID, by mark: (Int) -> Int) {
        let start = Int(starts[Int(input.position)])
        let end = Int(starts[Int(input.position) + 1])
        if Int(counts[Int(input.position)]) == end - start { return }
        if end - start <= 64 {
            splitFew(start, end, Int(input.position), by: mark)
            return
        }
        struct Kind: Hashable {
            var kind: Int32
            var mark: Int
        }
        var kinds: [Kind: Int32] = [:]
        for cell in start..<end {
            let next = Int32(truncatingIfNeeded: kinds.count)
            let key = Kind(kind: classes[cell], mark: mark(cell - start))
            if let known = kinds[key] {
                classes[cell] = known
            } else {
                kinds[key] = next
                classes[cell] = next
            }
        }
        counts[Int(input.position)] = Int32(truncatingIfNeeded: kinds.count)
    }

    /// The same for few cells, without a table.
    private mutating func splitFew(_ start: Int, _ end: Int, _ input: Int, by mark: (Int) -> Int) {
        var firsts: [(kind: Int32, mark: Int)] = []
        for cell in start..<end {
            let key = (kind: classes[cell], mark: mark(cell - start))
            if let known = firsts.firstIndex(where: { $0 == key }) {
                classes[cell] = Int32(truncatingIfNeeded: known)
            } else {
                classes[cell] = Int32(truncatingIfNeeded: firsts.count)
                firsts.append(key)
            }
        }
        counts[input] = Int32(truncatingIfNeeded: firsts.count)
    }
}
