import Analyses
import Collector
import Foundation
import Interchange
import SampleAnalyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing
import XMLTree

@Suite("Analyses as JSON, XML and CSV")
struct AnalysesDocumentTests {
    private func statistics(_ analyses: [Analysis]) -> SurveyStatistics {
        var statistics = SurveyStatistics(Tallies(TallyPlan(Sample.serviceLoyalty)))
        statistics.analyses = analyses
        return statistics
    }

    private var everything: [Analysis] {
        SampleAnalyses.all + SampleAnalyses.everyAbsence + [SampleAnalyses.everyName]
    }

    private func parsed(_ text: String) throws -> JSONValue {
        try JSONValue(parsing: Array(text.utf8), allowsExponents: true)
    }

    private func xml(_ statistics: SurveyStatistics) throws -> MemoryOutput {
        let output = MemoryOutput()
        try statistics.writeXML(to: output)
        return output
    }

    private func csv(_ analyses: [Analysis]) throws -> CSVDocument {
        let output = MemoryOutput()
        try statistics(analyses).writeAnalysesCSV(to: output)
        return try #require(CSVDocument(output.text))
    }

    private let schema: JSONSchema
    private let grammar: XMLSchema

    init() throws {
        schema = try JSONSchema.shipped("statistics")
        grammar = try XMLSchema(file: shippedSchema("sondeo-statistics.xsd"))
    }

    @Test func `the sample has every kind`() {
        #expect(Set(SampleAnalyses.all.map(\.kind)) == Set(Analysis.Kind.allCases))
    }

    // MARK: JSON

    @Test func `an analysis has its table under its names`() throws {
        let comparison = try #require(SampleAnalyses.all.first { $0.kind == .comparison })
        let document = statistics([comparison]).json["analyses"]?.array?.first
        #expect(document?["analysis"]?.string == "comparison" && document?["of"]?.string == "promoter")
        #expect(document?["n"]?.int == 87 && document?["cell"]?.compactText == "{}")
        #expect(document?["settings"]?.compactText == #"{"correction":"holm"}"#)
        #expect(document?["caveats"]?.compactText == #"["response_styles","corrected"]"#)
        let rows = try #require(document?["rows"]?.array)
        #expect(
            rows[0].compactText
                == #"{"keys":{"left":"en","right":"es"},"measures":{"difference":{"value":-1.5,"interval":"#
                + #"{"level":0.95,"low":-39.6,"high":38.2,"method":"mover"}},"p_value":{"value":0.94},"#
                + #""adjusted_p_value":{"value":1},"probability":{"value":0.4712}}}"#)
        #expect(rows[2].compactText == #"{"keys":{"left":"en","right":"el"},"suppressed":"fewer than 10"}"#)
    }

    @Test func `what is hidden or not there says so in place of numbers`() throws {
        let hidden = Analysis(.trend, of: "promoter", in: Analyses.Cell(locale: "el"), .suppressed)
        let absent = Analysis(.chain, of: "again", in: .everybody, .unavailable(.tooFew(minimum: 30)))
        let documents = try #require(statistics([hidden, absent]).json["analyses"]?.array)
        #expect(
            documents[0].compactText
                == #"{"analysis":"trend","of":"promoter","cell":{"locale":"el"},"suppressed":"fewer than 10"}"#
        )
        #expect(
            documents[1].compactText
                == #"{"analysis":"chain","of":"again","cell":{},"unavailable":"fewer than 30 answers"}"#)
    }

    @Test func `a hidden row gives nothing away even if it carries numbers`() throws {
        var row = Analysis.Row([.init("item", "ease")], n: 4, [Measure(.score, 77)], marks: ["above"])
        row.isSuppressed = true
        let analysis = Analysis(.trend, of: "promoter", in: .everybody, .table(.init(n: 50, rows: [row])))
        let document = statistics([analysis])
        let text = try document.json.compactText + xml(document).text
        #expect(!text.contains("77") && !text.contains("above") && !text.contains(#""n":4"#))
        let table = try csv([analysis])
        #expect(table.rows.map { $0[table.column("suppressed")] } == ["fewer than 10"])
        #expect(table.rows.allSatisfy { $0[table.column("n")] == "" && $0[table.column("value")] == "" })
    }

    @Test func `numbers that no format can write are absent with a reason`() throws {
        let analysis = Analysis(
            .trend, of: "promoter", in: .everybody,
            .table(
                .init(
                    n: 50,
                    summary: [
                        Measure(.score, .nan), Measure(.mean, .infinity),
                        Measure(
                            .share, .success(1), interval: .success(Interval(lower: -.infinity, upper: 2))),
                    ], settings: [.init("cap", .real(.infinity))])))
        let document = statistics([analysis]).json
        #expect(schema.faults(in: document).faults == [])
        #expect(
            document["analyses"]?.array?.first?["summary"]?.compactText
                == #"{"score":{"unavailable":"the sums are too large to be exact"},"#
                + #""mean":{"unavailable":"the sums are too large to be exact"},"#
                + #""share":{"value":1,"unavailable":"interval: the sums are too large to be exact"}}"#)
    }

    @Test func `without analyses and with everything asked for there is no key`() throws {
        let document = statistics([]).json
        #expect(document["analyses"] == nil && document["selection"] == nil)
    }

    @Test func `what was asked for stands in every document`() throws {
        var asked = statistics([])
        asked.selection = .init(
            condition: "channel == store", since: "2026-11-01", by: ["branch", "channel"],
            excludesFlagged: true, flagged: 12, outsidePeriod: 3,
            weights: "weights.csv")
        let document = asked.json
        #expect(
            document["selection"]?.compactText
                == #"{"condition":"channel == store","since":"2026-11-01","by":["branch","channel"],"#
                + #""excludesFlagged":true,"flagged":12,"outsidePeriod":3,"weights":"weights.csv"}"#)
        #expect(schema.faults(in: document).faults == [])
        let output = try xml(asked)
        #expect(grammar.problems(in: output.bytes) == [])
        let element = try #require(Element.parse(output.bytes)?["selection"])
        #expect(element.attributes["condition"] == "channel == store")
        #expect(element.children.map { $0.attributes["variable"] } == ["branch", "channel"])
    }

    // MARK: Schemas

    @Test func `every kind, measure, reason and caveat is in both schemas, and no other`() throws {
        let lists: [(String, String, [String])] = [
            ("analysisKind", "AnalysisKind", Analysis.Kind.allCases.map(\.rawValue)),
            ("measureName", "MeasureName", Measure.Name.allCases.map(\.rawValue)),
            ("exclusion", "Exclusion", Analysis.Exclusion.Reason.allCases.map(\.rawValue)),
            ("caveat", "Caveat", Analysis.Caveat.allCases.map(\.rawValue)),
        ]
        let grammar = try #require(
            Element.parse(Array(Data(contentsOf: URL(filePath: shippedSchema("sondeo-statistics.xsd"))))))
        for (inJSON, inXML, names) in lists {
            #expect(schema.enumeration(inJSON) == names, "\(inJSON) should be \(names)")
            let type = try #require(grammar.children.first { $0.attributes["name"] == inXML })
            let values = type.children.flatMap(\.children).map { $0.attributes["value"] }
            #expect(values == names, "\(inXML) should be \(names)")
        }
    }

    @Test func `every analysis is valid in both`() throws {
        let all = statistics(everything)
        #expect(schema.faults(in: all.json).faults == [])
        #expect(try schema.faults(in: parsed(all.json.prettyText)).faults == [])
        #expect(grammar.problems(in: try xml(all).bytes) == [])
    }

    @Test(arguments: [
        (#""analysis": "drivers""#, #""analysis": "ranking""#), (#""r_squared":"#, #""r2":"#),
        (#""incomplete":61"#, #""incomplete":-1"#), (#""incomplete":61"#, #""lazy":61"#),
        (#""caveats": ["not_a_cause""#, #""caveats": ["beware""#), (#""level":0.95"#, #""level":95"#),
        (#""marks": ["above"]"#, #""marks": []"#), (#""method":"mover""#, #""method":"a guess""#),
        (#""value":-1.5"#, #""value":"-1.5""#), (#""n": 512"#, #""n": 512.5"#),
        (#""n": 512"#, #""base": 512"#),
    ]) func `a damaged JSON document is not valid`(right: String, wrong: String) throws {
        let text = statistics(everything).json.prettyText
        try #require(text.contains(right))
        let damaged = text.replacingOccurrences(of: right, with: wrong)
        #expect(!schema.allows(try parsed(damaged)))
    }

    @Test(arguments: [
        (#"analysis="drivers""#, #"analysis="ranking""#), (#"of="r_squared""#, #"of="r2""#),
        (#"reason="incomplete" count="61""#, #"reason="incomplete" count="-1""#),
        (#"reason="incomplete""#, #"reason="lazy""#), (#"caveats="not_a_cause"#, #"caveats="beware"#),
        (#"level="0.95""#, #"level="most""#), (#"<key of="item""#, #"<key name="item""#),
        (#"suppressed="fewer than 10""#, #"suppressed="yes""#), (#"value="-1.5""#, #"value="-1,5""#),
    ]) func `a damaged XML document is not valid`(right: String, wrong: String) throws {
        let text = try xml(statistics(everything)).text
        try #require(text.contains(right))
        let damaged = text.replacingOccurrences(of: right, with: wrong)
        #expect(!grammar.problems(in: Array(damaged.utf8)).isEmpty)
    }

    // MARK: The same in each

    @Test func `XML carries the same as JSON`() throws {
        let all = statistics(everything)
        let root = try #require(Element.parse(try xml(all).bytes))
        let elements = root.children.filter { $0.name == "analysis" }
        let documents = try #require(all.json["analyses"]?.array)
        #expect(elements.count == documents.count)
        for (element, document) in zip(elements, documents) {
            for key in ["analysis", "of", "n", "suppressed", "unavailable"] {
                #expect(element.attributes[key] == document[key].map { $0.string ?? $0.compactText })
            }
            #expect(element["cell"]?.attributes["locale"] == document["cell"]?["locale"]?.string)
            let excluded = element.children.filter { $0.name == "excluded" }
            for part in excluded {
                let reason = part.attributes["reason"] ?? ""
                #expect(part.attributes["count"] == document["excluded"]?[reason]?.compactText)
            }
            let rows = element.children.filter { $0.name == "row" }
            #expect(rows.count == document["rows"]?.array?.count ?? 0)
            for (row, value) in zip(rows, document["rows"]?.array ?? []) {
                for key in row.children where key.name == "key" {
                    #expect(key.attributes["value"] == value["keys"]?[key.attributes["of"] ?? ""]?.string)
                }
                expectSame(row, value["measures"])
            }
            if let summary = element["summary"] { expectSame(summary, document["summary"]) }
        }
    }

    private func expectSame(_ element: Element, _ measures: JSONValue?) {
        for measure in element.children where measure.name == "measure" {
            let value = measures?[measure.attributes["of"] ?? ""]
            #expect(value != nil)
            #expect(measure.attributes["value"] == value?["value"]?.compactText)
            #expect(measure.attributes["unavailable"] == value?["unavailable"]?.string)
            for limit in ["low", "high", "level"] {
                #expect(
                    measure["interval"]?.attributes[limit] == value?["interval"]?[limit]?.compactText)
            }
        }
    }

    @Test func `CSV has one row a measure, and one for what has none`() throws {
        let table = try csv(everything)
        let rows: [Int] = everything.map { analysis in
            guard let found = analysis.table else { return 1 }
            let inRows = found.rows.map { $0.isSuppressed ? 1 : max(1, $0.measures.count) }
            return found.summary.count + inRows.reduce(0, +)
        }
        #expect(table.rows.count == rows.reduce(0, +))
        let pair = try #require(
            table.rows.first {
                $0[table.column("keys")] == "left=en right=sv" && $0[table.column("measure")] == "difference"
            })
        #expect(
            ["analysis", "of", "locale", "value", "low", "high", "level", "method", "suppressed"].map {
                pair[table.column($0)]
            } == ["comparison", "promoter", "", "21.25", "2.5", "40.75", "0.95", "mover", ""])
        let marked = try #require(table.rows.first { $0[table.column("marks")] == "below" })
        #expect(marked[table.column("keys")] == "period=2026-W51" && marked[table.column("n")] == "127")
        let group = try #require(table.rows.first { $0[table.column("by")] == "channel=store" })
        #expect(group[table.column("locale")] == "es" && group[table.column("analysis")] == "response_style")
        #expect(table.rows.contains { $0[table.column("unavailable")] == "no answers" })
    }
}
