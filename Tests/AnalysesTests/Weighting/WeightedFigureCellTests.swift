import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@Suite struct WeightedFigureCellTests {
    private let plan = SampleRespondent.plan
    private let options = AnalysisOptions(suppression: .none)

    private func position(_ name: String) throws -> Int {
        try #require(plan.survey.metrics.firstIndex { $0.name == name })
    }

    private func table(_ figure: WeightedFigure) throws -> Analysis.Table {
        try #require(figure.analyses(in: .everybody, options).first?.table)
    }

    @Test func aPromoterScoreWithWeights() throws {
        var figure = try #require(WeightedFigure(plan, metric: position("promoter")))
        for (number, (point, weight)) in [(10, 2.0), (9, 0.5), (7, 1), (3, 1.5), (0, 0)].enumerated() {
            let respondent = SampleRespondent(number: number + 1, points: ["recommend": point])
            figure.add(respondent.coded(weight: Int64(weight * 1e9)))
        }
        figure.add(SampleRespondent(number: 8).coded)
        let table = try table(figure)
        #expect(table.n == 4 && figure.base == 4)
        #expect(table.excluded == [.init(.incomplete, 1), .init(.unweighted, 1), .init(.beyond, 0)])
        #expect(table.summary.map(\.name) == [.score, .standardError, .effectiveN, .designEffect])
        #expect(table.summary[0].value == .success(20) && table.summary[0].method == "score")
        // S = 0.2: 4/3 (2² 0.8² + 0.5² 0.8² + 1² 0.2² + 1.5² 1.2²) / 5².
        let variance = 4.0 / 3 * (4 * 0.64 + 0.25 * 0.64 + 0.04 + 2.25 * 1.44) / 25
        #expect(abs(try table.summary[1].value.get() - 100 * variance.squareRoot()) < 1e-12)
        #expect(abs(try table.summary[2].value.get() - 25 / 7.5) < 1e-12)
    }

    @Test func aScaleCountsThoseWithHalfOfTheItems() throws {
        var figure = try #require(WeightedFigure(plan, metric: position("quality")))
        let items = ["reliable", "responsive", "consistent", "empathic", "tangible"].map { "quality.\($0)" }
        func points(_ values: [Int]) -> [String: Int] { Dictionary(uniqueKeysWithValues: zip(items, values)) }
        for (values, weight) in [([5, 5, 5, 5, 5], 1.0), ([2, 3, 4], 3), ([1, 1], 7)] {
            figure.add(SampleRespondent(points: points(values)).coded(weight: Int64(weight * 1e9)))
        }
        let table = try table(figure)
        #expect(table.n == 2 && table.excluded[0].count == 1)
        #expect(table.summary[0].value == .success(3.5) && table.summary[0].name == .mean)
    }

    @Test func satisfactionHasItsShareAndItsMean() throws {
        var figure = try #require(WeightedFigure(plan, metric: position("satisfaction")))
        for (point, weight) in [(5, 1), (4, 1), (3, 2), (1, 4)] as [(Int, Int64)] {
            figure.add(SampleRespondent(points: ["overall": point]).coded(weight: weight * CodedResponse.one))
        }
        let table = try table(figure)
        #expect(table.summary.map(\.name) == [.share, .standardError, .mean, .effectiveN, .designEffect])
        #expect(table.summary[0].value == .success(25) && table.summary[2].value == .success(2.375))
    }

    @Test func nobodyIsNoFigure() throws {
        let figure = try #require(WeightedFigure(plan, metric: position("easy")))
        #expect(figure.analyses(in: .everybody, options).map(\.content) == [.unavailable(.empty)])
    }

    /// With weight one each, every figure is that of the tallies.
    @Test func weightsOfOneGiveTheFiguresOfTallies() throws {
        let survey = Sample.wholeLanguage
        let plan = TallyPlan(survey)
        var tallies = Tallies(plan)
        var random = Seeded(17)
        var figures = plan.metrics.indices.compactMap { WeightedFigure(plan, metric: $0) }
        var halves = figures.map { [$0, $0] }
        for number in 0..<300 {
            let response = Response(
                id: SampleRespondent(number: number + 1).id, survey: survey.name, version: survey.version,
                structure: "",
                locale: random.chance(50) ? "en" : "sv", seed: 1, started: Timestamp(milliseconds: 0),
                ended: Timestamp(milliseconds: 1), state: random.chance(80) ? .complete : .abandoned,
                answers: Sample.wholeAnswers(&random))
            tallies.add(response)
            let coded = CodedResponse(response, plan, weight: 3)
            for index in figures.indices {
                figures[index].add(coded)
                halves[index][number % 2].add(coded)
            }
        }
        var seen: Set<String> = []
        for (index, figure) in figures.enumerated() {
            let name = try #require(figure.names.first?.subject)
            seen.insert(name)
            let table = try #require(
                figure.analyses(in: .everybody, AnalysisOptions(suppression: .none)).first?.table)
            var merged = halves[index][1]
            merged.merge(halves[index][0])
            #expect(merged.analyses(in: .everybody, options) == figure.analyses(in: .everybody, options))
            let metric = try #require(survey.metrics.firstIndex { $0.name == name })
            let value = try table.summary[0].value.get()
            switch tallies.tally(ofMetric: metric) {
            case .event(let counts):
                let count = survey.metrics[metric].function == .churn ? counts.no : counts.yes
                let n = counts.yes + counts.no
                #expect(table.n == n && abs(value - 100 * Double(count) / Double(n)) < 1e-9)
                #expect(table.excluded[0].count == counts.missing.values.reduce(0, +))
            case .histogram(let histogram):
                #expect(table.n == histogram.answered)
            case .numbers(let numbers):
                #expect(table.n == numbers.count && table.excluded[2].count == numbers.beyond)
                var unit = 1.0
                for _ in 0..<numbers.decimals { unit *= 10 }
                #expect(
                    abs(value - Double(numbers.sum) / Double(numbers.count) / unit) < 1e-9
                        * max(1, abs(value)))
            case .scale(let moments):
                let levels = moments.answered.enumerated().filter {
                    $0.offset > 0 && 2 * $0.offset >= moments.items
                }
                let n = levels.reduce(0) { $0 + $1.element.respondents }
                let sum = levels.reduce(0.0) { $0 + Double($1.element.sum) / Double($1.offset) }
                #expect(table.n == n && abs(value - sum / Double(n)) < 1e-9)
            default: Issue.record("\(name) is not counted")
            }
        }
        #expect(seen.isSuperset(of: ["staying", "caring", "kept", "lost"]))
    }

    @Test func aCrossTableIsTestedByRaoAndScott() throws {
        let channel = try #require(plan.survey.variable(named: "channel"))
        let overall = try #require(plan.survey.variable(named: "overall"))
        var crossed = try #require(WeightedCrossTable(plan, row: overall, column: channel))
        var other = crossed
        var cells = [[WeightedCount]](
            repeating: [WeightedCount](repeating: WeightedCount(), count: 6), count: 5)
        var random = Seeded(2)
        for number in 1...200 {
            let (row, column) = (Int.random(in: 0..<5, using: &random), Int.random(in: 0..<2, using: &random))
            let weight = Int64.random(in: 1...3_000_000_000, using: &random)
            cells[row][column].add(weight: weight)
            let respondent = SampleRespondent(
                number: number, points: ["overall": row + 1], options: ["channel": column])
            if number.isMultiple(of: 3) {
                other.add(respondent.coded(weight: weight))
            } else {
                crossed.add(respondent.coded(weight: weight))
            }
        }
        for number in 201...203 {
            crossed.add(
                SampleRespondent(number: number, points: ["overall": 5], options: ["channel": 3]).coded)
        }
        crossed.add(SampleRespondent(number: 300).coded)
        crossed.merge(other)
        let analysis = try #require(crossed.analyses(in: .everybody, AnalysisOptions()).first)
        let table = try #require(analysis.table)
        #expect(analysis.subject == "overall" && analysis.kind == .crossTable)
        // The column of three is hidden, and with it a larger one, since everybody and the others would give it back.
        let columns = table.rows.prefix(6)
        let hidden = columns.filter(\.isSuppressed).map { $0.keys[0].value }
        #expect(hidden.count == 2 && hidden.contains("social"))
        #expect(table.n == columns.reduce(0) { $0 + ($1.n ?? 0) } && table.n > 80 && table.n < 120)
        #expect(table.excluded[0] == .init(.incomplete, 1) && table.caveats.first == .weighted)
        #expect(table.summary[0].value == .failure(.constant), "one column is left")
        let rows = table.rows.dropFirst(6)
        #expect(rows.count == 30)
        #expect(rows.filter(\.isSuppressed).allSatisfy { $0.n == nil && $0.measures.isEmpty })
        let open = try #require(crossed.analyses(in: .everybody, options).first?.table)
        #expect(open.n == 203 && open.rows.allSatisfy { !$0.isSuppressed })
        for _ in 201...203 { cells[4][3].add(weight: CodedResponse.one) }
        let expected = try RaoScott.test(cells).get()
        #expect(open.summary[0].value == .success(expected.statistic))
        #expect(open.summary[2].value == .success(expected.secondOrder))
        var plain = try #require(WeightedCrossTable(plan, row: overall, column: channel))
        for row in 0..<5 {
            for column in 0..<2 {
                for _ in 0..<cells[row][column].n {
                    plain.add(
                        SampleRespondent(points: ["overall": row + 1], options: ["channel": column]).coded)
                }
            }
        }
        let test = try #require(plain.analyses(in: .everybody, AnalysisOptions()).first?.table).summary
        let equal = try RaoScott.test(cells.map { row in row[0..<2].map { WeightedCount($0.n) } }).get()
        #expect(test[0].value == .success(equal.statistic) && test[2].value == .success(equal.secondOrder))
        #expect(
            WeightedCrossTable(plan, row: overall, column: try #require(plan.survey.variable(named: "why")))
                == nil)
    }
}
