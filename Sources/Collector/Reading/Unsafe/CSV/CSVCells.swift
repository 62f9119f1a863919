/// The cells of one record, in memory of the transcoder: where each begins, and how long it is.
///
/// Looks at eight bytes at a time for separators and line breaks. Cells in quotes are used where they stand; only those with
/// doubled quotes or carriage returns are copied.
final class CSVCells {
    struct Cell {
        var start: Position
        var length: Int
    }

    /// What is wrong with the form of a record.
    enum Fault {
        /// Something stands between the quote that closes a cell and the next separator.
        case afterQuote(column: Int)
        /// A quote is not closed before the end of the file.
        case openQuote(column: Int)
        /// Another number of cells than the header has.
        case count(Int)
    }

    private let memory = FlatMemory()
    let separator: UInt8
    let capacity: Int
    let cells: UnsafeMutablePointer<Cell>
    /// How many line breaks stand in its quotes.
    private(set) var lineBreaks = 0
    private(set) var fault: Fault?
    /// Whether it has no cell that says anything.
    private(set) var isBlank = false
    private var decoded: UnsafeMutablePointer<UInt8>
    private var decodedCapacity = 4_096
    private var decodedCount = 0
    /// What missing cells of a record that is too short point to.
    private let nothing: UnsafeMutablePointer<UInt8>

    init(separator: UInt8, capacity: Int) {
        self.separator = separator
        self.capacity = capacity
        nothing = memory.values(repeating: 0, count: 64)
        cells = memory.values(repeating: Cell(start: Position(nothing), length: 0), count: capacity + 1)
        decoded = .allocate(capacity: decodedCapacity)
    }

    deinit { decoded.deallocate() }

    /// Makes room to decode the cells of a chunk, and to look a little beyond them.
    func reserve(_ count: Int) {
        guard count + ChunkBuffer.padding > decodedCapacity else { return }
        decoded.deallocate()
        decodedCapacity = count + ChunkBuffer.padding
        decoded = .allocate(capacity: decodedCapacity)
        decoded.initialize(repeating: 0, count: decodedCapacity)
    }

    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        ~(((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | word) & 0x8080_8080_8080_8080
    }

    /// Splits the record that begins here; `limit` is the line break that seals the chunk. Returns the line break that
    /// ends the record.
    func split(_ start: Position, limit: Position) -> Position {
        let separators = 0x0101_0101_0101_0101 &* UInt64(separator)
        @inline(__always) func marks(_ p: Position) -> UInt64 {
            let word = load8(p)
            return Self.zeros(word ^ separators) | Self.zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A)
        }
        lineBreaks = 0
        fault = nil
        decodedCount = 0
        var count = 0
        var length = 0
        var cell = start
        var base = start
        var mask = marks(base)
        while true {
            if cell[0] == 0x22, cell < limit {
                var value = Cell(start: cell, length: 0)
                base = quoted(cell, limit, &value, count)
                if count < capacity { cells[count] = value }
                length |= value.length
                mask = marks(base)
                while mask == 0 {
                    base += 8
                    mask = marks(base)
                }
            } else {
                while mask == 0 {
                    base += 8
                    mask = marks(base)
                }
                var size = base + mask.trailingZeroBitCount / 8 - cell
                if size > 0, cell[size - 1] == 0x0D, cell[size] == 0x0A { size -= 1 }
                if count < capacity { cells[count] = Cell(start: cell, length: size) }
                length |= size
            }
            count += 1
            let at = base + mask.trailingZeroBitCount / 8
            mask &= mask &- 1
            if at[0] == 0x0A {
                isBlank = length == 0 && fault == nil
                if count != capacity, fault == nil, !isBlank { fault = .count(count) }
                return at
            }
            cell = at + 1
        }
    }

    /// Reads a cell that begins with a quote. Returns where to look for the next separator.
    private func quoted(_ start: Position, _ limit: Position, _ cell: inout Cell, _ column: Int) -> Position {
        var p = start + 1
        var isPlain = true
        while true {
            let word = load8(p)
            let mask = Self.zeros(word ^ 0x2222_2222_2222_2222)
            // What is to be counted or changed stands below the first quote.
            let below = mask == 0 ? UInt64.max : mask & (0 &- mask) &- 1
            let breaks = Self.zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A) & below
            lineBreaks += breaks.nonzeroBitCount
            if Self.zeros(word ^ 0x0D0D_0D0D_0D0D_0D0D) & below != 0 { isPlain = false }
            guard mask != 0 else {
                p += 8
                guard p < limit else {
                    // What was counted beyond the end does not matter: nothing follows.
                    if fault == nil { fault = .openQuote(column: column) }
                    return limit
                }
                continue
            }
            p += mask.trailingZeroBitCount / 8
            guard p < limit else {
                if fault == nil { fault = .openQuote(column: column) }
                return limit
            }
            if p[1] == 0x22, p + 1 < limit {
                isPlain = false
                p += 2
                guard p < limit else {
                    if fault == nil { fault = .openQuote(column: column) }
                    return limit
                }
                continue
            }
            break
        }
        cell = isPlain ? Cell(start: start + 1, length: p - start - 1) : decode(start + 1, p)
        p += 1
        if p[0] == 0x0D, p[1] == 0x0A { p += 1 }
        if p[0] != separator, p[0] != 0x0A, fault == nil { fault = .afterQuote(column: column) }
        return p
    }

    /// Takes the doubled quotes and the carriage returns out of a cell.
    private func decode(_ start: Position, _ end: Position) -> Cell {
        let from = decoded + decodedCount
        var out = from
        var p = start
        while p < end {
            var byte = p[0]
            if byte == 0x22 {
                p += 1
            } else if byte == 0x0D {
                if p + 1 < end, p[1] == 0x0A { p += 1 }
                byte = 0x0A
            }
            out[0] = byte
            out += 1
            p += 1
        }
        decodedCount += out - from
        return Cell(start: Position(from), length: out - from)
    }
}
