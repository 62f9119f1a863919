import FoundationEssentials
import Interview
import Kiosk
import SurveyModel
import Testing

/// What is typed at the kinds of question that have more than one option or one number.
@Suite struct KindTests {
    private func ranking(_ select: ClosedRange<Int>, isOptional: Bool = false) -> Survey {
        var draft = Draft()
        let list = draft.list([("a", "Price"), ("b", "Speed"), ("c", "Kindness"), ("d", "Order")])
        draft.ask("rank", .ranking(list, select: select), "What matters?") { question, _ in
            question.isOptional = isOptional
        }
        return draft.finished
    }

    @Test func anOrderIsTypedAsNumbersAndSaidBack() throws {
        for typed in ["2 4 1 3", "2,4,1,3", "2; 4; 1; 3"] {
            let said = try converse(ranking(4...4), [typed])
            #expect(try said.answer("rank") == .answered(.order([1, 3, 0, 2])))
            #expect(
                try said.reply(to: 0)
                    == "Your order:\n  1. Speed\n  2. Order\n  3. Price\n  4. Kindness\n\nThank you for your time.\n"
            )
        }
    }

    @Test func anOrderThatCannotBeTakenIsExplained() throws {
        let said = try converse(ranking(4...4), ["2 4", "2 2 1 3", "2 4 1 5", "1 2 3 4 1", "", "0", "first"])
        #expect(
            try said.reply(to: 0)
                == "Every answer needs a place. Still without one: 1 Price; 3 Kindness.\n"
                + "Type all 4 numbers in your order, your first choice first, separated by commas or spaces.")
        #expect(
            try said.reply(to: 1) == "“Speed” stands twice in what you typed. Each answer can have one place."
        )
        #expect(try said.reply(to: 2) == "“5” is not one of the answers. Type a number from 1 to 4.")
        #expect(try said.reply(to: 3).hasPrefix("“Price” stands twice"))
        #expect(try said.reply(to: 4).hasPrefix("This question needs an answer.\nType all 4 numbers"))
        #expect(try said.reply(to: 5) == "“0” is not one of the answers. Type a number from 1 to 4.")
        #expect(try said.answer("rank") == .notAsked)
        let some = try converse(ranking(2...3), ["1", "1 2 3 4", "3 1"])
        #expect(some.transcript.contains("Type the numbers of 2 to 3 answers in your order"))
        #expect(try some.reply(to: 0) == "Put at least 2 answers in order; you typed 1.")
        #expect(try some.reply(to: 1) == "Put at most 3 answers in order; you typed 4.")
        #expect(try some.answer("rank") == .answered(.order([2, 0])))
        let first = try converse(ranking(2...2), ["4 3"])
        #expect(first.transcript.contains("Type the numbers of your first 2 choices in order"))
        let none = try converse(ranking(0...2), ["0"])
        #expect(try none.answer("rank") == .answered(.order([])))
        #expect(none.transcript.contains("To choose none of them, type 0."))
    }

    @Test func anOrderIsKeptAndTakenBack() throws {
        var draft = Draft()
        let list = draft.list([("a", "Price"), ("b", "Speed")])
        draft.ask("rank", .ranking(list, select: 2...2), "What matters?") { question, _ in
            question.isOptional = true
        }
        draft.ask("again", .yesno, "Again?")
        let said = try converse(draft.finished, ["2 1", "<", "", "<", "-", "y"])
        #expect(
            try said.reply(to: 1).hasSuffix(
                "Your answer so far: 1. Speed; 2. Price. Press Enter to keep it.\nTo leave it empty instead, type -."
            ))
        #expect(try said.answer("rank") == .missing(.skipped))
    }

    private var division: Survey {
        var draft = Draft()
        let list = draft.list([("a", "Room"), ("b", "Food"), ("c", "Travel")])
        draft.ask("euros", .allocate(list, total: 100), "How would you spend it?")
        draft.ask("again", .yesno, "Again?")
        return draft.finished
    }

    @Test func anAmountIsDividedPartByPart() throws {
        let said = try converse(division, ["60", "15", ""])
        #expect(
            said.transcript.contains(
                """
                How would you spend it?
                Divide 100 among these parts, in whole numbers:
                  Room
                  Food
                  Travel
                Part 1 of 3: Room
                Type a whole number. Between 0 and 100.
                > 60
                Part 2 of 3: Food
                Left to divide: 40.
                > 15
                Part 3 of 3: Travel
                Press Enter to put all that is left here: 25.
                """))
        #expect(try said.answer("euros.c") == .answered(.number(25)))
    }

    @Test func aPartThatDoesNotFitIsExplained() throws {
        let said = try converse(division, ["101", "-1", "1.5", "half", "60", "41", "30", "9", "10", "y"])
        #expect(try said.reply(to: 0) == "101 is not between 0 and 100.")
        #expect(try said.reply(to: 1) == "-1 is not between 0 and 100.")
        #expect(try said.reply(to: 2) == "Only whole numbers are possible here.")
        #expect(try said.reply(to: 3) == "“half” is not a number.\nType a whole number. Between 0 and 100.")
        #expect(try said.reply(to: 5) == "41 is too much: only 40 is left.")
        #expect(try said.reply(to: 7) == "The parts have to make 100 together, so this one has to be 10.")
        #expect(said.outcome == .finished(.complete))
        let parts = try ["a", "b", "c"].map { try said.answer("euros.\($0)") }
        #expect(parts == [60, 30, 10].map { .answered(.number($0)) })
    }

    @Test func goingBackIntoADivisionSaysWhatWasGiven() throws {
        let said = try converse(division, ["60", "15", "", "<", "<", "20", "", "y"])
        #expect(
            try said.reply(to: 3).hasSuffix(
                "Part 3 of 3: Travel\nLeft to divide: 25.\nType a whole number. Between 0 and 25.\n"
                    + "Your answer so far: 25. Press Enter to keep it."))
        #expect(try said.reply(to: 5).hasSuffix("Press Enter to put all that is left here: 20."))
        #expect(try said.answer("euros.c") == .answered(.number(20)))
    }

    private func date(_ rule: DateRule, language: String = "en") -> Survey {
        var draft = Draft(language: language)
        draft.today()
        draft.ask("day", .date(rule), "When?")
        return draft.finished
    }

    @Test func theBoundsOfADateAreSaidInWords() throws {
        let rule = DateRule(low: .day(CalendarDay("2026-01-01")!), high: .today(offset: 0))
        let said = try converse(date(rule), ["2025-12-31", "23/11/2026", "5/6/2026", "2026-06-05"])
        #expect(
            said.transcript.contains(
                "Type a date as year-month-day, such as 2026-11-21. Earliest: 1 January 2026. "
                    + "Latest: today, 22 November 2026."))
        #expect(
            try said.reply(to: 0)
                == "31 December 2025 is too early. Earliest: 1 January 2026. Latest: today, 22 November 2026."
        )
        #expect(try said.reply(to: 1).hasPrefix("23 November 2026 is too late."))
        #expect(
            try said.reply(to: 2)
                == "“5/6/2026” can be 5 June 2026 or 6 May 2026.\n"
                + "Type a date as year-month-day, such as 2026-11-21.")
        #expect(try said.reply(to: 3) == "\nThank you for your time.\n")
        #expect(try said.answer("day") == .answered(.date(CalendarDay("2026-06-05")!)))
    }

    @Test func aDateInAnotherFormIsSaidBackOnceItIsTaken() throws {
        let said = try converse(date(DateRule(), language: "es"), ["31/2/2026", "5/6/26", "5/6/2026"])
        #expect(
            try said.reply(to: 0).hasPrefix("El día 31/2/2026 no existe.\nEscriba una fecha como día/mes/año")
        )
        #expect(try said.reply(to: 1).hasPrefix("Escriba el año con cuatro cifras, por favor.\n"))
        #expect(try said.reply(to: 2).hasPrefix("Entendido: 5 de junio de 2026.\n"))
        let late = try converse(date(DateRule(high: .today(offset: 0))), ["tomorrow", "today"])
        #expect(try late.reply(to: 0) == "23 November 2026 is too late. Latest: today, 22 November 2026.")
        #expect(try late.reply(to: 1).hasPrefix("Understood: 22 November 2026.\n"))
    }

    @Test func aTimeIsReadAndItsBoundsSaid() throws {
        var draft = Draft()
        draft.ask("at", .time(TimeRule(low: TimeOfDay("08:00"), high: TimeOfDay("20:00"))), "What time?")
        let said = try converse(draft.finished, ["7:59", "2001", "noon", "9", "930"])
        #expect(
            said.transcript.contains(
                "Type a time of day, such as 09:30. Earliest: 08:00. Latest: 20:00."))
        #expect(try said.reply(to: 0) == "07:59 is too early. Earliest: 08:00. Latest: 20:00.")
        #expect(try said.reply(to: 1) == "20:01 is too late. Earliest: 08:00. Latest: 20:00.")
        #expect(try said.reply(to: 2).hasPrefix("“noon” is not a time of day.\nType a time"))
        #expect(try said.reply(to: 3).hasPrefix("“9” is not a time of day."))
        #expect(try said.reply(to: 4).hasPrefix("Understood: 09:30.\n"))
        #expect(try said.answer("at") == .answered(.time(TimeOfDay(minutes: 570))))
    }

    @Test func anAddressThatIsNoneIsExplained() throws {
        var draft = Draft()
        draft.ask("mail", .text(TextRule(pattern: .email)), "Mail?")
        draft.ask("call", .text(TextRule(pattern: .phone)), "Phone?")
        draft.ask("code", .text(TextRule(pattern: try TextPattern("\\d{5}"))), "Code?") { question, draft in
            question.help = draft.text("Five digits.")
        }
        let said = try converse(
            draft.finished, ["nobody", "guest@example.org", "none", "+44 20 7946 0000", "123", "12345"])
        #expect(said.transcript.contains("Mail?\nType an e-mail address and press Enter.\n"))
        #expect(try said.reply(to: 0) == "“nobody” is not an e-mail address such as name@example.org.")
        #expect(try said.reply(to: 1).hasSuffix("Phone?\nType a phone number and press Enter."))
        #expect(try said.reply(to: 2) == "“none” is not a phone number such as +44 20 7946 0000.")
        #expect(try said.reply(to: 4) == "“123” does not have the form that is asked for.\nFive digits.")
        #expect(said.outcome == .finished(.complete))
    }

    @Test func aSuggestionIsTakenWithEnter() throws {
        var draft = Draft()
        let list = draft.list([("a", "Room"), ("b", "Food")])
        draft.ask("guests", .number(NumberRule(low: 1, high: 9)), "Guests?") { question, _ in
            question.suggestion = .number(2)
        }
        draft.ask("which", .choice(list), "Which?") { question, _ in
            question.suggestion = .option(1)
            question.isOptional = true
        }
        let said = try converse(draft.finished, ["", ""])
        #expect(said.transcript.contains("Between 1 and 9.\nPress Enter for: 2.\n"))
        #expect(said.transcript.contains("Press Enter for: Food.\nTo leave it empty instead, type -.\n"))
        #expect(try said.answer("guests") == .answered(.number(2)))
        #expect(try said.answer("which") == .answered(.option(1)))
        #expect(try converse(draft.finished, ["3", "-"]).answer("which") == .missing(.skipped))
    }

    @Test func aGridOfChoicesSaysItsOptionsOnce() throws {
        var draft = Draft()
        let list = draft.list([("a", "Web"), ("b", "Desk"), ("c", "Friends")])
        let rows = [draft.row("price", "Price"), draft.row("city", "City")]
        draft.ask("learned", .choiceGrid(list, select: nil, rows: rows), "Where?")
        draft.ask("asked", .choiceGrid(list, select: 1...2, rows: rows), "Whom?")
        let said = try converse(draft.finished, ["2", "9", "1 2", "3", "1 2 3", "1 2", "3"])
        #expect(
            said.transcript.contains(
                """
                Where?
                  1  Web
                  2  Desk
                  3  Friends
                Statement 1 of 2: Price
                Type the number of one answer.
                > 2
                Statement 2 of 2: City
                > 9
                “9” is not one of the answers. Type a number from 1 to 3.
                > 1 2
                Only one answer can be chosen here.
                """))
        #expect(said.transcript.components(separatedBy: "  2  Desk").count == 3)
        #expect(try said.answer("learned.city") == .answered(.option(2)))
        #expect(try said.answer("asked.price") == .answered(.options([0, 1])))
    }

    @Test func theTextOfAGroupStandsAboveItsRows() throws {
        var draft = Draft()
        let scale = draft.scale(1...5)
        let groups = [draft.text("The room"), draft.text("The people")]
        let rows = [
            draft.row("a", "Clean", group: 0), draft.row("b", "Quiet", group: 0),
            draft.row("c", "Kind", group: 1),
        ]
        draft.ask("felt", .grid(scale, rows: rows), "Agree?") { question, _ in
            question.groups = groups.map { .init(name: "g\($0.position)", text: $0) }
        }
        let said = try converse(draft.finished, ["1", "2", "<", "2"])
        #expect(said.transcript.contains("Agree?\nThe room\nStatement 1 of 3: Clean\n"))
        #expect(try said.reply(to: 0) == "Statement 2 of 3: Quiet")
        #expect(try said.reply(to: 1) == "The people\nStatement 3 of 3: Kind")
        #expect(try said.reply(to: 2).hasPrefix("The room\nStatement 2 of 3: Quiet\n"))
        #expect(try said.reply(to: 3) == "The people\nStatement 3 of 3: Kind")
    }

    private var consent: Survey {
        var draft = Draft()
        draft.ask("ok", .consent, "May we ask?") { question, draft in
            question.help = draft.text("It takes a minute.")
        }
        draft.ask("again", .yesno, "Again?")
        return draft.finished
    }

    @Test func consentSaysItsHelpAndNoEndsPolitely() throws {
        let said = try converse(consent, ["", "perhaps", "n"])
        #expect(
            said.transcript.contains("May we ask?\nIt takes a minute.\nType y for yes or n for no.\n"))
        #expect(try said.reply(to: 0).hasPrefix("This question needs an answer."))
        #expect(said.outcome == .finished(.refused))
        #expect(said.transcript.hasSuffix("\nThank you all the same.\nNo answer is stored.\n"))
        #expect(said.front.journal.records.isEmpty)
        #expect(said.front.journal.ends == [.refused])
        #expect(said.response.answers.allSatisfy { $0 == .notAsked })
        let given = try converse(consent, ["y", "y"])
        #expect(given.outcome == .finished(.complete))
        #expect(try given.answer("ok") == .answered(.yesno(true)))
    }

    @Test func consentThatIsTakenBackLeavesNothing() throws {
        let said = try converse(consent, ["y", "<", "n"])
        #expect(said.outcome == .finished(.refused))
        #expect(said.transcript.hasSuffix("\nThank you all the same.\nNo answer is stored.\n"))
        #expect(said.response.answers.allSatisfy { $0 == .notAsked })
    }

    @Test func anEndingOfItsOwnIsSaidToWhomDoesNotConsent() throws {
        var draft = Draft()
        draft.ask("ok", .consent, "May we ask?")
        draft.ask("again", .yesno, "Again?")
        draft.survey.endings.append(Ending(text: draft.text("As you wish."), disposition: .refused))
        let said = try converse(draft.finished, ["n"])
        #expect(said.transcript.hasSuffix("\nAs you wish.\nNo answer is stored.\n"))
    }
}
