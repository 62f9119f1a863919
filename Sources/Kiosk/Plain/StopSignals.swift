internal import Glibc

/// The signals that ask an interview to end in order.
///
/// They are blocked but while the front waits for input, so that none arrives between looking and waiting, and no
/// handler ever runs in the middle of writing an answer.
public enum StopSignals {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    nonisolated(unsafe) private static var received: Int32 = 0
    nonisolated(unsafe) private static var openMask = sigset_t()
    nonisolated(unsafe) private static var isWatching = false

    /// Begins to notice the signals instead of dying of them. Once, on the thread that waits, before the first question.
    public static func watch() {
        received = 0
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { StopSignals.received = $0 }
        var blocked = sigset_t()
        sigemptyset(&blocked)
        for signal in signals {
            sigaction(signal, &action, nil)
            sigaddset(&blocked, signal)
        }
        pthread_sigmask(SIG_BLOCK, &blocked, &openMask)
        // Whoever started the program may have had them blocked.
        for signal in signals { sigdelset(&openMask, signal) }
        isWatching = true
    }

    /// Waits until a descriptor can be read, has ended or is not open; gives the signal if one came first.
    static func wait(for descriptor: Int32) -> Int32? {
        guard descriptor >= 0 else { return nil }
        guard isWatching, descriptor < FD_SETSIZE else {
            var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while poll(&wanted, 1, -1) < 0, errno == EINTR {}
            return nil
        }
        while received == 0 {
            // `pselect` opens the mask and waits in one step; `poll` would leave a moment between.
            var wanted = fd_set()
            withUnsafeMutableBytes(of: &wanted) { bits in
                bits[Int(descriptor) / 8] |= 1 << UInt8(descriptor % 8)
            }
            if pselect(descriptor + 1, &wanted, nil, nil, nil, &openMask) >= 0 { break }
            guard errno == EINTR else { return nil }
        }
        return received == 0 ? nil : received
    }
}
