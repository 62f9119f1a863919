import Foundation
import Interchange
import SurveyModel
import Testing

@Suite("Codes and texts of Triple-S data")
struct TripleSCodesTests {
    private func imported(_ variables: String, format: String = "csv", origin: String = "") throws
        -> TripleSImport
    {
        let text = """
            <sss version="3.0" xml:lang="en">\(origin)<survey><name>wave</name><title>Wave</title><record ident="A" format="\(format)" encoding="UTF-8">
            \(variables)
            </record></survey></sss>
            """
        return try TripleSImport(try TripleSDefinitions(parsing: Array(text.utf8)), fallbackName: "x")
    }

    private func values(_ codes: [(String, String)]) -> String {
        "<values>" + codes.map { "<value code=\"\($0)\">\($1)</value>" }.joined() + "</values>"
    }

    private func answers(_ imported: TripleSImport, _ data: String) throws -> [[String]] {
        let (survey, responses) = try TripleSCircle.read(imported, Array(data.utf8))
        let words = PlainAnswer(survey)
        return responses.map { response in
            survey.variables.indices.map { words.words(response.answers[$0], of: $0) }
        }
    }

    private func single(_ codes: [(String, String)]) throws -> TripleSImport {
        try imported(
            "<variable ident=\"1\" type=\"single\" format=\"literal\"><name>q</name><label>Q</label><position start=\"1\"/>\(values(codes))</variable>"
        )
    }

    @Test func `a code that is a text names its option, and the number beside it is small`() throws {
        let imported = try single([
            ("N", "North"), ("S1", "South"), ("A&amp;B", "Both"), ("n", "Neither"), ("1a", "First"),
            ("no", "None of them"), ("zz", "Don't know"),
        ])
        #expect(
            imported.text.hasSuffix(
                """
                /// A_B was the code A&B
                /// n_2 was the code n
                /// o1a was the code 1a
                /// no_ was the code no
                choice q "Q" dont_know "Don't know" {
                    - N = 1 "North"
                    - S1 = 2 "South"
                    - A_B = 3 "Both"
                    - n_2 = 4 "Neither"
                    - o1a = 5 "First"
                    - no_ = 6 "None of them"
                }


                """), "\(imported.text)")
        #expect(
            try answers(imported, "N\nn\n A&B \n1a\nno\nzz\n\n\"S1\"\n").map { $0[0] } == [
                "North", "Neither", "Both", "First", "None of them", ".dont_know", "South",
            ])
    }

    @Test func `texts that are all different numbers are these numbers`() throws {
        let imported = try single([("01", "One"), ("02", "Two"), ("10", "Ten")])
        #expect(imported.text.contains("- One = 1 \"One\"\n    - Two = 2 \"Two\"\n    - Ten = 10 \"Ten\""))
        #expect(try answers(imported, "01\n10\n").map { $0[0] } == ["One", "Ten"])
        let same = try single([("1", "One"), ("01", "Other")])
        #expect(same.text.contains("- o1 = 1 \"One\"\n    - o01 = 2 \"Other\""), "\(same.text)")
        #expect(try answers(same, "01\n1\n").map { $0[0] } == ["Other", "One"])
    }

    @Test func `a number that is too large for a code is the lowest that is free`() throws {
        let imported = try imported(
            "<variable ident=\"1\" type=\"single\"><name>q</name><label>Q</label><position start=\"1\"/>"
                + values([("1", "One"), ("12345678", "Large"), ("3", "Three"), ("99999999", "Larger")])
                + "</variable>")
        #expect(
            imported.text.contains(
                "/// Large was the code 12345678\n/// Larger was the code 99999999\nchoice q \"Q\" {\n    - One = 1 \"One\"\n    - Large = 2 \"Large\"\n    - Three = 3 \"Three\"\n    - Larger = 4 \"Larger\""
            ), "\(imported.text)")
        #expect(try answers(imported, "12345678\n3\n").map { $0[0] } == ["Large", "Three"])
    }

    @Test func `codes that are texts are spread over fields, and cannot be places`() throws {
        func variable(_ spread: String) -> String {
            "<variable ident=\"1\" type=\"multiple\" format=\"literal\"><name>q</name><label>Q</label><position start=\"1\" finish=\"6\"/>\(spread)"
                + values([("ab", "First"), ("0", "Zero"), ("x", "Other")]) + "</variable>"
        }
        let imported = try imported(variable("<spread subfields=\"3\" width=\"2\"/>"), format: "fixed")
        #expect(
            try answers(imported, "x ab  \n0     \n      \n").map { $0[0] } == [
                "First|Other", "Zero", ".not_asked",
            ])
        let fault = #expect(throws: TripleSFault.self) { try self.imported(variable(""), format: "fixed") }
        #expect(fault?.message == "variable \"q\" has the code \"ab\", which is no whole number")
    }

    @Test func `a range of texts, and more of them than a list holds, are a text`() throws {
        let imported = try imported(
            "<variable ident=\"1\" type=\"single\" format=\"literal\"><name>q</name><label>Q</label><position start=\"1\"/><size>5</size>"
                + "<values><range from=\"AA\" to=\"ZZ\"/><value code=\"XX\">None</value></values></variable>")
        #expect(imported.text.contains("/// XX: None\ntext q \"Q\""), "\(imported.text)")
        #expect(imported.remarks.contains { $0.contains("cannot be listed") })
        #expect(try answers(imported, "QA\nXX\n").map { $0[0] } == ["QA", "XX"])
    }

    private let texts = """
        <variable ident="1" type="logical"><name>a</name><label>A</label><position start="1"/></variable>
        <variable ident="2" type="character"><name>why</name><label>Why</label><position start="2"/><size>20</size></variable>
        <variable ident="3" type="logical"><name>b</name><label>B</label><position start="3"/></variable>
        """

    @Test func `a line break in quotes belongs to its text, whatever ends lines`() throws {
        let imported = try imported(texts)
        #expect(imported.text.contains("text why \"Why\" lines 4 length 20"))
        let data = "1,\"one\r\ntwo\",0\r\n1,\"a\rb\tc\n\n\",1\r\n0,\"\n \",1\r\n0,\" x\",0\r\n"
        #expect(
            try answers(imported, data) == [
                ["Yes", "one\ntwo", "No"], ["Yes", "a\nb c", "Yes"], ["No", ".not_asked", "Yes"],
                ["No", " x", "No"],
            ])
    }

    @Test func `the names of fields may have line breaks too, and a quote that stays open there is said`()
        throws
    {
        let imported = try imported(texts, format: "csv\" skip=\"1")
        #expect(try answers(imported, "a,\"why\nand how\",b\n1,x,0\n") == [["Yes", "x", "No"]])
        let lines = try TripleSLines(
            imported, try TripleSCircle.compiled(imported),
            from: .bytes(Array("a,\"why,b\n1,x,0\n".utf8), name: "d"), moment: Timestamp(milliseconds: 0))
        #expect(try lines.next()?.fault?.message == "a quote is opened and never closed")
        #expect(try lines.next() == nil)
    }

    @Test func `a file of ours has no line breaks, so its texts stay on one line`() throws {
        let imported = try imported(texts, origin: "<origin>Sondeo</origin>")
        #expect(imported.text.contains("text why \"Why\"\n"))
        let (_, responses) = try TripleSCircle.read(imported, Array("1,\"one\ntwo\",0\n".utf8))
        #expect(responses[0].answers[1] == .answered(.text("one two")))
    }

    @Test func `a scale with a label on every point stays one, and its labels stay whole`() throws {
        let survey = try TripleSMissingTests.compiled(
            """
            survey s
            version 1
            language en
            rating agree 1...3 "Agree?" dont_know "Hard to say" {
                1 "1 is the least"
                2 "Some"
                3 "Most"
            }
            rating some 0...5 "Some?" {
                0 "None"
                5 "All"
            }
            """)
        let response = TripleSWriterTests.response(
            survey, 1, ["agree": .answered(.number(2)), "some": .answered(.number(5))])
        let circle = try TripleSCircle(survey, [response])
        #expect(circle.text("answers.sss").contains("<?sondeo-scale points?>"))
        let imported = try TripleSImport(try circle.definitions, fallbackName: "x")
        #expect(
            imported.text.hasSuffix(
                """
                rating agree 1...3 "Agree?" dont_know "Hard to say" {
                    1 "1 is the least"
                    2 "Some"
                    3 "Most"
                }

                rating some 0...5 "Some?" {
                    0 "None"
                    5 "All"
                }


                """), "\(imported.text)")
        let (_, back) = try circle.back()
        #expect(back[0].answers == response.answers)
        // Of another program it says nothing.
        let foreign = circle.text("answers.sss").replacing("<origin>Sondeo</origin>", with: "")
        let other = try TripleSImport(
            try TripleSDefinitions(parsing: Array(foreign.utf8)), fallbackName: "x")
        #expect(other.text.contains("choice agree"))
    }
}
