/// Where a byte of a file stands, as an editor shows it.
///
/// Built in one pass; each look-up takes time with the logarithm of the number of lines.
public struct LineIndex: Sendable {
    /// A place as people count it, from 1.
    public struct Position: Sendable, Equatable {
        public let line: Int
        /// In Unicode scalars; a byte that belongs to none counts as one.
        public let column: Int
    }

    private let byteCount: Int
    private let startsWithMark: Bool
    /// Where each line starts.
    private var starts: [Int] = [0]
    /// How many scalars start in front of each block of `blockSize` bytes.
    private var counts: [Int] = [0]
    private let bytes: [UInt8]

    private static let blockSize = 256

    /// Indexes a file. Lines end with LF.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        byteCount = bytes.count
        startsWithMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        var count = 0
        for (offset, byte) in bytes.enumerated() {
            if offset > 0, offset % Self.blockSize == 0 { counts.append(count) }
            if byte & 0xC0 != 0x80 { count += 1 }
            if byte == .lineFeed { starts.append(offset + 1) }
        }
    }

    /// How many lines there are; text after the last line end is one, even if it is empty.
    public var lineCount: Int { starts.count }

    /// The place of a byte. An offset outside of the file is taken to its nearest end.
    public func position(of offset: Int) -> Position {
        let offset = min(max(offset, 0), byteCount)
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        var start = starts[low]
        if low == 0, startsWithMark { start = min(3, offset) }
        return Position(line: low + 1, column: scalars(before: offset) - scalars(before: start) + 1)
    }

    /// The bytes of a line without its line end. A line that does not exist is empty.
    public func range(ofLine line: Int) -> Range<Int> {
        guard line >= 1, line <= starts.count else { return byteCount..<byteCount }
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] - 1 : byteCount
        if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
        return start..<end
    }

    private func scalars(before offset: Int) -> Int {
        let block = min(offset / Self.blockSize, counts.count - 1)
        var count = counts[block]
        for position in block * Self.blockSize..<offset where bytes[position] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
