package import SurveyModel
package import Tallies

/// Counts one metric in any number of populations: what is added up for each is a few whole numbers.
///
/// `nps`: detractors, passives, promoters. `csat`, `ces`: in the top boxes, not. `share`, `retention`: true, not true;
/// `churn` the other way round. `mean`: how many, their sum and the sum of squares; of several items these three for each
/// number of items that were answered.
package final class MetricReader: Sendable {
    /// The metric.
    package let metric: Metric
    /// How many whole numbers a population takes.
    package let width: Int
    private let plan: TallyPlan
    private let strands: [StrandPlan]
    private let measure: Measure

    private enum Measure: Sendable {
        /// For each code that is an answer, the place that it counts at.
        case classes(Coding, [Int])
        case event(yes: Int, no: Int)
        /// Points, by what each code is worth.
        case points(Coding, [Int64])
        case numbers(Coding)
        case scale(items: Int)
    }

    /// Nil if the metric is none of those, or cannot be counted.
    package init?(_ plan: TallyPlan, metric position: Int) {
        guard plan.metrics.indices.contains(position) else { return nil }
        let counted = plan.metrics[position]
        metric = plan.survey.metrics[position]
        self.plan = plan
        strands = counted.strands
        let isReversed = metric.strands.first?.items.first?.isReversed == true
        switch (metric.function, counted.measure) {
        case (.share, .event), (.retention, .event): (measure, width) = (.event(yes: 0, no: 1), 2)
        case (.churn, .event): (measure, width) = (.event(yes: 1, no: 0), 2)
        case (.mean, .scale(let layout)):
            (measure, width) = (.scale(items: layout.itemCount), 3 * (layout.itemCount + 1))
        case (.mean, .series(.number(let decimals))):
            (measure, width) = (.numbers(.number(decimals: decimals)), 3)
        case (let function, .series(.point(let low, let count))):
            let high = low + count - 1
            let worth = (0..<count).map { isReversed ? high - $0 : low + $0 }
            let coding = Coding.point(low: low, count: count)
            switch function {
            case .nps:
                guard low == 0, count == 11 else { return nil }
                (measure, width) = (.classes(coding, worth.map { $0 < 7 ? 0 : $0 < 9 ? 1 : 2 }), 3)
            case .csat(let top), .ces(let top):
                let first = high - max(1, min(top, count)) + 1
                (measure, width) = (.classes(coding, worth.map { $0 >= first ? 0 : 1 }), 2)
            case .mean: (measure, width) = (.points(coding, worth.map(Int64.init)), 3)
            default: return nil
            }
        default: return nil
        }
    }

    /// Adds a response to the numbers of a population, which begin at a place.
    package func add(_ response: borrowing CodedResponse, to amounts: inout [Int128], at start: Int = 0) {
        let row = response.row
        let stored = response.answers
        var completed: [Answer]?
        func answers() -> [Answer] {
            if let completed { return completed }
            let computed = plan.survey.completed(stored())
            completed = computed
            return computed
        }
        for strand in strands {
            if let condition = strand.condition, condition.truth(in: row.codes, answers) != .yes { continue }
            switch measure {
            case .classes(let coding, let places):
                guard let code = answer(row, strand, coding, answers).map({ Int($0.code) }),
                    places.indices.contains(code)
                else { continue }
                amounts[start + places[code]] &+= 1
            case .points(let coding, let worth):
                guard let code = answer(row, strand, coding, answers).map({ Int($0.code) }),
                    worth.indices.contains(code)
                else { continue }
                Self.add(Int128(worth[code]), to: &amounts, at: start)
            case .numbers(let coding):
                guard let (code, amount) = answer(row, strand, coding, answers), code == 0 else { continue }
                Self.add(Int128(amount), to: &amounts, at: start)
            case .event(let yes, let no):
                switch strand.event?.bin(row.codes, answers) {
                case 0: amounts[start + no] &+= 1
                case 1: amounts[start + yes] &+= 1
                default: continue
                }
            case .scale:
                var (count, sum) = (0, Int128(0))
                for item in strand.items ?? [] where row.codes[item.variable] < item.count {
                    count += 1
                    sum += Int128(item.value(row.codes[item.variable]))
                }
                Self.add(sum, to: &amounts, at: start + 3 * count)
            }
        }
    }

    private static func add(_ value: Int128, to amounts: inout [Int128], at start: Int) {
        amounts[start] &+= 1
        amounts[start + 1] &+= value
        amounts[start + 2] &+= value &* value
    }

    /// The code and the scaled number of an answer; nil if a computed one is missing.
    private func answer(
        _ row: TallyRow, _ strand: StrandPlan, _ coding: Coding, _ answers: () -> [Answer]
    ) -> (code: Int32, amount: Int64)? {
        guard let variable = strand.variable else { return nil }
        if strand.stored != nil { return (row.codes[variable.position], row.amounts[variable.position]) }
        guard case .answered(let value) = answers().answer(of: variable) else { return nil }
        return coding.code(of: value)
    }

    /// What the numbers of a population say.
    package func counts(_ amounts: some Collection<Int128>) -> MetricCounts {
        let amounts = Array(amounts)
        func count(_ place: Int) -> Int { Int(max(0, min(amounts[place], 1 << 48))) }
        switch measure {
        case .classes where width == 3:
            return .promoter(detractors: count(0), passives: count(1), promoters: count(2))
        case .classes, .event: return .share(yes: count(0), no: count(1))
        case .points: return .mean(n: count(0), sum: amounts[1], squares: amounts[2], unit: 1)
        case .numbers(let coding):
            var unit = 1.0
            if case .number(let decimals) = coding { for _ in 0..<decimals { unit *= 10 } }
            return .mean(n: count(0), sum: amounts[1], squares: amounts[2], unit: unit)
        case .scale(let items):
            return .scale(
                (0...items).map {
                    ScaleMoments.Level(
                        respondents: count(3 * $0), sum: amounts[3 * $0 + 1], squares: amounts[3 * $0 + 2])
                })
        }
    }
}
