import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Orders of all options and of some.
@Suite struct RankingFieldTests {
    private func ranking(
        _ count: Int = 4, select: ClosedRange<Int>, isOptional: Bool = false, missing: Bool = false
    ) throws -> FieldTrial {
        try FieldTrial { draft in
            let labels = ["Bed", "Breakfast", "Staff", "The view from the window"]
            return .ranking(
                draft.list((0..<count).map { ("o\($0)", $0 < 4 ? labels[$0] : "Thing \($0 + 1)") }),
                select: select)
        } adjust: { question, draft in
            question.isOptional = isOptional
            if missing { question.missing = [draft.missing(.dontKnow, "Don't know")] }
        }
    }

    @Test func whatHasAPlaceStandsOnTop() throws {
        var trial = try ranking(select: 4...4)
        #expect(
            trial.text(80) == """
                Choose your first answer, then your second, until all have a place.
                >[ ] Bed
                 [ ] Breakfast
                 [ ] Staff
                 [ ] The view from the window

                """)
        trial.type("down down space")
        #expect(
            trial.text(20) == """
                Choose your first
                answer, then your
                second, until all
                have a place.
                 [1] Staff
                 -------------------
                 [ ] Bed
                 [ ] Breakfast
                >[ ] The view from
                     the window

                """)
        #expect(trial.picture(20).cursor == Position(row: 8, column: 2))
        #expect(trial.picture(20).focus == 8...9)
        trial.type("space space")
        // The last one has only one place left.
        #expect(
            trial.text(80, 4) == """
                 [1] Staff
                 [2] The view from the window
                >[3] Bed
                 [4] Breakfast

                """)
        trial.type("enter")
        #expect(try trial.answer() == .answered(.order([2, 3, 0, 1])))
        _ = trial.send(.back)
        #expect(trial.text(80, 4).hasPrefix(">[1] Staff\n"))
        #expect(!trial.field.isTouched)
        trial.type("enter")
        #expect(trial.sent.last == .next)
    }

    @Test(arguments: [
        ("space space space enter", [0, 1, 2, 3]), ("down 1 1 1 enter", [3, 2, 1, 0]),
        ("space space down space enter", [0, 1, 3, 2]),
        ("#3 #1 #0 tab", [3, 1, 0, 2]), ("#3 #1 #3 #0 #2 enter", [1, 0, 2, 3]),
        // A place can be changed: by its number, or step by step.
        ("space space space home 4 enter", [1, 2, 3, 0]), ("space space space home - - enter", [1, 2, 0, 3]),
        ("space space space end + enter", [0, 1, 3, 2]), ("space space space end 1 enter", [3, 0, 1, 2]),
        ("space space space home space end space enter", [1, 2, 3, 0]),
        ("+ end + end + end + enter", [0, 3, 2, 1]), ("9 9 9 enter", [0, 1, 2, 3]),
    ])
    func everyOptionGetsAPlace(keys: String, order: [Int]) throws {
        var trial = try ranking(select: 4...4)
        trial.type(keys)
        #expect(try trial.answer() == .answered(.order(order)), "\(trial.refusal)")
        #expect(trial.problems.isEmpty)
    }

    @Test func shiftMovesAnOptionToo() throws {
        var trial = try ranking(select: 4...4)
        trial.type("space space space home")
        trial.take(.key(Key(.down, .shift)))
        trial.take(.key(Key(.down, .shift)))
        trial.take(.key(Key(.up, .shift)))
        trial.type("enter")
        #expect(try trial.answer() == .answered(.order([1, 0, 2, 3])))
    }

    @Test func anOrderNobodyMadeIsNoAnswer() throws {
        var trial = try ranking(select: 4...4)
        trial.type("enter")
        #expect(
            trial.refusal == ["Choose your first answer, then your second, until all have a place."])
        trial.type("space enter")
        #expect(
            trial.refusal == [
                "Every answer needs a place. Still without one: Breakfast; Staff; The view from the window."
            ])
        #expect(trial.sent.isEmpty)
        trial = try ranking(1, select: 1...1)
        trial.type("enter")
        #expect(!trial.refusal.isEmpty)
        trial.type("space enter")
        #expect(try trial.answer() == .answered(.order([0])))
    }

    @Test func someOptionsGetAPlace() throws {
        var trial = try ranking(select: 2...2)
        #expect(trial.text(80).hasPrefix("Choose your first 2 answers, one after the other.\n"))
        trial.type("space space space")
        #expect(
            trial.refusal == [
                "Only 2 answers can have a place. To choose another one, take a place away first."
            ])
        trial.type("home backspace end space enter")
        #expect(try trial.answer() == .answered(.order([1, 3])))
        trial = try ranking(select: 2...3)
        #expect(trial.text(80).hasPrefix("Choose 2 to 3 answers, your first one first.\n"))
        trial.type("end space enter")
        #expect(trial.refusal == ["At least 2 answers need a place; so far: 1."])
        trial.type("home down space enter")
        #expect(try trial.answer() == .answered(.order([3, 0])))
    }

    @Test func noneMayBeAnAnswer() throws {
        var trial = try ranking(select: 0...2)
        trial.type("enter")
        #expect(try trial.answer() == .answered(.order([])))
        _ = trial.send(.back)
        trial.type("space enter")
        #expect(try trial.answer() == .answered(.order([0])))
        trial = try ranking(select: 2...2, isOptional: true)
        trial.type("enter")
        #expect(trial.sent == [.next])
        _ = trial.send(.back)
        trial.type("space space enter")
        _ = trial.send(.back)
        trial.type("space home space enter")
        #expect(trial.sent.last == .answer(.skip))
        #expect(try trial.answer() == .missing(.skipped))
    }

    @Test func missingStandsBelowAndIsTakenBack() throws {
        for keys in ["* enter", "end down enter", "space #-1 enter", "space * tab"] {
            var trial = try ranking(select: 4...4, missing: true)
            trial.type(keys)
            #expect(try trial.answer() == .missing(.dontKnow), "\(keys)")
        }
        var trial = try ranking(select: 4...4, missing: true)
        trial.type("* up home space space space enter")
        #expect(try trial.answer() == .answered(.order([0, 1, 2, 3])))
        for touch in [
            Touch.press(99), .press(-9), .press(.min), .scroll(1), .paste("1"), .key(.character("x")),
        ] {
            trial = try ranking(select: 4...4)
            trial.take(touch)
            #expect(trial.last == .ignored)
        }
    }

    @Test func manyOptionsKeepTheirMarksInLine() throws {
        var trial = try ranking(12, select: 12...12)
        trial.type("space space space space space space space space space space space")
        #expect(trial.text(80).contains(" [ 9] Thing 9\n [10] Thing 10\n>[11] Thing 11\n [12] Thing 12\n"))
    }
}
