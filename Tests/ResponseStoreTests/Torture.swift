import Foundation
import Glibc

/// The `store-torture` program as a child process, with what it acknowledges.
final class Torture {
    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()
    private var pending: [UInt8] = []

    init(_ arguments: String...) throws {
        let folder = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") + "/.."
        process.executableURL = URL(fileURLWithPath: folder).standardized.appendingPathComponent(
            "store-torture")
        process.arguments = arguments
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        try output.fileHandleForWriting.close()
    }

    deinit { if process.isRunning { kill() } }

    /// The next line, nil at the end. Waits for it.
    func readLine() -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeSubrange(...end) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { return nil }
            pending += data
        }
    }

    /// Lets the process go on to its next step.
    func step() throws { try input.fileHandleForWriting.write(contentsOf: [0x0A]) }

    /// Ends its standard input.
    func finish() throws { try input.fileHandleForWriting.close() }

    /// Kills the process and waits until it is gone; what it wrote before can still be read.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Waits for the process to end by itself.
    func exitCode() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }
}
