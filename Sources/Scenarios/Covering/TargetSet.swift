/// Some of a list of targets, a bit each.
struct TargetSet: Hashable {
    private var words: [UInt64]

    /// None of so many.
    init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

    /// How many there are.
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    /// For how many there is room.
    var capacity: Int { words.count * 64 }
    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    func contains(_ place: Int) -> Bool { words[place / 64] >> UInt64(place % 64) & 1 == 1 }
    mutating func insert(_ place: Int) { words[place / 64] |= 1 << UInt64(place % 64) }

    mutating func formUnion(_ other: TargetSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    mutating func subtract(_ other: TargetSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    func subtracting(_ other: TargetSet) -> TargetSet {
        var left = self
        left.subtract(other)
        return left
    }

    /// What both have.
    func intersection(_ other: TargetSet) -> TargetSet {
        var both = self
        for index in words.indices { both.words[index] &= other.words[index] }
        return both
    }

    /// Whether both have something.
    func meets(_ other: TargetSet) -> Bool {
        for index in words.indices where words[index] & other.words[index] != 0 { return true }
        return false
    }

    /// How many it has that the other has too.
    func count(in other: TargetSet) -> Int {
        var count = 0
        for index in words.indices { count += (words[index] & other.words[index]).nonzeroBitCount }
        return count
    }

    /// How many it has that the other has not.
    func count(without other: TargetSet) -> Int {
        var count = 0
        for index in words.indices { count += (words[index] & ~other.words[index]).nonzeroBitCount }
        return count
    }

    func isSubset(of other: TargetSet) -> Bool { count(without: other) == 0 }

    /// The places, rising.
    var places: [Int] {
        var found: [Int] = []
        for (index, word) in words.enumerated() {
            var word = word
            while word != 0 {
                found.append(index * 64 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
        return found
    }
}
