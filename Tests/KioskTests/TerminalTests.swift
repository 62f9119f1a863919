import Foundation
import Glibc
import ResponseStore
import SampleSurveys
import SurveyModel
import Testing

/// The front as a process of its own at a pseudo terminal, which echoes, edits lines and sends signals.
@Suite(.serialized) struct TerminalTests {
    private let scratch: Scratch
    private let terminal: PseudoTerminal

    init() throws {
        scratch = try Scratch()
        terminal = try PseudoTerminal(running: "plain-interview", [scratch.store])
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

/// A pseudo terminal with a process in a session of its own at it.
private final class PseudoTerminal: @unchecked Sendable {
    let process: pid_t
    private var master: Int32
    private var seen: [UInt8] = []
    private var prompts = 0

    var screen: String { String(decoding: seen, as: UTF8.self) }

    struct Stuck: Error {
        var screen: String
    }

    init(running name: String, _ arguments: [String]) throws {
        // What `posix_openpt`, `unlockpt` and `ptsname` do, which are not visible here: TIOCSPTLCK, TIOCGPTN.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var isLocked: Int32 = 0
        var number: UInt32 = 0
        try #require(
            master >= 0 && ioctl(master, 0x4004_5431, &isLocked) == 0
                && ioctl(master, 0x8004_5430, &number) == 0)
        let slave = "/dev/pts/\(number)"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        // The leader of a session gets the first terminal that it opens as its own.
        posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        posix_spawn_file_actions_addclose(&actions, master)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // POSIX_SPAWN_SETSID and POSIX_SPAWN_SETSIGMASK.
        posix_spawnattr_setflags(&attributes, 0x80 | 0x08)
        let program = Self.products + "/" + name
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, program, &actions, &attributes, &words, environ)
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
        try #require(code == 0, "\(program): \(String(cString: strerror(code)))")
        process = id
    }

    deinit {
        hangUp()
        if !hasEnded {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
    }

    private var hasEnded = false

    /// Where the products of the build are: beside the tests.
    private static let products: String = {
        let tests = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(filePath: tests).resolvingSymlinksInPath().deletingLastPathComponent().path
    }()

    /// Types keys, and waits for the prompt that was not answered yet.
    func type(_ keys: String, waits: Bool = true) throws {
        if waits, prompts == 0 { try waitForPrompt() }
        if waits { prompts -= 1 }
        let bytes = Array(keys.utf8)
        try #require(write(master, bytes, bytes.count) == bytes.count)
    }

    /// Reads until one more prompt is there, for at most half a minute.
    func waitForPrompt() throws {
        while prompts == 0 { try #require(read(), "no prompt:\n\(screen)") }
    }

    func hangUp() {
        if master >= 0 { close(master) }
        master = -1
    }

    /// Waits for the end of the process, reading what it still writes.
    func exitCode() throws -> Int32 {
        while master >= 0, read() {}
        var status: Int32 = 0
        try #require(waitpid(process, &status, 0) == process)
        hasEnded = true
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
    }

    private func read() -> Bool {
        var wanted = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, 30_000) > 0 else { return false }
        var chunk = [UInt8](repeating: 0, count: 4_096)
        let count = Glibc.read(master, &chunk, chunk.count)
        guard count > 0 else { return false }
        seen += chunk[..<count]
        // A prompt is what is written last, while an answer is waited for.
        if seen.suffix(2) == Array("> ".utf8) { prompts += 1 }
        return true
    }
}
