import Foundation
import Glibc
import PseudoTerminal
import Testing

/// What reaches a program on a full screen, and when.
@Suite struct SessionInputTests {
    private let reports: Reports
    private let terminal: PseudoTerminal

    init() throws {
        reports = try Reports()
        terminal = try PseudoTerminal.atWork(reports)
    }

    private func end() throws {
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
        #expect(reports.texts.isEmpty)
    }

    /// What means something to the driver of a terminal in its usual modes is a key here.
    @Test(arguments: [
        ("\u{3}", "key ctrl c"), ("\u{1A}", "key ctrl z"), ("\u{1C}", "key ctrl \\"),
        ("\u{13}", "key ctrl s"),
        ("\u{11}", "key ctrl q"), ("\u{16}", "key ctrl v"), ("\u{F}", "key ctrl o"), ("\u{4}", "key ctrl d"),
        ("\u{15}", "key ctrl u"), ("\u{12}", "key ctrl r"), ("\r", "key enter"), ("\u{8}", "key backspace"),
        ("\u{7F}", "key backspace"), ("ö", "key ö"), ("Ω", "key Ω"), ("\u{1B}[A", "key up"),
    ])
    func everyKeyIsAKey(_ bytes: String, _ key: String) throws {
        try terminal.type(bytes)
        try terminal.wait(for: key)
        try end()
    }

    /// Nothing is printed where the cursor is, and nothing is sent on its way twice.
    @Test func nothingIsEchoed() throws {
        let start = terminal.bytes.count
        try terminal.type("\u{1B}[M")
        try terminal.type("   ")
        try terminal.type("k")
        try terminal.wait(for: "key k")
        try terminal.wait(for: "painted")
        #expect(!terminal.bytes[start...].contains(UInt8(ascii: "M")))
        try end()
    }

    @Test(arguments: [SIGQUIT, SIGPIPE]) func isIgnored(_ signal: Int32) throws {
        kill(terminal.process, signal)
        try terminal.type("k")
        try terminal.wait(for: "key k")
        try end()
    }

    @Test func anArrowInTwoPiecesIsAnArrow() throws {
        var isDone = false
        while !isDone {
            let start = ContinuousClock.now
            try terminal.type("\u{1B}")
            usleep(20_000)
            try terminal.type("[A")
            // A machine that is busy may have let too much time go by.
            isDone = ContinuousClock.now - start < .milliseconds(45)
            if isDone { try terminal.wait(for: "key up") }
        }
        try end()
    }

    @Test func aLoneEscapeIsAKey() throws {
        try terminal.type("\u{1B}")
        try terminal.wait(for: "key escape")
        try end()
    }

    @Test func aPasteIsOneEvent() throws {
        let start = terminal.told.count
        try terminal.type("\u{1B}[200~" + String(repeating: "0123456789", count: 30_000) + "\u{1B}[201~k")
        try terminal.wait(for: "paste 65536")
        try terminal.wait(for: "key k")
        #expect(terminal.told[start...].filter { $0 != "painted" } == ["paste 65536", "key k"])
        try end()
    }

    @Test func aPasteThatNeverEndsIsOver() throws {
        try terminal.type("\u{1B}[200~abc")
        try terminal.wait(for: "paste 3")
        try end()
    }

    @Test func aFloodOfKeysArrives() throws {
        try terminal.type(String(repeating: "x", count: 100_000))
        try terminal.wait(for: "100000 keys")
        try end()
    }

    @Test func aDeadlineWakesOnce() throws {
        try terminal.type("d")
        try terminal.wait(for: "woke")
        try end()
        #expect(terminal.told.count { $0 == "woke" } == 1)
    }

    @Test func resizingPaintsAnew() throws {
        for (columns, rows) in [(100, 30), (1, 1), (40, 12), (500, 3)] {
            let start = terminal.bytes.count
            terminal.resize(columns: columns, rows: rows)
            try terminal.wait(for: "resized \(columns)x\(rows)")
            try terminal.wait(for: "painted")
            let text = "\(columns)x\(rows)"
            try terminal.wait(forScreen: String(text.prefix(columns)), after: start)
        }
        // Memory is not had for what nobody can see.
        terminal.resize(columns: 65_535, rows: 65_535)
        try terminal.wait(for: "resized 10000x30")
        terminal.resize(columns: 0, rows: 0)
        try terminal.wait(for: "resized 80x24")
        try end()
    }

    /// A terminal on a serial line does not know its size.
    @Test(arguments: [("100", "40", "100x40"), ("-5", "ten", "80x24"), ("99999999999999999999", "7", "80x7")])
    func theEnvironmentKnowsTheSize(_ columns: String, _ rows: String, _ size: String) throws {
        var environment = PseudoTerminal.modern
        environment["COLUMNS"] = columns
        environment["LINES"] = rows
        let terminal = try PseudoTerminal(
            running: "screen-program", [reports.folder], environment: environment, columns: 0, rows: 0)
        try terminal.wait(for: "painted")
        try terminal.wait(forScreen: size)
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
    }

    @Test func wipingForgetsWhatWasTypedAhead() throws {
        let start = terminal.told.count
        try terminal.type("wabc\u{1B}[200~")
        try terminal.wait(for: "key w")
        try terminal.wait(for: "painted")
        try terminal.wait(forScreen: "\u{1B}[3J")
        // What was on the screen is gone, and everything is painted anew, not only what differs.
        try terminal.wait(until: "a whole frame after the scrollback was forgotten") { bytes in
            guard let end = bytes.firstRange(of: Array("\u{1B}[3J".utf8))?.upperBound else { return false }
            let after = String(decoding: bytes[end...], as: UTF8.self)
            return after.contains("\u{1B}[H\u{1B}[J") && after.contains("80x24")
        }
        try terminal.type("k")
        try terminal.wait(for: "key k")
        #expect(terminal.told[start...].filter { $0 != "painted" } == ["key w", "key k"])
        try end()
    }

    @Test func theBellRings() throws {
        try terminal.type("b")
        try terminal.wait(forScreen: "\u{7}")
        try end()
    }

    /// What the terminal says of where its cursor is comes late, and is nothing to the program.
    @Test func reportsAreTheSessions() throws {
        let frame = try #require(terminal.screen.range(of: "80x24"))
        let probe = try #require(terminal.screen.range(of: "\u{1B}[6n"))
        #expect(probe.lowerBound < frame.lowerBound)
        let count = terminal.screen.components(separatedBy: "\u{1B}[6n").count - 1
        let start = terminal.bytes.count
        for _ in 0..<count { try terminal.type("\u{1B}[1;3R") }
        // It draws some of it otherwise than was thought, so that everything is painted once more.
        try terminal.wait(forScreen: "80x24", after: start)
        try terminal.type("\u{1B}[5;5Rk")
        try terminal.wait(for: "key k")
        #expect(!terminal.told.contains("cursor"))
        try end()
    }

    @Test func anIdleProgramSleeps() throws {
        func switches() throws -> [String] {
            var text = ""
            let file = try #require(fopen("/proc/\(terminal.process)/status", "r"))
            var line = [CChar](repeating: 0, count: 256)
            while fgets(&line, 256, file) != nil {
                text += line.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
            }
            fclose(file)
            return text.split(separator: "\n").filter { $0.contains("ctxt_switches") }.map(String.init)
        }
        // What is left of painting.
        var before = try switches()
        terminal.settle(100)
        while try switches() != before {
            before = try switches()
            terminal.settle(100)
        }
        terminal.settle(2_000)
        #expect(try switches() == before)
        try end()
    }
}
