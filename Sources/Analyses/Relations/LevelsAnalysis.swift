internal import Statistics
internal import SurveyModel
package import Tallies

/// Satisfaction and loyalty are not a straight line: the outcome at each level of a term, and what the best and the worst
/// levels do to it.
///
/// The base are those who have the outcome and this term, whatever they said of others, so that it can be larger than that
/// of the chain.
package struct LevelsAnalysis: ResponseAnalysis {
    private var counts: RelationCounts
    private let term: Int
    private let isPromoter: Bool
    /// How many of the best points, and of the worst, are taken together.
    private let width: Int

    /// Has seen nobody. `term` counts from 0; nil is the last, which in a chain stands just before the outcome. Nil for a
    /// relation that is not counted, and where the term or the outcome is no single question of few points.
    package init?(_ plan: TallyPlan, relation: Int, term: Int? = nil) {
        self.init(RelationCounts(plan, relation: relation, keepsAnswers: false), term)
    }

    /// What tallies hold of a locale; nil is everybody.
    package init?(_ tallies: Tallies, relation: Int, locale: String?, term: Int? = nil) {
        self.init(RelationCounts(tallies, relation: relation, locale: locale), term)
    }

    private init?(_ counts: RelationCounts?, _ term: Int?) {
        guard let counts else { return nil }
        let term = term ?? counts.relation.levels.count - 1
        guard counts.relation.levels.indices.contains(term), let level = counts.relation.levels[term] else {
            return nil
        }
        self.counts = counts
        self.term = term
        let survey = counts.plan.survey
        func kind(_ place: Int) -> Question.Kind? {
            survey[VariableID(counts.relation.terms[place].items[0].variable)].question.map {
                survey[$0].kind
            }
        }
        isPromoter =
            if case .nps? = kind(0) { level.outcomes == 11 && level.lowestOutcome == 0 } else { false }
        let boxes =
            switch kind(term + 1) {
            case .csat(_, let top)?, .ces(_, let top)?: top
            default: 1
            }
        width = boxes > 0 && 2 * boxes < level.points ? boxes : 1
    }

    package var base: Int { levels.n }
    package mutating func add(_ response: borrowing CodedResponse) { counts.add(response) }
    package mutating func merge(_ other: Self) { counts.merge(other.counts) }
    package var names: [(kind: Analysis.Kind, subject: String)] {
        [(.curve, counts.subject), (.penaltyReward, counts.subject)]
    }

    /// The levels, then the middle, the top and the bottom.
    package var partBases: [[Int]] {
        let sizes = levels.counts.map { $0.reduce(0, +) }
        return [sizes, groups(sizes.count).map { group in group.reduce(0) { $0 + sizes[$1] } }]
    }

    private var levels: RelationLevels {
        // There are levels, or there would be no analysis.
        counts.tally.levels[term] ?? RelationLevels(outcomes: 0...0, points: 0...0, counts: [[0]])
    }

    /// The places of the middle, the top and the bottom.
    private func groups(_ count: Int) -> [Range<Int>] {
        guard count > 2 * width else { return [0..<0, count - 1..<count, 0..<count - 1] }
        return [width..<count - width, count - width..<count, 0..<width]
    }

    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        analyses(in: cell, hiding: partBases.map { $0.map { _ in false } }, options)
    }

    package func analyses(in cell: Cell, hiding hidden: [[Bool]], _ options: AnalysisOptions) -> [Analysis] {
        let levels = levels
        let sizes = levels.counts.map { $0.reduce(0, +) }
        let curve = Analysis(.curve, of: counts.subject, in: cell, curve(levels, hidden[0], options))
        // A group gives away what is hidden in it, taken together, since the other levels in it are shown.
        let isSafe = groups(sizes.count).allSatisfy { group in
            let inside = group.filter { hidden[0][$0] }
            let sum = inside.reduce(0) { $0 + sizes[$1] }
            return inside.isEmpty || (inside.count > 1 && !options.suppression.hides(base: sum))
        }
        let penalty: Analysis.Content =
            !isSafe || hidden[1].contains(true) ? .suppressed : self.penalty(levels, options)
        return [curve, Analysis(.penaltyReward, of: counts.subject, in: cell, penalty)]
    }

    /// Those who lack the outcome or this term.
    private func excluded(_ levels: RelationLevels) -> [Analysis.Exclusion] {
        let tally = counts.tally
        let all = tally.complete + tally.incomplete + tally.beyond
        return [Analysis.Exclusion(.incomplete, max(0, all - levels.n))]
    }

    private var settings: [Analysis.Setting] {
        [Analysis.Setting("by", .name(counts.relation.terms[term + 1].path))]
    }

    private func curve(
        _ levels: RelationLevels, _ hidden: [Bool], _ options: AnalysisOptions
    ) -> Analysis.Content {
        guard levels.n > 0 else { return .unavailable(.empty) }
        let rows = levels.counts.enumerated().map { place, counts -> Analysis.Row in
            let key = Analysis.Key("level", String(levels.points.lowerBound + place))
            guard !hidden[place] else { return Analysis.Row([key], isSuppressed: true) }
            let n = counts.reduce(0, +)
            return Analysis.Row([key], n: n, [measure(counts, levels.outcomes, options)])
        }
        let all = levels.counts.reduce([Int](repeating: 0, count: levels.outcomes.count)) {
            zip($0, $1).map { $0 + $1 }
        }
        return .table(
            Analysis.Table(
                n: levels.n, excluded: excluded(levels), summary: [measure(all, levels.outcomes, options)],
                rows: rows, settings: settings, caveats: [.notACause]))
    }

    /// The promoter score with its score interval, or the mean with a t interval.
    private func measure(
        _ counts: [Int], _ outcomes: ClosedRange<Int>, _ options: AnalysisOptions
    ) -> Measure {
        guard let distribution = Distribution(Dictionary(zip(outcomes, counts)) { $0 + $1 }) else {
            return Measure(isPromoter ? .score : .mean, .failure(.overflow))
        }
        if isPromoter, let score = PromoterScore(distribution) {
            return Measure(
                .score, score.score, interval: score.interval(level: options.level), method: "score")
        }
        let mean = Mean.of(distribution)
        return Measure(
            .mean, mean.flatMap(\.value), interval: mean.flatMap { $0.interval(level: options.level) },
            method: "t")
    }

    private func penalty(_ levels: RelationLevels, _ options: AnalysisOptions) -> Analysis.Content {
        guard levels.n > 0 else { return .unavailable(.empty) }
        let groups = groups(levels.counts.count)
        let moments = groups.map { group -> Moments? in
            var sum = [Int](repeating: 0, count: levels.outcomes.count)
            for place in group { sum = zip(sum, levels.counts[place]).map { $0 + $1 } }
            return Distribution(Dictionary(zip(levels.outcomes, sum)) { $0 + $1 }).flatMap {
                try? Moments.of($0).get()
            }
        }
        guard let middle = moments[0], let top = moments[1], let bottom = moments[2] else {
            return .unavailable(.overflow)
        }
        let model = PenaltyReward(middle: middle, top: top, bottom: bottom)
        func row(_ name: String, _ group: Int, _ measures: [Measure]) -> Analysis.Row {
            let points = groups[group].map { String(levels.points.lowerBound + $0) }
            return Analysis.Row(
                [
                    Analysis.Key("class", name),
                    Analysis.Key("level", points.isEmpty ? "" : "\(points[0])…\(points[points.count - 1])"),
                ], n: [middle, top, bottom][group].n, measures)
        }
        let rows = [
            row(
                "bottom", 2,
                [
                    Measure(
                        .penalty, model.penalty, interval: model.penaltyInterval(level: options.level),
                        method: "t"),
                    Measure(.standardError, model.penaltyError), Measure(.pValue, model.penaltyPValue),
                ]),
            row("middle", 0, [Measure(.mean, model.intercept)]),
            row(
                "top", 1,
                [
                    Measure(
                        .reward, model.reward, interval: model.rewardInterval(level: options.level),
                        method: "t"),
                    Measure(.standardError, model.rewardError), Measure(.pValue, model.rewardPValue),
                ]),
        ]
        return .table(
            Analysis.Table(
                n: levels.n, excluded: excluded(levels), summary: [Measure(.rSquared, model.rSquared)],
                rows: rows, settings: settings, caveats: [.notACause]))
    }
}
