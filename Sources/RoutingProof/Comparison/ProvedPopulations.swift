internal import SurveyModel

extension PopulationProof {
    /// Decides by proof, within the usual budget.
    public static let proved = PopulationProof.proved(within: Budget())

    /// Decides by proof: both surveys become one program over common answers, in which what the one asks is held against
    /// what the other asks. An interview gained and one lost are looked for as answers.
    ///
    /// Answers that only one version allows are left aside: they are changes of their question.
    public static func proved(within budget: Budget) -> PopulationProof {
        PopulationProof { old, new, subjects in
            var comparison = ProvedComparison(old, new, budget)
            return comparison.verdicts(of: subjects)
        }
    }
}

private struct ProvedComparison {
    var joint: JointProgram
    let budget: Budget
    /// The questions of each name, in each survey.
    let before: [String: [QuestionID]]
    let after: [String: [QuestionID]]

    init(_ old: Survey, _ new: Survey, _ budget: Budget) {
        joint = JointProgram(old: old, new: new)
        self.budget = budget
        before = Dictionary(grouping: old.questions.indices.map(QuestionID.init)) { old[$0].name }
        after = Dictionary(grouping: new.questions.indices.map(QuestionID.init)) { new[$0].name }
    }

    /// What is claimed of each survey: any of these.
    private func claims(_ subject: PopulationProof.Subject) -> (old: [Claim.Subject], new: [Claim.Subject]) {
        switch subject {
        case .question(let name):
            return ((before[name] ?? []).map { .asked($0) }, (after[name] ?? []).map { .asked($0) })
        case .row(let name):
            let (old, new) = (joint.old.survey, joint.new.survey)
            return (
                old.variable(named: name).map { [.part($0)] } ?? [],
                new.variable(named: name).map { [.part($0)] } ?? []
            )
        case .check(let old, let new): return ([.fires(old)], [.fires(new)])
        }
    }

    mutating func verdicts(of subjects: [PopulationProof.Subject]) -> [PopulationProof.Verdict] {
        struct Pair {
            var gained: FactID
            var lost: FactID
            var claims: (old: [Claim.Subject], new: [Claim.Subject])
        }
        var pairs: [Pair?] = []
        for subject in subjects {
            let claims = claims(subject)
            let old = claims.old.compactMap { joint.old.fact(of: $0) }
            let new = claims.new.compactMap { joint.new.fact(of: $0) }
            guard old.count == claims.old.count, new.count == claims.new.count else {
                pairs.append(nil)
                continue
            }
            let (wasAsked, isAsked) = (joint.any(old), joint.any(new))
            pairs.append(
                Pair(
                    gained: joint.only(isAsked, not: wasAsked), lost: joint.only(wasAsked, not: isAsked),
                    claims: claims))
        }
        var engines = Engines(joint.builder.program, budget)
        return pairs.map { pair in
            guard let pair else { return .undecided }
            let gained = engines.decide(pair.gained)
            let lost = engines.decide(pair.lost)
            if gained == .impossible, lost == .impossible { return .same }
            let more = look(at: gained, isNew: true, claims: pair.claims.new)
            let fewer = look(at: lost, isNew: false, claims: pair.claims.old)
            guard more.isShown || fewer.isShown else { return .undecided }
            return .different(gained: more.answers, lost: fewer.answers)
        }
    }

    /// The answers with which something happens in one survey only.
    private func look(
        at decision: Decision, isNew: Bool, claims: [Claim.Subject]
    ) -> (isShown: Bool, answers: [String]?) {
        guard case .possible(let found) = decision, let assignment = joint.assignment(found, isNew: isNew)
        else {
            return (false, nil)
        }
        let side = isNew ? joint.new : joint.old
        for claim in claims {
            let script = Script(assignment, of: side.program, survey: side.survey, showing: claim)
            if let script, script.shows(claim, in: side.survey) {
                return (true, script.essentialAnswers(in: side.survey))
            }
        }
        return (side.program.isExact(assignment), nil)
    }
}

/// Both engines: the diagram first, and the search for what is too much for it.
private struct Engines {
    private let program: Program
    private let budget: Budget
    private var diagrams: Diagrams
    private var search: Search?

    init(_ program: Program, _ budget: Budget) {
        self.program = program
        self.budget = budget
        diagrams = Diagrams(program, budget: budget)
    }

    mutating func decide(_ fact: FactID) -> Decision {
        if fact == .never { return .impossible }
        let decision = diagrams.decide(fact)
        guard decision == .undecided else { return decision }
        if search == nil { search = Search(program, budget: budget) }
        return search?.decide(fact) ?? .undecided
    }
}

extension Script {
    /// The givens and answers that matter, as the author would write them: `recommend = 3`.
    func essentialAnswers(in survey: Survey) -> [String] {
        let all =
            givens.map { ($0.key, Answer.answered($0.value)) } + answers.map { ($0.key, $0.value) }
        return all.filter { essential.contains($0.0) }.sorted { $0.0 < $1.0 }.map { id, answer in
            let name = survey[id].name
            switch answer {
            case .answered(let value):
                return Formula.compare(.equal, .variable(id), .literal(value)).text(in: survey)
                    .replacing("\(name) == ", with: "\(name) = ")
            case .missing(let missing): return "\(name) = \(missing.rawValue)"
            }
        }
    }
}
