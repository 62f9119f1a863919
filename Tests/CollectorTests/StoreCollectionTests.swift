import Collector
import Foundation
import ResponseStore
import SampleSurveys
import SurveyModel
import Tallies
import Testing

private let survey = Sample.serviceLoyalty
private let now = Timestamp(milliseconds: 1_795_000_000_000)

private func withStore(_ body: (Store) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try Store(opening: folder.appending(path: "answers.sondeo").path, mode: .create)
    try store.register(survey, at: now)
    try body(store)
}

@Test func `lines collected into a store give the tallies that reading them gives`() throws {
    var generated = GeneratedResponses(survey, seed: 41)
    var lines = (0..<2_300).map { _ in generated.next() }.map { $0.line(of: survey) }
    let other = lines[5].replacingOccurrences(of: "\"seed\":", with: "\"seed\":1")
    lines += [lines[0], other, "{", "", lines[9]]
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let reading = LineCollector(TallyPlan(survey))
    try reading.read(.bytes(bytes, name: "lines"))
    try withStore { store in
        let report = try store.collect(.bytes(bytes, name: "lines"), of: survey, at: now)
        #expect(report.counts == CollectionCounts(taken: 2_300, known: 2, conflicts: 1, rejected: 1))
        #expect(report.counts == reading.counts)
        #expect(Set(report.findings) == Set(reading.findings))
        let entries = try store.tallies(ofSurvey: survey.name, structure: survey.structure)
        #expect(try Tallies(plan: TallyPlan(survey), entries: entries) == reading.tallies)
        let again = try store.collect(.bytes(bytes, name: "lines"), of: survey, at: now)
        #expect(again.counts == CollectionCounts(taken: 0, known: 2_302, conflicts: 1, rejected: 1))
        #expect(try store.tallies(ofSurvey: survey.name, structure: survey.structure) == entries)
    }
}

@Test func `a source that cannot be read changes nothing in the store`() throws {
    try withStore { store in
        #expect(throws: ReadingFault.self) {
            try store.collect(.file("/nowhere/at/all"), of: survey, at: now)
        }
        let count = try store.responseCount()
        #expect(count == 0)
    }
}
