import Codebook
import Interchange
import SurveyCompiler
import SurveyModel
import Testing

@Suite struct RosterTableTests {
    private func layout(_ source: String) throws -> ColumnLayout {
        let text = "survey x\nversion 1\nlanguage en\n" + source
        let survey = try #require(compile(SourceFile(name: "x.survey", text: text)).survey)
        return ColumnLayout(Codebook(survey), rosters: .long)
    }

    private static let lists = """
        options brands {
            - a = 1 "A"
            - b = 2 "B"
        }
        options shops {
            - x = 1 "X"
            - y = 2 "Y"
            - z = 3 "Z"
        }
        yesno first "First?"

        """

    private func names(_ table: ColumnLayout.RosterTable) -> [[String]] {
        table.columns.compactMap { column in
            if case .instance(_, let instances) = column { instances.map(\.name) } else { nil }
        }
    }

    @Test func `loops of one name over other options are tables of their own`() throws {
        let layout = try layout(
            Self.lists + """
                if first {
                    for s in brands { yesno like "Like {s}?" }
                } else {
                    for s in shops { yesno visit "Visit {s}?" }
                }
                """)
        #expect(layout.rosters.map(\.name) == ["s", "s_2"])
        #expect(layout.rosters.map(names) == [[["a", "b"]], [["x", "y", "z"]]])
        #expect(layout.rosters.map { $0.passes.map(\.codes) } == [[[1], [2]], [[1], [2], [3]]])
    }

    @Test func `loops of one name over the same options share a table, with all of them`() throws {
        let layout = try layout(
            Self.lists + """
                if first {
                    for s in shops except [z] { yesno like "Like {s}?" }
                } else {
                    for s in shops except [x] { yesno visit "Visit {s}?" }
                }
                """)
        #expect(layout.rosters.map(\.name) == ["s"])
        #expect(layout.rosters.map(names) == [[["x", "y", "z"]]])
        #expect(layout.rosters[0].passes.count == 4)
    }

    @Test func `files of Triple-S have names of their own, whatever loops are called`() throws {
        let layout = try layout(Self.lists + "for response in shops { yesno visit \"Visit {response}?\" }")
        let files = TripleSWriter.files(layout, TripleSOptions(), stem: "t")
        #expect(
            files == ["t.sss", "t.response_.sss", "t.response.sss", "t.asc", "t.response.asc"])
    }
}
