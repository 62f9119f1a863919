import Analyses
import Foundation
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

@testable import Collector

// Figures of the functions beside `nps`, `csat`, `ces` and `mean`, each against numbers worked out by hand.

private let survey = Sample.wholeLanguage

/// Responses that give these answers and no others, each so many times.
private func figures(_ metric: Metric, _ rows: [(count: Int, values: [String: Value])]) throws -> [Figure] {
    var survey = survey
    survey.metrics = [metric]
    var tallies = Tallies(TallyPlan(survey))
    for row in rows {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        for (name, value) in row.values {
            answers[try #require(survey.variable(named: name)).position] = .answered(value)
        }
        for _ in 0..<row.count {
            tallies.add(
                Response(
                    id: "", survey: survey.name, version: 1, structure: survey.structure, locale: "en",
                    seed: 0,
                    started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 0), state: .complete,
                    answers: answers))
        }
    }
    let rule = try #require(SuppressionRule(minimumBase: 5))
    return SurveyStatistics(tallies, options: .init(suppression: rule, byLocale: false)).figures
}

private func measures(_ metric: Metric, _ rows: [(count: Int, values: [String: Value])]) throws -> Measures {
    try #require(try figures(metric, rows).first?.measures)
}

private func item(_ name: String, _ weight: Decimal = 1) throws -> Metric.Item {
    Metric.Item(try #require(survey.variable(named: name)), weight: weight)
}

private func event(_ function: Metric.Function, by: [String] = []) throws -> Metric {
    let stays = Formula.variable(try #require(survey.variable(named: "stays")))
    return Metric(
        name: "x", function: function, strands: [.init(items: [], event: stays)],
        by: try by.map { try #require(survey.variable(named: $0)) })
}

private func isNear(_ value: Estimate<Double>?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
    (try? value?.get()).map { abs($0 - expected) < tolerance } ?? false
}

@Test func `81 of 263 are a share of 30.80, from 25.53 to 36.62, and who is unknown is in no base`() throws {
    // The table of R. Newcombe (1998), as for the top boxes.
    let rows: [(Int, [String: Value])] = [
        (81, ["stays": .yesno(true)]), (182, ["stays": .yesno(false)]), (9, [:]),
    ]
    for function in [Metric.Function.share, .retention] {
        let measures = try measures(event(function), rows)
        let interval = try measures.interval.get()
        #expect(measures.n == 263 && measures.eventCount == 81 && measures.method == .wilson)
        #expect(isNear(measures.value, 30.80, 0.005))
        #expect(abs(interval.lower - 25.53) < 0.005 && abs(interval.upper - 36.62) < 0.005)
        #expect(measures.missing.first { $0.kind == .notAsked }?.count == 9)
    }
    let churn = try measures(event(.churn), rows)
    let interval = try churn.interval.get()
    #expect(isNear(churn.value, 69.20, 0.005) && churn.eventCount == 81)
    #expect(abs(interval.lower - 63.38) < 0.005 && abs(interval.upper - 74.47) < 0.005)
}

@Test func `an index of 1 to 5 with weights 1 and 2`() throws {
    let metric = Metric(
        name: "x", function: .index, items: [try item("perceived.rel"), try item("perceived.emp", 2)])
    let rows: [(Int, [String: Value])] = [
        (2, ["perceived.rel": .number(1), "perceived.emp": .number(5)]),
        (2, ["perceived.rel": .number(3), "perceived.emp": .number(3)]),
        (2, ["perceived.rel": .number(5), "perceived.emp": .number(4)]),
    ]
    let measures = try measures(metric, rows)
    // x = 3 and 4: 100 (3 + 2 * 4 - 3) / (4 * 3).
    #expect(isNear(measures.value, 200.0 / 3))
    #expect(
        measures.n == 6 && measures.composition == .init(items: 2, complete: 6, leftOut: 0, unanswered: 0))
    // Scores 8, 6, 10 of 12, twice each: s^2 = 16/5; t(0.975; 5) = 2.570581835636314.
    let margin = 100 * 2.570581835636314 * (16.0 / 5 / 6).squareRoot() / 12
    let interval = try measures.interval.get()
    #expect(
        abs(interval.lower - (200.0 / 3 - margin)) < 1e-9 && abs(interval.upper - (200.0 / 3 + margin)) < 1e-9
    )
}

@Test func `an index takes the mean of each item over all who answered it`() throws {
    let metric = Metric(
        name: "x", function: .index, items: [try item("perceived.rel"), try item("expected.rel")])
    let measures = try measures(
        metric,
        [
            (4, ["perceived.rel": .number(5), "expected.rel": .number(5)]),
            (4, ["perceived.rel": .number(1)]),
            (4, ["expected.rel": .number(1)]), (3, [:]),
        ])
    // Half of the way on both.
    #expect(isNear(measures.value, 50) && measures.n == 12)
    #expect(measures.composition == .init(items: 2, complete: 4, leftOut: 0, unanswered: 3))
    // Four complete ones are too few to be shown anything of.
    #expect(measures.interval == .failure(.suppressed(minimum: 5)))
}

@Test func `a gap is the mean difference with a paired interval`() throws {
    let metric = Metric(
        name: "x", function: .gap, items: [try item("perceived.rel"), try item("expected.rel")])
    func pair(_ perceived: Int, _ expected: Int) -> [String: Value] {
        ["perceived.rel": .number(perceived), "expected.rel": .number(expected)]
    }
    // Differences -2, -1, 0, 1, -1, -3: mean -1, s^2 = 2; t(0.975; 5) = 2.570581835636314.
    let measures = try measures(
        metric, [(3, 5), (4, 5), (4, 4), (5, 4), (2, 3), (1, 4)].map { (1, pair($0.0, $0.1)) } + [(2, [:])])
    let margin = 2.570581835636314 * (2.0 / 6).squareRoot()
    let interval = try measures.interval.get()
    #expect(isNear(measures.value, -1) && measures.n == 6 && measures.method == .t)
    #expect(abs(interval.lower - (-1 - margin)) < 1e-9 && abs(interval.upper - (-1 + margin)) < 1e-9)
    #expect(measures.composition == .init(items: 1, complete: 6, leftOut: 0, unanswered: 2))
}

@Test func `a gap of several pairs needs half of them, a weighted one all`() throws {
    let names = ["perceived.rel", "expected.rel", "perceived.emp", "expected.emp"]
    let rows: [(Int, [String: Value])] = [
        (3, Dictionary(uniqueKeysWithValues: zip(names, [4, 5, 2, 5].map { Value.number($0) }))),
        (2, ["perceived.rel": .number(5), "expected.rel": .number(5), "perceived.emp": .number(1)]),
    ]
    let plain = try measures(Metric(name: "x", function: .gap, items: names.map { try item($0) }), rows)
    // Three times (-1 - 3)/2, twice 0.
    #expect(isNear(plain.value, -1.2) && plain.n == 5)
    let weights: [Decimal] = [1, 1, 3, 3]
    let metric = Metric(name: "x", function: .gap, items: try zip(names, weights).map { try item($0, $1) })
    let figure = try #require(try figures(metric, rows + rows).first)
    // (-1 - 3 * 3) / 4 of the six who answered both.
    #expect(isNear(figure.measures?.value, -2.5) && figure.measures?.n == 6)
    #expect(figure.measures?.composition?.leftOut == 4)
    #expect(figure.measures?.interval == .failure(.constant))
}

@Test func `a median is that of the values, its interval that of the ranks`() throws {
    let spend = Metric(name: "x", function: .median, items: [try item("spend")])
    let rows = (1...20).map { (1, ["spend": Value.number(Decimal($0) + Decimal($0) / 100)]) }
    let money = try measures(spend, rows)
    // Ranks 6 and 15 of 20.
    #expect(isNear(money.value, 10.605) && money.n == 20 && money.method == .order)
    #expect(try money.interval.get() == Interval(lower: 6.06, upper: 15.15))
    let points = try measures(
        Metric(name: "x", function: .median, items: [try item("perceived.rel")]),
        [
            (3, ["perceived.rel": .number(2)]), (4, ["perceived.rel": .number(4)]),
            (3, ["perceived.rel": .number(5)]),
        ])
    #expect(isNear(points.value, 4))
    #expect(try points.interval.get() == Interval(lower: 2, upper: 5))
    #expect(try measures(spend, Array(rows.prefix(5))).interval == .failure(.tooFew(minimum: 6)))
}

@Test func `a lifetime value is m r over 1 + i - r`() throws {
    let stays = Formula.variable(try #require(survey.variable(named: "stays")))
    func metric(_ discount: String) throws -> Metric {
        Metric(
            name: "x", function: .lifetime(discount: try #require(Decimal(exactly: discount))),
            strands: [.init(items: [try item("spend")], event: stays)])
    }
    let rows: [(Int, [String: Value])] = [
        (3, ["spend": .number(Decimal(100)), "stays": .yesno(true)]),
        (3, ["spend": .number(Decimal(200)), "stays": .yesno(true)]),
        (2, ["spend": .number(Decimal(50)), "stays": .yesno(false)]),
        (4, ["spend": .number(Decimal(900))]), (1, ["stays": .yesno(true)]),
    ]
    let measures = try measures(metric("0.1"), rows)
    // Of eight: m = 125, r = 3/4: 93.75 / 0.35.
    #expect(measures.n == 8 && isNear(measures.value, 93.75 / 0.35) && measures.method == .delta)
    #expect(measures.lifetime == .init(margin: 125, retention: 75, discount: 0.1))
    #expect(measures.missing.first { $0.kind == .notAsked }?.count == 5)
    #expect((try? measures.interval.get()) != nil)
    let loyal: [(Int, [String: Value])] = [(6, ["spend": .number(Decimal(100)), "stays": .yesno(true)])]
    #expect(try #require(figures(metric("0"), loyal).first?.measures).value == .failure(.unbounded))
    #expect(Absence.unbounded.reason.contains("no end"))
}

@Test func `each group is the figure of those in it, small ones hidden with another`() throws {
    let all: [(Int, [String: Value])] = [
        (40, ["branch": .option(0), "stays": .yesno(true)]),
        (10, ["branch": .option(1), "stays": .yesno(false)]),
        (3, ["branch": .option(2), "stays": .yesno(true)]),
    ]
    let found = try figures(event(.share, by: ["branch"]), all)
    #expect(found.map { $0.cell.by.map(\.value) } == [[], ["athens"], ["malmo"], ["leon"]])
    #expect(isNear(found[0].measures?.value, 100 * 43.0 / 53))
    #expect(isNear(found[1].measures?.value, 100))
    // Leon has three, and Malmö would give them back.
    #expect(found[2].content == .suppressed && found[3].content == .suppressed)
}

@Test func `who is in no group is not found by subtraction`() throws {
    let rows: [(Int, [String: Value])] = [
        (40, ["branch": .option(0), "stays": .yesno(true)]),
        (20, ["branch": .option(1), "stays": .yesno(true)]),
        (2, ["stays": .yesno(false)]),
    ]
    let found = try figures(event(.share, by: ["branch"]), rows)
    #expect(found.contains { $0.cell.isGroup && $0.content == .suppressed })
}

@Test func `instances are pooled, and each is a group`() throws {
    let metric = try #require(survey.metrics.first { $0.name == "channel" })
    let found = try figures(
        metric,
        [
            (10, ["satisfied.store": .number(5), "satisfied.phone": .number(2)]),
            (10, ["satisfied.bot": .number(4), "satisfied.phone": .number(4)]),
        ])
    #expect(found.map { $0.cell.instance?.name } == [nil, "store", "phone", "bot"])
    #expect(found.map { $0.measures?.n } == [40, 10, 20, 10])
    #expect(isNear(found[0].measures?.value, 75) && isNear(found[2].measures?.value, 50))
}

@Test(arguments: 1...40) func `no hidden cell of a table is found by subtraction in its row or column`(
    seed: UInt64
) throws {
    var numbers = Seeded(seed)
    let rule = SuppressionRule.standard
    let size = (rows: Int.random(in: 1...4, using: &numbers), columns: Int.random(in: 1...4, using: &numbers))
    var groups = (0..<size.rows).map { _ in
        (0..<size.columns).map { _ in Int.random(in: 0...30, using: &numbers) }
    }
    for row in groups.indices { groups[row].append(groups[row].reduce(0, +)) }
    let rest = (0..<size.columns).map { _ in numbers.chance(50) ? 0 : Int.random(in: 1...12, using: &numbers)
    }
    let rests = rest + [rest.reduce(0, +)]
    let total = rests.indices.map { column in rests[column] + groups.reduce(0) { $0 + $1[column] } }
    let table = [total] + groups
    let hidden = SmallCells.hidden(rows: table, rule)
    /// Of each margin whose total is shown, what is hidden is several cells that together may be shown.
    func check(_ bases: [Int], _ isHidden: [Bool], total: Bool, rest: Int = 0) {
        let cells = zip(bases, isHidden).filter { $0.1 && $0.0 > 0 }.map(\.0)
        guard !total, !cells.isEmpty, cells != [rest] || rule.hides(base: rest) else { return }
        // What is hidden for the sake of others only may be found; `SubtractionTests` solves for what that gives away.
        guard cells.contains(where: rule.hides(base:)) else { return }
        #expect(cells.count > 1 && cells.reduce(0, +) >= rule.minimumBase, "\(table) \(hidden)")
    }
    for row in table.indices {
        check(Array(table[row].dropLast()), Array(hidden[row].dropLast()), total: hidden[row].last ?? true)
        for column in table[row].indices {
            #expect(hidden[row][column] || !rule.hides(base: table[row][column]))
        }
    }
    for column in total.indices {
        // Whoever is in no group is never shown.
        check(
            groups.map { $0[column] } + [rests[column]],
            hidden.dropFirst().map { $0[column] } + [rests[column] > 0], total: hidden[0][column],
            rest: rests[column])
    }
}
