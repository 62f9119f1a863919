/// Which responses were asked for, beside the survey: what a heading says of the figures below it.
///
/// Nothing is computed from it. Each part is nil where nothing of that kind was asked for.
public struct StatisticsSelection: Hashable, Sendable {
    /// The condition that responses had to meet, as it was written.
    public var condition: String?
    /// The first day of responses that count, as in `2026-11-01`, or a moment as in `2026-11-01T09:30`.
    public var since: String?
    /// The last day of responses that count, or a moment, in the same way.
    public var until: String?
    /// The variables that analyses are broken down by, beside the locale.
    public var by: [String]
    /// Whether doubtful responses were left out; flags alone leave nothing out.
    public var excludesFlagged: Bool
    /// How many doubtful responses were left out; nil where they were not.
    public var flagged: Int?
    /// How many responses were started before or after the time that was asked for; nil where no time was.
    public var outsidePeriod: Int?
    /// Where weights come from: the name of a file.
    public var weights: String?

    /// Makes a selection; without arguments, of everything.
    public init(
        condition: String? = nil, since: String? = nil, until: String? = nil, by: [String] = [],
        excludesFlagged: Bool = false, flagged: Int? = nil, outsidePeriod: Int? = nil,
        weights: String? = nil
    ) {
        self.condition = condition
        self.since = since
        self.until = until
        self.by = by
        self.excludesFlagged = excludesFlagged
        self.flagged = flagged
        self.outsidePeriod = outsidePeriod
        self.weights = weights
    }

    /// Whether it is of everything.
    public var isEverything: Bool { self == StatisticsSelection() }
}
