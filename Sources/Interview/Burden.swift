internal import SurveyModel

/// How many items may still come from each step on, at least and at most, over all answers.
///
/// Computed backwards over the steps once, so that a front can ask at every item. Arms of one `if` count as
/// alternatives; conditions of rows and options, and which texts are opened, are taken as open.
struct Burden: Sendable {
    /// For each step, and for the end, the bounds if that step is reached.
    let from: [ClosedRange<Int>]
    /// For each step, the step that follows it once it has happened: other arms of its `if` are passed over.
    let next: [Int]

    init(of survey: Survey) {
        let count = survey.steps.count
        let chains = Chains(survey)
        var next = [Int](repeating: count, count: count)
        for (index, step) in survey.steps.enumerated() {
            let isLast = survey[step.block].steps.upperBound == index + 1
            next[index] = isLast ? max(index + 1, min(count, chains.exit[step.block.position])) : index + 1
        }
        var from = [ClosedRange<Int>](repeating: 0...0, count: count + 1)
        var entered = [ClosedRange<Int>](repeating: 0...0, count: survey.blocks.count)
        var block = survey.blocks.count
        for index in stride(from: count, through: 0, by: -1) {
            if index < count {
                switch survey.steps[index].action {
                case .ask(let question):
                    from[index] = from[next[index]] + Self.items(of: question, in: survey)
                case .compute, .check: from[index] = from[next[index]]
                case .end: from[index] = 0...0
                }
            }
            while block > 0, survey.blocks[block - 1].steps.lowerBound >= index {
                block -= 1
                guard case .arm = survey.blocks[block].kind else { continue }
                let exit = max(index, min(count, chains.exit[block]))
                entered[block] = survey.blocks[block].steps.isEmpty ? from[exit] : from[index]
                guard chains.first[block] == block else { continue }
                var bounds = chains.arms[block].map { entered[$0] }
                if !chains.isExhaustive[block] { bounds.append(from[exit]) }
                from[index] = bounds.dropFirst().reduce(bounds[0]) { all, arm in
                    min(all.lowerBound, arm.lowerBound)...max(all.upperBound, arm.upperBound)
                }
            }
        }
        self.from = from
        self.next = next
    }

    /// How many items a question has if it is reached.
    private static func items(of id: QuestionID, in survey: Survey) -> ClosedRange<Int> {
        let question = survey[id]
        switch question.kind {
        case .grid(_, let rows):
            return rows.count { $0.condition == nil }...rows.count
        case .choice(let list):
            let least = survey[list].options.contains { $0.condition == nil } ? 1 : 0
            return least...1 + min(1, question.specify.count)
        case .choices(let list, let select):
            let least = survey[list].options.contains { $0.condition == nil } ? 1 : 0
            return least...1 + max(0, min(select.upperBound, question.specify.count))
        case .nps, .csat, .ces, .rating, .yesno, .number, .text, .note:
            return 1...1
        }
    }
}

/// Which arms belong to one `if`, and where each block is left for.
private struct Chains {
    /// For each arm, the first arm of its `if`; for other blocks themselves.
    var first: [Int]
    /// For each first arm, all arms.
    var arms: [[Int]]
    /// For each first arm, whether one arm is always taken.
    var isExhaustive: [Bool]
    /// For each block, the step that follows when its last one has happened.
    var exit: [Int]

    init(_ survey: Survey) {
        let count = survey.blocks.count
        first = Array(0..<count)
        arms = Array(repeating: [], count: count)
        isExhaustive = Array(repeating: false, count: count)
        exit = survey.blocks.map(\.steps.upperBound)
        for (position, block) in survey.blocks.enumerated() {
            guard case .arm(let condition, let previous) = block.kind else { continue }
            if let previous, previous.position < position { first[position] = first[previous.position] }
            arms[first[position]].append(position)
            if condition == nil { isExhaustive[first[position]] = true }
        }
        for (position, block) in survey.blocks.enumerated() {
            let end =
                arms[first[position]].last.map { survey.blocks[$0].steps.upperBound }
                ?? block.steps.upperBound
            exit[position] = max(end, block.steps.upperBound)
            if let parent = block.parent, parent.position < position,
                survey[parent].steps.upperBound == exit[position]
            {
                exit[position] = exit[parent.position]
            }
        }
    }
}

extension ClosedRange<Int> {
    fileprivate static func + (left: Self, right: Self) -> Self {
        left.lowerBound + right.lowerBound...left.upperBound + right.upperBound
    }
}
