import Foundation
import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Grids of ratings.
@Suite struct GridFieldTests {
    static func service(
        _ bounds: ClosedRange<Int> = 1...5, rows: Int = 4, isOptional: Bool = false, hasMissing: Bool = false
    ) throws -> FieldTrial {
        try FieldTrial { draft in
            let texts = ["It was clean", "It was quiet at night, also at the weekend", "They were kind"]
            let rows = (0..<rows).map { row in
                draft.row("r\(row)", row < 3 ? texts[row] : "Statement \(row + 1)", group: row < 2 ? 0 : 1)
            }
            let labels = [bounds.lowerBound: "Strongly disagree", bounds.upperBound: "Strongly agree"]
            return .grid(draft.scale(bounds, labels), rows: rows)
        } adjust: { question, draft in
            question.isOptional = isOptional
            question.groups = [
                .init(name: "room", text: draft.text("The room")),
                .init(name: "staff", text: draft.text("The people")),
            ]
            if hasMissing {
                question.missing = [draft.missing(.dontKnow, "Don't know")]
                guard case .grid(let scale, var rows) = question.kind else { return }
                rows[2].missing = [draft.missing(.notApplicable, "Met nobody")]
                question.kind = .grid(scale, rows: rows)
            }
        }
    }

    static func choice(_ select: ClosedRange<Int>?, isOptional: Bool = false) throws -> FieldTrial {
        try FieldTrial { draft in
            let list = draft.list([
                ("web", "Web site"), ("desk", "Front desk"), ("friends", "Friends and family"),
                ("none!", "Nowhere"),
            ])
            return .choiceGrid(
                list, select: select,
                rows: [
                    draft.row("price", "The price"), draft.row("city", "The city"),
                    draft.row("way", "The way there"),
                ])
        } adjust: { question, _ in
            question.isOptional = isOptional
        }
    }

    @Test func rowsStandInATableWithTheKeysOfTheirColumns() throws {
        var trial = try Self.service(hasMissing: true)
        trial.type("4 right right")
        #expect(
            trial.text(80) == """
                1 = Strongly disagree   5 = Strongly agree   * = Don't know   / = Met nobody
                                                                      1   2   3   4   5   *   /
                The room
                 It was clean                                        ( ) ( ) ( ) (*) ( ) ( )
                >It was quiet at night, also at the weekend          ( ) ( )>( ) ( ) ( ) ( )
                The people
                 They were kind                                      ( ) ( ) ( ) ( ) ( ) ( ) ( )
                 Statement 4                                         ( ) ( ) ( ) ( ) ( ) ( )

                """)
        let picture = trial.picture(80)
        #expect(picture.cursor == Position(row: 4, column: 62))
        #expect(picture.focus == 4...4)
        let cell = try #require(picture.targets.first { $0.number == 2 * 7 + 6 })
        #expect(cell.rows == 6..<7 && cell.columns == 76..<80)
        #expect(!picture.targets.contains { $0.number == 7 + 6 }, "only the third row has met nobody")
    }

    @Test func whereATableDoesNotFitTheRowStandsAlone() throws {
        var trial = try Self.service(hasMissing: true)
        trial.type("4 right right")
        #expect(
            trial.text(20) == """
                Statement 2 of 4
                The room
                It was quiet at
                night, also at the
                weekend

                  1   2  >3   4   5
                1 = Strongly
                disagree
                5 = Strongly agree

                 ( ) *  Don't know

                """)
        #expect(trial.picture(20).targets.map(\.number) == [7, 8, 9, 10, 11, 12])
        trial.type("3")
        // The keys are those of the table, also where the row offers its ways not to answer in another order.
        #expect(trial.text(40).contains(" ( ) /  Met nobody\n"))
        let own = try #require(trial.picture(20).targets.last)
        #expect(own.number == 2 * 7 + 6 || own.number == 2 * 7 + 5)
        trial.type("/")
        #expect(try trial.answer("q.r2") == .missing(.notApplicable))
    }

    @Test func columnsOfOptionsHaveTheirLabelsWhereTheyFit() throws {
        var trial = try Self.choice(1...2)
        trial.type("1 2 enter 2 3 4")
        #expect(
            trial.text(80) == """
                1 of at most 2 chosen
                “Nowhere” stands alone, so the other answers were taken back.
                                                                            Friends
                                                     Web site  Front desk and family   Nowhere
                                                         1          2          3          4
                 The price                              [x]        [x]        [ ]        [ ]
                >The city                               [ ]        [ ]        [ ]       >[x]
                 The way there                          [ ]        [ ]        [ ]        [ ]

                """)
        trial = try Self.choice(nil)
        trial.type("2")
        #expect(
            trial.text(40) == """
                1 = Web site   2 = Front desk
                3 = Friends and family   4 = Nowhere
                                          1   2   3   4
                 The price               ( ) (*) ( ) ( )
                >The city               >( ) ( ) ( ) ( )
                 The way there           ( ) ( ) ( ) ( )

                """)
        #expect(
            trial.text(20) == """
                Statement 2 of 3
                The city

                >( ) 1  Web site
                 ( ) 2  Front desk
                 ( ) 3  Friends and
                        family
                 ( ) 4  Nowhere

                """)
    }

    @Test(
        arguments: [
            // A digit answers a row and goes on; the last row is only marked, and Enter sends it.
            ("4 5 1 2", [4, 5, 1, nil], 3), ("4 5 1 2 enter", [4, 5, 1, 2], nil),
            ("4 5 1 2 3 tab", [4, 5, 1, 3], nil),
            ("4 5 1 down", [4, 5, 1, nil], 3), ("enter", [nil, nil, nil, nil], 0),
            ("down", [nil, nil, nil, nil], 0),
            ("right enter", [2, nil, nil, nil], 1), ("right right space", [3, nil, nil, nil], 1),
            ("end space home space", [5, 1, nil, nil], 2), ("4 5 up", [4, nil, nil, nil], 1),
            ("4 5 up up 2", [2, nil, nil, nil], 1), ("4 5 up up 2 down", [2, 5, nil, nil], 2),
            ("4 5 up up enter enter", [4, 5, nil, nil], 2), ("up", [nil, nil, nil, nil], 0),
            // What was marked in the last row is still there after going back and on.
            ("4 5 1 2 up 3 enter", [4, 5, 3, 2], nil), ("9", [nil, nil, nil, nil], 0),
            ("x 3", [3, nil, nil, nil], 1), ("backspace 3", [3, nil, nil, nil], 1),
            ("1 2 3 4 backspace enter", [1, 2, 3, nil], 3),
            // Presses: on this row, above, below, and below what is unanswered.
            ("#2", [3, nil, nil, nil], 1), ("#2 #8 #0", [1, 4, nil, nil], 2),
            ("#2 #8 #0 enter", [1, 4, nil, nil], 2),
            ("#16 #11 #7 #2", [3, 3, 2, nil], 3), ("#16 #11 #7 #2 enter", [3, 3, 2, 2], nil),
            ("#5", [nil, nil, nil, nil], 0), ("#5 1", [1, 1, nil, nil], 2),
            ("#99 #-7 #20", [nil, nil, nil, nil], 0),
            ("1 1 1 #0 #6 #12 #18 enter", [1, 2, 3, 4], nil),
        ] as [(String, [Int?], Int?)])
    func keysAnswerRows(keys: String, points: [Int?], place: Int?) throws {
        var trial = try Self.service()
        trial.type(keys)
        #expect(trial.problems.isEmpty)
        for (row, point) in points.enumerated() {
            let answer = try trial.answer("q.r\(row)")
            #expect(answer == (point.map { .answered(.number(Decimal($0))) } ?? .notAsked), "row \(row)")
        }
        let item = try #require(trial.interview.item)
        #expect((item.isNote ? nil : item.place) == place)
    }

    @Test(
        arguments: [
            ("1 0", [10, nil, nil, nil]), ("1 enter", [1, nil, nil, nil]), ("1 down", [1, nil, nil, nil]),
            ("1 5", [1, 5, nil, nil]), ("1 1 1 enter", [1, 1, 1, nil]), ("1 1 0", [1, 10, nil, nil]),
            ("1 1 5", [1, 1, 5, nil]), ("1 1 1 5", [1, 1, 1, nil]), ("1 1 1 5 enter", [1, 1, 1, 5]),
            ("1 1 1 1 5 enter", [1, 1, 1, 5]), ("1 backspace 7", [7, nil, nil, nil]),
            ("1 right 3", [3, nil, nil, nil]),
            ("1 up 1 0", [10, nil, nil, nil]), ("1 1 1 1 0 enter", [1, 1, 1, 10]),
        ] as [(String, [Int?])])
    func aDigitThatMayGoOnWaitsForTheNextButNoClock(keys: String, points: [Int?]) throws {
        var trial = try Self.service(0...10)
        trial.type(keys)
        for (row, point) in points.enumerated() {
            let answer = try trial.answer("q.r\(row)")
            #expect(answer == (point.map { .answered(.number(Decimal($0))) } ?? .notAsked), "row \(row)")
        }
        #expect(trial.problems.isEmpty)
    }

    @Test func whatRowsBelowHadIsSeenAfterGoingBack() throws {
        var trial = try Self.service()
        trial.type("4 5 1 2 enter")
        _ = trial.send(.back)
        #expect(!trial.field.isTouched)
        trial.type("up up up")
        #expect(
            trial.text(60) == """
                1 = Strongly disagree   5 = Strongly agree
                                                          1   2   3   4   5
                The room
                >It was clean                            ( ) ( ) ( )>(*) ( )
                 It was quiet at night, also at the      ( ) ( ) ( ) ( ) (*)
                 weekend
                The people
                 They were kind                          (*) ( ) ( ) ( ) ( )
                 Statement 4                             ( ) (*) ( ) ( ) ( )

                """)
        trial.type("down down down enter")
        #expect(trial.sent.suffix(4) == [.next, .next, .next, .next])
    }

    /// Elsewhere a digit is followed by Enter; here the digit has gone on already.
    @Test(arguments: [false, true])
    func enterAfterADigitMeansTheRowThatWasAnswered(isOptional: Bool) throws {
        var trial = try Self.service(isOptional: isOptional)
        trial.type("4 enter 5 esc enter")
        #expect(trial.refusal == [])
        #expect(trial.sent == [.answer(.value(.number(4))), .answer(.value(.number(5)))])
        trial.type("enter")
        if isOptional {
            #expect(trial.sent.last == .next)
        } else {
            #expect(trial.refusal == ["This question needs an answer."])
            // Whoever has moved on the row means this row.
            trial.type("3 right left enter")
            #expect(trial.sent.last == .answer(.value(.number(1))))
        }
    }

    @Test func optionalRowsAreLeftEmptyAndTakenBack() throws {
        var trial = try Self.service(isOptional: true)
        trial.type("4 down enter 2")
        #expect(trial.field.isTouched)
        trial.type("backspace enter")
        for (row, answer) in [
            .answered(.number(4)), .missing(.skipped), .missing(.skipped), .missing(.skipped),
        ].enumerated() as EnumeratedSequence<[Answer]> {
            #expect(try trial.answer("q.r\(row)") == answer)
        }
        _ = trial.send(.back)
        trial.type("up up up delete down")
        #expect(trial.sent.last == .answer(.skip))
        #expect(try trial.answer("q.r0") == .missing(.skipped))
    }

    @Test func setsAreTickedAndLeftWithEnter() throws {
        var trial = try Self.choice(1...2)
        trial.type("1 2 3")
        #expect(trial.refusal == ["Choose at most 2 answers; you chose 3."])
        trial.type("2 enter enter")
        #expect(try trial.answer("q.price") == .answered(.options([0])))
        #expect(trial.refusal == ["This question needs an answer."])
        trial.type("right space 1 down 4 1 2 enter")
        #expect(try trial.answer("q.city") == .answered(.options([0, 1])))
        #expect(try trial.answer("q.way") == .answered(.options([0, 1])))
        // A press on a row above goes back to it, where Enter goes on.
        trial = try Self.choice(1...2)
        trial.type("1 enter 2 enter #1")
        #expect(trial.sent.suffix(2) == [.back, .back])
        #expect(trial.text(80).contains(">The price                              [x]       >[x]"))
        trial.type("enter enter #11 enter")
        #expect(try trial.answer("q.price") == .answered(.options([0, 1])))
        #expect(try trial.answer("q.way") == .answered(.options([3])))
        // And one below waits for the rows between.
        trial = try Self.choice(0...2)
        trial.type("#9 enter enter enter")
        #expect(try trial.answer("q.price") == .answered(.options([])))
        #expect(try trial.answer("q.way") == .answered(.options([1])))
        trial = try Self.choice(2...2, isOptional: true)
        trial.type("1 enter")
        #expect(trial.refusal == ["Choose at least 2 answers."])
        trial.type("1 enter down enter")
        #expect(try trial.answer("q.way") == .missing(.skipped))
        #expect(trial.problems.isEmpty)
    }

    private func sixty() throws -> FieldTrial {
        try FieldTrial { draft in
            let rows = (0..<60).map {
                draft.row("r\($0)", "Η δήλωση με τον αριθμό \($0 + 1) που δεν χωράει σε μία γραμμή")
            }
            return .grid(draft.scale(0...10), rows: rows)
        }
    }

    @Test func aTableOfSixtyRowsIsAWindowThatKeepsItsHead() throws {
        var trial = try sixty()
        for row in 0..<60 {
            let picture = trial.picture(80, 20)
            #expect(picture.lines.count <= 20 && picture.lines.allSatisfy { $0.width <= 80 })
            #expect(picture.lines[0].runs[0].text.contains(" 0   1   2   3 "))
            #expect(picture.lines[picture.cursor.row].runs.contains { $0.role == .focused })
            #expect(picture.focus.contains(picture.cursor.row))
            #expect(picture.targets.contains { $0.number == row * 11 })
            trial.type(row < 59 ? "7" : "1 0 enter")
        }
        #expect(try trial.answer("q.r58") == .answered(.number(7)))
        #expect(try trial.answer("q.r59") == .answered(.number(10)))
    }

    @Test func anAnswerInAWindowChangesTwoRowsOfIt() throws {
        var trial = try sixty()
        trial.type("7")
        let before = trial.picture(80, 20)
        trial.type("7")
        let after = trial.picture(80, 20)
        #expect(zip(before.lines, after.lines).count { $0 != $1 } == 4)
        #expect(before.lines.count == after.lines.count)
    }

    @Test func otherPagesAreLookedAtAndPressed() throws {
        var trial = try sixty()
        #expect(trial.text(80, 20).hasSuffix("\n<< >> 1-9 of 60\n"))
        let on = try #require(trial.picture(80, 20).targets.last)
        trial.take(.press(on.number))
        #expect(trial.text(80, 20).hasSuffix("\n<< >> 10-18 of 60\n"))
        #expect(trial.picture(80, 20).cursor == Position(row: 1, column: 0))
        // What is pressed there is marked, and sent when the rows before it are answered.
        trial.take(.press(11 * 11 + 4))
        #expect(trial.sent.isEmpty)
        #expect(trial.text(80, 20).contains("(*)"))
        let back = try #require(trial.picture(80, 20).targets.first { $0.columns == 0..<3 })
        trial.take(.press(back.number))
        #expect(trial.text(80, 20).hasSuffix("\n<< >> 1-9 of 60\n"))
        trial.type("pagedown")
        #expect(trial.text(80, 20).hasSuffix("\n<< >> 10-18 of 60\n"))
        trial.take(.scroll(.max))
        #expect(trial.text(80, 20).hasSuffix("-60 of 60\n"))
        trial.take(.scroll(.min))
        trial.type("pageup 7 7 7 7 7 7 7 7 7 7 7")
        #expect(try trial.answer("q.r11") == .answered(.number(4)))
        #expect(trial.interview.item?.place == 12)
    }
}
