internal import Glibc
internal import SurveyModel

/// What came of a PIN.
public enum PINVerdict: Hashable, Sendable {
    /// The door opens.
    case right
    /// It was wrong, for the so manieth time in a row; another may be tried at once.
    case wrong(failures: Int)
    /// None is taken for so long: it was wrong once too often, or was not looked at because the last wait is not over.
    case locked(Duration)
}

/// The operator's door: checks PINs, and makes those who guess wait, also across a restart.
///
/// How often the PIN was wrong is on the disk before it is checked, so that cutting the power after a guess gains nothing.
/// Waits are measured by the time since the machine started, which nobody can set: setting the clock, forwards or back,
/// changes nothing, and after a restart of the machine a wait begins anew.
///
/// A file that cannot be understood counts as the last allowed failure. Where failures cannot be saved, as on a full disk,
/// each wrong PIN costs a wait. A missing file is one without failures: whoever can remove it can read the answers too.
public struct PINDoor: Sendable {
    private let hash: PINHash
    private let backOff: PINBackOff
    private let path: String
    private var state: State
    private var canSave = true

    /// The failures so far, and the time from which the wait counts.
    struct State: Hashable, Sendable {
        var failures = 0
        /// The machine's run that `since` belongs to.
        var run = ""
        /// Milliseconds since the machine started.
        var since: Int64 = 0
    }

    /// What tells the time: the machine's run, and the milliseconds in it.
    public struct Clock: Hashable, Sendable {
        /// The machine's run: another after each start.
        public var run: String
        /// Milliseconds since the machine started, sleep included.
        public var milliseconds: Int64

        /// Makes a reading.
        public init(run: String, milliseconds: Int64) {
            self.run = run
            self.milliseconds = milliseconds
        }

        /// What the machine says now.
        public static var now: Clock {
            var time = timespec()
            clock_gettime(CLOCK_BOOTTIME, &time)
            let run = (try? DurableFile.read("/proc/sys/kernel/random/boot_id")) ?? nil
            return Clock(
                run: String(decoding: (run ?? []).filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self),
                milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
        }
    }

    /// Reads what is known of earlier attempts.
    public init(_ hash: PINHash, backOff: PINBackOff, path: String, at now: Clock) {
        self.hash = hash
        self.backOff = backOff
        self.path = path
        let read: [UInt8]?
        do { read = try DurableFile.read(path) } catch { read = [] }
        if let read {
            state = State(read) ?? State(failures: backOff.attempts, run: "", since: 0)
        } else {
            state = State()
        }
        // A wait from another run of the machine, or from a time that is still to come, begins anew.
        if state.failures > 0, state.run != now.run || state.since > now.milliseconds { restart(at: now) }
    }

    /// How long no PIN is taken; zero if one is.
    public func wait(at now: Clock) -> Duration {
        let failures = canSave ? state.failures : max(state.failures, backOff.attempts)
        guard state.failures > 0 else { return .zero }
        let wait = backOff.wait(afterFailures: failures)
        let passed = Duration.milliseconds(max(0, now.milliseconds &- state.since))
        return passed >= wait ? .zero : wait - passed
    }

    /// Checks a PIN and clears it. Takes as long as the hash, some 100 ms, unless the door is locked.
    public mutating func check(_ pin: inout [UInt8], at now: Clock) -> PINVerdict {
        defer { PINHash.clear(&pin) }
        let wait = wait(at: now)
        guard wait == .zero else { return .locked(wait) }
        state.failures = min(state.failures, 1_000_000) + 1
        restart(at: now)
        guard hash.matches(pin) else {
            let wait = self.wait(at: now)
            return wait == .zero ? .wrong(failures: state.failures) : .locked(wait)
        }
        state = State()
        save()
        return .right
    }

    /// How often the PIN was wrong since it was right.
    public var failures: Int { state.failures }

    private mutating func restart(at now: Clock) {
        state.run = now.run
        state.since = now.milliseconds
        save()
    }

    private mutating func save() {
        do {
            try DurableFile.replace(path, with: state.bytes, isSynced: true, mode: 0o600)
            canSave = true
        } catch { canSave = false }
    }
}

extension PINDoor.State {
    /// The state as its file has it.
    var bytes: [UInt8] {
        let text = JSONValue.object([
            "format": .string("sondeo.kiosk.pin"), "failures": .number(failures), "run": .string(run),
            "since": .number(since),
        ]).compactText
        return Array((text + "\n").utf8)
    }

    /// Reads a file; nil if it is damaged.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes), value["format"]?.string == "sondeo.kiosk.pin",
            let failures = value["failures"]?.int, (0...1_000_001).contains(failures),
            let run = value["run"]?.string, let since = value["since"]?.int, since >= 0
        else { return nil }
        self.init(failures: failures, run: run, since: Int64(since))
    }

    /// How often the PIN was wrong, from the file of a kiosk; nil if the file is damaged.
    static func failures(in bytes: [UInt8]) -> Int? { Self(bytes)?.failures }
}
