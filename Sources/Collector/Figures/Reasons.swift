public import Statistics

extension Absence {
    /// Why there is no figure, in words for a report.
    public var reason: String {
        switch self {
        case .empty: "no answers"
        case .tooFew(let minimum): "fewer than \(minimum) answers"
        case .constant: "all answers are the same"
        case .constantItem(let item): "everybody gave the same answer to item \(item + 1)"
        case .tooFewItems(let minimum): "fewer than \(minimum) items"
        case .suppressed(let minimum): "fewer than \(minimum)"
        case .unbounded: "everybody stays and nothing is discounted, so the value has no end"
        case .overflow: "the sums are too large to be exact"
        }
    }
}
