import Codebook
import SampleSurveys
import SurveyModel
import Testing

@Suite struct CodebookTests {
    @Test func `a variable has the text of its question, and its options their codes and labels`() throws {
        let codebook = Codebook(Sample.serviceLoyalty)
        let failings = try #require(codebook.variables.first { $0.name == "failings" })
        #expect(failings.categories.map(\.code) == Array(1...failings.categories.count))
        #expect(failings.label.wordings.count == codebook.locales.count)
        #expect(failings.missing.last?.kind == .notAsked)
    }

    @Test func `codes of missing are below every value`() {
        #expect(MissingCodes(below: 0).code(of: .skipped) == -99)
        #expect(MissingCodes(below: -95).code(of: .notApplicable) == -96)
        #expect(MissingCodes(below: -96).code(of: .skipped) == -999)
        #expect(MissingCodes(below: -1_000).code(of: .skipped) == -9_999)
        #expect(MissingCodes(below: nil).code(of: .notApplicable) == -8_999_999_999_999_996)
        #expect(MissingCodes(below: .min).lowest == -8_999_999_999_999_999)
    }
}
