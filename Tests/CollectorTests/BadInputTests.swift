import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Collector
@testable import ResponseStore

private let survey = Sample.serviceLoyalty
private let now = Timestamp(milliseconds: 1_795_000_000_000)

private func line(seed: UInt64 = 1, _ change: (inout Response) -> Void = { _ in }) -> String {
    var generated = GeneratedResponses(survey, seed: seed)
    var response = generated.next()
    change(&response)
    return response.line(of: survey)
}

/// What becomes of one text, collected into a store that knows the survey.
private func collected(
    _ text: [UInt8], of surveys: [Survey] = [survey]
) throws -> (report: CollectionReport, rejected: [[UInt8]]) {
    var result: (CollectionReport, [[UInt8]])?
    try withStore(of: surveys) { store in
        var rejected: [[UInt8]] = []
        let report = try StoreCollector(store, at: now, report: { rejected.append(Array($1)) }).read(
            .bytes(text, name: "in"))
        #expect(try store.verify().isSound)
        #expect(try store.responseCount() == report.counts.taken)
        result = (report, rejected)
    }
    return try #require(result)
}

@Test func `half a line at the end is rejected, and is complete when it is sent again`() throws {
    let whole = line()
    let other = line(seed: 2)
    try withStore { store in
        let half = Array((whole + "\n" + other.prefix(200)).utf8)
        let first = try store.collect(.bytes(half, name: "in"), at: now)
        #expect(first.counts == CollectionCounts(taken: 1, rejected: 1))
        let second = try store.collect(.bytes(Array((whole + "\n" + other).utf8), name: "in"), at: now)
        #expect(second.counts == CollectionCounts(taken: 1, known: 1))
    }
}

@Test func `a line with a NUL is rejected byte for byte`() throws {
    let nul = Array(line(seed: 2).utf8).flatMap { $0 == UInt8(ascii: ":") ? [$0, 0] : [$0] }
    let (report, rejected) = try collected(Array((line() + "\n").utf8) + nul + [0x0A, 0, 0, 0x0A])
    #expect(report.counts == CollectionCounts(taken: 1, rejected: 2))
    #expect(rejected == [nul, [0, 0]])
}

@Test func `a clock in 1970 is a clock, and the response is taken`() throws {
    let early = line {
        $0.started = Timestamp(milliseconds: 0)
        $0.ended = Timestamp(milliseconds: 61_000)
    }
    let report = try collected(Array(early.utf8)).report
    #expect(report.counts == CollectionCounts(taken: 1))
}

@Test func `a line over 16 MiB is rejected without being held, and those around it are taken`() throws {
    let bytes =
        Array((line() + "\n{\"").utf8) + [UInt8](repeating: 0x61, count: 17 << 20)
        + Array(("\n" + line(seed: 2) + "\n").utf8)
    let (report, rejected) = try collected(bytes)
    #expect(report.counts == CollectionCounts(taken: 2, rejected: 1))
    #expect(report.findings.map(\.text) == ["in:2: the line is longer than 16 MiB"])
    #expect(rejected == [[]])
}

@Test
func `a value outside of its domain, an unknown option and a key twice are each rejected with the reason`()
    throws
{
    func broken(_ find: String, _ replacement: String) throws -> String {
        var generated = GeneratedResponses(survey, seed: 5)
        generated.answered = 1
        let line = generated.next().line(of: survey)
        let range = try #require(line.range(of: find, options: .regularExpression))
        return line.replacingCharacters(in: range, with: replacement)
    }
    let cases: [(String, String, String)] = [
        ("\"recommend\":[0-9]+", "\"recommend\":11", "must be a whole number from 0 to 10"),
        ("\"recommend\":[0-9]+", "\"recommend\":\"ten\"", "must be a whole number from 0 to 10"),
        ("\"recommend\":[0-9]+", "\"recommended\":9", "is not a variable of the survey"),
        ("\"recommend\":[0-9]+", "\"recommend\":9,\"recommend\":9", "twice"),
        ("\"failings\":\\[\"", "\"failings\":[\"nowhere\",\"", "its options only"),
    ]
    for (find, replacement, reason) in cases {
        let text = try broken(find, replacement)
        let (report, rejected) = try collected(Array(text.utf8))
        #expect(report.counts == CollectionCounts(rejected: 1), "\(replacement)")
        #expect(report.findings.first?.message.contains(reason) == true, "\(report.findings)")
        #expect(rejected == [Array(text.utf8)])
    }
}

@Test func `an unknown version is rejected with those that are known`() throws {
    var second = survey
    second.version = 2
    second.structure = "sha256:" + String(repeating: "2", count: 64)
    let third = line {
        $0.version = 3
        $0.structure = "sha256:" + String(repeating: "3", count: 64)
    }
    let spaced = third.replacingOccurrences(of: "\",\"", with: "\", \"")
    for text in [third, spaced] {
        let report = try collected(Array(text.utf8), of: [survey, second]).report
        #expect(
            report.findings.map(\.text) == [
                "in:1: it answers version 3 of service_loyalty, and the store knows 1 and 2; give --survey of version 3"
            ])
    }
    let other = line { $0.structure = "sha256:" + String(repeating: "3", count: 64) }
    let report = try collected(Array(other.utf8), of: [survey, second]).report
    #expect(
        report.findings.first?.message.contains("version 1 of service_loyalty on another structure") == true)
    let stranger = line { $0.survey = "cafe" }
    let strange = try collected(Array(stranger.utf8), of: [survey, second]).report
    #expect(strange.findings.map(\.message) == ["it answers the survey \"cafe\", not \"service_loyalty\""])
}

@Test func `a later version of a known structure is taken`() throws {
    let report = try collected(Array(line { $0.version = 7 }.utf8)).report
    #expect(report.counts == CollectionCounts(taken: 1))
}

@Test func `nothing, empty lines and a byte order mark are no lines`() throws {
    for text in ["", "\n", " \t\r\n\n", "\u{FEFF}", "\u{FEFF}\r\n"] {
        #expect(try collected(Array(text.utf8)).report.counts == CollectionCounts())
    }
    let marked = Array(("\u{FEFF}" + line() + "\r\n").utf8)
    #expect(try collected(marked).report.counts == CollectionCounts(taken: 1))
}

@Test func `what the report throws ends the reading, and what was taken before stays`() throws {
    struct Enough: Error {}
    try withStore { store in
        let bytes = Array((line() + "\n{\n").utf8)
        let collector = try StoreCollector(store, at: now, report: { _, _ in throw Enough() })
        #expect(throws: Enough.self) { try collector.read(.bytes(bytes, name: "in")) }
        let count = try store.responseCount()
        #expect(count == 1)
    }
}

@Test func `folders are looked into by name, and what is no source is said`() throws {
    try withFolder { folder in
        func put(_ name: String, _ text: String = "{}\n") throws {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        for name in [
            "b.jsonl", "a.ndjson", "c.CSV", "notes.txt", ".hidden.jsonl", "sub/d.jsonl", "answers.db-wal",
        ] {
            try put(name)
        }
        try put("kiosk", "SQLite format 3\0")
        try put("out.jsonl")
        // A folder in itself, by a link, and a link to nothing.
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "sub/loop"), withDestinationURL: folder)
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "gone.jsonl"), withDestinationURL: folder.appending(path: "nowhere"))
        let deep = "deep/" + String(repeating: "x/", count: 20) + "e.jsonl"
        try put(deep)
        let found = try FoundSources([folder.path], excluding: [folder.appending(path: "out.jsonl").path])
        func relative(_ path: String) -> String { String(path.dropFirst(folder.path.count + 1)) }
        #expect(
            found.sources.map { relative($0.path) } == [
                "a.ndjson", "b.jsonl", "c.CSV", "kiosk", "sub/d.jsonl",
            ])
        #expect(found.sources.map(\.kind) == [.lines, .lines, .csv, .store, .lines])
        let skipped = Dictionary(
            uniqueKeysWithValues: found.skipped.map { (relative($0.path), $0.reason) })
        #expect(skipped["notes.txt"] == "it is neither *.jsonl, *.ndjson, *.csv, *.xml nor a store")
        #expect(skipped[".hidden.jsonl"] == "it is hidden")
        #expect(skipped["sub/loop"] == "it is a folder that was looked into already")
        #expect(skipped["out.jsonl"] == "it is written to")
        #expect(skipped["gone.jsonl"] == "No such file or directory")
        #expect(found.skipped.filter(\.isFault).count == 2)
        #expect(skipped.values.contains("it is deeper than 16 folders"))
        #expect(throws: ReadingFault.self) { try FoundSources([folder.path + "/nowhere"]) }
    }
}
