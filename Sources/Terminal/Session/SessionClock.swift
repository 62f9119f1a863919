internal import CTerminal
internal import Glibc

/// How long a session has been going on, and the one timer that wakes it.
///
/// It goes on while the computer sleeps: when the lid of a laptop is opened an hour later, nobody is to see what was
/// answered before it was shut, and the time a question was looked at is not to seem short. Setting the clock does not
/// touch it.
struct SessionClock {
    /// Can be read when the time has come.
    let timer: Int32
    private let start: Int64
    private var set: Duration?

    init() throws(TerminalSessionError) {
        timer = sondeo_timer_open()
        guard timer >= 0 else { throw .unavailable(code: errno) }
        start = Self.nanoseconds
    }

    private static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// How long it has been going on.
    var now: Duration { .nanoseconds(Self.nanoseconds - start) }

    /// Sets the timer, or turns it off. A time that is as good as never is never.
    mutating func wake(at time: Duration?) {
        guard time != set else { return }
        set = time
        guard let time, time < .seconds(1_000_000_000) else { return sondeo_timer_set(timer, -1) }
        let (seconds, attoseconds) = max(time, .zero).components
        sondeo_timer_set(timer, start + seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    func close() { Glibc.close(timer) }
}
