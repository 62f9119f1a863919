internal import SurveyModel

/// How a foreign file writes days and times: `dd.MM.yyyy HH:mm`, in the letters of Unicode's date patterns (UTS 35).
struct MomentPattern: Hashable, Sendable {
    enum Item: Hashable, Sendable {
        /// So many digits, or one to two where one letter is written.
        case year, month(Int), day(Int), hour(Int), hour12(Int), minute(Int), second(Int), fraction
        /// AM or PM.
        case half
        case literal(UInt8)
    }

    let items: [Item]

    /// Whether it says which day.
    var hasDay: Bool {
        items.contains(.year) && items.contains { if case .month = $0 { true } else { false } }
            && items.contains { if case .day = $0 { true } else { false } }
    }

    /// Whether it says which hour and minute.
    var hasTime: Bool {
        items.contains { item in
            switch item {
            case .hour, .hour12: true
            default: false
            }
        }
            && items.contains { if case .minute = $0 { true } else { false } }
    }

    /// Why a pattern cannot be used.
    struct Fault: Error { var message: String }

    init(_ items: [Item]) { self.items = items }

    /// Reads a pattern. Throws `Fault` for letters that it does not know.
    init(_ text: String) throws(Fault) {
        var items: [Item] = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            var count = 1
            while index + count < bytes.count, bytes[index + count] == byte { count += 1 }
            let letters = String(decoding: bytes[index..<index + count], as: UTF8.self)
            switch (byte, count) {
            case (UInt8(ascii: "y"), 4): items.append(.year)
            case (UInt8(ascii: "M"), 1...2): items.append(.month(count))
            case (UInt8(ascii: "d"), 1...2): items.append(.day(count))
            case (UInt8(ascii: "H"), 1...2): items.append(.hour(count))
            case (UInt8(ascii: "h"), 1...2): items.append(.hour12(count))
            case (UInt8(ascii: "m"), 1...2): items.append(.minute(count))
            case (UInt8(ascii: "s"), 1...2): items.append(.second(count))
            case (UInt8(ascii: "S"), 3): items.append(.fraction)
            case (UInt8(ascii: "a"), 1): items.append(.half)
            case (UInt8(ascii: "'"), _):
                guard let end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "'")) else {
                    throw Fault(message: "an apostrophe is not closed")
                }
                items += bytes[(index + 1)..<end].map(Item.literal)
                count = end - index + 1
            case (UInt8(ascii: "a")...UInt8(ascii: "z"), _), (UInt8(ascii: "A")...UInt8(ascii: "Z"), _):
                throw Fault(
                    message: letters == "yy"
                        ? "\"yy\" does not say which century; write yyyy, and make the years in the file full"
                        : "\"\(letters)\" means nothing; use yyyy, MM, dd, HH, mm, ss, SSS, h and a, and letters "
                            + "that stand for themselves in '…'")
            default: items += [Item](repeating: .literal(byte), count: count)
            }
            index += count
        }
        self.items = items
    }

    /// A day and the milliseconds of it.
    struct Moment: Hashable {
        var day: Int64
        var milliseconds: Int64
    }

    /// Reads bytes that are of the pattern, all of them; nil for others, and for days and times that do not exist.
    /// What the pattern does not say is 0.
    func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Moment? {
        var place = 0
        func number(_ least: Int, _ most: Int) -> Int64? {
            var value: Int64 = 0
            var digits = 0
            while digits < most, place < bytes.count, bytes[place] &- 0x30 < 10 {
                value = value * 10 + Int64(bytes[place] &- 0x30)
                place += 1
                digits += 1
            }
            return digits >= least ? value : nil
        }
        var (year, month, day): (Int64, Int64, Int64) = (1970, 1, 1)
        var (hour, minute, second, fraction): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
        var isHalved = false
        var isAfternoon = false
        for item in items {
            switch item {
            case .year:
                guard let value = number(4, 4), value >= 1 else { return nil }
                year = value
            case .month(let count):
                guard let value = number(count, 2) else { return nil }
                month = value
            case .day(let count):
                guard let value = number(count, 2) else { return nil }
                day = value
            case .hour(let count):
                guard let value = number(count, 2), value < 24 else { return nil }
                hour = value
            case .hour12(let count):
                guard let value = number(count, 2), (1...12).contains(value) else { return nil }
                hour = value % 12
                isHalved = true
            case .minute(let count):
                guard let value = number(count, 2), value < 60 else { return nil }
                minute = value
            case .second(let count):
                guard let value = number(count, 2), value < 60 else { return nil }
                second = value
            case .fraction:
                guard let value = number(3, 3) else { return nil }
                fraction = value
            case .half:
                guard place + 1 < bytes.count, bytes[place + 1] | 0x20 == UInt8(ascii: "m") else {
                    return nil
                }
                switch bytes[place] | 0x20 {
                case UInt8(ascii: "a"): isAfternoon = false
                case UInt8(ascii: "p"): isAfternoon = true
                default: return nil
                }
                place += 2
            case .literal(let byte):
                guard place < bytes.count, bytes[place] == byte else { return nil }
                place += 1
            }
        }
        guard place == bytes.count, (1...12).contains(month), day >= 1,
            day <= Timestamp.days(inMonth: month, of: year)
        else { return nil }
        if isHalved, isAfternoon { hour += 12 }
        return Moment(
            day: Timestamp.day(year: year, month: month, day: day),
            milliseconds: ((hour * 60 + minute) * 60 + second) * 1_000 + fraction)
    }

    /// `+01:00`, `-0330`, `Z` as minutes east of Greenwich; nil for anything else.
    static func zone(_ text: String) -> Int? {
        if text == "Z" || text == "UTC" { return 0 }
        let bytes = Array(text.utf8)
        guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
            return nil
        }
        let digits = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 4, bytes.count == 5 || bytes.count == 6 && bytes[3] == UInt8(ascii: ":"),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let numbers = digits.map { Int($0 - 0x30) }
        let (hours, minutes) = (numbers[0] * 10 + numbers[1], numbers[2] * 10 + numbers[3])
        guard hours <= 14, minutes < 60 else { return nil }
        return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
}
