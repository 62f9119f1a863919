import SampleSurveys
import Statistics
import SurveyModel
import Testing

@testable import Analyses
@testable import Tallies

@Suite struct DriversAnalysisTests {
    private let all = Related.responses(300, seed: 1)

    private func passed(_ responses: [Response], _ options: AnalysisOptions) throws -> DriversAnalysis {
        Related.passed(try #require(DriversAnalysis(Related.plan, relation: 0, options)), responses)
    }

    @Test func talliesAndAPassOfResponsesSayTheSame() throws {
        let options = AnalysisOptions()
        let tallies = Related.tallied(all)
        let fromTallies = try #require(DriversAnalysis(tallies, relation: 0, locale: nil))
        #expect(
            fromTallies.analyses(in: .everybody, options)
                == (try passed(all, options).analyses(in: .everybody, options)))
        let spanish = try #require(DriversAnalysis(tallies, relation: 0, locale: "es"))
        let those = all.filter { $0.locale == "es" }
        #expect(spanish.base > 50)
        #expect(
            spanish.analyses(in: Cell(locale: "es"), options)
                == (try passed(those, options).analyses(in: Cell(locale: "es"), options)))
    }

    @Test func sharesAreOfRSquaredAndEverythingHasItsPlace() throws {
        let analysis = try passed(all, AnalysisOptions()).analyses(in: .everybody, AnalysisOptions())[0]
        let table = try #require(analysis.table)
        #expect(analysis.kind == .drivers && analysis.subject == "recommend")
        #expect(
            table.rows.map { $0.keys }
                == ["quality.reliable", "quality.responsive", "ease"].map {
                    [Analysis.Key("item", $0)]
                })
        let explained = try analysis.measure(.rSquared).value.get()
        let parts = try table.rows.map { try analysis.measure(.importance, $0.keys[0].value).value.get() }
        let percents = try table.rows.map {
            try analysis.measure(.importanceShare, $0.keys[0].value).value.get()
        }
        #expect(explained > 0.3 && abs(parts.reduce(0, +) - explained) < 1e-12)
        #expect(abs(percents.reduce(0, +) - 100) < 1e-10)
        let ease = try analysis.measure(.mean, "ease").value.get()
        #expect(abs(try analysis.measure(.performance, "ease").value.get() - 100 * (ease - 1) / 6) < 1e-12)
        #expect(try analysis.measure(.coefficient, "ease").value.get() > 0)
        #expect(table.caveats == [.notACause])
        #expect(table.settings == [Analysis.Setting("method", .name("lmg"))])
        let answered = all.count { response in
            ["recommend", "quality.reliable", "quality.responsive", "ease"].allSatisfy {
                response.answers.answer(of: Related.id($0)).missing == nil
            }
        }
        #expect(table.n == answered && table.excluded[0] == .init(.incomplete, all.count - answered))
    }

    @Test func theBootstrapIsTheSameInAnyOrderAndHowEverItWasSplit() throws {
        let options = AnalysisOptions(seed: 9, replicates: 100)
        let whole = try passed(all, options).analyses(in: .everybody, options)
        var numbers = Seeded(3)
        let shuffled = all.shuffled(using: &numbers)
        var part = try passed(Array(shuffled[..<120]), options)
        part.merge(try passed(Array(shuffled[120...]), options))
        #expect(part.analyses(in: .everybody, options) == whole)
        let measure = try whole[0].measure(.importanceShare, "ease")
        let interval = try #require(measure.interval).get()
        #expect(measure.method == "bootstrap")
        #expect(try interval.lower < measure.value.get() && measure.value.get() < interval.upper)
        let settings = try #require(whole[0].table).settings
        #expect(
            settings.contains(.init("seed", .name("9")))
                && settings.contains(.init("replicates", .whole(100))))
        #expect(settings.contains(.init("failed_replicates", .whole(0))))
        // Without the answers there is nothing to draw from.
        let fromTallies = try #require(DriversAnalysis(Related.tallied(all), relation: 0, locale: nil))
        #expect(
            try fromTallies.analyses(in: .everybody, options)[0].measure(.importanceShare, "ease").interval
                == nil)
    }

    @Test func collinearDriversAreCalledSoAndSameOnesHaveNoShares() throws {
        var survey = Related.survey
        survey.relations[0].terms = [Related.term("quality.reliable"), Related.term("quality.responsive")]
        let plan = TallyPlan(survey)
        var numbers = Seeded(4)
        func responses(_ differing: Int) -> [Response] {
            (0..<200).map { index in
                let point = Int.random(in: 1...5, using: &numbers)
                let other = index < differing ? Int.random(in: 1...5, using: &numbers) : point
                return Related.response([
                    "quality.reliable": point, "quality.responsive": other,
                    "recommend": min(10, point + other),
                ])
            }
        }
        func analysis(_ differing: Int) throws -> Analysis {
            let tallies = Related.tallied(responses(differing), plan)
            return try #require(DriversAnalysis(tallies, relation: 0, locale: nil))
                .analyses(in: .everybody, AnalysisOptions())[0]
        }
        #expect(try #require(try analysis(10).table).caveats == [.notACause, .collinear])
        #expect(try analysis(10).measure(.varianceInflation, "quality.reliable").value.get() > 5)
        #expect(try #require(try analysis(150).table).caveats == [.notACause])
        #expect(try analysis(0).content == .unavailable(.collinearItem(1)))
    }

    @Test func moreThanFifteenDriversHaveRelativeWeights() throws {
        var survey = Related.survey
        let scale = Domain.point(
            ScaleID(survey.scales.firstIndex { $0.name == "agreement" } ?? 0))
        var terms: [Relation.Term] = []
        for index in 0..<16 {
            terms.append(Relation.Term(path: "x\(index)", variables: [VariableID(survey.variables.count)]))
            survey.variables.append(
                Variable(name: "x\(index)", role: .given(isOptional: true), domain: scale))
        }
        survey.relations[0].terms = terms
        let plan = TallyPlan(survey)
        var numbers = Seeded(5)
        let responses = (0..<60).map { _ in
            var response = Related.response(["recommend": Int.random(in: 0...10, using: &numbers)])
            response.answers += (0..<16).map { _ in .answered(.number(Int.random(in: 1...5, using: &numbers)))
            }
            return response
        }
        let analysis = try #require(
            DriversAnalysis(Related.tallied(responses, plan), relation: 0, locale: nil)
        )
        .analyses(in: .everybody, AnalysisOptions())[0]
        #expect(try #require(analysis.table).caveats == [.notACause, .relativeWeights])
        let parts = try terms.map { try analysis.measure(.importance, $0.path).value.get() }
        #expect(try abs(parts.reduce(0, +) - analysis.measure(.rSquared).value.get()) < 1e-12)
    }

    @Test func whatCannotBeSaidHasItsReason() throws {
        func content(_ responses: [Response]) throws -> Analysis.Content {
            try passed(responses, AnalysisOptions()).analyses(in: .everybody, AnalysisOptions())[0].content
        }
        #expect(try content([]) == .unavailable(.empty))
        #expect(try content(Related.responses(4, seed: 2, answered: 1)) == .unavailable(.tooFew(minimum: 5)))
        let same = (0..<20).map { index in
            Related.response([
                "quality.reliable": 1 + index % 5, "quality.responsive": 3, "ease": 1 + index % 7,
                "recommend": index % 11,
            ])
        }
        #expect(try content(same) == .unavailable(.constantItem(1)))
        // An outcome that has nothing to do with the drivers: no shares, and still no NaN.
        var plain = Related.survey
        plain.relations[0].terms = [Related.term("ease")]
        let plan = TallyPlan(plain)
        let none = [(1, 3), (1, 5), (3, 3), (3, 5)].flatMap { ease, recommend in
            (0..<5).map { _ in Related.response(["ease": ease, "recommend": recommend]) }
        }
        let analysis = try #require(DriversAnalysis(Related.tallied(none, plan), relation: 0, locale: nil))
            .analyses(in: .everybody, AnalysisOptions())[0]
        #expect(try analysis.measure(.importanceShare, "ease").value == .failure(.nothingExplained))
        #expect(DriversAnalysis(Related.plan, relation: 7, AnalysisOptions()).isNone)
    }
}
