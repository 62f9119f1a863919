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
    /// The sums are beyond what can be held exactly.
    case overflow
}

/// A figure, or why it cannot be given.
public typealias Estimate<Value> = Result<Value, Absence>
