public import SurveyModel

// What figures read of a metric.

/// What a metric is computed from.
public enum MetricTally: Hashable, Sendable {
    /// One closed variable.
    case histogram(Histogram)
    /// One number.
    case numbers(NumberMoments)
    /// One number with each of its values.
    case values(ValueCounts)
    /// Several items.
    case scale(ScaleMoments)
    /// Whether something is true.
    case event(EventCounts)
    /// Pairs of what was perceived and what was expected.
    case gap(GapMoments)
    /// Weighted items.
    case index(IndexMoments)
    /// A margin and who stays.
    case lifetime(LifetimeMoments)
    /// Nothing, for this reason.
    case unsupported(String)
}

/// How often an event was true.
public struct EventCounts: Hashable, Sendable {
    /// How often it was.
    public var yes: Int
    /// How often it was not.
    public var no: Int
    /// How often it is unknown, under the reason of the first variable that it reads and that has no answer.
    public var missing: [Missing: Int]
}

/// How often each value of a number was given.
public struct ValueCounts: Hashable, Sendable {
    /// The number of respondents of each value times 10 to the power of `decimals`.
    public var counts: [Int: Int]
    /// The scaling.
    public var decimals: Int
    /// How many gave numbers too large to be told apart.
    public var beyond: Int
    /// How many gave no number, for each kind.
    public var missing: [Missing: Int]
}

/// Sums of the differences between pairs.
public struct GapMoments: Hashable, Sendable {
    /// The weight of each pair; all 1 if they weigh the same.
    public var weights: [Int]
    /// For each number of pairs that were answered, from 0: the respondents, and the sums of their weighted sums of
    /// differences and of the squares of those.
    public var answered: [ScaleMoments.Level]
}

/// Sums of items on scales that begin at 0.
public struct IndexMoments: Hashable, Sendable {
    /// The items.
    public var items: [Item]
    /// How many respondents answered all items.
    public var complete: Int
    /// The sum of their scores, each from 0 to `most`.
    public var sum: Int128
    /// The sum of the squares of their scores.
    public var squares: Int128
    /// The highest score: 100 of the index.
    public var most: Int
    /// How many respondents answered some item.
    public var some: Int
    /// How many answered none.
    public var none: Int

    /// One item.
    public struct Item: Hashable, Sendable {
        /// How many answered it.
        public var count: Int
        /// The sum of how far their answers lie above the lowest point.
        public var sum: Int128
        /// How far the highest point lies above the lowest.
        public var steps: Int
        /// Its weight, a whole number.
        public var weight: Int
    }
}

/// Sums of a margin, and of the margin of those who stay.
public struct LifetimeMoments: Hashable, Sendable {
    /// Of how many respondents both are known.
    public var count: Int
    /// The sum of their margins times 10 to the power of `decimals`.
    public var sum: Int128
    /// The sum of the squares of those.
    public var squares: Int128
    /// How many stay.
    public var staying: Int
    /// The sum of the margins of those who stay.
    public var stayingSum: Int128
    /// The scaling.
    public var decimals: Int
    /// Margins too large to sum.
    public var beyond: Int
    /// How many have no margin or are not known to stay, under the reason of the margin first.
    public var missing: [Missing: Int]
}

/// A group that a metric is broken down into.
public struct MetricGroup: Hashable, Sendable {
    /// The instance of its roster, if it is broken down by instances.
    public var instance: Metric.Strand.Instance?
    /// The variables and the names of the values that respondents of the group gave.
    public var values: [Value]
    /// How many groups stand together in this one because there are more than are shown one by one; nil in all others.
    public var pooled: Int?

    /// A value of a variable.
    public struct Value: Hashable, Sendable {
        /// The variable.
        public var variable: VariableID
        /// The point, the name of the option, `no` or `yes`, the text that was given; of a pooled group `… (20)`.
        public var name: String
    }
}

extension Tallies {
    /// The groups that a metric is broken down into, none if it is not or cannot be counted. Those of a text are in the
    /// order of their names.
    public func groups(ofMetric position: Int) -> [MetricGroup] {
        let metric = plan.metrics[position]
        guard !metric.measure.isUnsupported else { return [] }
        guard !metric.breakdown.isOpen else { return OpenGroups(self, position).groups.map(\.group) }
        return (0..<metric.breakdown.groups).map { group in
            MetricGroup(
                instance: metric.breakdown.instance(of: group),
                values: zip(metric.breakdown.parts, metric.breakdown.values(of: group)).map {
                    MetricGroup.Value(variable: $0.variable, name: $1)
                })
        }
    }

    /// What each group of a metric is computed from, in each of some locales: the groups of `groups(ofMetric:)`, found
    /// once for all of them.
    public func tallies(
        ofGroupsOf position: Int, in locales: [String?]
    ) -> [(group: MetricGroup, tallies: [MetricTally])] {
        guard plan.metrics[position].breakdown.isOpen else {
            return groups(ofMetric: position).enumerated().map { index, group in
                (group, locales.map { tally(ofMetric: position, in: $0, group: index) })
            }
        }
        return OpenGroups(self, position).tallies(in: locales)
    }

    /// What a metric is computed from, by its position in the survey; of everybody, or of one of its groups. Of many
    /// groups of a text, `tallies(ofGroupsOf:in:)` is quicker.
    public func tally(ofMetric position: Int, in locale: String? = nil, group: Int? = nil) -> MetricTally {
        let metric = plan.metrics[position]
        if let group, metric.breakdown.isOpen {
            return OpenGroups(self, position).tally(ofGroup: group, in: locale)
        }
        let cells = cells(of: locale)
        let start = metric.offset + (group.map { $0 + 1 } ?? 0) * metric.width
        switch metric.measure {
        case .unsupported(let reason): return .unsupported(reason)
        case .series(let coding):
            guard let variable = metric.strands.first?.variable else {
                return .unsupported("it is about nothing")
            }
            if case .number(let decimals) = coding { return .numbers(numbers(decimals, start, cells)) }
            guard coding.isClosed else { return .unsupported(coding.openReason) }
            return .histogram(histogram(variable, coding, start, cells))
        case .values(let coding): return .values(values(coding, start, cells))
        case .scale(let layout):
            return .scale(layout.moments((0..<layout.width).map { amount(cells, start + $0) }))
        case .event:
            return .event(
                EventCounts(
                    yes: count(cells, start + 1), no: count(cells, start),
                    missing: missing(.yesno, start, cells)))
        case .gap(let layout):
            return .gap(
                GapMoments(
                    weights: layout.weights.map(Int.init),
                    answered: levels(layout.weights.count, start, cells)))
        case .index(let layout): return .index(moments(layout, start, cells))
        case .lifetime(let coding):
            var missing: [Missing: Int] = [:]
            for (index, kind) in Coding.missingKinds.enumerated() {
                missing[kind] = count(cells, start + 6 + index)
            }
            return .lifetime(
                LifetimeMoments(
                    count: count(cells, start), sum: amount(cells, start + 1),
                    squares: amount(cells, start + 2), staying: count(cells, start + 3),
                    stayingSum: amount(cells, start + 4), decimals: coding.summedDecimals ?? 0,
                    beyond: count(cells, start + 5), missing: missing))
        }
    }

    /// The bins of everybody of a metric that is counted, as they are counted.
    package func metricAmounts(_ position: Int, in locale: String? = nil) -> [Int128] {
        let metric = plan.metrics[position]
        let cells = cells(of: locale)
        return (0..<metric.width).map { amount(cells, metric.offset + $0) }
    }

    private func values(_ coding: Coding, _ start: Int, _ cells: Range<Int>) -> ValueCounts {
        var counts: [Int: Int] = [:]
        let places = Set(cells.map { $0 * plan.width + start })
        for (place, count) in values where place.group == nil && places.contains(place.series) {
            counts[Int(place.value), default: 0] += Int(max(0, min(count, 1 << 48)))
        }
        return ValueCounts(
            counts: counts, decimals: coding.summedDecimals ?? 0, beyond: count(cells, start + 3),
            missing: missing(coding, start, cells))
    }

    private func levels(_ items: Int, _ start: Int, _ cells: Range<Int>) -> [ScaleMoments.Level] {
        (0...items).map { answered in
            ScaleMoments.Level(
                respondents: count(cells, start + 3 * answered),
                sum: amount(cells, start + 3 * answered + 1),
                squares: amount(cells, start + 3 * answered + 2))
        }
    }

    private func moments(_ index: IndexLayout, _ start: Int, _ cells: Range<Int>) -> IndexMoments {
        let complete = start + index.complete
        return IndexMoments(
            items: index.weights.indices.map { item in
                IndexMoments.Item(
                    count: count(cells, start + 2 * item), sum: amount(cells, start + 2 * item + 1),
                    steps: Int(index.steps[item]), weight: Int(index.weights[item]))
            },
            complete: count(cells, complete), sum: amount(cells, complete + 1),
            squares: amount(cells, complete + 2), most: Int(index.most), some: count(cells, complete + 3),
            none: count(cells, complete + 4))
    }
}

extension Coding {
    /// Why no figure is computed on it.
    fileprivate var openReason: String {
        switch self {
        case .order: "it is computed on rankings"
        case .date: "it is computed on dates"
        case .time: "it is computed on times"
        default: "it is computed on texts"
        }
    }
}
