import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import ResponseStore

private let survey = Sample.wholeLanguage

private func start(_ number: Int) -> InterviewStart {
    InterviewStart(
        id: responseID(number), locale: "es", station: nil, channel: "terminal", seed: 1, started: moment(0))
}

private func response(_ number: Int, _ state: Disposition, _ answers: [Answer]) -> Response {
    Response(
        id: responseID(number), survey: survey.name, version: survey.version, structure: survey.structure,
        locale: "es", channel: "terminal", seed: 1, started: moment(0), ended: moment(9), state: state,
        answers: answers)
}

@Suite struct WholeLanguageTests {
    @Test func everyKindOfAnswerIsJournaledAndCounted() throws {
        let scratch = try Scratch()
        let store = try scratch.store(of: [survey])
        var numbers = Seeded(21)
        var taken: [Response] = []
        for number in 0..<25 {
            let answers = Sample.wholeAnswers(&numbers)
            let records = answers.enumerated().filter { $0.element != .notAsked }.map {
                Record.answer(VariableID($0.offset), $0.element)
            }
            let open = try store.begin(
                start(number), of: survey, with: Array(records.prefix(2)), at: moment(1))
            try store.commit(Array(records.dropFirst(2)), to: open, at: moment(2))
            #expect(try store.interview(responseID(number))?.lastAnswers == answers)
            let given = response(number, .complete, answers)
            #expect(try store.finish(open, with: given, at: moment(9)) == .taken)
            taken.append(given)
        }
        let expected = expectedTallies(taken, of: survey)
        #expect(try store.tallies(of: survey) == expected)
        let report = try store.verify()
        #expect(report.isSound, "\(report.findings)")
        try store.rebuildTallies()
        #expect(try store.tallies(of: survey) == expected)
        let values = expected.filter { $0.series.hasPrefix("values.") && $0.bin.hasPrefix("=") }
        #expect(values.count > 10)
    }

    @Test func aRefusedConsentIsAResponseWithoutAnswers() throws {
        let scratch = try Scratch()
        let store = try scratch.store(of: [survey])
        let nothing = [Answer](repeating: .notAsked, count: survey.variables.count)
        let open = try store.begin(start(1), of: survey, with: [], at: moment(1))
        #expect(try store.finish(open, with: response(1, .refused, nothing), at: moment(2)) == .taken)
        #expect(try store.lines().allSatisfy { $0.contains(#""answers":{},"missing":{}"#) })
        #expect(try store.verify().isSound)
        let entries = try store.tallies(of: survey)
        // It is counted by its state, and stands in no series of answers or metrics.
        #expect(entries.contains(TallyEntry(cell: "es", series: "responses", bin: "refused", amount: 1)))
        #expect(entries.allSatisfy { $0.series == "responses" || $0.series == "versions" })
    }
}
