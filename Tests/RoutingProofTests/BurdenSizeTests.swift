import BigInt
import SurveyCompiler
import SurveyModel
import Testing

@testable import RoutingProof

@Suite("The burden of large surveys")
struct BurdenSizeTests {
    @Test("a chain has a route for each place to leave it")
    func chain() {
        var questionnaire = Questionnaire()
        var guarded = FactID.always
        for _ in 0..<10_000 {
            let (input, asked) = questionnaire.ask(guarded: guarded, cells: 2)
            guarded = questionnaire.builder.and(asked, questionnaire.builder.cell(input, [1]))
        }
        let found = questionnaire.burden(Budget())
        #expect(found.routes.exact == 10_000)
        #expect(found.responses?.exact == 10_001)
        #expect(found.questions?.shortest == 1 && found.questions?.longest == 10_000)
        #expect(isClose(found.questions?.expected, 2))
    }

    @Test("what is asked or not by itself doubles the routes")
    func doubling() {
        var questionnaire = Questionnaire()
        for _ in 0..<3_000 {
            let (input, _) = questionnaire.ask(guarded: .always, cells: 2)
            questionnaire.ask(guarded: questionnaire.builder.cell(input, [1]), cells: 1)
        }
        let found = questionnaire.burden(Budget())
        #expect(found.routes.exact == BigUInt(1) << 3_000)
        #expect(found.questions?.expected == 4_500)
    }

    @Test("the share of those who come to 120 of 200 is the binomial one")
    func manyYes() {
        var questionnaire = Questionnaire()
        let inputs = (0..<200).map { _ in questionnaire.ask(guarded: .always, cells: 2).input }
        let isMany = questionnaire.builder.sum(inputs.map { .init($0, weights: [0, 1]) }, atLeast: 120)
        questionnaire.ask(guarded: isMany, cells: 1)
        let found = questionnaire.burden(Budget())
        var row: [BigUInt] = [1]
        for _ in 0..<200 { row = zip(row + [0], [0] + row).map { $0 + $1 } }
        let many = row[120...].reduce(BigUInt(0)) { $0 + $1 }
        #expect(found.routes.exact == 2)
        #expect(found.responses?.exact == BigUInt(1) << 200)
        // 2.8 per mille; divided down to what a Double holds.
        let scale: Double = 0x1p-60
        let share = Double(UInt64(many >> 140)) * scale
        #expect(isClose(found.share(of: .asked(QuestionID(200))), share))
    }

    @Test("a roster over one to three of twelve options brings 298 routes, and twenty of them the power")
    func rosters() throws {
        func text(_ count: Int) -> String {
            var text = "survey s\nversion 1\nlanguage en\n"
            for set in 0..<count {
                text += "choices used\(set) \"Which?\" {\nselect 1...3\n"
                for option in 0..<12 { text += "- o\(option) \"Option \(option)\"\n" }
                text += "}\nfor c\(set) in used\(set) { yesno good\(set) \"And?\" }\n"
            }
            return text
        }
        let one = try #require(compile(SourceFile(name: "s", text: text(1))).survey)
        let found = burden(of: one, lower(one))
        #expect(found.routes.exact == 298)
        #expect(found.foldedRoutes.exact == 1)
        #expect(found.questions?.shortest == 2 && found.questions?.longest == 4)
        // All legal sets are equally likely: 12 of one option, 66 of two, 220 of three.
        let mean: Double = 804 / 298
        let share: Double = 67 / 298
        #expect(isClose(found.questions?.expected, 1 + mean))
        #expect(isClose(found.share(of: .asked(QuestionID(1))), share))
        #expect(isClose(found.share(of: .roster(0)), 1))
        // 12 sets with 2 answers, 66 with 4, 220 with 8.
        #expect(found.responses?.exact == 2_048)
        let twenty = try #require(compile(SourceFile(name: "s", text: text(20))).survey)
        #expect(burden(of: twenty, lower(twenty)).routes.exact == BigUInt(298).power(20))
    }

    @Test("a screen-out, a page, a grid and a note")
    func wholeSurvey() throws {
        let text = """
            survey s
            version 1
            language en
            number age 0...99 "How old are you?"
            if age < 18 { finish screened young "Bye." }
            page one "First" {
                note hello "Hello there"
                grid g 1...3 "Agree?" {
                    - a "One two"
                    - b "Three" if age >= 60
                }
                yesno more "More?"
            }
            if more { text why "Why?" optional }
            """
        let survey = try #require(compile(SourceFile(name: "s", text: text)).survey)
        let found = burden(of: survey, lower(survey))
        // Screened; a grid of one row or two; asked why or not.
        #expect(found.routes.exact == 5)
        #expect(found.responses == nil)
        #expect(found.questions?.shortest == 1 && found.questions?.longest == 4)
        #expect(found.screens?.shortest == 1 && found.screens?.longest == 3)
        // 82 of 100 are old enough.
        #expect(isClose(found.questions?.expected, 1 + 0.82 * 2.5))
        #expect(isClose(found.share(of: .ends(EndingID(0))), 0.18))
        let page = try #require(
            survey.blocks.firstIndex { if case .page("one", _) = $0.kind { true } else { false } })
        #expect(isClose(found.share(of: .page(BlockID(page))), 0.82))
        // Four words to read and five seconds to type.
        let word: Double = 1.0 / 238
        let length = found.minutes[0].length
        #expect(isClose(length?.shortest, 4 * word + 5.0 / 60))
        // Thirteen words; five seconds for the age, one for the note, five for two rows, two and ten for what follows.
        #expect(isClose(length?.longest, 13 * word + 23.0 / 60))
    }

    private func isClose(_ left: Double?, _ right: Double) -> Bool {
        left.map { abs($0 - right) < 1e-9 } ?? false
    }
}
