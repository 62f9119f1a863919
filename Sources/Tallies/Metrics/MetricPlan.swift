package import SurveyModel

/// How one metric of a survey is counted.
package struct MetricPlan: Sendable {
    /// What is counted of each strand.
    package enum Measure: Sendable {
        /// The bins of one variable.
        case series(Coding)
        /// Whether an event is true: the bins of yes and no.
        case event
        /// The sums of one number, and each of its values.
        case values(Coding)
        /// The moments of a scale over several items.
        case scale(ScaleLayout)
        /// The differences between pairs.
        case gap(GapLayout)
        /// Items on a scale from 0 to 100.
        case index(IndexLayout)
        /// A margin together with an event.
        case lifetime(Coding)
        /// It cannot be counted, for this reason.
        case unsupported(String)
    }

    package let measure: Measure
    package let strands: [StrandPlan]
    package let breakdown: Breakdown
    /// Where the bins of everybody stand in a cell; those of the groups follow, one after the other.
    package let offset: Int
    /// How many bins there are for everybody and for each group.
    package let width: Int
    /// Whether it has series of its own.
    package let isCounted: Bool
    package let needsAnswers: Bool

    /// The most bins that one metric may have in a cell.
    static let binLimit = 200_000

    init(
        _ metric: Metric, _ survey: Survey, _ codings: [Coding?], _ series: [StoredSeries?],
        _ layout: inout Layout
    ) {
        let breakdown = Breakdown(metric, survey, codings)
        self.breakdown = breakdown ?? Breakdown()
        strands = metric.strands.map {
            StrandPlan($0, codings, series, instance: breakdown?.instance(of: $0) ?? 0)
        }
        needsAnswers = self.breakdown.needsAnswers || strands.contains(where: \.needsAnswers)
        var measure =
            breakdown == nil
            ? .unsupported("it is broken down by numbers, sets, days or what respondents write")
            : Self.measure(of: metric, strands, survey)
        if case .series(let coding) = measure, case .number? = metric.medianCoding(coding) {
            measure = .values(coding)
        }
        let stored = strands.count == 1 && strands[0].condition == nil ? strands[0].stored : nil
        if case .series(let coding) = measure, let stored, metric.by.isEmpty, !metric.isByInstance {
            self.measure = measure
            (offset, width, isCounted) = (stored.offset, coding.count, false)
            return
        }
        let (name, bins) = Self.bins(of: measure, metric, survey)
        if bins.count * (self.breakdown.groups + 1) > Self.binLimit {
            measure = .unsupported("it is broken down into too many cells")
        }
        self.measure = measure
        width = bins.count
        guard !bins.isEmpty, !measure.isUnsupported else {
            (offset, isCounted) = (0, false)
            return
        }
        var isOpen = false
        if case .values = measure { isOpen = true }
        offset = layout.append(
            "\(name).\(metric.name)", bins, isOpen: isOpen, hasOpenGroups: self.breakdown.isOpen)
        for group in 0..<self.breakdown.groups {
            layout.append("\(name).\(metric.name)@\(self.breakdown.name(of: group))", bins, isOpen: isOpen)
        }
        isCounted = true
    }

    private static func measure(of metric: Metric, _ strands: [StrandPlan], _ survey: Survey) -> Measure {
        guard let first = strands.first else { return .unsupported("it is about nothing") }
        switch metric.function {
        case .share, .retention, .churn:
            guard strands.allSatisfy({ $0.event != nil }) else {
                return .unsupported("it has no condition to count")
            }
            return .event
        case .lifetime:
            guard strands.allSatisfy({ $0.event != nil }) else {
                return .unsupported("it has no condition that says who stays")
            }
            guard let coding = coding(of: metric, survey), coding.isNumeric else {
                return .unsupported("its margin is no number")
            }
            return .lifetime(coding)
        case .gap:
            guard let layout = GapLayout(metric, strands) else {
                return .unsupported("not all of it are pairs of points of a scale")
            }
            return .gap(layout)
        case .index:
            guard first.items != nil else {
                return .unsupported("not all of its items are points of a scale")
            }
            guard let layout = IndexLayout(metric, strands) else {
                return .unsupported("its weights and scales are too fine to be counted exactly")
            }
            return .index(layout)
        case .nps, .csat, .ces, .mean, .median:
            if metric.strands.allSatisfy({ $0.items.count == 1 }) {
                return coding(of: metric, survey).map(Measure.series)
                    ?? .unsupported("its instances have different answers")
            }
            guard metric.function == .mean, let layout = ScaleLayout(strands) else {
                return .unsupported("not all of its items are points of a scale")
            }
            return .scale(layout)
        }
    }

    /// The coding that all strands have; nil if they differ.
    private static func coding(of metric: Metric, _ survey: Survey) -> Coding? {
        let codings = Set(
            metric.strands.map { strand in strand.items.first.map { Coding(survey[$0.variable], in: survey) }
            })
        let directions = Set(metric.strands.map { $0.items.first?.isReversed })
        guard codings.count == 1, directions.count == 1 else { return nil }
        return codings.first ?? nil
    }

    private static func bins(
        of measure: Measure, _ metric: Metric, _ survey: Survey
    ) -> (name: String, bins: [String]) {
        func variableBins(_ coding: Coding) -> [String] {
            metric.strands[0].items.first.map { coding.bins(of: survey[$0.variable], in: survey) } ?? []
        }
        return switch measure {
        case .series(let coding): ("metric", variableBins(coding))
        case .event: ("event", ["no", "yes"] + Coding.missingBins)
        case .values(let coding): ("values", variableBins(coding))
        case .scale(let layout): ("scale", layout.bins)
        case .gap(let layout): ("gap", layout.bins)
        case .index(let layout): ("index", layout.bins)
        case .lifetime: ("lifetime", LifetimeLayout.bins)
        case .unsupported: ("", [])
        }
    }
}

extension MetricPlan.Measure {
    var isUnsupported: Bool { if case .unsupported = self { true } else { false } }
}

extension Metric {
    /// The coding, if a median needs every value of it.
    fileprivate func medianCoding(_ coding: Coding) -> Coding? { function == .median ? coding : nil }
}

/// How one strand of a metric is counted.
package struct StrandPlan: Sendable {
    /// The variable of a metric about one.
    package let variable: VariableID?
    /// The series of that variable, if it is stored.
    package let stored: StoredSeries?
    /// What the codes of its items are worth; nil if not all are points of a scale.
    package let items: [PointItem]?
    package let condition: WhereCondition?
    package let event: EventPlan?
    /// The position of its instance among those of the metric.
    package let instance: Int

    init(_ strand: Metric.Strand, _ codings: [Coding?], _ series: [StoredSeries?], instance: Int) {
        variable = strand.items.first?.variable
        stored = variable.flatMap { series[$0.position] }
        let points = strand.items.compactMap { PointItem($0, codings) }
        items = points.count == strand.items.count ? points : nil
        condition = strand.condition.map { WhereCondition($0, codings) }
        event = strand.event.map { EventPlan($0, codings) }
        self.instance = instance
    }

    var needsAnswers: Bool {
        (variable != nil && stored == nil) || condition?.needsAnswers == true
            || event?.condition.needsAnswers == true
    }
}

/// An item of several, and what its codes are worth, a reversed one turned.
package struct PointItem: Hashable, Sendable {
    package let variable: Int
    /// The value of code 0.
    package let first: Int64
    /// What the next code adds: 1, or -1 for a reversed item.
    package let step: Int64
    /// How many points there are.
    package let count: Int32

    /// Nil for what is no stored point.
    init?(_ item: Metric.Item, _ codings: [Coding?]) {
        guard case .point(let low, let count)? = codings[item.variable.position], low.magnitude < 1_000_000
        else { return nil }
        variable = item.variable.position
        first = item.isReversed ? Int64(low + count - 1) : Int64(low)
        step = item.isReversed ? -1 : 1
        self.count = Int32(count)
    }

    /// The value of a code that is below `count`.
    @inline(__always)
    package func value(_ code: Int32) -> Int64 { first &+ step &* Int64(code) }

    /// Whether codes are worth the same as those of another item.
    func isLike(_ other: Self) -> Bool {
        first == other.first && step == other.step && count == other.count
    }
}

/// An event that is counted: yes, no, or why it is unknown.
package struct EventPlan: Sendable {
    package let condition: WhereCondition
    /// What it reads, in reading order.
    let variables: [VariableID]
    /// Where `condition` is a table, the bin of each code of its variable.
    package let bins: [Int32]?

    init(_ formula: Formula, _ codings: [Coding?]) {
        condition = WhereCondition(formula, codings)
        variables = formula.variables
        guard case .table(let variable, let truths) = condition, variable >= 0, let coding = codings[variable]
        else {
            bins = nil
            return
        }
        bins = truths.enumerated().map { code, truth in
            switch truth {
            case .no: 0
            case .yes: 1
            case .unknown:
                // Of the answers themselves none is missing; an unknown one is counted as not asked.
                Int32(
                    code >= coding.missingOffset
                        ? 2 + code - coding.missingOffset : 1 + Coding.missingKinds.count)
            }
        }
    }

    /// The bin of a row. An unknown event is counted under the reason of the first variable that has no answer.
    package func bin(_ codes: [Int32], _ answers: () -> [Answer]) -> Int {
        if let bins, case .table(let variable, _) = condition { return Int(bins[Int(codes[variable])]) }
        switch condition.truth(in: codes, answers) {
        case .no: return 0
        case .yes: return 1
        case .unknown:
            let all = answers()
            let reason = variables.lazy.compactMap { all.answer(of: $0).missing }.first ?? .notAsked
            return Int(Coding.yesno.code(of: reason))
        }
    }
}
