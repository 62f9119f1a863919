import SurveyCompiler
import SurveyModel
import Testing

@Suite struct FormulaRoundTripTests {
    /// The condition of a metric as it is printed after compiling.
    private func printed(_ condition: String) throws -> String {
        let text = """
            survey trial
            version 1
            language en
            given visits: number 0...10 optional
            choice channel "Which?" {
                - phone "P"
                - email "E"
                - shop "S"
                refused "R"
            }
            choices faults "Which?" {
                - slow "S"
                - dear "D"
            }
            yesno again "Again?"
            nps likely "Likely?"
            metric promoter = nps(likely) where \(condition)

            """
        let compilation = compile(SourceFile(name: "trial.survey", text: text))
        let survey = try #require(
            compilation.survey, "\(render(compilation.diagnostics, in: compilation.source))")
        let formula = try #require(survey.metrics[0].strands[0].condition)
        return formula.text(in: survey)
    }

    @Test(arguments: [
        "channel == phone", "channel in [phone, email]", "slow in faults", "again", "not again",
        "refused(channel)",
        "likely >= 9 and visits + 1 > 2", "channel == shop and (again or likely < 3)",
        "not (again and likely == 2)",
        "(visits + 1) * 2 > likely", "visits - (likely - 1) == 0", "likely in 0...6",
        "answered(visits) or again and likely != 0",
    ]) func aConditionReadsAsItWasWritten(condition: String) throws {
        #expect(try printed(condition) == condition)
    }
}
