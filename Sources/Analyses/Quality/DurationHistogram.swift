/// How many interviews took how long, in milliseconds: what a median is read from without keeping every time.
///
/// Up to 2,047 ms each millisecond has a bin; above, bins are as wide as 1/1,024 of the time at most, so that an hour
/// is known to 2.1 s. Takes 440 KiB, however many times there are, and adds up exactly.
struct DurationHistogram: Sendable {
    private var counts: [Int] = []
    /// How many times there are.
    private(set) var n = 0

    /// The bins of all times that there can be.
    private static let size = 2_048 + 52 * 1_024

    /// Counts a time, which is not negative.
    mutating func add(_ milliseconds: Int64) {
        guard milliseconds >= 0 else { return }
        if counts.isEmpty { counts = [Int](repeating: 0, count: Self.size) }
        counts[Self.bin(milliseconds)] += 1
        n += 1
    }

    mutating func merge(_ other: Self) {
        guard !other.counts.isEmpty else { return }
        if counts.isEmpty { counts = [Int](repeating: 0, count: Self.size) }
        for index in counts.indices { counts[index] += other.counts[index] }
        n += other.n
    }

    /// The time in the middle, or the mean of the two in the middle, each as the beginning of its bin; nil without a
    /// time.
    var median: Double? {
        guard n > 0 else { return nil }
        return Double(time(atRank: (n - 1) / 2)) / 2 + Double(time(atRank: n / 2)) / 2
    }

    private func time(atRank rank: Int) -> Int64 {
        var passed = 0
        for (bin, count) in counts.enumerated() {
            passed += count
            if rank < passed { return Self.start(of: bin) }
        }
        return 0
    }

    /// The first eleven binary digits of a time, and how many follow.
    private static func bin(_ time: Int64) -> Int {
        guard time >= 2_048 else { return Int(time) }
        let shift = 53 - time.leadingZeroBitCount
        return 2_048 + (shift - 1) * 1_024 + Int(time >> Int64(shift)) - 1_024
    }

    private static func start(of bin: Int) -> Int64 {
        guard bin >= 2_048 else { return Int64(bin) }
        let shift = (bin - 2_048) / 1_024 + 1
        return Int64((bin - 2_048) % 1_024 + 1_024) << Int64(shift)
    }
}
