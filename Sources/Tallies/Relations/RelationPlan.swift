package import SurveyModel

/// How one relation of a survey is counted: the moments of its terms together, and its points against those of the outcome.
///
/// The series `relation.N.moments` has, over the respondents who have the outcome and all terms, how many they are, the sum
/// of each and of each product of two; and how many were left out. The series `relation.N.levels.K` has, for term K, if it
/// and the outcome are each one variable of at most `levelLimit` points, how many gave each pair of answers, whatever they
/// said of the other terms. Relations and terms are numbered from 1.
package struct RelationPlan: Sendable {
    package let kind: Relation.Kind
    /// The outcome, then the terms.
    package let terms: [TermPlan]
    /// Where its bins begin in a cell.
    package let offset: Int
    /// How many bins it has.
    package let width: Int
    /// For each term, the outcome being none, where its levels stand in the relation's bins.
    package let levels: [LevelPlan?]
    package let needsAnswers: Bool

    /// More points are not told apart in pairs.
    package static let levelLimit = 11
    /// Relations of more terms are not counted.
    package static let termLimit = 100

    /// The bins before the sums.
    package static let headBins = ["#complete", "#incomplete", "#beyond"]

    /// A term against the outcome.
    package struct LevelPlan: Hashable, Sendable {
        /// Where the pairs begin in the relation's bins: for each point of the outcome, from the lowest, one for each point
        /// of the term.
        package let start: Int
        package let outcomes: Int
        package let points: Int
        /// The value of the lowest point of each.
        package let lowestOutcome: Int
        package let lowestPoint: Int
    }

    init(_ relation: Relation, number: Int, _ survey: Survey, _ codings: [Coding?], _ layout: inout Layout) {
        kind = relation.kind
        let outcome = TermPlan(relation.outcome, survey, codings)
        let plans = relation.terms.compactMap { TermPlan($0, survey, codings) }
        guard let outcome, !plans.isEmpty, plans.count == relation.terms.count,
            plans.count <= Self.termLimit
        else {
            (terms, offset, width, levels, needsAnswers) = ([], 0, 0, [], false)
            return
        }
        terms = [outcome] + plans
        needsAnswers = terms.contains(where: \.needsAnswers)
        let names = ["y"] + plans.indices.map { "x\($0 + 1)" }
        var bins = Self.headBins + names
        for first in names.indices { bins += names[first...].map { "\(names[first])*\($0)" } }
        offset = layout.append("relation.\(number).moments", bins)
        var width = bins.count
        var levels: [LevelPlan?] = []
        for (place, term) in plans.enumerated() {
            guard let y = outcome.points(atMost: Self.levelLimit),
                let x = term.points(atMost: Self.levelLimit)
            else {
                levels.append(nil)
                continue
            }
            let level = LevelPlan(
                start: width, outcomes: Int(y.count), points: Int(x.count), lowestOutcome: Int(y.lowest),
                lowestPoint: Int(x.lowest))
            var pairs: [String] = []
            for outcome in 0..<level.outcomes {
                pairs += (0..<level.points).map {
                    "\(level.lowestOutcome + outcome),\(level.lowestPoint + $0)"
                }
            }
            layout.append("relation.\(number).levels.\(place + 1)", pairs)
            width += pairs.count
            levels.append(level)
        }
        self.width = width
        self.levels = levels
    }

    /// Whether it has anything to count.
    package var isCounted: Bool { !terms.isEmpty }

    /// Whether another plan's bins mean the same, so that counts may be added up.
    package func counts(alike other: RelationPlan) -> Bool {
        terms.count == other.terms.count && levels == other.levels
            && zip(terms, other.terms).allSatisfy { mine, theirs in
                mine.unit == theirs.unit && mine.least == theirs.least && mine.bounds == theirs.bounds
                    && mine.items.map(\.isReversed) == theirs.items.map(\.isReversed)
            }
    }

    /// Where the sums begin in the relation's bins; the products follow them.
    package var sums: Int { Self.headBins.count }

    /// Whether codes alone decide all of it, and no sum of a term needs care.
    package var isFast: Bool {
        terms.allSatisfy { $0.items.count <= 1_000 && $0.items.allSatisfy(\.isSmall) }
    }

    /// The scores of a row, the outcome first; or why it is left out.
    package func scores(
        _ row: TallyRow, _ answers: () -> [Answer], into scores: inout [Int64]
    ) -> RelationScores {
        scores.removeAll(keepingCapacity: true)
        var isBeyond = false
        for term in terms {
            switch term.score(row.codes, row.amounts, answers) {
            case .missing: return .incomplete
            case .beyond: isBeyond = true
            case .number(let score): scores.append(score)
            }
        }
        return isBeyond ? .beyond : .complete
    }

    /// Adds a row to the bins that begin at `start`; the scores are left in `scores` if all of them are there.
    @discardableResult
    package func add(
        _ row: TallyRow, _ answers: () -> [Answer], at start: Int, times: Int,
        scores: inout [Int64], to amounts: inout [Int128]
    ) -> RelationScores {
        addLevels(row, at: start, times: times, to: &amounts)
        let result = self.scores(row, answers, into: &scores)
        amounts[start + result.rawValue] &+= Int128(times)
        guard result == .complete else { return result }
        var product = start + sums + scores.count
        for first in scores.indices {
            let score = Int128(times) &* Int128(scores[first])
            amounts[start + sums + first] &+= score
            for second in first..<scores.count {
                // Scores stay below `Coding.numberLimit`, so the products fit.
                amounts[product] &+= score &* Int128(scores[second])
                product += 1
            }
        }
        return result
    }

    private func addLevels(_ row: TallyRow, at start: Int, times: Int, to amounts: inout [Int128]) {
        let outcome = terms[0].items[0]
        for (place, level) in levels.enumerated() {
            guard let level else { continue }
            let item = terms[place + 1].items[0]
            let (y, x) = (row.codes[outcome.variable], row.codes[item.variable])
            guard y < outcome.count, x < item.count else { continue }
            amounts[start + level.start + outcome.level(y) * level.points + item.level(x)] &+= Int128(times)
        }
    }
}

/// Whether a respondent has the outcome and all terms of a relation; as a number, the bin that counts those.
package enum RelationScores: Int, Hashable, Sendable {
    case complete
    case incomplete
    /// A number is too large to be summed exactly.
    case beyond
}
