import FoundationEssentials
import Interview
import SampleSurveys
import SurveyModel
import Testing

private let survey = Sample.serviceLoyalty
private func id(_ name: String) -> VariableID { survey.variable(named: name) ?? VariableID(-1) }
private func begin(seed: UInt64 = 1, locale: String = "en") throws -> Interview {
    var interview = try Interview(
        survey: survey, givens: [id("branch"): .text("athens-02")], seed: seed, locale: locale)
    _ = interview.handle(.start)
    return interview
}

extension Interview {
    /// The name of the variable that is asked for now.
    fileprivate var asked: String? { item?.variable.map { survey[$0].name } }

    /// Answers what is asked until `name` is: ratings with 4, the rest with the first option.
    fileprivate mutating func goOn(to name: String) {
        while let item, let variable = item.variable, survey[variable].name != name {
            switch survey[variable].domain {
            case .option: _ = handle(.answer(.value(.option(0))))
            case .options: _ = handle(.answer(.value(.options([0]))))
            case .point, .number: _ = handle(.answer(.value(.number(4))))
            case .text, .yesno, .truth, .order, .date, .time: _ = handle(.next)
            }
        }
    }

    fileprivate func answers(state: Disposition? = nil) -> Response {
        let moment = Timestamp(milliseconds: 1_000)
        return response(
            id: "r", started: moment, ended: moment, station: "s", channel: "terminal", state: state)
    }
}

@Test func `an interview goes from the first item to the ending and records each answer first`() throws {
    var interview = try begin()
    #expect(interview.asked == "channel")
    let effects = interview.handle(.answer(.value(.option(0))))
    #expect(effects.count == 2)
    #expect(effects.first == .record(id("channel"), .answered(.option(0))))
    #expect(interview.asked == "comfort")
    #expect(
        interview.handle(.answer(.missing(.dontKnow))).first == .record(id("comfort"), .missing(.dontKnow)))
    #expect(interview.item?.place == 0)
    #expect(interview.item?.count == 5)
    interview.goOn(to: "recommend")
    _ = interview.handle(.answer(.value(.number(9))))
    #expect(interview.asked == "praise")
    #expect(interview.handle(.next).first == .record(id("praise"), .missing(.skipped)))
    let spent = interview.handle(.answer(.value(.number(50))))
    #expect(spent == [.record(id("spend"), .answered(.number(50))), .finished(.complete, EndingID(0))])
    let response = interview.answers()
    #expect(response.state == .complete)
    #expect(response.channel == "terminal")
    #expect(response.answers.answer(of: id("branch")) == .answered(.text("athens-02")))
    #expect(response.answers.answer(of: id("visits")) == .missing(.skipped))
    #expect(response.answers.answer(of: id("failings")) == .notAsked)
}

@Test func `a row whose condition is not true is not asked`() throws {
    var interview = try begin()
    _ = interview.handle(.answer(.value(.option(1))))
    #expect(interview.item?.count == 4)
    let rows = interview.items(of: QuestionID(2)).map(\.part)
    #expect(rows.count == 4 && !rows.contains(.row(4)))
}

@Test func `a text that an option opens is asked after it and may be left empty`() throws {
    var interview = try begin()
    _ = interview.handle(.answer(.value(.option(5))))
    #expect(interview.asked == "channel.other")
    #expect(interview.item?.part == .specify(5))
    #expect(
        interview.handle(.answer(.value(.text("  ")))).first
            == .record(id("channel.other"), .missing(.skipped)))
    #expect(interview.asked?.hasPrefix("quality.") == true)
}

@Test func `an answer that hides another keeps it and brings it back`() throws {
    var interview = try begin()
    _ = interview.handle(.answer(.value(.option(0))))
    _ = interview.handle(.answer(.value(.number(2))))
    _ = interview.handle(.back)
    #expect(interview.item?.present == .answered(.number(2)))
    _ = interview.handle(.back)
    #expect(interview.asked == "channel")
    #expect(interview.answers().answers.answer(of: id("comfort")) == .answered(.number(2)))
    _ = interview.handle(.answer(.value(.option(1))))
    #expect(interview.asked?.hasPrefix("quality.") == true)
    #expect(interview.answers().answers.answer(of: id("comfort")) == .notAsked)
    _ = interview.handle(.back)
    _ = interview.handle(.answer(.value(.option(0))))
    #expect(interview.asked == "comfort")
    #expect(interview.item?.present == .answered(.number(2)))
    #expect(interview.handle(.next).allSatisfy { if case .record = $0 { false } else { true } })
    #expect(interview.answer(of: id("comfort")) == .answered(.number(2)))
}

@Test func `back on the first item says so and asks it again`() throws {
    var interview = try begin()
    let item = try #require(interview.item)
    #expect(interview.handle(.back) == [.atStart, .ask(item)])
}

@Test func `a finished interview opens again and one that was left does not`() throws {
    var interview = try begin()
    interview.goOn(to: "")
    #expect(interview.phase == .finished(.complete, EndingID(0)))
    _ = interview.handle(.back)
    #expect(interview.asked == "spend")
    #expect(interview.handle(.leave) == [.finished(.partial, nil)])
    #expect(interview.handle(.back) == [])
    #expect(interview.answers().answers.answer(of: id("spend")) == .answered(.number(4)))
}

@Test func `leaving keeps what was answered and asks nothing of the rest`() throws {
    var interview = try begin()
    #expect(!interview.hasAnswers)
    _ = interview.handle(.answer(.value(.option(1))))
    _ = interview.handle(.leave)
    let response = interview.answers()
    #expect(interview.hasAnswers)
    #expect(response.state == .partial)
    #expect(response.answers.count { $0.value != nil } == 2)
    #expect(interview.answers(state: .abandoned).state == .abandoned)
}

@Test func `a soft check is asked once for the same answers`() throws {
    var interview = try begin()
    interview.goOn(to: "spend")
    let effects = interview.handle(.answer(.value(.number(5_000))))
    #expect(effects.last == .check(CheckID(0), isSoft: true, returnsTo: survey[id("spend")].question))
    #expect(interview.text(survey[CheckID(0)].text) == "That is a lot for one visit. Is 5000 right?")
    #expect(
        interview.text(survey[CheckID(0)].text) { _ in "5 000" }
            == "That is a lot for one visit. Is 5 000 right?")
    _ = interview.handle(.confirm(false))
    #expect(interview.asked == "spend")
    #expect(interview.item?.present == .answered(.number(5_000)))
    #expect(interview.handle(.next).count == 1)
    #expect(interview.phase == .checking(CheckID(0)))
    #expect(interview.handle(.confirm(true)) == [.finished(.complete, EndingID(0))])
    _ = interview.handle(.back)
    #expect(interview.handle(.next) == [.finished(.complete, EndingID(0))])
    _ = interview.handle(.back)
    _ = interview.handle(.answer(.value(.number(6_000))))
    #expect(interview.phase == .checking(CheckID(0)))
}

@Test func `a hard check goes back to the last question it reads, through computed values too`() throws {
    var draft = SurveyDraft()
    draft.number("first", NumberRule(low: 0, high: 10))
    draft.number("second", NumberRule(low: 0, high: 10))
    draft.yesno("between")
    draft.compute("total", .arithmetic(.add, .variable(draft.id("first")), .variable(draft.id("second"))))
    draft.check(
        .compare(.lessOrEqual, .variable(draft.id("total")), .literal(.number(10))), isSoft: false,
        "{total} is over ten")
    let survey = draft.finished()
    var interview = try Interview(survey: survey, seed: 1)
    _ = interview.handle(.start)
    _ = interview.handle(.answer(.value(.number(7))))
    _ = interview.handle(.answer(.value(.number(8))))
    let effects = interview.handle(.answer(.value(.yesno(true))))
    #expect(effects.last == .check(CheckID(0), isSoft: false, returnsTo: QuestionID(1)))
    #expect(interview.text(survey[CheckID(0)].text) == "15 is over ten")
    #expect(interview.handle(.confirm(true)).count == 1)
    #expect(interview.item?.question == QuestionID(1))
    #expect(interview.answer(of: draft.id("total")) == .notAsked)
    _ = interview.handle(.answer(.value(.number(3))))
    #expect(interview.handle(.next) == [.finished(.complete, nil)])
    let moment = Timestamp(milliseconds: 0)
    #expect(interview.answer(of: draft.id("total")) == .answered(.number(10)))
    #expect(interview.response(id: "r", started: moment, ended: moment).answers.last == .notAsked)
}

@Test func `a check that only givens decide cannot be mended and is passed`() throws {
    var draft = SurveyDraft()
    let visits = draft.variable("visits", .given(isOptional: false), .number(NumberRule()))
    draft.yesno("q")
    draft.check(.compare(.less, .variable(visits), .literal(.number(5))), isSoft: false)
    var interview = try Interview(survey: draft.finished(), givens: [visits: .number(9)], seed: 1)
    _ = interview.handle(.start)
    #expect(interview.handle(.answer(.value(.yesno(true)))).last == .finished(.complete, nil))
}

@Test func `an unknown condition takes the else`() throws {
    var draft = SurveyDraft()
    draft.rating("age", isOptional: true)
    let arm = draft.arm(.compare(.less, .variable(draft.id("age")), .literal(.number(3))))
    draft.yesno("young")
    draft.close()
    draft.arm(nil, after: arm)
    draft.yesno("other")
    draft.close()
    var interview = try Interview(survey: draft.finished(), seed: 1)
    _ = interview.handle(.start)
    _ = interview.handle(.next)
    #expect(interview.item?.question == QuestionID(2))
}

@Test func `options that are filtered out shrink the limits, and a question with none left is not asked`()
    throws
{
    var draft = SurveyDraft()
    draft.yesno("all")
    let all = Formula.variable(draft.id("all"))
    let options = ["a", "b", "c"].map { draft.option($0, if: $0 == "a" ? nil : all) }
    draft.choices("several", options, select: 2...3)
    draft.choice("one", ["a", "b"].map { draft.option($0, if: all) })
    draft.grid("rows", [(name: "r", condition: all)])
    draft.yesno("last")
    let survey = draft.finished()
    var interview = try Interview(survey: survey, seed: 1)
    _ = interview.handle(.start)
    _ = interview.handle(.answer(.value(.yesno(true))))
    #expect(interview.item?.select == 2...3)
    let few = interview.handle(.answer(.value(.options([1]))))
    #expect(few == [.invalid(try #require(interview.item), .tooFew(2))])
    _ = interview.handle(.answer(.value(.options([2, 1]))))
    #expect(interview.answer(of: draft.id("several")) == .answered(.options([1, 2])))
    _ = interview.handle(.back)
    _ = interview.handle(.back)
    _ = interview.handle(.answer(.value(.yesno(false))))
    #expect(interview.item?.options == [0])
    #expect(interview.item?.select == 1...1)
    #expect(interview.item?.present == nil, "two options that are no longer offered are no answer")
    _ = interview.handle(.answer(.value(.options([0]))))
    #expect(interview.item?.question == survey[draft.id("last")].question)
}

@Test func `which rows are shown is decided before the first of them`() throws {
    var draft = SurveyDraft()
    let first = VariableID(draft.survey.variables.count)
    draft.grid(
        "rows",
        [
            (name: "a", condition: nil), (name: "b", condition: nil),
            (name: "c", condition: .state(first, nil)),
        ])
    draft.yesno("last")
    var interview = try Interview(survey: draft.finished(), seed: 1)
    _ = interview.handle(.start)
    for _ in 0..<2 { _ = interview.handle(.answer(.value(.number(3)))) }
    #expect(interview.item?.question == QuestionID(1))
    _ = interview.handle(.back)
    #expect(interview.item?.part == .row(1))
    #expect(interview.item?.count == 2)
}

@Test func `a screened ending ends the interview where it stands`() throws {
    var draft = SurveyDraft()
    draft.yesno("adult")
    draft.arm(.not(.variable(draft.id("adult"))))
    draft.finish(.screened)
    draft.close()
    draft.yesno("later")
    var interview = try Interview(survey: draft.finished(), seed: 1)
    _ = interview.handle(.start)
    #expect(interview.progress.remaining == 1...2)
    #expect(interview.handle(.answer(.value(.yesno(false)))).last == .finished(.screened, EndingID(0)))
    #expect(interview.answers().state == .screened)
}

@Test func `events that mean nothing now do nothing`() throws {
    var interview = try Interview(survey: survey, givens: [id("branch"): .text("x")], seed: 1)
    #expect(interview.handle(.answer(.value(.option(0)))) == [])
    #expect(interview.handle(.confirm(true)) == [])
    _ = interview.handle(.start)
    let asked = interview
    #expect(interview.handle(.start) == [])
    #expect(interview.handle(.confirm(true)) == [])
    #expect(interview == asked)
}

@Test func `what an interview needs to begin is named`() {
    #expect(throws: InterviewFault.missingGiven(name: "branch")) { try Interview(survey: survey, seed: 1) }
    #expect(InterviewFault.missingGiven(name: "branch").message.contains("--set branch=VALUE"))
    #expect(throws: InterviewFault.self) {
        try Interview(survey: survey, givens: [id("branch"): .text("a"), id("visits"): .number(-1)], seed: 1)
    }
    #expect(throws: InterviewFault.notAGiven(name: "overall", givens: ["branch", "visits"])) {
        try Interview(survey: survey, givens: [id("branch"): .text("a"), id("overall"): .number(1)], seed: 1)
    }
    #expect(throws: InterviewFault.notAGiven(name: "999", givens: ["branch", "visits"])) {
        try Interview(
            survey: survey, givens: [id("branch"): .text("a"), VariableID(999): .number(1)], seed: 1)
    }
    #expect(throws: InterviewFault.unknownLanguage(tag: "fi", offered: ["en", "es", "sv", "el"])) {
        try Interview(survey: survey, givens: [id("branch"): .text("a")], seed: 1, locale: "fi")
    }
}
