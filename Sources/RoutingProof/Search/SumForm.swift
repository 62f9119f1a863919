/// A comparison of a sum, written so that equal ones look the same: one term for each input, weights from zero, without
/// a common factor, and of a sum and its opposite the one that comes first.
struct SumForm {
    /// The terms, by input.
    private(set) var parts: [Part] = []
    /// The threshold.
    private(set) var atLeast: Int
    /// Whether it holds where this sum does not come to the threshold.
    private(set) var isTurned = false
    /// Whether it is too large to compute with.
    private(set) var isTooLarge = false

    /// One term.
    struct Part {
        /// The input, or -1.
        var input: Int32
        /// Where it counts.
        var when: Int32
        /// The weights of the classes.
        var weights: [Int]

        /// The least and the most that it can be.
        var low: Int { when == 0 ? weights.min()! : min(0, weights.min()!) }
        var high: Int { when == 0 ? weights.max()! : max(0, weights.max()!) }
    }

    /// The least that the sum can be.
    var low: Int { parts.reduce(0) { $0 + $1.low } }
    /// The most that it can be.
    var high: Int { parts.reduce(0) { $0 + $1.high } }
    /// What sums of the same terms have in common.
    var key: [Int] { parts.flatMap { [Int($0.input), Int($0.when)] + $0.weights } }

    private static let largest = 1 << 60

    /// Brings a sum into form; `network` has the facts before it.
    init(_ sum: Sum, in network: Network) {
        atLeast = max(-2 * Self.largest, min(2 * Self.largest, sum.atLeast))
        var reach = 0
        for term in sum.terms {
            let when = network.literals[Int(term.when.position)]
            if when == 1 { continue }
            var input = term.input.map { $0.position } ?? -1
            if input >= 0 && network.choices[Int(input)] == 1 { input = -1 }
            var weights = [term.weights.first ?? 0]
            if input >= 0 {
                weights = [Int](repeating: 0, count: Int(network.choices[Int(input)]))
                let kinds = network.classes.classes(of: InputID(Int(input)))
                for (kind, weight) in zip(kinds, term.weights) { weights[Int(kind)] = weight }
            }
            reach += weights.map { Int(min($0.magnitude, UInt(Self.largest))) }.max() ?? 0
            guard reach < Self.largest else {
                isTooLarge = true
                return
            }
            parts.append(Part(input: input, when: when, weights: weights))
        }
        join()
        shift()
        divide()
        turn()
    }

    /// Terms over the same input, in the same case, are one.
    private mutating func join() {
        parts.sort { ($0.input, $0.when) < ($1.input, $1.when) }
        var joined: [Part] = []
        for part in parts {
            if let last = joined.last, last.input == part.input, last.when == part.when {
                for index in part.weights.indices {
                    joined[joined.count - 1].weights[index] += part.weights[index]
                }
            } else {
                joined.append(part)
            }
        }
        parts = joined
    }

    /// What always counts has zero as its least weight; what adds nothing is left out.
    private mutating func shift() {
        for index in parts.indices where parts[index].when == 0 {
            let least = parts[index].weights.min()!
            atLeast -= least
            for place in parts[index].weights.indices { parts[index].weights[place] -= least }
        }
        parts.removeAll { $0.weights.allSatisfy { $0 == 0 } }
    }

    private mutating func divide() {
        var factor = 0
        for part in parts { for weight in part.weights { factor = Self.commonFactor(factor, abs(weight)) } }
        guard factor > 1 else { return }
        for index in parts.indices {
            for place in parts[index].weights.indices { parts[index].weights[place] /= factor }
        }
        atLeast = atLeast > 0 ? (atLeast - 1) / factor + 1 : atLeast / factor
    }

    private static func commonFactor(_ one: Int, _ other: Int) -> Int {
        var (one, other) = (one, other)
        while other != 0 { (one, other) = (other, one % other) }
        return one
    }

    /// A sum comes to a threshold where its opposite does not come to the opposite threshold.
    private mutating func turn() {
        var opposite = self
        for index in parts.indices {
            for place in parts[index].weights.indices { opposite.parts[index].weights[place].negate() }
        }
        opposite.atLeast = 1 - atLeast
        opposite.isTurned = true
        opposite.shift()
        if opposite.key.lexicographicallyPrecedes(key) { self = opposite }
    }
}
