public import FoundationEssentials

/// A statistic that the author declared.
public struct Metric: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What is computed.
    public var function: Function
    /// What it is computed on: one strand, or one for each instance of the roster it is about. Strands are pooled: a
    /// respondent counts once in each.
    public var strands: [Strand]
    /// The variables whose values it is broken down by.
    public var by: [VariableID]
    /// Whether it is broken down by the instances of its roster as well.
    public var isByInstance: Bool

    /// Makes a metric.
    public init(
        name: String, function: Function, strands: [Strand], by: [VariableID] = [], isByInstance: Bool = false
    ) {
        self.name = name
        self.function = function
        self.strands = strands
        self.by = by
        self.isByInstance = isByInstance
    }

    /// Makes a metric of one strand.
    public init(name: String, function: Function, items: [Item], condition: Formula? = nil) {
        self.init(name: name, function: function, strands: [Strand(items: items, condition: condition)])
    }

    /// What a metric is computed on.
    public struct Strand: Hashable, Sendable {
        /// The roster's variable and the instance, if the metric is about a roster.
        public var instance: Instance?
        /// One variable, the items of a scale, or the pairs of a gap.
        public var items: [Item]
        /// What is counted by `share`, `retention`, `churn` and `lifetime`: true counts, unknown is left out.
        public var event: Formula?
        /// Which respondents it is computed on; nil is all.
        public var condition: Formula?

        /// Makes a strand.
        public init(
            instance: Instance? = nil, items: [Item], event: Formula? = nil, condition: Formula? = nil
        ) {
            self.instance = instance
            self.items = items
            self.event = event
            self.condition = condition
        }

        /// One instance of a roster, by names.
        public struct Instance: Hashable, Sendable {
            /// The roster's variable.
            public var roster: String
            /// The instance.
            public var name: String

            /// Makes an instance.
            public init(roster: String, name: String) {
                self.roster = roster
                self.name = name
            }
        }
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
        /// The share for whom the event is true.
        case share
        /// The mean of the items on a scale from 0 to 100, by their weights.
        case index
        /// The mean of what was perceived less what was expected: the items are pairs, the perceived first.
        case gap
        /// The median of one variable.
        case median
        /// The share for whom the event, being a customer still, is true.
        case retention
        /// The share for whom it is not.
        case churn
        /// The value of a customer: the item is the margin of a period, the event that the customer stays for another,
        /// the discount the rate of interest of a period.
        case lifetime(discount: Decimal)

        /// The word in the file and in outputs.
        public var name: String {
            switch self {
            case .nps: "nps"
            case .csat: "csat"
            case .ces: "ces"
            case .mean: "mean"
            case .share: "share"
            case .index: "index"
            case .gap: "gap"
            case .median: "median"
            case .retention: "retention"
            case .churn: "churn"
            case .lifetime: "lifetime"
            }
        }
    }

    /// A variable of a metric.
    public struct Item: Hashable, Sendable {
        /// The variable.
        public var variable: VariableID
        /// Whether scores count it from the other end.
        public var isReversed: Bool
        /// Its weight in an index.
        public var weight: Decimal

        /// Makes an item.
        public init(_ variable: VariableID, isReversed: Bool = false, weight: Decimal = 1) {
            self.variable = variable
            self.isReversed = isReversed
            self.weight = weight
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
