#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where a line is written: a position in a buffer that was made large enough before.
struct CSVOutput {
    var p: UnsafeMutablePointer<UInt8>

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        p[0] = byte
        p += 1
    }

    /// Copies bytes, eight at a time: up to seven beyond their end are read and written.
    @inline(__always)
    mutating func put(_ from: Position, _ count: Int) {
        if count > 64 {
            memcpy(p, from, count)
        } else {
            var offset = 0
            repeat {
                UnsafeMutableRawPointer(p + offset).storeBytes(
                    of: load8(from + offset).littleEndian, as: UInt64.self)
                offset += 8
            } while offset < count
        }
        p += count
    }

    /// Letters that are known when the program is compiled.
    @inline(__always)
    mutating func put(_ text: StaticString) {
        p.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        p += text.utf8CodeUnitCount
    }

    /// A text in quotes, with the escapes that our writer of JSON has.
    mutating func text(_ from: Position, _ count: Int) {
        put(0x22)
        var offset = 0
        while offset < count {
            if offset + 8 <= count {
                let word = load8(from + offset)
                let quote = word ^ 0x2222_2222_2222_2222
                let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
                let ones: UInt64 = 0x0101_0101_0101_0101
                let stops =
                    ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- ones &* 0x20) & ~word)
                    & 0x8080_8080_8080_8080
                if stops == 0 {
                    UnsafeMutableRawPointer(p).storeBytes(of: word.littleEndian, as: UInt64.self)
                    p += 8
                    offset += 8
                    continue
                }
            }
            escape(from[offset])
            offset += 1
        }
        put(0x22)
    }

    /// Takes one apostrophe away behind every semicolon, tab and line break of the text that was written last, from its quote
    /// on: those that `export --spreadsheet-safe` put there.
    mutating func takeMarksAway(from begin: UnsafeMutablePointer<UInt8>) {
        var (from, to) = (begin, begin)
        while from < p {
            var isSeparator = from[0] == UInt8(ascii: ";")
            if from[0] == 0x5C {
                to[0] = 0x5C
                to += 1
                from += 1
                // The letters of escapes.
                isSeparator =
                    from[0] == UInt8(ascii: "n") || from[0] == UInt8(ascii: "t")
                    || from[0] == UInt8(ascii: "r")
            }
            to[0] = from[0]
            to += 1
            from += 1
            if isSeparator, from < p, from[0] == UInt8(ascii: "'") { from += 1 }
        }
        p = to
    }

    @inline(__always)
    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C:
            put(0x5C)
            put(byte)
        case 0x0A: put("\\n")
        case 0x0D: put("\\r")
        case 0x09: put("\\t")
        case 0..<0x20:
            put("\\u00")
            put(byte >> 4 + 0x30)
            put(byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 + 0x57)
        default: put(byte)
        }
    }

    @inline(__always)
    private mutating func two(_ number: Int64) {
        put(UInt8(0x30 + number / 10))
        put(UInt8(0x30 + number % 10))
    }

    /// `2026-11-21`, for years from 1 to 9999.
    mutating func day(_ civil: (year: Int64, month: Int64, day: Int64)) {
        two(civil.year / 100)
        two(civil.year % 100)
        put(0x2D)
        two(civil.month)
        put(0x2D)
        two(civil.day)
    }

    /// `09:30`.
    mutating func time(minutes: Int64) {
        two(minutes / 60)
        put(0x3A)
        two(minutes % 60)
    }

    /// The rest of a moment: `T10:15:30.120Z`.
    mutating func clock(milliseconds: Int64) {
        put(0x54)
        time(minutes: milliseconds / 60_000)
        put(0x3A)
        two(milliseconds / 1_000 % 60)
        put(0x2E)
        put(UInt8(0x30 + milliseconds % 1_000 / 100))
        two(milliseconds % 100)
        put(0x5A)
    }
}
