import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@Suite("Writers of rows")
struct RowWriterTests {
    static func surveys() -> [Survey] {
        [Sample.serviceLoyalty, Sample.wholeLanguage] + (0..<24).map { SurveyGenerator.survey(seed: $0) }
    }

    /// Two versions of a survey: the later one has a variable more, and calls another personal.
    static func versions() -> (Survey, Survey) {
        let first = Sample.serviceLoyalty
        var second = first
        second.version = 2
        second.structure = "sha256:second"
        second.variables.append(
            Variable(name: "added", role: .given(isOptional: true), domain: .yesno, missing: [.skipped]))
        return (first, second)
    }

    @Test func `lines of rows are the canonical lines, whatever the answers are`() throws {
        for (seed, survey) in Self.surveys().enumerated() {
            let plan = TallyPlan(survey)
            let row = ResponseRow(plan)
            let output = MemoryOutput()
            var writer = JSONLinesWriter(survey, includesPersonal: true, to: output)
            var expected: [UInt8] = []
            let lines = ResponseLineWriter(survey)
            for response in ResponseGenerator.responses(survey, count: 40, seed: UInt64(seed)) {
                row.fill(response)
                try writer.write(row)
                lines.write(response, into: &expected)
                expected.append(0x0A)
            }
            try writer.finish()
            #expect(output.bytes == expected, "survey \(seed)")
        }
    }

    @Test func `rows of two versions stand in one file, each with its variables and its structure`() throws {
        let (first, second) = Self.versions()
        let rows = [first, second, first].map { survey in
            ResponseRow(
                ResponseGenerator.responses(survey, count: 1, seed: UInt64(survey.version))[0],
                TallyPlan(survey))
        }
        let lines = MemoryOutput()
        var lineWriter = JSONLinesWriter(second, includesPersonal: true, to: lines)
        let document = MemoryOutput()
        var xmlWriter = try XMLResponseWriter(second, includesPersonal: true, to: document)
        for row in rows {
            try lineWriter.write(row)
            try xmlWriter.write(row)
        }
        try lineWriter.finish()
        try xmlWriter.finish()
        #expect(
            lines.text
                == zip(rows, [first, second, first]).map { $0.response.line(of: $1) + "\n" }.joined())
        let elements = document.text.split(separator: "\n").filter { $0.hasPrefix("<response ") }
        #expect(
            elements.map { $0.contains(" structure=\"\(first.structure)\"") } == [true, false, true])
        let schema = try XMLSchema(file: shippedSchema("sondeo-responses.xsd"))
        #expect(schema.problems(in: document.bytes) == [])
    }

    @Test func `what a later version calls personal does not come out of an earlier one`() throws {
        var (first, second) = Self.versions()
        first.variables[0].isPersonal = false
        second.variables[0].isPersonal = true
        var response = ResponseGenerator.responses(first, count: 1, seed: 5)[0]
        response.answers[0] = .answered(.text("somebody-in-person"))
        let row = ResponseRow(response, TallyPlan(first))
        let output = MemoryOutput()
        var writer = JSONLinesWriter(second, to: output)
        try writer.write(row)
        try writer.finish()
        #expect(!output.text.contains("somebody-in-person") && output.text.contains(response.id))
    }

    @Test
    func `a weight is a column of CSV, and a loss of the formats that keep responses as they were given`()
        throws
    {
        let survey = Sample.serviceLoyalty
        let row = ResponseRow(
            ResponseGenerator.responses(survey, count: 1, seed: 5)[0], TallyPlan(survey))
        for (weight, text) in [(1_250_000_000, "1.25"), (0, "0"), (1, "0.000000001")] as [(Int64, String)] {
            row.weight = weight
            let output = MemoryOutput()
            var writer = try CSVWriter(ColumnLayout(Codebook(survey), hasWeights: true), to: output)
            try writer.write(row)
            try writer.finish()
            let table = try #require(CSVDocument(output.text))
            #expect(table.rows[0][table.column("response:weight")] == text)
            #expect(writer.losses.losses == [])
        }
        let output = MemoryOutput()
        var lines = JSONLinesWriter(survey, to: output)
        var document = try XMLResponseWriter(survey, to: output)
        for _ in 0..<2 {
            try lines.write(row)
            try document.write(row)
        }
        for report in [lines.losses, document.losses] {
            #expect(report.losses.map(\.kind) == [.leftOut])
            #expect(report.losses.map(\.subject) == ["response:weight"])
        }
    }

    @Test func `rosters have tables of their own, with a row for each instance that was asked`() throws {
        let survey = Sample.wholeLanguage
        let layout = ColumnLayout(Codebook(survey), rosters: .long)
        let responses = ResponseGenerator.responses(survey, count: 60, seed: 3)
        let main = MemoryOutput()
        let tables = layout.rosters.map { _ in MemoryOutput() }
        var writer = try CSVWriter(layout, to: main, tables: tables)
        try writer.write(all: responses)
        let wide = MemoryOutput()
        var wideWriter = try CSVWriter(survey, to: wide)
        try wideWriter.write(all: responses)
        let expected = try #require(CSVDocument(wide.text))
        let table = try #require(CSVDocument(main.text))
        #expect(!layout.rosters.isEmpty)
        #expect(table.header == layout.columns.map(\.name) && table.rows.count == responses.count)
        for (roster, output) in zip(layout.rosters, tables) {
            let table = try #require(CSVDocument(output.text))
            #expect(table.header == ["response:id"] + roster.columns.map(\.name))
            var rows = table.rows[...]
            let levels = roster.columns.count - roster.passes[0].sources.count
            for (response, cells) in zip(responses, expected.rows) {
                for pass in roster.passes {
                    let values = pass.sources.map { source -> String in
                        guard let source,
                            let column = ColumnLayout(Codebook(survey)).columns.first(where: {
                                $0.source == source
                            })
                        else { return "" }
                        return cells[expected.column(column.name)]
                    }
                    if values.allSatisfy(\.isEmpty) { continue }
                    let next = rows.popFirst()
                    let row = try #require(next)
                    #expect(row[0] == response.id)
                    #expect(Array(row[1...levels]) == pass.names)
                    #expect(Array(row[(levels + 1)...]) == values)
                }
            }
            #expect(rows.isEmpty)
        }
    }

    @Test func `texts of one line are asked for by those who read line by line, and counted`() throws {
        let survey = Sample.serviceLoyalty
        let why = try #require(survey.variable(named: "why")?.position)
        let responses = zip(
            ["a\nb", "plain", "\n", "Ω\nλ"], ResponseGenerator.responses(survey, count: 4, seed: 2)
        ).map { text, response in
            var response = response
            response.answers = response.answers.map { _ in .notAsked }
            response.answers[why] = .answered(.text(text))
            return response
        }
        let output = MemoryOutput()
        var writer = try CSVWriter(survey, options: .init(isOneLine: true), to: output)
        try writer.write(all: responses)
        let table = try #require(CSVDocument(output.text))
        #expect(table.rows.map { $0[table.column("why")] } == ["a b", "plain", " ", "Ω λ"])
        #expect(output.text.utf8.count { $0 == 0x0A } == 5)
        #expect(writer.losses.losses.map(\.count) == [3])
        let longest = zip(writer.layout.columns, writer.longestTexts).first { $0.0.name == "why" }?.1
        #expect(longest == 5)
    }
}
