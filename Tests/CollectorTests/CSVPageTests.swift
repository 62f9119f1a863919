import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector

/// What the documentation says of CSV is what the program does.
@Suite("CSV in the documentation")
struct CSVPageTests {
    private func page(_ name: String) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Documentation").appending(path: name)
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test func `the map in Formats.md is followed`() throws {
        let page = try page("Formats.md")
        let start = try #require(page.range(of: "// crm-2019.map"))
        let end = try #require(page.range(of: "```", range: start.upperBound..<page.endIndex))
        let map = try CSVMap(Array(page[start.lowerBound..<end.lowerBound].utf8), name: "crm-2019.map")
        let text = """
            Kundnr;Rekommendera?;Kanal;Brister;Service bra?;Datum;Språk;Intern anteckning
            17;4;Butik;unclear/empathy;5;01.03.2019 14:30;SV;ring upp
            18;10;Telefon;;99;2.3.2019 9:05;EN;
            19;10;Telefon;;4;02.03.2019 09:05;EN;
            """
        // As the map says, in Windows-1252: each letter of these is one byte.
        let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        let lines = try CSVLineStream(.bytes(bytes, name: "crm.csv"), of: Sample.serviceLoyalty, map: map)
        let first = String(decoding: try #require(try lines.next()).bytes, as: UTF8.self)
        #expect(
            first.contains(
                #""locale":"sv","station":"old-crm","channel":"import","seed":0,"started":"2019-03-01T13:30:00.000Z","ended""#
            ))
        #expect(
            first.hasSuffix(
                #""answers":{"branch":"malmo-01","channel":"store","quality.reliable":5,"recommend":4,"#
                    + #""failings":["empathy","unclear"]},"missing":{}}"#))
        #expect(try lines.next()?.fault?.message.hasPrefix("column \"Datum\" must be a time") == true)
        let last = String(decoding: try #require(try lines.next()).bytes, as: UTF8.self)
        #expect(last.hasSuffix(#""channel":"phone","quality.reliable":4,"recommend":10},"missing":{}}"#))
    }

    @Test func `the messages in Collecting.md are those of the program`() throws {
        let page = try page("Collecting.md")
        let collector = LineCollector(TallyPlan(Sample.serviceLoyalty), threads: 1)
        let map = "value started = 2019-03-01 column \"Betyg\" -> overall column \"Kanal\" -> channel"
        let rows = "branch,Betyg,Kanal,recommend,ease\nx,4,store,1,1\n\nx,9,store,1,1\nx,4,stoer,1,1\nx,4\n"
        try collector.read(
            csv: .bytes(Array(rows.utf8), name: "old.csv"), map: CSVMap(Array(map.utf8), name: "m"))
        #expect(collector.findings.count == 3)
        for finding in collector.findings {
            #expect(page.contains("\n" + finding.text + "\n"), "\(finding.text)")
        }
    }
}
