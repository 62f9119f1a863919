import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Dates by their parts.
@Suite struct DateFieldTests {
    private func day(
        _ locale: String = "en", isBounded: Bool = false, isOptional: Bool = false, missing: Bool = true
    ) throws -> FieldTrial {
        try FieldTrial(locale: locale) { draft in
            draft.today()
            return .date(
                isBounded ? DateRule(low: .today(offset: -60), high: .today(offset: 0)) : DateRule())
        } adjust: { question, draft in
            question.isOptional = isOptional
            if missing { question.missing = [draft.missing(.dontKnow, "Don't know")] }
        }
    }

    @Test func partsStandSideBySideAndTheDateInWordsBelow() throws {
        var trial = try day(isBounded: true)
        #expect(
            trial.text(78) == """
                 Day   Month  Year
                >[__]  [__]   [____]   [-] [+]

                 [Today]
                 Earliest: 23 September 2026. Latest: today, 22 November 2026.
                 ( ) Don't know

                """)
        trial.type("21112")
        #expect(trial.text(78).hasPrefix(" Day   Month  Year\n [21]  [11]  >[2___]   [-] [+]\n\n"))
        #expect(trial.picture(78).cursor == Position(row: 1, column: 16))
        trial.type("026")
        #expect(
            trial.text(38) == """
                 Day   Month  Year
                 [21]  [11]  >[2026]   [-] [+]
                 Saturday, 21 November 2026
                 [Today]
                 Earliest: 23 September 2026. Latest:
                 today, 22 November 2026.
                 ( ) Don't know

                """)
        #expect(
            trial.text(18, 9) == """
                 [21] Day
                 [11] Month
                >[2026] Year
                 [-] [+]
                 Saturday, 21
                 November 2026
                 [Today]
                 Earliest: 23
                 September 2026.
                 Latest: today, 22
                 November 2026.
                 ( ) Don't know

                """)
        #expect(!trial.text(18, 8).contains("Earliest"))
        trial.type("right")
        #expect(trial.text(78).hasSuffix("\n>( ) Don't know\n"))
        #expect(trial.text(78).contains("\n [21]  [11]   [2026]   [-] [+]\n"))
    }

    @Test(arguments: [
        (
            "es", "21112026",
            " Día   Mes   Año\n [21]  [11] >[2026]   [-] [+]\n sábado, 21 de noviembre de 2026\n [Hoy]\n"
        ),
        (
            "sv", "20261121",
            " År      Månad  Dag\n [2026]  [11]  >[21]   [-] [+]\n lördag 21 november 2026\n [I dag]\n"
        ),
        (
            "el", "21112026",
            " Ημέρα  Μήνας  Έτος\n [21]   [11]  >[2026]   [-] [+]\n Σάββατο, 21 Νοεμβρίου 2026\n [Σήμερα]\n"
        ),
        (
            "en-US", "11212026",
            " Month  Day   Year\n [11]   [21] >[2026]   [-] [+]\n Saturday, 21 November 2026\n [Today]\n"
        ),
    ])
    func eachLanguageHasItsOrder(locale: String, typed: String, picture: String) throws {
        var trial = try day(locale, missing: false)
        trial.type(typed)
        #expect(trial.text(78) == picture)
        trial.type("enter")
        #expect(try trial.answer() == .answered(.date(try #require(CalendarDay("2026-11-21")))))
    }

    @Test(arguments: [
        ("21112026 enter", "2026-11-21"), ("21/11/2026 enter", "2026-11-21"),
        ("5.6.2026 tab", "2026-06-05"), ("3/4/2026 enter", "2026-04-03"), ("03,04,2026 enter", "2026-04-03"),
        ("1 right 2 right 1999 enter", "1999-02-01"), ("29022024 enter", "2024-02-29"),
        // What is understood as a whole, whatever the order of the parts.
        ("2026-11-21 enter", "2026-11-21"), ("20261121 enter", "2026-11-21"),
        ("2001-02-03 enter", "2001-02-03"),
        // Digits that cannot stand there are left out.
        ("35/112026 enter", "2026-11-03"), ("001/13/2026 enter", "2026-01-01"),
        ("t enter", "2026-11-22"), ("T enter", "2026-11-22"), ("#102 enter", "2026-11-22"),
        // Turning, also with a finger.
        ("t up enter", "2026-11-23"), ("t down down enter", "2026-11-20"),
        ("t right up up enter", "2026-01-22"), ("t end pagedown enter", "2016-11-22"),
        ("t #2 #101 #101 #100 #1 #100 enter", "2027-10-22"),
        ("31012026 left up enter", "2026-02-28"), ("01012026 home down enter", "2026-01-31"),
        ("up right up right up enter", "2026-11-22"),
        ("pageup right pageup right pageup enter", "2026-11-22"),
        // Backspace goes back over the parts.
        ("21112026 backspace backspace backspace backspace backspace 2 2026 enter", "2026-12-21"),
        ("21112026 left delete 7 enter", "2026-07-21"), ("21112026 home 5 enter", "2026-11-05"),
        ("* 21112026 enter", "2026-11-21"), ("* * t enter", "2026-11-22"),
    ])
    func daysAreEntered(keys: String, day: String) throws {
        var trial = try self.day()
        trial.type(keys)
        #expect(try trial.answer() == .answered(.date(try #require(CalendarDay(day)))), "\(trial.refusal)")
        #expect(trial.problems.isEmpty)
    }

    @Test(arguments: [
        ("31042026 enter", "There is no such day as 31 April 2026."),
        ("29022026 enter", "There is no such day as 29 February 2026."),
        ("010126 enter", "Please type the year with four digits."),
        ("21 enter", "Please fill in the day, the month and the year."),
        ("right 5 enter", "Please fill in the day, the month and the year."),
        (
            "t delete right delete right delete enter",
            "This question needs an answer; “Don't know” is one too."
        ),
        (
            "23112026 enter",
            "23 November 2026 is too late. Earliest: 23 September 2026. Latest: today, 22 November 2026."
        ),
        (
            "22092026 enter",
            "22 September 2026 is too early. Earliest: 23 September 2026. Latest: today, 22 November 2026."
        ),
    ])
    func whatIsNoDayIsToldWhenGoingOn(keys: String, refusal: String) throws {
        var trial = try day(isBounded: true)
        for word in keys.split(separator: " ").dropLast() {
            trial.type(String(word))
            #expect(trial.refusal.isEmpty)
        }
        trial.type("enter")
        #expect(trial.refusal == [refusal])
        #expect(trial.sent.isEmpty)
    }

    @Test func turningStaysWithinTheDaysAllowed() throws {
        var trial = try day(isBounded: true)
        trial.type("t up")
        #expect(trial.text(78).contains("Sunday, 1 November 2026"))
        trial.type("down right up")
        #expect(trial.text(78).contains("Tuesday, 22 September 2026"))
        trial.type("home up")
        #expect(trial.text(78).contains("Wednesday, 23 September 2026"))
        trial.type("down end up up pageup enter")
        #expect(try trial.answer() == .answered(.date(try #require(CalendarDay("2026-09-30")))))
    }

    @Test(arguments: [
        ("2026-11-21", "2026-11-21", ""), (" 21 November 2026\n", "2026-11-21", ""),
        ("yesterday", "2026-11-21", ""),
        ("31.4.2026", "", "There is no such day as 31.4.2026."),
        ("5/6/2026", "", "“5/6/2026” can be 5 June 2026 or 6 May 2026."),
        ("soon", "", "“soon” is not a date."),
    ])
    func aWholeDateIsPasted(pasted: String, day: String, refusal: String) throws {
        var trial = try self.day()
        trial.take(.paste(pasted))
        #expect(trial.refusal.first ?? "" == refusal)
        trial.type("enter")
        if let day = CalendarDay(day) {
            #expect(try trial.answer() == .answered(.date(day)))
        } else {
            #expect(try trial.answer() == .notAsked)
        }
    }

    @Test func kindsOfMissingAreChosenBelow() throws {
        for keys in [
            "* enter", "right right right enter", "#-1 enter", "21 * enter", "right right right space tab",
        ] {
            var trial = try day()
            trial.type(keys)
            #expect(try trial.answer() == .missing(.dontKnow), "\(keys)")
            _ = trial.send(.back)
            #expect(trial.text(78).hasSuffix(" (*) Don't know\n"))
            #expect(!trial.field.isTouched)
            trial.type("enter")
            #expect(trial.sent.last == .next)
        }
    }

    @Test func theAnswerGivenBeforeStandsThereAndIsKept() throws {
        var trial = try day(isOptional: true, missing: false)
        trial.type("t enter")
        _ = trial.send(.back)
        #expect(trial.text(78).contains(">[22]  [11]   [2026]"))
        #expect(!trial.field.isTouched)
        trial.type("right left enter")
        #expect(trial.sent.last == .next)
        _ = trial.send(.back)
        trial.take(.key(.control("u")))
        #expect(trial.field.isTouched)
        trial.type("enter")
        #expect(trial.sent.last == .answer(.skip))
        #expect(try trial.answer() == .missing(.skipped))
    }

    @Test func keysThatMeanNothingHereAreLeftToTheScreen() throws {
        var trial = try day(missing: false)
        for key in [Key(.character("?")), .character("x"), .control("a"), Key(.function(2)), Key(.right)] {
            if key.code == .right { trial.type("end") }
            trial.take(.key(key))
            #expect(trial.last == .ignored, "\(key)")
        }
        for touch in [Touch.press(77), .press(-1), .press(.max), .press(.min), .scroll(2)] {
            trial.take(touch)
            #expect(trial.last == .ignored)
        }
        #expect(!trial.field.isTouched)
    }
}
