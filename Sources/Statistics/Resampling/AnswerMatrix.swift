/// The whole numbers of respondents, a row each, as small as they fit: what a bootstrap draws from.
///
/// Takes 2, 4 or 8 bytes for each number, whichever the largest needs. Rows are in the order in which they came; whoever
/// draws from them puts them into an order of their own, so that what is drawn does not depend on it.
public struct AnswerMatrix: Hashable, Sendable {
    /// How many numbers a row has.
    public let columns: Int
    /// How many rows there are.
    public private(set) var count = 0
    private var width = 2
    private var bytes: [UInt8] = []

    /// No row.
    public init(columns: Int) { self.columns = max(1, columns) }

    /// Adds a row; one of another length is not added.
    public mutating func append(_ row: [Int64]) {
        guard row.count == columns else { return }
        for value in row {
            widen(Int16(exactly: value) != nil ? 2 : Int32(exactly: value) != nil ? 4 : 8)
        }
        for value in row { Self.write(value, width, to: &bytes) }
        count += 1
    }

    /// Adds the rows of another matrix of as many columns.
    public mutating func append(_ other: AnswerMatrix) {
        guard other.columns == columns else { return }
        widen(other.width)
        if other.width == width {
            bytes += other.bytes
        } else {
            for index in 0..<other.count * columns { Self.write(other.value(index), width, to: &bytes) }
        }
        count += other.count
    }

    /// The rows, all different, in rising order, and how often each is there and at which of them each row counts. At most
    /// `UInt32.max` rows. `O(r log r)` for r rows.
    func patterns() -> (rows: [[Int64]], owners: [UInt32]) {
        let order = (0..<UInt32(clamping: count)).sorted { compare(Int($0), Int($1)) < 0 }
        var rows: [[Int64]] = []
        var owners: [UInt32] = []
        owners.reserveCapacity(order.count)
        for (place, row) in order.enumerated() {
            if place == 0 || compare(Int(order[place - 1]), Int(row)) != 0 {
                rows.append((0..<columns).map { value(Int(row) * columns + $0) })
            }
            owners.append(UInt32(rows.count - 1))
        }
        return (rows, owners)
    }

    private func compare(_ left: Int, _ right: Int) -> Int {
        for column in 0..<columns {
            let (a, b) = (value(left * columns + column), value(right * columns + column))
            if a != b { return a < b ? -1 : 1 }
        }
        return 0
    }

    private func value(_ index: Int) -> Int64 {
        var bits: UInt64 = 0
        for byte in 0..<width { bits |= UInt64(bytes[index * width + byte]) << UInt64(8 * byte) }
        // The sign is that of the highest byte.
        let shift = UInt64(64 - 8 * width)
        return Int64(bitPattern: bits << shift) >> Int64(shift)
    }

    private mutating func widen(_ needed: Int) {
        guard needed > width else { return }
        var wide: [UInt8] = []
        wide.reserveCapacity(bytes.count / width * needed)
        for index in 0..<count * columns { Self.write(value(index), needed, to: &wide) }
        bytes = wide
        width = needed
    }

    private static func write(_ value: Int64, _ width: Int, to bytes: inout [UInt8]) {
        let bits = UInt64(bitPattern: value)
        for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
    }
}
