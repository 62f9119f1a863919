import Foundation
import Glibc
import PseudoTerminal
import Testing

/// A program on a full screen as a job of a shell: stopped, continued, and in the background.
@Suite struct SessionJobTests {
    private let reports: Reports
    private let terminal: PseudoTerminal

    init() throws {
        reports = try Reports()
        terminal = try PseudoTerminal.atWork(reports, arguments: ["job"])
    }

    private var job: Int32 {
        get throws {
            let line = try #require(terminal.told.first { $0.hasPrefix("job ") })
            return try #require(Int32(line.dropFirst(4)))
        }
    }

    private var timesLeft: Int { terminal.screen.components(separatedBy: leaving).count - 1 }

    @Test func stopsAndGoesOn() throws {
        for time in 1...3 {
            try terminal.type("z")
            try terminal.wait(for: "job stopped \(SIGTSTP)")
            #expect(terminal.modes == terminal.modesBefore)
            #expect(timesLeft == time)
            #expect(!terminal.told.contains("terminal does not block"))
            let start = terminal.bytes.count
            try terminal.type("fg\n")
            try terminal.wait(for: "resumed")
            try terminal.wait(for: "painted")
            #expect(terminal.isRaw)
            // Everything is painted anew, on the other screen.
            try terminal.wait(forScreen: "\u{1B}[?1049h", after: start)
            try terminal.wait(forScreen: "80x24", after: start)
        }
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
        #expect(timesLeft == 4)
        #expect(reports.texts.isEmpty)
    }

    @Test func isStoppedFromOutside() throws {
        kill(try job, SIGTSTP)
        try terminal.wait(for: "job stopped \(SIGTSTP)")
        #expect(terminal.modes == terminal.modesBefore)
        #expect(timesLeft == 1)
        try terminal.type("fg\n")
        try terminal.wait(for: "resumed")
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
    }

    /// SIGSTOP cannot be noticed. What the terminal is like then is what the shell makes of it; afterwards it is as ever.
    @Test func isStoppedWithoutNotice() throws {
        kill(try job, SIGSTOP)
        try terminal.wait(for: "job stopped \(SIGSTOP)")
        #expect(timesLeft == 0)
        try terminal.type("fg\n")
        try terminal.wait(for: "resumed")
        try terminal.wait(for: "painted")
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
        #expect(timesLeft == 1)
    }

    @Test func leavesTheTerminalAloneInTheBackground() throws {
        try terminal.type("z")
        try terminal.wait(for: "job stopped \(SIGTSTP)")
        try terminal.type("bg\n")
        try terminal.wait(for: "job stopped \(SIGTTOU)")
        #expect(terminal.modes == terminal.modesBefore)
        #expect(timesLeft == 1)
        #expect(terminal.screen.components(separatedBy: "\u{1B}[?1049h").count == 2)
        try terminal.type("fg\n")
        try terminal.wait(for: "resumed")
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
    }

    @Test func isEndedWhileItIsStopped() throws {
        try terminal.type("z")
        try terminal.wait(for: "job stopped \(SIGTSTP)")
        let start = terminal.bytes.count
        kill(try job, SIGTERM)
        try terminal.type("bg\n")
        try terminal.wait(for: "stopped \(SIGTERM)")
        #expect(try terminal.exitCode() == 128 + SIGTERM)
        // The screen is the shell's.
        #expect(!terminal.bytes[start...].contains(0x1B))
        #expect(terminal.modes == terminal.modesBefore)
        #expect(timesLeft == 1)
    }

    @Test func leavesWhatWasSharedAsItWas() throws {
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.told.contains("terminal blocks"))
        #expect(!terminal.told.contains("terminal does not block"))
    }

    /// The terminal was opened by others, who did not ask for it not to block.
    @Test func leavesWhatItMayNotOpenAsItWas() throws {
        let terminal = try PseudoTerminal.atWork(reports, arguments: ["job", "shared"])
        try terminal.type("z")
        try terminal.wait(for: "terminal blocks")
        try terminal.wait(for: "job stopped \(SIGTSTP)")
        #expect(terminal.modes == terminal.modesBefore)
        try terminal.type("fg\n")
        try terminal.wait(for: "resumed")
        try terminal.wait(for: "painted")
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
        #expect(!terminal.told.contains("terminal does not block"))
    }

    @Test func startsInTheBackground() throws {
        let terminal = try PseudoTerminal(
            running: "screen-program", ["job", "&", reports.folder], environment: PseudoTerminal.modern)
        try terminal.wait(for: "job stopped \(SIGTTOU)")
        #expect(terminal.modes == terminal.modesBefore)
        #expect(terminal.bytes.isEmpty)
        try terminal.type("fg\n")
        try terminal.wait(for: "began")
        try terminal.wait(for: "painted")
        #expect(terminal.isRaw)
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
    }

    @Test func isEndedInTheBackgroundBeforeItBegan() throws {
        let terminal = try PseudoTerminal(
            running: "screen-program", ["job", "&", reports.folder], environment: PseudoTerminal.modern)
        let job = try #require(Int32(try terminal.rest(of: "job ")))
        try terminal.wait(for: "job stopped \(SIGTTOU)")
        kill(job, SIGTERM)
        try terminal.type("bg\n")
        #expect(try terminal.exitCode() == 128 + SIGTERM)
        #expect(!terminal.screen.contains("\u{1B}"))
        #expect(terminal.modes == terminal.modesBefore)
    }
}
