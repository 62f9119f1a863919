import Foundation
import Glibc
import PseudoTerminal
import Testing

/// What the terminal is told on the way out, from `Capabilities`, and only then.
let leaving = "\u{1B}[?1049l"

/// A program on a full screen, and every way it can end: what the terminal is like then, and what the process says.
@Suite struct SessionSignalTests {
    /// A way to end.
    struct End: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var keys = ""
        var signal: Int32?
        /// The exit code, or the signal below 0.
        var codes: [Int32]
        /// Parts of the report; none where there must be no report.
        var report: [String] = []
        /// What stands on the terminal afterwards.
        var says = "Goodbye."
    }

    static let ends = [
        End(testDescription: "its own end", keys: "q", codes: [0]),
        End(testDescription: "SIGTERM", signal: SIGTERM, codes: [143]),
        End(testDescription: "SIGINT from outside", signal: SIGINT, codes: [130]),
        End(testDescription: "SIGHUP while the terminal is there", signal: SIGHUP, codes: [129]),
        End(testDescription: "exit in the middle", keys: "e", codes: [7], says: "\u{1B}[?25h"),
        End(testDescription: "an error", keys: "E", codes: [4], says: "Failed: Failure()"),
        End(
            testDescription: "fatalError", keys: "f", codes: [-SIGILL, -SIGTRAP],
            report: ["The test asked for it.", "screen-program 1.2.3", "KeyProgram.swift"],
            says: "There is a report"),
        End(
            testDescription: "nil unwrapped", keys: "n", codes: [-SIGILL, -SIGTRAP],
            report: ["Unexpectedly found nil", "screen-program 1.2.3"], says: "There is a report"),
        End(
            testDescription: "an index out of range", keys: "i", codes: [-SIGILL, -SIGTRAP],
            report: ["Index out of range", "screen-program 1.2.3"], says: "There is a report"),
        End(
            testDescription: "a thread that fails", keys: "t", codes: [-SIGILL, -SIGTRAP],
            report: ["The test asked a thread for it.", "screen-program 1.2.3"], says: "There is a report"),
        End(
            testDescription: "a full stack", keys: "o", codes: [-SIGSEGV],
            report: ["SIGSEGV", "screen-program 1.2.3"],
            says: "There is a report"),
        End(
            testDescription: "abort", keys: "a", codes: [-SIGABRT],
            report: ["SIGABRT", "screen-program 1.2.3"],
            says: "There is a report"),
        End(
            testDescription: "SIGABRT from outside", signal: SIGABRT, codes: [-SIGABRT], report: ["SIGABRT"],
            says: "There is a report"),
        End(
            testDescription: "SIGSEGV from outside", signal: SIGSEGV, codes: [-SIGSEGV], report: ["SIGSEGV"],
            says: "There is a report"),
        End(
            testDescription: "something on standard error", keys: "sq", codes: [0],
            report: ["To standard error."],
            says: "There is a report"),
    ]

    @Test(arguments: ends) func givesTheTerminalBack(_ end: End) throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal.atWork(reports)
        if let signal = end.signal { kill(terminal.process, signal) } else { try terminal.type(end.keys) }
        let code = try terminal.exitCode()
        #expect(end.codes.contains(code), "\(code)")
        #expect(terminal.modes == terminal.modesBefore)
        #expect(terminal.screen.components(separatedBy: leaving).count == 2)
        let after = terminal.screen.components(separatedBy: leaving).last ?? ""
        #expect(after.contains(end.says))
        #expect(!terminal.screen.contains("Fatal error"))
        let texts = reports.texts
        #expect(texts.count == (end.report.isEmpty ? 0 : 1))
        for part in end.report { #expect(texts.first?.contains(part) == true, "\(texts)") }
    }
}

extension SessionSignalTests {
    /// A signal that comes while the program is busy is taken afterwards, whichever thread it came to.
    @Test(arguments: [[], ["thread"]], [SIGTERM, SIGWINCH]) func waitsForTheProgram(
        _ arguments: [String], _ signal: Int32
    ) throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal.atWork(reports, arguments: arguments)
        try terminal.type("S")
        try terminal.wait(for: "key S")
        kill(terminal.process, signal)
        if signal == SIGTERM {
            try terminal.wait(for: "stopped \(SIGTERM)")
        } else {
            try terminal.wait(for: "resized 80x24")
            try terminal.type("q")
        }
        #expect(try terminal.exitCode() == (signal == SIGTERM ? 128 + SIGTERM : 0))
        #expect(terminal.modes == terminal.modesBefore)
    }

    /// Nor do bytes that are no keys.
    @Test(arguments: ["\u{1B}[200~", "\u{1B}]", ""]) func isNotKeptWaitingByOtherBytes(start: String) throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal.atWork(reports)
        try terminal.type("S")
        try terminal.wait(for: "key S")
        let rest = [UInt8](repeating: start.isEmpty ? 0xFF : 0x61, count: 30_000)
        // The signal waits as the bytes do; on a busy machine the program may have ended before the last of them.
        kill(terminal.process, SIGTERM)
        try? terminal.type(Array(start.utf8) + rest + Array("\u{1B}[201~\u{7}k".utf8))
        #expect(try terminal.exitCode() == 128 + SIGTERM)
        #expect(terminal.told.last == "stopped \(SIGTERM)" && !terminal.told.contains("key k"))
    }

    /// Keys that never end keep no signal waiting: it is taken before the next frame, whatever still can be read.
    @Test func isNotKeptWaitingByKeys() throws {
        let reports = try Reports()
        let terminal = try PseudoTerminal.atWork(reports)
        try terminal.type("S")
        try terminal.wait(for: "key S")
        kill(terminal.process, SIGTERM)
        try? terminal.type(String(repeating: "x", count: 20_000))
        #expect(try terminal.exitCode() == 128 + SIGTERM)
        #expect(terminal.told.contains("stopped \(SIGTERM)"))
        #expect(!terminal.told.contains { $0.hasSuffix(" keys") }, "\(terminal.told)")
    }
}

/// A folder for reports.
final class Reports: Sendable {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "sondeo-session-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The reports that are there.
    var texts: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
    }
}

extension PseudoTerminal {
    /// The environment of a modern terminal, and nobody's crash handler.
    static let modern: [String: String?] = [
        "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": nil, "COLUMNS": nil, "LINES": nil,
        "NO_COLOR": nil,
        "SWIFT_BACKTRACE": "enable=no",
    ]

    /// The program, once its first frame is there.
    static func atWork(
        _ reports: Reports, arguments: [String] = [], environment: [String: String?] = modern
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            running: "screen-program", arguments + [reports.folder], environment: environment)
        try terminal.wait(for: "began")
        try terminal.wait(for: "painted")
        return terminal
    }

    /// The program at a terminal that does not read, after it had more to paint than the terminal has room for.
    static func stalled(_ reports: Reports) throws -> PseudoTerminal {
        let terminal = try atWork(reports)
        terminal.reads = false
        for _ in 0..<200 {
            try terminal.type("p")
            try terminal.wait(for: "key p")
        }
        return terminal
    }
}
