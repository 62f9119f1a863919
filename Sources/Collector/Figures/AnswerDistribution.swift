public import SurveyModel
internal import Tallies

/// The answers to one closed variable in one cell.
public struct AnswerDistribution: Hashable, Sendable {
    /// The variable.
    public var variable: VariableID
    /// The variable's name.
    public var name: String
    /// Whom it is about.
    public var cell: Cell
    /// The answers; nil if they are hidden because a base is too small.
    public var content: Content?

    /// The answers of a cell.
    public struct Content: Hashable, Sendable {
        /// How many answered; a set of options counts once here and once for each option in its bins.
        public var n: Int
        /// How often each answer was given, in the order of the scale or list.
        public var bins: [Measures.Bin]
        /// How many respondents gave no answer, for each kind.
        public var missing: [Measures.MissingCount]
    }
}

extension AnswerDistribution {
    /// A variable in every cell, nothing for one that has no bins; `cells` are locales and last everybody.
    static func distributions(
        of variable: VariableID, _ cells: [Cell], _ tallies: Tallies, _ options: SurveyStatistics.Options
    ) -> [AnswerDistribution] {
        let histograms = cells.compactMap { tallies.histogram(of: variable, in: $0.locale) }
        guard histograms.count == cells.count else { return [] }
        let isHidden = SmallCells.hidden(bases: histograms.map(\.answered), options.suppression)
        return cells.indices.map { index in
            let histogram = histograms[index]
            return AnswerDistribution(
                variable: variable, name: tallies.plan.survey[variable].name, cell: cells[index],
                content: isHidden[index]
                    ? nil
                    : Content(
                        n: histogram.answered, bins: histogram.measuredBins,
                        missing: histogram.missing.inOrder))
        }
    }
}
