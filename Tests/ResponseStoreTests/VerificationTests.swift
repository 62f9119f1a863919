import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import ResponseStore

@Suite struct VerificationTests {
    @Test func aSoundStoreHasNoFindingAndStaysAsItIs() throws {
        let scratch = try filled()
        let store = try Store(opening: scratch.path(), mode: .readOnly)
        let lines = try store.lines()
        let report = try store.verify()
        #expect(report.isSound, "\(report.findings)")
        #expect(report.responses == 31 && report.conflicts == 1 && report.closedInterviews == 1)
        #expect(report.openInterviews == 1 && report.surveys == 1 && report.tallies > 50)
        #expect(try store.lines() == lines)
    }

    typealias Kind = VerifyReport.Finding.Kind

    @Test(arguments: [
        ("UPDATE tallies SET amount = amount + 1 WHERE bin = 'complete'", Kind.tally),
        ("DELETE FROM tallies WHERE series = 'responses'", .tally),
        ("INSERT INTO tallies VALUES (1, 'xx', 'responses', 'complete', 5)", .tally),
        (
            "UPDATE tallies SET amount = '170141183460469231731687303715884105727' WHERE bin = 'complete'",
            .tally
        ),
        (
            "DROP TRIGGER responses_are_not_edited; UPDATE responses SET raw = replace(raw, 'es', 'sv')",
            .response
        ),
        (
            "DROP TRIGGER responses_are_not_edited; UPDATE responses SET raw = '{' WHERE arrival = 3",
            .response
        ),
        (
            "DROP TRIGGER responses_are_not_edited; UPDATE responses SET raw = raw || ' ' WHERE arrival = 3",
            .response
        ),
        (
            "DROP TRIGGER responses_are_not_edited; UPDATE responses SET started = 0 WHERE arrival = 3",
            .response
        ),
        ("DROP TRIGGER responses_are_not_deleted; DELETE FROM responses WHERE arrival = 3", .tally),
        ("DROP TRIGGER responses_are_not_deleted; DELETE FROM responses WHERE arrival = 1", .journal),
        (
            "DROP TRIGGER journal_is_not_edited; UPDATE journal SET answer = '2' WHERE variable = 'overall'",
            .journal
        ),
        (
            "DROP TRIGGER journal_is_not_edited; UPDATE journal SET answer = '[' WHERE variable = 'overall'",
            .journal
        ),
        ("DROP TRIGGER journal_is_not_deleted; DELETE FROM journal", .journal),
        (
            "DROP TRIGGER closed_interviews_are_not_edited; "
                + "UPDATE interviews SET state = 'refused' WHERE state <> 'open'",
            .journal
        ),
        ("DROP INDEX open_interviews", .schema),
        ("CREATE TABLE more (x)", .schema),
        ("UPDATE surveys SET compiled = '{}'", .survey),
        ("UPDATE surveys SET version = 7", .survey),
        ("PRAGMA foreign_keys = OFF; UPDATE tallies SET structure = 99 WHERE bin = 'complete'", .file),
    ])
    func whatWasTamperedWithIsFound(statement: String, kind: Kind) throws {
        let scratch = try filled()
        try tamper(scratch.path(), statement)
        let report = try Store(opening: scratch.path(), mode: .readOnly).verify()
        #expect(report.counts[kind, default: 0] > 0, "\(report.findings)")
        #expect(!report.isSound)
        #expect(report.findings.contains { $0.kind == kind && !$0.message.isEmpty })
    }

    @Test func rebuiltTalliesAreSoundAgain() throws {
        let scratch = try filled()
        try tamper(scratch.path(), "UPDATE tallies SET amount = 77")
        let store = try Store(opening: scratch.path(), mode: .readWrite)
        let report = try store.verify()
        #expect(!report.isSound)
        #expect(report.findings.count == VerifyReport.limit)
        #expect(report.counts[.tally, default: 0] > VerifyReport.limit)
        try store.rebuildTallies()
        #expect(try store.verify().isSound)
    }

    @Test func amountsBeyondSixtyFourBitsAreKeptExactly() throws {
        let scratch = try filled()
        let huge = Int128(Int64.max) * 1_000
        try tamper(
            scratch.path(),
            "UPDATE tallies SET amount = '\(huge)' WHERE series = 'responses' AND bin = 'complete'")
        let store = try Store(opening: scratch.path(), mode: .readWrite)
        let survey = Sample.serviceLoyalty
        var generator = Seeded(77)
        var response = randomResponse(500, to: survey, using: &generator)
        response.state = .complete
        response.locale = "es"
        try store.take(response, from: "x", at: moment(0))
        let amount = try store.tallies(of: survey).first { $0.cell == "es" && $0.bin == "complete" }?.amount
        #expect(amount == huge + 1)
    }

    /// Thirty collected responses, one finished interview, one open one and one conflict.
    private func filled() throws -> Scratch {
        let scratch = try Scratch()
        let survey = Sample.serviceLoyalty
        let store = try scratch.store()
        var generator = Seeded(10)
        let overall = try #require(survey.variable(named: "overall"))
        let start = InterviewStart(id: responseID(900), locale: "es", seed: 1, started: moment(0))
        let record = Record.answer(overall, .answered(.number(4)))
        let open = try store.begin(start, of: survey, with: [record], at: moment(0))
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        answers[overall.position] = .answered(.number(4))
        let response = Response(
            id: start.id, survey: survey.name, version: 1, structure: survey.structure, locale: "es", seed: 1,
            started: moment(0), ended: moment(5), state: .complete, answers: answers)
        try store.finish(open, with: response, at: moment(5))
        var responses = (1...30).map { randomResponse($0, to: survey, using: &generator) }
        for index in responses.indices where index % 3 == 0 {
            responses[index].locale = "es"
            responses[index].state = .complete
        }
        _ = try store.take(
            responses + [randomResponse(1, to: survey, using: &generator)], from: "x", at: moment(6))
        var second = start
        second.id = responseID(901)
        _ = try store.begin(second, of: survey, with: [record], at: moment(7))
        try store.close()
        return scratch
    }
}
