import Foundation
import Testing

@testable import Statistics

/// How often the interval of a promoter score holds the true one, by every possible sample and its exact probability.
@Suite struct CoverageTests {
    /// True shares on a grid over all that there are, its edges left out.
    private static let truths: [(d: Double, m: Double, p: Double)] = {
        let steps = 20
        return (1..<steps).flatMap { i in
            (1..<(steps - i)).map { j in
                let (d, p) = (Double(i) / Double(steps), Double(j) / Double(steps))
                return (d, Double(steps - i - j) / Double(steps), p)
            }
        }
    }()

    private func average(_ method: PromoterScoreMethod, n: Int) throws -> (mean: Double, least: Double) {
        var covered = [Double](repeating: 0, count: Self.truths.count)
        var whole = covered
        for d in 0...n {
            for p in 0...(n - d) {
                let m = n - d - p
                let score = try #require(PromoterScore(detractors: d, passives: m, promoters: p))
                // Where everybody is of one class Wald has no interval: its formula gives a point.
                let point = try score.score.get()
                let interval =
                    (try? score.interval(method).get()) ?? Interval(lower: point, upper: point)
                let ways =
                    logGamma(Double(n + 1)) - logGamma(Double(d + 1)) - logGamma(Double(m + 1))
                    - logGamma(Double(p + 1))
                for (index, truth) in Self.truths.enumerated() {
                    let probability = exp(
                        ways + Double(d) * log(truth.d) + Double(m) * log(truth.m) + Double(p) * log(truth.p))
                    whole[index] += probability
                    let value = 100 * (truth.p - truth.d)
                    if interval.lower - 1e-9 <= value, value <= interval.upper + 1e-9 {
                        covered[index] += probability
                    }
                }
            }
        }
        #expect(whole.allSatisfy { abs($0 - 1) < 1e-12 })
        return (covered.reduce(0, +) / Double(covered.count), covered.min() ?? 0)
    }

    @Test func atFiveTheScoreIntervalHoldsWhatWaldDoesNot() throws {
        let (score, wald) = (try average(.score, n: 5), try average(.wald, n: 5))
        let adjusted = try average(.adjustedWald, n: 5)
        #expect(abs(score.mean - 0.97) < 0.002 && score.least > 0.92, "\(score)")
        #expect(abs(wald.mean - 0.81) < 0.01 && wald.least < 0.5, "\(wald)")
        #expect(abs(adjusted.mean - 0.954) < 0.002 && adjusted.least > 0.89, "\(adjusted)")
    }

    @Test(arguments: [10, 20])
    func withMoreAnswersTheyComeTogetherAndTheScoreIntervalStaysAhead(n: Int) throws {
        let (score, wald) = (try average(.score, n: n), try average(.wald, n: n))
        #expect(abs(score.mean - (n == 10 ? 0.963 : 0.955)) < 0.002 && score.least > 0.93, "\(score)")
        #expect(abs(wald.mean - (n == 10 ? 0.88 : 0.92)) < 0.005 && wald.least < 0.75, "\(wald)")
    }

    /// The table of Documentation/Statistics.md.
    @Test(arguments: [5, 10, 20])
    func thePageHasTheAverages(n: Int) throws {
        let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent()
        }
        let page = try String(
            contentsOf: root.appendingPathComponent("Documentation/Statistics.md"), encoding: .utf8)
        func written(_ method: PromoterScoreMethod) throws -> String {
            String(format: "%.1f %%", 100 * (try average(method, n: n).mean))
        }
        let row = try "| \(n) | \(written(.score)) | \(written(.wald)) |"
        #expect(page.contains(row), "\(row)")
    }
}
