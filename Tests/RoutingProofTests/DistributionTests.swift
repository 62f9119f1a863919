import SurveyCompiler
import SurveyModel
import Testing

@testable import RoutingProof

@Suite("Shares learned from answers")
struct DistributionTests {
    private let survey: Survey
    private let program: Program

    init() throws {
        let text = """
            survey s
            version 1
            language en
            number age 0...99 "Age?" { refused "No" }
            if age < 18 { yesno school "School?" }
            choices used "Which?" {
                - a "A"
                - b "B"
                - c "C"
            }
            if a in used { yesno again "Again?" }
            choice why "Why?" {
                - x "X"
                - y "Y"
            }
            if why == y { yesno how "How?" }
            """
        survey = try #require(compile(SourceFile(name: "s", text: text)).survey)
        program = lower(survey)
    }

    private func question(_ name: String) -> Claim.Subject {
        .asked(QuestionID(survey.questions.firstIndex { $0.name == name } ?? 0))
    }

    private func answers(_ given: [String: Answer]) -> [Answer] {
        survey.variables.map { given[$0.name] ?? .notAsked }
    }

    @Test("cells are weighed as often as they were chosen")
    func learned() {
        var distribution = Distribution(of: program)
        for age in [10, 20, 30] { distribution.add(answers(["age": .answered(.number(age))])) }
        distribution.add(answers(["age": .missing(.refused)]))
        #expect(distribution.responses == 4)
        let found = burden(of: survey, program, distribution: distribution)
        #expect(abs((found.share(of: question("school")) ?? 0) - 0.25) < 1e-9)
        // Nobody was asked yet, so both are equally likely.
        #expect(abs((found.share(of: question("how")) ?? 0) - 0.5) < 1e-9)
    }

    @Test("options of a set are weighed one by one, and those that nobody names by their number")
    func sets() {
        var distribution = Distribution(of: program)
        distribution.add(answers(["used": .answered(.options([0, 1]))]))
        distribution.add(answers(["used": .answered(.options([1]))]))
        distribution.add(answers(["used": .answered(.options([2]))]))
        distribution.add(answers(["used": .answered(.options([1, 2]))]))
        let found = burden(of: survey, program, distribution: distribution)
        #expect(abs((found.share(of: question("again")) ?? 0) - 0.25) < 1e-9)
    }

    @Test("what was never chosen has no share, and is a route all the same")
    func never() {
        var distribution = Distribution(of: program)
        for _ in 0..<3 { distribution.add(answers(["why": .answered(.option(0))])) }
        let found = burden(of: survey, program, distribution: distribution)
        #expect(found.share(of: question("how")) == 0)
        #expect(found.routes == burden(of: survey, program).routes)
        #expect(found.questions?.longest == 6)
    }

    @Test("answers that cannot be placed leave the shares as they are")
    func unplaced() {
        var distribution = Distribution(of: program)
        distribution.add(answers(["age": .answered(.number(10))]))
        distribution.add(answers(["age": .answered(.number(1_000))]))
        distribution.add([])
        let plain = burden(of: survey, program).share(of: question("school"))
        #expect(
            burden(of: survey, program, distribution: distribution).share(of: question("school")) == plain)
    }
}

@Suite("How long reading and answering takes")
struct AnsweringTimeTests {
    @Test(
        "languages are read as fast as they were measured",
        arguments: [("en", 238.0), ("es-MX", 227.6), ("sv", 207.7), ("el", 217.1), ("xx", 192.1)])
    func speeds(language: String, words: Double) {
        let speed = ReadingSpeed(language: language)
        #expect(abs(speed.perMinute - words) < 0.05)
        #expect(speed.isMeasured == (language != "xx"))
        #expect(abs(speed.seconds("one two  three") - 180 / speed.perMinute) < 1e-9)
    }

    @Test("Chinese is read by the character")
    func characters() {
        let speed = ReadingSpeed(language: "zh-Hant")
        #expect(speed.unit == .characters)
        #expect(abs(speed.seconds("你好 吗") - 180 / speed.perMinute) < 1e-9)
    }

    @Test("rows are counted one by one, and the options of a grid once")
    func grids() throws {
        let text = """
            survey s
            version 1
            language en
            options often {
                - never "Not ever"
                - always "Each time"
            }
            grid g from often "How often?" {
                - a "Row one"
                - b "Row"
            }
            """
        let survey = try #require(compile(SourceFile(name: "s", text: text)).survey)
        let time = AnsweringTime(survey, locale: "en")
        let word = 60 / 238.0
        #expect(abs(time.question(QuestionID(0)) - 6 * word) < 1e-9)
        #expect(abs(time.part(survey.questions[0].variables[0]) - (2 * word + 3)) < 1e-9)
        let length = burden(of: survey, lower(survey)).minutes[0].length
        #expect(abs((length?.shortest ?? 0) * 60 - (9 * word + 6)) < 1e-9)
    }
}
