/// Gives the lines of a source, or of many texts, where they stand in memory.
final class LineFeed {
    /// A line in memory that is sealed: a line break and padding follow the buffer.
    struct Line {
        var start: Position
        var count: Int
        /// From 1; 0 where lines have no numbers.
        var number: Int

        /// A copy.
        var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

        /// Whether there is nothing in it but white space.
        var isBlank: Bool {
            UnsafeBufferPointer(start: start, count: count).allSatisfy {
                $0 == 0x20 || $0 == 0x09 || $0 == 0x0D
            }
        }
    }

    private let buffer = ChunkBuffer(capacity: SharedReading.chunkSize)

    /// Gives the lines of a source one after the other; `oversized` gets the numbers of those that are too long to be
    /// held, `longest` how long any line of what comes next may be.
    func read(
        _ source: LineSource, longest: (Int) -> Void, oversized: (Int) -> Void, _ body: (Line) throws -> Void
    ) throws {
        let reading = try SharedReading(source)
        var number = 0
        while let chunk = reading.next(into: buffer) {
            guard !chunk.isOversized else {
                number += 1
                oversized(number)
                continue
            }
            longest(buffer.count)
            try each(&number, in: buffer, body)
        }
        if let fault = reading.fault { throw fault }
    }

    /// Gives one line that was made of something else, with its number there.
    func give(_ bytes: [UInt8], number: Int, longest: (Int) -> Void, _ body: (Line) throws -> Void) throws {
        buffer.count = 0
        if bytes.count + 1 > buffer.capacity { buffer.resize(to: bytes.count + 1) }
        bytes.withUnsafeBufferPointer { bytes in
            if let start = bytes.baseAddress { buffer.append(start, bytes.count) }
        }
        buffer.seal()
        longest(buffer.count)
        try body(Line(start: Position(buffer.start), count: bytes.count, number: number))
        buffer.count = 0
    }

    /// Gives the lines of a sealed buffer.
    func read(_ buffer: ChunkBuffer, longest: (Int) -> Void, _ body: (Line) throws -> Void) throws {
        longest(buffer.count)
        var number = 0
        try each(&number, in: buffer, body)
    }

    private func each(
        _ number: inout Int, in buffer: ChunkBuffer, _ body: (Line) throws -> Void
    ) throws {
        var offset = 0
        while offset < buffer.count {
            let end = buffer.lineBreak(from: offset) ?? buffer.count
            number += 1
            try body(Line(start: Position(buffer.start + offset), count: end - offset, number: number))
            offset = end + 1
        }
    }
}
