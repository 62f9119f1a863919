import BigInt
import SurveyCompiler
import SurveyModel
import Testing

@testable import RoutingProof

@Suite("How many responses a survey can have")
struct ResponseCountTests {
    /// Questions, and how many responses there are to them by hand.
    static let table: [(questions: String, responses: BigUInt)] = [
        // What only a question behind an ending reads was answered before it: two with a, and b as no, or as yes with two c.
        ("yesno a \"A?\"\nyesno b \"B?\"\nif a { finish early \"E\" }\nif b { yesno c \"C?\" }", 5),
        // The same with something that nothing reads: six with a, and nine without.
        (
            """
            yesno a "A?"
            yesno b "B?"
            rating u 1...3 "U?"
            if a { finish early "E" }
            if b { yesno c "C?" }
            """, 15
        ),
        // Two endings between a question and what reads it.
        (
            """
            number n 1...4 "N?"
            yesno a "A?"
            if a { finish one "E" }
            yesno b "B?"
            if b { finish two "E" }
            if n > 2 { yesno c "C?" }
            """, 4 + 4 + 6
        ),
        // What only the second ending reads.
        (
            """
            number n 1...4 "N?"
            yesno a "A?"
            if a { finish one "E" }
            if n > 2 { finish two "E" }
            yesno c "C?"
            """, 4 + 2 + 4
        ),
        // A set with limits, which the roster behind the ending reads option by option.
        (
            """
            choices s "S?" {
            select 1...2
            - x "X"
            - y "Y"
            - z "Z"
            }
            yesno a "A?"
            if a { finish early "E" }
            for i in s { yesno c "C?" }
            """, 6 + 3 * 2 + 3 * 4
        ),
        // Nobody is asked b who ended before.
        ("yesno a \"A?\"\nif a { finish early \"E\" }\nyesno b \"B?\"\nif b { yesno c \"C?\" }", 4),
        // A hard check behind the ending is kept by those who come there only.
        (
            """
            number n 1...4 "N?"
            yesno a "A?"
            if a { finish early "E" }
            require n > 1 else more "More"
            if n > 3 { yesno c "C?" }
            """, 4 + 2 + 2
        ),
    ]

    @Test("every answer counts that was given before an ending", arguments: table)
    func byHand(questions: String, responses: BigUInt) throws {
        let text = "survey s\nversion 1\nlanguage en\n" + questions
        let survey = try #require(compile(SourceFile(name: "s", text: text)).survey)
        #expect(burden(of: survey, lower(survey)).responses?.exact == responses)
    }

    @Test("rounds in any order are counted in that of the file, where one of them may end the interview")
    func shuffledEndings() throws {
        let text = """
            survey s
            version 1
            language en
            for r in 1...2 shuffle {
                yesno a "A?"
                if a { finish early "E" }
            }
            yesno b "B?"
            """
        let survey = try #require(compile(SourceFile(name: "s", text: text)).survey)
        let found = burden(of: survey, lower(survey))
        // Ended in the first round, in the second, or in none; the ending of each round is its own, also folded.
        #expect(found.routes == .between(3, nil))
        #expect(found.foldedRoutes == .between(3, nil))
        #expect(found.responses == .between(4, nil))
        #expect(found.questions?.shortest == 1 && found.questions?.longest == 3)
        #expect(abs((found.questions?.expected ?? 0) - 1.75) < 1e-9)
    }
}
