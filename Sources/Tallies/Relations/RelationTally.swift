public import SurveyModel

/// What a relation is computed from: exact moments of the outcome and its terms together.
public struct RelationTally: Hashable, Sendable {
    /// Which of the two kinds it is.
    public var kind: Relation.Kind
    /// The paths of the outcome and of the terms, the outcome first, as in everything below.
    public var paths: [String]
    /// What the sum of each is divided by to be in the units of the answers.
    public var units: [Double]
    /// The lowest and the highest value of each, where all of its items are points of one scale.
    public var bounds: [ClosedRange<Int>?]
    /// How many respondents have the outcome and all terms: the base.
    public var complete: Int
    /// How many lack at least one.
    public var incomplete: Int
    /// How many have all, but a number too large to be summed exactly.
    public var beyond: Int
    /// The sum of each over the base.
    public var sums: [Int128]
    /// The sums of products over the base: yy, yx1, … x1x1, x1x2, …, the upper triangle by rows.
    public var products: [Int128]
    /// For each term, the pairs of its answers and the outcome's; nil if either is no single variable of few points.
    public var levels: [RelationLevels?]
}

/// How many gave each pair of answers to the outcome and to one term, whatever they said of other terms.
public struct RelationLevels: Hashable, Sendable {
    /// The values of the outcome, rising; a reversed item is turned.
    public var outcomes: ClosedRange<Int>
    /// The values of the term, rising.
    public var points: ClosedRange<Int>
    /// The counts: for each value of the term, one for each value of the outcome.
    public var counts: [[Int]]

    package init(outcomes: ClosedRange<Int>, points: ClosedRange<Int>, counts: [[Int]]) {
        self.outcomes = outcomes
        self.points = points
        self.counts = counts
    }

    /// How many gave both.
    public var n: Int { counts.joined().reduce(0) { min($0 + $1, 1 << 60) } }
}

extension Tallies {
    /// What a relation is computed from, by its position in the survey; nil for one that is not counted: without a term, or
    /// with more than a hundred, or about what is no number.
    public func relation(_ position: Int, in locale: String? = nil) -> RelationTally? {
        guard plan.relations.indices.contains(position), plan.relations[position].isCounted else {
            return nil
        }
        return plan.relations[position].tally(relationAmounts(position, in: locale))
    }

    /// The bins of a relation as they are counted.
    package func relationAmounts(_ position: Int, in locale: String? = nil) -> [Int128] {
        let relation = plan.relations[position]
        let cells = cells(of: locale)
        return (0..<relation.width).map { amount(cells, relation.offset + $0) }
    }

    /// Adds a response to some of the plan's relations only.
    mutating func add(
        _ row: TallyRow, relations: [RelationPlan], times: Int, answers: () -> [Answer]
    ) {
        var scores: [Int64] = []
        let base = row.cell * plan.width
        for relation in relations {
            relation.add(
                row, answers, at: base + relation.offset, times: times, scores: &scores, to: &amounts)
        }
    }
}

extension RelationPlan {
    /// What the bins of a relation say. What a damaged store makes negative is none, and what it makes huge stays small
    /// enough to add up.
    package func tally(_ amounts: [Int128]) -> RelationTally {
        func count(_ place: Int) -> Int { Int(max(0, min(amounts[place], 1 << 48))) }
        let products = terms.count * (terms.count + 1) / 2
        let start = sums + terms.count
        return RelationTally(
            kind: kind, paths: terms.map(\.path), units: terms.map(\.unit), bounds: terms.map(\.bounds),
            complete: count(RelationScores.complete.rawValue),
            incomplete: count(RelationScores.incomplete.rawValue),
            beyond: count(RelationScores.beyond.rawValue),
            sums: Array(amounts[sums..<start]), products: Array(amounts[start..<start + products]),
            levels: levels.map { level in
                level.map { level in
                    RelationLevels(
                        outcomes: level.lowestOutcome...level.lowestOutcome + level.outcomes - 1,
                        points: level.lowestPoint...level.lowestPoint + level.points - 1,
                        counts: (0..<level.points).map { point in
                            (0..<level.outcomes).map { count(level.start + $0 * level.points + point) }
                        })
                }
            })
    }
}
