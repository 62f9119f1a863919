public import Analyses
public import SurveyModel

/// What is asked of responses beside the metrics that the survey declares.
public struct StudyRequest: Sendable {
    /// Which responses, and in which groups.
    public var selection = ResponseSelection()
    /// The level of intervals, what is too small to show, and whether locales stand beside everybody.
    public var options = SurveyStatistics.Options()
    /// The seed of bootstraps, and how many replicates they have; 0 is no bootstrap.
    public var seed: UInt64 = 1
    public var replicates = 0
    /// Other intervals of promoter scores.
    public var hasIntervals = false
    /// What is compared pair by pair.
    public var comparison: Comparing?
    /// Metrics over time, and by what periods.
    public var periods: PeriodRule?
    /// How many periods are pooled beside each; 1 is none.
    public var rolling = 1
    /// Control charts of the periods.
    public var hasControl = false
    /// Every kind of chart, and not only the one that suits the metric.
    public var hasAllCharts = false
    /// Pairs of closed variables: rows, columns.
    public var crossTables: [CrossTableRequest] = []
    /// What is done with doubtful responses.
    public var quality = Quality.ignored
    /// A file of weights or margins.
    public var weights: File?
    /// The bounds of weights as multiples of their mean, for margins.
    public var caps: ClosedRange<Double>?
    /// How many were invited: a number, or one for each locale.
    public var invited: Invited?
    /// The variable that tells customers apart.
    public var customer: VariableID?
    /// A table of purchases, and what its columns are called.
    public var purchases: Purchases?
    /// How coming back and value are computed.
    public var loyalty = LoyaltyOptions()

    /// Asks for nothing.
    public init() {}

    /// What is held against each other.
    public enum Comparing: Hashable, Sendable {
        /// Locales.
        case locales
        /// The groups that responses are broken down into.
        case groups
        /// The last period and the one before it.
        case past
    }

    /// What is done with doubtful responses.
    public enum Quality: Hashable, Sendable {
        /// Nothing is looked for.
        case ignored
        /// They are flagged, and results shown with and without them.
        case shown
        /// They are left out and counted.
        case excluded
    }

    /// Two variables against each other.
    public struct CrossTableRequest: Hashable, Sendable {
        /// The variable whose answers are rows.
        public var rows: VariableID
        /// The variable whose answers are columns.
        public var columns: VariableID

        /// Makes a request.
        public init(rows: VariableID, columns: VariableID) {
            self.rows = rows
            self.columns = columns
        }
    }

    /// A small file that was read.
    public struct File: Hashable, Sendable {
        /// What messages call it.
        public var name: String
        /// What is in it.
        public var bytes: [UInt8]

        /// Makes a file.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// How many were invited.
    public enum Invited: Hashable, Sendable {
        /// `1200` or `es=400,sv=300`.
        case text(String)
        /// A table `locale,invited`.
        case file(File)
    }

    /// A table of purchases.
    public struct Purchases: Hashable, Sendable {
        /// Where it is.
        public var source: LineSource
        /// What its columns are called: `customer=kund,date=datum,amount=belopp`; nil is those names themselves.
        public var columns: String?

        /// Makes one.
        public init(source: LineSource, columns: String? = nil) {
            self.source = source
            self.columns = columns
        }
    }

    /// Whether tallies are not enough, so that responses have to be read one by one.
    public var needsResponses: Bool {
        selection.isRestricted || !selection.by.isEmpty || replicates > 0 || hasIntervals || comparison != nil
            || periods != nil || !crossTables.isEmpty || quality != .ignored || weights != nil
            || customer != nil || purchases != nil
    }

    /// Whether drivers, chains and scales are collected response by response.
    var collectsRelations: Bool { !selection.by.isEmpty || replicates > 0 }

    /// Whether they have to be read more than once.
    public var needsSeveralPasses: Bool { quality != .ignored || weights != nil }
}

/// What was asked for cannot be done: a file, a name or a number does not fit, as the message says.
public struct StudyFault: Error, Hashable, Sendable {
    /// What was seen and what to do, in one or more lines.
    public let message: String

    init(_ message: String) { self.message = message }
}
