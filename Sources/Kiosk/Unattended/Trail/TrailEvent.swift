public import ResponseStore
public import SurveyModel

/// What the audit trail tells of a kiosk: who pressed what when, and never what anybody answered.
///
/// No case can carry a text that somebody typed: places are numbers that only the survey can name, everything else is a count,
/// a language the survey is in, or a word of a closed list.
public enum TrailEvent: Hashable, Sendable {
    // MARK: The machine

    /// A worker began, with what it runs.
    case boot(TrailBoot)
    /// So many interviews that had been cut off were closed as abandoned.
    case recovered(interviews: Int)
    /// The window has this size, at the start and after each change.
    case resized(columns: Int, rows: Int)
    /// A signal asked the kiosk to end.
    case stopped(signal: Int32)
    /// The worker ends in order, with this status.
    case ended(status: Int32)
    /// The supervisor starts a worker, for the `attempt`th time since one was healthy.
    case started(attempt: Int)
    /// A worker died. Exactly one of the two is given.
    case died(status: Int32?, signal: Int32?)
    /// The supervisor waits so long before it starts the next one.
    case waiting(seconds: Int)

    // MARK: The course of an interview

    /// Somebody pressed a key, or touched the screen that waits.
    case wake
    /// A language was chosen, before or during an interview.
    case language(String)
    /// The first answer was stored; the response has this id.
    case began(id: String)
    /// A question was shown.
    case entered(QuestionID)
    /// A question was left, forwards or back.
    case left(QuestionID)
    /// An answer was accepted and stored.
    case answered(QuestionID)
    /// An entry was refused, for a kind of reason.
    case refused(QuestionID, TrailWord)
    /// A question was answered sooner than anybody can read it.
    case tooFast(QuestionID)
    /// So many keys came while none was taken: held keys, double presses, hammering.
    case guarded(keys: Int)
    /// Keys that a kiosk does not obey, such as Ctrl-C.
    case blocked(key: TrailWord, times: Int)
    /// The review was shown.
    case review
    /// The response was stored, in this state.
    case submitted(Disposition)
    /// An answer or the response could not be stored; nil where the fault was no store's.
    case notSaved(StoreFault.Kind?)
    /// "Thank you" was shown.
    case thanks
    /// The kiosk waits for the next person; everything of the one before is gone.
    case attract

    // MARK: Idle

    /// The countdown appeared.
    case idleWarning
    /// A key ended it.
    case idleGoesOn
    /// It ran out.
    case idleEnd(OnIdle)

    // MARK: Out of service

    /// The kiosk shows that it is out of service, and why.
    case outOfService(TrailWord)
    /// It is back.
    case backInService

    // MARK: The operator

    /// The chord was pressed, and the PIN is asked for.
    case pinAsked
    /// It was right.
    case pinRight
    /// It was wrong, for the so manieth time since it was right.
    case pinWrong(failures: Int)
    /// None is taken for so long.
    case pinLocked(seconds: Int)
    /// The operator chose something from the menu, or left it.
    case operated(TrailWord)
}

/// What a worker runs.
public struct TrailBoot: Hashable, Sendable {
    /// The program's version.
    public var program: String
    /// The survey's name.
    public var survey: String
    /// The survey's version.
    public var version: Int
    /// The hash of its structure.
    public var structure: String
    /// The languages that are offered.
    public var locales: [String]
    /// What the terminal calls itself.
    public var terminal: String

    /// Says what a worker runs.
    public init(
        program: String, survey: String, version: Int, structure: String, locales: [String], terminal: String
    ) {
        self.program = program
        self.survey = survey
        self.version = version
        self.structure = structure
        self.locales = locales
        self.terminal = terminal
    }
}

/// A word that stands in the program's source, so that the trail can hold no other: `"ctrl-c"`, `"disk_full"`.
public struct TrailWord: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The word.
    public let text: String

    /// Takes a word of the source.
    public init(stringLiteral value: StaticString) { text = value.description }

    /// The name of a reason why an entry was refused, as the interview has them; whatever else comes is `other`, so that
    /// nothing typed can pass for one.
    static func refusal(_ reason: String) -> TrailWord { refusals.first { $0.text == reason } ?? "other" }

    private static let refusals: [TrailWord] = [
        "required", "wrong_kind", "out_of_range", "not_whole", "too_many_decimals", "too_few", "too_many",
        "exclusive", "not_offered", "too_long", "forbidden_character", "line_break", "pattern",
        "date_out_of_range", "time_out_of_range", "repeated", "too_much", "must_take_rest",
        "unknown_language", "entry", "check",
    ]
}

/// What becomes of an interview that somebody walked away from.
public enum OnIdle: String, Hashable, Sendable, CaseIterable {
    /// Its answers are kept, as partial.
    case keep
    /// It is submitted as it stands: complete where only the review was left, else partial.
    case submit
    /// Its answers are erased, and only the count of such interviews goes up.
    case discard
}
