/// Why a figure cannot be given.
///
/// A figure that cannot be given is never NaN and never a silent zero: it is one of these.
public enum Absence: Error, Hashable, Sendable {
    /// There is no observation.
    case empty
    /// There are fewer observations than the figure needs.
    case tooFew(minimum: Int)
    /// Every observation is the same, so that there is no variation to estimate from.
    case constant
    /// Every respondent gave the same answer to one item of a scale; items count from zero.
    case constantItem(Int)
    /// There are fewer items than the figure needs.
    case tooFewItems(minimum: Int)
    /// The base is not zero, but too small to be shown without giving single people away.
    case suppressed(minimum: Int)
    /// The figure grows without end: what is summed up over all time never gets less.
    case unbounded
    /// There are more cells, groups or pairs than are compared.
    case tooMany(maximum: Int)
    /// The sums are beyond what can be held exactly.
    case overflow
    /// So many cells of a table are empty that what is left tells nothing of the rest.
    case emptyCells
    /// A table has more cells than can be tested; the maximum is in degrees of freedom.
    case tooManyCells(maximum: Int)
    /// An item follows from the others, so that what it does cannot be told from what they do; items count from zero.
    case collinearItem(Int)
    /// There is nothing that could be shared out: the drivers do not go together with the outcome.
    case nothingExplained
    /// One factor would have to explain more of an item than there is of it; items count from zero.
    case improperItem(Int)
    /// The search for the most likely figure did not come to an end.
    case notConverged
    /// Too many resamples had no figure for their spread to mean anything.
    case unstable
}

/// A figure, or why it cannot be given.
public typealias Estimate<Value> = Result<Value, Absence>
