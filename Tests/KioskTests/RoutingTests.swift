import Foundation
import Interview
import Kiosk
import SurveyModel
import Testing
import Translations

@Suite struct RoutingTests {
    private let grid = """
        scale agreement 1...5 {
            1 "No"
            5 "Yes"
        }
        nps before "Before?"
        grid service agreement "How far do you agree?" {
            - quick "It was quick"
            - kind "It was kind" not_applicable "Nobody was there"
        }
        nps after "After?"
        """

    @Test func aGridSaysWhatItsRowsShareOnce() throws {
        let said = try converse(try survey(grid), ["1", "2", "*", "3"])
        #expect(said.outcome == .finished(.complete))
        #expect(said.transcript.components(separatedBy: "How far do you agree?").count == 2)
        #expect(said.transcript.components(separatedBy: "  5 = Yes").count == 2)
        #expect(try said.reply(to: 1) == "Statement 2 of 2: It was kind\n  *  Nobody was there")
        #expect(try said.answer("service.kind") == .missing(.notApplicable))
    }

    @Test func goingBackIntoAGridSaysItAgain() throws {
        let said = try converse(try survey(grid), ["1", "2", "3", "<", "<", "<"])
        let into = try said.reply(to: 3)
        #expect(
            into.hasPrefix(
                "\nQuestion 2\nHow far do you agree?\n  1 = No\n  5 = Yes\nStatement 2 of 2: It was kind"))
        #expect(into.hasSuffix("Your answer so far: 3. Press Enter to keep it."))
        #expect(
            try said.reply(to: 4)
                == "Statement 1 of 2: It was quick\nYour answer so far: 2. Press Enter to keep it.")
        #expect(try said.reply(to: 5).hasPrefix("\nQuestion 1\nBefore?"))
    }

    @Test func beforeTheFirstQuestionThereIsNothing() throws {
        let said = try converse(try survey(grid), ["<", "<", "4"])
        #expect(
            try said.reply(to: 0).hasPrefix(
                "This is the first question; there is nothing to go back to.\n\nBefore?\n"))
        #expect(try said.answer("before") == .answered(.number(4)))
    }

    @Test func aNoteIsReadOnWithEnter() throws {
        let said = try converse(try survey("note hello \"Hello.\"\nnps likely \"How likely?\""), ["", "3"])
        #expect(said.outcome == .finished(.complete))
        #expect(said.transcript.contains("\nHello.\nPress Enter to continue.\n> "))
        #expect(said.transcript.contains("\nQuestion 1\nHow likely?"))
    }

    @Test func aSurveyOfNotesAloneLeavesNothing() throws {
        let said = try converse(try survey("note hello \"Hello.\""), [""])
        #expect(said.outcome == .finished(.complete))
        #expect(said.front.journal.records.isEmpty)
        let left = try converse(try survey("note hello \"Hello.\""), ["!"])
        #expect(left.outcome == .left)
        #expect(left.front.journal.ends.isEmpty)
        #expect(left.transcript.hasSuffix("Nothing was answered and nothing is saved.\n"))
    }

    private let checks = """
        number nights 1...30 "Nights?"
        number guests 1...30 "Guests?"
        require guests <= 9 else "{nights} nights for {guests} guests is too much."
        confirm nights <= 14 else "Really {nights} nights?"
        """

    @Test func aHardCheckGoesBackToWhatHasToChange() throws {
        let said = try converse(try survey(checks), ["2", "10", "", "4"])
        #expect(try said.reply(to: 1).hasPrefix("\nPlease check: 2 nights for 10 guests is too much.\n"))
        #expect(try said.reply(to: 1).hasSuffix("Your answer so far: 10. Press Enter to keep it."))
        #expect(try said.reply(to: 2).hasPrefix("\nPlease check: "))
        #expect(said.outcome == .finished(.complete))
        #expect(try said.answer("guests") == .answered(.number(4)))
    }

    @Test func aSoftCheckIsAnsweredOrOverridden() throws {
        let said = try converse(try survey(checks), ["20", "2", "perhaps", "?", "n", "21", "", "y"])
        #expect(try said.reply(to: 1) == "\nReally 20 nights?\nIs this right? Type y for yes or n for no.")
        #expect(try said.reply(to: 2) == "Please answer yes or no.\nType y for yes or n for no.")
        #expect(
            try said.reply(to: 3).hasSuffix("Really 20 nights?\nIs this right? Type y for yes or n for no."))
        #expect(try said.reply(to: 4).hasSuffix("Your answer so far: 20. Press Enter to keep it."))
        #expect(said.outcome == .finished(.complete))
        #expect(try said.answer("nights") == .answered(.number(21)))
        #expect(said.transcript.contains("Your answer stays as it is.\n"))
        let back = try converse(try survey(checks), ["20", "2", "<"])
        #expect(try back.reply(to: 2).hasSuffix("Your answer so far: 2. Press Enter to keep it."))
    }

    @Test func leavingKeepsWhatWasAnswered() throws {
        for typed in ["!", " ! "] {
            let said = try converse(try survey(grid), ["3", typed])
            #expect(said.outcome == .left)
            #expect(said.front.journal.ends == [.partial])
            #expect(said.transcript.hasSuffix("\nYou have left the interview. Your answers are saved.\n"))
        }
    }

    @Test func theEndOfInputEndsItInOrderAnywhere() throws {
        for count in 0..<4 {
            let said = try converse(try survey(grid), Array(["1", "2", "3", "4"].prefix(count)))
            #expect(said.outcome == .left)
            #expect(said.front.journal.ends == (count == 0 ? [] : [.partial]))
            #expect(said.response.state == .partial)
        }
        let checking = try converse(try survey(checks), ["20", "2"])
        #expect(checking.outcome == .left)
        #expect(
            checking.transcript.hasSuffix("> \n\nThe input has ended. The answers up to here are saved.\n"))
    }

    @Test func helpIsThatOfTheQuestionAndCountsAsShown() throws {
        let asked = try survey("nps likely \"How likely?\" help \"Think of today.\"", translations: "sv")
        let said = try converse(asked, ["?", "3"])
        #expect(
            try said.reply(to: 0).hasPrefix("\nThink of today.\n\nWhat you can type at any question:\n  ?  "))
        #expect(try said.reply(to: 0).hasSuffix("Type a number from 0 to 10."))
        #expect(
            try converse(try survey("nps likely \"How likely?\""), ["?"]).reply(to: 0).contains(
                "no further explanation"))
    }

    @Test func aTextThatIsNotTranslatedIsMarked() throws {
        let bare = try survey("title \"Hello\"\nyesno again \"Again?\"", translations: "sv")
        let said = try converse(bare, ["j"], locale: "sv")
        let mark = Shipped.texts("sv")[.untranslatedMark]
        #expect(mark != Shipped.texts("en")[.untranslatedMark])
        #expect(said.transcript.hasPrefix("Hello \(mark)\n"))
        #expect(said.transcript.contains("Again? \(mark)\n"))
        #expect(said.front.interview.isStale)
    }

    @Test func aPipedTextNeverSteersTheTerminal() throws {
        let asked = try survey("text name \"Name?\" lines 3\nnote hello \"Hello {name | you}.\"")
        let said = try converse(asked, ["a\u{9B}2J\u{7}\n\u{1B}]0;x\u{7}b\n.", ""])
        #expect(said.outcome == .finished(.complete))
        #expect(said.transcript.contains("Hello a2J\n]0;xb.\n"))
    }
}
