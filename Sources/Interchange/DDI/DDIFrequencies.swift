public import SurveyModel

/// How often values were given, by variable, for everybody and for each language; what is too small to show is not in it.
public struct DDIFrequencies: Hashable, Sendable {
    /// The answers to one variable in one language, or of everybody.
    public struct Cell: Hashable, Sendable {
        /// The language; nil is everybody.
        public var locale: String?
        /// How many answered; numbers that are `beyond` are not in it.
        public var n: Int
        /// How often each value was given, by option, point, `yes` or `no`; empty where values are not counted one by one.
        public var counts: [String: Int]
        /// Of a ranking, how each option was placed, by its name; empty for others.
        public var places: [String: Place] = [:]
        /// How many gave no answer, for each kind.
        public var missing: [Missing: Int]
        /// The mean of numbers.
        public var mean: Double?
        /// Their standard deviation.
        public var deviation: Double?
        /// How many numbers are too large to sum exactly, and are in neither of these.
        public var beyond: Int

        /// Makes a cell.
        public init(
            locale: String?, n: Int, counts: [String: Int], missing: [Missing: Int], mean: Double? = nil,
            deviation: Double? = nil, beyond: Int = 0
        ) {
            self.locale = locale
            self.n = n
            self.counts = counts
            self.missing = missing
            self.mean = mean
            self.deviation = deviation
            self.beyond = beyond
        }
    }

    /// How one option was ranked.
    public struct Place: Hashable, Sendable {
        /// How often it was first.
        public var first: Int
        /// The mean of its places where it was ranked.
        public var mean: Double?

        /// Makes one.
        public init(first: Int, mean: Double?) {
            self.first = first
            self.mean = mean
        }
    }

    /// The cells that can be shown, by the position of their variable, everybody first.
    public var cells: [Int: [Cell]] = [:]
    /// The languages in which a variable's cell is hidden, by its position; nil is everybody.
    public var hidden: [Int: [String?]] = [:]
    /// The smallest base that is shown.
    public var minimum: Int
    /// How many responses are counted: those that are complete or partial.
    public var responses: Int

    /// Makes frequencies without a cell.
    public init(minimum: Int, responses: Int) {
        self.minimum = minimum
        self.responses = responses
    }
}
