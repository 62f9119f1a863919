internal import Statistics
internal import SurveyModel
package import Tallies

/// One metric, counted in each cell and compared between locales or between groups.
package struct MetricComparison: ResponseAnalysis {
    /// What is held against each other.
    package enum Sides: Hashable, Sendable {
        /// Locales, those in no group.
        case locales
        /// Groups over all locales: the values of what responses are broken down by.
        case groups
    }

    private let reader: MetricReader
    private let sides: Sides
    private var amounts: [Int128]

    /// Nil if the metric is not one that is compared: see `MetricReader`.
    package init?(_ plan: TallyPlan, metric: Int, between sides: Sides) {
        guard let reader = MetricReader(plan, metric: metric) else { return nil }
        self.reader = reader
        self.sides = sides
        amounts = [Int128](repeating: 0, count: reader.width)
    }

    /// What is counted.
    package var counts: MetricCounts { reader.counts(amounts) }

    package var base: Int { counts.n }

    package var names: [(kind: Analysis.Kind, subject: String)] { [] }

    package mutating func add(_ response: borrowing CodedResponse) { reader.add(response, to: &amounts) }

    package mutating func merge(_ other: Self) {
        for index in amounts.indices { amounts[index] &+= other.amounts[index] }
    }

    /// Nothing is said of one cell.
    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] { [] }

    package static func comparisons(of cells: [(cell: Cell, part: Self)], _ options: AnalysisOptions)
        -> [Analysis]
    {
        guard let first = cells.first?.part else { return [] }
        let compared = cells.filter { cell, part in
            guard part.base > 0 else { return false }
            switch first.sides {
            case .locales: return cell.locale != nil && !cell.isGroup
            case .groups: return cell.locale == nil && cell.isGroup
            }
        }
        return PairwiseComparison.analysis(
            of: first.reader.metric.name, between: compared.map { ($0.cell, $0.part.counts) }, options
        ).map { [$0] } ?? []
    }
}
