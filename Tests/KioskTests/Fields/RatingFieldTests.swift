import FoundationEssentials
import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Points of scales.
@Suite struct RatingFieldTests {
    private func nps(isOptional: Bool = false, missing: Int = 0) throws -> FieldTrial {
        try FieldTrial {
            .nps($0.scale(0...10))
        } adjust: { question, draft in
            question.isOptional = isOptional
            question.missing = [(.dontKnow, "Don't know"), (.refused, "Prefer not to say")].prefix(missing)
                .map { draft.missing($0, $1) }
        }
    }

    private func rating(
        _ bounds: ClosedRange<Int>, _ labels: [Int: String] = [:], isFaces: Bool = false,
        suggestion: Int? = nil, isOptional: Bool = false
    ) throws -> FieldTrial {
        try FieldTrial {
            .rating($0.scale(bounds, labels))
        } adjust: { question, _ in
            question.display = isFaces ? .faces : nil
            question.suggestion = suggestion.map { .number(Decimal($0)) }
            question.isOptional = isOptional
        }
    }

    @Test func pointsStandInARowWithTheEndsBelow() throws {
        var trial = try nps(missing: 2)
        trial.type("7 right")
        #expect(
            trial.text(80) == """
                   0    1    2    3    4    5    6   (7)  >8    9   10
                  Not at all likely                   Extremely likely

                 ( ) *  Don't know
                 ( ) /  Prefer not to say

                """)
        #expect(
            trial.text(40) == """
                   0    1    2    3    4    5
                   6   (7)  >8    9   10
                0 = Not at all likely
                10 = Extremely likely

                 ( ) *  Don't know
                 ( ) /  Prefer not to say

                """)
        #expect(
            trial.text(20) == """
                   0    1    2    3
                   4    5    6   (7)
                  >8    9   10
                0 = Not at all
                likely
                10 = Extremely
                likely

                 ( ) *  Don't know
                 ( ) /  Prefer not
                        to say

                """)
        let target = try #require(trial.picture(40).targets.first { $0.number == 7 })
        #expect(target.rows == 1..<2 && target.columns == 5..<10)
        #expect(trial.picture(40).cursor == Position(row: 1, column: 13))
        trial.type("end right right")
        #expect(trial.text(80).contains("\n>( ) /  Prefer not to say\n"))
        #expect(trial.picture(80).cursor == Position(row: 4, column: 2))
        trial.type("space")
        #expect(trial.text(80).hasPrefix("   0    1    2    3    4    5    6    7    8    9   10\n"))
        #expect(trial.text(80).contains(">(*) /  Prefer not to say"))
    }

    @Test func manyPointsStandInRowsAndVeryManyOnABar() throws {
        var trial = try rating(-10...10)
        trial.type("- 3 left")
        #expect(
            trial.text(40) == """
                  -10    -9    -8    -7    -6    -5
                  >-4   (-3)   -2    -1     0     1
                    2     3     4     5     6     7
                    8     9    10

                """)
        trial = try rating(0...100, [0: "Worst", 100: "Best"])
        #expect(trial.text(40).hasPrefix(">( ) 0\n[>-----"))
        trial.type("45 right right")
        #expect(
            trial.text(40) == """
                 (*) 45  >( ) 47
                [----------------->--------------------]
                  Worst                            Best

                """)
        trial.type("1 0")
        #expect(trial.text(20) == ">(*) 10\n[--*---------------]\n  Worst        Best\nNumber: 10_\n")
        for (column, place) in [(1, 0), (20, 51), (38, 100)] {
            let target = trial.picture(40).targets.first { $0.columns == column..<column + 1 }
            #expect(target?.number == place)
        }
        trial.type("0 enter")
        #expect(try trial.answer() == .answered(.number(100)))
    }

    @Test func labelledPointsStandBelowEachOtherWithFaces() throws {
        let words = [1: "Poor", 2: "Fair", 3: "Good", 4: "Very good", 5: "Excellent"]
        var trial = try rating(1...5, words, isFaces: true)
        trial.type("4")
        #expect(
            trial.text(20) == """
                 ( ) 1  :-(( Poor
                 ( ) 2  :-(  Fair
                 ( ) 3  :-|  Good
                >(*) 4  :-)  Very
                        good
                 ( ) 5  :-))
                        Excellent

                """)
        trial = try rating(1...5, [1: "Very bad", 5: "Very good"], isFaces: true)
        trial.type("4 right")
        #expect(
            trial.text(40) == """
                 :-((    :-(    :-|    :-)   :-))
                   1      2      3     (4)    >5
                  Very bad               Very good

                """)
        #expect(trial.picture(40).targets.allSatisfy { $0.rows == 0..<2 })
        trial = try rating(0...2, isFaces: true)
        #expect(trial.text(40) == "  :-(    :-|    :-)\n  >0      1      2\n")
        trial = try rating(1...5, words)
        #expect(trial.text(80).hasPrefix(">( ) 1  Poor\n ( ) 2  Fair\n"))
    }

    @Test(
        arguments: [
            ("1 enter", 1), ("1 0 enter", 10), ("1 5 enter", 5), ("1 1 enter", 1), ("7 0 enter", 0),
            ("0 0 enter", 0), ("1 0 0 enter", 0), ("1 left 0 enter", 0), ("1 backspace enter", nil),
            ("right right enter", 2), ("right space left left enter", 1), ("end enter", 10),
            ("home enter", 0),
            ("pagedown enter", 10), ("space enter", 0), ("enter", nil), ("esc enter", nil), ("x enter", nil),
            ("#4 enter", 4), ("#11 enter", nil), ("#-1 enter", nil), ("- 1 enter", 1), ("* enter", nil),
            ("1 0 backspace enter", nil),
        ] as [(String, Int?)])
    func keysChoose(keys: String, point: Int?) throws {
        var trial = try nps()
        trial.type(keys)
        let isKept = keys == "1 backspace enter"
        #expect(
            try trial.answer()
                == (point.map { .answered(.number(Decimal($0))) }
                    ?? (isKept ? .answered(.number(1)) : .notAsked)))
        #expect(trial.problems.isEmpty)
    }

    @Test(arguments: [
        (-10...10, "- 3 enter", -3), (-10...10, "- 1 0 enter", -10), (-10...10, "3 - 4 enter", -4),
        (10...20, "1 4 enter", 14), (10...20, "2 0 enter", 20), (0...1000, "999 enter", 999),
        (0...100, "4 5 7 enter", 7), (0...100, "50 up enter", 50), (0...100, "50 pagedown space enter", 60),
        (0...99_999, "99999 enter", 99_999), (0...Int.max, "1000 left space enter", 999),
        (-3...Int.max, "-1 enter", -1), (5...5, "5 enter", 5),
        (5...5, "end enter", 5),
    ])
    func numbersBelowNoughtAndLongOnesAreTyped(bounds: ClosedRange<Int>, keys: String, point: Int) throws {
        var trial = try rating(bounds)
        for width in [1, 20, 80] { _ = trial.text(width) }
        trial.type(keys)
        #expect(try trial.answer() == .answered(.number(Decimal(point))))
    }

    @Test func whatIsNoPointIsRefused() throws {
        var trial = try rating(10...20)
        trial.type("3")
        #expect(trial.refusal == ["3 is not between 10 and 20."])
        trial.type("1")
        #expect(trial.text(80).hasSuffix("Number: 1_\n"))
        #expect(trial.field.isTouched)
        trial.type("enter")
        #expect(trial.refusal == ["1 is not between 10 and 20."])
        trial.type("enter")
        #expect(trial.refusal == ["This question needs an answer."])
        trial = try rating(-5...5)
        trial.type("-")
        #expect(trial.text(80).hasSuffix("\nNumber: -_\n"))
        trial.type("left 9")
        #expect(trial.refusal == ["9 is not between -5 and 5."])
        #expect(trial.sent.isEmpty)
    }

    @Test func waysNotToAnswerHaveSigns() throws {
        for (keys, answer) in [
            ("* enter", Answer.missing(.dontKnow)), ("* * enter", .missing(.refused)),
            ("* * * enter", .missing(.dontKnow)), ("/ tab", .missing(.refused)),
            ("+ enter", .notAsked), ("#12 enter", .missing(.refused)),
            ("end right enter", .missing(.dontKnow)), ("* 3 enter", .answered(.number(3))),
        ] {
            var trial = try nps(missing: 2)
            trial.type(keys)
            #expect(try trial.answer() == answer)
        }
    }

    @Test func whatWasChosenComesBack() throws {
        var trial = try nps(isOptional: true)
        trial.type("9 enter")
        _ = trial.send(.back)
        #expect(trial.text(80).contains(">(9)"))
        #expect(!trial.field.isTouched)
        trial.type("enter")
        #expect(trial.sent.last == .next)
        _ = trial.send(.back)
        #expect(trial.field.keys(trial.scene).map(\.key) == ["0...10", "Arrows", "Space", "Backspace"])
        trial.type("backspace enter")
        #expect(trial.sent.last == .answer(.skip))
        trial = try rating(1...5, suggestion: 3)
        #expect(trial.text(80).contains(">(3)"))
        trial.type("backspace enter")
        #expect(trial.sent == [.next])
        #expect(try trial.answer() == .answered(.number(3)))
        trial = try rating(1...5, suggestion: 3, isOptional: true)
        trial.type("backspace enter")
        #expect(trial.sent == [.answer(.skip)])
    }
}
