/// The rows of a table of separated values, from chunks of bytes: what a file of any size is read through.
///
///     var lines = TableLines()
///     while let chunk = try file.next() { lines.read(chunk.span) { row in print(row.line, row.text(0)) } }
///     lines.finish { row in print(row.line, row.text(0)) }
///
/// The separator is a comma, a semicolon or a tab: the first of them outside of quotes, and then that one alone. A cell may
/// stand in quotes, in which separators and line breaks are text and a doubled quote is one; elsewhere a quote is text. Rows
/// end with LF or CRLF; empty lines are passed over, and so is a mark of byte order at the beginning. Lines are counted as
/// an editor counts them, a row being at the line it begins on.
///
/// Linear in the bytes; holds one row, of at most `rowLimit` bytes, whatever comes. A row that cannot be read is handed over
/// with its fault, and reading goes on after the line break that follows.
/// Source: Y. Shafranovich, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", RFC 4180 (2005).
package struct TableLines: Sendable {
    /// The most bytes of a row.
    private let rowLimit: Int

    /// One row.
    package struct Row: Sendable {
        /// The line that it begins on, from 1.
        package fileprivate(set) var line = 1
        /// Why it cannot be read; its cells mean nothing then.
        package fileprivate(set) var fault: Fault?
        fileprivate var bytes: [UInt8] = []
        fileprivate var ends: [Int] = []

        /// How many cells.
        package var count: Int { ends.count }

        /// The bytes of a cell, without its quotes; none where there is no such cell.
        package subscript(cell: Int) -> ArraySlice<UInt8> {
            guard ends.indices.contains(cell) else { return [] }
            return bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]]
        }

        /// A cell as text; bytes that are no UTF-8 become replacement characters.
        package func text(_ cell: Int) -> String { String(decoding: self[cell], as: UTF8.self) }
    }

    /// Why a row cannot be read.
    package enum Fault: String, Hashable, Sendable {
        /// It has more than `rowLimit` bytes, which a quote that is never closed gives too.
        case tooLong
        /// Something stands between the quote that ends a cell and the next separator.
        case textAfterQuote
        /// The file ends within quotes.
        case openQuote
    }

    private enum State { case cellStart, plain, quoted, afterQuote, afterReturn, skipping }

    private var row = Row()
    private var state = State.cellStart
    private var line = 1
    private var separator: UInt8?
    /// How many bytes of a mark of byte order were seen; nil once the file has begun.
    private var mark: Int? = 0
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Makes a reader that has seen nothing.
    package init(rowLimit: Int = 1 << 20) { self.rowLimit = max(0, rowLimit) }

    /// Reads the next bytes of the file, and hands over each row that ends in them.
    package mutating func read<E: Error>(_ chunk: Span<UInt8>, _ body: (borrowing Row) throws(E) -> Void)
        throws(E)
    {
        var index = 0
        while index < chunk.count {
            if let seen = mark {
                index = beginning(chunk[index], seen: seen, index)
                continue
            }
            switch state {
            case .cellStart, .plain:
                if state == .cellStart, chunk[index] == UInt8(ascii: "\"") {
                    state = .quoted
                    index += 1
                    continue
                }
                state = .plain
                let start = index
                let end = min(chunk.count, index + room + 1)
                while index < end, !endsPlainCell(chunk[index]) { index += 1 }
                append(chunk.extracting(start..<index))
                guard index < chunk.count, state == .plain else { continue }
                let byte = chunk[index]
                index += 1
                if byte == UInt8(ascii: "\n") { try endRow(body) } else { endCell(separator: byte) }
            case .quoted:
                let start = index
                let end = min(chunk.count, index + room + 1)
                while index < end, chunk[index] != UInt8(ascii: "\"") {
                    if chunk[index] == UInt8(ascii: "\n") { line += 1 }
                    index += 1
                }
                append(chunk.extracting(start..<index))
                guard index < chunk.count, state == .quoted else { continue }
                state = .afterQuote
                index += 1
            case .afterQuote:
                let byte = chunk[index]
                index += 1
                switch byte {
                case UInt8(ascii: "\""):
                    row.bytes.append(byte)
                    state = .quoted
                case UInt8(ascii: "\r"): state = .afterReturn
                case UInt8(ascii: "\n"): try endRow(body)
                case _ where endsPlainCell(byte): endCell(separator: byte)
                default:
                    row.fault = .textAfterQuote
                    state = .skipping
                }
            case .afterReturn:
                // Only the end of the line may follow.
                if chunk[index] != UInt8(ascii: "\n") { row.fault = .textAfterQuote }
                state = .skipping
            case .skipping:
                while index < chunk.count, chunk[index] != UInt8(ascii: "\n") { index += 1 }
                guard index < chunk.count else { continue }
                index += 1
                try endRow(body)
            }
        }
    }

    /// Hands over the last row, if the file does not end with a line break.
    package mutating func finish<E: Error>(_ body: (borrowing Row) throws(E) -> Void) throws(E) {
        mark = nil
        if state == .quoted { row.fault = row.fault ?? .openQuote }
        if state != .cellStart || !row.ends.isEmpty { try endRow(body) }
    }

    private func endsPlainCell(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: "\n") { return true }
        if let separator { return byte == separator }
        return byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\t")
    }

    /// The first bytes of a file: passes over a mark of byte order, and takes a part of one for text.
    private mutating func beginning(_ byte: UInt8, seen: Int, _ index: Int) -> Int {
        if byte == Self.byteOrderMark[seen] {
            mark = seen + 1 < Self.byteOrderMark.count ? seen + 1 : nil
            return index + 1
        }
        mark = nil
        if seen > 0 {
            row.bytes += Self.byteOrderMark.prefix(seen)
            state = .plain
        }
        return index
    }

    /// How many bytes the row may still have. No more are looked at than one over, so that a row that is too long ends at
    /// the same place however the file comes in chunks.
    private var room: Int { max(0, rowLimit - row.bytes.count - row.ends.count) }

    private mutating func append(_ bytes: Span<UInt8>) {
        guard bytes.count <= room else {
            giveUp()
            return
        }
        bytes.withUnsafeBufferPointer { row.bytes.append(contentsOf: $0) }
    }

    /// Leaves out a row that is too long, and gives back what it took.
    private mutating func giveUp() {
        row.fault = .tooLong
        state = .skipping
        row.bytes = []
        row.ends = []
    }

    private mutating func endCell(separator byte: UInt8) {
        separator = byte
        guard room > 0 else {
            giveUp()
            return
        }
        state = .cellStart
        row.ends.append(row.bytes.count)
    }

    private mutating func endRow<E: Error>(_ body: (borrowing Row) throws(E) -> Void) throws(E) {
        if state == .plain, row.bytes.last == UInt8(ascii: "\r"), row.bytes.count > row.ends.last ?? 0 {
            row.bytes.removeLast()
        }
        let isEmpty = state == .plain && row.bytes.isEmpty && row.ends.isEmpty
        row.ends.append(row.bytes.count)
        defer {
            line += 1
            row.bytes.removeAll(keepingCapacity: true)
            row.ends.removeAll(keepingCapacity: true)
            row.fault = nil
            row.line = line
            state = .cellStart
        }
        if !isEmpty { try body(row) }
    }
}
