public import Analyses
public import Statistics
public import SurveyModel
internal import Tallies

/// One metric in one cell.
public struct Figure: Hashable, Sendable {
    /// The metric's name.
    public var metric: String
    /// What is computed.
    public var function: Metric.Function
    /// Whether it is about some respondents only (`where`).
    public var isRestricted: Bool
    /// Whom it is about.
    public var cell: Cell
    /// The figure, or why there is none.
    public var content: Content

    /// The figure, or why there is none.
    public enum Content: Hashable, Sendable {
        /// There is something to show. `measures.n` may be 0; what cannot be computed then says so.
        case measured(Measures)
        /// It is hidden because a base is too small: its own, or one that could be found by subtraction.
        case suppressed
        /// The metric cannot be computed on its variables, for this reason.
        case unsupported(String)

        /// How many respondents it is computed from.
        var base: Int { if case .measured(let measures) = self { measures.n } else { 0 } }
    }

    /// The measures, if they are shown.
    public var measures: Measures? { if case .measured(let measures) = content { measures } else { nil } }
}

/// What is published of a metric in a cell. Nothing is rounded.
public struct Measures: Hashable, Sendable {
    /// The base: how many respondents the value is computed from.
    public var n: Int
    /// `nps`: the score from -100 to 100. `csat`, `ces`: the share in the top boxes, `share`, `retention`, `churn`: the
    /// share of those it is true of (not true of, for churn), `index`: 0 to 100. `mean`, `median`, `gap`, `lifetime`: in
    /// units of the scale or number.
    public var value: Estimate<Double>
    /// The interval of the value, in the same units.
    public var interval: Estimate<Interval>
    /// How the interval is made.
    public var method: Method
    /// `csat`, `ces`: the mean in units of the scale; nil for other functions.
    public var mean: Estimate<Double>?
    /// `csat`, `ces`: the t interval of the mean.
    public var meanInterval: Estimate<Interval>?
    /// `nps`: the three classes.
    public var classes: PromoterClasses?
    /// `csat`, `ces`: the points that count, and how many gave one of them.
    public var topBox: TopBox?
    /// How often each point was given; empty for scales over several items and for numbers.
    public var distribution: [Bin]
    /// How many respondents gave no answer, for each kind, *not asked* included; empty for scales over
    /// several items.
    public var missing: [MissingCount]
    /// What a scale over several items says about itself.
    public var scale: ScaleQuality?
    /// Numbers too large to sum exactly, which are left out.
    public var beyond: Int
    /// `share`, `retention`, `churn`: how many the event is true of.
    public var eventCount: Int?
    /// `index`, `gap`: what the figure is made of.
    public var composition: Composition?
    /// `lifetime`: what the figure is made of.
    public var lifetime: LifetimeParts?

    /// How an interval is made.
    public enum Method: String, Hashable, Sendable {
        /// The score interval of a promoter score.
        case score
        /// Wilson's interval of a share.
        case wilson
        /// Student's t interval of a mean.
        case t
        /// The interval of a median by order statistics.
        case order
        /// The interval of a lifetime value by the delta method.
        case delta
    }

    /// The classes of a promoter score.
    public struct PromoterClasses: Hashable, Sendable {
        /// 0 to 6.
        public var detractor: Int
        /// 7 and 8.
        public var passive: Int
        /// 9 and 10.
        public var promoter: Int
    }

    /// The top boxes of a scale.
    public struct TopBox: Hashable, Sendable {
        /// The points that count.
        public var points: ClosedRange<Int>
        /// How many respondents gave one of them.
        public var count: Int
    }

    /// How often an answer was given.
    public struct Bin: Hashable, Sendable {
        /// The point, the option's name, `no` or `yes`.
        public var name: String
        /// How often.
        public var count: Int
    }

    /// How many respondents gave no answer for a reason.
    public struct MissingCount: Hashable, Sendable {
        /// The reason.
        public var kind: Missing
        /// How many.
        public var count: Int
    }

    /// The items of an index or the pairs of a gap, and whom its interval rests on.
    public struct Composition: Hashable, Sendable {
        /// How many items or pairs.
        public var items: Int
        /// The respondents who answered all of them: the base of an index's interval.
        public var complete: Int
        /// The respondents who answered some, but too few for a score of their own; 0 for an index.
        public var leftOut: Int
        /// The respondents who answered none.
        public var unanswered: Int
    }

    /// What a lifetime value is computed from.
    public struct LifetimeParts: Hashable, Sendable {
        /// The mean margin of a period.
        public var margin: Double
        /// The share of those who stay, 0 to 100.
        public var retention: Double
        /// The rate of interest of a period.
        public var discount: Double
    }

    /// How far the items of a scale hang together, and whom the score leaves out.
    public struct ScaleQuality: Hashable, Sendable {
        /// How many items it has.
        public var items: Int
        /// Cronbach's alpha.
        public var alpha: Estimate<Double>
        /// Feldt's interval of alpha.
        public var alphaInterval: Estimate<Interval>
        /// The respondents who answered every item: the base of alpha.
        public var complete: Int
        /// The respondents who answered some items, but less than half, and have no score.
        public var leftOut: Int
        /// The respondents who answered no item.
        public var unanswered: Int
    }
}

extension Figure {
    /// A metric in every cell: of everybody first, then of each of its groups, each time the locales and last all.
    static func figures(
        ofMetric position: Int, _ cells: [Cell], _ tallies: Tallies, _ options: SurveyStatistics.Options
    ) -> [Figure] {
        let survey = tallies.plan.survey
        let metric = survey.metrics[position]
        let groups = tallies.tallies(ofGroupsOf: position, in: cells.map(\.locale))
        let rows = [nil] + groups.indices.map(Optional.some)
        let everybody = cells.map { tallies.tally(ofMetric: position, in: $0.locale) }
        let contents = ([everybody] + groups.map(\.tallies)).map { row in
            row.map { content(of: metric, $0, survey, options) }
        }
        let isHidden = SmallCells.hidden(
            rows: contents.map { row in row.map(\.base) }, options.suppression)
        let isRestricted = metric.strands.contains { $0.condition != nil }
        return rows.indices.flatMap { row in
            cells.indices.map { index in
                var cell = cells[index]
                if let group = rows[row].map({ groups[$0].group }) {
                    cell.instance = group.instance
                    cell.by = group.values.map {
                        Cell.Part(variable: survey[$0.variable].name, value: $0.name)
                    }
                    cell.pooled = group.pooled
                }
                return Figure(
                    metric: metric.name, function: metric.function, isRestricted: isRestricted, cell: cell,
                    content: isHidden[row][index] ? .suppressed : contents[row][index])
            }
        }
    }

    private static func content(
        of metric: Metric, _ tally: MetricTally, _ survey: Survey, _ options: SurveyStatistics.Options
    ) -> Content {
        switch (metric.function, tally) {
        case (_, .unsupported(let reason)): return .unsupported(reason)
        case (.mean, .scale(let moments)):
            return .measured(.scaleMean(moments, options.level, options.suppression))
        case (.mean, .numbers(let moments)): return .measured(.numberMean(moments, options.level))
        case (.median, .values(let values)): return .measured(.median(of: values, options.level))
        case (.share, .event(let counts)), (.retention, .event(let counts)):
            return .measured(.share(of: counts, options.level))
        case (.churn, .event(let counts)): return .measured(.churn(of: counts, options.level))
        case (.gap, .gap(let moments)): return .measured(.gap(moments, options.level))
        case (.index, .index(let moments)):
            return .measured(.index(moments, options.level, options.suppression))
        case (.lifetime(let discount), .lifetime(let moments)):
            return .measured(.lifetime(moments, discount: discount, options.level))
        case (_, .histogram(let histogram)):
            let isReversed = metric.strands.first?.items.first?.isReversed == true
            guard let points = Points(histogram, isReversed: isReversed) else {
                return .unsupported("it is computed on answers that are no points of a scale")
            }
            return content(of: metric.function, points, options)
        default: return .unsupported("\(metric.function.name) is computed on one question with points")
        }
    }

    private static func content(
        of function: Metric.Function, _ points: Points, _ options: SurveyStatistics.Options
    ) -> Content {
        switch function {
        case .nps:
            guard points.bounds == 0...10 else {
                return .unsupported("its scale does not run from 0 to 10")
            }
            return .measured(.promoterScore(points, options.level))
        case .csat(let top), .ces(let top): return .measured(.topBoxShare(points, top: top, options.level))
        case .mean: return .measured(.mean(of: points, options.level))
        case .median: return .measured(.median(of: points, options.level))
        case .share, .index, .gap, .retention, .churn, .lifetime:
            return .unsupported("\(function.name) is not computed on points")
        }
    }
}
