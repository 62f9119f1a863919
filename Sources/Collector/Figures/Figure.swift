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
    }

    /// The measures, if they are shown.
    public var measures: Measures? { if case .measured(let measures) = content { measures } else { nil } }
}

/// What is published of a metric in a cell. Nothing is rounded.
public struct Measures: Hashable, Sendable {
    /// The base: how many respondents the value is computed from.
    public var n: Int
    /// `nps`: the score from -100 to 100. `csat`, `ces`: the share in the top boxes, 0 to 100. `mean`: the
    /// mean, in units of the scale or number.
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

    /// How an interval is made.
    public enum Method: String, Hashable, Sendable {
        /// The score interval of a promoter score.
        case score
        /// Wilson's interval of a share.
        case wilson
        /// Student's t interval of a mean.
        case t
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
    /// A metric in every cell; `cells` are locales and last everybody.
    static func figures(
        ofMetric position: Int, _ cells: [Cell], _ tallies: Tallies, _ options: SurveyStatistics.Options
    ) -> [Figure] {
        let metric = tallies.plan.survey.metrics[position]
        let contents = cells.map { cell in
            content(
                of: metric, tallies.tally(ofMetric: position, in: cell.locale), tallies.plan.survey, options)
        }
        let bases = contents.map { content in
            if case .measured(let measures) = content { measures.n } else { 0 }
        }
        let isHidden = SmallCells.hidden(bases: bases, options.suppression)
        return cells.indices.map { index in
            Figure(
                metric: metric.name, function: metric.function, isRestricted: metric.condition != nil,
                cell: cells[index], content: isHidden[index] ? .suppressed : contents[index])
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
        case (_, .histogram(let histogram)):
            guard let points = Points(histogram, isReversed: metric.items.first?.isReversed == true) else {
                return .unsupported("it is computed on answers that are no points of a scale")
            }
            switch metric.function {
            case .nps:
                guard points.bounds == 0...10 else {
                    return .unsupported("its scale does not run from 0 to 10")
                }
                return .measured(.promoterScore(points, options.level))
            case .csat(let top), .ces(let top):
                return .measured(.topBoxShare(points, top: top, options.level))
            case .mean: return .measured(.mean(of: points, options.level))
            }
        default: return .unsupported("\(metric.function.name) is computed on one question with points")
        }
    }
}
