/// The bytes of a scalar that have been read so far. Strict: what is overlong, a surrogate or beyond U+10FFFF is broken at
/// the first byte that shows it.
///
/// Source: The Unicode Standard 17.0, table 3-7, "Well-Formed UTF-8 Byte Sequences".
struct PartialScalar: Sendable {
    private var value: UInt32 = 0
    private var missing = 0
    /// What the next byte may be.
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    enum Step {
        case more
        case whole(Unicode.Scalar)
        /// The byte does not belong here.
        case broken
    }

    /// Begins with the first byte of a scalar beyond ASCII; says whether it is one.
    mutating func begin(_ byte: UInt8) -> Bool {
        allowed = 0x80...0xBF
        switch byte {
        case 0xC2...0xDF: (value, missing) = (UInt32(byte & 0x1F), 1)
        case 0xE0...0xEF:
            (value, missing) = (UInt32(byte & 0x0F), 2)
            if byte == 0xE0 { allowed = 0xA0...0xBF }
            if byte == 0xED { allowed = 0x80...0x9F }
        case 0xF0...0xF4:
            (value, missing) = (UInt32(byte & 0x07), 3)
            if byte == 0xF0 { allowed = 0x90...0xBF }
            if byte == 0xF4 { allowed = 0x80...0x8F }
        default: return false
        }
        return true
    }

    mutating func take(_ byte: UInt8) -> Step {
        guard allowed.contains(byte) else { return .broken }
        allowed = 0x80...0xBF
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
        if missing > 0 { return .more }
        guard let scalar = Unicode.Scalar(value) else { return .broken }
        return .whole(scalar)
    }
}
