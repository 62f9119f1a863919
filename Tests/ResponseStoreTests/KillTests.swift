import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import ResponseStore

@Suite struct KillTests {
    /// Kills as many times as `SONDEO_KILLS` says, or 20 times.
    @Test func everyAcknowledgedAnswerSurvivesKillsAtRandomMoments() throws {
        let scratch = try Scratch()
        let kills = ProcessInfo.processInfo.environment["SONDEO_KILLS"].flatMap(Int.init) ?? 20
        var generator = Seeded(20_261_122)
        var acknowledged: [String: Int] = [:]
        var finished: Set<String> = []
        for _ in 0..<kills {
            let child = try Torture("commit", scratch.path())
            func take(_ line: String) throws {
                let parts = line.split(separator: " ")
                let id = try #require(parts.first.map(String.init))
                if parts.last == "finished" {
                    finished.insert(id)
                } else {
                    let count: Int = try #require(Int(parts.last ?? ""))
                    acknowledged[id] = count
                }
            }
            for _ in 0..<Int.random(in: 1...80, using: &generator) { try take(#require(child.readLine())) }
            usleep(.random(in: 0..<4_000, using: &generator))
            child.kill()
            while let line = child.readLine() { try take(line) }
        }
        let store = try Store(opening: scratch.path(), mode: .readWrite)
        for (id, count) in acknowledged {
            let recorded = try #require(try store.interview(id), "the interview \(id) is lost")
            #expect(recorded.records.count >= count)
            #expect(recorded.unreadable.isEmpty)
            if finished.contains(id) { #expect(recorded.state == "complete") }
        }
        let closed = try store.recover(at: moment(0), response: unrouted).closed
        #expect(closed.count <= kills)
        let report = try store.verify()
        #expect(report.isSound, "\(report.findings)")
        #expect(report.openInterviews == 0)
        #expect(report.responses >= finished.count && report.responses >= acknowledged.count)
    }
}
