internal import FoundationEssentials
internal import SurveyModel

/// The choices of a program by what they are in the survey, so that those of two surveys can be matched.
struct Choices {
    /// What each input is.
    let keys: [String]
    /// The cells of each choice by name, values without the positions that differ between surveys.
    private(set) var cells: [String: [Named]] = [:]
    /// Whether each permitted cell of a choice can be met.
    private(set) var isExact: [String: Bool] = [:]
    private let variables: [String: VariableID]

    /// What a cell holds, by names.
    enum Named: Hashable {
        /// These values.
        case values([Value], names: [String])
        /// Everything from one to another.
        case range(Value?, Value?)
        /// Anything else.
        case other(String)
    }

    init(_ program: Program, _ survey: Survey) {
        variables = survey.variableIndex
        var firsts = [String?](repeating: nil, count: survey.blocks.count)
        for step in survey.steps {
            guard case .ask(let question) = step.action else { continue }
            var block: BlockID? = step.block
            while let id = block, firsts[id.position] == nil {
                firsts[id.position] = survey[question].name
                block = survey[id].parent
            }
        }
        var keys: [String] = []
        keys.reserveCapacity(program.inputs.count)
        var seen: [String: Int] = [:]
        for input in program.inputs {
            let cells = input.cells.map { Self.named($0.content, input.role, survey) }
            var key = Self.key(input.role, program, survey, firsts)
            // The same variable in two arms of an `if` is one choice: only one of them is made.
            if let known = self.cells[key], known != cells {
                seen[key, default: 0] += 1
                key += " (\(seen[key, default: 0]))"
            }
            keys.append(key)
            self.cells[key] = cells
            isExact[key] = (isExact[key] ?? true) && input.isExact
        }
        self.keys = keys
    }

    /// Whether the survey has what a choice is about, so that the choice should be in its program too.
    func mayMatch(_ key: String) -> Bool {
        if cells[key] != nil { return true }
        let parts = key.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return true }
        switch parts[0] {
        case "answer": return variables[String(parts[1].prefix { $0 != " " })] != nil
        case "member", "others", "place": return variables[String(parts[1].prefix { $0 != " " })] != nil
        default: return true
        }
    }

    private static func key(
        _ role: Input.Role, _ program: Program, _ survey: Survey, _ firsts: [String?]
    ) -> String {
        switch role {
        case .answer(let id): "answer \(survey[id].name)"
        case .member(let id, let option):
            "member \(survey[id].name) \(name(ofOption: option, of: id, survey))"
        case .others(let id): "others \(survey[id].name)"
        case .place(let id, let place): "place \(survey[id].name) \(place)"
        case .unit(let block): "unit \(firsts[block.position] ?? "\(block.position)")"
        case .drawn(let question, let index):
            "drawn \(survey[question].name) \(part(index, survey[question], survey))"
        case .value(let index): "value \(program.computations[index].formula.text(in: survey))"
        case .truth(let index): "truth \(program.computations[index].formula.text(in: survey))"
        }
    }

    private static func name(ofOption option: Int, of id: VariableID, _ survey: Survey) -> String {
        switch survey[id].domain {
        case .option(let list), .options(let list, _), .order(let list, _):
            survey[list].options.indices.contains(option) ? survey[list].options[option].name : "\(option)"
        default: "\(option)"
        }
    }

    private static func part(_ index: Int, _ question: Question, _ survey: Survey) -> String {
        if question.rows.indices.contains(index) { return question.rows[index].name }
        guard let list = question.list, survey[list].options.indices.contains(index) else {
            return "\(index)"
        }
        return survey[list].options[index].name
    }

    private static func named(_ content: Cell.Content, _ role: Input.Role, _ survey: Survey) -> Named {
        let variable: VariableID? =
            switch role {
            case .answer(let id), .member(let id, _), .others(let id), .place(let id, _): id
            case .unit, .drawn, .value, .truth: nil
            }
        switch content {
        case .values(let values):
            return .values(
                values,
                names: values.map { value in
                    if case .option(let option) = value, let variable {
                        return name(ofOption: option, of: variable, survey)
                    }
                    return Formula.literal(value).text(in: survey)
                })
        case .range(let low, let high): return .range(low, high)
        case .missing(let missing): return .other("missing \(missing.rawValue)")
        case .answered: return .other("answered")
        case .index(let index): return .other("index \(index)")
        }
    }
}

/// The pairs of cells of two choices that have something in common, and what is left of each.
enum Refinement {
    static func of(_ old: [Choices.Named], _ new: [Choices.Named]) -> [(old: Int?, new: Int?)] {
        if old == new { return old.indices.map { ($0, $0) } }
        var pairs: [(old: Int?, new: Int?)] = []
        let after = Ends(new)
        let before = Ends(old)
        var isKept = [Bool](repeating: false, count: new.count)
        for (earlier, first) in old.enumerated() {
            var isMatched = false
            for (later, second) in new.enumerated() where meet(first, second) {
                pairs.append((earlier, later))
                isMatched = true
                isKept[later] = true
            }
            if !isMatched || after.leavesOut(first) { pairs.append((earlier, nil)) }
        }
        for (later, second) in new.enumerated() where !isKept[later] || before.leavesOut(second) {
            pairs.append((nil, later))
        }
        return pairs
    }

    /// Whether two cells have a value in common.
    private static func meet(_ first: Choices.Named, _ second: Choices.Named) -> Bool {
        switch (first, second) {
        case (.values(_, let names), .values(_, let others)): !Set(names).isDisjoint(with: others)
        case (.values(let values, _), .range(let low, let high)),
            (.range(let low, let high), .values(let values, _)):
            values.contains { value in
                (low.map { isAtMost($0, value) } ?? true) && (high.map { isAtMost(value, $0) } ?? true)
            }
        case (.range(let low, let high), .range(let start, let end)):
            (high.flatMap { high in start.map { isAtMost($0, high) } } ?? true)
                && (end.flatMap { end in low.map { isAtMost($0, end) } } ?? true)
        case (.other(let first), .other(let second)): first == second
        default: false
        }
    }

    private static func isAtMost(_ first: Value, _ second: Value) -> Bool {
        switch (first, second) {
        case (.number(let first), .number(let second)): first <= second
        case (.date(let first), .date(let second)): first <= second
        case (.time(let first), .time(let second)): first <= second
        default: false
        }
    }

    /// How far the cells of a choice reach, and which single values they have.
    private struct Ends {
        private var low: Value?
        private var high: Value?
        private var isOpenBelow = false
        private var isOpenAbove = false
        private var names: Set<String> = []

        init(_ cells: [Choices.Named]) {
            for cell in cells {
                switch cell {
                case .values(let values, let names):
                    for value in values { reach(value, value) }
                    self.names.formUnion(names)
                case .range(let low, let high):
                    if low == nil { isOpenBelow = true }
                    if high == nil { isOpenAbove = true }
                    reach(low, high)
                case .other: continue
                }
            }
        }

        private mutating func reach(_ from: Value?, _ to: Value?) {
            if let from, low.map({ isAtMost(from, $0) }) ?? true { low = from }
            if let to, high.map({ isAtMost($0, to) }) ?? true { high = to }
        }

        /// Whether a cell that meets some of these holds values that none of them has.
        func leavesOut(_ cell: Choices.Named) -> Bool {
            switch cell {
            case .values(let values, let names):
                return zip(values, names).contains { value, name in
                    !self.names.contains(name) && (isBelow(value) || isAbove(value) || !value.isOrdered)
                }
            case .range(let low, let high):
                return (low.map(isBelow) ?? !isOpenBelow) || (high.map(isAbove) ?? !isOpenAbove)
            case .other: return false
            }
        }

        private func isBelow(_ value: Value) -> Bool {
            guard !isOpenBelow, let low else { return false }
            return !isAtMost(low, value)
        }

        private func isAbove(_ value: Value) -> Bool {
            guard !isOpenAbove, let high else { return false }
            return !isAtMost(value, high)
        }
    }
}

extension Value {
    fileprivate var isOrdered: Bool {
        switch self {
        case .number, .date, .time: true
        case .option, .options, .order, .text, .yesno: false
        }
    }
}
