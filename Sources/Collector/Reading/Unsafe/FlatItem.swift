internal import Tallies

/// An item whose answers are points, as counters have it in their memory.
struct FlatItem: BitwiseCopyable {
    /// Which variable it is.
    var variable: Int32
    /// How many points there are; codes from here on are no answers.
    var count: Int32
    /// The value of code 0.
    var first: Int64
    /// What the next code adds.
    var step: Int64

    init(_ item: PointItem) {
        (variable, count, first, step) = (Int32(item.variable), item.count, item.first, item.step)
    }

    init(_ item: TermItem) {
        (variable, count, first, step) = (Int32(item.variable), item.count, item.first, item.step)
    }
}
