import Interview
import ResponseStore
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// What a kiosk's store holds, when.
@Suite struct KioskStoreTests {
    private let scratch: Scratch
    private let store: Store
    private let survey: Survey

    init() throws {
        scratch = try Scratch()
        store = try Store(opening: scratch.store, mode: .create)
        survey = try KioskTests.survey(KioskSurveys.short)
        try store.register(survey, at: moment(0))
    }

    private func booth(seed: UInt64 = 1, _ adjust: (inout KioskSettings) -> Void = { _ in }) throws -> Booth {
        let machine = Machine(survey, seed: seed)
        let store = store
        machine.makeJournal = { [unowned machine] start in
            StoreJournal(store, start: start) { moment(machine.now.components.seconds * 1_000) }
        }
        return try Booth(survey, machine: machine, settings: adjust)
    }

    /// The states of the responses in the store, in the order in which they came.
    private func states() throws -> [Disposition] {
        var states: [Disposition] = []
        try store.forEachResponse(in: .arrival) { stored in
            let response = try Response(line: stored.line.utf8, of: survey, index: survey.variableIndex)
            #expect(response.station == "hall" && response.channel == "kiosk")
            states.append(response.state)
        }
        return states
    }

    @Test func nothingIsStoredWhileAttractingOrChoosingOrBeforeTheFirstAnswer() throws {
        var booth = try booth()
        booth.press("x")
        let id = try #require(booth.visit?.id)
        booth.press("2")
        #expect(try store.interview(id) == nil)
        booth.press("Enter")
        // The first committed answer begins the interview, before the next question is drawn.
        #expect(booth.question == "size")
        #expect(try store.interview(id)?.records.count == 1)
        #expect(booth.machine.events.contains(.began(id: id)))
    }

    @Test func eachAnswerIsOnTheDiskBeforeTheNextQuestionIsDrawn() throws {
        var booth = try booth()
        booth.press("x")
        let id = try #require(booth.visit?.id)
        for (keys, count) in [("1 Enter", 1), ("2 Enter", 2), ("Shift-Tab", 2), ("1 Enter", 3), ("A b c", 3)]
        {
            booth.press(keys)
            let reader = try Store(opening: scratch.store, mode: .readOnly)
            #expect(try reader.interview(id)?.records.count == count, "after \(keys)")
        }
        // Half-typed text never is.
        booth.press("Tab")
        #expect(try store.interview(id)?.records.count == 4)
        #expect(try states() == [])
        booth.press("Enter")
        #expect(try states() == [.complete])
        #expect(booth.isThanking)
        #expect(try store.verify().isSound)
    }

    @Test func whoWalksAwayLeavesAPartialOrNothing() throws {
        for (seed, onIdle) in [OnIdle.keep, .submit, .discard].enumerated() {
            var booth = try booth(seed: UInt64(seed)) { $0.onIdle = onIdle }
            booth.press("x")
            let id = try #require(booth.visit?.id)
            booth.press("1 Enter 2 Enter")
            booth.wait(.seconds(140))
            #expect(booth.isAttracting)
            #expect(try store.interview(id)?.state == (onIdle == .discard ? nil : "partial"))
        }
        #expect(try states() == [.partial, .partial])
        #expect(try store.verify().isSound)
        // What was erased is not found as cut off either.
        #expect(try store.recover(at: moment(9)) { try $0.abandonedResponse() }.closed == [])
    }

    @Test func anInterviewThatIsDiscardedIsNowhereInTheFile() throws {
        var booth = try booth { $0.onIdle = .discard }
        booth.press("x 1 Enter 2 Enter")
        booth.paste("Rumpelstiltskin")
        booth.press("Tab")
        #expect(try contains("Rumpelstiltskin", "-wal"))
        booth.wait(.seconds(60))
        #expect(booth.isAttracting)
        #expect(try !contains("Rumpelstiltskin", ""))
        #expect(try !contains("Rumpelstiltskin", "-wal"))
        #expect(try store.responseCount() == 0)
        #expect(try store.verify().isSound)
    }

    private func contains(_ text: String, _ suffix: String) throws -> Bool {
        try Bytes.of(scratch.store + suffix).firstRange(of: Array(text.utf8)) != nil
    }

    @Test func discardingWhatIsClosedErasesNothing() throws {
        let start = InterviewStart(id: responseID, locale: "en", seed: 1, started: moment(0))
        var interview = try Interview(survey: survey, seed: 1)
        _ = interview.handle(.start)
        var journal = StoreJournal(store, start: start) { moment(1) }
        // What has not begun has nothing to be erased, or closed.
        try journal.discard()
        try journal.abandon()
        for case .record(let variable, let answer) in interview.handle(.answer(.value(.option(0)))) {
            try journal.record(variable, answer, of: interview)
        }
        let copy = journal
        try journal.finish(interview, state: .partial)
        try journal.discard()
        var late = copy
        #expect(throws: StoreFault.self) { try late.discard() }
        #expect(throws: StoreFault.self) { try late.abandon() }
        #expect(try states(checks: false) == [.partial])
        #expect(try store.verify().isSound)
    }

    private func states(checks: Bool) throws -> [Disposition] {
        var states: [Disposition] = []
        try store.forEachResponse(in: .arrival) { stored in
            states.append(try Response(line: stored.line.utf8, of: survey, index: survey.variableIndex).state)
        }
        return states
    }

    @Test func whatAFaultCutOffIsClosedAsAbandonedWithWhatWasAcknowledged() throws {
        var booth = try booth()
        let store = store
        let machine = booth.machine
        machine.makeJournal = { start in
            Flaky(
                StoreJournal(store, start: start) { moment(machine.now.components.seconds * 1_000) }, machine)
        }
        booth.press("x")
        let id = try #require(booth.visit?.id)
        booth.press("1 Enter 2")
        machine.faults = [.record: StoreFault.diskFull, .abandon: StoreFault.diskFull]
        booth.press("Enter")
        booth.wait(.seconds(30))
        #expect(booth.outage == .diskFull)
        #expect(try store.interview(id)?.state == "open")
        machine.faults = [:]
        booth.wait(.seconds(10))
        #expect(booth.isAttracting)
        #expect(try store.interview(id)?.state == "abandoned")
        var answers: [Answer] = []
        try store.forEachResponse(in: .arrival) { stored in
            answers = try Response(line: stored.line.utf8, of: survey, index: survey.variableIndex).answers
        }
        #expect(answers.count { $0 != .notAsked } == 1)
        #expect(try store.verify().isSound)
    }

    @Test func aSignalKeepsWhatWasAnswered() throws {
        var booth = try booth()
        booth.press("x 1 Enter")
        booth.send(.stopped(signal: 15))
        #expect(try states() == [.partial])
        #expect(try store.verify().isSound)
    }
}

/// A journal that fails when the machine does, and else is another one.
struct Flaky: KioskJournal {
    private var journal: any KioskJournal
    private let machine: Machine

    init(_ journal: any KioskJournal, _ machine: Machine) {
        self.journal = journal
        self.machine = machine
    }

    var keepsAnswers: Bool { journal.keepsAnswers }

    mutating func record(_ variable: VariableID, _ answer: Answer, of interview: Interview) throws {
        try machine.fails(.record)
        try journal.record(variable, answer, of: interview)
    }

    mutating func finish(_ interview: Interview, state: Disposition) throws {
        try machine.fails(.finish)
        try journal.finish(interview, state: state)
    }

    mutating func discard() throws {
        try machine.fails(.discard)
        try journal.discard()
    }

    mutating func abandon() throws {
        try machine.fails(.abandon)
        try journal.abandon()
    }
}
