package import Statistics
internal import SurveyModel
package import Tallies

/// The interval of a promoter score by each method.
package struct PromoterIntervals: ResponseAnalysis {
    private let reader: MetricReader
    private var amounts: [Int128]

    /// Nil if the metric is no promoter score.
    package init?(_ plan: TallyPlan, metric: Int) {
        guard let reader = MetricReader(plan, metric: metric), reader.metric.function == .nps else {
            return nil
        }
        self.reader = reader
        amounts = [Int128](repeating: 0, count: reader.width)
    }

    package var base: Int { reader.counts(amounts).n }

    package var names: [(kind: Analysis.Kind, subject: String)] { [(.intervals, reader.metric.name)] }

    package mutating func add(_ response: borrowing CodedResponse) { reader.add(response, to: &amounts) }

    package mutating func merge(_ other: Self) {
        for index in amounts.indices { amounts[index] &+= other.amounts[index] }
    }

    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        [Self.analysis(of: reader.metric.name, reader.counts(amounts).promoterScore, in: cell, options)]
    }

    /// The intervals of counts that are there already, as those of tallies.
    package static func analysis(
        of metric: String, _ score: Estimate<PromoterScore>, in cell: Cell, _ options: AnalysisOptions
    ) -> Analysis {
        switch score {
        case .failure(let absence): return Analysis(.intervals, of: metric, in: cell, .unavailable(absence))
        case .success(let score):
            let rows = PromoterScoreMethod.allCases.map { method in
                let name = method.rawValue.replacing("-", with: "_")
                return Analysis.Row(
                    [.init("method", name)],
                    [
                        Measure(
                            .score, score.score, interval: score.interval(method, level: options.level),
                            method: name)
                    ])
            }
            return Analysis(
                .intervals, of: metric, in: cell,
                .table(
                    Analysis.Table(
                        n: score.n, rows: rows, settings: [.init("level", .real(options.level.value))])))
        }
    }
}
