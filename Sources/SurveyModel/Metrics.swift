/// A statistic that the author declared.
public struct Metric: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What is computed.
    public var function: Function
    /// What it is computed on: one variable, or the items of a scale.
    public var items: [Item]
    /// Which respondents it is computed on; nil is all.
    public var condition: Formula?

    /// Makes a metric.
    public init(name: String, function: Function, items: [Item], condition: Formula? = nil) {
        self.name = name
        self.function = function
        self.items = items
        self.condition = condition
    }

    /// What is computed.
    public enum Function: Hashable, Sendable {
        /// The promoter score.
        case nps
        /// The share in the top boxes of a satisfaction question, and the mean.
        case csat(top: Int)
        /// The share in the top boxes of an ease question, and the mean.
        case ces(top: Int)
        /// The mean of one variable, or of the scale score over several.
        case mean

        /// The word in the file and in outputs.
        public var name: String {
            switch self {
            case .nps: "nps"
            case .csat: "csat"
            case .ces: "ces"
            case .mean: "mean"
            }
        }
    }

    /// A variable of a metric.
    public struct Item: Hashable, Sendable {
        /// The variable.
        public var variable: VariableID
        /// Whether scores count it from the other end.
        public var isReversed: Bool

        /// Makes an item.
        public init(_ variable: VariableID, isReversed: Bool = false) {
            self.variable = variable
            self.isReversed = isReversed
        }
    }
}

/// `drivers of` or `chain of`: which answers are thought to lead to which.
public struct Relation: Hashable, Sendable {
    /// Which of the two.
    public var kind: Kind
    /// What is explained.
    public var outcome: Term
    /// What is thought to explain it, in the order of the file.
    public var terms: [Term]

    /// Makes a relation.
    public init(kind: Kind, outcome: Term, terms: [Term]) {
        self.kind = kind
        self.outcome = outcome
        self.terms = terms
    }

    /// The two kinds of relation.
    public enum Kind: String, Hashable, Sendable {
        /// Drivers of an outcome.
        case drivers
        /// A chain that leads to an outcome.
        case chain
    }

    /// A question, a row, or a whole grid.
    public struct Term: Hashable, Sendable {
        /// As the author wrote it.
        public var path: String
        /// The variables it stands for.
        public var variables: [VariableID]

        /// Makes a term.
        public init(path: String, variables: [VariableID]) {
            self.path = path
            self.variables = variables
        }
    }
}
