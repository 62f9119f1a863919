import Analyses
import SampleSurveys
import SurveyModel
import Tallies
import Testing

private let plan = SampleRespondent.plan
private let rows = ["reliable", "responsive", "consistent", "empathic", "tangible"].map { "quality.\($0)" }

private func points(_ values: [Int]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(rows, values)).filter { $0.value > 0 }
}

private func flags(_ respondents: [SampleRespondent], _ rules: QualityRules = QualityRules())
    -> [QualityFlags]
{
    var screen = QualityScreen(plan, rules)
    for respondent in respondents { screen.count(respondent.coded) }
    screen.settle()
    return respondents.map { screen.flags(of: $0.coded) }
}

@Suite struct QualityScreenTests {
    @Test(arguments: [
        ([3, 3, 3, 3, 3], true), ([3, 3, 3, 3, 4], false), ([4, 3, 3, 3, 3], false),
        ([3, 3, 3, 3, 0], false),
        ([1, 2, 3, 4, 5], false),
    ])
    func aGridOfFiveEqualRowsIsStraight(values: [Int], isStraight: Bool) {
        let found = flags([SampleRespondent(points: points(values))])
        #expect(found == [isStraight ? .straightLining : []])
    }

    @Test func fourRowsAreEnoughWhereTheRulesSaySo() {
        var rules = QualityRules()
        rules.straightRows = 4
        #expect(flags([SampleRespondent(points: points([0, 2, 2, 2, 2]))], rules) == [.straightLining])
    }

    @Test func aThirdOfTheMedianIsTheLimit() {
        var respondents = (1...11).map {
            SampleRespondent(number: $0, seconds: $0 < 6 ? 30 : 60, points: ["overall": 1 + $0 % 5])
        }
        respondents[0].seconds = 20
        respondents[1].seconds = 19.9
        respondents[2].state = .partial
        respondents[2].seconds = 5
        // Ten are complete: 19.9, 20, 30, 30 and six of 60.
        #expect(flags(respondents)[1] == .speeder && flags(respondents)[0] == [])
        #expect(flags(respondents)[2] == [], "who stopped is not fast")
        respondents[3].state = .partial
        #expect(flags(respondents).allSatisfy { $0.isEmpty }, "nine are too few for a median")
    }

    @Test func timesThatCannotBe() {
        let points = ["overall": 4, "ease": 3, "recommend": 9]
        func flag(_ started: Int64, _ seconds: Double) -> QualityFlags? {
            flags([SampleRespondent(started: started, seconds: seconds, points: points)]).first
        }
        let now: Int64 = 1_790_000_000_000
        #expect(flag(now, -1) == .impossibleTime)
        #expect(flag(now, 0.749) == .impossibleTime)
        #expect(flag(now, 0.75) == [])
        #expect(flag(5_000, 60) == .impossibleTime)
        #expect(flag(946_684_800_000, 60) == [])
        #expect(flag(.max - 1_000, 1) == .impossibleTime)
        #expect(flag(.min, 1) == .impossibleTime)
        #expect(flag(.max - 1, -1) == .impossibleTime)
    }

    @Test func oneMomentForBothEndsIsNoTime() {
        let points = ["overall": 4, "ease": 3, "recommend": 9]
        func respondents(_ count: Int, _ seconds: Double) -> [SampleRespondent] {
            (0..<count).map { SampleRespondent(number: $0 + 1, seconds: seconds, points: points) }
        }
        var all = respondents(12, 90) + respondents(30, 0)
        #expect(flags(all).allSatisfy { $0.isEmpty })
        all[0].seconds = 20
        #expect(flags(all)[0] == .speeder, "thirty without a time would have moved the median to nothing")
        #expect(flags([SampleRespondent(started: 5_000, seconds: 0, points: points)]) == [.impossibleTime])
    }

    @Test func aGuardOfAnotherLengthAndOfTooMuch() {
        var rules = QualityRules()
        rules.guardTime = 30_000
        let respondent = SampleRespondent(points: ["overall": 4, "ease": 3, "recommend": 9])
        #expect(flags([respondent], rules) == [.impossibleTime])
        rules.guardTime = .max
        #expect(flags([respondent], rules) == [.impossibleTime])
        rules.guardTime = 0
        #expect(flags([respondent], rules) == [[]])
    }

    private func answered(_ number: Int, _ started: Int64, seed: Int = 0) -> SampleRespondent {
        SampleRespondent(
            number: number, started: 1_790_000_000_000 + started, points: points([1, 2, 3, 4, 1 + seed % 5]))
    }

    @Test func theSameAnswersWithinTenMinutesAtTheSameStation() {
        let first = answered(1, 0)
        var elsewhere = answered(2, 1_000)
        elsewhere.station = "door"
        var spanish = answered(3, 1_000)
        spanish.locale = "es"
        #expect(flags([first, elsewhere, spanish]) == [[], [], []])
        #expect(flags([first, answered(4, 600_000)]) == [[], .duplicate])
        #expect(flags([first, answered(4, 600_001)]) == [[], []])
        #expect(
            flags([answered(4, 599_000), first]) == [.duplicate, []], "the first by time is not flagged")
        #expect(flags([answered(5, 0), first]) == [.duplicate, []], "nor that with the smaller id")
        #expect(flags([first, first]) == [[], []], "the same response is no other one")
        #expect(flags([first, answered(4, 5, seed: 1)]) == [[], []])
        var worded = [answered(6, 1), answered(7, 2), answered(8, 3)]
        for (index, text) in ["a", "b", "a"].enumerated() { worded[index].texts["why"] = text }
        #expect(flags(worded) == [[], [], .duplicate])
        let short = [1, 2].map {
            SampleRespondent(number: $0, points: ["recommend": 9, "overall": 5, "ease": 7])
        }
        #expect(flags(short) == [[], []], "three answers are given alike by many")
    }

    @Test func repetitionsAreThoseOfAPlainComparison() {
        var random = Seeded(31)
        for _ in 0..<60 {
            var respondents = (1...40).map { number in
                answered(
                    number, Int64.random(in: 0...6_000, using: &random) * 1_000 - 3_000_000,
                    seed: Int.random(in: 0...1, using: &random))
            }
            respondents.shuffle(using: &random)
            let expected = respondents.map { own in
                respondents.contains { other in
                    other.points == own.points && (other.started, other.number) < (own.started, own.number)
                        && own.started - other.started <= 600_000
                }
            }
            var screens = [QualityScreen(plan), QualityScreen(plan)]
            for respondent in respondents {
                screens[Int.random(in: 0...1, using: &random)].count(respondent.coded)
            }
            screens[1].merge(screens[0])
            screens[1].settle()
            #expect(respondents.map { screens[1].flags(of: $0.coded).contains(.duplicate) } == expected)
        }
    }

    @Test func responsesThatDoNotCountHaveNoFlags() {
        let respondent = SampleRespondent(state: .abandoned, seconds: -5, points: points([1, 1, 1, 1, 1]))
        #expect(flags([respondent]) == [[]])
    }

    @Test func theMedianIsThatOfAllTimes() throws {
        var random = Seeded(12)
        for scale in [2, 60, 4_000_000] {
            var screen = QualityScreen(plan)
            var other = screen
            let times = (0..<501).map { _ in Int64.random(in: 500...Int64(scale) * 1_000, using: &random) }
            for (index, time) in times.enumerated() {
                let respondent = SampleRespondent(number: index + 1, seconds: Double(time) / 1_000)
                if random.chance(50) { screen.count(respondent.coded) } else { other.count(respondent.coded) }
            }
            screen.merge(other)
            screen.settle()
            let exact = Double(times.sorted()[250]) / 1_000
            let found = try #require(screen.medianSeconds)
            #expect(found <= exact && found >= exact * (1 - 1.0 / 1_024))
            if scale == 2 { #expect(found == exact) }
        }
    }
}
