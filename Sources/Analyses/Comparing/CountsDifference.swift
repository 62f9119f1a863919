package import Statistics

/// How the metric of one population differs from that of another: the first less the second.
package struct CountsDifference: Hashable, Sendable {
    /// The difference with its interval, in points, per cent or units.
    package var difference: Measure
    /// The test of no difference.
    package var test: Estimate<SignificanceTest>
    /// Of promoter scores how probable it is that the first is above the second; nil of others.
    package var probability: Estimate<Double>?

    /// Compares the counts of one metric; the probability takes most of the time, and can be left out.
    package init(
        _ first: MetricCounts, _ second: MetricCounts, _ level: ConfidenceLevel, isTested: Bool = true
    ) {
        switch (first, second) {
        case (.promoter, .promoter):
            let pair = first.promoterScore.flatMap { first in
                second.promoterScore.map { PromoterScoreDifference(first, $0) }
            }
            let value = pair.flatMap(\.value)
            difference = Measure(
                .difference, value, interval: pair.flatMap { $0.interval(level: level) }, method: "mover")
            test = pair.flatMap(\.test)
            // Without answers the prior would speak alone.
            if isTested { probability = value.flatMap { _ in pair.map(\.probabilityOfFirstAbove) } }
        case (.share, .share):
            let pair = first.proportion.flatMap { first in
                second.proportion.map { ShareDifference(first, $0) }
            }
            difference = Measure(
                .difference, pair.flatMap(\.value).map { 100 * $0 },
                interval: pair.flatMap { $0.interval(level: level) }.map { $0.times(100) }, method: "newcombe"
            )
            test = pair.flatMap(\.test)
        case (.promoter, _), (.share, _), (_, .promoter), (_, .share):
            difference = Measure(.difference, .failure(.empty))
            test = .failure(.empty)
        default:
            let pair = Self.means(first, second)
            difference = Measure(
                .difference, pair.flatMap { pair, scale in pair.value.map { $0 / scale } },
                interval: pair.flatMap { pair, scale in
                    pair.interval(level: level).map { $0.times(1 / scale) }
                }, method: "welch")
            test = pair.flatMap { $0.0.test }
        }
    }

    /// Both means over one denominator.
    private static func means(_ first: MetricCounts, _ second: MetricCounts) -> Estimate<
        (MeanDifference, Double)
    > {
        first.scaledMean.flatMap { first in
            second.scaledMean.flatMap { second in
                guard first.unit == second.unit else { return .failure(.overflow) }
                var (a, b) = (first.denominator, second.denominator)
                while b != 0 { (a, b) = (b, a % b) }
                let (common, overflows) = (first.denominator / a)
                    .multipliedReportingOverflow(by: second.denominator)
                guard !overflows, let first = first.over(common), let second = second.over(common) else {
                    return .failure(.overflow)
                }
                return .success(
                    (MeanDifference(Mean(first.moments), Mean(second.moments)), first.scale))
            }
        }
    }

    /// The measures of a row; `adjusted` is the corrected p value.
    package func measures(adjusted: Estimate<Double>) -> [Measure] {
        var measures = [difference, Measure(.statistic, test.map(\.statistic))]
        if case .success(let test) = test, let degrees = test.degreesOfFreedom {
            measures.append(Measure(.degreesOfFreedom, degrees))
        }
        measures.append(Measure(.pValue, test.map(\.pValue)))
        measures.append(Measure(.adjustedPValue, adjusted))
        if let probability { measures.append(Measure(.probability, probability)) }
        return measures
    }
}

extension PValueCorrection {
    /// The corrected p values of tests, of which some may be absent: they count for nothing.
    func adjusted(_ tests: [Estimate<SignificanceTest>]) -> [Estimate<Double>] {
        let present = tests.indices.filter { if case .success = tests[$0] { true } else { false } }
        let values = adjusted(
            present.map { if case .success(let test) = tests[$0] { test.pValue } else { 1.0 } })
        var all = tests.map { $0.map(\.pValue) }
        for (index, value) in zip(present, values) { all[index] = .success(value) }
        return all
    }

    /// The word in outputs.
    var setting: String {
        switch self {
        case .holm: "holm"
        case .benjaminiHochberg: "benjamini_hochberg"
        }
    }
}
