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
        case .tooMany(let maximum): "more than \(maximum) of them"
        case .overflow: "the sums are too large to be exact"
        case .emptyCells: "too many cells of the table are empty"
        case .tooManyCells(let maximum): "more than \(maximum) degrees of freedom"
        case .collinearItem(let item): "item \(item + 1) follows from the others"
        case .nothingExplained: "the items do not go together with the outcome"
        case .improperItem(let item): "one factor would explain more than there is of item \(item + 1)"
        case .notConverged: "the search for the most likely value did not end"
        case .unstable: "too many resamples had no value"
        }
    }
}
