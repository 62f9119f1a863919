import Foundation
import GRDB
import SampleSurveys
import SurveyModel
import Testing

@testable import ResponseStore

@Suite struct DamageTests {
    /// Every call on a file with random damage returns or throws a fault; none traps or hangs.
    @Test func randomDamageIsNeverATrap() throws {
        let scratch = try Scratch()
        let survey = Sample.serviceLoyalty
        var generator = Seeded(7)
        do {
            let store = try scratch.store()
            _ = try store.take(
                (1...40).map { randomResponse($0, to: survey, using: &generator) }, from: "x", at: moment(0))
            let start = InterviewStart(id: responseID(100), locale: "es", seed: 1, started: moment(0))
            _ = try store.begin(start, of: survey, with: [.stale, .locale("sv")], at: moment(0))
            try store.close()
        }
        let sound = [UInt8](try #require(FileManager.default.contents(atPath: scratch.path())))
        var noticed = 0
        for round in 0..<150 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                // Half of the damage hits the first page and page headers, where the structure of the file
                // is.
                let place =
                    Bool.random(using: &generator)
                    ? Int.random(in: bytes.indices, using: &generator)
                    : Int.random(in: 0..<bytes.count / 4_096, using: &generator) * 4_096
                        + Int.random(in: 0..<120, using: &generator)
                bytes[place] = .random(in: 0...255, using: &generator)
            }
            if round % 10 == 9 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
            let path = scratch.path("damaged-\(round).db")
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            var sawFault = false
            func attempt(_ body: () throws -> Void) {
                do { try body() } catch {
                    #expect(error is StoreFault)
                    sawFault = true
                }
            }
            attempt {
                let store = try Store(opening: path, mode: .readWrite, patience: 0.05)
                attempt { if try !store.verify().isSound { sawFault = true } }
                attempt { try store.forEachResponse(in: .id) { _ in } }
                attempt { _ = try store.tallies(of: survey) }
                attempt { try store.register(survey, at: moment(1)) }
                attempt { _ = try store.recover(at: moment(1), response: unrouted) }
                attempt {
                    try store.take(
                        randomResponse(200, to: survey, using: &generator), from: "x", at: moment(1))
                }
                attempt { try store.rebuildTallies() }
                attempt { try store.close() }
            }
            noticed += sawFault ? 1 : 0
            try FileManager.default.removeItem(atPath: path)
        }
        #expect(noticed > 75, "damage was noticed only \(noticed) times")
    }

    @Test func aLogWithRandomDamageIsNeverATrap() throws {
        let scratch = try Scratch()
        let survey = Sample.serviceLoyalty
        var generator = Seeded(8)
        let store = try scratch.store()
        for number in 1...10 {
            try store.take(randomResponse(number, to: survey, using: &generator), from: "x", at: moment(0))
        }
        let file = try #require(FileManager.default.contents(atPath: scratch.path()))
        let log = [UInt8](try #require(FileManager.default.contents(atPath: scratch.path() + "-wal")))
        for round in 0..<40 {
            var bytes = log
            for _ in 0..<4 {
                bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
                    in: 0...255, using: &generator)
            }
            let path = scratch.path("log-\(round).db")
            try file.write(to: URL(fileURLWithPath: path))
            try Data(bytes).write(to: URL(fileURLWithPath: path + "-wal"))
            // SQLite stops at the first frame whose checksum is wrong: what remains is an earlier state of
            // the store.
            let refused = fault {
                let damaged = try Store(opening: path, mode: .readWrite)
                #expect(try damaged.verify().isSound)
                #expect(try damaged.responseCount() <= 10)
            }
            if let refused { #expect([.anotherProgram, .notADatabase, .damaged].contains(refused.kind)) }
        }
    }
}

@Suite struct FullDiskTests {
    @Test func aFullDatabaseSaysSoAndKeepsWhatWasAcknowledged() throws {
        let scratch = try Scratch()
        let survey = Sample.serviceLoyalty
        let store = try scratch.store()
        let pages = try store.read { try $0.first("PRAGMA page_count")?.integer(0) ?? 0 }
        _ = try store.read { try $0.first("PRAGMA max_page_count = \(pages + 12)") }
        var generator = Seeded(2)
        var taken: [Response] = []
        var seen: StoreFault?
        for number in 1...500 where seen == nil {
            let response = randomResponse(number, to: survey, using: &generator)
            seen = fault { try store.take(response, from: "x", at: moment(0)) }
            if seen == nil { taken.append(response) }
        }
        #expect(seen?.kind == .full)
        #expect(seen?.kind.isInputOutput == true)
        #expect(try store.lines() == taken.map { $0.line(of: survey) })
        #expect(try store.tallies(of: survey) == expectedTallies(taken, of: survey))
        #expect(try store.verify().isSound)
        _ = try store.read { try $0.first("PRAGMA max_page_count = 100000") }
        let late = randomResponse(501, to: survey, using: &generator)
        #expect(try store.take(late, from: "x", at: moment(0)) == .taken)
    }

    @Test func aFileThatMayNotGrowEndsTheChildWithAFaultAndKeepsWhatWasAcknowledged() throws {
        let scratch = try Scratch()
        try expectAcknowledgedAnswersAfter(
            Torture("fill-limited", scratch.path(), "400000"), in: scratch.path())
    }

    /// A file system of 1 MiB where the test may mount one; otherwise files that may not exceed that.
    @Test func aFullFileSystemEndsTheChildWithAFaultAndKeepsWhatWasAcknowledged() throws {
        let scratch = try Scratch()
        let disk = scratch.path("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        let isMounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk) == 0
        defer { if isMounted { #expect(run("umount", disk) == 0) } }
        let path = disk + "/answers.db"
        let child = isMounted ? try Torture("fill", path) : try Torture("fill-limited", path, "1048576")
        try expectAcknowledgedAnswersAfter(child, in: path, fault: isMounted ? "full" : nil)
    }

    private func expectAcknowledgedAnswersAfter(_ child: Torture, in path: String, fault: String? = nil)
        throws
    {
        var acknowledged: [String: Int] = [:]
        var finished = 0
        var kind: String?
        while let line = child.readLine() {
            let parts = line.split(separator: " ").map(String.init)
            if parts.count < 2 {
                kind = line
            } else if parts[1] == "finished" {
                finished += 1
            } else {
                acknowledged[parts[0]] = Int(parts[1])
            }
        }
        #expect(child.exitCode() == 74)
        #expect(["full", "inputOutput"].contains(kind))
        if let fault { #expect(kind == fault) }
        #expect(acknowledged.count > 3)
        let store = try Store(opening: path, mode: .readOnly)
        for (id, count) in acknowledged { #expect(try store.interview(id)?.records.count ?? 0 >= count) }
        #expect(try store.responseCount() >= finished)
        let report = try store.verify()
        #expect(report.isSound, "\(report.findings)")
    }

    private func run(_ arguments: String...) -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return -1 }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
