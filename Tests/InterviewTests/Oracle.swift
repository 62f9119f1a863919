import Interview
import SurveyModel

/// What a survey asks, worked out from scratch at every step: slow, recursive, and with nothing in common with the
/// interview but the evaluator and the generator. Orders and draws are those of Documentation/Interview.md.
struct Oracle {
    let survey: Survey
    let seed: UInt64
    let kept: [VariableID: Answer]
    let today: CalendarDay?
    var visible: [Answer]
    /// The variables that stand in items reached, in the order in which they are asked.
    var reached: [VariableID] = []
    /// The options offered with them, in the order in which they are shown.
    var shown: [VariableID: [Int]] = [:]
    var ending: EndingID?
    /// Whether an ending was reached, or a consent that nobody gave.
    private var isOver = false

    /// `kept` holds the last answer to everything, the givens, and the arms that were recorded.
    init(
        _ survey: Survey, seed: UInt64, today: CalendarDay?, kept: [VariableID: Answer],
        fixed: Set<VariableID>
    ) {
        self.survey = survey
        self.seed = seed
        self.kept = kept
        self.today = today
        visible = survey.variables.indices.map { position in
            switch survey.variables[position].role {
            case .given(let isOptional):
                kept[VariableID(position)] ?? (isOptional ? .missing(.skipped) : .notAsked)
            case .today: today.map { .answered(.date($0)) } ?? .notAsked
            default: .notAsked
            }
        }
        run(BlockID(0), fixed)
    }

    /// The answers a response would hold.
    var stored: [Answer] {
        visible.indices.map { survey.variables[$0].isStored ? visible[$0] : .notAsked }
    }

    private mutating func run(_ id: BlockID, _ fixed: Set<VariableID>) {
        let children = survey.blocks.indices.map(BlockID.init).filter { survey[$0].parent == id }
        if case .collection(let isShuffled, let draw) = survey[id].kind {
            for unit in units(children, of: id, isShuffled, draw) where !isOver { run(unit, fixed) }
            return
        }
        var index = survey[id].steps.lowerBound
        while index < survey[id].steps.upperBound, !isOver {
            if let child = children.first(where: {
                survey[$0].steps.lowerBound == index && !survey[$0].steps.isEmpty
            }) {
                if isChosen(child) { run(child, fixed) }
                index = survey[child].steps.upperBound
                continue
            }
            happen(index, fixed)
            index += 1
        }
    }

    private mutating func happen(_ index: Int, _ fixed: Set<VariableID>) {
        switch survey.steps[index].action {
        case .ask(let question):
            ask(question)
            if survey[question].kind == .consent,
                visible[survey[question].variables[0].position] != .answered(.yesno(true))
            {
                isOver = true
            }
        case .compute(let variable, let formula):
            guard case .computed(let formulas) = survey[variable].role else { return }
            visible[variable.position] =
                formulas[formula].value(in: visible).map(Answer.answered) ?? .notAsked
        case .draw(let variable):
            let isBeforeConsent = survey.steps[index...].contains { step in
                if case .ask(let question) = step.action { survey[question].kind == .consent } else { false }
            }
            let isMet = kept[variable] != nil && !fixed.contains(variable)
            if isMet || isBeforeConsent && !fixed.contains(variable) {
                visible[variable.position] = .answered(.option(arm(of: variable)))
            } else if let arm = kept[variable] {
                visible[variable.position] = arm
            }
        case .check: return
        case .end(let id):
            ending = id
            isOver = true
        }
    }

    private func isChosen(_ id: BlockID) -> Bool {
        guard case .arm(let condition, var previous) = survey[id].kind else { return true }
        while let earlier = previous {
            guard case .arm(let condition, let before) = survey[earlier].kind else { break }
            if holds(condition) { return false }
            previous = before
        }
        return holds(condition)
    }

    private func holds(_ condition: Formula?) -> Bool {
        condition.map { $0.truth(in: visible) == .yes } ?? true
    }

    // MARK: Orders and draws

    private func permuted(_ places: [Int], _ stream: String) -> [Int] {
        var generator = SeededGenerator(seed: seed, name: stream)
        var places = places
        for last in stride(from: places.count - 1, to: 0, by: -1) {
            places.swapAt(last, generator.below(last + 1))
        }
        return places
    }

    private func units(_ units: [BlockID], of id: BlockID, _ isShuffled: Bool, _ draw: Int?) -> [BlockID] {
        func stem(_ id: BlockID) -> String {
            for step in survey.steps[survey[id].steps.lowerBound...] {
                if case .ask(let question) = step.action { return survey[question].stem }
            }
            return ""
        }
        var instances = ""
        var collections: [String] = []
        var block = id
        while let parent = survey[block].parent {
            if let name = survey.rosters.flatMap(\.instances).first(where: { $0.block == parent })?.name {
                instances = name + ":" + instances
            }
            if case .collection = survey[parent].kind { collections.append(stem(parent)) }
            block = parent
        }
        let level = collections.prefix { $0 == stem(id) }.count
        let stream = instances + stem(id) + ":units" + (level > 0 ? ".\(level)" : "")
        let eligible = units.filter { unit in
            if case .unit(let condition) = survey[unit].kind { holds(condition) } else { false }
        }
        let places = Array(units.indices)
        let ranks = permuted(places, stream + ".draw").filter { eligible.contains(units[$0]) }
        let taken = Set(ranks.prefix(draw ?? ranks.count))
        return (isShuffled ? permuted(places, stream) : places).filter(taken.contains).map { units[$0] }
    }

    private func arm(of variable: VariableID) -> Int {
        guard case .split(let weights) = survey[variable].role else { return 0 }
        var generator = SeededGenerator(seed: seed, name: survey[variable].name)
        let tickets = weights.indices.flatMap { Array(repeating: $0, count: weights[$0]) }
        return tickets.isEmpty ? 0 : tickets[generator.below(tickets.count)]
    }

    /// The elements with those that are free put in the order of their streams.
    private func ordered(
        _ count: Int, _ name: String, isShuffled: Bool, isFixed: (Int) -> Bool, group: (Int) -> Int?
    ) -> [Int] {
        var order = Array(0..<count)
        let free = order.filter { !isFixed($0) }
        for key in Set(free.map { group($0) ?? 0 }) where key > 0 || isShuffled {
            let places = free.filter { (group($0) ?? 0) == key }
            for (place, element) in zip(places, permuted(places, key > 0 ? "\(name):\(key)" : name)) {
                order[place] = element
            }
        }
        return order
    }

    private func drawn(_ offered: [Int], of question: Question, count: Int, isFixed: (Int) -> Bool) -> [Int] {
        guard let draw = question.draw else { return offered }
        let ranks = permuted(Array(0..<count), question.name + ":draw").filter {
            offered.contains($0) && !isFixed($0)
        }
        return offered.filter { isFixed($0) || ranks.prefix(draw).contains($0) }
    }

    private func offered(by question: Question) -> [Int] {
        guard let list = question.list.map({ survey[$0].options }) else { return [] }
        var offered = ordered(
            list.count, question.name + (question.rows.isEmpty ? "" : ":columns"),
            isShuffled: question.isShuffled && question.rows.isEmpty, isFixed: { list[$0].isFixed },
            group: { list[$0].shuffleGroup })
        offered = offered.filter { holds(list[$0].condition) }
        for rule in question.carried {
            switch rule {
            case .chosen(let variable):
                offered = offered.filter { chosen(variable).contains($0) && !list[$0].isExclusive }
            case .exceptChosen(let variable): offered = offered.filter { !chosen(variable).contains($0) }
            case .except(let others): offered = offered.filter { !others.contains($0) }
            }
        }
        return question.rows.isEmpty
            ? drawn(offered, of: question, count: list.count) { list[$0].isFixed } : offered
    }

    private func chosen(_ variable: VariableID) -> [Int] {
        switch visible[variable.position] {
        case .answered(.option(let option)): [option]
        case .answered(.options(let options)), .answered(.order(let options)): options
        default: []
        }
    }

    // MARK: Questions

    private mutating func ask(_ id: QuestionID) {
        let question = survey[id]
        let offered = offered(by: question)
        if question.list != nil, offered.isEmpty { return }
        switch question.kind {
        case .grid(_, let rows), .choiceGrid(_, _, let rows):
            let order = ordered(
                rows.count, question.name, isShuffled: question.isShuffled, isFixed: { _ in false },
                group: { rows[$0].shuffleGroup }
            ).filter { holds(rows[$0].condition) }
            for row in drawn(order, of: question, count: rows.count, isFixed: { _ in false }) {
                show(question.variables[row], question, offered)
            }
        case .allocate(_, let total): allocate(question, total, offered)
        default:
            guard let variable = question.variables.first else { return }
            show(variable, question, offered)
            let isCarried = question.carried.contains { if case .chosen = $0 { true } else { false } }
            for specify in question.specify where !isCarried && chosen(variable).contains(specify.option) {
                show(specify.variable, nil, [])
            }
        }
    }

    private mutating func allocate(_ question: Question, _ total: Int, _ offered: [Int]) {
        let variables = offered.map { question.variables[$0] }
        if case .missing(let missing)? = kept[variables[0]], missing != .notAsked {
            reached.append(variables[0])
            for variable in variables { visible[variable.position] = .missing(missing) }
            return
        }
        var remaining = total
        for variable in variables {
            reached.append(variable)
            guard case .answered(.number(let number))? = kept[variable], let amount = number.exactInt,
                variable == variables.last ? amount == remaining : amount <= remaining
            else { continue }
            visible[variable.position] = .answered(.number(amount))
            remaining -= amount
        }
    }

    private mutating func show(_ variable: VariableID, _ question: Question?, _ offered: [Int]) {
        reached.append(variable)
        if question?.list != nil { shown[variable] = offered }
        guard let answer = kept[variable] else { return }
        if let value = answer.value, let question, !isValid(value, question, offered) { return }
        visible[variable.position] = answer
    }

    private func isValid(_ value: Value, _ question: Question, _ offered: [Int]) -> Bool {
        guard let list = question.list.map({ survey[$0].options }) else { return true }
        switch (value, question.kind) {
        case (.option(let option), _): return offered.contains(option)
        case (.options(let chosen), .choices(_, let select)),
            (.options(let chosen), .choiceGrid(_, let select?, _)):
            guard chosen.allSatisfy(offered.contains) else { return false }
            if chosen.count == 1, list[chosen[0]].isExclusive { return true }
            let free = offered.filter { !list[$0].isExclusive }.count
            return chosen.count <= select.upperBound
                && chosen.count >= min(select.lowerBound, max(free, 1))
                && (free > 0 || chosen.count > 0 || select.lowerBound == 0)
        case (.order(let order), .ranking(_, let select)):
            return order.allSatisfy(offered.contains) && order.count <= select.upperBound
                && order.count >= min(select.lowerBound, offered.count)
        default: return false
        }
    }
}
