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
    private let stream: DecodedStream
    private let source: String
    private let size: Int
    /// What finds the ends of records, where those are not lines.
    private var cutter: RecordCutter?
    /// The lines of a record that is skipped.
    private var skippedLines = 0
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
        /// How many lines of the file the one that is too long has: a record may have several.
        var lineCount = 1
    }

    /// Lines of more bytes are rejected.
    static let lineLimit = 16 << 20
    /// How much is read at a time.
    static let chunkSize = 1 << 18

    convenience init(_ source: LineSource) throws(ReadingFault) {
        self.init(DecodedStream(try ByteStream(source)), name: source.name, chunkSize: Self.chunkSize)
    }

    /// Reads what is left of a stream; `carry` was read already. With a cutter, chunks end where records do.
    init(
        _ stream: DecodedStream, name: String, carry: [UInt8] = [], chunkSize: Int,
        cutter: RecordCutter? = nil
    ) {
        self.stream = stream
        source = name
        size = chunkSize
        self.cutter = cutter
        if cutter != nil { isFirst = false }
        lock = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        turn = .allocate(capacity: 1)
        pthread_cond_init(turn, nil)
        let kept = self.carry
        if carry.count > kept.capacity { kept.resize(to: carry.count) }
        carry.withUnsafeBufferPointer { bytes in
            if let start = bytes.baseAddress { kept.append(start, bytes.count) }
        }
        if let cutter, cutter.endsWithReturns { Self.breakLines(kept, from: 0) }
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
        if buffer.capacity > size {
            buffer.count = 0
            buffer.resize(to: size)
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
            buffer.resize(to: min(Self.lineLimit, carry.count + size))
        }
        buffer.append(carry.start, carry.count)
        carry.count = 0
        while true {
            let before = buffer.count
            let taken = try stream.read(into: buffer.end, buffer.capacity - buffer.count)
            buffer.count += taken
            if let cutter, cutter.endsWithReturns { Self.breakLines(buffer, from: before) }
            if taken == 0 {
                skipMark(buffer)
                if isSkipping {
                    if let end = skip(buffer) { keep(buffer, from: end + 1) }
                    return oversized()
                }
                if cutter != nil, buffer.count > size, let end = end(buffer), end + 1 < buffer.count {
                    keep(buffer, from: end + 1)
                    buffer.count = end + 1
                    return chunk(buffer)
                }
                isAtEnd = true
                return buffer.count > 0 ? chunk(buffer) : nil
            }
            guard buffer.count == buffer.capacity else { continue }
            skipMark(buffer)
            if isSkipping {
                guard let end = skip(buffer) else {
                    buffer.count = 0
                    continue
                }
                keep(buffer, from: end + 1)
                return oversized()
            }
            if let end = end(buffer) {
                keep(buffer, from: end + 1)
                buffer.count = end + 1
                return chunk(buffer)
            }
            if buffer.capacity < Self.lineLimit {
                buffer.resize(to: min(Self.lineLimit, buffer.capacity * 2))
            } else {
                isSkipping = true
                if let end = skip(buffer) {
                    keep(buffer, from: end + 1)
                    return oversized()
                }
                buffer.count = 0
            }
        }
    }

    /// The line break that ends the chunk: the last one of a line or record. After a long record the first one, since
    /// short ones become much longer when lines are made of them.
    private func end(_ buffer: ChunkBuffer) -> Int? {
        guard let cutter else { return buffer.lastLineBreak() }
        return buffer.capacity > size
            ? cutter.boundary(buffer, from: size, isFirst: true)
                ?? cutter.boundary(buffer, from: 0, isFirst: false)
            : cutter.boundary(buffer, from: 0, isFirst: false)
    }

    /// The line break that ends a line which is not kept.
    private func skip(_ buffer: ChunkBuffer) -> Int? {
        guard cutter != nil else { return buffer.lineBreak(from: 0) }
        return cutter?.skip(
            UnsafeBufferPointer(start: buffer.start, count: buffer.count), lines: &skippedLines)
    }

    /// Makes line breaks of carriage returns.
    private static func breakLines(_ buffer: ChunkBuffer, from offset: Int) {
        for place in offset..<buffer.count where buffer.start[place] == 0x0D { buffer.start[place] = 0x0A }
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
        cutter?.restart()
        defer {
            nextChunk += 1
            skippedLines = 0
        }
        return Chunk(number: nextChunk, isOversized: true, lineCount: max(1, skippedLines))
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
