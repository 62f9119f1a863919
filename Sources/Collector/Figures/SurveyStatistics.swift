public import Analyses
public import Statistics
internal import SurveyModel
public import Tallies

/// The figures of a survey: what tables, JSON and XML print, unrounded.
///
/// Complete and partial responses stand in figures with the answers they have; the other states are only
/// counted. Everything is listed by locale, the survey's in its order, `und` for responses in other languages
/// if there are any, and last everybody.
public struct SurveyStatistics: Hashable, Sendable {
    /// The survey's name.
    public var survey: String
    /// The versions that responses were given on, rising.
    public var versions: [Int]
    /// The responses of versions that are not told apart, which are later than the survey that was read.
    public var otherVersions: Int
    /// What was asked for.
    public var options: Options
    /// What happened while responses were collected.
    public var collection: CollectionCounts
    /// Which versions are counted together; nil if there are responses to one only, or versions were not told apart.
    public var pooling: Pooling?
    /// The responses of each cell.
    public var responses: [ResponseFigure]
    /// Each metric in the order of the survey, in each cell; one that is broken down then in each of its groups.
    public var figures: [Figure]
    /// Each closed variable and each ranking in the order of the survey, in each cell.
    public var distributions: [AnswerDistribution]
    /// Each number, date and time in the order of the survey, in each cell. Personal ones are not summarized.
    public var summaries: [NumberSummary]
    /// Each text in the order of the survey, in each cell: how many gave one.
    public var texts: [TextCounts]
    /// What was found out beyond metrics and distributions, in the order in which it is shown.
    public var analyses: [Analysis] = []
    /// Which responses were asked for.
    public var selection = StatisticsSelection()

    /// How figures are to be made.
    public struct Options: Hashable, Sendable {
        /// The level of intervals.
        public var level: ConfidenceLevel
        /// Which cells are too small to show.
        public var suppression: SuppressionRule
        /// Whether locales are shown beside everybody.
        public var byLocale: Bool

        /// Makes options: 95 %, at least 10 respondents, by locale.
        public init(
            level: ConfidenceLevel = .ninetyFive, suppression: SuppressionRule = .standard,
            byLocale: Bool = true
        ) {
            self.level = level
            self.suppression = suppression
            self.byLocale = byLocale
        }
    }

    /// The responses of everybody.
    public var everybody: ResponseCounts? { responses.last?.counts }

    /// Computes all figures. Linear in the bins of the tallies.
    public init(
        _ tallies: Tallies, collection: CollectionCounts = CollectionCounts(), pooling: Pooling? = nil,
        options: Options = Options()
    ) {
        let plan = tallies.plan
        let locales = options.byLocale ? plan.locales.filter { Self.isShown($0, tallies) } : []
        let cells = locales.map { Cell(locale: $0) } + [.everybody]
        survey = plan.survey.name
        versions = tallies.versions
        otherVersions = tallies.otherVersions
        self.options = options
        self.collection = collection
        self.pooling = pooling
        responses = cells.map { ResponseFigure(cell: $0, counts: tallies.responses(in: $0.locale)) }
        figures = plan.survey.metrics.indices.flatMap {
            Figure.figures(ofMetric: $0, cells, tallies, options)
        }
        distributions = plan.survey.variables.indices.flatMap {
            AnswerDistribution.distributions(of: VariableID($0), cells, tallies, options)
        }
        summaries = plan.survey.variables.indices.flatMap {
            NumberSummary.summaries(of: VariableID($0), cells, tallies, options)
        }
        texts = plan.survey.variables.indices.flatMap {
            TextCounts.counts(of: VariableID($0), cells, tallies, options)
        }
    }

    /// The survey's own locales are always shown, `und` only where it has responses.
    private static func isShown(_ locale: String, _ tallies: Tallies) -> Bool {
        locale != TallyPlan.otherLocale || tallies.plan.survey.locales.contains(locale)
            || tallies.responses(in: locale).total > 0
    }
}

/// The responses of a cell, by state.
public struct ResponseFigure: Hashable, Sendable {
    /// The cell.
    public var cell: Cell
    /// Its responses.
    public var counts: ResponseCounts
}

/// What happened to the lines that were read.
public struct CollectionCounts: Hashable, Sendable {
    /// Lines that count.
    public var taken: Int
    /// Lines that repeat a response that counts already.
    public var known: Int
    /// Lines with the id of another response, kept out.
    public var conflicts: Int
    /// Lines that are no response to the survey.
    public var rejected: Int

    /// Makes counts.
    public init(taken: Int = 0, known: Int = 0, conflicts: Int = 0, rejected: Int = 0) {
        self.taken = taken
        self.known = known
        self.conflicts = conflicts
        self.rejected = rejected
    }

    /// All lines that were not empty.
    public var lines: Int { taken + known + conflicts + rejected }
}
