import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector
@testable import ResponseStore

private let survey = Sample.serviceLoyalty
private let now = Timestamp(milliseconds: 1_795_000_000_000)

/// Versions 1 and 2 of one structure, version 3 of another, and another survey.
private let versions: [Survey] = {
    var second = survey
    second.version = 2
    var third = Sample.serviceLoyalty
    third.version = 3
    third.structure = "sha256:" + String(repeating: "3", count: 64)
    return [survey, second, third, Sample.wholeLanguage]
}()

/// A folder that is there for a test.
func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}

func withStore(of surveys: [Survey] = [survey], _ body: (Store) throws -> Void) throws {
    try withFolder { folder in
        let store = try Store(opening: folder.appending(path: "answers.db").path, mode: .create)
        for survey in surveys { try store.register(survey, at: now) }
        try body(store)
    }
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
        let report = try store.collect(.bytes(bytes, name: "lines"), at: now)
        #expect(report.counts == CollectionCounts(taken: 2_300, known: 2, conflicts: 1, rejected: 1))
        #expect(report.counts == reading.counts)
        #expect(report.findings == reading.findings)
        let entries = try store.tallies(ofSurvey: survey.name, structure: survey.structure)
        #expect(try Tallies(plan: TallyPlan(survey), entries: entries) == reading.tallies)
        let again = try store.collect(.bytes(bytes, name: "lines"), at: now)
        #expect(again.counts == CollectionCounts(taken: 0, known: 2_302, conflicts: 1, rejected: 1))
        #expect(try store.tallies(ofSurvey: survey.name, structure: survey.structure) == entries)
        let verified = try store.verify()
        #expect(verified.isSound && verified.responses == 2_300)
    }
}

/// Whole, repeated, conflicting and damaged lines of several versions and surveys, mixed.
private func mixture(_ count: Int, seed: UInt64) -> [[UInt8]] {
    var numbers = Seeded(seed)
    let whole = versions.enumerated().map { place, survey in
        var generated = GeneratedResponses(survey, seed: seed &+ UInt64(place))
        generated.answered = 0.7
        return (0..<max(1, count / 8)).map { _ -> [UInt8] in
            var response = generated.next()
            response.version = survey.version
            return Array(response.line(of: survey).utf8)
        }
    }
    return (0..<count).map { _ in
        let lines = whole[Int.random(in: whole.indices, using: &numbers)]
        return numbers.chance(0.6)
            ? lines.randomElement(using: &numbers) ?? [] : Damage.one(of: lines, &numbers)
    }
}

/// How many lines the comparison has: `SONDEO_COLLECTED_LINES=1000000` for the long version.
private let compared =
    ProcessInfo.processInfo.environment["SONDEO_COLLECTED_LINES"].flatMap { Int($0) } ?? 2_000

@Test(arguments: [1, 2])
func `collecting in bulk stores what one line after the other stores`(seed: UInt64) throws {
    let lines = mixture(compared, seed: seed)
    let bytes = Array(lines.joined(separator: [0x0A]))
    try withStore(of: versions) { slow in
        var reading = try SlowCollection(slow, at: now)
        try reading.read(bytes, named: "lines")
        try withStore(of: versions) { bulk in
            var rejected: [[UInt8]] = []
            let collector = try StoreCollector(
                bulk, at: now, kept: 0, report: { rejected.append(Array($1)) })
            let report = try collector.read(.bytes(bytes, name: "lines"))
            #expect(report.counts == reading.counts)
            #expect(rejected == reading.rejected)
            #expect(try bulk.dump() == slow.dump())
            #expect(try bulk.verify().isSound)
            #expect(report.counts.taken > compared / 4 && report.counts.rejected > compared / 20)
            #expect(report.counts.known > compared / 10 && report.counts.conflicts > compared / 100)
        }
    }
}

@Test func `collecting in parts, again and with any number of threads ends in the same store`() throws {
    let lines = mixture(1_500, seed: 9)
    let bytes = Array(lines.joined(separator: [0x0A]))
    try withStore(of: versions) { once in
        _ = try once.collect(.bytes(bytes, name: "lines"), at: now)
        for threads in [1, 3] {
            try withStore(of: versions) { store in
                for part in [lines[..<400], lines[200..<1_000], lines[800...], lines[...]] {
                    let bytes = Array(part.joined(separator: [0x0A]))
                    _ = try StoreCollector(store, at: now, threads: threads).read(
                        .bytes(bytes, name: "lines"))
                }
                #expect(try store.dump(withArrival: true) == once.dump(withArrival: true))
            }
        }
    }
}

@Test func `what the fast reader calls canonical is just what our writers write`() throws {
    var numbers = Seeded(17)
    for survey in [Sample.serviceLoyalty, OddSurvey.survey, Sample.wholeLanguage] {
        let layout = LineLayout(TallyPlan(survey))
        let parser = LineParser(layout, ContentHash())
        parser.reserve(1 << 16)
        let buffer = ChunkBuffer(capacity: 1 << 16)
        var generated = GeneratedResponses(survey, seed: 8)
        generated.answered = 0.6
        let whole = (0..<200).map { _ in Array(generated.next().line(of: survey).utf8) }
        var canonical = 0
        var other = 0
        for turn in 0..<4_000 {
            let line = turn < whole.count ? whole[turn] : Damage.one(of: whole, &numbers)
            buffer.count = 0
            line.withUnsafeBufferPointer { bytes in
                if let start = bytes.baseAddress { buffer.append(start, bytes.count) }
            }
            buffer.seal()
            var end = UnsafePointer(buffer.start)
            guard case .response = parser.read(end, end: &end) else { continue }
            let response = try Response(line: line, of: survey, index: layout.index)
            let written = Array(response.line(of: survey).utf8)
            #expect(
                parser.head.pointee.isCanonical == (written == line),
                "\(String(decoding: line, as: UTF8.self))")
            #expect(parser.head.pointee.started == response.started.milliseconds)
            #expect(parser.head.pointee.ended == response.ended.milliseconds)
            if written == line { canonical += 1 } else { other += 1 }
        }
        #expect(canonical > 300 && other > 50)
    }
}

@Test func `a source that cannot be read changes nothing in the store`() throws {
    try withStore { store in
        #expect(throws: ReadingFault.self) { try store.collect(.file("/nowhere/at/all"), at: now) }
        let count = try store.responseCount()
        #expect(count == 0)
    }
}
