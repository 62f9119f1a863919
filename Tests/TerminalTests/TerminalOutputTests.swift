import Foundation
import Glibc
import Testing

@testable import Terminal

@Suite struct TerminalOutputTests {
    private let xterm = ["TERM": "xterm-256color"]

    private func output(isTerminal: Bool = true, _ environment: [String: String]) -> TerminalOutput {
        TerminalOutput(isTerminal: isTerminal, columns: nil, rows: nil, environment: environment)
    }

    @Test func colourNeedsATerminalThatIsNotDumbAndNoObjection() {
        #expect(output(xterm).allowsColour)
        #expect(!output(isTerminal: false, xterm).allowsColour)
        #expect(!output(["TERM": "dumb"]).allowsColour)
        #expect(!output([:]).allowsColour)
        #expect(!output(["TERM": ""]).allowsColour)
        #expect(!output(["TERM": "xterm", "NO_COLOR": "1"]).allowsColour)
        #expect(!output(["TERM": "xterm", "NO_COLOR": "0"]).allowsColour)
        #expect(output(["TERM": "xterm", "NO_COLOR": ""]).allowsColour)
    }

    @Test func withoutColourTheCursorStillMoves() {
        #expect(output(["TERM": "vt100", "NO_COLOR": "1"]).allowsCursorMovement)
        #expect(!output(["TERM": "dumb"]).allowsCursorMovement)
        #expect(!output(isTerminal: false, xterm).allowsCursorMovement)
    }

    @Test func environmentGivesTheSizeThatTheSystemDoesNotKnow() {
        let stated = output(["COLUMNS": "132", "LINES": "43"])
        #expect(stated.columns == 132)
        #expect(stated.rows == 43)
        for bad in ["0", "-5", "wide", "", "99999999999999999999", "20000"] {
            #expect(output(["COLUMNS": bad]).columns == nil)
        }
        let known = TerminalOutput(isTerminal: true, columns: 80, rows: 24, environment: ["COLUMNS": "132"])
        #expect(known.columns == 80)
    }

    @Test func aPipeAClosedDescriptorAndNonsenseAreNoTerminals() {
        let pipe = Pipe()
        for descriptor in [pipe.fileHandleForWriting.fileDescriptor, -1, 99_999] {
            let output = TerminalOutput(fileDescriptor: descriptor, environment: xterm)
            #expect(!output.isTerminal)
            #expect(output.columns == nil)
            #expect(!output.allowsColour)
        }
    }

    @Test func aPseudoTerminalTellsItsSize() throws {
        let control = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(control >= 0)
        defer { close(control) }
        // TIOCSPTLCK and TIOCGPTN, which the headers hide: unlock the other end, and ask for its number.
        var (lock, number): (CInt, CInt) = (0, 0)
        try #require(ioctl(control, 0x4004_5431, &lock) == 0)
        try #require(ioctl(control, 0x8004_5430, &number) == 0)
        let terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(terminal >= 0)
        defer { close(terminal) }
        let unsized = TerminalOutput(fileDescriptor: terminal, environment: xterm)
        #expect(unsized.isTerminal && unsized.columns == nil && unsized.allowsColour)
        var size = winsize(ws_row: 31, ws_col: 97, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0)
        let sized = TerminalOutput(fileDescriptor: terminal, environment: xterm)
        #expect(sized.columns == 97)
        #expect(sized.rows == 31)
    }
}
