import Collector
import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Interchange

@Suite struct WholeLanguageTests {
    private let survey = Sample.wholeLanguage

    private func responses(_ count: Int) -> [Response] {
        var numbers = Seeded(8)
        return (0..<count).map { index in
            Response(
                id: "0193c0de-7a10-7c3e-9f00-5b1f0c2d" + String(format: "%04x", index), survey: survey.name,
                version: 1, structure: survey.structure, locale: index % 4 == 0 ? "es" : "en", seed: 1,
                started: Timestamp(milliseconds: 1_795_256_130_120),
                ended: Timestamp(milliseconds: 1_795_256_222_480), state: .complete,
                answers: Sample.wholeAnswers(&numbers))
        }
    }

    private func statistics(_ count: Int) -> SurveyStatistics {
        var tallies = Tallies(TallyPlan(survey))
        for response in responses(count) { tallies.add(response) }
        return SurveyStatistics(tallies)
    }

    private func answers(_ values: [String: Value]) throws -> [Answer] {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        for (name, value) in values {
            answers[try #require(survey.variable(named: name)).position] = .answered(value)
        }
        return answers
    }

    private func row(_ values: [String: Value]) throws -> [String: String] {
        var response = responses(1)[0]
        response.answers = try answers(values)
        let output = MemoryOutput()
        var writer = try CSVWriter(survey, to: output)
        try writer.write(all: [response])
        let lines = output.text.components(separatedBy: "\r\n").map { $0.components(separatedBy: ",") }
        return Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
    }

    @Test func `a ranking is a column for each option, with its place`() throws {
        let row = try row(["best": .order([2, 0])])
        #expect(row["best:care"] == "1" && row["best:price"] == "2")
        #expect(row["best:speed"] == "" && row["best:place"] == "" && row["best"] == nil)
        #expect(row["rank:price"] == "")
    }

    @Test func `dates, times, amounts, arms and grids of choices are cells as anybody writes them`() throws {
        let row = try row([
            "today": .date(try #require(CalendarDay("2026-11-22"))),
            "since": .date(try #require(CalendarDay("2024-02-29"))),
            "arrive": .time(try #require(TimeOfDay("08:05"))), "parts.store": .number(60),
            "parts.phone": .number(40), "parts.bot": .number(0), "wording": .option(1),
            "likes.shop": .option(2), "uses.phone": .options([0, 3]),
        ])
        #expect(row["today"] == "2026-11-22" && row["since"] == "2024-02-29" && row["arrive"] == "08:05")
        #expect(row["parts.store"] == "60" && row["parts.phone"] == "40" && row["parts.bot"] == "0")
        #expect(row["wording"] == "warm" && row["likes.shop"] == "care")
        #expect(
            row["uses.phone:price"] == "1" && row["uses.phone:speed"] == "0" && row["uses.phone:place"] == "1"
        )
        #expect(row["birth"] == nil && row["mail"] == nil)
    }

    @Test func `responses are valid by their schema, and rankings stand in their order`() throws {
        let output = MemoryOutput()
        var writer = try XMLResponseWriter(survey, to: output)
        let all = responses(60)
        try writer.write(all: all)
        let schema = try XMLSchema(file: shippedSchema("sondeo-responses.xsd"))
        #expect(schema.problems(in: Array(output.text.utf8)) == [])
        var one = all[0]
        one.answers = try answers(["best": .order([3, 1])])
        let single = MemoryOutput()
        var second = try XMLResponseWriter(survey, to: single)
        try second.write(all: [one])
        #expect(
            single.text.contains(
                #"<answer name="best"><option>place</option><option>speed</option></answer>"#))
    }

    @Test func `lines read back as the responses they were`() throws {
        let output = MemoryOutput()
        var writer = JSONLinesWriter(survey, includesPersonal: true, to: output)
        let all = responses(60)
        try writer.write(all: all)
        let read = try output.text.split(separator: "\n").map {
            try Response(line: $0.utf8, of: survey, index: survey.variableIndex)
        }
        #expect(read == all)
    }

    @Test func `statistics of every function are valid by their schema, the same in all formats`() throws {
        let statistics = statistics(400)
        let document = statistics.json
        let xml = MemoryOutput()
        try statistics.writeXML(to: xml)
        let schema = try XMLSchema(file: shippedSchema("sondeo-statistics.xsd"))
        #expect(schema.problems(in: Array(xml.text.utf8)) == [])
        let csv = MemoryOutput()
        try statistics.writeCSV(to: csv)
        let figures = try #require(document["figures"]?.array)
        #expect(csv.text.components(separatedBy: "\r\n").count == figures.count + 2)
        let kinds = Set(figures.compactMap { $0["kind"]?.string })
        #expect(
            kinds == ["share", "retention", "churn", "index", "gap", "median", "lifetime", "mean", "csat"])
        #expect(document["summaries"]?.array?.contains { $0["kind"]?.string == "date" } == true)
        #expect(document["summaries"]?.array?.contains { $0["variable"]?.string == "birth" } == false)
    }

    @Test func `a group names what makes it`() throws {
        let figures = try #require(statistics(400).json["figures"]?.array)
        let group = try #require(
            figures.first { $0["metric"]?.string == "happiness" && $0["cell"]?["by"] != nil })
        #expect(
            group["cell"]?.compactText
                == #"{"locale":"en","by":[{"roster":"c","value":"store"},{"variable":"branch","value":"athens"}]}"#
        )
    }
}
