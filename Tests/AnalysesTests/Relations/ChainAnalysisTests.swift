import SampleSurveys
import Statistics
import SurveyModel
import Testing

@testable import Analyses
@testable import Tallies

@Suite struct ChainAnalysisTests {
    private let all = Related.responses(250, seed: 11)

    @Test func talliesAndAPassOfResponsesSayTheSame() throws {
        let options = AnalysisOptions()
        let fromTallies = try #require(ChainAnalysis(Related.tallied(all), relation: 1, locale: nil))
        let passed = Related.passed(try #require(ChainAnalysis(Related.plan, relation: 1, options)), all)
        #expect(fromTallies.analyses(in: .everybody, options) == passed.analyses(in: .everybody, options))
        let levels = try #require(LevelsAnalysis(Related.tallied(all), relation: 1, locale: nil))
        let other = Related.passed(try #require(LevelsAnalysis(Related.plan, relation: 1)), all)
        #expect(levels.analyses(in: .everybody, options) == other.analyses(in: .everybody, options))
    }

    @Test func serviceReachesLoyaltyBySatisfaction() throws {
        let options = AnalysisOptions()
        let chain = try #require(ChainAnalysis(Related.tallied(all), relation: 1, locale: nil))
        let analysis = chain.analyses(in: .everybody, options)[0]
        let table = try #require(analysis.table)
        #expect(
            table.rows.map { $0.keys.map(\.value) } == [
                ["link", "quality", "overall"], ["link", "overall", "recommend"],
                ["total", "quality", "recommend"], ["direct", "quality", "recommend"],
                ["indirect", "quality", "recommend"],
            ])
        let total = try analysis.measure(.total).value.get()
        let direct = try analysis.measure(.direct).value.get()
        let indirect = try analysis.measure(.indirect).value.get()
        #expect(abs(total - direct - indirect) < 1e-12)
        #expect(try analysis.measure(.indirect).method == "sobel")
        let links = table.rows.prefix(2).compactMap { try? $0.measures[0].value.get() }
        #expect(abs(links[0] * links[1] - indirect) < 1e-12)
        #expect(table.caveats == [.notACause])
    }

    @Test func withReplicatesTheIntervalsAreOfTheBootstrap() throws {
        let options = AnalysisOptions(seed: 3, replicates: 120)
        let part = Related.passed(try #require(ChainAnalysis(Related.plan, relation: 1, options)), all)
        let analysis = part.analyses(in: .everybody, options)[0]
        let indirect = try analysis.measure(.indirect)
        let interval = try #require(indirect.interval).get()
        #expect(indirect.method == "bootstrap")
        #expect(try interval.lower < indirect.value.get() && indirect.value.get() < interval.upper)
        let sobel = Related.passed(
            try #require(ChainAnalysis(Related.plan, relation: 1, AnalysisOptions())), all)
        let rough = try #require(
            sobel.analyses(in: .everybody, AnalysisOptions())[0].measure(.indirect).interval
        ).get()
        #expect(abs(interval.lower - rough.lower) < 0.5 * (rough.upper - rough.lower))
    }

    @Test func theCurveHasTheScoreOfEachLevel() throws {
        let none = try #require(SuppressionRule(minimumBase: 5))
        let options = AnalysisOptions(suppression: none)
        let levels = try #require(LevelsAnalysis(Related.tallied(all), relation: 1, locale: nil))
        let curve = levels.analyses(in: .everybody, options)[0]
        let table = try #require(curve.table)
        #expect(curve.kind == .curve && table.rows.map { $0.keys[0].value } == ["1", "2", "3", "4", "5"])
        for row in table.rows {
            let point = try #require(Int(row.keys[0].value))
            let outcomes = all.compactMap { response -> Int? in
                guard response.answers.answer(of: Related.id("overall")) == .answered(.number(point)),
                    case .answered(.number(let number)) = response.answers.answer(of: Related.id("recommend"))
                else { return nil }
                return number.exactInt
            }
            #expect(row.n == outcomes.count)
            let score =
                100 * Double(outcomes.count { $0 >= 9 } - outcomes.count { $0 <= 6 }) / Double(outcomes.count)
            #expect(abs(try row.measures[0].value.get() - score) < 1e-10)
            #expect(row.measures[0].method == "score")
        }
        #expect(table.settings == [Analysis.Setting("by", .name("overall"))])
        #expect(table.n > 0 && table.excluded == [.init(.incomplete, all.count - table.n)])
    }

    @Test func penaltyAndRewardAreOfTheDeclaredBoxes() throws {
        // `overall` is declared with two top boxes, so that two at the bottom stand against them.
        let rows = [(1, 2), (2, 4), (3, 5), (3, 7), (4, 8), (5, 10)].flatMap { overall, recommend in
            (0..<10).map { _ in Related.response(["overall": overall, "recommend": recommend]) }
        }
        let levels = try #require(LevelsAnalysis(Related.tallied(rows), relation: 1, locale: nil))
        let penalty = levels.analyses(in: .everybody, AnalysisOptions())[1]
        #expect(penalty.kind == .penaltyReward)
        #expect(try penalty.measure(.mean, "middle").value.get() == 6)
        #expect(try penalty.measure(.reward, "top").value.get() == 3)
        #expect(try penalty.measure(.penalty, "bottom").value.get() == -3)
        #expect(try #require(penalty.table).rows.map { $0.keys[1].value } == ["1…2", "3…3", "4…5"])
    }

    @Test func aLevelThatIsTooSmallIsHiddenInEveryCellThatWouldGiveItBack() throws {
        // Level 1: 3 in Spanish, 30 in English, 20 in Swedish; all others are large.
        var rows: [Response] = []
        for (locale, sizes) in [
            ("en", [30, 20, 30, 40]), ("es", [3, 30, 30, 30]), ("sv", [20, 25, 30, 40]),
        ] {
            for (index, size) in sizes.enumerated() {
                for number in 0..<size {
                    rows.append(
                        Related.response(
                            ["overall": index + 1, "recommend": (number + index) % 11], locale: locale))
                }
            }
        }
        let tallies = Related.tallied(rows)
        let locales = ["en", "es", "sv", nil]
        let cells = try locales.map {
            (
                cell: Cell(locale: $0),
                part: try #require(LevelsAnalysis(tallies, relation: 1, locale: $0))
            )
        }
        let curves = AnalysisCells.analyses(of: [cells], AnalysisOptions()).filter { $0.kind == .curve }
        let hidden = try curves.map { try #require($0.table).rows.map(\.isSuppressed) }
        // In Spanish another level goes with it, in another locale level 1 too, and so on.
        #expect(hidden[1][0] && hidden[1].count { $0 } >= 2)
        #expect(hidden[0][0] || hidden[2][0] || hidden[3][0])
        for level in 0..<4 {
            let sizes = [[30, 20, 30, 40], [3, 30, 30, 30], [20, 25, 30, 40]].map { $0[level] }
            let gone = (0..<3).filter { hidden[$0][level] }
            if !hidden[3][level], !gone.isEmpty {
                #expect(gone.count > 1 && gone.reduce(0) { $0 + sizes[$1] } >= 10)
            }
        }
        #expect(
            curves.allSatisfy { $0.table?.rows.allSatisfy { $0.isSuppressed == $0.measures.isEmpty } == true }
        )
    }

    @Test func whatHasNoLevelsHasNoCurve() throws {
        var survey = Related.survey
        survey.relations[1].terms.removeLast()
        #expect(LevelsAnalysis(TallyPlan(survey), relation: 1).isNone)
        #expect(LevelsAnalysis(Related.plan, relation: 1, term: 0).isNone)
        #expect(!LevelsAnalysis(Related.plan, relation: 0, term: 2).isNone)
        #expect(LevelsAnalysis(Related.plan, relation: 9).isNone)
        let empty = try #require(LevelsAnalysis(Related.plan, relation: 1))
        #expect(
            empty.analyses(in: .everybody, AnalysisOptions()).map(\.content) == [
                .unavailable(.empty), .unavailable(.empty),
            ])
    }

    @Test func aChainOfOneTermIsTheTotal() throws {
        var survey = Related.survey
        survey.relations[1].terms.removeFirst()
        let tallies = Related.tallied(all, TallyPlan(survey))
        let analysis = try #require(ChainAnalysis(tallies, relation: 1, locale: nil))
            .analyses(in: .everybody, AnalysisOptions())[0]
        #expect(try #require(analysis.table).rows.map { $0.keys[0].value } == ["link", "total"])
        #expect(try #require(analysis.table).summary.map(\.name) == [.total, .rSquared])
    }
}

extension Optional {
    var isNone: Bool { if case .none = self { true } else { false } }
}

@Suite struct SmallPartsTests {
    @Test(arguments: 1...60)
    func noHiddenPartCanBeFoundFromWhatIsShown(seed: UInt64) throws {
        var numbers = Seeded(seed)
        let rule = SuppressionRule.standard
        let locales = Int.random(in: 1...4, using: &numbers)
        let parts = Int.random(in: 2...5, using: &numbers)
        var cells = (0..<locales).map { _ in
            (0..<parts).map { _ in
                Bool.random(using: &numbers)
                    ? Int.random(in: 0...12, using: &numbers) : Int.random(in: 0...60, using: &numbers)
            }
        }
        cells.append((0..<parts).map { part in cells.reduce(0) { $0 + $1[part] } })
        let isHidden = SmallCells.hidden(bases: cells.map { $0.reduce(0, +) }, rule)
        let hidden = SmallParts.hidden(bases: [cells.map { [$0] }], cells: [isHidden], rule)[0].map { $0[0] }
        for (cell, sizes) in cells.enumerated() {
            for (part, size) in sizes.enumerated() where rule.hides(base: size) {
                #expect(hidden[cell][part])
            }
            // Within a cell that is shown, what is hidden is several parts, and together no small base.
            let gone = sizes.indices.filter { hidden[cell][$0] }
            let all = sizes.indices.allSatisfy { hidden[cell][$0] || sizes[$0] == 0 }
            if !isHidden[cell], !gone.isEmpty, !all {
                #expect(gone.count > 1 && gone.reduce(0) { $0 + sizes[$1] } >= 10)
            }
        }
        for part in 0..<parts where !hidden[locales][part] {
            let gone = (0..<locales).filter { hidden[$0][part] }
            if !gone.isEmpty { #expect(gone.count > 1 && gone.reduce(0) { $0 + cells[$1][part] } >= 10) }
        }
    }
}
