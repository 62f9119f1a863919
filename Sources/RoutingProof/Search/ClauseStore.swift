/// Learnt clauses, one after the other, each watched by its first two literals.
///
/// A clause is its size, how many levels it joined when it was learnt, the next clause in the list of each of its two
/// watched literals, and its literals.
struct ClauseStore {
    /// All clauses.
    var words: [Int32] = []
    /// For each literal the first clause that watches it, or -1.
    var watched: [Int32] = []
    /// How many there are.
    private(set) var count = 0

    mutating func prepare(literals: Int) { watched = [Int32](repeating: -1, count: literals) }

    /// Adds a clause of two literals or more, and gives its place.
    mutating func add(_ literals: [Int32], levels: Int) -> Int32 {
        let place = Int32(words.count)
        words.append(Int32(literals.count))
        words.append(Int32(levels))
        words.append(watched[Int(literals[0])])
        words.append(watched[Int(literals[1])])
        words += literals
        watched[Int(literals[0])] = place
        watched[Int(literals[1])] = place
        count += 1
        return place
    }

    /// Lets the two watched literals change places.
    @inline(__always)
    mutating func turn(_ place: Int) {
        words.swapAt(place + 2, place + 3)
        words.swapAt(place + 4, place + 5)
    }

    /// The places of a clause's literals.
    @inline(__always)
    func literals(_ clause: Int32) -> Range<Int> {
        let place = Int(clause)
        return place + 4..<place + 4 + Int(words[place])
    }

    /// Forgets the older half of the clauses that joined more than two levels, and those that always hold.
    ///
    /// Only where nothing is guessed: clauses change places.
    mutating func forget(holds: (Int32) -> Bool) {
        let old = words
        let half = count / 2
        words = []
        count = 0
        for literal in watched.indices { watched[literal] = -1 }
        var place = 0
        var index = 0
        while place < old.count {
            let size = Int(old[place])
            let isKept =
                old[place + 1] <= 2 || (index >= half && old[place + 1] <= 8) || index >= half * 3 / 2
            let literals = Array(old[place + 4..<place + 4 + size])
            if isKept && !literals.contains(where: holds) { _ = add(literals, levels: Int(old[place + 1])) }
            place += 4 + size
            index += 1
        }
    }
}
