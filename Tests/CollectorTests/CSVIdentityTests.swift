import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector

@Suite("Ids of imported rows")
struct CSVIdentityTests {
    private let survey = Sample.serviceLoyalty

    private func ids(_ text: String, _ map: String) throws -> [String] {
        let stream = try CSVLineStream(
            .bytes(Array(text.utf8), name: "old.csv"), of: survey, map: CSVMap(Array(map.utf8), name: "m.map")
        )
        var ids: [String] = []
        while let line = try stream.next() {
            ids.append(String(decoding: line.bytes[13..<49], as: UTF8.self))
        }
        return ids
    }

    private let map = "column \"t\" -> started\nignore \"i\""

    @Test func `are the same for ever`() throws {
        let found = try ids("t,overall,i\n2019-03-01,4,a\n2019-03-01,5,b\n2019-03-01,4,c\n", map)
        #expect(found.allSatisfy(Response.isUUIDv7))
        #expect(found.allSatisfy { $0.hasPrefix("01693") })
        #expect(
            found == [
                "0169368c-f000-7670-b05f-232997687af7", "0169368c-f000-7685-80a6-927fa4b82285",
                "0169368c-f000-7e62-8d0b-1057fc9baa67",
            ])
        let keyed = try ids("k,t,overall\n1,2019-03-01,4\n", map + "\ncolumn \"k\" -> response:key")
        #expect(keyed == ["00000000-0000-7224-8a89-b8497e824733"])
    }

    @Test func `do not depend on other rows, on quotes, or on the order of columns`() throws {
        let first = try ids("t,overall,i\n2019-03-01,4,a\n2019-03-02,5,b\n", map)
        let again = try ids(
            "overall;t;i\n3;2019-03-02;a\n\"5\";\"2019-03-02\";\n4;2019-03-01T00:00:00Z;b\n", map)
        #expect(Array(again.dropFirst().reversed()) == first)
    }

    @Test func `tell equal rows apart, and none doubles when a file is read again`() throws {
        let rows = (0..<1_500).map { "2019-03-0\($0 % 3 + 1),\($0 % 5 + 1),x" }
        let text = (["t,overall,i"] + rows).joined(separator: "\n")
        let found = try ids(text, map)
        #expect(Set(found).count == 1_500)
        let sorted = (["t,overall,i"] + rows.sorted()).joined(separator: "\n")
        #expect(try Set(ids(sorted, map)) == Set(found))
        for threads in [1, 2] {
            let collector = LineCollector(TallyPlan(survey), threads: threads)
            let csv = try CSVMap(Array(map.utf8), name: "m")
            try collector.read(csv: .bytes(Array(text.utf8), name: "a"), map: csv)
            #expect(collector.counts == CollectionCounts(taken: 1_500))
            try collector.read(csv: .bytes(Array(sorted.utf8), name: "b"), map: csv)
            #expect(collector.counts == CollectionCounts(taken: 1_500, known: 1_500))
            try collector.read(csv: .bytes(Array((sorted + "\n" + rows[0]).utf8), name: "c"), map: csv)
            #expect(collector.counts == CollectionCounts(taken: 1_501, known: 3_000))
        }
    }

    @Test func `made of a key show a changed row as a conflict`() throws {
        let collector = LineCollector(TallyPlan(survey))
        let csv = try CSVMap(
            Array("column \"k\" -> response:key\nvalue started = 2019-03-01".utf8), name: "m")
        try collector.read(
            csv: .bytes(Array("k,overall\n1,4\n2,4\n1,4\n 2 ,5\n,5\n".utf8), name: "a"), map: csv)
        #expect(collector.counts == CollectionCounts(taken: 2, known: 1, conflicts: 1, rejected: 1))
        #expect(collector.findings.map(\.line) == [5, 6])
        #expect(collector.findings.last?.message.contains("(response:key) is empty") == true)
    }
}
