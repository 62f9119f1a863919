import Codebook
import Interchange
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing
import Translations
import XMLTree

/// Values in the description for archives are those of the data file that it describes, and of the CSV beside it.
@Suite struct DDIValuesTests {
    private static func survey(_ lines: String, _ head: String = "language en") throws -> Survey {
        let text = "survey test\nversion 1\n\(head)\n\(lines)\n"
        return try #require(compile(SourceFile(name: "test", text: text)).survey)
    }

    private static let lines = """
        options ways {
            - store "In the store"
            - phone "By phone"
            - post "By post"
        }
        given seen: choices from ways optional
        yesno again "Again?" optional
        text why "Why?" optional dont_know "Can't say"
        ranking best from ways "Which are best?" { select 1...2 }
        ranking all from ways "All of them" { select 3 }
        grid tried from ways "Which did you try?" {
            select 0...2
            - ordering "Ordering"
            - paying "Paying"
        }
        """

    private static func frequencies(_ survey: Survey) -> DDIFrequencies {
        var frequencies = DDIFrequencies(minimum: 10, responses: 50)
        for entry in Codebook(survey).variables {
            var cell = DDIFrequencies.Cell(
                locale: nil, n: 40, counts: ["yes": 30, "no": 10], missing: [.dontKnow: 4, .notAsked: 6])
            if case .ranking = entry.type {
                cell.counts = ["store": 30, "phone": 25, "post": 5]
                cell.places = [
                    "store": .init(first: 20, mean: 1.25), "phone": .init(first: 18, mean: 1.5),
                    "post": .init(first: 2, mean: 1.75),
                ]
            }
            frequencies.cells[entry.position] = [cell]
        }
        return frequencies
    }

    private func variable(_ name: String, in root: Element) throws -> Element {
        try #require(root["dataDscr"]?.children.first { $0.name == "var" && $0.attributes["name"] == name })
    }

    /// Categories as `value label csv count`, with `!` before what is missing.
    private func categories(_ variable: Element) -> [String] {
        variable.children.filter { $0.name == "catgry" }.map { category in
            let parts = ["catValu", "labl", "txt", "catStat"].map { category[$0]?.text ?? "-" }
            return (category.attributes["missing"] == "Y" ? "! " : "") + parts.joined(separator: ", ")
        }
    }

    private func sums(_ variable: Element) -> [String] {
        variable.children.filter { $0.name == "sumStat" }.map { "\($0.attributes["type"] ?? "") \($0.text)" }
    }

    @Test func `yes and no have the words that stand in CSV`() throws {
        let survey = try Self.survey(Self.lines)
        let root = try DDITests.document(survey, Self.frequencies(survey)).root
        #expect(
            categories(try variable("again", in: root)).prefix(2) == ["1, Yes, true, 30", "0, No, false, 10"])
    }

    @Test func `an option of a ranking has its places, and no place is missing as in the data file`() throws {
        let survey = try Self.survey(Self.lines)
        let root = try DDITests.document(survey, Self.frequencies(survey)).root
        let place = try variable("best_store", in: root)
        #expect(
            categories(place) == [
                "1, -, -, 20", "2, -, -, 10", "! 0, Not ranked, -, 10", "! ., Not asked, -, 6",
            ])
        #expect(sums(place) == ["vald 30", "invd 20", "mean 1.25"])
        #expect(place["valrng"]?["range"]?.attributes["min"] == "1")
        #expect(place["valrng"]?["range"]?.attributes["max"] == "2")
        #expect(place["invalrng"]?.children.map { $0.attributes["VALUE"] } == ["0"])
        // Of three places only the first is counted by itself.
        let all = try variable("all_phone", in: root)
        #expect(categories(all).prefix(3) == ["1, -, -, 18", "2, -, -, -", "3, -, -, -"])
        #expect(sums(all) == ["vald 25", "invd 25", "mean 1.5"])
    }

    @Test func `a text has how many gave one, and its kinds of missing by the words of CSV`() throws {
        let survey = try Self.survey(Self.lines)
        let root = try DDITests.document(survey, Self.frequencies(survey)).root
        let why = try variable("why", in: root)
        #expect(sums(why) == ["vald 40", "invd 10"])
        #expect(
            categories(why) == [
                "! -, Can't say, .dont_know, 4", "! -, Left empty, .skipped, 0", "! -, Not asked, -, 6",
            ])
    }

    @Test func `every set of options is a group of several responses, given ones and those of rows too`()
        throws
    {
        let survey = try Self.survey(Self.lines)
        let root = try DDITests.document(survey).root
        let groups = root.all.filter { $0.name == "varGrp" && $0.attributes["type"] == "multipleResp" }
        #expect(groups.map { $0.attributes["name"] } == ["seen", "tried.ordering", "tried.paying"])
        #expect(groups.map { $0.attributes["var"]?.split(separator: " ").count } == [3, 3, 3])
        #expect(groups.map { $0["labl"]?.text }.last == "Which did you try? – Paying")
        #expect(root.all.contains { $0.name == "varGrp" && $0.attributes["type"] == "grid" })
    }

    @Test func `what belongs to a response has its values`() throws {
        let root = try DDITests.document(try Self.survey(Self.lines)).root
        #expect(
            categories(try variable("response_stale", in: root)) == ["1, Yes, true, -", "0, No, false, -"])
        #expect(
            categories(try variable("response_state", in: root)) == [
                "complete, Complete, -, -", "partial, Partial, -, -", "screened, Screened out, -, -",
                "refused, Refused, -, -", "abandoned, Abandoned, -, -",
            ])
    }

    @Test func `a question of two arms has both texts with whom each is read to`() throws {
        let survey = try Self.survey(
            """
            split wording {
                - plain { yesno w1 "Plain?" }
                - warm weight 2 { yesno w1 "Warm?" }
            }
            """)
        let root = try DDITests.document(survey).root
        let question = try variable("w1", in: root)
        #expect(question["labl"]?.text == "Plain? / Warm?")
        let texts = question.children.filter { $0.name == "qstn" }
        #expect(texts.map { $0["qstnLit"]?.text } == ["Plain?", "Warm?"])
        #expect(texts.map { $0.attributes["seqNo"] } == ["1", "2"])
        #expect(
            texts.map { $0["preQTxt"]?.text } == [
                "Asked if “wording” is “plain”", "Asked if “wording” is “warm”",
            ])
        #expect(question["universe"] == nil)
    }

    @Test func `the program's words are there in English for a language that it does not speak`() throws {
        let survey = try Self.survey(
            "yesno again \"再來？\" optional", "language zh-Hant\ntranslations el")
        // The program speaks Greek, and its words in it are the other wording.
        let codebook = Codebook(survey, texts: ["el": try ProgramWordsTests.greek()])
        let output = MemoryOutput()
        var writer = DDIWriter(ColumnLayout(codebook), to: output)
        try writer.finish()
        let root = try #require(Element.parse(output.bytes))
        let yes = try #require(try variable("again", in: root).children.first { $0.name == "catgry" })
        let labels = yes.children.filter { $0.name == "labl" }
        #expect(labels.map { $0.attributes["xml:lang"] } == ["el", "en"])
        #expect(labels.last?.text == "Yes")
    }

    @Test func `English words of the program quote the author in English where the survey is in it too`()
        throws
    {
        var survey = try Self.survey(
            """
            choice way "How?" {
                - store "In the store"
                - post "By post"
            }
            if way == store { yesno found "Found it?" }
            """, "language en\ntranslations pt-BR")
        survey.localizations = [
            Localization(
                tag: "pt-BR",
                texts: survey.texts.map { LocalizedText(state: .current, template: "pt \($0.source)") })
        ]
        let root = try DDITests.document(survey, language: 1).root
        let universe = try variable("found", in: root)["universe"]
        #expect(universe?.attributes["xml:lang"] == "en")
        #expect(universe?.text == "Asked if question 1 is “In the store”")
    }
}
