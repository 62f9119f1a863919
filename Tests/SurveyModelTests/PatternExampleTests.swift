import Testing

@testable import SurveyModel

@Suite struct PatternExampleTests {
    @Test(
        arguments: [
            ("[A-Z]{2}\\d{3}", "AA111"), ("(ab|cd)+x?", "ab"), ("\\p{Lu}-\\d+", "A-1"), ("a{0}b*c", "c"),
            ("[^a1]", "A"), ("\\(\\d\\)", "(1)"), ("", ""),
        ])
    func aPatternIsReadIntoItsShortestText(pattern: String, text: String) {
        #expect(PatternExample.text(of: pattern) == text)
    }
}
