import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Tallies

private let survey = Sample.wholeLanguage
private let plan = TallyPlan(survey)

private func responses(_ count: Int, seed: UInt64) -> [Response] {
    var numbers = Seeded(seed)
    return (0..<count).map { _ in
        Response(
            id: "", survey: survey.name, version: 1, structure: survey.structure,
            locale: ["en", "es", "sv"].randomElement(using: &numbers) ?? "en", seed: 1,
            started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 1),
            state: numbers.chance(80) ? .complete : .screened, answers: Sample.wholeAnswers(&numbers))
    }
}

private func tallied(_ responses: some Sequence<Response>) -> Tallies {
    var tallies = Tallies(plan)
    for response in responses { tallies.add(response) }
    return tallies
}

private func id(_ name: String) throws -> VariableID { try #require(survey.variable(named: name)) }

/// Recomputes from the responses, by the definitions and nothing else.
private struct Recount {
    var answers: [[Answer]]

    init(_ responses: [Response]) {
        answers = responses.filter { $0.state == .complete }.map { survey.completed($0.answers) }
    }

    func values(_ variable: VariableID) -> [Value] { answers.compactMap { $0.answer(of: variable).value } }
}

@Test func `a ranking counts how often each option has a place, the first, and the sum of its places`() throws
{
    let all = responses(400, seed: 1)
    let tallies = tallied(all)
    for name in ["rank", "best"] {
        let ranking = try #require(tallies.ranking(of: id(name)))
        let orders = Recount(all).values(try id(name)).map { value -> [Int] in
            if case .order(let order) = value { order } else { [] }
        }
        #expect(ranking.answered == orders.count && orders.count > 100)
        for (index, option) in ranking.options.enumerated() {
            #expect(option.ranked == orders.count { $0.contains(index) })
            #expect(option.first == orders.count { $0.first == index })
            let places = orders.compactMap { $0.firstIndex(of: index).map { $0 + 1 } }
            #expect(option.places == places.reduce(0, +))
        }
        let missing = ranking.missing.values.reduce(0, +)
        #expect(missing + ranking.answered == all.count { $0.state == .complete })
    }
}

@Test func `dates and times are summed as days and minutes`() throws {
    let all = responses(400, seed: 2)
    let tallies = tallied(all)
    for name in ["today", "visit", "since", "arrive", "leave"] {
        let moments = try #require(tallies.numbers(of: id(name)))
        let numbers = Recount(all).values(try id(name)).map { value -> Int128 in
            switch value {
            case .date(let day): Int128(day.number)
            case .time(let time): Int128(time.minutes)
            default: 0
            }
        }
        #expect(moments.count == numbers.count && numbers.count > 100 && moments.beyond == 0)
        #expect(moments.sum == numbers.reduce(0, +))
        #expect(moments.squares == numbers.reduce(0) { $0 + $1 * $1 })
    }
}

@Test func `an event is counted as the evaluator has it, in every group`() throws {
    let all = responses(600, seed: 3)
    let tallies = tallied(all)
    for (position, metric) in survey.metrics.enumerated() where metric.strands.allSatisfy({ $0.event != nil })
    {
        guard case .event(let whole) = tallies.tally(ofMetric: position) else { continue }
        let groups = tallies.groups(ofMetric: position)
        for group in [nil] + groups.indices.map(Optional.some) {
            var (yes, no, unknown) = (0, 0, 0)
            for answers in Recount(all).answers {
                for strand in metric.strands {
                    guard strand.condition.map({ $0.truth(in: answers) == .yes }) ?? true else { continue }
                    if let group {
                        if let instance = groups[group].instance, instance != strand.instance { continue }
                        let isIn = groups[group].values.allSatisfy { part in
                            name(answers.answer(of: part.variable), part.variable) == part.name
                        }
                        guard isIn else { continue }
                    }
                    switch strand.event?.truth(in: answers) {
                    case .yes?: yes += 1
                    case .no?: no += 1
                    default: unknown += 1
                    }
                }
            }
            guard case .event(let counts) = tallies.tally(ofMetric: position, group: group) else {
                Issue.record("\(metric.name) is no event")
                return
            }
            #expect(counts.yes == yes && counts.no == no, "\(metric.name) \(group ?? -1)")
            #expect(counts.missing.values.reduce(0, +) == unknown, "\(metric.name) \(group ?? -1)")
        }
        #expect(whole.yes + whole.no > 20, "\(metric.name)")
    }
}

private func name(_ answer: Answer, _ variable: VariableID) -> String? {
    switch answer.value {
    case .option(let index)?: survey[variable].domain.list.map { survey[$0].options[index].name }
    case .yesno(let yes)?: yes ? "yes" : "no"
    case .number(let number)?: number.canonicalText
    default: nil
    }
}

@Test func `an unknown event is counted under the reason of what it reads`() throws {
    var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
    answers[try id("stays").position] = .missing(.dontKnow)
    let response = Response(
        id: "", survey: survey.name, version: 1, structure: survey.structure, locale: "en", seed: 1,
        started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 1), state: .complete,
        answers: answers)
    let position = try #require(survey.metrics.firstIndex { $0.name == "staying" })
    guard case .event(let counts) = tallied([response]).tally(ofMetric: position) else {
        Issue.record("it is no event")
        return
    }
    #expect(counts.missing[.dontKnow] == 1 && counts.missing[.notAsked] == 0)
}

@Test func `a median has every value that was given, beside the sums`() throws {
    let all = responses(500, seed: 4)
    let tallies = tallied(all)
    let position = try #require(survey.metrics.firstIndex { $0.name == "typical" })
    guard case .values(let values) = tallies.tally(ofMetric: position) else {
        Issue.record("it has no values")
        return
    }
    var expected: [Int: Int] = [:]
    for case .number(let number) in Recount(all).values(try id("spend")) {
        expected[try #require((number * 100).exactInt), default: 0] += 1
    }
    #expect(values.counts == expected && expected.count > 100)
    let groups = tallies.groups(ofMetric: position).indices.map { group -> Int in
        guard case .values(let values) = tallies.tally(ofMetric: position, group: group) else { return 0 }
        return values.counts.values.reduce(0, +)
    }
    let branch = try id("branch")
    let known = Recount(all).answers.count {
        $0.answer(of: branch).value != nil
            && $0[(survey.variable(named: "spend")?.position) ?? 0].value != nil
    }
    #expect(groups.count == 3 && groups.reduce(0, +) == known)
}

@Test func `tallies of parts make those of the whole, entries read back, and taking away leaves nothing`()
    throws
{
    let all = responses(300, seed: 5)
    let whole = tallied(all)
    var merged = tallied(all.prefix(120))
    merged.merge(tallied(all.dropFirst(120)))
    #expect(merged == whole)
    #expect(try Tallies(plan: plan, entries: whole.entries.shuffled()) == whole)
    var empty = whole
    for response in all { empty.add(response, times: -1) }
    #expect(empty == Tallies(plan) && empty.entries.isEmpty)
}

@Test func `an entry of a value that no series is open for is refused`() {
    for entry in [
        TallyEntry(cell: "en", series: "answers.spend", bin: "=100", amount: 1),
        TallyEntry(cell: "en", series: "values.typical", bin: "=ten", amount: 1),
        TallyEntry(cell: "en", series: "values.typical", bin: "=9999999999999999999", amount: 1),
    ] {
        #expect(throws: TallyFault.self) { try Tallies(plan: plan, entries: [entry]) }
    }
}

@Test func `what cannot make groups says so`() throws {
    var odd = survey
    odd.metrics = [
        Metric(
            name: "x", function: .share, strands: [.init(items: [], event: .variable(try id("stays")))],
            by: [try id("code")]),
        Metric(name: "y", function: .mean, items: [.init(try id("rank"))]),
        Metric(name: "z", function: .index, items: [.init(try id("perceived.rel")), .init(try id("spend"))]),
        Metric(name: "w", function: .gap, items: [.init(try id("perceived.rel"))]),
    ]
    let tallies = Tallies(TallyPlan(odd))
    for position in odd.metrics.indices {
        guard case .unsupported(let reason) = tallies.tally(ofMetric: position) else {
            Issue.record("\(odd.metrics[position].name) is counted")
            continue
        }
        #expect(!reason.isEmpty && tallies.groups(ofMetric: position).isEmpty)
    }
}

@Test func `a metric with too many groups is not counted`() throws {
    var odd = survey
    let list = ListID(odd.lists.count)
    odd.lists.append(
        OptionList(
            name: "many",
            options: (0..<300).map { OptionList.Option(name: "o\($0)", code: $0 + 1, text: TextID(0)) }))
    let first = VariableID(odd.variables.count)
    for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        odd.variables.append(
            Variable(name: "m\(name)", role: .given(isOptional: true), domain: .option(list)))
    }
    let by = (0..<8).map { VariableID(first.position + $0) }
    odd.metrics = [
        Metric(
            name: "x", function: .share, strands: [.init(items: [], event: .variable(try id("stays")))],
            by: by)
    ]
    let plan = TallyPlan(odd)
    #expect(plan.width < 10_000)
    guard case .unsupported = Tallies(plan).tally(ofMetric: 0) else {
        Issue.record("it is counted")
        return
    }
}
