#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What the threads of one reading share: the stream, cut into chunks at lines, and whose turn it is to
/// commit.
///
/// Chunks are numbered as they are cut and committed in that order, so the result is that of one thread.
final class SharedReading: @unchecked Sendable {
    private let stream: ByteStream
    private let source: String
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let turn: UnsafeMutablePointer<pthread_cond_t>
    /// The beginning of a line whose end is not read yet.
    private let carry = ChunkBuffer(capacity: 4_096)
    private var nextChunk = 0
    private var committed = 0
    private var isAtEnd = false
    private var isSkipping = false
    private var isFirst = true
    private var failure: ReadingFault?

    /// What a thread got to read.
    struct Chunk {
        var number: Int
        /// A line that is too long to be held, of which nothing is kept.
        var isOversized: Bool
    }

    /// Lines of more bytes are rejected.
    static let lineLimit = 16 << 20
    /// How much is read at a time.
    static let chunkSize = 1 << 18

    init(_ source: LineSource) throws(ReadingFault) {
        stream = try ByteStream(source)
        self.source = source.name
        lock = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        turn = .allocate(capacity: 1)
        pthread_cond_init(turn, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        pthread_cond_destroy(turn)
        lock.deallocate()
        turn.deallocate()
    }

    /// Why reading stopped before the end.
    var fault: ReadingFault? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return failure
    }

    /// Fills a buffer with the next whole lines and seals it; nil at the end.
    func next(into buffer: ChunkBuffer) -> Chunk? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        if buffer.capacity > Self.chunkSize {
            buffer.count = 0
            buffer.resize(to: Self.chunkSize)
        }
        guard !isAtEnd else { return nil }
        do {
            return try fill(buffer)
        } catch {
            failure = ReadingFault(source, error.number)
            isAtEnd = true
            return nil
        }
    }

    private func fill(_ buffer: ChunkBuffer) throws(SystemError) -> Chunk? {
        buffer.count = 0
        if carry.count >= buffer.capacity {
            // What is carried is shorter than the limit, since a line break stood before it.
            buffer.resize(to: min(Self.lineLimit, carry.count + Self.chunkSize))
        }
        buffer.append(carry.start, carry.count)
        carry.count = 0
        while true {
            let taken = try stream.read(into: buffer.end, buffer.capacity - buffer.count)
            buffer.count += taken
            if taken == 0 {
                skipMark(buffer)
                if isSkipping {
                    if let end = buffer.lineBreak(from: 0) { keep(buffer, from: end + 1) }
                    return oversized()
                }
                isAtEnd = true
                return buffer.count > 0 ? chunk(buffer) : nil
            }
            guard buffer.count == buffer.capacity else { continue }
            skipMark(buffer)
            if isSkipping {
                guard let end = buffer.lineBreak(from: 0) else {
                    buffer.count = 0
                    continue
                }
                keep(buffer, from: end + 1)
                return oversized()
            }
            if let end = buffer.lastLineBreak() {
                keep(buffer, from: end + 1)
                buffer.count = end + 1
                return chunk(buffer)
            }
            if buffer.capacity < Self.lineLimit {
                buffer.resize(to: min(Self.lineLimit, buffer.capacity * 2))
            } else {
                isSkipping = true
                buffer.count = 0
            }
        }
    }

    /// A byte order mark at the very beginning is no part of the first line.
    private func skipMark(_ buffer: ChunkBuffer) {
        guard isFirst else { return }
        isFirst = false
        guard buffer.count >= 3, buffer.start[0] == 0xEF, buffer.start[1] == 0xBB, buffer.start[2] == 0xBF
        else { return }
        for index in 0..<3 { buffer.start[index] = 0x20 }
    }

    /// Keeps what follows the last whole line for the next chunk.
    private func keep(_ buffer: ChunkBuffer, from offset: Int) {
        let rest = buffer.count - offset
        if rest > carry.capacity { carry.resize(to: rest) }
        carry.append(buffer.start + offset, rest)
    }

    private func oversized() -> Chunk {
        isSkipping = false
        defer { nextChunk += 1 }
        return Chunk(number: nextChunk, isOversized: true)
    }

    private func chunk(_ buffer: ChunkBuffer) -> Chunk {
        buffer.seal()
        defer { nextChunk += 1 }
        return Chunk(number: nextChunk, isOversized: false)
    }

    /// Waits until all earlier chunks are committed, runs the closure, and lets the next one go.
    func commit(_ chunk: Chunk, _ body: () -> Void) {
        pthread_mutex_lock(lock)
        while committed != chunk.number { pthread_cond_wait(turn, lock) }
        pthread_mutex_unlock(lock)
        // It is this thread's turn, and nobody else's, until the number moves on.
        body()
        pthread_mutex_lock(lock)
        committed += 1
        pthread_cond_broadcast(turn)
        pthread_mutex_unlock(lock)
    }
}
