import Foundation
import Glibc
import PseudoTerminal
import Testing

/// Terminals that are not there, go away, or do not read.
@Suite struct SessionEndTests {
    @Test func aTerminalThatGoesAway() throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal.atWork(reports)
        terminal.hangUp()
        #expect(try terminal.exitCode() == 128 + SIGHUP)
        #expect(terminal.told.count { $0 == "stopped \(SIGHUP)" } == 1)
        #expect(reports.texts.isEmpty)
    }

    /// Nobody is left in the process to restore anything; what started it has to.
    @Test func killedTheTerminalIsLost() throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal.atWork(reports)
        kill(terminal.process, SIGKILL)
        #expect(try terminal.exitCode() == -SIGKILL)
        #expect(terminal.modes != terminal.modesBefore)
        #expect(!terminal.screen.contains(leaving))
        // A file system without nameless files keeps an empty one.
        #expect(reports.texts.joined().isEmpty)
    }

    @Test(
        arguments: [
            ([0], [:]), ([], [0: "/dev/null"]), ([1], [:]), ([], [1: "/dev/null"]), ([0, 1, 2], [:]),
        ] as [([Int32], [Int32: String])])
    func withoutATerminalThereIsNoSession(_ closed: [Int32], _ files: [Int32: String]) throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal(
            running: "screen-program", [reports.folder], environment: PseudoTerminal.modern, closed: closed,
            files: files)
        #expect(try terminal.exitCode() == 4)
        #expect(terminal.modes == terminal.modesBefore)
        #expect(!terminal.screen.contains("\u{1B}"))
        #expect(reports.texts.isEmpty)
    }

    @Test func aDumbTerminalHasNoSession() throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal(
            running: "screen-program", [reports.folder], environment: ["TERM": "dumb"])
        #expect(try terminal.exitCode() == 4)
        #expect(terminal.screen.hasPrefix("Failed: notATerminal"))
    }

    /// What goes to standard error elsewhere is left alone, and so is the report of a crash.
    @Test func standardErrorElsewhereStays() throws {
        let reports = try Reports()
        let path = reports.folder + "/log"
        let terminal = try PseudoTerminal(
            running: "screen-program", [reports.folder], environment: PseudoTerminal.modern, files: [2: path])
        try terminal.wait(for: "painted")
        try terminal.type("sf")
        #expect([-SIGILL, -SIGTRAP].contains(try terminal.exitCode()))
        #expect(terminal.modes == terminal.modesBefore)
        let texts = reports.texts
        #expect(texts.count == 1)
        for part in ["To standard error.", "The test asked for it.", "screen-program 1.2.3"] {
            #expect(texts.first?.contains(part) == true)
        }
    }

    /// A crash is reported once more by what watched for crashes before; the terminal is restored before that.
    @Test func anotherCrashHandlerHasItsTurn() throws {
        let reports = try Reports()
        var environment = PseudoTerminal.modern
        environment["SWIFT_BACKTRACE"] = "enable=yes,interactive=no,color=no,output-to=stderr"
        let terminal = try PseudoTerminal.atWork(reports, environment: environment)
        try terminal.type("f")
        #expect([-SIGILL, -SIGTRAP].contains(try terminal.exitCode()))
        #expect(terminal.modes == terminal.modesBefore)
        #expect(terminal.screen.components(separatedBy: leaving).count == 2)
        let text = try #require(reports.texts.first)
        #expect(text.contains("screen-program 1.2.3"))
        #expect(text.contains("Program crashed"))
        #expect(!terminal.screen.contains("Program crashed"))
    }

    /// Without being told otherwise, Swift's own handler would offer a debugger to whoever is at the terminal.
    @Test(arguments: [nil, "enable=yes"]) func nobodyIsOfferedADebugger(_ setting: String?) throws {
        let reports = try Reports()
        var environment = PseudoTerminal.modern
        environment["SWIFT_BACKTRACE"] = .some(setting)
        let terminal = try PseudoTerminal.atWork(reports, environment: environment)
        try terminal.type("f")
        #expect([-SIGILL, -SIGTRAP].contains(try terminal.exitCode()))
        #expect(terminal.modes == terminal.modesBefore)
        #expect(!terminal.screen.contains("debug"))
        #expect(reports.texts.count == 1)
    }

    @Test func aFolderThatIsNotThereStopsNothing() throws {
        let terminal = try PseudoTerminal(
            running: "screen-program", ["/nowhere"], environment: PseudoTerminal.modern)
        try terminal.wait(for: "painted")
        try terminal.type("a")
        #expect(try terminal.exitCode() == -SIGABRT)
        #expect(terminal.modes == terminal.modesBefore)
        // There is nothing better than the terminal, which is restored by then.
        let after = try #require(terminal.screen.components(separatedBy: leaving).last)
        #expect(after.contains("SIGABRT"))
    }

    @Test func aTerminalThatDoesNotReadStopsNothing() throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal.stalled(reports)
        let painted = terminal.told.count { $0 == "painted" }
        #expect(painted < 150)
        try terminal.type("d")
        try terminal.wait(for: "woke")
        // The frame that is shown when it reads again is the one the program is at.
        #expect(!terminal.screen.contains("woke"))
        terminal.reads = true
        try terminal.wait(for: "painted")
        try terminal.wait(forScreen: "woke")
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
        #expect(terminal.screen.components(separatedBy: leaving).count == 2)
    }

    @Test func aTerminalThatDoesNotReadIsLeftInTime() throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal.stalled(reports)
        let start = ContinuousClock.now
        kill(terminal.process, SIGTERM)
        // Its end is seen at the pipe; what it says after that needs a terminal that reads.
        try terminal.wait(for: "stopped \(SIGTERM)")
        while terminal.isRaw, ContinuousClock.now - start < .seconds(20) { terminal.settle(20) }
        #expect(terminal.modes == terminal.modesBefore)
        #expect(try terminal.exitCode() == 128 + SIGTERM)
    }

    @Test func aCrashDoesNotWaitForATerminalThatDoesNotRead() throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal.stalled(reports)
        try terminal.type("f")
        try terminal.wait(for: "key f")
        // It ends although nobody reads.
        let start = ContinuousClock.now
        while terminal.isRaw, ContinuousClock.now - start < .seconds(20) { terminal.settle(20) }
        #expect(terminal.modes == terminal.modesBefore)
        #expect([-SIGILL, -SIGTRAP].contains(try terminal.exitCode()))
        #expect(reports.texts.count == 1)
    }
}
