internal import Interview
public import SurveyModel

/// What was proved of a survey: for each claim whether it can happen.
///
///     var proof = prove(survey)
///     proof.verdict(of: .asked(question))          // .possible, .impossible, .undecided
///     proof.script(for: .asked(question))          // answers that lead there
public struct Proof: Sendable {
    /// The survey.
    public let survey: Survey
    /// What the engines worked on.
    public let program: Program
    /// For each of `program.claims`.
    public private(set) var verdicts: [Verdict]

    private let index: ClaimIndex
    private let budget: Budget
    private var diagrams: Diagrams
    /// For short surveys, diagrams that give up soon: they have the shortest witnesses, and what they leave takes a search
    /// less than it takes large diagrams.
    private var glance: Diagrams?
    /// The scripts of claims that had to be tried.
    private var tried: [Int: Script] = [:]

    /// Whether something can happen.
    public enum Verdict: String, Hashable, Sendable {
        /// In some interview it does.
        case possible
        /// In none.
        case impossible
        /// The budget was used up, or no values were found for what seemed possible.
        case undecided
    }

    /// Decides every claim of a survey.
    fileprivate init(_ survey: Survey, budget: Budget) {
        self.survey = survey
        self.budget = budget
        program = lower(survey)
        diagrams = Diagrams(program, budget: budget)
        if program.facts.count <= Self.few {
            let little = Budget(
                nodes: min(budget.nodes, Self.few), steps: min(budget.steps, Self.fewSteps))
            glance = Diagrams(program, budget: little)
        }
        index = ClaimIndex(program.claims)
        // A search is quick wherever some interview is soon found, and it asks of every one what else it shows. What it has
        // to give up, because very many ways must be excluded, diagrams may still see at once.
        var search = Search(program, budget: budget)
        verdicts = search.arePossible(program.claims.map(\.fact)).map { isPossible in
            isPossible.map { $0 ? .possible : .impossible } ?? .undecided
        }
        for place in verdicts.indices where verdicts[place] == .undecided {
            if let isPossible = diagrams.isPossible(program.claims[place].fact) {
                verdicts[place] = isPossible ? .possible : .impossible
            }
        }
        tryWhatIsInexact()
    }

    /// A survey of so many facts is short, and so many nodes are few.
    private static let few = 8_192
    /// As many steps are few.
    private static let fewSteps = 65_536

    /// Whether something can happen; nil where there is no such claim.
    public func verdict(of subject: Claim.Subject) -> Verdict? {
        index.position(of: subject, in: program.claims).map { verdicts[$0] }
    }

    /// The fact that a claim is about; nil where there is no such claim.
    public func fact(of subject: Claim.Subject) -> FactID? {
        index.position(of: subject, in: program.claims).map { program.claims[$0].fact }
    }

    /// The choices that make something happen, of those that matter; nil where it cannot happen or was not decided.
    public mutating func assignment(for subject: Claim.Subject) -> Assignment? {
        guard let place = index.position(of: subject, in: program.claims), verdicts[place] == .possible
        else { return nil }
        return assignment(at: place)
    }

    /// Answers that make something happen; nil where it cannot happen or was not decided.
    public mutating func script(for subject: Claim.Subject) -> Script? {
        guard let place = index.position(of: subject, in: program.claims), verdicts[place] == .possible
        else { return nil }
        let own = assignment(at: place).flatMap { Script($0, of: program, survey: survey, showing: subject) }
        // One that was made for another claim may be longer than need be, but it was tried.
        guard let known = tried[place] else { return own }
        return own.map { $0.shows(subject, in: survey) } == true ? own : known
    }

    // MARK: What no claim asks

    /// Whether facts can hold together; nil where that was not decided.
    public mutating func isPossible(all facts: [FactID]) -> Bool? {
        glance?.isPossible(all: facts) ?? diagrams.isPossible(all: facts)
    }

    /// Answers that make facts hold together, and show what is claimed; nil where there are none or none were found.
    public mutating func script(whereAll facts: [FactID], showing subject: Claim.Subject) -> Script? {
        guard case .possible(let assignment) = diagrams.decide(all: facts) else { return nil }
        return Script(assignment, of: program, survey: survey, showing: subject)
    }

    /// Those of some facts that must be named to say where all hold, without what the others imply; those to lose first
    /// come first. See `Diagrams.guardCondition`.
    public mutating func guardCondition(_ facts: [FactID]) -> [FactID] { diagrams.guardCondition(facts) }

    private mutating func assignment(at place: Int) -> Assignment? {
        let fact = program.claims[place].fact
        if case .possible(let assignment)? = glance?.decide(fact) { return assignment }
        if case .possible(let assignment) = diagrams.decide(fact) { return assignment }
        var search = Search(program, budget: budget)
        if case .possible(let assignment) = search.decide(fact) { return assignment }
        return nil
    }

    // MARK: Second looks

    /// What is possible only by way of choices that may exclude each other is called so once values were found.
    private mutating func tryWhatIsInexact() {
        guard program.inputs.contains(where: { !$0.isExact }) else { return }
        let doubtful = program.factsOfInexactInputs
        let plan = InterviewPlan(survey)
        // An interview shows much besides what it was made for.
        var shown: [(script: Script, replay: Replay)] = []
        for place in verdicts.indices where verdicts[place] == .possible {
            let claim = program.claims[place]
            guard doubtful[Int(claim.fact.position)] else { continue }
            if let known = shown.first(where: { $0.replay.shows(claim.subject, survey) }) {
                tried[place] = known.script
                continue
            }
            guard let assignment = assignment(at: place) else {
                verdicts[place] = .undecided
                continue
            }
            if program.isExact(assignment) { continue }
            let script = Script(assignment, of: program, survey: survey, showing: claim.subject)
            if let script, let replay = try? script.replayed(in: plan), replay.shows(claim.subject, survey) {
                tried[place] = script
                shown.append((script, replay))
                if shown.count > Self.remembered { shown.removeFirst() }
            } else {
                verdicts[place] = .undecided
            }
        }
    }

    /// How many interviews are looked at again for what else they show.
    private static let remembered = 16
}

/// Proves what can be proved of a survey's routing: which questions, options, rows, conditions, checks and endings an interview
/// can meet.
///
/// Deterministic: the budget counts nodes and steps. Linear for surveys whose conditions look at a few answers near by;
/// what takes more than the budget is undecided, by name.
public func prove(_ survey: Survey, budget: Budget = Budget()) -> Proof { Proof(survey, budget: budget) }

extension Program {
    /// For each fact, whether an input that may not be met in every combination has a say in it. Linear.
    var factsOfInexactInputs: [Bool] {
        var found = [Bool](repeating: false, count: facts.count)
        for (position, fact) in facts.enumerated() {
            switch fact {
            case .never, .always: continue
            case .cell(let input, _): found[position] = !self[input].isExact
            case .not(let inner), .reason(_, let inner): found[position] = found[Int(inner.position)]
            case .and(let run), .or(let run):
                found[position] = operands(run).contains { found[Int($0.position)] }
            case .sum(let index):
                found[position] = sums[Int(index)].terms.contains { term in
                    found[Int(term.when.position)] || (term.input.map { !self[$0].isExact } ?? false)
                }
            }
        }
        return found
    }
}
