internal import Statistics
internal import SurveyModel
package import Tallies

/// How far the items of a scale hang together, item by item: of a metric that is the mean of several items.
///
/// The base are those who answered all items. Reversed items are turned.
package struct ReliabilityAnalysis: ResponseAnalysis {
    private let plan: TallyPlan
    private let metric: Int
    private let layout: ScaleLayout
    private var amounts: [Int128]

    /// Has seen nobody. Nil for a metric that is no mean of several items on one scale, and for one of more than
    /// `ScaleMoments.itemLimit` items.
    package init?(_ plan: TallyPlan, metric: Int) {
        guard plan.metrics.indices.contains(metric), case .scale(let layout) = plan.metrics[metric].measure,
            layout.hasMoments
        else { return nil }
        self.plan = plan
        self.metric = metric
        self.layout = layout
        amounts = [Int128](repeating: 0, count: plan.metrics[metric].width)
    }

    /// What tallies hold of a locale; nil is everybody.
    package init?(_ tallies: Tallies, metric: Int, locale: String?) {
        self.init(tallies.plan, metric: metric)
        amounts = tallies.metricAmounts(metric, in: locale)
    }

    package var base: Int { moments.answered.last?.respondents ?? 0 }
    package var names: [(kind: Analysis.Kind, subject: String)] { [(.reliability, name)] }
    private var name: String { plan.survey.metrics[metric].name }
    private var moments: ScaleMoments { layout.moments(amounts) }

    package mutating func add(_ response: borrowing CodedResponse) {
        let all = response.completedAnswers(plan.survey)
        for strand in plan.metrics[metric].strands {
            if let condition = strand.condition, condition.truth(in: response.row.codes, all) != .yes {
                continue
            }
            guard let items = strand.items else { continue }
            layout.add(response.row.codes, items, at: 0, times: 1, to: &amounts)
        }
    }

    package mutating func merge(_ other: Self) {
        for index in amounts.indices { amounts[index] &+= other.amounts[index] }
    }

    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        let moments = moments
        let complete = base
        let content: Analysis.Content
        if complete == 0 {
            content = .unavailable(.empty)
        } else if let items = ItemMoments(n: complete, sums: moments.sums, products: moments.products),
            let centred = CrossMoments(n: complete, sums: moments.sums, products: moments.products)?.centred
        {
            let others = moments.answered.dropLast().reduce(0) { $0 + $1.respondents }
            content = .table(table(Reliability(items), centred, leftOut: others, options))
        } else {
            content = .unavailable(.overflow)
        }
        return [Analysis(.reliability, of: name, in: cell, content)]
    }

    private func table(
        _ reliability: Reliability, _ moments: CentredMoments, leftOut: Int, _ options: AnalysisOptions
    ) -> Analysis.Table {
        let factor = OneFactor.fit(moments)
        let rest = reliability.itemRestCorrelations
        let dropped = reliability.alphaIfDropped
        let rows = itemNames.enumerated().map { place, item in
            Analysis.Row(
                [Analysis.Key("item", item.name)],
                [
                    Measure(.mean, .success(moments.means[place])),
                    Measure(.loading, factor.map { $0.loadings[place] }),
                    Measure(.itemRest, rest[place]), Measure(.alphaIfDropped, dropped[place]),
                ], marks: item.isReversed ? ["reversed"] : [])
        }
        return Analysis.Table(
            n: reliability.n, excluded: [Analysis.Exclusion(.incomplete, leftOut)],
            summary: [
                Measure(
                    .alpha, reliability.alpha, interval: reliability.interval(level: options.level),
                    method: "feldt"),
                Measure(.omega, factor.map(\.omega)),
            ], rows: rows, settings: [Analysis.Setting("factor", .name("maximum_likelihood"))])
    }

    /// The items as the file names them: where a roster's instances are pooled, without the instance.
    private var itemNames: [(name: String, isReversed: Bool)] {
        let strands = plan.survey.metrics[metric].strands
        guard let first = strands.first else { return [] }
        return first.items.map { item in
            let variable = plan.survey[item.variable]
            guard strands.count > 1, let question = variable.question.map({ plan.survey[$0] }) else {
                return (variable.name, item.isReversed)
            }
            guard case .row(_, let row) = variable.role, question.rows.indices.contains(row) else {
                return (question.stem, item.isReversed)
            }
            return ("\(question.stem).\(question.rows[row].name)", item.isReversed)
        }
    }
}
