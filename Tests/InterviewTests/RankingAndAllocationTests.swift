import FoundationEssentials
import Interview
import SurveyModel
import Testing

private func begin(_ draft: SurveyDraft) throws -> Interview {
    var interview = try Interview(survey: draft.finished(), seed: 7)
    _ = interview.handle(.start)
    return interview
}

private func problem(_ interview: Interview, _ value: Value) -> Interview.Problem? {
    var copy = interview
    guard case .invalid(_, let problem)? = copy.handle(.answer(.value(value))).first else { return nil }
    return problem
}

private func ranking(select: ClosedRange<Int>, isOptional: Bool = false) -> SurveyDraft {
    var draft = SurveyDraft()
    let list = draft.options("l", (0..<4).map { draft.option("o\($0)") })
    draft.ranking("rank", list, select: select, isOptional: isOptional)
    draft.yesno("last")
    return draft
}

@Test(arguments: [
    ([2, 0], nil), ([0, 2, 3], nil), ([2], Interview.Problem.tooFew(2)), ([], .tooFew(2)),
    ([0, 1, 2, 3], .tooMany(3)),
    ([2, 2], .repeated(option: 2)), ([4, 1], .notOffered), ([-1, 1], .notOffered), ([Int.max], .notOffered),
])
func `a ranking is an order of offered options, none twice`(order: [Int], expected: Interview.Problem?) throws
{
    let interview = try begin(ranking(select: 2...3))
    #expect(problem(interview, .order(order)) == expected)
    #expect(problem(interview, .options(order)) == .wrongKind)
}

@Test func `an order is kept as it was given`() throws {
    var interview = try begin(ranking(select: 2...3))
    #expect(
        interview.handle(.answer(.value(.order([3, 1])))).first
            == .record(VariableID(0), .answered(.order([3, 1]))))
    _ = interview.handle(.back)
    #expect(interview.item?.present == .answered(.order([3, 1])))
}

@Test func `an empty order skips what is optional, and is an answer where none need be ranked`() throws {
    var optional = try begin(ranking(select: 2...3, isOptional: true))
    #expect(optional.handle(.answer(.value(.order([])))).first == .record(VariableID(0), .missing(.skipped)))
    var free = try begin(ranking(select: 0...3))
    #expect(free.handle(.next).first == .record(VariableID(0), .answered(.order([]))))
}

@Test func `a ranking shrinks to what is offered, down to one option, and with none is not asked`() throws {
    var draft = SurveyDraft()
    draft.choices("used", ["a", "b", "c"].map { draft.option($0) }, select: 0...3)
    draft.ranking("rank", ListID(0), select: 3...3)
    draft.change { $0.carried = [.chosen(VariableID(0))] }
    draft.yesno("last")
    var interview = try begin(draft)
    _ = interview.handle(.answer(.value(.options([0, 2]))))
    #expect(interview.item?.options == [0, 2] && interview.item?.select == 2...2)
    _ = interview.handle(.answer(.value(.order([2, 0]))))
    for _ in 0..<2 { _ = interview.handle(.back) }
    _ = interview.handle(.answer(.value(.options([1]))))
    #expect(interview.item?.options == [1] && interview.item?.select == 1...1)
    #expect(interview.item?.present == nil, "an order of options that are gone is no answer")
    _ = interview.handle(.back)
    _ = interview.handle(.answer(.value(.options([]))))
    #expect(interview.item?.question == QuestionID(2))
}

private func allocation(isOptional: Bool = false, missing: [Missing] = []) -> SurveyDraft {
    var draft = SurveyDraft()
    draft.yesno("all")
    let all = Formula.variable(draft.id("all"))
    let list = draft.options("l", (0..<3).map { draft.option("o\($0)", if: $0 == 1 ? all : nil) })
    draft.allocate("parts", list, total: 100, isOptional: isOptional, missing: missing)
    draft.yesno("last")
    return draft
}

private func allocating(
    _ all: Bool = true, isOptional: Bool = false, missing: [Missing] = []
) throws -> Interview {
    var interview = try begin(allocation(isOptional: isOptional, missing: missing))
    _ = interview.handle(.answer(.value(.yesno(all))))
    return interview
}

@Test func `the parts of an allocation make up the total`() throws {
    var interview = try allocating()
    #expect(
        interview.item?.part == .amount(0) && interview.item?.remaining == 100 && interview.item?.count == 3)
    #expect(problem(interview, .number(101)) == .outOfRange(low: 0, high: 100))
    #expect(problem(interview, .number(-1)) == .outOfRange(low: 0, high: 100))
    _ = interview.handle(.answer(.value(.number(60))))
    #expect(interview.item?.remaining == 40)
    #expect(problem(interview, .number(41)) == .tooMuch(remaining: 40))
    #expect(interview.items(of: QuestionID(1)).map(\.remaining) == [100, 40, 40])
    _ = interview.handle(.answer(.value(.number(15))))
    #expect(interview.item?.suggestion == .number(25))
    #expect(problem(interview, .number(24)) == .mustTakeRest(25))
    #expect(problem(interview, .number(26)) == .tooMuch(remaining: 25))
    #expect(interview.handle(.next).first == .record(VariableID(3), .answered(.number(25))))
    #expect(interview.item?.question == QuestionID(2))
}

@Test func `an allocation changed in the middle asks again for what no longer fits`() throws {
    var interview = try allocating()
    for amount in [60, 15, 25] { _ = interview.handle(.answer(.value(.number(amount)))) }
    for _ in 0..<2 { _ = interview.handle(.back) }
    #expect(interview.item?.part == .amount(1) && interview.item?.remaining == 40)
    #expect(interview.item?.present == .answered(.number(15)))
    _ = interview.handle(.answer(.value(.number(10))))
    #expect(interview.item?.present == nil && interview.item?.remaining == 30)
    for _ in 0..<2 { _ = interview.handle(.back) }
    #expect(interview.item?.part == .amount(0) && interview.item?.present == .answered(.number(60)))
    _ = interview.handle(.answer(.value(.number(95))))
    #expect(interview.item?.present == nil, "10 is more than is left")
}

@Test func `an option that is not offered gets no part, and the last of those offered takes the rest`() throws
{
    var interview = try allocating(false)
    #expect(interview.item?.count == 2)
    _ = interview.handle(.answer(.value(.number(70))))
    #expect(interview.item?.part == .amount(2) && interview.item?.suggestion == .number(30))
    _ = interview.handle(.next)
    #expect(interview.answer(of: VariableID(2)) == .notAsked)
    #expect(interview.answer(of: VariableID(3)) == .answered(.number(30)))
}

@Test func `once all is given the parts to come are nothing`() throws {
    var interview = try allocating()
    _ = interview.handle(.answer(.value(.number(100))))
    #expect(interview.item?.suggestion == .number(0))
    #expect(problem(interview, .number(1)) == .tooMuch(remaining: 0))
    _ = interview.handle(.next)
    _ = interview.handle(.next)
    #expect(interview.item?.question == QuestionID(2))
}

@Test func `whoever leaves the first part out leaves them all out`() throws {
    for (entry, missing) in [
        (Interview.Entry.skip, Missing.skipped), (.missing(.dontKnow), .dontKnow),
    ] {
        var interview = try allocating(isOptional: true, missing: [.dontKnow])
        #expect(interview.progress.remaining == 2...4)
        let effects = interview.handle(.answer(entry))
        #expect(effects.dropLast() == (1...3).map { .record(VariableID($0), .missing(missing)) }[...])
        #expect(interview.item?.question == QuestionID(2))
        _ = interview.handle(.back)
        #expect(interview.item?.part == .amount(0) && interview.item?.present == .missing(missing))
        #expect((1...3).allSatisfy { interview.answer(of: VariableID($0)) == .notAsked })
        var again = interview
        #expect(again.handle(.next).count == 1)
        #expect(again.answer(of: VariableID(3)) == .missing(missing))
        _ = interview.handle(.answer(.value(.number(30))))
        #expect(
            interview.item?.present == nil && interview.item?.missing == []
                && interview.item?.isOptional == false)
        #expect(problem(interview, .text("x")) == .wrongKind)
    }
}

@Test func `a check on an allocation that was left out goes back to its first part`() throws {
    var draft = allocation(isOptional: true)
    draft.check(.state(draft.id("parts.o2"), nil), isSoft: false)
    draft.yesno("end")
    var interview = try begin(draft)
    _ = interview.handle(.answer(.value(.yesno(true))))
    _ = interview.handle(.answer(.skip))
    #expect(
        interview.handle(.answer(.value(.yesno(true)))).last
            == .check(CheckID(0), isSoft: false, returnsTo: QuestionID(1)))
    _ = interview.handle(.confirm(false))
    #expect(interview.item?.part == .amount(0))
}

@Test func `a choice grid asks one option or a set of each row`() throws {
    var draft = SurveyDraft()
    let list = draft.options("l", ["a", "b", "none"].map { draft.option($0, exclusive: $0 == "none") })
    draft.choiceGrid("one", list, select: nil, [(name: "r", condition: nil), (name: "s", condition: nil)])
    draft.choiceGrid("some", list, select: 1...2, [(name: "r", condition: nil)])
    var interview = try begin(draft)
    #expect(
        interview.item?.part == .row(0) && interview.item?.options == [0, 1, 2] && interview.item?.count == 2)
    #expect(problem(interview, .option(3)) == .notOffered)
    _ = interview.handle(.answer(.value(.option(1))))
    _ = interview.handle(.answer(.value(.option(2))))
    #expect(interview.item?.select == 1...2)
    #expect(problem(interview, .options([0, 2])) == .exclusive(option: 2))
    #expect(
        interview.handle(.answer(.value(.options([1, 0])))).first
            == .record(VariableID(2), .answered(.options([0, 1]))))
}
