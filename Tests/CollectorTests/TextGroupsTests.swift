import Analyses
import Collector
import Foundation
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

/// The sample survey with promoters by branch, a text that is given.
private let survey: Survey = {
    var survey = Sample.serviceLoyalty
    func id(_ name: String) -> VariableID { survey.variable(named: name) ?? VariableID(0) }
    survey.metrics = [
        Metric(
            name: "promoter", function: .nps, strands: [.init(items: [.init(id("recommend"))])],
            by: [id("branch")]),
        Metric(
            name: "spent", function: .median, strands: [.init(items: [.init(id("spend"))])],
            by: [id("branch"), id("channel")]),
    ]
    return survey
}()

/// So many complete responses of each branch.
private func responses(_ branches: KeyValuePairs<String, Int>, seed: UInt64) -> [Response] {
    var generated = GeneratedResponses(survey, seed: seed)
    generated.answered = 1
    let position = survey.variable(named: "branch")?.position ?? 0
    return branches.flatMap { branch, count in
        (0..<count).map { _ in
            var response = generated.next()
            response.state = .complete
            response.answers[position] = .answered(.text(branch))
            return response
        }
    }
}

@Test(arguments: [1, 3])
func `lines are counted by a text as the strict reader counts them`(threads: Int) throws {
    let all = responses(["athens-02": 40, "Malmö \"1\"": 30, "a,b=c\\d": 25, "Λέσβος": 12], seed: 1)
    let plan = TallyPlan(survey)
    var tallies = Tallies(plan)
    for response in all { tallies.add(response) }
    let lines = all.map { Array($0.line(of: survey).utf8) }
    // Every third line comes twice, and counts once.
    let doubled = lines + lines.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    let collector = LineCollector(plan, threads: threads)
    try collector.read(.bytes(Array(doubled.joined(separator: [0x0A])) + [0x0A], name: "lines"))
    #expect(collector.counts.taken == all.count && collector.counts.known == doubled.count - all.count)
    #expect(collector.tallies == tallies)
    #expect(SurveyStatistics(collector.tallies) == SurveyStatistics(tallies))
    #expect(tallies.groups(ofMetric: 0).count == 4)
}

@Test func `a small group of a text is hidden, and the next smallest with it`() throws {
    var tallies = Tallies(TallyPlan(survey))
    for response in responses(["a": 40, "b": 30, "c": 4, "d": 20], seed: 2) { tallies.add(response) }
    let figures = SurveyStatistics(tallies, options: .init(byLocale: false)).figures
        .filter { $0.metric == "promoter" }
    #expect(figures.map { $0.cell.by.first?.value } == [nil, "a", "b", "c", "d"])
    #expect(figures.map { $0.measures?.n } == [94, 40, 30, nil, nil])
    #expect(figures.allSatisfy { $0.cell.pooled == nil })
}

@Test func `what stands together says of how many groups it is`() throws {
    var tallies = Tallies(TallyPlan(survey))
    var generated = GeneratedResponses(survey, seed: 3)
    generated.answered = 1
    let position = try #require(survey.variable(named: "branch")).position
    for index in 0..<1_020 {
        var response = generated.next()
        response.state = .complete
        response.answers[position] = .answered(.text("branch-\(10_000 + index)"))
        tallies.add(response)
    }
    let figures = SurveyStatistics(tallies, options: .init(byLocale: false)).figures
        .filter { $0.metric == "promoter" }
    #expect(figures.count == 1_002)
    #expect(figures.last?.cell.pooled == 20 && figures.last?.cell.by.first?.value == "… (20)")
    #expect(figures.dropFirst().dropLast().allSatisfy { $0.cell.pooled == nil })
}
