import Foundation
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@testable import Collector

private let survey = Sample.serviceLoyalty
private let plan = TallyPlan(survey)

private func collected(_ text: String, threads: Int = 2) throws -> LineCollector {
    let collector = LineCollector(plan, threads: threads)
    try collector.read(.bytes(Array(text.utf8), name: "lines"))
    return collector
}

private func responses(_ count: Int, seed: UInt64) -> [Response] {
    var generated = GeneratedResponses(survey, seed: seed)
    return (0..<count).map { _ in generated.next() }
}

/// Swaps the objects of answers and of missing, puts spaces in, and writes a letter as an escape.
private func rewritten(_ line: String) -> String {
    let object = try? JSONValue(parsing: line.utf8)
    guard case .object(let members)? = object else { return line }
    let turned = members.reversed().map { member in
        guard case .object(let inner) = member.value else { return member }
        return JSONValue.Member(member.key, .object(inner.reversed()))
    }
    return JSONValue.object(turned).compactText.replacingOccurrences(of: ":{", with: " :  {")
        .replacingOccurrences(of: "they", with: "\\u0074hey")
}

@Test func `a response that comes again counts once, however its keys are ordered and its texts escaped`()
    throws
{
    let all = responses(300, seed: 11).map { $0.line(of: survey) }
    let once = try collected(all.joined(separator: "\n"))
    let again = try collected((all + all.map(rewritten) + all.reversed()).joined(separator: "\n"))
    #expect(all.map(rewritten) != all)
    #expect(again.counts == CollectionCounts(taken: 300, known: 600))
    #expect(again.tallies == once.tallies)
}

@Test func `another response under the same id is a conflict, and the first in the input counts`() throws {
    var all = responses(40, seed: 12)
    let first = try collected(all.map { $0.line(of: survey) }.joined(separator: "\n"))
    var other = all[7]
    other.seed ^= 1
    all.append(other)
    all.append(all[3])
    let both = try collected(all.map { $0.line(of: survey) }.joined(separator: "\n"))
    #expect(both.counts == CollectionCounts(taken: 40, known: 1, conflicts: 1))
    #expect(both.tallies == first.tallies)
    let finding = try #require(both.findings.first)
    #expect(finding.kind == .conflict && finding.line == 41 && finding.message.contains(other.id))
}

@Test func `any single change of content makes another response`() throws {
    var generated = GeneratedResponses(survey, seed: 13)
    generated.answered = 1
    let base = generated.next()
    var changed: [Response] = []
    func change(_ edit: (inout Response) -> Void) {
        var copy = base
        edit(&copy)
        changed.append(copy)
    }
    change { $0.seed ^= 1 }
    change { $0.version += 1 }
    change { $0.locale = $0.locale == "es" ? "sv" : "es" }
    change { $0.station = ($0.station ?? "") + "x" }
    change { $0.channel = ($0.channel ?? "") + "x" }
    change { $0.started.milliseconds += 1 }
    change { $0.ended.milliseconds += 1 }
    change { $0.state = $0.state == .complete ? .partial : .complete }
    change { $0.isStale.toggle() }
    for position in base.answers.indices where base.answers[position].value != nil {
        change { $0.answers[position] = .notAsked }
    }
    let lines = ([base] + changed).map { $0.line(of: survey) }
    let counts = try collected(lines.joined(separator: "\n")).counts
    #expect(counts == CollectionCounts(taken: 1, conflicts: changed.count))
    #expect(changed.count > 20)
}

@Test func `the result does not depend on threads, chunks and sources`() throws {
    var numbers = Seeded(5)
    // Over three megabytes, with repetitions and conflicts far apart, out of order, and rejected lines.
    var lines = responses(2_500, seed: 14).map { $0.line(of: survey) }
    lines += responses(800, seed: 14).map { $0.line(of: survey) }
    lines += responses(500, seed: 14).map { response in
        var other = response
        other.seed ^= 2
        return other.line(of: survey)
    }
    lines += (0..<300).map { "{\"response\":\($0)" }
    lines.shuffle(using: &numbers)
    let text = lines.joined(separator: "\n")
    #expect(text.utf8.count > 2 * SharedReading.chunkSize)
    let one = try collected(text, threads: 1)
    #expect(one.counts.lines == lines.count && one.counts.conflicts > 100 && one.counts.rejected == 300)
    for threads in [2, 3, 5] {
        let many = try collected(text, threads: threads)
        #expect(many.counts == one.counts)
        #expect(many.tallies == one.tallies)
        #expect(many.findings == one.findings)
    }
    let split = LineCollector(plan)
    for part in [lines[..<1_000], lines[1_000...]] {
        try split.read(.bytes(Array(part.joined(separator: "\n").utf8), name: "part"))
    }
    #expect(split.counts == one.counts && split.tallies == one.tallies)
}

@Test func `ids are found again in rising and in any order`() {
    var numbers = Seeded(6)
    var index = ResponseIndex()
    let rising = (1...40_000).map { ResponseIndex.Entry(high: UInt64($0) << 8, low: UInt64($0), content: 1) }
    let between = (1...20_000).map { _ in
        ResponseIndex.Entry(
            high: UInt64.random(in: 1...10_000_000, using: &numbers) << 1 | 1, low: numbers.next(), content: 1
        )
    }
    var answers: [ResponseIndex.Standing: Int] = [:]
    for entry in rising + between + rising + between { answers[index.insert(entry), default: 0] += 1 }
    for var entry in between + rising {
        entry.content = 2
        answers[index.insert(entry), default: 0] += 1
    }
    #expect(answers == [.new: 60_000, .known: 60_000, .conflict: 60_000])
}
