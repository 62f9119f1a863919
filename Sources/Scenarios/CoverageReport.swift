public import SurveyModel

/// How far the tests of a survey reach: what they visited of all there is.
public struct CoverageReport: Hashable, Sendable {
    /// Each kind of thing, in the order of `Visits.Target.all`.
    public var kinds: [Kind]
    /// What was never visited, in the order of the file.
    public var missed: [Visits.Target]
    /// What was visited only by answers that were filled in, in the order of the file.
    public var filledIn: [Visits.Target]

    /// One kind of thing.
    public struct Kind: Hashable, Sendable {
        /// Its word: `question`, `row`, `option`, `arm`, `check_passed`, `check_fired`, `ending`.
        public var name: String
        /// How many were visited.
        public var visited: Int
        /// How many of those only by answers that were filled in.
        public var filledIn: Int
        /// How many there are.
        public var count: Int
    }

    /// Counts what was visited. Linear in the survey.
    public init(_ visits: Visits, of survey: Survey) {
        kinds = []
        missed = []
        filledIn = []
        var places: [String: Int] = [:]
        for target in Visits.Target.all(of: survey) {
            let place = places[target.kind] ?? kinds.count
            if place == kinds.count {
                places[target.kind] = place
                kinds.append(Kind(name: target.kind, visited: 0, filledIn: 0, count: 0))
            }
            kinds[place].count += 1
            switch visits[target] {
            case nil: missed.append(target)
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
