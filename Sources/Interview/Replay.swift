public import SurveyModel

/// An interview answered from given answers, for checking a file of answers or repeating a response.
///
/// Each item that is asked gets its answer; an optional one without an answer is skipped, a soft check is overridden. A
/// required item without an answer, an answer that is not accepted, and a hard check stop it there.
public struct Replay: Sendable {
    /// The interview: over, or where the answers ended.
    public private(set) var interview: Interview
    /// What did not go as the answers say, in the order of the interview, then of the file.
    public private(set) var findings: [Finding] = []
    /// Everything recorded on the way, in order.
    public private(set) var records: [Interview.Effect] = []

    /// Something that did not go as the answers say.
    public enum Finding: Hashable, Sendable {
        /// A required item has no answer.
        case noAnswer(Interview.Item)
        /// The answer to an item is not accepted.
        case invalid(Interview.Item, Interview.Problem)
        /// A check is false; a soft one was overridden.
        case check(CheckID, isSoft: Bool)
        /// There is an answer to what was not asked on the way to the ending.
        case neverAsked(VariableID)
    }

    /// Whether it reached an ending.
    public var isComplete: Bool { if case .finished = interview.phase { true } else { false } }

    /// Replays answers. Those of givens, of `split` and of the date of today stand for `givens` that are not set. Linear.
    ///
    /// Throws `InterviewFault` as an interview does.
    public init(
        plan: InterviewPlan, givens: [VariableID: Value] = [:], seed: UInt64, locale: String? = nil,
        today: CalendarDay? = nil, answers: [VariableID: Answer]
    ) throws(InterviewFault) {
        var givens = givens
        let settable = plan.givens.map(\.variable) + plan.splits + (plan.today.map { [$0] } ?? [])
        for variable in settable where givens[variable] == nil {
            if let value = answers[variable]?.value { givens[variable] = value }
        }
        interview = try Interview(plan: plan, givens: givens, seed: seed, locale: locale, today: today)
        run(answers)
        guard isComplete else { return }
        for (variable, answer) in answers.sorted(by: { $0.key < $1.key })
        where answer != .notAsked && !isRefusal(variable) {
            if interview.answer(of: variable) == .notAsked { findings.append(.neverAsked(variable)) }
        }
    }

    /// Whether the answer to a variable is the no that ended the interview, which is asked for and not kept.
    private func isRefusal(_ variable: VariableID) -> Bool {
        guard case .finished(.refused, _) = interview.phase,
            interview.survey.variables.indices.contains(variable.position),
            let question = interview.survey[variable].question
        else { return false }
        return interview.survey[question].kind == .consent
    }

    /// Replays a response with its own seed, language, givens, arms and date of today.
    ///
    /// A refused one is refused again. Throws `InterviewFault` where a required given is missing, which is so in a refused
    /// response if the given is personal.
    public init(plan: InterviewPlan, response: Response) throws(InterviewFault) {
        var answers: [VariableID: Answer] = [:]
        for (position, answer) in response.answers.enumerated() where answer != .notAsked {
            answers[VariableID(position)] = answer
        }
        if response.state == .refused {
            for question in plan.survey.questions where question.kind == .consent {
                for variable in question.variables { answers[variable] = .answered(.yesno(false)) }
            }
        }
        try self.init(plan: plan, seed: response.seed, locale: response.locale, answers: answers)
    }

    private mutating func run(_ answers: [VariableID: Answer]) {
        var event: Interview.Event? = .start
        while let now = event {
            event = nil
            for effect in interview.handle(now) {
                switch effect {
                case .record:
                    records.append(effect)
                case .ask(let item):
                    event = reply(to: item, answers)
                case .check(let check, let isSoft, _):
                    findings.append(.check(check, isSoft: isSoft))
                    event = isSoft ? .confirm(true) : nil
                case .invalid(let item, let problem):
                    findings.append(.invalid(item, problem))
                case .atStart, .finished:
                    break
                }
            }
        }
    }

    private mutating func reply(to item: Interview.Item, _ answers: [VariableID: Answer]) -> Interview.Event?
    {
        guard let variable = item.variable else { return .next }
        switch answers[variable] ?? .notAsked {
        case .answered(let value): return .answer(.value(value))
        case .missing(.skipped): return .answer(.skip)
        case .missing(.notAsked):
            if item.isOptional { return .answer(.skip) }
            findings.append(.noAnswer(item))
            return nil
        case .missing(let kind): return .answer(.missing(kind))
        }
    }
}
