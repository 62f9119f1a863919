import Foundation
import Glibc
import PseudoTerminal
import Terminal
import TerminalModel
import Testing

/// What a terminal shows that a session writes to, and that answers what it asks.
@Suite struct SessionScreenTests {
    private let reports: Reports

    init() throws { reports = try Reports() }

    /// Gives a terminal of the model what was written since it was looked at last, and types what it answers.
    private func show(_ terminal: PseudoTerminal, on model: inout VirtualTerminal) throws {
        model.feed(terminal.bytes.dropFirst(model.byteCount))
    }

    private func environment(_ name: String) -> [String: String?] {
        var environment = PseudoTerminal.modern
        environment["TERM"] = name
        return environment
    }

    @Test(arguments: ["linux", "vt100", "vt220", "xterm-256color", "tmux-256color", "screen"])
    func isAsItWasAfterwards(_ name: String) throws {
        var model = VirtualTerminal(columns: 80, rows: 24, for: Capabilities(name: name))
        let before = model
        let terminal = try PseudoTerminal.atWork(reports, environment: environment(name))
        try show(terminal, on: &model)
        #expect(model.text.hasPrefix("80x24\n  began\n\n\n\nrow 5 began\n"))
        // What it answers is typed at a whole other place than where it was asked.
        try terminal.type(model.replies)
        try terminal.type("k")
        try terminal.wait(for: "key k")
        try terminal.wait(for: "painted")
        try show(terminal, on: &model)
        #expect(model.text.hasPrefix("80x24\n  began\n  key k\n\n\nrow 5 key k\n"))
        #expect(model.text.hasSuffix("row 23 key k\n"))
        #expect(!terminal.told.contains("cursor"))
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        // Up to what the program itself says.
        let end = try #require(terminal.bytes.firstRange(of: Array("Goodbye.".utf8)))
        model.feed(terminal.bytes[model.byteCount..<end.lowerBound])
        #expect(model.errors == [])
        #expect(!model.isAlternate)
        #expect(model.isCursorVisible)
        #expect(model.modes == before.modes)
        #expect(model.pen == before.pen)
        #expect(model.cells == before.cells)
    }

    /// A terminal that draws otherwise than was thought gets everything once more, and the program hears nothing of it.
    @Test(arguments: DrawnWidths.all) func answersAreForTheSession(_ widths: DrawnWidths) throws {
        var model = VirtualTerminal(
            columns: 80, rows: 24, for: Capabilities(name: "xterm-256color"), widths: widths)
        let terminal = try PseudoTerminal.atWork(reports)
        try show(terminal, on: &model)
        #expect(!model.replies.isEmpty)
        let replies = model.replies
        // In pieces, with a key between.
        let half = replies.count / 2
        let cut = replies[half...].firstIndex(of: 0x1B) ?? half
        try terminal.type(Array(replies[..<cut]) + Array("k".utf8) + Array(replies[cut...]) + Array("l".utf8))
        try terminal.wait(for: "key k")
        try terminal.wait(for: "key l")
        try terminal.wait(for: "painted")
        try show(terminal, on: &model)
        #expect(!terminal.told.contains("cursor"))
        #expect(model.errors == [])
        #expect(model.text.hasPrefix("80x24\n  began\n  key k\n  key l\n"))
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
    }

    /// What the terminal shows at last is what the program is at, however much it did not read meanwhile.
    @Test func aTerminalThatReadsAgainShowsTheLatest() throws {
        var model = VirtualTerminal(columns: 80, rows: 24, for: Capabilities(name: "xterm-256color"))
        let terminal = try PseudoTerminal.stalled(reports)
        terminal.resize(columns: 100, rows: 30)
        try terminal.wait(for: "resized 100x30")
        try terminal.type("d")
        try terminal.wait(for: "woke")
        terminal.reads = true
        try terminal.wait(for: "painted")
        try terminal.type("k")
        try terminal.wait(for: "key k")
        try terminal.wait(for: "painted")
        try terminal.type("l")
        try terminal.wait(for: "key l")
        try terminal.wait(for: "painted")
        model.resize(columns: 100, rows: 30)
        try show(terminal, on: &model)
        #expect(model.errors == [])
        #expect(model.text.hasPrefix("100x30\n  woke\n  key k\n  key l\n\nrow 5 key l\n"))
        #expect(model.text.hasSuffix("row 29 key l\n"))
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
    }

    /// Keys, signals and pauses of the terminal in any order: in the end it shows what the program is at, and is given back.
    @Test(arguments: 1...6) func aStorm(_ seed: UInt64) throws {
        var random = RandomScreens(seed: seed)
        var model = VirtualTerminal(columns: 80, rows: 24, for: Capabilities(name: "xterm-256color"))
        let terminal = try PseudoTerminal.atWork(reports)
        for _ in 0..<150 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0: kill(terminal.process, SIGWINCH)
            case 1: kill(terminal.process, SIGCONT)
            case 2:
                kill(terminal.process, SIGSTOP)
                kill(terminal.process, SIGCONT)
            case 3: try terminal.type("p")
            case 4: try terminal.type("w")
            case 5: try terminal.type("b")
            case 6: try terminal.type("d")
            case 7: terminal.reads.toggle()
            case 8: try terminal.type("\u{1B}")
            case 9: try terminal.type("[")
            case 10: try terminal.type("\u{1B}[200~xyz\u{1B}[201~")
            default: try terminal.type("ö")
            }
        }
        terminal.reads = true
        // A paste may be open, as a wipe may have taken its end; it is over by itself.
        while !terminal.told.suffix(3).contains("key k") {
            try terminal.type("k")
            terminal.settle(50)
        }
        for key in ["l", "m", "g"] {
            try terminal.type(key)
            try terminal.wait(for: "key \(key)")
            try terminal.wait(for: "painted")
        }
        try show(terminal, on: &model)
        // Bells are not drawn.
        #expect(model.errors.filter { $0 != "byte 7" } == [])
        #expect(model.text.hasPrefix("80x24\n  key l\n  key m\n  key g\n\nrow 5 key g\n"))
        #expect(model.text.hasSuffix("row 23 key g\n"))
        #expect(model.isAlternate)
        try terminal.type("q")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.modes == terminal.modesBefore)
        #expect(terminal.screen.components(separatedBy: leaving).count == 2)
        #expect(reports.texts.isEmpty)
    }
}
