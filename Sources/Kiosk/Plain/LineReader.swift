internal import Glibc

/// Why waiting for a line ended.
public enum Line: Equatable, Sendable {
    /// A line without its line break. `isCut` says that it was longer than the limit and lost its end.
    case text([UInt8], isCut: Bool)
    /// The input ended.
    case end
    /// A signal asked the program to stop: SIGINT, SIGTERM or SIGHUP, which is also that the terminal is gone.
    case stopped(signal: Int32)
}

/// Reads lines from a file descriptor, with bounded memory, and notices when it is asked to stop.
///
/// A last line without a line break counts where the input is a pipe or a file. On a terminal it does not: text that
/// was never sent with Enter is half typed.
public struct LineReader {
    /// The longest line kept, in bytes.
    public static let limit = 65_536

    /// Whether somebody types there and sees what they type.
    public let isTerminal: Bool
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var hasEnded = false
    private var hasHungUp = false

    /// Reads from a descriptor, which stays open. One that is not open gives the end of input.
    public init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    /// Waits for the next line.
    public mutating func next() -> Line {
        var line: [UInt8] = []
        var isCut = false
        while true {
            if let lineBreak = buffer[start...].firstIndex(of: 0x0A) {
                Self.append(buffer[start..<lineBreak], to: &line, &isCut)
                start = lineBreak + 1
                if line.last == 0x0D { line.removeLast() }
                return .text(line, isCut: isCut)
            }
            Self.append(buffer[start...], to: &line, &isCut)
            buffer.removeAll(keepingCapacity: true)
            start = 0
            if hasHungUp { return .stopped(signal: SIGHUP) }
            if hasEnded { return line.isEmpty || isTerminal ? .end : .text(line, isCut: isCut) }
            if let signal = StopSignals.wait(for: descriptor) { return .stopped(signal: signal) }
            readChunk()
        }
    }

    private mutating func readChunk() {
        var chunk = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &chunk, chunk.count)
        if count > 0 {
            buffer += chunk[..<count]
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            hasEnded = true
            // The end can be seen before the signal that goes with it arrives.
            var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            hasHungUp = isTerminal && poll(&state, 1, 0) > 0 && state.revents & Int16(POLLHUP) != 0
        }
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to line: inout [UInt8], _ isCut: inout Bool) {
        let room = limit - line.count
        line += bytes.prefix(room)
        if bytes.count > room { isCut = true }
    }
}
