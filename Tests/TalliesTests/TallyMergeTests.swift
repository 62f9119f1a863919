import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

private let plan = TallyPlan(Sample.serviceLoyalty)

/// Random responses to the sample survey; ids play no part in tallies.
private func responses(_ count: Int, seed: UInt64) -> [Response] {
    var numbers = Seeded(seed)
    let survey = plan.survey
    return (0..<count).map { _ in
        var response = Response(
            id: "", survey: survey.name, version: Int.random(in: 1...3, using: &numbers),
            structure: survey.structure,
            locale: ["en", "es", "sv", "el", "und", "pt"].randomElement(using: &numbers) ?? "en",
            channel: Bool.random(using: &numbers) ? "simulated" : nil, seed: 1,
            started: Timestamp(milliseconds: 0),
            ended: Timestamp(milliseconds: 1),
            state: Disposition.allCases.randomElement(using: &numbers) ?? .complete,
            answers: [], isStale: Bool.random(using: &numbers))
        response.answers = survey.variables.map { variable in
            guard Int.random(in: 0..<5, using: &numbers) > 0 else {
                return .missing(
                    variable.missing.sorted { $0.rawValue < $1.rawValue }.randomElement(using: &numbers)
                        ?? .notAsked)
            }
            switch variable.domain {
            case .option(let list):
                return .answered(.option(Int.random(in: survey[list].options.indices, using: &numbers)))
            case .options(let list, _):
                return .answered(
                    .options(survey[list].options.indices.filter { _ in Bool.random(using: &numbers) }))
            case .point(let scale):
                return .answered(.number(Int.random(in: survey[scale].bounds, using: &numbers)))
            case .yesno, .truth: return .answered(.yesno(Bool.random(using: &numbers)))
            case .number: return .answered(.number(Decimal(Int.random(in: 0...9_999, using: &numbers)) / 100))
            case .text, .order, .date, .time: return .answered(.text("words"))
            }
        }
        return response
    }
}

private func tallied(_ responses: some Sequence<Response>) -> Tallies {
    var tallies = Tallies(plan)
    for response in responses { tallies.add(response) }
    return tallies
}

@Test(arguments: 1...20)
func `parts merge into the whole, in any order and however they are split`(seed: UInt64) {
    let all = responses(120, seed: seed)
    let whole = tallied(all)
    var numbers = Seeded(seed)
    var parts = [Tallies](repeating: Tallies(plan), count: Int.random(in: 1...7, using: &numbers))
    for response in all.shuffled(using: &numbers) {
        parts[Int.random(in: parts.indices, using: &numbers)].add(response)
    }
    var merged = Tallies(plan)
    for part in parts.shuffled(using: &numbers) { merged.merge(part) }
    #expect(merged == whole)
    #expect(merged.entries == whole.entries)
    #expect(whole != Tallies(plan))
}

@Test func `merging is commutative and associative and nothing is its neutral element`() {
    let (a, b, c) = (
        tallied(responses(40, seed: 1)), tallied(responses(50, seed: 2)), tallied(responses(60, seed: 3))
    )
    func sum(_ first: Tallies, _ second: Tallies) -> Tallies {
        var sum = first
        sum.merge(second)
        return sum
    }
    #expect(sum(a, b) == sum(b, a))
    #expect(sum(sum(a, b), c) == sum(a, sum(b, c)))
    #expect(sum(a, Tallies(plan)) == a)
}

@Test func `taking a response away undoes adding it`() {
    let all = responses(80, seed: 4)
    var tallies = tallied(all)
    for response in all.prefix(30) { tallies.add(response, times: -1) }
    #expect(tallies == tallied(all.dropFirst(30)))
}

@Test func `entries give the tallies back, in any order and in pieces`() throws {
    let whole = tallied(responses(200, seed: 5))
    #expect(try Tallies(plan: plan, entries: whole.entries) == whole)
    #expect(try Tallies(plan: plan, entries: whole.entries.reversed()) == whole)
    let (a, b) = (tallied(responses(20, seed: 6)), tallied(responses(30, seed: 7)))
    var both = a
    both.merge(b)
    #expect(try Tallies(plan: plan, entries: a.entries + b.entries) == both)
    #expect(whole.entries.allSatisfy { $0.amount != 0 })
}

@Test func `an entry that the survey does not count is refused`() {
    for entry in [
        TallyEntry(cell: "xx", series: "responses", bin: "complete", amount: 1),
        TallyEntry(cell: "en", series: "answers.nobody", bin: "1", amount: 1),
        TallyEntry(cell: "en", series: "answers.recommend", bin: "11", amount: 1),
    ] {
        #expect(throws: TallyFault.self) { try Tallies(plan: plan, entries: [entry]) }
    }
}

@Test func `the signature changes with what is counted and only with that`() {
    let survey = plan.survey
    var other = survey
    other.metrics[0].strands[0].condition = .variable(VariableID(0))
    #expect(TallyPlan(other).signature != plan.signature)
    other = survey
    other.metrics[3].strands[0].items[0].isReversed = true
    #expect(TallyPlan(other).signature != plan.signature)
    other = survey
    other.structure = "sha256:1"
    #expect(TallyPlan(other).signature != plan.signature)
    other = survey
    other.texts[0].source = "Reworded"
    #expect(TallyPlan(other).signature == plan.signature)
}

@Test func `a number too large to sum is counted apart and not as zero`() throws {
    let spend = try #require(plan.survey.variable(named: "spend"))
    var response = responses(1, seed: 8)[0]
    response.state = .complete
    response.answers[spend.position] = .answered(.number(try #require(Decimal(string: "1e20"))))
    var tallies = tallied([response])
    response.answers[spend.position] = .answered(.number(try #require(Decimal(string: "12.34"))))
    tallies.add(response)
    let numbers = try #require(tallies.numbers(of: spend))
    #expect(numbers.beyond == 1 && numbers.count == 1 && numbers.sum == 1_234 && numbers.squares == 1_522_756)
}

@Test func `a let in an arm that was not taken is not asked, one after it reads it so`() {
    var survey = Survey(name: "lets", version: 1, language: "en")
    let number = Domain.number(NumberRule())
    func literal(_ number: Int) -> Formula { .literal(.number(number)) }
    survey.variables = [
        Variable(name: "x", role: .given(isOptional: false), domain: number),
        Variable(
            name: "small", role: .computed([.arithmetic(.add, .variable(VariableID(0)), literal(1))]),
            domain: number),
        Variable(
            name: "large", role: .computed([.arithmetic(.multiply, .variable(VariableID(0)), literal(2))]),
            domain: number),
        Variable(
            name: "sum",
            role: .computed([.aggregate(.sum, [.variable(VariableID(1)), .variable(VariableID(2))])]),
            domain: number),
    ]
    survey.blocks = [
        Block(kind: .root, parent: nil, steps: 0..<3),
        Block(
            kind: .arm(condition: .compare(.less, .variable(VariableID(0)), literal(10)), previous: nil),
            parent: BlockID(0),
            steps: 0..<1),
        Block(kind: .arm(condition: nil, previous: BlockID(1)), parent: BlockID(0), steps: 1..<2),
    ]
    survey.steps = [
        Step(.compute(VariableID(1), formula: 0), in: BlockID(1)),
        Step(.compute(VariableID(2), formula: 0), in: BlockID(2)),
        Step(.compute(VariableID(3), formula: 0), in: BlockID(0)),
    ]
    func computed(_ x: Int) -> [Answer] { survey.completed([.answered(.number(x))]) }
    #expect(computed(3)[1...] == [.answered(.number(4)), .notAsked, .answered(.number(4))])
    #expect(computed(30)[1...] == [.notAsked, .answered(.number(60)), .answered(.number(60))])
}

@Test func `damaged entries give figures that are bounded, never a trap`() throws {
    for amount in [Int128.max, Int128.min, -1] {
        let entries = tallied(responses(20, seed: 9)).entries.map {
            TallyEntry(cell: $0.cell, series: $0.series, bin: $0.bin, amount: amount)
        }
        let tallies = try Tallies(plan: plan, entries: entries)
        #expect(tallies.responses().total >= 0)
        for position in plan.survey.variables.indices {
            if let histogram = tallies.histogram(of: VariableID(position)) {
                #expect(histogram.answered >= 0)
            }
        }
    }
}
