public import SurveyModel

/// How often each cell of an input was chosen, learned from collected answers.
///
///     var distribution = Distribution(of: program)
///     for response in responses { distribution.add(response.answers) }
///     let burden = burden(of: survey, program, distribution: distribution)
///
/// An input is weighed by what was counted for it, without smoothing: an option that nobody chose has no share. Where
/// nothing was counted, or where an answer does not show which cell it falls into (a text that several conditions look
/// at), and for what is drawn or computed, the shares stay those of `Cell.weight`. Where only cells are permitted that
/// nobody chose, those are equally likely. Options of a set are counted one by one, and which are chosen together is not
/// learned.
public struct Distribution: Sendable {
    /// How many responses were added.
    public private(set) var responses = 0

    private let program: Program
    private var counts: [[Int]]
    /// Inputs of which some answer could not be placed.
    private var isUnclear: [Bool]
    /// For each variable with a counter for the options that nobody names, the options that have their own input.
    private let named: [VariableID: Set<Int>]

    /// Knows nothing yet.
    public init(of program: Program) {
        self.program = program
        counts = program.inputs.map { [Int](repeating: 0, count: $0.cells.count) }
        isUnclear = program.inputs.map { _ in false }
        var named: [VariableID: Set<Int>] = [:]
        for input in program.inputs {
            if case .member(let variable, let option) = input.role {
                named[variable, default: []].insert(option)
            }
        }
        self.named = named
    }

    /// Counts a response: an answer for each variable of the survey, in their order. Answers that are *not asked* count
    /// nowhere.
    public mutating func add(_ answers: [Answer]) {
        responses += 1
        for (position, input) in program.inputs.enumerated() {
            guard let variable = input.role.variable, answers.indices.contains(variable.position) else {
                continue
            }
            let answer = answers[variable.position]
            switch place(answer, in: input) {
            case .cell(let cell): counts[position][cell] += 1
            case .notChosen: continue
            case .unclear: isUnclear[position] = true
            }
        }
    }

    /// How often each cell of an input was chosen; nil where that is not known.
    public func tally(of input: InputID) -> [Int]? {
        let position = Int(input.position)
        guard counts.indices.contains(position), !isUnclear[position] else { return nil }
        return counts[position].contains { $0 > 0 } ? counts[position] : nil
    }

    private enum Place {
        case cell(Int)
        case notChosen
        case unclear
    }

    private func place(_ answer: Answer, in input: Input) -> Place {
        switch input.role {
        case .answer: return place(answer, among: input.cells)
        case .member(_, let option):
            guard let chosen = answer.value?.optionSet else { return .notChosen }
            return input.cells.count == 2 ? .cell(chosen.contains(option) ? 1 : 0) : .unclear
        case .others(let variable):
            guard let chosen = answer.value?.optionSet else { return .notChosen }
            let count = chosen.count { !(named[variable]?.contains($0) ?? false) }
            return input.cells.indices.contains(count) ? .cell(count) : .unclear
        case .place(_, let place):
            guard case .order(let order)? = answer.value else { return .notChosen }
            // Nobody comes to a place behind the first that stayed empty.
            if place > order.count + 1 { return .notChosen }
            let content: Cell.Content =
                order.indices.contains(place - 1) ? .values([.option(order[place - 1])]) : .index(0)
            if let cell = input.cells.firstIndex(where: { $0.content == content }) { return .cell(cell) }
            // The order is complete, and the place was no choice.
            return place == order.count + 1 ? .notChosen : .unclear
        case .unit, .drawn, .value, .truth: return .notChosen
        }
    }

    private func place(_ answer: Answer, among cells: [Cell]) -> Place {
        switch answer {
        case .missing(.notAsked): return .notChosen
        case .missing(let kind):
            return cells.firstIndex { $0.content == .missing(kind) }.map(Place.cell) ?? .unclear
        case .answered(let value):
            if let cell = cells.firstIndex(where: { $0.content.holds(value) }) { return .cell(cell) }
            // A text stands for all that are told apart no further.
            let answered = cells.indices.filter {
                if case .missing = cells[$0].content { false } else { true }
            }
            return answered.count == 1 ? .cell(answered[0]) : .unclear
        }
    }
}

extension Value {
    /// The options of a set or an order.
    fileprivate var optionSet: [Int]? {
        switch self {
        case .options(let options), .order(let options): options
        case .number, .option, .text, .yesno, .date, .time: nil
        }
    }
}

extension Cell.Content {
    /// Whether a value falls into the cell.
    fileprivate func holds(_ value: Value) -> Bool {
        switch self {
        case .values(let values): values.contains(value)
        case .range(let low, let high):
            (low.map { $0.isAtMost(value) } ?? true) && (high.map { value.isAtMost($0) } ?? true)
        case .answered: false
        case .missing, .index: false
        }
    }
}

extension Value {
    /// Whether it is not above another of its kind.
    fileprivate func isAtMost(_ other: Value) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)): left <= right
        case (.date(let left), .date(let right)): left <= right
        case (.time(let left), .time(let right)): left <= right
        default: false
        }
    }
}
