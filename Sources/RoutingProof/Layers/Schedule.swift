/// Something that the layered engine comes past, in the order of the interview.
enum Stop {
    /// A choice may be made from here on.
    case choose(InputID)
    /// Something with this number happens where the fact holds.
    case event(FactID, Int)
    /// Only interviews where the fact holds go on.
    case keep(FactID)
    /// Interviews where the fact holds end here, in the ending with this number.
    case end(FactID, Int)
}

/// When each choice is made: as late as can be, just before the first stop that needs it.
///
/// An option of a set that is only read by the instance of a roster is chosen when the instance comes, and a sum over
/// forty ratings takes them one after the other, so few answers have to be remembered together. The order changes
/// nothing about which interviews there are. Choices that no stop needs are left out.
struct Schedule {
    /// A choice, or a stop by its index.
    enum Step {
        case choose(InputID)
        case stop(Int)
    }

    /// Choices that together keep limits, as the options of a set do.
    struct Group {
        /// In the order of the schedule.
        var inputs: [InputID] = []
        /// The stops that keep the limits, which follow the last of the choices.
        var stops: [Int] = []
    }

    /// What is done, in order.
    private(set) var steps: [Step] = []
    /// For each input the number of its choice, from 1; 0 where it is not made.
    private(set) var times: [Int32]
    /// The facts that are needed.
    private(set) var isNeeded: [Bool]
    /// For each needed fact the stop that needed it first.
    private(set) var firstNeeds: [Int32]
    /// For each choice that is made the stop that needed it.
    private(set) var choiceNeeds: [Int32]
    /// The facts that hold from a stop on, or do not: interviews go on only where a rule is kept.
    private(set) var assumptions: [FactID: (holds: Bool, since: Int32)] = [:]
    /// The groups that keep limits.
    private(set) var groups: [Group] = []

    private enum Task {
        case fact(FactID)
        case input(InputID)
        case choose(InputID)
    }

    private let program: Program
    private let stops: [Stop]
    /// For each input the number of what it belongs to, or -1.
    private let owners: [Int32]
    private var isTouched: [Bool]
    private var time: Int32 = 0
    private var here: Int32 = 0
    private var tasks: [Task] = []
    /// For each owner its group with limits that wait for choices, and how many of those are left.
    private var waiting: [Int32: Waiting] = [:]
    /// Choices that somebody may find no cell for, which are made before the next thing happens.
    private var urgent: [InputID] = []

    private struct Waiting {
        var group: Int
        var left: Int
    }

    /// Orders the choices. `owners` says which inputs belong to one question, so that its limits may wait for them;
    /// `eager` says which inputs to choose where they stand. Linear in the program.
    init(_ program: Program, _ stops: [Stop], owners: [Int32], eager: [Bool] = []) {
        self.program = program
        self.stops = stops
        self.owners = owners
        times = [Int32](repeating: 0, count: program.inputs.count)
        isNeeded = [Bool](repeating: false, count: program.facts.count)
        isTouched = [Bool](repeating: false, count: program.inputs.count)
        choiceNeeds = times
        firstNeeds = [Int32](repeating: 0, count: program.facts.count)
        var recent: Set<InputID> = []
        for (index, stop) in stops.enumerated() {
            here = Int32(index)
            switch stop {
            case .choose(let input):
                recent.insert(input)
                if !eager.isEmpty, eager[Int(input.position)] { need(.input(input)) }
                if program[input].cells.allSatisfy({ $0.condition != nil }) { urgent.append(input) }
            case .event(let fact, _):
                recent = []
                releaseUrgent()
                need(.fact(fact))
                steps.append(.stop(index))
            case .keep(let fact):
                if !wait(for: fact, at: index, recent) {
                    need(.fact(fact))
                    steps.append(.stop(index))
                }
                assume(fact)
            case .end(let fact, _):
                recent = []
                releaseAll()
                need(.fact(fact))
                steps.append(.stop(index))
            }
        }
        releaseAll()
    }

    /// Schedules all that a fact or an input needs, and then the input.
    private mutating func need(_ task: Task) {
        tasks.append(task)
        while let task = tasks.popLast() {
            switch task {
            case .fact(let fact):
                guard !isNeeded[Int(fact.position)], assumption(fact, for: here) == nil else { continue }
                markNeeded(fact)
                visit(fact)
            case .input(let input):
                guard !isTouched[Int(input.position)] else { continue }
                isTouched[Int(input.position)] = true
                choiceNeeds[Int(input.position)] = here
                tasks.append(.choose(input))
                for cell in program[input].cells { cell.condition.map { tasks.append(.fact($0)) } }
                tasks.append(.fact(program[input].isMade))
            case .choose(let input):
                time += 1
                times[Int(input.position)] = time
                steps.append(.choose(input))
                chose(input)
            }
        }
    }

    private mutating func markNeeded(_ fact: FactID) {
        isNeeded[Int(fact.position)] = true
        firstNeeds[Int(fact.position)] = here
    }

    /// What is known of a fact by a stop without looking into it.
    func assumption(_ fact: FactID, for stop: Int32) -> Bool? {
        guard !assumptions.isEmpty, let known = assumptions[fact], known.since < stop else { return nil }
        return known.holds
    }

    /// From the next stop on a rule is kept, so what reads it need not wait until that is known.
    private mutating func assume(_ fact: FactID) {
        guard fact > .always else { return }
        if assumptions[fact] == nil { assumptions[fact] = (true, here) }
        if case .not(let inner) = program[fact], inner > .always, assumptions[inner] == nil {
            assumptions[inner] = (false, here)
        }
    }

    private mutating func visit(_ fact: FactID) {
        switch program[fact] {
        case .never, .always: break
        case .cell(let input, _): tasks.append(.input(input))
        case .not(let inner), .reason(_, let inner): tasks.append(.fact(inner))
        case .and(let run), .or(let run):
            for operand in program.operands(run).reversed() { tasks.append(.fact(operand)) }
        case .sum(let index):
            for term in program.sums[Int(index)].terms.reversed() {
                if let input = term.input { tasks.append(.input(input)) }
                tasks.append(.fact(term.when))
            }
        }
    }

    // MARK: Limits

    /// Lets a rule that stands right behind a question be kept by its answer. The limits of sets, orders, allocations and
    /// draws wait for the last of their choices; another rule is kept before the next thing happens. False where it reads
    /// nothing that was just answered.
    private mutating func wait(for fact: FactID, at index: Int, _ recent: Set<InputID>) -> Bool {
        let inputs = pending(fact)
        // Of several answers the last one keeps it.
        guard let last = inputs.last(where: recent.contains) else { return false }
        let owner = owners[Int(last.position)]
        let own = inputs.filter { recent.contains($0) && owners[Int($0.position)] == owner }
        guard owner >= 0 else { return false }
        // What else the rule and the choices read is chosen first.
        for input in inputs where !own.contains(input) { need(.input(input)) }
        for input in own {
            need(.fact(program[input].isMade))
            for cell in program[input].cells { if let fact = cell.condition { need(.fact(fact)) } }
        }
        let left = own.filter { !isTouched[Int($0.position)] }
        guard !left.isEmpty else { return false }
        let isSecond = waiting[owner] != nil
        let group = waiting[owner]?.group ?? groups.count
        if !isSecond { groups.append(Group()) }
        groups[group].stops.append(index)
        let all = Set(groups[group].inputs).union(left)
        groups[group].inputs = all.sorted()
        waiting[owner] = Waiting(group: group, left: all.filter { !isTouched[Int($0.position)] }.count)
        if isSecond || left.contains(where: isPlain) { urgent += left }
        return true
    }

    /// Whether an input is an answer by itself.
    private func isPlain(_ input: InputID) -> Bool {
        if case .answer = program[input].role {
            return true
        }
        return false
    }

    private mutating func releaseUrgent() {
        for input in urgent { need(.input(input)) }
        urgent.removeAll(keepingCapacity: true)
    }

    /// The inputs that a fact needs and that are not chosen yet.
    private func pending(_ fact: FactID) -> [InputID] {
        var inputs: Set<InputID> = []
        var seen: Set<FactID> = []
        var open = [fact]
        while let fact = open.popLast() {
            guard !isNeeded[Int(fact.position)], assumption(fact, for: here) == nil,
                seen.insert(fact).inserted
            else { continue }
            switch program[fact] {
            case .never, .always: break
            case .cell(let input, _): inputs.insert(input)
            case .not(let inner), .reason(_, let inner): open.append(inner)
            case .and(let run), .or(let run): open += program.operands(run)
            case .sum(let index):
                for term in program.sums[Int(index)].terms {
                    if let input = term.input { inputs.insert(input) }
                    open.append(term.when)
                }
            }
        }
        return inputs.filter { !isTouched[Int($0.position)] }.sorted()
    }

    /// Keeps the limits that waited for this choice, if it was the last of them.
    private mutating func chose(_ input: InputID) {
        let owner = owners[Int(input.position)]
        guard owner >= 0, let (group, left) = waiting[owner].map({ ($0.group, $0.left) }),
            groups[group].inputs.contains(input)
        else { return }
        waiting[owner] = Waiting(group: group, left: left - 1)
        guard left == 1 else { return }
        waiting[owner] = nil
        groups[group].inputs.sort { times[Int($0.position)] < times[Int($1.position)] }
        for stop in groups[group].stops {
            steps.append(.stop(stop))
            // Nothing is left to choose for it; only the facts are marked as needed.
            if case .keep(let fact) = stops[stop] { needRule(fact, at: stop) }
        }
    }

    /// Marks what a rule reads, as it was known at the stop that keeps it.
    private mutating func needRule(_ fact: FactID, at stop: Int) {
        var open = [fact]
        while let fact = open.popLast() {
            guard !isNeeded[Int(fact.position)], assumption(fact, for: Int32(stop)) == nil else { continue }
            isNeeded[Int(fact.position)] = true
            firstNeeds[Int(fact.position)] = Int32(stop)
            switch program[fact] {
            case .never, .always, .cell: break
            case .not(let inner), .reason(_, let inner): open.append(inner)
            case .and(let run), .or(let run): open += program.operands(run)
            case .sum(let index): open += program.sums[Int(index)].terms.map(\.when)
            }
        }
    }

    private mutating func releaseAll() {
        releaseUrgent()
        let open = waiting.values.map(\.group).sorted()
        for group in open { for input in groups[group].inputs { need(.input(input)) } }
    }
}
