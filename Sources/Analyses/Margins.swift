internal import Statistics

/// Bases that add up to each other in several ways, and which of them are hidden.
///
/// A trend in each locale has two: the locales of a period add up to everybody's period, and the periods of a locale to the
/// locale. Hiding for the sake of one may give a base of another away, so all are gone over until nothing more is hidden.
/// Lines can be safe one by one and give a base back together; that is solved for as well, as whoever has the whole
/// table can.
struct Margins {
    private(set) var bases: [Int] = []
    /// For each base whether it is hidden.
    private(set) var isHidden: [Bool] = []
    /// For each base whether it is shown elsewhere too, so that hiding it would hide nothing.
    private var isFixed: [Bool] = []
    /// For each base whether anybody can know it: it is shown, or follows from what is shown and is large enough.
    private var isKnown: [Bool] = []
    private var sums: [Sum] = []
    private var sumsOf: [[Int]] = []
    private let rule: SuppressionRule

    private struct Sum {
        /// Places that are not empty; what is shown nowhere among them.
        var parts: [Int]
        var total: Int
        /// Whether the parts are the total. They are more where somebody is in several of them; nothing then follows.
        var isExact: Bool
    }

    /// No bases.
    init(_ rule: SuppressionRule) { self.rule = rule }

    /// Adds a base and gives its place. One that is never shown, whatever its size, can still be found by subtraction.
    /// One that is fixed stays shown, unless it is too small itself.
    mutating func append(_ base: Int, isHidden hides: Bool = false, isFixed fixes: Bool = false) -> Int {
        bases.append(base)
        isHidden.append((hides && base > 0) || rule.hides(base: base))
        isFixed.append(fixes && !rule.hides(base: base))
        return bases.count - 1
    }

    /// Says that parts add up to a total; what they lack is a part that is not shown.
    mutating func add(_ parts: [Int], upTo total: Int) {
        let sum = parts.reduce(0) { min($0 + max(0, min(bases[$1], Self.largest)), Self.largest) }
        let whole = min(bases[total], Self.largest)
        var parts = parts.filter { bases[$0] > 0 }
        if sum < whole { parts.append(append(whole - sum, isHidden: true, isFixed: true)) }
        sums.append(Sum(parts: parts, total: total, isExact: sum <= whole && sum < Self.largest))
    }

    /// More than anybody counts; sums of such are not looked through.
    private static let largest = 1 << 60

    /// Hides until nothing can be found by adding and subtracting.
    ///
    /// A sum is looked at again only if something in it was hidden; looking takes `O(n log n)`. What follows from several
    /// sums together is then solved for, in as many steps as `HiddenSums.budget` allows.
    mutating func settle() {
        isKnown = isHidden.map { !$0 }
        sumsOf = [[Int]](repeating: [], count: bases.count)
        for (index, sum) in sums.enumerated() {
            for place in sum.parts { sumsOf[place].append(index) }
            sumsOf[sum.total].append(index)
        }
        settleLines(Array(sums.indices))
        var budget = HiddenSums.budget
        var changed: [Int]
        repeat {
            changed = []
            let found = HiddenSums.determined(
                sums.filter(\.isExact).map {
                    ($0.parts.filter { !isKnown[$0] }, isKnown[$0.total] ? nil : $0.total)
                }, &budget)
            budget -= bases.count
            for place in found where !isKnown[place] {
                if rule.hides(base: bases[place]), let next = cover(near: place) {
                    isHidden[next] = true
                    isKnown[next] = false
                    changed += sumsOf[next]
                    // What else follows may not any more.
                    break
                }
            }
            if changed.isEmpty {
                // The others are large enough to be known; with them more may follow.
                for place in found where !isKnown[place] {
                    isKnown[place] = true
                    changed += sumsOf[place]
                }
            }
            settleLines(changed)
        } while !changed.isEmpty
    }

    /// Looks at sums until each by itself is safe.
    private mutating func settleLines(_ first: [Int]) {
        var isWaiting = [Bool](repeating: false, count: sums.count)
        // In the order of the sums, round after round: what is hidden for the first may do for the others.
        var waiting: [Int] = []
        for sum in first where !isWaiting[sum] {
            isWaiting[sum] = true
            waiting.append(sum)
        }
        while !waiting.isEmpty {
            let round = waiting
            waiting = []
            for next in round {
                isWaiting[next] = false
                for place in settle(sums[next]) {
                    for other in sumsOf[place] where other != next && !isWaiting[other] {
                        isWaiting[other] = true
                        waiting.append(other)
                    }
                }
            }
        }
    }

    /// Makes one sum safe, and gives the places of which something else is known than before.
    private mutating func settle(_ sum: Sum) -> [Int] {
        var changed: [Int] = []
        var hidden = sum.parts.filter { !isKnown[$0] }
        var together = hidden.reduce(0) { min($0 + min(bases[$1], Self.largest), Self.largest) }
        func isSafe() -> Bool {
            if !isKnown[sum.total] { return !hidden.isEmpty || !sum.isExact || sum.parts.isEmpty }
            if hidden.isEmpty { return true }
            // Those who are in no part are shown nowhere, so that nothing has to hide a large number of them.
            if hidden.count == 1, isFixed[hidden[0]], !rule.hides(base: bases[hidden[0]]) { return true }
            // Cells that are one each are known from their sum, since empty cells are not hidden.
            return hidden.count > 1 && !rule.hides(base: together) && together > hidden.count
        }
        while !isSafe() {
            let next =
                sum.parts.filter { isKnown[$0] && !isHidden[$0] && !isFixed[$0] }
                .min { (bases[$0], $0) < (bases[$1], $1) }
            if let next {
                hidden.append(next)
                together = min(together + min(bases[next], Self.largest), Self.largest)
                isHidden[next] = true
                isKnown[next] = false
                changed.append(next)
            } else if isKnown[sum.total], !isHidden[sum.total], !isFixed[sum.total] {
                isHidden[sum.total] = true
                isKnown[sum.total] = false
                changed.append(sum.total)
                if !hidden.isEmpty { break }
            } else {
                // It follows from what cannot be hidden.
                let only = isKnown[sum.total] ? hidden : [sum.total]
                if only.count == 1, sum.isExact {
                    isKnown[only[0]] = true
                    changed.append(only[0])
                }
                break
            }
        }
        return changed
    }

    /// The smallest base that may be hidden beside one that several sums give back together: in one of its sums, or as near
    /// as there is one.
    private func cover(near place: Int) -> Int? {
        var seen: Set<Int> = [place]
        var places = [place]
        while !places.isEmpty {
            let around = Set(places.flatMap { sumsOf[$0] }).flatMap { sums[$0].parts + [sums[$0].total] }
            let candidates = around.filter { isKnown[$0] && !isHidden[$0] && !isFixed[$0] && bases[$0] > 0 }
            if let next = candidates.min(by: { (bases[$0], $0) < (bases[$1], $1) }) { return next }
            places = Set(around).filter { !isKnown[$0] && seen.insert($0).inserted }.sorted()
        }
        return nil
    }
}
