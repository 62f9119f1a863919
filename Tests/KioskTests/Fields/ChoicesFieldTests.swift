import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Several options of a list.
@Suite struct ChoicesFieldTests {
    private func used(
        _ select: ClosedRange<Int>, count: Int = 4, isOptional: Bool = false, suggestion: [Int]? = nil
    ) throws -> FieldTrial {
        try FieldTrial { draft in
            let options = (0..<count).map { ("o\($0)", "Way \($0 + 1)") } + [("none!", "None of these")]
            return .choices(draft.list(options), select: select)
        } adjust: { question, draft in
            question.isOptional = isOptional
            question.suggestion = suggestion.map(Value.options)
            question.missing = [draft.missing(.dontKnow, "Don't know")]
        }
    }

    @Test func boxesAreTickedAndCounted() throws {
        var trial = try used(1...3)
        #expect(
            trial.text(40) == """
                >[ ] 1  Way 1
                 [ ] 2  Way 2
                 [ ] 3  Way 3
                 [ ] 4  Way 4
                 [ ] 5  None of these

                 ( ) 6  Don't know
                0 of at most 3 chosen

                """)
        trial.type("1 3")
        #expect(
            trial.text(20) == """
                 [x] 1  Way 1
                 [ ] 2  Way 2
                >[x] 3  Way 3
                 [ ] 4  Way 4
                 [ ] 5  None of
                        these

                 ( ) 6  Don't know
                2 of at most 3
                chosen

                """)
        #expect(trial.field.isTouched)
        trial.type("1 down space enter")
        #expect(try trial.answer() == .answered(.options([1, 2])))
    }

    @Test(arguments: [
        (1...3, "1 2 3 enter", Answer.answered(.options([0, 1, 2])), ""),
        (1...3, "3 1 enter", .answered(.options([0, 2])), ""),
        (1...3, "enter", .notAsked, "This question needs an answer; “Don't know” is one too."),
        (1...3, "1 1 enter", .notAsked, "This question needs an answer; “Don't know” is one too."),
        // Moving is no choice here, as one may mean to choose further ones.
        (1...3, "down enter", .notAsked, "This question needs an answer; “Don't know” is one too."),
        (1...3, "1 2 3 4", .notAsked, "Choose at most 3 answers; you chose 4."),
        (1...3, "1 2 3 4 enter", .answered(.options([0, 1, 2])), ""),
        (2...3, "1 enter", .notAsked, "Choose at least 2 answers."),
        (2...3, "enter", .notAsked, "Choose at least 2 answers."),
        (2...3, "5 enter", .answered(.options([4])), ""),
        (1...4, "5 1 enter", .answered(.options([0])), ""),
        (1...4, "1 2 5 enter", .answered(.options([4])), ""),
        (1...4, "1 6 enter", .missing(.dontKnow), ""), (1...4, "6 2 enter", .answered(.options([1])), ""),
        (0...4, "enter", .answered(.options([])), ""), (0...4, "1 1 enter", .answered(.options([])), ""),
        (1...4, "#0 #1 #0 enter", .answered(.options([1])), ""),
        (1...4, "1 backspace 2 enter", .answered(.options([1])), ""),
        (1...4, "w w space enter", .answered(.options([2])), ""),
        (1...1, "1 2", .notAsked, "Choose at most 1 answer; you chose 2."),
        (1...4, "9 enter", .notAsked, "This question needs an answer; “Don't know” is one too."),
    ])
    func keysToggle(select: ClosedRange<Int>, keys: String, answer: Answer, refusal: String) throws {
        var trial = try used(select)
        trial.type(keys)
        #expect(try trial.answer() == answer)
        #expect(trial.refusal.joined() == refusal)
        #expect(trial.problems.isEmpty)
    }

    @Test func whatStandsAloneTakesTheOthersBackAndSaysSo() throws {
        var trial = try used(1...4)
        trial.type("1 2 5")
        #expect(trial.text(80).contains(" [ ] 1  Way 1\n [ ] 2  Way 2\n"))
        #expect(
            trial.text(80).hasSuffix(
                "“None of these” stands alone, so the other answers were taken back.\n1 chosen\n"))
        trial.type("3")
        #expect(trial.text(80).hasSuffix("“None of these” stands alone and was taken back.\n1 chosen\n"))
        trial.type("down")
        #expect(trial.text(80).hasSuffix(" ( ) 6  Don't know\n1 chosen\n"))
    }

    @Test(arguments: [
        (1...5, "0 chosen"), (2...5, "0 of at least 2 chosen"), (2...3, "0 chosen of 2 to 3"),
        (2...2, "0 of 2 chosen"), (0...2, "0 of at most 2 chosen"),
    ])
    func limitsAreSaid(select: ClosedRange<Int>, said: String) throws {
        let trial = try used(select, count: 5)
        #expect(trial.text(80).hasSuffix("\n" + said + "\n"))
    }

    @Test func aNumberThatMayGoOnWaits() throws {
        var trial = try used(1...20, count: 11)
        trial.type("1")
        #expect(trial.text(80).hasPrefix(">[ ]  1  Way 1\n"))
        #expect(trial.text(80).hasSuffix("Number: 1_\n0 chosen\n"))
        #expect(trial.field.wantsEnter && trial.field.isTouched)
        trial.type("1")
        #expect(trial.text(80).contains(">[x] 11  Way 11"))
        #expect(trial.text(80).hasSuffix("\n1 chosen\n"))
        trial.type("1 enter")
        #expect(trial.text(80).hasPrefix(">[x]  1  Way 1\n"))
        #expect(trial.sent.isEmpty)
        // The 5 makes no number with the 1 before it, so both count.
        trial.type("1 5")
        #expect(trial.text(80).hasPrefix(" [ ]  1  Way 1\n"))
        #expect(trial.text(80).contains(">[x]  5  Way 5"))
        trial.type("1 space 1 down 1 tab")
        #expect(try trial.answer() == .answered(.options([4, 10])))
    }

    @Test func whatWasChosenComesBack() throws {
        var trial = try used(1...3, isOptional: true)
        trial.type("enter")
        #expect(try trial.answer() == .missing(.skipped))
        _ = trial.send(.back)
        trial.type("enter")
        #expect(trial.sent.last == .next)
        _ = trial.send(.back)
        trial.type("2 4 enter")
        _ = trial.send(.back)
        #expect(trial.text(80).hasPrefix(" [ ] 1  Way 1\n>[x] 2  Way 2\n [ ] 3  Way 3\n [x] 4  Way 4\n"))
        #expect(!trial.field.isTouched)
        trial.type("enter")
        #expect(trial.sent.last == .next)
        _ = trial.send(.back)
        trial.type("2 4 enter")
        #expect(trial.sent.last == .answer(.skip))
        trial = try used(1...3, suggestion: [0, 2])
        #expect(trial.text(80).hasPrefix(">[x] 1  Way 1\n [ ] 2  Way 2\n [x] 3"))
        trial.type("enter")
        #expect(try trial.answer() == .answered(.options([0, 2])))
    }

    @Test func aLongListIsSearchedAndTicked() throws {
        var trial = try used(2...2, count: 300)
        trial.type("way space 29 space")
        #expect(trial.text(40, 6).hasPrefix("Search: way "), "a digit is a number, also in a search")
        trial.type("esc none enter")
        #expect(
            trial.text(40, 6) == """
                Search: _
                 [ ] 300  Way 300
                >[x] 301  None of these
                << >> 300-301 of 302
                1 of 2 chosen

                """)
        trial.type("ay esc 7 enter 300 enter")
        #expect(try trial.answer() == .answered(.options([6, 299])))
    }
}
