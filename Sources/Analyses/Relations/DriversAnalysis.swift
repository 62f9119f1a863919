internal import Statistics
internal import Tallies

/// What goes with an outcome, and how strongly: `drivers of`.
///
/// The base are those who have the outcome and all drivers. Each driver has its share of R² (Shapley shares up to 15
/// drivers, relative weights beyond), the mean as 0 to 100 of its scale, and its coefficient beside the others.
package struct DriversAnalysis: RelationAnalysis {
    package static let kind = Analysis.Kind.drivers
    package var counts: RelationCounts

    /// More than this a driver's variance is inflated by the others, and they are called collinear.
    ///
    /// Source: the usual rule of thumb is 5 or 10; see R. O'Brien, "A Caution Regarding Rules of Thumb for Variance Inflation
    /// Factors", Quality & Quantity 41 (2007).
    static let inflationLimit = 5.0

    package init(_ counts: RelationCounts) { self.counts = counts }

    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        let tally = counts.tally
        let count = tally.paths.count - 1
        let drivers = Array(1...count)
        let content: Analysis.Content
        switch tally.centred.flatMap({ moments in
            LinearModel.fit(moments, outcome: 0, predictors: drivers).flatMap { model in
                Self.shares(moments, drivers).map { (moments, model, $0) }
            }
        }) {
        case .failure(let absence): content = .unavailable(absence)
        case .success(let (moments, model, shares)):
            let replicates = counts.replicates(of: 1 + 2 * count, options) { Self.figures($0, drivers) }
            content = .table(
                Self.table(tally, moments, model, shares, replicates, options))
        }
        return [Analysis(.drivers, of: counts.subject, in: cell, content)]
    }

    private static func shares(_ moments: CentredMoments, _ drivers: [Int]) -> Estimate<[Double]> {
        drivers.count <= ShapleyShares.limit
            ? ShapleyShares.of(moments, outcome: 0, predictors: drivers)
            : RelativeWeights.of(moments, outcome: 0, predictors: drivers)
    }

    /// R², then the parts of it, then those in per cent.
    private static func figures(_ moments: CentredMoments, _ drivers: [Int]) -> [Double]? {
        guard case .success(let shares) = shares(moments, drivers) else { return nil }
        let all = shares.reduce(0, +)
        guard all > leastShare else { return nil }
        return [all] + shares + shares.map { 100 * $0 / all }
    }

    /// Less than this part of the outcome's variance is none: it is what rounding leaves.
    private static let leastShare = 1e-14

    private static func table(
        _ tally: RelationTally, _ moments: CentredMoments, _ model: LinearModel, _ shares: [Double],
        _ replicates: Replicates?, _ options: AnalysisOptions
    ) -> Analysis.Table {
        let count = shares.count
        let all = shares.reduce(0, +)
        func interval(_ figure: Int) -> (Estimate<Interval>?, String?) {
            (replicates?.interval(of: figure, level: options.level), replicates.map { _ in "bootstrap" })
        }
        let rows = (0..<count).map { driver -> Analysis.Row in
            let (part, method) = interval(1 + driver)
            let percent: Estimate<Double> =
                all > leastShare ? .success(100 * shares[driver] / all) : .failure(.nothingExplained)
            var measures = [
                Measure(
                    .importanceShare, percent, interval: interval(1 + count + driver).0, method: method),
                Measure(.importance, .success(shares[driver]), interval: part, method: method),
            ]
            measures += Self.performance(tally, driver + 1, options.level)
            measures += [
                Measure(
                    .coefficient, .success(model.coefficients[driver]),
                    interval: model.interval(of: driver, level: options.level), method: "t"),
                Measure(.standardError, model.standardErrors[driver]),
                Measure(.pValue, model.pValue(of: driver)),
                Measure(.correlation, moments.correlation(driver + 1, 0)),
                Measure(.varianceInflation, model.varianceInflation[driver]),
            ]
            return Analysis.Row(
                [Analysis.Key("item", tally.paths[driver + 1])], measures,
                marks: model.coefficients[driver] < 0 ? ["negative"] : [])
        }
        let isShapley = count <= ShapleyShares.limit
        var caveats: [Analysis.Caveat] = [.notACause]
        if model.varianceInflation.contains(where: { $0 > inflationLimit }) { caveats.append(.collinear) }
        if !isShapley { caveats.append(.relativeWeights) }
        return Analysis.Table(
            n: tally.complete, excluded: tally.excluded,
            summary: [
                Measure(
                    .rSquared, .success(model.rSquared), interval: interval(0).0, method: interval(0).1),
                Measure(.pValue, model.pValue),
            ],
            rows: rows,
            settings: [Analysis.Setting("method", .name(isShapley ? "lmg" : "relative_weights"))]
                + (replicates?.settings ?? []),
            caveats: caveats)
    }

    /// The mean, and where it lies on its scale; only the mean of what has no scale.
    private static func performance(
        _ tally: RelationTally, _ place: Int, _ level: ConfidenceLevel
    ) -> [Measure] {
        guard let mean = tally.mean(place) else { return [Measure(.mean, .failure(.overflow))] }
        let value = mean.value.map { $0 / tally.units[place] }
        let interval = mean.interval(level: level).map {
            Interval(lower: $0.lower / tally.units[place], upper: $0.upper / tally.units[place])
        }
        let measure = Measure(.mean, value, interval: interval, method: "t")
        guard let bounds = tally.bounds[place], bounds.count > 1 else { return [measure] }
        let low = Double(bounds.lowerBound)
        let width = Double(bounds.upperBound) - low
        func percent(_ value: Double) -> Double { max(0, min(100, 100 * (value - low) / width)) }
        return [
            Measure(
                .performance, value.map(percent),
                interval: interval.map {
                    Interval(lower: percent($0.lower), upper: percent($0.upper))
                }, method: "t"),
            measure,
        ]
    }
}
