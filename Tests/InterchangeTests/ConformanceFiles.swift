import Collector
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@Suite("Files for readers that are not ours")
struct ConformanceFiles {
    /// Writes one file of every format into the folder that `SONDEO_CONFORMANCE_FOLDER` names, or into one of
    /// its own, for `Tests/Conformance/interchange.sh`, and checks that all of them are there.
    @Test func `every format is written for outside readers`() throws {
        let own = try Folder()
        let folder = ProcessInfo.processInfo.environment["SONDEO_CONFORMANCE_FOLDER"] ?? own.path
        var written = 0
        func write(_ name: String, _ body: (OutputFile) throws -> Void) throws {
            try OutputFile.write(to: folder + "/" + name, body)
            written += 1
        }
        for (name, survey) in [("sample", Sample.serviceLoyalty)]
            + (1...20).map({ ("generated\($0)", SurveyGenerator.survey(seed: $0)) })
        {
            let responses = ResponseGenerator.responses(survey, count: 100, seed: 8)
            try write("\(name).survey.json") { try survey.writeJSON(to: $0) }
            try write("\(name).survey.xml") { try survey.writeXML(to: $0) }
            try write("\(name).responses.jsonl") { file in
                var writer = JSONLinesWriter(survey, includesPersonal: true, to: file)
                try writer.write(all: responses)
            }
            try write("\(name).responses.xml") { file in
                var writer = try XMLResponseWriter(survey, includesPersonal: true, to: file)
                try writer.write(all: responses)
            }
            try write("\(name).responses.csv") { file in
                var writer = try CSVWriter(survey, options: .init(includesPersonal: true), to: file)
                try writer.write(all: responses)
            }
            var tallies = Tallies(TallyPlan(survey))
            for response in responses { tallies.add(response) }
            let statistics = SurveyStatistics(tallies)
            try write("\(name).statistics.json") { try statistics.writeJSON(to: $0) }
            try write("\(name).statistics.xml") { try statistics.writeXML(to: $0) }
            try write("\(name).statistics.csv") { try statistics.writeCSV(to: $0) }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.filter { !$0.hasPrefix(".") }.count >= written)
        #expect(!names.contains { $0.contains(".partial-") })
    }
}
