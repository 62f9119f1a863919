import Foundation
import SampleSurveys
import SurveyModel
import Testing

import struct GRDB.DatabaseError

@testable import ResponseStore

private let survey = Sample.serviceLoyalty

/// Interviews that leave nothing.
@Suite struct DiscardTests {
    private let scratch: Scratch
    private let store: Store
    private let why: VariableID

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
        why = try #require(survey.variable(named: "why"))
    }

    private func begin(_ number: Int, _ text: String) throws -> OpenInterview {
        let start = InterviewStart(id: responseID(number), locale: "es", seed: 1, started: moment(0))
        return try store.begin(start, of: survey, with: [.answer(why, .answered(.text(text)))], at: moment(1))
    }

    private func finish(_ open: OpenInterview, _ state: Disposition = .partial) throws {
        try store.finish(open, with: response(open.id, state), at: moment(3))
    }

    private func response(_ id: String, _ state: Disposition) -> Response {
        Response(
            id: id, survey: survey.name, version: survey.version, structure: survey.structure, locale: "es",
            seed: 1, started: moment(0), ended: moment(3), state: state,
            answers: [Answer](repeating: .notAsked, count: survey.variables.count))
    }

    @Test func itIsAsIfItHadNeverBegun() throws {
        let kept = try begin(1, "Kept")
        let secret = "Ingrid told me so herself"
        let open = try begin(2, secret)
        for number in 0..<200 {
            try store.commit(
                [.answer(why, .answered(.text("\(secret) \(number)"))), .stale], to: open, at: moment(2))
        }
        try store.discard(open)
        #expect(try store.interview(open.id) == nil)
        #expect(try store.responseCount() == 0)
        for file in [scratch.path(), scratch.path() + "-wal"] {
            let bytes = FileManager.default.contents(atPath: file) ?? Data()
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file)")
        }
        // What is beside it goes on.
        #expect(try store.interview(kept.id)?.records.count == 1)
        try finish(kept)
        let report = try store.verify()
        #expect(report.isSound, "\(report.findings)")
        #expect(report.closedInterviews == 1 && report.openInterviews == 0)
        // Its id is free again, as nothing is known of it.
        _ = try begin(2, "Another")
    }

    @Test func whatIsClosedIsNotErased() throws {
        let open = try begin(1, "Kept")
        try finish(open, .complete)
        #expect(throws: StoreFault.self) { try store.discard(open) }
        #expect(try store.interview(open.id)?.records.count == 1)
        #expect(try store.verify().isSound)
    }

    @Test func anInterviewThatTakesItsPlaceIsNotMistakenForIt() throws {
        let open = try begin(1, "Gone")
        try store.discard(open)
        // SQLite gives the row's number to the next one.
        let next = try begin(2, "Kept")
        #expect(next.number == open.number)
        #expect(throws: StoreFault.self) { try store.discard(open) }
        #expect(throws: StoreFault.self) {
            try store.commit([.answer(why, .answered(.text("Late")))], to: open, at: moment(2))
        }
        #expect(throws: StoreFault.self) { try finish(open) }
        #expect(try store.interview(next.id)?.records == [.answer(why, .answered(.text("Kept")))])
        try finish(next)
        #expect(try store.verify().isSound)
    }

    @Test func theGuardsStandAgainAfterwards() throws {
        let kept = try begin(1, "Kept")
        try store.discard(try begin(2, "Gone"))
        try finish(kept)
        try store.close()
        for table in ["journal", "interviews", "responses"] {
            #expect(throws: DatabaseError.self) { try tamper(scratch.path(), "DELETE FROM \(table)") }
        }
    }
}
