import Codebook
import Collector
import Foundation
import Interchange
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Tallies
import Testing
import XMLTree

/// Numbers that are too large to be summed exactly are in no mean, and every output of the mean says how many they are.
@Suite struct BeyondSumsTests {
    private static let source = """
        survey turnover
        version 1
        language en

        number wide -1000000000000...1000000000000 "Turnover?" decimals 4
        finish "Thank you."

        metric average = mean(wide)
        metric middle = median(wide)

        """

    /// Of 96 the first three of each eight can be summed, the third of them as large as can be, and 60 cannot.
    private static let numbers = [
        "0.0001", "12345678901.5", "100000000000", "100000000000.0001", "-100000000000.0001",
        "999999999999.9999",
        "900719925474.0991", "-999999999999.5",
    ]

    private func statistics() throws -> (survey: Survey, statistics: SurveyStatistics) {
        let survey = try #require(compile(SourceFile(name: "turnover", text: Self.source)).survey)
        let wide = try #require(survey.variable(named: "wide"))
        var tallies = Tallies(TallyPlan(survey))
        for (index, var response) in ResponseGenerator.responses(survey, count: 96, seed: 5).enumerated() {
            response.locale = "en"
            response.state = .complete
            let number = try #require(Decimal(string: Self.numbers[index % 8]))
            response.answers[wide.position] = .answered(.number(number))
            tallies.add(response)
        }
        return (survey, SurveyStatistics(tallies))
    }

    @Test func `JSON, XML and CSV say how many, and their schemas know it`() throws {
        let (_, statistics) = try statistics()
        let document = statistics.json
        for name in ["summaries", "figures"] {
            for one in try #require(document[name]?.array) {
                #expect(one["n"]?.int == 36 && one["beyond"]?.int == 60, "\(one.compactText)")
            }
        }
        #expect(try JSONSchema.shipped("statistics").faults(in: document).faults == [])
        let output = MemoryOutput()
        try statistics.writeXML(to: output)
        #expect(try XMLSchema(file: shippedSchema("sondeo-statistics.xsd")).problems(in: output.bytes) == [])
        let root = try #require(Element.parse(output.bytes))
        let said = root.children.filter { ["figure", "summary"].contains($0.name) }
        #expect(said.count == 6 && said.allSatisfy { $0.attributes["beyond"] == "60" })
        let table = MemoryOutput()
        try statistics.writeCSV(to: table)
        let rows = try #require(CSVDocument(table.text))
        #expect(rows.rows.count == 4 && rows.rows.allSatisfy { $0[rows.column("beyond")] == "60" })
    }

    @Test func `JSON-stat marks the means`() throws {
        let (survey, statistics) = try statistics()
        let items = try #require(statistics.jsonStat(Codebook(survey))["link"]?["item"]?.array)
        let marked = items.flatMap { item -> [String] in
            guard case .object(let members)? = item["status"] else { return [] }
            return members.compactMap(\.value.string)
        }
        // A mean and a deviation, and the values of two metrics, each in English and of everybody.
        #expect(marked == Array(repeating: "beyond: leaves out 60 with a number too large to sum", count: 8))
        #expect(!items.contains { $0["value"]?.array?.contains(.null) == true && $0["status"] != nil })
    }

    @Test func `DDI counts them among the answers and says what the mean leaves out`() throws {
        let (survey, statistics) = try statistics()
        let root = try DDITests.document(survey, DDIFrequencies(statistics)).root
        let variable = try #require(
            root["dataDscr"]?.children.first { $0.name == "var" && $0.attributes["name"] == "wide" })
        let valid = variable.children.first { $0.name == "sumStat" && $0.attributes["type"] == "vald" }
        #expect(valid?.text == "96")
        let notes = variable.children.filter { $0.name == "notes" }
        #expect(!notes.contains { $0.attributes["type"] == "not-comparable" })
        let note = try #require(notes.first { $0.attributes["type"] == "beyond" })
        #expect(note.text.contains("leave out 60 of everybody, 60 of en"), "\(note.text)")
    }

    @Test func `the sheet of statistics notes it beside the figure`() throws {
        let (survey, statistics) = try statistics()
        let workbook = RecordedWorkbook()
        var writer = try SpreadsheetWriter(
            ColumnLayout(Codebook(survey)), options: .init(), in: workbook, rowLimit: 1_000)
        try writer.write(statistics)
        try writer.finish()
        let sheet = try #require(workbook["Statistics"])
        let notes = (1..<sheet.cells.count).map { sheet[$0, "Note"]?.text }
        #expect(notes == Array(repeating: "60 with a number too large", count: 8))
    }
}
