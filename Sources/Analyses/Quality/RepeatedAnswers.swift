/// Which responses repeat the answers of another one that was started up to ten minutes before, by a 64-bit hash of the
/// answers.
///
/// Times are cut into stretches as long as the window. All of one stretch with the same answers are within the window
/// of each other, so all but the first repeat it; the first does so if the last of the stretch before is near enough.
/// So the first and the last of each stretch tell of every response whether it repeats another one, whatever the order
/// in which they came.
///
/// Holds at most `limit` stretches, some 32 MiB. When there are more, the half that came first is forgotten: first of
/// those that are of a single response without a neighbour, and where repetitions take up three quarters of the room,
/// of all. So repetitions are found for certain within some 45,000 responses of each other, and within 190,000 where
/// few are; files and stores give responses by the time of their start, and ten minutes have fewer.
struct RepeatedAnswers: Sendable {
    private let window: Int64
    private let limit: Int
    private var stretches: [Key: Stretch] = [:]
    private var arrivals: UInt32 = 0

    private struct Key: Hashable {
        var hash: UInt64
        var stretch: Int64
    }

    private struct Stretch {
        var first: Moment
        var last: Int64
        var isSingle: Bool
        /// When it came, to forget what came first.
        var arrival: UInt32
    }

    /// A start and an id, to tell equal starts apart.
    private struct Moment: Comparable {
        var start: Int64
        var id: UInt128

        static func < (left: Self, right: Self) -> Bool { (left.start, left.id) < (right.start, right.id) }
    }

    init(window: Int64, limit: Int = 390_000) {
        self.window = max(1, window)
        self.limit = max(4, limit)
    }

    /// Counts a response: the hash of its answers, its start and its id.
    mutating func count(_ hash: UInt64, start: Int64, id: UInt128) {
        let key = key(hash, start)
        let moment = Moment(start: start, id: id)
        arrivals &+= 1
        if let known = stretches[key] {
            guard known.first != moment || !known.isSingle else { return }
            stretches[key] = Stretch(
                first: min(known.first, moment), last: max(known.last, start), isSingle: false,
                arrival: known.arrival)
            return
        }
        if stretches.count >= limit { forget() }
        stretches[key] = Stretch(first: moment, last: start, isSingle: true, arrival: arrivals)
    }

    mutating func merge(_ other: Self) {
        for (key, theirs) in other.stretches {
            guard let mine = stretches[key] else {
                if stretches.count >= limit { forget() }
                stretches[key] = theirs
                continue
            }
            stretches[key] = Stretch(
                first: min(mine.first, theirs.first), last: max(mine.last, theirs.last),
                isSingle: mine.isSingle && theirs.isSingle && mine.first == theirs.first,
                arrival: max(mine.arrival, theirs.arrival))
        }
        arrivals = max(arrivals, other.arrivals)
    }

    /// Whether a response that was counted repeats another one.
    func isRepetition(_ hash: UInt64, start: Int64, id: UInt128) -> Bool {
        let key = key(hash, start)
        guard let own = stretches[key] else { return false }
        if Moment(start: start, id: id) > own.first { return true }
        guard let before = stretches[Key(hash: hash, stretch: key.stretch - 1)] else { return false }
        return start.subtractingReportingOverflow(before.last).partialValue <= window
    }

    private func key(_ hash: UInt64, _ start: Int64) -> Key {
        // Rounded down also before 1970; far from the ends of the numbers.
        let quotient = start / window
        return Key(hash: hash, stretch: start % window < 0 ? quotient - 1 : quotient)
    }

    /// Forgets the earlier half of the stretches that tell nothing of another one.
    private mutating func forget() {
        let lonely = stretches.filter { key, stretch in
            stretch.isSingle && stretches[Key(hash: key.hash, stretch: key.stretch &- 1)] == nil
                && stretches[Key(hash: key.hash, stretch: key.stretch &+ 1)] == nil
        }
        forgetHalf(of: lonely)
        // With few of those it would soon come to this again.
        if stretches.count > limit / 4 * 3 { forgetHalf(of: stretches) }
    }

    private mutating func forgetHalf(of some: [Key: Stretch]) {
        let arrivals = some.values.map(\.arrival).sorted()
        guard !arrivals.isEmpty else { return }
        let last = arrivals[(arrivals.count - 1) / 2]
        for (key, stretch) in some where stretch.arrival <= last { stretches[key] = nil }
    }
}
