public import RoutingProof
internal import SurveyModel

extension CoveringSet {
    /// Finds a set for the survey of a proof. What `existing` tests visit by what they say is left out. Deterministic.
    ///
    /// Interviews by chance, and those that the proof finds for what is hard to come by, go through the real engine; few of
    /// them are chosen that visit the same as all. Bounded by the number of interviews, and of steps of joining.
    public init(_ proof: Proof, beside existing: Visits = Visits()) {
        self.init(of: proof.survey, beside: existing, ProvedWitnesses(proof))
    }

    init(of survey: Survey, beside existing: Visits, _ proof: some CoveringProof) {
        self.init()
        var proof = proof
        var wanted: [Visits.Target] = []
        var isPossible: Set<Visits.Target> = []
        for target in Visits.Target.all(of: survey) where existing[target] != .explicit {
            // That nobody is asked what cannot be asked takes no test.
            if case .passedOver(let id) = target, proof.verdict(of: .asked(id)) == .impossible { continue }
            let verdict = target.verdict(in: survey, proof.verdict)
            if verdict == .impossible {
                // That everybody is asked a question is no finding.
                if case .passedOver = target { continue }
                impossible.append(target)
                continue
            }
            if verdict == .possible { isPossible.insert(target) }
            wanted.append(target)
        }
        var search = CoveringSearch(survey, wanted)
        search.addRandom(Self.firstInterviews)
        // Further orders are tried only as long as a smaller set might be found.
        for order in 0..<CoveringSearch.orderCount
        where order == 0 || members.count > apart.count && !search.isCutShort {
            search.addProved(&proof, order: search.order(order))
            let found = search.apart(&proof)
            if found.count > apart.count { apart = found }
            members = search.members()
        }
        let seen = Set(members.flatMap(\.adds))
        if !search.isCutShort, members.count > apart.count || seen.count < isPossible.count {
            search.addRandom(Self.moreInterviews)
            let others = search.members()
            if others.count < members.count || Set(others.flatMap(\.adds)).count > seen.count {
                members = others
            }
        }
        note(wanted, isPossible)
        isCutShort = search.isCutShort && !unvisited.isEmpty
    }

    /// Says what is visited and what is not.
    private mutating func note(_ wanted: [Visits.Target], _ isPossible: Set<Visits.Target>) {
        let seen = Set(members.flatMap(\.adds))
        for target in wanted {
            if seen.contains(target) {
                visited.append(target)
            } else if case .passedOver = target, !isPossible.contains(target) {
                // Nobody is known to pass over the question.
                continue
            } else {
                unvisited.append(target)
            }
        }
    }

    /// How many interviews by chance are taken before the proof is asked, and where it left something open.
    private static let firstInterviews = 60
    private static let moreInterviews = 300
}
