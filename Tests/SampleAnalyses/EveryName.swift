public import Analyses
internal import Statistics

extension SampleAnalyses {
    /// An analysis that has every measure, every reason of exclusion, every caveat and every mark at once: nothing that can be
    /// said is without words.
    public static let everyName = table(
        .comparison, of: "promoter", n: 1_000,
        excluded: Analysis.Exclusion.Reason.allCases.map { .init($0, 1_234) },
        summary: Measure.Name.allCases.map { measure($0, 0.5, -1.25, 2, "bootstrap") },
        rows: Measure.Name.allCases.map {
            row("item", "ease", n: 1, [Measure($0, -1_234.5)], marks: ["above", "B"])
        },
        settings: [.init("seed", .whole(1))], caveats: Analysis.Caveat.allCases)

    /// Each kind and each reason why there is nothing, at least once.
    public static let everyAbsence: [Analysis] = {
        let kinds = Analysis.Kind.allCases
        return (0..<max(kinds.count, absences.count)).map { index in
            Analysis(
                kinds[index % kinds.count], of: "promoter", in: .everybody,
                .unavailable(absences[index % absences.count]))
        }
    }()

    private static let absences: [Absence] = [
        .empty, .tooFew(minimum: 2), .constant, .constantItem(0), .tooFewItems(minimum: 2),
        .suppressed(minimum: 10), .unbounded, .overflow, .tooMany(maximum: 200), .emptyCells,
        .tooManyCells(maximum: 1_000), .collinearItem(2), .nothingExplained, .improperItem(1), .notConverged,
        .unstable,
    ]
}
