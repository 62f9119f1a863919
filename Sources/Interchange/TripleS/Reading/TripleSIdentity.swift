internal import SurveyModel

/// A serial number or name, ordered by its length and then by its letters: numbers as numbers are.
struct TripleSSerial: Comparable {
    let text: String
    /// Without the zeros before it.
    private let digits: Substring

    init(_ text: String) {
        self.text = text
        digits = text.drop { $0 == "0" }
    }

    static func == (left: Self, right: Self) -> Bool { left.digits == right.digits }

    static func < (left: Self, right: Self) -> Bool {
        let (one, other) = (left.digits.utf8, right.digits.utf8)
        return one.count == other.count ? one.lexicographicallyPrecedes(other) : one.count < other.count
    }
}

/// Makes the ids of imported records: the same file always gives the same ids.
///
/// Two lanes, each folding the 128-bit product of the state with a constant. It protects from chance, not from somebody who
/// makes records collide on purpose: those would hide their own records only.
struct TripleSIdentity: RandomNumberGenerator {
    private var first: UInt64 = 0x2545_F491_4F6C_DD1D
    private var second: UInt64 = 0x9E6C_63D0_876A_3F35

    init(_ survey: String) { add(survey.utf8) }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        var word: UInt64 = 0
        var count: UInt64 = 0
        for byte in bytes {
            word |= UInt64(byte) << (8 * (count & 7))
            count += 1
            if count & 7 == 0 {
                fold(word)
                word = 0
            }
        }
        fold(word)
        fold(count)
    }

    /// The bits of the id.
    mutating func next() -> UInt64 {
        fold(0x5155_4553_5449_4F4E)
        return second
    }

    private mutating func fold(_ word: UInt64) {
        let one = (first ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        first = one.high ^ one.low
        let two = (second &+ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        second = (two.high ^ two.low) &+ first
    }
}
