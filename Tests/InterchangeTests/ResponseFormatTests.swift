import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Testing
import XMLTree

@Suite("Responses as JSON Lines, CSV and XML")
struct ResponseFormatTests {
    static func surveys() -> [Survey] {
        [Sample.serviceLoyalty] + (1...12).map { SurveyGenerator.survey(seed: $0, hasRankings: false) }
    }

    @Test func `the fast writer of lines gives the bytes of the canonical line`() throws {
        for (seed, survey) in Self.surveys().enumerated() {
            let writer = ResponseLineWriter(survey)
            for response in ResponseGenerator.responses(survey, count: 60, seed: UInt64(seed)) {
                var bytes: [UInt8] = []
                writer.write(response, into: &bytes)
                let line = String(decoding: bytes, as: UTF8.self)
                #expect(line == response.line(of: survey))
                #expect(try Response(line: bytes, of: survey, index: survey.variableIndex) == response)
            }
        }
    }

    @Test func `times before 1970 and after 9999 are written as the slow way writes them`() {
        for milliseconds in [-1, 0, 999, 951_782_399_999, 253_402_300_799_999, 253_402_300_800_000] as [Int64]
        {
            var bytes: [UInt8] = []
            var response = ResponseGenerator.responses(Sample.serviceLoyalty, count: 1, seed: 1)[0]
            response.started = Timestamp(milliseconds: milliseconds)
            ResponseLineWriter(Sample.serviceLoyalty).write(response, into: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == response.line(of: Sample.serviceLoyalty))
        }
    }

    @Test func `JSON Lines are the lines, each with its line break`() throws {
        let survey = Sample.serviceLoyalty
        let responses = ResponseGenerator.responses(survey, count: 300, seed: 3)
        let output = MemoryOutput()
        var writer = JSONLinesWriter(survey, includesPersonal: true, to: output)
        try writer.write(all: responses)
        #expect(output.text == responses.map { $0.line(of: survey) + "\n" }.joined())
    }

    @Test func `every answer can be read back from CSV`() throws {
        for (seed, survey) in Self.surveys().enumerated() {
            for isSafe in [false, true] {
                let responses = ResponseGenerator.responses(survey, count: 60, seed: UInt64(seed))
                let output = MemoryOutput()
                var writer = try CSVWriter(
                    survey, options: .init(includesPersonal: true, isSpreadsheetSafe: isSafe), to: output)
                try writer.write(all: responses)
                let table = try #require(CSVDocument(output.text))
                #expect(table.rows.count == responses.count)
                for (row, response) in zip(table.rows, responses) {
                    #expect(table.answers(row, survey, isSafe: isSafe) == response.answers)
                    #expect(row[table.column("response:id")] == response.id)
                    #expect(row[table.column("response:seed")] == String(response.seed))
                    #expect(row[table.column("response:started")] == response.started.text)
                    #expect(
                        CSVDocument.unescaped(row[table.column("response:station")], isSafe: isSafe)
                            == response.station ?? "")
                }
            }
        }
    }

    @Test func `a CSV file looks like this`() throws {
        let survey = Survey(
            name: "s", version: 2, language: "en", structure: "h", texts: [Text(key: "x", source: "x")],
            lists: [
                OptionList(
                    name: "l",
                    options: [
                        .init(name: "a", code: 1, text: TextID(0)),
                        .init(name: "b", code: 2, text: TextID(0)),
                    ])
            ],
            variables: [
                Variable(name: "t", role: .given(isOptional: false), domain: .text(TextRule(lines: 4))),
                Variable(
                    name: "c", role: .given(isOptional: false), domain: .options(ListID(0), select: 1...2)),
                Variable(
                    name: "p", role: .given(isOptional: false), domain: .text(TextRule()), isPersonal: true),
            ])
        func response(_ text: String, _ set: Answer) -> Response {
            Response(
                id: "0193c0de-7a10-7c3e-9f00-5b1f0c2d3e03", survey: "s", version: 2, structure: "h",
                locale: "en", seed: 7,
                started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 1), state: .complete,
                answers: [.answered(.text(text)), set, .answered(.text("secret"))])
        }
        let output = MemoryOutput()
        var writer = try CSVWriter(
            survey, options: .init(isSpreadsheetSafe: true, hasByteOrderMark: true), to: output)
        try writer.write(all: [
            response("=1+1, \"so\"\nnext", .answered(.options([1]))),
            response(".dont_know", .missing(.dontKnow)),
            response("'", .notAsked),
        ])
        let start =
            "0193c0de-7a10-7c3e-9f00-5b1f0c2d3e03,s,2,h,en,,,7,1970-01-01T00:00:00.000Z,1970-01-01T00:00:00.001Z,complete,false"
        #expect(
            output.text
                == "\u{FEFF}response:id,response:survey,response:version,response:structure,response:locale,"
                + "response:station,response:channel,response:seed,response:started,response:ended,response:state,"
                + "response:stale,t,c:a,c:b\r\n"
                + "\(start),\"'=1+1, \"\"so\"\"\nnext\",0,1\r\n"
                + "\(start),..dont_know,.dont_know,.dont_know\r\n"
                + "\(start),'',,\r\n")
    }

    @Test func `XML is valid, and Foundation reads every text as it was`() throws {
        let schema = try XMLSchema(file: shippedSchema("sondeo-responses.xsd"))
        for (seed, survey) in Self.surveys().enumerated() {
            let responses = ResponseGenerator.responses(survey, count: 60, seed: UInt64(seed))
            let output = MemoryOutput()
            var writer = try XMLResponseWriter(survey, includesPersonal: true, to: output)
            try writer.write(all: responses)
            #expect(schema.problems(in: output.bytes) == [])
            let root = try #require(Element.parse(output.bytes))
            #expect(root.children.count == responses.count)
            for (element, response) in zip(root.children, responses) {
                #expect(element.attributes["id"] == response.id)
                #expect(element.attributes["station"] == response.station)
                #expect(Self.answers(element, survey) == response.answers)
            }
        }
    }

    @Test func `personal variables stay out of every format unless asked for`() throws {
        var survey = Sample.serviceLoyalty
        survey.variables[0].isPersonal = true
        var response = ResponseGenerator.responses(survey, count: 1, seed: 5)[0]
        response.answers[0] = .answered(.text("somebody-in-person"))
        for isAsked in [false, true] {
            let outputs = [MemoryOutput(), MemoryOutput(), MemoryOutput()]
            var lines = JSONLinesWriter(survey, includesPersonal: isAsked, to: outputs[0])
            try lines.write(all: [response])
            var rows = try CSVWriter(survey, options: .init(includesPersonal: isAsked), to: outputs[1])
            try rows.write(all: [response])
            var elements = try XMLResponseWriter(survey, includesPersonal: isAsked, to: outputs[2])
            try elements.write(all: [response])
            for output in outputs {
                #expect(output.text.contains("somebody-in-person") == isAsked)
                #expect(output.text.contains("branch") == isAsked)
            }
        }
    }

    @Test(arguments: ["\u{1B}[2J", "a\0b", "\u{FFFE}", "\u{FFFF}", "\u{B}"])
    func `a character that XML cannot carry is a fault that names it and the variable`(text: String) throws {
        var response = ResponseGenerator.responses(Sample.serviceLoyalty, count: 1, seed: 5)[0]
        response.answers[0] = .answered(.text(text))
        let output = MemoryOutput()
        var writer = try XMLResponseWriter(Sample.serviceLoyalty, to: output)
        let fault = #expect(throws: OutputFault.self) { try writer.write(response) }
        guard case .forbiddenCharacter(let scalar, in: "branch") = fault?.reason else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(text.unicodeScalars.contains { $0.value == scalar })
    }

    @Test func `a full disk stops every writer with a fault`() throws {
        let survey = Sample.serviceLoyalty
        let responses = ResponseGenerator.responses(survey, count: 2_000, seed: 6)
        func fault(_ body: (OutputFile) throws -> Void) -> OutputFault? {
            #expect(throws: OutputFault.self) { try OutputFile.write(to: "/dev/full", body) }
        }
        let faults = [
            fault { file in
                var writer = JSONLinesWriter(survey, to: file)
                try writer.write(all: responses)
            },
            fault { file in
                var writer = try CSVWriter(survey, to: file)
                try writer.write(all: responses)
            },
            fault { file in
                var writer = try XMLResponseWriter(survey, to: file)
                try writer.write(all: responses)
            },
        ]
        #expect(faults.map { $0?.reason } == [.system(ENOSPC), .system(ENOSPC), .system(ENOSPC)])
    }

    private static func answers(_ element: Element, _ survey: Survey) -> [Answer] {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        for child in element.children {
            guard let id = child.attributes["name"].flatMap({ survey.variable(named: $0) }) else { continue }
            if let reason = child.attributes["reason"].flatMap(Missing.init(rawValue:)) {
                answers[id.position] = .missing(reason)
            } else {
                let options = child.children.map(\.text)
                answers[id.position] = .answered(Cell.value(child.text, options, survey[id].domain, survey))
            }
        }
        return answers
    }
}

/// What a cell or element holds, read with the survey beside it.
enum Cell {
    static func value(_ text: String, _ options: [String], _ domain: Domain, _ survey: Survey) -> Value {
        switch domain {
        case .option(let list): .option(survey[list].index(of: text) ?? -1)
        case .options(let list, _): .options(options.map { survey[list].index(of: $0) ?? -1 })
        case .point, .number: .number(Decimal(string: text) ?? .nan)
        case .yesno, .truth: .yesno(text == "true")
        case .text: .text(text)
        case .order(let list, _): .order(options.map { survey[list].index(of: $0) ?? -1 })
        case .date: CalendarDay(text).map(Value.date) ?? .text(text)
        case .time: TimeOfDay(text).map(Value.time) ?? .text(text)
        }
    }
}
