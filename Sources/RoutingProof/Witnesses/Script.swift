internal import FoundationEssentials
public import Interview
public import SurveyModel

/// Answers that lead somewhere: a witness, as an interview can replay it.
public struct Script: Hashable, Sendable {
    /// What the interview begins with: givens, and arms of splits.
    public var givens: [VariableID: Value]
    /// The local date of the start.
    public var today: CalendarDay?
    /// What orders and draws come from.
    public var seed: UInt64
    /// The answers to everything that is asked on the way.
    public var answers: [VariableID: Answer]
    /// Those of the givens and answers that matter: whatever is put in place of the others, the interview leads there.
    public var essential: Set<VariableID>

    /// Makes a script.
    public init(
        givens: [VariableID: Value] = [:], today: CalendarDay? = nil, seed: UInt64 = 1,
        answers: [VariableID: Answer] = [:], essential: Set<VariableID> = []
    ) {
        self.givens = givens
        self.today = today
        self.seed = seed
        self.answers = answers
        self.essential = essential
    }

    /// Replays the answers through an interview.
    ///
    /// Throws `InterviewFault` where an interview cannot begin so.
    public func replayed(in plan: InterviewPlan) throws(InterviewFault) -> Replay {
        try Replay(plan: plan, givens: givens, seed: seed, today: today, answers: answers)
    }

    /// How many seeds are tried to find one that draws what a witness needs.
    static let seeds: ClosedRange<UInt64> = 1...2_000

    /// Values for a choice of cells; nil where none were found. What is drawn is found by trying seeds, until an interview
    /// meets what the program says.
    init?(_ assignment: Assignment, of program: Program, survey: Survey, showing subject: Claim.Subject) {
        var finder = ValueFinder(assignment, of: program, survey: survey, showing: subject)
        guard let found = finder.find() else { return nil }
        self = found
        guard finder.hasDraws || survey.endsInAnyOrder else { return }
        let plan = InterviewPlan(survey)
        // Best is a seed with which every answer is taken, also those behind what is shown.
        var other: UInt64?
        for seed in Self.seeds {
            self.seed = seed
            guard let replay = try? replayed(in: plan), replay.shows(subject, survey) else { continue }
            if !replay.findings.contains(where: \.isInvalid) { return }
            if other == nil { other = seed }
        }
        guard let other else { return nil }
        seed = other
    }

    /// Whether replaying the answers makes something happen.
    public func shows(_ subject: Claim.Subject, in survey: Survey) -> Bool {
        guard let replay = try? replayed(in: InterviewPlan(survey)) else { return false }
        return replay.shows(subject, survey)
    }
}

extension Survey {
    /// Whether the interview may end in a collection that comes in a drawn order, so that the order has a say in the rest.
    fileprivate var endsInAnyOrder: Bool {
        blocks.contains { block in
            guard case .collection(isShuffled: true, _) = block.kind else { return false }
            return steps[block.steps].contains { step in
                switch step.action {
                case .end: true
                case .check(let check): !self[check].isSoft
                case .ask, .compute, .draw: false
                }
            }
        }
    }
}

extension Replay.Finding {
    /// Whether an answer was not taken.
    fileprivate var isInvalid: Bool { if case .invalid = self { true } else { false } }
}

extension Replay {
    /// Whether something happened in the interview.
    func shows(_ subject: Claim.Subject, _ survey: Survey) -> Bool {
        switch subject {
        case .asked(let id): return isAsked(id, survey)
        case .passedOver(let id): return isComplete && !isAsked(id, survey)
        case .completed(let id): return isComplete && isAsked(id, survey)
        case .page(let page):
            return survey[page].steps.contains { step in
                guard case .ask(let id) = survey.steps[step].action else { return false }
                return isAsked(id, survey)
            }
        case .roster(let roster):
            return survey.rosters[roster].instances.contains { instance in
                survey[instance.block].steps.contains { step in
                    guard case .ask(let id) = survey.steps[step].action else { return false }
                    return isAsked(id, survey)
                }
            }
        case .part(let variable):
            if interview.answer(of: variable) != .notAsked { return true }
            if case .asking(let item) = interview.phase { return item.variable == variable }
            return false
        case .chosen(let id, 0) where survey[id].kind == .consent:
            guard case .finished(.refused, _) = interview.phase else { return false }
            return true
        case .chosen(let id, let option): return survey[id].variables.contains { has($0, option) }
        case .left(let id, let option):
            return interview.offers(option, of: id)
                && survey[id].variables.contains { interview.answer(of: $0).value != nil && !has($0, option) }
        case .holds(let place): return truth(at: place, survey) == .yes
        case .fails(let place): return truth(at: place, survey).map { $0 != .yes } ?? false
        case .unknown(let place): return truth(at: place, survey) == .unknown
        case .passes(let check): return isMet(check, survey) && !fired(check)
        case .fires(let check): return fired(check)
        case .ends(let ending):
            guard case .finished(_, let taken) = interview.phase else { return false }
            return taken == ending
        case .base(let metric):
            return isComplete
                && survey.metrics[metric].strands.contains { strand in
                    let isIn = strand.condition.map { $0.truth(in: interview) == .yes } ?? true
                    return isIn
                        && (strand.items.map(\.variable) + (strand.event?.variables ?? []))
                            .contains { interview.answer(of: $0).value != nil }
                }
        }
    }

    private func isAsked(_ id: QuestionID, _ survey: Survey) -> Bool {
        let question = survey[id]
        if case .asking(let item) = interview.phase, item.question == id { return true }
        // Questions in several arms may share a variable.
        guard isReached(id, survey) else { return false }
        // A refused consent forgets what was answered, and a note has no answer.
        return question.kind == .note || question.kind == .consent
            || question.variables.contains { interview.answer(of: $0) != .notAsked }
    }

    private func has(_ variable: VariableID, _ option: Int) -> Bool {
        switch interview.answer(of: variable).value {
        case .option(let chosen)?: chosen == option
        case .options(let chosen)?, .order(let chosen)?: chosen.contains(option)
        case .yesno(let yes)?: yes == (option == 1)
        default: false
        }
    }

    private func fired(_ check: CheckID) -> Bool {
        findings.contains { finding in
            guard case .check(check, _) = finding else { return false }
            return true
        }
    }

    private func isMet(_ check: CheckID, _ survey: Survey) -> Bool {
        survey.steps.indices.contains { step in
            survey.steps[step].action == .check(check) && interview.hasBegun(survey.steps[step].block)
                && interview.hasCome(to: step, in: survey.steps[step].block)
        }
    }

    /// The truth of a condition where it was met; nil where it was not.
    private func truth(at place: Place, _ survey: Survey) -> Truth? {
        switch place {
        case .block(let block):
            guard let parent = survey[block].parent, interview.hasBegun(parent),
                interview.hasCome(to: survey[block].steps.lowerBound, in: parent)
            else { return nil }
            switch survey[block].kind {
            case .arm(let condition?, var previous):
                while let before = previous {
                    if interview.hasBegun(before) { return nil }
                    guard case .arm(_, let earlier) = survey[before].kind else { break }
                    previous = earlier
                }
                return condition.truth(in: interview)
            case .unit(let condition?): return condition.truth(in: interview)
            default: return nil
            }
        case .row(let id, let row):
            guard isReached(id, survey) else { return nil }
            return survey[id].rows[row].condition?.truth(in: interview)
        case .option(let id, let option):
            guard isReached(id, survey), let list = survey[id].list else { return nil }
            return survey[list].options[option].condition?.truth(in: interview)
        case .check(let check):
            return isMet(check, survey) ? survey[check].condition.truth(in: interview) : nil
        case .metric(let metric, let strand):
            return isComplete ? survey.metrics[metric].strands[strand].condition?.truth(in: interview) : nil
        }
    }

    private func isReached(_ id: QuestionID, _ survey: Survey) -> Bool {
        survey.steps.indices.contains { step in
            survey.steps[step].action == .ask(id) && interview.hasBegun(survey.steps[step].block)
                && interview.hasCome(to: step, in: survey.steps[step].block)
        }
    }
}
