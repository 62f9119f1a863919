public import SurveyModel

extension Proof {
    /// What an author should know about the survey, in the order of the file: errors, warnings and remarks together.
    ///
    /// What loops and fragments write out several times is one thing to the author: it is dead where all of its instances
    /// are. Without a burden nothing is said about narrow bases. Linear but for contradictions, which are told for each
    /// dead thing within a budget for all of them together.
    public mutating func findings(at places: SurveyPlaces, burden: Burden? = nil) -> [RoutingFinding] {
        var search = FindingSearch(self, places)
        search.findDead()
        search.findChecks()
        search.findTraps()
        search.findConditions()
        search.findBases { burden?.share(of: $0) }
        search.findUndecided()
        search.tellConsequences()
        self = search.proof
        return search.sorted
    }

    /// Answers that show a finding; nil for one that no interview shows.
    public mutating func script(for finding: RoutingFinding) -> Script? {
        guard let subject = finding.shownBy else { return nil }
        return finding.shownByFacts.isEmpty
            ? script(for: subject) : script(whereAll: finding.shownByFacts, showing: subject)
    }
}

/// Looks through what was decided for what an author should know. The extensions are named after what they look for.
struct FindingSearch {
    var proof: Proof
    let survey: Survey
    let program: Program
    let places: SurveyPlaces
    let verdicts: Verdicts
    let decisions: [Verdict]
    /// What was found so far.
    var found: [RoutingFinding] = []
    /// For each block whether it or a block around it was reported as dead.
    var isReportedDead: [Bool]
    /// What the findings about the same conditions, and about what a check that nobody passes forbids, have in common.
    private var together: [Cause: (index: Int, names: [String])] = [:]
    private var forbidden: [CheckID: [String]] = [:]

    /// What an arm screens with.
    struct Screen {
        /// The first ending that stands directly in it.
        var ending: EndingID?
        /// The first page that stands directly in it and holds more than a question.
        var page: BlockID?
        /// The arm after it, in the same `if`.
        var nextArm: BlockID?
    }

    /// Why something is dead.
    private struct Cause: Hashable {
        var kind: RoutingFinding.Kind
        var reasons: [Reason]
    }
    /// How many facts may still be copied for contradictions, of all findings together.
    private var work = 8_000_000
    /// For each question the block of the first step that asks it.
    let blocks: [BlockID]
    /// The questions that give a variable its value: several where it stands in several arms.
    let sources: [VariableID: [QuestionID]]
    /// What stands directly in each block, and the arm after it.
    let screens: [Screen]
    private let conditionFacts: [Place: Condition]
    private let claimsBySubject: [Claim.Subject: FactID]
    /// Where conditions of arms are met and unknown.
    let unknownClaims: [Place: FactID]

    init(_ proof: Proof, _ places: SurveyPlaces) {
        self.proof = proof
        survey = proof.survey
        program = proof.program
        self.places = places
        decisions = proof.verdicts.map { Verdict($0) }
        verdicts = Verdicts(survey, program.claims, decisions)
        isReportedDead = [Bool](repeating: false, count: survey.blocks.count)
        var blocks = [BlockID](repeating: BlockID(0), count: survey.questions.count)
        for step in survey.steps.reversed() {
            if case .ask(let question) = step.action { blocks[question.position] = step.block }
        }
        self.blocks = blocks
        var sources: [VariableID: [QuestionID]] = [:]
        for (position, question) in survey.questions.enumerated() {
            for variable in question.variables + question.specify.map(\.variable) {
                sources[variable, default: []].append(QuestionID(position))
            }
        }
        self.sources = sources
        screens = Self.screens(of: survey, places)
        conditionFacts = Dictionary(
            program.conditions.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
        // Only what is dead is asked about by subject.
        var dead: [Claim.Subject: FactID] = [:]
        for (index, claim) in program.claims.enumerated()
        where index < decisions.count && decisions[index] == .impossible {
            dead[claim.subject] = claim.fact
        }
        claimsBySubject = dead
        var unknown: [Place: FactID] = [:]
        for (index, claim) in program.claims.enumerated()
        where index < decisions.count && decisions[index] == .possible {
            if case .unknown(let place) = claim.subject { unknown[place] = claim.fact }
        }
        unknownClaims = unknown
    }

    /// Looks at each block once, since they may be nested deeply.
    private static func screens(of survey: Survey, _ places: SurveyPlaces) -> [Screen] {
        var screens = [Screen](repeating: Screen(), count: survey.blocks.count)
        for step in survey.steps {
            guard case .end(let ending) = step.action, screens[step.block.position].ending == nil else {
                continue
            }
            screens[step.block.position].ending = ending
        }
        for (position, block) in survey.blocks.enumerated() {
            switch block.kind {
            case .page:
                guard let parent = block.parent, screens[parent.position].page == nil,
                    !survey.isOwnPage(BlockID(position), places)
                else { continue }
                screens[parent.position].page = BlockID(position)
            case .arm(_, let previous?): screens[previous.position].nextArm = BlockID(position)
            case .arm, .root, .collection, .unit: continue
            }
        }
        return screens
    }

    var sorted: [RoutingFinding] {
        found.enumerated().sorted {
            ($0.element.span.lowerBound, $0.offset) < ($1.element.span.lowerBound, $1.offset)
        }.map(\.element)
    }

    /// The condition at a place, as facts.
    func facts(at place: Place) -> Condition? { conditionFacts[place] }

    /// Whether facts can hold together; nil where that was not decided.
    mutating func isPossible(_ facts: [FactID]) -> Bool? { proof.isPossible(all: facts) }

    /// An engine for a small program.
    private func decider(_ program: Program) -> any Decider {
        Diagrams(program, budget: Budget(nodes: 200_000, steps: 1_000_000))
    }

    /// Adds a finding about something dead, with what contradicts each other.
    mutating func addDead(_ finding: RoutingFinding) {
        var finding = finding
        if let subject = finding.subject { finding.contradiction = contradiction(of: subject) }
        addExplained(finding)
    }

    /// The check that nobody can satisfy, if a contradiction has one: then there is nothing else to say.
    func unpassable(in contradiction: Contradiction?) -> CheckID? {
        for case .passed(let check) in contradiction?.reasons ?? []
        where verdicts.passes[check.position] == .impossible && verdicts.fires[check.position] == .possible {
            return check
        }
        return nil
    }

    /// Names in each finding what follows from the same.
    mutating func tellConsequences() {
        for (index, names) in together.values where !names.isEmpty {
            found[index].explanation += " The same is so of \(Self.list(names))."
        }
        for index in found.indices where found[index].kind == .checkNeverPasses {
            guard case .passes(let check)? = found[index].subject, let names = forbidden[check],
                !names.isEmpty
            else { continue }
            found[index].explanation +=
                " Because of it nobody comes to an ending by way of \(Self.list(names))."
        }
    }

    /// Adds a finding, with the places of what contradicts each other in it.
    mutating func addExplained(_ finding: RoutingFinding) {
        var finding = finding
        if finding.kind != .checkNeverPasses, let check = unpassable(in: finding.contradiction) {
            forbidden[check, default: []] += finding.name.map { [$0] } ?? []
            return
        }
        if let name = finding.name, let reasons = finding.contradiction?.reasons, !reasons.isEmpty,
            [.deadQuestion, .deadRow, .deadOption].contains(finding.kind)
        {
            let cause = Cause(kind: finding.kind, reasons: reasons)
            if together[cause] != nil {
                together[cause]?.names.append(name)
                return
            }
            together[cause] = (found.count, [])
        }
        if let contradiction = finding.contradiction { finding.labels += labels(of: contradiction, finding) }
        found.append(finding)
    }

    /// Why a dead claim is dead; nil where that would cost too much to say.
    mutating func contradiction(of subject: Claim.Subject) -> Contradiction? {
        guard let fact = claimsBySubject[subject], work > 0 else { return nil }
        let before = work
        work = 0
        let (found, left) = program.contradiction(of: fact, work: min(before, 1_000_000), decider: decider)
        work = before - min(before, 1_000_000) + left
        return found
    }

    private func labels(of contradiction: Contradiction, _ finding: RoutingFinding) -> [RoutingFinding.Label]
    {
        var labels: [RoutingFinding.Label] = []
        for reason in contradiction.reasons.prefix(Self.labelLimit) {
            let label = RoutingFinding.Label(span: span(of: reason), text: words(for: reason))
            if !labels.contains(label) { labels.append(label) }
        }
        if contradiction.reasons.count > Self.labelLimit, let last = labels.indices.last {
            labels[last].text += "; and \(contradiction.reasons.count - Self.labelLimit) more conditions"
        }
        return labels
    }

    /// The most conditions of one contradiction that are shown with their lines.
    private static let labelLimit = 12

    /// Whether a step stands in a block that was reported as dead.
    func isInReported(_ block: BlockID) -> Bool { isReportedDead[block.position] }
}
