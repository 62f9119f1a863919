/// One difference between two versions of a survey, and what it does to the answers.
public struct Change: Hashable, Sendable {
    /// What kind of difference it is, which says its class and its reason.
    public var rule: ChangeRule
    /// What is different.
    public var subject: Subject
    /// The languages whose respondents it concerns, in the order of the newer version; nil is all.
    public var locales: [String]?
    /// How it was, in the author's terms; nil where there was nothing or it cannot be said in a line.
    public var before: String?
    /// How it is.
    public var after: String?
    /// The variables whose answers it touches, by name, in the order of the survey.
    public var variables: [String]
    /// The metrics that read one of them, in the order of the survey.
    public var metrics: [String]
    /// The questions whose change this one only follows, and who is asked now and was not.
    public var population: Population?

    /// What the difference does.
    public var effect: ChangeClass { rule.effect }

    /// Makes a change.
    public init(
        _ rule: ChangeRule, _ subject: Subject, locales: [String]? = nil, before: String? = nil,
        after: String? = nil, variables: [String] = [], metrics: [String] = [], population: Population? = nil
    ) {
        self.rule = rule
        self.subject = subject
        self.locales = locales
        self.before = before
        self.after = after
        self.variables = variables
        self.metrics = metrics
        self.population = population
    }

    /// What is different.
    public struct Subject: Hashable, Sendable {
        /// What it is.
        public var kind: Kind
        /// Its name; that of an option or a row stands after what it belongs to, `channel.store`.
        public var name: String

        /// Makes a subject.
        public init(_ kind: Kind, _ name: String) {
            self.kind = kind
            self.name = name
        }

        /// The kinds of thing that a survey is made of.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            case survey, locale, page, question, row, option, scale, given, computed, split, part, roster
            case check, ending, metric, relation
        }
    }

    /// How the people who are asked differ.
    public struct Population: Hashable, Sendable {
        /// Answers with which the newer version asks and the older does not, in asking order.
        public var gained: [String]?
        /// Answers with which the older version asks and the newer does not.
        public var lost: [String]?
        /// The questions that are asked of others only because of this change.
        public var followers: [String]

        /// Makes a description.
        public init(gained: [String]? = nil, lost: [String]? = nil, followers: [String] = []) {
            self.gained = gained
            self.lost = lost
            self.followers = followers
        }
    }
}

/// What a change does to stored answers and to what can be said with them, the mildest first.
public enum ChangeClass: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Nothing that an answer depends on.
    case cosmetic
    /// Earlier answers mean the same and may be counted together with later ones.
    case compatible
    /// Earlier answers can be read, but were given to something else.
    case comparability
    /// Earlier answers are not valid any more, or mean something else.
    case data

    /// Orders by what is lost.
    public static func < (left: Self, right: Self) -> Bool { left.place < right.place }

    private var place: Int {
        switch self {
        case .cosmetic: 0
        case .compatible: 1
        case .comparability: 2
        case .data: 3
        }
    }

    /// The class in words, as a heading.
    public var title: String {
        switch self {
        case .cosmetic: "Cosmetic"
        case .compatible: "Compatible"
        case .comparability: "Breaks comparability"
        case .data: "Breaks stored data"
        }
    }

    /// Whether answers of both versions may be counted together.
    public var allowsPooling: Bool { self <= .compatible }
}
