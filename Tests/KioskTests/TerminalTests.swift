import Foundation
import Glibc
import PseudoTerminal
import ResponseStore
import SampleSurveys
import SurveyModel
import Testing

/// The front as a process of its own at a pseudo terminal, which echoes, edits lines and sends signals.
@Suite(.serialized) struct TerminalTests {
    private let scratch: Scratch
    private let terminal: PromptingTerminal

    init() throws {
        scratch = try Scratch()
        terminal = PromptingTerminal(try PseudoTerminal(running: "plain-interview", [scratch.store]))
        try terminal.waitForPrompt()
    }

    private func response() throws -> (state: Disposition, answers: [String: Answer]) {
        let store = try Store(opening: scratch.store, mode: .readOnly)
        let survey = Sample.serviceLoyalty
        var lines: [String] = []
        try store.forEachResponse(in: .arrival) { lines.append($0.line) }
        let line = try #require(lines.count == 1 ? lines[0] : nil, "\(lines.count) responses")
        let response = try Response(line: Array(line.utf8), of: survey, index: survey.variableIndex)
        #expect(try store.verify().isSound)
        return (
            response.state,
            Dictionary(uniqueKeysWithValues: zip(survey.variables.map(\.name), response.answers))
        )
    }

    @Test func aWholeInterviewIsTakenAndNothingButLinesIsWritten() throws {
        for answer in ["1", "4", "1", "2", "3", "4", "5", "4", "6", "10", "Fine", "12.5"] {
            try terminal.type(answer + "\r")
        }
        #expect(try terminal.exitCode() == 0)
        let screen = terminal.screen
        #expect(screen.hasSuffix("Thank you. Come back soon.\r\n"))
        #expect(!screen.unicodeScalars.contains { $0 != "\r" && $0 != "\n" && TextRule.isForbidden($0) })
        // The terminal echoes the line break, so that the front writes none.
        #expect(screen.contains("> 1\r\n\r\nQuestion 2\r\nWhat about comfort?"))
        #expect(try response().state == .complete)
    }

    @Test func interruptingKeepsWhatWasAnswered() throws {
        try terminal.type("2\r")
        try terminal.waitForPrompt()
        try terminal.type("3\r")
        try terminal.waitForPrompt()
        try terminal.type("half typed\u{3}", waits: false)
        #expect(try terminal.exitCode() == 128 + SIGINT)
        #expect(terminal.screen.hasSuffix("You have left the interview. Your answers are saved.\r\n"))
        let response = try response()
        #expect(response.state == .partial)
        #expect(response.answers["channel"] == .answered(.option(1)))
        #expect(response.answers.values.count { $0.value != nil } == 3)
    }

    @Test func interruptingBeforeAnAnswerLeavesNothing() throws {
        try terminal.type("\u{3}", waits: false)
        #expect(try terminal.exitCode() == 128 + SIGINT)
        let store = try Store(opening: scratch.store, mode: .readOnly)
        #expect(try store.responseCount() == 0)
    }

    @Test func theEndOfInputKeepsWholeLinesOnly() throws {
        try terminal.type("2\r")
        try terminal.waitForPrompt()
        // In the middle of a line the first Ctrl-D sends it on, the second ends the input.
        try terminal.type("4\u{4}\u{4}", waits: false)
        #expect(try terminal.exitCode() == 3)
        let response = try response()
        #expect(response.state == .partial)
        #expect(response.answers.values.count { $0.value != nil } == 2)
    }

    @Test func aHangUpKeepsWhatWasAnswered() throws {
        try terminal.type("2\r")
        try terminal.waitForPrompt()
        terminal.hangUp()
        #expect(try terminal.exitCode() == 128 + SIGHUP)
        #expect(try response().answers["channel"] == .answered(.option(1)))
    }

    @Test func beingAskedToEndKeepsWhatWasAnswered() throws {
        try terminal.type("2\r")
        try terminal.waitForPrompt()
        kill(terminal.process, SIGTERM)
        #expect(try terminal.exitCode() == 128 + SIGTERM)
        #expect(try response().state == .partial)
    }
}

/// A terminal at which prompts are answered one by one.
private final class PromptingTerminal {
    private let terminal: PseudoTerminal
    /// How much was written when a prompt was answered last.
    private var answered = 0

    var screen: String { terminal.screen }
    var process: Int32 { terminal.process }

    init(_ terminal: PseudoTerminal) { self.terminal = terminal }

    /// Types keys; where it waits, at the next prompt.
    func type(_ keys: String, waits: Bool = true) throws {
        if waits { try waitForPrompt() }
        answered = terminal.bytes.count
        try terminal.type(keys)
    }

    /// Waits for a prompt that is not answered: it is written last, while an answer is waited for.
    func waitForPrompt() throws {
        try terminal.wait(until: "prompt") { $0.count > answered && $0.suffix(2) == Array("> ".utf8) }
    }

    func hangUp() { terminal.hangUp() }
    func exitCode() throws -> Int32 { try terminal.exitCode() }
}
