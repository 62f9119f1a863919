import Codebook
import Collector
import Interchange
import SurveyCompiler
import SurveyModel
import Tallies
import Testing

/// Days before 1900-03-01, which spreadsheets count differently or not at all.
@Suite("Early days in a workbook") struct EarlyDaysTests {
    private let survey: Survey

    init() throws {
        let text = "survey early\nversion 1\nlanguage en\ndate born 1800-01-01...1950-12-31 \"Born\"\n"
        survey = try #require(compile(SourceFile(name: "early.survey", text: text)).survey)
    }

    private func responses(_ days: [String], started: Timestamp) throws -> [Response] {
        let born = try #require(survey.variables.firstIndex { $0.name == "born" })
        return try RowTests.responses(survey, count: days.count).enumerated().map { index, response in
            var response = response
            response.state = .complete
            response.started = started
            response.ended = started
            response.answers[born] = .answered(.date(try #require(CalendarDay(days[index]))))
            return response
        }
    }

    private func workbook(_ responses: [Response]) throws -> (RecordedWorkbook, LossReport) {
        let workbook = RecordedWorkbook()
        var writer = try SpreadsheetWriter(ColumnLayout(Codebook(survey)), options: .init(), in: workbook)
        var tallies = Tallies(TallyPlan(survey))
        for response in responses {
            try writer.write(ResponseRow(response, TallyPlan(survey)))
            tallies.add(response)
        }
        try writer.write(SurveyStatistics(tallies))
        try writer.finish()
        return (workbook, writer.losses)
    }

    @Test(
        arguments: [
            ("1900-02-28T00:00:00.001Z", false), ("1900-02-28T23:59:59.999Z", false),
            ("1900-03-01T00:00:00.000Z", true), ("1969-12-31T12:00:00.000Z", true),
            ("9999-12-31T23:59:59.999Z", true),
        ])
    func `a moment before the first day that all count alike is a text`(moment: String, isNumber: Bool) throws
    {
        let started = try #require(Timestamp(moment))
        let (workbook, losses) = try workbook(responses(["1940-01-01"], started: started))
        let cell = try #require(workbook["Answers"])[1, "response:started"]
        #expect((cell == .text(moment, .plain)) == !isNumber, "\(String(describing: cell))")
        #expect(losses.losses.contains { $0.subject == "response:started" } == !isNumber)
    }

    @Test func `a mean day before it is a text too`() throws {
        let early = Array(repeating: "1850-01-01", count: 6) + Array(repeating: "1850-01-04", count: 6)
        let late = Array(repeating: "1940-01-01", count: 12)
        for (days, isText) in [(early, true), (late, false)] {
            let (workbook, _) = try workbook(
                responses(days, started: Timestamp(milliseconds: 1_700_000_000_000)))
            let sheet = try #require(workbook["Statistics"])
            let row = try #require(
                (1..<sheet.cells.count).first {
                    sheet[$0, "Name"]?.text == "born"
                        && sheet.cells[$0].values.contains(.text("Mean", .plain))
                })
            let value = sheet[row, "Value"]
            // The mean lies a day and a half behind the first, and is shown as the day that it lies in, as cells of dates are.
            #expect(value == (isText ? .text("1850-01-02", .plain) : .number(14_611, .date)))
        }
    }
}
