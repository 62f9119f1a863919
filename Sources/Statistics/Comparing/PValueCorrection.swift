/// How p values are corrected where several tests were made.
public enum PValueCorrection: String, CaseIterable, Sendable {
    /// Holm: the chance of any false finding stays at the level.
    case holm
    /// Benjamini and Hochberg: the expected share of false ones among the findings stays at the level.
    case benjaminiHochberg = "benjamini-hochberg"

    /// The corrected p values, in the order of those given, each between its own and 1. Takes `O(n log n)`.
    ///
    /// A corrected value is compared with the level as the p value of a single test would be.
    /// Sources: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6
    /// (1979); Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate", Journal of the Royal Statistical
    /// Society B 57 (1995).
    public func adjusted(_ pValues: [Double]) -> [Double] {
        let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
        var adjusted = pValues
        let count = Double(pValues.count)
        switch self {
        case .holm:
            var largest = 0.0
            for (rank, index) in order.enumerated() {
                largest = max(largest, min(1, (count - Double(rank)) * pValues[index]))
                adjusted[index] = largest
            }
        case .benjaminiHochberg:
            var smallest = 1.0
            for (rank, index) in order.enumerated().reversed() {
                smallest = min(smallest, count / Double(rank + 1) * pValues[index])
                adjusted[index] = smallest
            }
        }
        return adjusted
    }
}
