internal import Terminal

/// Where things were drawn, so that a press finds what stands there.
struct InterviewLayout: Hashable, Sendable {
    /// What can be pressed.
    enum Target: Hashable, Sendable {
        /// A target of the field, by its number.
        case field(Int)
        /// Goes on.
        case next
        /// Goes back.
        case back
        /// Shows help.
        case help
        /// Shows the languages.
        case language
        /// A line of what lies over the question.
        case choice(Int)
    }

    /// A rectangle and what it is.
    struct Area: Hashable, Sendable {
        var rows: Range<Int>
        var columns: Range<Int>
        var target: Target
    }

    /// The rectangles; the first that holds a place counts.
    var areas: [Area] = []

    /// What stands at a place.
    func target(at position: Position) -> Target? {
        areas.first { $0.rows.contains(position.row) && $0.columns.contains(position.column) }?.target
    }
}
