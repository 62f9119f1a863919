public import SurveyModel

/// Decides whether two versions of a survey ask the same people.
public struct PopulationProof: Sendable {
    /// Something that happens in some interviews.
    public enum Subject: Hashable, Sendable {
        /// A question is asked, under any of its namesakes; both versions have it.
        case question(String)
        /// A row is shown, by the name of its variable; both versions have it.
        case row(String)
        /// A check stops the interview or asks again.
        case check(old: CheckID, new: CheckID)
    }

    /// What is known of the people to whom it happens.
    public enum Verdict: Hashable, Sendable {
        /// It happens in an interview of the one version exactly if in that of the other.
        case same
        /// In some interviews it does not: answers with which it happens only in the newer version, and answers with which
        /// only in the older.
        case different(gained: [String]?, lost: [String]?)
        /// The budget was used up.
        case undecided
    }

    /// Decides what is written differently in the two surveys, or reads something that changed: a verdict for each subject,
    /// in their order. Verdicts that are left out are undecided.
    public var decide: @Sendable (_ old: Survey, _ new: Survey, _ subjects: [Subject]) -> [Verdict]

    /// Makes a proof of a way to decide.
    public init(
        decide: @escaping @Sendable (_ old: Survey, _ new: Survey, _ subjects: [Subject]) -> [Verdict]
    ) {
        self.decide = decide
    }

    /// Looks at the text alone: whatever is written differently is undecided.
    public static let textOnly = PopulationProof { _, _, _ in [] }
}
