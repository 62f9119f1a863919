import Foundation
import Glibc
import Testing

/// The built program, run as a process like any user does.
enum Program {
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    /// The folder of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The shipped survey.
    static let survey = package.appending(path: "Surveys/service_loyalty.survey").path

    /// The program stands beside the test runner.
    static let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "sondeo")

    static func process(_ arguments: [String], in folder: URL? = nil) -> Process {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "TERM": "dumb"]
        return process
    }

    /// Runs the program to its end.
    @discardableResult
    static func run(_ arguments: String..., input: String = "", in folder: URL? = nil) throws -> Result {
        try run(arguments, input: input, in: folder)
    }

    /// The same with arguments that were put together.
    @discardableResult
    static func run(_ arguments: [String], input: String = "", in folder: URL? = nil) throws -> Result {
        let process = process(arguments, in: folder)
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stderr
        try process.run()
        nonisolated(unsafe) var errors = Data()
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) {
            errors = stderr.fileHandleForReading.readDataToEndOfFile()
        }
        DispatchQueue.global().async(group: group) {
            signal(SIGPIPE, SIG_IGN)
            try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try? stdin.fileHandleForWriting.close()
        }
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        group.wait()
        process.waitUntilExit()
        return Result(
            status: process.terminationReason == .exit
                ? process.terminationStatus : 128 + process.terminationStatus,
            output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
    }
}

/// A folder that goes away with the test.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sondeo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: url.appending(path: name))
        return path(name)
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
    }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }
}

/// A survey of two questions.
let smallSurvey = """
    survey small
    version 1
    language en
    translations es

    given branch: text optional

    csat mood 1...4 "How was it today?" top 2
    if mood <= 2 {
        text why "What should we do better?" optional
    }
    finish "Thank you."

    metric happy = csat(mood)

    """
