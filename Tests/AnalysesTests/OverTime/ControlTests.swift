import Analyses
import Statistics
import SurveyModel
import Testing

@Suite struct ControlTests {
    private func table(
        _ metric: String, _ kind: ControlKind, _ months: [(yes: Int, no: Int)]
    ) throws -> Analysis.Table {
        var part = try #require(
            MetricTrend(
                Respondent.plan, metric: Respondent.metric(metric), PeriodRule(.month), show: [.control(kind)]
            ))
        for (index, month) in months.enumerated() {
            let started = "20\(20 + index / 12)-\(index % 12 < 9 ? "0" : "")\(index % 12 + 1)-03T09:00:00Z"
            let high: [String: Value] = [
                "recommend": .number(10), "overall": .number(5), "quality.reliable": .number(5),
                "quality.empathic": .number(5), "quality.tangible": .number(5),
            ]
            let low: [String: Value] = [
                "recommend": .number(1), "overall": .number(1), "quality.reliable": .number(1),
                "quality.empathic": .number(1), "quality.tangible": .number(1),
            ]
            for _ in 0..<month.yes { part.add(Respondent(started: started, answers: high).coded) }
            for _ in 0..<month.no { part.add(Respondent(started: started, answers: low).coded) }
        }
        return try #require(part.analyses(in: .everybody, AnalysisOptions()).first?.table)
    }

    @Test func aShareOutOfItsLimitsIsMarked() throws {
        var months = [(yes: Int, no: Int)](repeating: (50, 50), count: 12)
        months[4] = (80, 20)
        months[9] = (20, 80)
        let table = try table("satisfaction", .natural, months)
        #expect(table.setting("chart") == .name("p") && table.caveats.isEmpty && table.n == 1_200)
        var marks = [[String]](repeating: [], count: 12)
        (marks[4], marks[9]) = (["above"], ["below"])
        #expect(table.rows.map(\.marks) == marks)
        #expect(table.value(.center) == 50)
        #expect(table.rows[0].value(.lowerLimit) == 35 && table.rows[0].value(.upperLimit) == 65)
        #expect(table.rows[4].value(.share) == 80)
    }

    @Test func aScoreHasLimitsByItsBase() throws {
        let table = try table("promoter", .natural, [(30, 10), (60, 20), (6, 4)])
        #expect(table.setting("chart") == .name("promoter_score") && table.caveats == [.fewPeriods])
        let all = try #require(PromoterScore(detractors: 34, passives: 0, promoters: 96))
        for (row, n) in zip(table.rows, [40, 80, 10]) {
            let limits = try ControlChart.limits(of: all, n: n).get()
            #expect(row.value(.center) == (try all.score.get()) && row.value(.lowerLimit) == limits.lower)
            #expect(row.value(.upperLimit) == limits.upper)
        }
    }

    @Test func eightOnOneSideAreMarkedAsARun() throws {
        var months = [(yes: Int, no: Int)](repeating: (52, 48), count: 10)
        months[0] = (30, 70)
        let table = try table("satisfaction", .natural, months)
        let runs = table.rows.map { $0.marks.contains("run") }
        #expect(runs == [Bool](repeating: false, count: 8) + [true, true])
    }

    @Test func noChartIsShownTwice() throws {
        let all = ControlKind.allCases.map(MetricTrend.Output.control)
        func charts(_ metric: String) throws -> Int {
            try #require(
                MetricTrend(
                    Respondent.plan, metric: Respondent.metric(metric), PeriodRule(.month), show: all)
            ).names.count
        }
        #expect(try ["promoter", "satisfaction"].map(charts) == [3, 3])
        // Individual values are the natural chart of a mean.
        #expect(try charts("quality") == 2)
    }

    @Test func aMeanHasAChartOfIndividualValues() throws {
        let table = try table("quality", .natural, [(20, 20), (30, 10), (20, 20), (0, 0), (40, 0)])
        #expect(table.setting("chart") == .name("xmr") && table.caveats == [.fewPeriods])
        #expect(table.rows.map { $0.value(.mean) } == [3, 4, 3, nil, 5])
        #expect(table.value(.center) == 3.75 && table.n == 160)
        let upper = try #require(table.rows[0].value(.upperLimit))
        let expected: Double = 3.75 + 2.66 * 4 / 3
        #expect(abs(upper - expected) < 1e-12)
    }

    @Test func individualValuesAndTheirRangesHaveLimits() throws {
        let table = try table("satisfaction", .individuals, [(20, 20), (30, 10), (20, 20), (0, 0), (40, 0)])
        // Values 50, 75, 50, 100; ranges 25, 25, 50; mean range 100/3; the empty month takes no part.
        #expect(table.setting("chart") == .name("xmr"))
        #expect(table.rows.map(\.n) == [40, 40, 40, 0, 40])
        #expect(table.value(.center) == 68.75)
        let (range, limit) = (try #require(table.value(.movingRange)), try #require(table.value(.rangeLimit)))
        #expect(abs(range - 33.333333333333336) < 1e-12 && abs(limit - 108.93333333333334) < 1e-12)
        #expect(table.rows[0].value(.lowerLimit) == 0 && table.rows[0].value(.upperLimit) == 100)
        let ranges = table.rows.map { $0.value(.movingRange) }
        #expect(ranges == [nil, 25, 25, nil, 50])
    }

    @Test func averagesShowAShift() throws {
        var months = [(yes: Int, no: Int)](repeating: (50, 50), count: 16)
        for index in 10..<16 { months[index] = (62, 38) }
        let table = try table("satisfaction", .smoothed, months)
        #expect(table.setting("lambda") == .real(0.2) && table.setting("width") == .real(2.7))
        let points = months.map { ControlPoint(Double($0.yes), n: 100) }
        let center: Double = 100 * 872 / 1_600
        let expected = try SmoothedChart.of(
            points, center: center, variance: center * (100 - center), scale: 0...100
        ).get()
        for (row, value) in zip(table.rows, expected.values) {
            #expect(abs(try #require(row.value(.smoothed)) - value) < 1e-9)
        }
        #expect(table.rows.last?.marks.contains("above") == true)
    }

    @Test func hiddenPeriodsTakeNoPart() throws {
        let table = try table(
            "satisfaction", .individuals, [(20, 20), (1, 2), (10, 5), (30, 10), (25, 15), (40, 10)])
        #expect(table.rows.map(\.isSuppressed) == [false, true, true, false, false, false])
        #expect(table.n == 170)
        // 50, then 75: the hidden months stand between.
        #expect(table.rows[3].value(.movingRange) == 25)
    }

    @Test func withoutVariationThereIsNoChart() throws {
        var part = try #require(
            MetricTrend(
                Respondent.plan, metric: Respondent.metric("satisfaction"), PeriodRule(.day),
                show: ControlKind.allCases.map { .control($0) }))
        for _ in 0..<30 { part.add(Respondent(answers: ["overall": .number(5)]).coded) }
        let analyses = part.analyses(in: .everybody, AnalysisOptions())
        #expect(analyses[0].table?.rows[0].measure(.lowerLimit)?.value == .failure(.constant))
        #expect(analyses[1].content == .unavailable(.tooFew(minimum: 2)))
        #expect(analyses[2].content == .unavailable(.constant))
    }
}
