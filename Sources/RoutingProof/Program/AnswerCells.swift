public import SurveyModel

/// Which cells the answers of an interview fall into: what turns a response into a choice of a program's inputs.
///
/// Linear in the program to make.
public struct AnswerCells: Sendable {
    private let survey: Survey
    private let program: Program
    /// For each input that is one variable's, its cells to look values up in.
    private let look: [Look?]
    /// The options of a set that have an input of their own.
    private let named: [VariableID: Set<Int>]

    /// Makes what finds the cells of a program's inputs.
    public init(of survey: Survey, _ program: Program) {
        self.survey = survey
        self.program = program
        look = program.inputs.map { input in
            switch input.role {
            case .answer, .place: Look(input.cells)
            case .member, .others, .unit, .drawn, .value, .truth: nil
            }
        }
        var named: [VariableID: Set<Int>] = [:]
        for input in program.inputs {
            if case .member(let variable, let option) = input.role {
                named[variable, default: []].insert(option)
            }
        }
        self.named = named
    }

    /// The cells that answers fall into, one answer for each variable of the survey, computed ones included.
    ///
    /// Nothing is chosen for what was not asked, and for what answers do not say: draws of the seed, and texts that are none
    /// of those that were tried. Linear in the program and the answers.
    public func assignment(of answers: [Answer]) -> Assignment {
        var assignment = Assignment(count: program.inputs.count)
        for position in program.inputs.indices {
            assignment[InputID(position)] = cell(at: position, answers)
        }
        return assignment
    }

    private func cell(at position: Int, _ answers: [Answer]) -> Int? {
        switch program.inputs[position].role {
        case .answer(let variable):
            let answer = answers.answer(of: variable)
            return look[position]?.cell(of: answer == .notAsked ? whole(variable, answers) : answer)
        case .member(let variable, let option):
            return chosen(in: variable, answers).map { $0.contains(option) ? 1 : 0 }
        case .others(let variable):
            let named = named[variable] ?? []
            guard let count = chosen(in: variable, answers)?.count(where: { !named.contains($0) }) else {
                return nil
            }
            return min(count, program.inputs[position].cells.count - 1)
        case .place(let variable, let place):
            guard case .order(let order)? = answers.answer(of: variable).value else { return nil }
            return order.indices.contains(place - 1)
                ? look[position]?.cell(of: .answered(.option(order[place - 1]))) : look[position]?.none
        case .value(let index):
            guard let number = program.computations[index].formula.ordinalNumber(in: answers) else {
                return nil
            }
            return program.computations[index].cell(of: number)
        case .truth(let index):
            switch program.computations[index].formula.truth(in: answers) {
            case .no: return 0
            case .yes: return 1
            case .unknown: return 2
            }
        case .unit, .drawn:
            return nil
        }
    }

    /// What an allocation was answered, where its first part was not offered.
    private func whole(_ variable: VariableID, _ answers: [Answer]) -> Answer {
        guard let question = survey[variable].question, case .allocate = survey[question].kind,
            survey[question].variables.first == variable
        else { return .notAsked }
        for part in survey[question].variables where answers.answer(of: part) != .notAsked {
            let answer = answers.answer(of: part)
            return answer.missing == nil ? .answered(.text("")) : answer
        }
        return .notAsked
    }

    private func chosen(in variable: VariableID, _ answers: [Answer]) -> [Int]? {
        switch answers.answer(of: variable).value {
        case .options(let chosen)?, .order(let chosen)?: chosen
        default: nil
        }
    }

    /// The cells of one input, to be looked up.
    private struct Look: Sendable {
        private var values: [Value: Int] = [:]
        private var missing: [Missing: Int] = [:]
        private var ranges: [(low: Value?, high: Value?, cell: Int)] = []
        /// The cell of every value that no other has.
        private var rest: Int?
        /// The cell of none.
        private(set) var none: Int?

        init(_ cells: [Cell]) {
            for (index, cell) in cells.enumerated() {
                switch cell.content {
                case .values(let held): for value in held { values[value] = index }
                case .range(let low, let high): ranges.append((low, high, index))
                case .missing(let kind): missing[kind] = index
                case .answered: rest = index
                case .index: none = index
                }
            }
        }

        func cell(of answer: Answer) -> Int? {
            switch answer {
            case .missing(let kind): missing[kind]
            case .answered(let value):
                values[value]
                    ?? ranges.first { Self.lies(value, from: $0.low, to: $0.high) }?.cell
                    ?? rest
            }
        }

        private static func lies(_ value: Value, from low: Value?, to high: Value?) -> Bool {
            if let low, precedes(value, low) { return false }
            if let high, precedes(high, value) { return false }
            return true
        }

        private static func precedes(_ left: Value, _ right: Value) -> Bool {
            switch (left, right) {
            case (.number(let left), .number(let right)): left < right
            case (.date(let left), .date(let right)): left < right
            case (.time(let left), .time(let right)): left < right
            default: false
            }
        }
    }
}
