import Foundation
import Testing

/// `Documentation/FromKiosksToAnswers.md`, command for command, in an empty folder.
@Suite struct AnswersPageTests {
    private struct Step {
        var line: Int
        var command: String
        var output: [String] = []
    }

    private static func steps() throws -> [Step] {
        let page = Program.package.appending(path: "Documentation/FromKiosksToAnswers.md")
        var steps: [Step] = []
        var isOpen = false
        for (index, line) in try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
            .enumerated()
        {
            if line.hasPrefix("```") {
                isOpen = line == "```console"
            } else if isOpen, line.hasPrefix("$ ") {
                steps.append(Step(line: index + 1, command: String(line.dropFirst(2))))
            } else if isOpen {
                steps[steps.count - 1].output.append(line)
            }
        }
        return steps
    }

    @Test func everyCommandPrintsWhatStandsBelowIt() throws {
        let scratch = try Scratch()
        let folder = URL(filePath: scratch.path(""))
        let steps = try Self.steps()
        #expect(steps.count > 10)
        for step in steps {
            let words = step.command.replacing(
                "SURVEYS", with: Program.package.appending(path: "Surveys").path
            )
            .split(separator: " ").map(String.init)
            if words[0] == "mkdir" {
                try FileManager.default.createDirectory(
                    at: folder.appending(path: words[1]), withIntermediateDirectories: false)
                continue
            }
            try #require(words[0] == "sondeo")
            let process = Program.process(Array(words.dropFirst()), in: folder)
            let (output, errors) = (Pipe(), Pipe())
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = errors
            try process.run()
            let printed = output.fileHandleForReading.readDataToEndOfFile()
            let said = errors.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(
                process.terminationStatus == 0, "line \(step.line): \(String(decoding: said, as: UTF8.self))")
            var lines = String(decoding: said + printed, as: UTF8.self).components(separatedBy: "\n")
            lines = lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
            while lines.last == "" { lines.removeLast() }
            #expect(lines == step.output, "line \(step.line): \(step.command)")
        }
    }
}
