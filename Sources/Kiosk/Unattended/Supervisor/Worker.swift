internal import CProcess
internal import Glibc

/// A worker process of a supervisor.
struct Worker {
    private let process: pid_t
    private let report: WorkerReport

    /// No process could be started.
    struct Fault: Error {
        let code: Int32
    }

    /// Starts a worker on the terminal of this process, in its session and its process group, with every signal as a new
    /// program has it and its standard error in a report.
    init(_ options: Supervisor.Options) throws(Fault) {
        report = WorkerReport(options)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, report.file, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGCHLD, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGPIPE, SIGCONT, SIGWINCH] {
            sigaddset(&signals, signal)
        }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        // POSIX_SPAWN_SETSIGDEF and POSIX_SPAWN_SETSIGMASK.
        posix_spawnattr_setflags(&attributes, 0x04 | 0x08)
        var environment = options.environment
        environment[WorkerLife.variable] = "\(getpid())"
        environment["SWIFT_BACKTRACE"] = Self.backtrace
        let words = options.arguments.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, options.program, &actions, &attributes, words, variables)
        report.closeFile()
        guard code == 0 else {
            report.finish()
            throw Fault(code: code)
        }
        process = id
    }

    /// Swift's own reporter of crashes is off: it would offer a debugger at the terminal, prints what registers point to, which
    /// could be what somebody typed, needs seconds for it, and lets a program go on that a fault was sent to by a signal. The
    /// session's report of a crash goes to standard error, and so does what the program says of the check that failed.
    ///
    /// Source: `docs/Backtracing.rst` of Swift.
    static let backtrace = "enable=no,interactive=no,color=no,output-to=stderr"

    /// Sends it a signal.
    func send(_ signal: Int32?) { if let signal { kill(process, signal) } }

    /// How it ended, once it has; it leaves no trace among the processes then. One that was stopped goes on: nobody at a kiosk
    /// could bring it back.
    func end(asked: Int32?) -> Supervisor.WorkerEnd? {
        var status: Int32 = 0
        var result: pid_t
        repeat { result = waitpid(process, &status, WNOHANG | WUNTRACED) } while result < 0 && errno == EINTR
        guard result != 0 else { return nil }
        if result == process, status & 0xFF == 0x7F {
            kill(process, SIGCONT)
            return nil
        }
        report.finish()
        // Somebody else waited for it, which nothing here does: then how it ended is not known.
        guard result == process else { return Supervisor.WorkerEnd(status: 127, signal: nil, asked: asked) }
        let signal = status & 0x7F
        return Supervisor.WorkerEnd(
            status: (status >> 8) & 0xFF, signal: signal == 0 ? nil : signal, asked: asked)
    }
}

/// What a worker does about its supervisor.
public enum WorkerLife {
    /// The variable that says that a process is a worker, and whose.
    static let variable = "SONDEO_KIOSK_SUPERVISOR"

    /// Whether this process was started by a supervisor.
    public static var isWorker: Bool { getenv(variable) != nil }

    /// Has the kernel end this process in order when its supervisor is gone, and keeps what it held in memory from any file.
    /// False if the supervisor is gone already.
    public static func begin() -> Bool {
        guard let told = getenv(variable).flatMap({ Int32(String(cString: $0)) }) else { return true }
        sondeo_signal_when_parent_ends(SIGTERM)
        // A core file would hold answers.
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        return getppid() == told
    }

    /// Gives back the memory of what only the start needed: reading settings, survey and translations goes through most of
    /// the program, and a kiosk through little of it, for months.
    public static func settle() {
        sondeo_let_go_of_start()
    }
}
