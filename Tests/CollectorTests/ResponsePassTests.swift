import Analyses
import Foundation
import ResponseStore
import SampleSurveys
import SurveyModel
import Testing

@testable import Collector
@testable import Tallies

/// One response after the other, as codes: the same that tallies are made of.
@Suite struct ResponsePassTests {
    private func lines(_ survey: Survey, _ count: Int, seed: UInt64) -> [[UInt8]] {
        var generated = GeneratedResponses(survey, seed: seed)
        return (0..<count).map { _ in Array(generated.next().line(of: survey).utf8) }
    }

    private func source(_ lines: [[UInt8]], _ name: String = "lines") -> LineSource {
        .bytes(Array(lines.joined(separator: [0x0A])) + [0x0A], name: name)
    }

    @Test(arguments: [Sample.serviceLoyalty, Sample.wholeLanguage])
    func itCountsWhatTheQuickReaderCounts(_ survey: Survey) throws {
        var all = lines(survey, 400, seed: 7)
        var numbers = Seeded(3)
        all += (0..<400).map { _ in Damage.one(of: all, &numbers) }
        all.shuffle(using: &numbers)
        let collector = LineCollector(TallyPlan(survey))
        try collector.read(source(all))
        let pass = ResponsePass(TallyPlan(survey))
        var tallies = Tallies(pass.plan)
        // A second pass gives the same as the first.
        for _ in 0..<2 {
            tallies = Tallies(pass.plan)
            try pass.forEach(in: [.lines(source(all))]) { pass.add($0, to: &tallies) }
        }
        #expect(tallies == collector.tallies)
        #expect(pass.counts == collector.counts && pass.findings == collector.findings)
        #expect(collector.counts.rejected > 50 && collector.counts.taken > 400)
    }

    @Test func aResponseInSeveralSourcesCountsOnce() throws {
        let survey = Sample.serviceLoyalty
        let all = lines(survey, 60, seed: 1)
        let pass = ResponsePass(TallyPlan(survey))
        var seen = 0
        let sources = [all[0..<40], all[20..<60], all[0..<60]].map {
            ResponsePass.Source.lines(source(Array($0)))
        }
        try pass.forEach(in: sources) { _ in seen += 1 }
        #expect(seen == 60 && pass.counts == CollectionCounts(taken: 60, known: 80))
    }

    @Test func aConditionLeavesOutThoseOfWhomItIsNotTrue() throws {
        let survey = Sample.serviceLoyalty
        let all = lines(survey, 500, seed: 5)
        let channel = try #require(survey.variable(named: "channel"))
        let recommend = try #require(survey.variable(named: "recommend"))
        let condition = Formula.and([
            .compare(.equal, .variable(channel), .literal(.option(1))),
            .not(.compare(.greaterOrEqual, .variable(recommend), .literal(.number(9)))),
        ])
        let pass = ResponsePass(TallyPlan(survey), selection: ResponseSelection(condition: condition))
        var codes: [[Int32]] = []
        try pass.forEach(in: [.lines(source(all))]) { codes.append($0.row.codes) }
        #expect(codes.count > 20 && codes.count < 200 && pass.selected == codes.count)
        #expect(codes.allSatisfy { $0[channel.position] == 1 && $0[recommend.position] < 9 })
        let strict = try all.filter { line in
            let response = try Response(line: line, of: survey, index: survey.variableIndex)
            return condition.truth(in: response.answers) == .yes
        }
        #expect(strict.count == codes.count)
    }

    @Test func timesStationsAndTextsComeAlong() throws {
        let survey = Sample.serviceLoyalty
        var generated = GeneratedResponses(survey, seed: 11)
        let responses = (0..<200).map { _ in generated.next() }
        let middle = responses[100].started
        let pass = ResponsePass(
            TallyPlan(survey), selection: ResponseSelection(since: middle, until: responses[150].started))
        var position = responses.firstIndex { $0.started >= middle } ?? 0
        let why = try #require(survey.variable(named: "why"))
        try pass.forEach(in: [.lines(source(responses.map { Array($0.line(of: survey).utf8) }))]) { coded in
            let response = responses[position]
            #expect(coded.started == response.started && coded.ended == response.ended)
            #expect(coded.station == response.station)
            #expect(coded.answers()[why.position] == response.answers[why.position])
            position += 1
        }
        #expect(pass.leftOut == [.outsidePeriod: 200 - pass.selected] && pass.selected >= 49)
    }

    @Test func groupsAreTheValuesOfClosedVariablesAndGivenTexts() throws {
        let survey = Sample.serviceLoyalty
        let by = try ["branch", "channel"].map { try #require(survey.variable(named: $0)) }
        let pass = ResponsePass(TallyPlan(survey), selection: ResponseSelection(by: by))
        var groups: Set<[Cell.Part]> = []
        var ungrouped = 0
        try pass.forEach(in: [.lines(source(lines(survey, 5_000, seed: 2)))]) {
            if $0.group.isEmpty { ungrouped += 1 } else { groups.insert($0.group) }
        }
        // Texts are of a few words each, so there are more than are kept apart.
        #expect(groups.count == GroupFinder.limit + 1 && ungrouped > 100)
        #expect(
            groups.contains([.init(variable: "branch", value: "…"), .init(variable: "channel", value: "…")]))
        #expect(groups.allSatisfy { $0.map(\.variable) == ["branch", "channel"] })
    }
}
