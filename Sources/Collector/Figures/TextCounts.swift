public import Analyses
public import SurveyModel
internal import Tallies

/// How many gave a text to one variable in one cell. What they wrote is nowhere counted.
public struct TextCounts: Hashable, Sendable {
    /// The variable.
    public var variable: VariableID
    /// The variable's name.
    public var name: String
    /// Whom it is about.
    public var cell: Cell
    /// The counts; nil if they are hidden because a base is too small.
    public var content: Content?

    /// The counts of a cell.
    public struct Content: Hashable, Sendable {
        /// How many gave a text.
        public var n: Int
        /// How many respondents gave none, for each kind.
        public var missing: [Measures.MissingCount]
    }
}

extension TextCounts {
    /// A variable in every cell, nothing for one that is no text; `cells` are locales and last everybody.
    static func counts(
        of variable: VariableID, _ cells: [Cell], _ tallies: Tallies, _ options: SurveyStatistics.Options
    ) -> [TextCounts] {
        let counts = cells.compactMap { tallies.texts(of: variable, in: $0.locale) }
        guard counts.count == cells.count else { return [] }
        let isHidden = SmallCells.hidden(bases: counts.map(\.answered), options.suppression)
        return cells.indices.map { index in
            TextCounts(
                variable: variable, name: tallies.plan.survey[variable].name, cell: cells[index],
                content: isHidden[index]
                    ? nil
                    : Content(n: counts[index].answered, missing: counts[index].missing.inOrder))
        }
    }
}
