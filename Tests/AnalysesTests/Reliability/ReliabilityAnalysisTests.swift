import SampleSurveys
import Statistics
import SurveyModel
import Testing

@testable import Analyses
@testable import Tallies

@Suite struct ReliabilityAnalysisTests {
    private let all = Related.responses(200, seed: 31)

    @Test func talliesAndAPassOfResponsesSayTheSame() throws {
        let options = AnalysisOptions()
        let tallies = Related.tallied(all)
        let passed = Related.passed(try #require(ReliabilityAnalysis(Related.plan, metric: 0)), all)
        let whole = try #require(ReliabilityAnalysis(tallies, metric: 0, locale: nil))
        #expect(whole.analyses(in: .everybody, options) == passed.analyses(in: .everybody, options))
        #expect(whole.base == passed.base && whole.base > 100)
        var merged = try #require(ReliabilityAnalysis(Related.plan, metric: 0))
        for locale in Related.plan.locales.reversed() {
            merged.merge(try #require(ReliabilityAnalysis(tallies, metric: 0, locale: locale)))
        }
        #expect(merged.analyses(in: .everybody, options) == whole.analyses(in: .everybody, options))
    }

    @Test func itemsAreTurnedAndHaveTheirStatistics() throws {
        let whole = try #require(ReliabilityAnalysis(Related.tallied(all), metric: 0, locale: nil))
        let analysis = whole.analyses(in: .everybody, AnalysisOptions())[0]
        let table = try #require(analysis.table)
        #expect(analysis.kind == .reliability && analysis.subject == "quality")
        #expect(table.rows.map { $0.marks } == [[], [], ["reversed"]])
        #expect(
            table.rows.map { $0.keys[0].value }
                == ["reliable", "responsive", "empathic"].map { "quality.\($0)" })
        let alpha = try analysis.measure(.alpha)
        #expect(try #require(alpha.interval).get().lower < alpha.value.get())
        // Three items that are alike: omega is a little above alpha, and every loading is high.
        let omega = try analysis.measure(.omega).value.get()
        #expect(try omega >= alpha.value.get() - 1e-9 && omega < 1)
        for row in table.rows {
            #expect(try analysis.measure(.loading, row.keys[0].value).value.get() > 0.6)
            #expect(try analysis.measure(.itemRest, row.keys[0].value).value.get() > 0.4)
        }
        let empathic = all.compactMap { response -> Int? in
            guard
                ["reliable", "responsive", "empathic"].allSatisfy({
                    response.answers.answer(of: Related.id("quality.\($0)")).missing == nil
                }),
                case .answered(.number(let number)) = response.answers.answer(
                    of: Related.id("quality.empathic"))
            else { return nil }
            return number.exactInt.map { 6 - $0 }
        }
        #expect(
            table.n == empathic.count && table.excluded == [.init(.incomplete, all.count - empathic.count)])
        let mean = Double(empathic.reduce(0, +)) / Double(empathic.count)
        #expect(abs(try analysis.measure(.mean, "quality.empathic").value.get() - mean) < 1e-12)
    }

    @Test func whatHasNoReliabilitySaysWhy() throws {
        let empty = try #require(ReliabilityAnalysis(Related.plan, metric: 0))
        #expect(empty.analyses(in: .everybody, AnalysisOptions())[0].content == .unavailable(.empty))
        let same = (0..<20).map { index in
            Related.response([
                "quality.reliable": 1 + index % 5, "quality.responsive": 4, "quality.empathic": 1 + index % 3,
            ])
        }
        let constant = Related.passed(empty, same).analyses(in: .everybody, AnalysisOptions())[0]
        #expect(try constant.measure(.alpha).value == .failure(.constantItem(1)))
        #expect(try constant.measure(.omega).value == .failure(.constantItem(1)))
        #expect(try constant.measure(.loading, "quality.empathic").value == .failure(.constantItem(1)))
        var survey = Related.survey
        survey.metrics.append(
            Metric(name: "promoter", function: .nps, items: [.init(Related.id("recommend"))]))
        #expect(ReliabilityAnalysis(TallyPlan(survey), metric: 1).isNone)
        #expect(ReliabilityAnalysis(TallyPlan(survey), metric: 2).isNone)
    }

    @Test func aSurveysDeclaredAnalysesComeInItsOrder() throws {
        let analyses = DeclaredAnalyses.of(Related.tallied(all), byLocale: true, AnalysisOptions())
        let cells: [String?] = ["en", "es", "sv", "el", nil]
        #expect(analyses.filter { $0.kind == .drivers }.map(\.cell.locale) == cells)
        #expect(analyses.filter { $0.kind == .penaltyReward }.map(\.cell.locale) == cells)
        #expect(analyses.filter { $0.kind == .reliability }.map(\.subject) == cells.map { _ in "quality" })
        #expect(analyses.map(\.kind).first == .drivers && analyses.map(\.kind).last == .reliability)
        let few = DeclaredAnalyses.of(
            Related.tallied(Related.responses(6, seed: 1, answered: 1)), byLocale: false, AnalysisOptions())
        #expect(few.map(\.kind) == [.drivers, .chain, .curve, .penaltyReward, .reliability])
        #expect(few.allSatisfy { $0.content == .suppressed })
    }

    @Test(arguments: 1...12)
    func damagedTalliesGiveNumbersOrReasonsAndNeverATrap(seed: UInt64) throws {
        var numbers = Seeded(seed)
        let wild: [Int128] = [.max, .min, -1, 0, 1 << 100, 1 << 50, 7, -(1 << 90)]
        let whole = Related.tallied(Related.responses(60, seed: seed))
        for rate in [0.02, 0.3, 1] {
            let entries = whole.entries.map { entry in
                var entry = entry
                if Double.random(in: 0..<1, using: &numbers) < rate {
                    entry.amount = wild.randomElement(using: &numbers) ?? 0
                }
                return entry
            }
            let damaged = try Tallies(plan: Related.plan, entries: entries)
            let analyses = DeclaredAnalyses.of(
                damaged, byLocale: true, AnalysisOptions(suppression: .none))
            #expect(!analyses.isEmpty)
            for table in analyses.compactMap(\.table) {
                let measures = table.summary + table.rows.flatMap(\.measures)
                for measure in measures {
                    if case .success(let value) = measure.value { #expect(value.isFinite) }
                    if case .success(let interval)? = measure.interval {
                        #expect(interval.lower.isFinite && interval.upper.isFinite)
                    }
                }
                #expect(table.n >= 0 && table.excluded.allSatisfy { $0.count >= 0 })
            }
        }
    }
}
