internal import Dispatch
internal import ResponseStore
internal import Synchronization

/// Reads the lines of a store on a thread of its own, while those before them are parsed.
///
/// A few buffers go round: filled by the one thread, emptied by the other, so memory is flat whoever is slower. The store is
/// busy meanwhile: whoever empties must not ask it anything.
final class StoreFeed: @unchecked Sendable {
    private struct State {
        var free: [ChunkBuffer] = []
        var filled: [ChunkBuffer] = []
        var isOver = false
        var isCancelled = false
        var error: (any Error)?
    }

    private let state = Mutex(State())
    private let free = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)

    private struct Cancelled: Error {}

    /// Gives chunks of sealed lines, each line with a line break, until there are no more. Throws what the store throws, and
    /// what `body` throws.
    static func read(
        _ store: Store, ofSurvey survey: String, in order: Store.Order, _ body: (ChunkBuffer) throws -> Void
    ) throws {
        let feed = StoreFeed()
        feed.state.withLock { $0.free = (0..<3).map { _ in ChunkBuffer(capacity: SharedReading.chunkSize) } }
        for _ in 0..<3 { feed.free.signal() }
        let opened = Opened(store: store)
        DispatchQueue.global().async { feed.fill(opened.store, survey, order) }
        // The store is not left behind busy, whatever happens here.
        defer {
            feed.state.withLock { $0.isCancelled = true }
            feed.free.signal()
            feed.finished.wait()
        }
        while true {
            feed.filled.wait()
            let buffer = feed.state.withLock { $0.filled.isEmpty ? nil : $0.filled.removeFirst() }
            guard let buffer else { break }
            try body(buffer)
            feed.state.withLock { $0.free.append(buffer) }
            feed.free.signal()
        }
        if let error = feed.state.withLock({ $0.error }) { throw error }
    }

    /// A store is used by one thread at a time, which its queue sees to.
    private struct Opened: @unchecked Sendable {
        let store: Store
    }

    private func fill(_ store: Store, _ survey: String, _ order: Store.Order) {
        defer { finished.signal() }
        do {
            var buffer = try empty()
            try store.forEachLine(ofSurvey: survey, in: order) { line in
                if buffer.count > 0, buffer.count + line.count + 1 > SharedReading.chunkSize {
                    hand(buffer)
                    buffer = try empty()
                }
                buffer.appendLine(line)
            }
            hand(buffer)
        } catch is Cancelled {} catch { state.withLock { $0.error = error } }
        state.withLock { $0.isOver = true }
        filled.signal()
    }

    private func empty() throws -> ChunkBuffer {
        free.wait()
        let buffer = state.withLock { $0.isCancelled ? nil : $0.free.popLast() }
        guard let buffer else { throw Cancelled() }
        buffer.count = 0
        // One long line must not be paid for as long as the reading goes on.
        if buffer.capacity > SharedReading.chunkSize { buffer.resize(to: SharedReading.chunkSize) }
        return buffer
    }

    private func hand(_ buffer: ChunkBuffer) {
        guard buffer.count > 0 else { return }
        buffer.seal()
        state.withLock { $0.filled.append(buffer) }
        filled.signal()
    }
}
