public import Analyses
public import Statistics
public import SurveyModel
internal import Tallies

/// The answers to one closed variable or ranking in one cell.
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
        /// How often each answer was given, in the order of the scale or list; of a ranking, how often each option was
        /// given a place.
        public var bins: [Measures.Bin]
        /// Of a ranking, the places of each option; empty for other variables.
        public var places: [Place] = []
        /// How many respondents gave no answer, for each kind.
        public var missing: [Measures.MissingCount]
    }

    /// How one option was ranked.
    public struct Place: Hashable, Sendable {
        /// How often it was first.
        public var first: Int
        /// The mean of its places where it was ranked, 1 being the first. Absent if nobody ranked it.
        public var mean: Estimate<Double>
    }
}

extension AnswerDistribution {
    /// A variable in every cell, nothing for one that has no bins; `cells` are locales and last everybody.
    static func distributions(
        of variable: VariableID, _ cells: [Cell], _ tallies: Tallies, _ options: SurveyStatistics.Options
    ) -> [AnswerDistribution] {
        if case .order? = tallies.plan.codings[variable.position] {
            return rankings(of: variable, cells, tallies, options)
        }
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

    private static func rankings(
        of variable: VariableID, _ cells: [Cell], _ tallies: Tallies, _ options: SurveyStatistics.Options
    ) -> [AnswerDistribution] {
        let rankings = cells.compactMap { tallies.ranking(of: variable, in: $0.locale) }
        guard rankings.count == cells.count else { return [] }
        let isHidden = SmallCells.hidden(bases: rankings.map(\.answered), options.suppression)
        return cells.indices.map { index in
            let ranking = rankings[index]
            let places = ranking.options.map { option in
                Place(
                    first: option.first,
                    mean: option.ranked > 0
                        ? .success(Double(option.places) / Double(option.ranked)) : .failure(.empty))
            }
            return AnswerDistribution(
                variable: variable, name: tallies.plan.survey[variable].name, cell: cells[index],
                content: isHidden[index]
                    ? nil
                    : Content(
                        n: ranking.answered,
                        bins: ranking.options.map { .init(name: $0.name, count: $0.ranked) }, places: places,
                        missing: ranking.missing.inOrder))
        }
    }
}
