import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@Suite struct QualityReportTests {
    private func report(flagged: Int, of count: Int) -> [QualityReport] {
        var parts = [QualityReport(SampleRespondent.plan), QualityReport(SampleRespondent.plan)]
        for number in 0..<count {
            let isFlagged = number < flagged
            let respondent = SampleRespondent(
                number: number + 1,
                points: [
                    "recommend": isFlagged ? 10 : number % 2 == 0 ? 10 : 0, "overall": isFlagged ? 1 : 5,
                ])
            var coded = respondent.coded
            if isFlagged { coded.flags = number % 2 == 0 ? .speeder : [.speeder, .straightLining] }
            parts[number % 3 == 0 ? 0 : 1].add(coded)
        }
        parts[0].add(SampleRespondent(state: .refused).coded)
        return parts
    }

    private func table(_ parts: [QualityReport]) throws -> Analysis.Table {
        var whole = parts[0]
        whole.merge(parts[1])
        return try #require(whole.analyses(in: .everybody, AnalysisOptions()).first?.table)
    }

    @Test func flagsAreCountedAndFiguresStandWithoutThem() throws {
        let table = try table(report(flagged: 20, of: 60))
        #expect(table.n == 60)
        let counts = table.rows.prefix(5).map { $0.measures[0].value }
        #expect(
            table.rows.prefix(5).map { $0.keys[0].value } == [
                "straight_lining", "speeder", "duplicate", "impossible_time", "any",
            ])
        #expect(counts == [.success(10), .success(20), .success(0), .success(0), .success(20)])
        #expect(abs(try table.rows[4].measures[1].value.get() - 100.0 / 3) < 1e-12)
        let promoter = table.rows[5]
        #expect(promoter.keys == [.init("metric", "promoter")] && promoter.n == 60)
        #expect(promoter.measures.map(\.name) == [.score, .unflagged])
        // 20 flagged and 20 others at 10, 20 at 0: (40 - 20) / 60 and 0.
        #expect(abs(try promoter.measures[0].value.get() - 100.0 / 3) < 1e-12)
        #expect(promoter.measures[1].value == .success(0))
        #expect(table.rows[6].measures[1].value == .success(100))
        #expect(
            table.rows.map { $0.keys[0].value }.suffix(4) == ["promoter", "satisfaction", "easy", "remote"])
    }

    @Test func aFewFlaggedCannotBeFoundBySubtraction() throws {
        let table = try table(report(flagged: 3, of: 60))
        #expect(table.rows[5].measures[1].value == .failure(.suppressed(minimum: 10)))
        #expect(try #require(try? table.rows[5].measures[0].value.get()) > 0)
        let none = try self.table(report(flagged: 0, of: 60))
        #expect(none.rows[5].measures[0].value == none.rows[5].measures[1].value)
    }

    @Test func aFewFlaggedOfALocaleCannotBeFoundFromAllOthers() {
        var cells = AnalysisCells(
            QualityReport(SampleRespondent.plan), locales: SampleRespondent.plan.locales, byLocale: true)
        for (locale, flagged, count) in [("en", 3, 40), ("es", 15, 60), ("sv", 0, 30)] {
            for number in 0..<count {
                var coded = SampleRespondent(
                    number: number + 1, locale: locale, points: ["recommend": number % 11]
                )
                .coded
                if number < flagged { coded.flags = .speeder }
                cells.add(coded)
            }
        }
        let unflagged = cells.analyses(AnalysisOptions()).map { $0.table?.rows[5].measures.last?.value }
        // Those of English are hidden, so Spanish ones are too; of Swedish and of everybody there is nothing to be
        // found.
        let hidden = Estimate<Double>.failure(.suppressed(minimum: 10))
        #expect(
            unflagged[0] == hidden && unflagged[1] == hidden && unflagged[2] != hidden
                && unflagged[4] != hidden)
    }

    @Test func nobodyIsNoReport() {
        let report = QualityReport(SampleRespondent.plan)
        #expect(report.analyses(in: .everybody, AnalysisOptions()).first?.content == .unavailable(.empty))
    }
}
