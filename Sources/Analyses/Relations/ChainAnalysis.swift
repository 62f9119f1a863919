internal import Statistics
internal import Tallies

/// From service to satisfaction to loyalty: `chain of`.
///
/// The base are those who have the outcome and all terms. Each link is the coefficient of the term just before, beside all
/// earlier ones; the indirect effect is the product of the links.
package struct ChainAnalysis: RelationAnalysis {
    package static let kind = Analysis.Kind.chain
    package var counts: RelationCounts

    package init(_ counts: RelationCounts) { self.counts = counts }

    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        let tally = counts.tally
        let terms = Array(1..<tally.paths.count)
        let content: Analysis.Content
        switch tally.centred.flatMap({ Mediation.fit($0, terms: terms, outcome: 0) }) {
        case .failure(let absence): content = .unavailable(absence)
        case .success(let chain):
            // A chain of one term has a single coefficient, whose interval is exact.
            let replicates =
                terms.count > 1
                ? counts.replicates(of: terms.count + 3, options) { Self.figures($0, terms) } : nil
            content = .table(Self.table(tally, chain, replicates, options))
        }
        return [Analysis(.chain, of: counts.subject, in: cell, content)]
    }

    /// Total, direct and indirect effect, then the links.
    private static func figures(_ moments: CentredMoments, _ terms: [Int]) -> [Double]? {
        guard case .success(let chain) = Mediation.fit(moments, terms: terms, outcome: 0),
            let direct = chain.direct, let indirect = chain.indirect
        else { return nil }
        return [chain.total.value, direct.value, indirect.value] + chain.links.map(\.value)
    }

    private static func table(
        _ tally: RelationTally, _ chain: Mediation, _ replicates: Replicates?,
        _ options: AnalysisOptions
    ) -> Analysis.Table {
        func interval(_ figure: Int, else exact: Estimate<Interval>) -> Estimate<Interval> {
            replicates?.interval(of: figure, level: options.level) ?? exact
        }
        func measure(_ name: Measure.Name, _ effect: Mediation.Effect, _ figure: Int) -> Measure {
            Measure(
                name, .success(effect.value),
                interval: interval(figure, else: effect.interval(level: options.level)),
                method: replicates == nil ? "t" : "bootstrap")
        }
        func row(_ path: String, _ from: Int, _ to: Int, _ measures: [Measure]) -> Analysis.Row {
            Analysis.Row(
                [
                    Analysis.Key("path", path), Analysis.Key("left", tally.paths[from]),
                    Analysis.Key("right", tally.paths[to]),
                ], measures)
        }
        func row(
            _ path: String, _ from: Int, _ to: Int, _ name: Measure.Name, _ effect: Mediation.Effect,
            _ figure: Int
        ) -> Analysis.Row {
            row(
                path, from, to,
                [
                    measure(name, effect, figure), Measure(.standardError, effect.standardError),
                    Measure(.pValue, effect.pValue),
                ])
        }
        var rows = chain.links.enumerated().map { place, link in
            row(
                "link", place + 1, place + 2 < tally.paths.count ? place + 2 : 0, .coefficient, link,
                3 + place)
        }
        rows.append(row("total", 1, 0, .total, chain.total, 0))
        var summary = [measure(.total, chain.total, 0)]
        if let direct = chain.direct, let indirect = chain.indirect {
            let product = Measure(
                .indirect, .success(indirect.value),
                interval: interval(2, else: indirect.interval(level: options.level)),
                method: replicates == nil ? "sobel" : "bootstrap")
            rows.append(row("direct", 1, 0, .direct, direct, 1))
            rows.append(
                row(
                    "indirect", 1, 0,
                    [
                        product, Measure(.standardError, indirect.standardError),
                        Measure(.pValue, indirect.pValue),
                    ]))
            summary += [measure(.direct, direct, 1), product]
        }
        return Analysis.Table(
            n: tally.complete, excluded: tally.excluded,
            summary: summary + [Measure(.rSquared, chain.rSquared)], rows: rows,
            settings: replicates?.settings ?? [], caveats: [.notACause])
    }
}
