import Foundation
import SampleSurveys
import SurveyModel
import Testing

@Suite("A survey as JSON")
struct SurveyJSONTests {
    @Test func `the sample reads back as it was, and is written with the same bytes again`() throws {
        let text = Sample.serviceLoyalty.json.prettyText
        let survey = try Survey(parsingJSON: Array(text.utf8))
        #expect(survey == Sample.serviceLoyalty)
        #expect(survey.json.prettyText == text)
    }

    @Test func `a survey with everything reads back as it was, and nothing in it is null`() throws {
        let text = Sample.everything.json.prettyText
        #expect(!text.contains("null"))
        let survey = try Survey(parsingJSON: Array(text.utf8))
        #expect(survey == Sample.everything)
        #expect(survey.json.prettyText == text)
    }

    @Test(arguments: 1...200)
    func `a generated survey reads back as it was`(seed: Int) throws {
        let survey = SurveyGenerator.survey(seed: UInt64(seed))
        #expect(try Survey(parsingJSON: Array(survey.json.compactText.utf8)) == survey)
        #expect(try Survey(parsingJSON: Array(survey.json.prettyText.utf8)) == survey)
    }

    @Test func `an expression as deep and as long as the language allows reads back`() throws {
        var deep = Formula.variable(VariableID(0))
        for level in 0..<100 {
            let sum = Formula.arithmetic(
                .add, .literal(.number(1)), .arithmetic(.multiply, .literal(.number(2)), deep))
            deep =
                level % 2 == 0
                ? .not(
                    .or([.and([deep, deep.isSmall ? deep : .literal(.yesno(true))]), .size(VariableID(0))]))
                : sum
        }
        var long = Formula.literal(.number(0))
        for term in 0..<1_000 {
            long = .arithmetic(term % 3 == 0 ? .subtract : .add, long, .literal(.number(term)))
        }
        var survey = Sample.serviceLoyalty
        survey.variables.append(Variable(name: "deep", role: .computed([deep]), domain: .truth))
        survey.variables.append(
            Variable(name: "long", role: .computed([long]), domain: .number(NumberRule())))
        #expect(try Survey(parsingJSON: Array(survey.json.prettyText.utf8)) == survey)
    }

    @Test func `format and version stand first, and nothing is referred to by position`() throws {
        guard case .object(let members) = Sample.serviceLoyalty.json else {
            Issue.record("no object")
            return
        }
        #expect(members[0] == .init("format", .string("sondeo-survey")))
        #expect(members[1] == .init("formatVersion", .number(1)))
        let block = try #require(Sample.serviceLoyalty.json["blocks"]?.array?[2])
        #expect(
            block.compactText
                == #"{"id":"arm.1","kind":"arm","in":"page.arrival","steps":[1,2],"#
                + #""if":{"op":"==","of":[{"variable":"channel"},{"option":"store","list":"channel"}]}}"#)
    }

    @Test func `two lists of one name are told apart`() throws {
        var survey = Sample.serviceLoyalty
        survey.lists.append(survey.lists[0])
        survey.lists.append(survey.lists[0])
        let ids = survey.json["lists"]?.array?.compactMap { $0["id"]?.string }
        #expect(ids == ["channel#2", "channel#3"])
        #expect(try Survey(json: survey.json) == survey)
    }

    /// One change to the sample's document, and the path and words of the fault that it must give.
    static let damage: [(String, String, String)] = [
        (#""format":"sondeo-survey""#, #""format":"other""#, "format: expected \"sondeo-survey\""),
        (#""formatVersion":1"#, #""formatVersion":2"#, "formatVersion: expected 1"),
        (#""survey":"service_loyalty""#, #""survey":"../etc""#, "survey: expected a name"),
        (#""version":1,"#, #""version":0,"#, "version: expected a whole number from 1"),
        (#""version":1,"#, #""version":1.5,"#, "version: expected a whole number"),
        (#""version":1,"#, "", "the key \"version\" is missing"),
        (#""version":1,"#, #""version":1,"extra":2,"#, "\"extra\" is not a key here"),
        (#""title":"title""#, #""title":"nowhere""#, "title: there is no text \"nowhere\""),
        (
            #"{"key":"title","source":"How"#, #"{"key":"title","source":"\u001bHow"#,
            "texts[0].source: the control"
        ),
        (#""low":1,"high":5"#, #""low":5,"high":1"#, "scales[0]: a scale rises"),
        (#""low":1,"high":5"#, #""low":1,"high":900000"#, "scales[0]: a scale rises"),
        (#"{"name":"branch""#, #"{"name":"visits""#, "variables[1].name: \"visits\" stands here twice"),
        (
            #""question":"comfort""#, #""question":"quality""#,
            "variables[4]: that question has no answer of its own"
        ),
        (#""row":"reliable""#, #""row":5"#, "variables[5].row: expected the name of one of its rows"),
        (#""row":"reliable""#, #""row":"gone""#, "variables[5].row: expected the name of one of its rows"),
        (
            #""domain":{"kind":"point","scale":"overall"}"#, #""domain":{"kind":"yesno"}"#,
            "questions[3]: the values"
        ),
        (#""select":[1,3]"#, #""select":[1,7]"#, "domain.select[1]: expected a whole number from 0 to 6"),
        (#""select":[1,3]"#, #""select":[3,1]"#, "domain.select: 3 is above 1"),
        (
            #""ask":"channel","in":"page.arrival""#, #""ask":"channel","in":"page.service""#,
            "steps[0]: it does not stand"
        ),
        (#""option":"store""#, #""option":"shop""#, "expected the name of one of its options"),
        (#""list":"channel"}]}"#, #""list":"failings"}]}"#, "an option is only compared"),
        (#""op":"==""#, #""op":"==="# + "\"", "\"===\" is no operation"),
        (
            #""id":"page.arrival","kind":"page","name":"arrival","title":"page.arrival","in":"survey""#,
            #""id":"page.arrival","kind":"page","name":"arrival","title":"page.arrival","in":"arm.1""#,
            "blocks[1]: a block stands"
        ),
        (#""function":"csat","top":2"#, #""function":"csat","top":9"#, "metrics[1]: it has more top boxes"),
        (
            #""function":"nps","items":[{"variable":"recommend"}]"#,
            #""function":"nps","items":[{"variable":"branch"}]"#,
            "metrics[0]: nps cannot be computed"
        ),
    ]

    @Test(arguments: damage.indices)
    func `what is wrong is said with its path`(index: Int) throws {
        let (good, bad, message) = Self.damage[index]
        let text = Sample.serviceLoyalty.json.compactText
        let range = try #require(text.range(of: good), "the sample has no \(good)")
        let damaged = text.replacingCharacters(in: range, with: bad)
        let fault = #expect(throws: SurveyFault.self) { try Survey(parsingJSON: Array(damaged.utf8)) }
        #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "")")
    }

    @Test func `no damaged document traps`() throws {
        var random = Seeded(11)
        let good = Array(Sample.serviceLoyalty.json.compactText.utf8)
        let interesting = Array("0123456789-.\"{}[],:#".utf8)
        var refused = 0
        for _ in 0..<1_000 {
            var bytes = good
            for _ in 0...random.whole(0...2) {
                let at = random.whole(0...bytes.count - 1)
                switch random.whole(0...3) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = interesting[random.whole(0...interesting.count - 1)]
                case 2: bytes.insert(interesting[random.whole(0...interesting.count - 1)], at: at)
                default: bytes.removeSubrange(at..<min(bytes.count, at + 40))
                }
            }
            do {
                let survey = try Survey(parsingJSON: bytes)
                #expect(try Survey(json: survey.json) == survey)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 700)
    }

    @Test func `no damaged document of a survey with everything traps`() throws {
        var random = Seeded(12)
        let good = Array(Sample.everything.json.compactText.utf8)
        // Words and names change places, so that most documents are still JSON and wrong further in.
        let quotes = good.indices.filter { good[$0] == UInt8(ascii: "\"") }
        var refused = 0
        for _ in 0..<300 {
            var bytes = good
            let (from, to) = (
                random.whole(0...quotes.count / 2 - 1) * 2, random.whole(0...quotes.count / 2 - 1) * 2
            )
            bytes.replaceSubrange(quotes[to]...quotes[to + 1], with: good[quotes[from]...quotes[from + 1]])
            do {
                let survey = try Survey(parsingJSON: bytes)
                #expect(try Survey(json: survey.json) == survey)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 200)
    }

    @Test func `sides that would be read twice at every level are read once`() throws {
        var side = #"{"variable":"channel"}"#
        for _ in 0..<150 { side = #"{"op":"==","of":[{"option":0},\#(side)]}"# }
        let text = Sample.serviceLoyalty.json.compactText.replacingOccurrences(
            of: #"{"op":"<=","of":[{"variable":"recommend"},6]}"#, with: side)
        #expect(throws: SurveyFault.self) { try Survey(parsingJSON: Array(text.utf8)) }
    }
}

extension Formula {
    /// Whether doubling it stays small.
    fileprivate var isSmall: Bool { variables.count < 4 }
}
