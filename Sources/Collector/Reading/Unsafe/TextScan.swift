internal import SurveyModel

// Answers in words, which keep the rule of texts: see `TextRule.isForbidden`.

extension Scan {
    /// The number of bytes up to the closing quote of a text without escapes and forbidden scalars; -1
    /// otherwise.
    @inline(__always)
    static func cleanText(_ p: inout Position) -> Int {
        // A copy of the position stays in a register.
        var q = p
        while true {
            let mark = textStops(load8(q))
            guard mark != 0 else {
                q += 8
                continue
            }
            q += mark.trailingZeroBitCount >> 3
            if q[0] == 0x22 {
                defer { p = q + 1 }
                return q - p
            }
            guard q[0] >= 0x80 else { return -1 }
            repeat {
                guard let scalar = scalar(&q), !isForbidden(scalar) else { return -1 }
            } while q[0] >= 0x80
        }
    }

    /// Decodes a text with escapes up to its closing quote; the number of bytes written, or -1. Never writes
    /// more bytes than it reads. `isCanonical` becomes false at an escape that our writers would not write.
    static func decode(
        _ p: inout Position, into target: UnsafeMutablePointer<UInt8>, allowsLines: Bool,
        isCanonical: inout Bool
    ) -> Int {
        var count = 0
        while true {
            let byte = p[0]
            switch byte {
            case 0x22:
                p += 1
                return count
            case 0x5C:
                // Forbidden scalars aside, quotes, backslashes and line breaks are all that needs an escape.
                if p[1] == 0x2F || p[1] == 0x75 { isCanonical = false }
                guard let scalar = escape(&p), !isForbidden(scalar) || (scalar == 0x0A && allowsLines) else {
                    return -1
                }
                write(scalar, target, &count)
            case 0x80...:
                let start = p
                guard let scalar = scalar(&p), !isForbidden(scalar) else { return -1 }
                for index in 0..<(p - start) { target[count + index] = start[index] }
                count += p - start
            case 0..<0x20, 0x7F: return -1
            default:
                target[count] = byte
                count += 1
                p += 1
            }
        }
    }

    /// Marks the lowest byte of a word that is a quote, a backslash, a control character, DEL or not ASCII.
    @inline(__always)
    private static func textStops(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let delete = word ^ (ones &* 0x7F)
        return
            ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (delete &- ones) & ~delete
            | (word &- ones &* 0x20) | word) & 0x8080_8080_8080_8080
    }

    @inline(__always)
    private static func isForbidden(_ scalar: UInt32) -> Bool {
        // Nothing of Latin, Greek, Cyrillic and Hebrew is forbidden.
        if 0xA0..<0x0600 ~= scalar { return false }
        return Unicode.Scalar(scalar).map(TextRule.isForbidden) ?? true
    }

    private static func escape(_ p: inout Position) -> UInt32? {
        let letter = p[1]
        switch letter {
        case 0x22, 0x5C, 0x2F:
            p += 2
            return UInt32(letter)
        case 0x6E:
            p += 2
            return 0x0A
        case 0x75:
            guard let first = hexadecimal(p + 2) else { return nil }
            p += 6
            guard 0xD800...0xDFFF ~= first else { return first }
            guard first < 0xDC00, p[0] == 0x5C, p[1] == 0x75, let second = hexadecimal(p + 2),
                0xDC00...0xDFFF ~= second
            else { return nil }
            p += 6
            return 0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00)
        default: return nil
        }
    }

    /// Four hexadecimal digits, which are seen to be digits one after the other.
    private static func hexadecimal(_ p: Position) -> UInt32? {
        var value: UInt32 = 0
        for index in 0..<4 {
            let digit: UInt8
            switch p[index] {
            case 0x30...0x39: digit = p[index] - 0x30
            case 0x41...0x46: digit = p[index] - 0x37
            case 0x61...0x66: digit = p[index] - 0x57
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func write(_ scalar: UInt32, _ target: UnsafeMutablePointer<UInt8>, _ count: inout Int) {
        func put(_ byte: UInt32) {
            target[count] = UInt8(truncatingIfNeeded: byte)
            count += 1
        }
        switch scalar {
        case 0..<0x80: put(scalar)
        case 0..<0x800:
            put(0xC0 | scalar >> 6)
            put(0x80 | scalar & 0x3F)
        case 0..<0x1_0000:
            put(0xE0 | scalar >> 12)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        default:
            put(0xF0 | scalar >> 18)
            put(0x80 | scalar >> 12 & 0x3F)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        }
    }
}
