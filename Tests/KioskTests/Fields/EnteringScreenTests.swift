import Interview
import SurveyModel
import Terminal
import Testing
import Translations

@testable import Kiosk

/// What is ordered, divided and typed, on the screen around it.
@Suite struct EnteringScreenTests {
    @Test(arguments: ["en", "es", "sv", "el"], [(80, 24), (40, 12)])
    func aVisitIsToldWithKeysAlone(language: String, size: (columns: Int, rows: Int)) throws {
        var sitting = try Sitting(EveryKind.survey(language), columns: size.columns, rows: size.rows)
        try sitting.press("1 Enter")
        try sitting.press("t Enter")
        #expect(try sitting.answer("came") == .answered(.date(EveryKind.today)))
        try sitting.press("930 Enter")
        #expect(try sitting.answer("hour") == .answered(.time(try #require(TimeOfDay("09:30")))))
        try sitting.press("Up Enter")
        #expect(try sitting.answer("nights") == .answered(.number(2)))
        // An order that nobody made is not taken, and the screen says so.
        try sitting.press("Enter")
        #expect(sitting.text().contains("! "))
        try sitting.press("Down 1 1 Enter")
        #expect(try sitting.answer("rank") == .answered(.order([2, 1, 0])))
        try sitting.press("60 Down 15")
        let texts = Shipped.texts(language)
        #expect(sitting.text().contains(texts(.entryRest, ["n": "25"])))
        #expect(sitting.text().contains("[ 60]"))
        #expect(sitting.text().contains("[ 15]"))
        // Going back and on again keeps what was given.
        try sitting.press("Up Shift-Tab Enter Enter Enter Enter")
        #expect(try sitting.answer("euros.bed") == .answered(.number(60)))
        #expect(try sitting.answer("euros.food") == .answered(.number(0)))
        #expect(try sitting.answer("euros.staff") == .answered(.number(40)))
    }
}
