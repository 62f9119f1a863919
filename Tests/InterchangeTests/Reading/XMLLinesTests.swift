import Foundation
import Interchange
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Tallies
import Testing

@Suite("Responses from XML")
struct XMLLinesTests {
    /// The lines that a document makes, given in pieces of a size.
    static func lines(_ document: [UInt8], of surveys: [Survey], pieces: Int = 1 << 16) throws -> [MadeLine] {
        var rest = document[...]
        let lines = XMLLines(name: "answers.xml", surveys: surveys) { () throws(MadeLinesFault) in
            defer { rest = rest.dropFirst(pieces) }
            return Array(rest.prefix(pieces))
        }
        var found: [MadeLine] = []
        while let line = try lines.next() { found.append(line) }
        return found
    }

    /// A document of responses as rows.
    static func document(_ responses: [(Response, TallyPlan)], root survey: Survey) throws -> [UInt8] {
        let output = MemoryOutput()
        var writer = try XMLResponseWriter(survey, includesPersonal: true, to: output)
        for (response, plan) in responses { try writer.write(ResponseRow(response, plan)) }
        try writer.finish()
        return output.bytes
    }

    private func expectRoundTrip(_ survey: Survey, _ responses: [Response]) throws {
        let plan = TallyPlan(survey)
        let writer = ResponseLineWriter(survey)
        let document = try Self.document(responses.map { ($0, plan) }, root: survey)
        let lines = try Self.lines(document, of: [survey])
        #expect(lines.count == responses.count)
        // A text may have line breaks, so a response is not always on the line after the one before.
        let starts = String(decoding: document, as: UTF8.self).components(separatedBy: "\n").enumerated()
            .filter { $1.hasPrefix("<response ") }.map { $0.offset + 1 }
        #expect(lines.map(\.number) == starts)
        for (line, response) in zip(lines, responses) {
            var expected: [UInt8] = []
            writer.write(response, into: &expected)
            #expect(line.fault == nil)
            #expect(
                String(decoding: line.bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
        }
    }

    @Test(arguments: UInt64(0)..<24)
    func `are the lines that they were made of, to the byte, for any survey`(_ seed: UInt64) throws {
        let survey = SurveyGenerator.survey(seed: seed)
        try expectRoundTrip(survey, ResponseGenerator.responses(survey, count: 30, seed: seed))
    }

    @Test func `are the lines that they were made of for every kind of question and of missing`() throws {
        let path = shippedSchema("../Tests/Conformance/everything.survey")
        let source = SourceFile(
            name: "everything.survey", text: try String(contentsOfFile: path, encoding: .utf8))
        let everything = try #require(compile(source).survey)
        for survey in [Sample.serviceLoyalty, Sample.wholeLanguage, everything] {
            var responses = ResponseGenerator.responses(survey, count: 60, seed: 7)
            let none = survey.variables.map { _ in Answer.notAsked }
            for (position, variable) in survey.variables.enumerated() where variable.isStored {
                for kind in variable.missing where kind != .notAsked {
                    responses.append(responses[position % 60])
                    responses[responses.count - 1].answers = none
                    responses[responses.count - 1].answers[position] = .missing(kind)
                }
            }
            #expect(responses.count > 62)
            try expectRoundTrip(survey, responses)
        }
    }

    @Test func `are the same in whatever pieces the document comes`() throws {
        let survey = Sample.serviceLoyalty
        let plan = TallyPlan(survey)
        let responses = ResponseGenerator.responses(survey, count: 12, seed: 9)
        let document = try Self.document(responses.map { ($0, plan) }, root: survey)
        let whole = try Self.lines(document, of: [survey])
        for pieces in [1, 2, 7, 100, 4_096] {
            #expect(try Self.lines(document, of: [survey], pieces: pieces) == whole, "\(pieces)")
        }
    }

    @Test func `may be of several versions of the survey`() throws {
        let (first, second) = RowWriterTests.versions()
        let plans = [TallyPlan(first), TallyPlan(second)]
        let responses = (0..<20).map { number in
            let survey = number % 3 == 0 ? first : second
            return ResponseGenerator.responses(survey, count: 1, seed: UInt64(number))[0]
        }
        let document = try Self.document(
            responses.map { ($0, $0.structure == first.structure ? plans[0] : plans[1]) }, root: second)
        let lines = try Self.lines(document, of: [first, second])
        for (line, response) in zip(lines, responses) {
            let survey = response.structure == first.structure ? first : second
            #expect(String(decoding: line.bytes, as: UTF8.self) == response.line(of: survey))
        }
        let known = try Self.lines(document, of: [second])
        #expect(
            known.map { $0.fault == nil } == responses.map { $0.structure == second.structure })
        #expect(
            known.compactMap(\.fault).allSatisfy {
                $0.message.hasPrefix("it was given on another structure of the survey (")
            })
    }

    @Test func `may be laid out by hand, in another order and with a byte order mark`() throws {
        let survey = Sample.serviceLoyalty
        let text = """
            <?xml version="1.0" encoding="utf-8"?>
            <!-- from another
                 program -->
            <s:responses xmlns:s="urn:sondeo:responses:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="urn:sondeo:responses:1 sondeo-responses.xsd"
                formatVersion="1" survey="\(survey.name)" structure="\(survey.structure)">
              <?pass over?>
              <s:response state="complete" ended="2026-11-21T10:17:02.480Z" started="2026-11-21T10:15:30.120Z"
                  seed="007" station="A &amp; B &#38;#38; &lt;α&gt;" locale="es" version="01"
                  id="0193c0de-7a10-7c3e-9f00-5b1f0c2d3e03" stale="1">
                <s:answer name="why"><![CDATA[<so> & ]]>so<!-- not this --> &#x3B1;&#13;</s:answer>
                <s:answer name="recommend"> 3
                </s:answer>
              </s:response>
            </s:responses>
            """
        let lines = try Self.lines([0xEF, 0xBB, 0xBF] + text.utf8, of: [survey])
        #expect(lines.map(\.fault) == [nil] && lines.map(\.number) == [8])
        #expect(
            String(decoding: lines[0].bytes, as: UTF8.self)
                == #"{"response":"0193c0de-7a10-7c3e-9f00-5b1f0c2d3e03","survey":"\#(survey.name)","version":1,"#
                + #""structure":"\#(survey.structure)","locale":"es","station":"A & B &#38; <α>","seed":7,"#
                + #""started":"2026-11-21T10:15:30.120Z","ended":"2026-11-21T10:17:02.480Z","state":"complete","#
                + #""answers":{"recommend":3,"why":"<so> & so α\r"},"missing":{},"stale":true}"#)
    }
}
