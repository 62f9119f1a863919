import Codebook
import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing
import Translations
import XMLTree

@testable import Interchange

/// What whoever opens a file is told of all of it, in every format that has a place for words.
@Suite struct FileNotesTests {
    private static let lines = """
        text first "What may we call you?" optional
        number spend 0...100 "How much did {first | our guest} spend?" optional
        ranking best "Which is best?" {
            select 1...2
            - a "A"
            - b "B"
            - c "C"
        }
        """

    private static func rows(_ survey: Survey, synthetic: Int, of count: Int) throws -> [ResponseRow.Head] {
        try responses(survey, synthetic: synthetic, of: count).map { ResponseRow($0, TallyPlan(survey)).head }
    }

    private static func responses(
        _ survey: Survey, synthetic: Int, of count: Int
    ) throws -> [Response] {
        var responses = try RowTests.responses(survey, count: count)
        for index in 0..<synthetic { responses[index].channel = "simulated" }
        return responses
    }

    private static func notes(_ survey: Survey, synthetic: Int, of count: Int) throws -> FileNotes {
        var notes = FileNotes()
        for head in try rows(survey, synthetic: synthetic, of: count) { notes.count(head) }
        notes.versions = [
            .init(version: 1, responses: 40, variables: ["spend", "best"]),
            .init(version: 2, responses: 1, variables: nil),
        ]
        return notes
    }

    private static let all = "These responses are synthetic: a program made them, no person gave them."
    private static let some = "2 responses are synthetic: a program made them."
    private static let first =
        "40 responses are to version 1: their answers to spend, best cannot be compared with version 1 "
        + "and are missing here, as if not asked."
    private static let second =
        "1 response is to version 2: none of its answers can be compared with version 1, and all are missing "
        + "here, as if not asked."

    @Test func `say what is synthetic, what is missing of versions and what braces are`() throws {
        let survey = try PackageWriterTests.survey(Self.lines)
        let codebook = Codebook(survey)
        let braces = codebook.programTexts[0][.codebookBraces]
        let mixed = try Self.notes(survey, synthetic: 2, of: 5)
        #expect(mixed.sentences(codebook, in: 0) == [Self.some, Self.first, Self.second, braces])
        #expect(mixed.english(codebook) == mixed.sentences(codebook, in: 0))
        #expect(try Self.notes(survey, synthetic: 3, of: 3).sentences(codebook, in: 0).first == Self.all)
        #expect(FileNotes().sentences(Codebook(try PackageWriterTests.survey("yesno a \"A?\"")), in: 0) == [])
    }

    @Test(arguments: [PackageFormat.sav, .zsav, .dta])
    func `stand in the notes of a statistical package`(_ format: PackageFormat) throws {
        let survey = try PackageWriterTests.survey(Self.lines)
        let layout = ColumnLayout(Codebook(survey), includesPersonal: true)
        let responses = try Self.responses(survey, synthetic: 2, of: 5)
        var writer = PackageWriter(format, layout)
        let plain = MemoryOutput()
        _ = try writer.write(PackageWriterTests.spool(survey, responses), to: plain)
        writer.notes = try Self.notes(survey, synthetic: 2, of: 5)
        let output = MemoryOutput()
        _ = try writer.write(PackageWriterTests.spool(survey, responses), to: output)
        let file = try PackageReading(output.bytes, format)
        let words = file.notes.flatMap { $0.split(separator: " ") }.joined(separator: " ")
        #expect(words.contains(Self.some) && words.contains(Self.first) && words.contains(Self.second))
        // Nothing else moves for it.
        let other = try PackageReading(plain.bytes, format)
        #expect(file.cells == other.cells)
        #expect(file.variables.map(\.name) == other.variables.map(\.name))
        #expect(file.variables.map(\.label) == other.variables.map(\.label))
    }

    @Test func `long words of notes are cut into lines between letters`() throws {
        let survey = try PackageWriterTests.survey(Self.lines)
        var writer = PackageWriter(.sav, ColumnLayout(Codebook(survey)))
        let name = String(repeating: "ξ😀", count: 100)
        writer.notes.versions = [.init(version: 1, responses: 3, variables: [name])]
        let output = MemoryOutput()
        _ = try writer.write(PackageWriterTests.spool(survey, []), to: output)
        let file = try PackageReading(output.bytes, .sav)
        #expect(file.notes.allSatisfy { $0.utf8.count <= 80 })
        #expect(file.notes.map { $0.trimmingCharacters(in: .whitespaces) }.joined().contains(name))
    }

    @Test func `stand in the description of a data package, with what an empty place is`() throws {
        let survey = try PackageWriterTests.survey(Self.lines)
        let layout = ColumnLayout(Codebook(survey))
        let notes = try Self.notes(survey, synthetic: 2, of: 5)
        let json = DataPackage(layout, file: "answers.csv", notes: notes).json
        let text = json["description"]?.string ?? ""
        #expect(text.contains(Self.some) && text.contains(Self.first))
        #expect(
            text.contains(
                "In the columns of a ranking, an empty cell is also an option that was given no place"))
        let fields = json["resources"]?.array?[0]["schema"]?["fields"]?.array ?? []
        let place = try #require(fields.first { $0["name"]?.string == "best:c" })
        #expect(place["constraints"]?["maximum"]?.compactText == "2")
        #expect(place["missingValues"]?.array?.last?["label"]?.string == "Not asked / Not ranked")
        let number = fields.first { $0["name"]?.string == "spend" }
        #expect(number?["missingValues"]?.array?.last?["label"]?.string == "Not asked")
    }

    @Test func `stand in a description for archives, which claims no interviews of what a program made`()
        throws
    {
        let survey = try PackageWriterTests.survey(Self.lines)
        func document(_ synthetic: Int, of count: Int) throws -> Element {
            let output = MemoryOutput()
            var writer = DDIWriter(ColumnLayout(Codebook(survey)), to: output)
            for response in try Self.responses(survey, synthetic: synthetic, of: count) {
                try writer.write(ResponseRow(response, TallyPlan(survey)))
            }
            writer.notes.versions = [.init(version: 1, responses: 40, variables: ["spend", "best"])]
            try writer.finish()
            return try #require(Element.parse(output.bytes))
        }
        let simulated = try document(4, of: 4)
        #expect(simulated.all.first { $0.name == "abstract" }?.text == Self.all)
        #expect(!simulated.all.contains { ["collMode", "anlyUnit"].contains($0.name) })
        #expect(simulated.all.first { $0.name == "dataKind" }?.text == "Simulated data")
        #expect(simulated.all.first { $0.name == "universe" }?.text == "Nobody: a program made the responses")
        let notes = simulated["fileDscr"]?.children.filter { $0.name == "notes" } ?? []
        #expect(notes.first { $0.attributes["type"] == "not-comparable" }?.text == Self.first)
        #expect(notes.contains { $0.attributes["type"] == "braces" })
        let mixed = try document(2, of: 5)
        #expect(mixed.all.first { $0.name == "abstract" }?.text == Self.some)
        #expect(mixed.all.contains { $0.name == "collMode" })
        let real = try document(0, of: 5)
        #expect(!real.all.contains { $0.name == "abstract" })
    }

    @Test func `stand on the first sheet of a workbook`() throws {
        let survey = try PackageWriterTests.survey(Self.lines)
        let workbook = RecordedWorkbook()
        var writer = try SpreadsheetWriter(
            ColumnLayout(Codebook(survey)), options: .init(), in: workbook)
        for response in try Self.responses(survey, synthetic: 2, of: 5) {
            try writer.write(ResponseRow(response, TallyPlan(survey)))
        }
        writer.notes.versions = [.init(version: 1, responses: 40, variables: ["spend", "best"])]
        try writer.finish()
        let about = try #require(workbook["About"]).cells.compactMap { $0[1]?.text }
        #expect(about.contains(Self.some) && about.contains(Self.first))
        #expect(
            about.contains(
                "In the columns of a ranking, an empty cell is also an option that was given no place."))
    }

    @Test func `stand in definitions of Triple-S, where readers pass them over`() throws {
        let survey = try PackageWriterTests.survey(Self.lines)
        let output = MemoryOutput()
        let data = MemoryOutput()
        let layout = ColumnLayout(Codebook(survey))
        var writer = try TripleSWriter(
            layout, TripleSOptions(locales: nil, of: 1), stem: "a", plan: TallyPlan(survey), beside: "-",
            to: ["a.sss": output, "a.asc": data])
        for response in try Self.responses(survey, synthetic: 5, of: 5) {
            try writer.write(ResponseRow(response, TallyPlan(survey)))
        }
        try writer.finish()
        #expect(output.text.contains("<?sondeo-note \(Self.all)?>"))
        let definitions = try TripleSDefinitions(parsing: output.bytes)
        #expect(definitions.title.text(in: "en") == "test")
    }
}
