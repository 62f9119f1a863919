// Tokens of JSON out of raw bytes. Every function takes the position and moves it on; -1, nil or false means
// that it saw something it leaves to the strict reader, and the position is then of no meaning.

typealias Position = UnsafePointer<UInt8>

private let ones: UInt64 = 0x0101_0101_0101_0101
private let highs: UInt64 = 0x8080_8080_8080_8080

enum Scan {
    /// Moves past spaces, tabs and carriage returns. A line break ends the line and is not passed.
    @inline(__always)
    static func space(_ p: inout Position) {
        while p[0] <= 0x20, p[0] == 0x20 || p[0] == 0x09 || p[0] == 0x0D { p += 1 }
    }

    /// Whether the bytes are these.
    @inline(__always)
    static func take(_ byte: UInt8, _ p: inout Position) -> Bool {
        guard p[0] == byte else { return false }
        p += 1
        return true
    }

    /// Marks the lowest byte of a word that is a quote, a backslash, a control character or not ASCII, and
    /// some above it.
    @inline(__always)
    private static func stops(_ word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        return ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) | word)
            & highs
    }

    /// The number of bytes up to the closing quote of a text in printable ASCII without escapes, with the
    /// position after the quote; -1 otherwise.
    @inline(__always)
    static func plainText(_ p: inout Position) -> Int {
        // A copy of the position stays in a register.
        var q = p
        var mark = stops(load8(q))
        while mark == 0 {
            q += 8
            mark = stops(load8(q))
        }
        q += mark.trailingZeroBitCount >> 3
        guard q[0] == 0x22 else { return -1 }
        defer { p = q + 1 }
        return q - p
    }

    /// Like `plainText`, but UTF-8 that is checked may stand in it.
    static func unescapedText(_ p: inout Position) -> Int {
        let start = p
        while true {
            let mark = stops(load8(p))
            guard mark != 0 else {
                p += 8
                continue
            }
            p += mark.trailingZeroBitCount >> 3
            if p[0] == 0x22 {
                p += 1
                return p - start - 1
            }
            guard p[0] >= 0x80, scalar(&p) != nil else { return -1 }
        }
    }

    /// One scalar of two to four bytes in well-formed UTF-8 (Unicode 15, table 3-7).
    @inline(__always)
    static func scalar(_ p: inout Position) -> UInt32? {
        let lead = UInt32(p[0])
        func tail(_ index: Int) -> UInt32? {
            let byte = UInt32(p[index])
            return byte & 0xC0 == 0x80 ? byte & 0x3F : nil
        }
        switch lead {
        case 0xC2...0xDF:
            guard let second = tail(1) else { return nil }
            p += 2
            return (lead & 0x1F) << 6 | second
        case 0xE0...0xEF:
            guard let second = tail(1), let third = tail(2) else { return nil }
            let scalar = (lead & 0x0F) << 12 | second << 6 | third
            guard scalar >= 0x800, !(0xD800...0xDFFF).contains(scalar) else { return nil }
            p += 3
            return scalar
        case 0xF0...0xF4:
            guard let second = tail(1), let third = tail(2), let fourth = tail(3) else { return nil }
            let scalar = (lead & 0x07) << 18 | second << 12 | third << 6 | fourth
            guard scalar >= 0x1_0000, scalar <= 0x10_FFFF else { return nil }
            p += 4
            return scalar
        default: return nil
        }
    }

    /// A whole number of up to `digits` digits without a sign, a point or a leading zero.
    @inline(__always)
    static func whole(_ p: inout Position, digits: Int) -> UInt64? {
        let start = p
        var value: UInt64 = 0
        while true {
            let digit = p[0] &- 0x30
            guard digit < 10 else { break }
            guard p - start < digits else { return nil }
            value = value &* 10 &+ UInt64(digit)
            p += 1
        }
        guard p != start, start[0] != 0x30 || p - start == 1, p[0] != 0x2E, p[0] | 0x20 != 0x65 else {
            return nil
        }
        return value
    }

    /// Any number of 64 bits without a sign.
    @inline(__always)
    static func seed(_ p: inout Position) -> UInt64? {
        if p[0] == 0x30 { return whole(&p, digits: 1) }
        let start = p
        var value: UInt64 = 0
        if let first = decimal8(load8(p)) {
            value = first
            p += 8
            if let second = decimal8(load8(p)) {
                value = value &* 100_000_000 &+ second
                p += 8
            }
        }
        while p - start < 20 {
            let digit = p[0] &- 0x30
            guard digit < 10 else { break }
            let (product, a) = value.multipliedReportingOverflow(by: 10)
            let (sum, b) = product.addingReportingOverflow(UInt64(digit))
            guard !a, !b else { return nil }
            value = sum
            p += 1
        }
        guard p != start, p[0] &- 0x30 >= 10, p[0] != 0x2E, p[0] | 0x20 != 0x65 else { return nil }
        return value
    }

    /// A number with up to 17 digits, times ten to the power of `decimals`.
    @inline(__always)
    static func number(_ p: inout Position, decimals: Int, power: (Int) -> Int64) -> Int64? {
        let isNegative = take(0x2D, &p)
        let start = p
        var value: Int64 = 0
        while p[0] &- 0x30 < 10 {
            guard p - start < 17 else { return nil }
            value = value &* 10 &+ Int64(p[0] &- 0x30)
            p += 1
        }
        let whole = p - start
        guard whole > 0, start[0] != 0x30 || whole == 1 else { return nil }
        var fraction = 0
        if take(0x2E, &p) {
            var zeros = 0
            let point = p
            while p[0] &- 0x30 < 10 {
                if p[0] == 0x30 {
                    zeros += 1
                } else {
                    while zeros > 0 {
                        value = value &* 10
                        zeros -= 1
                        fraction += 1
                        guard whole + fraction <= 17 else { return nil }
                    }
                    value = value &* 10 &+ Int64(p[0] &- 0x30)
                    fraction += 1
                    guard whole + fraction <= 17 else { return nil }
                }
                p += 1
            }
            guard p != point, p - point < 30 else { return nil }
        }
        guard p[0] | 0x20 != 0x65, fraction <= decimals, !isNegative || value != 0 else { return nil }
        let (scaled, overflow) = value.multipliedReportingOverflow(by: power(decimals - fraction))
        return overflow ? nil : isNegative ? -scaled : scaled
    }

    /// The 32 hexadecimal digits of a UUID of version 7 in canonical lower case, and the quote after it.
    @inline(__always)
    static func uuid(_ p: inout Position) -> (high: UInt64, low: UInt64)? {
        // "xxxxxxxx" "-xxxx-7x" "xx-vxxx-" "xxxxxxxx" "xxxx\"": each word is loaded only after the one before it.
        guard p[8] == 0x2D, p[13] == 0x2D, p[14] == 0x37, p[18] == 0x2D, p[23] == 0x2D, p[36] == 0x22 else {
            return nil
        }
        var wrong: UInt64 = 0
        let first = digits(load8(p), &wrong)
        let second = digits(load4(p + 9) | load4(p + 14) << 32, &wrong)
        let third = digits(load4(p + 19) | load4(p + 24) << 32, &wrong)
        let fourth = digits(load8(p + 28), &wrong)
        guard wrong == 0, third >> 30 == 2 else { return nil }
        p += 37
        return (first << 32 | second, third << 32 | fourth)
    }

    /// The number that eight lower-case hexadecimal digits write; `wrong` gets a bit if they are none.
    @inline(__always)
    private static func digits(_ word: UInt64, _ wrong: inout UInt64) -> UInt64 {
        // 1 in each byte that may be a letter: 0x61 to 0x66 have the bit of 0x40, digits have not.
        let letters = word >> 6 & ones
        let values = (word & (ones &* 0x0F)) &+ letters &* 9
        // The digits written again are the same; letters are 10 to 15 and digits are not.
        wrong |= word ^ (values &+ ones &* 0x30 &+ letters &* 0x27)
        wrong |= (values &+ ones &* 118) & highs ^ letters << 7
        wrong |= values & (ones &* 0x10)
        // The first digit is the lowest byte and becomes the highest four bits.
        var packed = values.byteSwapped
        packed = (packed | packed >> 4) & 0x00FF_00FF_00FF_00FF
        packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
        return (packed | packed >> 16) & 0xFFFF_FFFF
    }

    /// The number that eight decimal digits write; nil if they are none.
    @inline(__always)
    private static func decimal8(_ word: UInt64) -> UInt64? {
        guard word & (ones &* 0xF0) == ones &* 0x30,
            (word &+ ones &* 0x46) & highs == 0
        else { return nil }
        // Neighbours are joined three times: by tens, hundreds and ten thousands.
        let pairs = ((word & (ones &* 0x0F)) &* (10 << 8 &+ 1)) >> 8 & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* (100 << 16 &+ 1)) >> 16 & 0x0000_FFFF_0000_FFFF
        return (fours &* (10_000 << 32 &+ 1)) >> 32
    }
}
