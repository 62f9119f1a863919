/// Finds names of the survey in raw bytes: one hash, one probe, one comparison.
///
/// Names are of a *space*: the keys of a response, its variables, the options of one list. Reads at most 8
/// bytes beyond a name.
struct NameTable {
    private struct Entry {
        var head: UInt64
        var tail: UInt64
        var length: Int32
        var space: Int32
        var value: Int32
        var offset: Int32
    }

    private let entries: UnsafeMutablePointer<Entry>
    private let mask: Int
    private let names: UnsafeMutablePointer<UInt8>

    /// Builds the table in the memory of its owner; of two equal names of a space the first stays.
    init(_ list: [(space: Int, name: String, value: Int)], in memory: FlatMemory) {
        var size = 64
        while size < list.count * 4 { size *= 2 }
        mask = size - 1
        entries = memory.values(
            repeating: Entry(head: 0, tail: 0, length: -1, space: 0, value: 0, offset: 0), count: size)
        let bytes = list.reduce(0) { $0 + $1.name.utf8.count }
        names = memory.values(repeating: 0, count: bytes + 16)
        var offset = 0
        for (space, name, value) in list {
            let start = UnsafePointer(names + offset)
            for byte in name.utf8 {
                names[offset] = byte
                offset += 1
            }
            let length = name.utf8.count
            // Loads may run into the next name, which is not written yet, so the ends are cut off by `head`.
            guard find(space, start, length) < 0 else { continue }
            let (head, tail) = Self.ends(start, length)
            var place = Self.hash(head, tail, length, space) & mask
            while entries[place].length >= 0 { place = (place + 1) & mask }
            entries[place] = Entry(
                head: head, tail: tail, length: Int32(length), space: Int32(space), value: Int32(value),
                offset: Int32(start - UnsafePointer(names)))
        }
    }

    /// The value of a name, or -1.
    @inline(__always)
    func find(_ space: Int, _ start: UnsafePointer<UInt8>, _ length: Int) -> Int {
        let (head, tail) = Self.ends(start, length)
        var place = Self.hash(head, tail, length, space) & mask
        while entries[place].length >= 0 {
            let entry = entries[place]
            if entry.head == head, entry.tail == tail, Int(entry.length) == length, Int(entry.space) == space,
                length <= 16 || isEqual(start, names + Int(entry.offset), length)
            {
                return Int(entry.value)
            }
            place = (place + 1) & mask
        }
        return -1
    }

    @inline(__always)
    private static func ends(_ start: UnsafePointer<UInt8>, _ length: Int) -> (UInt64, UInt64) {
        let head = load8(start)
        if length >= 8 { return (head, load8(start + (length - 8))) }
        return (head & (1 << (UInt64(length) * 8) &- 1), 0)
    }

    @inline(__always)
    private static func hash(_ head: UInt64, _ tail: UInt64, _ length: Int, _ space: Int) -> Int {
        let mixed =
            (head ^ (tail << 23 | tail >> 41) ^ UInt64(length) << 56) &+ UInt64(space)
            &* 0xD6E8_FEB8_6659_FD93
        let product = mixed.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: (product.high ^ product.low) & 0x7FFF_FFFF)
    }
}

/// Eight bytes, the first lowest.
@inline(__always)
func load8(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
}

/// Four bytes, the first lowest.
@inline(__always)
func load4(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(UInt32(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt32.self)))
}

/// Whether two stretches of memory hold the same bytes.
@inline(__always)
func isEqual(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var offset = 0
    while count - offset >= 8 {
        if load8(a + offset) != load8(b + offset) { return false }
        offset += 8
    }
    while offset < count {
        if a[offset] != b[offset] { return false }
        offset += 1
    }
    return true
}
