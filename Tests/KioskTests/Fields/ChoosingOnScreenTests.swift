import Foundation
import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Fields that choose, with the screen around them.
@Suite struct ChoosingOnScreenTests {
    private func survey() -> Survey {
        var draft = Draft()
        let branches = draft.list((1...200).map { ("b\($0)", "Branch number \($0)") })
        draft.ask("branch", .choice(branches), "Which branch did you visit?")
        let rows = (0..<60).map { draft.row("r\($0)", "Statement \($0 + 1) about your last visit there") }
        let scale = draft.scale(0...10, [0: "Not at all", 10: "Fully"])
        draft.ask("felt", .grid(scale, rows: rows), "How far do you agree?")
        draft.ask("nps", .nps(draft.scale(0...10)), "Would you recommend us?") { question, draft in
            question.missing = [draft.missing(.dontKnow, "Don't know")]
        }
        return draft.finished
    }

    @Test func aLongListKeepsToASmallScreen() throws {
        var sitting = try Sitting(survey(), columns: 40, rows: 12)
        try sitting.press("4 5")
        let text = sitting.text()
        #expect(
            text.hasPrefix(
                """
                                    [........] 62 to go
                 Which branch did you visit?

                 Search: _
                 >(*)  45  Branch number 45
                  ( )  46  Branch number 46
                  ( )  47  Branch number 47
                  ( )  48  Branch number 48
                 << >> 45-48 of 200

                """), "\(text)")
        try sitting.touch(">>")
        try sitting.touch("Branch number 50")
        #expect(sitting.text().contains(">(*)  50  Branch number 50"))
        try sitting.type("199")
        #expect(sitting.text().contains(">(*) 199  Branch number 199"))
        try sitting.type("ber 20")
        try sitting.press("Esc 2 0 Enter")
        #expect(try sitting.answer("branch") == .answered(.option(19)))
    }

    @Test func aTableKeepsItsHeadAndIsPressed() throws {
        var sitting = try Sitting(survey(), columns: 80, rows: 24)
        try sitting.press("3 Enter")
        for _ in 0..<18 { try sitting.press("7") }
        let text = sitting.text()
        for line in [
            " 0 = Not at all   10 = Fully\n",
            "  Statement 18 about your last      ( ) ( ) ( ) ( ) ( ) ( ) ( ) (*) ( ) ( ) ( )\n",
            " >Statement 19 about your last     >( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( )\n",
            " << >> 15-21 of 60\n",
        ] { #expect(text.contains(line), "\(text)") }
        try sitting.touch("<<")
        #expect(sitting.text().contains("\n << >> 8-14 of 60\n"))
        try sitting.press("Up 1 0")
        #expect(try sitting.answer("felt.r17") == .answered(.number(10)))
        for _ in 0..<42 { try sitting.press("2") }
        #expect(try sitting.answer("felt.r59") == .notAsked)
        #expect(sitting.text().contains(">Statement 60"))
        try sitting.press("Enter")
        #expect(try sitting.answer("felt.r59") == .answered(.number(2)))
        try sitting.press("1 0 Enter")
        try sitting.press("Shift-Tab")
        #expect(sitting.text().contains(">(10)"))
    }

    @Test func whatIsChosenStaysWhenTheLanguageChanges() throws {
        var trial = try FieldTrial(Shipped.serviceLoyalty, givens: ["branch": .text("athens-02")])
        var chosen = 0
        for _ in 0..<40 {
            guard let item = trial.interview.item else { break }
            let isChosen =
                trial.field is ChoiceField || trial.field is ChoicesField || trial.field is RatingField
            if isChosen {
                trial.type("1")
                let picture = trial.picture(60)
                let isTouched = trial.field.isTouched
                let isGreek = trial.send(.language("el"))
                #expect(isGreek)
                let greek = trial.picture(60)
                #expect(greek.cursor.column == picture.cursor.column && trial.field.isTouched == isTouched)
                #expect(picture.lines != greek.lines)
                #expect(
                    trial.text(60).contains("(*) ") || trial.text(60).contains("[x]")
                        || trial.text(60).contains("(1)"))
                _ = trial.send(.language("en"))
                #expect(trial.picture(60) == picture)
                chosen += 1
            } else if trial.field is GridField {
                trial.type("right")
                let picture = trial.picture(60)
                _ = (trial.send(.language("sv")), trial.send(.language("en")))
                #expect(trial.picture(60) == picture)
            }
            trial.type("enter")
            if trial.interview.item == item { _ = trial.send(.answer(.skip)) }
            if trial.interview.item == item { break }
        }
        #expect(chosen > 0)
    }

    @Test func marksMayBePrettier() throws {
        var trial = try FieldTrial { draft in
            .choices(draft.list([("a", "One"), ("b", "Two")]), select: 1...2)
        }
        trial.type("1")
        let pretty = trial.field.picture(
            FieldTrial.scene(trial.interview, isPretty: true), width: 20, height: 9)
        #expect(pretty.lines[0].runs[0].text == ">[\u{2713}] 1  One")
        trial = try GridFieldTests.service()
        trial.type("1")
        let grid = trial.field.picture(
            FieldTrial.scene(trial.interview, isPretty: true), width: 80, height: 24)
        #expect(grid.lines[3].runs.contains { $0.text.contains("(\u{2022})") })
    }
}
