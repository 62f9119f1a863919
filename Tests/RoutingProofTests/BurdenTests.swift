import BigInt
import SurveyModel
import Testing

@testable import RoutingProof

@Suite("The burden of a survey")
struct BurdenTests {
    @Test("agrees with trying every choice")
    func everyChoice() {
        var kinds: Set<String> = []
        for seed in 0..<400 as Range<UInt64> {
            let course = RandomCourse(seed: seed, questions: 7, ways: 400)
            let plain = PlainBurden(course)
            let found = burden(of: course.survey, course.program)
            check(found, plain, seed, &kinds)
        }
        #expect(kinds.count >= 6, "\(kinds)")
    }

    private func check(_ found: Burden, _ plain: PlainBurden, _ seed: UInt64, _ kinds: inout Set<String>) {
        #expect(found.boundedFrom == nil)
        #expect(found.routes.exact == BigUInt(plain.routes.count), "routes of \(seed)")
        #expect(found.foldedRoutes.exact == BigUInt(plain.folded.count), "folded routes of \(seed)")
        let sizes = plain.responses.values.reduce(0, +)
        #expect(found.responses?.exact == BigUInt(sizes), "responses of \(seed)")
        if plain.routes.count > 3 { kinds.insert("routes") }
        if plain.folded.count < plain.routes.count { kinds.insert("folded") }
        if sizes > 20 { kinds.insert("responses") }
        if plain.shortest.isEmpty {
            kinds.insert("nobody")
            #expect(found.questions == nil && found.screens == nil)
            return
        }
        let lengths = [found.questions, found.screens, found.minutes[0].length]
        for (measure, length) in lengths.enumerated() {
            let unit = measure == 2 ? 60.0 : 1
            #expect(isClose(length?.shortest, plain.shortest[measure] / unit), "shortest of \(seed)")
            #expect(isClose(length?.longest, plain.longest[measure] / unit), "longest of \(seed)")
            #expect(isClose(length?.expected, plain.expected[measure] / unit), "expected of \(seed)")
            #expect(length?.isExact == true)
        }
        if plain.shortest[0] < plain.longest[0] { kinds.insert("lengths") }
        if plain.longest[1] < plain.longest[0] { kinds.insert("pages") }
        for (subject, share) in plain.shares {
            #expect(isClose(found.share(of: subject) ?? 0, share), "\(subject) of \(seed)")
        }
        if plain.shares.values.contains(where: { $0 > 0.01 && $0 < 0.99 }) { kinds.insert("shares") }
    }

    private func isClose(_ left: Double?, _ right: Double) -> Bool {
        left.map { abs($0 - right) < 1e-9 * max(1, abs(right)) } ?? false
    }
}
