import Foundation
import Interchange
import SurveyModel
import Testing

@Suite("Reading Triple-S of other programs")
struct TripleSReadingTests {
    /// In the style of the standard's own example: 1.2, Latin, a DOCTYPE, breaks in labels, a filter.
    static let exit = """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <!DOCTYPE sss PUBLIC "-//triple-s//DTD Survey Interchange v1.2//EN" "http://www.triple-s.org/dtd/sss_v12.dtd">
        <sss version="1.2" options="standardnames">
        <date>2001-09-21</date><time>18:32</time><origin>Export 1.42</origin>
        <survey><name>SP5201-1</name><title>Historic House<br/>First Wave</title>
        <record ident="V">
          <variable ident="1" type="single"><name>Q1</name><label>Number of visits</label><position start="1"/>
            <values><value code="1">First visit</value><value code="2">Visited before</value><value code="9">Not stated</value></values></variable>
          <variable ident="2" type="multiple"><name>Q2</name><label>Attractions visited</label><position start="2" finish="10"/>
            <values><value code="1">Sherwood Forest</value><value code="2">&quot;Friar Tuck&quot; Caf\u{E9}</value><value code="9">Other</value></values></variable>
          <variable ident="3" type="character"><name>Q3</name><label>Other attractions</label><position start="11" finish="20"/><size>10</size></variable>
          <variable ident="4" type="multiple"><name>Q4</name><label>Two favourites</label><position start="21" finish="22"/><spread subfields="2"/>
            <values><value code="1">Sherwood Forest</value><value code="2">Caf\u{E9}</value><value code="9">Other</value></values></variable>
          <variable ident="5" type="quantity"><name>Q5</name><label>Miles travelled</label><position start="23" finish="25"/>
            <values><range from="1" to="499"/><value code="500">500 or more</value><value code="999">Not stated</value></values></variable>
          <variable ident="6" type="logical"><name>Q6</name><label>Would come again</label><position start="26"/></variable>
          <variable ident="7" type="single"><name>Q7</name><label>When</label><position start="27"/><filter>Q6</filter>
            <values><value code="1">Within 3 months</value><value code="2">Later</value></values></variable>
          <variable ident="99" type="quantity" use="weight"><name>Q99</name><label>Case weight</label><position start="28" finish="34"/>
            <values><range from="0.0000" to="99.9999"/></values></variable>
        </record></survey></sss>
        """

    static func latin(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") }
    }

    private func read(_ definitions: String, _ data: String) throws -> (
        imported: TripleSImport, survey: Survey, words: [[String: String]]
    ) {
        let imported = try TripleSImport(
            try TripleSDefinitions(parsing: Self.latin(definitions)), fallbackName: "x")
        let (survey, responses) = try TripleSCircle.read(imported, Self.latin(data))
        let words = PlainAnswer(survey)
        return (
            imported, survey,
            responses.map { response in
                Dictionary(
                    uniqueKeysWithValues: survey.variables.indices.map {
                        (survey.variables[$0].name, words.words(response.answers[$0], of: $0))
                    })
            }
        )
    }

    @Test func `a 1 2 survey in Latin letters becomes a survey and its responses`() throws {
        // The fields one after the other; the last record ends early.
        let data = [
            ["1", "100000001", "Caf\u{E9} noir ", "12", " 73", "1", "1", "12.5000"],
            ["2", "         ", "Caf\u{E9}      ", "00", "500", "0", " ", " 1.0000"],
            ["9", "000000000", "          ", "09", "999"],
        ].map { $0.joined() + "\n" }.joined()
        let (imported, _, words) = try read(Self.exit, data)
        #expect(
            imported.text == """
                survey SP5201_1
                version 1
                language en
                title "Historic House First Wave"

                given Q99: number 0...99.9999 optional decimals 4

                choice Q1 "Number of visits" optional {
                    - First_visit = 1 "First visit"
                    - Visited_before = 2 "Visited before"
                }

                choices Q2 "Attractions visited" {
                    select 0...3
                    - Sherwood_Forest = 1 "Sherwood Forest"
                    - Friar_Tuck_Caf = 2 "\\"Friar Tuck\\" Café"
                    - Other = 9 "Other"
                }

                text Q3 "Other attractions" length 10

                choices Q4 "Two favourites" {
                    select 0...2
                    - Sherwood_Forest = 1 "Sherwood Forest"
                    - Caf = 2 "Café"
                    - Other = 9 "Other"
                }

                /// 500: 500 or more
                number Q5 1...500 "Miles travelled" optional

                yesno Q6 "Would come again"

                if Q6 {
                    choice Q7 "When" {
                        - Within_3_months = 1 "Within 3 months"
                        - Later = 2 "Later"
                    }
                }

                """)
        try #require(words.count == 3)
        #expect(words[0]["Q1"] == "First visit")
        #expect(words[0]["Q2"] == "Sherwood Forest|Other")
        #expect(words[0]["Q3"] == "Café noir")
        #expect(words[0]["Q4"] == "Sherwood Forest|Café")
        #expect(words[0]["Q5"] == "73")
        #expect(words[0]["Q6"] == "Yes")
        #expect(words[0]["Q7"] == "Within 3 months")
        #expect(words[0]["Q99"] == "12.5")
        #expect(words[1]["Q2"] == ".not_asked")
        #expect(words[1]["Q4"] == "")
        #expect(words[1]["Q5"] == "500")
        #expect(words[2]["Q1"] == ".skipped")
        #expect(words[2]["Q2"] == "")
        #expect(words[2]["Q4"] == "Other")
        #expect(words[2]["Q5"] == ".skipped")
        #expect(words[2]["Q99"] == ".not_asked")
    }

    @Test func `2 0 separated values have scales, days, times and spread codes in fields`() throws {
        let definitions = """
            <?xml version="1.0" encoding="UTF-8"?>
            <sss version="2.0" languages="sv en" modes="interview analysis"><survey><name>våg 1</name>
            <title><text xml:lang="en">Wave</text><text xml:lang="sv">Våg</text></title>
            <record ident="D" format="csv" skip="1">
            <variable ident="1" type="character" use="serial"><name>id</name><label>ID</label><position start="1"/><size>8</size></variable>
            <variable ident="2" type="single"><name>1st choice</name><label><text xml:lang="en" mode="analysis">Short</text><text xml:lang="en" mode="interview">How {likely}?</text><text xml:lang="sv">Hur?</text></label><position start="2"/>
              <values><range from="0" to="10"/><value code="0">Not at all</value><value code="10">Very</value><value code="99">Don't know</value></values></variable>
            <variable ident="3" type="single" format="literal"><name>region</name><label>Region</label><position start="3"/>
              <values><value code="N">North</value><value code="S1">South</value></values></variable>
            <variable ident="4" type="date"><name>when</name><label>When</label><position start="4"/><values><range from="20200101" to="20301231"/></values></variable>
            <variable ident="5" type="time"><name>at</name><label>At</label><position start="5"/></variable>
            <variable ident="6" type="multiple"><name>used</name><label>Used</label><position start="6" finish="7"/><spread subfields="2" width="2"/>
              <values><value code="1">One</value><value code="12">Twelve</value></values></variable>
            <variable ident="7" type="single"><name>agree</name><label>Agree</label><position start="8"/>
              <values><value code="1">1 - Not at all</value><value code="2">2</value><value code="3">3 - Fully</value></values></variable>
            <variable ident="8" type="multiple"><name>bits</name><label>Bits</label><position start="9"/>
              <values><value code="1">One</value><value code="3">Three</value></values></variable>
            </record></survey></sss>
            """
        let data = """
            id,c,r,when,at,u1,u2,agree,bits
            A1,10,S1,20261121,093015,12,1,3,"011"
            "A,2",99,N,2026-11-21,0930,,,1,
            """
        let bytes = Array(definitions.utf8)
        let imported = try TripleSImport(
            try TripleSDefinitions(parsing: bytes), fallbackName: "x", locale: "en")
        #expect(imported.text.contains("survey v_g_1\n"))
        #expect(imported.text.contains("title \"Wave\""))
        #expect(
            imported.text.contains(
                "rating q1st_choice 0...10 \"How \\{likely\\}?\" dont_know \"Don't know\" {\n    0 \"Not at all\"\n"
            ))
        #expect(imported.text.contains("date when 2020-01-01...2030-12-31 \"When\""))
        #expect(
            imported.text.contains("rating agree 1...3 \"Agree\" {\n    1 \"Not at all\"\n    3 \"Fully\"\n}")
        )
        #expect(imported.text.contains("given id: text optional length 8"))
        let (survey, responses) = try TripleSCircle.read(imported, Array(data.utf8))
        let words = PlainAnswer(survey)
        func answer(_ response: Int, _ name: String) throws -> String {
            let position = try #require(survey.variable(named: name)?.position)
            return words.words(responses[response].answers[position], of: position)
        }
        #expect(try answer(0, "q1st_choice") == "10")
        #expect(try answer(0, "region") == "South")
        #expect(imported.text.contains("- N = 1 \"North\"\n    - S1 = 2 \"South\""))
        #expect(try answer(0, "when") == "2026-11-21")
        #expect(try answer(0, "at") == "09:30")
        #expect(try answer(0, "used") == "One|Twelve")
        #expect(try answer(0, "agree") == "3")
        #expect(try answer(0, "bits") == "Three")
        #expect(try answer(1, "id") == "A,2")
        #expect(try answer(1, "q1st_choice") == ".dont_know")
        #expect(try answer(1, "used") == ".not_asked")
        #expect(Set(responses.map(\.id)).count == 2)
    }

    @Test func `a hierarchy names its files and the way to import them`() throws {
        let definitions = try TripleSDefinitions(
            parsing: Array(
                """
                <sss version="3.0" xml:lang="en"><hierarchy><level ident="household" href="hh.sss"/>
                <level ident="person" href="person.sss"><parent level="household" linkvar="HSERIAL" ordered="yes"/></level>
                </hierarchy></sss>
                """.utf8))
        #expect(definitions.levels.map(\.href) == ["hh.sss", "person.sss"])
        #expect(
            definitions.levels[1].parents == [.init(level: "household", link: "HSERIAL", isOrdered: true)])
        let fault = #expect(throws: TripleSFault.self) { try TripleSImport(definitions, fallbackName: "x") }
        #expect(fault?.message.contains("import one of hh.sss, person.sss") == true)
    }

    @Test func `ids follow from the serial, or from the record and its number`() throws {
        let data = "1100000001Caf\u{E9} noir 12 731112.5000\r\n1100000001Caf\u{E9} noir 12 731112.5000\r\n"
        let (imported, survey, _) = try read(Self.exit, data)
        let first = try TripleSCircle.read(imported, Self.latin(data)).responses
        let second = try TripleSCircle.read(imported, Self.latin(data)).responses
        #expect(first.map(\.id) == second.map(\.id))
        try #require(first.count == 2)
        #expect(first[0].id != first[1].id)
        #expect(first.allSatisfy { Response.isUUIDv7($0.id) && $0.survey == survey.name })
        // They are for ever: a file that is read again in years gives the same.
        #expect(first[0].id == "00000000-0000-76d8-8947-f3351a005da4")
    }
}
