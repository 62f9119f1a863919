internal import SurveyModel

/// Chunks of the lines that records of another format make.
final class MadeLineChunks: @unchecked Sendable {
    private let lines: any MadeLines
    private let received: Int64
    private(set) var fault: (any Error)?
    private var isOver = false

    /// Goes through lines; what is taken is marked with a moment.
    init(_ lines: any MadeLines, received: Timestamp) {
        self.lines = lines
        self.received = received.milliseconds
    }

    /// Fills a chunk, and says which of its lines, from 1, could not be made, and why; nil at the end.
    func fill(_ chunk: SortedChunk) -> [Int: ResponseFault]? {
        var faults: [Int: ResponseFault] = [:]
        var count = 0
        while !isOver, chunk.buffer.count < SharedReading.chunkSize {
            do {
                guard let line = try lines.next() else {
                    isOver = true
                    break
                }
                count += 1
                let origin = SortedChunk.Origin(source: 0, number: line.number, received: received)
                if let fault = line.fault {
                    faults[count] = fault
                    // A line that is none, which is not empty.
                    chunk.append("{", origin)
                } else {
                    chunk.append(String(decoding: line.bytes, as: UTF8.self), origin)
                }
            } catch {
                fault = error
                isOver = true
            }
        }
        chunk.byteCount = chunk.buffer.count
        guard chunk.buffer.count > 0 else { return nil }
        // The last line break is that of the seal.
        chunk.buffer.count -= 1
        chunk.buffer.seal()
        return faults
    }
}
