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
    private let reading: MetricReading
    private let measure: Measure

    private enum Measure: Sendable {
        case promoters
        case topBoxes
        case event(yes: Int, no: Int)
        case numbers
        case scale(items: Int)
    }

    /// Nil if the metric is none of those, or cannot be counted.
    package init?(_ plan: TallyPlan, metric position: Int) {
        guard let reading = MetricReading(plan, metric: position) else { return nil }
        self.reading = reading
        metric = plan.survey.metrics[position]
        switch (metric.function, plan.metrics[position].measure) {
        case (.share, .event), (.retention, .event): (measure, width) = (.event(yes: 0, no: 1), 2)
        case (.churn, .event): (measure, width) = (.event(yes: 1, no: 0), 2)
        case (.nps, .series(.point(low: 0, count: 11))): (measure, width) = (.promoters, 3)
        case (.csat, .series(.point)), (.ces, .series(.point)): (measure, width) = (.topBoxes, 2)
        case (.mean, .scale(let layout)):
            (measure, width) = (.scale(items: layout.itemCount), 3 * (layout.itemCount + 1))
        case (.mean, .series): (measure, width) = (.numbers, 3)
        default: return nil
        }
    }

    /// Adds a response that counts to the numbers of a population, which begin at a place.
    package func add(_ response: borrowing CodedResponse, to amounts: inout [Int128], at start: Int = 0) {
        reading.forEach(of: response) { value in
            switch (measure, value) {
            case (.promoters, .number(let point, _)):
                amounts[start + (point < 7 ? 0 : point < 9 ? 1 : 2)] &+= 1
            case (.topBoxes, .number(let point, _)):
                amounts[start + (point >= reading.lowestTop ? 0 : 1)] &+= 1
            case (.event(let yes, let no), .truth(let isTrue)): amounts[start + (isTrue ? yes : no)] &+= 1
            case (.numbers, .number(let number, _)): Self.add(number, to: &amounts, at: start)
            case (.scale, .number(let sum, let answered)), (.scale, .tooFew(let sum, let answered)):
                Self.add(sum, to: &amounts, at: start + 3 * answered)
            default: break
            }
        }
    }

    private static func add(_ number: Int64, to amounts: inout [Int128], at start: Int) {
        let value = Int128(number)
        amounts[start] &+= 1
        amounts[start + 1] &+= value
        amounts[start + 2] &+= value &* value
    }

    /// What the numbers of a population say.
    package func counts(_ amounts: some Collection<Int128>) -> MetricCounts {
        let amounts = Array(amounts)
        func count(_ place: Int) -> Int { Int(max(0, min(amounts[place], 1 << 48))) }
        switch measure {
        case .promoters: return .promoter(detractors: count(0), passives: count(1), promoters: count(2))
        case .topBoxes, .event: return .share(yes: count(0), no: count(1))
        case .numbers:
            var unit = 1.0
            for _ in 0..<reading.decimals { unit *= 10 }
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
