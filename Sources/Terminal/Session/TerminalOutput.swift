import Glibc

/// What is known about the place that output goes to.
public struct TerminalOutput: Hashable, Sendable {
    /// Whether it is a terminal, rather than a file or a pipe.
    public let isTerminal: Bool
    /// How many columns it has, if that is known.
    public let columns: Int?
    /// How many rows it has, if that is known.
    public let rows: Int?
    /// Whether colour may be used.
    public let allowsColour: Bool
    /// Whether the cursor can be moved; otherwise output is written line by line.
    public let allowsCursorMovement: Bool

    /// Facts given by hand, for tests and for output that is not a file descriptor.
    public init(isTerminal: Bool, columns: Int?, rows: Int?, environment: [String: String]) {
        self.isTerminal = isTerminal
        // A terminal on a serial line does not know its size, so that COLUMNS and LINES may say it.
        self.columns = columns ?? Self.size(environment["COLUMNS"])
        self.rows = rows ?? Self.size(environment["LINES"])
        let kind = environment["TERM"] ?? ""
        allowsCursorMovement = isTerminal && !kind.isEmpty && kind != "dumb"
        // https://no-color.org: present and not empty, whatever its value.
        allowsColour = allowsCursorMovement && (environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Asks the system about a file descriptor, such as 1 for standard output. Any number is allowed; a descriptor that
    /// is not open is not a terminal.
    public init(fileDescriptor: CInt, environment: [String: String]) {
        var size = winsize()
        let isTerminal = isatty(fileDescriptor) == 1
        let isKnown = isTerminal && ioctl(fileDescriptor, UInt(TIOCGWINSZ), &size) == 0
        self.init(
            isTerminal: isTerminal,
            columns: isKnown && size.ws_col > 0 ? Int(size.ws_col) : nil,
            rows: isKnown && size.ws_row > 0 ? Int(size.ws_row) : nil,
            environment: environment)
    }

    /// The size that a variable of the environment gives; nil unless it is a whole number a terminal may have.
    private static func size(_ value: String?) -> Int? {
        value.flatMap { Int($0) }.flatMap { (1...10_000).contains($0) ? $0 : nil }
    }
}
