public import RoutingProof
public import SurveyModel

/// How far the tests of a survey reach: what they visited of all there is.
public struct CoverageReport: Hashable, Sendable {
    /// Each kind of thing, in the order of `Visits.Target.all`.
    public var kinds: [Kind]
    /// What was never visited, kind by kind, in the order of the file. What cannot be visited is not in it.
    public var missed: [Visits.Target]
    /// What was visited only by answers that were filled in.
    public var filledIn: [Visits.Target]
    /// What no interview can visit, as the proof found.
    public var impossible: [Visits.Target]
    /// Of `missed`, what the proof could not decide about.
    public var undecided: [Visits.Target]

    /// One kind of thing.
    public struct Kind: Hashable, Sendable {
        /// Its word: `Visits.Target.kind`.
        public var name: String
        /// How many were visited.
        public var visited: Int
        /// How many of those only by answers that were filled in.
        public var filledIn: Int
        /// How many there are, without those that cannot be visited.
        public var count: Int
        /// How many cannot be visited.
        public var impossible: Int
    }

    /// Counts what was visited, with what the proof says of each claim; nil is that there is no such claim. Linear in the survey.
    ///
    /// That a question is always asked is no gap of the tests: such a question is not counted among those not asked, nor
    /// named as impossible.
    public init(
        _ visits: Visits, of survey: Survey, verdict: (Claim.Subject) -> Proof.Verdict? = { _ in nil }
    ) {
        (kinds, missed, filledIn, impossible, undecided) = ([], [], [], [], [])
        var places: [String: Int] = [:]
        for target in Visits.Target.all(of: survey) {
            let manner = visits[target]
            let decided = target.verdict(in: survey, verdict)
            if case .passedOver = target, manner == nil {
                guard case .possible? = decided else { continue }
            }
            let place = places[target.kind] ?? kinds.count
            if place == kinds.count {
                places[target.kind] = place
                kinds.append(Kind(name: target.kind, visited: 0, filledIn: 0, count: 0, impossible: 0))
            }
            // What an interview went through is possible, whatever is said of it.
            if manner == nil, decided == .impossible {
                impossible.append(target)
                kinds[place].impossible += 1
                continue
            }
            kinds[place].count += 1
            switch manner {
            case nil:
                missed.append(target)
                if decided == .undecided { undecided.append(target) }
            case .filledIn?:
                kinds[place].visited += 1
                kinds[place].filledIn += 1
                filledIn.append(target)
            case .explicit?: kinds[place].visited += 1
            }
        }
    }

    /// The counts of one kind; nil if the survey has none.
    public subscript(_ name: String) -> Kind? { kinds.first { $0.name == name } }
}
