import Foundation
import ProcessorTime
import SurveyCompiler
import SurveyModel
import Testing

/// What each kind of question becomes, and which options it offers.
@Suite struct KindTests {
    func compiled(_ body: String) throws -> Survey {
        let source = survey(body)
        let compilation = compile(source)
        #expect(compilation.diagnostics.isEmpty, "\(render(compilation.diagnostics, in: source))")
        return try #require(compilation.survey)
    }

    func codes(_ body: String) -> [String] { compile(survey(body)).diagnostics.map(\.code) }

    static let channels = """
        options channels {
            - store "In the store"
            - phone "By phone"
            - other "Another way" specify
            - none "None of these" exclusive
        }
        choices used from channels "Which did you use?"

        """

    // MARK: Rankings and allocations

    @Test func aRankingIsOneOrderOfAllOrSomeOptions() throws {
        let survey = try compiled(
            """
            ranking all "Order?" { - a "A"
            - b "B"
            - c "C" }
            ranking first "First?" { select 2
            - a "A"
            - b "B"
            - c "C" }
            ranking some "Some?" { select 1...2
            shuffle
            - a "A"
            - b "B"
            - c "C" }
            """)
        #expect(
            survey.variables.map(\.domain) == [
                .order(ListID(0), select: 3...3), .order(ListID(1), select: 2...2),
                .order(ListID(2), select: 1...2),
            ])
        #expect(survey.questions.map(\.kindName) == ["ranking", "ranking", "ranking"])
        #expect(survey.questions[2].isShuffled)
    }

    @Test func rankingsAndAllocationsLeaveExclusiveOptionsOutAndOpenNoText() throws {
        let survey = try compiled(
            Self.channels
                + "ranking best from channels \"Order?\"\nallocate parts 100 from channels \"Divide\"\n")
        let ranking = survey.questions[1]
        #expect(ranking.kind == .ranking(ListID(0), select: 3...3))
        #expect(ranking.carried == [.except([3])])
        #expect(ranking.specify.isEmpty)
        #expect(survey.questions[2].carried == [.except([3])])
        #expect(!survey.variables.map(\.name).contains("best.other"))
        #expect(
            codes("ranking r \"R?\" {\n- a \"A\"\n- b \"B\" specify\n- c \"C\" exclusive\n}\n") == [
                "E0614", "E0614",
            ])
    }

    @Test func anAllocationIsAWholeNumberForEachOption() throws {
        let survey = try compiled(
            """
            allocate parts 100 "Divide" unit "%" optional {
                - a "A"
                - b "B"
            }
            if parts.a > parts.b and any(parts >= 60) { text why "Why?" }
            """)
        #expect(survey.variables.prefix(2).map(\.name) == ["parts.a", "parts.b"])
        #expect(survey.variables[1].role == .amount(QuestionID(0), 1))
        #expect(survey.variables[1].missing == [.skipped])
        guard case .number(let rule) = survey.variables[0].domain else {
            Issue.record("no number")
            return
        }
        #expect(rule.low == 0 && rule.high == 100 && rule.decimals == 0 && rule.unit != nil)
        #expect(survey.questions[0].kind == .allocate(ListID(0), total: 100))
        #expect(survey.questions[0].variables == [VariableID(0), VariableID(1)])
        #expect(codes("allocate parts 0 \"D?\" {\n- a \"A\"\n}\n") == ["E0638"])
        #expect(codes("allocate parts 1...9 \"D?\" {\n- a \"A\"\n}\n") == ["E0638"])
        #expect(codes("allocate parts 2.5 \"D?\" {\n- a \"A\"\n}\n") == ["E0638"])
    }

    // MARK: Dates, times, consent, texts

    @Test func datesAndTimesAreBounded() throws {
        let survey = try compiled(
            """
            given since: date 2000-01-01...2030-12-31 optional
            date birth 1900-01-01...today - 365 "Born?"
            date visit today - 30...(today + 1) "When?"
            date any "Any?" optional
            time desk 08:00...20:30 "Desk?"
            """)
        let day = { (text: String) in CalendarDay(text)! }
        #expect(survey.variables.map(\.name) == ["since", "today", "birth", "visit", "any", "desk"])
        #expect(
            survey.variables.map(\.domain) == [
                .date(DateRule(low: .day(day("2000-01-01")), high: .day(day("2030-12-31")))),
                .date(DateRule()),
                .date(DateRule(low: .day(day("1900-01-01")), high: .today(offset: -365))),
                .date(DateRule(low: .today(offset: -30), high: .today(offset: 1))), .date(DateRule()),
                .time(TimeRule(low: TimeOfDay(minutes: 480), high: TimeOfDay(minutes: 1_230))),
            ])
        #expect(survey.today == VariableID(1))
    }

    @Test func todayIsThereOnlyIfItIsRead() throws {
        #expect(try compiled("date any \"Any?\"\n").today == nil)
        let survey = try compiled("date any \"Any?\"\nif any > today { text why \"Why?\" }\n")
        #expect(survey.variables.map(\.role).contains(.today))
        #expect(survey.variables.count == 3)
        #expect(try compiled("note n \"It is {today}.\"\nyesno a \"A?\"\n").texts[0].pipes.count == 1)
    }

    @Test(arguments: [
        ("date d 2026-12-31...2026-01-01 \"D?\"", "E0606"), ("date d today + 1...today \"D?\"", "E0606"),
        ("time d 20:00...08:00 \"D?\"", "E0606"), ("date d 2026-01-01 \"D?\"", "E0605"),
        ("date d 1...5 \"D?\"", "E0637"), ("date d today - 1.5...today \"D?\"", "E0637"),
        ("date d today - 99999999999999999999...today \"D?\"", "E0637"),
        ("date d 9999-12-31 + 1...today \"D?\"", "E0637"), ("time d 08:00...today \"D?\"", "E0637"),
        ("date d 2026-02-29...today \"D?\"", "E0327"), ("time d 08:60...09:00 \"D?\"", "E0327"),
    ]) func badBoundsAreErrors(_ line: String, _ code: String) {
        #expect(Set(codes(line + "\n")) == [code])
    }

    @Test func consentIsAYesNoInFront() throws {
        let survey = try compiled(
            "note hello \"Hello.\"\npage p { consent ok \"May we?\" help \"We keep nothing else.\" }\nnps n \"N?\"\n"
        )
        #expect(survey.questions[1].kind == .consent)
        #expect(survey.variables[0].domain == .yesno)
        #expect(codes("consent a \"A?\"\nconsent b \"B?\"\n") == ["E0635"])
        #expect(codes("consent a \"A?\" optional\n") == ["E0614"])
        #expect(codes("consent a \"A?\" refused \"No\"\n") == ["E0614"])
        #expect(codes("given g: yesno\nif g { page p { consent a \"A?\" } }\n") == ["E0636"])
    }

    @Test func addressesAreCheckedAndPersonal() throws {
        let survey = try compiled(
            """
            given card: text pattern "\\d{4}"
            text mail "Mail?" email optional
            text phone "Phone?" phone length 30
            text code "Code?" pattern "[A-Z]{2}"
                "[0-9]+\\."
            """)
        #expect(survey.variables.map(\.isPersonal) == [false, true, true, false])
        let rules = survey.variables.compactMap { if case .text(let rule) = $0.domain { rule } else { nil } }
        #expect(rules[0].allows("1234") && !rules[0].allows("12345"))
        #expect(rules[1].pattern == .email && rules[2].pattern == .phone && rules[2].length == 30)
        #expect(rules[3].pattern?.source == "[A-Z]{2}[0-9]+\\.")
    }

    @Test func faultsOfPatternsAreShownWhereTheyStand() throws {
        // The pattern, and which character of the file it is about, counted from the first quote.
        for (pattern, place) in [
            ("\"é[\"\n\"a-z\"", 2), ("\"a\"\n\"b**\"", 7), ("\"(é\"", 1), ("\"\\q\"", 1),
            ("\"\u{1F600})\"", 2),
        ] {
            let start = "text code \"Code?\" pattern "
            let source = survey("\(start)\(pattern)\n")
            let text = String(decoding: source.bytes, as: UTF8.self)
            let diagnostic = try #require(
                compile(source).diagnostics.first { $0.code == "E0646" }, "\(pattern)")
            let first = try #require(text.firstRange(of: start)).upperBound
            let expected = text.utf8.distance(
                from: text.startIndex, to: text.index(first, offsetBy: place).samePosition(in: text.utf8)!)
            #expect(diagnostic.span.lowerBound == expected, "\(pattern) \(diagnostic.message)")
        }
        #expect(codes("text c \"C?\" pattern \"\"\n") == ["E0646"])
        #expect(codes("text c \"C?\"\nif matches(c, \"(\") { text d \"D?\" }\n") == ["E0646"])
        #expect(codes("text c \"C?\"\nif matches(c, \"\") { text d \"D?\" }\n") == ["E0646"])
    }

    // MARK: Defaults and draws

    @Test func defaultsAreValues() throws {
        let survey = try compiled(
            """
            choice a "A?" default y { - x "X"
            - y "Y" }
            choices b "B?" default [y, x] { - x "X"
            - y "Y"
            - z "Z" }
            yesno c "C?" default no
            number d -5...5 "D?" decimals 1 default -2.5
            date e "E?" default 2026-11-21
            time f "F?" default 09:30
            text g "G?" default "ref"
            """)
        #expect(
            survey.questions.map(\.suggestion) == [
                .option(1), .options([0, 1]), .yesno(false), .number(Decimal(string: "-2.5")!),
                .date(CalendarDay("2026-11-21")!), .time(TimeOfDay(minutes: 570)), .text("ref"),
            ])
    }

    @Test(arguments: [
        ("yesno c \"C?\" default 1", "E0648"), ("number d 0...5 \"D?\" default 2.5", "E0648"),
        ("text g \"G?\" length 2 default \"abc\"", "E0648"), ("text g \"G?\" email default \"abc\"", "E0648"),
        ("date e today...today + 5 \"E?\" default today - 1", "E0648"),
        ("date e \"E?\" default today - e", "E0648"), ("time e \"E?\" default today", "E0648"),
        ("grid g 1...5 \"G?\" draw 1 {\n- x \"X\"\n}", "E0650"),
        ("date e \"E?\" default 2026-13-01", "E0327"),
        ("choice a \"A?\" default z {\n- x \"X\"\n- y \"Y\"\n}", "E0309"),
        ("choice a \"A?\" default 3 {\n- x \"X\"\n- y \"Y\"\n}", "E0648"),
        ("choices a \"A?\" select 1 default [x, y] {\n- x \"X\"\n- y \"Y\"\n}", "E0648"),
        ("choices a \"A?\" default [x, y] {\n- x \"X\"\n- y \"Y\" exclusive\n}", "E0648"),
        ("choices a \"A?\" select 2 default [x] {\n- x \"X\"\n- y \"Y\"\n}", "E0648"),
        ("nps r \"R?\" default 9", "E0618"), ("grid g 1...5 \"G?\" default 3 {\n- x \"X\"\n}", "E0618"),
        ("ranking r \"R?\" default [x] {\n- x \"X\"\n- y \"Y\"\n}", "E0614"),
    ]) func defaultsThatDoNotFitAreErrors(_ line: String, _ code: String) {
        #expect(codes(line + "\n") == [code])
    }

    @Test func aDefaultDayMayCountFromToday() throws {
        let survey = try compiled(
            "date a \"A?\" default today\ndate b today - 60...today \"B?\" default today - 1\n")
        #expect(survey.questions.map(\.suggestedDay) == [.today(offset: 0), .today(offset: -1)])
        #expect(survey.questions.allSatisfy { $0.suggestion == nil })
        #expect(survey.today != nil)
    }

    @Test func everyKindComesBackFromItsDocument() throws {
        let source = try Folder.source(Folder.tests.appendingPathComponent("Examples/kinds.survey"))
        let survey = try #require(compile(source).survey)
        #expect(try Survey(json: survey.json) == survey)
    }

    @Test func drawsAndShuffledLinesAreKept() throws {
        let survey = try compiled(
            """
            yesno north "North?"
            choices brands "Brands?" draw 2 {
                shuffle {
                    - acme "Acme"
                    if north {
                        - borea "Borea"
                    }
                }
                - cyan "Cyan"
                shuffle {
                    - dune "Dune"
                    - eos "Eos"
                }
                - other "Other" specify
            }
            """)
        #expect(survey.questions[1].draw == 2)
        #expect(survey.lists[0].options.map(\.shuffleGroup) == [1, 1, nil, 2, 2, nil])
        #expect(
            survey.lists[0].options.map { $0.condition != nil } == [false, true, false, false, false, false])
        #expect(!survey.questions[1].isShuffled)
    }

    // MARK: Carried options

    @Test func optionsAreCarriedForward() throws {
        let survey = try compiled(
            Self.channels + """
                choice best from used "Best?"
                choice next from channels except used except [none] "Next?"
                choice third from used except best except none "Third?"
                ranking order from used "Order?"
                choices more from channels except [none] "More?"
                """)
        let carried = survey.questions.map(\.carried)
        let used = VariableID(0)
        let best = try #require(survey.variable(named: "best"))
        #expect(carried[1] == [.chosen(used)])
        #expect(carried[2] == [.exceptChosen(used), .except([3])])
        #expect(carried[3] == [.chosen(used), .exceptChosen(best), .except([3])])
        #expect(carried[4] == [.chosen(used), .except([3])])
        #expect(survey.questions.allSatisfy { $0.list == ListID(0) })
        #expect(survey.lists.count == 1)
        // What is carried was typed where it was chosen; what is not, opens its text.
        #expect(
            survey.variables.map(\.name) == [
                "used", "used.other", "best", "next", "next.other", "third", "order", "more", "more.other",
            ])
        #expect(survey.questions[5].kind == .choices(ListID(0), select: 1...3))
    }

    @Test func aQuestionsOwnOptionsCanBeCarried() throws {
        let survey = try compiled(
            "choices used \"U?\" {\n- a \"A\"\n- b \"B\"\n}\nchoice best from used \"B?\"\n")
        #expect(survey.questions[1].kind == .choice(ListID(0)))
        #expect(codes("number n 1...5 \"N?\"\nchoice best from n \"B?\"\n") == ["E0621"])
        #expect(codes("choice best from best \"B?\"\n") == ["E0207"])
        #expect(codes("choice best from 1...5 \"B?\"\n") == ["E0621"])
        #expect(codes(Self.channels + "choice b from channels except [stroe] \"B?\"\n") == ["E0309"])
        #expect(codes(Self.channels + "choice b from channels except \"x\" \"B?\"\n") == ["E0621"])
    }

    // MARK: Grids

    @Test func aGridOfOptionsHasAnOptionOrASetForEachRow() throws {
        let survey = try compiled(
            Self.channels + """
                grid tasks from channels "How?" as table {
                    - order "Order"
                    - pay "Pay"
                }
                grid ways from used "Which?" {
                    select 0...2
                    shuffle {
                        - order "Order"
                        - pay "Pay" if count(tasks == store) == 1
                    }
                    - ask "Ask" not_applicable "Never did"
                }
                if any(store in ways) and tasks.pay == phone { text why "Why?" }
                """)
        #expect(survey.variables[2].domain == .option(ListID(0)))
        let ways = survey.questions[2]
        #expect(ways.carried == [.chosen(VariableID(0))])
        #expect(ways.rows.map(\.shuffleGroup) == [1, 1, nil])
        guard case .choiceGrid(let list, let select, let rows) = ways.kind else {
            Issue.record("no grid of options")
            return
        }
        #expect(list == ListID(0) && select == 0...2 && rows.count == 3)
        #expect(survey[ways.variables[0]].domain == .options(ListID(0), select: 0...2))
        #expect(survey[ways.variables[2]].missing == [.notApplicable])
        let tasks = survey.questions[1].variables
        #expect(
            rows[1].condition
                == .compare(
                    .equal,
                    .countTrue(tasks.map { .compare(.equal, .variable($0), .literal(.option(0))) }),
                    .literal(.number(1))))
        #expect(codes(Self.channels + "grid t from channels \"T?\" {\n- a \"A\" reversed\n}\n") == ["E0614"])
        #expect(codes("grid t 1...5 \"T?\" select 2 {\n- a \"A\"\n}\n") == ["E0614"])
    }

    @Test func aGroupIsAScoreInWhichReversedRowsAreTurned() throws {
        let survey = try compiled(
            """
            grid perceived 1...7 "Agree?" {
                group reliability "Reliability" {
                    - kept "Kept"
                    - late "Late" reversed
                }
                group care {
                    - kind "Kind"
                }
                - clean "Clean"
            }
            if perceived.reliability < 3 and any(perceived.reliability <= 2) { text a "A?" }
            let score = round(mean(perceived), 1)
            note n "{score | none}"
            if min(perceived.care) == 1 { text b "B?" }
            """)
        let question = survey.questions[0]
        #expect(question.groups.map(\.name) == ["reliability", "care"])
        #expect(question.groups.map { $0.text != nil } == [true, false])
        #expect(question.rows.map(\.group) == [0, 0, 1, nil])
        let kept = Formula.variable(VariableID(0))
        let late = Formula.variable(VariableID(1))
        let turned = Formula.arithmetic(.subtract, .literal(.number(8)), late)
        guard case .arm(let condition?, _) = survey.blocks[2].kind else {
            Issue.record("no arm")
            return
        }
        #expect(
            condition
                == .and([
                    .compare(.less, .aggregate(.mean, [kept, turned]), .literal(.number(3))),
                    .or([kept, late].map { .compare(.lessOrEqual, $0, .literal(.number(2))) }),
                ]))
        var answers: [Answer] = [.answered(.number(7)), .answered(.number(1)), .notAsked, .notAsked]
        guard case .and(let parts) = condition, case .compare(_, let score, _) = parts[0] else { return }
        #expect(score.value(in: answers) == .number(7))
        // A reversed row that was not asked does not count against the mean.
        answers[1] = .notAsked
        #expect(score.value(in: answers) == .number(7))
    }

    @Test func aMetricTakesAGroup() throws {
        let survey = try compiled(
            """
            grid perceived 1...7 "Agree?" {
                group care {
                    - kind "Kind"
                    - rude "Rude" reversed
                }
                - clean "Clean"
            }
            metric care = mean(perceived.care)
            """)
        #expect(survey.metrics[0].strands[0].items.map(\.variable) == [VariableID(0), VariableID(1)])
        #expect(survey.metrics[0].strands[0].items.map(\.isReversed) == [false, true])
    }

    // MARK: One name in several arms, and lists within lists

    @Test func newKindsMayStandInSeveralArms() throws {
        let body = { (first: String, second: String) in
            "yesno a \"A?\"\nif a {\n\(first)\n} else {\n\(second)\n}\n"
        }
        let options = "{\n- x \"X\"\n- y \"Y\"\n}"
        for line in [
            "date d 2020-01-01...today \"D?\"", "time d \"D?\"", "ranking d \"D?\" \(options)",
            "allocate d 10 \"D?\" \(options)", "grid d 1...5 \"D?\" { group g \(options)\n}",
        ] {
            let survey = try compiled(body(line, line.replacing("D?", with: "Other?")))
            #expect(survey.questions[1].variables == survey.questions[2].variables)
            #expect(survey.questions[1].variables.isEmpty == false)
        }
        for (first, second) in [
            ("date d \"D?\"", "date d 2020-01-01...today \"D?\""), ("date d \"D?\"", "time d \"D?\""),
            ("allocate d 10 \"D?\" \(options)", "allocate d 20 \"D?\" \(options)"),
            ("allocate d 10 \"D?\" \(options)", "grid d 1...5 \"D?\" \(options)"),
            ("ranking d \"D?\" \(options)", "ranking d \"D?\" select 1 \(options)"),
            ("grid d 1...5 \"D?\" \(options)", "grid d 1...5 \"D?\" { group g \(options)\n}"),
        ] {
            #expect(codes(body(first, second)) == ["E0211"], "\(first) \(second)")
        }
    }

    @Test func conditionsOfListsCascade() throws {
        let survey = try compiled(
            """
            yesno north "North?"
            yesno coast "Coast?"
            choice city "Where?" {
                if north {
                    if coast {
                        shuffle {
                            - bergen = -2 "Bergen"
                        }
                    }
                }
                - rome = 7 "Rome" if not north
            }
            """)
        let (north, coast) = (Formula.variable(VariableID(0)), Formula.variable(VariableID(1)))
        #expect(survey.lists[0].options.map(\.condition) == [.and([north, coast]), .not(north)])
        #expect(survey.lists[0].options.map(\.code) == [-2, 7])
    }

    // MARK: Size

    @Test func manyQuestionsOnOneLongListStayFast() throws {
        let options = (0..<1_000).map { "- o\($0) \"O\"\n" }.joined()
        let questions = (0..<1_000).map { "choice q\($0) from l except [o\($0)] \"Q?\" default o1\n" }
            .joined()
        let conditions = (0..<1_000).map { "if q\($0) == o7 and q\($0) != o8 { note n\($0) \"N\" }\n" }
            .joined()
        let time = processorTime {
            let compilation = compile(survey("options l {\n\(options)}\n\(questions)\(conditions)"))
            #expect(compilation.survey?.questions.count == 2_000)
        }
        #expect(time < .seconds(10))
    }

    @Test func longConditionsStayFast() throws {
        let options = (0..<2_000).map { "- o\($0) \"O\"\n" }.joined()
        let values = (0..<2_000).map { "o\($0)" }.joined(separator: ", ")
        let parts = (0..<900).map { "c != o\($0 / 2) " }.joined(separator: "and ")
        let time = processorTime {
            let found = codes(
                "choice c \"C?\" {\n\(options)}\nif c in [\(values)] and \(parts) { note n \"N\" }\n")
            // Every second part is there already.
            #expect(Set(found) == ["W1021"])
        }
        #expect(time < .seconds(10))
    }

    @Test func groupsAreUnfoldedWithinTheBudget() {
        let rows = (0..<1_000).map { "- r\($0) \"R\"\n" }.joined()
        let uses = (0..<200).map { "if g.h <= 2 { text t\($0) \"T?\" }\n" }.joined()
        #expect(codes("grid g 1...5 \"G?\" {\ngroup h {\n\(rows)}\n}\n\(uses)").contains("E0319"))
    }
}
