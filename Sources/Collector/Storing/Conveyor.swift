internal import Dispatch
internal import Synchronization

/// Chunks between the threads that read and the one that writes: a fixed number goes round, so memory is flat whoever is
/// slower.
final class Conveyor: Sendable {
    private struct State {
        var free: [SortedChunk] = []
        var filled: [SortedChunk] = []
        var readers = 0
        var isCancelled = false
    }

    private let state = Mutex(State())
    private let free = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)

    /// Makes chunks, and expects so many readers.
    init(chunks: Int, readers: Int) {
        state.withLock {
            $0.free = (0..<chunks).map { _ in SortedChunk() }
            $0.readers = readers
        }
        for _ in 0..<chunks { free.signal() }
    }

    /// A chunk to fill; nil when the writer has given up.
    func empty() -> SortedChunk? {
        free.wait()
        let chunk = state.withLock { state -> SortedChunk? in
            state.isCancelled ? nil : state.free.popLast()
        }
        if chunk == nil { free.signal() }
        return chunk
    }

    /// Hands a filled chunk to the writer, in the order of the input.
    func hand(_ chunk: SortedChunk) {
        state.withLock { $0.filled.append(chunk) }
        filled.signal()
    }

    /// A reader says that it has ended.
    func end() {
        state.withLock { $0.readers -= 1 }
        filled.signal()
    }

    /// The next filled chunk. Without `waiting` it is nil also when none is there yet.
    func next(waiting: Bool) -> SortedChunk? {
        while true {
            if waiting { filled.wait() } else if filled.wait(timeout: .now()) == .timedOut { return nil }
            let (chunk, isOver) = state.withLock { state -> (SortedChunk?, Bool) in
                guard state.filled.isEmpty else { return (state.filled.removeFirst(), false) }
                return (nil, state.readers == 0)
            }
            if let chunk { return chunk }
            if isOver {
                // Whoever asks again is told again.
                filled.signal()
                return nil
            }
        }
    }

    /// Gives an emptied chunk back.
    func give(_ chunk: SortedChunk) {
        chunk.clear()
        state.withLock { $0.free.append(chunk) }
        free.signal()
    }

    /// The writer gives up: readers end at their next chunk.
    func cancel() {
        state.withLock { $0.isCancelled = true }
        free.signal()
    }
}
