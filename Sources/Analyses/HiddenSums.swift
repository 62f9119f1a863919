/// What follows from sums of hidden numbers, solved as a system of linear equations.
///
/// A table can be safe line by line and still give a number back: two hidden cells in each of some rows and columns
/// may add up so that a third one is left. Whoever has the table finds it by adding up lines; so does this.
enum HiddenSums {
    /// How many steps are taken for a table at most. One in which more hidden numbers hang together is safe line by line
    /// only.
    static let budget = 20_000_000

    /// The places that the sums determine. Each sum has hidden parts and perhaps a hidden total; all else in it is known.
    ///
    /// A place is determined if it is zero in all solutions of the homogeneous system. One solution is drawn modulo a prime,
    /// in which any other place is zero with a probability of one in two thousand million; it would then be taken
    /// for determined, and another number hidden without need. Takes what it needs from the budget, and gives nothing beyond.
    static func determined(_ sums: [(parts: [Int], total: Int?)], _ budget: inout Int) -> [Int] {
        var system = System(budget: budget)
        defer { budget = system.budget }
        for sum in sums {
            var row: [Int: UInt64] = [:]
            for part in sum.parts { row[part] = 1 }
            if let total = sum.total { row[total] = prime - 1 }
            guard row.isEmpty || system.add(row) else { return [] }
        }
        return system.zeros
    }

    private static let prime: UInt64 = 2_147_483_647

    private struct System {
        private var rows: [(pivot: Int, row: [Int: UInt64])] = []
        private var order: [Int: Int] = [:]
        private var places: Set<Int> = []
        private(set) var budget: Int

        init(budget: Int) { self.budget = budget }

        /// Adds an equation; false beyond the budget.
        mutating func add(_ equation: [Int: UInt64]) -> Bool {
            var row = equation
            places.formUnion(row.keys)
            while let next = row.keys.compactMap({ order[$0] }).min() {
                let (pivot, other) = rows[next]
                budget -= row.count + other.count
                guard budget > 0, let factor = row[pivot] else { return false }
                for (place, value) in other {
                    let sum = (row[place, default: 0] + (prime - factor) * value) % prime
                    row[place] = sum == 0 ? nil : sum
                }
            }
            guard let pivot = row.keys.min(), let first = row[pivot] else { return true }
            let inverse = power(first, prime - 2)
            order[pivot] = rows.count
            rows.append((pivot, row.mapValues { $0 * inverse % prime }))
            return true
        }

        /// The places that are zero in a solution drawn at random.
        var zeros: [Int] {
            var generator = Draw()
            var solution: [Int: UInt64] = [:]
            for place in places.sorted() where order[place] == nil { solution[place] = generator.next() }
            for (pivot, row) in rows.reversed() {
                var sum: UInt64 = 0
                for (place, value) in row where place != pivot {
                    sum = (sum + value * (solution[place] ?? 0)) % prime
                }
                solution[pivot] = (prime - sum) % prime
            }
            return places.filter { solution[$0] == 0 }.sorted()
        }

        private func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
            var (result, base, exponent): (UInt64, UInt64, UInt64) = (1, base, exponent)
            while exponent > 0 {
                if exponent & 1 == 1 { result = result * base % prime }
                base = base * base % prime
                exponent >>= 1
            }
            return result
        }
    }

    /// Numbers from 1 to the prime less 1, the same in each run, so that tables are the same in each.
    private struct Draw {
        private var state: UInt64 = 0x5EED

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return (mixed ^ (mixed >> 31)) % (prime - 1) + 1
        }
    }
}
