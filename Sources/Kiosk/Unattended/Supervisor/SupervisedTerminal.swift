internal import Glibc

/// The terminal of a supervisor, which is the worker's but for the time when there is none.
struct SupervisedTerminal {
    private let input: Int32
    private let output: Int32
    private let leave: [UInt8]
    /// How it was before there was a worker; nil where it is no terminal.
    private var before: termios?

    init(input: Int32, output: Int32, leave: [UInt8]) {
        self.input = input
        self.output = output
        self.leave = leave
        var modes = termios()
        before = tcgetattr(input, &modes) == 0 ? modes : nil
    }

    /// Whether there is nothing at the other end any more.
    var isGone: Bool {
        guard before != nil else { return false }
        var modes = termios()
        return tcgetattr(input, &modes) != 0
    }

    /// After a worker died: leaves the full screen, whatever state it is in, and sets the modes as they were. What is typed
    /// until the next worker has the terminal is thrown away.
    func mend() { restore(isMending: true) }

    /// The modes as they were, and keys that were meant for the kiosk gone. Bytes are written only where a worker
    /// may not have done it.
    func restore(isMending: Bool = false) {
        if isMending {
            tcflow(output, TCOON)
            write(leave)
        }
        guard var modes = before else { return }
        forgetKeys()
        set(&modes)
    }

    /// Shows lines on an empty screen; none leave it empty.
    func show(_ lines: [UInt8]) { write(leave + Self.clear + lines) }

    /// The cursor to the top, and nothing on the screen: every terminal that a kiosk can be on knows it.
    private static let clear = Array("\u{1B}[H\u{1B}[J".utf8)

    /// Throws away what was typed.
    func forgetKeys() { if before != nil { tcflush(input, TCIFLUSH) } }

    private func set(_ modes: inout termios) {
        while tcsetattr(input, TCSANOW, &modes) != 0, errno == EINTR {}
    }

    /// Writes, for a second at most: a terminal that does not read stops nothing.
    private func write(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count {
            var wanted = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
            guard poll(&wanted, 1, 1_000) > 0, wanted.revents & Int16(POLLERR | POLLHUP | POLLNVAL) == 0
            else { return }
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(output, buffer.baseAddress?.advanced(by: start), min(256, bytes.count - start))
            }
            if count <= 0 {
                guard count < 0, errno == EINTR || errno == EAGAIN else { return }
                continue
            }
            start += count
        }
    }
}
