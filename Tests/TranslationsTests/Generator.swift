/// SplitMix64: the same seed gives the same cases on every machine.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A text of words, spaces, line breaks, quotes, escapes and letters of several scripts.
    mutating func text(upTo length: Int) -> String {
        let pieces = [
            "word", " ", "  ", "\n", "\"", "\\", "\\n", "\t", "ñandú", "ταύτα;", "å", "漢字", "{name}", "€",
            "\u{1}", "7",
            "\u{7F}", "\r", "🙂", "e\u{301}", "-", "#", "a-very-long-word-without-any-space-in-it",
        ]
        return (0..<Int.random(in: 0...length, using: &self)).map { _ in
            pieces.randomElement(using: &self) ?? ""
        }
        .joined()
    }
}
