internal import Statistics
internal import SurveyModel

/// One metric in cells side by side, pair by pair, in the order of the cells: no ranking.
package enum PairwiseComparison {
    /// The most cells that are compared: 1,225 pairs.
    package static let limit = 50
    /// With more pairs than this, the share of false findings is held down, not the chance of any.
    package static let mostPairsOfHolm = 20

    /// The comparison of a metric between cells that may be shown. Nothing of fewer than two; of more than `limit`
    /// it is unavailable.
    package static func analysis(
        of metric: String, between cells: [(cell: Cell, counts: MetricCounts)], in cell: Cell = .everybody,
        _ options: AnalysisOptions
    ) -> Analysis? {
        guard cells.count > 1 else { return nil }
        guard cells.count <= limit else {
            return Analysis(.comparison, of: metric, in: cell, .unavailable(.tooMany(maximum: limit)))
        }
        var keys: [[Analysis.Key]] = []
        var bases: [Int] = []
        var differences: [CountsDifference] = []
        for (index, left) in cells.enumerated() {
            for right in cells[(index + 1)...] {
                keys.append([.init("left", name(of: left.cell)), .init("right", name(of: right.cell))])
                bases.append(left.counts.n + right.counts.n)
                differences.append(CountsDifference(left.counts, right.counts, options.level))
            }
        }
        let correction: PValueCorrection =
            differences.count > mostPairsOfHolm ? .benjaminiHochberg : .holm
        let adjusted = correction.adjusted(differences.map(\.test))
        let rows = differences.indices.map {
            Analysis.Row(keys[$0], n: bases[$0], differences[$0].measures(adjusted: adjusted[$0]))
        }
        var caveats: [Analysis.Caveat] = []
        if cells.contains(where: { $0.cell.locale != nil }) { caveats.append(.responseStyles) }
        if rows.count > 1 { caveats.append(.corrected) }
        return Analysis(
            .comparison, of: metric, in: cell,
            .table(
                Analysis.Table(
                    n: cells.reduce(0) { $0 + $1.counts.n }, rows: rows,
                    settings: settings(correction, count: rows.count, options), caveats: caveats)))
    }

    static func settings(_ correction: PValueCorrection, count: Int, _ options: AnalysisOptions)
        -> [Analysis.Setting]
    {
        [
            .init("level", .real(options.level.value)), .init("correction", .name(correction.setting)),
            .init("comparisons", .whole(count)),
        ]
    }

    private static func name(of cell: Cell) -> String {
        guard cell.isGroup else { return cell.locale ?? "all" }
        return ((cell.instance.map { [$0.name] } ?? []) + cell.by.map(\.value)).joined(separator: ", ")
    }
}
