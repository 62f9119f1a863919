import Interview
import RoutingProof
import SurveyModel

/// Everything that happens in interviews on a small survey, found by having all of them: every answer that the interview
/// accepts, every given, arm, draw and day.
///
/// What stands in a survey is judged here from the documentation of its parts, and what the interview says of itself is
/// compared with it on the way. A hard check that fires stops an interview; a soft one is overridden.
struct Enumeration: Sendable {
    let survey: Survey
    /// Everything that happened in some interview.
    private(set) var happened: Set<Claim.Subject> = []
    /// The truth values that conditions had where they were met.
    private(set) var truths: [Place: Set<Truth>] = [:]
    /// Which routes there are, and how many questions each has.
    private(set) var routes: [Route: Int] = [:]
    /// The routes with the rounds of a loop folded.
    private(set) var foldedRoutes: Set<Route> = []
    /// The complete responses, with the number of values that each stands for.
    private(set) var responses: [[Answer]: Int] = [:]
    /// How many questions somebody is asked on average, each answered by chance as `Documentation/Burden.md` has it; nil
    /// where a hard check stopped an interview, or something was drawn.
    private(set) var meanQuestions: Double? = 0
    /// How many interviews there were.
    private(set) var interviews = 0
    /// Where the enumeration and the interview disagreed; there must be none.
    private(set) var disagreements: [String] = []
    private let limit: Int
    private let isOnlyRead: Bool

    /// The questions and the rows that were asked, and how it ended.
    struct Route: Hashable {
        var questions: Set<QuestionID> = []
        var names: Set<String> = []
        var rows: Set<VariableID> = []
        var ending: Int
    }

    /// A finished or stopped interview.
    struct Observed {
        var interview: Interview
        /// The items that were answered, in order.
        var items: [Interview.Item]
        /// The checks that fired.
        var fired: Set<CheckID>
        /// How many values its answers stand for.
        var size: Int
        /// The share of all interviews that go this way.
        var share = 1.0
        /// Where a hard check stopped it.
        var stoppedBy: CheckID?
    }

    /// Has every interview; nil if there are more than `limit`. `seen` gets each when it is over.
    ///
    /// With `onlyRead`, what nothing depends on is answered in one way: routes are all found, options are not.
    init?(
        _ survey: Survey, limit: Int, onlyRead: Bool = false, seen: (inout Observed) -> Void = { _ in }
    ) {
        self.survey = survey
        self.limit = limit
        isOnlyRead = onlyRead
        let plan = InterviewPlan(survey)
        let choices = AnswerChoices(survey)
        var starts: [(givens: [VariableID: Value], share: Double)] = [([:], 1)]
        func multiply(_ variable: VariableID, _ values: [Value?]) {
            let shares = ChoiceShares.start(values, of: survey[variable])
            starts = starts.flatMap { start in
                zip(values, shares).map { value, share in
                    var start = start
                    start.givens[variable] = value
                    start.share *= share
                    return start
                }
            }
        }
        for given in plan.givenVariables { multiply(given.variable, choices.values(ofGiven: given.variable)) }
        for split in plan.splitVariables {
            guard case .split(let weights) = survey[split].role else { continue }
            multiply(split, weights.indices.filter { weights[$0] > 0 }.map { .option($0) })
        }
        let seeds = DrawnOrders(survey).seeds()
        if seeds.count > 1 || choices.todays.count > 1 { meanQuestions = nil }
        guard starts.count * seeds.count * choices.todays.count <= limit else { return nil }
        for start in starts {
            for today in choices.todays {
                for seed in seeds {
                    guard have(plan, start.givens, start.share, today, seed, choices, seen) else {
                        return nil
                    }
                }
            }
        }
    }

    private mutating func have(
        _ plan: InterviewPlan, _ givens: [VariableID: Value], _ share: Double, _ today: CalendarDay?,
        _ seed: UInt64,
        _ choices: AnswerChoices, _ seen: (inout Observed) -> Void
    ) -> Bool {
        guard var interview = try? Interview(plan: plan, givens: givens, seed: seed, today: today) else {
            disagreements.append("does not begin")
            return true
        }
        _ = interview.handle(.start)
        var open = [Observed(interview: interview, items: [], fired: [], size: 1, share: share)]
        while var here = open.popLast() {
            switch here.interview.phase {
            case .ready: break
            case .finished:
                interviews += 1
                if interviews > limit { return false }
                record(&here, seen)
            case .checking(let check):
                here.fired.insert(check)
                if survey[check].isSoft {
                    _ = here.interview.handle(.confirm(true))
                    open.append(here)
                } else {
                    interviews += 1
                    if interviews > limit { return false }
                    here.stoppedBy = check
                    record(&here, seen)
                }
            case .asking(let item):
                here.items.append(item)
                if item.isNote {
                    _ = here.interview.handle(.next)
                    open.append(here)
                    continue
                }
                var answered: [Observed] = []
                var shares = ChoiceShares(survey, item)
                var tried: Set<Answer> = []
                for choice in choices.choices(for: item, in: here.interview) {
                    var next = here
                    let effects = next.interview.handle(.answer(choice.entry))
                    if effects.contains(where: { if case .invalid = $0 { true } else { false } }) { continue }
                    if let variable = item.variable, next.interview.answer(of: variable) != .notAsked {
                        // An empty set that is left out is skipped: one answer, given in two ways.
                        guard tried.insert(next.interview.answer(of: variable)).inserted else { continue }
                    }
                    next.size = next.size.multipliedReportingOverflow(by: choice.size).partialValue
                    answered.append(next)
                    shares.add(choice, leaves: item.variable.map { next.interview.answer(of: $0) })
                    if isOnlyRead, let variable = item.variable, !choices.constants.read.contains(variable) {
                        break
                    }
                }
                for (index, share) in shares.shares.enumerated() { answered[index].share *= share }
                open += answered
                if answered.isEmpty { disagreements.append("no answer to \(item)") }
            }
        }
        return true
    }
}

// What happened in one interview.

extension Enumeration {
    private mutating func record(_ observed: inout Observed, _ seen: (inout Observed) -> Void) {
        seen(&observed)
        var reading = InterviewReading(survey, observed)
        reading.read()
        disagreements += reading.disagreements
        happened.formUnion(reading.happened)
        for (place, truth) in reading.truths { truths[place, default: []].insert(truth) }
        guard observed.stoppedBy == nil else {
            meanQuestions = nil
            return
        }
        var route = Route(ending: reading.ending)
        for item in observed.items where !item.isNote {
            route.questions.insert(item.question)
            if case .row = item.part, let variable = item.variable { route.rows.insert(variable) }
        }
        routes[route] = route.questions.count
        meanQuestions? += observed.share * Double(route.questions.count)
        var folded = Route(ending: reading.ending)
        for item in observed.items where !item.isNote {
            let question = survey[item.question]
            let name = item.instance == nil ? "\(item.question.position)" : question.stem
            folded.names.insert(name)
            if case .row(let row) = item.part { folded.names.insert("\(name).\(row)") }
        }
        foldedRoutes.insert(folded)
        let moment = Timestamp(milliseconds: 0)
        let answers = observed.interview.response(id: "r", started: moment, ended: moment).answers
        responses[answers] = observed.size
    }
}
