import Foundation
import Interview
import ResponseStore
import SampleSurveys
import SurveyModel
import Terminal
import Testing
import Translations

@testable import Kiosk

/// The frame around the questions, with somebody at the keys.
@Suite struct InterviewScreenTests {
    private static let visit = """
        choice channel "How did you reach us today?" {
            - store "In the store"
            - phone "By phone"
            - other "Another way" specify
        }
        if channel == store {
            rating comfort 1...5 "How welcoming did you find the place?" help "The shop, not the staff."
        }
        number visits 0...40 "How often were you here this year?"
        confirm visits <= 20 else "That is more than once a fortnight."
        text why "What should we do better?" optional lines 3
        finish "Thank you."
        """

    @Test func anInterviewGoesFromTheFirstKeyToTheEnd() throws {
        let journal = Shared()
        var sitting = try Sitting(survey(Self.visit), journal: journal)
        try sitting.press("1 Enter 4 Enter 12 Enter")
        try sitting.type("Open on Sundays")
        try sitting.press("Tab")
        #expect(sitting.screen.outcome == nil)
        #expect(sitting.screen.overlay == .review(focus: 0))
        #expect(journal.ends.isEmpty)
        try sitting.press("Enter")
        #expect(sitting.screen.outcome == .finished(.complete))
        #expect(sitting.screen.lastWords == ["Thank you."])
        #expect(journal.ends == [.complete])
        #expect(
            journal.answers == [
                .answered(.option(0)), .answered(.number(4)), .answered(.number(12)),
                .answered(.text("Open on Sundays")),
            ])
    }

    @Test func withoutReviewTheLastAnswerEndsIt() throws {
        let journal = Shared()
        var sitting = try Sitting(
            survey(Self.visit), journal: journal, options: .init(hasReview: false))
        try sitting.press("2 Enter 12 Enter Tab")
        #expect(sitting.screen.outcome == .finished(.complete))
        #expect(journal.ends == [.complete])
    }

    @Test func aBareEnterAnswersNothing() throws {
        let journal = Shared()
        var sitting = try Sitting(survey(Self.visit), journal: journal)
        try sitting.press("Enter Enter Tab Enter")
        #expect(journal.answers.isEmpty)
        #expect(sitting.screen.message.isFault)
        #expect(sitting.text().contains("! "))
    }

    @Test func whoeverWentBackFindsTheAnswerAndKeepsIt() throws {
        let journal = Shared()
        var sitting = try Sitting(survey(Self.visit), journal: journal)
        try sitting.press("1 Enter 4 Enter 999 Enter")
        #expect(sitting.screen.message.isFault)
        // Back also works from what cannot be taken.
        try sitting.press("Shift-Tab")
        #expect(sitting.text().contains("How welcoming"))
        try sitting.press("Enter 3 Enter")
        #expect(try sitting.answer("comfort") == .answered(.number(4)))
        #expect(journal.answers.count == 3)
    }

    @Test func backFromTheFirstQuestionSaysSo() throws {
        var sitting = try Sitting(survey(Self.visit))
        try sitting.press("Shift-Tab")
        #expect(sitting.text().contains("This is the first question"))
    }

    @Test func escapeDestroysNothing() throws {
        var sitting = try Sitting(survey(Self.visit))
        try sitting.press("2 Esc Esc Enter")
        #expect(try sitting.answer("channel") == .answered(.option(1)))
        try sitting.press("7 Esc")
        #expect(sitting.text().contains("7"))
        try sitting.press("Enter")
        #expect(try sitting.answer("visits") == .answered(.number(7)))
    }

    @Test func helpSaysWhatTheAuthorWroteAndGoesAwayAgain() throws {
        var sitting = try Sitting(survey(Self.visit))
        try sitting.press("1 Enter F1")
        let help = sitting.text()
        #expect(help.contains("The shop, not the staff.") && help.contains("Shift-Tab"))
        try sitting.press("Enter")
        #expect(sitting.text().contains("How welcoming"))
        try sitting.press("? Esc 3 Enter")
        #expect(try sitting.answer("comfort") == .answered(.number(3)))
    }

    /// A line of help that is wider than the window goes on under itself.
    @Test(arguments: ["en", "es", "sv", "el"])
    func helpIsNotCutInANarrowWindow(locale: String) throws {
        var sitting = try Sitting(
            Shipped.serviceLoyalty, locale: locale, givens: ["branch": .text("athens-02")], columns: 40,
            rows: 40)
        try sitting.press("1 Enter F1")
        let words = sitting.text().split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        for text in [ProgramText.screenHelpNext, .helpBack, .helpHelp, .helpLanguage] {
            #expect(words.contains(Shipped.texts(locale)[text]))
        }
    }

    @Test func aLowAndNarrowWindowSaysSoWithoutCuttingAWord() throws {
        var sitting = try Sitting(survey(Self.visit), columns: 24, rows: 6)
        #expect(sitting.text().contains("This window is too ..."))
        try sitting.press("2 Enter")
        #expect(try sitting.answer("channel") == .answered(.option(1)))
    }

    @Test func theLanguageCanBeChangedInTheMiddle() throws {
        var sitting = try Sitting(Shipped.serviceLoyalty, givens: ["branch": .text("athens-02")])
        try sitting.press("1 F4")
        #expect(sitting.text().contains("Ελληνικά"))
        try sitting.press("4")
        let greek = sitting.text()
        #expect(greek.contains("Επόμενο") && sitting.screen.interview.locale == "el")
        // What was chosen before is still chosen.
        try sitting.press("Enter")
        #expect(try sitting.answer("channel") == .answered(.option(0)))
    }

    @Test func quittingIsAskedForAndKeepsTheAnswers() throws {
        let journal = Shared()
        var sitting = try Sitting(survey(Self.visit), journal: journal)
        try sitting.press("2 Enter Ctrl-C")
        #expect(sitting.text().contains("Quit? Your answers are saved."))
        try sitting.press("n")
        #expect(sitting.screen.outcome == nil && sitting.screen.overlay == nil)
        try sitting.press("Ctrl-C Enter")
        #expect(sitting.screen.outcome == nil && sitting.screen.overlay == nil)
        try sitting.press("Ctrl-C Up Esc Enter")
        #expect(sitting.screen.outcome == nil)
        try sitting.press("Ctrl-C Ctrl-C")
        #expect(sitting.screen.outcome == .left)
        #expect(journal.ends == [.partial])
    }

    @Test func quittingIsChosenWithArrowsToo() throws {
        let journal = Shared()
        var sitting = try Sitting(survey(Self.visit), journal: journal)
        try sitting.press("2 Enter Ctrl-C Up Enter")
        #expect(sitting.screen.outcome == .left && journal.ends == [.partial])
    }

    @Test func quittingBeforeAnyAnswerLeavesNothing() throws {
        let journal = Shared()
        var sitting = try Sitting(survey(Self.visit), journal: journal)
        try sitting.press("1 Ctrl-C y")
        #expect(sitting.screen.outcome == .left)
        #expect(journal.ends.isEmpty && journal.answers.isEmpty)
    }

    @Test func anAnswerCanBeChangedFromTheReview() throws {
        let journal = Shared()
        var sitting = try Sitting(survey(Self.visit), journal: journal)
        try sitting.press("2 Enter 12 Enter Tab")
        #expect(sitting.text().contains("By phone"))
        try sitting.press("Down Enter")
        #expect(sitting.text().contains("How did you reach us"))
        // In the store another question opens; what has an answer is not asked again.
        try sitting.press("1 Enter")
        #expect(sitting.text().contains("How welcoming"))
        try sitting.press("5 Enter")
        #expect(sitting.screen.overlay == .review(focus: 0))
        #expect(try sitting.answer("visits") == .answered(.number(12)))
        try sitting.press("Enter")
        #expect(journal.ends == [.complete])
    }

    @Test func aSoftCheckIsAskedAboutAndCanBeOverridden() throws {
        var sitting = try Sitting(survey(Self.visit))
        try sitting.press("2 Enter 30 Enter")
        #expect(sitting.text().contains("That is more than once a fortnight."))
        try sitting.press("n")
        #expect(sitting.text().contains("How often"))
        try sitting.press("Enter y")
        #expect(sitting.text().contains("What should we do better?"))
        #expect(try sitting.answer("visits") == .answered(.number(30)))
    }

    @Test func aHardCheckLeadsBackWithItsReason() throws {
        var sitting = try Sitting(
            survey(
                """
                number adults 0...9 "Adults?"
                number guests 0...9 "Guests?"
                require adults <= guests else "There are more adults than guests."
                finish "Thank you."
                """))
        try sitting.press("5 Enter 3 Enter")
        let text = sitting.text()
        #expect(text.contains("There are more adults than guests.") && text.contains("Guests?"))
        try sitting.press("Backspace 7 Enter")
        #expect(sitting.screen.overlay == .review(focus: 0))
    }

    @Test func afterAPasteEnterIsDeafForAMoment() throws {
        var sitting = try Sitting(survey("text a \"A?\"\ntext b \"B?\"\nfinish \"Thank you.\""))
        _ = try sitting.screen.take(.paste("Pasted"), at: .seconds(1))
        _ = try sitting.screen.take(.key(Key(.enter)), at: .milliseconds(1_149))
        #expect(try sitting.answer("a") == .notAsked)
        _ = try sitting.screen.take(.key(Key(.enter)), at: .milliseconds(1_150))
        #expect(try sitting.answer("a") == .answered(.text("Pasted")))
    }

    @Test func whatTheJournalFailsOnHasNotHappened() throws {
        let journal = Shared()
        var sitting = try Sitting(survey(Self.visit), journal: journal)
        journal.fault = StoreFault(.full, "the disk is full")
        #expect(throws: StoreFault.self) { try sitting.press("2 Enter") }
        #expect(try sitting.answer("channel") == .notAsked)
        #expect(sitting.text().contains("How did you reach us"))
        journal.fault = nil
        try sitting.press("Enter 3 Enter")
        #expect(journal.answers == [.answered(.option(1)), .answered(.number(3))])
    }

    @Test func aHeldKeyMakesNothingGrow() throws {
        var program = FullScreenInterview(
            try Interview(survey: survey(Self.visit), seed: 1), journal: NoJournal(), catalogues: { _ in [] },
            theme: Theme(.none))
        _ = try program.take(.began, at: .zero)
        func size(_ value: Any, _ depth: Int = 0) -> Int {
            if depth > 9 || value is Survey { return 1 }
            return Mirror(reflecting: value).children.reduce(1) { $0 + size($1.value, depth + 1) }
        }
        var sizes: Set<Int> = []
        for press in 0..<400 {
            _ = try program.take(.input(.key(Key(.enter))), at: .milliseconds(press * 30))
            if press % 100 == 99 { sizes.insert(size(program)) }
        }
        #expect(sizes.count == 1)
    }

    @Test func everythingCanBePressed() throws {
        let journal = Shared()
        var sitting = try Sitting(survey(Self.visit), journal: journal)
        try sitting.touch("By phone")
        try sitting.touch("Next")
        #expect(try sitting.answer("channel") == .answered(.option(1)))
        try sitting.touch("Back")
        #expect(sitting.text().contains("How did you reach us"))
        try sitting.touch("In the store")
        try sitting.touch("Next")
        try sitting.touch("Help")
        try sitting.touch("Close")
        #expect(sitting.screen.overlay == nil)
        #expect(sitting.text().contains("How welcoming"))
    }

    @Test func aRefusedConsentAndAScreenedAnswerAreNotReviewed() throws {
        let journal = Shared()
        var sitting = try Sitting(
            survey(
                """
                consent ok "May we ask you?"
                number age 0...120 "How old are you?"
                if age < 18 { finish screened "This is for grown-ups." }
                finish "Thank you."
                """), journal: journal)
        try sitting.press("y Enter 12 Enter")
        #expect(sitting.screen.outcome == .finished(.screened))
        #expect(sitting.screen.lastWords == ["This is for grown-ups."])
        #expect(journal.ends == [.screened])
    }

    @Test func theBarNeverGoesBackOnTheWay() throws {
        var sitting = try Sitting(survey(Self.visit))
        var done = 0
        for keys in ["1 Enter", "4 Enter", "3 Enter"] {
            try sitting.press(keys)
            let marks = sitting.text().prefix { $0 != "\n" }.count { $0 == "#" }
            #expect(marks >= done)
            done = marks
        }
        #expect(done > 0)
    }

    @Test func aSmallWindowSaysSoAndTheKeysWork() throws {
        var sitting = try Sitting(survey(Self.visit), columns: 30, rows: 6)
        #expect(sitting.text().contains("too small"))
        try sitting.press("2 Enter")
        #expect(try sitting.answer("channel") == .answered(.option(1)))
    }

    /// Any keys, presses and pastes at any size: nothing traps, and what was committed is what the journal has.
    @Test(arguments: 0..<40) func hammeringBreaksNothing(seed: UInt64) throws {
        var random = Seeded(seed)
        let journal = Shared()
        let locale = ["en", "es", "sv", "el"].randomElement(using: &random)
        let survey = seed % 2 == 0 ? EveryKind.survey(locale ?? "en") : Shipped.serviceLoyalty
        var sitting = try Sitting(
            survey, locale: seed % 2 == 0 ? nil : locale,
            givens: seed % 2 == 0 ? [:] : ["branch": .text("x")], seed: seed, journal: journal)
        for _ in 0..<250 where sitting.screen.outcome == nil {
            sitting.columns = Int.random(in: 1...120, using: &random)
            sitting.rows = Int.random(in: 1...40, using: &random)
            let canvas = sitting.canvas()
            #expect(canvas.columns == sitting.columns && canvas.rows == sitting.rows)
            try sitting.wander(&random)
        }
        if sitting.screen.outcome == nil { try sitting.screen.end(.partial) }
        #expect(
            journal.ends.count == (journal.last.isEmpty && journal.ends.first != .refused ? 0 : 1)
                || journal.ends == [.refused])
        for (variable, answer) in journal.last {
            let held = sitting.screen.interview.answer(of: variable)
            #expect(held == answer || held == .notAsked)
        }
    }

    static func event(_ screen: InterviewScreen, _ random: inout Seeded) -> InputEvent {
        let keys: [Key] =
            [
                Key(.enter), Key(.enter), Key(.enter), Key(.tab), Key(.tab, .shift), Key(.up), Key(.down),
                Key(.left),
                Key(.right), Key(.backspace), Key(.delete), Key(.home), Key(.end), Key(.pageUp),
                Key(.pageDown),
                Key(.escape), Key(.function(1)), Key(.function(4)), .control("z"), .control("k"),
                .character(" "),
            ] + "0123456789ynasνjd-+,.:/".unicodeScalars.map { .character($0) }
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            return .paste(
                ["2026-11-21", "é\u{301}x", "3", String(repeating: "a b ", count: 400)].randomElement(
                    using: &random) ?? "")
        case 1...3:
            if let area = screen.layout.areas.randomElement(using: &random), !area.rows.isEmpty,
                !area.columns.isEmpty
            {
                return .mouse(
                    Mouse(.press, at: Position(row: area.rows.lowerBound, column: area.columns.lowerBound)))
            }
            return .mouse(Mouse(.scrollDown, at: Position(row: 0, column: 0)))
        default: return .key(keys.randomElement(using: &random) ?? Key(.enter))
        }
    }
}

/// A journal that a test looks into while the screen has it, and that can be made to fail.
final class Shared: AnswerJournal {
    var fault: StoreFault?
    var failsToFinish = false
    var answers: [Answer] = []
    var last: [VariableID: Answer] = [:]
    var ends: [Disposition] = []

    var keepsAnswers: Bool { true }

    func record(_ variable: VariableID, _ answer: Answer, of interview: Interview) throws {
        if let fault { throw fault }
        answers.append(answer)
        last[variable] = answer
    }

    func finish(_ interview: Interview, state: Disposition) throws {
        if let fault { throw fault }
        if failsToFinish { throw StoreFault(.full, "the disk is full") }
        ends.append(state)
    }
}
