import Interview
import SurveyModel
import Testing

/// A survey with givens, a split and a note before consent, and a question after it.
private func makeSurvey() -> (survey: Survey, id: (String) -> VariableID) {
    var draft = SurveyDraft()
    draft.variable("branch", .given(isOptional: false), .text(TextRule()))
    draft.variable("customer", .given(isOptional: true), .text(TextRule()), missing: [.skipped])
    draft.survey.variables[1].isPersonal = true
    draft.split("wording", weights: [1, 1])
    draft.note("welcome")
    draft.consent("agreed")
    draft.yesno("q")
    draft.yesno("r")
    return (draft.finished(), draft.id)
}

private func begin() throws -> (interview: Interview, effects: [Interview.Effect], id: (String) -> VariableID)
{
    let (survey, id) = makeSurvey()
    var interview = try Interview(
        survey: survey, givens: [id("branch"): .text("b"), id("customer"): .text("Eva")], seed: 1)
    var effects = interview.handle(.start)
    effects += interview.handle(.next)
    return (interview, effects, id)
}

extension Interview {
    fileprivate var answers: [Answer] {
        response(id: "r", started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 0)).answers
    }
}

extension Interview.Effect {
    fileprivate var isRecord: Bool { if case .record = self { true } else { false } }
}

@Test func `no to consent ends as refused, records nothing and leaves no personal given`() throws {
    var (interview, effects, id) = try begin()
    #expect(interview.progress.remaining == 1...3)
    effects += interview.handle(.answer(.value(.yesno(false))))
    #expect(effects.allSatisfy { !$0.isRecord })
    #expect(effects.last == .finished(.refused, nil))
    #expect(!interview.hasAnswers)
    for (position, answer) in interview.answers.enumerated() {
        #expect(answer == (VariableID(position) == id("branch") ? .answered(.text("b")) : .notAsked))
    }
}

@Test func `yes to consent records what was drawn before it, then the consent`() throws {
    var (interview, effects, id) = try begin()
    #expect(effects.allSatisfy { !$0.isRecord })
    #expect(interview.answer(of: id("wording")).value != nil)
    effects = interview.handle(.answer(.value(.yesno(true))))
    #expect(
        effects.filter { $0.isRecord } == [
            .record(id("wording"), interview.answer(of: id("wording"))),
            .record(id("agreed"), .answered(.yesno(true))),
        ])
    #expect(interview.item?.question == QuestionID(2))
}

@Test func `a refusal can be taken back, and what was said before it is gone`() throws {
    var (interview, _, id) = try begin()
    _ = interview.handle(.answer(.value(.yesno(true))))
    _ = interview.handle(.answer(.value(.yesno(true))))
    for _ in 0..<2 { _ = interview.handle(.back) }
    #expect(interview.item?.present == .answered(.yesno(true)))
    #expect(interview.handle(.answer(.value(.yesno(false)))) == [.finished(.refused, nil)])
    #expect(interview.answers.count { $0 != .notAsked } == 1)
    guard case .ask(let item)? = interview.handle(.back).first else {
        Issue.record("consent is not asked again")
        return
    }
    #expect(item.variable == id("agreed") && item.present == nil)
    #expect(interview.handle(.next) == [.invalid(item, .required)])
    let effects = interview.handle(.answer(.value(.yesno(true))))
    #expect(effects.filter { $0.isRecord }.count == 2)
    #expect(interview.item?.present == nil)
    #expect(interview.answer(of: id("q")) == .notAsked)
}

@Test func `leaving at consent leaves no answer`() throws {
    var (interview, _, _) = try begin()
    #expect(interview.handle(.leave) == [.finished(.partial, nil)])
    #expect(!interview.hasAnswers)
}

@Test func `a refused response replays to itself`() throws {
    var (interview, _, id) = try begin()
    _ = interview.handle(.answer(.value(.yesno(false))))
    let moment = Timestamp(milliseconds: 0)
    let response = interview.response(id: "r", started: moment, ended: moment)
    let replay = try Replay(plan: interview.plan, response: response)
    #expect(replay.isComplete && replay.findings.isEmpty && replay.records.isEmpty)
    #expect(replay.interview.response(id: "r", started: moment, ended: moment) == response)
    #expect(replay.interview.answer(of: id("customer")) == .missing(.skipped))
}
