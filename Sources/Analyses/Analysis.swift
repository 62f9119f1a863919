public import Statistics

/// What was found out about one subject in one population: a table of measures with everything that is needed to judge it.
///
/// Every analysis has this one form, so that a new one is in every output as soon as it is computed: text, JSON, XML and CSV
/// are written from the form alone.
public struct Analysis: Hashable, Sendable {
    /// What was done.
    public var kind: Kind
    /// What it is about: the name of a metric, of a variable, or of the outcome of a relation; empty for the whole survey.
    public var subject: String
    /// Whom it is about.
    public var cell: Cell
    /// What came out, or why there is nothing.
    public var content: Content

    /// Makes an analysis.
    public init(_ kind: Kind, of subject: String, in cell: Cell, _ content: Content) {
        self.kind = kind
        self.subject = subject
        self.cell = cell
        self.content = content
    }

    /// What was done: the word in outputs.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Other intervals of a promoter score beside the one that is shown.
        case intervals
        /// Cells against each other, pair by pair.
        case comparison
        /// Two closed variables against each other.
        case crossTable = "cross_table"
        /// A metric over periods.
        case trend
        /// A metric over periods against the limits of a stable process.
        case control
        /// What goes with an outcome, and how strongly.
        case drivers
        /// From service to satisfaction to loyalty.
        case chain
        /// The outcome at each level of satisfaction.
        case curve
        /// What the best and the worst levels of satisfaction do to the outcome.
        case penaltyReward = "penalty_reward"
        /// How far the items of a scale hang together, item by item.
        case reliability
        /// Who comes back.
        case retention
        /// What a customer is worth.
        case lifetime
        /// How scales are used: extremes, middle, agreement.
        case responseStyle = "response_style"
        /// How many answered of those who could have.
        case response
        /// Doubtful responses.
        case quality
        /// What weights do.
        case weighting
        /// A metric with weights.
        case weighted
    }

    /// What came out, or why there is nothing.
    public enum Content: Hashable, Sendable {
        /// There is something to show.
        case table(Table)
        /// It is hidden because a base is too small: its own, or one that could be found by subtraction.
        case suppressed
        /// It cannot be computed, for this reason.
        case unavailable(Absence)
    }

    /// The table, if there is one to show.
    public var table: Table? { if case .table(let table) = content { table } else { nil } }

    /// Rows of measures.
    public struct Table: Hashable, Sendable {
        /// The base: how many respondents the analysis is computed from.
        public var n: Int
        /// How many respondents were left out of the base, for each reason, also where it is none.
        public var excluded: [Exclusion]
        /// What holds of the whole.
        public var summary: [Measure]
        /// The rows in the order in which they are shown.
        public var rows: [Row]
        /// With what it was computed: methods, seeds, replicates.
        public var settings: [Setting]
        /// What a reader must know.
        public var caveats: [Caveat]

        /// Makes a table.
        public init(
            n: Int, excluded: [Exclusion] = [], summary: [Measure] = [], rows: [Row] = [],
            settings: [Setting] = [], caveats: [Caveat] = []
        ) {
            self.n = n
            self.excluded = excluded
            self.summary = summary
            self.rows = rows
            self.settings = settings
            self.caveats = caveats
        }
    }

    /// How many respondents were left out for a reason.
    public struct Exclusion: Hashable, Sendable {
        public var reason: Reason
        public var count: Int

        /// Makes an exclusion.
        public init(_ reason: Reason, _ count: Int) {
            self.reason = reason
            self.count = count
        }

        /// Why respondents are left out of a base.
        public enum Reason: String, Hashable, Sendable, CaseIterable {
            /// An answer that the analysis needs is missing, for whatever reason.
            case incomplete
            /// Flagged for its quality, and such were to be left out.
            case flagged
            /// No weight, or a weight of zero.
            case unweighted
            /// Without the key that tells customers apart.
            case unidentified
            /// Outside of the time that was asked for, or of an unbelievable time.
            case outsidePeriod = "outside_period"
            /// A number too large to be summed exactly.
            case beyond
        }
    }

    /// One row.
    public struct Row: Hashable, Sendable {
        /// What the row is about, in order: `item` and the variable's name, `period` and `2026-W47`, `left` and `es`.
        public var keys: [Key]
        /// The base of the row, if it has one of its own.
        public var n: Int?
        /// What was computed, in order; empty if the row is hidden.
        public var measures: [Measure]
        /// Signs beside the row: letters of columns that it differs from, `above`, `below`, `run`.
        public var marks: [String]
        /// Whether the row is hidden because a base is too small.
        public var isSuppressed: Bool

        /// Makes a row.
        public init(
            _ keys: [Key], n: Int? = nil, _ measures: [Measure] = [], marks: [String] = [],
            isSuppressed: Bool = false
        ) {
            self.keys = keys
            self.n = n
            self.measures = measures
            self.marks = marks
            self.isSuppressed = isSuppressed
        }
    }

    /// What a row is about.
    public struct Key: Hashable, Sendable {
        /// `item`, `period`, `left`, `right`, `level`, `class`, `path`, `column`, `row` …
        public var name: String
        /// The name of a variable, option, period or cell, never a text that a respondent typed.
        public var value: String

        /// Makes a key.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// With what an analysis was computed.
    public struct Setting: Hashable, Sendable {
        public var name: String
        public var value: Value

        /// Makes a setting.
        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }

        /// A name or a number.
        public enum Value: Hashable, Sendable {
            case name(String)
            case whole(Int)
            case real(Double)
        }
    }

    /// What a reader must know of an analysis.
    public enum Caveat: String, Hashable, Sendable, CaseIterable {
        /// Response styles differ between languages, so a difference between locales is not by itself one in service.
        case responseStyles = "response_styles"
        /// What goes together need not be a cause.
        case notACause = "not_a_cause"
        /// Items that go together closely, so that their shares cannot be told apart well.
        case collinear
        /// Several comparisons were made, and p values corrected for it.
        case corrected
        /// Weights come from outside and were not checked against the population.
        case weighted
        /// Few periods, so that limits are themselves uncertain.
        case fewPeriods = "few_periods"
        /// Some expected counts are below five, so that the test is rough.
        case smallExpectedCounts = "small_expected_counts"
        /// The customers of this survey are not all customers.
        case respondentsOnly = "respondents_only"
        /// Invited respondents are as the operator stated them.
        case statedInvitations = "stated_invitations"
        /// Beyond what shares are computed exactly for; relative weights stand in their place.
        case relativeWeights = "relative_weights"
    }
}

/// One number of an analysis, unrounded, or why there is none.
public struct Measure: Hashable, Sendable {
    /// What it is.
    public var name: Name
    /// The number.
    public var value: Estimate<Double>
    /// Its interval, if it has one, in the same unit.
    public var interval: Estimate<Interval>?
    /// How the interval is made: `score`, `wilson`, `t`, `mover`, `bootstrap`, `feldt` …; nil where there is none.
    public var method: String?

    /// Makes a measure.
    public init(
        _ name: Name, _ value: Estimate<Double>, interval: Estimate<Interval>? = nil, method: String? = nil
    ) {
        self.name = name
        self.value = value
        self.interval = interval
        self.method = method
    }

    /// Makes a measure that is there.
    public init(_ name: Name, _ value: Double) { self.init(name, .success(value)) }

    /// In what a number is written.
    public enum Unit: String, Hashable, Sendable {
        /// -100 to 100, or a difference of such.
        case score
        /// 0 to 100, or a difference of such.
        case percent
        /// In the units of the scale or the number that was asked for.
        case units
        /// A whole number.
        case count
        /// A probability or a p value, 0 to 1.
        case probability
        /// A number without a unit.
        case ratio
    }
}
