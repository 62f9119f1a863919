import Codebook
import SurveyCompiler
import SurveyModel
import Testing
import Translations

/// What is said of a variable that respondents read in several wordings.
@Suite struct WordingTests {
    private func codebook(_ lines: String) throws -> Codebook {
        let text = "survey small\nversion 1\nlanguage en\n" + lines
        let compilation = compile(SourceFile(name: "small.survey", bytes: Array(text.utf8)))
        return Codebook(try #require(compilation.survey, "\(compilation.diagnostics.map(\.message))"))
    }

    private func entry(_ name: String, _ codebook: Codebook) throws -> Codebook.Entry {
        try #require(codebook.variables.first { $0.name == name })
    }

    @Test func `a question of two arms has the texts of both, and says who reads which`() throws {
        let codebook = try codebook(
            #"""
            split wording {
                - plain { yesno w1 "Plain?" refused "No word" }
                - warm weight 2 { yesno w1 "Warm?" refused "I'd rather not" }
            }
            """#)
        let entry = try entry("w1", codebook)
        #expect(entry.label.text(in: 0) == "Plain? / Warm?")
        #expect(entry.phrasings.map { $0.text.text(in: 0) } == ["Plain?", "Warm?"])
        #expect(entry.phrasings.map(\.number) == [1, 2])
        #expect(entry.phrasings.map(\.base.condition) == ["wording == plain", "wording == warm"])
        // Everybody is asked the one or the other.
        #expect(entry.base == Codebook.Base())
        #expect(entry.missing.first?.label.text(in: 0) == "No word / I'd rather not")
        let facts = codebook.facts(of: entry, in: 0).facts.filter { $0.heading == "Wording" }
        #expect(
            facts.map(\.text) == [
                "1. Plain? (Asked if “wording” is “plain”)", "2. Warm? (Asked if “wording” is “warm”)",
            ])
        let json = codebook.json["variables"]?.array?.first { $0["name"]?.string == "w1" }
        #expect(json?["question"]?["phrasings"]?.array?.count == 2)
    }

    @Test func `rows, options and points of the second arm are labels too, and what is alike stands once`()
        throws
    {
        let codebook = try codebook(
            #"""
            nps r "Recommend?"
            if r <= 6 {
                choice how "How?" { - a "The first" - b "Same" }
                grid g 1...3 "Agree?" { 1 "No" 3 "Yes" - x "It failed" - y "Same" }
            } else {
                choice how "How?" { - a "The second" - b "Same" }
                grid g 1...3 "Agree?" { 1 "Never" 3 "Yes" - x "It worked" - y "Same" }
            }
            """#.replacing(" - ", with: "\n- ").replacing(" 3 \"", with: "\n3 \"").replacing(
                "{ 1 \"", with: "{\n1 \""
            ).replacing("\" }", with: "\"\n}"))
        let how = try entry("how", codebook)
        #expect(how.phrasings.isEmpty)
        #expect(how.label.text(in: 0) == "How?")
        #expect(how.categories.map { $0.label?.text(in: 0) } == ["The first / The second", "Same"])
        let row = try entry("g.x", codebook)
        #expect(row.label.text(in: 0) == "Agree? – It failed / It worked")
        #expect(row.categories.map { $0.label?.text(in: 0) } == ["No / Never", nil, "Yes"])
        #expect(try entry("g.y", codebook).label.text(in: 0) == "Agree? – Same")
    }

    @Test func `both forms of a plural are read, in every language`() throws {
        let survey = try #require(
            compile(
                SourceFile(
                    name: "s",
                    text: #"""
                        survey s
                        version 1
                        language en
                        translations el
                        number nights 1...30 "How many nights?"
                        csat sat "You stayed one night." plural nights "You stayed {nights} nights."
                        """#)
            ).survey)
        let entry = try entry("sat", Codebook(survey))
        #expect(
            entry.label.wordings.map(\.text)
                == [String](repeating: "You stayed one night. / You stayed {nights} nights.", count: 2))
        #expect(entry.label.wordings.map(\.state) == [.current, .missing])
    }

    @Test func `a pipe shows what is read where there is no answer, and it is said once what braces are`()
        throws
    {
        let codebook = try codebook(
            #"""
            text first "What may we call you?" optional
            yesno came "Did {first | our guest} come?"
            """#)
        #expect(try entry("came", codebook).label.text(in: 0) == "Did {first | our guest} come?")
        #expect(codebook.remarks(in: 0).count == 1)
        #expect(codebook.markdown(in: 0).contains(codebook.remarks(in: 0)[0]))
        let without = try self.codebook(#"yesno came "Did \{anybody\} come?""#)
        #expect(try entry("came", without).label.text(in: 0) == "Did {anybody} come?")
        #expect(without.remarks(in: 0) == [])
    }

    @Test func `a question for consent says that nobody says no`() throws {
        let codebook = try codebook(#"consent agreed "May we?""#)
        let entry = try entry("agreed", codebook)
        #expect(entry.isConsent)
        #expect(
            codebook.facts(of: entry, in: 0).facts.last?.text
                == "whoever says no is asked nothing and counts as not asked, so no response has a no")
    }

    @Test func `a loop over a ranking says in words whom its rounds are asked of`() throws {
        let codebook = try codebook(
            """
            options lst {
                - a "A"
                - b "B"
                - c "C"
            }
            ranking rr from lst "Rank" { select 3 }
            for k in rr { date dd "D {k}" }
            """)
        let round = try entry("dd.a", codebook)
        #expect(round.base.condition == "rr.a >= 1")
        #expect(round.base.words?.text(in: 0) == "Asked if “A” was given a place in question 1")
        #expect(codebook.words(forTypeOf: try entry("rr", codebook), in: 0) == "options in order (3)")
    }

    @Test func `words of the program are not marked as untranslated one by one, but said to be English once`()
        throws
    {
        let survey = try #require(
            compile(
                SourceFile(
                    name: "s", text: "survey s\nversion 1\nlanguage zh-Hant\nyesno a \"問題一\" optional\n")
            ).survey)
        let codebook = Codebook(survey)
        #expect(codebook.remarks(in: 0) == [codebook.programTexts[0][.codebookEnglish]])
        #expect(codebook.facts(of: codebook.variables[0], in: 0).missing.map(\.label).first == "Left empty")
    }
}
