import Foundation
import SampleSurveys
import SurveyModel
import Testing

import struct GRDB.DatabaseError

@testable import ResponseStore

private let survey = Sample.serviceLoyalty
private let start = InterviewStart(
    id: responseID(1), locale: "es", station: "athens-02", channel: "terminal", seed: .max, started: moment(0)
)

private func variable(_ name: String) throws -> VariableID { try #require(survey.variable(named: name)) }

private func response(_ state: Disposition, answers: [VariableID: Answer]) -> Response {
    var all = [Answer](repeating: .notAsked, count: survey.variables.count)
    for (id, answer) in answers { all[id.position] = answer }
    return Response(
        id: start.id, survey: survey.name, version: survey.version, structure: survey.structure, locale: "sv",
        station: start.station, channel: start.channel, seed: start.seed, started: start.started,
        ended: moment(9),
        state: state, answers: all)
}

/// A response with everything that was recorded, as if the survey had no routing.
func unrouted(_ recorded: RecordedInterview) -> Response {
    Response(
        id: recorded.start.id, survey: recorded.survey.name, version: recorded.survey.version,
        structure: recorded.survey.structure, locale: recorded.locale, station: recorded.start.station,
        channel: recorded.start.channel, seed: recorded.start.seed, started: recorded.start.started,
        ended: recorded.lastRecorded, state: .abandoned, answers: recorded.lastAnswers,
        isStale: recorded.isStale)
}

@Suite struct InterviewTests {
    @Test func everyKindOfRecordComesBackAsItWasCommitted() throws {
        let scratch = try Scratch()
        let records: [Record] = [
            .answer(try variable("branch"), .answered(.text("Göteborg \u{301}\"1\""))),
            .answer(try variable("channel"), .answered(.option(5))), .stale, .locale("sv"),
            .answer(try variable("channel.other"), .answered(.text("fax"))),
            .answer(try variable("channel.other"), .notAsked),
            .answer(try variable("comfort"), .missing(.dontKnow)),
            .answer(try variable("failings"), .answered(.options([0, 4]))),
            .answer(try variable("why"), .missing(.skipped)),
        ]
        do {
            let store = try scratch.store()
            let open = try store.begin(start, of: survey, with: [records[0]], at: moment(1))
            for record in records.dropFirst() { try store.commit([record], to: open, at: moment(2)) }
        }
        let reopened = try Store(opening: scratch.path(), mode: .readOnly)
        let recorded = try #require(try reopened.interview(start.id))
        #expect(recorded.records == records)
        #expect(recorded.start == start)
        #expect(recorded.survey == survey)
        #expect(recorded.state == "open")
        #expect(recorded.locale == "sv")
        #expect(recorded.isStale)
        #expect(recorded.lastRecorded == moment(2))
        #expect(recorded.lastAnswers[try variable("channel.other").position] == .notAsked)
        #expect(try reopened.interview(responseID(2)) == nil)
    }

    @Test(arguments: [Disposition.complete, .partial, .screened, .refused])
    func finishingPutsResponseTalliesAndEndIntoTheStoreAtOnce(state: Disposition) throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let overall = try variable("overall")
        let open = try store.begin(
            start, of: survey, with: [.answer(overall, .answered(.number(4)))], at: moment(1))
        #expect(try store.responseCount() == 0)
        let given = response(state, answers: [overall: .answered(.number(4))])
        #expect(try store.finish(open, with: given, at: moment(9)) == .taken)
        #expect(try store.lines() == [given.line(of: survey)])
        #expect(try store.tallies(of: survey) == expectedTallies([given], of: survey))
        #expect(try store.interview(start.id)?.state == state.rawValue)
        let report = try store.verify()
        #expect(report.isSound, "\(report.findings)")
        #expect(report.closedInterviews == 1 && report.responses == 1 && report.openInterviews == 0)
    }

    @Test func aWithdrawnConsentErasesTheJournalAndEndsTheInterviewAtOnce() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let (branch, why) = (try variable("branch"), try variable("why"))
        let secret = "Ingrid told me so herself"
        let open = try store.begin(
            start, of: survey, with: [.answer(branch, .answered(.text("athens-02")))], at: moment(1))
        for number in 0..<200 {
            try store.commit(
                [.answer(why, .answered(.text("\(secret) \(number)"))), .stale], to: open, at: moment(2))
        }
        let refusal = response(.refused, answers: [branch: .answered(.text("athens-02"))])
        let left: [Record] = [.answer(branch, .answered(.text("athens-02"))), .locale("sv")]
        #expect(
            fault {
                try store.withdraw(open, leaving: left, with: response(.partial, answers: [:]), at: moment(3))
            }?
            .kind == .misused)
        #expect(try store.interview(start.id)?.records.count == 401)
        #expect(try store.withdraw(open, leaving: left, with: refusal, at: moment(9)) == .taken)
        #expect(try store.interview(start.id)?.records == left)
        #expect(try store.interview(start.id)?.state == "refused")
        #expect(try store.lines() == [refusal.line(of: survey)])
        #expect(try store.tallies(of: survey) == expectedTallies([refusal], of: survey))
        let report = try store.verify()
        #expect(report.isSound, "\(report.findings)")
        // Not in the file either, nor in its log.
        for file in [scratch.path(), scratch.path() + "-wal"] {
            let bytes = FileManager.default.contents(atPath: file) ?? Data()
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file)")
        }
        #expect(
            fault { try store.withdraw(open, leaving: left, with: refusal, at: moment(9)) }?.kind == .notOpen)
        #expect(try store.interview(start.id)?.records == left)
        // The journal is guarded as before.
        try store.close()
        #expect(throws: DatabaseError.self) { try tamper(scratch.path(), "DELETE FROM journal") }
    }

    @Test func aClosedInterviewTakesNoAnswerAndEndsOnce() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let why = try variable("why")
        let open = try store.begin(start, of: survey, with: [.answer(why, .missing(.skipped))], at: moment(1))
        let given = response(.complete, answers: [why: .missing(.skipped)])
        try store.finish(open, with: given, at: moment(9))
        #expect(
            fault { try store.commit([.answer(why, .answered(.text("late")))], to: open, at: moment(10)) }?
                .kind == .notOpen)
        #expect(fault { try store.finish(open, with: given, at: moment(10)) }?.kind == .notOpen)
        #expect(try store.interview(start.id)?.records.count == 1)
        #expect(try store.lines().count == 1)
    }

    @Test func anInterviewWhoseIdWasCollectedBeforeIsKeptAside() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let why = try variable("why")
        let first = response(.partial, answers: [:])
        try store.take(first, from: "file", at: moment(0))
        let open = try store.begin(start, of: survey, with: [.answer(why, .missing(.skipped))], at: moment(1))
        let second = response(.complete, answers: [why: .missing(.skipped)])
        #expect(try store.finish(open, with: second, at: moment(9)) == .conflict)
        #expect(try store.lines() == [first.line(of: survey)])
        #expect(try store.verify().isSound)
    }

    @Test func whatTheStoreCannotKeepIsRefusedAndNothingIsWritten() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        var stranger = survey
        stranger.structure = "sha256:other"
        #expect(
            fault { _ = try store.begin(start, of: stranger, with: [], at: moment(0)) }?.kind
                == .unknownSurvey)
        stranger = survey
        stranger.version = 2
        #expect(
            fault { _ = try store.begin(start, of: stranger, with: [], at: moment(0)) }?.kind
                == .unknownSurvey)
        let beyond = Record.answer(VariableID(survey.variables.count), .notAsked)
        #expect(
            fault { _ = try store.begin(start, of: survey, with: [beyond], at: moment(0)) }?.kind == .misused)
        #expect(try store.interview(start.id) == nil)
        let open = try store.begin(start, of: survey, with: [], at: moment(0))
        #expect(fault { _ = try store.begin(start, of: survey, with: [], at: moment(0)) }?.kind == .misused)
        #expect(fault { try store.commit([.stale, beyond], to: open, at: moment(1)) }?.kind == .misused)
        #expect(try store.interview(start.id)?.records == [])
        try store.commit([], to: open, at: moment(1))
        try store.commit([.stale, .locale("sv")], to: open, at: moment(1))
        #expect(try store.interview(start.id)?.records == [.stale, .locale("sv")])
        let reader = try Store(opening: scratch.path(), mode: .readOnly)
        #expect(fault { try reader.commit([.stale], to: open, at: moment(2)) }?.kind == .misused)
        var other = response(.complete, answers: [:])
        other.id = responseID(7)
        #expect(fault { try store.finish(open, with: other, at: moment(1)) }?.kind == .misused)
        #expect(try store.responseCount() == 0)
    }
}

@Suite struct RecoveryTests {
    @Test func anInterviewOfAClosedStoreIsAbandonedWithItsAnswers() throws {
        let scratch = try Scratch()
        let overall = try variable("overall")
        do {
            let store = try scratch.store()
            _ = try store.begin(
                start, of: survey, with: [.answer(overall, .answered(.number(5)))], at: moment(3))
        }
        let store = try scratch.store()
        let recovery = try store.recover(at: moment(50), response: unrouted)
        #expect(recovery == Recovery(closed: [start.id]))
        var expected = response(.abandoned, answers: [overall: .answered(.number(5))])
        expected.locale = "es"
        expected.ended = moment(3)
        #expect(try store.lines() == [expected.line(of: survey)])
        #expect(try store.tallies(of: survey) == expectedTallies([expected], of: survey))
        #expect(try store.recover(at: moment(51), response: unrouted) == Recovery())
        #expect(try store.verify().isSound)
    }

    @Test func interviewsOfLivingStoresStayOpen() throws {
        let scratch = try Scratch()
        let living = try scratch.store()
        let open = try living.begin(start, of: survey, with: [.stale], at: moment(3))
        let other = try scratch.store()
        #expect(try other.recover(at: moment(4), response: unrouted).closed.isEmpty)
        #expect(try living.recover(at: moment(4), response: unrouted).closed.isEmpty)
        try living.commit([.locale("el")], to: open, at: moment(5))
        #expect(try other.interview(start.id)?.records == [.stale, .locale("el")])
    }

    @Test func aStoreIsTheSameByAnyOfItsNames() throws {
        let scratch = try Scratch()
        let living = try scratch.store()
        _ = try living.begin(start, of: survey, with: [.stale], at: moment(3))
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link.db"), withDestinationPath: scratch.path())
        let other = try Store(opening: scratch.path("link.db"), mode: .readWrite)
        #expect(try other.recover(at: moment(4), response: unrouted).closed.isEmpty)
        #expect(try other.interview(start.id)?.state == "open")
    }

    @Test func anInterviewOfAnotherProcessStaysOpenUntilThatEnds() throws {
        let scratch = try Scratch()
        _ = try scratch.store()
        let child = try Torture("hold", scratch.path())
        let acknowledged = try #require(child.readLine())
        let id = try #require(acknowledged.split(separator: " ").first.map(String.init))
        let store = try scratch.store()
        #expect(try store.recover(at: moment(4), response: unrouted).closed.isEmpty)
        child.kill()
        #expect(try store.recover(at: moment(5), response: unrouted).closed == [id])
    }

    @Test func aResponseThatDoesNotSayAbandonedIsRefused() throws {
        let scratch = try Scratch()
        do {
            let store = try scratch.store()
            _ = try store.begin(start, of: survey, with: [.stale], at: moment(3))
        }
        let store = try scratch.store()
        let seen = fault {
            _ = try store.recover(at: moment(5)) { recorded in
                var response = unrouted(recorded)
                response.state = .complete
                return response
            }
        }
        #expect(seen?.kind == .misused)
        #expect(try store.interview(start.id)?.state == "open")
    }
}
