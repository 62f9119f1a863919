internal import SurveyModel

/// Lines that one thread has read and another one puts into a store: see the invariants on ownership.
///
/// A chunk is with one thread at a time. It goes round: filled by a reader, emptied by the writer.
final class SortedChunk: @unchecked Sendable {
    /// A line, in the memory of the buffer.
    struct Line {
        var offset: Int
        var count: Int
        /// From 1, within the chunk; of a record, that of its first line.
        var number: Int
        /// From 0, among the lines that were made of records.
        var position = 0
        var verdict: Verdict
        /// The structure that it answers, among the known ones.
        var place = 0
        var state = Disposition.partial
        var started: Int64 = 0
        var ended: Int64 = 0
        var localeOffset = 0
        var localeCount = 0
    }

    /// What a line is.
    enum Verdict {
        /// A response, written as our writers write it.
        case canonical
        /// Another form of the response at this position of `strict`.
        case strict(Int)
        /// The fault at this position of `faults`.
        case rejected(Int)
    }

    /// Where a line comes from that is not simply the next one of a source.
    struct Origin {
        var source: Int
        var number: Int
        var received: Int64
    }

    let buffer = ChunkBuffer(capacity: SharedReading.chunkSize)
    var lines: [Line] = []
    /// What the strict reader read, and how our writers write it.
    var strict: [(response: Response, line: [UInt8])] = []
    var faults: [ResponseFault] = []
    /// How many lines there are, empty ones among them.
    var lineCount = 0
    /// Whether it stands for one line that was too long to be held.
    var isOversized = false
    /// One for each line, or none.
    var origins: [Origin] = []
    /// How much was read for it.
    var byteCount = 0
    /// What is said of a line that was too long.
    var oversizedMessage = Ledger.oversizedMessage
    /// The lines of the source that one which is too long has.
    var oversizedLines = 1
    /// Where lines were made of records: the records, and where that of each line begins.
    private var records: [UInt8] = []
    private var recordOffsets: [Int] = []

    /// Makes it as good as new.
    func clear() {
        lines.removeAll(keepingCapacity: true)
        strict.removeAll(keepingCapacity: true)
        faults.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        lineCount = 0
        byteCount = 0
        isOversized = false
        oversizedLines = 1
        oversizedMessage = Ledger.oversizedMessage
        records.removeAll(keepingCapacity: true)
        recordOffsets.removeAll(keepingCapacity: true)
        buffer.count = 0
        if buffer.capacity > SharedReading.chunkSize { buffer.resize(to: SharedReading.chunkSize) }
    }

    /// Appends a line that was made, with its line break; the chunk has to be sealed before it is read.
    func append(_ line: String, _ origin: Origin) {
        var line = line
        line.withUTF8 { bytes in
            let needed = buffer.count + bytes.count + 1
            if needed > buffer.capacity { buffer.resize(to: max(needed, 2 * buffer.capacity)) }
            if let start = bytes.baseAddress { buffer.append(start, bytes.count) }
        }
        buffer.end[0] = 0x0A
        buffer.count += 1
        origins.append(origin)
    }

    /// The bytes of a line.
    func bytes(of line: Line) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer.start + line.offset, count: line.count)
    }

    /// What the source has for a line, as it came.
    func original(of line: Line) -> [UInt8] {
        guard !recordOffsets.isEmpty else { return Array(bytes(of: line)) }
        let place = line.position
        let end = place + 1 < recordOffsets.count ? recordOffsets[place + 1] : records.count
        var record = records[recordOffsets[place]..<end]
        while let last = record.last, last == 0x0A || last == 0x0D { record.removeLast() }
        return Array(record)
    }

    /// Says of the lines what they were made of: their numbers, their faults, and the records themselves.
    func settle(_ transcoder: CSVTranscoder) {
        records.append(
            contentsOf: UnsafeBufferPointer(start: transcoder.records.start, count: transcoder.records.count))
        recordOffsets = transcoder.lines.map { Int($0.record) }
        for index in lines.indices {
            let made = lines[index].number
            lines[index].position = made - 1
            lines[index].number = transcoder.number(ofLine: made)
            guard case .rejected(let fault) = lines[index].verdict else { continue }
            faults[fault] =
                transcoder.fault(ofLine: made) ?? transcoder.reworded(faults[fault], ofLine: made)
        }
        lineCount = transcoder.lineCount
    }

    /// Gives the lines of equal rows their own ids: called for one chunk after the other.
    func settleIDs(_ reading: CSVReading) {
        guard reading.layout.plan.derivesIDs else { return }
        for line in lines {
            if case .rejected = line.verdict { continue }
            let start = buffer.start + line.offset
            var p = Position(start + 13)
            guard let id = Scan.uuid(&p), reading.settle(id, line: start) != nil,
                case .strict(let place) = line.verdict
            else { continue }
            let digits = UnsafeBufferPointer(start: UnsafePointer(start + 13), count: 36)
            strict[place].response.id = String(decoding: digits, as: UTF8.self)
            strict[place].line.replaceSubrange(13..<49, with: digits)
        }
    }
}
