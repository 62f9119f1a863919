internal import Statistics
internal import SurveyModel
internal import Tallies

/// What analyses of one relation collect of one population: its bins as tallies count them, and the scores of those who have
/// all of it where a bootstrap will draw from them.
///
/// The scores take 2 bytes for each term and respondent (4 or 8 for numbers beyond 32,767, and for means of many items).
package struct RelationCounts: Sendable {
    let plan: TallyPlan
    let relation: RelationPlan
    private var amounts: [Int128]
    private(set) var answers: AnswerMatrix?
    private var scores: [Int64] = []

    /// Nobody so far; nil for a relation that is not counted.
    init?(_ plan: TallyPlan, relation position: Int, keepsAnswers: Bool) {
        guard plan.relations.indices.contains(position), plan.relations[position].isCounted else {
            return nil
        }
        self.plan = plan
        relation = plan.relations[position]
        amounts = [Int128](repeating: 0, count: relation.width)
        answers = keepsAnswers ? AnswerMatrix(columns: relation.terms.count) : nil
    }

    /// What tallies hold of a locale; nil is everybody.
    init?(_ tallies: Tallies, relation position: Int, locale: String?) {
        self.init(tallies.plan, relation: position, keepsAnswers: false)
        amounts = tallies.relationAmounts(position, in: locale)
    }

    mutating func add(_ response: borrowing CodedResponse) {
        let all = response.completedAnswers(plan.survey)
        let result = relation.add(response.row, all, at: 0, times: 1, scores: &scores, to: &amounts)
        if result == .complete { answers?.append(scores) }
    }

    mutating func merge(_ other: Self) {
        for index in amounts.indices { amounts[index] &+= other.amounts[index] }
        if let added = other.answers { answers?.append(added) } else { answers = nil }
    }

    var tally: RelationTally { relation.tally(amounts) }

    /// How many respondents have the outcome and all terms.
    var complete: Int { Int(max(0, min(amounts[RelationScores.complete.rawValue], 1 << 48))) }

    /// The name of the outcome: what analyses are about.
    var subject: String { relation.terms[0].path }
}

extension RelationTally {
    /// The moments of the outcome and then the terms. Absent without a respondent, and if they cannot be those of anybody.
    var centred: Estimate<CentredMoments> {
        guard complete > 0 else { return .failure(.empty) }
        guard let moments = CrossMoments(n: complete, sums: sums, products: products, units: units)?.centred
        else { return .failure(.overflow) }
        return .success(moments)
    }

    /// Who was left out.
    var excluded: [Analysis.Exclusion] {
        [Analysis.Exclusion(.incomplete, incomplete), Analysis.Exclusion(.beyond, beyond)]
    }

    /// The mean of the outcome (0) or a term, with what is needed to judge it.
    func mean(_ place: Int) -> Mean? {
        let diagonal = place * paths.count - place * (place - 1) / 2
        return Moments(n: complete, sum: sums[place], sumOfSquares: products[diagonal]).map(Mean.init)
    }
}

extension Replicates {
    /// How an analysis says with what it was resampled.
    var settings: [Analysis.Setting] {
        [
            Analysis.Setting("seed", .name(String(seed))),
            Analysis.Setting("replicates", .whole(requested)),
            Analysis.Setting("failed_replicates", .whole(failed)),
        ]
    }
}

extension RelationCounts {
    /// Replicates of figures, if there is something to draw from and they were asked for.
    func replicates(
        of figures: Int, _ options: AnalysisOptions,
        statistic: @escaping @Sendable (CentredMoments) -> [Double]?
    ) -> Replicates? {
        guard options.replicates > 0, let answers, answers.count == complete,
            let bootstrap = Bootstrap(answers, units: relation.terms.map(\.unit))
        else { return nil }
        return bootstrap.replicates(
            options.replicates, of: figures, seed: options.seed, progress: options.progress,
            statistic: statistic)
    }
}
