import FoundationEssentials
import Interview
import SurveyModel
import Testing

/// The problem that the only question of a survey has with an entry, nil if it is accepted.
private func problem(_ entry: Interview.Entry, _ write: (inout SurveyDraft) -> Void) throws -> Interview
    .Problem?
{
    var draft = SurveyDraft()
    write(&draft)
    let today = CalendarDay("2026-11-22")
    var interview = try Interview(survey: draft.finished(), seed: 1, today: today)
    _ = interview.handle(.start)
    let before = interview
    let effects = interview.handle(.answer(entry))
    guard case .invalid(let item, let problem)? = effects.first else { return nil }
    #expect(effects.count == 1 && item == before.item && interview == before)
    return problem
}

private func number(_ text: String) -> Interview.Entry { .value(.number(Decimal(string: text) ?? .nan)) }

@Test(arguments: [
    ("1", nil), ("5", nil), ("0", Interview.Problem.outOfRange(low: 1, high: 5)),
    ("6", .outOfRange(low: 1, high: 5)),
    ("2.5", .notWhole), ("1e30", .outOfRange(low: 1, high: 5)), ("nan", .notWhole),
])
func `a rating takes the points of its scale`(text: String, expected: Interview.Problem?) throws {
    #expect(try problem(number(text)) { $0.rating("q") } == expected)
}

@Test(arguments: [
    ("0", nil), ("99.95", nil), ("-0.01", Interview.Problem.outOfRange(low: 0, high: 100)),
    ("100.5", .outOfRange(low: 0, high: 100)), ("1.234", .tooManyDecimals(2)), ("nan", .wrongKind),
])
func `a number keeps its bounds and decimals`(text: String, expected: Interview.Problem?) throws {
    #expect(
        try problem(number(text)) { $0.number("q", NumberRule(low: 0, high: 100, decimals: 2)) } == expected)
}

@Test func `a number without decimals is whole`() throws {
    #expect(try problem(number("2.5")) { $0.number("q", NumberRule()) } == .notWhole)
}

@Test(arguments: [
    ("good", nil), ("", Interview.Problem.required), (" \u{A0} ", .required), ("twelve chars", .tooLong(10)),
    ("two\nlines", .lineBreak), ("bell\u{7}", .forbiddenCharacter), ("c1\u{9B}", .forbiddenCharacter),
    ("bidi\u{202E}", .forbiddenCharacter), ("Γειά σου", nil), ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", nil),
])
func `a text is clean, short enough and on one line`(text: String, expected: Interview.Problem?) throws {
    #expect(try problem(.value(.text(text))) { $0.write("q", TextRule(length: 10)) } == expected)
}

@Test func `a text of several lines may have line breaks`() throws {
    #expect(try problem(.value(.text("two\nlines"))) { $0.write("q", TextRule(lines: 2)) } == nil)
}

@Test(arguments: [
    ([0], nil), ([0, 1], nil), ([1, 0, 1], nil), ([], Interview.Problem.tooFew(1)), ([0, 1, 2], .tooMany(2)),
    ([3], nil), ([0, 3], .exclusive(option: 3)), ([4], .notOffered), ([-1], .notOffered),
    ([Int.max], .notOffered),
])
func `a set keeps its limits and what excludes the others stands alone`(
    chosen: [Int], expected: Interview.Problem?
) throws {
    let found = try problem(.value(.options(chosen))) { draft in
        let options = ["a", "b", "c", "none"].map { draft.option($0, exclusive: $0 == "none") }
        draft.choices("q", options, select: 1...2)
    }
    #expect(found == expected)
}

@Test func `an empty set is an answer only where none may be chosen`() throws {
    let empty = Interview.Entry.value(.options([]))
    #expect(
        try problem(empty) { draft in
            let option = draft.option("a")
            draft.choices("q", [option], select: 0...1)
        } == nil)
    var draft = SurveyDraft()
    let option = draft.option("a")
    draft.choices("q", [option], select: 0...1)
    let survey = draft.finished()
    for event in [Interview.Event.next, .answer(empty)] {
        var interview = try Interview(survey: survey, seed: 1)
        _ = interview.handle(.start)
        #expect(interview.handle(event).first == .record(draft.id("q"), .answered(.options([]))))
    }
}

@Test func `only what is offered may be missing and only what is optional skipped`() throws {
    #expect(try problem(.missing(.dontKnow)) { $0.rating("q", missing: [.dontKnow]) } == nil)
    #expect(try problem(.missing(.refused)) { $0.rating("q", missing: [.dontKnow]) } == .notOffered)
    #expect(try problem(.missing(.skipped)) { $0.rating("q", isOptional: true) } == .notOffered)
    #expect(try problem(.missing(.notAsked)) { $0.rating("q", missing: [.dontKnow]) } == .notOffered)
    #expect(try problem(.skip) { $0.rating("q") } == .required)
    #expect(try problem(.skip) { $0.rating("q", isOptional: true) } == nil)
}

@Test func `an answer of another kind is refused`() throws {
    #expect(try problem(.value(.text("4"))) { $0.rating("q") } == .wrongKind)
    #expect(try problem(.value(.option(0))) { $0.yesno("q") } == .wrongKind)
    #expect(try problem(.value(.yesno(true))) { $0.note("q") } == .wrongKind)
    #expect(try problem(.skip) { $0.note("q") } == nil)
}

private func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(number: .max) }
private func time(_ text: String) -> TimeOfDay { TimeOfDay(text) ?? TimeOfDay(minutes: -1) }

@Test(arguments: [
    ("2020-01-01", true), ("2026-11-22", true), ("2019-12-31", false), ("2026-11-23", false), ("none", false),
])
func `a date keeps its bounds, of which one is the date of today`(text: String, isAccepted: Bool) throws {
    let found = try problem(.value(.date(day(text)))) { draft in
        draft.variable("today", .today, .date(DateRule()))
        draft.date("q", DateRule(low: .day(day("2020-01-01")), high: .today(offset: 0)))
    }
    #expect(found == (isAccepted ? nil : .dateOutOfRange(low: day("2020-01-01"), high: day("2026-11-22"))))
}

@Test func `a date says which days are allowed, with today worked out`() throws {
    var draft = SurveyDraft()
    draft.variable("today", .today, .date(DateRule()))
    draft.date("q", DateRule(low: .today(offset: -30)))
    draft.date("far", DateRule(low: .today(offset: .min), high: .today(offset: .max)))
    var interview = try Interview(survey: draft.finished(), seed: 1, today: day("2026-03-01"))
    _ = interview.handle(.start)
    #expect(interview.item?.dates?.low == day("2026-01-30") && interview.item?.dates?.high == nil)
    #expect(interview.answer(of: draft.id("today")) == .answered(.date(day("2026-03-01"))))
    _ = interview.handle(.answer(.value(.date(day("2026-02-01")))))
    #expect(interview.item?.dates?.low == .first && interview.item?.dates?.high == .last)
}

@Test func `a survey that reads today needs a day that can be written`() throws {
    var draft = SurveyDraft()
    let today = draft.variable("today", .today, .date(DateRule()))
    draft.yesno("q")
    let survey = draft.finished()
    #expect(throws: InterviewFault.missingToday) { try Interview(survey: survey, seed: 1) }
    #expect(throws: InterviewFault.missingToday) {
        try Interview(survey: survey, seed: 1, today: CalendarDay(number: .max))
    }
    #expect(throws: InterviewFault.invalidGiven(name: "today", expected: "a date like 2026-11-21")) {
        try Interview(survey: survey, givens: [today: .yesno(true)], seed: 1)
    }
    let interview = try Interview(survey: survey, givens: [today: .date(day("2026-03-01"))], seed: 1)
    #expect(interview.today == day("2026-03-01"))
    #expect(interview.givens == [today: .date(day("2026-03-01"))])
    let other = try Interview(survey: SurveyDraft().finished(), seed: 1)
    #expect(other.today == nil)
}

@Test(arguments: [("08:00", true), ("20:00", true), ("07:59", false), ("20:01", false), ("never", false)])
func `a time keeps its bounds`(text: String, isAccepted: Bool) throws {
    let found = try problem(.value(.time(time(text)))) { draft in
        draft.time("q", TimeRule(low: time("08:00"), high: time("20:00")))
    }
    #expect(found == (isAccepted ? nil : .timeOutOfRange(low: time("08:00"), high: time("20:00"))))
}

@Test func `a text that is not of its pattern says which`() throws {
    let pattern = try TextPattern("[A-Z]{2}[0-9]+")
    let rule = TextRule(length: 6, pattern: pattern)
    for (text, expected) in [
        ("AB12", nil), ("ab12", Interview.Problem.pattern(pattern)), ("AB12345", .tooLong(6)),
        ("AB\u{7}", .forbiddenCharacter), (" ", .required),
    ] {
        let found = try problem(.value(.text(text))) { $0.write("q", rule) }
        #expect(found == expected)
    }
    let found = try problem(.value(.text("nobody"))) { $0.write("q", TextRule(pattern: .email)) }
    #expect(found == .pattern(.email))
}

@Test func `a given of any kind says what it must be`() throws {
    var draft = SurveyDraft()
    let list = draft.options("l", [draft.option("a"), draft.option("b")])
    let domains: [(Domain, Value, Value, String)] = [
        (.order(list, select: 1...2), .order([1, 0]), .order([0, 0]), "an order of a, b"),
        (
            .date(DateRule(low: .day(day("2026-01-01")))), .date(day("2026-01-01")), .date(day("2025-12-31")),
            "a date like 2026-11-21 from 2026-01-01"
        ),
        (
            .time(TimeRule(high: time("12:00"))), .time(time("12:00")), .time(time("12:01")),
            "a time like 09:30 to 12:00"
        ),
        (
            .text(TextRule(pattern: .email)), .text("eva@example.com"), .text("eva"),
            "a text that is an e-mail address"
        ),
    ]
    for (domain, good, bad, expected) in domains {
        var draft = draft
        let given = draft.variable("given", .given(isOptional: false), domain)
        let survey = draft.finished()
        let interview = try Interview(survey: survey, givens: [given: good], seed: 1)
        #expect(interview.givens == [given: good])
        #expect(throws: InterviewFault.invalidGiven(name: "given", expected: expected)) {
            try Interview(survey: survey, givens: [given: bad], seed: 1)
        }
    }
}
