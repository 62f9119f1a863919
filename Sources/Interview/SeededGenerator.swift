/// The generator that every random order of an interview and every synthetic respondent is drawn from.
///
/// SplitMix64: the same seed gives the same numbers on every platform, for good, because recorded seeds must show the
/// same screens again. Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014, with the constants of S. Vigna's `splitmix64.c`. Not for secrets.
public struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    /// Starts at a seed; every seed is as good as another.
    public init(seed: UInt64) { state = seed }

    /// Starts the stream of one name under a seed, so that a question added to a survey changes no other's order.
    public init(seed: UInt64, name: String) { self.init(seed: seed, nameHash: Self.hash(of: name)) }

    init(seed: UInt64, nameHash: UInt64) { state = seed ^ nameHash }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A whole number from 0 up to, but not including, `bound`; 0 for a bound below 1.
    ///
    /// Without bias, and spelled out here rather than taken from the standard library, whose way of drawing may
    /// change. Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29 (2019).
    public mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let least = (0 &- bound) % bound
            while product.low < least { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// A number from 0 up to, but not including, 1, with 53 random bits.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Orders the elements at these places randomly among themselves (Fisher and Yates).
    mutating func shuffle(_ elements: inout [Int], at places: [Int]) {
        guard var last = places.indices.last else { return }
        while last > 0 {
            elements.swapAt(places[last], places[below(last + 1)])
            last -= 1
        }
    }

    /// The numbers below a count in a random order.
    mutating func order(of count: Int) -> [Int] {
        var order = Array(0..<count)
        shuffle(&order, at: order)
        return order
    }

    /// FNV-1a with 64 bits over the UTF-8 of a name, going on from the hash of what stands before it. Source: G. Fowler,
    /// L. Noll, K. Vo, IETF draft-eastlake-fnv.
    static func hash(of name: String, after hash: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
        name.utf8.reduce(hash) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
