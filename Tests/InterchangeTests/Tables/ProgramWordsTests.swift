import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Tallies
import Testing
import Translations
import XMLTree

/// What no author wrote stands in the language of the labels, in the same words in every format.
@Suite struct ProgramWordsTests {
    /// A survey in English and Greek, all of it translated.
    private static func codebook() throws -> Codebook {
        var survey = Sample.serviceLoyalty
        survey.translations = ["el"]
        survey.localizations = [
            Localization(
                tag: "el",
                texts: survey.texts.map { LocalizedText(state: .current, template: "Ε: \($0.source)") })
        ]
        return Codebook(survey, texts: ["el": try greek()])
    }

    /// The program's words in Greek.
    static func greek() throws -> ProgramTexts {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Locales/sondeo/el.po")
        let catalogue = try #require(Catalogue.read(Array(try Data(contentsOf: file))).catalogue)
        return ProgramTexts(catalogue: catalogue)
    }

    @Test func `a data package speaks one language`() throws {
        let codebook = try Self.codebook()
        let package = DataPackage(ColumnLayout(codebook), locale: 1, file: "answers.csv").json
        let fields = try #require(package["resources"]?.array?[0]["schema"]?["fields"]?.array)
        let titles = fields.compactMap { $0["title"]?.string }
        #expect(titles[0] == "Απάντηση" && titles.contains("Γλώσσα") && titles.contains("Έναρξη (UTC)"))
        let flag = try #require(fields.first { $0["name"]?.string == "failings:empathy" })
        #expect(flag["categories"]?.array?.map { $0["label"]?.string } == ["Δεν επιλέχθηκε", "Επιλέχθηκε"])
    }

    @Test func `words of the program are in files of packages and in the syntax`() throws {
        let codebook = try Self.codebook()
        let layout = ColumnLayout(codebook)
        let spool = try RowSpool(TallyPlan(codebook.survey), beside: "-")
        for format in [PackageFormat.sav, .dta] {
            let output = MemoryOutput()
            _ = try PackageWriter(format, layout, locale: 1).write(spool, to: output)
            for word in ["Απάντηση", "Επιλέχθηκε", "Δεν επιλέχθηκε", "Ναι"] {
                #expect(output.bytes.contains(Array(word.utf8)), "\(format): \(word)")
            }
            #expect(!output.bytes.contains(Array("Not chosen".utf8)))
        }
        let syntax = MemoryOutput()
        try SPSSSyntax(layout, locale: 1, options: .init()).write(of: "a.csv", texts: [], to: syntax)
        #expect(syntax.text.contains("'Δεν επιλέχθηκε'") && !syntax.text.contains("'Not chosen'"))
    }

    @Test func `names and the program's words are no missing translations in DDI`() throws {
        let codebook = try Self.codebook()
        let output = MemoryOutput()
        var writer = DDIWriter(ColumnLayout(codebook), frequencies: nil, to: output)
        try writer.finish()
        #expect(!writer.losses.losses.contains { $0.kind == .leftOut && $0.subject == "el" })
        let root = try #require(Element.parse(output.bytes))
        let variables = try #require(root["dataDscr"]).children.filter { $0.name == "var" }
        func labels(_ name: String) -> [String?: String] {
            let variable = variables.first { $0.attributes["name"] == name }
            let labels = variable?.children.filter { $0.name == "labl" } ?? []
            return Dictionary(labels.map { ($0.attributes["xml:lang"], $0.text) }) { $1 }
        }
        #expect(labels("response_id") == ["en": "Response", "el": "Απάντηση"])
        for entry in codebook.variables where entry.label.origin == .name {
            #expect(labels(entry.name).keys.allSatisfy { $0 == "en" }, "\(entry.name)")
        }
        #expect(codebook.variables.contains { $0.label.origin == .name })
    }

    @Test func `what was typed at an option has a label of its own`() throws {
        let codebook = try Self.codebook()
        let typed = try #require(codebook.variables.first { $0.role == .specify })
        let option = try #require(
            codebook.variables.lazy.flatMap(\.categories).first { $0.specify == typed.position }?.label)
        #expect(typed.part?.text(in: 0) == option.text(in: 0) + ": text")
        #expect(typed.part?.text(in: 1) == option.text(in: 1) + ": κείμενο")
        #expect(typed.label.text(in: 1).hasSuffix(": κείμενο"))
    }
}

extension [UInt8] {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        String(decoding: self, as: UTF8.self).contains(String(decoding: part, as: UTF8.self))
    }
}
