internal import SurveyModel

/// The bins of a lifetime value: over those of whom both the margin and the event are known, how many they are, the sum
/// of their margins and of the squares, how many stay, and the sum of the margins of those; margins too large to sum; and
/// each kind of missing, of the margin first.
enum LifetimeLayout {
    static let bins =
        ["#answered", "#sum", "#squares", "#stay", "#staying_sum", "#beyond"] + Coding.missingBins

    /// Adds one margin, `code` and `amount` being as `Coding` has them, and the bin of its event.
    static func add(
        _ margin: (missing: Missing?, amount: Int64?), event: Int, at start: Int, times: Int64,
        to amounts: inout [Int128]
    ) {
        let missing = start + 6
        if let reason = margin.missing {
            amounts[missing + Coding.position(of: reason)] &+= Int128(times)
        } else if event > 1 {
            amounts[missing + event - 2] &+= Int128(times)
        } else if let amount = margin.amount {
            let amount = Int128(amount)
            amounts[start] &+= Int128(times)
            amounts[start + 1] &+= Int128(times) &* amount
            amounts[start + 2] &+= Int128(times) &* (amount &* amount)
            guard event == 1 else { return }
            amounts[start + 3] &+= Int128(times)
            amounts[start + 4] &+= Int128(times) &* amount
        } else {
            amounts[start + 5] &+= Int128(times)
        }
    }
}
