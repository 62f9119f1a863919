import Foundation
import SurveyCompiler
import SurveyModel
import Testing

/// What conditions and computations over the kinds of value mean, and what is said of those that decide themselves.
@Suite struct ExpressionTests {
    static let questions = """
        given since: date 2000-01-01...2030-12-31 optional
        date arrival 2026-01-01...today "Arrived?"
        date departure "Left?"
        time desk 08:00...20:00 "Desk?"
        ranking wishes "Wishes?" {
            select 2
            - price "Price"
            - speed "Speed"
            - care "Care"
        }
        choice best from wishes "Best?"
        choices used "Used?" {
            - price "Price"
            - speed "Speed"
        }
        text code "Code?" optional
        number party 0...12 "Party?"
        yesno again "Again?" refused "No"
        grid quality 1...5 "Quality?" optional {
            - kept "Kept"
            - fast "Fast"
        }

        """

    func condition(_ text: String) throws -> (formula: Formula, survey: Survey) {
        let source = survey(Self.questions + "if \(text) { note n \"N\" }\n")
        let compilation = compile(source)
        #expect(compilation.diagnostics.isEmpty, "\(render(compilation.diagnostics, in: source))")
        let survey = try #require(compilation.survey)
        let conditions = survey.blocks.compactMap { block in
            if case .arm(let condition, _) = block.kind { condition } else { nil }
        }
        return (try #require(conditions.first), survey)
    }

    func codes(_ text: String) -> [String] {
        compile(survey(Self.questions + "if \(text) { note n \"N\" }\n")).diagnostics.map(\.code)
    }

    /// Answers by name.
    func truth(_ text: String, _ answers: [String: Value]) throws -> Truth {
        let (formula, survey) = try condition(text)
        return formula.truth(
            in: survey.variables.map { answers[$0.name].map(Answer.answered) ?? .notAsked })
    }

    @Test(arguments: [
        ("departure - arrival == 3", Truth.yes), ("days(arrival, departure) == 3", .yes),
        ("arrival + 3 == departure", .yes), ("3 + arrival == departure", .yes),
        ("arrival > 2026-11-20", .yes), ("arrival in 2026-11-01...2026-11-30", .yes),
        ("departure in today - 5...today + 5", .yes), ("departure not in today - 5...today", .yes),
        ("arrival in [2026-11-21, 2026-11-22]", .yes), ("today - arrival == 1", .yes),
        ("desk >= 09:30 and desk - 09:00 == 45", .yes), ("desk in 09:00...09:30", .no),
        ("age(arrival) == 0", .yes), ("age(since, arrival) == 26", .yes),
        ("wishes[1] == care", .yes), ("wishes.care == 1 and wishes.price == 2", .yes),
        ("wishes.speed <= 2", .unknown),
        ("care in wishes and speed not in wishes", .yes), ("count(wishes) == 2", .yes),
        ("wishes[1] in [price, care]", .yes), ("wishes[2] == best", .no), ("wishes[1] == best", .yes),
        ("care in wishes except best", .no), ("price in wishes except best", .yes),
        ("best in [price, care] except [price]", .yes), ("party in 0...8 except 4", .no),
        ("party in 0...8 except 3", .yes), ("party in 0...8 except 3...5", .no),
        ("contains(code, \"AB\")", .yes), ("matches(code, \"[a-z]{2}\\d+\")", .yes),
        ("length(code) == 4", .yes),
        ("matches(code, \"[a-z]\")", .no), ("answered(quality)", .yes), ("skipped(quality)", .no),
        ("not_asked(quality)", .no), ("any(answered(quality)) and not all(answered(quality))", .yes),
        ("sum(quality) == 4 and max(quality) == 4", .yes),
    ]) func meansWhatItSays(_ text: String, _ expected: Truth) throws {
        let day = { (text: String) in Value.date(CalendarDay(text)!) }
        let answers: [String: Value] = [
            "since": day("2000-02-01"), "today": day("2026-11-22"), "arrival": day("2026-11-21"),
            "departure": day("2026-11-24"), "desk": .time(TimeOfDay(minutes: 585)), "wishes": .order([2, 0]),
            "best": .option(2), "code": .text("ab12"), "party": .number(4), "quality.kept": .number(4),
        ]
        #expect(try truth(text, answers) == expected)
    }

    @Test(arguments: [
        ("departure + arrival > 3", "E0326"), ("desk + 5 > 09:00", "E0326"), ("3 - arrival > 3", "E0326"),
        ("arrival * 2 > 3", "E0326"), ("-arrival > 3", "E0304"), ("round(arrival) > 3", "E0304"),
        ("arrival > 3", "E0303"), ("arrival == desk", "E0303"), ("arrival in 1...3", "E0303"),
        ("arrival in [2026-01-01, 3]", "E0303"), ("arrival == 2026-02-30", "E0327"),
        ("desk == 24:00", "E0327"),
        ("arrival in 2026-05-01...2026-04-01", "E0606"), ("arrival", "E0302"), ("wishes", "E0302"),
        ("wishes == care", "E0306"), ("wishes in [care]", "E0306"), ("wishes[4] == care", "E0329"),
        ("wishes[0] == care", "E0329"), ("wishes[99999999999999999999] == care", "E0329"),
        ("wishes[again] == care", "E0224"), ("wishes[1][1] == care", "E0224"), ("best[1] == care", "E0328"),
        ("wishes.cost == 1", "E0309"), ("wishes[1] == cost", "E0309"), ("cost in wishes", "E0309"),
        ("contains(code, code)", "E0315"), ("contains(party, \"x\")", "E0315"),
        ("contains(code, \"\")", "E0315"),
        ("matches(code)", "E0315"), ("age(party) > 18", "E0315"), ("days(arrival) > 1", "E0315"),
        ("answered(wishes[1])", "E0315"), ("wishes > 3", "E0306"), ("code > \"a\"", "E0305"),
        ("best in used except price", "E0324"),
    ]) func whatMeansNothingIsAnError(_ text: String, _ code: String) {
        #expect(codes(text) == [code])
    }

    @Test(arguments: [
        // Decided by what can be answered.
        ("arrival < 2026-01-01", ["W1003"]), ("arrival <= today", ["W1002"]), ("arrival > today", ["W1003"]),
        ("arrival > today + 5", ["W1003"]), ("arrival < 2027-01-01", []), ("arrival > today - 5", []),
        ("desk > 20:00", ["W1003"]), ("desk in 07:00...21:00", ["W1002"]), ("desk == 09:00", []),
        ("wishes.price == 3", ["W1003"]), ("count(wishes) > 2", ["W1003"]),
        ("since >= 2000-01-01", ["W1002"]),
        ("2026-01-01 == 2026-01-01", ["W1004"]),
        // Against itself.
        ("party == 1 and party == 2", ["W1020"]), ("party > 5 and again and party < 3", ["W1020"]),
        ("party > 5 and party <= 5", ["W1020"]), ("party >= 5 and party <= 5", []),
        ("party == 4 and party > 5", ["W1020"]),
        ("party > 5 and party == 4", ["W1020"]), ("party in [1, 2] and party != 1 and party != 2", ["W1020"]),
        ("party in [1, 2] and party != 1", []), ("party in 0...3 and party in 5...9", ["W1020"]),
        ("price in used and not (price in used)", ["W1020"]), ("price in used and speed in used", []),
        ("again and not again", ["W1020"]), ("again or not again", []),
        ("refused(again) and again", ["W1020"]),
        ("refused(again) and not answered(again)", []),
        ("answered(again) and not answered(again)", ["W1020"]),
        ("again and not answered(again)", ["W1020"]),
        ("not (party == 1 or party == 2) and party in [1, 2]", ["W1020"]),
        ("arrival > 2026-05-01 and arrival < 2026-04-01", ["W1020"]),
        ("party != 1 and party == 1", ["W1020"]),
        ("best == price and best == wishes[1]", []), ("desk < 09:00 and 10:00 < desk", ["W1020"]),
        // Twice.
        ("party == 1 or party == 1", ["W1021"]), ("again and party > 1 and again", ["W1021"]),
        ("party == 1 or again", []), ("any(quality <= 2 or quality <= 2)", []),
    ]) func whatDecidesItselfIsWarnedOf(_ text: String, _ expected: [String]) {
        #expect(codes(text) == expected)
    }

    @Test func warningsOfLogicHaveNames() {
        let names = compile(survey(Self.questions + "if again and not again and again { note n \"N\" }\n"))
            .diagnostics
            .map(\.name)
        #expect(names == ["contradiction", "duplicate_condition"])
    }

    @Test func aRepeatedArmIsDead() {
        let arms = { (first: String, second: String) in
            compile(
                survey(
                    Self.questions
                        + "if \(first) { note a \"A\" } else if again { note b \"B\" } else if \(second) { note c \"C\" }\n"
                )
            ).diagnostics.map(\.code)
        }
        #expect(arms("party > 5", "party > 5") == ["W1022"])
        #expect(arms("party > 5", "party > 6") == [])
        #expect(arms("party > 5", "again") == ["W1022"])
    }

    @Test func letsOfNewTypesCanBePiped() throws {
        let source = survey(
            Self.questions
                + "let next = departure + 7\nlet late = desk\nlet order = wishes\nif order[1] == care { note m \"{next} {late} {order}\" }\n"
        )
        let compilation = compile(source)
        let survey = try #require(compilation.survey, "\(render(compilation.diagnostics, in: source))")
        let domains = survey.variables.suffix(3).map(\.domain)
        #expect(domains == [.date(DateRule()), .time(TimeRule()), .order(ListID(0), select: 2...2)])
    }

    @Test func aPlaceMayBeUnknownAndAnAnswerImpliesIt() {
        let body = Self.questions + "let place = wishes.price\nnote n \"{place}\"\n"
        #expect(compile(survey(body)).diagnostics.map(\.code) == ["W1006"])
    }

    @Test func conditionsOfNewTypesReadAsTheyWereWritten() throws {
        for text in [
            "arrival > 2026-11-20", "desk in 09:00...09:30", "wishes[1] == care", "wishes.care <= 1",
            "care in wishes",
            "matches(code, \"[a-z]{2}\\d+\")", "contains(code, \"a\\\"b\")", "today - arrival > 3",
        ] {
            let (formula, survey) = try condition(text)
            #expect(formula.text(in: survey) == text)
        }
    }
}
