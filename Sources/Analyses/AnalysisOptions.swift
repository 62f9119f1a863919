public import Statistics

/// How analyses are to be made.
public struct AnalysisOptions: Sendable {
    /// The level of intervals.
    public var level: ConfidenceLevel
    /// Which cells are too small to show.
    public var suppression: SuppressionRule
    /// The seed of bootstraps.
    public var seed: UInt64
    /// How many replicates a bootstrap has; 0 is no bootstrap.
    public var replicates: Int
    /// Is told how much of a long computation is done, 0 to 1, from any thread.
    public var progress: (@Sendable (Double) -> Void)?

    /// Makes options: 95 %, at least 10 respondents, no bootstrap.
    public init(
        level: ConfidenceLevel = .ninetyFive, suppression: SuppressionRule = .standard, seed: UInt64 = 1,
        replicates: Int = 0, progress: (@Sendable (Double) -> Void)? = nil
    ) {
        self.level = level
        self.suppression = suppression
        self.seed = seed
        self.replicates = replicates
        self.progress = progress
    }
}
