import Foundation
import Interchange
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

@Suite("A survey back from XML")
struct SurveyXMLReadingTests {
    private func xml(_ survey: Survey) throws -> [UInt8] {
        let output = MemoryOutput()
        try survey.writeXML(to: output)
        return output.bytes
    }

    private func comesBack(_ survey: Survey, _ name: String) throws {
        let bytes = try xml(survey)
        let read: Survey
        do { read = try Survey(parsingXML: bytes) } catch {
            Issue.record("\(name): \(error)")
            return
        }
        #expect(read == survey, "\(name)")
        #expect(try xml(read) == bytes, "\(name)")
    }

    @Test func `samples come back to the byte`() throws {
        try comesBack(Sample.serviceLoyalty, "service loyalty")
        try comesBack(Sample.everything, "everything")
        try comesBack(Sample.wholeLanguage, "whole language")
    }

    @Test(arguments: 1...60)
    func `a generated survey comes back to the byte`(seed: Int) throws {
        try comesBack(SurveyGenerator.survey(seed: UInt64(seed)), "seed \(seed)")
    }

    @Test(arguments: 0..<40)
    func `a compiled random survey comes back to the byte`(seed: UInt64) throws {
        let text = RandomSurveyText.text(seed: seed, size: 12)
        let survey = try #require(compile(SourceFile(name: "random.survey", text: text)).survey)
        try comesBack(survey, "seed \(seed)")
    }

    private func fault(_ text: String) -> String {
        do {
            _ = try Survey(parsingXML: Array(text.utf8))
            return "no fault"
        } catch { return "\(error)" }
    }

    @Test func `what is wrong is told with its line and element`() throws {
        let text = String(decoding: try xml(Sample.serviceLoyalty), as: UTF8.self)
        #expect(fault("").contains("no element"))
        #expect(fault("<survey/>").contains("in no namespace"))
        // Whatever it holds is not kept.
        let unknown = "<pages>" + String(repeating: "<a/>", count: 1_000) + "</pages></survey>"
        #expect(
            fault("<survey xmlns=\"urn:sondeo:survey:1\">\n" + unknown)
                == "line 2, <survey>: <pages>: a compiled survey has no such section")
        #expect(fault("<!DOCTYPE survey [<!ENTITY a 'a'>]>\n" + text).contains("DOCTYPE"))
        #expect(
            fault(text.replacing("<source", with: "<source>&who;</source><source", maxReplacements: 1))
                .contains("line"))
        #expect(fault(text.replacing("kind=\"nps\"", with: "kind=\"npz\"")).contains("<question>"))
        #expect(fault(text.replacing("kind=\"nps\"", with: "kind=\"npz\"")).contains("npz"))
        #expect(fault(text.replacing("</questions>", with: "")).hasPrefix("line "))
        #expect(fault(text.replacing("<questions>", with: "<questions>Hello")).contains("<questions>"))
        #expect(fault(text.replacing("role=\"given\"", with: "role=\"taken\"")).contains("<variable>"))
        let deep = String(repeating: "<operation op=\"not\">", count: 100_000)
        #expect(
            fault(text.replacing("<literal", with: deep + "<literal", maxReplacements: 1)).contains("deep"))
    }

    @Test func `damaged documents are refused or read, and never more`() throws {
        var random = Seeded(20_261_122)
        let sample = try xml(Sample.serviceLoyalty)
        var refused = 0
        for _ in 0..<400 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: place)
                default:
                    let end = min(bytes.count, place + Int.random(in: 1...60, using: &random))
                    bytes.removeSubrange(place..<end)
                }
            }
            do {
                let survey = try Survey(parsingXML: bytes)
                #expect(try Survey(json: survey.json) == survey)
            } catch {
                refused += 1
                #expect(error.description.hasPrefix("line "), "\(error)")
            }
        }
        #expect(refused > 200)
    }
}
