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
