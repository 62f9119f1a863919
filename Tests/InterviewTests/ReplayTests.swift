import FoundationEssentials
import Interview
import SampleSurveys
import SurveyModel
import Testing

private let survey = Sample.serviceLoyalty
private let plan = InterviewPlan(survey)
private func id(_ name: String) -> VariableID { survey.variable(named: name) ?? VariableID(-1) }

private let complete: [VariableID: Answer] = [
    id("branch"): .answered(.text("athens-02")), id("channel"): .answered(.option(1)),
    id("quality.reliable"): .answered(.number(4)), id("quality.responsive"): .answered(.number(5)),
    id("quality.consistent"): .missing(.notApplicable), id("quality.empathic"): .answered(.number(3)),
    id("overall"): .answered(.number(4)), id("ease"): .answered(.number(6)),
    id("recommend"): .answered(.number(8)),
    id("spend"): .missing(.skipped),
]

@Test func `answers to everything asked reach the ending`() throws {
    let replay = try Replay(plan: plan, seed: 1, answers: complete)
    #expect(replay.isComplete)
    #expect(replay.findings == [])
    #expect(replay.records.count == complete.count - 1)
}

@Test func `an optional item without an answer is skipped`() throws {
    var answers = complete
    answers[id("spend")] = nil
    let replay = try Replay(plan: plan, seed: 1, answers: answers)
    #expect(replay.isComplete && replay.findings == [])
    #expect(replay.interview.answer(of: id("spend")) == .missing(.skipped))
}

@Test func `a required item without an answer stops it there`() throws {
    var answers = complete
    answers[id("ease")] = nil
    let replay = try Replay(plan: plan, seed: 1, answers: answers)
    #expect(!replay.isComplete)
    guard case .noAnswer(let item)? = replay.findings.first else {
        Issue.record("no finding about the missing answer")
        return
    }
    #expect(item.variable == id("ease"))
    #expect(replay.findings.count == 1, "what would have come later is not counted as never asked")
    #expect(replay.interview.item == item)
}

@Test func `an answer that is not accepted stops it there and says why`() throws {
    var answers = complete
    answers[id("overall")] = .answered(.number(9))
    let replay = try Replay(plan: plan, seed: 1, answers: answers)
    let item = try #require(replay.interview.item)
    #expect(replay.findings.first == .invalid(item, .outOfRange(low: 1, high: 5)))
    #expect(item.variable == id("overall"))
}

@Test func `an answer to what is not asked is reported and left out`() throws {
    var answers = complete
    answers[id("comfort")] = .answered(.number(3))
    answers[id("praise")] = .answered(.text("all"))
    let replay = try Replay(plan: plan, seed: 1, answers: answers)
    #expect(replay.isComplete)
    #expect(replay.findings == [.neverAsked(id("comfort")), .neverAsked(id("praise"))])
    #expect(replay.interview.answer(of: id("comfort")) == .notAsked)
}

@Test func `a soft check is overridden and reported`() throws {
    var answers = complete
    answers[id("spend")] = .answered(.number(2_001))
    let replay = try Replay(plan: plan, seed: 1, answers: answers)
    #expect(replay.isComplete)
    #expect(replay.findings == [.check(CheckID(0), isSoft: true)])
}

@Test func `a missing given is a fault`() {
    #expect(throws: InterviewFault.missingGiven(name: "branch")) {
        try Replay(plan: plan, seed: 1, answers: [id("channel"): .answered(.option(1))])
    }
}

@Test func `a hard check stops it there`() throws {
    var draft = SurveyDraft()
    draft.yesno("sure")
    draft.check(.variable(draft.id("sure")), isSoft: false)
    draft.yesno("later")
    let answers = [
        draft.id("sure"): Answer.answered(.yesno(false)), draft.id("later"): .answered(.yesno(true)),
    ]
    let replay = try Replay(plan: InterviewPlan(draft.finished()), seed: 1, answers: answers)
    #expect(!replay.isComplete)
    #expect(replay.findings == [.check(CheckID(0), isSoft: false)])
}
