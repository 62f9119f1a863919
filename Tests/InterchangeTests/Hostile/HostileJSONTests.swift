import Foundation
import Interchange
import ProcessorTime
import SampleSurveys
import SurveyModel
import Testing

@Suite("JSON that means harm")
struct HostileJSONTests {
    private func said(_ bytes: [UInt8], exponents: Bool = false) -> String? {
        do {
            _ = try JSONValue(parsing: bytes, allowsExponents: exponents)
            return nil
        } catch { return error.message }
    }

    private func said(_ text: String, exponents: Bool = false) -> String? {
        said(Array(text.utf8), exponents: exponents)
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":["]) func `depth is refused early`(over: String) {
        let time = processorTime {
            #expect(
                said(String(repeating: over, count: 100_000))?.contains("nested more than 640 deep") == true)
        }
        #expect(time < .seconds(2))
    }

    @Test func `more values than a document may have are refused before they are kept`() {
        func values(_ text: String, limit: Int) -> String? {
            do {
                _ = try JSONValue(file: Array(text.utf8), limit: limit)
                return nil
            } catch { return error.message }
        }
        #expect(values("[[],{\"a\":1},[2]]", limit: 6) == nil)
        #expect(values("[[],{\"a\":1},[2]]", limit: 5) == "there are more than 5 values")
        let time = processorTime {
            #expect(values("[" + String(repeating: "[],", count: 2_000_000), limit: 1_000) != nil)
        }
        #expect(time < .seconds(5))
    }

    @Test func `many keys are read in time that grows with their number`() {
        let keys = (0..<50_000).map { "\"k\($0)\":0" }.joined(separator: ",")
        let time = processorTime {
            #expect(said("{\(keys)}") == nil)
            #expect(said("{\(keys),\"k0\":1}") == "the key \"k0\" stands here twice")
        }
        #expect(time < .seconds(10))
    }

    @Test(arguments: [
        ("{\"a\":1,\"a\":1}", "stands here twice"), ("{\"a\":1,\"\\u0061\":2}", "stands here twice"),
        // Two ways to write one letter, which readers may take for one.
        ("{\"\u{E9}\":1,\"e\u{301}\":2}", "stands here twice"),
        ("[{\"a\":{\"b\":1,\"b\":2}}]", "stands here twice"),
        ("\"\\ud800\"", "surrogate"), ("\"\\udc00\"", "surrogate"), ("\"\\ud800\\ud800\"", "surrogate"),
        ("\"\\ud83d\\u0041\"", "surrogate"), ("\u{FEFF}{}", "byte order mark"),
        ("{}\u{FEFF}", "expected the end"),
        ("1e400", "without an exponent"), ("NaN", "expected a value"), ("-Infinity", "expected a digit"),
        ("0x10", "expected the end"),
        ("1.", "expected a digit"), ("-", "expected a digit"), ("00", "begin with 0"),
        ("{\"a\":1,}", "expected a key"),
        ("[1 2]", "expected ','"), ("// c\n{}", "expected a value"), ("'a'", "expected a value"),
        ("\"a\nb\"", "must be escaped"),
        ("\"\u{0}\"", "must be escaped"), ("\"\\x41\"", "no escape"), ("\"\\u00g1\"", "hexadecimal"),
        ("", "the end"),
        ("{}{}", "expected the end"), ("\u{A0}{}", "expected a value"),
    ])
    func `what is no JSON is refused with a reason`(text: String, reason: String) {
        #expect(said(text)?.contains(reason) == true, "\(said(text) ?? "taken")")
    }

    @Test func `bytes of another encoding are refused with a reason`() {
        #expect(said([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00])?.contains("UTF-16") == true)
        #expect(said([0xFE, 0xFF, 0x00, 0x7B, 0x00, 0x7D])?.contains("UTF-16") == true)
        #expect(said([0x22, 0xC0, 0x80, 0x22])?.contains("UTF-8") == true)
        #expect(said([0x22, 0xED, 0xA0, 0x80, 0x22])?.contains("UTF-8") == true)
        #expect(said([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22])?.contains("UTF-8") == true)
    }

    @Test func `huge numbers are refused, in time that grows with their length`() {
        let time = processorTime {
            #expect(said(String(repeating: "9", count: 1_000_000))?.contains("38 digits") == true)
            #expect(
                said("0." + String(repeating: "0", count: 1_000_000) + "1")?.contains("38 digits") == true)
            #expect(
                said("1e" + String(repeating: "9", count: 100_000), exponents: true)?.contains("beyond")
                    == true)
            #expect(said("1e400", exponents: true)?.contains("beyond") == true)
        }
        #expect(time < .seconds(5))
        #expect(said("1e-400", exponents: true) == nil && said("1E+5", exponents: true) == nil)
        for damaged in ["1e", "1e+", "1e1.5", ".5e1", "1e 5"] {
            #expect(said(damaged, exponents: true) != nil)
        }
    }

    @Test func `a number with a point is no whole number, whatever stands behind the point`() throws {
        let whole = try JSONValue(parsing: "1".utf8)
        for text in ["1.0", "1.00", "-1.0", "0.0"] {
            let value = try JSONValue(parsing: text.utf8)
            #expect(value.int == nil && value.decimal != nil && value != whole)
            #expect(try JSONValue(parsing: value.compactText.utf8) == value)
        }
        #expect(whole.int == 1)
        let survey = Sample.serviceLoyalty
        let line = ResponseGenerator.responses(survey, count: 1, seed: 3)[0].line(of: survey)
        func problem(_ right: String, _ wrong: String) throws -> String? {
            try #require(line.contains(right), "\(right) is not in \(line)")
            do {
                _ = try Response(
                    line: line.replacing(right, with: wrong).utf8, of: survey, index: survey.variableIndex)
                return nil
            } catch { return error.message }
        }
        #expect(
            try problem("\"version\":\(survey.version)", "\"version\":\(survey.version).0")?.contains(
                "\"version\"") == true)
        let seed = try #require(line.firstMatch(of: /"seed":\d+/)).0
        #expect(try problem(String(seed), seed + ".0")?.contains("\"seed\"") == true)
        let document = Sample.serviceLoyalty.json.compactText
        #expect(throws: SurveyFault.self) {
            try Survey(
                parsingJSON: document.replacing("\"formatVersion\":1", with: "\"formatVersion\":1.0").utf8)
        }
    }

    @Test func `every schema refuses deep, wide and endless documents in time`()
        throws
    {
        for name in JSONSchema.shippedNames {
            let schema = try JSONSchema.shipped(name)
            let deep = String(repeating: "{\"of\":[", count: 300) + String(repeating: "]}", count: 300)
            let wide = "{" + (0..<20_000).map { "\"k\($0)\":null" }.joined(separator: ",") + "}"
            for text in [deep, wide, "[" + String(repeating: "{},", count: 20_000) + "0]"] {
                let document = try JSONValue(parsing: text.utf8)
                let time = processorTime {
                    #expect(schema.faults(in: document, limit: 20).count > 0)
                }
                #expect(time < .seconds(5), "\(name): \(time)")
            }
        }
    }
}
