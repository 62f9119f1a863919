public import Analyses
internal import Statistics

/// Analyses of `service_loyalty` of every kind, written by hand: what outputs are tested with. Their numbers are made up, so
/// that no computation stands between a test and what it shows.
public enum SampleAnalyses {
    /// One of each kind or more, in the order of the kinds, with cells that are hidden and numbers that are not there.
    public static let all: [Analysis] =
        intervals + [comparison, crossTable] + trends + [control] + drivers + [chain, curve, penaltyReward]
        + reliability + [retention, lifetime] + responseStyles + [response, quality, weighting, weighted]

    static let spanish = Cell(locale: "es")
    static let greek = Cell(locale: "el")

    static func table(
        _ kind: Analysis.Kind, of subject: String, in cell: Cell = .everybody, n: Int,
        excluded: [Analysis.Exclusion] = [], summary: [Measure] = [], rows: [Analysis.Row] = [],
        settings: [Analysis.Setting] = [], caveats: [Analysis.Caveat] = []
    ) -> Analysis {
        Analysis(
            kind, of: subject, in: cell,
            .table(
                .init(
                    n: n, excluded: excluded, summary: summary, rows: rows, settings: settings,
                    caveats: caveats)))
    }

    static func row(
        _ name: String, _ value: String, n: Int? = nil, _ measures: [Measure], marks: [String] = []
    ) -> Analysis.Row {
        Analysis.Row([.init(name, value)], n: n, measures, marks: marks)
    }

    static func measure(
        _ name: Measure.Name, _ value: Double, _ low: Double, _ high: Double, _ method: String
    ) -> Measure {
        Measure(
            name, .success(value), interval: .success(Interval(lower: low, upper: high)), method: method)
    }

    static func absent(_ name: Measure.Name, _ absence: Absence) -> Measure {
        Measure(name, .failure(absence))
    }
}
