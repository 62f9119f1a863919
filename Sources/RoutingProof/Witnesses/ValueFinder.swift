internal import FoundationEssentials
internal import SurveyModel

/// Finds values for a choice of cells.
///
/// Most cells hold any of their values. Those of computations over several answers have to be solved: the values at the ends of
/// cells and near thresholds are tried in turn, within a limit.
struct ValueFinder {
    private let program: Program
    private let survey: Survey
    private let fixed: Assignment
    private let assignment: Assignment
    private let shapes: Shapes
    private let holds: [Bool]
    private let subject: Claim.Subject
    private var script = Script()
    /// Whether the seed has a say in what the choices need.
    private(set) var hasDraws = false

    /// How many combinations of values are tried.
    private static let tries = 20_000

    init(_ assignment: Assignment, of program: Program, survey: Survey, showing subject: Claim.Subject) {
        self.subject = subject
        self.program = program
        self.survey = survey
        shapes = Shapes(survey)
        fixed = assignment
        // What does not matter is chosen as the first permitted cell, so that the script is legal as far as it goes.
        let completed = program.completed(assignment)
        self.assignment = completed.assignment
        holds = completed.holds
        script.essential = Set(
            program.inputs.indices.compactMap { position in
                guard assignment[InputID(position)] != nil else { return nil }
                return program.inputs[position].role.variable
            })
    }

    /// The answers; nil where no values were found for a computation.
    mutating func find() -> Script? {
        var sets: [VariableID: [Int]] = [:]
        var orders: [VariableID: [Int]] = [:]
        for (position, input) in program.inputs.enumerated() {
            guard holds[Int(input.isMade.position)] else { continue }
            let cell = input.cells[assignment[InputID(position)] ?? 0]
            switch input.role {
            case .answer(let id):
                if case .missing(let kind) = cell.content {
                    take(.missing(kind), for: id)
                } else if case .options = survey[id].domain {
                    sets[id] = sets[id] ?? []
                } else if case .order = survey[id].domain {
                    orders[id] = orders[id] ?? []
                } else if case .amount(let question, _) = survey[id].role {
                    // Parts share the total, so they are found together.
                    if cell.content == .answered { allocate(question) }
                } else if let value = value(of: cell.content, for: id) {
                    take(.answered(value), for: id)
                }
            case .member(let id, let option):
                if cell.content == .index(1) { sets[id, default: []].append(option) }
            case .others(let id):
                if case .values(let values) = cell.content, case .options(let options)? = values.first,
                    case .values(let all)? = input.cells.last?.content, case .options(let others)? = all.first
                {
                    sets[id, default: []] += preferred(others, of: id).prefix(options.count)
                }
            case .place(let id, _):
                if case .values(let values) = cell.content, case .option(let option)? = values.first {
                    orders[id, default: []].append(option)
                }
            case .unit, .drawn: hasDraws = true
            case .value, .truth: continue
            }
        }
        for (id, options) in sets { take(.answered(.options(options.sorted())), for: id) }
        for (id, options) in orders { take(.answered(.order(filled(options, id))), for: id) }
        // Choices that do not matter may be impossible together.
        let before = script
        if solve(where: { _ in true }) { return script }
        script = before
        let fixed = fixed
        return solve(where: { fixed[$0] != nil }) ? script : nil
    }

    private mutating func take(_ answer: Answer, for id: VariableID) {
        switch survey[id].role {
        case .given, .split: script.givens[id] = answer.value
        case .today: if case .date(let day)? = answer.value { script.today = day }
        case .answer, .row, .amount, .specify, .computed: script.answers[id] = answer
        }
    }

    private func answer(_ id: VariableID) -> Answer {
        if survey[id].role == .today { return script.today.map { .answered(.date($0)) } ?? .notAsked }
        return script.answers[id] ?? script.givens[id].map(Answer.answered) ?? .notAsked
    }

    // MARK: Values

    /// A day on which interviews without another begin.
    private static let someDay = CalendarDay(number: 20_454)

    private func value(of content: Cell.Content, for id: VariableID) -> Value? {
        switch content {
        case .values(let values):
            if case .chosen(let question, let option) = subject, survey[question].variables.contains(id),
                values.contains(.option(option))
            {
                return .option(option)
            }
            return values.first
        case .range(let low, let high):
            if survey[id].role == .today { return .date(today(low, high)) }
            if case .date(let rule) = survey[id].domain { return .date(day(rule, low, high)) }
            return low ?? high ?? .number(0)
        case .answered:
            if case .text(let rule) = survey[id].domain {
                return rule.pattern?.example.map(Value.text) ?? .text("Text")
            }
            return nil
        case .missing, .index: return nil
        }
    }

    /// Options that nothing tells apart, the one that is to be chosen first, the one that is to be left last.
    private func preferred(_ options: [Int], of id: VariableID) -> [Int] {
        switch subject {
        case .chosen(let question, let option)
        where survey[question].variables.contains(id) && options.contains(option):
            [option] + options.filter { $0 != option }
        case .left(let question, let option)
        where survey[question].variables.contains(id) && options.contains(option):
            options.filter { $0 != option } + [option]
        default: options
        }
    }

    private func near(_ day: CalendarDay, _ low: Value?, _ high: Value?) -> CalendarDay {
        var day = day
        if case .date(let low)? = low { day = max(day, low) }
        if case .date(let high)? = high { day = min(day, high) }
        return day
    }

    /// A day on which the dates that are asked for, and whose bounds count from it, can lie in their cells; if there is none,
    /// one on which many can.
    private func today(_ low: Value?, _ high: Value?) -> CalendarDay {
        var dates: [(rule: DateRule, low: CalendarDay, high: CalendarDay)] = []
        for (position, input) in program.inputs.enumerated() {
            guard case .answer(let id) = input.role, survey[id].role != .today,
                case .date(let rule) = survey[id].domain, holds[Int(input.isMade.position)],
                let cell = assignment[InputID(position)], let days = input.cells[cell].content.days
            else { continue }
            dates.append((rule, days.low, days.high))
        }
        var candidates = [near(Self.someDay, low, high)]
        for date in dates where candidates.count < 64 {
            for case .today(let offset)? in [date.rule.low, date.rule.high] {
                for day in [date.low, date.high] {
                    let (number, overflows) = day.number.subtractingReportingOverflow(offset)
                    guard !overflows, CalendarDay(number: number).isWritable else { continue }
                    candidates.append(near(CalendarDay(number: number), low, high))
                }
            }
        }
        func fitting(_ today: CalendarDay) -> Int {
            dates.count { date in
                max(date.low, date.rule.low?.day(today: today) ?? date.low)
                    <= min(date.high, date.rule.high?.day(today: today) ?? date.high)
            }
        }
        var best = (day: candidates[0], count: -1)
        for candidate in candidates where best.count < dates.count {
            let count = fitting(candidate)
            if count > best.count { best = (candidate, count) }
        }
        return best.day
    }

    /// Whether the dates that are answered lie within their bounds on this day.
    private var keepsBounds: Bool {
        script.answers.allSatisfy { id, answer in
            guard case .date(let rule) = survey[id].domain, case .date(let day)? = answer.value else {
                return true
            }
            return rule.allows(day, today: script.today)
        }
    }

    /// A day of a cell that keeps bounds which count from the day of the interview.
    private func day(_ rule: DateRule, _ low: Value?, _ high: Value?) -> CalendarDay {
        let today = script.today ?? Self.someDay
        var range = (CalendarDay.first, CalendarDay.last)
        if case .date(let day)? = low { range.0 = day }
        if case .date(let day)? = high { range.1 = day }
        if let day = rule.low?.day(today: today) { range.0 = max(range.0, day) }
        if let day = rule.high?.day(today: today) { range.1 = min(range.1, day) }
        return min(max(today, range.0), max(range.0, range.1))
    }

    /// An order with as many options as must be ranked.
    private func filled(_ order: [Int], _ id: VariableID) -> [Int] {
        guard case .order(_, let select) = survey[id].domain else { return order }
        var order = order
        // The first place says what is offered.
        let first = program.inputs.first { $0.role == .place(id, 1) && holds[Int($0.isMade.position)] }
        for cell in first?.cells ?? [] where order.count < select.lowerBound {
            guard case .values(let values) = cell.content, case .option(let option)? = values.first,
                !order.contains(option), cell.condition.map({ holds[Int($0.position)] }) ?? true
            else { continue }
            order.append(option)
        }
        return order
    }

    /// Shares the total of an allocation out: what is chosen first, the rest to parts that nothing looks at, or as far as
    /// cells allow.
    private mutating func allocate(_ id: QuestionID) {
        guard case .allocate(_, let total) = survey[id].kind else { return }
        var rest = total
        var free: [VariableID] = []
        var room: [(id: VariableID, low: Int, high: Int)] = []
        for variable in survey[id].variables {
            let isMet = program.course.contains { moment in
                guard case .meet(.part(id, variable), let fact) = moment else { return false }
                return holds[Int(fact.position)]
            }
            guard isMet else { continue }
            let place = program.inputs.indices.first { position in
                program.inputs[position].role == .answer(variable)
                    && program.inputs[position].cells.contains { $0.content.amounts != nil }
            }
            if let place,
                let amounts = program.inputs[place].cells[assignment[InputID(place)] ?? 0].content.amounts
            {
                room.append((variable, amounts.lowerBound, amounts.upperBound))
                rest -= amounts.lowerBound
            } else {
                free.append(variable)
            }
        }
        for (place, part) in room.enumerated() {
            let more = free.isEmpty ? min(rest, part.high - part.low) : 0
            rest -= more
            script.answers[room[place].id] = .answered(.number(part.low + more))
        }
        for (place, variable) in free.enumerated() {
            script.answers[variable] = .answered(.number(place == 0 ? max(0, rest) : 0))
        }
    }

    // MARK: Computations

    /// Looks for values that take computations into their cells.
    private mutating func solve(where isWanted: (InputID) -> Bool) -> Bool {
        var wanted: [(formula: Formula, holds: (Decimal?, Truth) -> Bool)] = []
        var variables: [VariableID] = []
        for (position, input) in program.inputs.enumerated() {
            guard holds[Int(input.isMade.position)], let cell = assignment[InputID(position)],
                isWanted(InputID(position))
            else { continue }
            switch input.role {
            case .value(let index):
                let computation = program.computations[index]
                wanted.append(
                    (
                        computation.formula,
                        { value, _ in
                            value.map { computation.cell(of: $0) == cell } ?? false
                        }
                    ))
                variables += computation.formula.variables
            case .truth(let index):
                if fixed[InputID(position)] == nil { continue }
                let truths: [Truth] = [.no, .yes, .unknown]
                wanted.append((program.computations[index].formula, { _, truth in truth == truths[cell] }))
                variables += program.computations[index].formula.variables
            default: continue
            }
        }
        if wanted.isEmpty { return true }
        let free = distinct(variables).filter { id in
            if case .computed = survey[id].role { return false }
            return answer(id).value != nil
        }
        func isSolved() -> Bool {
            let answers = Known(self)
            return keepsBounds
                && wanted.allSatisfy { want in
                    want.holds(want.formula.ordinalNumber(in: answers), want.formula.truth(in: answers))
                }
        }
        if isSolved() { return true }
        let thresholds = program.computations.flatMap(\.thresholds).compactMap(\.exactInt)
        let candidates = free.map { self.candidates(for: $0, thresholds) }
        var places = [Int](repeating: 0, count: free.count)
        for _ in 0..<Self.tries {
            // The next combination, the last variable first.
            var position = places.count - 1
            while position >= 0 {
                places[position] += 1
                if places[position] < candidates[position].count { break }
                places[position] = 0
                position -= 1
            }
            if position < 0 { return false }
            for (id, (place, values)) in zip(free, zip(places, candidates)) where !values.isEmpty {
                take(.answered(values[place]), for: id)
            }
            if isSolved() { return true }
        }
        return false
    }

    /// The values of a variable's cell that are tried: its ends, what lies near thresholds, and its middle.
    private func candidates(for id: VariableID, _ thresholds: [Int]) -> [Value] {
        let present = answer(id).value.map { [$0] } ?? []
        guard let axis = shapes.axis(id),
            let input = program.inputs.indices.first(where: { position in
                program.inputs[position].role == .answer(id)
                    && holds[Int(program.inputs[position].isMade.position)]
                    && assignment[InputID(position)] != nil
            })
        else { return present }
        var low = axis.low ?? -1_000_000
        var high = axis.high ?? 1_000_000
        switch program.inputs[input].cells[assignment[InputID(input)] ?? 0].content {
        case .values(let values): return values.count == 1 ? values : present
        case .range(let first, let last):
            if let first, let ordinal = axis.ordinal(of: first, rounding: .up) { low = ordinal }
            if let last, let ordinal = axis.ordinal(of: last, rounding: .down) { high = ordinal }
        default: return present
        }
        if case .date(let rule) = survey[id].domain, survey[id].role != .today {
            let today = script.today ?? Self.someDay
            low = max(low, rule.low?.day(today: today)?.number ?? low)
            high = min(high, rule.high?.day(today: today)?.number ?? high)
        }
        guard low <= high else { return present }
        var base = [0, low, high]
        if axis.kind == .date { base = [script.today?.number ?? Self.someDay.number, low, high] }
        var ordinals = base + [low + (high - low) / 2]
        for start in base {
            for threshold in thresholds.prefix(8) where threshold.magnitude < 1 << 40 {
                let scaled = axis.kind == .date || axis.kind == .time ? threshold : threshold * axis.scale
                ordinals += [start - scaled - 1, start - scaled, start - scaled + 1]
                ordinals += [start + scaled - 1, start + scaled, start + scaled + 1]
            }
        }
        let all = distinct(ordinals).filter { $0 >= low && $0 <= high }
        return distinct(present + all.prefix(40).map { axis.value($0) })
    }

    /// The answers so far.
    private struct Known: AnswerSource {
        let finder: ValueFinder
        init(_ finder: ValueFinder) { self.finder = finder }
        func answer(of variable: VariableID) -> Answer { finder.answer(variable) }
    }
}

extension Cell.Content {
    /// The first and the last day of a cell of dates; nil for any other.
    fileprivate var days: (low: CalendarDay, high: CalendarDay)? {
        switch self {
        case .values(let values):
            guard case .date(let day)? = values.first else { return nil }
            return (day, day)
        case .range(let low, let high):
            var days = (low: CalendarDay.first, high: CalendarDay.last)
            if case .date(let day)? = low { days.low = day }
            if case .date(let day)? = high { days.high = day }
            if case .number? = low ?? high { return nil }
            return days
        case .missing, .answered, .index: return nil
        }
    }
}

extension Formula {
    /// The number of an expression, days counted as numbers; nil where it is unknown.
    func ordinalNumber(in answers: some AnswerSource) -> Decimal? {
        switch self {
        case .negate(let inner): return inner.ordinalNumber(in: answers).map { -$0 }
        case .arithmetic(let operation, let left, let right):
            guard let left = left.ordinalNumber(in: answers), let right = right.ordinalNumber(in: answers)
            else {
                return nil
            }
            return Formula.arithmetic(operation, .literal(.number(left)), .literal(.number(right)))
                .value(in: answers)?.ordinalNumber
        default: return value(in: answers)?.ordinalNumber
        }
    }
}

extension Input.Role {
    /// The variable that is chosen.
    var variable: VariableID? {
        switch self {
        case .answer(let id), .member(let id, _), .others(let id), .place(let id, _): id
        case .unit, .drawn, .value, .truth: nil
        }
    }
}

extension Cell.Content {
    /// The whole numbers of a cell of an amount.
    fileprivate var amounts: ClosedRange<Int>? {
        switch self {
        case .values(let values):
            guard case .number(let number)? = values.first, let whole = number.exactInt else { return nil }
            return whole...whole
        case .range(.number(let low)?, .number(let high)?):
            guard let low = low.exactInt, let high = high.exactInt, low <= high else { return nil }
            return low...high
        default: return nil
        }
    }
}
