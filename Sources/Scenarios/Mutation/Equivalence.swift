internal import RoutingProof
internal import SurveyModel

/// Whether a change of a survey makes any difference to any interview, as the proof knows it.
struct Equivalence {
    private let survey: Survey
    private let budget: Budget

    init(_ survey: Survey, budget: Budget = Budget(nodes: 400_000, steps: 2_000_000)) {
        self.survey = survey
        self.budget = budget
    }

    /// What to say of a change that no test noticed.
    func outcome(of mutation: Mutation, _ changed: Survey) -> MutationReport.Outcome {
        switch (mutation.site, mutation.change) {
        case (.condition(let places), .becomes(let formulas)): differs(places, formulas)
        case (.otherwise(let block), _): happens(survey, [.fails(.block(previous(of: block)))])
        case (.ending(let ending), _): happens(survey, [.ends(ending)])
        case (.offer(let id, let rule), _): offersMore(id, rule)
        case (.condition, _): .undecided
        }
    }

    /// A condition that is true exactly where only one of the two is, put in the place of the first: if it is never true
    /// where it is met, nothing can differ. Counting is never unknown, so it tells unknown from true.
    ///
    /// Of several places each is asked about by itself, while the others stay as they are: an interview first differs at
    /// one of them, and goes as before until then.
    private func differs(_ places: [Place], _ formulas: [Formula]) -> MutationReport.Outcome {
        var isUndecided = false
        for (place, formula) in zip(places, formulas).prefix(Self.places) {
            guard let original = survey.condition(at: place) else { continue }
            var changed = survey
            let outcome: MutationReport.Outcome
            if case .check(let check) = place {
                // A check does something only where it is false.
                changed.setCondition(
                    at: place,
                    to: .compare(.equal, .countTrue([.not(original)]), .countTrue([.not(formula)])))
                outcome = happens(changed, [.fires(check)])
            } else {
                changed.setCondition(
                    at: place, to: .compare(.notEqual, .countTrue([original]), .countTrue([formula])))
                outcome = happens(changed, [.holds(place)])
            }
            if outcome == .unnoticed { return .unnoticed }
            if outcome == .undecided { isUndecided = true }
        }
        return isUndecided || places.count > Self.places ? .undecided : .equivalent
    }

    /// At how many places of one condition the proof looks: each takes time that is linear in the survey.
    private static let places = 200

    /// Where a rule of an offer narrows it: an option of the question is not chosen although nothing else forbids it.
    ///
    /// The rule is turned around; what can be chosen then is what it keeps away.
    private func offersMore(_ id: QuestionID, _ rule: Int) -> MutationReport.Outcome {
        guard survey[id].carried.indices.contains(rule) else { return .equivalent }
        var changed = survey
        switch survey[id].carried[rule] {
        case .chosen(let variable):
            changed.questions[id.position].carried[rule] = .exceptChosen(variable)
        case .exceptChosen(let variable):
            changed.questions[id.position].carried[rule] = .chosen(variable)
        case .except(let options):
            guard let list = survey[id].list else { return .undecided }
            let others = survey[list].options.indices.filter { !options.contains($0) }
            changed.questions[id.position].carried[rule] = .except(Array(others))
        }
        let outcome = happens(changed, [.asked(id)])
        // What excludes the others is never carried on, so the rule turned around does not show it.
        let hasExclusive = survey[id].list.map { survey[$0].options.contains(where: \.isExclusive) } ?? false
        return outcome == .equivalent && hasExclusive ? .undecided : outcome
    }

    private func previous(of block: BlockID) -> BlockID {
        guard case .arm(_, let previous?) = survey[block].kind else { return block }
        return previous
    }

    /// Whether one of the claims is possible in a survey. What takes too much for diagrams is searched for.
    private func happens(_ survey: Survey, _ claims: [Claim.Subject]) -> MutationReport.Outcome {
        let program = lower(survey)
        var diagrams = Diagrams(program, budget: budget)
        let wanted = Set(claims)
        var open: [FactID] = []
        for claim in program.claims where wanted.contains(claim.subject) {
            switch diagrams.isPossible(claim.fact) {
            case true?: return .unnoticed
            case false?: continue
            case nil: open.append(claim.fact)
            }
        }
        guard !open.isEmpty else { return .equivalent }
        var search = Search(program, budget: budget)
        let found = search.arePossible(open)
        if found.contains(true) { return .unnoticed }
        return found.contains(nil) ? .undecided : .equivalent
    }
}
