import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Collector
@testable import ResponseStore

private let survey = Sample.serviceLoyalty
private let now = Timestamp(milliseconds: 1_795_000_000_000)

/// Rows of which some are equal, some have line breaks, some are wrong, and some are read by the strict reader only.
private func table(_ count: Int, seed: UInt64) -> [String] {
    var numbers = Seeded(seed)
    return (0..<count).map { _ in
        let score = numbers.chance(0.05) ? "11" : String(Int.random(in: 0...10, using: &numbers))
        let text = [
            "", "fine", "\"two\nlines\"", "\"καλά — \(String(repeating: "ö", count: 300))\"", "\"open",
        ]
        let words = text[numbers.chance(0.02) ? 4 : Int.random(in: 0..<4, using: &numbers)]
        let more = numbers.chance(0.03) ? ",too many" : ""
        return "\(score),\(words)\(more)"
    }
}

@Test(arguments: [1, 2, 3])
func `rows of CSV collected in bulk store what the lines made of them store`(threads: Int) throws {
    // A quote that is opened and not closed makes one record of all that follows, so it comes last.
    let rows = table(3_000, seed: 4).filter { !$0.contains("\"open") }
    let text = (["recommend,why"] + rows).joined(separator: "\r\n")
    let map = try CSVMap(Array("value started = 2019-03-01\n".utf8), name: "old.map")
    let source = LineSource.bytes(Array(text.utf8), name: "old.csv")
    try withStore { slow in
        var counts = CollectionCounts()
        var faults: [LineFinding] = []
        var responses: [Response] = []
        try source.forEachResponse(ofCSV: map, to: survey, report: { faults.append($0) }) {
            responses.append($0)
        }
        for receipt in try slow.take(responses, from: "old.csv", at: now) {
            counts.taken += receipt == .taken ? 1 : 0
            counts.known += receipt == .known ? 1 : 0
        }
        counts.rejected = faults.count
        try withStore { bulk in
            var rejected: [String] = []
            let collector = try StoreCollector(
                bulk, at: now, kept: 10_000, threads: threads,
                report: { rejected.append(String(decoding: $1, as: UTF8.self)) })
            let report = try collector.read(csv: source, of: survey, map: map)
            #expect(report.counts == counts)
            #expect(counts.taken > 2_500 && counts.rejected > 150)
            #expect(report.findings == faults)
            #expect(rejected.count == faults.count && rejected.allSatisfy { rows.contains($0) })
            #expect(try bulk.dump() == slow.dump())
            #expect(try bulk.verify().isSound)
            // Equal rows are respondents of their own, and the file again is the same file.
            let again = try collector.read(csv: source, of: survey, map: map)
            #expect(again.counts == CollectionCounts(known: counts.taken, rejected: counts.rejected))
        }
    }
}

@Test func `a header that does not fit is said before anything is taken`() throws {
    try withStore { store in
        let collector = try StoreCollector(store, at: now)
        #expect(throws: CSVFault.self) {
            try collector.read(csv: .bytes(Array("nothing,why\n1,fine\n".utf8), name: "old.csv"), of: survey)
        }
        let count = try store.responseCount()
        #expect(count == 0)
    }
}
