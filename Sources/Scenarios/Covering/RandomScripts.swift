internal import Interview
internal import RoutingProof
internal import SurveyModel

/// Interviews with answers taken by chance, all from one seed: every option, every kind of missing and every value that the
/// survey looks at is as likely as the other.
struct RandomScripts {
    private let plan: InterviewPlan
    private let tried: TriedValues
    private var generator: SeededGenerator
    private let today = ScenarioRunner.standardDay

    init(_ plan: InterviewPlan, seed: UInt64 = 1) {
        self.plan = plan
        tried = TriedValues(plan.survey)
        generator = SeededGenerator(seed: seed, name: "covering")
    }

    /// The next one; nil where no interview can begin. Linear in the interview.
    mutating func next() -> Script? {
        let survey = plan.survey
        var givens: [VariableID: Value] = [:]
        for (variable, isOptional) in plan.givenVariables where !isOptional || happens(2, in: 3) {
            givens[variable] = value(of: variable, nil)
        }
        for variable in plan.splitVariables {
            guard case .split(let weights) = survey[variable].role, !weights.isEmpty else { continue }
            givens[variable] = .option(generator.below(weights.count))
        }
        // A test without a seed reads better.
        let seed = happens(1, in: 2) ? ScenarioRunner.standardSeed : UInt64(1 + generator.below(999))
        let script = Script(
            givens: givens, today: plan.todayVariable == nil ? nil : today, seed: seed, answers: [:])
        return answered(script)
    }

    /// The script with answers wherever it has none, as far as the interview goes.
    mutating func answered(_ script: Script) -> Script? {
        guard
            var interview = try? Interview(
                plan: plan, givens: script.givens, seed: script.seed, today: script.today ?? today)
        else { return nil }
        var script = script
        var row: (question: QuestionID, answer: Answer)?
        var event: Interview.Event? = .start
        while let now = event {
            event = nil
            for effect in interview.handle(now) {
                switch effect {
                case .ask(let item):
                    guard let variable = item.variable else {
                        event = .next
                        continue
                    }
                    // Rows that are answered alike are one line of a test.
                    let before = row?.question == item.question ? row?.answer : nil
                    let answer = script.answers[variable] ?? answer(to: item, variable, like: before)
                    script.answers[variable] = answer
                    if case .row = item.part { row = (item.question, answer) }
                    switch answer {
                    case .answered(let value): event = .answer(.value(value))
                    case .missing(.skipped), .missing(.notAsked): event = .answer(.skip)
                    case .missing(let kind): event = .answer(.missing(kind))
                    }
                case .invalid(let item, _):
                    // What does not fit is left out, and the test fills it in.
                    if let variable = item.variable { script.answers[variable] = nil }
                case .check(_, true, _): event = .confirm(true)
                case .check, .record, .atStart, .finished: continue
                }
            }
        }
        return script
    }

    private mutating func happens(_ part: Int, in whole: Int) -> Bool { generator.below(whole) < part }

    private mutating func pick<Element>(_ some: [Element]) -> Element? {
        some.isEmpty ? nil : some[generator.below(some.count)]
    }

    private mutating func answer(
        to item: Interview.Item, _ variable: VariableID, like before: Answer?
    ) -> Answer {
        if let before, happens(5, in: 6) {
            switch before {
            case .answered: return before
            case .missing(let kind) where item.missing.contains { $0.kind == kind }: return before
            case .missing: break
            }
        }
        if !item.missing.isEmpty, happens(1, in: 6), let missing = pick(item.missing) {
            return .missing(missing.kind)
        }
        if item.isOptional, happens(1, in: 3) { return .missing(.skipped) }
        if let value = value(of: variable, item) { return .answered(value) }
        return item.isOptional ? .missing(.skipped) : .notAsked
    }

    private mutating func value(of variable: VariableID, _ item: Interview.Item?) -> Value? {
        let survey = plan.survey
        if let rest = item?.remaining, let item {
            let isLast = item.place + 1 == item.count
            return .number(isLast ? rest : pick([0, rest, rest / 2]) ?? rest)
        }
        switch survey[variable].domain {
        case .option(let list):
            return pick(item?.options ?? Array(survey[list].options.indices)).map(Value.option)
        case .options(let list, let select):
            let offered = (item?.options ?? Array(survey[list].options.indices)).sorted()
            return set(of: offered, survey[list], item?.select ?? select)
        case .order(let list, let select):
            var left = item?.options ?? Array(survey[list].options.indices)
            let limits = item?.select ?? select
            let most = min(limits.upperBound, left.count)
            let count = min(most, limits.lowerBound + generator.below(max(1, most - limits.lowerBound + 1)))
            return .order((0..<max(0, count)).map { _ in left.remove(at: generator.below(left.count)) })
        case .point(let scale):
            let bounds = survey[scale].bounds
            let (span, overflows) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
            return .number(
                bounds.lowerBound + (overflows ? 0 : generator.below(min(span, 1_000_000) + 1)))
        case .yesno, .truth: return .yesno(happens(1, in: 2))
        case .number(let rule): return pick(tried.numbers(of: variable, rule)).map(Value.number)
        case .text(let rule): return pick(tried.texts(of: variable, rule)).map(Value.text)
        case .date(let rule):
            let low = item?.dates?.low ?? rule.low?.day(today: today)
            let high = item?.dates?.high ?? rule.high?.day(today: today)
            return pick(tried.days(of: variable, from: low, to: high, today: today)).map(Value.date)
        case .time(let rule): return pick(tried.times(of: variable, rule)).map(Value.time)
        }
    }

    private mutating func set(of offered: [Int], _ list: OptionList, _ select: ClosedRange<Int>) -> Value {
        let alone = offered.filter { list.options[$0].isExclusive }
        var free = offered.filter { !list.options[$0].isExclusive }
        if !alone.isEmpty, free.isEmpty || happens(1, in: 6), let one = pick(alone) { return .options([one]) }
        let most = min(select.upperBound, free.count)
        let least = min(max(0, select.lowerBound), most)
        // Often as many as may be, so that one interview visits much.
        let count = happens(1, in: 2) ? most : least + generator.below(most - least + 1)
        var chosen: [Int] = []
        for _ in 0..<count { chosen.append(free.remove(at: generator.below(free.count))) }
        return .options(chosen.sorted())
    }
}
