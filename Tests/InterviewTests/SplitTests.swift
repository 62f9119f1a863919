import Interview
import SurveyModel
import Testing

/// A split of two arms of one question each, behind a question that may hide it.
private func makeSurvey(weights: [Int] = [1, 2]) -> (survey: Survey, id: (String) -> VariableID) {
    var draft = SurveyDraft()
    draft.yesno("first")
    draft.arm(.variable(draft.id("first")))
    let wording = draft.split("wording", weights: weights)
    let plain = draft.arm(.compare(.equal, .variable(wording), .literal(.option(0))))
    draft.yesno("plain")
    draft.close()
    draft.arm(.compare(.equal, .variable(wording), .literal(.option(1))), after: plain)
    draft.yesno("warm")
    draft.close()
    draft.close()
    draft.yesno("last")
    return (draft.finished(), draft.id)
}

private func begin(seed: UInt64, _ givens: [VariableID: Value] = [:]) throws -> Interview {
    var interview = try Interview(survey: makeSurvey().survey, givens: givens, seed: seed)
    _ = interview.handle(.start)
    return interview
}

@Test func `arms are drawn by their weights and recorded before what they ask`() throws {
    let (_, id) = makeSurvey()
    var warm = 0
    for seed in 0..<900 as Range<UInt64> {
        var interview = try begin(seed: seed)
        let effects = interview.handle(.answer(.value(.yesno(true))))
        guard case .record(id("wording"), .answered(.option(let arm))) = effects[1],
            case .ask(let item) = effects[2]
        else {
            Issue.record("the arm is not recorded")
            return
        }
        #expect(item.variable == id(arm == 0 ? "plain" : "warm"))
        warm += arm
    }
    #expect((540...660).contains(warm))
}

@Test func `an arm that is not reached is not asked, and one that is hidden neither`() throws {
    let (_, id) = makeSurvey()
    var interview = try begin(seed: 1)
    #expect(interview.answer(of: id("wording")) == .notAsked)
    _ = interview.handle(.answer(.value(.yesno(true))))
    let arm = interview.answer(of: id("wording"))
    #expect(arm.value != nil)
    _ = interview.handle(.back)
    #expect(interview.answer(of: id("wording")) == .notAsked)
    #expect(interview.handle(.answer(.value(.yesno(false)))).count == 2)
    #expect(interview.answer(of: id("wording")) == .notAsked)
    _ = interview.handle(.back)
    #expect(interview.handle(.answer(.value(.yesno(true)))).count == 2, "the same arm is not recorded again")
    #expect(interview.answer(of: id("wording")) == arm)
}

@Test func `an arm can be fixed, also by what was recorded`() throws {
    let (survey, id) = makeSurvey()
    for seed in 0..<20 as Range<UInt64> {
        for arm in 0...1 {
            var interview = try begin(seed: seed, [id("wording"): .option(arm)])
            #expect(interview.givens == [id("wording"): .option(arm)])
            _ = interview.handle(.answer(.value(.yesno(true))))
            #expect(interview.answer(of: id("wording")) == .answered(.option(arm)))
            var resumed = try Interview(survey: survey, seed: seed)
            _ = resumed.resume([
                (id("wording"), .answered(.option(arm))), (id("first"), .answered(.yesno(true))),
            ])
            #expect(resumed.item?.variable == id(arm == 0 ? "plain" : "warm"))
        }
    }
    #expect(throws: InterviewFault.invalidGiven(name: "wording", expected: "one of arm0, arm1")) {
        try Interview(survey: survey, givens: [id("wording"): .option(2)], seed: 1)
    }
    #expect(throws: InterviewFault.notAGiven(name: "last", givens: ["wording"])) {
        try Interview(survey: survey, givens: [id("last"): .yesno(true)], seed: 1)
    }
}

@Test func `weights may be nothing, and all may be`() throws {
    for (weights, arms) in [([0, 1], [1]), ([0, 0], [0]), ([Int.max, Int.max], [0]), ([3, 0], [0])] {
        let (survey, id) = makeSurvey(weights: weights)
        for seed in 0..<20 as Range<UInt64> {
            var interview = try Interview(survey: survey, seed: seed)
            _ = interview.handle(.start)
            _ = interview.handle(.answer(.value(.yesno(true))))
            guard case .option(let arm)? = interview.answer(of: id("wording")).value else {
                Issue.record("no arm is drawn")
                return
            }
            #expect(arms.contains(arm))
        }
    }
}

@Test func `what nobody reached stays out of a partial response`() throws {
    let (_, id) = makeSurvey()
    var interview = try begin(seed: 1)
    _ = interview.handle(.answer(.value(.yesno(true))))
    _ = interview.handle(.back)
    let moment = Timestamp(milliseconds: 0)
    let later = interview.response(id: "r", started: moment, ended: moment).answers
    #expect(later.answer(of: id("wording")).value != nil, "it was met, and would be again")
    let fresh = try begin(seed: 1).response(id: "r", started: moment, ended: moment).answers
    #expect(fresh.answer(of: id("wording")) == .notAsked)
}
