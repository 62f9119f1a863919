import Collector
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@Suite("Statistics as JSON, XML and CSV")
struct StatisticsDocumentTests {
    /// 20 in es: 3 detractors, 5 passives, 12 promoters; 4 in sv and 9 in el, which are too few; the rest in
    /// en.
    private var statistics: SurveyStatistics {
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
        return SurveyStatistics(tallies)
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
        #expect(members.map(\.key) == ["survey", "versions", "responses", "complete", "figures"])
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

    @Test func `XML is valid and carries the same numbers`() throws {
        let output = MemoryOutput()
        try statistics.writeXML(to: output)
        let schema = try XMLSchema(file: shippedSchema("sondeo-statistics.xsd"))
        #expect(schema.problems(in: output.bytes) == [])
        let root = try #require(Element.parse(output.bytes))
        let figures = try #require(statistics.json["figures"]?.array)
        #expect(root.children.count == figures.count)
        for (element, figure) in zip(root.children, figures) {
            for key in ["metric", "kind", "n", "value", "mean", "suppressed", "unavailable"] {
                #expect(element.attributes[key] == figure[key].map { $0.string ?? $0.compactText })
            }
            #expect(element["cell"]?.attributes["locale"] == figure["cell"]?["locale"]?.string)
            #expect(element["interval"]?.attributes["low"] == figure["interval"]?["low"]?.compactText)
            #expect(element["classes"]?.attributes["promoter"] == figure["classes"]?["promoter"]?.compactText)
            for count in element["distribution"]?.children ?? [] {
                #expect(
                    figure["distribution"]?[count.attributes["of"] ?? ""]?.compactText
                        == count.attributes["n"])
            }
        }
        let damaged = output.text.replacingOccurrences(of: "method=\"score\"", with: "method=\"guess\"")
        #expect(!schema.problems(in: Array(damaged.utf8)).isEmpty)
    }

    @Test func `CSV has one row a figure under the same names`() throws {
        let output = MemoryOutput()
        try statistics.writeCSV(to: output)
        let table = try #require(CSVTable(output.text))
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
