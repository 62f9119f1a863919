internal import Interview
internal import SurveyModel

/// Somebody who answers as a test says, through the same engine as everybody else.
///
/// What the test leaves open is filled in with the first valid answer. Soft checks are overridden.
struct Respondent {
    let survey: Survey
    let start: Start
    private(set) var interview: Interview
    /// The items that were passed, in order.
    private(set) var path: [Interview.Item] = []
    /// The checks that fired, with how many items had been passed.
    private(set) var fired: [(check: CheckID, after: Int)] = []
    /// The checks that fired at any time: an overridden one does not fire again on the same answers.
    private(set) var everFired: Set<CheckID> = []
    /// What was filled in.
    private(set) var filled: Set<VariableID> = []
    /// What the respondent went through, as far as the path does not show it any more.
    private(set) var visits = Visits()
    /// Which of the first answers is filled in, where a hard check complained of those before.
    private var attempts: [VariableID: Int] = [:]
    /// How many more answers are tried because of hard checks.
    private var patience = 200

    /// What an interview starts with.
    struct Start {
        var givens: [VariableID: Value] = [:]
        /// The optional givens that are left out on purpose.
        var leftOut: Set<VariableID> = []
        var seed: UInt64 = ScenarioRunner.standardSeed
        var locale: String?
        var today = ScenarioRunner.standardDay
        var isSeedGiven = false
        var isTodayGiven = false
        /// The hard checks that the test expects to fire.
        var expectedChecks: Set<CheckID> = []
    }

    /// Why an interview does not go on.
    enum Stop: Hashable {
        /// It is over.
        case finished
        /// A hard check is false, and nothing that was filled in can mend it.
        case check(CheckID)
        /// No answer that could be filled in was accepted.
        case noAnswer(Interview.Item, Interview.Problem)
    }

    /// Why an `answer` was not given.
    enum Fault: Error {
        /// Nothing of it was asked before the interview stopped.
        case neverAsked(Stop)
        /// It was not accepted.
        case invalid(Interview.Item, Interview.Problem)
    }

    /// Begins an interview. Throws `InterviewFault` where a given cannot be filled in.
    init(_ plan: InterviewPlan, _ start: Start) throws(InterviewFault) {
        survey = plan.survey
        self.start = start
        var givens = start.givens
        for (variable, isOptional) in plan.givenVariables
        where givens[variable] == nil && !isOptional {
            let values = FirstAnswer.values(of: survey[variable].domain, in: survey, today: start.today)
            givens[variable] = values.first
            filled.insert(variable)
        }
        if let today = plan.todayVariable, !start.isTodayGiven { filled.insert(today) }
        for variable in plan.splitVariables where givens[variable] == nil { filled.insert(variable) }
        interview = try Interview(
            plan: plan, givens: givens, seed: start.seed, locale: start.locale, today: start.today)
        note(interview.handle(.start))
    }

    // MARK: Moving

    /// Takes note of what the interview does, and overrides soft checks.
    private mutating func note(_ effects: [Interview.Effect]) {
        var effects = effects
        while let last = effects.last {
            guard case .check(let check, let isSoft, _) = last else { return }
            fired.append((check, path.count))
            everFired.insert(check)
            guard isSoft else { return }
            effects = interview.handle(.confirm(true))
        }
    }

    /// Enters something for the present item and goes on; says why if it is not accepted.
    private mutating func enter(_ entry: Interview.Entry, for item: Interview.Item) -> Interview.Problem? {
        let effects = interview.handle(.answer(entry))
        for case .invalid(_, let problem) in effects { return problem }
        path.append(item)
        note(effects)
        return nil
    }

    /// Goes one item further, with the answer it has or one that is filled in. Nil if it went on.
    mutating func advance() -> Stop? {
        switch interview.phase {
        case .ready, .finished: return .finished
        case .checking(let check): return mend(check)
        case .asking(let item):
            if item.isNote || item.present != nil {
                let effects = interview.handle(.next)
                path.append(item)
                note(effects)
                return nil
            }
            return fill(item)
        }
    }

    private mutating func fill(_ item: Interview.Item) -> Stop? {
        let entries = FirstAnswer.entries(for: item, in: survey, today: start.today)
        var problem = Interview.Problem.required
        let first = item.variable.flatMap { attempts[$0] } ?? 0
        for (index, entry) in entries.enumerated().dropFirst(first) {
            if let seen = enter(entry, for: item) {
                problem = seen
                continue
            }
            if let variable = item.variable {
                filled.insert(variable)
                attempts[variable] = index
            }
            return nil
        }
        return .noAnswer(item, problem)
    }

    /// Fills something else in where a hard check complains; says that it stops there if nothing helps, or if the test
    /// expects it to fire.
    private mutating func mend(_ check: CheckID) -> Stop? {
        guard !start.expectedChecks.contains(check) else { return .check(check) }
        let before = self
        let reads = survey.readVariables(survey[check].condition.variables)
        // The last answer changes fastest, like the digits of a number.
        let places = path.indices.filter { index in
            path[index].variable.map { reads.contains($0) && filled.contains($0) } ?? false
        }
        for index in places.reversed() {
            let item = path[index]
            guard let variable = item.variable else { continue }
            let count = FirstAnswer.entries(for: item, in: survey, today: start.today).count
            let next = (attempts[variable] ?? 0) + 1
            guard next < count else {
                attempts[variable] = 0
                continue
            }
            guard patience > 0 else { break }
            patience -= 1
            attempts[variable] = next
            goBack(to: index, isNoted: false)
            fired.removeAll { $0.check == check }
            guard case .asking(let item) = interview.phase else { break }
            return fill(item)
        }
        let left = patience
        self = before
        patience = left
        return .check(check)
    }

    /// Goes back to an item of the path.
    private mutating func goBack(to index: Int, isNoted: Bool = true) {
        if isNoted { noteVisits(in: &visits) }
        while path.count > index {
            _ = interview.handle(.back)
            path.removeLast()
        }
        fired.removeAll { $0.after > index }
    }

    // MARK: What a test says

    /// Goes on, or back, to what is answered, and answers it.
    mutating func answer(_ reply: Scenario.Reply) -> Fault? {
        let targets = Set(reply.variables)
        if let index = path.firstIndex(where: { $0.variable.map(targets.contains) ?? false }) {
            goBack(to: index)
        }
        var left = targets
        // Where the last of them was answered: what lies behind it is not the business of this line.
        var last: Respondent?
        while true {
            if case .asking(let item) = interview.phase, let variable = item.variable, left.contains(variable)
            {
                if let problem = enter(entry(reply.input), for: item) { return .invalid(item, problem) }
                filled.remove(variable)
                left.remove(variable)
                if left.isEmpty { return nil }
                last = self
                continue
            }
            guard let stop = advance() else { continue }
            guard let last else { return .neverAsked(stop) }
            self = last
            return nil
        }
    }

    /// An entry of a test.
    func entry(_ input: Scenario.Input) -> Interview.Entry {
        switch input {
        case .missing(.skipped), .missing(.notAsked): .skip
        case .missing(let kind): .missing(kind)
        case .value, .day: input.value(today: start.today).map(Interview.Entry.value) ?? .skip
        }
    }

    /// The interview with the rest filled in, as far as it goes, and why it goes no further.
    func completed() -> (respondent: Respondent, stop: Stop) {
        var copy = self
        while true {
            if let stop = copy.advance() { return (copy, stop) }
        }
    }

    /// Whether entering something for a variable would be refused; nil if it was not asked.
    func refuses(_ input: Scenario.Input, for variable: VariableID) -> Bool? {
        guard let index = path.lastIndex(where: { $0.variable == variable }) else {
            guard interview.item?.variable == variable else { return nil }
            var copy = self
            return copy.interview.handle(.answer(entry(input))).contains(where: Self.isRefusal)
        }
        var copy = self
        copy.goBack(to: index, isNoted: false)
        return copy.interview.handle(.answer(entry(input))).contains(where: Self.isRefusal)
    }

    private static func isRefusal(_ effect: Interview.Effect) -> Bool {
        if case .invalid = effect { true } else { false }
    }

    // MARK: What can be seen of it

    /// Whether a value comes from what was filled in, directly or by a `let`.
    func isFilledIn(_ variable: VariableID) -> Bool {
        survey.readVariables([variable]).contains { filled.contains($0) && answer($0) != .notAsked }
    }

    /// The items that were shown: those passed, and the one that waits.
    var seen: [Interview.Item] { path + (interview.item.map { [$0] } ?? []) }

    /// The question that was asked under the name of this one: arms may ask it in different words. Nil if none was.
    func asked(namesake question: QuestionID) -> QuestionID? {
        let asked = seen.lazy.map(\.question)
        if asked.contains(question) { return question }
        return asked.first { survey[$0].name == survey[question].name }
    }

    /// The answer that holds now.
    func answer(_ variable: VariableID) -> Answer { interview.answer(of: variable) }

    /// Whether a check fired on the way, also if it was overridden before the respondent went back.
    func didFire(_ check: CheckID) -> Bool {
        if fired.contains(where: { $0.check == check }) { return true }
        guard everFired.contains(check), survey[check].condition.truth(in: interview) == .no else {
            return false
        }
        return survey.steps.contains { step in
            step.action == .check(check) && interview.happens(step.block)
        }
    }
}

extension Survey {
    /// These variables, and those that the computed ones among them read.
    func readVariables(_ variables: [VariableID]) -> Set<VariableID> {
        var found: Set<VariableID> = []
        var open = variables
        while let variable = open.popLast() {
            guard self.variables.indices.contains(variable.position), found.insert(variable).inserted else {
                continue
            }
            if case .computed(let formulas) = self[variable].role { open += formulas.flatMap(\.variables) }
        }
        return found
    }
}
