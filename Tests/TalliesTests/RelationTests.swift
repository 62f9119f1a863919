import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Tallies

/// A sample with relations: drivers that are single ratings, a chain that begins with a grid of which a row is reversed, and
/// one over numbers, one of them computed.
private let survey: Survey = {
    var survey = Sample.serviceLoyalty
    func id(_ name: String) -> VariableID { survey.variable(named: name) ?? VariableID(-1) }
    func term(_ path: String, _ names: [String]? = nil) -> Relation.Term {
        Relation.Term(path: path, variables: (names ?? [path]).map(id))
    }
    let rows = ["reliable", "responsive", "consistent", "empathic", "tangible"].map { "quality.\($0)" }
    let quality = survey.questions.firstIndex { $0.name == "quality" } ?? 0
    if case .grid(let scale, var items) = survey.questions[quality].kind {
        items[3].isReversed = true
        survey.questions[quality].kind = .grid(scale, rows: items)
    }
    let twice = VariableID(survey.variables.count)
    survey.variables.append(
        Variable(
            name: "twice",
            role: .computed([.arithmetic(.multiply, .variable(id("ease")), .literal(.number(2)))]),
            domain: .number(NumberRule())))
    survey.steps.insert(Step(.compute(twice, formula: 0), in: BlockID(0)), at: survey.steps.count - 1)
    survey.relations = [
        Relation(
            kind: .drivers, outcome: term("recommend"),
            terms: [term("quality.reliable"), term("quality.empathic"), term("ease")]),
        Relation(
            kind: .chain, outcome: term("recommend"), terms: [term("quality", rows), term("overall")]),
        Relation(
            kind: .drivers, outcome: term("spend"),
            terms: [term("overall"), Relation.Term(path: "twice", variables: [twice])]),
    ]
    return survey
}()

private let plan = TallyPlan(survey)

private func responses(_ count: Int, seed: UInt64) -> [Response] {
    var numbers = Seeded(seed)
    return (0..<count).map { _ in
        var answers = survey.variables.map { variable -> Answer in
            guard variable.isStored, Int.random(in: 0..<6, using: &numbers) > 0 else { return .notAsked }
            switch variable.domain {
            case .point(let scale):
                return .answered(.number(Int.random(in: survey[scale].bounds, using: &numbers)))
            case .number:
                return .answered(.number(Decimal(Int.random(in: 0...9_999, using: &numbers)) / 100))
            default: return .notAsked
            }
        }
        answers[survey.variables.count - 1] = .notAsked
        return Response(
            id: "", survey: survey.name, version: 1, structure: survey.structure,
            locale: ["en", "es"].randomElement(using: &numbers) ?? "en", seed: 0,
            started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 0), state: .complete,
            answers: answers)
    }
}

private func tallied(_ responses: [Response]) -> Tallies {
    var tallies = Tallies(plan)
    for response in responses { tallies.add(response) }
    return tallies
}

/// The number that a variable has in a response, a reversed row turned.
private func number(_ variable: VariableID, _ response: Response) -> Double? {
    guard case .answered(.number(let number)) = survey.completed(response.answers).answer(of: variable) else {
        return nil
    }
    let value = (number as NSDecimalNumber).doubleValue
    return survey[variable].name == "quality.empathic" ? 6 - value : value
}

/// What a term is for a respondent, by its definition.
private func score(_ term: Relation.Term, _ response: Response) -> Double? {
    let values = term.variables.compactMap { number($0, response) }
    guard 2 * values.count >= term.variables.count, !values.isEmpty else { return nil }
    return values.reduce(0, +) / Double(values.count)
}

@Test(arguments: 1...5)
func `the moments of a relation are those of its respondents`(seed: UInt64) throws {
    let all = responses(150, seed: seed)
    let tallies = tallied(all)
    for (position, relation) in survey.relations.enumerated() {
        let tally = try #require(tallies.relation(position))
        let terms = [relation.outcome] + relation.terms
        let rows = all.compactMap { response -> [Double]? in
            let scores = terms.compactMap { score($0, response) }
            return scores.count == terms.count ? scores : nil
        }
        #expect(tally.complete == rows.count && tally.complete > 20)
        #expect(tally.incomplete == all.count - rows.count && tally.beyond == 0)
        #expect(tally.paths == terms.map(\.path))
        var next = 0
        for i in terms.indices {
            let sum = rows.reduce(0) { $0 + $1[i] }
            #expect(abs(Double(tally.sums[i]) / tally.units[i] - sum) < 1e-9 * max(1, abs(sum)))
            for j in i..<terms.count {
                let product = rows.reduce(0) { $0 + $1[i] * $1[j] }
                let counted = Double(tally.products[next]) / tally.units[i] / tally.units[j]
                #expect(abs(counted - product) < 1e-9 * max(1, abs(product)))
                next += 1
            }
        }
    }
}

@Test func `means of a grid are counted in parts that every number of items divides`() {
    let quality = plan.relations[1].terms[1]
    #expect(quality.least == 3 && quality.parts == 60 && !quality.isRounded && quality.bounds == 1...5)
    #expect(plan.relations[2].terms[0].unit == 100)
    #expect(plan.relations[2].terms[0].bounds == nil)
}

@Test func `pairs of answers are counted whatever was said of other terms`() throws {
    let all = responses(200, seed: 6)
    let tally = try #require(tallied(all).relation(0))
    let empathic = try #require(survey.variable(named: "quality.empathic"))
    let recommend = try #require(survey.variable(named: "recommend"))
    let levels = try #require(tally.levels[1])
    #expect(levels.outcomes == 0...10 && levels.points == 1...5)
    for point in 1...5 {
        for outcome in 0...10 {
            let expected = all.count {
                number(empathic, $0) == Double(point) && number(recommend, $0) == Double(outcome)
            }
            #expect(levels.counts[point - 1][outcome] == expected)
        }
    }
    #expect(levels.n > tally.complete)
    // A grid has no levels, nor has a number.
    #expect(try #require(tallied(all).relation(1)).levels.map { $0 == nil } == [true, false])
    #expect(try #require(tallied(all).relation(2)).levels.map { $0 == nil } == [true, true])
}

@Test(arguments: 1...8)
func `relations merge, are taken away and come back from entries`(seed: UInt64) throws {
    let all = responses(90, seed: seed + 20)
    let whole = tallied(all)
    var numbers = Seeded(seed)
    var parts = [Tallies](repeating: Tallies(plan), count: 4)
    for response in all.shuffled(using: &numbers) {
        parts[Int.random(in: 0..<4, using: &numbers)].add(response)
    }
    var merged = Tallies(plan)
    for part in parts.shuffled(using: &numbers) { merged.merge(part) }
    #expect(merged == whole && merged.relation(1) == whole.relation(1))
    #expect(try Tallies(plan: plan, entries: whole.entries.reversed()) == whole)
    #expect(whole.entries.contains { $0.series == "relation.2.moments" && $0.bin == "x1*x2" })
    #expect(whole.entries.contains { $0.series == "relation.1.levels.3" })
    for response in all { merged.add(response, times: -1) }
    #expect(merged == Tallies(plan))
    let locales = ["en", "es"].compactMap { whole.relation(0, in: $0)?.complete }
    #expect(locales.reduce(0, +) == whole.relation(0)?.complete)
}

@Test func `the signature changes with the terms of a relation`() {
    var other = survey
    other.relations[0].terms.swapAt(0, 1)
    #expect(TallyPlan(other).signature != plan.signature)
    other = survey
    other.relations.removeLast()
    #expect(TallyPlan(other).signature != plan.signature)
    other = survey
    let quality = survey.questions.firstIndex { $0.name == "quality" } ?? 0
    if case .grid(let scale, var rows) = other.questions[quality].kind {
        rows[0].isReversed = true
        other.questions[quality].kind = .grid(scale, rows: rows)
    }
    #expect(TallyPlan(other).signature != plan.signature)
    other = survey
    other.relations[0].kind = .chain
    #expect(TallyPlan(other).signature == plan.signature)
}

@Test func `a number too large leaves its respondent out and is counted`() throws {
    var response = responses(1, seed: 3)[0]
    for name in ["overall", "ease"] {
        response.answers[try #require(survey.variable(named: name)).position] = .answered(.number(4))
    }
    let spend = try #require(survey.variable(named: "spend"))
    response.answers[spend.position] = .answered(.number(try #require(Decimal(string: "1e20"))))
    let tally = try #require(tallied([response]).relation(2))
    #expect(tally.beyond == 1 && tally.complete == 0 && tally.incomplete == 0 && tally.sums == [0, 0, 0])
}

@Test func `relations that cannot be counted are not`() {
    var other = survey
    let term = survey.relations[0].terms[0]
    let channel = Relation.Term(
        path: "channel", variables: [VariableID(survey.variable(named: "channel")?.position ?? 0)])
    other.relations = [
        Relation(kind: .drivers, outcome: term, terms: []),
        Relation(kind: .drivers, outcome: term, terms: [channel]),
        Relation(kind: .chain, outcome: Relation.Term(path: "", variables: []), terms: [term]),
        Relation(kind: .drivers, outcome: term, terms: [Relation.Term](repeating: term, count: 101)),
    ]
    let tallies = Tallies(TallyPlan(other))
    #expect((0..<5).allSatisfy { tallies.relation($0) == nil } && tallies.relation(-1) == nil)
    #expect(!tallies.plan.series.contains { $0.name.hasPrefix("relation") })
}

@Test func `a grid of many rows has its means in millionths`() throws {
    var builder = survey
    let scale = try #require(survey.scales.firstIndex { $0.name == "agreement" })
    let first = builder.variables.count
    let question = QuestionID(builder.questions.count)
    for row in 0..<31 {
        builder.variables.append(
            Variable(name: "long.\(row)", role: .row(question, row), domain: .point(ScaleID(scale))))
    }
    let variables = (first..<first + 31).map { VariableID($0) }
    builder.questions.append(
        Question(
            name: "long",
            kind: .grid(
                ScaleID(scale),
                rows: (0..<31).map { .init(name: String($0), text: TextID(0)) }), text: TextID(0),
            variables: variables))
    builder.relations = [
        Relation(
            kind: .chain, outcome: survey.relations[0].outcome,
            terms: [Relation.Term(path: "long", variables: variables)])
    ]
    let plan = TallyPlan(builder)
    let term = plan.relations[0].terms[1]
    #expect(term.isRounded && term.parts == 1_000_000 && term.least == 16)
    var row = TallyRow(plan)
    for index in 0..<17 { row.codes[variables[index].position] = index < 12 ? 4 : 3 }
    // 80 / 17 is 4.705882 35.
    #expect(term.score(row.codes, row.amounts, { [] }) == .number(4_705_882))
    #expect(
        TermPlan.mean(-5, of: 2, parts: 1) == .number(-3) && TermPlan.mean(5, of: 2, parts: 1) == .number(3))
    #expect(TermPlan.mean(.max, of: 3, parts: 60) == .beyond)
    for index in 0..<2 { row.codes[variables[index].position] = Int32(5) }
    #expect(term.score(row.codes, row.amounts, { [] }) == .missing)
}

@Test func `damaged entries of a relation give counts that are bounded`() throws {
    for amount in [Int128.max, Int128.min, -1] {
        let entries = tallied(responses(20, seed: 9)).entries.map {
            TallyEntry(cell: $0.cell, series: $0.series, bin: $0.bin, amount: amount)
        }
        let tally = try #require(try Tallies(plan: plan, entries: entries).relation(0))
        #expect((0...1 << 48).contains(tally.complete) && tally.levels.allSatisfy { ($0?.n ?? 0) >= 0 })
    }
}
