/// Gives the lines of a source one by one, as copies: for readers that are not in a hurry.
final class LineStream {
    /// A line, or the place of one that was too long.
    struct Line {
        /// From 1.
        var number: Int
        /// Without its line break.
        var bytes: [UInt8]
        /// Whether it was longer than `SharedReading.lineLimit`, and is not here.
        var isOversized: Bool
    }

    private let reading: SharedReading
    private let buffer = ChunkBuffer(capacity: SharedReading.chunkSize)
    private var offset = 0
    private var number = 0

    init(_ source: LineSource) throws(ReadingFault) { reading = try SharedReading(source) }

    /// The next line, nil at the end.
    func next() throws(ReadingFault) -> Line? {
        while offset >= buffer.count {
            guard let chunk = reading.next(into: buffer) else {
                if let fault = reading.fault { throw fault }
                buffer.count = 0
                offset = 0
                return nil
            }
            if chunk.isOversized {
                buffer.count = 0
                number += 1
                return Line(number: number, bytes: [], isOversized: true)
            }
            offset = 0
        }
        let end = buffer.lineBreak(from: offset) ?? buffer.count
        defer { offset = end + 1 }
        number += 1
        return Line(number: number, bytes: buffer.copy(offset, end - offset), isOversized: false)
    }
}
