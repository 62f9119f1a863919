import Codebook
import SampleSurveys
import SurveyModel
import Testing

/// What is said of a variable in the table of a roster is true for every instance.
@Suite struct StemTests {
    private func stem(_ name: String, of survey: Survey) throws -> Codebook.Entry {
        let codebook = Codebook(survey)
        let variable = try #require(codebook.variables.first { $0.stem == name && !$0.instances.isEmpty })
        return codebook.entry(ofStem: variable.position)
    }

    @Test func `a question that names its instance does not name the first one for all`() throws {
        let survey = try RouteTests.survey("Surveys/channels.survey")
        let wrong = try stem("wrong", of: survey)
        #expect(wrong.name == "wrong")
        #expect(wrong.label.text(in: 0) == "What went wrong here: …?")
        #expect(wrong.question?.text(in: 0) == "What went wrong here: …?")
        #expect(
            wrong.base.words?.text(in: 0)
                == "Asked if “…” was chosen in question 1 and question 2 is 2 or less; only of some, drawn at random"
        )
        #expect(wrong.base.condition == nil)
        #expect(wrong.instances.isEmpty)
    }

    @Test func `what is the same in all instances stays as it is`() throws {
        let survey = try RouteTests.survey("Surveys/channels.survey")
        let codebook = Codebook(survey)
        // Only one instance has the question, which is asked of one option by its name.
        let handled = try stem("handled", of: survey)
        #expect(handled.label.text(in: 0) == "Did the chat assistant handle your question?")
        let first = try #require(codebook.variables.first { $0.stem == "easy" })
        let easy = try stem("easy", of: survey)
        #expect(easy.label == first.label)
        #expect(easy.categories == first.categories)
        #expect(easy.missing == first.missing)
    }

    @Test func `a variable outside rosters is its own stem, and no stem names an instance in its pipes`()
        throws
    {
        for survey in [
            Sample.wholeLanguage, Sample.everything, try RouteTests.survey("Surveys/channels.survey"),
        ] {
            let codebook = Codebook(survey)
            for entry in codebook.variables {
                let stem = codebook.entry(ofStem: entry.position)
                if entry.instances.isEmpty {
                    #expect(stem == entry)
                } else {
                    #expect(stem.name == entry.stem)
                    #expect(stem.type == entry.type)
                    #expect(stem.categories.map(\.code) == entry.categories.map(\.code))
                    #expect(stem.label.wordings.count == codebook.locales.count)
                }
            }
        }
    }
}
