import Foundation
import SampleSurveys
import SurveyModel
import Testing

@Suite struct JSONTests {
    @Test func readsWhatItWrites() throws {
        let text = #"{"a":[1,-2.5,0,true,false,null,"x\"\\\n\té\u0001 😀"],"b":{},"c":[]}"#
        let document = try JSONValue(parsing: Array(text.utf8))
        #expect(document.compactText == text)
        #expect(try JSONValue(parsing: Array(document.prettyText.utf8)) == document)
    }

    @Test func keepsTheOrderOfKeys() throws {
        #expect(try JSONValue(parsing: Array(#"{"z":1,"a":2}"#.utf8)).compactText == #"{"z":1,"a":2}"#)
    }

    @Test(arguments: [
        ("", 0), ("{", 1), ("[1,]", 3), (#"{"a":1,"a":2}"#, 7), ("01", 0), ("1.", 2), ("1e5", 1), ("--1", 1),
        ("+1", 0),
        ("\"a", 0), ("\"\u{1}\"", 1), (#""\x""#, 2), (#""\ud800""#, 7), ("nul", 3), ("1 2", 2), ("NaN", 0),
        ("'a'", 0),
        ("1234567890123456789012345678901234567890", 0),
    ])
    func refusesWhatIsNoJSON(text: String, offset: Int) {
        #expect { try JSONValue(parsing: Array(text.utf8)) } throws: { error in
            (error as? JSONFault)?.offset == offset
        }
    }

    @Test func refusesBytesThatAreNoUTF8() {
        #expect(throws: JSONFault.self) { try JSONValue(parsing: [0x22, 0xC3, 0x28, 0x22]) }
        #expect(throws: JSONFault.self) { try JSONValue(parsing: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
    }

    @Test func refusesDepthInsteadOfOverflowing() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONFault.self) { try JSONValue(parsing: deep) }
    }

    @Test func neverTrapsAndAgreesWithFoundationOnDamagedDocuments() {
        let sample = Array(
            #"{"response":"0193","n":[1,2.5,-3],"t":"a\u00e9\\","o":{"x":null,"y":true}}"#.utf8)
        var generator = Seeded(7)
        var accepted = 0
        for _ in 0..<20_000 {
            var bytes = sample
            for _ in 0...Int(generator.next() % 3) {
                bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(generator.next() % 128)
            }
            guard (try? JSONValue(parsing: bytes)) != nil else { continue }
            accepted += 1
            // Whatever we accept, a lenient reader accepts too: ours is the stricter one.
            #expect((try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil)
        }
        #expect(accepted > 500)
    }
}
