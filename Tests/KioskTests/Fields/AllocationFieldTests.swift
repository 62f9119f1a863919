import FoundationEssentials
import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// An amount divided among parts.
@Suite struct AllocationFieldTests {
    private func division(
        _ locale: String = "en", _ count: Int = 3, total: Int = 100, isOptional: Bool = false,
        missing: Bool = false
    ) throws -> FieldTrial {
        try FieldTrial(locale: locale) { draft in
            let labels = ["Bed", "Breakfast", "The people at the desk"]
            return .allocate(
                draft.list((0..<count).map { ("o\($0)", $0 < 3 ? labels[$0] : "Part \($0 + 1)") }),
                total: total)
        } adjust: { question, draft in
            question.isOptional = isOptional
            if missing { question.missing = [draft.missing(.refused, "Rather not say")] }
        }
    }

    private func amounts(_ trial: FieldTrial) throws -> [Int?] {
        try (0..<3).map { place in
            if case .number(let number)? = try trial.answer("q.o\(place)").value {
                number.exactInt
            } else {
                nil
            }
        }
    }

    @Test func allPartsStandInOneTableWithTheRest() throws {
        var trial = try division()
        trial.type("60 enter 15")
        #expect(
            trial.text(80) == """
                Divide 100 among these parts, in whole numbers:
                 Bed                    [ 60] ############........
                >Breakfast              [ 15] ###................. [-] [+]
                 The people at the desk [   ] ....................
                 Left: 25

                """)
        #expect(
            trial.text(40) == """
                Divide 100 among these parts, in whole
                numbers:
                 Bed                    [ 60]
                >Breakfast              [ 15] [-] [+]
                 The people at the desk [   ]
                 Left: 25

                """)
        #expect(
            trial.text(20, 6) == """
                 Bed           [ 60]
                >Breakfast     [ 15]
                 [-] [+]
                 The people at [   ]
                 the desk
                 Left: 25

                """)
        #expect(trial.picture(20, 6).cursor == Position(row: 1, column: 18))
        trial.type("enter")
        #expect(
            trial.text(80).contains(">The people at the desk [ 25] #####............... [-] [+]\n Left: 0\n"))
        #expect(trial.text(80).hasSuffix(" The last part takes all that is left.\n"))
        trial.type("enter")
        #expect(try amounts(trial) == [60, 15, 25])
    }

    @Test(arguments: [
        ("es", " Queda: 40\n"), ("sv", " Kvar: 40\n"), ("el", " Απομένουν: 40\n"),
    ])
    func theRestIsSaidInTheLanguage(locale: String, rest: String) throws {
        var trial = try division(locale)
        trial.type("60 down")
        #expect(trial.text(80).contains(rest))
    }

    @Test(arguments: [
        ("100 enter", [100, 0, 0]), ("60 enter 40 enter", [60, 40, 0]),
        ("10 down 20 down enter", [10, 20, 70]),
        ("down down enter", [0, 0, 100]), ("0 enter enter enter", [0, 0, 100]),
        ("007 down 3 down enter", [7, 3, 90]),
        ("right right left enter 5 enter enter", [1, 5, 94]),
        ("pageup pageup - + + enter tab tab", [21, 0, 79]),
        ("50 backspace enter 5 0 enter enter", [5, 50, 45]), ("#2 enter", [0, 0, 100]),
        ("30 #2 enter", [30, 0, 70]), ("\(Int.max) delete 4 down down enter", [4, 0, 96]),
        // Earlier parts can be changed, and the rest follows.
        ("60 down 30 down up up 50 down down enter", [50, 30, 20]),
        ("60 down 30 down #0 80 enter 5 enter enter", [80, 5, 15]),
        ("60 down 30 down #0 70 down down enter", [70, 30, 0]),
        // A finger is enough.
        ("#\(Int.max) #\(Int.max) #1 #\(Int.max) #\(Int.max - 1) #2 enter", [2, 0, 98]),
    ])
    func partsAreEntered(keys: String, amounts: [Int]) throws {
        var trial = try division()
        trial.type(keys)
        #expect(try self.amounts(trial) == amounts, "\(trial.refusal)")
        #expect(trial.problems.isEmpty)
    }

    @Test func whatDoesNotFitIsTold() throws {
        var trial = try division()
        trial.type("enter")
        #expect(trial.problems == [] && trial.refusal == ["This question needs an answer."])
        trial.type("101 enter")
        #expect(trial.refusal == ["101 is too much: only 100 is left."])
        #expect(trial.text(80).contains(" 1 too much\n"))
        #expect(trial.picture(80).lines.contains { $0.runs.contains { $0.role == .fault } })
        trial.type("down")
        #expect(trial.refusal == ["101 is too much: only 100 is left."])
        trial.take(.key(.control("u")))
        trial.type("60 down 41 #2")
        #expect(trial.refusal == ["41 is too much: only 40 is left."])
        trial.type("backspace backspace 1 down 5 enter")
        #expect(trial.refusal == ["The parts have to make 100 together, so this one has to be 39."])
        trial.type("right")
        #expect(trial.text(80).contains("[  6]"))
        trial.take(.paste("39"))
        trial.type("enter")
        #expect(try amounts(trial) == [60, 1, 39])
        trial = try division()
        trial.take(.paste("-5"))
        #expect(trial.refusal == ["“-5” is not a number."])
    }

    @Test func goingBackShowsWhatWasAnsweredAndKeepsIt() throws {
        var trial = try division()
        trial.type("60 enter 15 enter enter")
        _ = trial.send(.back)
        #expect(trial.text(80).contains(">The people at the desk [ 25]"))
        #expect(trial.text(80).contains(" Bed                    [ 60]"))
        #expect(!trial.field.isTouched)
        trial.type("up up")
        #expect(trial.text(80).contains(">Bed                    [ 60]"))
        #expect(trial.text(80).contains(" Breakfast              [ 15]"))
        trial.type("enter enter enter")
        #expect(trial.sent.suffix(3) == [.next, .next, .next])
        #expect(try amounts(trial) == [60, 15, 25])
        // What no longer fits is gone when it is reached.
        _ = trial.send(.back)
        trial.type("up up 90")
        #expect(trial.text(80).contains(" 30 too much\n"))
        trial.type("enter")
        #expect(trial.text(80).contains(">Breakfast              [   ]"))
        trial.type("enter enter")
        #expect(try amounts(trial) == [90, 0, 10])
    }

    @Test func theWholeIsLeftEmptyOrAnsweredByMissing() throws {
        var trial = try division(isOptional: true)
        trial.type("enter")
        #expect(trial.sent == [.next])
        #expect(try trial.answer("q.o1") == .missing(.skipped))
        _ = trial.send(.back)
        trial.type("60 enter 40 enter")
        _ = trial.send(.back)
        trial.type("up up delete delete")
        #expect(trial.text(80).contains(" Left: 100\n"))
        trial.type("enter")
        #expect(trial.sent.last == .answer(.skip))
        #expect(try trial.answer("q.o1") == .missing(.skipped))
        for keys in ["* enter", "60 down down down enter", "60 down #-1 enter", "60 down 40 * enter"] {
            trial = try division(missing: true)
            trial.type(keys)
            for place in 0..<3 { #expect(try trial.answer("q.o\(place)") == .missing(.refused), "\(keys)") }
            _ = trial.send(.back)
            #expect(trial.text(80).hasSuffix(" (*) Rather not say\n"))
            trial.type("enter")
            #expect(trial.sent.last == .next)
        }
        trial = try division(missing: true)
        trial.type("* enter")
        _ = trial.send(.back)
        trial.type("100 enter")
        #expect(try amounts(trial) == [100, 0, 0])
    }

    @Test func oneOrNoneOfAnAmountWorks() throws {
        var trial = try division("en", 1)
        trial.type("enter")
        #expect(try trial.answer("q.o0") == .answered(.number(100)))
        trial = try division(total: 0)
        trial.type("down down enter")
        #expect(try amounts(trial) == [0, 0, 0])
        trial = try division(total: .max)
        trial.type("pageup down \(Int.max)9 enter")
        #expect(!trial.refusal.isEmpty)
        #expect(trial.text(80).contains("too much"))
        for touch in [
            Touch.press(3), .press(-1), .press(.min), .scroll(1), .key(Key(.up)), .key(.character("x")),
        ] {
            trial = try division()
            trial.take(touch)
            #expect(trial.last == .ignored)
        }
    }
}
