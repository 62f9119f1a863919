import Codebook
import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Interchange

@Suite("Syntax of SPSS")
struct SPSSSyntaxTests {
    static func survey() -> Survey {
        Survey(
            name: "visit", version: 1, language: "en", structure: "sha256:9f2c",
            texts: [
                Text(key: "how", source: "How did you come?"), Text(key: "store", source: "In the \"store\""),
                Text(key: "phone", source: "It's by phone"), Text(key: "spend", source: "How much?"),
                Text(key: "used", source: "What did you use?"),
            ],
            lists: [
                OptionList(
                    name: "ways",
                    options: [
                        .init(name: "store", code: 10, text: TextID(1)),
                        .init(name: "phone", code: -99, text: TextID(2)),
                    ])
            ],
            variables: [
                Variable(
                    name: "way", role: .answer(QuestionID(0)), domain: .option(ListID(0)), missing: [.refused]
                ),
                Variable(
                    name: "used", role: .answer(QuestionID(1)), domain: .options(ListID(0), select: 1...2)),
                Variable(name: "why", role: .given(isOptional: true), domain: .text(TextRule())),
            ],
            questions: [
                Question(
                    name: "way", kind: .choice(ListID(0)), text: TextID(0), variables: [VariableID(0)]),
                Question(
                    name: "used", kind: .choices(ListID(0), select: 1...2), text: TextID(4),
                    variables: [VariableID(1)]),
            ],
            endings: [Ending()],
            blocks: [Block(kind: .root, parent: nil, steps: 0..<3)],
            steps: [
                Step(.ask(QuestionID(0)), in: BlockID(0)), Step(.ask(QuestionID(1)), in: BlockID(0)),
                Step(.end(EndingID(0)), in: BlockID(0)),
            ])
    }

    private func syntax(_ layout: ColumnLayout, _ options: CSVWriter.Options = .init(isOneLine: true)) throws
        -> String
    {
        let output = MemoryOutput()
        let syntax = try SPSSSyntax(layout, options: options)
        try syntax.write(
            of: "answers.csv", texts: layout.columns.map { $0.kind == .text ? 40 : 0 }, to: output)
        return output.text
    }

    @Test func `looks as the page on formats shows`() throws {
        let page = try String(
            contentsOfFile: shippedSchema("../Documentation/Formats.md"), encoding: .utf8)
        let text = try syntax(ColumnLayout(Codebook(Self.survey())))
        let lines = text.components(separatedBy: "\n")
        func shown(_ start: String, _ count: Int) throws -> String {
            let first = try #require(lines.firstIndex { $0.hasPrefix(start) })
            return lines[first..<first + count].joined(separator: "\n")
        }
        let example = try [
            shown("GET DATA", 4), shown("RECODE @13", 8), shown("VARIABLE LABELS way", 2),
            shown("VALUE LABELS way", 4), shown("MISSING VALUES way", 1), shown("MRSETS", 4),
        ].joined(separator: "\n")
        let isShown = page.contains("\n```text\n" + example + "\n```\n")
        #expect(isShown, "\(example)")
    }

    @Test func `reads every column once and keeps every variable, in the order of the table`() throws {
        for survey in [Sample.serviceLoyalty, Sample.wholeLanguage] {
            for rosters in [ColumnLayout.Rosters.wide, .long] {
                let layout = ColumnLayout(
                    Codebook(survey), includesPersonal: true, rosters: rosters, hasWeights: true)
                let text = try syntax(layout)
                let names = PackageNames(layout.columns, of: layout.codebook, .spss).names
                let read =
                    text.components(separatedBy: "/VARIABLES=\n")[1].components(separatedBy: ".\n")[0]
                    + "\n"
                #expect(read.split(separator: "\n").count >= names.count)
                let kept = text.components(separatedBy: "/KEEP=")[1].components(separatedBy: ".\nMRSETS")[0]
                    .components(separatedBy: ".\nWEIGHT")[0].components(separatedBy: ".\nEXECUTE")[0]
                #expect(kept.split { $0 == " " || $0 == "\n" }.map(String.init) == names)
                #expect(text.contains("\nWEIGHT BY response_weight.\n"))
                for name in names { #expect(text.contains("\nVARIABLE LEVEL \(name) (")) }
            }
        }
    }

    @Test func `has no line that is too long, and no text that ends a quotation`() throws {
        var survey = Self.survey()
        survey.texts[0].source = "It's 'so'\u{2028}.\nEXECUTE.\u{85}" + String(repeating: "é", count: 300)
        let text = try syntax(ColumnLayout(Codebook(survey)))
        for line in text.split(separator: "\n") {
            #expect(line.utf8.count <= 300)
            #expect(line.count { $0 == "'" }.isMultiple(of: 2) || line.contains("\"'\""), "\(line)")
        }
        #expect(text.contains("'It''s ''so'' . EXECUTE. é"))
        #expect(SPSSText.quoted("a\nb\u{2029}'") == "'a b '''")
        #expect(SPSSText.number(-99) == "-99" && SPSSText.number(0.5) == "0.5")
    }

    @Test func `takes away what spreadsheets were given, where they were`() throws {
        let layout = ColumnLayout(Codebook(Self.survey()))
        let apostrophe = "IF (SUBSTR(why,1,1)=\"'\") why=SUBSTR(why,2)."
        #expect(try !syntax(layout).contains(apostrophe))
        let safe = try syntax(layout, .init(isSpreadsheetSafe: true, isOneLine: true))
        #expect(safe.contains(apostrophe) && safe.contains("COMPUTE why=REPLACE(why,\";'\",\";\")."))
    }

    @Test func `is written for tables of rosters too, and says what it loses`() throws {
        let layout = ColumnLayout(Codebook(Sample.wholeLanguage), rosters: .long)
        let syntax = try SPSSSyntax(layout, options: .init(isOneLine: true))
        for (index, roster) in layout.rosters.enumerated() {
            let output = MemoryOutput()
            try syntax.write(
                roster: index, of: "answers.\(roster.name).csv", texts: roster.columns.map { _ in 9 },
                to: output)
            #expect(output.text.contains("/FILE='answers.\(roster.name).csv'"))
            #expect(output.text.contains("    response_id A36\n"))
        }
        #expect(syntax.losses.losses.contains { $0.kind == .renamed })
        #expect(SPSSSyntax.path(beside: "x/answers.csv") == "x/answers.sps")
    }
}
