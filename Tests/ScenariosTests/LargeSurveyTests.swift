import ProcessorTime
import Scenarios
import SurveyModel
import Testing

/// Surveys that are larger than anybody writes.
@Suite struct LargeSurveyTests {
    @Test func twoThousandConditionsAndLetsInARow() throws {
        var body = "yesno q0 \"Q?\"\nlet l0 = q0\n"
        for number in 1...2_000 {
            body +=
                "if l\(number - 1) { yesno q\(number) \"Q?\" }\nlet l\(number) = q\(number) and l\(number - 1)\n"
        }
        body += "finish thanks \"Thank you.\"\n"
        body += "test \"to the end\" {\nanswer q0 = yes\nexpect asked q2000\nanswer q1000 = no\n"
        body += "expect not asked q1001 and finish thanks\nanswer q1000 = yes\nexpect asked q2000\n}\n"
        let (survey, scenarios) = try compiled(body)
        let time = processorTime {
            let result = ScenarioRunner(survey).run(scenarios[0])
            #expect(result.holds, "\(words(result))")
            #expect(result.visits[.question(QuestionID(2_000))] == .filledIn)
        }
        #expect(time < .seconds(60))
    }
}
