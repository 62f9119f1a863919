import FoundationEssentials
import Interview
import SurveyModel
import Testing

private func begin(_ survey: Survey, seed: UInt64) throws -> Interview {
    var interview = try Interview(survey: survey, seed: seed)
    _ = interview.handle(.start)
    return interview
}

@Test func `a draw of options keeps what is fixed and the order of the file`() throws {
    var draft = SurveyDraft()
    let options =
        (0..<5).map { draft.option("o\($0)") } + [
            draft.option("top", pinned: true), draft.option("other", specify: true),
            draft.option("none", exclusive: true),
        ]
    draft.choice("q", options)
    draft.change { $0.draw = 3 }
    let survey = draft.finished()
    var counts = [Int](repeating: 0, count: 8)
    for seed in 0..<500 as Range<UInt64> {
        let offered = try begin(survey, seed: seed).item?.options ?? []
        #expect(offered.count == 6 && offered == offered.sorted() && offered.suffix(3) == [5, 6, 7])
        for option in offered { counts[option] += 1 }
    }
    #expect(counts.prefix(5).allSatisfy { (250...350).contains($0) })
    // Worked out by another program from the description in Documentation/Interview.md.
    var six = SurveyDraft()
    six.choice("q", (0..<6).map { six.option("o\($0)") })
    six.change { $0.draw = 3 }
    #expect(try begin(six.finished(), seed: 7).item?.options == [0, 2, 3])
}

@Test func `an option that goes lets the next one in and moves no other`() throws {
    var draft = SurveyDraft()
    draft.choices("gone", (0..<6).map { draft.option("o\($0)") }, select: 0...6)
    draft.ask("q", .choice(ListID(0)), .option(ListID(0)))
    draft.change {
        $0.draw = 3
        $0.carried = [.exceptChosen(VariableID(0))]
    }
    for seed in 0..<40 as Range<UInt64> {
        var interview = try begin(draft.finished(), seed: seed)
        _ = interview.handle(.next)
        let all = interview.item?.options ?? []
        _ = interview.handle(.back)
        _ = interview.handle(.answer(.value(.options([all[0]]))))
        let rest = interview.item?.options ?? []
        #expect(rest.count == 3 && rest.filter(all.contains) == Array(all.dropFirst()))
    }
}

@Test func `a group of options is shuffled among its own places`() throws {
    var draft = SurveyDraft()
    let groups: [Int?] = [nil, 1, 1, 1, nil, 2, 2]
    draft.choice("q", groups.enumerated().map { draft.option("o\($0)", group: $1) })
    let survey = draft.finished()
    var orders: Set<[Int]> = []
    for seed in 0..<200 as Range<UInt64> { orders.insert(try begin(survey, seed: seed).item?.options ?? []) }
    #expect(orders.count == 12)
    #expect(orders.allSatisfy { $0[0] == 0 && $0[4] == 4 && Set($0[1...3]) == [1, 2, 3] })
    // Worked out by another program from the description in Documentation/Interview.md.
    #expect(try begin(survey, seed: 7).item?.options.prefix(4) == [0, 2, 1, 3])
}

@Test func `rows are drawn and shuffled in groups like options`() throws {
    var draft = SurveyDraft()
    draft.grid("q", (0..<5).map { (name: "r\($0)", condition: nil) })
    draft.change { question in
        question.draw = 4
        guard case .grid(let scale, var rows) = question.kind else { return }
        for index in 1...3 { rows[index].shuffleGroup = 1 }
        question.kind = .grid(scale, rows: rows)
    }
    let survey = draft.finished()
    var orders: Set<[Interview.Item.Part]> = []
    for seed in 0..<300 as Range<UInt64> {
        let parts = try begin(survey, seed: seed).items(of: QuestionID(0)).map(\.part)
        #expect(parts.count == 4 && (parts.first == .row(0) || parts.last == .row(4)))
        orders.insert(parts)
    }
    #expect(orders.count == 6 + 6 + 3 * 2, "one end of the grid away, or one of its middle")
}

/// `used` of four options, one excluding the others and one opening a text; then `best` of those, then `why`.
private func carrying() -> (survey: Survey, best: TextID) {
    var draft = SurveyDraft()
    let options = [
        draft.option("a"), draft.option("b"), draft.option("other", specify: true),
        draft.option("none", exclusive: true),
    ]
    draft.choices("used", options, select: 1...3)
    draft.ask("best", .choice(ListID(0)), .option(ListID(0)))
    draft.change { $0.carried = [.chosen(VariableID(0))] }
    draft.ask("second", .choice(ListID(0)), .option(ListID(0)))
    let best = draft.id("best")
    draft.change { $0.carried = [.chosen(best)] }
    draft.ask("unused", .choices(ListID(0), select: 1...1), .options(ListID(0), select: 1...1))
    draft.change { $0.carried = [.exceptChosen(VariableID(0)), .except([3])] }
    let text = draft.text("{best}")
    return (draft.finished(), text)
}

@Test func `only what was chosen is carried on, by what was typed for it`() throws {
    let (survey, text) = carrying()
    var interview = try begin(survey, seed: 1)
    _ = interview.handle(.answer(.value(.options([0, 2]))))
    _ = interview.handle(.answer(.value(.text("my aunt"))))
    #expect(interview.item?.question == QuestionID(1) && interview.item?.options == [0, 2])
    #expect(interview.label(of: 2, in: QuestionID(1)) == "my aunt")
    #expect(interview.label(of: 0, in: QuestionID(1)) == "Option a")
    #expect(interview.label(of: 9, in: QuestionID(1)) == "")
    _ = interview.handle(.answer(.value(.option(2))))
    #expect(interview.item?.question == QuestionID(2), "no second text is opened")
    #expect(interview.item?.options == [2])
    #expect(interview.label(of: 2, in: QuestionID(2)) == "my aunt", "also where it was carried twice")
    #expect(interview.text(text) == "my aunt")
    _ = interview.handle(.answer(.value(.option(2))))
    #expect(interview.item?.options == [1])
}

@Test func `where nothing is carried nothing is asked`() throws {
    let (survey, _) = carrying()
    var interview = try begin(survey, seed: 1)
    _ = interview.handle(.answer(.value(.options([3]))))
    #expect(interview.item?.question == QuestionID(3), "an option that excludes the others is not carried on")
    #expect(interview.item?.options == [0, 1, 2])
}

@Test func `a default is what Enter takes, until something was answered`() throws {
    var draft = SurveyDraft()
    draft.number("q", NumberRule(low: 0, high: 9), isOptional: true)
    draft.change { $0.suggestion = .number(4) }
    draft.yesno("last")
    let survey = draft.finished()
    var interview = try begin(survey, seed: 1)
    #expect(interview.item?.suggestion == .number(4))
    var skipping = interview
    #expect(skipping.handle(.answer(.skip)).first == .record(VariableID(0), .missing(.skipped)))
    #expect(interview.handle(.next).first == .record(VariableID(0), .answered(.number(4))))
    _ = interview.handle(.back)
    _ = interview.handle(.answer(.value(.number(7))))
    _ = interview.handle(.back)
    #expect(interview.item?.suggestion == nil && interview.item?.present == .answered(.number(7)))
    draft.survey.questions[0].suggestion = .number(10)
    #expect(
        try begin(draft.finished(), seed: 1).item?.suggestion == nil, "what is not accepted is not suggested")
}

@Test func `a suggested day counts from today, and only where it is allowed`() throws {
    let today = try #require(CalendarDay("2026-11-22"))
    var draft = SurveyDraft()
    draft.variable("today", .today, .date(DateRule()))
    draft.date("visit", DateRule(low: .today(offset: -30), high: .today(offset: 0)))
    draft.change { $0.suggestedDay = .today(offset: -1) }
    var interview = try Interview(survey: draft.finished(), seed: 1, today: today)
    _ = interview.handle(.start)
    #expect(interview.item?.suggestion == .date(CalendarDay(number: today.number - 1)))
    _ = interview.handle(.next)
    #expect(
        interview.answer(of: draft.id("visit")) == .answered(.date(CalendarDay(number: today.number - 1))))
    draft.survey.questions[0].suggestedDay = .today(offset: 1)
    var other = try Interview(survey: draft.finished(), seed: 1, today: today)
    _ = other.handle(.start)
    #expect(other.item != nil && other.item?.suggestion == nil, "what is not accepted is not suggested")
}
