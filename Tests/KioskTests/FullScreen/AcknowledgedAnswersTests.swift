import Foundation
import Interview
import ResponseStore
import SampleSurveys
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// What a full screen has acknowledged is in the store, and nothing else is.
@Suite struct AcknowledgedAnswersTests {
    private let scratch: Scratch
    private let store: Store

    init() throws {
        scratch = try Scratch()
        store = try Store(opening: scratch.store, mode: .create, patience: 0.1)
    }

    /// The journal of an interview with an id of this number.
    private func journal(_ survey: Survey, _ number: Int = 1) throws -> StoreJournal {
        try store.register(survey, at: moment(0))
        let start = InterviewStart(
            id: Self.id(number), locale: "en", channel: "terminal", seed: 1, started: moment(0))
        return StoreJournal(store, start: start) { moment(1) }
    }

    private static func id(_ number: Int) -> String {
        let text = String(number)
        return responseID.dropLast(text.count) + text
    }

    private func holds(_ text: String) throws -> Bool {
        try ["", "-wal"].contains { suffix in
            try Bytes.of(scratch.store + suffix).firstRange(of: Array(text.utf8)) != nil
        }
    }

    /// After any key, before anything is drawn, another connection reads every answer that the interview has, in the state
    /// it has it: committed, changed or taken back.
    @Test(arguments: 1...6 as ClosedRange<UInt64>) func everyAnswerIsThereBeforeTheFrameThatFollows(
        seed: UInt64
    )
        throws
    {
        var random = Seeded(seed)
        let survey = seed % 2 == 0 ? EveryKind.survey() : Shipped.serviceLoyalty
        var number = 0
        func begin() throws -> Sitting {
            number += 1
            return try Sitting(
                survey, givens: seed % 2 == 0 ? [:] : ["branch": .text("hall")], seed: seed,
                journal: try journal(survey, number))
        }
        var sitting = try begin()
        let reader = try Store(opening: scratch.store, mode: .readOnly)
        var most = 0
        for _ in 0..<200 {
            try sitting.wander(&random)
            let recorded = try reader.interview(Self.id(number))
            var last: [VariableID: Answer] = [:]
            for (variable, answer) in recorded?.answers ?? [] { last[variable] = answer }
            for variable in survey.variables.indices.map(VariableID.init)
            where survey[variable].question != nil {
                let answer = sitting.screen.interview.answer(of: variable)
                if answer != .notAsked { #expect(last[variable] == answer, "\(survey[variable].name)") }
            }
            most = max(most, last.count)
            guard sitting.screen.outcome != nil else { continue }
            if let recorded { #expect(recorded.state != "open") }
            sitting = try begin()
        }
        #expect(most > 3)
    }

    @Test func whatIsHalfTypedIsNowhere() throws {
        let survey = try survey("text a \"A?\" lines 3\ntext b \"B?\"\nfinish \"Thank you.\"")
        var sitting = try Sitting(survey, journal: try journal(survey))
        try sitting.type("Rumpelstiltskin")
        try sitting.press("F1 Esc F4 Ctrl-C n")
        #expect(try !holds("Rumpel"))
        try sitting.press("Tab")
        #expect(try holds("Rumpelstiltskin"))
        try sitting.type("Cinderella")
        try sitting.press("Shift-Tab")
        // Nor is it when somebody leaves, or is cut off, in the middle of it.
        try sitting.press("Tab")
        try sitting.type("Cinderella")
        try sitting.press("Ctrl-C Ctrl-C")
        #expect(sitting.screen.outcome == .left)
        #expect(try !holds("Cinderella"))
    }

    /// "Thank you" is a promise that the answers are kept.
    @Test(arguments: [true, false]) func whatCannotBeSubmittedIsNotThankedFor(hasReview: Bool) throws {
        let journal = Shared()
        let survey = try survey("yesno a \"A?\"\nfinish \"Thank you.\"")
        let interview = try Interview(survey: survey, seed: 1)
        var program = FullScreenInterview(
            interview, journal: journal, catalogues: { _ in [] }, theme: Theme(.none), hasReview: hasReview)
        func press(_ names: String) throws -> [ScreenCommand] {
            var commands: [ScreenCommand] = []
            for key in names.split(separator: " ").flatMap({ Booth.keys(String($0)) }) {
                commands += try program.take(.input(.key(key)), at: .seconds(1))
            }
            return commands
        }
        func says(_ text: String) -> Bool {
            var canvas = Canvas(columns: 80, rows: 24)
            program.draw(on: &canvas)
            return canvas.text.contains(text)
        }
        _ = try program.take(.began, at: .zero)
        _ = try press(hasReview ? "y Enter" : "y")
        journal.failsToFinish = true
        #expect(throws: StoreFault.self) { try press("Enter") }
        #expect(program.lastWords == [] && !says("Thank you."))
        // A signal that comes then does not hide that nothing could be kept.
        if hasReview {
            #expect(throws: StoreFault.self) { try program.take(.stopped(signal: 15), at: .seconds(2)) }
        }
        journal.failsToFinish = false
        #expect(try press("Enter") == [])
        #expect(journal.ends == [.complete] && says("Thank you."))
        #expect(try press("x") == [.end(status: 0)])
    }

    @Test func aLanguageThatCouldNotBeRecordedIsRecordedWithTheNextAnswer() throws {
        let survey = Shipped.serviceLoyalty
        var journal = try journal(survey)
        var interview = try Interview(
            survey: survey, givens: [try #require(survey.variable(named: "branch")): .text("hall")], seed: 1,
            locale: "en")
        func record(_ option: Int) throws {
            for case .record(let variable, let answer) in interview.handle(.answer(.value(.option(option)))) {
                try journal.record(variable, answer, of: interview)
            }
        }
        _ = interview.handle(.start)
        try record(0)
        _ = interview.handle(.back)
        _ = interview.handle(.language("sv"))
        let asked = interview
        // Somebody else writes for longer than anybody waits.
        let blocker = try Blocker(scratch.store)
        #expect(throws: StoreFault.self) { try record(1) }
        blocker.release()
        interview = asked
        try record(1)
        #expect(try store.interview(Self.id(1))?.locale == "sv")
    }
}
