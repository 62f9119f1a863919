internal import FoundationEssentials
internal import SurveyModel

// What a question brings: inputs for its answer, limits on them, and what it meets.

extension Lowering {
    /// Givens and the date of today, which an interview begins with.
    mutating func begin() {
        for (position, variable) in survey.variables.enumerated() {
            let id = VariableID(position)
            switch variable.role {
            case .given(let isOptional):
                answer(
                    id, isAsked: .always, missing: [],
                    isOptional: isOptional || variable.missing.contains(.skipped),
                    offered: nil, question: nil)
            case .today:
                answer(id, isAsked: .always, missing: [], isOptional: false, offered: nil, question: nil)
            case .answer, .row, .amount, .specify, .computed, .split: continue
            }
        }
    }

    /// Asks a question where it is reached.
    mutating func ask(_ id: QuestionID, _ isReached: FactID) {
        let question = survey[id]
        var isAsked = isReached
        var offered: [FactID]?
        if let list = question.list {
            var facts = offers(of: question, id, survey[list], isReached)
            if question.rows.isEmpty, let draw = question.draw {
                facts = self.drawnOptions(facts, id, draw, isReached)
            }
            offered = facts
            isAsked = builder.and(alive, isReached, builder.reason(.offers(id), builder.or(facts)))
        }
        switch question.kind {
        case .note:
            builder.then(.meet(.note(id), isAsked))
        case .grid, .choiceGrid:
            isAsked = askRows(of: question, id, isAsked, offered)
        case .allocate(let list, let total):
            builder.then(.meet(.question(id), isAsked))
            allocate(question, id, survey[list], total, isAsked, offered ?? [])
        case .nps, .csat, .ces, .rating, .choice, .choices, .ranking, .yesno, .consent, .number, .date, .time,
            .text:
            builder.then(.meet(.question(id), isAsked))
            guard let variable = question.variables.first else { break }
            answer(
                variable, isAsked: isAsked, missing: question.missing.map(\.kind),
                isOptional: question.isOptional, offered: offered, question: id)
            claimOptions(of: question, id, variable, isAsked)
            specify(question, id, variable)
            if question.kind == .consent {
                refuse(
                    builder.and(isAsked, builder.not(hasSaidYes(variable))), step: id)
            }
        }
        asked[id.position] = builder.or(asked[id.position], isAsked)
    }

    private mutating func hasSaidYes(_ variable: VariableID) -> FactID {
        truths(.variable(variable)).isTrue
    }

    // MARK: What is offered

    /// Where each option of a question is offered.
    private mutating func offers(
        of question: Question, _ id: QuestionID, _ list: OptionList, _ isReached: FactID
    ) -> [FactID] {
        var facts = list.options.enumerated().map { index, option -> FactID in
            guard let condition = option.condition else { return .always }
            return meet(condition, at: .option(id, index), isReached)
        }
        for rule in question.carried {
            for (index, option) in list.options.enumerated() {
                switch rule {
                case .chosen(let variable):
                    facts[index] =
                        option.isExclusive ? .never : builder.and(facts[index], has(variable, index))
                case .exceptChosen(let variable):
                    facts[index] = builder.and(facts[index], builder.not(has(variable, index)))
                case .except(let others):
                    if others.contains(index) { facts[index] = .never }
                }
            }
        }
        return facts
    }

    private mutating func drawnOptions(
        _ offered: [FactID], _ id: QuestionID, _ draw: Int, _ isReached: FactID
    ) -> [FactID] {
        guard let list = survey[id].list.map({ survey[$0].options }) else { return offered }
        let free = list.indices.filter { !list[$0].isFixed && offered[$0] != .never }
        let drawn = self.drawn(
            of: free.map { (.drawn(id, $0), offered[$0]) }, count: draw, isReached: isReached)
        var facts = offered
        for (option, isDrawn) in zip(free, drawn) { facts[option] = builder.and(facts[option], isDrawn) }
        return facts
    }

    // MARK: Rows and parts

    private mutating func askRows(
        of question: Question, _ id: QuestionID, _ isReached: FactID, _ offered: [FactID]?
    ) -> FactID {
        var shown = question.rows.enumerated().map { index, row -> FactID in
            guard let condition = row.condition else { return isReached }
            return builder.and(isReached, meet(condition, at: .row(id, index), isReached))
        }
        if let draw = question.draw {
            let drawn = self.drawn(
                of: shown.indices.map { (.drawn(id, $0), shown[$0]) }, count: draw, isReached: isReached)
            shown = zip(shown, drawn).map { builder.and($0, $1) }
        }
        shown = shown.map { builder.and(alive, $0) }
        let isAsked = builder.or(shown)
        builder.then(.meet(.question(id), isAsked))
        var chosen: [[FactID]] = question.list.map { survey[$0].options.map { _ in [] } } ?? []
        for (index, isShown) in shown.enumerated() where question.variables.indices.contains(index) {
            let variable = question.variables[index]
            builder.then(.meet(.part(id, variable), isShown))
            builder.claim(.part(variable), isShown)
            let own = question.rows[index].missing.map(\.kind)
            answer(
                variable, isAsked: isShown,
                missing: question.missing.map(\.kind).filter { !own.contains($0) } + own,
                isOptional: question.isOptional, offered: offered, question: id)
            for option in chosen.indices { chosen[option].append(chooses(variable, option)) }
        }
        for option in chosen.indices where offered?[option] != .never {
            builder.claim(.chosen(id, option), builder.and(alive, builder.or(chosen[option])))
        }
        return isAsked
    }

    /// Where an answer is this option, or has it.
    private mutating func chooses(_ variable: VariableID, _ option: Int) -> FactID {
        builder.or(
            readings[variable.position].sources.suffix(1).map { source in
                switch source.kind {
                case .plain(let input): builder.and(source.isAsked, cells(of: input) { $0.holds(option) })
                case .set(_, let members, _): setMembers[variable]?[option] ?? members[option]
                case .order(_, _, let members): members[option]
                case .amount, .computed, .truth: .never
                }
            })
    }

    private mutating func allocate(
        _ question: Question, _ id: QuestionID, _ list: OptionList, _ total: Int, _ isAsked: FactID,
        _ offered: [FactID]
    ) {
        guard let first = question.variables.first else { return }
        let status = statusInput(
            .answer(first), isAsked, missing: question.missing.map(\.kind), isOptional: question.isOptional,
            answered: Cell(.answered, size: nil))
        let isAnswered = builder.and(isAsked, cells(of: status) { !$0.isMissing })
        var lows: [Sum.Term] = []
        var highs: [Sum.Term] = []
        var hasFree: [FactID] = []
        for (index, variable) in question.variables.enumerated() where offered.indices.contains(index) {
            let isOffered = builder.and(isAsked, offered[index])
            // Whoever does not answer the first part is not asked the others.
            let isShown = builder.and(
                isOffered, builder.or(isAnswered, builder.not(builder.or(Array(offered.prefix(index))))))
            builder.then(.meet(.part(id, variable), isShown))
            builder.claim(.part(variable), isShown)
            let need = needs.variables[variable.position]
            var input: InputID?
            let isMade = builder.and(isAnswered, offered[index])
            if let axis = shapes.axis(variable), need.isExpanded || !need.cuts.isEmpty {
                let ranges = ranges(of: axis, need)
                let made = builder.input(
                    Input(.answer(variable), cells: ranges.map { axis.cell($0) }, isMade: isMade))
                builder.then(.choose(made))
                lows.append(Sum.Term(made, weights: ranges.map { -$0.lowerBound }, when: isMade))
                highs.append(Sum.Term(made, weights: ranges.map(\.upperBound), when: isMade))
                input = made
            } else {
                hasFree.append(isMade)
            }
            readings[variable.position].sources.append(
                .init(isAsked: isOffered, kind: .amount(status: status, input)))
        }
        if !lows.isEmpty {
            // The least that the parts hold is not more than the total, and the most not less, unless others take the rest.
            let isNotMore = builder.sum(lows, atLeast: -total)
            let isEnough = builder.or(builder.sum(highs, atLeast: total), builder.or(hasFree))
            keep(
                builder.or(builder.not(isAnswered), builder.and(isNotMore, isEnough)), .limits(id))
        }
    }

    private mutating func specify(_ question: Question, _ id: QuestionID, _ variable: VariableID) {
        let isCarried = question.carried.contains { rule in
            if case .chosen = rule { true } else { false }
        }
        guard !isCarried else { return }
        for specify in question.specify {
            let isOpened = builder.and(alive, chooses(variable, specify.option))
            builder.then(.meet(.part(id, specify.variable), isOpened))
            builder.claim(.part(specify.variable), isOpened)
            answer(
                specify.variable, isAsked: isOpened, missing: [], isOptional: true, offered: nil,
                question: nil)
        }
    }

    private mutating func claimOptions(
        of question: Question, _ id: QuestionID, _ variable: VariableID, _ isAsked: FactID
    ) {
        switch question.kind {
        case .choice, .choices, .ranking:
            guard let list = question.list else { return }
            for option in survey[list].options.indices {
                guard let offered = lastOffered, offered[option] != .never else { continue }
                let chooses = self.chooses(variable, option)
                builder.claim(.chosen(id, option), builder.and(alive, chooses))
                if case .choices = question.kind {
                    let isLeft = builder.and(
                        isAsked, offered[option], lastAnswered, setLeft[option])
                    builder.claim(.left(id, option), builder.and(alive, isLeft))
                }
            }
        case .yesno, .consent:
            let truths = self.truths(.variable(variable))
            builder.claim(.chosen(id, 1), builder.and(isAsked, truths.isTrue))
            builder.claim(.chosen(id, 0), builder.and(isAsked, truths.isFalse))
        default: return
        }
    }

    func ranges(of axis: Axis, _ need: Needs.Need) -> [ClosedRange<Int>] {
        if need.isExpanded, let low = axis.low, let high = axis.high, low <= high,
            let count = axis.count, count <= Shapes.expandable
        {
            return (low...high).map { $0...$0 }
        }
        return axis.cells(cutAt: need.cuts)
    }
}
