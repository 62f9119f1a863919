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
    /// How many were too large to sum (10^15 and more after scaling).
    public var beyond: Int
    /// The scaling.
    public var decimals: Int
    /// How many respondents gave no number, for each kind.
    public var missing: [Missing: Int]
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
    }

    /// The sum of products of two items, by their positions.
    public func product(_ first: Int, _ second: Int) -> Int128 {
        let (low, high) = (min(first, second), max(first, second))
        return products[low * items - low * (low - 1) / 2 + high - low]
    }
}

/// What a metric is computed from.
public enum MetricTally: Hashable, Sendable {
    /// One closed variable.
    case histogram(Histogram)
    /// One number.
    case numbers(NumberMoments)
    /// Several items.
    case scale(ScaleMoments)
    /// Nothing, for this reason.
    case unsupported(String)
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

    /// The sums of a number variable; nil for others.
    public func numbers(of variable: VariableID, in locale: String? = nil) -> NumberMoments? {
        guard case .number(let decimals)? = plan.codings[variable.position] else { return nil }
        return numbers(decimals, plan.offsets[variable.position], cells(of: locale))
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

    /// What a metric is computed from, by its position in the survey.
    public func tally(ofMetric position: Int, in locale: String? = nil) -> MetricTally {
        let cells = cells(of: locale)
        switch plan.metrics[position].source {
        case .unsupported(let reason): return .unsupported(reason)
        case .scale(let scale): return .scale(moments(scale, cells))
        case .variable(let variable, let coding, let offset, _):
            if case .number(let decimals) = coding { return .numbers(numbers(decimals, offset, cells)) }
            guard coding.isClosed else { return .unsupported("it is computed on texts") }
            return .histogram(histogram(variable, coding, offset, cells))
        }
    }

    private func cells(of locale: String?) -> Range<Int> {
        guard let locale else { return plan.locales.indices }
        return plan.localeIndex[locale].map { $0..<$0 + 1 } ?? 0..<0
    }

    private func amount(_ cells: Range<Int>, _ offset: Int) -> Int128 {
        cells.reduce(0) { $0 &+ amounts[$1 * plan.width + offset] }
    }

    /// A count. What a damaged store makes negative is none, and what it makes huge stays small enough to add
    /// up.
    private func count(_ cells: Range<Int>, _ offset: Int) -> Int {
        Int(max(0, min(amount(cells, offset), 1 << 48)))
    }

    private func missing(_ coding: Coding, _ offset: Int, _ cells: Range<Int>) -> [Missing: Int] {
        var missing: [Missing: Int] = [:]
        for kind in Coding.missingKinds { missing[kind] = count(cells, offset + Int(coding.code(of: kind))) }
        return missing
    }

    private func histogram(
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

    private func numbers(_ decimals: Int, _ offset: Int, _ cells: Range<Int>) -> NumberMoments {
        NumberMoments(
            count: count(cells, offset), sum: amount(cells, offset + 1), squares: amount(cells, offset + 2),
            beyond: count(cells, offset + 3), decimals: decimals,
            missing: missing(.number(decimals: decimals), offset, cells))
    }

    private func moments(_ scale: ScaleLayout, _ cells: Range<Int>) -> ScaleMoments {
        let items = scale.items.count
        let levels = (0...items).map { answered in
            ScaleMoments.Level(
                respondents: count(cells, scale.offset + 3 * answered),
                sum: amount(cells, scale.offset + 3 * answered + 1),
                squares: amount(cells, scale.offset + 3 * answered + 2))
        }
        let start = scale.offset + 3 * (items + 1)
        return ScaleMoments(
            items: items, answered: levels,
            sums: scale.hasMoments ? (0..<items).map { amount(cells, start + $0) } : [],
            products: scale.hasMoments
                ? (0..<items * (items + 1) / 2).map { amount(cells, start + items + $0) } : [])
    }
}

extension Coding {
    /// Whether it has a bin for each answer.
    var isClosed: Bool {
        switch self {
        case .point, .option, .options, .yesno: true
        case .number, .text: false
        }
    }

    /// How many bins are answers.
    var valueBins: Int {
        switch self {
        case .point(_, let count), .option(let count), .options(let count): count
        case .yesno: 2
        case .number, .text: 0
        }
    }
}
