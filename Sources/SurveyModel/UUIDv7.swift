/// A UUID of version 7 (RFC 9562, section 5.7) from a given moment and random bits: rises with time, and reproducible.
public struct UUIDv7: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// Makes one; 48 bits of the time count.
    public init(milliseconds: Int64, from generator: inout some RandomNumberGenerator) {
        let time = UInt64(truncatingIfNeeded: milliseconds) & 0xFFFF_FFFF_FFFF
        high = time << 16 | 0x7000 | generator.next() & 0x0FFF
        low = 0x8000_0000_0000_0000 | generator.next() >> 2
    }

    /// The canonical text, in lower case.
    public var text: String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: 36) { bytes in
            var place = 0
            for half in [high, low] {
                for nibble in 0..<16 {
                    if place == 8 || place == 13 || place == 18 || place == 23 {
                        bytes[place] = UInt8(ascii: "-")
                        place += 1
                    }
                    bytes[place] = digits.utf8Start[Int(half >> (60 - 4 * UInt64(nibble)) & 0xF)]
                    place += 1
                }
            }
            return place
        }
    }
}
