public import Interview
public import SurveyModel

/// What a kiosk's screen needs of the machine it stands on.
///
/// The screen knows no file, no clock but the session's, and no store; everything it wants done is here, so that tests can
/// be the machine. No call may take longer than a person waits, but for the check of a PIN.
public protocol KioskStation {
    /// An interview that nobody has begun, with a seed and an id of its own. Throws why none can be held; it is then shown as
    /// out of service.
    func newInterview(in locale: String) throws -> KioskInterview
    /// Why no interview should begin now, as far as the machine knows; nil where nothing speaks against it. Asked at the
    /// start, after each person, and from time to time while nobody is there.
    func outage() -> KioskOutage?
    /// The time on the wall.
    var localTime: LocalTime { get }
    /// Tries a PIN, counts it if it is wrong, and overwrites it.
    func verify(pin: inout [UInt8]) -> PINVerdict
    /// What the operator wants to know. Throws where it cannot be read.
    func figures() throws -> KioskFigures
    /// Puts an event into the audit trail; `now` is by the session's clock. Must not throw: a trail that cannot be written
    /// keeps nobody from answering.
    func note(_ event: TrailEvent, at now: Duration)
}

/// An interview that nobody has begun.
public struct KioskInterview {
    /// The id of the response that may come of it.
    public var id: String
    /// The interview.
    public var interview: Interview
    /// Where its answers go.
    public var journal: any KioskJournal

    /// Hands over an interview.
    public init(id: String, interview: Interview, journal: any KioskJournal) {
        self.id = id
        self.interview = interview
        self.journal = journal
    }
}

/// A journal whose interview can also end without the one who gave the answers.
public protocol KioskJournal: AnswerJournal {
    /// Erases everything that was recorded of the interview, as if there had been none. Durable when it returns. What was
    /// never begun, or has ended, stays as it is.
    mutating func discard() throws
    /// Closes the interview as abandoned with what is recorded of it, where a fault kept it from its end.
    mutating func abandon() throws
}

/// Why a kiosk is out of service.
public enum KioskOutage: Hashable, Sendable {
    /// There is no room for answers.
    case diskFull
    /// Another program keeps the store locked.
    case storeLocked
    /// The store cannot be used, or an interview cannot begin, for a reason that the operator reads.
    case fault(String)
    /// The survey has not begun yet, or is over.
    case surveyClosed
    /// It is past closing time. It opens at this minute of a day, if that is known.
    case asleep(opens: TimeOfDay?)
    /// The operator paused it.
    case paused
}

/// A moment on the wall.
public struct LocalTime: Hashable, Sendable {
    /// The day.
    public var day: CalendarDay
    /// The second of the day, from 0 to 86,399.
    public var second: Int

    /// Makes a moment.
    public init(day: CalendarDay, second: Int) {
        self.day = day
        self.second = second
    }
}

/// What the operator wants to know.
public struct KioskFigures: Hashable, Sendable {
    /// How many of something there were.
    public struct Count: Hashable, Sendable {
        /// Since midnight.
        public var today: Int
        /// Ever, in this store.
        public var total: Int

        /// Makes a count.
        public init(today: Int, total: Int) {
            self.today = today
            self.total = total
        }
    }

    /// The responses, by how the interviews ended.
    public var responses: [Disposition: Count]
    /// Interviews that began and have no response yet: going on now, or cut off and not closed yet.
    public var open: Int
    /// How many bytes are free where the store is; nil if that cannot be known.
    public var freeBytes: Int64?

    /// Makes figures.
    public init(responses: [Disposition: Count] = [:], open: Int = 0, freeBytes: Int64? = nil) {
        self.responses = responses
        self.open = open
        self.freeBytes = freeBytes
    }
}
