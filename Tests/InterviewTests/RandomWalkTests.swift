import Foundation
import Interview
import SurveyModel
import Testing

/// One random interview on one random survey, step by step beside the oracle.
private struct Walk {
    var interview: Interview
    var generator: SeededGenerator
    var kept: [VariableID: Answer] = [:]
    var records: [(VariableID, Answer)] = []
    /// What was asked, in order, if nobody went back.
    var asked: [VariableID] = []
    let givens: [VariableID: Value]
    let fixed: Set<VariableID>
    static let today = CalendarDay(number: 20_000)

    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        let survey = Survey.random(&generator)
        var givens: [VariableID: Value] = [:]
        if generator.below(2) == 0 { givens[VariableID(0)] = .number(generator.below(10)) }
        let plan = InterviewPlan(survey)
        var fixed: Set<VariableID> = []
        for variable in plan.splitVariables where generator.below(3) == 0 { fixed.insert(variable) }
        self.fixed = fixed
        for variable in fixed { givens[variable] = .option(0) }
        self.givens = givens
        interview = try Interview(plan: plan, givens: givens, seed: seed, today: Self.today)
        forget()
        note(interview.handle(.start))
    }

    /// Leaves what it began with.
    private mutating func forget() {
        kept = givens.mapValues(Answer.answered)
        records = []
    }

    /// What holds by an evaluation from scratch; arms are told only once they are recorded.
    var oracle: Oracle {
        Oracle(
            interview.survey, seed: interview.seed, today: Self.today,
            kept: kept.filter { !fixed.contains($0.key) || wasMet($0.key) }, fixed: fixed)
    }

    /// Whether an arm that was fixed has been met: it was recorded, or stands before consent.
    private func wasMet(_ variable: VariableID) -> Bool {
        records.contains { $0.0 == variable } || interview.survey[variable].name == "early"
    }

    mutating func note(_ effects: [Interview.Effect]) {
        for case .record(let variable, let answer) in effects {
            kept[variable] = answer
            records.append((variable, answer))
        }
        for effect in effects {
            if case .ask(let item) = effect, let variable = item.variable { asked.append(variable) }
            // What a front does: nothing of what was said stays.
            if case .finished(.refused, _) = effect { forget() }
        }
    }

    /// One event; false when the interview is over.
    mutating func go(backwards: Bool) -> Bool {
        switch interview.phase {
        case .ready: return false
        case .finished:
            guard backwards, generator.below(3) == 0 else { return false }
            note(interview.handle(.back))
        case .checking(let check):
            if !interview.survey[check].isSoft, generator.below(20) == 0 {
                note(interview.handle(.leave))
            } else {
                note(interview.handle(.confirm(generator.below(2) == 0)))
            }
        case .asking(let item):
            if backwards, generator.below(4) == 0 {
                note(interview.handle(.back))
            } else if item.present != nil || item.suggestion != nil, generator.below(3) == 0 {
                note(interview.handle(.next))
            } else {
                note(interview.handle(.answer(generator.entry(for: item, in: interview.survey))))
            }
        }
        return true
    }

    var response: Response {
        let moment = Timestamp(milliseconds: 0)
        return interview.response(id: "r", started: moment, ended: moment)
    }
}

@Test(arguments: 0..<300 as Range<UInt64>)
func `after every event the response holds what an evaluation from scratch holds`(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    var events = 0
    repeat {
        let oracle = walk.oracle
        if case .finished(.refused, _) = walk.interview.phase {
            #expect(walk.response.answers.count { $0 != .notAsked } <= 2)
            #expect(walk.records.isEmpty)
            events += 1
            continue
        }
        #expect(walk.response.answers == oracle.stored)
        if case .finished(let disposition, let ending) = walk.interview.phase, disposition != .partial {
            #expect(ending == oracle.ending)
            #expect(oracle.reached.allSatisfy { oracle.visible[$0.position] != .notAsked })
        }
        if let item = walk.interview.item, let variable = item.variable {
            #expect(oracle.reached.contains(variable))
            if let shown = oracle.shown[variable] { #expect(item.options == shown) }
        }
        events += 1
    } while events < 150 && walk.go(backwards: true)
}

@Test(arguments: 1_000..<1_200 as Range<UInt64>)
func `what is asked comes in the order that the seed gives`(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    let hasHardChecks = walk.interview.survey.checks.contains { !$0.isSoft }
    while !hasHardChecks, walk.asked.count < 300 {
        if case .checking = walk.interview.phase {
            walk.note(walk.interview.handle(.confirm(true)))
        } else if !walk.go(backwards: false) {
            break
        }
    }
    guard case .finished(let disposition, let ending) = walk.interview.phase, disposition != .refused else {
        return
    }
    let oracle = walk.oracle
    #expect(walk.asked == oracle.reached)
    #expect(ending == oracle.ending)
}

@Test(arguments: 300..<450 as Range<UInt64>)
func `going back and keeping every answer leads to the same place`(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    for _ in 0..<seed % 17 where walk.go(backwards: false) {}
    guard case .asking(let item) = walk.interview.phase else { return }
    var copy = walk.interview
    let steps = Int(seed % 9)
    var taken = 0
    for _ in 0..<steps {
        if copy.handle(.back).contains(.atStart) { break }
        taken += 1
    }
    for _ in 0..<taken {
        #expect(copy.handle(.next).allSatisfy { if case .record = $0 { false } else { true } })
    }
    #expect(copy.item == item)
    #expect(copy == walk.interview)
}

@Test(arguments: 450..<650 as Range<UInt64>)
func `records replayed give the same response, and without going back the same state`(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    let wandering = seed % 2 == 0
    for _ in 0..<seed % 60 where walk.go(backwards: wandering) {}
    if case .finished(.partial, _) = walk.interview.phase { return }
    if case .finished(.refused, _) = walk.interview.phase { return }
    var resumed = try Interview(
        plan: walk.interview.plan, givens: walk.interview.givens, seed: seed)
    _ = resumed.resume(walk.records)
    let moment = Timestamp(milliseconds: 0)
    let response = resumed.response(id: "r", started: moment, ended: moment, state: .abandoned)
    #expect(response.answers == walk.response.answers)
    let overrode = walk.interview.survey.checks.contains { $0.isSoft }
    let isAtNote = walk.interview.item?.isNote ?? false || resumed.item?.isNote ?? false
    // A hard check goes back too, and leaves answers further on.
    let wentBack = wandering || walk.interview.item?.present != nil
    if !wentBack, !overrode, !isAtNote { #expect(resumed.phase == walk.interview.phase) }
}

@Test(arguments: 650..<850 as Range<UInt64>)
func `the items still to come stay within the bounds that were announced`(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    var announced: [ClosedRange<Int>] = []
    while announced.count < 200, !walk.interview.survey.checks.contains(where: { !$0.isSoft }) {
        if case .finished = walk.interview.phase { break }
        if walk.interview.item != nil {
            #expect(walk.interview.progress.passed == announced.count)
            announced.append(walk.interview.progress.remaining)
        }
        if case .checking = walk.interview.phase {
            _ = walk.interview.handle(.confirm(true))
        } else {
            _ = walk.go(backwards: false)
        }
    }
    guard case .finished = walk.interview.phase else { return }
    for (place, bounds) in announced.enumerated() { #expect(bounds.contains(announced.count - place)) }
    #expect(walk.interview.progress.remaining == 0...0)
}

@Test(arguments: 850..<900 as Range<UInt64>)
func `a response replays to itself`(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    for _ in 0..<300 where walk.go(backwards: true) {}
    let response = walk.response
    let replay = try Replay(plan: walk.interview.plan, response: response)
    let moment = Timestamp(milliseconds: 0)
    if response.state != .partial { #expect(replay.isComplete) }
    if replay.isComplete {
        #expect(
            replay.interview.response(id: "r", started: moment, ended: moment).answers == response.answers)
    }
    #expect(replay.findings.allSatisfy { if case .invalid = $0 { false } else { true } })
}

@Test(arguments: 900..<960 as Range<UInt64>)
func `the same seed shows the same items in the same orders`(seed: UInt64) throws {
    var first = try Walk(seed: seed)
    var second = try Walk(seed: seed)
    for _ in 0..<60 {
        #expect(first.interview.phase == second.interview.phase)
        let goesOn = first.go(backwards: true)
        let goesOnToo = second.go(backwards: true)
        #expect(goesOn == goesOnToo)
        if !goesOn { break }
    }
}

@Test func `three thousand nested conditions fit on a small stack`() async throws {
    var draft = SurveyDraft()
    draft.yesno("q0")
    for index in 1...3_000 {
        draft.arm(.variable(draft.id("q\(index - 1)")))
        draft.yesno("q\(index)")
    }
    let survey = draft.finished()
    let count = await withCheckedContinuation { done in
        let thread = Thread {
            var asked = 0
            if var interview = try? Interview(survey: survey, seed: 1) {
                _ = interview.handle(.start)
                while interview.item != nil {
                    asked += 1
                    _ = interview.handle(.answer(.value(.yesno(true))))
                }
                for _ in 0..<2_999 { _ = interview.handle(.back) }
                _ = interview.handle(.answer(.value(.yesno(false))))
                let moment = Timestamp(milliseconds: 0)
                let response = interview.response(id: "r", started: moment, ended: moment)
                asked += response.answers.count { $0 != .notAsked } * 10_000
            }
            done.resume(returning: asked)
        }
        thread.stackSize = 128 * 1_024
        thread.start()
    }
    #expect(count == 3_001 + 3 * 10_000)
}
