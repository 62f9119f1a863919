internal import Interview
internal import RoutingProof
internal import SurveyModel

/// An interview that goes by a script through the real engine, noted down as a test would say it.
///
/// Where the script has no answer to something that must be answered, or one that is not accepted, it stops: the rest is
/// for the test to fill in. Soft checks are overridden, a hard one stops it. Linear in the interview.
struct ScriptWalk {
    /// The items that were answered, in order, notes left out.
    private(set) var replies: [Reply] = []
    /// Everything that was shown, the item that waits included.
    private(set) var seen: [Interview.Item] = []
    /// The checks that fired.
    private(set) var fired: Set<CheckID> = []
    /// The interview where it stopped.
    private(set) var interview: Interview
    /// Whether an answer of the script was not accepted.
    private(set) var isRefused = false

    /// What was entered for an item.
    struct Reply {
        var item: Interview.Item
        var variable: VariableID
        var input: Scenario.Input
        /// Whether a test that leaves it open would fill in the same.
        var isFilledIn: Bool
    }

    /// Walks through the script. Throws `InterviewFault` as an interview does.
    init(_ script: Script, _ plan: InterviewPlan) throws(InterviewFault) {
        let survey = plan.survey
        let today = script.today ?? ScenarioRunner.standardDay
        interview = try Interview(plan: plan, givens: script.givens, seed: script.seed, today: today)
        var event: Interview.Event? = .start
        while let now = event {
            event = nil
            for effect in interview.handle(now) {
                switch effect {
                case .ask(let item):
                    seen.append(item)
                    guard let variable = item.variable else {
                        event = .next
                        continue
                    }
                    guard let (input, entry) = Self.reply(script.answers[variable] ?? .notAsked, item) else {
                        continue
                    }
                    let first = FirstAnswer.entries(for: item, in: survey, today: today).first
                    replies.append(
                        Reply(item: item, variable: variable, input: input, isFilledIn: first == entry))
                    event = .answer(entry)
                case .check(let check, let isSoft, _):
                    fired.insert(check)
                    event = isSoft ? .confirm(true) : nil
                case .invalid:
                    replies.removeLast()
                    isRefused = true
                    return
                case .record, .atStart, .finished: continue
                }
            }
        }
    }

    private static func reply(_ answer: Answer, _ item: Interview.Item) -> (Scenario.Input, Interview.Entry)?
    {
        switch answer {
        case .answered(let value): (.value(value), .value(value))
        case .missing(.skipped): (.missing(.skipped), .skip)
        case .missing(.notAsked): item.isOptional ? (.missing(.skipped), .skip) : nil
        case .missing(let kind): (.missing(kind), .missing(kind))
        }
    }
}
