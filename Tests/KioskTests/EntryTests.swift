import Foundation
import Interview
import Kiosk
import SurveyModel
import Testing

@Suite struct EntryTests {
    private let colours = """
        choice colour "Which colour?" {
            shuffle
            - red "Red"
            - green "Green"
            - blue "Blue"
            - other "Another" specify
            dont_know "No idea"
            refused "I would rather not say"
        }
        """

    @Test func theNumberOfAnOptionIsThatShown() throws {
        for seed in UInt64(1)...8 {
            let said = try converse(try survey(colours), ["2"], seed: seed)
            let shown = try #require(said.transcript.split(separator: "\n").first { $0.hasPrefix("  2  ") })
            let list = try #require(said.survey.lists.first)
            let index = try #require(
                list.options.firstIndex { said.survey[$0.text].source == shown.dropFirst(5) })
            #expect(try said.answer("colour") == .answered(.option(index)))
        }
    }

    @Test func aKindOfMissingIsChosenByItsOwnSign() throws {
        #expect(try converse(try survey(colours), ["*2"]).answer("colour") == .missing(.refused))
        #expect(try converse(try survey(colours), ["* 1"]).answer("colour") == .missing(.dontKnow))
        let unclear = try converse(try survey(colours), ["*", "*3", "*x"])
        #expect(try unclear.answer("colour") == .notAsked)
        for number in 0..<3 {
            #expect(try unclear.reply(to: number) == "  *1  No idea\n  *2  I would rather not say")
        }
        let single = try survey("nps likely \"How likely?\" dont_know \"No idea\"")
        #expect(try converse(single, ["*"]).answer("likely") == .missing(.dontKnow))
        #expect(
            try converse(try survey("nps likely \"How likely?\""), ["*"]).reply(to: 0).hasPrefix(
                "This answer is not"))
    }

    @Test(arguments: ["0", "5", "-1", "red", "1.5", "99999999999999999999", "1,x"])
    func whatIsNoOptionIsSaidBack(typed: String) throws {
        let said = try converse(try survey(colours), [typed])
        #expect(try said.reply(to: 0) == "“\(typed)” is not one of the answers. Type a number from 1 to 4.")
        #expect(said.outcome == .left)
    }

    @Test func onlyOneOptionIsTakenWhereOneIsAsked() throws {
        let said = try converse(try survey(colours), ["1 2"])
        #expect(
            try said.reply(to: 0) == "Only one answer can be chosen here.\nType the number of one answer.")
    }

    private let faults = """
        choices faults "What went wrong?" {
            select 1...2
            - slow "Slow"
            - dear "Dear"
            - rude "Rude"
            - none "Nothing" exclusive
        }
        """

    @Test func aSetIsTypedInAnyOrderAndWithAnySeparator() throws {
        for typed in ["3,1", "1 3", "3; 1", "1,,3", "1 1 3 3", "3,\t1"] {
            let said = try converse(try survey(faults), [typed])
            #expect(try said.answer("faults") == .answered(.options([0, 2])), "\(typed)")
        }
    }

    @Test func aSetThatIsTooLargeTooSmallOrMixedIsExplained() throws {
        let said = try converse(try survey(faults), ["1 2 3", "0", ",", "4 1", "4"])
        #expect(try said.reply(to: 0) == "Choose at most 2 answers; you chose 3.")
        #expect(try said.reply(to: 1) == "Choose at least 1 answer.")
        #expect(try said.reply(to: 2) == "Choose at least 1 answer.")
        #expect(try said.reply(to: 3) == "“Nothing” cannot be chosen together with other answers.")
        #expect(try said.answer("faults") == .answered(.options([3])))
    }

    @Test(arguments: [
        ("en", "Y"), ("en", "yes"), ("es", "sí"), ("es", "S"), ("sv", "ja"), ("el", "ναι"), ("el", "Ν"),
    ])
    func yesIsSaidInTheLanguageOfTheInterview(locale: String, word: String) throws {
        let question = try survey("yesno again \"Again?\"", translations: "es, sv, el")
        #expect(try converse(question, [word], locale: locale).answer("again") == .answered(.yesno(true)))
    }

    @Test(arguments: [("en", "N"), ("es", "no"), ("sv", "nej"), ("el", "όχι"), ("el", "ο")])
    func noIsSaidInTheLanguageOfTheInterview(locale: String, word: String) throws {
        let question = try survey("yesno again \"Again?\"", translations: "es, sv, el")
        #expect(try converse(question, [word], locale: locale).answer("again") == .answered(.yesno(false)))
    }

    @Test func whatIsNeitherYesNorNoIsAskedAgain() throws {
        let said = try converse(try survey("yesno again \"Again?\""), ["ja", "1"])
        #expect(try said.reply(to: 0) == "Please answer yes or no.\nType y for yes or n for no.")
        #expect(try said.answer("again") == .notAsked)
    }

    @Test func aTextIsTakenAsTypedButForItsEnds() throws {
        let question = try survey("text why \"Why?\"")
        for (typed, stored) in [
            ("  too  slow ", "too  slow"), ("<<", "<"), ("??", "?"), ("!!", "!"), ("@@", "@"), ("**", "*"),
            ("--", "-"),
            ("<b>", "<b>"), ("?!", "?!"), ("@home", "@home"), ("*not* good", "*not* good"), ("-", "-"),
            ("0", "0"),
            ("a\u{1B}[2Jb", "a[2Jb"), ("\u{202E}abc", "abc"), ("a\tb", "a b"), ("Ελλάδα", "Ελλάδα"),
            ("👩‍👩‍👧", "👩‍👩‍👧"),
            ("\u{FEFF}bom", "bom"), ("crlf\r", "crlf"),
        ] {
            let said = try converse(question, [typed])
            #expect(try said.answer("why") == .answered(.text(stored)), "\(typed)")
        }
    }

    @Test func bytesThatAreNoTextAreReportedAndReplaced() throws {
        let said = try converse(
            try survey("text why \"Why?\""), [Array("caf".utf8) + [0xE9]], journal: KeptInMind())
        #expect(try said.answer("why") == .answered(.text("caf\u{FFFD}")))
        #expect(said.transcript.contains("Signs that cannot be shown were left out."))
    }

    @Test func severalLinesEndWithAnEmptyOneOrAFullStop() throws {
        let question = try survey("text why \"Why?\" lines 4")
        for (typed, stored) in [
            ("one\n", "one"), ("one\n.", "one"), ("one\n  two\n<\n?\n", "one\ntwo\n<\n?"), ("??\n", "?"),
            ("one\ntwo\n.", "one\ntwo"),
        ] {
            #expect(try converse(question, [typed]).answer("why") == .answered(.text(stored)), "\(typed)")
        }
        #expect(try converse(question, ["."]).reply(to: 0).hasPrefix("This question needs an answer."))
        let optional = try survey("text why \"Why?\" optional lines 4")
        #expect(try converse(optional, ["."]).answer("why") == .missing(.skipped))
    }

    @Test func halfTypedLinesAreNotStored() throws {
        let said = try converse(
            try survey("nps likely \"How likely?\"\ntext why \"Why?\" lines 4"), ["3", "one\ntwo"])
        #expect(said.outcome == .left)
        #expect(try said.answer("likely") == .answered(.number(3)))
        #expect(try said.answer("why") == .notAsked)
    }

    @Test func aTextThatIsFarTooLongIsReadToItsEndAndNothingOfItStored() throws {
        let long = String(repeating: "a", count: 70_000)
        let one = try converse(try survey("text why \"Why?\""), [long, "b"])
        #expect(try one.reply(to: 0) == "The answer is too long: 65536 characters are the most.")
        #expect(try one.answer("why") == .answered(.text("b")))
        let lines = Array(repeating: String(repeating: "b", count: 7_000), count: 12).joined(separator: "\n")
        let many = try converse(try survey("text why \"Why?\" lines 4"), [lines + "\nrest\n", "c\n"])
        #expect(try many.answer("why") == .answered(.text("c")))
        let declared = try converse(try survey("text why \"Why?\" length 5"), ["123456", "12345"])
        #expect(declared.transcript.contains("\n5 characters at most.\n"))
        #expect(try declared.reply(to: 0) == "The answer is too long: 5 characters are the most.")
        #expect(try declared.answer("why") == .answered(.text("12345")))
    }

    @Test func whatIsSaidBackIsShort() throws {
        let said = try converse(
            try survey("nps likely \"How likely?\""), [String(repeating: "ö", count: 5_000)])
        #expect(try said.reply(to: 0).count < 120)
    }

    @Test func anOptionalAnswerCanBeTakenBack() throws {
        let question = try survey("text name \"Your name?\" optional\ntext why \"Why?\"")
        let said = try converse(question, ["Ann", "<", "-", "x"])
        #expect(try said.answer("name") == .missing(.skipped))
        #expect(
            try said.reply(to: 1).contains(
                "Your answer so far: Ann. Press Enter to keep it.\nTo leave it empty"))
        #expect(
            said.front.journal.records.map(\.1) == [
                .answered(.text("Ann")), .missing(.skipped), .answered(.text("x")),
            ])
        #expect(try converse(question, ["Ann", "<", "", "x"]).answer("name") == .answered(.text("Ann")))
    }

    @Test func numbersAreReadWithTheirUnit() throws {
        let question = try survey(
            "number spend 0...100000 \"Spent?\" decimals 2 unit \"€\"", translations: "sv")
        for typed in ["50 €", "€50", "€ 50.00", "50"] {
            #expect(try converse(question, [typed]).answer("spend") == .answered(.number(50)), "\(typed)")
        }
        #expect(
            try converse(question, ["1 250,50 €"], locale: "sv").answer("spend")
                == .answered(.number(Decimal(string: "1250.5") ?? 0)))
    }

    @Test func aNumberThatCannotBeTakenIsExplained() throws {
        let question = try survey("number spend 0...100 \"Spent?\" decimals 1")
        let said = try converse(question, ["101", "-1", "1.25", "much", "1e3", "", "$", "0x10"])
        #expect(try said.reply(to: 0) == "101 is not between 0 and 100.")
        #expect(try said.reply(to: 1) == "-1 is not between 0 and 100.")
        #expect(try said.reply(to: 2) == "Only 1 decimal is possible here.")
        #expect(try said.reply(to: 3).hasPrefix("“much” is not a number.\nType a number. Between 0 and 100."))
        #expect(try said.reply(to: 4).hasPrefix("“1e3” is not a number."))
        #expect(try said.reply(to: 5).hasPrefix("This question needs an answer."))
        #expect(try said.reply(to: 7).hasPrefix("“0x10” is not a number."))
        let whole = try survey("nps likely \"How likely?\"")
        let score = try converse(whole, ["11", "7.5", "7.0"])
        #expect(try score.reply(to: 0) == "11 is not between 0 and 10.")
        #expect(try score.reply(to: 1) == "Only whole numbers are possible here.")
        #expect(try score.answer("likely") == .answered(.number(7)))
    }
}
