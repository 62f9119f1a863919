/// A small generator for resampling, which gives the same numbers everywhere from the same seed.
///
/// Source: G. Steele, D. Lea and C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA (2014).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    /// The stream of one replicate: streams of one seed begin at places that are far apart.
    init(seed: UInt64, stream: Int) {
        state = Self.mix(seed &+ Self.mix(UInt64(truncatingIfNeeded: stream) &+ 0x9E37_79B9_7F4A_7C15))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
