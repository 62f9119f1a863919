import SampleSurveys
import SurveyModel
import Testing

@testable import ResponseStore

private let survey = Sample.serviceLoyalty

private func changed(version: Int, structure: Character) -> Survey {
    var changed = survey
    changed.version = version
    changed.structure = "sha256:" + String(repeating: structure, count: 64)
    return changed
}

@Suite struct RegistrationTests {
    @Test func aSurveyComesBackAsItWasRegistered() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        #expect(try store.survey(named: survey.name, version: 1) == survey)
        #expect(try store.survey(named: survey.name, structure: survey.structure) == survey)
        #expect(try store.survey(named: survey.name, version: 2) == nil)
        #expect(try store.survey(named: "other", structure: survey.structure) == nil)
        #expect(
            try store.surveys() == [
                StoredSurvey(name: survey.name, version: 1, structure: survey.structure, added: moment(0))
            ])
    }

    @Test func aChangedSurveyIsRefusedOnceAnswersWereCollected() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        // Nothing was answered yet: the author may still change it.
        try store.register(changed(version: 1, structure: "1"), at: moment(1))
        try store.register(survey, at: moment(2))
        #expect(try store.surveys().map(\.structure) == [survey.structure])

        var generator = Seeded(1)
        try store.take(randomResponse(1, to: survey, using: &generator), from: "x", at: moment(0))
        let seen = fault { try store.register(changed(version: 1, structure: "1"), at: moment(3)) }
        #expect(seen?.kind == .surveyChanged)
        #expect(seen?.message.contains("raise its version") == true)
        try store.register(changed(version: 2, structure: "1"), at: moment(4))
        #expect(try store.surveys().map(\.version) == [1, 2])
        #expect(try store.verify().isSound)
    }

    @Test func anInterviewThatIsGoingOnIsReasonEnoughToRefuse() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let start = InterviewStart(id: responseID(1), locale: "es", seed: 1, started: moment(0))
        _ = try store.begin(start, of: survey, with: [.stale], at: moment(0))
        #expect(
            fault { try store.register(changed(version: 1, structure: "1"), at: moment(3)) }?.kind
                == .surveyChanged)
    }

    @Test func newWordingReplacesTheOldAndKeepsTheTallies() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        var generator = Seeded(1)
        let responses = (1...10).map { randomResponse($0, to: survey, using: &generator) }
        _ = try store.take(responses, from: "x", at: moment(0))
        var reworded = survey
        reworded.texts[0].source = "How was it?"
        try store.register(reworded, at: moment(5))
        #expect(try store.survey(named: survey.name, version: 1) == reworded)
        #expect(try store.tallies(of: survey) == expectedTallies(responses, of: survey))
    }

    @Test func newMetricsRecountTheResponsesAndOtherProcessesCountByThemAtOnce() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let other = try scratch.store()
        var generator = Seeded(1)
        let responses = (1...20).map { randomResponse($0, to: survey, using: &generator) }
        _ = try store.take(responses.prefix(10), from: "x", at: moment(0))
        var remeasured = survey
        remeasured.metrics.removeLast()
        remeasured.translations.append("fr")
        try store.register(remeasured, at: moment(5))
        #expect(try store.tallies(of: survey) == expectedTallies(Array(responses.prefix(10)), of: remeasured))
        _ = try other.take(responses.suffix(10), from: "x", at: moment(6))
        #expect(try store.tallies(of: survey) == expectedTallies(responses, of: remeasured))
        #expect(try store.tallies(of: survey) != expectedTallies(responses, of: survey))
        #expect(try store.verify().isSound)
    }

    @Test func versionsWithOneStructureAreCountedTogether() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        var second = survey
        second.version = 2
        var generator = Seeded(1)
        let old = randomResponse(1, to: survey, using: &generator)
        let new = randomResponse(2, to: second, using: &generator)
        try store.take(old, from: "x", at: moment(0))
        try store.register(second, at: moment(1))
        try store.take(new, from: "x", at: moment(2))
        #expect(try store.tallies(of: survey) == expectedTallies([old, new], of: second))
        #expect(try store.verify().isSound)
    }
}
