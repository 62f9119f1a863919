internal import Glibc
public import SurveyModel

/// The audit trail of a kiosk: a file of JSON Lines that grows by one write per line, and is put aside when it is large.
///
/// `FILE` is the current one, `FILE.1` the one before, and so on; the oldest goes. A trail that cannot be written keeps
/// nobody from answering: its lines are lost, and `hasFault` says so. Supervisor and worker write the same file, a line each
/// at a time.
public final class Trail {
    /// Tells the time.
    public struct Moment: Hashable, Sendable {
        /// By the wall.
        public var wall: Timestamp
        /// Milliseconds since the machine started.
        public var milliseconds: Int64

        /// Makes a moment.
        public init(wall: Timestamp, milliseconds: Int64) {
            self.wall = wall
            self.milliseconds = milliseconds
        }

        /// Now, by the clocks of the machine.
        public static var now: Moment {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            let wall = Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
            clock_gettime(CLOCK_BOOTTIME, &time)
            return Moment(
                wall: wall, milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
        }
    }

    private let path: String
    private let limit: Int
    private let files: Int
    private let survey: Survey?
    private let clock: () -> Moment
    private var file: Int32 = -1
    /// When the caller's clock began, in milliseconds since the machine started; without it, the first event says.
    public var origin: Int64?
    /// The last time that was written: time only grows.
    private var latest = Int64.min
    /// Whether the last write left half a line.
    private var isTorn = false
    /// Whether the last line could not be written.
    public private(set) var hasFault = false

    /// Prepares a trail; nothing is written before the first event.
    public init(
        _ path: String, limit: Int, files: Int, survey: Survey?, clock: @escaping () -> Moment = { .now }
    ) {
        self.path = path
        self.limit = limit
        self.files = max(1, files)
        self.survey = survey
        self.clock = clock
    }

    deinit { if file >= 0 { close(file) } }

    /// Adds an event; `time` is by a clock of the caller's that is never set, and that began whenever it did.
    public func note(_ event: TrailEvent, at time: Duration) {
        let now = clock()
        let since = origin ?? now.milliseconds &- time.milliseconds
        origin = since
        append(event, wall: now.wall, milliseconds: since &+ time.milliseconds)
    }

    /// Adds an event that happens now.
    public func note(_ event: TrailEvent) {
        let now = clock()
        append(event, wall: now.wall, milliseconds: now.milliseconds)
    }

    private func append(_ event: TrailEvent, wall: Timestamp, milliseconds: Int64) {
        latest = max(latest, milliseconds)
        let line = event.line(at: wall, milliseconds: latest, in: survey)
        guard reopen(for: line.count) else {
            hasFault = true
            return
        }
        // What a full disk cut off must not run into this line.
        let whole = isTorn ? [0x0A] + line : line
        let count = whole.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        hasFault = count != whole.count
        isTorn = hasFault && (count > 0 || isTorn)
        if event.isWeighty, !hasFault { fdatasync(file) }
    }

    /// Opens the file, anew if somebody put it aside or it has become too large.
    private func reopen(for count: Int) -> Bool {
        var status = stat()
        if file >= 0 {
            var named = stat()
            let isThere =
                fstat(file, &status) == 0 && stat(path, &named) == 0
                && named.st_ino == status.st_ino && named.st_dev == status.st_dev
            if isThere, Int(status.st_size) + count <= limit { return true }
            close(file)
            file = -1
            isTorn = false
        }
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        file = open(path, flags, 0o640)
        if file < 0, errno == ENOENT {
            try? DurableFile.makeFolder(DurableFile.folder(of: path))
            file = open(path, flags, 0o640)
        }
        guard file >= 0, fstat(file, &status) == 0 else { return false }
        guard status.st_size > 0, Int(status.st_size) + count > limit else { return true }
        close(file)
        putAside()
        file = open(path, flags | O_TRUNC, 0o640)
        return file >= 0
    }

    private func putAside() {
        guard files > 1 else { return }
        for number in stride(from: files - 1, to: 1, by: -1) {
            rename("\(path).\(number - 1)", "\(path).\(number)")
        }
        rename(path, "\(path).1")
    }
}
