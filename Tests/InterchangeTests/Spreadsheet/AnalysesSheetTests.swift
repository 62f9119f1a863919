import Analyses
import Codebook
import Collector
import Foundation
import Interchange
import SampleAnalyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing
import Translations

@Suite("Analyses on a sheet") struct AnalysesSheetTests {
    private let survey = Sample.serviceLoyalty

    private var everything: [Analysis] {
        SampleAnalyses.all + SampleAnalyses.everyAbsence + [SampleAnalyses.everyName]
    }

    private func written(
        _ list: [Analysis], of survey: Survey = Sample.serviceLoyalty,
        _ options: SpreadsheetWriter.Options = .init()
    ) throws -> (RecordedWorkbook, LossReport) {
        var statistics = SurveyStatistics(Tallies(TallyPlan(survey)))
        statistics.analyses = list
        let workbook = RecordedWorkbook()
        var writer = try SpreadsheetWriter(ColumnLayout(Codebook(survey)), options: options, in: workbook)
        try writer.write(statistics)
        try writer.finish()
        #expect(workbook.lost == [])
        return (workbook, writer.losses)
    }

    private func analyses(_ list: [Analysis]) throws -> RecordedSheet {
        try #require(try written(list).0["Analyses"])
    }

    /// What a row must have, said without the writer's own tables.
    private struct Expected: Equatable {
        var subject: String
        var locale: String
        var n: Int?
        var value: Double?
        var low: Double?
        var high: Double?
        var isHidden = false
    }

    private func expected(_ analysis: Analysis) -> [Expected] {
        let locale = analysis.cell.locale ?? "All"
        func row(_ measure: Measure, _ n: Int) -> Expected {
            let interval = try? measure.interval?.get()
            return Expected(
                subject: analysis.subject, locale: locale, n: n, value: try? measure.value.get(),
                low: interval?.lower, high: interval?.upper)
        }
        let hidden = Expected(subject: analysis.subject, locale: locale, isHidden: true)
        switch analysis.content {
        case .suppressed: return [hidden]
        case .unavailable: return [Expected(subject: analysis.subject, locale: locale)]
        case .table(let table):
            let base = Expected(subject: analysis.subject, locale: locale, n: table.n)
            return [base] + table.summary.map { row($0, table.n) }
                + table.rows.flatMap { part -> [Expected] in
                    if part.isSuppressed { return [hidden] }
                    let n = part.n ?? table.n
                    if part.measures.isEmpty {
                        return [Expected(subject: analysis.subject, locale: locale, n: n)]
                    }
                    return part.measures.map { row($0, n) }
                }
        }
    }

    private func found(_ sheet: RecordedSheet) -> [Expected] {
        (1..<sheet.cells.count).map { row in
            Expected(
                subject: sheet[row, "Name"]?.text ?? "", locale: sheet[row, "Language"]?.text ?? "",
                n: sheet[row, "Base"]?.number.map { Int($0) }, value: sheet[row, "Value"]?.number,
                low: sheet[row, "Interval from"]?.number, high: sheet[row, "Interval to"]?.number,
                isHidden: sheet[row, "Note"]?.text == "hidden: fewer than 10")
        }
    }

    @Test func `every number of every kind of analysis is there, unrounded and in the order of the others`()
        throws
    {
        let (workbook, losses) = try written(everything)
        #expect(losses.losses == [])
        #expect(
            workbook.sheets.map(\.name) == ["About", "Answers", "Codebook", "Statistics", "Analyses"])
        let sheet = try #require(workbook["Analyses"])
        let wanted = everything.flatMap(expected)
        let rows = found(sheet)
        #expect(rows.count == wanted.count)
        for (row, (found, wanted)) in zip(rows, wanted).enumerated() {
            #expect(found == wanted, "row \(row + 2)")
        }
        #expect(wanted.contains(where: \.isHidden) && wanted.contains { $0.low != nil })
        #expect(sheet.arrangement?.filteredRows == rows.count + 1)
    }

    @Test func `every row says what it is about, in words`() throws {
        let sheet = try analyses(everything)
        for row in 1..<sheet.cells.count {
            for head in ["Analysis", "Language"] { #expect(sheet[row, head]?.text?.isEmpty == false) }
            // A row has a number, or says why it has none.
            let hasNumber = sheet[row, "Value"] != nil || sheet[row, "Base"] != nil
            #expect(hasNumber || sheet[row, "Note"]?.text?.isEmpty == false, "row \(row + 1)")
            // Words have blanks and capitals; names of measures have underscores.
            #expect(sheet[row, "Metric"]?.text?.contains("_") != true)
            #expect(sheet[row, "Method"]?.text?.contains("_") != true)
        }
    }

    /// The rows of the analyses of a kind, each as texts under the heads that are given.
    private func texts(_ kind: Analysis.Kind, _ heads: [String]) throws -> [[String]] {
        let sheet = try analyses(SampleAnalyses.all.filter { $0.kind == kind })
        return (1..<sheet.cells.count).map { row in heads.map { sheet[row, $0]?.text ?? "" } }
    }

    @Test func `drivers are about questions, chains lead from one to the other, levels are answers`() throws {
        let drivers = try texts(.drivers, ["Analysis", "Name", "Row", "Metric"])
        let asked = Codebook(survey).variables.first { $0.name == "ease" }?.label.text(in: 0)
        #expect(
            drivers.contains(["What goes with it", "recommend", asked ?? "", "Performance (%)"]))
        let chain = try texts(.chain, ["Row", "Column", "Metric"])
        #expect(chain.contains(["one step", "quality → overall", "Coefficient"]))
        let levels = try texts(.penaltyReward, ["Row", "Column"])
        #expect(levels.contains(["worst answers", "1 to 2"]))
        let crossed = try texts(.crossTable, ["Row", "Column", "Note"])
        let store = try #require(
            Codebook(survey).variables.first { $0.name == "channel" }?.categories.first {
                $0.name == "store"
            }?.label?.text(in: 0))
        #expect(crossed.contains([store, "A en", "B"]))
    }

    @Test func `the row of the base says who is left out, with what it was computed, and what to beware of`()
        throws
    {
        let sheet = try analyses([SampleAnalyses.everyName])
        #expect(sheet[1, "Metric"]?.text == "Base")
        let note = try #require(sheet[1, "Note"]?.text)
        for reason in Analysis.Exclusion.Reason.allCases {
            #expect(note.contains("1234"), "\(reason)")
        }
        #expect(note.hasPrefix("Not in the base: "))
        #expect(note.contains("seed 1."))
        let caveats = try analyses(
            Analysis.Caveat.allCases.map { caveat in
                Analysis(
                    .trend, of: "promoter", in: .everybody, .table(.init(n: 20, rows: [], caveats: [caveat])))
            })
        for row in 1..<caveats.cells.count {
            #expect(note.contains(try #require(caveats[row, "Note"]?.text)))
        }
    }

    @Test func `a hidden row gives nothing away even if it carries numbers`() throws {
        let row = Analysis.Row(
            [.init("item", "ease")], n: 4, [Measure(.score, 77)], marks: ["above"], isSuppressed: true)
        let sheet = try analyses([
            Analysis(.trend, of: "promoter", in: .everybody, .table(.init(n: 50, rows: [row])))
        ])
        #expect(sheet.cells.count == 3)
        #expect(sheet[2, "Note"] == .text("hidden: fewer than 10", .missing))
        #expect(sheet.cells[2].values.allSatisfy { $0.number == nil })
    }

    @Test func `what cannot be computed or written as a number has its reason`() throws {
        let sheet = try analyses([
            Analysis(.chain, of: "again", in: .everybody, .unavailable(.tooFew(minimum: 30))),
            Analysis(
                .trend, of: "promoter", in: .everybody,
                .table(
                    .init(
                        n: 50,
                        summary: [
                            Measure(.score, .infinity),
                            Measure(
                                .mean, .success(1), interval: .success(Interval(lower: -.infinity, upper: 2))),
                        ]))),
        ])
        let reason = "the sums are too large to be exact"
        #expect(sheet[1, "Note"] == .text("there are fewer than 30 answers", .missing))
        #expect(sheet[3, "Note"] == .text(reason, .missing) && sheet[3, "Value"] == nil)
        #expect(sheet[4, "Value"] == .number(1, .hundredths))
        #expect(sheet[4, "Note"] == .text("Interval: \(reason)", .missing))
        #expect(sheet[4, "Interval from"] == nil && sheet[4, "Interval to"] == nil)
    }

    @Test func `a personal variable that is left out of the answers is in no analysis`() throws {
        var survey = survey
        let recommend = try #require(survey.variables.firstIndex { $0.name == "recommend" })
        let ease = try #require(survey.variables.firstIndex { $0.name == "ease" })
        let related = SampleAnalyses.all.filter { $0.kind == .drivers || $0.kind == .reliability }
        let before = try #require(try written(related, of: survey).0["Analyses"]).cells.count
        survey.variables[ease].isPersonal = true
        let without = try #require(try written(related, of: survey).0["Analyses"])
        #expect(without.cells.count < before)
        let asked = Codebook(survey).variables[ease].label.text(in: 0)
        #expect(without.cells.allSatisfy { $0.values.allSatisfy { $0.text != asked } })
        survey.variables[recommend].isPersonal = true
        let neither = try #require(try written(related, of: survey).0["Analyses"])
        #expect((1..<neither.cells.count).allSatisfy { neither[$0, "Name"]?.text != "recommend" })
    }

    @Test(arguments: ["es", "sv", "el"])
    func `heads, words and the sheet's name are in the language of the labels`(language: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../Locales/sondeo/\(language).po")
        let catalogue = try #require(Catalogue.read(Array(Data(contentsOf: file))).catalogue)
        let texts = ProgramTexts(catalogue: catalogue)
        let codebook = Codebook(survey)
        let (workbook, _) = try written(
            everything, .init(locale: codebook.index(of: language), texts: texts))
        #expect(Set(workbook.sheets.map(\.name)).count == 5)
        let sheet = try #require(workbook.sheets.last)
        #expect(sheet.name == texts[.sheetAnalyses] && sheet.name != "Analyses")
        let (english, _) = try written(everything)
        let original = try #require(english["Analyses"])
        #expect(zip(sheet.heads, original.heads).filter(==).map(\.0).count <= 2)
        // Whatever is a sentence or a name of a number differs, and numbers do not.
        for row in 1..<sheet.cells.count {
            for (place, cell) in original.cells[row] {
                switch cell {
                case .number: #expect(sheet.cells[row][place] == cell)
                case .text(let text, _) where place == 0 || place == 13 && text.contains(" "):
                    #expect(sheet.cells[row][place]?.text != text, "\(text)")
                case .text: break
                }
            }
        }
    }
}
