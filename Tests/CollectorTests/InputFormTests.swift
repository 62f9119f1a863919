import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector

private let survey = Sample.serviceLoyalty
private let plan = TallyPlan(survey)
private let sample: [String] = {
    var generated = GeneratedResponses(survey, seed: 21)
    return (0..<5).map { _ in generated.next().line(of: survey) }
}()

private func collected(_ bytes: [UInt8]) throws -> LineCollector {
    let collector = LineCollector(plan)
    try collector.read(.bytes(bytes, name: "lines"))
    return collector
}

private func counts(_ text: String) throws -> CollectionCounts { try collected(Array(text.utf8)).counts }

@Test func `a last line without a line break counts, half a line does not`() throws {
    #expect(try counts(sample.joined(separator: "\n")).taken == 5)
    let half = try collected(Array((sample[0] + "\n" + sample[1].prefix(200)).utf8))
    #expect(half.counts == CollectionCounts(taken: 1, rejected: 1))
    #expect(half.findings.first?.line == 2)
}

@Test func `carriage returns, empty lines and a byte order mark at the beginning are no part of responses`()
    throws
{
    let text = "\u{FEFF}" + sample.joined(separator: "\r\n") + "\r\n\n  \n\t\r\n"
    #expect(try counts(text) == CollectionCounts(taken: 5))
    #expect(try counts("\n\n\n") == CollectionCounts())
    #expect(try counts("") == CollectionCounts())
    #expect(try counts("\u{FEFF}") == CollectionCounts())
    let later = try collected(Array((sample[0] + "\n\u{FEFF}" + sample[1]).utf8))
    #expect(later.counts == CollectionCounts(taken: 1, rejected: 1))
}

@Test func `a rejected line is reported with its line, its column and what was expected`() throws {
    let text =
        "\n\(sample[0])\n{\"response\":tru}\n\(sample[1])\n"
        + sample[2].replacingOccurrences(of: "\"survey\":\"service_loyalty\"", with: "\"survey\":\"other\"")
    let findings = try collected(Array(text.utf8)).findings
    #expect(findings.map(\.line) == [3, 5])
    #expect(findings.first?.text == "lines:3:16: expected true, but saw '}'")
    #expect(findings.last?.text == "lines:5: it answers the survey \"other\", not \"service_loyalty\"")
}

@Test func `zero bytes, control characters and bytes that are not UTF-8 reject their line only`() throws {
    for broken in [[0x00], [0xFF], [0xC0, 0x80], [0x1B], [0xE2, 0x82]] as [[UInt8]] {
        var bytes = Array((sample[0] + "\n").utf8)
        bytes += Array(sample[1].utf8).dropLast(1) + broken + [0x7D, 0x0A]
        bytes += Array(sample[2].utf8)
        #expect(try collected(bytes).counts == CollectionCounts(taken: 2, rejected: 1))
    }
}

@Test func `random bytes are rejected line by line and nothing breaks`() throws {
    var numbers = Seeded(31)
    for _ in 0..<200 {
        let bytes = (0..<Int.random(in: 0...600, using: &numbers)).map { _ in
            UInt8.random(in: .min ... .max, using: &numbers)
        }
        let lines = bytes.split(separator: 0x0A).filter {
            !$0.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
        }
        #expect(try collected(bytes).counts.rejected == lines.count)
    }
}

@Test func `a line over the limit is rejected and what follows counts`() throws {
    let long = [UInt8](repeating: 0x20, count: SharedReading.lineLimit + 5_000)
    var bytes = Array((sample[0] + "\n").utf8) + long + [0x0A]
    bytes += Array(sample[1].utf8)
    let result = try collected(bytes)
    #expect(result.counts == CollectionCounts(taken: 2, rejected: 1))
    #expect(
        result.findings.first?.line == 2 && result.findings.first?.message == "the line is longer than 16 MiB"
    )
    // A long line within the limit is read.
    let padded = sample[2].dropLast() + String(repeating: " ", count: 3 << 20) + "}\n" + sample[3]
    #expect(try counts(String(padded)) == CollectionCounts(taken: 2))
}

@Test func `a file is read as bytes are, a missing one and a folder are faults`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID().uuidString).jsonl").path
    try Data(sample.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let collector = LineCollector(plan)
    try collector.read(.file(path))
    #expect(collector.counts.taken == 5)
    let missing = #expect(throws: ReadingFault.self) { try collector.read(.file(path + ".not")) }
    #expect(missing?.errorNumber == 2 && missing?.message.contains(path + ".not") == true)
    #expect(throws: ReadingFault.self) {
        try collector.read(.file(FileManager.default.temporaryDirectory.path))
    }
    #expect(collector.counts.taken == 5)
}

@Test func `every finding reaches the report, the first are kept`() throws {
    final class Seen: @unchecked Sendable { var lines: [Int] = [] }
    let seen = Seen()
    let collector = LineCollector(plan, kept: 3) { seen.lines.append($0.line) }
    try collector.read(.bytes(Array(String(repeating: "?\n", count: 50).utf8), name: "lines"))
    #expect(seen.lines == Array(1...50))
    #expect(collector.findings.map(\.line) == [1, 2, 3])
    #expect(collector.counts.rejected == 50)
}
