/// How many answers there are of each code of a closed question; missing answers are not in it.
///
/// Distributions add exactly, so that those of two days or two machines give what one would have given.
public struct Distribution: Hashable, Sendable {
    /// The codes in ascending order, those that nobody chose included if they were declared.
    public let codes: [Int]
    /// The count of each of `codes`.
    public let counts: [Int]
    /// How many answers there are.
    public let n: Int

    /// Nil if a count is negative or their sum does not fit an `Int`.
    public init?(_ countsByCode: [Int: Int]) {
        self.init(sorted: countsByCode.sorted { $0.key < $1.key })
    }

    private init?(sorted pairs: [(key: Int, value: Int)]) {
        var n = 0
        for (_, count) in pairs {
            let (sum, overflows) = n.addingReportingOverflow(count)
            guard count >= 0, !overflows else { return nil }
            n = sum
        }
        codes = pairs.map(\.key)
        counts = pairs.map(\.value)
        self.n = n
    }

    /// How many answers have this code.
    public func count(of code: Int) -> Int { count(in: code...code) }

    /// How many answers have a code in the range.
    public func count(in range: ClosedRange<Int>) -> Int {
        // A part of the counts is never more than all of them, which are known to fit.
        zip(codes, counts).reduce(0) { range.contains($1.0) ? $0 + $1.1 : $0 }
    }

    /// How many answers have a code in the range, of all.
    public func proportion(in range: ClosedRange<Int>) -> Proportion {
        Proportion(checked: count(in: range), of: n)
    }

    /// The share of each code, in the order of `codes`. Absent if nobody answered.
    public var shares: Estimate<[Double]> {
        n == 0 ? .failure(.empty) : .success(counts.map { Double($0) / Double(n) })
    }

    /// The top boxes, from this code upwards.
    public func topBox(from code: Int) -> TopBoxShare { TopBoxShare(of: self, boxes: code...Int.max) }

    /// The answers in the bottom boxes, up to and including this code, of all.
    public func bottomBox(through code: Int) -> Proportion { proportion(in: Int.min...code) }

    /// The middle answer, or the mean of the two middle ones. Absent if nobody answered.
    public var median: Estimate<Double> {
        guard n > 0 else { return .failure(.empty) }
        let low = code(atRank: (n - 1) / 2)
        let high = code(atRank: n / 2)
        return .success(low == high ? Double(low) : Double(low) / 2 + Double(high) / 2)
    }

    /// The codes with the most answers; empty if nobody answered.
    public var modes: [Int] {
        guard n > 0, let most = counts.max() else { return [] }
        return zip(codes, counts).filter { $0.1 == most }.map(\.0)
    }

    /// Both distributions counted together; nil if a count no longer fits an `Int`.
    public func adding(_ other: Distribution) -> Distribution? {
        guard !n.addingReportingOverflow(other.n).overflow else { return nil }
        let mine = Dictionary(uniqueKeysWithValues: zip(codes, counts))
        return Distribution(mine.merging(zip(other.codes, other.counts)) { $0 + $1 })
    }

    /// The code of the answer with this rank, counted from zero in ascending order.
    func code(atRank rank: Int) -> Int {
        var passed = 0
        for (code, count) in zip(codes, counts) {
            passed += count
            if rank < passed { return code }
        }
        return codes.last ?? 0
    }
}
