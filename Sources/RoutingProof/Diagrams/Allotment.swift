/// How much of a budget one fact may take.
///
/// A fact that fails takes away from those behind it: facts that are too large come in crowds, and what is small is still
/// decided when many have failed.
struct Allotment: Sendable {
    /// The most units that may be alive.
    let most: Int
    /// What is left of what may be spent on facts that are large or fail, in steps.
    private var patience: Int
    /// The least and the most that one fact may add.
    private let shares: ClosedRange<Int>
    private var nextCollection: Int
    private var fresh = 2

    /// How many facts could take all of the patience.
    private let takers: Int

    private init(_ most: Int, patience: Int, takers: Int, shares: ClosedRange<Int>) {
        self.most = most
        self.patience = patience
        self.takers = takers
        self.shares = shares
        nextCollection = most / 2
    }

    /// For all facts of a program.
    static func shared(_ nodes: Int) -> Allotment {
        Allotment(nodes, patience: nodes * 2, takers: 4, shares: max(16, nodes / 8_192)...max(16, nodes / 2))
    }

    /// For one question.
    static func alone(_ nodes: Int, steps: Int) -> Allotment {
        Allotment(nodes, patience: steps, takers: 1, shares: 0...nodes)
    }

    private var share: Int { max(shares.lowerBound, min(shares.upperBound, patience / takers)) }

    /// How large a diagram may become while the next fact is made.
    func ceiling(from units: Int) -> Int { min(most, units + share) }

    /// How many steps the next fact may take: joining visits more than it makes.
    var steps: Int { share * 2 }

    /// Counts work. Little of it that came to something hardly counts: a long survey has many facts that take a little.
    mutating func spend(_ steps: Int, inVain: Bool) {
        patience = max(0, patience - (inVain || steps > Self.little ? steps : steps / 16))
    }

    private static let little = 8_192

    /// Whether it is time to drop what is not needed.
    func isCollectionDue(_ units: Int) -> Bool { units > nextCollection }

    /// Whether to begin afresh, because what is needed leaves too little room. Twice at most: what is forgotten may have to
    /// be made again.
    mutating func beginsAfresh(_ units: Int) -> Bool {
        if units <= most / 4 * 3 || fresh == 0 { return false }
        fresh -= 1
        return true
    }

    /// Says how much was left after dropping.
    mutating func collected(_ units: Int) {
        nextCollection = max(most / 2, units + most / 8)
    }
}
