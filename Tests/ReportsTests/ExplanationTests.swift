import Analyses
import Collector
import SampleAnalyses
import Statistics
import SurveyModel
import Terminal
import Testing
import Translations

@testable import Reports

@Suite struct ExplanationTests {
    private func explanation(
        _ statistics: SurveyStatistics, in locale: String = "en", width: Int = 80, bars: BarStyle = .blocks
    ) -> String {
        FigureExplanation(
            statistics, of: Shipped.serviceLoyalty,
            texts: ProgramTexts(locale: locale, catalogues: Shipped.program), bars: bars, width: width
        ).text
    }

    private var statistics: SurveyStatistics {
        var statistics = Answered.statistics(Answered.many)
        statistics.analyses = SampleAnalyses.all
        statistics.selection = .init(since: "2026-11-01", excludesFlagged: true, flagged: 12)
        return statistics
    }

    @Test(arguments: ["en", "es", "sv", "el"]) func everyFigureIsExplainedInEveryLanguage(locale: String)
        throws
    {
        try expect(explanation(statistics, in: locale), isInFile: "explain.\(locale).txt")
    }

    @Test func aScoreIsExplainedByItsCounts() throws {
        let figure = try #require(
            statistics.figures.first { $0.metric == "promoter" && $0.cell.locale == nil }?.measures)
        let classes = try #require(figure.classes)
        let text = explanation(statistics, width: 400)
        #expect(
            text.contains(
                "\(classes.promoter) promoters (9–10) less \(classes.detractor) detractors (0–6), out of \(figure.n), is -47.1."
            ))
        #expect(
            Double(classes.promoter - classes.detractor) / Double(figure.n) * 100 == (try figure.value.get()))
    }

    @Test func hiddenFiguresStayHidden() {
        let statistics = statistics
        let text = explanation(statistics, width: 400)
        for line in text.split(separator: "\n") where line.hasPrefix("  Ελληνικά: ") {
            #expect(!line.contains("promoters") && !line.contains("Interval:"), "\(line)")
        }
        #expect(text.contains("Hidden: Svenska, Ελληνικά."))
    }

    @Test(arguments: ["en", "es", "sv", "el"], [40, 80, 200]) func noLineIsWiderThanTheWindow(
        locale: String, width: Int
    ) {
        var all = statistics
        all.analyses += SampleAnalyses.everyAbsence + [SampleAnalyses.everyName]
        for line in explanation(all, in: locale, width: width).split(separator: "\n")
        where String(line).displayWidth > width {
            Issue.record("\(String(line).displayWidth) cells: \(line)")
        }
    }

    @Test func whatHasNoAnswerSaysWhy() {
        let text = explanation(Answered.statistics([]), width: 400)
        #expect(text.contains("The base is 0 answers. There is no value: there are no answers."))
    }
}
