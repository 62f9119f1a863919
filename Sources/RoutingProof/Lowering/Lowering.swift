internal import FoundationEssentials
public import SurveyModel

/// Makes of a survey what the proof works on. Linear in the survey, but for conditions over several answers that are no
/// sums, which are tried in every combination up to a limit.
public func lower(_ survey: Survey) -> Program {
    var lowering = Lowering(survey)
    lowering.run()
    return lowering.builder.program
}

/// One pass over the steps of a survey, in which every guard becomes a fact.
struct Lowering {
    let survey: Survey
    let shapes: Shapes
    let needs: Needs
    var builder = ProgramBuilder()
    /// How each variable is read, as far as the steps have come.
    var readings: [Reading]
    /// The inputs of computations over many values.
    var values: [Formula: InputID] = [:]
    /// The inputs of conditions that are not looked into.
    var frees: [Formula: InputID] = [:]
    /// What the conditions on a text are in each cell of it.
    var textTruths: [InputID: [[Formula: Truth]]] = [:]
    /// Of the answer that was chosen last: where each option was offered, and where it was answered.
    var lastOffered: [FactID]?
    var lastAnswered = FactID.always
    /// For sets, where each option may have been chosen; those that nobody names stand for each other.
    var setMembers: [VariableID: [FactID]] = [:]
    /// Of the set that was chosen last, where each option may have been left out.
    var setLeft: [FactID] = []
    /// Where the interview goes on: no ending was taken, and no rule was broken.
    var alive = FactID.always
    /// Where each rule is kept.
    private var kept: [FactID] = []
    /// For each question where it is asked: once for each step that asks it.
    var asked: [FactID]
    /// For each block where it happens, and for each arm where it or an earlier one of its `if` was taken.
    private var active: [FactID]
    private var taken: [FactID]
    /// What an interview meets in each shuffled collection that is open.
    private var shuffles: [Shuffle] = []

    /// A collection whose units come in any order: none waits for what happens in another.
    private struct Shuffle {
        var collection: Int
        var end: Int
        var before: FactID
        var after: [FactID]
        var units: [Unit] = []

        /// What one unit brought: a unit that ends the interview may come before it, and then none of it happens.
        struct Unit {
            var firstKept: Int
            var endings: [FactID] = []
            var questions: [QuestionID] = []
        }
    }

    /// For questions in shuffled units, where another unit may have ended the interview before.
    private var endedBefore: [QuestionID: [FactID]] = [:]

    init(_ survey: Survey) {
        self.survey = survey
        shapes = Shapes(survey)
        needs = Needs(survey, shapes)
        readings = survey.variables.map { _ in Reading() }
        asked = survey.questions.map { _ in .never }
        active = survey.blocks.map { _ in .never }
        taken = active
    }

    mutating func run() {
        begin()
        var block = 0
        for (position, step) in survey.steps.enumerated() {
            while let open = shuffles.last, open.end <= position { close() }
            while block < survey.blocks.count, survey.blocks[block].steps.lowerBound <= position {
                enter(block)
                block += 1
            }
            let isReached = builder.and(alive, active[step.block.position])
            switch step.action {
            case .ask(let question):
                ask(question, isReached)
                for open in shuffles.indices where !shuffles[open].units.isEmpty {
                    shuffles[open].units[shuffles[open].units.count - 1].questions.append(question)
                }
            case .compute(let variable, let index): compute(variable, index, isReached)
            case .draw(let variable): draw(variable, isReached)
            case .check(let check): look(at: check, isReached)
            case .end(let ending): end(ending, isReached, step: position, block: step.block)
            }
        }
        while !shuffles.isEmpty { close() }
        while block < survey.blocks.count {
            enter(block)
            block += 1
        }
        builder.then(.end(nil, alive))
        builder.claim(.ends(nil), alive)
        builder.finish(builder.and(kept))
        claimQuestions()
        claimMetrics()
    }

    // MARK: Blocks

    private mutating func enter(_ position: Int) {
        let block = survey.blocks[position]
        let id = BlockID(position)
        let parent = block.parent.map { $0.position < position ? active[$0.position] : .never } ?? .always
        switch block.kind {
        case .root, .page: active[position] = parent
        case .arm(let condition, let previous):
            var isOpen = parent
            if let previous, previous.position < position {
                let before = taken[previous.position]
                isOpen = builder.and(isOpen, builder.reason(.notTaken(previous), builder.not(before)))
                taken[position] = before
            }
            active[position] = isOpen
            if let condition {
                let isTrue = meet(condition, at: .block(id), builder.and(alive, isOpen))
                active[position] = builder.and(isOpen, isTrue)
            }
            taken[position] = builder.or(taken[position], active[position])
        case .collection(let isShuffled, let draw):
            active[position] = parent
            if !block.steps.isEmpty { open(id, isShuffled: isShuffled, draw: draw) }
        case .unit:
            // Decided with its collection; one in a shuffled collection does not wait for those before it.
            if let collection = block.parent, let last = shuffles.last, last.collection == collection.position
            {
                shuffles[shuffles.count - 1].after.append(alive)
                shuffles[shuffles.count - 1].units.append(.init(firstKept: kept.count))
                alive = last.before
            }
        }
    }

    /// Decides which units of a collection are asked.
    private mutating func open(_ collection: BlockID, isShuffled: Bool, draw: Int?) {
        let block = survey[collection]
        let here = active[collection.position]
        let units = children[collection.position] ?? []
        var eligible: [FactID] = []
        for unit in units {
            guard case .unit(let condition) = survey.blocks[unit].kind else { continue }
            var isEligible = here
            if let condition {
                let isTrue = meet(condition, at: .block(BlockID(unit)), builder.and(alive, here))
                isEligible = builder.and(here, isTrue)
            }
            eligible.append(isEligible)
            active[unit] = isEligible
        }
        if let draw {
            let drawn = self.drawn(
                of: zip(units, eligible).map { (.unit(BlockID($0)), $1) }, count: draw,
                isReached: builder.and(alive, here))
            for (unit, isDrawn) in zip(units, drawn) {
                active[unit] = builder.and(
                    active[unit], builder.reason(.drawn(BlockID(unit)), isDrawn))
            }
        }
        if isShuffled {
            shuffles.append(
                Shuffle(
                    collection: collection.position, end: block.steps.upperBound, before: alive, after: []))
        }
    }

    private mutating func close() {
        guard let shuffle = shuffles.popLast() else { return }
        alive = builder.and(shuffle.after + [alive])
        guard shuffle.units.contains(where: { !$0.endings.isEmpty }) else { return }
        // Which units end the interview before this one may begin: those before it in the file, and those behind it.
        let ends = shuffle.units.map { builder.or($0.endings) }
        var behind = FactID.never
        var others = ends
        for place in ends.indices.reversed() {
            others[place] = behind
            behind = builder.or(behind, ends[place])
        }
        var before = FactID.never
        for (place, unit) in shuffle.units.enumerated() {
            let other = builder.or(before, others[place])
            before = builder.or(before, ends[place])
            let end = place + 1 < shuffle.units.count ? shuffle.units[place + 1].firstKept : kept.count
            for rule in unit.firstKept..<end { kept[rule] = builder.or(kept[rule], other) }
            for question in unit.questions { endedBefore[question, default: []].append(other) }
        }
    }

    /// For each collection its units.
    private lazy var children: [Int: [Int]] = {
        var children: [Int: [Int]] = [:]
        for (position, block) in survey.blocks.enumerated() {
            guard case .unit = block.kind, let parent = block.parent else { continue }
            children[parent.position, default: []].append(position)
        }
        return children
    }()

    /// Inputs that say which of those that may be are drawn: as many as wanted, or all there are.
    mutating func drawn(
        of units: [(role: Input.Role, isEligible: FactID)], count: Int, isReached: FactID
    ) -> [FactID] {
        let count = max(0, count)
        if units.count <= count { return units.map { _ in .always } }
        var drawn: [FactID] = []
        for unit in units {
            let input = builder.input(
                Input(
                    unit.role, cells: [Cell(.index(0)), Cell(.index(1))],
                    isMade: builder.and(isReached, unit.isEligible)))
            builder.then(.choose(input))
            drawn.append(builder.cell(input, [1]))
        }
        let taken = zip(units, drawn).map { builder.and($0.isEligible, $1) }
        let left = zip(units, drawn).map { builder.and($0.isEligible, builder.not($1)) }
        let isEnough = builder.or(
            builder.sum(taken.map { Sum.Term(1, when: $0) }, atLeast: count), builder.not(builder.or(left)))
        let isNotMore = builder.sum(taken.map { Sum.Term(-1, when: $0) }, atLeast: -count)
        keep(builder.or(builder.not(isReached), builder.and(isEnough, isNotMore)), nil)
        return drawn
    }

    /// Looks at a condition where it is met; gives where it is true, as a reason.
    mutating func meet(_ condition: Formula, at place: Place, _ isMet: FactID) -> FactID {
        let truths = self.truths(condition)
        // What the condition computes may have rules of its own.
        let isMet = builder.and(alive, isMet)
        builder.condition(
            Condition(place, isMet: isMet, isTrue: truths.isTrue, isFalse: truths.isFalse))
        claim(place, isMet, truths)
        return builder.reason(.holds(place), truths.isTrue)
    }

    private mutating func claim(_ place: Place, _ isMet: FactID, _ truths: Truths) {
        builder.claim(.holds(place), builder.and(isMet, truths.isTrue))
        builder.claim(.fails(place), builder.and(isMet, builder.not(truths.isTrue)))
        let isUnknown = builder.and(builder.not(truths.isTrue), builder.not(truths.isFalse))
        builder.claim(.unknown(place), builder.and(isMet, isUnknown))
    }

    // MARK: Steps

    private mutating func compute(_ variable: VariableID, _ index: Int, _ isReached: FactID) {
        guard case .computed(let formulas) = survey[variable].role, formulas.indices.contains(index) else {
            return
        }
        if survey[variable].isComputedTruth {
            let truths = self.truths(formulas[index])
            let isReached = builder.and(alive, isReached)
            readings[variable.position].sources.append(
                .init(isAsked: isReached, kind: .truth(isTrue: truths.isTrue, isFalse: truths.isFalse)))
        } else {
            readings[variable.position].sources.append(.init(isAsked: isReached, kind: .computed(index)))
        }
    }

    private mutating func draw(_ variable: VariableID, _ isReached: FactID) {
        guard case .split(let weights) = survey[variable].role, !weights.isEmpty else { return }
        let total = weights.reduce(0.0) { $0 + Double(max(0, $1)) }
        let cells = weights.enumerated().map { arm, weight in
            Cell(
                .values([.option(arm)]),
                weight: total > 0 ? Double(max(0, weight)) / total : arm == 0 ? 1 : 0)
        }
        let input = builder.input(Input(.answer(variable), cells: cells, isMade: isReached))
        builder.then(.choose(input))
        readings[variable.position].sources.append(.init(isAsked: isReached, kind: .plain(input)))
    }

    private mutating func look(at check: CheckID, _ isReached: FactID) {
        let condition = survey[check].condition
        let truths = self.truths(condition)
        let isReached = builder.and(alive, isReached)
        // It can stop somebody only where an answer that it reads can be changed.
        let answers = answers(readBy: condition).map { builder.not(state(of: $0, .notAsked)) }
        let fires = builder.and(isReached, truths.isFalse, builder.or(answers))
        builder.condition(
            Condition(.check(check), isMet: isReached, isTrue: truths.isTrue, isFalse: truths.isFalse))
        claim(.check(check), isReached, truths)
        builder.claim(.passes(check), builder.and(isReached, builder.not(fires)))
        builder.claim(.fires(check), fires)
        if !survey[check].isSoft { keep(builder.not(fires), .passed(check)) }
    }

    /// The answers to questions that a condition reads, through computed values too.
    private func answers(readBy condition: Formula) -> [VariableID] {
        var seen: Set<VariableID> = []
        var found: [VariableID] = []
        var open = condition.variables
        while let id = open.popLast() {
            guard seen.insert(id).inserted else { continue }
            if case .computed(let formulas) = survey[id].role { open += formulas.flatMap(\.variables) }
            if survey[id].question != nil { found.append(id) }
        }
        return found.sorted()
    }

    private mutating func end(_ ending: EndingID, _ isReached: FactID, step: Int, block: BlockID) {
        builder.then(.end(ending, isReached))
        endings[ending.position, default: []].append(isReached)
        for open in shuffles.indices where !shuffles[open].units.isEmpty {
            shuffles[open].units[shuffles[open].units.count - 1].endings.append(isReached)
        }
        alive = builder.and(alive, builder.reason(.notEnded(step: step), builder.not(active[block.position])))
    }

    /// Where each ending is taken.
    private var endings: [Int: [FactID]] = [:]

    /// Ends the interview where consent is refused.
    mutating func refuse(_ isRefused: FactID, step question: QuestionID) {
        let ending = survey.endings.firstIndex { $0.disposition == .refused }.map(EndingID.init)
        builder.then(.end(ending, isRefused))
        if let ending { endings[ending.position, default: []].append(isRefused) }
        alive = builder.and(alive, builder.reason(.limits(question), builder.not(isRefused)))
    }

    /// From here on an interview goes on only where the fact holds.
    mutating func keep(_ fact: FactID, _ reason: Reason?) {
        guard fact != .always else { return }
        builder.then(.keep(fact))
        let explained = reason.map { builder.reason($0, fact) } ?? fact
        kept.append(explained)
        alive = builder.and(alive, explained)
    }

    // MARK: Claims

    private mutating func claimQuestions() {
        let finished = builder.program.finished
        for (position, isAsked) in asked.enumerated() {
            let id = QuestionID(position)
            builder.claim(.asked(id), isAsked)
            let isPassed = builder.or(builder.not(isAsked), builder.or(endedBefore[id] ?? []))
            builder.claim(.passedOver(id), builder.and(finished, isPassed))
            builder.claim(.completed(id), builder.and(finished, isAsked))
        }
        for (ending, facts) in endings.sorted(by: { $0.key < $1.key }) {
            builder.claim(.ends(EndingID(ending)), builder.or(facts))
        }
        var pages: [BlockID: [FactID]] = [:]
        var page: [BlockID?] = []
        for (position, block) in survey.blocks.enumerated() {
            if case .page = block.kind {
                page.append(BlockID(position))
                pages[BlockID(position)] = []
            } else {
                page.append(block.parent.flatMap { $0.position < position ? page[$0.position] : nil })
            }
        }
        for step in survey.steps {
            guard case .ask(let question) = step.action, let page = page[step.block.position] else {
                continue
            }
            pages[page]?.append(asked[question.position])
        }
        for (page, facts) in pages.sorted(by: { $0.key < $1.key }) {
            builder.claim(.page(page), builder.or(facts))
        }
        for (position, roster) in survey.rosters.enumerated() {
            let facts = roster.instances.flatMap { instance in
                survey[instance.block].steps.compactMap { step -> FactID? in
                    guard case .ask(let question) = survey.steps[step].action else { return nil }
                    return asked[question.position]
                }
            }
            builder.claim(.roster(position), builder.or(facts))
        }
    }

    private mutating func claimMetrics() {
        for (position, metric) in survey.metrics.enumerated() {
            var bases: [FactID] = []
            for (place, strand) in metric.strands.enumerated() {
                var isIn = builder.and(kept)
                if let condition = strand.condition {
                    let truths = self.truths(condition)
                    isIn = builder.and(kept)
                    builder.condition(
                        Condition(
                            .metric(position, strand: place), isMet: isIn, isTrue: truths.isTrue,
                            isFalse: truths.isFalse))
                    claim(.metric(position, strand: place), isIn, truths)
                    isIn = builder.and(isIn, truths.isTrue)
                }
                var known = strand.items.map { isAnswered($0.variable) }
                if let event = strand.event {
                    // A condition that counts is no routing, and is looked at only as far as what it reads was answered.
                    known += distinct(event.variables).map { isAnswered($0) }
                }
                bases.append(builder.and(isIn, builder.or(known)))
            }
            builder.claim(.base(metric: position), builder.or(bases))
        }
    }
}
