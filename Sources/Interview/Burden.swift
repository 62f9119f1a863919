internal import SurveyModel

/// How many items may still come from each step on, at least and at most, over all answers.
///
/// Computed backwards over the steps once, so that a front can ask at every item. Arms of one `if` count as
/// alternatives; conditions of rows, options and units, and which texts are opened, are taken as open. Within a unit the
/// bounds reach to its end: what follows depends on the order, which an interview knows once the collection begins.
struct Burden: Sendable {
    /// For each step, and for the end, the ways on from there if that step is reached.
    let from: [Ways]
    /// For each step, the step that follows it once it has happened: other arms of its `if` are passed over.
    let next: [Int]
    /// For each unit of a collection, the ways through it.
    let unit: [Int: Ways]
    /// For each collection, the step that follows it.
    let exit: [Int: Int]

    private let ends: [Int: Int]
    private let collections: Collections

    init(of survey: Survey, _ collections: Collections) {
        let count = survey.steps.count
        let chains = Chains(survey, collections)
        var next = [Int](repeating: count, count: count)
        for (index, step) in survey.steps.enumerated() {
            let isLast = survey[step.block].steps.upperBound == index + 1
            next[index] = isLast ? max(index + 1, min(count, chains.exit[step.block.position])) : index + 1
        }
        var from = [Ways](repeating: .none, count: count + 1)
        var entered = [Ways](repeating: .none, count: survey.blocks.count)
        var unit: [Int: Ways] = [:]

        /// The ways on from a step within a unit, whose end is as far as they reach.
        func ways(from step: Int, in block: Int) -> Ways {
            let around = collections.isEmpty ? Collections.none : collections.around[block]
            if around >= 0, step >= survey.blocks[around].steps.upperBound { return .none }
            return from[min(step, count)]
        }

        var block = survey.blocks.count
        for index in stride(from: count, through: 0, by: -1) {
            if index < count {
                let step = survey.steps[index]
                switch step.action {
                case .ask(let question):
                    from[index] =
                        Self.ways(of: question, in: survey)
                        .then(ways(from: next[index], in: step.block.position))
                case .compute, .check, .draw:
                    from[index] = ways(from: next[index], in: step.block.position)
                case .end: from[index] = .end
                }
            }
            while block > 0, survey.blocks[block - 1].steps.lowerBound >= index {
                block -= 1
                switch survey.blocks[block].kind {
                case .root, .page: continue
                case .unit:
                    unit[block] = survey.blocks[block].steps.isEmpty ? Ways.none : from[index]
                case .collection:
                    guard !survey.blocks[block].steps.isEmpty else { continue }
                    let units = collections.members[block].map { Self.ways(of: $0, unit, in: survey) }
                    let exit = max(index, min(count, chains.exit[block]))
                    from[index] = (units ?? .none).then(ways(from: exit, in: block))
                case .arm:
                    let exit = max(index, min(count, chains.exit[block]))
                    let after = ways(from: exit, in: block)
                    entered[block] = survey.blocks[block].steps.isEmpty ? after : from[index]
                    guard chains.first[block] == block else { continue }
                    let arms =
                        chains.arms[block].map { entered[$0] } + (chains.isExhaustive[block] ? [] : [after])
                    from[index] = arms.dropFirst().reduce(arms[0]) { $0.or($1) }
                }
            }
        }
        self.from = from
        self.next = next
        self.unit = unit
        self.collections = collections
        exit = collections.members.reduce(into: [:]) { exits, member in
            exits[member.key] = min(count, chains.exit[member.key])
        }
        ends = unit.keys.reduce(into: [:]) { $0[$1] = survey.blocks[$1].steps.upperBound }
    }

    /// The ways on from a step, to the end of the unit that a block is or stands in.
    func ways(from step: Int, in block: BlockID) -> Ways {
        let around = collections.isEmpty ? Collections.none : collections.around[block.position]
        if around >= 0, let end = ends[around], step >= end { return .none }
        return from[min(step, from.count - 1)]
    }

    /// The ways through a collection: how many of its units are asked depends on their conditions and on the draw.
    private static func ways(
        of collection: Collections.Collection, _ unit: [Int: Ways], in survey: Survey
    ) -> Ways {
        let all = collection.units.map { position -> (ways: Ways, isSure: Bool) in
            guard case .unit(nil) = survey.blocks[position].kind else {
                return (unit[position] ?? .none, false)
            }
            return (unit[position] ?? .none, true)
        }
        guard collection.isShuffled || collection.draw != nil else {
            return all.reduce(Ways.none) { $0.then($1.isSure ? $1.ways : $1.ways.or(.none)) }
        }
        let most = all.map(\.ways.most).sorted(by: >)
        let sure = all.count(where: \.isSure)
        let through: ClosedRange<Int>
        if let draw = collection.draw {
            let least = all.map(\.ways.least).sorted().prefix(min(sure, max(0, draw))).reduce(0, +)
            through = least...most.prefix(max(0, draw)).reduce(0, +)
        } else {
            let least = all.lazy.filter(\.isSure).map(\.ways.least).reduce(0, +)
            through = least...most.reduce(0, +)
        }
        // In a shuffled or drawn roster any unit may be the first, and end it.
        let ends = all.compactMap(\.ways.toEnd?.lowerBound)
        return Ways(
            through: through, toEnd: ends.min().map { min($0, through.upperBound)...through.upperBound })
    }

    /// How many items a question has if it is reached.
    private static func ways(of id: QuestionID, in survey: Survey) -> Ways {
        let question = survey[id]
        let sure = question.list.map { question.offers(of: survey[$0]) } ?? 0...0
        let isSure = sure.lowerBound > 0
        let opened = question.carried.contains(where: \.isChosen) ? 0 : question.specify.count
        switch question.kind {
        case .grid: return Ways(question.shownRows)
        case .choiceGrid:
            let rows = question.shownRows
            return Ways((isSure ? rows.lowerBound : 0)...rows.upperBound)
        case .choice: return Ways((isSure ? 1 : 0)...1 + min(1, opened))
        case .choices(_, let select), .ranking(_, let select):
            return Ways((isSure ? 1 : 0)...1 + max(0, min(select.upperBound, opened)))
        case .allocate:
            let least =
                question.isOptional || !question.missing.isEmpty ? min(1, sure.lowerBound) : sure.lowerBound
            return Ways(least...sure.upperBound)
        case .consent: return Ways(through: 1...1, toEnd: 1...1)
        case .nps, .csat, .ces, .rating, .yesno, .number, .date, .time, .text, .note: return Ways(1...1)
        }
    }
}

/// How many items there are on the ways on from somewhere: on those that go through, and on those that end the interview.
struct Ways: Hashable, Sendable {
    /// Nil where no way goes through.
    var through: ClosedRange<Int>?
    /// Nil where no way ends.
    var toEnd: ClosedRange<Int>?

    init(through: ClosedRange<Int>?, toEnd: ClosedRange<Int>?) {
        self.through = through
        self.toEnd = toEnd
    }

    init(_ items: ClosedRange<Int>) { self.init(through: items, toEnd: nil) }

    /// Nothing is asked.
    static let none = Ways(0...0)
    /// The interview ends here.
    static let end = Ways(through: nil, toEnd: 0...0)

    var least: Int { min(through?.lowerBound ?? .max, toEnd?.lowerBound ?? .max) }
    var most: Int { max(through?.upperBound ?? 0, toEnd?.upperBound ?? 0) }

    /// These and then those.
    func then(_ later: Ways) -> Ways {
        guard let through else { return self }
        func shifted(_ range: ClosedRange<Int>) -> ClosedRange<Int> {
            through.lowerBound + range.lowerBound...through.upperBound + range.upperBound
        }
        return Ways(
            through: later.through.map(shifted), toEnd: Self.union(toEnd, later.toEnd.map(shifted)))
    }

    /// These or those.
    func or(_ other: Ways) -> Ways {
        Ways(through: Self.union(through, other.through), toEnd: Self.union(toEnd, other.toEnd))
    }

    private static func union(_ left: ClosedRange<Int>?, _ right: ClosedRange<Int>?) -> ClosedRange<Int>? {
        guard let left, let right else { return left ?? right }
        return min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound)
    }
}

extension Question {
    /// How many rows are shown.
    fileprivate var shownRows: ClosedRange<Int> {
        let sure = rows.count { $0.condition == nil }
        guard let draw else { return sure...rows.count }
        return min(sure, max(0, draw))...min(rows.count, max(0, draw))
    }

    /// How many options are offered. What an earlier answer narrows may be nothing.
    fileprivate func offers(of list: OptionList) -> ClosedRange<Int> {
        var isOpen = false
        var left = Set(list.options.indices)
        for rule in carried {
            if case .except(let others) = rule { left.subtract(others) } else { isOpen = true }
        }
        var fixed = (sure: 0, all: 0)
        var free = (sure: 0, all: 0)
        for index in left {
            let option = list.options[index]
            let isSure = option.condition == nil && !isOpen
            if option.isFixed {
                fixed = (fixed.sure + (isSure ? 1 : 0), fixed.all + 1)
            } else {
                free = (free.sure + (isSure ? 1 : 0), free.all + 1)
            }
        }
        let draw = rows.isEmpty ? draw.map { max(0, $0) } ?? free.all : free.all
        return fixed.sure + min(free.sure, draw)...fixed.all + min(free.all, draw)
    }
}

extension Question.Carried {
    /// Whether it offers what was chosen elsewhere, which opens no second text.
    var isChosen: Bool { if case .chosen = self { true } else { false } }
}

/// Which arms belong to one `if`, and where each block is left for.
private struct Chains {
    /// For each arm, the first arm of its `if`; for other blocks themselves.
    var first: [Int]
    /// For each first arm, all arms.
    var arms: [[Int]]
    /// For each first arm, whether one arm is always taken.
    var isExhaustive: [Bool]
    /// For each block, the step that follows when its last one has happened; of a unit, its end.
    var exit: [Int]

    init(_ survey: Survey, _ collections: Collections) {
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
            if case .unit = block.kind { continue }
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
