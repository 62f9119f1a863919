internal import Glibc
internal import Interview
internal import ResponseStore
public import SurveyModel

/// The machine that a kiosk stands on: its store, its clocks, its disk, its trail, and what it says about itself.
///
/// The store is opened when it is needed, so that a kiosk whose store is locked or whose disk is full comes up out of service
/// and mends itself. One thread.
public final class Station: KioskStation {
    private let survey: Survey
    private let settings: KioskSettings
    private let plan: InterviewPlan
    private let givens: [VariableID: Value]
    private let path: String
    private let trail: Trail
    private var store: Store?
    /// Whether the store was open once: from then on no new one is made in its place.
    private var wasOpen = false
    private var door: PINDoor?
    private var status: KioskStatus
    private var lastTold = Duration.seconds(-1_000)
    private var isReady = false

    /// How long anything waits for a store that another program has locked, in seconds.
    private static let patience = 2.0
    /// How often it says that it is alive, if nothing else is to be said.
    private static let pulse = Duration.seconds(10)

    /// Prepares a station; nothing is opened but the file of wrong PINs. The settings name a store.
    ///
    /// `boot` is what the trail is told first.
    public init(
        survey: Survey, settings: KioskSettings, givens: [VariableID: Value], boot: TrailBoot
    ) {
        self.survey = survey
        self.settings = settings
        self.givens = givens
        plan = InterviewPlan(survey)
        path = settings.store ?? ""
        trail = Trail(
            settings.trailPath, limit: settings.trailBytes, files: settings.trailFiles, survey: survey)
        status = KioskStatus(
            settings: settings, program: boot.program, survey: survey, process: getpid(),
            at: Self.now())
        try? DurableFile.makeFolder(settings.folder)
        door = settings.pin.map {
            PINDoor($0, backOff: settings.pinBackOff, path: settings.pinPath, at: .now)
        }
        trail.note(.boot(boot))
    }

    // MARK: Interviews

    public func newInterview(in locale: String) throws -> KioskInterview {
        let store = try opened()
        let interview = try Interview(
            plan: plan, givens: givens, seed: .random(in: 0...UInt64(Int64.max)), locale: locale,
            today: localTime.day)
        var generator = SystemRandomNumberGenerator()
        let now = Self.now()
        let start = InterviewStart(
            id: UUIDv7(milliseconds: now.milliseconds, from: &generator).text, locale: locale,
            station: settings.station, channel: "kiosk", seed: interview.seed, started: now)
        return KioskInterview(
            id: start.id, interview: interview, journal: StoreJournal(store, start: start, now: Self.now))
    }

    public func outage() -> KioskOutage? {
        defer { tellAlive() }
        // Opening is also what closes what was cut off, so that it comes before anything that may be in its way.
        do { try opened().checkReady() } catch { return KioskScreen.outage(for: error) }
        if let free = freeBytes, free < Int64(settings.diskReserve) { return .diskFull }
        return nil
    }

    /// The store, open: knows the survey, and nothing in it is cut off.
    private func opened() throws -> Store {
        if let store {
            if isStillThere { return store }
            try? store.close()
            self.store = nil
            throw StoreFault(.missing, "\(path) is gone; put it back, or start the kiosk again")
        }
        let store = try Store(opening: path, mode: wasOpen ? .readWrite : .create, patience: Self.patience)
        let recovery = try store.recover(at: Self.now()) { try $0.abandonedResponse() }
        if !recovery.closed.isEmpty { trail.note(.recovered(interviews: recovery.closed.count)) }
        try store.register(survey, at: Self.now())
        (self.store, wasOpen) = (store, true)
        var file = stat()
        if stat(path, &file) == 0 { identity = (file.st_dev, file.st_ino) }
        return store
    }

    /// Which file was opened.
    private var identity: (dev_t, ino_t)?

    /// Whether the file that is open still is where it was.
    private var isStillThere: Bool {
        var file = stat()
        guard let identity, stat(path, &file) == 0 else { return false }
        return identity == (file.st_dev, file.st_ino)
    }

    // MARK: The operator

    public func verify(pin: inout [UInt8]) -> PINVerdict {
        guard door != nil else {
            PINHash.clear(&pin)
            return .wrong(failures: 0)
        }
        return door?.check(&pin, at: .now) ?? .wrong(failures: 0)
    }

    public func figures() throws -> KioskFigures {
        let counts = try opened().counts(since: Self.midnight())
        var figures = KioskFigures(open: counts.open, freeBytes: freeBytes)
        for row in counts.rows where row.survey == survey.name {
            let before = figures.responses[row.state] ?? KioskFigures.Count(today: 0, total: 0)
            figures.responses[row.state] = KioskFigures.Count(
                today: before.today + row.recent, total: before.total + row.total)
        }
        return figures
    }

    // MARK: The trail and the status

    public func note(_ event: TrailEvent, at now: Duration) {
        trail.note(event, at: now)
        let moment = Self.now()
        if status.take(event, at: moment) {
            tell(moment, at: now)
            if !isReady, status.state == .attract || status.state == .outOfService {
                isReady = true
                ServiceNotice.tell(ServiceNotice.ready)
            }
        } else if now - lastTold >= Self.pulse {
            tell(moment, at: now)
        }
    }

    /// The session's clock began at this moment of the machine's, in milliseconds since that started.
    public func sessionBegan(at moment: Int64) { trail.origin = moment }

    /// The worker ends in order, with this status.
    public func end(status code: Int32) {
        trail.note(.ended(status: code))
        if status.take(.ended(status: code), at: Self.now()) { write(Self.now()) }
        try? store?.close()
        store = nil
    }

    private func tellAlive() { write(Self.now()) }

    private func tell(_ moment: Timestamp, at now: Duration) {
        lastTold = now
        write(moment)
    }

    private func write(_ moment: Timestamp) {
        status.written = moment
        try? DurableFile.replace(settings.statusPath, with: status.bytes, isSynced: false)
        ServiceNotice.tell(ServiceNotice.alive)
    }

    // MARK: The machine

    public var localTime: LocalTime {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return LocalTime(
            day: CalendarDay(
                of: Timestamp(milliseconds: Int64(now) * 1_000), secondsFromGMT: Int(parts.tm_gmtoff)),
            // A leap second is the last one of its minute.
            second: Int(parts.tm_hour) * 3_600 + Int(parts.tm_min) * 60 + min(Int(parts.tm_sec), 59))
    }

    private var freeBytes: Int64? { Self.freeBytes(at: path) }

    /// How many bytes anybody may still write where a file is, or would be.
    public static func freeBytes(at path: String) -> Int64? {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 || statvfs(DurableFile.folder(of: path), &disk) == 0 else {
            return nil
        }
        return Int64(
            clamping: UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize))
                .partialValue)
    }

    /// The moment now, by the wall.
    static func now() -> Timestamp { Trail.Moment.now.wall }

    /// When today began where this machine is.
    public static func midnight() -> Timestamp {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        (parts.tm_hour, parts.tm_min, parts.tm_sec, parts.tm_isdst) = (0, 0, 0, -1)
        return Timestamp(milliseconds: Int64(mktime(&parts)) * 1_000)
    }
}
