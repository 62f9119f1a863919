import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@Suite struct CrossTableTests {
    private func cells(byLocale: Bool = false) throws -> AnalysisCells<CrossTable> {
        let part = try #require(
            CrossTable(
                Respondent.plan, rows: Respondent.variable("overall"), columns: Respondent.variable("channel")
            ))
        return AnalysisCells(part, locales: Respondent.plan.locales, byLocale: byLocale)
    }

    private func respondent(_ overall: Int, _ channel: Int, _ locale: String = "en") -> Respondent {
        Respondent(
            locale: locale, answers: ["overall": .number(overall), "channel": .option(channel)])
    }

    private func row(_ table: Analysis.Table, _ row: String?, _ column: String) throws -> Analysis.Row {
        try #require(table.rows.first { $0.key("row") == row && $0.key("column") == column })
    }

    @Test func aTableHasItsTestItsSharesAndItsLetters() throws {
        var cells = try cells()
        for (overall, channel, count) in [
            (1, 0, 10), (5, 0, 40), (1, 1, 30), (5, 1, 20), (1, 2, 25), (5, 2, 25),
        ] {
            cells.add(count, respondent(overall, channel))
        }
        cells.add(17, Respondent(answers: ["overall": .number(3)]))
        let analysis = try #require(cells.analyses(AnalysisOptions()).first)
        #expect(analysis.kind == .crossTable && analysis.subject == "overall")
        let table = try #require(analysis.table)
        #expect(table.n == 150 && table.excluded == [.init(.incomplete, 17)])
        // chisq.test(matrix(c(10, 40, 30, 20, 25, 25), 2)) of R 4.2.2
        #expect(abs(try #require(table.value(.statistic)) - 17.647058823529413) < 1e-10)
        #expect(table.value(.degreesOfFreedom) == 2)
        #expect(abs(try #require(table.value(.cramersV)) - 0.34299717028501769) < 1e-10)
        #expect(table.caveats == [.corrected])
        let top = try row(table, "5", "store")
        #expect(top.n == 50 && top.value(.count) == 40 && top.value(.columnShare) == 80)
        #expect(abs(try #require(top.value(.expected)) - 50.0 * 85 / 150) < 1e-12)
        #expect(top.key("letter") == "A" && top.marks == ["B", "C"])
        #expect(try row(table, "5", "phone").marks.isEmpty && row(table, "1", "phone").marks == ["A"])
        // Phone and mail do not differ.
        #expect(try row(table, "1", "email").marks == ["A"])
        #expect(try row(table, nil, "phone").n == 50 && row(table, nil, "bot").n == 0)
        #expect(try row(table, "1", "bot").measure(.columnShare)?.value == .failure(.empty))
    }

    @Test func smallExpectedCountsAreSaid() throws {
        var cells = try cells()
        for (overall, channel, count) in [(1, 0, 4), (5, 0, 16), (1, 1, 3), (5, 1, 17)] {
            cells.add(count, respondent(overall, channel))
        }
        let table = try #require(cells.analyses(AnalysisOptions()).first?.table)
        #expect(table.caveats == [.corrected, .smallExpectedCounts])
    }

    @Test func aSmallColumnIsHiddenWithAnotherAndTakesNoPart() throws {
        var cells = try cells()
        for (overall, channel, count) in [
            (1, 0, 20), (5, 0, 30), (1, 1, 25), (5, 1, 35), (5, 2, 3), (1, 3, 5), (5, 3, 6),
        ] {
            cells.add(count, respondent(overall, channel))
        }
        let table = try #require(cells.analyses(AnalysisOptions()).first?.table)
        #expect(try row(table, nil, "email").isSuppressed && row(table, nil, "social").isSuppressed)
        #expect(try row(table, "5", "email").isSuppressed && row(table, "5", "email").measures.isEmpty)
        #expect(table.n == 110 && table.value(.degreesOfFreedom) == 1)
        // Letters stay with their columns.
        #expect(try row(table, nil, "bot").key("letter") == "E")
    }

    @Test func aColumnOfALocaleCannotBeFoundFromEverybody() throws {
        var cells = try cells(byLocale: true)
        for (locale, channel, count) in [
            ("en", 0, 40), ("en", 1, 30), ("en", 2, 20), ("el", 0, 25), ("el", 1, 3), ("el", 2, 15),
            ("sv", 0, 22), ("sv", 1, 28), ("sv", 2, 33),
        ] {
            cells.add(count, respondent(4, channel, locale))
            cells.add(2, respondent(1, channel, locale))
        }
        let analyses = cells.analyses(AnalysisOptions())
        func hidden(_ locale: String?) throws -> [Bool] {
            let table = try #require(analyses.first { $0.cell.locale == locale }?.table)
            return try ["store", "phone", "email"].map { try row(table, nil, $0).isSuppressed }
        }
        #expect(try hidden(nil) == [false, false, false])
        let locales = try ["en", "sv", "el"].map(hidden)
        #expect(locales[2][1])
        for column in 0..<3 { #expect(locales.count { $0[column] } != 1) }
        for row in locales { #expect(row.count { $0 } != 1) }
    }

    /// What all said of satisfaction is shown as a distribution; without the columns, three are left of it.
    @Test func whoIsInNoColumnCannotBeFoundFromTheDistribution() throws {
        var cells = try cells()
        for (channel, count) in [(0, 40), (1, 30), (2, 20)] { cells.add(count, respondent(4, channel)) }
        #expect(try #require(cells.analyses(AnalysisOptions()).first?.table).n == 90)
        cells.add(3, Respondent(answers: ["overall": .number(1)]))
        let table = try #require(cells.analyses(AnalysisOptions()).first?.table)
        #expect(table.n == 70 && table.excluded == [.init(.incomplete, 3)])
        #expect(try row(table, nil, "email").isSuppressed && !row(table, nil, "phone").isSuppressed)
        // Who is in no row tells nothing by not being there.
        cells.add(9, Respondent(answers: ["channel": .option(1)]))
        cells.add(7, Respondent(answers: ["overall": .number(5)]))
        #expect(try #require(cells.analyses(AnalysisOptions()).first?.table).n == 90)
    }

    @Test func partsMergeIntoTheWhole() throws {
        var generator = Seeded(17)
        let empty = try #require(
            CrossTable(
                Respondent.plan, rows: Respondent.variable("overall"), columns: Respondent.variable("channel")
            ))
        var (whole, left, right) = (empty, empty, empty)
        for _ in 0..<300 {
            let respondent = respondent(
                Int.random(in: 1...5, using: &generator), Int.random(in: 0...5, using: &generator))
            whole.add(respondent.coded)
            if generator.chance(50) { left.add(respondent.coded) } else { right.add(respondent.coded) }
        }
        right.merge(left)
        #expect(right.base == 300)
        let options = AnalysisOptions()
        #expect(right.analyses(in: .everybody, options) == whole.analyses(in: .everybody, options))
    }

    @Test func variablesThatAreNotClosedMakeNoTable() {
        let plan = Respondent.plan
        let overall = Respondent.variable("overall")
        for name in ["failings", "spend", "branch", "why", "nothing"] {
            #expect(CrossTable(plan, rows: overall, columns: Respondent.variable(name)) == nil)
            #expect(CrossTable(plan, rows: Respondent.variable(name), columns: overall) == nil)
        }
    }

    @Test func nobodyMakesNoTest() throws {
        let table = try #require(try cells().analyses(AnalysisOptions()).first?.table)
        #expect(table.n == 0 && table.summary.allSatisfy { $0.value == .failure(.empty) })
    }
}
