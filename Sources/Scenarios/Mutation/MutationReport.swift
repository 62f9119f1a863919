internal import RoutingProof
public import SurveyModel

/// Which small changes of a survey its tests notice.
public struct MutationReport: Sendable {
    /// How many changes there are.
    public internal(set) var count = 0
    /// Those that were tried, and what came of each, in the order of the file.
    public internal(set) var tried: [(mutation: Mutation, outcome: Outcome)] = []

    /// What came of a change.
    public enum Outcome: Hashable, Sendable {
        /// A test fails on it: the name of the first.
        case noticed(String)
        /// No test fails, and the proof knows an interview that goes another way.
        case unnoticed
        /// No test fails, and the proof could not decide whether any interview goes another way.
        case undecided
        /// No test can fail: no interview goes another way.
        case equivalent
    }

    /// The changes with an outcome.
    public func mutations(_ outcome: Outcome) -> [Mutation] {
        tried.filter { $0.outcome == outcome }.map(\.mutation)
    }

    /// How many some test noticed.
    public var noticedCount: Int {
        tried.count { if case .noticed = $0.outcome { true } else { false } }
    }
    /// How many can be noticed, or might.
    public var countable: Int { tried.count { $0.outcome != .equivalent } }
}

/// Changes a survey in small ways, one at a time, and runs its tests on each.
///
/// A change that no test notices is either one that no interview shows, which the proof finds out, or a gap in the tests.
/// Tests that fail already are left out. Deterministic; bounded by how many changes are tried.
public struct MutationCheck: Sendable {
    private let survey: Survey
    private let scenarios: [(scenario: Scenario, visits: Visits)]

    /// Prepares to check the tests of a survey: runs them once.
    public init(_ survey: Survey, _ scenarios: [Scenario]) {
        self.survey = survey
        let runner = ScenarioRunner(survey)
        self.scenarios = scenarios.compactMap { scenario in
            let result = runner.run(scenario)
            return result.holds ? (scenario, result.visits) : nil
        }
    }

    /// How many tests are run on changes: those that hold.
    public var testCount: Int { scenarios.count }

    /// Tries at most so many changes. Where there are more, each n-th is taken, so that all of the survey has its share.
    public func run(_ mutations: [Mutation], most: Int) -> MutationReport {
        var report = MutationReport()
        report.count = mutations.count
        for mutation in Self.chosen(mutations, most: most) {
            report.tried.append((mutation, outcome(of: mutation)))
        }
        return report
    }

    /// So many of the changes, evenly spread.
    static func chosen(_ mutations: [Mutation], most: Int) -> [Mutation] {
        guard mutations.count > most, most > 0 else { return most > 0 ? mutations : [] }
        return (0..<most).map { mutations[$0 * mutations.count / most] }
    }

    private func outcome(of mutation: Mutation) -> MutationReport.Outcome {
        let changed = mutation.applied(to: survey)
        let runner = ScenarioRunner(changed)
        // Those that meet what is changed are first: on the others nothing can differ before they come to it.
        for (scenario, visits) in scenarios where meets(mutation, visits) {
            if !runner.run(scenario).holds { return .noticed(scenario.name) }
        }
        return Equivalence(survey).outcome(of: mutation, changed)
    }

    /// Whether an interview that went so comes to what is changed. What it does not come to makes no difference to it.
    private func meets(_ mutation: Mutation, _ visits: Visits) -> Bool {
        switch mutation.site {
        case .condition(let places):
            places.contains { place in
                switch place {
                case .check(let check): visits[.passed(check)] != nil || visits[.fired(check)] != nil
                case .block(let block):
                    visits[.arm(block)] != nil || visits[.holds(place)] != nil || visits[.fails(place)] != nil
                case .row, .option, .metric: visits[.holds(place)] != nil || visits[.fails(place)] != nil
                }
            }
        case .otherwise(let block): visits[.arm(block)] != nil
        case .offer(let id, _):
            // A question that offers nothing may be asked once it offers more.
            visits[.question(id)] != nil || visits[.passedOver(id)] != nil
        case .ending(let ending): visits[.ending(ending)] != nil
        }
    }
}
