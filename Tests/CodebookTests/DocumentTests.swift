import Codebook
import Foundation
import SampleSurveys
import SurveyModel
import Testing

/// The codebook as JSON and Markdown is kept beside the tests, so that a reviewer can read it. `UPDATE_SNAPSHOTS=1` writes
/// it anew.
@Suite struct DocumentTests {
    private func expect(_ text: String, asIn name: String) throws {
        let file = RouteTests.package.appendingPathComponent("Tests/CodebookTests/Snapshots/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func `the survey of everything is written as committed`() throws {
        let codebook = Codebook(try RouteTests.survey("Tests/Conformance/everything.survey"))
        try expect(codebook.json.prettyText + "\n", asIn: "everything.json")
        try expect(codebook.markdown(in: 0), asIn: "everything.md")
    }

    @Test func `a label has every language, and says which translation is none`() throws {
        let codebook = Codebook(Sample.everything)
        let json = codebook.json
        #expect(json["locales"]?.array?.compactMap(\.string) == ["en", "es", "pl", "sv"])
        let labels = try #require(json["variables"]?.array).compactMap { $0["label"] }
        #expect(labels.count == codebook.variables.count)
        for (label, entry) in zip(labels, codebook.variables) {
            for (locale, wording) in zip(codebook.locales, entry.label.wordings) {
                #expect(label[locale]?["text"]?.string == wording.text)
                let state = label[locale]?["state"]?.string ?? "current"
                #expect(state == wording.state.rawValue)
            }
        }
        let states = Set(codebook.variables.flatMap { $0.label.wordings.map(\.state) })
        #expect(states == [.current, .stale, .missing])
    }

    @Test func `words of the program are marked where they are not in the language`() throws {
        let codebook = Codebook(Sample.serviceLoyalty)
        let spanish = codebook.index(of: "es")
        #expect(codebook.yes.wordings[0] == Label.Wording("Yes"))
        #expect(codebook.yes.wordings[spanish] == Label.Wording("Yes", state: .missing))
    }

    @Test func `what is read back of the JSON is what the codebook has`() throws {
        for codebook in [Codebook(Sample.everything), Codebook(Sample.serviceLoyalty)] {
            let json = try JSONValue(parsing: Array(codebook.json.prettyText.utf8))
            let variables = try #require(json["variables"]?.array)
            for (variable, entry) in zip(variables, codebook.variables) {
                #expect(variable["name"]?.string == entry.name)
                #expect(variable["type"]?.string == entry.type.name)
                #expect(
                    (variable["categories"]?.array ?? []).map { $0["code"]?.int }
                        == entry.categories.map(\.code))
                #expect(
                    variable["missing"]?.array?.map { $0["code"]?.int }
                        == entry.missing.map { entry.missingCodes.code(of: $0.kind) })
                #expect(variable["base"]?["words"]?["en"]?["text"]?.string == entry.base.words?.text(in: 0))
                #expect(variable["personal"]?.bool == entry.isPersonal)
            }
            #expect(json["groups"]?.array?.count == codebook.groups.count)
            #expect(json["rosters"]?.array?.count ?? 0 == codebook.rosters.count)
        }
    }

    @Test func `documents name the columns that exports have, and what stands in them`() throws {
        let codebook = Codebook(try RouteTests.survey("Surveys/channels.survey"))
        let used = try #require(codebook.variables.first { $0.name == "used" })
        let facts = codebook.facts(of: used, in: 0)
        #expect(
            facts.facts.contains {
                $0.heading == "Columns"
                    && $0.text.hasPrefix(
                        "one for each option, 1 where it was chosen and 0 where not: used:store,")
            })
        let assistant = try #require(codebook.variables.first { $0.name == "assistant" })
        #expect(codebook.facts(of: assistant, in: 0).values.map(\.code) == ["1", "0"])
        let page = codebook.markdown(in: 0)
        #expect(page.contains("| 1 | `used` | Which of these"))
        #expect(page.contains("| `response:state` | How it ended | `complete` Complete, `partial` Partial,"))
        let variables = try #require(codebook.json["variables"]?.array)
        let json = try #require(variables.first { $0["name"]?.string == "used" })
        #expect(json["columns"]?.array?.first?.string == "used:store")
        #expect(json["columns"]?.array?.count == used.categories.count)
        let response = codebook.json["response"]?.array ?? []
        #expect(response.compactMap { $0["column"]?.string } == codebook.responseColumns.map(\.name))
    }

    @Test func `nothing in Markdown is taken for markup`() throws {
        var survey = Sample.serviceLoyalty
        survey.texts[survey.questions[0].text.position].source = #"*a* | <b> `c` [d](e) _f_ # $g$ \\ & @h"#
        survey.localizations = []
        let page = Codebook(survey).markdown(in: 0)
        #expect(
            page.contains(##"\*a\* \| \<b\> \`c\` \[d\](e) \_f\_ \# \$g\$ \\ &amp; &#64;h"##))
        // Every row of a table has as many cells as its head.
        var cells: Int?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                cells = nil
                continue
            }
            let bars = line.replacing(#"\|"#, with: "").count(where: { $0 == "|" })
            #expect(cells == nil || cells == bars, "\(line)")
            cells = bars
        }
    }

    @Test func `codes of missing are those of what a variable can hold`() throws {
        let codebook = Codebook(try RouteTests.survey("Tests/Conformance/everything.survey"))
        func lowest(_ name: String) throws -> Int {
            try #require(codebook.variables.first { $0.name == name }).missingCodes.lowest
        }
        #expect(try lowest("trend") == -99)
        #expect(try lowest("spend") == -9_999)
        #expect(try lowest("visits") == -99)
        #expect(try lowest("way") == -99)
    }
}
