import SurveyModel

/// Where the meetings of a program's course stand in the survey.
struct Course {
    /// For each moment of the course that meets something the page it stands on; nil is none.
    private(set) var pages: [Int: BlockID] = [:]
    /// For each question the outermost roster that it stands in.
    private(set) var rosters: [QuestionID: Int] = [:]
    /// For each question all rosters that it stands in, which contain each other.
    private(set) var allRosters: [QuestionID: [Int]] = [:]
    /// For each input the number of what it belongs to, or -1: what is chosen together and kept within limits.
    private(set) var owners: [Int32]

    /// Linear in the survey and the program.
    init(_ survey: Survey, _ program: Program) {
        owners = Self.owners(survey, program)
        var pageOfBlock: [BlockID?] = []
        var rostersOfBlock: [[Int]] = []
        var rosterOfUnit: [Int: Int] = [:]
        for (number, roster) in survey.rosters.enumerated() {
            for instance in roster.instances { rosterOfUnit[instance.block.position] = number }
        }
        for (position, block) in survey.blocks.enumerated() {
            let parent = block.parent.flatMap { $0.position < position ? $0.position : nil }
            var page = parent.flatMap { pageOfBlock[$0] }
            if case .page = block.kind { page = BlockID(position) }
            pageOfBlock.append(page)
            var rosters = parent.map { rostersOfBlock[$0] } ?? []
            if let own = rosterOfUnit[position] { rosters.append(own) }
            rostersOfBlock.append(rosters)
        }
        // A question that several steps ask is met once for each of them, in their order.
        var blocks: [QuestionID: [BlockID]] = [:]
        for step in survey.steps {
            guard case .ask(let id) = step.action else { continue }
            blocks[id, default: []].append(step.block)
            let around = rostersOfBlock[step.block.position]
            if allRosters[id] == nil, !around.isEmpty {
                allRosters[id] = around
                rosters[id] = around[0]
            }
        }
        var met: [QuestionID: Int] = [:]
        for (index, moment) in program.course.enumerated() {
            guard case .meet(let meeting, _) = moment else { continue }
            switch meeting {
            case .question(let id), .note(let id):
                let own = blocks[id] ?? []
                let place = met[id, default: 0]
                met[id] = place + 1
                if own.indices.contains(place) { pages[index] = pageOfBlock[own[place].position] }
            case .part: break
            }
        }
    }

    /// The options of a set, the places of an order, the parts of an allocation and what is drawn from one collection have
    /// one owner each; so has each other answer.
    private static func owners(_ survey: Survey, _ program: Program) -> [Int32] {
        enum Owner: Hashable {
            case variable(VariableID)
            case parts(QuestionID)
            case units(BlockID)
            case drawn(QuestionID)
        }
        var numbers: [Owner: Int32] = [:]
        return program.inputs.map { input in
            let owner: Owner
            switch input.role {
            case .answer(let id):
                if case .amount(let question, _) = survey[id].role {
                    owner = .parts(question)
                } else {
                    owner = .variable(id)
                }
            case .member(let id, _), .others(let id), .place(let id, _): owner = .variable(id)
            case .unit(let unit):
                guard let collection = survey[unit].parent else { return -1 }
                owner = .units(collection)
            case .drawn(let question, _): owner = .drawn(question)
            case .value, .truth: return -1
            }
            if let known = numbers[owner] { return known }
            let number = Int32(numbers.count)
            numbers[owner] = number
            return number
        }
    }
}

/// Facts added behind those of a program.
struct AddedFacts {
    var program: Program

    mutating func and(_ left: FactID, _ right: FactID) -> FactID {
        if left == .never || right == .never { return .never }
        if left == .always || left == right { return right }
        return right == .always ? left : join(left, right) { .and($0) }
    }

    mutating func or(_ left: FactID, _ right: FactID) -> FactID {
        if left == .always || right == .always { return .always }
        if left == .never || left == right { return right }
        return right == .never ? left : join(left, right) { .or($0) }
    }

    mutating func not(_ fact: FactID) -> FactID {
        if fact == .never { return .always }
        return fact == .always ? .never : add(.not(fact))
    }

    private mutating func join(_ left: FactID, _ right: FactID, _ make: (Fact.Run) -> Fact) -> FactID {
        let run = Fact.Run(start: program.operands.count, count: 2)
        program.operands += [left, right]
        return add(make(run))
    }

    private mutating func add(_ fact: Fact) -> FactID {
        program.facts.append(fact)
        return FactID(program.facts.count - 1)
    }
}
