internal import CTerminal
internal import Glibc

/// Why no session can be had.
public enum TerminalSessionError: Error, Hashable, Sendable {
    /// Keys would not come from a terminal, or the screen is none.
    case notATerminal
    /// The terminal cannot be opened or set, for this reason of the system's.
    case unavailable(code: Int32)
    /// The program runs in the background, and nobody can bring it forward.
    case inBackground
    /// The process has a session already.
    case taken
}

/// A terminal at the end of a line: where its keys come from, where its screen is, its modes and its size.
struct TerminalLine {
    /// Where keys come from; does not block.
    let input: Int32
    /// Where the screen is; does not block.
    let output: Int32
    private let inputFlags: Int32
    private let outputFlags: Int32
    /// How it was before it was taken, while it is.
    private var before: termios?

    init(input: Int32, output: Int32) throws(TerminalSessionError) {
        guard isatty(input) == 1, isatty(output) == 1 else { throw .notATerminal }
        (self.input, inputFlags) = try Self.opened(input, O_RDONLY)
        do {
            (self.output, outputFlags) = try Self.opened(output, O_WRONLY)
        } catch {
            Glibc.close(self.input)
            throw error
        }
    }

    /// Opens a terminal anew. Not to block is a property of what was opened, and the shell, and everybody else who was
    /// given the same descriptor, has not asked for it.
    private static func opened(
        _ descriptor: Int32, _ access: Int32
    ) throws(TerminalSessionError) -> (descriptor: Int32, flags: Int32) {
        let own = open("/proc/self/fd/\(descriptor)", access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        if own >= 0 { return (own, -1) }
        // Another user's terminal, as after `su`, can be used but not opened.
        let shared = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard shared >= 0 else { throw .unavailable(code: errno) }
        return (shared, fcntl(shared, F_GETFL))
    }

    /// Takes the terminal: every byte comes as it is typed and goes as it is written. Again, where somebody else may have
    /// set it since: then what it goes back to is what it was at first.
    mutating func take(leaving leave: [UInt8]) throws(TerminalSessionError) {
        var saved = termios()
        if let before {
            saved = before
        } else if tcgetattr(input, &saved) < 0 {
            throw .unavailable(code: errno)
        }
        var raw = saved
        // Signs for the driver become keys, Ctrl-S and Ctrl-Q too.
        raw.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
        raw.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR | ISTRIP | INPCK | PARMRK | BRKINT)
        raw.c_oflag &= ~tcflag_t(OPOST)
        withUnsafeMutableBytes(of: &raw.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        // What was typed already stays: people type ahead.
        while tcsetattr(input, TCSANOW, &raw) < 0 {
            guard errno == EINTR else { throw .unavailable(code: errno) }
        }
        guard
            sondeo_terminal_taken(input, inputFlags, output, outputFlags, &saved, leave, leave.count)
        else {
            tcsetattr(input, TCSANOW, &saved)
            throw .unavailable(code: E2BIG)
        }
        before = saved
    }

    /// Gives the terminal back, if it is taken.
    mutating func restore() {
        sondeo_terminal_restore()
        before = nil
    }

    /// Whether another process group has the terminal, so that this one would be stopped.
    var isInBackground: Bool {
        let group = tcgetpgrp(input)
        return group >= 0 && group != getpgrp()
    }

    /// Whether there is nothing at the other end any more.
    var isGone: Bool {
        var modes = termios()
        return tcgetattr(input, &modes) < 0
    }

    /// How many bits go over the line in a second, where that is a fact; a window says something that is high.
    var speed: Int {
        var modes = termios()
        guard tcgetattr(output, &modes) == 0 else { return 38_400 }
        return switch Int32(cfgetospeed(&modes)) {
        case B50, B75, B110, B134, B150, B200, B300: 300
        case B600: 600
        case B1200, B1800: 1_200
        case B2400: 2_400
        case B4800: 4_800
        case B9600: 9_600
        case B19200: 19_200
        default: 38_400
        }
    }

    /// How many columns and rows there are, at least one of each. Both are bounded, and so is their product, since a window
    /// can claim any size and every cell costs memory.
    func size(environment: [String: String]) -> (columns: Int, rows: Int) {
        let known = TerminalOutput(fileDescriptor: output, environment: environment)
        let columns = min(known.columns ?? 80, 10_000)
        return (columns, max(1, min(known.rows ?? 24, 300_000 / columns)))
    }

    /// Whether a descriptor leads to the terminal that the screen is on.
    func isSame(as descriptor: Int32) -> Bool {
        guard isatty(descriptor) == 1 else { return false }
        // TIOCGDEV, which sees through /dev/tty and /dev/console.
        var own: UInt32 = 0
        var other: UInt32 = 0
        return ioctl(output, 0x8004_5432, &own) == 0 && ioctl(descriptor, 0x8004_5432, &other) == 0
            && own == other
    }

    func close() {
        Glibc.close(input)
        Glibc.close(output)
    }
}
