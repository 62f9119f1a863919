import Collector
import Foundation
import SampleSurveys
import Statistics
import SurveyCompiler
import SurveyModel
import Tallies
import Terminal
import Testing
import Translations

@testable import Reports

@Suite struct ReportTests {
    private func report(
        _ statistics: SurveyStatistics, in locale: String = "en", bars: BarStyle = .blocks, width: Int = 80
    ) -> String {
        StatisticsReport(
            statistics, of: Shipped.serviceLoyalty,
            texts: ProgramTexts(locale: locale, catalogues: Shipped.program),
            bars: bars, width: width
        ).text
    }

    @Test(arguments: ["en", "es", "sv", "el"]) func theWholeReportReadsWellInEveryLanguage(locale: String)
        throws
    {
        try expect(report(Answered.statistics(Answered.many), in: locale), isInFile: "report.\(locale).txt")
    }

    @Test(arguments: [(60, BarStyle.ascii), (120, .blocks)]) func itFitsOtherWindows(
        width: Int, bars: BarStyle
    ) throws {
        try expect(
            report(Answered.statistics(Answered.many), bars: bars, width: width),
            isInFile: "report.en.\(width).txt")
    }

    @Test(arguments: ["en", "es", "sv", "el"], [60, 80, 120]) func noLineIsWiderThanTheWindow(
        locale: String, width: Int
    ) {
        for bars in [BarStyle.blocks, .ascii] {
            let text = report(Answered.statistics(Answered.many), in: locale, bars: bars, width: width)
            for line in text.split(separator: "\n") where String(line).displayWidth > width {
                Issue.record("\(String(line).displayWidth) cells: \(line)")
            }
            #expect(!text.split(separator: "\n").contains { $0.last == " " })
        }
    }

    private func wholeReport(in locale: String = "en", bars: BarStyle = .blocks, width: Int = 80) -> String {
        let survey = Sample.wholeLanguage
        var numbers = Seeded(12)
        var tallies = Tallies(TallyPlan(survey))
        for index in 0..<240 {
            tallies.add(
                Response(
                    id: "", survey: survey.name, version: 1, structure: survey.structure,
                    locale: ["en", "es", "sv"][index % 3], seed: 1, started: Timestamp(milliseconds: 0),
                    ended: Timestamp(milliseconds: 1), state: .complete,
                    answers: Sample.wholeAnswers(&numbers)))
        }
        return StatisticsReport(
            SurveyStatistics(tallies), of: survey,
            texts: ProgramTexts(locale: locale, catalogues: Shipped.program), bars: bars, width: width
        ).text
    }

    @Test(arguments: ["en", "es", "sv", "el"]) func everyKindAndMetricReadsWell(locale: String) throws {
        try expect(wholeReport(in: locale), isInFile: "whole.\(locale).txt")
    }

    @Test(arguments: [60, 80, 120]) func everyKindAndMetricFitsOtherWindows(width: Int) {
        for (locale, bars) in [("el", BarStyle.blocks), ("es", .ascii), ("sv", .blocks)] {
            for line in wholeReport(in: locale, bars: bars, width: width).split(separator: "\n")
            where String(line).displayWidth > width {
                Issue.record("\(String(line).displayWidth) cells: \(line)")
            }
        }
    }

    @Test func withoutResponsesThereIsNothingToShow() throws {
        try expect(report(Answered.statistics([])), isInFile: "empty.txt")
    }

    @Test func oneLanguageIsShownWithoutItsPeers() throws {
        try expect(
            report(Answered.statistics(Answered.many, byLocale: false)), isInFile: "everybody.txt")
    }

    @Test func whatCannotBeComputedSaysSo() throws {
        // Everybody in one language, and all the same answer: no interval of the mean, no alpha.
        let same = (0..<12).map { Answered.response($0, locale: "sv", channel: 1, service: 5, likely: 9) }
        try expect(report(Answered.statistics(same)), isInFile: "same.txt")
    }

    @Test func whatWasLeftOutIsSaid() {
        let counts = CollectionCounts(taken: 40, known: 1, conflicts: 2, rejected: 1_234)
        let text = report(Answered.statistics(Answered.many, collection: counts))
        #expect(text.contains("1 response was sent more than once and counts once.\n"))
        #expect(text.contains("2 responses differ from an earlier one"))
        #expect(text.contains("1,234 lines are not valid responses"))
    }

    @Test func figuresOfSmallCellsAreNowhere() throws {
        let statistics = Answered.statistics(Answered.many)
        let hidden = statistics.figures.filter { $0.content == .suppressed }
        #expect(!hidden.isEmpty)
        let text = report(statistics)
        let row = try #require(
            text.components(separatedBy: "\n").last { $0.hasPrefix("  Ελληνικά") && $0.contains("·") })
        #expect(row.split(separator: " ").dropFirst().allSatisfy { $0 == "·" })
    }

    @Test func textsOfTheSurveyNeverSteerTheTerminal() {
        var survey = Shipped.serviceLoyalty
        for index in survey.texts.indices { survey.texts[index].source += "\u{1B}[2J\u{9B}1m\u{202E}" }
        let text = StatisticsReport(
            Answered.statistics(Answered.many, of: survey), of: survey, texts: ProgramTexts()
        ).text
        #expect(!text.unicodeScalars.contains { $0 != "\n" && TextRule.isForbidden($0) })
    }

}

/// Compares a text with a file of `Snapshots`; `UPDATE_SNAPSHOTS=1` writes the file.
func expect(_ text: String, isInFile name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
        try Data(text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name) reads otherwise now:\n\(text)")
}

/// Responses that always are the same.
enum Answered {
    /// Forty of English, thirty of Spanish, twenty-five of Swedish, seven of Greek, whose figures have to be hidden.
    static let many: [Response] = {
        var responses: [Response] = []
        for (locale, count, shift) in [("en", 40, 0), ("es", 30, 2), ("sv", 25, 4), ("el", 7, 1)] {
            for number in 0..<count {
                let likely = (number * 7 + shift * 3) % 11
                responses.append(
                    response(
                        responses.count, locale: locale, channel: number % 6,
                        service: 1 + (number * 3 + shift) % 5,
                        likely: likely,
                        state: number % 9 == 8 ? .partial : number % 13 == 12 ? .abandoned : .complete))
            }
        }
        return responses
    }()

    static func response(
        _ number: Int, locale: String, channel: Int, service: Int, likely: Int, state: Disposition = .complete
    ) -> Response {
        let survey = Shipped.serviceLoyalty
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        func answer(_ name: String, _ answer: Answer) {
            if let id = survey.variable(named: name) { answers[id.position] = answer }
        }
        answer("branch", .answered(.text("athens-02")))
        answer("channel", .answered(.option(channel)))
        if channel == 0 {
            answer("comfort", number % 4 == 0 ? .missing(.dontKnow) : .answered(.number(service)))
        }
        for (place, row) in ["reliable", "responsive", "consistent", "empathic"].enumerated() {
            answer("quality.\(row)", .answered(.number(min(5, max(1, service + (number + place) % 3 - 1)))))
        }
        if number % 5 == 0 { answer("quality.consistent", .missing(.notApplicable)) }
        if state != .partial {
            answer("overall", .answered(.number(service)))
            answer("ease", .answered(.number(min(7, service + likely % 3))))
            answer("recommend", .answered(.number(likely)))
            if likely <= 6 { answer("failings", .answered(.options(likely % 2 == 0 ? [0, 2] : [3]))) }
        }
        let digits = String(number, radix: 16)
        return Response(
            id: "0193c0de-7a10-7c3e-9f00-" + String(repeating: "0", count: 12 - digits.count) + digits,
            survey: survey.name, version: survey.version, structure: survey.structure, locale: locale,
            seed: 1,
            started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 60_000), state: state,
            answers: answers, isStale: number % 20 == 19)
    }

    static func statistics(
        _ responses: [Response], of survey: Survey = Shipped.serviceLoyalty, byLocale: Bool = true,
        collection: CollectionCounts = CollectionCounts()
    ) -> SurveyStatistics {
        var tallies = Tallies(TallyPlan(survey))
        for response in responses { tallies.add(response) }
        return SurveyStatistics(
            tallies, collection: collection, options: .init(suppression: .standard, byLocale: byLocale))
    }
}

/// The survey and the catalogues that the project ships.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let program = ["es", "sv", "el"].compactMap { catalogue("sondeo", $0) }

    static let serviceLoyalty: Survey = {
        let text =
            (try? String(contentsOf: root.appending(path: "Surveys/service_loyalty.survey"), encoding: .utf8))
            ?? ""
        guard let survey = compile(SourceFile(name: "service_loyalty.survey", text: text)).survey else {
            fatalError("Surveys/service_loyalty.survey does not compile")
        }
        return survey.localized(with: ["es", "sv", "el"].compactMap { catalogue("service_loyalty", $0) })
            .survey
    }()

    private static func catalogue(_ project: String, _ language: String) -> Catalogue? {
        (try? Data(contentsOf: root.appending(path: "Locales/\(project)/\(language).po")))
            .flatMap { Catalogue.read(Array($0)).catalogue }
    }
}
