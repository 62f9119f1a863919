internal import FoundationEssentials
internal import SurveyModel

// The inputs of one answer.

extension Lowering {
    /// How often a kind of missing is chosen where it is offered, and an optional question left empty, when nothing is known
    /// of the respondents. Conventions of this project; see `Documentation/Burden.md`.
    static let missingShare = 0.05
    static let skippedShare = 0.1

    /// Chooses the answer to a variable where it is asked.
    mutating func answer(
        _ id: VariableID, isAsked: FactID, missing: [Missing], isOptional: Bool, offered: [FactID]?,
        question: QuestionID?
    ) {
        let need = needs.variables[id.position]
        let input: InputID
        lastOffered = offered
        switch survey[id].domain {
        case .options(let list, let select):
            chooseSet(id, survey[list], select, isAsked, missing, isOptional, offered, question, need)
            return
        case .order(let list, let select):
            chooseOrder(id, survey[list], select, isAsked, missing, isOptional, offered, question, need)
            return
        case .option(let list):
            input = chooseOption(id, survey[list], isAsked, missing, isOptional, offered, need)
            let violated = forbidden(input, isAsked)
            if violated != .never { keep(builder.not(violated), question.map(Reason.limits)) }
        case .yesno, .truth:
            let cells = [true, false].map { Cell(.values([.yesno($0)])) }
            input = make(.answer(id), cells, isAsked, missing, isOptional)
        case .point, .number, .date, .time:
            guard let axis = shapes.axis(id) else {
                input = make(.answer(id), [Cell(.range(nil, nil), size: nil)], isAsked, missing, isOptional)
                break
            }
            let ranges = ranges(of: axis, need)
            // A domain of nothing has no answer; it is asked all the same, and nobody gets past it.
            if ranges.isEmpty { keep(builder.not(isAsked), question.map(Reason.limits)) }
            var cells = ranges.isEmpty ? [Cell(.answered, size: 0)] : ranges.map { axis.cell($0) }
            // How many days lie between bounds that move with today is not how many the cell reaches over.
            if dependsOnToday(id) { for place in cells.indices { cells[place].size = nil } }
            input = make(.answer(id), cells, isAsked, missing, isOptional)
            // Nor can each of its cells be met on every day.
            if dependsOnToday(id), survey[id].role != .today, ranges.count > 1 { builder.markInexact(input) }
        case .text(let rule):
            let (cells, truths, isExact) = textCells(rule, need, of: id)
            input = make(.answer(id), cells, isAsked, missing, isOptional)
            textTruths[input] = truths + (builder.program[input].cells.count - truths.count).times([:])
            if !isExact { builder.markInexact(input) }
        }
        lastAnswered = cells(of: input) { !$0.isMissing }
        readings[id.position].sources.append(.init(isAsked: isAsked, kind: .plain(input)))
    }

    /// Whether a variable is the day of the start, or a date whose bounds count from it.
    private func dependsOnToday(_ id: VariableID) -> Bool {
        if survey[id].role == .today { return true }
        guard case .date(let rule) = survey[id].domain else { return false }
        return [rule.low, rule.high].contains { bound in if case .today? = bound { true } else { false } }
    }

    /// An input for an answer: its cells, then the kinds of missing.
    private mutating func make(
        _ role: Input.Role, _ cells: [Cell], _ isAsked: FactID, _ missing: [Missing], _ isOptional: Bool
    ) -> InputID {
        var cells = cells
        var kinds: [Missing] = []
        for kind in missing where !kinds.contains(kind) && kind != .notAsked { kinds.append(kind) }
        if isOptional, !kinds.contains(.skipped) { kinds.append(.skipped) }
        let lost = kinds.reduce(0) { $0 + ($1 == .skipped ? Self.skippedShare : Self.missingShare) }
        // Values are equally likely; where they cannot be counted, cells are.
        let sizes = cells.map(\.size)
        let total = sizes.reduce(0.0) { $0 + Double($1 ?? 0) }
        let isCounted = sizes.allSatisfy { $0 != nil } && total > 0
        for place in cells.indices {
            let share = isCounted ? Double(sizes[place] ?? 0) / total : 1 / Double(cells.count)
            cells[place].weight = share * (1 - lost)
        }
        cells += kinds.map { kind in
            Cell(.missing(kind), weight: kind == .skipped ? Self.skippedShare : Self.missingShare)
        }
        let input = builder.input(Input(role, cells: cells, isMade: isAsked))
        builder.then(.choose(input))
        return input
    }

    mutating func statusInput(
        _ role: Input.Role, _ isAsked: FactID, missing: [Missing], isOptional: Bool, answered: Cell
    ) -> InputID {
        make(role, [answered], isAsked, missing, isOptional)
    }

    /// Where an input has a cell that is not permitted.
    mutating func forbidden(_ input: InputID, _ isMade: FactID) -> FactID {
        var violated: [FactID] = []
        for (place, cell) in builder.program[input].cells.enumerated() {
            guard let condition = cell.condition else { continue }
            violated.append(builder.and(isMade, builder.cell(input, [place]), builder.not(condition)))
        }
        return builder.or(violated)
    }

    // MARK: One option

    /// Options that nothing names and that are offered alike are one cell.
    private mutating func chooseOption(
        _ id: VariableID, _ list: OptionList, _ isAsked: FactID, _ missing: [Missing], _ isOptional: Bool,
        _ offered: [FactID]?, _ need: Needs.Need
    ) -> InputID {
        var cells: [Cell] = []
        var shared: [FactID: Int] = [:]
        for option in list.options.indices {
            let isOffered = offered?[option] ?? .always
            if isOffered == .never { continue }
            let value = Value.option(option)
            // What opens a text is told apart: who chooses it is asked more.
            let isApart =
                need.isExpanded || need.isCounted || need.named.contains(option)
                || list.options[option].hasSpecify
            if !isApart, let place = shared[isOffered],
                case .values(let values) = cells[place].content
            {
                cells[place].content = .values(values + [value])
                cells[place].size = values.count + 1
                continue
            }
            if !isApart { shared[isOffered] = cells.count }
            cells.append(Cell(.values([value]), condition: isOffered == .always ? nil : isOffered))
        }
        if cells.isEmpty { cells = [Cell(.answered, size: 0, condition: .never)] }
        return make(.answer(id), cells, isAsked, missing, isOptional)
    }

    // MARK: Sets

    private mutating func chooseSet(
        _ id: VariableID, _ list: OptionList, _ select: ClosedRange<Int>, _ isAsked: FactID,
        _ missing: [Missing],
        _ isOptional: Bool, _ offered: [FactID]?, _ question: QuestionID?, _ need: Needs.Need
    ) {
        let options = list.options
        let offered = offered ?? options.map { _ in .always }
        lastOffered = offered
        let status = statusInput(
            .answer(id), isAsked, missing: missing, isOptional: isOptional, answered: Cell(.answered, size: 1)
        )
        let isAnswered = builder.and(isAsked, cells(of: status) { !$0.isMissing })
        lastAnswered = isAnswered
        // What must be told apart: options that are named, exclude others, or are not always offered.
        let isApart = options.indices.map { option in
            need.named.contains(option) || options[option].isExclusive || offered[option] != .always
                || options[option].hasSpecify || need.isExpanded
        }
        var members = options.map { _ in FactID.never }
        for option in options.indices where isApart[option] && offered[option] != .never {
            let isMade = builder.and(isAnswered, offered[option])
            let input = builder.input(
                Input(
                    .member(id, option: option), cells: [Cell(.index(0)), Cell(.index(1))], isMade: isMade))
            builder.then(.choose(input))
            members[option] = builder.and(isMade, builder.cell(input, [1]))
        }
        let rest = options.indices.filter { !isApart[$0] }
        var others: InputID?
        if !rest.isEmpty {
            let cells = (0...rest.count).map { number in
                let ways = Self.ways(choosing: number, of: rest.count)
                return Cell(
                    .values([.options(Array(rest.prefix(number)))]), size: ways,
                    weight: ways.map(Double.init) ?? 1)
            }
            let input = builder.input(Input(.others(id), cells: cells, isMade: isAnswered))
            builder.then(.choose(input))
            others = input
            let some = builder.and(isAnswered, builder.cell(input, 1...rest.count))
            // Whoever chooses any of them may choose this one.
            for option in rest { members[option] = some }
        }
        readings[id.position].sources.append(
            .init(
                isAsked: isAsked,
                kind: .set(status: status, members: countable(members, rest), others: others)))
        let legal = self.legal(options, offered, select, members, rest, others, isAnswered)
        keep(builder.or(builder.not(isAnswered), legal), question.map(Reason.limits))
        setMembers[id] = members
        // Whoever leaves one of those that nobody names may leave this one.
        setLeft = options.indices.map { option in
            guard let others, rest.contains(option) else { return builder.not(members[option]) }
            return builder.not(builder.cell(others, [rest.count]))
        }
    }

    /// The members that are counted by themselves.
    private func countable(_ members: [FactID], _ rest: [Int]) -> [FactID] {
        var members = members
        for option in rest { members[option] = .never }
        return members
    }

    /// Where the chosen options keep the limits, which shrink to what is offered; one that excludes others stands alone.
    private mutating func legal(
        _ options: [OptionList.Option], _ offered: [FactID], _ select: ClosedRange<Int>, _ members: [FactID],
        _ rest: [Int], _ others: InputID?, _ isAnswered: FactID
    ) -> FactID {
        let exclusive = options.indices.filter { options[$0].isExclusive && offered[$0] != .never }
        let apart = options.indices.filter {
            !options[$0].isExclusive && !rest.contains($0) && offered[$0] != .never
        }
        func count(_ weight: Int, _ chosen: [Int], _ withOthers: Bool) -> [Sum.Term] {
            var terms = chosen.map { Sum.Term(weight, when: members[$0]) }
            if withOthers, let others {
                terms.append(
                    Sum.Term(others, weights: (0...rest.count).map { $0 * weight }, when: isAnswered))
            }
            return terms
        }
        let low = max(0, select.lowerBound)
        let high = max(0, select.upperBound)
        let isAlone = builder.not(builder.or(exclusive.map { members[$0] }))
        let isEnough = builder.sum(count(1, apart, true), atLeast: low)
        let isNotMore = builder.sum(count(-1, apart, true), atLeast: -high)
        // All that was offered, where that is less than the least.
        var left = apart.map { builder.and(isAnswered, offered[$0], builder.not(members[$0])) }
        if let others { left.append(builder.not(builder.cell(others, [rest.count]))) }
        let isAll = builder.and(
            builder.not(builder.or(left)), builder.sum(count(1, apart, true), atLeast: min(low, 1)))
        var ways = [builder.and(isAlone, isNotMore, builder.or(isEnough, isAll))]
        for option in exclusive {
            let everything = count(-1, exclusive + apart, true)
            ways.append(builder.and(members[option], builder.sum(everything, atLeast: -1)))
        }
        return builder.or(ways)
    }

    /// How many ways there are to choose so many; nil where that is too large.
    static func ways(choosing count: Int, of all: Int) -> Int? {
        var ways = 1
        for step in 0..<min(count, all - count) {
            let (product, overflows) = ways.multipliedReportingOverflow(by: all - step)
            if overflows { return nil }
            ways = product / (step + 1)
        }
        return ways
    }

    // MARK: Orders

    private mutating func chooseOrder(
        _ id: VariableID, _ list: OptionList, _ select: ClosedRange<Int>, _ isAsked: FactID,
        _ missing: [Missing],
        _ isOptional: Bool, _ offered: [FactID]?, _ question: QuestionID?, _ need: Needs.Need
    ) {
        let options = list.options
        let offered = offered ?? options.map { _ in .always }
        lastOffered = offered
        let offerable = options.indices.filter { offered[$0] != .never }
        let most = min(select.upperBound, offerable.count)
        // What nobody looks at is one cell; what somebody ranks is claimed of the first place.
        let count = max(min(1, most), min(need.places, most))
        let status = statusInput(
            .answer(id), isAsked, missing: missing, isOptional: isOptional,
            answered: Cell(.answered, size: nil))
        let isAnswered = builder.and(isAsked, cells(of: status) { !$0.isMissing })
        lastAnswered = isAnswered
        var used = options.map { _ in FactID.never }
        var places: [InputID] = []
        var isMade = isAnswered
        for place in 1...max(1, count) where place <= count {
            var cells = offerable.map { option -> Cell in
                let isFree = builder.and(offered[option], builder.not(used[option]))
                return Cell(.values([.option(option)]), condition: isFree == .always ? nil : isFree)
            }
            let isMore = builder.sum(offerable.map { Sum.Term(1, when: offered[$0]) }, atLeast: place)
            let mayEnd = place > select.lowerBound ? FactID.always : builder.not(isMore)
            if mayEnd != .never { cells.append(Cell(.index(0), condition: mayEnd == .always ? nil : mayEnd)) }
            let input = builder.input(Input(.place(id, place), cells: cells, isMade: isMade))
            builder.then(.choose(input))
            keep(builder.not(forbidden(input, isMade)), question.map(Reason.limits))
            for (cell, option) in offerable.enumerated() {
                let isHere = builder.and(isMade, builder.cell(input, [cell]))
                used[option] = builder.or(used[option], isHere)
            }
            isMade = builder.and(
                isMade, self.cells(of: input) { if case .values = $0 { true } else { false } })
            places.append(input)
        }
        readings[id.position].sources.append(
            .init(isAsked: isAsked, kind: .order(status: status, places: places, members: used)))
    }
}

extension Int {
    /// So many of the same.
    fileprivate func times<Element>(_ element: Element) -> [Element] {
        [Element](repeating: element, count: Swift.max(0, self))
    }
}
