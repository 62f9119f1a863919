public import SurveyModel

/// What a kiosk says about itself: a small file that its worker replaces whenever something changes, and at least every
/// minute.
public struct KioskStatus: Hashable, Sendable {
    /// What the kiosk is called.
    public var station: String
    /// The program's version.
    public var program: String
    /// The survey's name.
    public var survey: String
    /// The survey's version.
    public var version: Int
    /// The worker's process number.
    public var process: Int
    /// What it does.
    public var state = State.starting
    /// Why it is out of service, as in the trail.
    public var reason: String?
    /// Since when it does that.
    public var since: Timestamp
    /// When this was written.
    public var written: Timestamp
    /// When the worker began.
    public var began: Timestamp
    /// Where its audit trail is.
    public var trail: String
    /// Where reports of its crashes are.
    public var reports: String

    /// What a kiosk does.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Nothing yet.
        case starting
        /// It waits for somebody.
        case attract
        /// Somebody chooses a language, or has not answered yet.
        case choosing
        /// Somebody answers, and an answer is stored.
        case interview
        /// It thanks.
        case thanks
        /// It is out of service.
        case outOfService = "out_of_service"
        /// It has ended in order.
        case ended
    }

    /// Begins a status.
    public init(settings: KioskSettings, program: String, survey: Survey, process: Int32, at now: Timestamp) {
        station = settings.station
        trail = settings.trailPath
        reports = settings.reportFolder
        self.program = program
        self.survey = survey.name
        version = survey.version
        self.process = Int(process)
        since = now
        written = now
        began = now
    }

    /// Changes with what happens; whether that is another state than before.
    public mutating func take(_ event: TrailEvent, at now: Timestamp) -> Bool {
        let next: State
        var reason: String?
        switch event {
        case .attract, .backInService: next = .attract
        case .wake: next = .choosing
        case .began: next = .interview
        case .thanks: next = .thanks
        case .outOfService(let word):
            next = .outOfService
            reason = word.text
        case .ended, .stopped: next = .ended
        default: return false
        }
        guard next != state || reason != self.reason else { return false }
        (state, self.reason, since) = (next, reason, now)
        return true
    }
}

extension KioskStatus {
    /// The status as its file has it.
    var bytes: [UInt8] {
        let value = JSONValue.object([
            "format": .string(Self.format), "station": .string(station), "program": .string(program),
            "survey": .string(survey), "version": .number(version), "process": .number(process),
            "state": .string(state.rawValue), "reason": reason.map { .string($0) },
            "since": .string(since.text), "written": .string(written.text), "began": .string(began.text),
            "trail": .string(trail), "reports": .string(reports),
        ])
        return Array((value.compactText + "\n").utf8)
    }

    private static let format = "sondeo.kiosk.status"

    /// Reads a file; nil if it is damaged or something else.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes), value["format"]?.string == Self.format,
            let station = value["station"]?.string, let program = value["program"]?.string,
            let survey = value["survey"]?.string, let version = value["version"]?.int,
            let process = value["process"]?.int,
            let state = value["state"]?.string.flatMap(State.init(rawValue:)),
            let since = value["since"]?.string.flatMap({ Timestamp($0) }),
            let written = value["written"]?.string.flatMap({ Timestamp($0) }),
            let began = value["began"]?.string.flatMap({ Timestamp($0) }),
            let trail = value["trail"]?.string, let reports = value["reports"]?.string
        else { return nil }
        self.station = station
        self.program = program
        self.survey = survey
        self.version = version
        self.process = process
        self.state = state
        reason = value["reason"]?.string
        self.since = since
        self.written = written
        self.began = began
        self.trail = trail
        self.reports = reports
    }
}
