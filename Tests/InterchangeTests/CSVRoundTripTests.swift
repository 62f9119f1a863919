import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Testing

@testable import Collector

@Suite("CSV, written and read again")
struct CSVRoundTripTests {
    private func expectRoundTrip(
        _ survey: Survey, _ responses: [Response], _ options: CSVWriter.Options, seed: UInt64
    ) throws {
        let table = MemoryOutput()
        var writer = try CSVWriter(survey, options: options, to: table)
        try writer.write(all: responses)
        var map = CSVMap()
        map.isSpreadsheetSafe = options.isSpreadsheetSafe
        let lines = try CSVLineStream(.bytes(table.bytes, name: "answers.csv"), of: survey, map: map)
        let expected = ResponseLineWriter(survey, includesPersonal: true)
        var count = 0
        while let line = try lines.next() {
            var bytes: [UInt8] = []
            expected.write(responses[count], into: &bytes)
            #expect(
                String(decoding: line.bytes, as: UTF8.self) == String(decoding: bytes, as: UTF8.self),
                "seed \(seed): \(line.fault?.message ?? "")")
            count += 1
        }
        #expect(count == responses.count, "seed \(seed)")
    }

    @Test(arguments: UInt64(0)..<24)
    func `is the same to the byte for any survey`(_ seed: UInt64) throws {
        let survey = SurveyGenerator.survey(seed: seed)
        let responses = ResponseGenerator.responses(survey, count: 40, seed: seed)
        for isSpreadsheetSafe in [false, true] {
            try expectRoundTrip(
                survey, responses,
                .init(
                    includesPersonal: true, isSpreadsheetSafe: isSpreadsheetSafe,
                    hasByteOrderMark: seed % 2 == 0),
                seed: seed)
        }
    }

    @Test func `keeps texts that look like something else`() throws {
        let survey = Sample.serviceLoyalty
        let position = try #require(survey.variable(named: "why")?.position)
        let texts = [
            ".", "..", ".skipped", "..skipped", "'", "''", "=1+1", "'=1", "+", "-1", "@", "\"", "\"\"",
            "a\nb", " ", " a ",
            ";=1", "a;'b", "a;'=b", "a;\"=b", "a; +b", "a\n-b", "a\n'b", "a\t=b", "\\;'", "\\n'=1", "a\\\n=b",
            "\n=1",
            ",", ";", "a\"b", "\"a", "99", "dont_know", "#", "\\", "\\n", "é", "😀",
        ]
        let generated = ResponseGenerator.responses(survey, count: texts.count, seed: 1)
        let responses = zip(texts, generated).map { text, generated in
            var response = generated
            response.answers[position] = .answered(.text(text))
            response.station = text.contains("\n") ? nil : text
            return response
        }
        for isSpreadsheetSafe in [false, true] {
            try expectRoundTrip(
                survey, responses, .init(includesPersonal: true, isSpreadsheetSafe: isSpreadsheetSafe),
                seed: 0)
        }
    }

    @Test func `passes over a column of weights, which are no part of a response`() throws {
        let survey = Sample.serviceLoyalty
        let responses = ResponseGenerator.responses(survey, count: 5, seed: 3)
        let table = MemoryOutput()
        var writer = try CSVWriter(
            ColumnLayout(Codebook(survey), includesPersonal: true, hasWeights: true), to: table)
        try writer.write(all: responses)
        let lines = try CSVLineStream(.bytes(table.bytes, name: "answers.csv"), of: survey, map: CSVMap())
        for response in responses {
            let next = try lines.next()
            let line = try #require(next)
            #expect(String(decoding: line.bytes, as: UTF8.self) == response.line(of: survey))
        }
    }

    @Test func `tells a ranking of nothing from one that was not asked`() throws {
        var survey = Survey(name: "r", version: 1, language: "en", structure: "sha256:r")
        survey.texts = [Text(key: "x", source: "x")]
        survey.lists = [
            OptionList(
                name: "l",
                options: [
                    .init(name: "a", code: 1, text: TextID(0)), .init(name: "b", code: 2, text: TextID(0)),
                ])
        ]
        survey.variables = [
            Variable(name: "order", role: .given(isOptional: true), domain: .order(ListID(0), select: 0...2))
        ]
        let responses = [Answer.answered(.order([])), .notAsked, .answered(.order([1]))].enumerated().map {
            index, answer in
            Response(
                id: "0193c0de-7a10-7c3e-9f00-5b1f0c2d3e0\(index)", survey: "r", version: 1,
                structure: "sha256:r",
                locale: "en", seed: 0, started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 1),
                state: .complete, answers: [answer])
        }
        try expectRoundTrip(survey, responses, .init(), seed: 0)
    }
}
