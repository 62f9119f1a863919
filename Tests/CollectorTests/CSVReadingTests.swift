import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector

@Suite("Reading CSV")
struct CSVReadingTests {
    private let survey = Sample.serviceLoyalty
    private static let start = "separator \",\"\nvalue started = 2019-03-01\n"

    private func read(_ bytes: [UInt8], _ map: String = start, threads: Int = 2) throws -> LineCollector {
        let collector = LineCollector(TallyPlan(survey), threads: threads, kept: 100)
        try collector.read(csv: .bytes(bytes, name: "old.csv"), map: CSVMap(Array(map.utf8), name: "m.map"))
        return collector
    }

    private func read(_ text: String, _ map: String = start) throws -> LineCollector {
        try read(Array(text.utf8), map)
    }

    /// What becomes of the answers of a file's rows.
    private func answers(_ text: String, _ map: String = start) throws -> [String] {
        let stream = try CSVLineStream(
            .bytes(Array(text.utf8), name: "old.csv"), of: survey, map: CSVMap(Array(map.utf8), name: "m.map")
        )
        var all: [String] = []
        while let line = try stream.next() {
            let text = String(decoding: line.bytes, as: UTF8.self)
            all.append(
                text.range(of: "\"answers\":").map { String(text[$0.upperBound...].dropLast()) } ?? line
                    .fault?.message ?? "")
        }
        return all
    }

    private func fault(_ bytes: [UInt8], _ map: String = start) -> String? {
        do {
            _ = try read(bytes, map)
            return nil
        } catch { return (error as? CSVFault)?.problems.map(\.text).joined(separator: "\n") ?? "\(error)" }
    }

    // MARK: The same as lines

    @Test func `gives the tallies that the same responses give as lines`() throws {
        for (seed, survey) in [Sample.serviceLoyalty, OddSurvey.survey, Sample.wholeLanguage].enumerated() {
            var generated = GeneratedResponses(survey, seed: UInt64(seed))
            var responses = (0..<700).map { _ in generated.next() }
            // Some again, and some as conflicts.
            for place in [17, 400, 600] {
                responses.append(responses[place])
                var other = responses[place + 1]
                other.isStale.toggle()
                responses.append(other)
            }
            let table = GeneratedTables.ours(survey, responses)
            let lines = responses.map { $0.line(of: survey) }.joined(separator: "\n")
            let expected = LineCollector(TallyPlan(survey), threads: 1)
            try expected.read(.bytes(Array(lines.utf8), name: "lines"))
            for threads in [1, 3] {
                let collector = LineCollector(TallyPlan(survey), threads: threads)
                let text = ([table.header] + table.rows).joined(separator: "\r\n")
                try collector.read(csv: .bytes(Array(text.utf8), name: "table"))
                #expect(collector.counts == expected.counts)
                #expect(collector.tallies == expected.tallies)
                let conflicts = collector.findings.filter { $0.kind == .conflict }
                #expect(conflicts.map(\.line).allSatisfy { $0 > 700 })
                // As lines after the table, all is known.
                try collector.read(.bytes(Array(lines.utf8), name: "lines"))
                #expect(collector.counts.taken == expected.counts.taken)
            }
        }
    }

    // MARK: Forms of files

    @Test(arguments: [
        "overall,recommend\n4,9\n5,10\n", "overall,recommend\r\n4,9\r\n5,10\r\n",
        "overall,recommend\r4,9\r5,10\r",
        "overall,recommend\n4,9\n5,10", "overall,recommend\r4,9\r5,10",
        "\u{FEFF}overall,recommend\n4,9\n5,10\n\n\n,\n",
        "overall;recommend\n4;9\n5;10\n;\n", "overall\trecommend\n4\t9\n5\t10\n",
        "overall|recommend\n4|9\n5|10\n",
        "\"overall\",\"recommend\"\n\"4\",\"9\"\n\"5\",\"10\"\n", " overall , recommend \n 4 , 9 \n5,10\n",
        "\n".isEmpty ? "" : "recommend,overall\n9,4\n10,5\n",
    ])
    func `takes every kind of separator, line end and quotes`(_ text: String) throws {
        let map = "value started = 2019-03-01\n"
        #expect(
            try answers(text, map) == [
                #"{"overall":4,"recommend":9},"missing":{}"#, #"{"overall":5,"recommend":10},"missing":{}"#,
            ])
        #expect(try read(text, map).counts == CollectionCounts(taken: 2))
    }

    @Test func `reads Windows-1252 and UTF-16 if it is told, and says so if it is not`() throws {
        let text = "branch,overall\nMalmö – “väst” €,4\n😀,5\n"
        var windows: [UInt8] = []
        for scalar in text.unicodeScalars {
            let table: [UInt32: UInt8] = [
                0x2013: 0x96, 0x201C: 0x93, 0x201D: 0x94, 0x20AC: 0x80, 0x1F600: 0x3F,
            ]
            windows.append(table[scalar.value] ?? UInt8(truncatingIfNeeded: scalar.value))
        }
        func lines(_ bytes: [UInt8], _ encoding: String) throws -> [String] {
            let map = try CSVMap(Array((Self.start + "encoding \(encoding)").utf8), name: "m")
            let stream = try CSVLineStream(.bytes(bytes, name: "f"), of: survey, map: map)
            var lines: [String] = []
            while let line = try stream.next() { lines.append(String(decoding: line.bytes, as: UTF8.self)) }
            return lines
        }
        let expected = try lines(Array(text.utf8), "utf-8")
        #expect(expected[0].contains("Malmö – “väst” €") && expected[1].contains("😀"))
        // The face has no letter there and became a question mark.
        let plain = text.replacingOccurrences(of: "😀", with: "?")
        #expect(try lines(windows, "windows-1252") == lines(Array(plain.utf8), "utf-8"))
        let wide: [UInt8] = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let swapped: [UInt8] = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
        let forms: [[UInt8]] = [[0xFF, 0xFE] + wide, [0xFE, 0xFF] + swapped, wide]
        for bytes in forms {
            #expect(try lines(bytes, "utf-16") == expected)
            #expect(
                fault(bytes)
                    == "old.csv:1: it is UTF-16; write encoding utf-16 into a map, or convert it: "
                    + "iconv -f UTF-16 -t UTF-8 old.csv > new.csv")
        }
        let finding = try #require(read(windows).findings.first)
        #expect(
            finding.text
                == "old.csv:2: column \"branch\" is not UTF-8; if an older spreadsheet wrote the file, write encoding "
                + "windows-1252 into a map")
        #expect(
            fault([0x6F, 0xF6, 0x0A])?.contains("the header is not UTF-8; if an older spreadsheet wrote it")
                == true)
    }

    @Test func `says what is no table`() throws {
        let empty = "old.csv: it is empty; a CSV begins with a line of column names"
        #expect(fault([]) == empty)
        #expect(fault(Array("\n\n".utf8)) == empty)
        #expect(try read("overall\n").counts == CollectionCounts())
        #expect(try read("overall").counts == CollectionCounts())
        #expect(fault(Array("\"overall".utf8)) == "old.csv:1: a quote in the header is not closed")
        #expect(
            fault([0x61, 0, 0, 0x62])
                == "old.csv:1: it is UTF-16; write encoding utf-16 into a map, or convert it: "
                + "iconv -f UTF-16 -t UTF-8 old.csv > new.csv")
        let missing = LineCollector(TallyPlan(survey))
        #expect(throws: CSVFault.self) { try missing.read(csv: .file("/nowhere/old.csv")) }
    }

    @Test func `names the file, the line and the column of what it rejects`() throws {
        let text = """
            branch,"Betyg",Kanal,failings:empathy,failings:unclear
            "a
            b",4,store,1,0
            x,9,store,1,0
            x,4,stoer,1,0
            x,4
            x,4,store,1,0,,
            x,4,store,1,.skipped
            x,4,store,yes,maybe
            x,"4"5,store,1,0
            x,,1,1,1
            "x,4,store,1,0
            """
        let map = Self.start + "column \"Betyg\" -> overall\ncolumn \"Kanal\" -> channel\n"
        let collector = try read(text, map)
        #expect(
            collector.findings.map(\.text) == [
                "old.csv:2: column \"branch\" must be a text of 1 to 4000 characters without control characters, not \"a\\nb\"; "
                    + "character 2 is U+000A LINE FEED",
                "old.csv:4: column \"Betyg\" (overall) must be a whole number from 1 to 5, not 9",
                "old.csv:5: column \"Kanal\" (channel) must be one of the options (store, phone, email, social, bot, other; did "
                    + "you mean store?), not \"stoer\"",
                "old.csv:6: it has 2 cells, but the header has 5; is a quote or a line break where none belongs?",
                "old.csv:7: it has 7 cells, but the header has 5; a cell with a separator in it needs quotes",
                "old.csv:8: the columns of failings, from column \"failings:empathy\" on, are answered in part; all of them "
                    + "are, or none",
                "old.csv:9: column \"failings:unclear\" (failings) must be 1 or 0, not \"maybe\"",
                "old.csv:10: in column \"Betyg\" something follows the quote that closes the cell; a quote in a cell is "
                    + "written twice",
                "old.csv:12: in column \"branch\" a quote is opened and not closed before the end of the file",
            ])
        #expect(collector.counts == CollectionCounts(taken: 1, rejected: 9))
    }

    // MARK: Values

    @Test func `understands options by name, code and label in any language`() throws {
        var survey = survey
        let list = try #require(survey.lists.firstIndex { $0.name == "channel" })
        let labels = ["In the store", "By phone", "2", "Same", "Same", "{branch}"]
        for (option, label) in zip(survey.lists[list].options, labels) {
            survey.texts[option.text.position].source = label
        }
        var swedish = survey.texts.map { LocalizedText(state: .missing, template: $0.source) }
        swedish[survey.lists[list].options[1].text.position] = LocalizedText(
            state: .stale, template: "På telefon")
        survey.localizations = [Localization(tag: "sv", texts: swedish)]
        func options(_ cells: [String]) throws -> [String] {
            let text = "channel\n" + cells.joined(separator: "\n")
            let stream = try CSVLineStream(
                .bytes(Array(text.utf8), name: "f"), of: survey,
                map: CSVMap(Array(Self.start.utf8), name: "m"))
            var found: [String] = []
            while let line = try stream.next() {
                let text = String(decoding: line.bytes, as: UTF8.self)
                let name = text.range(of: "\"channel\":\"", options: .backwards).map {
                    text[$0.upperBound...].prefix { $0 != "\"" }
                }
                found.append(line.fault == nil ? String(name ?? "") : "-")
            }
            return found
        }
        #expect(
            try options(["store", "STORE", " Store ", "1", "In the store", "in the STORE"])
                == [String](repeating: "store", count: 6))
        #expect(
            try options(["By phone", "På telefon", "på telefon", "phone"])
                == [String](repeating: "phone", count: 4))
        // The code of one option and the label of another, the label of two, a text that pipes, nothing at all.
        #expect(try options(["2", "Same", "{branch}", "x", "7"]) == [String](repeating: "-", count: 5))
    }

    @Test func `takes codes of a map in place of those of the survey`() throws {
        let map = Self.start + "column \"channel\" -> channel { \"1\" = phone \"2\" = store }"
        let found = try answers("channel\n1\n2\n3\n", map)
        #expect(found[0].hasPrefix(#"{"channel":"phone"}"#) && found[1].hasPrefix(#"{"channel":"store"}"#))
        #expect(found[2].contains("must be one of the options"))
    }

    @Test func `reads sets from one cell and from columns`() throws {
        let one = Self.start + "column \"f\" -> failings split \"/\""
        #expect(
            try answers("f\nunclear/empathy\n 1 / OTHER \nempathy/1\n", one) == [
                #"{"failings":["empathy","unclear"]},"missing":{}"#,
                #"{"failings":["empathy","other"]},"missing":{}"#,
                #"column "f" (failings) names an option twice: "empathy/1""#,
            ])
        let many =
            Self.start
            + "column \"e\" -> failings:empathy { \"x\" = 1 }\ncolumn \"u\" -> failings:unclear { \"x\" = 1 \"-\" = 0 }"
        #expect(
            try answers("e,u,overall\nx,,4\n,x,4\n,,4\n0,-,4\nTRUE,no,4\n", many) == [
                #"{"overall":4,"failings":["empathy"]},"missing":{}"#,
                #"{"overall":4,"failings":["unclear"]},"missing":{}"#,
                #"{"overall":4},"missing":{}"#, #"{"overall":4},"missing":{}"#,
                #"{"overall":4,"failings":["empathy"]},"missing":{}"#,
            ])
    }

    @Test func `reads missing codes, empty cells and decimal commas`() throws {
        let map =
            Self.start + """
                missing "99" = dont_know
                missing "-1" = skipped
                decimal ","
                """
        #expect(
            try answers("comfort,spend,visits,why\n99,\"12,50\",99,\n3,-1,0099,x\n5,\"0,0\",,\n", map) == [
                #"{"visits":99,"spend":12.5},"missing":{"comfort":"dont_know","why":"skipped"}"#,
                #"{"visits":99,"comfort":3,"why":"x"},"missing":{"spend":"skipped"}"#,
                #"{"comfort":5,"spend":0},"missing":{"visits":"skipped","why":"skipped"}"#,
            ])
    }

    @Test func `reads times of a pattern and of a zone`() throws {
        let map = "column \"t\" -> started format \"d.M.yyyy h:mm a\" zone \"+02:00\"\ncolumn \"e\" -> ended"
        let stream = try CSVLineStream(
            .bytes(
                Array(
                    "t,e,overall\n1.3.2019 1:05 AM,,4\n31.2.2019 1:05 AM,,4\n1.3.2019 12:00 pm,2019-03-01 10:30,4\n"
                        .utf8),
                name: "f"), of: survey, map: CSVMap(Array(map.utf8), name: "m"))
        let first = try #require(try stream.next())
        let text = String(decoding: first.bytes, as: UTF8.self)
        #expect(
            text.contains(
                #""started":"2019-02-28T23:05:00.000Z","ended":"2019-02-28T23:05:00.000Z","state":"complete""#
            ))
        #expect(text.contains(#""channel":"import","seed":0,"#) && text.contains(#""locale":"en""#))
        let second = try #require(try stream.next())
        #expect(
            second.fault?.message
                == "column \"t\" must be a time in the format that the map says, not \"31.2.2019 1:05 AM\""
        )
        let third = String(decoding: try #require(try stream.next()).bytes, as: UTF8.self)
        #expect(third.contains(#""started":"2019-03-01T10:00:00.000Z","ended":"2019-03-01T10:30:00.000Z""#))
    }

    @Test func `suggests a map that can be read`() throws {
        let header = "Datum;Recommend;What about overall?;channel;Brister;\"odd \"\"name\"\"\";failings"
        let text = try CSVMap.suggestion(
            for: .bytes(Array((header + "\n1;2").utf8), name: "old.csv"), of: survey)
        #expect(
            text == #"""
                // What the columns of old.csv are; see Documentation/Formats.md, "Map files".
                column "Datum"               -> response:started  // format "dd.MM.yyyy HH:mm" zone "+01:00"
                column "Recommend"           -> recommend
                column "What about overall?" -> overall
                column "channel"             -> channel  // { "…" = store  "…" = phone  "…" = email  "…" = social }
                column "failings"            -> failings  // split ";"

                // Nothing is like these: say what they are, or take the slashes away.
                // ignore "Brister"
                // ignore "odd \"name\""

                // value response:locale = en
                separator ";"

                """#)
        let finished = text.replacingOccurrences(of: "// ignore", with: "ignore")
        let map = try CSVMap(Array(finished.utf8), name: "old.map")
        _ = try CSVReading(.bytes(Array(header.utf8), name: "old.csv"), of: survey, map: map)
    }
}
