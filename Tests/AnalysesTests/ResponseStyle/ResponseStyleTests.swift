import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@Suite struct ResponseStyleTests {
    private func tallies(_ respondents: [SampleRespondent]) -> Tallies {
        var tallies = Tallies(SampleRespondent.plan)
        for respondent in respondents { tallies.add(respondent.response) }
        return tallies
    }

    @Test func extremesMiddlesAndAgreement() throws {
        // Of "ease" on 1 to 7 the ends are 1 and 7, the middle is 4; recommending counts for nothing.
        let respondents = [
            SampleRespondent(points: ["overall": 5, "ease": 4, "recommend": 10]),
            SampleRespondent(points: ["overall": 3, "ease": 7, "recommend": 0]),
            SampleRespondent(points: ["overall": 4, "ease": 5, "quality.reliable": 1]),
            SampleRespondent(points: ["overall": 2]),
        ]
        let tallies = tallies((0..<5).flatMap { _ in respondents })
        let analyses = ResponseStyle.analyses(of: tallies, byLocale: false, AnalysisOptions())
        let table = try #require(analyses.first?.table)
        #expect(analyses.count == 1 && analyses[0].kind == .responseStyle && table.n == 20)
        let values = try table.summary.map { try $0.value.get() }
        #expect(table.summary.map(\.name) == [.extreme, .middle, .agreeing, .count])
        #expect(values[3] == 40 && values[0] == 37.5 && values[1] == 25 && values[2] == 50)
        #expect(table.settings == [.init("items", .whole(8))])
    }

    @Test func aSmallLocaleIsHiddenWithTheNext() {
        let counts = [("en", 40), ("es", 12), ("sv", 4), ("el", 0)]
        let respondents = counts.flatMap { locale, count in
            (0..<count).map { _ in SampleRespondent(locale: locale, points: ["overall": 3]) }
        }
        let analyses = ResponseStyle.analyses(of: tallies(respondents), byLocale: true, AnalysisOptions())
        #expect(analyses.map(\.cell.locale) == ["en", "es", "sv", "el", nil])
        #expect(analyses.map { $0.table?.n } == [40, nil, nil, nil, 56])
        #expect(analyses[3].content == .unavailable(.empty) && analyses[2].content == .suppressed)
    }

    @Test func aScaleWithoutAMiddleHasNone() throws {
        var survey = SampleRespondent.survey
        for index in survey.scales.indices { survey.scales[index].bounds = 1...4 }
        var tallies = Tallies(TallyPlan(survey))
        for point in 1...4 {
            for _ in 0..<3 { tallies.add(SampleRespondent(points: ["overall": point]).response) }
        }
        let style = ResponseStyle(tallies)
        #expect(style.withMiddle == 0 && style.extreme == 6 && style.agreeing == 6 && style.answers == 12)
        let table = try #require(
            ResponseStyle.analyses(of: tallies, byLocale: false, AnalysisOptions()).first?.table)
        #expect(table.summary[1].value == .failure(.empty))
    }

    @Test func everyAnswerIsOfAtMostOneKindOfEach() {
        var random = Seeded(14)
        let survey = Sample.wholeLanguage
        var tallies = Tallies(TallyPlan(survey))
        for _ in 0..<100 {
            tallies.add(
                Response(
                    id: "", survey: survey.name, version: survey.version, structure: "", locale: "en",
                    seed: 1,
                    started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 1), state: .complete,
                    answers: Sample.wholeAnswers(&random)))
        }
        let style = ResponseStyle(tallies)
        #expect(
            style.extreme + style.middle <= style.answers && style.agreeing + style.middle <= style.answers)
        #expect(style.respondents <= 100 && style.withMiddle <= style.answers)
    }
}
