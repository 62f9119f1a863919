import Analyses
import Collector
import SampleAnalyses
import Statistics
import SurveyModel
import Tallies
import Terminal
import Testing
import Translations

@testable import Reports

@Suite struct AnalysesReportTests {
    private func report(
        _ analyses: [Analysis], in locale: String = "en", bars: BarStyle = .blocks, width: Int = 80,
        selection: StatisticsSelection = .init()
    ) -> String {
        var statistics = Answered.statistics([])
        statistics.analyses = analyses
        statistics.selection = selection
        return StatisticsReport(
            statistics, of: Shipped.serviceLoyalty,
            texts: ProgramTexts(locale: locale, catalogues: Shipped.program), bars: bars, width: width
        ).text
    }

    private let asked = StatisticsSelection(
        condition: "channel == store", since: "2026-11-01", until: "2026-11-22T17:30", by: ["branch"],
        excludesFlagged: true, flagged: 12, weights: "weights.csv")

    @Test(arguments: ["en", "es", "sv", "el"]) func everyAnalysisReadsWellInEveryLanguage(locale: String)
        throws
    {
        try expect(
            report(SampleAnalyses.all, in: locale, selection: asked), isInFile: "analyses.\(locale).txt")
    }

    @Test(arguments: [(40, BarStyle.ascii), (200, .blocks)]) func analysesFitOtherWindows(
        width: Int, bars: BarStyle
    ) throws {
        try expect(
            report(SampleAnalyses.all, bars: bars, width: width), isInFile: "analyses.en.\(width).txt")
    }

    @Test(arguments: ["en", "es", "sv", "el"], [40, 57, 80, 200]) func noLineIsWiderThanTheWindow(
        locale: String, width: Int
    ) {
        let all = SampleAnalyses.all + SampleAnalyses.everyAbsence + [SampleAnalyses.everyName]
        for bars in [BarStyle.blocks, .ascii] {
            let text = report(all, in: locale, bars: bars, width: width, selection: asked)
            for line in text.split(separator: "\n") where String(line).displayWidth > width {
                Issue.record("\(String(line).displayWidth) cells: \(line)")
            }
            #expect(!text.split(separator: "\n").contains { $0.last == " " })
            if bars == .ascii, locale == "en" {
                #expect(
                    text.unicodeScalars.allSatisfy {
                        $0.isASCII || "“”é²–−'\u{A0}".unicodeScalars.contains($0)
                            || $0.properties.isAlphabetic
                    })
            }
        }
    }

    @Test(arguments: ["en", "es", "sv", "el"]) func nothingIsWithoutWords(locale: String) {
        let text = report([SampleAnalyses.everyName] + SampleAnalyses.everyAbsence, in: locale, width: 200)
        let raw =
            Measure.Name.allCases.map(\.rawValue) + Analysis.Kind.allCases.map(\.rawValue)
            + Analysis.Caveat.allCases.map(\.rawValue) + Analysis.Exclusion.Reason.allCases.map(\.rawValue)
        for word in raw where word.contains("_") { #expect(!text.contains(word), "\(word)") }
    }

    @Test func whatIsHiddenIsNowhere() {
        var row = Analysis.Row([.init("item", "ease")], n: 4_321, [Measure(.score, 77)], marks: ["above"])
        row.isSuppressed = true
        for width in [40, 80] {
            let text = report(
                [Analysis(.trend, of: "promoter", in: .everybody, .table(.init(n: 50, rows: [row])))],
                width: width)
            #expect(!text.contains("77") && !text.contains("4,321") && !text.contains("above"))
            #expect(text.contains("·"))
        }
    }

    @Test func numbersBeyondAllMeasureStayInTheirWindow() {
        let huge = [1e300, -1e300, .greatestFiniteMagnitude, .leastNonzeroMagnitude]
        let rows = huge.enumerated().map { index, number in
            Analysis.Row(
                [.init("period", "2026-W1\(index)")],
                [
                    Measure(
                        .value, .success(number),
                        interval: .success(Interval(lower: -.greatestFiniteMagnitude, upper: number)),
                        method: "t"),
                    Measure(.count, number), Measure(.center, number), Measure(.importance, number),
                    Measure(.performance, number),
                ])
        }
        for kind in Analysis.Kind.allCases {
            for width in [40, 80] {
                let text = report(
                    [Analysis(kind, of: "promoter", in: .everybody, .table(.init(n: .max, rows: rows)))],
                    width: width)
                for line in text.split(separator: "\n") where String(line).displayWidth > width {
                    Issue.record("\(String(line).displayWidth) cells: \(line)")
                }
            }
        }
    }

    @Test func namesFromOutsideNeverSteerTheTerminal() {
        let evil = "a\u{1B}[2J\u{202E}b\n"
        let analysis = Analysis(
            .comparison, of: evil, in: .init(locale: nil, by: [.init(variable: evil, value: evil)]),
            .table(
                .init(
                    n: 12,
                    rows: [
                        Analysis.Row(
                            [.init(evil, evil), .init("left", evil)], [Measure(.score, 1)], marks: [evil])
                    ],
                    settings: [.init(evil, .name(evil))])))
        let text = report(
            [analysis], selection: .init(condition: evil, since: evil, by: [evil], weights: evil))
        #expect(!text.unicodeScalars.contains { $0 != "\n" && TextRule.isForbidden($0) })
    }

    @Test func emptyTablesAreNoTrap() {
        for kind in Analysis.Kind.allCases {
            let empty: [Analysis.Content] = [
                .table(.init(n: 0)), .table(.init(n: 0, rows: [.init([])])),
                .table(.init(n: 0, rows: [.init([.init("row", "a"), .init("column", "b")])])),
                .table(.init(n: 1, summary: [Measure(.score, .failure(.empty), interval: .failure(.empty))])),
            ]
            for content in empty {
                #expect(report([Analysis(kind, of: "", in: .everybody, content)], width: 40).contains("\n"))
            }
        }
    }
}

@Suite struct PeriodTests {
    private func period(_ text: String, _ locale: String) -> String {
        let texts = ProgramTexts(locale: locale, catalogues: Shipped.program)
        return NumberFormat(locale: locale).period(text, texts)
    }

    // From CLDR 44: main/*/ca-gregorian.xml, abbreviated months and quarters.
    @Test(arguments: [
        ("en", "Nov 2026", "Q4 2026", "W47 2026", "Nov 22, 2026"),
        ("es", "nov 2026", "T4 2026", "sem. 47 2026", "22 nov 2026"),
        ("sv", "nov. 2026", "K4 2026", "v. 47 2026", "22 nov. 2026"),
        ("el", "Νοέ 2026", "Τ4 2026", "εβδ. 47, 2026", "22 Νοε 2026"),
    ]) func periodsAreWrittenAsTheLanguageWritesThem(
        locale: String, month: String, quarter: String, week: String, day: String
    ) {
        #expect(period("2026-11", locale) == month)
        #expect(period("2026-Q4", locale) == quarter)
        #expect(period("2026-W47", locale) == week)
        #expect(period("2026-11-22", locale) == day)
        #expect(period("2026", locale) == "2026")
    }

    @Test(arguments: [
        "", "2026-", "2026-13", "2026-W54", "2026-Q5", "2026-02-30", "26-11", "2026-1", "x", "2026-11-22-1",
        "２０２６",
    ])
    func whatIsNoPeriodStaysAsItIs(text: String) { #expect(period(text, "en") == text) }
}

@Suite struct DrawingTests {
    @Test func aSparklineRunsFromTheLowestToTheHighest() {
        #expect(BarStyle.blocks.sparkline([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
        #expect(BarStyle.ascii.sparkline([7, nil, 0]) == "@?_")
        #expect(BarStyle.blocks.sparkline([3, 3]) == "▅▅")
        #expect(BarStyle.blocks.sparkline([nil]) == "·" && BarStyle.blocks.sparkline([]) == "")
        #expect(
            BarStyle.blocks.sparkline([-.greatestFiniteMagnitude, .greatestFiniteMagnitude, .nan]) == "▁█·")
    }

    @Test func aControlChartShowsWhatIsOutside() {
        let points = [10.0, 12, 30, 8].map {
            ControlChart.Point(value: $0, center: 10, lower: 0, upper: 20, isSignal: $0 > 20)
        }
        let lines = ControlChart(points: points, bars: .ascii).lines(width: 40) { String(Int($0)) }
        #expect(
            lines == [
                "30         X", "", "20  ............", "", "        o", "10  -o--------o-", "",
                " 0  ............",
            ])
        #expect(lines.joined().filter { $0 == "X" }.count == 1)
        #expect(lines.joined().filter { $0 == "o" }.count == 3)
    }

    @Test func aChartOfImportanceHasEveryLetterOnce() throws {
        let points = (0..<52).map {
            ImportanceChart.Point(row: $0, importance: Double($0 * 7 % 52), performance: Double($0))
        }
        let chart = try #require(ImportanceChart(points: points, importance: .importance))
        let drawn = chart.drawn(width: 70, height: 60, .ascii)
        let letters = drawn.lines.joined().filter(\.isLetter)
        #expect(letters.count == 52 && Set(letters).count == 52 && drawn.together.isEmpty)
    }

    @Test func pointsOnOnePlaceAreNamed() throws {
        let points = (0..<3).map {
            ImportanceChart.Point(row: $0, importance: 1, performance: $0 == 2 ? 9 : 2)
        }
        let chart = try #require(ImportanceChart(points: points, importance: .importance))
        #expect(chart.drawn(width: 20, height: 5, .blocks).together == ["A, B"])
        #expect(ImportanceChart(points: [points[0]], importance: .importance) == nil)
    }
}
