internal import Dispatch
internal import Glibc
internal import Synchronization

/// Writes pieces to a file on a thread of its own while the next ones are made.
///
/// Two pieces wait at the most, and their memory goes round, so it is flat whoever is slower. What the system refused is said at
/// the next piece or at the end. One thread hands pieces over.
final class WriteBehind: @unchecked Sendable {
    /// A piece on its way; an object, so that its memory is never copied.
    private final class Piece: @unchecked Sendable {
        var bytes: [UInt8] = []
    }

    private struct State {
        /// Pieces that were written.
        var free: [Piece] = []
        /// What the system refused first; 0 where all is well.
        var fault: Int32 = 0
    }

    private let descriptor: Int32
    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 2)
    private let queue = DispatchQueue(label: "output")

    /// Writes to an open file, which has to stay open until `wait` has returned.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Takes a piece, and leaves an empty one with as much room. Returns the error number of what was refused before, or 0.
    func take(_ piece: inout [UInt8]) -> Int32 {
        room.wait()
        let (fault, free) = state.withLock { state in (state.fault, state.free.popLast()) }
        guard fault == 0 else {
            room.signal()
            return fault
        }
        let next = free ?? Piece()
        next.bytes.reserveCapacity(piece.capacity)
        swap(&piece, &next.bytes)
        queue.async { self.write(next) }
        return 0
    }

    /// Waits until everything is written. Returns the error number of what was refused, or 0.
    func wait() -> Int32 {
        queue.sync {}
        return state.withLock { $0.fault }
    }

    private func write(_ piece: Piece) {
        let isWell = state.withLock { $0.fault } == 0
        let fault = isWell ? piece.bytes.withUnsafeBytes { Self.write($0, to: descriptor) } : 0
        piece.bytes.removeAll(keepingCapacity: true)
        state.withLock { state in
            if fault != 0 { state.fault = fault }
            state.free.append(piece)
        }
        room.signal()
    }

    /// Writes all bytes to a file, a device or a pipe. Returns the error number of what the system refused, or 0.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Glibc.write(
                descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno == EAGAIN {
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wait, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
