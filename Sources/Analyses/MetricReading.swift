package import SurveyModel
package import Tallies

/// How a metric reads a response: for figures that need each response and not only tallies.
///
/// It reads what the figure of the metric reads: of a metric over a roster a value for each instance, of a scale the
/// sum of the items that were answered if they are at least half of all, reversed items turned. A metric's own
/// breakdown is not looked at.
package struct MetricReading: Sendable {
    /// The metric's name.
    package let name: String
    /// What is computed.
    package let function: Metric.Function
    /// How many decimals numbers are scaled by.
    package let decimals: Int
    /// The lowest of the top boxes of satisfaction and ease.
    package let lowestTop: Int64
    private let plan: TallyPlan
    private let metric: MetricPlan
    private let kind: Kind

    private enum Kind { case point, number(Coding), scale, event }

    /// What a response has to say to a metric.
    package enum Value: Hashable, Sendable {
        /// A number, to be divided by how many items it is the sum of.
        case number(Int64, divisor: Int)
        /// Whether the event is true.
        case truth(Bool)
        /// The answer is missing.
        case missing
        /// Of a scale less than half of the items is answered: their sum, and how many there are.
        case tooFew(Int64, answered: Int)
        /// A number too large to be summed.
        case beyond
    }

    /// Nil for a metric that is not counted, and for gaps, indices, medians and lifetime values.
    package init?(_ plan: TallyPlan, metric position: Int) {
        guard plan.metrics.indices.contains(position) else { return nil }
        let metric = plan.metrics[position]
        let declared = plan.survey.metrics[position]
        var top: Int?
        switch declared.function {
        case .nps, .mean: break
        case .csat(let boxes), .ces(let boxes): top = boxes
        case .share, .retention, .churn: break
        case .index, .gap, .median, .lifetime: return nil
        }
        var bounds: ClosedRange<Int64>?
        switch metric.measure {
        case .series(let coding):
            switch coding {
            case .point(let low, let count):
                // A range that is too wide to be told apart is a number, so these fit.
                guard metric.strands.allSatisfy({ $0.items != nil || $0.stored == nil }) else { return nil }
                bounds = Int64(low)...Int64(low) + Int64(count) - 1
                kind = metric.strands.allSatisfy { $0.items != nil } ? .point : .number(coding)
                decimals = 0
            case .number(let digits):
                kind = .number(coding)
                decimals = digits
            default: return nil
            }
        case .scale: (kind, decimals) = (.scale, 0)
        case .event: (kind, decimals) = (.event, 0)
        case .values, .gap, .index, .lifetime, .unsupported: return nil
        }
        if declared.function == .nps {
            guard let bounds, bounds.lowerBound >= 0, bounds.upperBound <= 10 else { return nil }
        }
        if let top {
            guard let bounds else { return nil }
            lowestTop = bounds.upperBound - Int64(max(1, min(top, bounds.count))) + 1
        } else {
            lowestTop = .max
        }
        name = declared.name
        function = declared.function
        self.plan = plan
        self.metric = metric
    }

    /// Gives each value that a response has to say; none where the metric's condition leaves it out, and of one that
    /// does not count.
    package func forEach(of response: borrowing CodedResponse, _ body: (Value) -> Void) {
        guard plan.isCounted[response.row.state] else { return }
        read(response.row.codes, response.row.amounts, response.answers, body)
    }

    private func read(
        _ codes: [Int32], _ amounts: [Int64], _ stored: () -> [Answer], _ body: (Value) -> Void
    ) {
        var completed: [Answer]?
        func all() -> [Answer] {
            if let completed { return completed }
            let answers = plan.survey.completed(stored())
            completed = answers
            return answers
        }
        for strand in metric.strands {
            if let condition = strand.condition, condition.truth(in: codes, all) != .yes { continue }
            switch kind {
            case .event:
                guard let event = strand.event else { continue }
                let bin = event.bin(codes, all)
                body(bin > 1 ? .missing : .truth(bin == 1))
            case .point:
                guard let item = strand.items?.first else { continue }
                let code = codes[item.variable]
                body(code < item.count ? .number(item.value(code), divisor: 1) : .missing)
            case .scale:
                body(score(codes, strand.items ?? []))
            case .number(let coding):
                body(number(strand, coding, codes, amounts, all))
            }
        }
    }

    private func score(_ codes: [Int32], _ items: [PointItem]) -> Value {
        var (sum, answered) = (Int64(0), 0)
        for item in items where codes[item.variable] < item.count {
            sum += item.value(codes[item.variable])
            answered += 1
        }
        return answered > 0 && 2 * answered >= items.count
            ? .number(sum, divisor: answered) : .tooFew(sum, answered: answered)
    }

    private func number(
        _ strand: StrandPlan, _ coding: Coding, _ codes: [Int32], _ amounts: [Int64],
        _ answers: () -> [Answer]
    ) -> Value {
        guard let variable = strand.variable else { return .missing }
        var (code, amount) = (codes[variable.position], amounts[variable.position])
        if strand.stored == nil {
            guard case .answered(let value) = answers().answer(of: variable) else { return .missing }
            (code, amount) = coding.code(of: value)
        }
        guard Int(code) < coding.missingOffset else { return .missing }
        if case .point(let low, _) = coding { return .number(Int64(low) + Int64(code), divisor: 1) }
        return code == 0 ? .number(amount, divisor: 1) : .beyond
    }
}
