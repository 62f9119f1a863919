import Analyses
import Codebook
import Collector
import Foundation
import Interchange
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@Suite("Statistics as JSON-stat") struct JSONStatTests {
    /// 40 in es, 5 in sv, which are too few, and the rest in en.
    private func statistics(_ survey: Survey, _ responses: [Response]) -> SurveyStatistics {
        var tallies = Tallies(TallyPlan(survey))
        for (index, response) in responses.enumerated() {
            var response = response
            response.locale = index < 40 ? "es" : index < 45 ? "sv" : "en"
            response.state = .complete
            tallies.add(response)
        }
        return SurveyStatistics(tallies)
    }

    private func datasets(_ document: JSONValue) throws -> [JSONValue] {
        try #require(document["link"]?["item"]?.array)
    }

    /// The value at categories of each dimension, as the standard finds it: the last dimension runs fastest.
    private func value(_ dataset: JSONValue, _ keys: [String: String]) throws -> (JSONValue, String?) {
        var place = 0
        for (id, size) in zip(
            try #require(dataset["id"]?.array), try #require(dataset["size"]?.array))
        {
            let dimension = try #require(id.string)
            let index = try #require(dataset["dimension"]?[dimension]?["category"]?["index"]?.array)
            let wanted = try #require(keys[dimension], "\(dimension)")
            let category = try #require(index.firstIndex { $0.string == wanted }, "\(wanted)")
            place = place * (try #require(size.int)) + category
        }
        return (
            try #require(dataset["value"]?.array)[place], dataset["status"]?[String(place)]?.string
        )
    }

    @Test(arguments: [Sample.wholeLanguage, Sample.serviceLoyalty])
    func `every dataset keeps the standard`(survey: Survey) throws {
        let statistics = statistics(survey, try RowTests.responses(survey, count: 90))
        let document = statistics.jsonStat(
            Codebook(survey), updated: Timestamp(milliseconds: 1_800_000_060_000))
        #expect(document["version"]?.string == "2.0" && document["class"]?.string == "collection")
        #expect(document["updated"]?.string == "2027-01-15T08:01:00.000Z")
        let datasets = try datasets(document)
        #expect(datasets.count > 5)
        for dataset in datasets {
            #expect(dataset["version"]?.string == "2.0" && dataset["class"]?.string == "dataset")
            let ids = try #require(dataset["id"]?.array).compactMap(\.string)
            let sizes = try #require(dataset["size"]?.array).compactMap(\.int)
            #expect(ids.count == sizes.count && Set(ids).count == ids.count)
            let values = try #require(dataset["value"]?.array)
            #expect(values.count == sizes.reduce(1, *))
            #expect(dataset["dimension"]?.keys == ids)
            for (id, size) in zip(ids, sizes) {
                let category = try #require(dataset["dimension"]?[id]?["category"])
                let index = try #require(category["index"]?.array).compactMap(\.string)
                #expect(index.count == size && Set(index).count == size)
                #expect(category["label"]?.keys == index)
            }
            for role in dataset["role"]?["metric"]?.array ?? [] {
                #expect(ids.contains(try #require(role.string)))
            }
            // A value that is not there says why, and one that is says nothing.
            for (place, value) in values.enumerated() {
                #expect((value == .null) == (dataset["status"]?[String(place)] != nil))
            }
        }
    }

    @Test func `a variable of which everything is hidden has its answers, each null with the reason`() throws
    {
        let survey = Sample.serviceLoyalty
        let statistics = statistics(survey, Array(try RowTests.responses(survey, count: 6)))
        let datasets = try datasets(statistics.jsonStat(Codebook(survey)))
        let recommend = try #require(datasets.first { $0["extension"]?["variable"]?.string == "recommend" })
        let (count, reason) = try value(recommend, ["answer": "10", "locale": "_T", "measure": "count"])
        #expect(count == .null && reason == "suppressed: fewer than 10")
    }

    @Test func `values stand where the dimensions say`() throws {
        let survey = Sample.serviceLoyalty
        let statistics = statistics(survey, try RowTests.responses(survey, count: 90))
        let datasets = try datasets(statistics.jsonStat(Codebook(survey)))
        let metrics = try #require(datasets.first { $0["dimension"]?["metric"] != nil })
        for figure in statistics.figures where figure.cell.instance == nil && figure.cell.by.isEmpty {
            let cell = ["metric": figure.metric, "locale": figure.cell.locale ?? "_T"]
            let (value, reason) = try self.value(metrics, cell.merging(["measure": "value"]) { $1 })
            let (n, _) = try self.value(metrics, cell.merging(["measure": "n"]) { $1 })
            switch figure.content {
            case .suppressed:
                #expect(value == .null && n == .null && reason == "suppressed: fewer than 10")
            case .unsupported(let why): #expect(value == .null && reason == why)
            case .measured(let measures):
                #expect(n.int == measures.n)
                #expect(value == (try? measures.value.get()).map(JSONValue.real) ?? .null)
            }
        }
        #expect(statistics.figures.contains { $0.content == .suppressed })
        for distribution in statistics.distributions {
            let dataset = try #require(
                datasets.first { $0["extension"]?["variable"]?.string == distribution.name })
            for bin in distribution.content?.bins ?? [] {
                let (count, _) = try value(
                    dataset,
                    ["answer": bin.name, "locale": distribution.cell.locale ?? "_T", "measure": "count"])
                #expect(count.int == bin.count)
            }
            for missing in distribution.content?.missing ?? [] {
                let (count, _) = try value(
                    dataset,
                    [
                        "answer": ".\(missing.kind.rawValue)", "locale": distribution.cell.locale ?? "_T",
                        "measure": "count",
                    ])
                #expect(count.int == missing.count)
            }
        }
    }

    @Test func `labels are those of the codebook, in the language that was asked for`() throws {
        let survey = Sample.serviceLoyalty
        let codebook = Codebook(survey)
        let spanish = codebook.index(of: "es")
        let statistics = statistics(survey, try RowTests.responses(survey, count: 90))
        let datasets = try datasets(statistics.jsonStat(codebook, locale: spanish))
        let entry = try #require(codebook.variables.first { $0.type == .option && $0.isStored })
        let dataset = try #require(datasets.first { $0["extension"]?["variable"]?.string == entry.name })
        #expect(dataset["label"]?.string == entry.label.text(in: spanish))
        for category in entry.categories {
            #expect(
                dataset["dimension"]?["answer"]?["category"]?["label"]?[category.name]?.string
                    == category.label?.text(in: spanish))
        }
    }

    @Test func `a sheet of statistics has a row for each figure and each answer`() throws {
        let survey = Sample.serviceLoyalty
        let statistics = statistics(survey, try RowTests.responses(survey, count: 90))
        let workbook = RecordedWorkbook()
        var writer = try SpreadsheetWriter(
            ColumnLayout(Codebook(survey)), options: .init(), in: workbook)
        try writer.write(statistics)
        try writer.finish()
        #expect(workbook.lost == [])
        #expect(workbook.sheets.map(\.name) == ["About", "Answers", "Codebook", "Statistics"])
        let sheet = try #require(workbook["Statistics"])
        let rows = 1..<sheet.cells.count
        for figure in statistics.figures where figure.cell.instance == nil && figure.cell.by.isEmpty {
            let language = figure.cell.locale ?? "All"
            let found = rows.filter {
                sheet[$0, "Name"]?.text == figure.metric && sheet[$0, "Language"]?.text == language
                    && (sheet[$0, "Group"] == nil) == (figure.cell.instance == nil && figure.cell.by.isEmpty)
            }
            let row = try #require(found.first, "\(figure.metric) \(language)")
            switch figure.content {
            case .suppressed:
                #expect(sheet[row, "Note"] == .text("hidden: fewer than 10", .missing))
                #expect(sheet[row, "Value"] == nil && sheet[row, "Base"] == nil)
            case .unsupported(let reason): #expect(sheet[row, "Note"]?.text == reason)
            case .measured(let measures):
                #expect(sheet[row, "Base"] == .number(Double(measures.n), .plain))
                if let value = try? measures.value.get() {
                    #expect(sheet[row, "Value"]?.number == value)
                }
                if let interval = try? measures.interval.get() {
                    #expect(sheet[row, "Interval from"]?.number == interval.lower)
                    #expect(sheet[row, "Interval to"]?.number == interval.upper)
                }
            }
        }
        for distribution in statistics.distributions where distribution.content != nil {
            let question = Codebook(survey).variables[distribution.variable.position].label.text(in: 0)
            for bin in distribution.content?.bins ?? [] {
                #expect(
                    rows.contains {
                        sheet[$0, "Name"]?.text == distribution.name
                            && sheet[$0, "Language"]?.text == distribution.cell.locale ?? "All"
                            && sheet[$0, "Count"] == .number(Double(bin.count), .plain)
                            && sheet[$0, "Question"]?.text == question
                    })
            }
        }
    }
}

extension JSONValue {
    /// The keys of an object, in their order.
    fileprivate var keys: [String] {
        if case .object(let members) = self { members.map(\.key) } else { [] }
    }
}
