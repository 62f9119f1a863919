internal import SurveyModel

/// Reads the cells of a table of purchases.
struct PurchaseCells {
    /// How many decimals of an amount count.
    static let decimals = 4
    /// The most that a line may amount to, in units.
    static let most: Int64 = 100_000_000_000

    private let length: Period.Length
    /// The periods of days that were met, by the digits of their dates: dates come again and again.
    private var known: [Int: (day: CalendarDay, period: Int)] = [:]

    init(_ length: Period.Length) { self.length = length }

    /// The day of a date, `2026-11-21`, or of a time that begins with one, `2026-11-21T10:15:00Z`, and its period.
    mutating func day(_ cell: ArraySlice<UInt8>) -> (day: CalendarDay, period: Int)? {
        let bytes = cell.trimmed
        guard bytes.count == 10 || (bytes.count > 10 && Self.begins(time: bytes[bytes.startIndex + 10]))
        else { return nil }
        var digits = 0
        for (place, byte) in bytes.prefix(10).enumerated() {
            if place == 4 || place == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        if let known = known[digits] { return known }
        guard let day = CalendarDay(String(decoding: bytes.prefix(10), as: UTF8.self)), day < .last,
            let period = Period(length, of: day)
        else { return nil }
        let found = (day, Int(period.index))
        known[digits] = found
        return found
    }

    private static func begins(time byte: UInt8) -> Bool {
        byte == UInt8(ascii: "T") || byte == UInt8(ascii: " ")
    }

    /// An amount with a decimal point, times ten thousand.
    static func amount(_ cell: ArraySlice<UInt8>) -> Result<Int64, PurchaseFault.Reason> {
        var bytes = cell.trimmed
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        var amount: Int64 = 0
        var places: Int?
        var digits = 0
        for byte in bytes {
            if byte == UInt8(ascii: "."), places == nil {
                places = 0
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return .failure(.noAmount) }
            digits += 1
            if let count = places {
                if count == decimals {
                    // Zeros behind say nothing.
                    guard byte == UInt8(ascii: "0") else { return .failure(.tooFine) }
                    continue
                }
                places = count + 1
            }
            amount = amount * 10 + Int64(byte - UInt8(ascii: "0"))
            guard amount <= most * 10_000 else { return .failure(.tooMuch) }
        }
        guard digits > 0, places != 0 || bytes.last != UInt8(ascii: ".") else { return .failure(.noAmount) }
        for _ in (places ?? 0)..<decimals {
            amount *= 10
            guard amount <= most * 10_000 else { return .failure(.tooMuch) }
        }
        return .success(isNegative ? -amount : amount)
    }
}

extension ArraySlice<UInt8> {
    /// Without blanks at either end.
    var trimmed: ArraySlice<UInt8> {
        var bytes = drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        while let last = bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
            bytes.removeLast()
        }
        return bytes
    }
}
