internal import RoutingProof
internal import SurveyModel

/// Looks for targets of which no two can be had in one interview: how many there are is how many interviews it takes at
/// least.
///
/// The most of them are a largest clique, which is NP-hard; this is greedy, from several starts. What some interview was
/// seen to visit together costs nothing to rule out; of the rest, two options of one question that takes one, the arms of an
/// `if`, and two endings exclude each other by what they are, and of others the proof says so.
struct Apart {
    let survey: Survey
    let targets: [Visits.Target]
    /// For each target the interviews that visit it.
    private let holders: [TargetSet]
    /// For each target how much some interview visits with it; 0 for what none visits.
    private let company: [Int]
    /// What was found of pairs.
    private var known: [Pair: Bool] = [:]

    /// How many pairs the proof is asked about.
    private static let questions = 20_000
    /// Up to so many words of sets what goes with a target is counted; beyond, it is estimated.
    private static let words = 4_000_000
    /// From how many groups, and from how many single targets, it starts.
    private static let groups = 6
    private static let singles = 10

    private struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    /// Prepares for what interviews visited.
    init(_ survey: Survey, _ targets: [Visits.Target], visitedBy sets: [TargetSet]) {
        self.survey = survey
        self.targets = targets
        let distinct = Array(Set(sets))
        var holders = targets.map { _ in TargetSet(count: distinct.count) }
        var visits = 0
        for (number, set) in distinct.enumerated() {
            for place in set.places {
                holders[place].insert(number)
                visits += 1
            }
        }
        self.holders = holders
        let isSmall = visits * (targets.count / 64 + 1) <= Self.words
        company = holders.map { holders in
            guard isSmall else { return holders.places.reduce(0) { $0 + distinct[$1].count } }
            var together = TargetSet(count: targets.count)
            for number in holders.places { together.formUnion(distinct[number]) }
            return together.count
        }
    }

    /// The largest set found, in the order of the targets.
    mutating func largest(_ proof: inout some CoveringProof) -> [Visits.Target] {
        let visited = targets.indices.filter { !holders[$0].isEmpty }
        // What goes with little excludes much.
        let lonely = visited.sorted { (company[$0], $0) < (company[$1], $1) }
        var grouped: [Group: [Int]] = [:]
        let chains = Chains(survey)
        for place in visited {
            if let group = Group(targets[place], survey, chains) { grouped[group, default: []].append(place) }
        }
        let starts = grouped.values.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }.prefix(Self.groups)
        var best: [Int] = []
        for start in starts + lonely.prefix(Self.singles).map({ [$0] }) {
            var clique = start
            for place in lonely where !clique.contains(place) {
                if clique.allSatisfy({ !holders[place].meets(holders[$0]) && excludes(place, $0, &proof) }) {
                    clique.append(place)
                }
            }
            if clique.count > best.count { best = clique }
        }
        return best.sorted().map { targets[$0] }
    }

    private mutating func excludes(_ one: Int, _ other: Int, _ proof: inout some CoveringProof) -> Bool {
        let pair = Pair(first: min(one, other), second: max(one, other))
        if let answer = known[pair] { return answer }
        guard known.count < Self.questions else { return false }
        let answer = proof.excludes(targets[pair.first], targets[pair.second])
        known[pair] = answer
        return answer
    }

    /// What excludes each other by what it is.
    private enum Group: Hashable {
        case options(QuestionID)
        case endings
        case check(CheckID)
        case place(Place)
        case chain(BlockID)
        case question(QuestionID)

        init?(_ target: Visits.Target, _ survey: Survey, _ chains: Chains) {
            switch target {
            case .option(let id, _):
                switch survey[id].kind {
                case .choice, .yesno, .consent: self = .options(id)
                default: return nil
                }
            case .ending: self = .endings
            case .passed(let check), .fired(let check): self = .check(check)
            case .arm(let block): self = .chain(chains.first(of: block))
            case .holds(let place): self = .place(place)
            case .fails(let place):
                // That the last condition of an `if` is not true is that none of its arms happens.
                guard case .block(let block) = place, survey.isArm(place) else {
                    self = .place(place)
                    return
                }
                guard chains.isLast(block) else { return nil }
                self = .chain(chains.first(of: block))
            case .question(let id), .passedOver(let id): self = .question(id)
            case .part, .left: return nil
            }
        }
    }
}

/// The arms of each `if`: which is its first, and which its last.
private struct Chains {
    private var firsts: [BlockID] = []
    private var isFollowed: Set<BlockID> = []

    init(_ survey: Survey) {
        for (position, block) in survey.blocks.enumerated() {
            if case .arm(_, let previous?) = block.kind, previous.position < position {
                firsts.append(firsts[previous.position])
                isFollowed.insert(previous)
            } else {
                firsts.append(BlockID(position))
            }
        }
    }

    func first(of arm: BlockID) -> BlockID { firsts[arm.position] }
    func isLast(_ arm: BlockID) -> Bool { !isFollowed.contains(arm) }
}
