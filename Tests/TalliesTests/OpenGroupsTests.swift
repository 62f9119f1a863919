import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Tallies

/// The sample survey, broken down by a text in every way: alone, with options beside it, a median, a scale, an event.
private let survey: Survey = {
    var survey = Sample.serviceLoyalty
    func id(_ name: String) -> VariableID { survey.variable(named: name) ?? VariableID(0) }
    let (branch, channel) = (id("branch"), id("channel"))
    let inStore = Formula.compare(.equal, .variable(channel), .literal(.option(0)))
    survey.metrics = [
        Metric(
            name: "score", function: .nps, strands: [.init(items: [.init(id("recommend"))])], by: [branch]),
        Metric(
            name: "both", function: .csat(top: 2), strands: [.init(items: [.init(id("overall"))])],
            by: [channel, branch]),
        Metric(
            name: "typical", function: .median, strands: [.init(items: [.init(id("spend"))])], by: [branch]),
        Metric(
            name: "scale", function: .mean,
            strands: [.init(items: [.init(id("quality.reliable")), .init(id("quality.empathic"))])],
            by: [branch]),
        Metric(name: "came", function: .share, strands: [.init(items: [], event: inStore)], by: [branch]),
    ]
    return survey
}()
private let plan = TallyPlan(survey)
/// Texts that could be taken for something else, and two that look the same.
private let branches = [
    "athens-02", "Malmö, 1", "a=b", "100 %", "x@y", "e\u{301}", "\u{E9}", "Λέσβος", "line\nbreak", "…",
]

private func response(_ numbers: inout Seeded, branch: String?) -> Response {
    var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
    for (position, variable) in survey.variables.enumerated() where numbers.chance(80) {
        switch variable.domain {
        case .option(let list):
            answers[position] = .answered(
                .option(Int.random(in: survey[list].options.indices, using: &numbers)))
        case .point(let scale):
            answers[position] = .answered(.number(Int.random(in: survey[scale].bounds, using: &numbers)))
        case .number: answers[position] = .answered(.number(Int.random(in: 0...20, using: &numbers)))
        default: break
        }
    }
    if let position = survey.variable(named: "branch")?.position {
        answers[position] = branch.map { .answered(.text($0)) } ?? .notAsked
    }
    return Response(
        id: "", survey: survey.name, version: 1, structure: survey.structure,
        locale: ["en", "es", "sv"].randomElement(using: &numbers) ?? "en", seed: 1,
        started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 1), state: .complete,
        answers: answers)
}

private func responses(_ count: Int, seed: UInt64) -> [Response] {
    var numbers = Seeded(seed)
    return (0..<count).map { _ in
        let branch = numbers.chance(90) ? branches.randomElement(using: &numbers) : nil
        return response(&numbers, branch: branch)
    }
}

private func tallied(_ responses: some Sequence<Response>) -> Tallies {
    var tallies = Tallies(plan)
    for response in responses { tallies.add(response) }
    return tallies
}

private func branch(of response: Response) -> [UInt8]? {
    guard let branch = survey.variable(named: "branch"),
        case .answered(.text(let text)) = response.answers.answer(of: branch)
    else { return nil }
    return Array(text.utf8)
}

@Test func `a group of a text is what tallies of its responses alone are`() throws {
    let all = responses(600, seed: 1)
    let tallies = tallied(all)
    for position in survey.metrics.indices where survey.metrics[position].name != "both" {
        let groups = tallies.tallies(ofGroupsOf: position, in: [nil, "es"])
        #expect(groups.count == branches.count && groups.allSatisfy { $0.group.pooled == nil })
        for (index, (group, parts)) in groups.enumerated() {
            let name = Array(try #require(group.values.first).name.utf8)
            let own = all.filter { branch(of: $0) == name }
            #expect(own.count > 10)
            #expect(parts[0] == tallied(own).tally(ofMetric: position))
            #expect(parts[1] == tallied(own).tally(ofMetric: position, in: "es"))
            #expect(parts[0] == tallies.tally(ofMetric: position, group: index))
        }
    }
}

@Test func `a text and an option make groups together`() throws {
    let all = responses(600, seed: 2)
    let position = try #require(survey.metrics.firstIndex { $0.name == "both" })
    let channel = try #require(survey.variable(named: "channel"))
    let list = try #require(survey[channel].domain.list)
    let groups = tallied(all).tallies(ofGroupsOf: position, in: [nil])
    #expect(groups.count == branches.count * survey[list].options.count)
    for (group, parts) in groups {
        let own = all.filter { response in
            guard case .answered(.option(let index)) = response.answers.answer(of: channel) else {
                return false
            }
            return survey[list].options[index].name == group.values[0].name
                && branch(of: response) == Array(group.values[1].name.utf8)
        }
        #expect(parts[0] == tallied(own).tally(ofMetric: position))
    }
}

@Test(arguments: 1...10)
func `groups of a text merge in any order, read back and can be taken away`(seed: UInt64) throws {
    let all = responses(200, seed: seed)
    let whole = tallied(all)
    var numbers = Seeded(seed)
    var parts = [Tallies](repeating: Tallies(plan), count: 4)
    for response in all.shuffled(using: &numbers) {
        parts[Int.random(in: parts.indices, using: &numbers)].add(response)
    }
    var merged = Tallies(plan)
    for part in parts.shuffled(using: &numbers) { merged.merge(part) }
    #expect(merged == whole && merged.entries == whole.entries)
    #expect(try Tallies(plan: plan, entries: whole.entries.shuffled(using: &numbers)) == whole)
    for response in all.shuffled(using: &numbers) { merged.add(response, times: -1) }
    #expect(merged == Tallies(plan) && merged.entries.isEmpty)
    // Taken away first and added afterwards.
    for response in all { merged.add(response, times: -1) }
    merged.merge(whole)
    #expect(merged == Tallies(plan))
}

@Test func `of more than a thousand groups the smallest stand together`() throws {
    var numbers = Seeded(3)
    var all: [Response] = []
    for index in 0..<1_100 {
        // The first fifty have three responses, the others one; the last by name are pooled.
        let name = "branch-\(10_000 + index)"
        for _ in 0..<(index < 50 ? 3 : 1) { all.append(response(&numbers, branch: name)) }
    }
    let position = 0
    let shown = tallied(all).tallies(ofGroupsOf: position, in: [nil])
    #expect(shown.count == OpenGroups.limit + 1)
    #expect(shown.dropLast().map { $0.group.values[0].name } == (0..<1_000).map { "branch-\(10_000 + $0)" })
    let rest = try #require(shown.last)
    #expect(rest.group.pooled == 100)
    let own = all.filter { response in
        branch(of: response).map { String(decoding: $0, as: UTF8.self) >= "branch-11000" } == true
    }
    #expect(own.count == 100 && rest.tallies[0] == tallied(own).tally(ofMetric: position))
    // Nothing depends on the order.
    let other = tallied(all.shuffled(using: &numbers)).tallies(ofGroupsOf: position, in: [nil])
    #expect(other.map(\.group) == shown.map(\.group) && other.map(\.tallies) == shown.map(\.tallies))
}

@Test func `an entry of a group that no response can be in is refused`() throws {
    func refused(_ series: String, _ bin: String) {
        let entry = TallyEntry(cell: "en", series: series, bin: bin, amount: 1)
        #expect(throws: TallyFault.self) { try Tallies(plan: plan, entries: [entry]) }
    }
    let entries = tallied(responses(300, seed: 4)).entries
    let name = try #require(entries.first { $0.series.contains("score@") }).series
    refused(name, "11")
    refused(name, "=4")
    refused("metric.score@channel=store", "9")
    refused("metric.score@branch=a,b", "9")
    refused("metric.score@branch=a%2", "9")
    refused("metric.score@branch=a%41", "9")
    refused("metric.score@branch=%FF", "9")
    refused("metric.score@", "9")
    refused("metric.both@channel=nowhere,branch=a", "4")
    refused("values.typical@branch=a", "=99999999999999999999")
    #expect(entries.contains { $0.series.hasSuffix("@branch=Malm%C3%B6%2C 1") })
    #expect(entries.contains { $0.series.hasPrefix("values.typical@") && $0.bin.hasPrefix("=") })
}

@Test func `what a respondent writes makes no groups`() throws {
    var odd = survey
    odd.metrics = [
        Metric(
            name: "x", function: .nps,
            strands: [.init(items: [.init(try #require(survey.variable(named: "recommend")))])],
            by: [try #require(survey.variable(named: "why"))])
    ]
    guard case .unsupported = Tallies(TallyPlan(odd)).tally(ofMetric: 0) else {
        Issue.record("it is counted")
        return
    }
}
