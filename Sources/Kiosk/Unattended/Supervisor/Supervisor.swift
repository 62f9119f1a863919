internal import Glibc

/// The process that starts a kiosk's worker on its own terminal, mends the terminal when the worker dies, and starts the next.
///
/// Only another process can give a terminal back after SIGKILL. It does as little as can be: it waits for signals in one
/// system call, holds no survey and no store, and takes the terminal only while no worker has it.
///
/// It ends when the worker ends with status 0 (the operator's exit), or because the terminal is gone (129), or when it is
/// asked to: SIGTERM and SIGHUP are handed on, and answered with 143 and 129 once the worker is gone. SIGINT, SIGQUIT and
/// SIGTSTP mean nothing to it. The worker gets SIGTERM from the kernel where the supervisor itself is killed.
public struct Supervisor {
    /// What a supervisor needs to know.
    public struct Options {
        /// The program that is the worker.
        public var program: String
        /// Its arguments, with its name first.
        public var arguments: [String]
        /// Its environment.
        public var environment: [String: String]
        /// What leaves a full screen, whatever state that is in.
        public var leave: [UInt8]
        /// What is shown while the next worker is waited for: plain lines, with a carriage return and a line feed each.
        public var pausedScreen: () -> [UInt8]
        /// The folder for what workers write to standard error, such as reports of crashes.
        public var reports: String
        /// How many reports are kept.
        public var reportLimit = 20
        /// How the reports of this kiosk's workers begin.
        public var reportName: String
        /// The longest wait before a worker is started again.
        public var longestWait = Duration.seconds(60)
        /// A worker that lived so long was healthy: the next wait is the first again.
        public var healthy = Duration.seconds(300)
        /// How long a worker has to end when it is asked to.
        public var patience = Duration.seconds(10)
        /// Where events go.
        public var note: (TrailEvent) -> Void

        /// Makes options.
        public init(
            program: String, arguments: [String], environment: [String: String], leave: [UInt8],
            reports: String, reportName: String, pausedScreen: @escaping () -> [UInt8],
            note: @escaping (TrailEvent) -> Void
        ) {
            self.program = program
            self.arguments = arguments
            self.environment = environment
            self.leave = leave
            self.reports = reports
            self.reportName = reportName
            self.pausedScreen = pausedScreen
            self.note = note
        }
    }

    private let options: Options
    private var terminal: SupervisedTerminal
    private var attempt = 0

    /// Prepares to supervise at the terminal of standard input and standard output.
    public init(_ options: Options) {
        self.options = options
        terminal = SupervisedTerminal(input: STDIN_FILENO, output: STDOUT_FILENO, leave: options.leave)
    }

    /// Supervises until a worker ends for good, and gives the status to end with.
    public mutating func run() -> Int32 {
        Signals.block()
        while true {
            attempt = min(attempt + 1, 1_000_000)
            options.note(.started(attempt: attempt))
            let began = Self.now
            let end: WorkerEnd
            do { end = try watch(Worker(options)) } catch {
                // No process to be had, as when memory is short: the same as a worker that dies at once.
                end = WorkerEnd(status: 127, signal: nil, asked: nil)
            }
            if let status = finalStatus(end) { return status }
            options.note(.died(status: end.signal == nil ? end.status : nil, signal: end.signal))
            if Self.now - began >= options.healthy { attempt = 1 }
            terminal.mend()
            let wait = Self.wait(afterAttempts: attempt, longest: options.longestWait)
            options.note(.waiting(seconds: Int(wait.components.seconds)))
            let asked = pause(wait)
            if asked != SIGHUP { terminal.show([]) }
            if let asked {
                if asked == SIGTERM { terminal.restore() }
                return 128 + asked
            }
        }
    }

    /// How long to wait after so many workers that died soon: 1, 2, 4 … seconds.
    static func wait(afterAttempts attempts: Int, longest: Duration) -> Duration {
        min(.seconds(1 << min(max(attempts - 1, 0), 30)), longest)
    }

    /// How a worker ended.
    struct WorkerEnd {
        /// Its status, where it ended by itself.
        var status: Int32
        /// The signal that killed it.
        var signal: Int32?
        /// The signal by which the supervisor was asked to end.
        var asked: Int32?
    }

    /// What to end with; nil where the next worker is to be started.
    private mutating func finalStatus(_ end: WorkerEnd) -> Int32? {
        if let asked = end.asked {
            // A worker that had to be killed has left the terminal as it was.
            if asked != SIGHUP { terminal.restore(isMending: end.signal != nil) }
            return 128 + asked
        }
        guard end.signal == nil else { return nil }
        if end.status == 0 {
            terminal.restore()
            return 0
        }
        return end.status == 128 + SIGHUP ? end.status : nil
    }

    /// Waits until a worker has ended, and hands on what asks to end.
    private func watch(_ worker: Worker) -> WorkerEnd {
        var asked: Int32?
        var deadline: Duration?
        while true {
            let signal = Signals.next(within: deadline.map { max($0 - Self.now, .zero) })
            switch signal {
            case SIGTERM, SIGHUP:
                // The first one counts; what hangs up while it ends is answered like what was asked first.
                if asked == nil {
                    asked = signal
                    deadline = Self.now + options.patience
                }
                worker.send(signal)
            case nil where deadline != nil:
                worker.send(SIGKILL)
                deadline = nil
            default: break
            }
            if let end = worker.end(asked: asked) { return end }
        }
    }

    /// Shows that it goes on in a moment, and waits. The signal that asked to end meanwhile, if one did.
    private func pause(_ wait: Duration) -> Int32? {
        terminal.show(options.pausedScreen())
        ServiceNotice.tell(ServiceNotice.alive)
        let deadline = Self.now + wait
        defer { terminal.forgetKeys() }
        while true {
            let left = deadline - Self.now
            guard left > .zero else { return nil }
            switch Signals.next(within: left) {
            case SIGTERM: return SIGTERM
            case SIGHUP: return SIGHUP
            default: break
            }
            if terminal.isGone { return SIGHUP }
        }
    }

    /// Time since the machine started, which nobody can set.
    private static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

/// The signals of a supervisor: blocked, and taken one by one, so that none is lost and no handler runs.
private enum Signals {
    private static let all = [SIGCHLD, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU]

    private static var set: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in all { sigaddset(&set, signal) }
        return set
    }

    static func block() {
        var set = set
        sigprocmask(SIG_BLOCK, &set, nil)
        // A signal that is ignored is never taken, and children that are ignored are never waited for.
        for signal in [SIGCHLD, SIGTERM, SIGHUP] { Glibc.signal(signal, SIG_DFL) }
        Glibc.signal(SIGPIPE, SIG_IGN)
    }

    /// The next signal; nil if none came in time. Without a time it waits for ever.
    static func next(within time: Duration?) -> Int32? {
        var set = set
        let signal: Int32
        if let time {
            let (seconds, attoseconds) = time.components
            var limit = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
            signal = sigtimedwait(&set, nil, &limit)
        } else {
            signal = sigwaitinfo(&set, nil)
        }
        // EINTR, by a signal that is not blocked, is as good as one that means nothing.
        return signal > 0 ? signal : (errno == EAGAIN ? nil : 0)
    }
}
