import Analyses
import Codebook
import Collector
import Foundation
import Interchange
import SampleAnalyses
import SampleSurveys
import SurveyModel
import Tallies
import Testing
import Translations

/// What somebody sees who opens a workbook: names of sheets, heads, widths, room for lines, decimals.
@Suite("Sheets as they look") struct SheetLayoutTests {
    private func texts(_ language: String) throws -> ProgramTexts {
        guard language != "en" else { return ProgramTexts() }
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../Locales/sondeo/\(language).po")
        return ProgramTexts(catalogue: try Catalogue.read(Array(Data(contentsOf: file))).catalogue)
    }

    private func workbook(
        _ survey: Survey, _ responses: [Response], _ language: String = "en"
    ) throws -> RecordedWorkbook {
        let codebook = Codebook(survey)
        let workbook = RecordedWorkbook()
        var writer = try SpreadsheetWriter(
            ColumnLayout(codebook),
            options: .init(locale: codebook.index(of: language), texts: texts(language)), in: workbook)
        var tallies = Tallies(TallyPlan(survey))
        let row = ResponseRow(tallies.plan)
        for response in responses {
            row.fill(response)
            try writer.write(row)
            tallies.add(response)
        }
        var statistics = SurveyStatistics(tallies)
        statistics.analyses = SampleAnalyses.all
        try writer.write(statistics)
        try writer.finish()
        #expect(workbook.lost == [])
        return workbook
    }

    @Test(arguments: ["en", "es", "sv", "el"])
    func `heads have room beside the button of their filter, and sheets have names that spreadsheets take`(
        language: String
    ) throws {
        let workbook = try workbook(
            Sample.serviceLoyalty, try RowTests.responses(Sample.serviceLoyalty, count: 3), language)
        #expect(workbook.sheets.count == 5)
        #expect(Set(workbook.sheets.map { $0.name.lowercased() }).count == 5)
        for sheet in workbook.sheets.dropFirst() {
            #expect(
                (1...31).contains(sheet.name.utf16.count) && !sheet.name.contains { "[]:*?/\\".contains($0) })
            let arrangement = try #require(sheet.arrangement)
            #expect(arrangement.fixedColumns > 0 && arrangement.filteredRows == sheet.cells.count)
            #expect(arrangement.widths.count == sheet.heads.count)
            for (head, width) in zip(sheet.heads, arrangement.widths) {
                #expect(Double(head.unicodeScalars.count + 3) <= max(width, 44), "\(head) on \(sheet.name)")
            }
        }
    }

    @Test func `long texts of the codebook and of the first sheet have room for their lines`() throws {
        for survey in [Sample.wholeLanguage, Sample.serviceLoyalty] {
            let workbook = try workbook(survey, try RowTests.responses(survey, count: 3))
            for sheet in [workbook.sheets[0], try #require(workbook["Codebook"])] {
                let widths = try #require(sheet.arrangement?.widths)
                var broken = 0
                for (row, cells) in sheet.cells.enumerated() {
                    let lines = cells.map { place, cell -> Double in
                        guard case .text(let text, .wrapped) = cell else { return 1 }
                        return Double(text.unicodeScalars.count) / widths[place] / 1.1
                    }
                    let needed = lines.max().map { Int($0.rounded(.up)) } ?? 1
                    #expect(sheet.lines[row] ?? 1 >= needed, "row \(row + 1) of \(sheet.name)")
                    if needed > 1 { broken += 1 }
                }
                #expect(broken > 0, "\(survey.name) tests nothing of \(sheet.name)")
            }
        }
    }

    @Test func `figures show as many decimals as they are good for, and percentages say that they are`()
        throws
    {
        let survey = Sample.serviceLoyalty
        let workbook = try workbook(survey, try RowTests.responses(survey, count: 90))
        for name in ["Statistics", "Analyses"] {
            let sheet = try #require(workbook[name])
            var seen: Set<CellStyle> = []
            for row in 1..<sheet.cells.count {
                guard case .number(_, let style)? = sheet[row, "Value"] else { continue }
                seen.insert(style)
                let measure = try #require(sheet[row, "Metric"]?.text)
                if measure.hasSuffix("(%)") { #expect(style == .tenths, "\(measure)") }
                if ["Promoter score", "Share (%)"].contains(measure) { #expect(style == .tenths) }
                if measure == "Mean" { #expect([.hundredths, .date, .time].contains(style)) }
                for end in ["Interval from", "Interval to"] {
                    if case .number(_, let other)? = sheet[row, end] { #expect(other == style) }
                }
            }
            #expect(seen.isSuperset(of: [.tenths, .hundredths]))
        }
    }

    @Test func `groups and points are in words, and metrics have their question`() throws {
        var survey = Sample.serviceLoyalty
        survey.metrics[0].by = [try #require(survey.variable(named: "channel"))]
        let workbook = try workbook(survey, try RowTests.responses(survey, count: 90))
        let sheet = try #require(workbook["Statistics"])
        let rows = 1..<sheet.cells.count
        let codebook = Codebook(survey)
        let labels = Set(
            codebook.variables.flatMap(\.categories).compactMap { $0.label?.text(in: 0) })
        for row in rows {
            guard let group = sheet[row, "Group"]?.text else { continue }
            #expect(group.components(separatedBy: " · ").allSatisfy(labels.contains), "\(group)")
        }
        #expect(rows.contains { sheet[$0, "Group"] != nil })
        let score = try #require(rows.first { sheet[$0, "Metric"]?.text == "Promoter score" })
        let asked = codebook.variables.first { $0.name == "recommend" }?.question?.text(in: 0)
        #expect(sheet[score, "Question"]?.text == asked)
        #expect(rows.contains { sheet[$0, "Answer"]?.text == "5 Strongly agree" })
    }
}
