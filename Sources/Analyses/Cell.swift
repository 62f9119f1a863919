public import SurveyModel

/// Whom a figure is about.
public struct Cell: Hashable, Sendable {
    /// The locale; nil is everybody.
    public var locale: String?
    /// The instance of the roster, for a metric that is broken down by them.
    public var instance: Metric.Strand.Instance?
    /// The values that those in the cell gave, for a metric that is broken down by variables.
    public var by: [Part]
    /// How many groups stand together in this one, of which there are too many to be shown one by one; nil in others.
    public var pooled: Int?

    /// A variable and one of its values.
    public struct Part: Hashable, Sendable {
        /// The variable's name.
        public var variable: String
        /// The point, the name of the option, `no` or `yes`, or the text that was given; `… (20)` where so many are pooled.
        public var value: String

        /// Makes a part.
        public init(variable: String, value: String) {
            self.variable = variable
            self.value = value
        }
    }

    /// Makes a cell.
    public init(locale: String?, instance: Metric.Strand.Instance? = nil, by: [Part] = []) {
        self.locale = locale
        self.instance = instance
        self.by = by
    }

    /// Whether it is a part of what a metric is broken down into.
    public var isGroup: Bool { instance != nil || !by.isEmpty }

    /// All responses together.
    public static let everybody = Cell(locale: nil)
}
