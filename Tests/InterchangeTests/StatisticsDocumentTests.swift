import Collector
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Tallies
import Testing
import XMLTree

@Suite("Statistics as JSON, XML and CSV")
struct StatisticsDocumentTests {
    /// 20 in es: 3 detractors, 5 passives, 12 promoters; 4 in sv and 9 in el, which are too few; the rest in
    /// en.
    private var statistics: SurveyStatistics { SurveyStatistics(tallies) }

    private var tallies: Tallies {
        let survey = Sample.serviceLoyalty
        var tallies = Tallies(TallyPlan(survey))
        var generator = ResponseGenerator(survey, seed: 9)
        for index in 0..<54 {
            var response = generator.next()
            response.locale = index < 20 ? "es" : index < 24 ? "sv" : index < 33 ? "el" : "en"
            response.version = 1
            response.state = .complete
            let score = index < 3 ? 2 : index < 8 ? 7 : 10
            response.answers[survey.variable(named: "recommend")?.position ?? 0] = .answered(.number(score))
            tallies.add(response)
        }
        return tallies
    }

    private func figure(_ locale: String?) -> JSONValue? {
        statistics.json["figures"]?.array?.first {
            $0["metric"]?.string == "promoter" && $0["cell"]?["locale"]?.string == locale
        }
    }

    @Test func `the object has the promised keys in their order`() throws {
        guard case .object(let members) = statistics.json,
            case .object(let figure) = try #require(figure("es"))
        else {
            Issue.record("no object")
            return
        }
        #expect(
            members.map(\.key)
                == [
                    "survey", "versions", "responses", "complete", "partial", "cells", "figures",
                    "distributions", "summaries",
                ])
        #expect(members[2].value.int == 54 && members[3].value.int == 54)
        #expect(
            figure.map(\.key)
                == ["metric", "kind", "cell", "n", "value", "interval", "classes", "distribution", "missing"])
    }

    @Test func `the figures are those of the responses`() throws {
        let spanish = try #require(figure("es"))
        #expect(spanish["n"]?.int == 20)
        #expect(spanish["value"] == .real(45))
        #expect(spanish["classes"]?.compactText == #"{"detractor":3,"passive":5,"promoter":12}"#)
        #expect(spanish["distribution"]?["7"]?.int == 5)
        #expect(spanish["interval"]?["method"]?.string == "score")
        guard case .real(let low)? = spanish["interval"]?["low"],
            case .real(let high)? = spanish["interval"]?["high"]
        else {
            Issue.record("no interval")
            return
        }
        #expect(low < 45 && 45 < high && low > -100 && high < 100)
    }

    @Test func `a small cell says only that it is hidden`() throws {
        let swedish = try #require(figure("sv"))
        #expect(
            swedish.compactText
                == #"{"metric":"promoter","kind":"nps","cell":{"locale":"sv"},"suppressed":"fewer than 10"}"#)
    }

    @Test func `each cell counts its responses by state, and those that were stale or synthetic`() throws {
        let survey = Sample.serviceLoyalty
        var tallies = Tallies(TallyPlan(survey))
        var generator = ResponseGenerator(survey, seed: 4)
        let states: [Disposition] = [
            .complete, .complete, .partial, .screened, .refused, .abandoned, .complete,
        ]
        for (index, state) in states.enumerated() {
            var response = generator.next()
            response.locale = index < 5 ? "es" : "fr"
            response.version = 1
            response.state = state
            response.isStale = index == 1
            response.channel = index == 2 ? "simulated" : "terminal"
            tallies.add(response)
        }
        let document = SurveyStatistics(tallies).json
        #expect(
            document["responses"]?.int == 7 && document["complete"]?.int == 3 && document["partial"]?.int == 1
        )
        let cells = try #require(document["cells"]?.array)
        #expect(
            cells.first { $0["cell"]?["locale"]?.string == "es" }?.compactText
                == #"{"cell":{"locale":"es"},"responses":5,"complete":2,"partial":1,"screened":1,"refused":1,"#
                + #""abandoned":0,"stale":1,"synthetic":1}"#)
        #expect(
            cells.first { $0["cell"]?["locale"]?.string == "und" }?.compactText
                == #"{"cell":{"locale":"und"},"responses":2,"complete":1,"partial":0,"screened":0,"refused":0,"#
                + #""abandoned":1,"stale":0,"synthetic":0}"#)
        #expect(cells.last?["cell"]?.compactText == "{}" && cells.last?["responses"]?.int == 7)
    }

    @Test func `each closed variable has its distribution in each cell, small ones hidden`() throws {
        let document = statistics.json
        let all = try #require(document["distributions"]?.array)
        func of(_ variable: String, _ locale: String?) -> JSONValue? {
            all.first {
                $0["variable"]?.string == variable && $0["cell"]?["locale"]?.string == locale
            }
        }
        let closed = Sample.serviceLoyalty.variables.filter {
            if case .computed = $0.role { return false }
            switch $0.domain {
            case .point, .option, .options, .yesno: return true
            default: return false
            }
        }
        let cells = try #require(document["cells"]?.array?.count)
        #expect(all.count == closed.count * cells)
        for variable in closed { #expect(of(variable.name, nil) != nil, "\(variable.name)") }
        let spanish = try #require(of("recommend", "es"))
        #expect(spanish["n"]?.int == 20)
        #expect(
            spanish["distribution"]?.compactText
                == #"{"0":0,"1":0,"2":3,"3":0,"4":0,"5":0,"6":0,"7":5,"8":0,"9":0,"10":12}"#)
        #expect(
            spanish["missing"]?.compactText
                == #"{"skipped":0,"dont_know":0,"refused":0,"not_applicable":0,"not_asked":0}"#)
        #expect(
            of("recommend", "sv")?.compactText
                == #"{"variable":"recommend","cell":{"locale":"sv"},"suppressed":"fewer than 10"}"#)
    }

    @Test func `what happened while collecting stands between partial and cells, where anything did`() {
        let counts = CollectionCounts(taken: 54, known: 3, conflicts: 2, rejected: 1)
        var busy = SurveyStatistics(tallies, collection: counts)
        busy.otherVersions = 4
        guard case .object(let members) = busy.json else {
            Issue.record("no object")
            return
        }
        #expect(
            members[5..<9].map { "\($0.key) \($0.value.compactText)" }
                == ["otherVersions 4", "known 3", "conflicts 2", "rejected 1"])
        #expect(members[4].key == "partial" && members[9].key == "cells")
    }

    @Test func `the missing of a figure on a closed variable has all five kinds`() throws {
        let kinds = ["skipped", "dont_know", "refused", "not_applicable", "not_asked"]
        var seen = 0
        for figure in try #require(statistics.json["figures"]?.array) where figure["distribution"] != nil {
            guard case .object(let members)? = figure["missing"] else {
                Issue.record("\(figure.compactText)")
                continue
            }
            #expect(members.map(\.key) == kinds)
            seen += 1
        }
        #expect(seen > 0)
    }

    @Test func `XML is valid and carries the same numbers`() throws {
        let output = MemoryOutput()
        try statistics.writeXML(to: output)
        let schema = try XMLSchema(file: shippedSchema("sondeo-statistics.xsd"))
        #expect(schema.problems(in: output.bytes) == [])
        let root = try #require(Element.parse(output.bytes))
        let document = statistics.json
        for key in ["survey", "responses", "complete", "partial", "conflicts"] {
            #expect(root.attributes[key] == document[key].map { $0.string ?? $0.compactText }, "\(key)")
        }
        func elements(_ name: String, _ list: String) throws -> [(Element, JSONValue)] {
            let elements = root.children.filter { $0.name == name }
            let values = try #require(document[list]?.array)
            #expect(elements.count == values.count && !values.isEmpty)
            return Array(zip(elements, values))
        }
        for (element, cell) in try elements("cell", "cells") {
            #expect(element.attributes["locale"] == cell["cell"]?["locale"]?.string)
            for key in ["responses", "complete", "partial", "screened", "stale", "synthetic"] {
                #expect(element.attributes[key] == cell[key]?.compactText)
            }
        }
        for (element, figure) in try elements("figure", "figures") {
            for key in ["metric", "kind", "n", "value", "mean", "suppressed", "unavailable"] {
                #expect(element.attributes[key] == figure[key].map { $0.string ?? $0.compactText })
            }
            #expect(element["cell"]?.attributes["locale"] == figure["cell"]?["locale"]?.string)
            #expect(element["interval"]?.attributes["low"] == figure["interval"]?["low"]?.compactText)
            #expect(element["classes"]?.attributes["promoter"] == figure["classes"]?["promoter"]?.compactText)
            #expect(counts(element["distribution"]) == figure["distribution"]?.compactText)
        }
        for (element, distribution) in try elements("distribution", "distributions") {
            #expect(element.attributes["variable"] == distribution["variable"]?.string)
            #expect(element["cell"]?.attributes["locale"] == distribution["cell"]?["locale"]?.string)
            #expect(element.attributes["suppressed"] == distribution["suppressed"]?.string)
            #expect(element.attributes["n"] == distribution["n"]?.compactText)
            #expect(
                counts(distribution["suppressed"] == nil ? element : nil)
                    == distribution["distribution"]?.compactText)
            #expect(
                element["missing"]?.attributes["not_asked"]
                    == distribution["missing"]?["not_asked"]?.compactText)
        }
        let damaged = output.text.replacingOccurrences(of: "method=\"score\"", with: "method=\"guess\"")
        #expect(!schema.problems(in: Array(damaged.utf8)).isEmpty)
    }

    /// The counts of a distribution as the JSON object that they are.
    private func counts(_ element: Element?) -> String? {
        element.map { element in
            let counts = element.children.filter { $0.name == "count" }.map(\.attributes)
            return "{" + counts.map { "\"\($0["of"] ?? "")\":\($0["n"] ?? "")" }.joined(separator: ",") + "}"
        }
    }

    @Test(arguments: 1...20)
    func `XML of any survey is valid`(seed: UInt64) throws {
        let survey = SurveyGenerator.survey(seed: seed)
        var tallies = Tallies(TallyPlan(survey))
        for response in ResponseGenerator.responses(survey, count: 100, seed: 8) { tallies.add(response) }
        let output = MemoryOutput()
        try SurveyStatistics(tallies).writeXML(to: output)
        #expect(try XMLSchema(file: shippedSchema("sondeo-statistics.xsd")).problems(in: output.bytes) == [])
    }

    @Test func `CSV has one row a figure under the same names`() throws {
        let output = MemoryOutput()
        try statistics.writeCSV(to: output)
        let table = try #require(CSVDocument(output.text))
        let figures = try #require(statistics.json["figures"]?.array)
        #expect(table.rows.count == figures.count)
        for (row, figure) in zip(table.rows, figures) {
            #expect(row[table.column("metric")] == figure["metric"]?.string)
            #expect(row[table.column("locale")] == figure["cell"]?["locale"]?.string ?? "")
            #expect(row[table.column("value")] == figure["value"]?.compactText ?? "")
            #expect(row[table.column("high")] == figure["interval"]?["high"]?.compactText ?? "")
            #expect(row[table.column("skipped")] == figure["missing"]?["skipped"]?.compactText ?? "")
            #expect(row[table.column("suppressed")] == figure["suppressed"]?.string ?? "")
        }
    }

    @Test func `a survey without a response gives figures that say why there is no number`() throws {
        let empty = SurveyStatistics(Tallies(TallyPlan(Sample.serviceLoyalty)))
        let figure = try #require(empty.json["figures"]?.array?.first)
        #expect(figure["n"]?.int == 0)
        #expect(figure["value"] == nil)
        #expect(figure["unavailable"]?.string == "no answers")
        let output = MemoryOutput()
        try empty.writeXML(to: output)
        #expect(try XMLSchema(file: shippedSchema("sondeo-statistics.xsd")).problems(in: output.bytes) == [])
    }
}
