internal import Interview
internal import RoutingProof
public import SurveyModel

/// A small set of tests that visit everything there is in a survey, as far as interviews were found.
///
/// Over: question asked and not, option chosen (and for sets not chosen), row and text of an option asked, condition true
/// and not true, check passed and fired, ending. Each test is one interview straight through.
public struct CoveringSet: Sendable {
    /// The tests, those that add most first.
    public internal(set) var members: [Member] = []
    /// What was asked for and is visited.
    public internal(set) var visited: [Visits.Target] = []
    /// What no interview was found for. Where the proof calls it possible, the search came to its end too early.
    public internal(set) var unvisited: [Visits.Target] = []
    /// What the proof calls impossible.
    public internal(set) var impossible: [Visits.Target] = []
    /// Whether the looking stopped at its limit of items, so that some of `unvisited` was not looked for.
    public internal(set) var isCutShort = false
    /// Targets of which no two can be had in one interview: so many interviews it takes at least.
    public internal(set) var apart: [Visits.Target] = []

    /// The fewest interviews that it can take.
    public var lowerBound: Int { apart.count }
    /// Whether it is known that no smaller set visits the same.
    public var isSmallest: Bool { members.count == lowerBound }

    /// One test of the set.
    public struct Member: Hashable, Sendable {
        /// The test.
        public var scenario: Scenario
        /// What it visits that those before it do not.
        public var adds: [Visits.Target]
    }

    /// The set as it stands in a file: a comment that says where it comes from and how to use it, and the tests.
    public func text(in survey: Survey, comment: [String]) -> String {
        let lines = comment.map { $0.isEmpty ? "//\n" : "// \($0)\n" }.joined()
        return lines + "\n" + members.map { $0.scenario.text(in: survey) }.joined()
    }
}

/// Looks for a covering set.
struct CoveringSearch {
    let survey: Survey
    private let plan: InterviewPlan
    private let writer: ScenarioWriter
    private let runner: ScenarioRunner
    /// What is to be visited, and where it stands in sets.
    private let targets: [Visits.Target]
    private let places: [Visits.Target: Int]
    private var candidates: [Candidate] = []
    private var known: Set<Script> = []

    /// An interview and what it visits.
    private struct Candidate {
        var script: Script
        var walk: ScriptWalk
        var set: TargetSet
    }

    /// How many items interviews by chance may have together.
    private static let items = 100_000
    /// The same for interviews of one order that the proof finds; what asking takes is counted with them.
    private static let provedItems = 400_000
    /// Whether that was not enough for some order.
    private(set) var isCutShort = false
    private var random: RandomScripts

    init(_ survey: Survey, _ targets: [Visits.Target]) {
        self.survey = survey
        self.targets = targets
        plan = InterviewPlan(survey)
        writer = ScenarioWriter(plan)
        runner = ScenarioRunner(survey)
        random = RandomScripts(plan)
        places = Dictionary(targets.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Candidates

    /// Adds so many interviews by chance, or as many as the budget of items allows.
    mutating func addRandom(_ count: Int) {
        var items = 0
        for _ in 0..<count where items < Self.items {
            guard let script = random.next() else { return }
            items += 1 + add(script)
        }
    }

    /// An order in which targets are asked for: what is hardest to come by first, and as the file has them, both ways.
    func order(_ number: Int) -> [Int] {
        let all = Array(targets.indices)
        guard number == 0 else { return number == 1 ? all.reversed() : all }
        var count = [Int](repeating: 0, count: targets.count)
        for candidate in candidates { for place in candidate.set.places { count[place] += 1 } }
        return all.sorted { (count[$0], $0) < (count[$1], $1) }
    }

    /// How many orders there are.
    static let orderCount = 3

    /// Adds interviews that the proof finds, each for as much as possible of what those before it do not visit.
    mutating func addProved(_ proof: inout some CoveringProof, order: [Int]) {
        var left = TargetSet(count: targets.count)
        for place in order { left.insert(place) }
        var items = 0
        for (index, first) in order.enumerated() where left.contains(first) {
            guard items < Self.provedItems else {
                isCutShort = true
                return
            }
            let wanted = [first] + order[(index + 1)...].filter(left.contains)
            items += wanted.count / 16
            guard var script = proof.script(visiting: wanted.map { targets[$0] }) else { continue }
            // Which seed draws what is wanted is found by trying.
            let seeds: [UInt64] = writer.isDrawn ? [script.seed] + (1...Self.seeds) : [script.seed]
            for seed in seeds {
                script.seed = seed
                guard let whole = random.answered(script) else { break }
                let before = candidates.count
                items += 1 + add(whole)
                for candidate in candidates[before...] { left.subtract(candidate.set) }
            }
        }
    }

    /// How many seeds are tried for one script.
    private static let seeds: UInt64 = 8

    /// Lets an interview go by a script, and keeps it if it goes as a test can say. Gives how many items it had.
    private mutating func add(_ script: Script) -> Int {
        guard known.insert(script).inserted, let walk = try? ScriptWalk(script, plan) else { return 0 }
        let result = runner.run(writer.scenario(script, walk, name: ""))
        guard result.holds else { return walk.seen.count }
        var set = TargetSet(count: targets.count)
        for (target, manner) in result.visits.manners where manner == .explicit {
            if let place = places[target] { set.insert(place) }
        }
        candidates.append(Candidate(script: script, walk: walk, set: set))
        return walk.seen.count
    }

    // MARK: The set

    /// Chooses few of the candidates and writes them as tests.
    func members() -> [CoveringSet.Member] {
        var wanted = TargetSet(count: targets.count)
        for place in targets.indices { wanted.insert(place) }
        let work = max(1, candidates.count * max(1, targets.count / 64))
        let rounds = max(1, min(24, 20_000_000 / work / max(1, candidates.count / 10)))
        let chosen = SmallCover(sets: candidates.map(\.set), wanted: wanted).chosen(rounds: rounds)
        var covered = TargetSet(count: targets.count)
        var members: [CoveringSet.Member] = []
        var names: [String: Int] = [:]
        for place in chosen {
            let candidate = candidates[place]
            let adds = candidate.set.subtracting(covered).places.map { targets[$0] }
            guard let scenario = written(candidate, adds, &names) else { continue }
            covered.formUnion(candidate.set)
            members.append(CoveringSet.Member(scenario: scenario, adds: adds))
        }
        return members
    }

    /// The shortest test that still visits what it adds by what it says; with everything said if that fails.
    private func written(
        _ candidate: Candidate, _ adds: [Visits.Target], _ names: inout [String: Int]
    ) -> Scenario? {
        let special = TestName(survey: survey, adds: adds, walk: candidate.walk).text
        let count = names[special, default: 0] + 1
        names[special] = count
        let name = count == 1 ? special : "\(special) (\(count))"
        let needed = needed(for: adds, candidate.walk)
        var plain = candidate.script
        plain.seed = ScenarioRunner.standardSeed
        for (choice, expecting) in [
            (ScenarioWriter.Choice.only(needed), adds), (.differing(needed), adds), (.all, adds), (.all, []),
        ] {
            for script in plain == candidate.script ? [plain] : [plain, candidate.script] {
                let scenario = writer.scenario(
                    script, candidate.walk, name: name, writing: choice, expecting: expecting)
                let result = runner.run(scenario)
                if result.holds, adds.allSatisfy({ result.visits[$0] == .explicit }) { return scenario }
            }
        }
        return nil
    }

    /// The variables that a test must answer itself, so that what it adds is not only filled in.
    private func needed(for adds: [Visits.Target], _ walk: ScriptWalk) -> Set<VariableID> {
        var reads: [VariableID] = []
        for target in adds {
            switch target {
            case .question(let id): reads += survey[id].variables + survey.readAround(id)
            case .option(let id, let option), .left(let id, let option):
                reads += survey[id].variables + survey.readAround(id)
                reads += survey.condition(at: .option(id, option))?.variables ?? []
            case .part(let variable):
                reads.append(variable)
                if let id = survey[variable].question {
                    reads += survey[id].variables + survey.readAround(id)
                }
            case .arm(let block): reads += survey.readAround(block)
            case .passed(let check), .fired(let check):
                reads += survey[check].condition.variables
                for step in survey.steps where step.action == .check(check) {
                    reads += survey.readAround(step.block)
                }
            case .holds(let place), .fails(let place):
                reads += survey.condition(at: place)?.variables ?? []
                switch place {
                case .block(let block): reads += survey.readAround(block)
                case .row(let id, _), .option(let id, _): reads += survey.readAround(id)
                case .check, .metric: break
                }
            case .ending(let ending): reads += survey.readAround(ending)
            case .passedOver(let id):
                reads += survey.readAround(id)
                if case .finished(_, let ending?) = walk.interview.phase {
                    reads += survey.readAround(ending)
                }
                if let last = walk.seen.last, survey[last.question].kind == .consent {
                    reads += survey[last.question].variables
                }
            }
        }
        return survey.readVariables(reads)
    }

    /// Targets of which no two can be had in one interview.
    func apart(_ proof: inout some CoveringProof) -> [Visits.Target] {
        var apart = Apart(survey, targets, visitedBy: candidates.map(\.set))
        return apart.largest(&proof)
    }
}
