import FoundationEssentials
import SampleSurveys
import SurveyModel
import Testing

/// Responses to a survey with every kind of answer.
@Suite struct EverythingResponseTests {
    let survey = Sample.everything

    func line(_ part: String = "", _ replacement: String = "") -> String {
        let answers =
            #"{"branch":"a","party":2,"today":"2026-11-22","ok":true,"wording":"warm","recommend":9,"#
            + #""used":["store","other"],"used.other":"By post","best":"store","rank":["bot","store"],"#
            + #""parts.store":60,"parts.phone":40,"parts.bot":0,"parts.other":0,"parts.none":0,"#
            + #""when.morning":"mon","often.bus":[],"often.car":["mon","tue"],"quality.fast":-2,"#
            + #""birth":"1990-02-28","arrival":"2026-11-22","departure":"2026-12-01","meeting":"08:00","#
            + #""mail":"ana@example.org","phone":"+30 210 123 4567","code":"114 55","years":36,"agreed":true}"#
        let line =
            #"{"response":"0193c0de-7a10-7c3e-9f00-5b1f0c2d3e4f","survey":"everything","version":2,"structure":""#
            + survey.structure
            + #"","locale":"pl","seed":1,"started":"2026-11-22T10:15:30.120Z","#
            + #""ended":"2026-11-22T10:17:02.480Z","state":"complete","answers":\#(answers),"missing":{}}"#
        return part.isEmpty ? line : line.replacing(part, with: replacement)
    }

    func read(_ line: String) throws -> Response {
        try Response(line: line.utf8, of: survey, index: survey.variableIndex)
    }

    @Test func aLineReadsBackToTheSameBytesByBothWriters() throws {
        let response = try read(line())
        #expect(response.line(of: survey) == line())
        var bytes: [UInt8] = []
        ResponseLineWriter(survey).write(response, into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == line())
        let rank = try #require(survey.variable(named: "rank"))
        #expect(response.answers[rank.position] == .answered(.order([2, 0])))
    }

    @Test(arguments: [
        (#"["bot","store"]"#, #"["bot","bot"]"#, "twice"),
        (#"["bot","store"]"#, #"["bot","shop"]"#, "its options only"),
        (#"["bot","store"]"#, #"["bot","store","phone","other"]"#, "at most 3"),
        (#"["bot","store"]"#, #"[]"#, "at most 3"),
        (#"["bot","store"]"#, #""bot""#, "list"),
        (#""parts.store":60"#, #""parts.store":61"#, "make 101, not 100"),
        (#""parts.store":60"#, #""parts.store":59"#, "make 99, not 100"),
        (#""parts.store":60,"#, "", "not all there"),
        (#""parts.store":60"#, #""parts.store":-60"#, "parts.store"),
        (#""parts.store":60"#, #""parts.store":60.5"#, "parts.store"),
        (#""birth":"1990-02-28""#, #""birth":"1990-02-29""#, "birth"),
        (#""birth":"1990-02-28""#, #""birth":"2026-11-22""#, "to 2026-11-21, not"),
        (#""birth":"1990-02-28""#, #""birth":19900228"#, "birth"),
        (#""arrival":"2026-11-22""#, #""arrival":"2026-11-21""#, "from 2026-11-22 to 2027-11-22"),
        (#""arrival":"2026-11-22""#, #""arrival":"2027-11-23""#, "arrival"),
        (#""meeting":"08:00""#, #""meeting":"07:59""#, "from 08:00 to 20:00"),
        (#""meeting":"08:00""#, #""meeting":"8:00""#, "meeting"),
        (#""meeting":"08:00""#, #""meeting":"24:00""#, "meeting"),
        (#""mail":"ana@example.org""#, #""mail":"ana""#, "an e-mail address"),
        (#""phone":"+30 210 123 4567""#, #""phone":"ring me""#, "a telephone number"),
        (#""code":"114 55""#, #""code":"11455x""#, #"pattern \d{3} ?\d{2}"#),
        (#""when.morning":"mon""#, #""when.morning":["mon"]"#, "when.morning"),
        (#""often.car":["mon","tue"]"#, #""often.car":["mon","mon"]"#, "twice"),
        (#""wording":"warm""#, #""wording":"cold""#, "wording"),
        (#""today":"2026-11-22""#, #""today":"yesterday""#, "today"),
        (#""ok":true"#, #""ok":1"#, "ok"),
        (#""years":36"#, #""years":36,"nights":3"#, "not a variable"),
    ])
    func whatDoesNotFitIsRefusedByName(part: String, replacement: String, word: String) throws {
        #expect(line().contains(part))
        #expect { try read(line(part, replacement)) } throws: { error in
            (error as? ResponseFault)?.message.contains(word) == true
        }
    }

    @Test func aDayIsComparedWithTheResponsesOwnToday() throws {
        // A year later the same arrival lies in the past.
        #expect(throws: ResponseFault.self) {
            try read(line(#""today":"2026-11-22""#, #""today":"2026-11-23""#))
        }
        #expect(throws: Never.self) { try read(line(#""today":"2026-11-22","#, "")) }
    }

    @Test func anAllocationMayBeBrokenOffOrRefused() throws {
        let partial = line(#""state":"complete""#, #""state":"partial""#)
        #expect(throws: Never.self) { try read(partial.replacing(#""parts.store":60,"#, with: "")) }
        #expect(throws: ResponseFault.self) {
            try read(partial.replacing(#""parts.store":60,"#, with: "").replacing(":40", with: ":101"))
        }
        let amounts = #""parts.store":60,"parts.phone":40,"parts.bot":0,"parts.other":0,"parts.none":0,"#
        let refused =
            #""missing":{"parts.store":"refused","parts.phone":"refused","parts.bot":"refused","#
            + #""parts.other":"refused","parts.none":"refused"}"#
        #expect(throws: Never.self) {
            try read(line(amounts, "").replacing(#""missing":{}"#, with: refused))
        }
        #expect(throws: Never.self) { try read(line(amounts, "")) }
    }

    @Test func anOptionThatWasNotOfferedNeedsNoAmount() throws {
        // "bot" is offered to members only, so the list is filtered and its amount may be absent.
        #expect(throws: Never.self) { try read(line(#""parts.bot":0,"#, "")) }
    }

    @Test func noDamagedLineTraps() {
        var random = Seeded(31)
        let good = Array(line().utf8)
        let digits = Array("0123456789-:\"".utf8)
        var refused = 0
        for _ in 0..<1_500 {
            var bytes = good
            for _ in 0...Int.random(in: 0...1, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] =
                    digits.randomElement(using: &random) ?? 0x30
            }
            guard let response = try? Response(line: bytes, of: survey, index: survey.variableIndex) else {
                refused += 1
                continue
            }
            let again = Array(response.line(of: survey).utf8)
            #expect((try? Response(line: again, of: survey, index: survey.variableIndex)) == response)
        }
        #expect(refused > 700)
    }
}
