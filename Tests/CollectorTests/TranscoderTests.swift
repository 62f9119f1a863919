import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector

/// The fast transcoder against the plain one, on the same bytes.
@Suite("The transcoder agrees with a plain one")
struct TranscoderTests {
    struct Outcome {
        var lines = 0
        var faults = 0
    }

    private func compare(
        _ survey: Survey, header: String, rows: [[UInt8]], _ map: CSVMap, lineEnd: String = "\n", seed: UInt64
    ) throws -> Outcome {
        let body = rows.joined(separator: Array(lineEnd.utf8))
        let bytes = Array((header + lineEnd).utf8) + body
        let source = LineSource.bytes(Array(bytes), name: "old.csv")
        let reading = try CSVReading(source, of: survey, map: map)
        let plain = PlainTranscoder(plan: reading.layout.plan, survey: survey)
        let records = plain.records(Array(body))
        let stream = try CSVLineStream(source, of: survey, map: map)
        var outcome = Outcome()
        for record in records {
            let line = try #require(try stream.next(), "seed \(seed): fewer lines than records")
            #expect(line.number == record.number + 1, "seed \(seed)")
            let expected = record.cells.flatMap { plain.line($0) }
            // Behind the id.
            let mark = Array(",\"survey\":".utf8)
            let rest = line.bytes.firstRange(of: mark).map { Array(line.bytes[($0.lowerBound + 1)...]) } ?? []
            if let expected {
                outcome.lines += 1
                guard rest != expected else { continue }
                // Bytes that are no UTF-8 went through a text in the plain one.
                #expect(
                    String(decoding: rest, as: UTF8.self) == String(decoding: expected, as: UTF8.self),
                    "seed \(seed), line \(line.number): \(line.fault?.message ?? "")")
            } else {
                outcome.faults += 1
                #expect(
                    line.fault != nil,
                    "seed \(seed), line \(line.number): \(String(decoding: line.bytes, as: UTF8.self))")
            }
        }
        #expect(try stream.next() == nil, "seed \(seed): more lines than records")
        return outcome
    }

    private func rows(_ whole: [[UInt8]], _ tables: inout GeneratedTables, count: Int) -> [[UInt8]] {
        (0..<count).map { _ in
            tables.numbers.chance(0.3)
                ? whole.randomElement(using: &tables.numbers) ?? [] : tables.damaged(whole)
        }
    }

    static let count = UInt64(ProcessInfo.processInfo.environment["SONDEO_LONG"].flatMap { UInt64($0) } ?? 6)

    @Test(arguments: 0..<count)
    func `on tables of ours`(_ seed: UInt64) throws {
        let survey = [Sample.serviceLoyalty, OddSurvey.survey, Sample.wholeLanguage][Int(seed % 3)]
        var generated = GeneratedResponses(survey, seed: seed)
        let table = GeneratedTables.ours(survey, (0..<60).map { _ in generated.next() })
        var tables = GeneratedTables(survey, seed: seed)
        var map = CSVMap()
        map.isSpreadsheetSafe = seed % 2 == 0
        let whole = table.rows.map { Array($0.utf8) }
        let clean = try compare(survey, header: table.header, rows: whole, map, seed: seed)
        #expect(clean.faults == 0)
        let outcome = try compare(
            survey, header: table.header, rows: rows(whole, &tables, count: 300), map,
            lineEnd: seed % 4 == 0 ? "\r\n" : "\n", seed: seed)
        #expect(outcome.lines > 20 && outcome.faults > 20)
    }

    @Test(arguments: 0..<count)
    func `on foreign tables with a map`(_ seed: UInt64) throws {
        let survey = Sample.serviceLoyalty
        var tables = GeneratedTables(survey, seed: seed)
        var text = GeneratedTables.foreign
        if seed % 2 == 0 {
            // Ids are made of what rows say.
            text = text.replacingOccurrences(of: "response:key", with: "station")
                .replacingOccurrences(of: "value station = old-crm", with: "")
        }
        let map = try CSVMap(Array(text.utf8), name: "crm.map")
        let whole = (0..<300).map { _ in Array(tables.foreignRow().utf8) }
        let outcome = try compare(
            survey, header: GeneratedTables.foreignHeader, rows: whole + rows(whole, &tables, count: 300),
            map,
            lineEnd: seed % 4 == 0 ? "\r\n" : "\n", seed: seed)
        #expect(outcome.lines > 20 && outcome.faults > 20)
    }
}
