#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Memory that lines are read into: see the invariants on padding, the sentinel and ownership. It is with one thread at a time.
final class ChunkBuffer: @unchecked Sendable {
    private(set) var start: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    /// How many bytes are filled.
    var count = 0

    static let padding = 64

    init(capacity: Int) {
        self.capacity = capacity
        start = .allocate(capacity: capacity + Self.padding)
        start.initialize(repeating: 0, count: capacity + Self.padding)
    }

    deinit { start.deallocate() }

    /// The filled bytes and their end.
    var end: UnsafeMutablePointer<UInt8> { start + count }

    /// Makes the buffer another size; what is filled stays, and must fit.
    func resize(to size: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size + Self.padding)
        larger.update(from: start, count: count)
        (larger + count).initialize(repeating: 0, count: size - count + Self.padding)
        start.deallocate()
        start = larger
        capacity = size
    }

    /// Puts the line break after the last byte, and nothing after it.
    func seal() {
        end.update(repeating: 0, count: Self.padding)
        end[0] = 0x0A
    }

    /// Appends bytes, which must fit.
    func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        end.update(from: bytes, count: count)
        self.count += count
    }

    /// Appends a line and its line break, making room. A line break within it, which only a damaged store has, ends no
    /// line: it becomes a byte that no response has.
    func appendLine(_ line: UnsafeRawBufferPointer) {
        let needed = count + line.count + 1
        if needed > capacity { resize(to: needed) }
        if let bytes = line.baseAddress {
            let from = count
            append(bytes.assumingMemoryBound(to: UInt8.self), line.count)
            if let broken = lineBreak(from: from) {
                for offset in broken..<count where start[offset] == 0x0A { start[offset] = 0 }
            }
        }
        end[0] = 0x0A
        count += 1
    }

    /// A copy of some bytes.
    func copy(_ offset: Int, _ count: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: start + offset, count: count))
    }

    /// The offset of the first line break from an offset on.
    func lineBreak(from offset: Int) -> Int? {
        memchr(start + offset, 0x0A, count - offset).map {
            UnsafeMutableRawPointer(start).distance(to: $0)
        }
    }

    /// The offset of the last line break.
    func lastLineBreak() -> Int? {
        var offset = count
        while offset > 0 {
            offset -= 1
            if start[offset] == 0x0A { return offset }
        }
        return nil
    }
}
