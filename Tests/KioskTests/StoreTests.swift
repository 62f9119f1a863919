import Foundation
import Interview
import Kiosk
import ResponseStore
import SurveyModel
import Testing
import Translations

@Suite struct StoreTests {
    private let scratch: Scratch
    private let store: Store
    private let survey = Shipped.serviceLoyalty
    private let branch: [String: Value] = ["branch": .text("athens-02")]

    init() throws {
        scratch = try Scratch()
        store = try Store(opening: scratch.store, mode: .create)
        try store.register(survey, at: moment(0))
    }

    private func journal(locale: String = "en") -> StoreJournal {
        let start = InterviewStart(
            id: responseID, locale: locale, channel: "terminal", seed: 1, started: moment(0))
        var clock: Int64 = 0
        return StoreJournal(store, start: start) {
            clock += 1
            return moment(clock)
        }
    }

    private func converse(
        _ answers: [String], failsAt limit: Int = .max, atPrompt: @escaping (Int) throws -> Void = { _ in }
    ) throws -> Conversation<StoreJournal> {
        try KioskTests.converse(
            survey, answers.map { Array($0.utf8) }, givens: branch, journal: journal(), atPrompt: atPrompt,
            failsAt: limit)
    }

    @Test func everyAnswerIsInTheStoreBeforeTheNextPrompt() throws {
        let path = scratch.store
        var stored: [Int] = []
        let answers = ["2", "4", "<", "5", "3", "4", "5", "bad", "4", "6", "10", "", "4", ""]
        let said = try converse(answers) { _ in
            let reader = try Store(opening: path, mode: .readOnly)
            stored.append(try reader.interview(responseID)?.records.count ?? 0)
        }
        #expect(said.outcome == .finished(.complete))
        // The givens come with the first answer; going back and a refused answer record nothing.
        #expect(stored == [0, 3, 4, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12, 13])
        let response = try #require(said.front.journal.response)
        #expect(response.state == .complete)
        var lines: [String] = []
        try store.forEachResponse(in: .arrival) { lines.append($0.line) }
        #expect(lines == [response.line(of: survey)])
        #expect(try store.verify().isSound)
    }

    @Test func whatIsCutOffComesBackAsAbandoned() throws {
        let said = try converse(["2", "4", "5", "3", "4", "<"], failsAt: 4)
        #expect(said.error is BrokenPipe)
        let recorded = try #require(try store.interview(responseID))
        #expect(recorded.state == "open")
        let response = try recorded.abandonedResponse()
        #expect(response.state == .abandoned && response.id == responseID && response.locale == "en")
        #expect(
            response.answers[try #require(survey.variable(named: "channel")).position]
                == .answered(.option(1)))
        #expect(
            response.answers[try #require(survey.variable(named: "branch")).position]
                == .answered(.text("athens-02")))
        // Five answers, the last of which was not acknowledged any more, the given branch, and the visits left out.
        #expect(response.answers.count { $0 != .notAsked } == 7)
    }

    @Test func whatIsAnsweredIsKeptWhenNothingCanBeWrittenAnyMore() throws {
        var said = try converse(["2", "4", "5"], failsAt: 2)
        #expect(said.error is BrokenPipe)
        try said.front.end()
        #expect(said.front.journal.response?.state == .partial)
        #expect(try store.interview(responseID)?.state == "partial")
        #expect(try store.verify().isSound)
    }

    @Test func aThankYouThatCannotBeWrittenLeavesTheInterviewComplete() throws {
        let answers = ["2", "4", "5", "4", "5", "4", "6", "10", "", "4", ""]
        var said = try converse(answers, failsAt: answers.count - 1)
        #expect(said.error is BrokenPipe)
        try said.front.end()
        #expect(said.front.journal.response?.state == .complete)
        #expect(try store.interview(responseID)?.state == "complete")
    }

    @Test func leavingBeforeAnAnswerLeavesNoTrace() throws {
        let said = try converse(["?", "<", "!"])
        #expect(said.outcome == .left)
        #expect(try store.interview(responseID) == nil)
        #expect(try store.responseCount() == 0)
    }

    @Test func aChangeOfLanguageAndAnOutdatedTextAreRecorded() throws {
        var stale = survey
        stale.localizations[0].texts[stale.questions[1].text.position].state = .stale
        let second = try Scratch()
        let other = try Store(opening: second.store, mode: .create)
        try other.register(stale, at: moment(0))
        let start = InterviewStart(
            id: responseID, locale: "en", channel: "terminal", seed: 1, started: moment(0))
        let said = try KioskTests.converse(
            stale, ["1", "@es", "4", "!"].map { Array($0.utf8) }, givens: branch,
            journal: StoreJournal(other, start: start, now: { moment(5) }))
        #expect(said.transcript.contains(Shipped.texts("es")[.outdatedMark]))
        let recorded = try #require(try other.interview(responseID))
        #expect(recorded.locale == "es" && recorded.isStale)
        #expect(recorded.records.contains(.locale("es")) && recorded.records.contains(.stale))
        #expect(said.front.journal.response?.locale == "es" && said.front.journal.response?.isStale == true)
        #expect(try other.verify().isSound)
    }

    @Test func consentThatIsTakenBackLeavesNoAnswerInTheStore() throws {
        var draft = Draft()
        draft.ask("ok", .consent, "May we ask?")
        draft.ask("name", .text(TextRule()), "Who are you?")
        draft.ask("again", .yesno, "Again?")
        let survey = draft.finished
        let second = try Scratch()
        let other = try Store(opening: second.store, mode: .create)
        try other.register(survey, at: moment(0))
        let start = InterviewStart(
            id: responseID, locale: "en", channel: "terminal", seed: 1, started: moment(0))
        let said = try KioskTests.converse(
            survey, ["y", "Ingrid Lundqvist", "<", "<", "n"].map { Array($0.utf8) },
            journal: StoreJournal(other, start: start, now: { moment(5) }))
        #expect(said.outcome == .finished(.refused))
        #expect(said.transcript.hasSuffix("No answer is stored.\n"))
        let recorded = try #require(try other.interview(responseID))
        #expect(recorded.state == "refused" && recorded.answers.isEmpty, "\(recorded.records)")
        #expect(said.front.journal.response?.state == .refused)
        let report = try other.verify()
        #expect(report.isSound && report.responses == 1, "\(report.findings)")
        for file in [second.store, second.store + "-wal"] {
            let bytes = FileManager.default.contents(atPath: file) ?? Data()
            #expect(bytes.range(of: Data("Lundqvist".utf8)) == nil, "\(file)")
        }
    }

    @Test func withoutAJournalNothingIsSaidToBeSaved() throws {
        let said = try KioskTests.converse(
            survey, [Array("1".utf8), Array("!".utf8)], givens: branch, journal: NoJournal())
        #expect(said.transcript.hasSuffix("\nYou have left the interview. Your answers are not kept.\n"))
    }
}
