internal import Interview
public import SurveyModel
internal import Tallies

/// Runs the tests of a survey: each through the real interview, each metric by the code that makes reports.
///
/// Pure: no clock, no input and no output. The same survey and scenario always give the same result. Time grows with the
/// length of the interview times the lines of the test.
///
/// ```swift
/// let runner = ScenarioRunner(survey)
/// for scenario in compilation.scenarios where !runner.run(scenario).holds { … }
/// ```
public struct ScenarioRunner: Sendable {
    /// The survey, with the translations that tests may read.
    public let survey: Survey
    private let plan: InterviewPlan
    private let tallyPlan: TallyPlan

    /// The seed of interviews whose test gives none.
    public static let standardSeed: UInt64 = 1
    /// The date of today in interviews whose test gives none: 2026-01-01.
    public static let standardDay = CalendarDay(number: 20_454)

    /// Makes a runner. The scenarios must be of this survey; translations may have been added to it since.
    public init(_ survey: Survey) {
        self.survey = survey
        plan = InterviewPlan(survey)
        tallyPlan = TallyPlan(survey)
    }

    /// Runs a test.
    public func run(_ scenario: Scenario) -> ScenarioResult {
        var run = Run(self, plan, MetricReadings(tallyPlan))
        run.run(scenario)
        return ScenarioResult(
            name: scenario.name, place: scenario.place,
            failures: run.failures.sorted { $0.place < $1.place }, visits: run.visits,
            respondents: run.respondents)
    }
}

/// A test while it runs.
private struct Run {
    let survey: Survey
    let plan: InterviewPlan
    var metrics: MetricReadings
    var failures: [ScenarioFailure] = []
    var visits = Visits()
    var respondents = 0

    init(_ runner: ScenarioRunner, _ plan: InterviewPlan, _ metrics: MetricReadings) {
        survey = runner.survey
        self.plan = plan
        self.metrics = metrics
    }

    mutating func run(_ scenario: Scenario) {
        var start = Respondent.Start()
        prepare(&start, scenario.moves)
        guard scenario.hasOwnRespondent else {
            for move in scenario.moves {
                switch move.action {
                case .interview(let count, let moves): interview(count, moves, start, at: move.place)
                case .expect(let expectation): check(expectation, of: nil, at: move.place)
                case .given, .today, .locale, .seed, .answer: continue
                }
            }
            return
        }
        answer(scenario.moves, start, times: 1, at: scenario.place)
    }

    /// Reads what an interview starts with.
    private func prepare(_ start: inout Respondent.Start, _ moves: [Scenario.Move]) {
        for move in moves {
            switch move.action {
            case .today(let day):
                start.today = day
                start.isTodayGiven = true
            case .locale(let tag): start.locale = tag
            case .seed(let seed):
                start.seed = seed
                start.isSeedGiven = true
            case .given, .answer, .expect, .interview: continue
            }
        }
        for move in moves {
            switch move.action {
            case .given(let variable, let input): start.givens[variable] = input?.value(today: start.today)
            case .expect(let expectation):
                // `not check order` does not expect it.
                for variable in expectation.condition.affirmed {
                    if case .check(let checks)? = expectation.query(variable, of: survey)?.subject {
                        start.expectedChecks.formUnion(checks)
                    }
                }
            case .today, .locale, .seed, .answer, .interview: continue
            }
        }
    }

    private mutating func interview(
        _ count: Int, _ moves: [Scenario.Move], _ start: Respondent.Start, at place: Scenario.Place
    ) {
        var start = start
        prepare(&start, moves)
        answer(moves, start, times: count, at: place)
    }

    /// Lets a respondent do what the moves say, and adds the interview to those of the test.
    private mutating func answer(
        _ moves: [Scenario.Move], _ start: Respondent.Start, times: Int, at place: Scenario.Place
    ) {
        var respondent: Respondent
        do { respondent = try Respondent(plan, start) } catch {
            failures.append(
                ScenarioFailure(
                    place: place, message: "the interview cannot begin: \(error.message)", details: [],
                    interview: []))
            return
        }
        respondents += times
        let wording = Wording(survey: survey)
        /// The interview with the rest filled in, until somebody answers again.
        var ahead: (respondent: Respondent, stop: Respondent.Stop)?
        var hasFailed = false
        for move in moves {
            switch move.action {
            case .answer(let reply):
                ahead = nil
                // Once an answer could not be given, those behind it are about another interview.
                if hasFailed { continue }
                if let fault = respondent.answer(reply) {
                    hasFailed = true
                    let (message, details) = words(fault, reply, respondent)
                    failures.append(
                        ScenarioFailure(
                            place: move.place, message: message, details: details,
                            interview: wording.lines(respondent)))
                }
            case .expect(let expectation):
                if hasFailed { continue }
                let completed = ahead ?? respondent.completed()
                ahead = completed
                check(expectation, of: completed.respondent, at: move.place)
            case .interview(let count, let moves): interview(count, moves, start, at: move.place)
            case .given, .today, .locale, .seed: continue
            }
        }
        let completed = ahead ?? respondent.completed()
        completed.respondent.noteVisits(in: &visits)
        visits.merge(completed.respondent.visits)
        metrics.add(completed.respondent, times: times)
        if !hasFailed, let message = words(completed.stop, start) {
            failures.append(
                ScenarioFailure(
                    place: place, message: message, details: [],
                    interview: wording.lines(completed.respondent)))
        }
    }

    private mutating func check(
        _ expectation: Scenario.Expectation, of respondent: Respondent?, at place: Scenario.Place
    ) {
        var metrics = metrics
        if let respondent { metrics.add(respondent, times: 1) }
        let look = ExpectationCheck(expectation, of: respondent, survey, &metrics)
        guard let (message, details) = look.failure else { return }
        failures.append(
            ScenarioFailure(
                place: place, message: message, details: details,
                interview: respondent.map { Wording(survey: survey).lines($0) } ?? []))
    }

    // MARK: Words

    private func words(
        _ fault: Respondent.Fault, _ reply: Scenario.Reply, _ respondent: Respondent
    ) -> (String, [String]) {
        let wording = Wording(survey: survey)
        switch fault {
        case .invalid(let item, let problem):
            return (
                "\(wording.name(item)) does not take this answer: \(wording.text(problem, of: item))", []
            )
        case .neverAsked(let stop):
            let question = reply.variables.first.flatMap { survey[$0].question }
            let reason = wording.reason(notAsked: reply.variables.first, question, respondent)
            var details: [String] = []
            if case .noAnswer(let item, let problem) = stop {
                details.append(
                    "no answer could be filled in for \(wording.name(item)): "
                        + wording.text(problem, of: item))
            }
            return ("\(reply.path) is never asked" + (reason.map { ": \($0)" } ?? ""), details)
        }
    }

    /// What is wrong with where an interview stopped; nil if it ended, or stands at a check that is expected.
    private func words(_ stop: Respondent.Stop, _ start: Respondent.Start) -> String? {
        let wording = Wording(survey: survey)
        switch stop {
        case .finished: return nil
        case .check(let check):
            if start.expectedChecks.contains(check) { return nil }
            return
                "the check \(survey[check].name) stops the interview: answer so that it holds, or write "
                + "`expect check \(survey[check].name)`"
        case .noAnswer(let item, let problem):
            return
                "no answer could be filled in for \(wording.name(item)) (\(wording.text(problem, of: item))): "
                + "answer it in the test"
        }
    }
}

extension Formula {
    /// The variables that stand in a condition by themselves, under an even number of `not`.
    fileprivate var affirmed: [VariableID] {
        var found: [VariableID] = []
        collectAffirmed(isAffirmed: true, into: &found)
        return found
    }

    private func collectAffirmed(isAffirmed: Bool, into found: inout [VariableID]) {
        switch self {
        case .variable(let id): if isAffirmed { found.append(id) }
        case .not(let inner): inner.collectAffirmed(isAffirmed: !isAffirmed, into: &found)
        case .and(let parts), .or(let parts):
            for part in parts { part.collectAffirmed(isAffirmed: isAffirmed, into: &found) }
        default: break
        }
    }
}
