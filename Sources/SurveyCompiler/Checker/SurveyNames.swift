internal import SurveyModel

/// Every name of a survey whose statements have all been read: what metrics, relations and tests look names up in.
///
/// Beside the full names it has the bare names of rosters, which stand for all instances at once, and the dimensions of
/// grids. Linear in the survey to make.
struct SurveyNames {
    /// What a name stands for.
    struct Entry {
        /// The questions of the name: several where it stands in several arms.
        var questions: [QuestionID] = []
        /// The variable, if it is one: nil for a grid, a dimension, a note.
        var variable: VariableID?
        /// The index of the dimension of the grid.
        var group: Int?
        /// The roster's instance that it stands in, an index into `instances`.
        var instance: Int?
    }

    /// One pass of a roster.
    struct Instance {
        var roster: Int
        var position: Int
        /// The instance around it.
        var outer: Int?
    }

    /// By full name.
    private(set) var entries: [String: Entry] = [:]
    /// By bare name, one for each instance.
    private(set) var members: [String: [Entry]] = [:]
    private(set) var instances: [Instance] = []
    /// The block in which each variable gets its value first.
    private(set) var blocks: [VariableID: BlockID] = [:]
    /// For each block, the instance that it is or stands in.
    private var instanceOfBlock: [Int?]

    init(_ survey: Survey) {
        instanceOfBlock = [Int?](repeating: nil, count: survey.blocks.count)
        var starts: [BlockID: (roster: Int, position: Int)] = [:]
        for (roster, value) in survey.rosters.enumerated() {
            for (position, instance) in value.instances.enumerated() {
                starts[instance.block] = (roster, position)
            }
        }
        for (position, block) in survey.blocks.enumerated() {
            let outer = block.parent.flatMap { $0.position < position ? instanceOfBlock[$0.position] : nil }
            if let start = starts[BlockID(position)] {
                instances.append(Instance(roster: start.roster, position: start.position, outer: outer))
                instanceOfBlock[position] = instances.count - 1
            } else {
                instanceOfBlock[position] = outer
            }
        }
        for (position, variable) in survey.variables.enumerated() where variable.question == nil {
            entries[variable.name] = Entry(variable: VariableID(position))
        }
        for step in survey.steps {
            let instance =
                instanceOfBlock.indices.contains(step.block.position)
                ? instanceOfBlock[step.block.position] : nil
            switch step.action {
            case .ask(let question): add(question, of: survey, in: instance, step.block)
            case .compute(let variable, _), .draw(let variable):
                addValue(variable, of: survey, in: instance, step.block)
            case .check, .end: continue
            }
        }
    }

    private mutating func add(
        _ id: QuestionID, of survey: Survey, in instance: Int?, _ block: BlockID
    ) {
        let question = survey[id]
        var names: [(name: String, entry: Entry)] = []
        var whole = Entry(questions: [id], instance: instance)
        if question.variables.count == 1, let only = question.variables.first,
            survey[only].name == question.name
        {
            whole.variable = only
        }
        names.append((question.name, whole))
        for (group, dimension) in question.groups.enumerated() {
            names.append(
                (
                    "\(question.name).\(dimension.name)",
                    Entry(questions: [id], group: group, instance: instance)
                ))
        }
        for variable in question.variables + question.specify.map(\.variable) {
            if blocks[variable] == nil { blocks[variable] = block }
            guard variable != whole.variable else { continue }
            names.append(
                (survey[variable].name, Entry(questions: [id], variable: variable, instance: instance)))
        }
        for (name, entry) in names {
            if entries[name] != nil {
                entries[name]?.questions.append(id)
            } else {
                entries[name] = entry
            }
            guard instance != nil, question.stem != question.name else { continue }
            let part = name.dropFirst(question.name.count)
            addMember(question.stem + part, entry)
        }
    }

    private mutating func addValue(
        _ variable: VariableID, of survey: Survey, in instance: Int?, _ block: BlockID
    ) {
        if blocks[variable] == nil { blocks[variable] = block }
        guard let instance else { return }
        let name = survey[variable].name
        entries[name]?.instance = instance
        // The names of the instances stand at the end: `total.store.1`.
        var suffix = ""
        var open: Int? = instance
        while let next = open {
            suffix = ".\(instanceName(next, of: survey))" + suffix
            open = instances[next].outer
        }
        guard name.hasSuffix(suffix), let entry = entries[name] else { return }
        addMember(String(name.dropLast(suffix.count)), entry)
    }

    private mutating func addMember(_ name: String, _ entry: Entry) {
        if let last = members[name]?.last, last.instance == entry.instance { return }
        members[name, default: []].append(entry)
    }

    /// An instance as variables are called after it.
    func instanceName(_ index: Int, of survey: Survey) -> String {
        let instance = instances[index]
        return survey.rosters[instance.roster].instances[instance.position].name
    }

    /// The member of a roster that a bare name stands for in an instance, or in one around it.
    func member(_ name: String, in instance: Int) -> Entry? {
        guard let candidates = members[name] else { return nil }
        var open: Int? = instance
        while let next = open {
            // Members are in the order of the file, and so are instances.
            var low = 0
            var high = candidates.count
            while low < high {
                let middle = (low + high) / 2
                if candidates[middle].instance ?? 0 < next { low = middle + 1 } else { high = middle }
            }
            if low < candidates.count, candidates[low].instance == next { return candidates[low] }
            open = instances[next].outer
        }
        return nil
    }

    /// The instance of a roster's variable that another instance is or stands in.
    func instance(of rosterVariable: String, around instance: Int, of survey: Survey) -> Int? {
        var open: Int? = instance
        while let next = open {
            if survey.rosters[instances[next].roster].name == rosterVariable { return next }
            open = instances[next].outer
        }
        return nil
    }

    /// How many rosters an instance stands in, itself included.
    func depth(of instance: Int?) -> Int {
        var depth = 0
        var open = instance
        while let next = open {
            depth += 1
            open = instances[next].outer
        }
        return depth
    }
}
