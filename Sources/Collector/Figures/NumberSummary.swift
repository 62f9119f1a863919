public import Analyses
public import Statistics
public import SurveyModel
internal import Tallies

/// The numbers, dates or times given to one variable in one cell.
public struct NumberSummary: Hashable, Sendable {
    /// The variable.
    public var variable: VariableID
    /// The variable's name.
    public var name: String
    /// What is summed.
    public var kind: Kind
    /// Whom it is about.
    public var cell: Cell
    /// The summary; nil if it is hidden because a base is too small.
    public var content: Content?

    /// What is summed.
    public enum Kind: String, Hashable, Sendable {
        /// Numbers, in their unit.
        case number
        /// Dates, as days since 1970-01-01.
        case date
        /// Times, as minutes since midnight.
        case time
    }

    /// The summary of a cell.
    public struct Content: Hashable, Sendable {
        /// How many gave one that is summed: the base of the mean.
        public var n: Int
        /// The mean.
        public var mean: Estimate<Double>
        /// The standard deviation, in units of the number, in days or in minutes.
        public var deviation: Estimate<Double>
        /// How many respondents gave none, for each kind.
        public var missing: [Measures.MissingCount]
        /// How many gave one that is too large to sum exactly, and is in neither the mean nor the deviation.
        public var beyond = 0
    }
}

extension NumberSummary {
    /// A variable in every cell, nothing for one that is not summed; `cells` are locales and last everybody.
    static func summaries(
        of variable: VariableID, _ cells: [Cell], _ tallies: Tallies, _ options: SurveyStatistics.Options
    ) -> [NumberSummary] {
        let declared = tallies.plan.survey[variable]
        let moments = cells.compactMap { tallies.numbers(of: variable, in: $0.locale) }
        guard moments.count == cells.count, !declared.isPersonal, declared.role != .today else { return [] }
        let kind: Kind =
            switch declared.domain {
            case .date: .date
            case .time: .time
            default: .number
            }
        let isHidden = SmallCells.hidden(bases: moments.map(\.count), options.suppression)
        return cells.indices.map { index in
            let moments = moments[index]
            let mean = Mean.of(n: moments.count, moments.sum, moments.squares)
            let unit = moments.unit
            return NumberSummary(
                variable: variable, name: declared.name, kind: kind, cell: cells[index],
                content: isHidden[index]
                    ? nil
                    : Content(
                        n: moments.count, mean: mean.flatMap(\.value).map { $0 / unit },
                        deviation: mean.flatMap(\.standardDeviation).map { $0 / unit },
                        missing: moments.missing.inOrder, beyond: moments.beyond))
        }
    }
}

extension NumberMoments {
    /// By what sums are divided to be in the units of the number.
    var unit: Double { powerOfTen(decimals) }
}

/// Ten to the power of a number of decimals.
func powerOfTen(_ decimals: Int) -> Double { (0..<max(0, decimals)).reduce(1.0) { power, _ in power * 10 } }
