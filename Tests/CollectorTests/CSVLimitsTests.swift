import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector

@Suite("Tables that were written to hurt")
struct CSVLimitsTests {
    private let survey = Sample.serviceLoyalty
    private let map = "value started = 2019-03-01"

    private func read(_ bytes: [UInt8]) throws -> LineCollector {
        let collector = LineCollector(TallyPlan(survey), threads: 2)
        try collector.read(csv: .bytes(bytes, name: "old.csv"), map: CSVMap(Array(map.utf8), name: "m"))
        return collector
    }

    @Test func `a quote that is not closed takes no memory, and is said with its line`() throws {
        let head = Array("overall,branch\n4,a\n5,\"x".utf8)
        // 17 MiB with a line break in each eight bytes.
        let rest = (0..<17 << 20).map { $0 & 7 == 0 ? 0x0A : UInt8(0x61) }
        let lines = 2 + rest.count / 8
        let collector = try read(head + rest + Array("\"\n4,b\n9,c\n".utf8))
        #expect(collector.counts == CollectionCounts(taken: 2, rejected: 2))
        // What follows the closing quote counts, and so do its lines.
        #expect(collector.findings.map(\.line) == [3, lines + 3])
        #expect(
            collector.findings[0].message.hasPrefix(
                "the record is longer than 16 MiB; a quote that is opened"))
    }

    @Test func `records of all sizes around those of chunks`() throws {
        var numbers = Seeded(1)
        var text = Array("overall,why\n".utf8)
        var lines: [Int] = []
        var line = 2
        for _ in 0..<60 {
            let isBad = numbers.chance(0.3)
            if isBad { lines.append(line) }
            text += Array((isBad ? "9,\"" : "4,\"").utf8)
            let size =
                Int.random(in: 0..<4, using: &numbers) == 0
                ? 200_000 : Int.random(in: 1...3_000, using: &numbers)
            for offset in 0..<size {
                let isBreak = isBad && offset % 97 == 96
                text += isBreak ? [0x0A] : offset % 13 == 12 ? [0x22, 0x22] : [0x2C]
                if isBreak { line += 1 }
            }
            text += Array("\"\r\n".utf8)
            line += 1
        }
        let collector = try read(text)
        #expect(collector.findings.prefix(lines.count).map(\.line).allSatisfy { $0 >= 2 && $0 < line })
        #expect(Set(lines.prefix(5)).isSubset(of: Set(collector.findings.map(\.line))))
        #expect(collector.counts.lines == 60)
    }

    @Test func `ten thousand columns`() throws {
        var survey = Survey(name: "wide", version: 1, language: "en", structure: "sha256:w")
        survey.scales = [Scale(name: "s", bounds: 0...9)]
        survey.variables = (0..<10_000).map {
            Variable(name: "v\($0)", role: .given(isOptional: true), domain: .point(ScaleID(0)))
        }
        let header = survey.variables.map(\.name).joined(separator: ",")
        let row = (0..<10_000).map { String($0 % 10) }.joined(separator: ",")
        let stream = try CSVLineStream(
            .bytes(Array("\(header)\n\(row)\n\(row),1\n".utf8), name: "wide.csv"), of: survey,
            map: CSVMap(Array(map.utf8), name: "m"))
        let line = try #require(try stream.next())
        #expect(
            String(decoding: line.bytes, as: UTF8.self).contains("\"v9998\":8,\"v9999\":9},\"missing\":{}}"))
        #expect(
            try stream.next()?.fault?.message.hasPrefix("it has 10001 cells, but the header has 10000")
                == true)
        do {
            _ = try CSVLineStream(
                .bytes(Array(header.replacingOccurrences(of: "v", with: "w").utf8), name: "wide.csv"),
                of: survey,
                map: CSVMap(Array(map.utf8), name: "m"))
            Issue.record("no column is a variable")
        } catch {
            #expect(error.problems.count == 21)
            #expect(error.problems.last?.message == "and 9980 more columns are no variables of wide")
        }
    }

    @Test func `zeros, half records and a file of quotes`() throws {
        #expect(try read(Array("overall,why\n4,a\u{0}b\n4".utf8)).counts == CollectionCounts(rejected: 2))
        let quotes = try read(Array("overall,why\n".utf8) + [UInt8](repeating: 0x22, count: 300_001))
        #expect(quotes.counts == CollectionCounts(rejected: 1))
        let empty = try read(
            Array("overall,why\n".utf8) + [UInt8](repeating: 0x0A, count: 300_000) + Array("9,a".utf8))
        #expect(empty.findings.map(\.line) == [300_002])
        let controls = try read(
            Array("overall,why\n4,\"".utf8) + [UInt8](repeating: 1, count: 4 << 20) + Array("\"\n5,a\n".utf8))
        #expect(controls.counts == CollectionCounts(taken: 1, rejected: 1))
    }
}
