import SurveyCompiler
import SurveyModel
import SurveyWriting
import Testing

@Suite struct SizeTests {
    private func comesBack(_ text: String) throws {
        let compilation = compile(
            SourceFile(name: "large.survey", text: "survey large\nversion 1\nlanguage en\n" + text))
        let survey = try #require(compilation.survey)
        let written = compile(SourceFile(name: "written.survey", text: SurveySource(survey).text))
        #expect(written.survey?.structure == survey.structure)
    }

    @Test func `a thousand conditions within each other come back`() throws {
        let depth = 1_000
        var text = "number n 0...100000 \"N?\"\n"
        for level in 0..<depth { text += "if n > \(level) {\nyesno q\(level) \"Q\"\n" }
        text += String(repeating: "}\n", count: depth)
        try comesBack(text)
    }

    @Test func `a loop of many rounds comes back as one`() throws {
        let text = """
            for g in 1...300 {
                page about {
                    rating a 1...5 "A of {g}?"
                    if a > 2 { number b 0...9 "B?" } else if g > 150 { yesno c "C?" }
                }
            }
            metric all = mean(a) by g

            """
        try comesBack(text)
    }

    @Test func `a long list and a long file come back`() throws {
        var text = "choices many \"Which?\" {\n"
        for option in 0..<3_000 { text += "- o\(option) \"Option \(option)\"\n" }
        text += "}\n"
        for question in 0..<1_000 { text += "if o\(question) in many { yesno q\(question) \"Q\" }\n" }
        try comesBack(text)
    }
}

extension SizeTests {
    @Test func `rounds that share a block do not multiply`() throws {
        var survey = Survey(name: "shared", version: 1, language: "en")
        for _ in 0..<60 {
            let block = BlockID(survey.blocks.count)
            let outer = BlockID(survey.blocks.count - 1)
            survey.blocks.append(Block(kind: .collection(isShuffled: false, draw: nil), parent: outer))
            survey.blocks.append(Block(kind: .unit(condition: nil), parent: block))
            let unit = BlockID(survey.blocks.count - 1)
            survey.rosters.append(
                Roster(
                    name: "r\(survey.rosters.count)", source: .numbers, block: block,
                    instances: [
                        .init(name: "1", value: 1, block: unit), .init(name: "2", value: 2, block: unit),
                    ]))
        }
        #expect(SurveySource(survey).text.hasPrefix("survey shared"))
    }
}
