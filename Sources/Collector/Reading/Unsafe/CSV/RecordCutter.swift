#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Finds where records of CSV end: at line breaks that do not stand in quotes.
///
/// A quote opens a cell if it stands at its beginning, and is a letter like any other elsewhere. What a chunk begins
/// with is the beginning of a record, so each can be looked at by itself. Jumps from quote to quote.
struct RecordCutter {
    let separator: UInt8
    /// Whether lines end with a carriage return alone, which then is read as a line break.
    let endsWithReturns: Bool
    // What is known within a record that is too long to be held.
    private var isQuoted = false
    private var mayClose = false
    private var isAtCell = true

    init(separator: UInt8, endsWithReturns: Bool = false) {
        self.separator = separator
        self.endsWithReturns = endsWithReturns
    }

    /// The offset of the first or the last line break that ends a record, at or after an offset.
    func boundary(_ buffer: ChunkBuffer, from least: Int, isFirst: Bool) -> Int? {
        let start = UnsafePointer(buffer.start)
        let end = start + buffer.count
        var p = start
        // What is outside of quotes, of which the last line break is looked for from the end.
        var spans: [(from: Position, to: Position)] = []
        /// Notes bytes outside of quotes; the first line break, if that is wanted.
        func look(_ from: Position, _ to: Position) -> Int? {
            let from = max(from, start + least)
            guard from < to else { return nil }
            if isFirst {
                return memchr(from, 0x0A, to - from).map { UnsafeRawPointer(start).distance(to: $0) }
            }
            spans.append((from, to))
            return nil
        }
        while p < end {
            guard let found = memchr(p, 0x22, end - p) else {
                if let offset = look(p, end) { return offset }
                break
            }
            let quote = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
            guard quote == start || quote[-1] == separator || quote[-1] == 0x0A else {
                if let offset = look(p, quote) { return offset }
                p = quote + 1
                continue
            }
            if let offset = look(p, quote) { return offset }
            guard let close = Self.close(of: quote, before: end) else { break }
            p = close + 1
        }
        for (from, to) in spans.reversed() {
            var q = to
            while q > from {
                q -= 1
                if q[0] == 0x0A { return q - start }
            }
        }
        return nil
    }

    /// The quote that closes a cell, passing doubled ones.
    @inline(__always)
    private static func close(of quote: Position, before end: Position) -> Position? {
        var p = quote + 1
        while p < end, let found = memchr(p, 0x22, end - p) {
            let close = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
            guard close + 1 < end, close[1] == 0x22 else { return close }
            p = close + 2
        }
        return nil
    }

    /// Passes bytes of a record that is not kept. Returns the offset of the line break that ends it, if it is there, and
    /// counts line breaks.
    mutating func skip(_ bytes: UnsafeBufferPointer<UInt8>, lines: inout Int) -> Int? {
        for (offset, byte) in bytes.enumerated() {
            if byte == 0x0A { lines += 1 }
            if mayClose {
                mayClose = false
                if byte == 0x22 { continue }
                isQuoted = false
            } else if isQuoted {
                mayClose = byte == 0x22
                continue
            }
            if byte == 0x22, isAtCell {
                isQuoted = true
            } else if byte == 0x0A {
                isAtCell = true
                return offset
            }
            isAtCell = byte == separator
        }
        return nil
    }

    /// Begins with another record.
    mutating func restart() { (isQuoted, mayClose, isAtCell) = (false, false, true) }
}
