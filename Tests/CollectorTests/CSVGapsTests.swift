import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

@testable import Collector

@Suite("Columns that a CSV has not") struct CSVGapsTests {
    private static let head =
        "response:id,response:survey,response:version,response:structure,response:locale,response:seed,response:started,"
        + "response:ended,response:state"

    private func survey() throws -> Survey {
        let text = """
            survey visit
            version 1
            language en
            options ways {
                - store "Store"
                - phone "Phone"
            }
            choices used from ways "Which?"
            for w in used {
                rating comfort 1...5 "How was {w}?"
                for n in 1...2 { text word "Word {n}?" optional }
            }
            number spend 0...10 "How much?" optional
            text name "Your name?" optional personal
            let much = spend > 5  // allow: unused
            """
        let compilation = compile(SourceFile(name: "visit.survey", text: text))
        return try #require(compilation.survey, "\(compilation.diagnostics.map(\.message))")
    }

    private func gaps(_ header: String, _ survey: Survey, _ map: String = "") throws -> CSVGaps {
        try CSVReading(
            .bytes(Array((header + "\n").utf8), name: "a.csv"), of: survey,
            map: CSVMap(Array(map.utf8), name: "a.map")
        ).gaps
    }

    private func all(_ survey: Survey) -> [String] {
        survey.variables.filter(\.isStored).flatMap { variable in
            switch variable.domain {
            case .options(let list, _), .order(let list, _):
                survey[list].options.map { "\(variable.name):\($0.name)" }
            default: [variable.name]
            }
        }
    }

    @Test func `of a whole table there are none, whatever a survey asks`() throws {
        for survey in [Sample.serviceLoyalty, Sample.wholeLanguage, OddSurvey.survey, try survey()] {
            let header = Self.head + "," + all(survey).map { "\"\($0)\"" }.joined(separator: ",")
            #expect(try gaps(header, survey) == CSVGaps(), "\(survey.name)")
        }
    }

    @Test func `each column that is left out is one`() throws {
        let survey = try survey()
        let names = all(survey)
        for name in names {
            let header = Self.head + "," + names.filter { $0 != name }.joined(separator: ",")
            var expected = CSVGaps()
            expected.columns = [name]
            #expect(try gaps(header, survey) == expected, "\(name)")
        }
    }

    @Test func `questions of rosters that are in another table are the roster's`() throws {
        let survey = try survey()
        let names = all(survey).filter { !$0.hasPrefix("comfort") && !$0.hasPrefix("word") }
        var expected = CSVGaps()
        expected.rosters = ["w", "w.n"]
        #expect(try gaps(Self.head + "," + names.joined(separator: ","), survey) == expected)
        expected.columns = ["used", "spend", "name"]
        #expect(try gaps(Self.head, survey) == expected)
        // Where some of it is there, the rest is missing by name.
        let some = try gaps(Self.head + ",comfort.store,word.store.1", survey)
        #expect(some.rosters == [] && some.columns.contains("comfort.phone"))
    }

    @Test func `a map that says what is taken is not asked again`() throws {
        let survey = try survey()
        let header = "Datum;Summe"
        #expect(
            try gaps(header, survey, "column \"Datum\" -> started\ncolumn \"Summe\" -> spend") == CSVGaps())
        // One that says only how to read it has not said that.
        #expect(try gaps("response:started;spend", survey, "separator \";\"").columns == ["used", "name"])
    }

    @Test func `the table of a roster says what it is`() throws {
        let fault = #expect(throws: CSVFault.self) {
            try gaps("response:id,w,comfort", survey())
        }
        #expect(
            fault?.problems.map(\.text) == [
                "a.csv:1: it is the table of the roster \"w\", and such tables are not read; export with --rosters wide, or as "
                    + "jsonl or xml, and collect that"
            ])
    }
}
