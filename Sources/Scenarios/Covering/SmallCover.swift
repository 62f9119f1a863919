internal import Interview

/// Chooses few of many sets so that together they have what all have: greedily, several times with other ties, and then
/// without those that the others make needless.
///
/// How good it is, nobody promises: the smallest cover is NP-hard. Greedy is within a factor of ln n (V. Chvátal,
/// "A Greedy Heuristic for the Set-Covering Problem", 1979). Deterministic.
struct SmallCover {
    let sets: [TargetSet]
    let wanted: TargetSet

    /// The places of the chosen sets, those that add most first.
    func chosen(rounds: Int = 24) -> [Int] {
        // Only what is wanted counts, and of equal sets the first.
        var known: Set<TargetSet> = []
        var useful: [(place: Int, set: TargetSet)] = []
        for (place, set) in sets.enumerated() {
            let kept = set.subtracting(set.subtracting(wanted))
            if !kept.isEmpty, known.insert(kept).inserted { useful.append((place, kept)) }
        }
        // What is had by few counts for more.
        var holders: [Int: Int] = [:]
        for (_, set) in useful { for place in set.places { holders[place, default: 0] += 1 } }
        var generator = SeededGenerator(seed: 1, name: "cover")
        var best: [Int]?
        for round in 0..<max(1, rounds) {
            let found = reduced(greedy(useful, holders, round, &generator), useful)
            if best.map({ found.count < $0.count }) ?? true { best = found }
        }
        return ordered(best ?? [], useful).map { useful[$0].place }
    }

    private func greedy(
        _ useful: [(place: Int, set: TargetSet)], _ holders: [Int: Int], _ round: Int,
        _ generator: inout SeededGenerator
    ) -> [Int] {
        var left = TargetSet(count: wanted.capacity)
        for (_, set) in useful { left.formUnion(set) }
        // The first rounds are plain; later ones shake the choice.
        let shaken = useful.map { _ in round > 1 ? 0.85 + 0.3 * generator.unit() : 1 }
        return Self.takingBest(useful.count) { index in
            let added = useful[index].set
            if round % 2 == 0 { return Double(added.count(in: left)) * shaken[index] }
            let rare = added.intersection(left).places.reduce(0) { $0 + 1 / Double(holders[$1] ?? 1) }
            return rare * shaken[index]
        } take: {
            left.subtract(useful[$0].set)
        }
    }

    /// Takes what is worth most, again and again, the first of equals, until nothing is worth anything.
    ///
    /// What is taken never makes another worth more, so only those are looked at again that seemed best before.
    private static func takingBest(
        _ count: Int, worth: (Int) -> Double, take: (Int) -> Void
    ) -> [Int] {
        var waiting = (0..<count).map { (worth: worth($0), index: $0) }.filter { $0.worth > 0 }
        waiting.sort { ($0.worth, $1.index) < ($1.worth, $0.index) }
        var chosen: [Int] = []
        while let next = waiting.popLast() {
            let now = worth(next.index)
            if now <= 0 { continue }
            if now == next.worth {
                take(next.index)
                chosen.append(next.index)
                continue
            }
            // Behind all that are worth less, or as much and come later.
            var low = 0
            var high = waiting.count
            while low < high {
                let middle = (low + high) / 2
                let other = waiting[middle]
                if (other.worth, next.index) < (now, other.index) { low = middle + 1 } else { high = middle }
            }
            waiting.insert((now, next.index), at: low)
        }
        return chosen
    }

    /// Without those whose targets the others have. Linear in the size of the sets.
    private func reduced(_ chosen: [Int], _ useful: [(place: Int, set: TargetSet)]) -> [Int] {
        var holders = [Int](repeating: 0, count: wanted.capacity)
        for index in chosen { for place in useful[index].set.places { holders[place] += 1 } }
        var isNeedless: Set<Int> = []
        for candidate in chosen.reversed() {
            let places = useful[candidate].set.places
            guard places.allSatisfy({ holders[$0] > 1 }) else { continue }
            isNeedless.insert(candidate)
            for place in places { holders[place] -= 1 }
        }
        return chosen.filter { !isNeedless.contains($0) }
    }

    private func ordered(_ chosen: [Int], _ useful: [(place: Int, set: TargetSet)]) -> [Int] {
        var covered = TargetSet(count: wanted.capacity)
        return Self.takingBest(chosen.count) {
            Double(useful[chosen[$0]].set.count(without: covered))
        } take: {
            covered.formUnion(useful[chosen[$0]].set)
        }.map { chosen[$0] }
    }
}
