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
    var interview = try Interview(survey: draft.finished(), seed: 1)
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
