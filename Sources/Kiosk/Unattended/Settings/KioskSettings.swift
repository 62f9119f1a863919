public import SurveyModel

/// How one kiosk behaves, from its settings file.
///
/// A value that was made without a file has the defaults, which `Documentation/Kiosk.md` lists.
public struct KioskSettings: Hashable, Sendable {
    // MARK: What it asks, and where the answers go

    /// The survey file.
    public var survey: String?
    /// The store that the answers are kept in.
    public var store: String?
    /// What this kiosk is called in responses, in its trail and in its status: letters, digits, `.`, `_` and `-`.
    public var station = "kiosk"
    /// What the survey is given at its start, by name, as it was written.
    public var givens: [String: String] = [:]
    /// The languages that are offered, in their order; all of the survey's where it is empty.
    public var locales: [String] = []
    /// Whether the answers are shown once more before they are submitted.
    public var hasReview = true

    // MARK: How it looks

    /// The colours.
    public var theme = ThemeName.dark
    /// Whether marks beyond ASCII may be drawn.
    public var hasPrettyMarks = false
    /// What the screen that waits says, by language; without one, the program's own words.
    public var attract: [String: String] = [:]
    /// How long the screen that waits stays in one language.
    public var attractTurn = Duration.seconds(5)

    // MARK: People who walk away

    /// How long nobody has to touch anything before the countdown appears.
    public var idle = Duration.seconds(45)
    /// The same while a text is being typed.
    public var idleText = Duration.seconds(120)
    /// The same for single questions, by name.
    public var idleByQuestion: [String: Duration] = [:]
    /// How long the countdown is.
    public var idleWarning = Duration.seconds(15)
    /// What becomes of the answers.
    public var onIdle = OnIdle.keep

    // MARK: Between people

    /// How long "thank you" is shown.
    public var thanks = Duration.seconds(5)
    /// After how long a key skips it.
    public var thanksSkip = Duration.seconds(1)
    /// Whether the terminal's memory of what scrolled away is cleared after each person.
    public var wipes = true

    // MARK: Hands that are too fast

    /// How long after a question was painted no key counts.
    public var guardPaint = Duration.milliseconds(250)
    /// How long the keys have to be quiet before one counts.
    public var guardQuiet = Duration.milliseconds(150)
    /// An answer sooner than this is noted in the trail.
    public var tooFast = Duration.milliseconds(500)

    // MARK: When it is open

    /// The hours of a week, and the days without any.
    public var hours = OpeningHours()
    /// The first day of the survey.
    public var firstDay: CalendarDay?
    /// The last day of the survey.
    public var lastDay: CalendarDay?

    // MARK: The operator

    /// The keys that open the operator's door, one after the other.
    public var chord = KeyChord.standard
    /// The hash of the operator's PIN; without one there is no door.
    public var pin: PINHash?
    /// When wrong PINs make the operator wait.
    public var pinBackOff = PINBackOff()

    // MARK: Files and the machine

    /// The folder of the kiosk's own files; without one, `STORE-kiosk`.
    public var files: String?
    /// The audit trail; without one, `STATION.trail.jsonl` in `files`.
    public var trail: String?
    /// How large the trail may become before it is put aside, in bytes.
    public var trailBytes = 10_000_000
    /// How many trails are kept, the current one included.
    public var trailFiles = 5
    /// Where reports of crashes go; without one, `reports` in `files`.
    public var reports: String?
    /// With less free space than this, in bytes, no interview begins.
    public var diskReserve = 20_000_000
    /// The longest wait before a worker that died is started again.
    public var restartWait = Duration.seconds(60)

    /// The defaults.
    public init() {}

    /// The names of the themes.
    public enum ThemeName: String, Hashable, Sendable, CaseIterable {
        /// Light letters on a dark ground.
        case dark
        /// Dark letters on a light ground.
        case light
        /// No colour: bold, underlined and reversed letters only.
        case none
    }
}

extension KioskSettings {
    /// The folder of the kiosk's own files.
    public var folder: String { files ?? (store ?? "") + "-kiosk" }
    /// The audit trail.
    public var trailPath: String { trail ?? "\(folder)/\(station).trail.jsonl" }
    /// Where reports of crashes go.
    public var reportFolder: String { reports ?? "\(folder)/reports" }
    /// What the kiosk says about itself, for `sondeo kiosk status`.
    public var statusPath: String { "\(folder)/\(station).status.json" }
    /// The lock that says that the kiosk is alive.
    public var lockPath: String { "\(folder)/\(station).lock" }
    /// How often the PIN was wrong.
    public var pinPath: String { "\(folder)/\(station).pin.json" }
}
