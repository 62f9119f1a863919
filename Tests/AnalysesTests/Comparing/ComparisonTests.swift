import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@Suite struct ComparisonTests {
    private func cells(
        _ metric: String = "promoter", between sides: MetricComparison.Sides = .locales
    ) throws -> AnalysisCells<MetricComparison> {
        let part = try #require(
            MetricComparison(Respondent.plan, metric: Respondent.metric(metric), between: sides))
        return AnalysisCells(part, locales: Respondent.plan.locales, byLocale: true)
    }

    @Test func localesAreComparedPairByPairInTheirOrder() throws {
        var cells = try cells()
        for (locale, low, high) in [("sv", 10, 30), ("en", 20, 20), ("el", 15, 5)] {
            cells.add(low, Respondent(locale: locale, answers: ["recommend": .number(3)]))
            cells.add(high, Respondent(locale: locale, answers: ["recommend": .number(10)]))
        }
        let analyses = cells.analyses(AnalysisOptions())
        #expect(analyses.count == 1)
        let analysis = try #require(analyses.first)
        #expect(analysis.kind == .comparison && analysis.subject == "promoter" && analysis.cell == .everybody)
        let table = try #require(analysis.table)
        #expect(table.n == 100)
        #expect(table.rows.map { $0.key("left") } == ["en", "en", "sv"])
        #expect(table.rows.map { $0.key("right") } == ["sv", "el", "el"])
        #expect(table.rows.map(\.n) == [80, 60, 60])
        #expect(table.caveats == [.responseStyles, .corrected])
        #expect(table.setting("correction") == .name("holm") && table.setting("comparisons") == .whole(3))
        #expect(table.rows.map { $0.value(.difference) } == [-50, 50, 100])
        let difference = PromoterScoreDifference(
            try #require(PromoterScore(detractors: 20, passives: 0, promoters: 20)),
            try #require(PromoterScore(detractors: 10, passives: 0, promoters: 30)))
        let row = table.rows[0]
        #expect(row.measure(.difference)?.interval == difference.interval())
        #expect(row.measure(.difference)?.method == "mover")
        #expect(row.value(.pValue) == (try difference.test.get().pValue))
        #expect(row.value(.probability) == difference.probabilityOfFirstAbove)
        let holm = PValueCorrection.holm.adjusted(table.rows.compactMap { $0.value(.pValue) })
        #expect(table.rows.map { $0.value(.adjustedPValue) } == holm)
    }

    @Test func hiddenLocalesTakeNoPart() throws {
        var cells = try cells()
        for (locale, count) in [("en", 30), ("es", 3), ("sv", 20), ("el", 25)] {
            cells.add(count, Respondent(locale: locale, answers: ["recommend": .number(9)]))
        }
        // sv is hidden with es, which it would give back.
        let table = try #require(cells.analyses(AnalysisOptions()).first?.table)
        #expect(table.rows.map(\.keys) == [[.init("left", "en"), .init("right", "el")]])
        #expect(table.caveats == [.responseStyles])
    }

    @Test func groupsAreComparedOverAllLocales() throws {
        var cells = try cells("satisfaction", between: .groups)
        for (branch, top) in [("athens", 8), ("kos", 15), ("volos", 12)] {
            let group = [Cell.Part(variable: "branch", value: branch)]
            cells.add(top, Respondent(locale: "el", answers: ["overall": .number(5)], group: group))
            cells.add(20, Respondent(locale: "en", answers: ["overall": .number(2)], group: group))
        }
        let table = try #require(cells.analyses(AnalysisOptions()).first?.table)
        #expect(table.rows.map { $0.key("left") } == ["athens", "athens", "kos"])
        #expect(table.caveats == [.corrected])
        let expected = ShareDifference(
            try #require(Proportion(count: 8, base: 28)), try #require(Proportion(count: 15, base: 35)))
        #expect(
            abs(try #require(table.rows[0].value(.difference)) - 100 * (try expected.value.get())) < 1e-12)
        #expect(table.rows[0].measure(.difference)?.method == "newcombe")
        #expect(table.rows[0].measure(.probability) == nil)
    }

    @Test func manyPairsAreCorrectedByBenjaminiAndHochberg() throws {
        func cells(_ count: Int) -> [(cell: Cell, counts: MetricCounts)] {
            (0..<count).map {
                (
                    Cell(locale: nil, by: [.init(variable: "branch", value: "b\($0)")]),
                    .share(yes: 10 + $0, no: 30)
                )
            }
        }
        func correction(_ count: Int) -> Analysis.Setting.Value? {
            PairwiseComparison.analysis(of: "x", between: cells(count), AnalysisOptions())?.table?
                .setting("correction")
        }
        #expect(correction(6) == .name("holm"))
        #expect(correction(7) == .name("benjamini_hochberg"))
        #expect(
            PairwiseComparison.analysis(of: "x", between: cells(51), AnalysisOptions())?.content
                == .unavailable(.tooMany(maximum: 50)))
        #expect(PairwiseComparison.analysis(of: "x", between: cells(1), AnalysisOptions()) == nil)
        let all = PairwiseComparison.analysis(of: "x", between: cells(50), AnalysisOptions())
        #expect(all?.table?.rows.count == 1_225)
    }

    @Test func whatHasNoTestIsSaidAndNotCounted() throws {
        let cells: [(cell: Cell, counts: MetricCounts)] = [
            (Cell(locale: "en"), .share(yes: 20, no: 0)), (Cell(locale: "sv"), .share(yes: 30, no: 0)),
            (Cell(locale: "el"), .share(yes: 10, no: 20)),
        ]
        let table = try #require(
            PairwiseComparison.analysis(of: "x", between: cells, AnalysisOptions())?.table)
        #expect(table.rows[0].measure(.adjustedPValue)?.value == .failure(.constant))
        // Two tests are left, so the smaller p value is doubled.
        let pValues = [1, 2].compactMap { table.rows[$0].value(.pValue) }
        #expect(
            pValues.min().map { 2 * $0 } == [1, 2].compactMap { table.rows[$0].value(.adjustedPValue) }.min())
    }

    @Test func talliesSayTheSameAsAPass() throws {
        var generator = Seeded(4)
        var tallies = Tallies(Respondent.plan)
        let names = ["promoter", "satisfaction", "easy", "quality", "remote"]
        var parts = try names.map {
            try #require(
                MetricComparison(Respondent.plan, metric: Respondent.metric($0), between: .locales))
        }
        for _ in 0..<300 {
            var respondent = Respondent()
            for (name, range) in [
                ("recommend", 0...10), ("overall", 1...5), ("ease", 1...7), ("quality.reliable", 1...5),
                ("quality.responsive", 1...5), ("quality.empathic", 1...5), ("quality.tangible", 1...5),
            ] where Bool.random(using: &generator) {
                respondent.answers[name] = .number(Int.random(in: range, using: &generator))
            }
            respondent.answers["channel"] = .option(Int.random(in: 0...5, using: &generator))
            tallies.add(respondent.response)
            for index in parts.indices { parts[index].add(respondent.coded) }
        }
        for (name, part) in zip(names, parts) {
            let position = Respondent.metric(name)
            let counts = MetricCounts(
                tallies.tally(ofMetric: position), of: Sample.serviceLoyalty.metrics[position])
            #expect(counts == part.counts, "\(name)")
            #expect(part.base > 0)
        }
    }

    @Test func scalesAreComparedOverACommonDenominator() throws {
        // Scores 4, 3.5 and 3 of two answers; 4 and 5 of three answers and 3 of one of four.
        let two = MetricCounts.scale([
            .init(respondents: 0, sum: 0, squares: 0), .init(respondents: 0, sum: 0, squares: 0),
            .init(respondents: 3, sum: 21, squares: 149), .init(respondents: 0, sum: 0, squares: 0),
        ])
        let three = MetricCounts.scale([
            .init(respondents: 1, sum: 0, squares: 0), .init(respondents: 1, sum: 3, squares: 9),
            .init(respondents: 0, sum: 0, squares: 0), .init(respondents: 2, sum: 27, squares: 369),
        ])
        #expect(two.n == 3 && three.n == 2)
        let difference = CountsDifference(two, three, .ninetyFive)
        #expect(difference.difference.value == .success(-1))
        #expect(difference.difference.method == "welch")
        // t.test(c(4, 3.5, 3), c(4, 5)) of R 4.2.2
        let test = try difference.test.get()
        #expect(abs(test.statistic - -1.7320508075688772) < 1e-12)
        #expect(abs((test.degreesOfFreedom ?? 0) - 1.6842105263157894) < 1e-12)
    }

    @Test func mergedPartsSayWhatTheWholeSays() throws {
        var generator = Seeded(9)
        let empty = try #require(
            MetricComparison(Respondent.plan, metric: Respondent.metric("promoter"), between: .locales))
        var whole = empty
        var parts = [empty, empty, empty]
        for _ in 0..<200 {
            let respondent = Respondent(
                answers: ["recommend": .number(Int.random(in: 0...10, using: &generator))])
            whole.add(respondent.coded)
            parts[Int.random(in: 0...2, using: &generator)].add(respondent.coded)
        }
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            var merged = empty
            for index in order { merged.merge(parts[index]) }
            #expect(merged.counts == whole.counts)
        }
    }

    @Test func metricsThatAreNotComparedAreRefused() {
        var survey = Sample.serviceLoyalty
        survey.metrics = [
            Metric(name: "m", function: .median, items: [.init(Respondent.variable("overall"))]),
            Metric(name: "n", function: .nps, items: [.init(Respondent.variable("overall"))]),
        ]
        let plan = TallyPlan(survey)
        for position in [0, 1, 2, -1] {
            #expect(MetricComparison(plan, metric: position, between: .locales) == nil)
        }
    }

    @Test func theIntervalsOfAScoreAreThoseOfEachMethod() throws {
        let part = try #require(PromoterIntervals(Respondent.plan, metric: Respondent.metric("promoter")))
        var cells = AnalysisCells(part, locales: Respondent.plan.locales, byLocale: false)
        for (point, count) in [(2, 12), (8, 30), (9, 58)] {
            cells.add(count, Respondent(answers: ["recommend": .number(point)]))
        }
        let table = try #require(cells.analyses(AnalysisOptions()).first?.table)
        #expect(table.n == 100)
        #expect(table.rows.map { $0.key("method") } == ["score", "wald", "adjusted_wald"])
        let score = try #require(PromoterScore(detractors: 12, passives: 30, promoters: 58))
        for (row, method) in zip(table.rows, PromoterScoreMethod.allCases) {
            #expect(row.value(.score) == 46 && row.measure(.score)?.interval == score.interval(method))
        }
        #expect(PromoterIntervals(Respondent.plan, metric: Respondent.metric("easy")) == nil)
    }
}
