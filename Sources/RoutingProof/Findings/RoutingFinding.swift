internal import SurveyModel

/// Something that the proof found out about a survey and its author should know.
public struct RoutingFinding: Hashable, Sendable {
    /// What it is.
    public var kind: Kind
    /// How bad it is.
    public var severity: Severity
    /// One line: what was found.
    public var message: String
    /// The bytes that it is about, counted as `SurveyPlaces` does.
    public var span: Range<Int>
    /// Other places that explain it: what contradicts each other, first of all.
    public var labels: [Label]
    /// Why it matters.
    public var explanation: String
    /// What to do.
    public var suggestion: String?
    /// What was proved of it, where it is one statement.
    public var subject: Claim.Subject?
    /// The interview that shows it, where one does: how to come to where it is.
    public var shownBy: Claim.Subject?
    /// Facts that hold together in that interview, where the claim alone does not show it.
    public var shownByFacts: [FactID] = []
    /// The name of the thing, where it has one.
    var name: String?
    /// What cannot hold together, of what never happens.
    public var contradiction: Contradiction?

    /// The kinds of finding. Their names are stable: programs and authors may rely on them.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Whoever is asked this comes to no ending.
        case trap
        /// What is under this condition never happens.
        case deadBranch = "dead_branch"
        /// Nothing on this page is ever shown.
        case deadPage = "dead_page"
        /// This question is asked of nobody.
        case deadQuestion = "dead_question"
        /// Nobody can choose this option, in any question that has it.
        case deadOption = "dead_option"
        /// This row is shown to nobody, or this part asked of nobody.
        case deadRow = "dead_row"
        /// No round of this loop ever happens.
        case deadRoster = "dead_roster"
        /// One round of a loop never happens.
        case deadRound = "dead_round"
        /// Nobody comes to this check.
        case deadCheck = "dead_check"
        /// No interview ends here.
        case deadEnding = "dead_ending"
        /// Nobody who comes to this check can satisfy it.
        case checkNeverPasses = "check_never_passes"
        /// Nothing that can be answered makes this check false.
        case checkNeverFires = "check_never_fires"
        /// The condition is unknown for everybody who comes to it.
        case neverKnown = "never_known"
        /// The condition is true for everybody who comes to it.
        case alwaysTrue = "always_true"
        /// What screens or opens a page can be unknown, because an answer can be missing.
        case mayBeUnknown = "may_be_unknown"
        /// A condition reads what cannot have been asked of anybody who comes to it.
        case readBeforeAsked = "read_before_asked"
        /// Nobody counts for the metric.
        case emptyBase = "empty_base"
        /// A metric depends on a question that most will not see.
        case narrowBase = "narrow_base"
        /// The budget did not suffice to find out.
        case undecided
    }

    /// How bad a finding is.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        /// The survey does not do what it says: something in it can never happen, or somebody can never finish.
        case error
        /// It may not do what its author thinks.
        case warning
        /// It does what it says, and says more than it needs to.
        case info
    }

    /// A place with a remark.
    public struct Label: Hashable, Sendable {
        /// The bytes.
        public var span: Range<Int>
        /// The remark.
        public var text: String
    }

    init(
        _ kind: Kind, _ severity: Severity, _ message: String, at span: Range<Int>, _ explanation: String,
        suggestion: String? = nil, subject: Claim.Subject? = nil, shownBy: Claim.Subject? = nil,
        name: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.severity = severity
        self.message = message
        self.span = span
        labels = []
        self.explanation = explanation
        self.suggestion = suggestion
        self.subject = subject
        self.shownBy = shownBy
    }
}
