public import RoutingProof
public import SurveyModel

/// What tests went through, and whether somebody said so or it was only filled in on the way.
public struct Visits: Hashable, Sendable {
    /// Something that a test can go through.
    public enum Target: Hashable, Sendable {
        /// A question was asked, or a note shown.
        case question(QuestionID)
        /// A row of a grid, a part of an allocation or the text of an option was asked, by its variable.
        case part(VariableID)
        /// An option was chosen, in this question.
        case option(QuestionID, Int)
        /// An arm of an `if`, `else` or `split` happened.
        case arm(BlockID)
        /// A check was met, and did not fire.
        case passed(CheckID)
        /// A check fired.
        case fired(CheckID)
        /// An interview ended here.
        case ending(EndingID)
        /// A set was answered without an option that it offered.
        case left(QuestionID, Int)
        /// A condition that is not that of an arm was met, and true.
        case holds(Place)
        /// A condition was met, and not true: false or unknown.
        case fails(Place)
        /// An interview ended without asking the question.
        case passedOver(QuestionID)
    }

    /// How something was visited.
    public enum Manner: Int, Hashable, Sendable, Comparable {
        /// Only by answers that were filled in.
        case filledIn
        /// By what a test says.
        case explicit

        /// Orders filled in before explicit.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// What was visited, and how.
    public private(set) var manners: [Target: Manner] = [:]

    /// Nothing was visited.
    public init() {}

    /// How something was visited; nil if it was not.
    public subscript(_ target: Target) -> Manner? { manners[target] }

    /// Notes a visit. An explicit one stays explicit.
    public mutating func note(_ target: Target, _ manner: Manner) {
        manners[target] = max(manners[target] ?? manner, manner)
    }

    /// Adds what other tests visited.
    public mutating func merge(_ other: Visits) {
        for (target, manner) in other.manners { note(target, manner) }
    }
}
