internal import Glibc

/// Bytes on their way to a terminal that takes them when it can.
///
/// Nothing here waits: what a terminal does not take now is kept, and no frame is drawn until it has. A slow line so gets
/// fewer frames instead of late ones, and one that has stopped reading stops nothing else.
struct PendingOutput {
    private var bytes: [UInt8] = []
    private var start = 0

    /// What came of sending.
    enum Outcome {
        /// The terminal has all of it.
        case sent
        /// It takes no more for now.
        case waiting
        /// There is no terminal any more.
        case gone
    }

    /// Whether nothing is left to be sent.
    var isEmpty: Bool { start == bytes.count }

    mutating func add(_ further: some Sequence<UInt8>) { bytes += further }

    /// Sends what the terminal takes.
    mutating func send(to descriptor: Int32) -> Outcome {
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + start, $0.count - start) }
            if count > 0 {
                start += count
            } else if count < 0, errno == EAGAIN {
                return .waiting
            } else if count == 0 || errno != EINTR {
                return .gone
            }
        }
        forget()
        return .sent
    }

    /// Leaves nothing of what was on the screen in memory.
    mutating func forget() {
        for index in bytes.indices { bytes[index] = 0 }
        bytes.removeAll(keepingCapacity: true)
        start = 0
    }
}
