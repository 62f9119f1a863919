import Foundation
import Glibc
import PseudoTerminal
import Testing

@testable import Kiosk

/// A supervisor and its worker on a pseudo terminal: how each end of the worker is answered.
@Suite struct SupervisorTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func start(_ deeds: String...) throws -> PseudoTerminal {
        try PseudoTerminal(running: "supervised-program", [scratch.folder] + deeds)
    }

    /// Waits for the worker, and gives its process number.
    private func worker(_ terminal: PseudoTerminal, _ deed: String) throws -> Int32 {
        while true {
            if let line = terminal.told.last(where: { $0.hasPrefix("worker ") && $0.hasSuffix(deed) }) {
                let words = line.split(separator: " ")
                #expect(words[3] == "\(terminal.process)")
                // The same process group, so that signals of the terminal reach both and nobody is in the background.
                #expect(words[6] == "\(terminal.process)")
                return try #require(Int32(words[1]))
            }
            let count = terminal.told.count
            terminal.settle(50)
            try #require(terminal.told.count >= count)
        }
    }

    private var reports: [String] { WorkerReport.names(in: scratch.folder + "/reports", of: "desk") }

    /// Whether a process is there, a zombie included.
    private func isThere(_ process: Int32) -> Bool { kill(process, 0) == 0 }

    private func waitUntilGone(_ process: Int32) throws {
        for _ in 0..<600 where isThere(process) { usleep(50_000) }
        try #require(!isThere(process))
    }

    @Test func aWorkerThatEndsInOrderIsTheEnd() throws {
        let terminal = try start("exit")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.told.filter { !$0.hasPrefix("worker") } == ["started 1", "ended 0"])
        #expect(terminal.modes == terminal.modesBefore)
        #expect(reports == [])
    }

    @Test func aKilledWorkerIsFollowedByAnother() throws {
        let terminal = try start("wait", "wait")
        let first = try worker(terminal, "wait")
        #expect(terminal.isRaw)
        kill(first, SIGKILL)
        try terminal.wait(for: "died signal 9")
        try terminal.wait(for: "waiting 1")
        // The screen of before, the cursor, no mouse; and then what is to be said.
        try terminal.wait(forScreen: "\u{1B}[?1000l\u{1B}[?1049l\u{1B}[?25h\u{1B}[H\u{1B}[Jback soon")
        #expect(terminal.modes == terminal.modesBefore)
        // What strangers type meanwhile is not obeyed, and gone before the next one starts.
        try terminal.type("hello\u{3}\u{1A}\u{1C}")
        try terminal.wait(for: "started 2")
        let second = try { () throws -> Int32 in
            while terminal.told.filter({ $0.hasPrefix("worker") }).count < 2 { terminal.settle(50) }
            return try worker(terminal, "wait")
        }()
        #expect(second != first && !isThere(first))
        kill(terminal.process, SIGTERM)
        try terminal.wait(for: "worker ends by 15")
        try terminal.wait(for: "ended 143")
        #expect(try terminal.exitCode() == 143)
        #expect(terminal.modes == terminal.modesBefore)
        #expect(!isThere(second))
    }

    @Test(arguments: [("kill", "died signal 9"), ("fail", "died status 74")])
    func aWorkerThatCannotLiveIsWaitedForLongerAndLonger(deed: String, died: String) throws {
        let terminal = try start(deed, deed, "exit")
        #expect(try terminal.exitCode() == 0)
        #expect(
            terminal.told.filter { !$0.hasPrefix("worker") } == [
                "started 1", died, "waiting 1", "started 2", died, "waiting 2", "started 3", "ended 0",
            ])
        #expect(terminal.modes == terminal.modesBefore)
    }

    @Test func aTrapLeavesAReport() throws {
        let terminal = try start("trap", "exit")
        #expect(try terminal.exitCode() == 0)
        // SIGTRAP or SIGILL, as the processor has it.
        #expect(terminal.told.contains { $0 == "died signal 4" || $0 == "died signal 5" })
        #expect(terminal.modes == terminal.modesBefore)
        // Nothing of it came to the screen.
        #expect(!terminal.screen.contains("Fatal error"))
        let name = try #require(reports.first)
        let report = try String(contentsOfFile: scratch.folder + "/reports/" + name, encoding: .utf8)
        #expect(report.contains("Fatal error"))
        #expect(!report.contains("\u{1B}[") && !report.contains("Registers:"))
    }

    @Test func reportsAreKeptUpToALimitAndEmptyOnesAreNot() throws {
        try FileManager.default.createDirectory(
            atPath: scratch.folder + "/reports", withIntermediateDirectories: true)
        for day in 1...5 {
            let path = scratch.folder + "/reports/desk-2020010\(day)T000000Z.txt"
            try Data("old".utf8).write(to: URL(filePath: path))
        }
        let other = scratch.folder + "/reports/desk-2-20200101T000000Z.txt"
        try Data("another kiosk's".utf8).write(to: URL(filePath: other))
        let terminal = try start("complain", "exit")
        #expect(try terminal.exitCode() == 0)
        #expect(reports.count == 3 && reports.last?.hasPrefix("desk-20200105") == false)
        #expect(FileManager.default.fileExists(atPath: other))
    }

    @Test(arguments: [(SIGTERM, Int32(143)), (SIGHUP, Int32(129))])
    func whatAsksToEndIsHandedOn(signal: Int32, status: Int32) throws {
        let terminal = try start("wait")
        let worker = try worker(terminal, "wait")
        kill(terminal.process, signal)
        try terminal.wait(for: "worker ends by \(signal)")
        #expect(try terminal.exitCode() == status)
        #expect(!isThere(worker))
        if signal == SIGTERM { #expect(terminal.modes == terminal.modesBefore) }
    }

    @Test(arguments: [SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE])
    func otherSignalsMeanNothing(signal: Int32) throws {
        let terminal = try start("wait")
        _ = try worker(terminal, "wait")
        for _ in 0..<20 { kill(terminal.process, signal) }
        terminal.settle(100)
        #expect(!terminal.told.contains { $0.hasPrefix("died") || $0.hasPrefix("ended") })
        kill(terminal.process, SIGTERM)
        #expect(try terminal.exitCode() == 143)
    }

    @Test(arguments: [SIGSTOP, SIGTSTP]) func aStoppedWorkerGoesOn(signal: Int32) throws {
        let terminal = try start("wait")
        let worker = try worker(terminal, "wait")
        kill(worker, signal)
        terminal.settle(100)
        kill(terminal.process, SIGTERM)
        try terminal.wait(for: "worker ends by 15")
        #expect(try terminal.exitCode() == 143)
    }

    @Test func aWorkerThatDoesNotListenIsKilled() throws {
        let terminal = try start("deaf")
        try terminal.wait(for: "deaf")
        kill(terminal.process, SIGTERM)
        #expect(try terminal.exitCode() == 143)
        #expect(terminal.modes == terminal.modesBefore)
        #expect(terminal.screen.hasSuffix("\u{1B}[?1049l\u{1B}[?25h"))
    }

    @Test func aKilledSupervisorTakesTheWorkerWithIt() throws {
        let terminal = try start("wait")
        let worker = try worker(terminal, "wait")
        kill(terminal.process, SIGKILL)
        #expect(try terminal.exitCode() == -SIGKILL)
        try waitUntilGone(worker)
        #expect(terminal.told.contains { $0 == "worker ends by 15" || $0 == "worker ends by 1" })
    }

    @Test func aHangUpEndsBoth() throws {
        let terminal = try start("wait")
        let worker = try worker(terminal, "wait")
        terminal.hangUp()
        #expect(try terminal.exitCode() == 129)
        try waitUntilGone(worker)
    }

    @Test func aWorkerWithoutATerminalIsTheEnd() throws {
        let terminal = try start("gone")
        #expect(try terminal.exitCode() == 129)
        #expect(terminal.told.contains("ended 129"))
    }

    @Test func whatAsksToEndWhileItWaitsIsTheEnd() throws {
        let terminal = try start("kill")
        try terminal.wait(for: "waiting 2")
        kill(terminal.process, SIGTERM)
        #expect(try terminal.exitCode() == 143)
        #expect(terminal.modes == terminal.modesBefore)
    }

    @Test func waitingCostsNoProcessorTime() throws {
        let terminal = try start("wait")
        _ = try worker(terminal, "wait")
        func ticks() throws -> [Substring] {
            let stat = try String(contentsOfFile: "/proc/\(terminal.process)/stat", encoding: .utf8)
            return Array(stat.split(separator: ")").last?.split(separator: " ")[11...12] ?? [])
        }
        // What began with the worker may still be ending, so one of a few spans without a tick is enough: who looks again and
        // again has one in each.
        let isStill = try (0..<5).contains { _ in
            let before = try ticks()
            usleep(300_000)
            return try ticks() == before
        }
        #expect(isStill)
        kill(terminal.process, SIGTERM)
        #expect(try terminal.exitCode() == 143)
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (1_000_000, 60), (0, 1)])
    func waitsDouble(attempts: Int, seconds: Int) {
        #expect(Supervisor.wait(afterAttempts: attempts, longest: .seconds(60)) == .seconds(seconds))
    }
}
