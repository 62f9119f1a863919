import FoundationEssentials
import SampleSurveys
import SurveyModel
import Testing

@Suite struct ResponseLineTests {
    let survey = Sample.serviceLoyalty

    /// A line of the format, with one part replaced.
    func line(_ part: String = "", _ replacement: String = "") -> String {
        let line =
            #"{"response":"0193c0de-7a10-7c3e-9f00-5b1f0c2d3e4f","survey":"service_loyalty","version":1,"structure":""#
            + survey.structure
            + #"","locale":"es","station":"athens-02","channel":"terminal","seed":4242,"#
            + #""started":"2026-11-21T10:15:30.120Z","ended":"2026-11-21T10:17:02.480Z","state":"complete","#
            + #""answers":{"branch":"athens-02","channel":"store","quality.reliable":5,"overall":4,"ease":6,"recommend":3,"#
            + #""failings":["empathy","other"],"failings.other":"τίποτα","spend":12.5},"#
            + #""missing":{"visits":"skipped","comfort":"dont_know","why":"skipped"}}"#
        return part.isEmpty ? line : line.replacing(part, with: replacement)
    }

    func read(_ line: String) throws -> Response {
        try Response(line: line.utf8, of: survey, index: survey.variableIndex)
    }

    @Test func aLineReadsBackToTheSameBytes() throws {
        #expect(try read(line()).line(of: survey) == line())
    }

    @Test func theOrderOfKeysAndSpaceDoNotMatter() throws {
        let moved = line(#","state":"complete""#, "").replacing(
            #"{"response""#, with: #"{ "state" : "complete", "response""#)
        #expect(try read(moved) == read(line()))
    }

    @Test(arguments: [
        (#""state":"complete""#, #""state":"done""#, "state"),
        (#""seed":4242"#, #""seed":-1"#, "seed"),
        (#""seed":4242"#, #""seed":4242.5"#, "seed"),
        (#""version":1,"#, #""version":1.5,"#, "version"),
        (#""locale":"es""#, #""locale":"../es""#, "locale"),
        (#""response":"0193c0de-7a10-7"#, #""response":"0193c0de-7a10-4"#, "UUIDv7"),
        (#""overall":4"#, #""overall":6"#, "overall"),
        (#""overall":4"#, #""overall":"4""#, "overall"),
        (#""overall":4"#, #""overall":4.5"#, "overall"),
        (#""channel":"store""#, #""channel":"shop""#, "channel"),
        (#"["empathy","other"]"#, #"["empathy","empathy"]"#, "twice"),
        (#"["empathy","other"]"#, #"["empathy","nothing"]"#, "excludes"),
        (#"["empathy","other"]"#, #"[]"#, "at most"),
        (#""spend":12.5"#, #""spend":12.505"#, "spend"),
        (#""spend":12.5"#, #""spend":100001"#, "spend"),
        (#""failings.other":"τίποτα""#, #""failings.other":"a\u001bb""#, "failings.other"),
        (#""failings.other":"τίποτα""#, #""failings.other":"""#, "failings.other"),
        (#""comfort":"dont_know""#, #""comfort":"refused""#, "comfort"),
        (#""comfort":"dont_know""#, #""overall":"skipped""#, "both answered and missing"),
        (#""recommend":3"#, #""recomend":3"#, "not a variable"),
        (#""survey":"service_loyalty""#, #""survey":"smile""#, "smile"),
        (#""structure":"sha256:0"#, #""structure":"sha256:1"#, "structure"),
        (#""missing":{"#, #""extra":1,"missing":{"#, "extra"),
    ])
    func aLineThatDoesNotFitIsRefusedByName(part: String, replacement: String, word: String) {
        #expect { try read(line(part, replacement)) } throws: { error in
            (error as? ResponseFault)?.message.contains(word) == true
        }
    }

    @Test func uuidsAreOfVersionSeven() {
        #expect(Response.isUUIDv7("0193c0de-7a10-7c3e-9f00-5b1f0c2d3e4f"))
        #expect(!Response.isUUIDv7("0193C0DE-7a10-7c3e-9f00-5b1f0c2d3e4f"))
        #expect(!Response.isUUIDv7("0193c0de-7a10-7c3e-cf00-5b1f0c2d3e4f"))
        #expect(!Response.isUUIDv7(""))
    }
}
