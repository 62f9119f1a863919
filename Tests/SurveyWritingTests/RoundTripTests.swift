import FoundationEssentials
import SampleSurveys
import SurveyCompiler
import SurveyModel
import SurveySyntax
import SurveyWriting
import Testing

@Suite struct RoundTripTests {
    @Test(arguments: try! WrittenBack.shipped())
    func `a survey that ships comes back`(path: String) throws { try WrittenBack(path: path).check() }

    @Test func `random surveys come back`() throws {
        for seed in 0..<UInt64(ProcessInfo.processInfo.environment["SEEDS"].flatMap(UInt64.init) ?? 150) {
            let text = RandomSurveyText.text(seed: seed, size: 12)
            let compilation = compile(SourceFile(name: "random.survey", text: text))
            guard let survey = compilation.survey else { continue }
            try WrittenBack(name: "seed \(seed)", survey: survey, original: text).check()
        }
    }
}
