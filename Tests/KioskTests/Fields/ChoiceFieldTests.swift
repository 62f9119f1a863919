import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// One of several options, yes and no, and consent.
@Suite struct ChoiceFieldTests {
    private func places(
        _ count: Int = 3, isOptional: Bool = false, missing: Bool = false, suggestion: Int? = nil
    ) throws -> FieldTrial {
        try FieldTrial { draft in
            let labels = ["In the store", "By phone", "On the web site"]
            return .choice(
                draft.list((0..<count).map { ("o\($0)", $0 < 3 ? labels[$0] : "Place \($0 + 1)") }))
        } adjust: { question, draft in
            question.isOptional = isOptional
            question.suggestion = suggestion.map(Value.option)
            if missing { question.missing = [draft.missing(.dontKnow, "Don't know")] }
        }
    }

    @Test func optionsStandBelowEachOtherWithTheWaysNotToAnswerBehind() throws {
        var trial = try places(missing: true)
        #expect(
            trial.text(80) == """
                >( ) 1  In the store
                 ( ) 2  By phone
                 ( ) 3  On the web site

                 ( ) 4  Don't know

                """)
        trial.type("2")
        #expect(
            trial.text(20) == """
                 ( ) 1  In the store
                >(*) 2  By phone
                 ( ) 3  On the web
                        site

                 ( ) 4  Don't know

                """)
        #expect(trial.picture(20).cursor == Position(row: 1, column: 2))
        #expect(trial.picture(20).focus == 1...1)
        #expect(trial.picture(20).targets.map(\.rows) == [0..<1, 1..<2, 2..<4, 5..<6])
        trial.type("enter")
        #expect(try trial.answer() == .answered(.option(1)))
    }

    @Test(arguments: [
        ("1 enter", Answer.answered(.option(0))), ("3 2 enter", .answered(.option(1))),
        ("down space enter", .answered(.option(1))), ("down enter", .answered(.option(1))),
        ("up enter", .answered(.option(0))), ("end enter", .missing(.dontKnow)),
        ("pagedown pageup enter", .answered(.option(0))), ("space enter", .answered(.option(0))),
        ("4 enter", .missing(.dontKnow)), ("#2 enter", .answered(.option(2))),
        ("#3 tab", .missing(.dontKnow)),
        // What is chosen goes before what is in focus.
        ("1 down down enter", .answered(.option(0))), ("o enter", .answered(.option(2))),
        ("d enter", .missing(.dontKnow)), ("i i O enter", .answered(.option(2))),
        ("x enter", .notAsked), ("enter", .notAsked), ("9 enter", .notAsked), ("esc enter", .notAsked),
        ("#-1 enter", .notAsked), ("#99 enter", .notAsked),
        // A mistake is taken back before it is sent.
        ("2 backspace enter", .notAsked), ("2 delete 1 enter", .answered(.option(0))),
    ])
    func keysChoose(keys: String, answer: Answer) throws {
        var trial = try places(missing: true)
        trial.type(keys)
        #expect(try trial.answer() == answer)
        #expect(trial.problems.isEmpty)
    }

    @Test func enterAloneAnswersNothing() throws {
        var trial = try places()
        trial.type("enter")
        #expect(trial.refusal == ["This question needs an answer."])
        #expect(trial.sent.isEmpty)
        trial.type("7")
        #expect(trial.refusal == ["“7” is not one of the answers. Type a number from 1 to 3."])
        trial.take(.scroll(3))
        #expect(trial.last == .ignored)
        trial.take(.key(.control("o")))
        #expect(trial.last == .ignored)
        trial.take(.paste("2"))
        #expect(trial.last == .ignored)
    }

    @Test func anOptionalAnswerIsTakenBack() throws {
        var trial = try places(isOptional: true)
        trial.type("enter")
        #expect(trial.sent == [.next])
        #expect(try trial.answer() == .missing(.skipped))
        trial = try places(isOptional: true)
        trial.type("2")
        #expect(trial.field.isTouched)
        #expect(trial.field.keys(trial.scene).last == KeyHint("Backspace", "take back"))
        trial.type("enter")
        _ = trial.send(.back)
        #expect(trial.text(80).contains(">(*) 2  By phone"))
        #expect(!trial.field.isTouched)
        trial.type("enter")
        #expect(trial.sent.last == .next)
        #expect(try trial.answer() == .answered(.option(1)))
        _ = trial.send(.back)
        trial.type("delete")
        #expect(trial.field.isTouched)
        #expect(trial.text(80).contains(">( ) 2  By phone"))
        trial.type("enter")
        #expect(trial.sent.last == .answer(.skip))
        #expect(try trial.answer() == .missing(.skipped))
    }

    @Test func aSuggestionStandsThereAndIsTaken() throws {
        var trial = try places(isOptional: true, suggestion: 2)
        #expect(trial.text(80).contains(">(*) 3  On the web site"))
        trial.type("enter")
        #expect(trial.sent == [.next])
        #expect(try trial.answer() == .answered(.option(2)))
        trial = try places(isOptional: true, suggestion: 2)
        trial.type("backspace enter")
        #expect(trial.sent == [.answer(.skip)])
        trial = try places(suggestion: 2)
        trial.type("1 enter")
        #expect(try trial.answer() == .answered(.option(0)))
    }

    @Test func aSecondDigitIsWaitedForOnlyWhereOneCanFollow() throws {
        var trial = try places(12)
        trial.type("1")
        #expect(trial.text(80).hasPrefix(">(*)  1  In the store\n ( )  2"))
        #expect(trial.text(80).hasSuffix(" ( ) 12  Place 12\nNumber: 1_\n"))
        trial.type("2")
        #expect(trial.text(80).hasSuffix(">(*) 12  Place 12\n"))
        trial.type("2")
        #expect(trial.text(80).contains(">(*)  2  By phone"))
        #expect(!trial.text(80).contains("_"))
        trial.type("1 5 enter")
        #expect(try trial.answer() == .answered(.option(4)))
        trial = try places(12)
        trial.type("1 down 2 enter")
        #expect(try trial.answer() == .answered(.option(1)))
        trial = try places(1000)
        trial.type("100 backspace")
        #expect(trial.text(80, 10).hasSuffix("Number: 10_\n"))
        trial.type("00")
        #expect(trial.text(80, 10).contains(">(*) 1000  Place 1000"))
        trial.type("0")
        #expect(trial.refusal == ["“0” is not one of the answers. Type a number from 1 to 1000."])
        trial.type("enter")
        #expect(try trial.answer() == .answered(.option(999)))
    }

    @Test func yesAndNoAreChosenByTheirLetters() throws {
        for (locale, keys, isYes, picture) in [
            ("en", "y", true, ">(*) 1  Yes\n ( ) 2  No\n"), ("en", "N", false, " ( ) 1  Yes\n>(*) 2  No\n"),
            ("sv", "j", true, ">(*) 1  Ja\n ( ) 2  Nej\n"), ("el", "ν", true, ">(*) 1  Ναι\n ( ) 2  Όχι\n"),
            ("el", "ό", false, " ( ) 1  Ναι\n>(*) 2  Όχι\n"), ("es", "s", true, ">(*) 1  Sí\n ( ) 2  No\n"),
            ("en", "2", false, " ( ) 1  Yes\n>(*) 2  No\n"),
        ] {
            var trial = try FieldTrial(locale: locale) { _ in .yesno }
            trial.type(keys)
            #expect(trial.text(80) == picture)
            trial.type("enter")
            #expect(try trial.answer() == .answered(.yesno(isYes)))
        }
        // The key of an English n types the ν of ναι, and no other letter says anything.
        var greek = try FieldTrial(locale: "el") { _ in .yesno }
        greek.type("n enter")
        #expect(try greek.answer() == .notAsked)
    }

    @Test func consentIsGivenByNobodyWhoOnlyPressesEnter() throws {
        var trial = try FieldTrial(EveryKind.survey())
        #expect(trial.text(40) == ">( ) 1  Yes\n ( ) 2  No\n")
        trial.type("enter")
        #expect(trial.refusal == ["This question needs an answer."])
        trial.type("y enter")
        #expect(try trial.answer("ok") == .answered(.yesno(true)))
    }
}
