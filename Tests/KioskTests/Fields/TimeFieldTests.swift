import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Times of day by their parts.
@Suite struct TimeFieldTests {
    private func time(_ locale: String = "en", isBounded: Bool = true) throws -> FieldTrial {
        try FieldTrial(locale: locale) { _ in
            .time(isBounded ? TimeRule(low: TimeOfDay("08:30"), high: TimeOfDay("22:00")) : TimeRule())
        } adjust: { question, draft in
            question.missing = [draft.missing(.dontKnow, "Don't know")]
        }
    }

    @Test func hourAndMinuteStandSideBySide() throws {
        var trial = try time("el")
        trial.type("9")
        #expect(
            trial.text(78) == """
                 Ώρα   Λεπτά
                 [09] >[__]    [-] [+]
                 Το νωρίτερο: 08:30. Το αργότερο: 22:00.
                 ( ) Don't know

                """)
        trial.type("30")
        #expect(trial.text(18, 3) == " Ώρα   Λεπτά\n [09] >[30]\n [-] [+]\n ( ) Don't know\n")
    }

    @Test(arguments: [
        ("0930 enter", "09:30"), ("930 enter", "09:30"), ("9:30 enter", "09:30"), ("9.5 enter", "09:05"),
        ("21h15 tab", "21:15"), ("2:00 enter", "02:00"), ("0:07 enter", "00:07"),
        ("1230 left 11 enter", "11:30"),
        ("29:30 enter", "02:30"), ("9:77 enter", "09:07"),
        ("930 backspace backspace backspace 835 enter", "08:35"),
        ("up right up enter", "00:00"), ("down right up enter", "00:00"), ("930 up up enter", "09:32"),
        ("930 home down enter", "08:30"), ("0030 home down enter", "23:30"), ("2359 up enter", "23:00"),
        ("930 pageup pageup enter", "09:50"), ("930 #0 #101 #1 #100 enter", "10:29"),
    ])
    func timesAreEntered(keys: String, time: String) throws {
        var trial = try self.time(isBounded: false)
        trial.type(keys)
        #expect(try trial.answer() == .answered(.time(try #require(TimeOfDay(time)))), "\(trial.refusal)")
        #expect(trial.problems.isEmpty)
    }

    @Test(arguments: [
        ("0829 enter", "08:29 is too early. Earliest: 08:30. Latest: 22:00."),
        ("2201 enter", "22:01 is too late. Earliest: 08:30. Latest: 22:00."),
        ("9 enter", "Please fill in the hour and the minutes."),
        ("right 5 enter", "Please fill in the hour and the minutes."),
        ("9 backspace enter", "This question needs an answer; “Don't know” is one too."),
    ])
    func whatIsNoTimeIsToldWhenGoingOn(keys: String, refusal: String) throws {
        var trial = try time()
        trial.type(keys)
        #expect(trial.refusal == [refusal])
    }

    @Test func turningStaysWithinTheTimesAllowed() throws {
        var trial = try time()
        trial.type("up right up")
        #expect(trial.text(78).contains(" [08] >[30]"))
        trial.type("down home down")
        #expect(trial.text(78).contains(">[22]  [59]"))
        trial.type("right up enter")
        #expect(try trial.answer() == .answered(.time(try #require(TimeOfDay("22:00")))))
    }

    @Test func aTimeIsPastedAndMissingIsChosen() throws {
        var trial = try time()
        trial.take(.paste("9.30 pm"))
        trial.type("enter")
        #expect(try trial.answer() == .answered(.time(try #require(TimeOfDay("21:30")))))
        trial = try time()
        trial.take(.paste("noon"))
        #expect(trial.refusal == ["“noon” is not a time of day."])
        trial.type("* enter")
        #expect(try trial.answer() == .missing(.dontKnow))
        trial = try time()
        trial.type("right right up right right right enter")
        #expect(try trial.answer() == .missing(.dontKnow))
    }
}
