internal import FoundationEssentials
internal import Glibc
internal import Terminal

/// Why standard output could not be written.
struct ConsoleFault: Error {
    let code: Int32
    var reason: String { String(cString: strerror(code)) }
}

/// Standard output and standard error. Results go to the one, everything else to the other.
///
/// Commands run on one thread, and standard output is gathered here until `flush`, so that a table is one write.
enum Console {
    nonisolated(unsafe) private static var pending: [UInt8] = []

    /// Adds text to standard output.
    static func write(_ text: String) throws {
        pending += text.utf8
        if pending.count > 1 << 16 { try flush() }
    }

    /// Adds a line to standard output.
    static func line(_ text: String = "") throws { try write(text + "\n") }

    /// Writes what was added. Throws `ConsoleFault` if that fails.
    static func flush() throws {
        defer { pending.removeAll(keepingCapacity: true) }
        try write(pending, to: STDOUT_FILENO)
    }

    /// Whether messages on standard error may be coloured.
    static var colourOnError: Bool { allowsColour(STDERR_FILENO) }
    /// Whether results on standard output may be coloured.
    static var colourOnOutput: Bool { allowsColour(STDOUT_FILENO) }
    /// The cells of the terminal that results go to, 80 where they go elsewhere.
    static var width: Int {
        TerminalOutput(fileDescriptor: STDOUT_FILENO, environment: environment).columns ?? 80
    }

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    private static func allowsColour(_ descriptor: Int32) -> Bool {
        TerminalOutput(fileDescriptor: descriptor, environment: environment).allowsColour
    }

    /// Writes a line to standard error; a failure there has nowhere to go.
    ///
    /// A message may quote what stands in a file of anybody: whatever commands a terminal or turns the direction of writing is
    /// shown as U+FFFD, here for all messages, so that no reader need think of it.
    static func note(_ text: String) { note(rendered: harmless(text)) }

    /// Writes a line whose colours are its own, and what it quotes harmless already.
    static func note(rendered text: String) { try? write(Array((text + "\n").utf8), to: STDERR_FILENO) }

    private static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.isForbiddenAtTerminals) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isHarmless = scalar == "\n" || scalar == "\t" || !scalar.isForbiddenAtTerminals
            scalars.append(isHarmless ? scalar : "\u{FFFD}")
        }
        return String(scalars)
    }

    /// Replaces the progress line on standard error, if that is a terminal.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        try? write(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO)
    }

    /// Takes the progress line away again.
    static func endProgress() { progress("") }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                throw ConsoleFault(code: errno)
            }
            start += written
        }
    }
}
