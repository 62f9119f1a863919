import Foundation
import Interchange
import ProcessorTime
import SampleSurveys
import SurveyModel
import Testing

@Suite("Records of Triple-S data")
struct TripleSRecordsTests {
    private func imported(_ variables: String, format: String = "fixed") throws -> TripleSImport {
        let text = """
            <sss version="2.0"><survey><name>wave</name><title>Wave</title><record ident="A" format="\(format)">
            \(variables)
            </record></survey></sss>
            """
        return try TripleSImport(try TripleSDefinitions(parsing: Array(text.utf8)), fallbackName: "x")
    }

    private let serial = """
        <variable ident="1" type="quantity" use="serial"><name>case</name><label>Case</label><position start="1" finish="3"/></variable>
        <variable ident="2" type="logical"><name>q</name><label>Q</label><position start="4"/></variable>
        """

    private func lines(_ imported: TripleSImport, _ data: String) throws -> [MadeLine] {
        let lines = try TripleSLines(
            imported, try TripleSCircle.compiled(imported), from: .bytes(Array(data.utf8), name: "wave.asc"),
            moment: Timestamp(milliseconds: 0))
        var all: [MadeLine] = []
        while let line = try lines.next() { all.append(line) }
        return all
    }

    @Test func `serials that repeat do not make two records one`() throws {
        let imported = try imported(serial)
        func ids(_ data: String) throws -> [String] {
            try TripleSCircle.read(imported, Array(data.utf8)).responses.map(\.id)
        }
        let once = try ids("  11\n  21\n 101\n")
        let again = try ids("  11\n  10\n  21\n  11\n 101\n  21\n")
        #expect(Set(again).count == 6)
        // What a serial alone tells apart keeps the id that it has in a file where nothing repeats.
        #expect([again[0], again[2], again[4]] == once)
        #expect(try ids("  11\n  10\n  21\n  11\n 101\n  21\n") == again)
        // Out of order they are told apart all the same.
        #expect(Set(try ids(" 101\n  21\n  11\n0021\n")).count == 4)
    }

    @Test func `rows of a level come back one by one, with the number of their response`() throws {
        let survey = try TripleSMissingTests.compiled(
            """
            survey shop
            version 1
            language en
            options ways {
                - store "The store"
                - phone "The telephone"
                - email "E-mail"
            }
            for w in ways {
                yesno back "Back to {w}?"
            }
            """)
        let circle = try TripleSCircle(
            survey, try RowTests.responses(survey, count: 40), version: .v3, rosters: .long)
        let level = try TripleSDefinitions(parsing: try #require(circle.files["answers.w.sss"]))
        let imported = try TripleSImport(level, fallbackName: "x")
        let data = try #require(circle.files["answers.w.asc"])
        let (back, responses) = try TripleSCircle.read(imported, data)
        let rows = circle.text("answers.w.asc").split(separator: "\r\n")
        #expect(rows.count > 40)
        #expect(responses.count == rows.count)
        #expect(Set(responses.map(\.id)).count == rows.count)
        let serial = try #require(back.variable(named: "serial"))
        #expect(
            responses.map { $0.answers[serial.position] }
                == rows.map { row in
                    .answered(.number(Decimal(string: row.prefix(2).filter { $0 != " " })!))
                })
    }

    @Test(arguments: ["fixed", "csv"])
    func `a record in which the file ends is a fault, and not answers that are missing`(
        _ format: String
    ) throws {
        let variables = """
            <variable ident="1" type="single"><name>a</name><label>A</label><position start="1"/><values><value code="1">One</value></values></variable>
            <variable ident="2" type="single"><name>b</name><label>B</label><position start="2"/><values><value code="1">One</value></values></variable>
            """
        let imported = try imported(variables, format: format)
        func records(_ text: String) throws -> [String?] {
            try lines(
                imported, format == "csv" ? text.replacing("1 ", with: "1,") : text.replacing(" ", with: "")
            )
            .map(\.fault?.message)
        }
        let unit = format == "csv" ? "fields" : "columns"
        #expect(try records("1 1\n1") == [nil, "the file ends in it: it has 1 of 2 \(unit)"])
        #expect(try records("1") == ["the file ends in it: it has 1 of 2 \(unit)"])
        // A line that has its end is as its program wrote it, and so is one among others without their blanks.
        #expect(try records("1 1\n1\n") == [nil, nil])
        #expect(try records("1\n1 1\n1") == [nil, nil, nil])
        #expect(try records("1 1\n1 1") == [nil, nil])
    }

    @Test func `a million subfields cost a short record nothing`() throws {
        let spreads = (0..<10).map { index in
            """
            <variable ident="\(index)" type="multiple"><name>m\(index)</name><label>M</label><position start="1" finish="100000"/>
            <spread subfields="100000"/><values><value code="1">One</value><value code="2">Two</value></values></variable>
            """
        }
        let imported = try imported(spreads.joined(separator: "\n"))
        let data = String(repeating: "12\n", count: 2_000)
        let time = try processorTime {
            let read = try TripleSCircle.read(imported, Array(data.utf8)).responses
            #expect(read.count == 2_000)
            #expect(read[7].answers[9] == .answered(.options([0, 1])))
        }
        // Looking at every subfield would be two thousand million steps.
        #expect(time < .seconds(30))
    }

    @Test(arguments: [
        ("2003-05-05", "2003-05-05"), ("20030505", "2003-05-05"), ("5 May 2003", "2003-05-05"),
        ("05 MAY 2003", "2003-05-05"), ("Monday, 5 May 2003", "2003-05-05"), ("May 5th, 2003", "2003-05-05"),
        ("3 Sept 2021", "2021-09-03"), ("2003 May 5", "2003-05-05"), ("2003/5/5", "2003-05-05"),
        ("25/12/2003", "2003-12-25"), ("12/25/2003", "2003-12-25"), ("25.12.2003", "2003-12-25"),
        ("5/5/2003", "2003-05-05"), ("5/6/2003", nil), ("31 June 2003", nil), ("5 May 03", nil),
        ("yesterday", nil), ("", nil), ("5 Ma 2003", nil),
    ])
    func `the day of definitions is read as programs write it`(_ text: String, _ day: String?) throws {
        let definitions =
            "<sss version=\"1.2\"><date>\(text)</date><survey><record ident=\"A\">\(serial)</record></survey></sss>"
        let imported = try TripleSImport(
            try TripleSDefinitions(parsing: Array(definitions.utf8)), fallbackName: "q")
        #expect(imported.day?.text == day)
        // And without a <name> the survey is called after the file.
        #expect(imported.text.hasPrefix("survey q\n"))
        #expect(imported.remarks.first?.contains("called q after the file") == true)
    }

    @Test func `a survey of one language knows the languages that it was answered in`() throws {
        let survey = Sample.serviceLoyalty
        let responses = try RowTests.responses(survey, count: 8)
        for (index, locale) in survey.locales.enumerated() {
            let circle = try TripleSCircle(survey, responses, locales: [index])
            let (back, read) = try circle.back()
            #expect(back.language == locale)
            #expect(Set(back.locales) == Set(survey.locales))
            #expect(read.map(\.locale) == responses.map(\.locale))
            let imported = try TripleSImport(try circle.definitions, fallbackName: "x")
            #expect(imported.remarks.contains { $0.contains("is answered in") })
        }
    }

    @Test func `a question that is called like a part of responses stays a question`() throws {
        let text =
            "survey s\nversion 1\nlanguage en\nnumber response_time 0...9 \"How long?\"\nyesno response_id \"Yes?\""
        let survey = try TripleSMissingTests.compiled(text)
        let circle = try TripleSCircle(
            survey,
            [
                TripleSWriterTests.response(
                    survey, 1,
                    ["response_time": .answered(.number(7)), "response_id": .answered(.yesno(true))])
            ])
        let (back, responses) = try circle.back()
        #expect(back.variables.map(\.name) == ["response_time", "response_id_2"])
        #expect(responses[0].answers == [.answered(.number(7)), .answered(.yesno(true))])
    }
}
