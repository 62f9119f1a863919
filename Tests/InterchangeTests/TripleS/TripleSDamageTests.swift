import Foundation
import Interchange
import ProcessorTime
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

@Suite("Damaged Triple-S")
struct TripleSDamageTests {
    /// A file with one variable, and other pieces in place of its own.
    private func definitions(
        head: String = "<sss version=\"2.0\">", record: String = "<record ident=\"A\">",
        variable: String = "<variable ident=\"1\" type=\"single\"><name>a</name><label>A</label>",
        position: String = "<position start=\"1\" finish=\"2\"/>", spread: String = "",
        values: String = "<values><value code=\"1\">x</value><value code=\"2\">y</value></values>",
        more: String = ""
    ) -> String {
        "\(head)\n<survey>\(record)\n\(variable)\n\(position)\n\(spread)\n\(values)</variable>\n\(more)</record></survey></sss>"
    }

    private func fault(_ text: String) -> String {
        do {
            _ = try TripleSImport(try TripleSDefinitions(parsing: Array(text.utf8)), fallbackName: "x")
            return "nothing is wrong"
        } catch { return error.description }
    }

    @Test func `very many levels take no longer each`() {
        var levels = ""
        for number in 0..<200_000 { levels += "<level ident=\"\(number)\" href=\"a\"/>" }
        let text =
            "<sss version=\"3.0\"><hierarchy>\(levels)<level ident=\"7\" href=\"a\"/></hierarchy></sss>"
        let time = processorTime { #expect(fault(text) == "line 1: the level \"7\" is there twice") }
        #expect(time < .seconds(30))
    }

    @Test func `what is wrong with definitions is said with its line and variable`() {
        let other =
            "<variable ident=\"1\" type=\"logical\"><name>b</name><label/><position start=\"3\"/></variable>"
        let multiple = "<variable ident=\"1\" type=\"multiple\"><name>a</name><label>A</label>"
        let cases: [(String, String)] = [
            (definitions(), "nothing is wrong"),
            (
                definitions(head: "<sss version=\"4.0\">"),
                "line 1: its version is \"4.0\"; 1.1, 1.2, 2.0 and 3.0 are read"
            ),
            ("<survey/>", "line 1: the document is a <survey>; a Triple-S definitions file is an <sss>"),
            ("<sss version=\"2.0\"/>", "line 1: it has neither a <survey> nor a <hierarchy>"),
            (
                definitions(position: "<position start=\"0\"/>"),
                "line 3: variable \"a\" has no <position> with a `start` from 1 to 16777216"
            ),
            (
                definitions(position: "<position start=\"1\" finish=\"1000000000\"/>"),
                "line 4: variable \"a\" ends in column \"1000000000\"; that must be a number from 1 to 16777216"
            ),
            (
                definitions(position: "<position start=\"5\" finish=\"2\"/>"),
                "line 4: variable \"a\" ends in column \"2\"; that must be a number from 5 to 16777216"
            ),
            (
                definitions(more: other),
                "line 7: variable \"b\" has the ident 1, which that of line 3 has too"
            ),
            (
                definitions(
                    more: other.replacing("ident=\"1\"", with: "ident=\"2\"").replacing(">b<", with: ">a<")),
                "line 7: variable \"a\" has the name of the one of line 3"
            ),
            (
                definitions(variable: "<variable ident=\"1\" type=\"array\"><name>a</name><label>A</label>"),
                "line 3: variable \"a\" is of type \"array\"; types are single, multiple, quantity, character, logical, date, time"
            ),
            (
                definitions(
                    values: "<values><value code=\"1\">x</value><value code=\"1\">y</value></values>"),
                "line 6: variable \"a\" has the code 1 twice"
            ),
            (
                definitions(
                    values: "<values><value code=\"01\">x</value><value code=\"1\">y</value></values>"),
                "line 6: variable \"a\" has the code 1 twice"
            ),
            (
                definitions(values: "<values><value code=\"one\">x</value></values>"),
                "line 6: variable \"a\" has the code \"one\", which is no whole number"
            ),
            (definitions(values: ""), "line 3: variable \"a\" has no <values>"),
            (
                definitions(values: "<values><range from=\"9\" to=\"1\"/></values>"),
                "line 6: variable \"a\" has a range from \"9\" to \"1\"; these must be numbers, the smaller first"
            ),
            (
                definitions(variable: multiple, spread: "<spread subfields=\"3\" width=\"2\"/>"),
                "line 5: variable \"a\" has 3 subfields of 2 columns, but its position has 2"
            ),
            (
                definitions(variable: multiple, values: "<values><value code=\"3\">x</value></values>"),
                "line 6: variable \"a\" has the code 3, but only 2 columns"
            ),
            (
                definitions(variable: multiple, values: "<values><value code=\"0\">x</value></values>"),
                "line 6: variable \"a\" is a multiple, and has the code 0; those are from 1"
            ),
            (
                definitions(record: "<record ident=\"A\" encoding=\"EBCDIC\">"),
                "line 2: the record's encoding is \"EBCDIC\"; it is Windows-1252 or UTF-8"
            ),
            (
                definitions(values: "<values><value code=\"1\">&bad;</value></values>"),
                "Entity 'bad' not defined"
            ),
            ("<sss version=\"2.0\"><survey>", "line 1: "),
            ("", "line 1: it does not begin with `<`"), (" survey x", "line 1: it does not begin with `<`"),
        ]
        for (text, message) in cases { #expect(fault(text).contains(message), "\(fault(text))\n\(text)") }
    }

    @Test func `an encoding that is not known is refused, and UTF-16 is read`() throws {
        #expect(
            fault("<?xml version=\"1.0\" encoding=\"windows-1253\"?>" + definitions())
                .contains("its encoding is \"windows-1253\"; save it as UTF-8"))
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + definitions()
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try TripleSDefinitions(parsing: bytes).record?.variables.count == 1)
        // A byte that Windows-1252 does not have is no reason to stop.
        let latin = "<?xml version='1.0' encoding='Windows-1252'?>" + definitions()
        var damaged = Array(latin.utf8)
        damaged[try #require(damaged.firstRange(of: Array(">x<".utf8))).lowerBound + 1] = 0x90
        #expect(
            try TripleSDefinitions(parsing: damaged).record?.variables[0].values[0].label.plain == "\u{FFFD}")
    }

    @Test func `a DOCTYPE is passed over, and what it declares does not count`() {
        let doctype = "<!DOCTYPE sss PUBLIC \"-//triple-s//DTD\" \"http://192.0.2.1/sss_v20.dtd\">\n"
        #expect(fault(doctype + definitions()) == "nothing is wrong")
        let file = "<!DOCTYPE sss [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>\n"
        let text = definitions(
            values: "<values><value code=\"1\">&secret;</value><value code=\"2\">b</value></values>")
        #expect(fault(file + text).contains("secret"))
        #expect(!fault(file + text).contains("root"))
        #expect(fault(doctype + text).contains("secret"))
        let known =
            "<!DOCTYPE sss [<!ENTITY secret \"1\"> <!-- ]> --> <?x ]>?> <!ATTLIST value code CDATA \"7>]\">]>\n"
        #expect(fault(known + text).contains("Entity 'secret' not defined"))
        #expect(fault(known + definitions()) == "nothing is wrong")
        #expect(
            fault(known + definitions(values: "<values><value>a</value></values>")).contains(
                "line 7: variable"))
        #expect(fault("<!DOCTYPE sss [" + definitions()).contains("DOCTYPE"))
        let attribute = definitions(values: "<values><value code=\"&secret;\">a</value></values>")
        #expect(fault(file + attribute).contains("secret"))
        #expect(fault(known + attribute).contains("secret"))
    }

    @Test func `bombs of entities and depth end at once`() {
        var bomb = "<!DOCTYPE sss [<!ENTITY a0 \"ha\">"
        for level in 1...30 { bomb += "<!ENTITY a\(level) \"&a\(level - 1);&a\(level - 1);\">" }
        let text = definitions(values: "<values><value code=\"1\">&a30;</value></values>")
        let time = processorTime { #expect(fault(bomb + "]>\n" + text).contains("a30")) }
        #expect(time < .seconds(5))
        #expect(fault(bomb + "<!ENTITY % p \"<!ENTITY x 'y'>\">%p;]>\n" + text) != "nothing is wrong")
        let deep = String(repeating: "<text>", count: 100_000)
        #expect(fault("<sss version=\"2.0\">" + deep).contains("nested more than 16 deep"))
        let large = [UInt8](repeating: 0x20, count: 65 << 20)
        let refusal = #expect(throws: TripleSFault.self) { try TripleSDefinitions(parsing: large) }
        #expect(refusal?.message.contains("larger than 64 MiB") == true)
    }

    @Test func `many names that become the same, and columns without end, take no time`() {
        let many = (2...20_000).map {
            "<variable ident=\"\($0)\" type=\"logical\"><name>!\(String(repeating: "?", count: $0 % 50))\(UnicodeScalar(0x4E00 + $0).map(String.init) ?? "")</name><label/><position start=\"9\"/></variable>"
        }
        let text = definitions(more: many.joined())
        let time = processorTime { #expect(fault(text) == "nothing is wrong") }
        #expect(time < .seconds(60))
        let wide = (2...6).map {
            "<variable ident=\"\($0)\" type=\"character\"><name>c\($0)</name><label/><position start=\"1\" finish=\"16777216\"/></variable>"
        }
        #expect(fault(definitions(more: wide.joined())).contains("covers columns that others cover already"))
    }

    private func faults(_ definitions: String, _ data: [UInt8]) throws -> [String] {
        let imported = try TripleSImport(
            try TripleSDefinitions(parsing: Array(definitions.utf8)), fallbackName: "x")
        let survey = try TripleSCircle.compiled(imported)
        let lines = try TripleSLines(
            imported, survey, from: .bytes(data, name: "d.asc"), moment: Timestamp(milliseconds: 0))
        var index: [String: VariableID] = [:]
        for (position, variable) in survey.variables.enumerated() {
            index[variable.name] = VariableID(position)
        }
        var found: [String] = []
        while let line = try lines.next() {
            var message = line.fault?.message
            if message == nil {
                do throws(ResponseFault) {
                    _ = try Response(line: line.bytes, of: survey, index: index)
                } catch {
                    message = error.message
                }
            }
            found.append("\(line.number): \(message ?? "taken")")
        }
        return found
    }

    @Test func `a record that is not as it should be is a fault, and the next is read`() throws {
        let text = """
            <sss version="3.0"><survey><record ident="A" encoding="UTF-8">
            <variable ident="1" type="single"><name>s</name><label>S</label><position start="1"/><values><value code="1">a</value><value code="2">b</value></values></variable>
            <variable ident="2" type="multiple"><name>m</name><label>M</label><position start="2" finish="4"/><values><value code="1">a</value><value code="3">b</value></values></variable>
            <variable ident="3" type="quantity"><name>q</name><label>Q</label><position start="5" finish="7"/><values><range from="1" to="50"/></values></variable>
            <variable ident="4" type="date"><name>d</name><label>D</label><position start="8" finish="15"/></variable>
            <variable ident="5" type="logical"><name>l</name><label>L</label><position start="16"/></variable>
            <variable ident="6" type="character"><name>t</name><label>T</label><position start="17" finish="20"/><size>4</size></variable>
            </record></survey></sss>
            """
        let rows = [
            "1101 50202611211Åse", "7101 50202611211abc", "11x1 50202611211abc", "1101 51202611211abc",
            "1101 5 202613211abc", "1101 50202613211abc", "1101 50202611212abc", "", "2",
            "1101 50202611211Åsa\u{1B}",
        ]
        var data = Array(rows.joined(separator: "\n").utf8)
        data += Array("\n1101 50202611211".utf8) + [0xC5, 0x0A]
        let found = try faults(text, data)
        let expected = [
            "1: taken", "2: column 1 (s) holds \"7\", which is none of its codes",
            "3: column 2-4 (m) holds \"x\" where 0 or 1 must stand",
            "4: \"q\" must be a whole number from 1 to 50",
            "5: column 8-15 (d) holds \"20261321\", which is no day",
            "6: column 8-15 (d) holds \"20261321\", which is no day",
            "7: column 16 (l) holds \"2\", which is neither 1 nor 0", "9: taken",
            "10: \"t\" must be a text of 1 to 4 characters without control characters",
            "11: it is not UTF-8, as the definitions say it is",
        ]
        try #require(found.count == expected.count, "\(found)")
        for (found, expected) in zip(found, expected) { #expect(found.hasPrefix(expected), "\(found)") }
    }

    @Test func `a data file that is not there is said with what to do`() throws {
        let imported = try TripleSImport(
            try TripleSDefinitions(parsing: Array(definitions().utf8)), fallbackName: "x")
        let survey = try TripleSCircle.compiled(imported)
        let fault = #expect(throws: MadeLinesFault.self) {
            try TripleSLines(
                imported, survey, from: .path("/nowhere/x.asc"), moment: Timestamp(milliseconds: 0))
        }
        #expect(fault?.isInputOutput == true)
        #expect(
            fault?.message
                == "/nowhere/x.asc cannot be read: No such file or directory; name the data file with --data")
    }

    @Test func `quotes that are never closed end at the file's end`() throws {
        let text = definitions(
            record: "<record ident=\"A\" format=\"csv\">", position: "<position start=\"1\"/>")
        #expect(
            try faults(text, Array("1\n\"2\n1\n".utf8)) == [
                "1: taken", "2: a quote is opened and never closed",
            ])
        #expect(try faults(text, Array("\"1\"\r\n\"2\"".utf8)) == ["1: taken", "2: taken"])
        #expect(try faults(text, Array("\u{FEFF}1".utf8)) == ["1: taken"])
    }

    /// Changes some bytes of a document: letters, lengths, pieces that are doubled or taken away.
    static func damaged(_ bytes: [UInt8], times: Int = 3, _ random: inout Seeded) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<times where bytes.count > 40 {
            let place = Int.random(in: 0..<bytes.count - 20, using: &random)
            let end = place + Int.random(in: 1...20, using: &random)
            switch Int.random(in: 0...4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 3: bytes.replaceSubrange(place...place, with: "99999999999999999999".utf8)
            default: bytes.removeLast(bytes.count - place)
            }
        }
        return bytes
    }

    @Test(arguments: UInt64(0)..<4)
    func `damaged files never stop the program, and what is taken compiles`(_ seed: UInt64) throws {
        let survey = try TripleSRoundTripTests.survey("Tests/Conformance/everything.survey")
        let (version, format) = TripleSRoundTripTests.formats[Int(seed)]
        let circle = try TripleSCircle(
            survey, try RowTests.responses(survey, count: 5), version: version, format: format, locales: [0])
        let whole = try #require(circle.files["answers.sss"])
        let foreign = TripleSReadingTests.latin(TripleSReadingTests.exit)
        var random = Seeded(seed)
        var taken = 0
        for round in 0..<45 {
            let bytes =
                round % 3 == 0 ? whole : Self.damaged(round % 3 == 1 ? foreign : whole, times: 1, &random)
            guard let definitions = try? TripleSDefinitions(parsing: bytes),
                let imported = try? TripleSImport(definitions, fallbackName: "x")
            else { continue }
            taken += 1
            let made = try TripleSCircle.compiled(imported)
            let lines = try TripleSLines(
                imported, made, from: .bytes(Self.damaged(circle.data, &random), name: "d"),
                moment: Timestamp(milliseconds: 0))
            var count = 0
            while try lines.next() != nil { count += 1 }
            #expect(count <= 40)
        }
        #expect(taken > 17)
    }
}
