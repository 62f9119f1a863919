import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@Suite struct TrendTests {
    private func cells(
        _ metric: String = "promoter", _ rule: PeriodRule = PeriodRule(.month),
        show outputs: [MetricTrend.Output] = [.trend(rolling: 1)]
    ) throws -> AnalysisCells<MetricTrend> {
        let part = try #require(
            MetricTrend(Respondent.plan, metric: Respondent.metric(metric), rule, show: outputs))
        return AnalysisCells(part, locales: Respondent.plan.locales, byLocale: true)
    }

    private func respondent(_ point: Int, _ started: String, _ locale: String = "en") -> Respondent {
        Respondent(locale: locale, started: started, answers: ["recommend": .number(point)])
    }

    private func table(_ analyses: [Analysis], _ locale: String?) throws -> Analysis.Table {
        let analysis = try #require(analyses.first { $0.cell.locale == locale })
        return try #require(analysis.table)
    }

    @Test func eachPeriodHasItsValueAndItsChange() throws {
        var cells = try cells()
        cells.add(20, respondent(10, "2026-01-05T10:00:00Z"))
        cells.add(20, respondent(0, "2026-01-31T23:59:59Z"))
        cells.add(30, respondent(10, "2026-02-01T00:00:00Z"))
        cells.add(10, respondent(0, "2026-02-28T10:00:00Z"))
        cells.add(12, respondent(8, "2026-05-28T10:00:00Z"))
        let analyses = cells.analyses(AnalysisOptions())
        #expect(analyses.allSatisfy { $0.kind == .trend && $0.subject == "promoter" })
        let table = try table(analyses, nil)
        #expect(
            table.rows.map { $0.key("period") } == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"])
        #expect(table.rows.map(\.n) == [40, 40, 0, 0, 12])
        #expect(table.rows.map { $0.value(.score) } == [0, 50, nil, nil, 0])
        #expect(table.rows[2].measure(.score)?.value == .failure(.empty))
        #expect(table.rows.map { $0.value(.change) } == [nil, 50, nil, nil, nil])
        let difference = PromoterScoreDifference(
            try #require(PromoterScore(detractors: 10, passives: 0, promoters: 30)),
            try #require(PromoterScore(detractors: 20, passives: 0, promoters: 20)))
        #expect(table.rows[1].measure(.change)?.interval == difference.interval())
        #expect(table.n == 92 && table.value(.score) == 100 * 20.0 / 92)
        #expect(table.excluded == [.init(.outsidePeriod, 0)])
        #expect(table.setting("period") == .name("month"))
    }

    @Test func clocksThatAreWrongAreLeftOutAndCounted() throws {
        var cells = try cells("promoter", PeriodRule(.day))
        cells.add(15, respondent(10, "2026-01-05T10:00:00Z"))
        cells.add(11, respondent(10, "1970-01-01T00:00:03Z"))
        cells.add(4, respondent(10, "2155-01-01T00:00:03Z"))
        let table = try table(cells.analyses(AnalysisOptions()), nil)
        #expect(table.excluded == [.init(.outsidePeriod, 15)] && table.n == 15 && table.rows.count == 1)
        #expect(table.value(.score) == 100)
    }

    @Test func fewOutsideOfThePeriodsCannotBeFoundBySubtraction() throws {
        var cells = try cells()
        cells.add(30, respondent(10, "2026-01-05T10:00:00Z"))
        cells.add(20, respondent(10, "2026-02-05T10:00:00Z"))
        cells.add(1, respondent(0, "1970-01-01T00:00:03Z"))
        let table = try table(cells.analyses(AnalysisOptions()), nil)
        // Without the smaller month, all but the one are known from the metric's own figure.
        #expect(table.rows.map(\.isSuppressed) == [false, true] && table.summary.isEmpty)
        #expect(table.rows[1].n == nil && table.rows[1].measures.isEmpty)
    }

    @Test func noMoreThanAThousandPeriodsAreShown() throws {
        var cells = try cells("promoter", PeriodRule(.day))
        cells.add(10, respondent(10, "2001-01-05T10:00:00Z"))
        cells.add(10, respondent(10, "2026-01-05T10:00:00Z"))
        let table = try table(cells.analyses(AnalysisOptions()), nil)
        #expect(table.rows.count == 1_000 && table.n == 10)
        #expect(table.rows.last?.key("period") == "2026-01-05")
        #expect(table.excluded == [.init(.outsidePeriod, 10)])
    }

    @Test func nobodyIsSaidAndNotTrapped() throws {
        let analyses = try cells(
            "promoter", PeriodRule(.week),
            show: [
                .trend(rolling: 3), .past, .control(.natural), .control(.individuals), .control(.smoothed),
            ]
        ).analyses(AnalysisOptions())
        #expect(analyses.count == 25)
        #expect(analyses.allSatisfy { $0.content == .unavailable(.empty) })
    }

    @Test func aSmallPeriodIsHiddenInALocaleAndCannotBeGivenBackByOthers() throws {
        var cells = try cells()
        for (locale, month, count) in [
            ("en", "01", 40), ("en", "02", 50), ("en", "03", 30), ("el", "01", 20), ("el", "02", 4),
            ("el", "03", 25), ("sv", "01", 22), ("sv", "02", 33), ("sv", "03", 28),
        ] {
            cells.add(count, respondent(9, "2026-\(month)-05T10:00:00Z", locale))
        }
        let analyses = cells.analyses(AnalysisOptions())
        func isHidden(_ locale: String?) throws -> [Bool] {
            try table(analyses, locale).rows.map(\.isSuppressed)
        }
        #expect(try isHidden("el") == [true, true, false])
        // In February another locale is hidden too, or everybody less the others would be Greece; and so on.
        #expect(try isHidden(nil) == [false, false, false])
        let shown = try ["en", "sv", "el"].map { try isHidden($0) }
        for month in 0..<3 { #expect(shown.count { $0[month] } != 1) }
        for row in shown { #expect(row.count { $0 } != 1) }
    }

    /// Whoever knows all that is shown subtracts: nothing hidden may be determined, and hidden sums are large enough.
    @Test func noMarginGivesAHiddenPeriodBack() throws {
        var generator = Seeded(21)
        for _ in 0..<30 {
            var cells = try cells()
            for locale in ["en", "es", "sv", "el"] {
                for month in ["01", "02", "03", "04"] {
                    let count = [0, 1, 3, 12, 25][Int.random(in: 0...4, using: &generator)]
                    cells.add(count, respondent(9, "2026-\(month)-05T10:00:00Z", locale))
                }
            }
            let analyses = cells.analyses(AnalysisOptions())
            var lines: [[(n: Int?, isHidden: Bool)]] = []
            for analysis in analyses where analysis.cell.locale != nil && analysis.cell.locale != "und" {
                lines.append(
                    analysis.table?.rows.map { ($0.n, $0.isSuppressed) }
                        ?? analyses.last?.table?.rows.map { _ in (nil, analysis.content == .suppressed) }
                        ?? [])
            }
            guard let all = analyses.last?.table?.rows else { continue }
            for (month, row) in all.enumerated() where !row.isSuppressed {
                let column = lines.compactMap { $0.indices.contains(month) ? $0[month] : nil }
                let hidden = column.count { $0.isHidden }
                let rest = (row.n ?? 0) - column.reduce(0) { $0 + ($1.n ?? 0) }
                #expect(hidden == 0 || rest == 0 || (hidden > 1 && rest >= 10), "\(column)")
            }
        }
    }

    @Test func theLastPeriodIsHeldAgainstTheOneBefore() throws {
        var cells = try cells(show: [.past])
        for (locale, before, now) in [("en", 10, 10), ("el", 6, 24)] {
            cells.add(before, respondent(10, "2026-10-05T10:00:00Z", locale))
            cells.add(30 - before, respondent(0, "2026-10-05T10:00:00Z", locale))
            cells.add(now, respondent(10, "2026-11-05T10:00:00Z", locale))
            cells.add(30 - now, respondent(0, "2026-11-05T10:00:00Z", locale))
        }
        let analyses = cells.analyses(AnalysisOptions())
        #expect(analyses.allSatisfy { $0.kind == .comparison })
        let table = try table(analyses, "el")
        let row = try #require(table.rows.first)
        #expect(row.keys == [.init("left", "2026-11"), .init("right", "2026-10")])
        #expect(row.n == 60 && row.value(.difference) == 120)
        #expect(try #require(row.value(.probability)) > 0.999)
        // Three cells have answers, so three tests were made.
        #expect(table.setting("comparisons") == .whole(3) && table.caveats == [.corrected])
        let pValue = try #require(row.value(.pValue))
        #expect(row.value(.adjustedPValue) == 3 * pValue)
        // A locale without answers says so.
        let empty = try self.table(analyses, "sv")
        #expect(empty.rows[0].measure(.difference)?.value == .failure(.empty))
        #expect(empty.rows[0].measure(.adjustedPValue)?.value == .failure(.empty))
    }

    @Test func aFirstPeriodHasNoPast() throws {
        var cells = try cells(show: [.past])
        cells.add(20, respondent(10, "2026-10-05T10:00:00Z"))
        let row = try #require(try table(cells.analyses(AnalysisOptions()), nil).rows.first)
        #expect(row.keys == [.init("left", "2026-10"), .init("right", "2026-09")])
        #expect(row.measure(.difference)?.value == .failure(.empty) && row.n == 20)
    }

    @Test func rollingValuesPoolCounts() throws {
        var cells = try cells(show: [.trend(rolling: 2)])
        cells.add(90, respondent(10, "2026-01-05T10:00:00Z"))
        cells.add(10, respondent(0, "2026-02-05T10:00:00Z"))
        cells.add(30, respondent(8, "2026-03-05T10:00:00Z"))
        let table = try table(cells.analyses(AnalysisOptions()), nil)
        // 90 of 100, not the mean of 100 and -100.
        #expect(table.rows.map { $0.value(.smoothed) } == [nil, 80, -25])
        #expect(table.rows.map { $0.value(.score) } == [100, -100, 0])
    }

    @Test func partsMergeIntoWhatTheWholeSays() throws {
        var generator = Seeded(3)
        let outputs: [MetricTrend.Output] = [.trend(rolling: 2), .past, .control(.smoothed)]
        let empty = try #require(
            MetricTrend(
                Respondent.plan, metric: Respondent.metric("quality"), PeriodRule(.week), show: outputs))
        var whole = empty
        var parts = [empty, empty, empty]
        for _ in 0..<400 {
            let day = Int.random(in: 1...28, using: &generator)
            let month = Int.random(in: 1...9, using: &generator)
            let respondent = Respondent(
                started: "2026-0\(month)-\(day < 10 ? "0" : "")\(day)T10:00:00Z",
                answers: [
                    "quality.reliable": .number(Int.random(in: 1...5, using: &generator)),
                    "quality.empathic": .number(Int.random(in: 1...5, using: &generator)),
                    "quality.tangible": .number(Int.random(in: 1...5, using: &generator)),
                ])
            whole.add(respondent.coded)
            parts[Int.random(in: 0...2, using: &generator)].add(respondent.coded)
        }
        let expected = whole.analyses(in: .everybody, AnalysisOptions())
        #expect(expected.count == 3 && expected.allSatisfy { $0.table?.rows.isEmpty == false })
        for order in [[0, 1, 2], [2, 1, 0]] {
            var merged = empty
            for index in order { merged.merge(parts[index]) }
            #expect(merged.analyses(in: .everybody, AnalysisOptions()) == expected)
        }
    }
}
