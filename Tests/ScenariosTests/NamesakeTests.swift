import SampleSurveys
import Scenarios
import SurveyModel
import Testing

/// Tests of surveys that ask under one name in several arms.
@Suite struct NamesakeTests {
    static let survey = """
        yesno member "Are you a member?"
        if member {
            choice reason "Why did you join?" {
                - price "For the price"
                - care  "For the care"
            }
            grid quality 1...5 "As a member, how far do you agree?" {
                - kept  "They kept their word to members"
                - clean "It was clean"
            }
            allocate parts 10 "How would a member divide it?" {
                - price "Member price"
                - care  "Member care"
            }
        } else {
            choice reason "Why did you not join?" {
                - price "Because of the price"
                - care  "Because of the care"
            }
            grid quality 1...5 "As a guest, how far do you agree?" {
                - kept  "They kept their word to guests"
                - clean "It was tidy"
            }
            allocate parts 10 "How would a guest divide it?" {
                - price "Guest price"
                - care  "Guest care"
            }
        }

        """

    @Test(
        arguments: [
            "answer member = yes\nexpect text(reason) == \"Why did you join?\"\n"
                + "expect text(reason.care) == \"For the care\"\nexpect contains(text(quality.kept), \"members\")\n"
                + "expect text(parts.care) == \"Member care\"",
            "answer member = no\nexpect text(reason) == \"Why did you not join?\"\n"
                + "expect text(reason.care) == \"Because of the care\"\n"
                + "expect contains(text(quality.kept), \"guests\") and contains(text(quality), \"guest\")\n"
                + "expect text(quality.clean) == \"It was tidy\"\nexpect text(parts.care) == \"Guest care\"",
        ])
    func `the text of a question is that of the arm that was taken`(moves: String) throws {
        let result = try #require(
            try results(Self.survey + "test \"texts\" {\n" + moves + "\n}\n").first)
        #expect(result.failures.isEmpty, "\(words(result))")
    }

    @Test func `the text of another arm is not what was said`() throws {
        let moves = "answer member = no\nexpect text(reason) == \"Why did you join?\""
        let result = try #require(try results(Self.survey + "test \"texts\" {\n" + moves + "\n}\n").first)
        #expect(words(result).joined().contains("Why did you not join?"), "\(words(result))")
    }
}
