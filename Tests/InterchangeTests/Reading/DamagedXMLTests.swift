import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Testing

/// What a reader of responses as XML refuses, and how far a fault reaches.
@Suite("Damaged XML of responses")
struct DamagedXMLTests {
    private static let survey = Sample.serviceLoyalty
    private static let good =
        #"<response id="0193c0de-7a10-7c3e-9f00-5b1f0c2d3e03" version="1" locale="es" seed="1" started="2026-11-21T10:15:30.120Z" ended="2026-11-21T10:17:02.480Z" state="complete"><answer name="recommend">3</answer><answer name="failings"><option>empathy</option></answer><missing name="why" reason="skipped"/></response>"#

    private static func document(_ responses: String...) -> [UInt8] {
        Array(
            ("<?xml version=\"1.0\"?>\n<responses xmlns=\"urn:sondeo:responses:1\" formatVersion=\"1\" "
                + "survey=\"\(survey.name)\" structure=\"\(survey.structure)\">\n"
                + responses.joined(separator: "\n") + "\n</responses>\n").utf8)
    }

    /// One change to a response, and the words of the fault that it must give.
    private static let responseDamage: [(String, String, String)] = [
        (" id=\"0193c0de-7a10-7c3e-9f00-5b1f0c2d3e03\"", "", #"<response> has no "id""#),
        (" version=\"1\"", "", #"<response> has no "version""#),
        (" locale=\"es\"", "", #"<response> has no "locale""#),
        (" seed=\"1\"", "", #"<response> has no "seed""#),
        (" started=\"2026-11-21T10:15:30.120Z\"", "", #"<response> has no "started""#),
        (" ended=\"2026-11-21T10:17:02.480Z\"", "", #"<response> has no "ended""#),
        (" state=\"complete\"", "", #"<response> has no "state""#),
        ("version=\"1\"", "version=\"one\"", #""version" must be a whole number from 1, not "one""#),
        ("version=\"1\"", "version=\"-1\"", #""version" must be a whole number from 1, not "-1""#),
        ("version=\"1\"", "version=\"\"", #""version" must be a whole number from 1, not """#),
        ("seed=\"1\"", "seed=\"18446744073709551616\"", #""seed" must be a whole number from 0 to 2^64 - 1"#),
        (" seed", " mood=\"good\" seed", #""mood" is no attribute of <response>"#),
        (" seed", " stale=\"maybe\" seed", #""stale" must be true or false, not "maybe""#),
        (" seed", " xmlns:x=\"urn:x\" x:seed=\"2\" seed", #""seed" is no attribute of <response>"#),
        (" seed", " structure=\"sha256:other\" seed", "another structure of the survey (sha256:other"),
        ("<answer name=\"recommend\">", "<answer name=\"recomend\">", #""recomend" is not a variable"#),
        ("<answer name=\"recommend\">", "<answer>", "<answer> has no name"),
        (
            "<answer name=\"recommend\">", "<answer name=\"recommend\" sure=\"no\">",
            #""sure" is no attribute"#
        ),
        (
            "<answer name=\"recommend\">3", "<answer name=\"recommend\">three",
            #"must be a number, not "three""#
        ),
        ("<answer name=\"recommend\">3", "<answer name=\"recommend\">3e0", #"must be a number, not "3e0""#),
        ("<answer name=\"recommend\">3", "<answer name=\"recommend\">", #"must be a number, not """#),
        ("<answer name=\"recommend\">3", "<answer name=\"recommend\"><option>a</option>", "has no <option>"),
        ("<option>empathy</option>", "empathy", "each in an <option> of its own"),
        ("<option>empathy", "<option code=\"1\">empathy", #""code" is no attribute of <option>"#),
        ("<option>empathy", "<option><b>empathy</b>", "<b> has no place here"),
        ("<option>empathy</option>", "<choice>empathy</choice>", "<choice> is no part of an answer"),
        ("<missing name=\"why\" reason=\"skipped\"/>", "<missing name=\"why\"/>", "has no reason"),
        ("<missing name=\"why\"", "<missing name=\"recommend\"", #""recommend" stands twice"#),
        (
            "<missing name=\"why\" reason=\"skipped\"/>", "<gone name=\"why\"/>",
            "<gone> is no part of a response"
        ),
        (
            "<missing name=\"why\"", "<missing xmlns=\"urn:x\" name=\"why\"",
            "<missing> of \"urn:x\" is no part"
        ),
        ("reason=\"skipped\"/>", "reason=\"skipped\">so</missing>", #"text outside of its answers: "so""#),
        ("</answer><missing", "</answer>and<missing", #"text outside of its answers: "and""#),
    ]

    @Test func `a fault in one response names what was seen, and stops no other`() throws {
        for (old, new, message) in Self.responseDamage {
            let damaged = Self.good.replacingOccurrences(of: old, with: new)
            #expect(damaged != Self.good, "\(old)")
            let lines = try XMLLinesTests.lines(
                Self.document(Self.good, damaged, Self.good), of: [Self.survey])
            #expect(lines.map(\.number) == [3, 4, 5])
            #expect(lines.map { $0.fault == nil } == [true, false, true], "\(new)")
            #expect(lines[1].fault?.message.contains(message) == true, "\(lines[1].fault?.message ?? "")")
            #expect(lines[0].bytes == lines[2].bytes && lines[1].bytes.isEmpty)
        }
    }

    @Test func `what is no response between responses is a fault of its own line`() throws {
        let lines = try XMLLinesTests.lines(
            Self.document(Self.good, "<note><response/>gone</note>", Self.good), of: [Self.survey])
        #expect(lines.map(\.number) == [3, 4, 5])
        #expect(lines[1].fault?.message == "<note> is no response: <responses> holds <response>")
    }

    /// One change to a document, the words of the fault and how many responses come before it.
    private static let documentDamage: [(String, String, String, Int)] = [
        ("</responses>", "", "answers.xml:6: it ends in the middle: an element is still open", 2),
        ("</responses>", "</response>", "answers.xml:5: Opening and ending tag mismatch", 2),
        ("</responses>", "</responses><responses/>", ": Extra content at the end", 2),
        ("formatVersion=\"1\"", "formatVersion=\"2\"", "it is of version 2 of the format", 0),
        (" formatVersion=\"1\"", "", "<responses> has no formatVersion", 0),
        ("formatVersion", "colour=\"red\" formatVersion", "\"colour\" is no attribute of <responses>", 0),
        (
            "urn:sondeo:responses:1", "urn:sondeo:responses:2",
            "begins with <responses> of \"urn:sondeo:resp", 0
        ),
        (" xmlns=\"urn:sondeo:responses:1\"", "", "begins with <responses> without a namespace", 0),
        ("<?xml version=\"1.0\"?>", "<!DOCTYPE responses>", "answers.xml:1: it has a DOCTYPE", 0),
        ("<?xml version=\"1.0\"?>", "hello", "answers.xml:1: ", 0),
        ("survey=\"\(survey.name)\"", "survey=\"other\"", "it answers the survey \"other\", not", 0),
        (">\n<response ", ">and\n<response ", "it has text between responses: \"and\"", 0),
        (">3<", ">3&more;<", "Entity 'more' not defined", 0),
        (">3<", ">3\u{1B}<", "it has the control character 0x1B, which XML forbids", 0),
        (">3<", ">3&#27;<", "invalid xmlChar value 27", 0),
        (">3<", ">3\0<", "answers.xml:3: ", 0),
        (">3<", "><x:y/>3<", "Namespace prefix x on y is not defined", 0),
        ("locale=\"es\"", "locale=\"es\" locale=\"en\"", "Attribute locale redefined", 0),
    ]

    @Test func `a document that cannot be read on says where, and gives what came before`() {
        for (old, new, message, count) in Self.documentDamage {
            let text = String(decoding: Self.document(Self.good, Self.good), as: UTF8.self)
            let damaged = text.replacingOccurrences(of: old, with: new)
            #expect(damaged != text, "\(old)")
            let lines = Self.reader(Array(damaged.utf8))
            var found = 0
            let fault = #expect(throws: MadeLinesFault.self) { while try lines.next() != nil { found += 1 } }
            #expect(fault?.message.contains(message) == true, Comment(rawValue: fault?.message ?? "none"))
            #expect(fault?.isInputOutput == false)
            #expect(found == count, "\(new)")
        }
    }

    /// How many responses a document gives, and why it ends.
    private static func read(_ document: [UInt8]) -> (count: Int, fault: MadeLinesFault?) {
        let lines = reader(document)
        var count = 0
        do {
            while try lines.next() != nil { count += 1 }
            return (count, nil)
        } catch { return (count, error as? MadeLinesFault) }
    }

    @Test func `cut off at any byte, a document gives every response that is whole`() throws {
        let whole = Self.document(Self.good, Self.good)
        let text = String(decoding: whole, as: UTF8.self)
        let begun = try #require(text.firstRange(of: ">\n<response ")).upperBound
        let start = text[..<begun].utf8.count
        for length in start..<(whole.count - 1) {
            let cut = Array(whole[..<length])
            let (count, fault) = Self.read(cut)
            let ends = String(decoding: cut, as: UTF8.self).components(separatedBy: "</response>").count - 1
            #expect(count == ends, "\(String(decoding: cut.suffix(40), as: UTF8.self))")
            // All but the line break at the end of the document.
            guard !cut.reversed().starts(with: "</responses>".utf8.reversed()) else { continue }
            #expect(fault?.endsEarly == true, "\(length)")
            #expect(
                fault?.message.contains("it ends in the middle") == true,
                "\(length): \(fault?.message ?? "none")")
        }
    }

    @Test func `a byte that is refused takes no response before it away, wherever it stands`() throws {
        let whole = Self.document(Self.good, Self.good)
        let text = String(decoding: whole, as: UTF8.self)
        let second = try #require(text.firstRange(of: "</response>")).upperBound
        let start = text[..<second].utf8.count
        for position in start..<(whole.count - 13) {
            var damaged = whole
            damaged[position] = 0x1B
            let (count, fault) = Self.read(damaged)
            let before = String(decoding: damaged[..<position], as: UTF8.self)
            #expect(count == before.components(separatedBy: "</response>").count - 1, "\(position)")
            #expect(fault?.endsEarly == true && fault?.message.contains("0x1B") == true, "\(position)")
        }
    }

    private static func reader(_ document: [UInt8]) -> XMLLines {
        var rest = document[...]
        return XMLLines(name: "answers.xml", surveys: [survey]) { () throws(MadeLinesFault) in
            defer { rest = rest.dropFirst(1 << 16) }
            return Array(rest.prefix(1 << 16))
        }
    }

    private func fault(_ pieces: @escaping (Int) -> [UInt8]?) -> String {
        var number = 0
        let lines = XMLLines(name: "answers.xml", surveys: [Self.survey]) { () throws(MadeLinesFault) in
            defer { number += 1 }
            return pieces(number) ?? []
        }
        let fault = #expect(throws: MadeLinesFault.self) { while try lines.next() != nil {} }
        return fault?.message ?? ""
    }

    @Test func `entities, also those of other files, are never read`() throws {
        let folder = try Folder()
        let canary = folder.file("canary")
        try Data("secret".utf8).write(to: URL(filePath: canary))
        for declaration in [
            "<!DOCTYPE r [<!ENTITY e SYSTEM \"file://\(canary)\">]>", "<!DOCTYPE r SYSTEM \"\(canary)\">",
            "<!DOCTYPE r PUBLIC \"p\" \"http://localhost:1/x\">",
            "<!DOCTYPE r [<!ENTITY a \"" + String(repeating: "x", count: 1_000) + "\">"
                + (0..<10).map { "<!ENTITY b\($0) \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">" }.joined() + "]>",
        ] {
            let text = declaration + "\n<responses xmlns=\"urn:sondeo:responses:1\">&e;</responses>"
            let message = fault { $0 == 0 ? Array(text.utf8) : nil }
            #expect(
                message == "answers.xml:1: it has a DOCTYPE, which our formats do not use; remove it")
        }
    }

    @Test func `depth, endless tags and endless texts end quickly, in memory that does not grow`() throws {
        let head = Array(String(decoding: Self.document(), as: UTF8.self).dropLast(14).utf8)
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        let deep = Array(String(repeating: "<a>", count: 100_000).utf8)
        #expect(
            fault { $0 == 0 ? head : $0 == 1 ? deep : nil }.hasSuffix(
                "elements are nested more than 250 deep"))
        #expect(
            fault { $0 == 0 ? head + Array("<response id=\"".utf8) : $0 < 100 ? piece : nil }
                .hasPrefix("answers.xml:"))
        #expect(
            fault { $0 == 0 ? head + Array("<!--".utf8) : $0 < 100 ? piece : nil }
                .hasPrefix("answers.xml:"))
        // A text of 17 MiB in one response: the response is at fault, and the next one is read.
        let start = Self.good.components(separatedBy: "<missing")[0] + "<answer name=\"why\">"
        let end = "</answer></response>\n" + Self.good + "</responses>"
        var number = 0
        let lines = XMLLines(name: "answers.xml", surveys: [Self.survey]) { () throws(MadeLinesFault) in
            defer { number += 1 }
            return switch number {
            case 0: head + Array(start.utf8)
            case 1...17: piece
            case 18: Array(end.utf8)
            default: []
            }
        }
        let long = try #require(try lines.next())
        #expect(long.fault?.message == "its answers are longer than 16 MiB" && long.bytes.isEmpty)
        #expect(try lines.next()?.fault == nil)
        #expect(try lines.next() == nil)
    }

    @Test func `options without a word take room too`() throws {
        let head = String(decoding: Self.document(), as: UTF8.self).dropLast(14)
        let start = Self.good.components(separatedBy: "<option>")[0]
        let end = "</answer></response>\n" + Self.good + "</responses>"
        let piece = Array(String(repeating: "<option/>", count: 100_000).utf8)
        var number = 0
        let lines = XMLLines(name: "answers.xml", surveys: [Self.survey]) { () throws(MadeLinesFault) in
            defer { number += 1 }
            return switch number {
            case 0: Array((head + start).utf8)
            case 1...60: piece
            case 61: Array(end.utf8)
            default: []
            }
        }
        let long = try #require(try lines.next())
        #expect(long.fault?.message == "its answers are longer than 16 MiB" && long.bytes.isEmpty)
        #expect(try lines.next()?.fault == nil)
    }

    @Test func `a file that the system does not give is a fault of the system`() throws {
        let folder = try Folder()
        for path in [folder.file("none.xml"), folder.path] {
            let fault = #expect(throws: MadeLinesFault.self) {
                let lines = try XMLLines(path: path, surveys: [Self.survey])
                _ = try lines.next()
            }
            #expect(fault?.isInputOutput == true)
            #expect(fault?.message.hasPrefix("cannot read \"\(path)\": ") == true)
        }
        let path = folder.file("good.xml")
        try Data(Self.document(Self.good)).write(to: URL(filePath: path))
        let lines = try XMLLines(path: path, surveys: [Self.survey])
        #expect(try lines.next()?.fault == nil)
        #expect(try lines.next() == nil)
    }
}
