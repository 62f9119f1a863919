public import SurveyModel

// What figures read from tallies. A locale of nil is everybody.

/// How many responses there are.
public struct ResponseCounts: Hashable, Sendable {
    /// By state, all of them.
    public var states: [Disposition: Int]
    /// With a text shown on a stale or missing translation.
    public var stale: Int
    /// Simulated.
    public var synthetic: Int

    /// All responses.
    public var total: Int { states.values.reduce(0, +) }
    /// Those that stand in figures: complete and partial.
    public var counted: Int { self[.complete] + self[.partial] }
    /// The responses in a state.
    public subscript(state: Disposition) -> Int { states[state] ?? 0 }
}

/// How often each answer was given, and each kind of missing.
public struct Histogram: Hashable, Sendable {
    /// The points, options, or no and yes, all of them, in their order.
    public var bins: [Bin]
    /// How many respondents answered; the bins of a set of options add up to more.
    public var answered: Int
    /// How many did not, for each kind.
    public var missing: [Missing: Int]

    /// One answer.
    public struct Bin: Hashable, Sendable {
        /// The point, the option's name, `no` or `yes`.
        public var name: String
        /// The point, if the variable has points.
        public var point: Int?
        /// How often it was given.
        public var count: Int
    }
}

/// Sums of a number variable.
public struct NumberMoments: Hashable, Sendable {
    /// How many numbers are summed.
    public var count: Int
    /// The sum of the numbers times 10 to the power of `decimals`.
    public var sum: Int128
    /// The sum of their squares.
    public var squares: Int128
    /// How many were too large to sum: more than 10^15 after scaling.
    public var beyond: Int
    /// The scaling.
    public var decimals: Int
    /// How many respondents gave no number, for each kind.
    public var missing: [Missing: Int]
}

/// How often each option of a ranking was ranked.
public struct RankingCounts: Hashable, Sendable {
    /// The options, all of them, in their order.
    public var options: [Option]
    /// How many respondents ranked any.
    public var answered: Int
    /// How many did not, for each kind.
    public var missing: [Missing: Int]

    /// One option.
    public struct Option: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// How often it has a place.
        public var ranked: Int
        /// How often it has the first.
        public var first: Int
        /// The sum of its places, the first being 1.
        public var places: Int
    }
}

/// Moments of the score of a scale over several items, reversed items turned.
public struct ScaleMoments: Hashable, Sendable {
    /// The number of items.
    public var items: Int
    /// For each number of answered items, from 0: the respondents and the sums of their sums and squared
    /// sums.
    public var answered: [Level]
    /// Over the respondents who answered all items, the sum of each; empty beyond `itemLimit`.
    public var sums: [Int128]
    /// The sums of products x1x1, x1x2, ... x2x2, ...: the upper triangle by rows; empty beyond `itemLimit`.
    public var products: [Int128]

    /// Scales of more items have no cross moments.
    public static let itemLimit = 200

    /// The respondents who answered so many items.
    public struct Level: Hashable, Sendable {
        /// How many they are.
        public var respondents: Int
        /// The sum over respondents of the sum of their answers.
        public var sum: Int128
        /// The sum over respondents of that sum squared.
        public var squares: Int128

        /// Makes a level.
        package init(respondents: Int, sum: Int128, squares: Int128) {
            self.respondents = respondents
            self.sum = sum
            self.squares = squares
        }
    }

    /// The sum of products of two items, by their positions.
    public func product(_ first: Int, _ second: Int) -> Int128 {
        let (low, high) = (min(first, second), max(first, second))
        return products[low * items - low * (low - 1) / 2 + high - low]
    }
}

extension Tallies {
    /// How many responses there are in a locale.
    public func responses(in locale: String? = nil) -> ResponseCounts {
        let cells = cells(of: locale)
        var states: [Disposition: Int] = [:]
        for (index, state) in Disposition.allCases.enumerated() { states[state] = count(cells, index) }
        let flags = Disposition.allCases.count
        return ResponseCounts(states: states, stale: count(cells, flags), synthetic: count(cells, flags + 1))
    }

    /// The versions of the survey that responses were given on, rising; the last 64 are told apart.
    public var versions: [Int] {
        let start = Disposition.allCases.count + 2
        return (plan.firstVersion...max(plan.firstVersion, plan.survey.version)).filter {
            $0 <= plan.survey.version && count(cells(of: nil), start + $0 - plan.firstVersion) != 0
        }
    }

    /// The responses of versions that `versions` does not tell apart: later than the survey, or much earlier.
    public var otherVersions: Int {
        count(
            cells(of: nil),
            Disposition.allCases.count + 2 + max(0, plan.survey.version - plan.firstVersion + 1))
    }

    /// How often each answer of a closed variable was given; nil for numbers, texts and computed variables.
    public func histogram(of variable: VariableID, in locale: String? = nil) -> Histogram? {
        guard let coding = plan.codings[variable.position], coding.isClosed else { return nil }
        return histogram(variable, coding, plan.offsets[variable.position], cells(of: locale))
    }

    /// The sums of a number variable, of a date as days since 1970-01-01, of a time as minutes since midnight; nil for
    /// others.
    public func numbers(of variable: VariableID, in locale: String? = nil) -> NumberMoments? {
        guard let coding = plan.codings[variable.position], let decimals = coding.summedDecimals else {
            return nil
        }
        return numbers(decimals, plan.offsets[variable.position], cells(of: locale))
    }

    /// How often each option was ranked, and where; nil for what is no ranking.
    public func ranking(of variable: VariableID, in locale: String? = nil) -> RankingCounts? {
        guard let coding = plan.codings[variable.position], case .order(let count) = coding,
            let list = plan.survey[variable].domain.list
        else { return nil }
        let cells = cells(of: locale)
        let offset = plan.offsets[variable.position]
        return RankingCounts(
            options: plan.survey[list].options.enumerated().map { index, option in
                RankingCounts.Option(
                    name: option.name, ranked: self.count(cells, offset + index),
                    first: self.count(cells, offset + count + index),
                    places: self.count(cells, offset + 2 * count + index))
            },
            answered: self.count(cells, offset + 3 * count), missing: missing(coding, offset, cells))
    }

    /// How many respondents gave a text, and how many did not; nil for other variables.
    public func texts(of variable: VariableID, in locale: String? = nil) -> (
        answered: Int, missing: [Missing: Int]
    )? {
        guard case .text? = plan.codings[variable.position] else { return nil }
        let cells = cells(of: locale)
        let offset = plan.offsets[variable.position]
        return (count(cells, offset), missing(.text, offset, cells))
    }

    func cells(of locale: String?) -> Range<Int> {
        guard let locale else { return plan.locales.indices }
        return plan.localeIndex[locale].map { $0..<$0 + 1 } ?? 0..<0
    }

    func amount(_ cells: Range<Int>, _ offset: Int) -> Int128 {
        cells.reduce(0) { $0 &+ amounts[$1 * plan.width + offset] }
    }

    /// A count. What a damaged store makes negative is none, and what it makes huge stays small enough to add
    /// up.
    func count(_ cells: Range<Int>, _ offset: Int) -> Int {
        Int(max(0, min(amount(cells, offset), 1 << 48)))
    }

    func missing(_ coding: Coding, _ offset: Int, _ cells: Range<Int>) -> [Missing: Int] {
        var missing: [Missing: Int] = [:]
        for kind in Coding.missingKinds { missing[kind] = count(cells, offset + Int(coding.code(of: kind))) }
        return missing
    }

    func histogram(
        _ variable: VariableID, _ coding: Coding, _ offset: Int, _ cells: Range<Int>
    ) -> Histogram {
        var low: Int?
        if case .point(let first, _) = coding { low = first }
        let names = coding.bins(of: plan.survey[variable], in: plan.survey)
        let bins = (0..<coding.valueBins).map { index in
            Histogram.Bin(
                name: names[index], point: low.map { $0 + index }, count: count(cells, offset + index))
        }
        let answered =
            if case .options(let options) = coding { count(cells, offset + options) } else {
                bins.reduce(0) { $0 + $1.count }
            }
        return Histogram(bins: bins, answered: answered, missing: missing(coding, offset, cells))
    }

    func numbers(_ decimals: Int, _ offset: Int, _ cells: Range<Int>) -> NumberMoments {
        NumberMoments(
            count: count(cells, offset), sum: amount(cells, offset + 1), squares: amount(cells, offset + 2),
            beyond: count(cells, offset + 3), decimals: decimals,
            missing: missing(.number(decimals: decimals), offset, cells))
    }
}

extension Coding {
    /// Whether it has a bin for each answer.
    var isClosed: Bool {
        switch self {
        case .point, .option, .options, .yesno: true
        case .order, .number, .date, .time, .text: false
        }
    }

    /// How many bins are answers.
    var valueBins: Int {
        switch self {
        case .point(_, let count), .option(let count), .options(let count): count
        case .yesno: 2
        case .order, .number, .date, .time, .text: 0
        }
    }

    /// How many decimals are summed; nil if nothing is.
    var summedDecimals: Int? {
        switch self {
        case .number(let decimals): decimals
        case .date, .time: 0
        case .point, .option, .options, .order, .yesno, .text: nil
        }
    }
}
