internal import SurveyModel

/// Reads the form of time that responses are written with, `2026-11-21T10:15:30.120Z`, 24 bytes and a quote.
struct TimeScan {
    private var date: (UInt64, UInt64) = (0, 0)
    private var day: Int64 = 0

    /// The milliseconds since 1970, or nil for another form or a time that does not exist.
    @inline(__always)
    mutating func milliseconds(_ p: inout Position) -> Int64? {
        let (a, b, c) = (load8(p), load8(p + 8), load8(p + 16))
        // "dddd-dd-" "ddTdd:dd" ":dd.dddZ"
        guard p[24] == 0x22, Self.matches(a, 0x2D00_002D_0000_0000, 0xFF00_00FF_0000_0000),
            Self.matches(b, 0x0000_3A00_0054_0000, 0x0000_FF00_00FF_0000),
            Self.matches(c, 0x5A00_0000_2E00_003A, 0xFF00_0000_FF00_00FF)
        else { return nil }
        @inline(__always) func two(_ word: UInt64, _ shift: UInt64) -> Int64 {
            Int64((word >> shift & 15) * 10 + (word >> (shift + 8) & 15))
        }
        let hour = two(b, 24)
        let minute = two(b, 48)
        let second = two(c, 8)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        if (a, b & 0xFFFF) != date {
            var text = [UInt8](repeating: 0, count: 24)
            for index in text.indices { text[index] = p[index] }
            for (index, byte) in zip(11..., "00:00:00.000Z".utf8) { text[index] = byte }
            guard let midnight = Timestamp(String(decoding: text, as: UTF8.self)) else { return nil }
            day = midnight.milliseconds
            date = (a, b & 0xFFFF)
        }
        let fraction = Int64(c >> 32 & 15) * 100 + two(c, 40)
        p += 25
        return day + hour * 3_600_000 + minute * 60_000 + second * 1_000 + fraction
    }

    /// Whether the bytes under the mask are these literals and all others are digits.
    @inline(__always)
    private static func matches(_ word: UInt64, _ literals: UInt64, _ mask: UInt64) -> Bool {
        guard word & mask == literals else { return false }
        let digits = word & ~mask | 0x3030_3030_3030_3030 & mask
        return digits & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
            && (digits &+ 0x4646_4646_4646_4646) & 0x8080_8080_8080_8080 == 0
    }
}

extension Scan {
    /// A day in quotes, `"2026-11-21"`, as days since 1970-01-01; nil for another form or a day that does not exist.
    static func day(_ p: inout Position) -> Int64? {
        guard take(0x22, &p) else { return nil }
        // One digit after the other: what is none ends it, also a line break.
        var digits: [8 of Int64] = .init(repeating: 0)
        var count = 0
        for place in 0..<10 {
            if place == 4 || place == 7 {
                guard take(0x2D, &p) else { return nil }
                continue
            }
            let digit = p[0] &- 0x30
            guard digit < 10 else { return nil }
            digits[count] = Int64(digit)
            count += 1
            p += 1
        }
        guard take(0x22, &p) else { return nil }
        let year = digits[0] * 1_000 + digits[1] * 100 + digits[2] * 10 + digits[3]
        let month = digits[4] * 10 + digits[5]
        let day = digits[6] * 10 + digits[7]
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length: Int64 =
            switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            case 1...12: 31
            default: 0
            }
        guard year >= 1, day >= 1, day <= length else { return nil }
        // H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), for years from 1 on.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// A time in quotes, `"09:30"`, as minutes since midnight; nil for another form or a time that does not exist.
    static func minutes(_ p: inout Position) -> Int64? {
        func two() -> Int64? {
            let first = p[0] &- 0x30
            guard first < 10 else { return nil }
            let second = p[1] &- 0x30
            guard second < 10 else { return nil }
            p += 2
            return Int64(first) * 10 + Int64(second)
        }
        guard take(0x22, &p), let hour = two(), take(0x3A, &p), let minute = two(), take(0x22, &p), hour < 24,
            minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}
