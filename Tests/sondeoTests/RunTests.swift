import Foundation
import Testing

@Suite struct RunKindsTests {
    @Test(arguments: ["yesterday", "2026-13-01", "21/11/2026", ""])
    func whatIsNoDateIsWrongUse(typed: String) throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let result = try Program.run("run", survey, "--today", typed)
        #expect(result.status == 64)
        #expect(result.errors.contains("--today takes a date such as 2026-11-22, not \"\(typed)\""))
        #expect(result.output.isEmpty)
    }

    @Test func aSurveyThatDoesNotReadTodayTakesItAllTheSame() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let answers = try scratch.write("answers.json", #"{"mood": 3}"#)
        let result = try Program.run("run", survey, "--answers", answers, "--today", "2026-11-22")
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("\"today\""))
    }

    @Test func whatCannotBeSetIsNamedWithWhatCan() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("small.survey", smallSurvey)
        let result = try Program.run("run", survey, "--set", "mood=3")
        #expect(result.status == 64)
        #expect(result.errors.contains("\"mood\" is no given of small; it has branch"))
    }

    @Test func anAnswerThatCannotBeTakenIsExplainedInWords() throws {
        let scratch = try Scratch()
        let survey = try scratch.write(
            "offers.survey",
            "survey offers\nversion 1\nlanguage en\nyesno first \"First?\"\nchoice why \"Why?\" {\n"
                + " - a \"A\"\n - b \"B\" if first\n}\n")
        let answers = try scratch.write("answers.json", #"{"first": "no", "why": "b"}"#)
        let result = try Program.run("run", survey, "--answers", answers)
        #expect(result.status == 1)
        #expect(
            result.errors.contains("the answer to why cannot be taken: it is not offered"),
            "\(result.errors)")
    }
}

/// A survey with every kind of question and every structure, as an author writes it.
private let everyKind = """
    survey every_kind
    version 1
    language en
    consent agreed "May we ask?"
    choices used "Which did you use?" {
        - store "The store"
        - phone "The telephone"
        - post  "The post"
        - none  "None"  exclusive
    }
    for c in used {
        csat satisfied "How satisfied were you with {c}?"
    }
    ranking order "What matters most?" {
        select 2
        - price "Price"
        - care  "Care"
        - speed "Speed"
    }
    allocate parts 100 "How would you divide it?" {
        - price "Price"
        - care  "Care"
    }
    grid where from used "Where would you rather do this?" {
        - buy  "Buy"
        - talk "Talk"
    }
    date came today - 60...today "When did you come?" default today
    let ago = today - came
    if ago > 3 { note late "That was {ago} days ago." }
    time at 08:00...20:00 "At what time?"
    text mail "Your address?" email optional
    text code "The code?" pattern "[A-Z][0-9]{2,4}"
    split wording {
        - plain { yesno fair "Was it fair?" }
        - warm  { yesno kind "Would you say that it was fair?" }
    }
    number spend 0...1000 "How much?" decimals 2
    ces ease "It was easy."
    nps recommend "Would you recommend us?"
    rating again 1...5 "Will you come again?"
    finish "Thank you."

    """

extension RunKindsTests {
    @Test func everyKindIsTakenThroughAPipe() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("every_kind.survey", everyKind)
        let store = scratch.path("answers.db")
        // One entry to each question, after some that are refused.
        let typed = [
            "y", "1 2", "4", "5", "1 1", "3 1", "70", "", "1", "2", "2026-01-01", "2026-11-12", "", "7:30",
            "9.30",
            "nobody", "guest@example.org", "b12", "B12", "n", "12.345", "12.5", "6", "9", "4",
        ]
        let result = try Program.run(
            "run", survey, "--set", "wording=warm", "--today", "2026-11-22", "--seed", "3", "--store", store,
            input: typed.joined(separator: "\n") + "\n")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("That was 10 days ago."), "\(result.output)")
        #expect(result.output.contains("Would you say") && !result.output.contains("Was it fair?"))
        #expect(result.output.hasSuffix("Thank you.\n"), "\(result.output)")
        let line = try Program.run("export", store, "--to", "jsonl", "--include-personal").output
        for word in [
            #""today":"2026-11-22""#, #""wording":"warm""#, #""agreed":true"#, #""used":["store","phone"]"#,
            #""satisfied.store":4"#, #""satisfied.phone":5"#, #""order":["speed","price"]"#,
            #""parts.price":70"#,
            #""parts.care":30"#, #""where.buy":"store""#, #""where.talk":"phone""#, #""came":"2026-11-12""#,
            #""at":"09:30""#, #""mail":"guest@example.org""#, #""code":"B12""#, #""kind":false"#,
            #""spend":12.5"#,
            #""ease":6"#, #""recommend":9"#, #""again":4"#, #""state":"complete""#,
        ] {
            #expect(line.contains(word), "\(word) is not in \(line)")
        }
        #expect(!line.contains("satisfied.post") && !line.contains("fair"))
        #expect(try Program.run("verify", store).status == 0)
        // What was stored can be replayed as it is.
        let answers = try scratch.write("line.json", line)
        let replayed = try Program.run("run", survey, "--answers", answers)
        #expect(replayed.status == 0, "\(replayed.errors)")
        func part(_ line: String) -> Substring? { line.split(separator: "\"answers\":").last }
        #expect(part(replayed.output) == part(line))
    }

    @Test func consentThatIsTakenBackThroughAPipeLeavesNothing() throws {
        let scratch = try Scratch()
        let survey = try scratch.write("every_kind.survey", everyKind)
        let store = scratch.path("answers.db")
        let result = try Program.run(
            "run", survey, "--today", "2026-11-22", "--store", store, input: "y\n1\n<\n<\nn\n")
        #expect(result.status == 0 && result.output.hasSuffix("No answer is stored.\n"), "\(result.output)")
        let line = try Program.run("export", store, "--to", "jsonl").output
        #expect(
            line.contains(#""state":"refused""#) && !line.contains("agreed") && !line.contains("\"used\""))
        #expect(try Program.run("verify", store).status == 0)
    }

    @Test(
        arguments: try FileManager.default.contentsOfDirectory(
            atPath: Program.package.appending(path: "Surveys").path
        ).filter { $0.hasSuffix(".survey") }.sorted())
    func everyShippedSurveyIsSimulatedStoredAndCounted(file: String) throws {
        let scratch = try Scratch()
        let survey = Program.package.appending(path: "Surveys/\(file)").path
        let (lines, store) = (scratch.path("lines.jsonl"), scratch.path("answers.db"))
        #expect(
            try Program.run("simulate", survey, "--count", "60", "--seed", "3", "-o", lines).status == 0)
        let collected = try Program.run("collect", lines, "--store", store, "--survey", survey)
        #expect(collected.status == 0, "\(collected.errors)")
        // The second time the survey is read from the store.
        #expect(try Program.run("collect", lines, "--store", store).status == 0)
        let verified = try Program.run("verify", store)
        #expect(verified.status == 0, "\(verified.output)")
        let fromStore = try Program.run("stats", store, "--format", "json")
        #expect(fromStore.status == 0)
        #expect(
            try fromStore.output == Program.run("stats", lines, "--survey", survey, "--format", "json").output
        )
    }
}
