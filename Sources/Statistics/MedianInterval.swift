extension Distribution {
    /// An interval around the median by order statistics: it holds for answers of any distribution.
    ///
    /// Its limits are the answers of rank l from either end, l being the largest for which at most half of what the level
    /// leaves out is the probability that fewer than l of n fair coins show heads. So its true level is at least the one
    /// asked for, and more where answers are tied. Absent below the number of answers of which the smallest and the
    /// largest reach the level, six for 95 %. Takes `O(sqrt(n) log(n))`.
    ///
    /// Source: H. David and H. Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1; W. Conover, "Practical
    /// Nonparametric Statistics", 3rd edition (1999), section 3.2.
    public func medianInterval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        guard n > 0 else { return .failure(.empty) }
        let tail = level.upperTail.upper
        guard Self.below(1, of: n) <= tail else {
            var minimum = n + 1
            while Self.below(1, of: minimum) > tail { minimum += 1 }
            return .failure(.tooFew(minimum: minimum))
        }
        // The rank lies in low ..< high: the probability rises with it.
        var (low, high) = (1, n / 2 + 1)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if Self.below(middle, of: n) <= tail { low = middle } else { high = middle }
        }
        return .success(
            Interval(lower: Double(code(atRank: low - 1)), upper: Double(code(atRank: n - low))))
    }

    /// The probability that fewer than `rank` of n fair coins show heads.
    private static func below(_ rank: Int, of n: Int) -> Double {
        guard rank <= n else { return 1 }
        return IncompleteBeta(positive: Double(n - rank + 1), Double(rank)).tails(0.5).lower
    }
}
