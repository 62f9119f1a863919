internal import CTerminal
internal import Glibc

/// A terminal whose screen is filled by a program for as long as that runs.
///
///     let session = try TerminalSession(capabilities: Capabilities(environment: environment), options: options)
///     let status = try session.run(&program)
///     // The terminal is as it was.
///
/// One thread, which sleeps in one system call until something happens: no key, no processor time. Whatever way the
/// process ends, but for SIGKILL, the terminal is given back: on return, on an error, on `exit`, on a signal, on a crash.
/// There is one session at a time in a process.
///
/// While it runs, signals are events: SIGINT and SIGTERM ask the program to end, SIGHUP and the end of the input tell it
/// that the terminal is gone, to which nothing is written from then on; SIGTSTP stops the process with the terminal
/// restored; SIGQUIT and SIGPIPE are ignored. Ctrl-C, Ctrl-Z, Ctrl-\, Ctrl-S and Ctrl-Q are keys. A process in the
/// background stops until it is brought forward.
///
/// A terminal that does not read stops nothing: the program goes on, and the frame it is at is painted when the terminal
/// reads again. On the way out it is given a second.
public final class TerminalSession {
    /// What a session needs to know beside the terminal.
    public struct Options: Sendable {
        /// The environment of the process, for the size where the terminal does not know it.
        public var environment: [String: String]
        /// The folder for what would be written to standard error and for reports of crashes; without one, /tmp.
        public var reportFolder: String
        /// What a report says the program is.
        public var version: String
        /// What to say on the restored terminal when there is a report, with its path; without line breaks. Nothing is
        /// said where it is empty.
        public var notice: @Sendable (String) -> String

        /// Makes options.
        public init(
            environment: [String: String], reportFolder: String = "/tmp", version: String,
            notice: @escaping @Sendable (String) -> String = { $0 }
        ) {
            self.environment = environment
            self.reportFolder = reportFolder
            self.version = version
            self.notice = notice
        }
    }

    /// As many events are taken between two paints at most.
    static let eventsPerPaint = 500
    /// As often is read between two waits at most.
    static let readsPerTurn = 4
    /// An unfinished paste that has gone silent for so long is over.
    static let longestPastePause = Duration.seconds(2)

    var line: TerminalLine
    let capabilities: Capabilities
    let options: Options
    var clock: SessionClock
    var parser: InputParser
    var renderer: Renderer
    var output = PendingOutput()
    var size: (columns: Int, rows: Int)
    /// What was read and not taken yet.
    var events: ArraySlice<InputEvent> = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    /// When what is incomplete is as complete as it will be.
    var silence: Duration?
    /// How long a key may take to arrive whole.
    let patience: Duration
    /// What the terminal said of how wide it draws; nil where it was not asked or has said all.
    var reports: [Position]?
    /// The deadline that was told to the program, which is told once.
    var toldDeadline: Duration?
    /// Something changed that is not painted.
    var isStale = true
    /// A frame is on its way.
    var isPainting = false
    var isGone = false
    var wantsToStop = false
    /// How it ended, once it has.
    var status: Int32?
    private var state = State.ready
    private enum State { case ready, running, over }
    nonisolated(unsafe) private static var isTaken = false

    /// Prepares a session at a terminal, and leaves it alone until `run`. Throws where there is none.
    public init(
        input: Int32 = 0, output: Int32 = 1, capabilities: Capabilities, options: Options
    ) throws(TerminalSessionError) {
        guard capabilities.fillsScreens else { throw .notATerminal }
        line = try TerminalLine(input: input, output: output)
        do {
            clock = try SessionClock()
        } catch {
            line.close()
            throw error
        }
        self.capabilities = capabilities
        self.options = options
        parser = InputParser(charset: capabilities.charset)
        renderer = Renderer(capabilities: capabilities)
        size = line.size(environment: options.environment)
        // A key is at most some ten bytes of ten bits.
        patience = .milliseconds(50 + 100_000 / line.speed)
    }

    deinit {
        leave()
        line.close()
        clock.close()
    }

    /// Runs a program until it ends, and gives the status it ended with, or 128 and the number of the signal that ended it.
    /// The terminal is restored when this returns or throws. Once.
    public func run(_ program: inout some ScreenProgram) throws -> Int32 {
        guard state == .ready, !Self.isTaken else { throw TerminalSessionError.taken }
        Self.isTaken = true
        state = .running
        defer { leave() }
        try enter()
        if status == nil { try tell(.began, to: &program) }
        while status == nil {
            if wantsToStop { try stop(&program, wholeGroup: true) }
            guard status == nil else { break }
            repeat {
                paint(&program)
                try send(&program)
                // The last frame may just have gone, and more has happened since it was drawn.
            } while isStale && !isPainting && !isGone
            guard status == nil else { break }
            wait(for: program.deadline)
            try takeSignals(&program)
            try takeDeadline(&program)
            try takeInput(&program)
        }
        return status ?? 0
    }

    /// Gives the terminal back, as `run` does at its end. Any number of times.
    public func leave() {
        guard state == .running else { return }
        state = .over
        Self.isTaken = false
        line.restore()
        sondeo_report_close()
        sondeo_crashes_unwatch()
        sondeo_signals_unwatch()
        output.forget()
        forgetInput()
    }
}

@available(*, unavailable) extension TerminalSession: Sendable {}

// MARK: Coming and going

extension TerminalSession {
    /// Takes the terminal. A signal that asks to end before it was had is the end.
    private func enter() throws {
        sondeo_signals_watch()
        switch comeForward() {
        case .isForward: break
        case .isAsked(let signal): return status = 128 + signal
        case .isStuck: throw TerminalSessionError.inBackground
        }
        try line.take(leaving: capabilities.leave)
        if line.isSame(as: STDERR_FILENO) { openReport() }
        sondeo_crashes_watch(options.version)
        output.add(capabilities.enter)
        // The answers come when they come; the first frame, which is sent with the questions, covers what they left.
        let probes = WidthProfile.probes(for: capabilities)
        output.add(probes)
        reports = probes.isEmpty ? nil : []
    }

    private enum Forward { case isForward, isAsked(signal: Int32), isStuck }

    /// Waits to be in the foreground, stopped, as everybody does who wants a terminal that somebody else has.
    private func comeForward() -> Forward {
        while true {
            sondeo_signals_wait(nil, 0, 0)
            for signal in [SIGHUP, SIGTERM, SIGINT] where sondeo_signals_take(signal) {
                return .isAsked(signal: signal)
            }
            guard line.isInBackground else { return .isForward }
            _ = sondeo_signals_take(SIGCONT)
            sondeo_signals_stop(SIGTTOU, true)
            sondeo_signals_wait(nil, 0, 0)
            guard sondeo_signals_take(SIGCONT) else { return .isStuck }
        }
    }

    /// Restores the terminal, stops, and takes it again when the process goes on.
    func stop(_ program: inout some ScreenProgram, wholeGroup: Bool) throws {
        wantsToStop = false
        line.restore()
        output.forget()
        sondeo_signals_stop(SIGTSTP, wholeGroup)
        try goOn(&program)
    }

    /// Takes the terminal again after the process was stopped, by itself or by others.
    func goOn(_ program: inout some ScreenProgram) throws {
        waiting: while true {
            switch comeForward() {
            case .isForward: break waiting
            case .isAsked(let signal): try tellStop(signal, to: &program)
            case .isStuck: try hangUp(&program)
            }
            if status != nil { return }
        }
        _ = sondeo_signals_take(SIGCONT)
        _ = sondeo_signals_take(SIGTSTP)
        do throws(TerminalSessionError) {
            try line.take(leaving: capabilities.leave)
        } catch {
            return try hangUp(&program)
        }
        forgetInput()
        output.forget()
        isPainting = false
        output.add(capabilities.enter)
        renderer.invalidate()
        size = line.size(environment: options.environment)
        try tell(.resumed, to: &program)
    }

    private func openReport() {
        var time = time(nil)
        var date = tm()
        gmtime_r(&time, &date)
        var name = [CChar](repeating: 0, count: 64)
        strftime(&name, name.count, "sondeo-%Y%m%dT%H%M%SZ", &date)
        let base = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        let path = "\(options.reportFolder)/\(base)-\(getpid()).txt"
        let notice = cleaned(options.notice(path))
        sondeo_report_open(options.reportFolder, path, notice.isEmpty ? "" : notice + "\n", line.output)
    }
}
