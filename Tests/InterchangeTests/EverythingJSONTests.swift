import Foundation
import SampleSurveys
import SurveyModel
import Testing

/// What a reader of survey documents refuses in the parts that only the whole language has.
@Suite("A survey with everything as JSON")
struct EverythingJSONTests {
    /// One change to the document, and the path and words of the fault that it must give.
    static let damage: [(String, String, String)] = [
        (
            #""role":"today","domain":{"kind":"date"}"#, #""role":"today","domain":{"kind":"yesno"}"#,
            "is a date"
        ),
        (
            #""name":"branch","role":"given","domain":{"kind":"text","lines":1,"length":4000}"#,
            #""name":"branch","role":"today","domain":{"kind":"date"}"#, "called today"
        ),
        (#""weights":[1,2]"#, #""weights":[1]"#, "a weight for each of them"),
        (#""weights":[1,2]"#, #""weights":[1,0]"#, "weights[1]: expected a whole number from 1"),
        (#""role":"amount","question":"parts""#, #""role":"amount","question":"best""#, "allocates nothing"),
        (
            #""kind":"allocate","text":"question.parts","list":"channels","total":100"#,
            #""kind":"allocate","text":"question.parts","list":"days","total":100"#,
            "option: expected the name of one of its options"
        ),
        (#""total":100"#, #""total":-1"#, "total: expected a whole number"),
        (
            #""kind":"order","list":"channels","select":[2,3]"#,
            #""kind":"order","list":"days","select":[0,1]"#,
            "an option is only compared"
        ),
        (
            #""low":"0001-01-01","high":"today-1""#, #""low":"0001-01-01","high":"today-""#,
            "high: expected a day"
        ),
        (#""high":"today-1""#, #""high":"today1""#, "high: expected a day, or today"),
        (#""high":"today-1""#, #""high":"today--1""#, "high: expected a day, or today"),
        (#""high":"today-1""#, #""high":"today-99999999999999999999""#, "high: expected a day, or today"),
        (
            #""low":"today","high":"today+365""#, #""low":"today+366","high":"today+365""#,
            "the wrong way round"
        ),
        (#""low":"08:00","high":"20:00""#, #""low":"20:00","high":"08:00""#, "the wrong way round"),
        (#""low":"08:00""#, #""low":"8:00""#, "low: expected a time"),
        (
            #""pattern":"\\d{3} ?\\d{2}""#, #""pattern":"\\d{3} ?(""#,
            "pattern: character 7: '(' is not closed"
        ),
        (#""format":"email""#, #""format":"fax""#, #"format: expected "email" or "phone""#),
        (#""format":"email""#, #""format":"email","pattern":"a""#, "exclude each other"),
        (
            #""carried":[{"chosen":"used"}"#, #""carried":[{"chosen":"when.morning"}"#,
            "options of the same list"
        ),
        (#""carried":[{"chosen":"used"}"#, #""carried":[{"taken":"used"}"#, "\"taken\" is not a key here"),
        (#""except":["bot","other"]"#, #""except":["shop"]"#, "except[0]: expected the name"),
        (#""group":"speed""#, #""group":"pace""#, "group: expected the name of one of its groups"),
        (#""shuffleGroup":1"#, #""shuffleGroup":0"#, "shuffleGroup: expected a whole number"),
        (#""suggestion":{"time":"09:30"}"#, #""suggestion":{"time":"07:30"}"#, "the suggestion is no value"),
        (#""suggestion":{"time":"09:30"}"#, #""suggestion":{"date":"2026-02-30"}"#, "date: expected a day"),
        (#""suggestion":30"#, #""suggestion":300"#, "the suggestion is no value"),
        (#""kind":"unit","in":"collection.1""#, #""kind":"unit","in":"survey""#, "directly in a collection"),
        (
            #""kind":"collection","in":"survey""#, #""kind":"unit","in":"survey""#,
            "\"shuffle\" is not a key here"
        ),
        (
            #""of":"used","block":"collection.1""#, #""of":"used","block":"survey""#,
            "a roster is a collection"
        ),
        (
            #""of":"used","block":"collection.1""#, #""of":"recommend","block":"collection.1""#,
            "the same list"
        ),
        (
            #"{"name":"phone","option":"phone","block":"unit.2"}"#,
            #"{"name":"store","option":"phone","block":"unit.2"}"#,
            "the same name"
        ),
        (
            #"{"name":"phone","option":"phone","block":"unit.2"}"#,
            #"{"name":"phone","option":"phone","block":"unit.4"}"#,
            "is a unit of the roster's"
        ),
        (#"{"compute":"label","formula":1"#, #"{"compute":"label","formula":2"#, "no such formula"),
        (#"{"compute":"label","formula":1"#, #"{"compute":"wording","formula":1"#, "not computed"),
        (#"{"draw":"wording""#, #"{"draw":"recommend""#, "not drawn"),
        (#""values":["long","#, #""value":1,"values":["long","#, "one formula"),
        (
            #""op":"ranked","variable":"rank","place":1"#, #""op":"ranked","variable":"rank","place":0"#,
            "place"
        ),
        (
            #""op":"place","variable":"rank","option":"phone""#,
            #""op":"place","variable":"code","option":"phone""#,
            "options of a list"
        ),
        (
            #"{"from":{"time":"00:00"},"to":{"time":"10:00"}}"#, #"{"from":{"time":"00:00"},"to":10}"#,
            "a range goes"
        ),
        (#""order":["bot","store"]"#, #""order":["bot","bot"]"#, "each option once"),
        (
            #""function":"lifetime","discount":0.1"#, #""function":"lifetime","discount":-0.1"#,
            "rate of interest"
        ),
        (#""function":"lifetime","discount":0.1"#, #""function":"share","discount":0.1"#, "only lifetime"),
        (#""function":"share","event""#, #""function":"median","event""#, "counts no \"event\""),
        (#""function":"median","items""#, #""function":"churn","items""#, "counts an \"event\""),
        (#""weight":2.5"#, #""weight":0"#, "a weight is above 0"),
        (#""roster":"c","instance":"phone""#, #""roster":"c","instance":"post""#, "no instance \"post\""),
        (#""roster":"c","instance":"phone","#, #""roster":"c","#, "the key \"instance\" is missing"),
        (
            #""plural":{"name":"g","count":{"number":1}"#, #""plural":{"name":"g","count":{"text":"title"}"#,
            "decides a plural"
        ),
        (
            #"{"name":"who","text":"title"}"#, #"{"name":"who","text":"question.cost"}"#,
            "a text stands inside itself"
        ),
        (#""plurals":"nplurals=3;"#, #""plurals":"nplurals=0;"#, "plurals: expected a number of forms"),
        (
            #""plurals":"nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);","#,
            "",
            "plural forms"
        ),
    ]

    @Test(arguments: damage.indices)
    func `what is wrong is said with its path`(index: Int) throws {
        let (good, bad, message) = Self.damage[index]
        let text = Sample.everything.json.compactText
        let range = try #require(text.range(of: good), "the sample has no \(good)")
        let damaged = text.replacingCharacters(in: range, with: bad)
        let fault = #expect(throws: SurveyFault.self) { try Survey(parsingJSON: Array(damaged.utf8)) }
        #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "")")
    }

    @Test func `texts that share a key are told apart, and an old document has nothing new in it`() throws {
        let texts = try #require(Sample.everything.json["texts"]?.array)
        let cost = texts.filter { $0["key"]?.string == "question.cost" }
        #expect(cost.map { $0["id"]?.string } == [nil, "question.cost#2"])
        let old = Sample.serviceLoyalty.json.compactText
        for key in ["rosters", "stem", "strands", "plurals", "forms", "catalogue", "values", "carried"] {
            #expect(!old.contains("\"\(key)\""))
        }
    }

    @Test func `texts inside texts do not grow without end`() throws {
        var survey = Sample.serviceLoyalty
        for level in 0..<40 {
            let inner = TextID(survey.texts.count - 1)
            survey.texts.append(
                Text(
                    key: "level.\(level)", source: "{a} {b}",
                    pipes: level == 0
                        ? []
                        : [.init(name: "a", source: .text(inner)), .init(name: "b", source: .text(inner))]))
        }
        let fault = #expect(throws: SurveyFault.self) { try Survey(json: survey.json) }
        #expect(fault?.message.contains("is too long with the texts inside it") == true)
        survey.texts.removeLast(25)
        #expect(try Survey(json: survey.json) == survey)
    }
}
