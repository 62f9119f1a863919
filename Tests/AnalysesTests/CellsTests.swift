import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

/// Counts heads.
private struct Heads: ResponseAnalysis {
    var base = 0
    var names: [(kind: Analysis.Kind, subject: String)] { [(.response, "")] }
    mutating func add(_ response: borrowing CodedResponse) { base += 1 }
    mutating func merge(_ other: Self) { base += other.base }
    func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        [Analysis(.response, of: "", in: cell, .table(.init(n: base)))]
    }
}

@Suite struct CellsTests {
    @Test func aSmallCellIsHiddenTogetherWithTheOneThatWouldGiveItBack() throws {
        let plan = TallyPlan(Sample.serviceLoyalty)
        var cells = AnalysisCells(Heads(), locales: plan.locales, byLocale: true)
        for (locale, count) in [("en", 40), ("es", 3), ("sv", 20), ("el", 0)] {
            for _ in 0..<count {
                let response = Response(
                    id: "", survey: "service_loyalty", version: 1, structure: "", locale: locale, seed: 1,
                    started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 1), state: .complete,
                    answers: Sample.serviceLoyalty.variables.map { _ in .notAsked })
                cells.add(CodedResponse(response, plan))
            }
        }
        let analyses = cells.analyses(AnalysisOptions())
        #expect(analyses.map(\.cell.locale) == ["en", "es", "sv", "el", nil])
        #expect(analyses.map { $0.table?.n } == [40, nil, nil, 0, 63])
    }
}
