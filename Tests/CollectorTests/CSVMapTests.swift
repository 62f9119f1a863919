import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Collector

@Suite("Map files")
struct CSVMapTests {
    private let survey = Sample.serviceLoyalty
    private let header = "Kanal;Betyg;Datum"

    private func problems(_ map: String, header: String? = nil) -> [String] {
        do throws(CSVFault) {
            let map = try CSVMap(Array(map.utf8), name: "crm.map")
            _ = try CSVReading(
                .bytes(Array(((header ?? self.header) + "\n").utf8), name: "old.csv"), of: survey, map: map)
            return []
        } catch { return error.problems.map(\.text) }
    }

    private let whole = """
        column "Kanal" -> channel
        column "Betyg" -> recommend
        column "Datum" -> response:started format "dd.MM.yyyy HH:mm" zone "+01:00"

        """

    @Test func `say nothing of a file that fits`() { #expect(problems(whole) == []) }

    @Test(arguments: [
        (
            "colum \"a\" -> b",
            "crm.map:4: expected a statement (column, value, ignore, missing, separator, decimal, "
                + "encoding, spreadsheet_safe), but saw \"colum\"; did you mean column?"
        ),
        (
            "column \"Datum -> x",
            "crm.map:4: expected the name of a column, but saw a text whose quotes are not closed on its line"
        ),
        ("column \"X\" channel", "crm.map:4: expected '->' and a variable, but saw \"channel\""),
        ("column \"X\" -> { }", "crm.map:4: expected a variable of the survey, but saw '{'"),
        ("column \"X\" -> overall { \"a\" 1 }", "crm.map:4: expected '=', but saw \"1\""),
        (
            "column \"X\" -> overall { \"a\" = 1",
            "crm.map:4: expected what stands in the cell, in quotes, or '}', "
                + "but saw the end of the file"
        ),
        ("separator \"#\"", "crm.map:4: a separator is \",\", \";\", \"|\" or tab, not \"#\""),
        ("decimal \";\"", "crm.map:4: a decimal mark is \",\" or \".\", not \";\""),
        (
            "encoding ebcdic",
            "crm.map:4: the encodings are utf-8, windows-1252, utf-16, not \"ebcdic\"; another one can be "
                + "converted with iconv"
        ),
        ("ignore Intern", "crm.map:4: expected the name of a column in quotes, but saw \"Intern\""),
        ("column \"kanal\" -> visits", "crm.map:4: old.csv has no column \"kanal\"; did you mean \"Kanal\"?"),
        ("column \"Kanal\" -> visits", "crm.map:4: the column \"Kanal\" is mapped or ignored already"),
        (
            "value reccomend = 3",
            "crm.map:4: \"reccomend\" is no variable of service_loyalty; did you mean \"recommend\"?"
        ),
        ("value recommend = 3", "crm.map:4: recommend has a column or a value already"),
        ("value overall = 9", "crm.map:4: \"overall\" must be a whole number from 1 to 5, not 9"),
        ("value overall = skipped", "crm.map:4: \"overall\" cannot be skipped; it can be not_asked"),
        (
            "value locale = swedish_language",
            "crm.map:4: \"swedish_language\" is no language tag like es or pt-BR"
        ),
        (
            "value state = done",
            "crm.map:4: a state is one of complete, partial, screened, refused, abandoned, not \"done\""
        ),
        (
            "value ended = yesterday",
            "crm.map:4: \"yesterday\" is no time; write 2019-03-01 or 2019-03-01T14:30:00Z"
        ),
        (
            "value response:started = 2019-01-01",
            "crm.map:4: response:started has a column or a value already"
        ),
        (
            "missing \"99\" = unknown",
            "crm.map:4: \"unknown\" is no kind of missing; there are dont_know, refused, "
                + "not_applicable, skipped, not_asked"
        ),
    ])
    func `say what is wrong and where`(_ line: String, _ message: String) {
        #expect(problems(whole + line) == [message])
    }

    @Test(arguments: [
        (
            "column \"Kanal\" -> channel { \"Butik\" = stoer }",
            "crm.map:1: \"stoer\" is no option of channel; did you mean store?"
        ),
        (
            "column \"Kanal\" -> channel { \"\" = skipped }",
            "crm.map:1: \"channel\" cannot be skipped; it can be not_asked"
        ),
        (
            "column \"Kanal\" -> channel format \"yyyy\"",
            "crm.map:1: \"channel\" is no date and no time; leave format out"
        ),
        (
            "column \"Kanal\" -> failings split \"and\"",
            "crm.map:1: options in one cell are split at one character, such as \";\""
        ),
        (
            "column \"Kanal\" -> failings:empathy { \"x\" = maybe }",
            "crm.map:1: the column of one option holds 1 or 0, or a kind of missing, not \"maybe\""
        ),
        (
            "column \"Kanal\" -> ended format \"dd.MM.yy\"",
            "crm.map:1: the format \"dd.MM.yy\": \"yy\" does not say which century; write yyyy, and make the years in the "
                + "file full"
        ),
        (
            "column \"Kanal\" -> ended format \"HH:mm\"",
            "crm.map:1: the format \"HH:mm\" does not say day, month and year: d, M, yyyy"
        ),
        (
            "column \"Kanal\" -> ended zone \"CET\"",
            "crm.map:1: a zone is written like +01:00 or Z, not \"CET\""
        ),
        (
            "column \"Kanal\" -> locale { \"SV\" = \"\" }",
            "crm.map:1: \"\" is no language tag like es or pt-BR"
        ),
        ("column \"Kanal\" -> recommend", "crm.map:2: two columns are recommend"),
    ])
    func `say what a column cannot be`(_ column: String, _ message: String) {
        let rest = whole.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().joined(
            separator: "\n")
        #expect(problems(column + "\n" + rest) == [message])
    }

    @Test func `have columns of the file all spoken of`() {
        #expect(
            problems(
                "value started = 2019-03-01", header: "recomend,failings:emphaty,Intern,,overall,overall")
                == [
                    "old.csv:1: the column \"overall\" stands twice, as the 5th and the 6th",
                    "old.csv:1: two columns are overall",
                    "old.csv:1: the column \"recomend\" is no variable of service_loyalty; did you mean \"recommend\"?; map it, or "
                        + "leave it out with ignore \"recomend\"",
                    "old.csv:1: the column \"failings:emphaty\" is no variable of service_loyalty; did you mean "
                        + "\"failings:empathy\"?; map it, or leave it out with ignore \"failings:emphaty\"",
                    "old.csv:1: the column \"Intern\" is no variable of service_loyalty; map it, or leave it out with ignore "
                        + "\"Intern\"",
                    "old.csv:1: the 4th column has no name; leave it out with ignore \"\"",
                ])
    }

    @Test func `need a time from somewhere`() {
        #expect(
            problems("", header: "overall") == [
                "old.csv: nothing says when a response was given; map a column to response:started, or write "
                    + "value response:started = 2019-03-01 into a map"
            ])
    }

    @Test func `share lines, have comments and escapes, and go on after a fault`() throws {
        let map = try CSVMap(
            Array(
                """
                \u{FEFF}// a comment
                separator tab decimal "," encoding latin1 // the rest of it
                ignore "a \\"b\\" \\\\ \\t" "c"  spreadsheet_safe
                """.utf8), name: "m")
        #expect(
            map.separator == 0x09 && map.decimal == 0x2C && map.encoding == .windows1252
                && map.isSpreadsheetSafe)
        #expect(map.ignored.map(\.text) == ["a \"b\" \\ \t", "c"])
        #expect(throws: CSVFault.self) { try CSVMap([0x63, 0xFF], name: "m") }
        let found = problems("separator #\nfoo\nignore ö\ndecimal x\n")
        #expect(found.count == 3)
    }

    @Test(arguments: UInt64(0)..<300)
    func `are read to the end whatever is in them`(_ seed: UInt64) {
        var numbers = Seeded(seed)
        let pieces = [
            "column", "value", "ignore", "missing", "separator", "->", "=", "{", "}", "\"a\"", "\"", "\\",
            "//", "\n", " ",
            "overall", "response:started", "format", "\"yyyy\"", "1", "-1", "store", ".skipped", "zone", "ö",
            "\u{0}", "split",
            "\";\"", "channel", "\"Kanal\"", "failings:empathy",
        ]
        let count = Int.random(in: 0..<60, using: &numbers)
        var text: [UInt8] = []
        for _ in 0..<count {
            text += Array((pieces.randomElement(using: &numbers) ?? "").utf8)
            if numbers.chance(0.7) { text.append(0x20) }
            if numbers.chance(0.02) { text.append(UInt8.random(in: 0...255, using: &numbers)) }
        }
        do {
            let map = try CSVMap(text, name: "m")
            _ = try CSVReading(.bytes(Array("Kanal\n".utf8), name: "f"), of: survey, map: map)
        } catch {
            #expect(!error.problems.isEmpty)
            #expect(error.problems.allSatisfy { !$0.message.isEmpty && ($0.line ?? 1) >= 1 })
        }
    }
}
