/// Something that a condition of a generated survey may read.
struct Readable {
    var name: String
    var kind: Kind
    /// The functions on its state that say something: `answered`, `refused`.
    var states: [String]
    /// Whether it is the answer to a question and not computed, given or drawn.
    var isQuestion = false
    /// Whether the name stands for all rounds of a loop.
    var isRoster = false
    /// The rounds.
    var instances: [String] = []

    enum Kind {
        case yesno
        /// A rating or a whole number between bounds, few enough to try them all.
        case number(low: Int, high: Int)
        /// A number of which only comparisons with a constant are made.
        case amount(high: Int)
        /// A number that is computed.
        case computed
        case choice([String])
        case set([String])
        case order([String])
        case grid(rows: [String], high: Int)
        case choiceGrid(rows: [String], options: [String])
        case setGrid(rows: [String], options: [String])
        case allocation([String], total: Int)
        case date
        case birth
        case time
        case text
    }

    init(_ name: String, _ kind: Kind, states: [String], isQuestion: Bool = false) {
        self.name = name
        self.kind = kind
        self.states = states
        self.isQuestion = isQuestion
    }

    /// Whether nothing but its state can be told in a metric.
    var isShort: Bool { isRoster || !isQuestion }
}
