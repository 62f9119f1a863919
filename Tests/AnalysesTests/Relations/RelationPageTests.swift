import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Analyses
@testable import Statistics

/// A section of Documentation/Statistics.md.
struct PageSection {
    let text: String

    init(_ heading: String, file: String = #filePath) throws {
        var folder = URL(fileURLWithPath: file)
        while folder.lastPathComponent != "Tests" { folder.deleteLastPathComponent() }
        // The folder of tests can be a link into the repository.
        let root = folder.resolvingSymlinksInPath().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appendingPathComponent("Documentation/Statistics.md"), encoding: .utf8)
        let sections = page.components(separatedBy: "\n## ")
        let section = try #require(sections.first { $0.hasPrefix(heading) })
        text = section.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether it says a phrase in which each `#` stands for the next of these numbers, rounded as they are said.
    func says(_ phrase: String, _ values: (Double, decimals: Int)...) -> Bool {
        var rest = phrase
        for (value, decimals) in values {
            guard let place = rest.firstIndex(of: "#") else { return false }
            rest.replaceSubrange(place...place, with: String(format: "%.\(decimals)f", value))
        }
        return text.contains(rest)
    }

    /// The numbers of a row of its table.
    func row(_ name: String) throws -> [Int] {
        let start = try #require(text.range(of: "| \(name) |"))
        let row = text[start.upperBound...].prefix { $0 == " " || $0 == "|" || $0.isNumber }
        return row.split { !$0.isNumber }.compactMap { Int($0) }
    }
}

@Suite struct RelationPageTests {
    private func responses() throws -> [Response] {
        let page = try PageSection("Drivers")
        let columns = try ["reliable", "ease", "overall", "recommend"].map { try page.row($0) }
        try #require(columns.allSatisfy { $0.count == 12 })
        return (0..<12).map { index in
            Related.response([
                "quality.reliable": columns[0][index], "ease": columns[1][index],
                "overall": columns[2][index], "recommend": columns[3][index],
            ])
        }
    }

    private func plan(_ relation: Relation) -> TallyPlan {
        var survey = Related.survey
        survey.relations = [relation]
        return TallyPlan(survey)
    }

    private func drivers(_ names: [String]) throws -> Analysis {
        let plan = plan(
            Relation(
                kind: .drivers, outcome: Related.term("recommend"), terms: names.map { Related.term($0) }))
        return try #require(
            DriversAnalysis(Related.tallied(try responses(), plan), relation: 0, locale: nil)
        ).analyses(in: .everybody, AnalysisOptions())[0]
    }

    @Test func theSharesOfTheExampleAreThoseOfThePage() throws {
        let page = try PageSection("Drivers")
        let both = try drivers(["quality.reliable", "ease"])
        let alone = try ["quality.reliable", "ease"].map {
            try drivers([$0]).measure(.rSquared).value.get()
        }
        let all = try both.measure(.rSquared).value.get()
        func value(_ name: Measure.Name, _ item: String) throws -> Double {
            try both.measure(name, item).value.get()
        }
        #expect(
            page.says(
                "R² is # with `reliable` alone, # with `ease` alone and # with both", (alone[0], 3),
                (alone[1], 3), (all, 3)))
        #expect(
            try page.says(
                "Entered first `reliable` adds #, entered second #: # on average", (alone[0], 3),
                (all - alone[1], 3), (value(.importance, "quality.reliable"), 3)))
        #expect(
            try page.says(
                "`ease` adds # or #, # on average", (alone[1], 3), (all - alone[0], 3),
                (value(.importance, "ease"), 3)))
        #expect(
            try page.says(
                "# % and # % of R²", (value(.importanceShare, "quality.reliable"), 1),
                (value(.importanceShare, "ease"), 1)))
        // 56.25 is said as 56.3.
        #expect(try value(.performance, "quality.reliable") == 56.25)
        #expect(try page.says("Performance is 56.3 and #", (value(.performance, "ease"), 1)))
    }

    @Test func theChainOfTheExampleIsThatOfThePage() throws {
        let plan = plan(
            Relation(
                kind: .chain, outcome: Related.term("recommend"),
                terms: [Related.term("quality.reliable"), Related.term("overall")]))
        let analysis = try #require(
            ChainAnalysis(Related.tallied(try responses(), plan), relation: 0, locale: nil)
        ).analyses(in: .everybody, AnalysisOptions())[0]
        let links = try #require(analysis.table).rows.prefix(2).compactMap { try? $0.measures[0].value.get() }
        let error = try analysis.measure(.standardError, "indirect").value.get()
        #expect(
            try PageSection("Chain").says(
                "a = #, b = #, indirect # with a standard error of #, direct #, total #", (links[0], 3),
                (links[1], 3), (analysis.measure(.indirect).value.get(), 3), (error, 3),
                (analysis.measure(.direct).value.get(), 3), (analysis.measure(.total).value.get(), 3)))
    }

    @Test func thePenaltyOfTheExampleIsThatOfThePage() throws {
        let rows = [(1, 2), (2, 4), (3, 5), (3, 7), (3, 6), (4, 9), (5, 10), (5, 8)].map {
            Related.response(["overall": $0, "recommend": $1])
        }
        let levels = try #require(LevelsAnalysis(Related.tallied(rows), relation: 1, locale: nil))
        let analysis = levels.analyses(in: .everybody, AnalysisOptions())[1]
        let reward = try analysis.measure(.reward, "top")
        let interval = try #require(reward.interval).get()
        #expect(
            try PageSection("Satisfaction and loyalty").says(
                "At the bottom 2 and 4, in the middle 5, 7 and 6, at the top 9, 10 and 8: b0 = #, reward # with a standard error of #, interval # to #; penalty # with a standard error of #",
                (analysis.measure(.mean, "middle").value.get(), 0), (reward.value.get(), 0),
                (analysis.measure(.standardError, "top").value.get(), 3), (interval.lower, 2),
                (interval.upper, 2), (analysis.measure(.penalty, "bottom").value.get(), 0),
                (analysis.measure(.standardError, "bottom").value.get(), 3)))
    }

    @Test func theFactorOfTheExampleIsThatOfThePage() throws {
        let page = try PageSection("Reliability")
        let covariances: [Double] = [10, 6, 5, 6, 10, 4, 5, 4, 10]
        let factor = try OneFactor.fit(
            CentredMoments(n: 201, means: [3, 3, 3], covariances.map { $0 * 200 })
        ).get()
        // The exact moments of whole numbers with the same proportions.
        let items = try #require(
            ItemMoments(n: 10, sums: [0, 0, 0], products: [100, 60, 50, 100, 40, 100]))
        #expect(
            try page.says(
                "a variance of 10 each, and covariances of 6 (first and second), 5 (first and third) and 4: alpha = 1.5 · 30 / 60 = #; loadings #, # and #; omega #",
                (Reliability(items).alpha.get(), 3), (factor.loadings[0], 3), (factor.loadings[1], 3),
                (factor.loadings[2], 3), (factor.omega, 3)))
    }
}
