/// The bytes of a source, some at a time, as copies: for readers that keep what they need.
final class ByteChunks {
    private let stream: ByteStream
    private let name: String
    private let buffer = ChunkBuffer(capacity: SharedReading.chunkSize)

    init(_ source: LineSource) throws(ReadingFault) {
        stream = try ByteStream(source)
        name = source.name
    }

    /// The next bytes; nil at the end.
    func next() throws(ReadingFault) -> [UInt8]? {
        do {
            let count = try stream.read(into: buffer.start, buffer.capacity)
            buffer.count = count
            return count == 0 ? nil : buffer.copy(0, count)
        } catch { throw ReadingFault(name, error.number) }
    }
}
