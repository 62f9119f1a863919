import Collector
import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

/// What the strict reader makes of lines, written down without the fast reader.
struct StrictReading {
    var tallies: Tallies
    var counts = CollectionCounts()
    private var seen: [String: Response] = [:]
    private let index: [String: VariableID]

    init(_ plan: TallyPlan) {
        tallies = Tallies(plan)
        index = plan.survey.variableIndex
    }

    mutating func read(_ bytes: [UInt8]) {
        for line in bytes.split(separator: 0x0A) where !line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) {
            guard let response = try? Response(line: line, of: tallies.plan.survey, index: index) else {
                counts.rejected += 1
                continue
            }
            if let first = seen[response.id] {
                if first == response { counts.known += 1 } else { counts.conflicts += 1 }
            } else {
                seen[response.id] = response
                counts.taken += 1
                tallies.add(response)
            }
        }
    }
}

private let plan = TallyPlan(Sample.serviceLoyalty)

private func read(_ bytes: [UInt8], _ plan: TallyPlan = plan, threads: Int = 2) throws -> LineCollector {
    let collector = LineCollector(plan, threads: threads)
    try collector.read(.bytes(bytes, name: "lines"))
    return collector
}

private func lines(_ count: Int, seed: UInt64, _ survey: Survey = Sample.serviceLoyalty) -> [[UInt8]] {
    var generated = GeneratedResponses(survey, seed: seed)
    return (0..<count).map { _ in Array(generated.next().line(of: survey).utf8) }
}

private func joined(_ lines: [[UInt8]], _ separator: String = "\n") -> [UInt8] {
    Array(lines.joined(separator: separator.utf8)) + separator.utf8
}

@Test func `well formed lines are tallied as the strict reader and Tallies add them`() throws {
    for (seed, survey) in [(1, Sample.serviceLoyalty), (2, OddSurvey.survey)] as [(UInt64, Survey)] {
        let plan = TallyPlan(survey)
        let bytes = joined(lines(800, seed: seed, survey))
        var strict = StrictReading(plan)
        strict.read(bytes)
        let fast = try read(bytes, plan)
        #expect(strict.counts.taken == 800)
        #expect(fast.counts == strict.counts)
        #expect(fast.tallies == strict.tallies)
    }
}

@Test func `damaged lines get the verdict of the strict reader and the same tallies`() throws {
    var numbers = Seeded(99)
    for survey in [Sample.serviceLoyalty, OddSurvey.survey] {
        let plan = TallyPlan(survey)
        let whole = lines(400, seed: 5, survey)
        var damaged: [[UInt8]] = []
        for _ in 0..<3_000 {
            damaged.append(Damage.one(of: whole, &numbers))
        }
        let bytes = joined(damaged)
        var strict = StrictReading(plan)
        strict.read(bytes)
        let fast = try read(bytes, plan)
        #expect(fast.counts == strict.counts)
        #expect(fast.tallies == strict.tallies)
        #expect(strict.counts.rejected > 300 && strict.counts.lines - strict.counts.rejected > 300)
    }
}
